"""A stated time on an axis, no more precise than its source gives it.

whole bar           from a day to a day            light bar     some day in it, or a loose end
filled mark         a day                          hollow mark   the day is not given
arrow               an open end: none is set       dotted line   an end that nobody gives
fading              some day before, or after      dashed edge   about, perhaps
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from naravard_kg import dates, names
from naravard_kg.figures.sheet import INK, NUMBER, PAPER, Ink, Place, Sheet
from naravard_kg.figures.signs import DEEP, GREEN, LIGHT, MID, VERMILION
from naravard_kg.terms import Iri
from naravard_kg.timeline import STATUS, VALID, Dated

OPEN, UNKNOWN, FADING = "open", "unknown", "fading"
REACH = 8.0  # how far what has no known end is drawn, in millimetres
_HALF, _STEPS = 1.1, 8
_MONTHS = 12
_DOUBTS = "~?%"
Days = tuple[int, int]  # ordinals of the first day, and of the day after the last


@dataclass(frozen=True, slots=True)
class Via:
    """How what is dated in one way is shown: its word, the corners of its mark, its colours."""

    key: str
    corners: tuple[Place, ...] = ()
    colour: str = DEEP
    light: str = LIGHT


DECIDED = Iri(names.ONTOLOGY + "decidedBy")
VIAS = {
    VALID: Via("figure.time.valid"),
    DECIDED: Via(
        "figure.time.decided", ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)), VERMILION, "#f3c3a5"
    ),
    Iri(names.ONTOLOGY + "submittedOn"): Via(
        "figure.time.submitted", ((-1.2, 1), (0, -1.2), (1.2, 1)), GREEN, "#b5dccf"
    ),
    Iri("http://purl.org/dc/terms/issued"): Via(
        "figure.time.issued", ((-1, -1), (1, -1), (1, 1), (-1, 1)), INK, "#cfcfcf"
    ),
    STATUS: Via("figure.time.status", ((-1.1, -1), (1.1, -1), (0, 1.1)), MID, "#c9ddf0"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """What a stated time lets us draw."""

    whole: Days | None = None
    light: tuple[Days, ...] = ()
    before: str = ""
    after: str = ""
    doubtful: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.whole is not None and self.whole[1] - self.whole[0] == 1

    @property
    def known(self) -> Days | None:
        """From the first to the last day that is told."""
        found = [*self.light, *((self.whole,) if self.whole else ())]
        return (min(d for d, _ in found), max(d for _, d in found)) if found else None


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from left to right."""

    left: float
    right: float
    first: int
    last: int

    def at(self, day: float) -> float:
        """Where a day begins."""
        part = (day - self.first) / max(self.last - self.first, 1)
        return self.left + part * (self.right - self.left)


def span(one: Dated) -> Span:
    """What is to be drawn of a dated fact; nothing where no day is known."""
    try:
        dates.period(one.stated)
    except ValueError:  # a plan beside the shipped data breaks the form
        return Span()
    found = _span(one.stated)
    if one.via == VALID or found.whole is None or found.is_day:
        return found
    return Span(None, (*found.light, found.whole), found.before, found.after, found.doubtful)


def _span(stated: str) -> Span:
    if stated.startswith("["):
        start, _, end = stated[1:-1].partition("..")
        told = [_days(part) for part in (start, end) if part]
        days = (told[0][0], told[-1][1])
        edge = (days,) if start and end else ((days[0], days[0]) if start else (days[1], days[1]),)
        return Span(None, edge, "" if start else FADING, "" if end else FADING)
    start, slash, end = stated.partition("/")
    if slash:
        return _period(start, end)
    days = _days(stated)
    exact = days[1] - days[0] == 1
    if exact and stated[-1] not in _DOUBTS:
        return Span(days)
    return Span(None, (days,), doubtful=stated[-1] in _DOUBTS)


def _period(start: str, end: str) -> Span:
    """A bar from one end to the other; lighter where an end is loose, none where it is not told."""
    ends = {"": UNKNOWN, "..": OPEN}
    before, after = ends.get(start, ""), ends.get(end, "")
    light = tuple(_days(part) for part in (start, end) if part not in ends and _is_loose(part))
    doubtful = any(part[-1:] in _DOUBTS for part in (start, end) if part)
    if before or after:
        days = _days(end if before else start)
        loose = light or UNKNOWN in (before, after)
        return Span(None if loose else days, (days,) if loose else (), before, after, doubtful)
    first, last = _days(start), _days(end)
    whole = (first[_is_loose(start)], last[not _is_loose(end)])
    return Span(whole if whole[0] < whole[1] else None, light, doubtful=doubtful)


def _days(point: str) -> Days:
    found = dates.period(point)
    first, last = found.first or date.min, found.last or date.max
    return first.toordinal(), last.toordinal() + 1


def _is_loose(point: str) -> bool:
    """Whether the time is given as about or perhaps, or as a season."""
    return point[-1] in _DOUBTS or point[5:7] > str(_MONTHS)


def draw(sheet: Sheet, axis: Axis, one: Dated, y: float) -> None:
    """A dated fact at its height on the sheet."""
    via, found = VIAS[one.via], span(one)
    if found.known is None:
        return
    _beyond(sheet, axis, found, via, y)
    edge = Ink(via.light, via.colour, 0.5, (2, 1.5)) if found.doubtful else Ink(via.light)
    for days in found.light:
        _bar(sheet, axis, days, y, edge)
    if found.whole and not (found.is_day and via.corners):
        _bar(sheet, axis, found.whole, y, Ink(via.colour))
    if via.corners:
        middle = axis.at(sum(found.known) / 2)
        mark(sheet, via, (middle, y), hollow=not found.is_day)


def mark(sheet: Sheet, via: Via, middle: Place, *, hollow: bool) -> None:
    """The mark of a way to be dated; a hollow one has no day."""
    corners = [(middle[0] + x, middle[1] + y) for x, y in via.corners]
    sheet.area(corners, Ink(PAPER if hollow else via.colour, via.colour, 0.8))


def _bar(sheet: Sheet, axis: Axis, days: Days, y: float, ink: Ink) -> None:
    left, right = axis.at(days[0]), axis.at(days[1])
    if right > left:
        sheet.box((left, y - _HALF), (max(right - left, 0.4), 2 * _HALF), ink)


def _beyond(sheet: Sheet, axis: Axis, found: Span, via: Via, y: float) -> None:
    """What is drawn before the first day that is told, and after the last."""
    days = found.known or (axis.first, axis.last)
    for how, day, side in ((found.before, days[0], -1), (found.after, days[1], 1)):
        if how:
            _BEYOND[how](sheet, axis, via, (axis.at(day), y), side)


def dotted(sheet: Sheet, axis: Axis, via: Via, start: Place, side: int) -> None:
    """An end that nobody gives."""
    x, y = start
    end = min(max(x + side * REACH, axis.left), axis.right)
    sheet.stroke([(x, y), (end - side * 2.0, y)], Ink(edge=via.colour, width=1.2, dashes=(1, 1.5)))
    sheet.centre(["?"], (end - side * 0.7, y), NUMBER)


def arrow(sheet: Sheet, axis: Axis, via: Via, start: Place, side: int) -> None:
    """An end that is open: a bar to the border, with a head."""
    x, y = start
    end = axis.right if side > 0 else axis.left
    neck = end - side * 2.2
    body = sorted((x, neck))
    sheet.box((body[0], y - _HALF), (max(body[1] - body[0], 0.1), 2 * _HALF), Ink(via.colour))
    sheet.area([(neck, y - 1.7), (end, y), (neck, y + 1.7)], Ink(via.colour))


def fading(sheet: Sheet, axis: Axis, via: Via, start: Place, side: int) -> None:
    """Some day before, or after: a tone that fades away."""
    x, y = start
    reach = min(REACH, abs((axis.right if side > 0 else axis.left) - x))
    for step in range(_STEPS):
        left = x + side * reach * step / _STEPS
        corner = (min(left, left + side * reach / _STEPS), y - _HALF)
        tone = Ink(_paler(via.light, step / _STEPS))
        sheet.box(corner, (reach / _STEPS + 0.05, 2 * _HALF), tone)


def _paler(colour: str, part: float) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(c + (255 - c) * part):02x}" for c in channels)


_Beyond = Callable[[Sheet, Axis, Via, Place, int], None]
_BEYOND: dict[str, _Beyond] = {UNKNOWN: dotted, OPEN: arrow, FADING: fading}
