"""The timeline: decisions, proposals and documents as marks, validity as bars, by document.

Each thing has a row: its name, its times on a common axis, and the times in words. How vague a
source is about a time is seen on the axis; ``times`` says how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from naravard_kg import names, queryfiles
from naravard_kg.figures import furniture, speech, times
from naravard_kg.figures.furniture import Sample
from naravard_kg.figures.letters import plain, wrapped
from naravard_kg.figures.sheet import (
    MARGIN,
    NUMBER,
    PALE,
    SMALL,
    Face,
    Ink,
    Place,
    Sheet,
)
from naravard_kg.figures.speech import Names
from naravard_kg.figures.times import DECIDED, VIAS, Axis, Via
from naravard_kg.render.cells import worded
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.timeline import STATUS, VALID, Dated

_WIDE, _LABEL, _WORDS = 180.0, 64.0, 32.0
_NAME, _HEAD = Face(6.5), Face(6.5, bold=True)
_LOWEST, _PAD, _TICK = 4.2, 2.0, 7.0
_YEAR = 365.2425
_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_Rows = dict[Iri, list[Dated]]


@dataclass(frozen=True, slots=True)
class _Lane:
    """A document: what it is called, and its things with their times, the earliest first."""

    head: str
    rows: _Rows


def sheet(
    subject: tuple[Answers, Sequence[Dated]], language: str, *, statuses: bool = False
) -> Sheet:
    """The lanes as a sheet."""
    graph, found = subject
    kept = [d for d in found if d.via in VIAS and (statuses or d.via != STATUS)]
    places = _places(graph, kept)
    cells = [iri for d in kept for iri in (d.thing, d.document)]
    known = speech.called(graph, [*cells, *(p for some in places.values() for p in some)], language)
    lanes = _lanes(kept, places, known)
    drawn = Sheet(_WIDE, language)
    drawn.title = known.say("figure.timeline")
    drawn.told = f"{known.say('figure.told.timeline')} {_summary(lanes, known)}".strip()
    axis = _axis(kept, MARGIN + _LABEL, _WIDE - MARGIN - _WORDS)
    top = furniture.heading(drawn, drawn.title)
    y = _below_ticks(drawn, axis, top)
    middle = y
    for lane in lanes:
        y = _lane(drawn, axis, lane, known, y)
    if kept:
        _years(drawn, axis, middle, y)
    drawn.height = _legend(drawn, kept, known, y + 1.5)
    return drawn


def _places(graph: Answers, found: Sequence[Dated]) -> dict[Iri, list[Iri]]:
    """The places that each document is about."""
    documents = sorted({d.document for d in found if d.document is not None})
    about: dict[Iri, list[Iri]] = defaultdict(list)
    if documents:
        question = queryfiles.named("documents-about").bind({"who": documents})
        for document, place in graph.select(question).rows:
            about[Iri(str(document))].append(Iri(str(place)))
    return about


def _lanes(
    found: Sequence[Dated], places: Mapping[Iri, Sequence[Iri]], known: Names
) -> list[_Lane]:
    made: dict[tuple[str, str], _Rows] = defaultdict(lambda: defaultdict(list))
    for one in found:
        about = ", ".join(known.of(place) for place in places.get(one.document or Iri(), ()))
        head = known.of(one.document) if one.document else known.say("figure.reference")
        made[about, head][one.thing].append(one)
    ordered = sorted(made, key=lambda head: tuple(map(names.swedish_order, head)))
    return [_Lane(" – ".join(filter(None, head)), dict(made[head])) for head in ordered]


def _axis(found: Sequence[Dated], left: float, right: float) -> Axis:
    """From the year of the first day to that of the last, with room for what has no end."""
    spans = [times.span(one) for one in found]
    days = [days for span in spans if (days := span.known)]
    first = date.fromordinal(min((d for d, _ in days), default=date(2020, 1, 1).toordinal())).year
    last = date.fromordinal(
        max((d for _, d in days), default=date(2021, 1, 1).toordinal()) - 1
    ).year
    years = last - first + 1
    reach = years * times.REACH / (right - left - 2 * times.REACH)
    before, after = any(span.before for span in spans), any(span.after for span in spans)
    start, end = (first - 1 - reach * before) * _YEAR, (last + reach * after) * _YEAR
    return Axis(left, right, round(start) + 1, round(end) + 1)


def _ticks(axis: Axis) -> list[tuple[int, float]]:
    """The years that are written, and where they begin."""
    per = (axis.right - axis.left) / max((axis.last - axis.first) / _YEAR, 1e-6)
    stride = next((s for s in _STRIDES if s * per >= _TICK), _STRIDES[-1])
    years = range(1, date.max.year + 1)
    found = [(year, axis.at(date(year, 1, 1).toordinal())) for year in years if year % stride == 0]
    return [(year, x) for year, x in found if axis.left - 0.2 <= x <= axis.right - 1]


def _below_ticks(drawn: Sheet, axis: Axis, top: float) -> float:
    for year, x in _ticks(axis):
        drawn.write([str(year)], (x, top), NUMBER, "center")
    return top + NUMBER.leading + 0.6


def _years(drawn: Sheet, axis: Axis, top: float, end: float) -> None:
    """A line at the beginning of each year that is written, behind all else."""
    lines = Sheet(drawn.width, drawn.language)
    for _, x in _ticks(axis):
        lines.stroke([(x, top), (x, end)], Ink(edge=PALE, width=0.35))
    drawn.marks[:0] = lines.marks
    for y in (top, end):
        furniture.rule(drawn, ((MARGIN, y), (_WIDE - MARGIN, y)), strong=True)


def _lane(drawn: Sheet, axis: Axis, lane: _Lane, known: Names, y: float) -> float:
    lines = wrapped(lane.head, _WIDE - 2 * MARGIN - 2, _HEAD)
    high = len(lines) * _HEAD.leading + 1.4
    drawn.box((MARGIN, y), (_WIDE - 2 * MARGIN, high), Ink("#e9e9e6"))
    drawn.centre(lines, (MARGIN + 1, y + high / 2), _HEAD, "left")
    y += high
    for at, (thing, dated) in enumerate(lane.rows.items()):
        if at:
            furniture.rule(drawn, ((MARGIN, y), (_WIDE - MARGIN, y)))
        y = _row(drawn, axis, known.of(thing), dated, y)
    return y


def _row(drawn: Sheet, axis: Axis, name: str, dated: Sequence[Dated], y: float) -> float:
    told = dict.fromkeys(plain(worded(one.stated, drawn.language)) for one in dated)
    left = wrapped(name, _LABEL - _PAD, _NAME)
    right = wrapped("; ".join(told), _WORDS - _PAD, SMALL)
    lines = max(len(left) * _NAME.leading, len(right) * SMALL.leading)
    high = max(_LOWEST, lines + 1.4)
    middle = y + high / 2
    drawn.centre(left, (MARGIN + 1, middle), _NAME, "left")
    for one in sorted(dated, key=lambda one: one.via != VALID):
        times.draw(drawn, axis, one, middle)
    drawn.centre(right, (axis.right + _PAD, middle), SMALL, "left")
    return y + high


def _legend(drawn: Sheet, found: Sequence[Dated], known: Names, y: float) -> float:
    if not found:
        return furniture.note(drawn, known.say("figure.empty"), y)
    used = {one.via for one in found}
    samples = [
        Sample(partial(_via, VIAS[via]), known.say(VIAS[via].key), 8) for via in VIAS if via in used
    ]
    spans = [(times.span(one), VIAS[one.via]) for one in found]
    loose = {
        "hollow": any(span.known and not span.is_day and via.corners for span, via in spans),
        "light": any(span.light and not span.doubtful for span, _ in spans),
        "doubtful": any(span.doubtful for span, _ in spans),
        **{how: any(how in (s.before, s.after) for s, _ in spans) for how in _BEYOND},
    }
    for how, occurs in loose.items():
        if occurs:
            samples.append(Sample(partial(_vague, how), known.say(f"figure.vague.{how}"), 9))
    return furniture.legend(drawn, samples, y)


def _via(via: Via, drawn: Sheet, middle: Place) -> None:
    x, y = middle
    if via.corners:
        times.mark(drawn, via, middle, hollow=False)
    else:
        drawn.box((x - 3, y - 1.1), (6, 2.2), Ink(via.colour))


def _vague(how: str, drawn: Sheet, middle: Place) -> None:
    x, y = middle
    valid = VIAS[VALID]
    if how in _BEYOND:
        axis = Axis(x - 4, x + 4, 0, 1)
        _BEYOND[how](drawn, axis, valid, (x - 4, y), 1)
    elif how == "hollow":
        times.mark(drawn, VIAS[DECIDED], middle, hollow=True)
    else:
        edge = (
            Ink(valid.light, valid.colour, 0.5, (2, 1.5)) if how == "doubtful" else Ink(valid.light)
        )
        drawn.box((x - 3, y - 1.1), (6, 2.2), edge)


def _summary(lanes: Sequence[_Lane], known: Names) -> str:
    """The times in words, lane by lane."""
    told = []
    for lane in lanes:
        rows = (
            f"{known.of(thing)}: {', '.join(worded(one.stated, known.language) for one in dated)}"
            for thing, dated in lane.rows.items()
        )
        told.append(f"{lane.head} – {'; '.join(rows)}.")
    return " ".join(told)


_BEYOND = {times.UNKNOWN: times.dotted, times.OPEN: times.arrow, times.FADING: times.fading}
