"""A picture in the language of Graphviz, for those who want to lay it out or style it anew."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg.render.drawing.lettering import clean, wrapped
from naravard_kg.render.drawing.picture import Arrow, Node, Picture
from naravard_kg.render.drawing.styles import (
    INK,
    PHASE,
    caption,
    line_of,
    ordered,
    phase_of,
    reading,
)
from naravard_kg.words import say

_ROOM, _SIZE = 200.0, 11.0
# how a line ends in a label: in the middle, or at the left
_CENTRED, _LEFT = "\\n", "\\l"
_STYLE = {
    "awaits": "solid",
    "delegates": "dotted",
    "hinges": "dashed",
    "answers": "dashed",
    "unordered": "dashed",
}


def dot(picture: Picture) -> str:
    """The picture as a digraph from left to right; its boxes are ``n1``, ``n2`` and so on."""
    number = {node.id: f"n{at}" for at, node in enumerate(picture.nodes, 1)}
    lines = [
        "digraph picture {",
        f'  graph [rankdir=LR, charset="UTF-8", labelloc=t, label={_quoted(*_title(picture))}];',
        f'  node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor="{INK}"];',
        '  edge [fontname="Helvetica", fontsize=9];',
        *(f"  {number[node.id]} [{_node(node, picture.language)}];" for node in picture.nodes),
        *(
            f"  {number[a.first]} -> {number[a.then]} [{_edge(a, picture.language)}];"
            for a in picture.arrows
        ),
        "}\n",
    ]
    return "\n".join(lines)


def _title(picture: Picture) -> Iterator[str]:
    yield picture.title
    if not picture.nodes:
        yield say("drawing.empty").in_(picture.language)
    if ordered(picture.arrows):
        yield say("drawing.reading").in_(picture.language)


def _quoted(*lines: str, end: str = _CENTRED) -> str:
    r"""A string with the given lines, read by Graphviz as exactly these characters.

    >>> print(_quoted('a "b" \\N', "R&D"))
    "a \"b\" \\N\nR&amp;D"
    """
    text = end.join(_escaped(line) for line in lines)
    return f'"{text}{end if end != _CENTRED and text else ""}"'


def _escaped(line: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;", ">": "&gt;"}
    return "".join(signs.get(character, character) for character in clean(line))


def _node(node: Node, language: str) -> str:
    lines = [line for entry in node.entries for line in wrapped(caption(entry), _ROOM, _SIZE)]
    if node.joint:
        lines.insert(0, f"({say('drawing.joint').in_(language)})")
    names = ", ".join(entry.name for entry in node.entries)
    attributes = [
        f"label={_quoted(*lines, end=_LEFT)}",
        f"tooltip={_quoted(names)}",
        f'fillcolor="{PHASE[phase_of(node)].tint}"',
    ]
    attributes += ["peripheries=2"] if node.joint else []
    attributes += ["penwidth=3"] if node.focus else []
    return ", ".join(attributes)


def _style(arrow: Arrow) -> str:
    """How DOT names a line: by its role, or by the dashes of one of its wordings."""
    if not arrow.variant:
        return _STYLE[arrow.role]
    return "dashed" if line_of(arrow).dashes else "solid"


def _edge(arrow: Arrow, language: str) -> str:
    """The line of an arrow; one without an order must not put its ends into different columns."""
    attributes = [
        f"label={_quoted(reading(arrow, language))}",
        f'color="{line_of(arrow).colour}"',
        f"style={_style(arrow)}",
        f"penwidth={1 if arrow.soft else 2}",
    ]
    if arrow.role == "unordered":
        return ", ".join([*attributes, "dir=none", "constraint=false"])
    head = "empty" if arrow.role == "answers" else "normal"
    attributes.append(f"arrowhead={'vee' if arrow.soft else head}")
    attributes += ["arrowtail=odot", "dir=both"] if arrow.inferred else []
    return ", ".join(attributes)
