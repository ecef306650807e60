"""A picture as a Mermaid flowchart, which GitHub and many wikis draw from the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from naravard_kg.render.drawing.lettering import clean
from naravard_kg.render.drawing.picture import PHASES, Arrow, Node, Picture
from naravard_kg.render.drawing.styles import (
    GREY,
    INK,
    PHASE,
    caption,
    line_of,
    ordered,
    phase_of,
    reading,
)
from naravard_kg.words import say

# What Mermaid, the markdown it reads labels as, or the page around it would take for its own.
_SIGNS = re.compile(r"[^\w\s.,()/–—…’”“·◂✔◐‖○✕-]")
# "1. x" and "- x" are the beginnings of lists
_LIST = re.compile(r"^(\d+)([.)])(?= )")


def mermaid(picture: Picture) -> str:
    """The picture as a flowchart from left to right; its boxes are ``n1``, ``n2`` and so on."""
    number = {node.id: f"n{at}" for at, node in enumerate(picture.nodes, 1)}
    title = json.dumps(clean(picture.title).replace("<", "‹").replace(">", "›"), ensure_ascii=False)
    lines = [
        "---",
        f"title: {title}",
        "---",
        "flowchart LR",
        *(f"  {number[node.id]}{_node(node, picture.language)}" for node in picture.nodes),
        *(
            f"  {number[a.first]} {_edge(a, picture.language)} {number[a.then]}"
            for a in picture.arrows
        ),
        *_notes(picture),
        *_classes(picture, number),
        *(f"  linkStyle {at} {_stroke(a)}" for at, a in enumerate(picture.arrows)),
    ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """A text that is shown as it is.

    >>> _escaped('1. a "b"; <i>')
    '1#46; a #34;b#34;#59; #60;i#62;'
    """
    signs = _SIGNS.sub(lambda found: f"#{ord(found[0])};", clean(text))
    listed = _LIST.sub(lambda found: f"{found[1]}#{ord(found[2])};", signs)
    return re.sub(r"^-|__+|://|www\.", lambda found: _every(found[0]), listed)


def _every(text: str) -> str:
    return "".join(f"#{ord(character)};" for character in text)


def _node(node: Node, language: str) -> str:
    """The words of a box in its brackets: two at each side where its things are one."""
    lines = [_escaped(caption(entry)) for entry in node.entries]
    if node.joint:
        lines.insert(0, _escaped(f"({say('drawing.joint').in_(language)})"))
    label = "<br/>".join(lines) or " "
    return f'[["{label}"]]' if node.joint else f'["{label}"]'


def _edge(arrow: Arrow, language: str) -> str:
    label = _escaped(reading(arrow, language))
    line = "---" if arrow.role == "unordered" else "-->" if arrow.role == "answers" else "-.->"
    if arrow.role == "awaits":
        line = "-->" if arrow.soft else "==>"
    return f'{line}|"{label}"|' if label else line


def _notes(picture: Picture) -> Iterator[str]:
    """What a reader must know, in a box without a frame."""
    if not picture.nodes:
        yield f'  note["{_escaped(say("drawing.empty").in_(picture.language))}"]:::note'
    if ordered(picture.arrows):
        yield f'  note["{_escaped(say("drawing.reading").in_(picture.language))}"]:::note'


def _classes(picture: Picture, number: dict[str, str]) -> Iterator[str]:
    """The look of each phase that occurs, with its own colour of text for dark pages."""
    for phase in PHASES:
        nodes = ",".join(number[node.id] for node in picture.nodes if phase_of(node) == phase)
        if nodes:
            name = f"phase-{phase}" if phase else "phase-none"
            yield f"  classDef {name} fill:{PHASE[phase].tint},stroke:{GREY},color:{INK}"
            yield f"  class {nodes} {name}"
    if focus := ",".join(number[node.id] for node in picture.nodes if node.focus):
        yield "  classDef focus stroke:#000000,stroke-width:4px"
        yield f"  class {focus} focus"
    if not picture.nodes or ordered(picture.arrows):
        yield f"  classDef note fill:#ffffff,stroke:#ffffff,color:{GREY}"


def _stroke(arrow: Arrow) -> str:
    role = line_of(arrow)
    dashes = " ".join(f"{length:g}" for length in role.dashes)
    dashed = f",stroke-dasharray:{dashes}" if dashes else ""
    return f"stroke:{role.colour},stroke-width:{1 if arrow.soft else 2}px{dashed}"
