"""Coverage: for each party a bar of all rows, by how it states them or is silent.

Where the national frame is a party, a thin bar below tells how many of the rows that the frame
states the party states itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from naravard_kg.compare import coverage, stances
from naravard_kg.compare.coverage import Covered
from naravard_kg.compare.stances import Comparison
from naravard_kg.figures import furniture, signs, speech
from naravard_kg.figures.engine import width
from naravard_kg.figures.furniture import Sample
from naravard_kg.figures.letters import wrapped
from naravard_kg.figures.sheet import BODY, MARGIN, NUMBER, PAPER, Face, Ink, Place, Sheet
from naravard_kg.figures.signs import DEEP
from naravard_kg.figures.speech import Names

_HIGH, _THIN, _GAP, _BELOW = 5.2, 2.4, 3.2, 3.2
_LABEL, _TOLD = 44.0, 25.0
_LEAST = 2.5  # of a row of the comparison, where the figure can be narrow


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the bars begin and end, and how many rows they stand for."""

    left: float
    right: float
    rows: int

    @property
    def unit(self) -> float:
        """How wide one row is."""
        return (self.right - self.left) / max(self.rows, 1)


def sheet(comparison: Comparison, language: str) -> Sheet:
    """The bars as a sheet."""
    known = speech.of_comparison(comparison, language)
    rows = sum(bool(row.key) for row in comparison.rows)
    labels = [known.party(party) for party in comparison.parties]
    room = min(max((width(one, BODY) for one in labels), default=0.0), _LABEL) + 2.5
    wide = furniture.COLUMNS[1 if rows * _LEAST <= furniture.COLUMNS[1] - room - _TOLD else 2]
    drawn = Sheet(wide, language, origin=comparison.origin)
    drawn.title = f"{known.say('figure.coverage')} – {speech.title(comparison, known)}"
    drawn.told = f"{known.say('figure.told.coverage')} {speech.summary(comparison, known)}"
    y = furniture.heading(
        drawn, f"{known.say('figure.coverage')}: {speech.lower(comparison, language)}"
    )
    scale = _Scale(MARGIN + room, wide - MARGIN - _TOLD, rows)
    found = coverage.of(comparison)
    for i, label in enumerate(labels):
        y = _party(drawn, scale, (label, _counted(comparison, i), found[i]), known, y)
    drawn.height = _legend(drawn, comparison, found, known, y)
    return drawn


def _counted(comparison: Comparison, i: int) -> list[tuple[str, int]]:
    """How many rows have each sign; what is merely related is not mentioned."""
    found = (signs.sign(row.stances[i]) for row in comparison.rows if row.key)
    plain = Counter(stances.UNMENTIONED if s == stances.RELATED else s for s in found)
    return [(name, plain[name]) for name in signs.LOOKS if plain[name]]


def _party(
    drawn: Sheet,
    scale: _Scale,
    party: tuple[str, list[tuple[str, int]], Covered],
    known: Names,
    y: float,
) -> float:
    label, counted, covered = party
    lines = wrapped(label, scale.left - MARGIN - 2.5)
    middle = y + _HIGH / 2
    drawn.centre(lines[:1], (MARGIN, middle), BODY, "left")
    first = middle - BODY.capital / 2 + BODY.leading
    end = drawn.write(lines[1:], (MARGIN, first - 0.6), BODY)
    below = _bar(drawn, scale, counted, y)
    stated = covered.states[stances.STATED]
    told = known.say("figure.stated-of", count=stated, rows=scale.rows)
    drawn.centre([told], (scale.right + 2, middle), NUMBER, "left")
    if covered.required is not None and not covered.party.national:
        below = _required(drawn, scale, covered, known, below + 0.8)
    return max(below, end if lines[1:] else below) + _GAP


def _bar(drawn: Sheet, scale: _Scale, counted: Sequence[tuple[str, int]], y: float) -> float:
    """The parts of a bar, with their numbers in them, or below where there is no room."""
    x = scale.left
    outside: list[tuple[float, str]] = []
    for name, number in counted:
        look, wide = signs.LOOKS[name], number * scale.unit
        drawn.box((x, y), (wide, _HIGH), look.ink)
        room = width(str(number), NUMBER)
        if room + 1.0 > wide:
            outside.append((x + wide / 2, str(number)))
        else:
            middle = (x + wide / 2, y + _HIGH / 2)
            if look.ink.hatch:
                size = (room + 0.9, NUMBER.capital + 1.2)
                corner = (middle[0] - size[0] / 2, middle[1] - size[1] / 2)
                drawn.box(corner, size, Ink(PAPER))
            drawn.centre([str(number)], middle, Face(NUMBER.size, colour=look.number))
        x += wide
    return _beside(drawn, scale, outside, y + _HIGH) if outside else y + _HIGH


def _beside(drawn: Sheet, scale: _Scale, outside: list[tuple[float, str]], y: float) -> float:
    """Numbers below their parts, moved aside where they would be on top of each other."""
    places: list[float] = []
    end = scale.left - 10
    for x, number in outside:
        half = width(number, NUMBER) / 2 + 0.4
        places.append(max(x, end + half))
        end = places[-1] + half
    for (x, number), place in zip(outside, places, strict=True):
        drawn.stroke([(x, y), (place, y + 0.9)], Ink(edge="#555555", width=0.4))
        drawn.write([number], (place, y + 0.9), NUMBER, "center")
    return y + _BELOW


def _required(drawn: Sheet, scale: _Scale, covered: Covered, known: Names, y: float) -> float:
    required, answered = covered.required or 0, covered.answered or 0
    for number, ink in ((required, Ink(PAPER, DEEP, 0.6)), (answered, Ink(DEEP, DEEP, 0.6))):
        if number:
            drawn.box((scale.left, y), (number * scale.unit, _THIN), ink)
    told = known.say("figure.answers", answered=answered, required=required)
    drawn.centre([told], (scale.right + 2, y + _THIN / 2), NUMBER, "left")
    return y + _THIN


def _legend(
    drawn: Sheet, comparison: Comparison, found: Sequence[Covered], known: Names, y: float
) -> float:
    every = {name for i in range(len(found)) for name, _ in _counted(comparison, i)}
    shown = [name for name in signs.LOOKS if name in every]
    samples = [
        Sample(partial(_sample, signs.LOOKS[n].ink), speech.sign(known, n), 8) for n in shown
    ]
    if not samples:
        return furniture.note(drawn, known.say("figure.empty"), y)
    if any(one.required is not None for one in found):
        for ink, key in (
            (Ink(DEEP, DEEP), "figure.answered"),
            (Ink(PAPER, DEEP), "figure.required"),
        ):
            samples.append(Sample(partial(_thin, ink), known.say(key), 8))
    return furniture.legend(drawn, samples, y)


def _sample(ink: Ink, drawn: Sheet, middle: Place) -> None:
    drawn.box((middle[0] - 3.2, middle[1] - 1.6), (6.4, 3.2), ink)


def _thin(ink: Ink, drawn: Sheet, middle: Place) -> None:
    drawn.box((middle[0] - 3.2, middle[1] - _THIN / 2), (6.4, _THIN), ink)
