"""How far each thing has come on a day: its latest status, and the phase which that means.

A status is never stored as current: it is the latest record up to the day, by the last day that
the record's time may mean. A record whose time begins by the day and may end after it may have
held or not: where that would change the phase, the phase is unknown. A proposal is settled by a
decision on it. The vocabulary of statuses says which phase each of them means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from naravard_kg import names, queryfiles
from naravard_kg.dates import Period, period
from naravard_kg.dependencies.edges import asked
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

SETTLED, UNDER_WAY, RESTING, OPEN = "settled", "under-way", "resting", "open"
LAPSED, UNKNOWN, UNTOLD = "lapsed", "unknown", ""
_PHASES = {
    "avgjort": SETTLED,
    "pagar": UNDER_WAY,
    "vilar": RESTING,
    "ej-borjat": OPEN,
    "bortfallet": LAPSED,
}
_Record = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class State:
    """The latest status of a thing, and its phase: settled, under-way, resting, open or lapsed.

    The phase is *unknown* where the sources leave it open on the day, and empty where they tell
    of no status at all.
    """

    status: Iri | None = None
    phase: str = UNTOLD


@dataclass(frozen=True, slots=True)
class _Told:
    """A state that something tells of, and the days between which it began to hold."""

    state: State
    days: Period


def states(
    answers: Answers, things: Collection[Iri], day: date | None = None, *, stated: bool = False
) -> dict[Iri, State]:
    """The state of each of *things* of which something is told.

    Args:
        answers: the graph.
        things: whose states.
        day: up to when; None means the latest there is.
        stated: leave out what the curator inferred.
    """
    if not things:
        return {}
    phases = _phases(answers)
    records: dict[Iri, dict[Cell, dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    meant = set(things)
    for thing, node, prop, value in asked(answers, "statuses-of", "thing", meant):
        if thing in meant:
            records[Iri(str(thing))][node][_name(str(prop))] = value
    wanted = partial(_counts, stated=stated)
    told = {
        thing: [_told(record, phases) for record in filter(wanted, nodes.values())]
        for thing, nodes in records.items()
    }
    found = ((thing, _standing(all_, day)) for thing, all_ in told.items())
    return {thing: state for thing, state in found if state is not None}


@cache
def _name(prop: str) -> str:
    return names.short(prop)


def _phases(answers: Answers) -> dict[Cell, str]:
    rows = answers.select(queryfiles.named("status-phases").sparql).rows
    return {status: _PHASES.get(str(phase).rpartition("/")[2], OPEN) for phase, status in rows}


def _counts(record: _Record, *, stated: bool) -> bool:
    is_record = "nv:status" in record or "nv:decidesOn" in record
    return is_record and not (stated and record.get("nv:isInferred") is True)


def _told(record: _Record, phases: Mapping[Cell, str]) -> _Told:
    status = record.get("nv:status")
    if status is None:  # a decision on a proposal
        return _Told(State(None, SETTLED), _days(record))
    return _Told(State(Iri(str(status)), phases.get(status, OPEN)), _days(record))


def _days(record: _Record) -> Period:
    """The days between which it began to hold; long ago where no time is told."""
    day = record.get("nv:asOf") or record.get("nv:decisionDate")
    if isinstance(day, date):
        return Period(day, day)
    try:
        stated = period(str(record["nv:statedDate"]))
    except (KeyError, ValueError):
        return Period(date.min, date.min)
    return Period(stated.first or date.min, stated.last or date.max)


def _standing(told: Iterable[_Told], day: date | None) -> State | None:
    """The state that stands on the day, by what is certain then and by what may be."""
    if day is None:
        standing = max(told, key=_order, default=None)
        return standing.state if standing else None
    begun = [one for one in told if _first(one) <= day]
    certain = [one for one in begun if _last(one) <= day]
    latest = max(certain, key=_order, default=None)
    perhaps = {one.state.phase for one in begun if one not in certain}
    if latest is None:
        return State(None, UNKNOWN) if perhaps else None
    if perhaps - {latest.state.phase}:
        return State(latest.state.status, UNKNOWN)
    return latest.state


def _order(one: _Told) -> tuple[date, date, bool, str]:
    return _last(one), _first(one), one.state.status is None, str(one.state.status)


def _first(one: _Told) -> date:
    return one.days.first or date.min


def _last(one: _Told) -> date:
    return one.days.last or date.max
