"""Dated things in order, with the precision their source gives; and what held on a given day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from naravard_kg import dates, names, queryfiles
from naravard_kg.find import resolve_who
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Typed

VALID = Iri(names.ONTOLOGY + "validFrom")
STATUS = Iri(names.ONTOLOGY + "status")
STATED = Iri(names.ONTOLOGY + "statedDate")
_TIMES = ("date", "stated", "first", "last")


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated fact.

    ``stated`` is the time as the source gives it, in EDTF; ``first`` and ``last`` are the days
    it lies between, None where that end is unknown or open. ``via`` is the property that dates
    it, ``what`` the body, status or the like that goes with it. ``document`` is None for a
    verified date of the reference data. ``holds`` answers for the day that was asked about:
    True, False, or None where the source does not let us know.
    """

    thing: Iri
    via: Iri
    stated: str
    first: date | None
    last: date | None
    what: Cell
    document: Iri | None
    holds: bool | None = None


def timeline(
    graph: Answers, who: Iterable[str] = (), *, as_of: date | None = None
) -> tuple[Dated, ...]:
    """Everything dated, in order of its first day, then its last; what has no known day is last.

    Args:
        graph: the graph.
        who: regions, counties, parts of counties or documents; none means all.
        as_of: a day: only validity periods and statuses are given then, with whether they held.

    Raises:
        UnknownNameError: the graph has no document about one of *who*.
        AmbiguousNameError: several things have such a name.
    """
    documents = _documents(graph, who)
    rows = graph.select(queryfiles.named("dated").sparql).records()
    found = _merged([dated(row, as_of) for row in rows if any(row[key] for key in _TIMES)])
    kept = [d for d in found if documents is None or d.document in documents]
    if as_of is not None:
        kept = _at(kept, as_of)
    return tuple(sorted(kept, key=_order))


def _documents(graph: Answers, who: Iterable[str]) -> set[Iri] | None:
    named = [who] if isinstance(who, str) else who
    wanted = [resolve_who(graph, name) for name in named]
    if not wanted:
        return None
    table = graph.select(queryfiles.named("documents-about").bind({"who": wanted}))
    return {Iri(str(document)) for document in table.column("document")}


def dated(row: dict[str, Cell], as_of: date | None) -> Dated:
    """A row of the question ``dated``, or of one without periods; with whether it held."""
    stated = str(row["stated"] or _of_day(row["date"]) or _of_period(row))
    days = _days(stated)
    document = row["document"]
    return Dated(
        Iri(str(row["thing"])),
        Iri(str(row["via"])),
        stated,
        *(days.first, days.last),
        row["what"],
        Iri(str(document)) if document else None,
        held(stated, as_of) if as_of else None,
    )


def _merged(found: list[Dated]) -> list[Dated]:
    """Validity periods in the words of their source, which stand beside them in the graph."""
    stated: dict[tuple[Iri, Iri | None], list[Dated]] = defaultdict(list)
    for one in found:
        if one.via == STATED:
            stated[one.thing, one.document].append(one)
    valid = [d for d in found if d.via == VALID]
    around = {d: [s for s in stated[d.thing, d.document] if _is_around(s, d)] for d in valid}
    told = {s for times in around.values() for s in times}
    kept = [d for d in found if d not in told and d not in around]
    return kept + [_worded(d, times) for d, times in around.items()]


def _worded(valid: Dated, around: list[Dated]) -> Dated:
    """The period by the stated time that it was normalised from: the narrowest around it."""
    narrow = max(around, key=lambda s: (s.first or date.min, s.last is not None), default=None)
    return replace(narrow, via=VALID) if narrow else valid


def _is_around(stated: Dated, valid: Dated) -> bool:
    starts = not (stated.first and valid.first) or stated.first <= valid.first
    ends = not (stated.last and valid.last) or valid.last <= stated.last
    return starts and ends


def _days(stated: str) -> dates.Period:
    """The days of a stated time; none where a plan beside the shipped data breaks the form."""
    try:
        return dates.period(stated)
    except ValueError:
        return dates.Period(None, None)


def held(stated: str, day: date) -> bool | None:
    """Whether a stated time, taken as a period, held on a day; None where it does not say."""
    span = stated if "/" in stated or ".." in stated else f"{stated}/{stated}"
    try:
        return dates.holds(span, day)
    except ValueError:  # a plan beside the shipped data that breaks the form
        return None


def _of_day(cell: Cell) -> str | None:
    match cell:
        case date():
            return cell.isoformat()
        case Typed():  # a year
            return cell.lexical
        case _:
            return None


def _of_period(row: dict[str, Cell]) -> str:
    """The EDTF of a period that has its days only; an end that nobody gives is unknown."""
    return f"{_of_day(row.get('first')) or ''}/{_of_day(row.get('last')) or ''}"


def _at(found: list[Dated], day: date) -> list[Dated]:
    """Validity periods, and of statuses those that may be the last one known on the day."""
    periods = [d for d in found if d.via == VALID]
    return [*periods, *standing(found, day)]


def standing(found: list[Dated], day: date) -> list[Dated]:
    """The statuses of each thing, by each document, that held on the day or may have held.

    A status noted for a period holds through it. One noted at a time holds from then on, until a
    later one; where the time is a stretch of days that the day lies in, it may have held: unknown.
    """
    standing: list[Dated] = []
    by_thing: dict[tuple[Iri, Iri | None], list[Dated]] = {}
    for one in found:
        if one.via == STATUS and (one.first is None or one.first <= day):
            by_thing.setdefault((one.thing, one.document), []).append(one)
    for records in by_thing.values():
        noted = [r for r in records if "/" not in r.stated]
        certain = [r for r in noted if r.last is not None and r.last <= day]
        latest = max((r.last for r in certain if r.last), default=None)
        standing += [r for r in records if r not in noted and r.holds is not False]
        standing += [replace(r, holds=True) for r in certain if r.last == latest]
        standing += [replace(r, holds=None) for r in noted if r not in certain]
    return standing


def _order(one: Dated) -> tuple[date, date, str, str, str]:
    first = one.first or one.last or date.max
    return first, one.last or date.max, str(one.document), one.thing, one.via
