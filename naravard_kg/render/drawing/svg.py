"""A picture as SVG, drawn here so that no system package is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from naravard_kg.render.drawing.boxes import SMALL, Sheet, drawn, sheets
from naravard_kg.render.drawing.layout import Layout, depth, layout
from naravard_kg.render.drawing.legend import legend
from naravard_kg.render.drawing.lettering import clean, wrapped
from naravard_kg.render.drawing.marks import arrow, number, text
from naravard_kg.render.drawing.picture import Arrow, Picture
from naravard_kg.render.drawing.styles import GREY, PAPER
from naravard_kg.words import say

_MARGIN, _LEAST = 24.0, 440.0
_TITLE, _TITLE_LINE = 17.0, 22.0


def svg(picture: Picture) -> str:
    """The picture as a document of its own, with title and legend."""
    ordering, loose = _links(picture)
    names = [node.id for node in picture.nodes]
    pairs = [(a.first, a.then) for a in ordering], [(a.first, a.then) for a in loose]
    boxes = sheets(picture, depth(names, *pairs))
    plan = layout({name: (box.width, box.height) for name, box in boxes.items()}, *pairs)
    wide = max(plan.width, _LEAST)
    top, parts = _head(picture, wide)
    parts.extend(_placed(plan, ordering + loose, boxes, (top, picture)))
    height = top + plan.height + _MARGIN
    return _document(picture, (wide + 2 * _MARGIN, height), parts)


def _links(picture: Picture) -> tuple[list[Arrow], list[Arrow]]:
    """The arrows that ask for an order, and the others."""
    ordering = [arrow for arrow in picture.arrows if arrow.role != "unordered"]
    return ordering, [arrow for arrow in picture.arrows if arrow.role == "unordered"]


def _head(picture: Picture, wide: float) -> tuple[float, list[str]]:
    """Title and legend, and where the drawing may begin."""
    lines = wrapped(picture.title, wide, _TITLE, bold=True)
    y = _MARGIN
    parts = []
    for line in lines:
        y += _TITLE_LINE
        parts.append(text((_MARGIN, y - 6), line, _TITLE, style=' font-weight="bold"'))
    if not picture.nodes:
        nothing = say("drawing.empty").in_(picture.language)
        return y + 34, [*parts, text((_MARGIN, y + 20), nothing, SMALL + 1.5, fill=GREY)]
    key = legend(picture, _MARGIN, y + 8, wide)
    if not key.pieces:
        return y + 14, parts
    y += key.height + 14
    rule = f'<path d="M{number(_MARGIN)} {number(y)} h{number(wide)}" stroke="#cccccc"/>'
    return y + 22, [*parts, *key.pieces, rule]


def _placed(
    plan: Layout,
    arrows: list[Arrow],
    boxes: Mapping[str, Sheet],
    frame: tuple[float, Picture],
) -> Iterator[str]:
    """Lines, then boxes, moved below the head."""
    top, picture = frame
    yield f'<g transform="translate({number(_MARGIN)} {number(top)})">'
    said = {node.id: ", ".join(e.words for e in node.entries) for node in picture.nodes}
    for link, route in zip(arrows, plan.routes, strict=True):
        tip = escape(clean(f"{said[link.then]} {link.words} {said[link.first]}"))
        yield f"<g><title>{tip}</title>{arrow(link, route)}</g>"
    for name, box in plan.boxes.items():
        yield drawn(boxes[name], box.x, box.y)
    if plan.grid is not None and arrows:
        words = say("drawing.unlinked").in_(picture.language)
        yield text((0, plan.grid - 10), words, SMALL + 0.5, fill=GREY)
    yield "</g>"


def _document(picture: Picture, size: tuple[float, float], parts: list[str]) -> str:
    wide, high = map(number, size)
    told = say("drawing.told", boxes=len(picture.nodes), links=len(picture.arrows))
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
                f'width="{wide}" height="{high}" xml:lang="{_language(picture)}" role="img" '
                f'font-family="Helvetica, Arial, sans-serif">'
            ),
            f"<title>{escape(clean(picture.title))}</title>",
            f"<desc>{escape(told.in_(picture.language))}</desc>",
            f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _language(picture: Picture) -> str:
    return "sv" if picture.language == "sv" else "en"
