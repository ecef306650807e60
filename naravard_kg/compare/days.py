"""What held on a day, as far as the sources let us know; and what a document says is missing.

A thing's own dates decide; where it has none, those of the plan, agreement or area it belongs to;
where they have none either, its document speaks from the day it was issued.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from naravard_kg import names, queryfiles
from naravard_kg.compare.frame import owners
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri
from naravard_kg.timeline import VALID, Dated, dated, held, timeline

_BEGINS = frozenset(
    {
        Iri(names.ONTOLOGY + "decidedBy"),
        Iri(names.ONTOLOGY + "submittedOn"),
        Iri("http://purl.org/dc/terms/issued"),
    }
)
_WORKING = frozenset(
    {Iri(names.VOCABULARIES + "fas/pagar"), Iri(names.VOCABULARIES + "fas/avgjort")}
)
_FEW = 500  # so many things can be looked at one by one
_Verdict = bool | None
Absences = dict[tuple[Iri, Iri], Iri]  # (thing, document) -> the status that says it is missing


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of one day: of things and documents that have dates, and who owns what."""

    known: dict[Iri, _Verdict]
    owners: dict[Iri, set[Iri]]

    def holds(self, thing: Iri, documents: Iterable[Iri]) -> _Verdict:
        """Whether the thing held on the day: True, False, or None where nobody says."""
        if thing in self.known:
            return self.known[thing]
        over = [self.known[owner] for owner in self.owners.get(thing, ()) if owner in self.known]
        return _any(over or [self.known.get(document) for document in documents])


def on(graph: Answers, things: Collection[Iri], days: Collection[date]) -> dict[date | None, Day]:
    """Read what is known of *things* on each of *days*."""
    if not days:
        return {}
    told = [one for one in timeline(graph) if one.via in _BEGINS or one.via == VALID]
    of = owners(graph, things)
    return {day: Day(_verdicts(told, day), of) for day in days}


def _verdicts(told: Iterable[Dated], day: date) -> dict[Iri, _Verdict]:
    verdicts: dict[Iri, list[_Verdict]] = defaultdict(list)
    for one in told:
        verdicts[one.thing].append(_on_day(one, day))
    return {thing: _all(each) for thing, each in verdicts.items()}


def absences(
    graph: Answers, things: Collection[Iri], days: Iterable[date | None]
) -> dict[date | None, Absences]:
    """What of *things* a document says is missing, by the day it is seen on; None is today.

    A later note that work goes on or is done ends it.
    """
    things = things if len(things) < _FEW else _once_missing(graph).intersection(things)
    if not things:
        return {}
    question = queryfiles.internal("absences")
    rows = graph.select(question.bind({"thing": sorted(things)})).records()
    return {day: _absent(rows, day) for day in days}


def _once_missing(graph: Answers) -> set[Iri]:
    """The things that some document says, or once said, are missing or asked for."""
    rows = graph.select(queryfiles.internal("missing").sparql).rows
    return {Iri(str(thing)) for (thing,) in rows}


def _absent(rows: Iterable[dict[str, Cell]], day: date | None) -> Absences:
    records: dict[tuple[Iri, Iri], list[tuple[Dated, Cell, Cell]]] = defaultdict(list)
    for row in rows:
        one = dated({**row, "via": VALID, "what": row["status"]}, day)
        if one.document and (day is None or one.first is None or one.first <= day):
            records[one.thing, one.document].append((one, row["phase"], row["missing"]))
    found = {of: _missing(told) for of, told in records.items()}
    return {of: status for of, status in found.items() if status is not None}


def _missing(records: list[tuple[Dated, Cell, Cell]]) -> Iri | None:
    latest = max(one.last or date.max for one, _, _ in records)
    last = [(one, phase) for one, phase, _ in records if (one.last or date.max) == latest]
    missing = [one.what for one, _, absent in records if absent is True]
    if not missing or any(phase in _WORKING for _, phase in last):
        return None
    return Iri(str(missing[-1]))


def _on_day(one: Dated, day: date) -> _Verdict:
    """A period holds or not; what happens on a day holds from then on."""
    if one.first is not None and one.first > day:
        return False
    if one.via == VALID:
        return held(one.stated, day)
    return True if one.last is not None and one.last <= day else None


def _all(told: list[_Verdict]) -> _Verdict:
    return False if False in told else None if None in told else True


def _any(told: list[_Verdict]) -> _Verdict:
    return True if True in told else None if None in told or not told else False
