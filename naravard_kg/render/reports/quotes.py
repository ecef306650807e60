"""The line that a finding stands on, with the stretch that is meant."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from naravard_kg.places import Place
from naravard_kg.reports import Fix
from naravard_kg.visible import columns, visible

_CUT = "…"
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Quote:
    """A line as it is shown: what stands before the stretch, the stretch, what stands after.

    A long line is cut to what stands around the stretch, with … where something is left out.
    ``goes_on`` tells that the stretch does not end on this line, or not within what is shown.
    """

    number: int
    before: str
    marked: str
    after: str
    goes_on: bool = False

    @property
    def line(self) -> str:
        """The line as it is shown."""
        return f"{self.before}{self.marked}{self.after}".rstrip()

    @property
    def carets(self) -> str:
        """The line below it, with a caret below each column of the stretch."""
        run = "^" * max(columns(self.marked), 1)
        return f"{' ' * columns(self.before)}{run}{_CUT if self.goes_on else ''}"


def quoted(place: Place, lines: Mapping[int, str], room: int) -> Quote | None:
    """The line of *place* in at most *room* columns; None where it is not at hand."""
    if place.line not in lines:
        return None
    line = lines[place.line]
    start = min(max(place.column - 1, 0), len(line))
    stop = _stop(place, line, start)
    first, last = _window(line, (start, stop), room)
    end = min(stop, last)
    return Quote(
        place.line,
        (_CUT if first else "") + _shown(line[first:start]),
        _shown(line[start:end]),
        _shown(line[end:last]) + (_CUT if last < len(line) else ""),
        goes_on=place.end_line > place.line or stop > last,
    )


def mended(fix: Fix, lines: Mapping[int, str], room: int) -> list[str]:
    """The line as it would read, without its indent; several lines where the fix has several.

    Where the line is not at hand it is what is to be written, and no more.
    """
    place = fix.place
    head = lines.get(place.line, "")[: max(place.column - 1, 0)]
    tail = lines.get(place.end_line, "")[max(place.end_column - 1, 0) :]
    rows = textwrap.dedent(f"{head}{fix.text}{tail}").split("\n")
    start = max(len(head) - (len(head + fix.text + tail) - len(rows[0])), 0)
    stop = start + len(fix.text)
    return [_windowed(row, (start, stop) if len(rows) == 1 else (0, 0), room) for row in rows]


def _windowed(row: str, stretch: tuple[int, int], room: int) -> str:
    place = Place(1, stretch[0] + 1, 1, stretch[1] + 1)
    found = quoted(place, {1: row}, room)
    return found.line if found else ""


def _stop(place: Place, line: str, start: int) -> int:
    """Where the stretch ends on its first line; at the end of the line where it has no end."""
    if place.end_line == place.line and place.end_column > place.column:
        return min(max(place.end_column - 1, start), len(line))
    return len(line)


def _window(line: str, stretch: tuple[int, int], room: int) -> tuple[int, int]:
    """The characters of a line that are shown: all that fit, else those around the stretch."""
    if _reach(line, 0, 1, room) == len(line):
        return 0, len(line)
    start, stop = stretch
    room = max(room - 2 * len(_CUT), 1)
    meant = _width(line[start : min(stop, start + room)])
    first = _reach(line, start, -1, max((room - meant) // 2, room // 4))
    last = _reach(line, first, 1, room)
    if last == len(line):
        first = _reach(line, last, -1, room)
    return min(first, start), max(last, min(start + 1, len(line)))


def _reach(line: str, start: int, step: int, room: int) -> int:
    """How far one gets from *start* in *room* columns, forwards or backwards."""
    at, used = start, 0
    while 0 <= (look := at if step > 0 else at - 1) < len(line):
        used += _width(line[look])
        if used > room:
            break
        at += step
    return at


def _width(text: str) -> int:
    return columns(_shown(text))


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))
