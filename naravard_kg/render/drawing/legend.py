"""What the lines and marks of an SVG drawing mean: only those that occur in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from naravard_kg.render.drawing.lettering import width, wrapped
from naravard_kg.render.drawing.marks import arrow, frame, mark, number, text
from naravard_kg.render.drawing.picture import Arrow, Picture
from naravard_kg.render.drawing.styles import GREY, occurring_phases, occurring_roles, ordered
from naravard_kg.words import say

_SIZE, _LINE, _ROW, _BETWEEN = 11.0, 14.0, 20.0, 22.0
_SAMPLE, _LETTER = 46.0, 12.0


@dataclass(frozen=True, slots=True)
class Legend:
    """The pieces of a legend, and the height they take."""

    pieces: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Item:
    """A sample, drawn as if it began at the origin, and the words beside it."""

    sample: str
    room: float
    words: str

    def lines(self, room: float) -> tuple[str, ...]:
        """The words, in more than one line only where a whole row is too short."""
        return wrapped(self.words, room - self.room, _SIZE)


def legend(picture: Picture, x: float, y: float, room: float) -> Legend:
    """The legend of a picture in rows that have *room*, beginning at a place."""
    pieces: list[str] = []
    row = y
    for items in (list(_links(picture)), list(_things(picture))):
        left, deep = x, 0.0
        for item in items:
            lines = item.lines(room)
            wide = item.room + max((width(line, _SIZE) for line in lines), default=0.0)
            if left > x and left + wide > x + room:
                left, row, deep = x, row + deep, 0.0
            pieces.append(_drawn(item, lines, left, row))
            left += wide + _BETWEEN
            deep = max(deep, _ROW + (len(lines) - 1) * _LINE)
        row += deep
    return Legend(tuple(pieces), row - y)


def _drawn(item: _Item, lines: tuple[str, ...], x: float, y: float) -> str:
    words = "".join(text((item.room, 4 + at * _LINE), line, _SIZE) for at, line in enumerate(lines))
    place = f"translate({number(x)} {number(y + 8)})"
    return f'<g class="key" transform="{place}">{item.sample}{words}</g>'


def _links(picture: Picture) -> Iterator[_Item]:
    """Each role with each of its words, then what a thin line and a ring mean, then the order."""
    for role, words in occurring_roles(picture):
        own = [a for a in picture.arrows if (a.role, a.words) == (role, words)]
        soft = all(a.soft for a in own)
        ends = ("A", "B") if role == "unordered" else ("B", "A")
        yield _Item(
            _between(Arrow("", "", role, words, soft=soft, variant=own[0].variant)),
            _SAMPLE + 2 * _LETTER + 10,
            f"{ends[0]} {words} {ends[1]}",
        )
    directed = [a for a in picture.arrows if a.role != "unordered"]
    for found, key in (
        ([a for a in directed if a.soft], "drawing.soft"),
        ([a for a in picture.arrows if a.inferred], "drawing.inferred"),
    ):
        if found:
            sample = Arrow("", "", found[0].role, "", key == "drawing.soft", key != "drawing.soft")
            yield _Item(_line(sample, 0), _SAMPLE + 6, say(key).in_(picture.language))


def _between(link: Arrow) -> str:
    """The two letters with the line between."""
    bold = ' font-weight="bold"'
    second = text((_LETTER + _SAMPLE + 3, 4.0), "B", _SIZE, fill=GREY, style=bold)
    return text((0, 4.0), "A", _SIZE, fill=GREY, style=bold) + _line(link, _LETTER) + second


def _line(link: Arrow, x: float) -> str:
    third = _SAMPLE / 3
    return arrow(link, [(x, 0), (x + third, 0), (x + 2 * third, 0), (x + _SAMPLE, 0)])


def _things(picture: Picture) -> Iterator[_Item]:
    """The marks, the thick frame, and where to begin to read."""
    for phase in occurring_phases(picture):
        words = say(f"drawing.phase.{phase}").in_(picture.language)
        yield _Item(mark(phase, (7, 0)), 19, words)
    if any(node.focus for node in picture.nodes):
        focus = frame((1.5, -5.5), (19, 11), 2.6)
        yield _Item(focus, 28, say("drawing.focus").in_(picture.language))
    if ordered(picture.arrows):
        yield _Item("", 0, say("drawing.order").in_(picture.language))
