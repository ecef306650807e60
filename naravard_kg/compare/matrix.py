"""From what the documents say to rows and cells: each thing in the cells of those it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from naravard_kg.compare.days import Day
from naravard_kg.compare.hits import Hit, Key
from naravard_kg.compare.stances import (
    ABSENT,
    MATCHES,
    SILENT,
    STATED,
    UNMENTIONED,
    Entry,
    Party,
    Row,
    Stance,
)
from naravard_kg.terms import Cell, Iri

_RANKS = {match: rank for rank, match in enumerate(MATCHES)}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of things besides where they stand.

    ``absent`` and ``days`` are by the day a party is seen on; ``speaking`` are the documents
    that have anything of the subject.
    """

    speaking: Collection[Iri]
    frame: Mapping[Iri, Iri] = field(default_factory=dict)
    absent: Mapping[date | None, Mapping[tuple[Iri, Iri], Iri]] = field(default_factory=dict)
    days: Mapping[date | None, Day] = field(default_factory=dict)
    telling: Mapping[Iri, tuple[tuple[Iri, Cell], ...]] = field(default_factory=dict)


_Cells = dict[tuple[Key, int], dict[Iri, list[Hit]]]


def rows(
    keys: Sequence[tuple[Key, int]],
    sides: Sequence[Party],
    found: Mapping[date | None, list[Hit]],
    known: Known,
) -> tuple[Row, ...]:
    """A row for each key, with the depth it stands at, and in it a cell for each side."""
    cells = _cells(sides, found)
    entries = {place: _entries(sides[place[1]], at, known) for place, at in cells.items()}
    heard = [_speaks(i, side, entries, known) for i, side in enumerate(sides)]
    return tuple(
        Row(
            key,
            tuple(_stance(entries.get((key, i), ()), heard[i]) for i in range(len(sides))),
            depth,
        )
        for key, depth in keys
    )


def _cells(sides: Sequence[Party], found: Mapping[date | None, list[Hit]]) -> _Cells:
    cells: _Cells = defaultdict(lambda: defaultdict(list))
    for day in {side.as_of for side in sides}:
        of = _by_document(sides, day)
        for hit in found[day]:
            for i in of.get(hit.document, ()):
                scope = sides[i].scope
                if scope is None or hit.thing in scope:
                    cells[hit.key, i][hit.thing].append(hit)
    return cells


def _by_document(sides: Sequence[Party], day: date | None) -> dict[Iri, list[int]]:
    found: dict[Iri, list[int]] = defaultdict(list)
    for i, side in enumerate(sides):
        for document in side.documents if side.as_of == day else ():
            found[document].append(i)
    return found


def _entries(side: Party, at: Mapping[Iri, list[Hit]], known: Known) -> tuple[Entry, ...]:
    day = known.days.get(side.as_of)
    made = (_entry(side, thing, told, known, day) for thing, told in at.items())
    kept = [entry for entry in made if entry is not None]
    return tuple(sorted(kept, key=lambda e: (_RANKS[e.match], e.absent is not None, e.thing)))


def _entry(side: Party, thing: Iri, told: list[Hit], known: Known, day: Day | None) -> Entry | None:
    nearest = min(told, key=lambda hit: (_RANKS[hit.match], hit.within or ""))
    documents = tuple(sorted({hit.document for hit in told}))
    holds = day.holds(thing, documents) if day else nearest.holds
    if holds is False:
        return None
    return Entry(
        thing,
        nearest.match,
        documents,
        nearest.within,
        _absent(thing, documents, known.absent.get(side.as_of, {})),
        None if side.national else known.frame.get(thing),
        known.telling.get(thing, ()),
        holds,
    )


def _absent(
    thing: Iri, documents: Iterable[Iri], missing: Mapping[tuple[Iri, Iri], Iri]
) -> Iri | None:
    """The status by which every document that names the thing says it is missing."""
    said = [missing.get((thing, document)) for document in documents]
    return said[0] if all(said) else None


def _speaks(
    i: int, side: Party, entries: Mapping[tuple[Key, int], Sequence[Entry]], known: Known
) -> bool:
    """Whether the party has anything of the subject; one with a scope only by what is in it."""
    if side.scope is None:
        return not side.documents.isdisjoint(known.speaking)
    return any(found for (_, side_of), found in entries.items() if side_of == i)


def _stance(entries: Sequence[Entry], speaks: bool) -> Stance:
    counting = [entry for entry in entries if entry.counts]
    if any(entry.absent is None for entry in counting):
        return Stance(STATED, tuple(entries))
    if counting:
        return Stance(ABSENT, tuple(entries))
    return Stance(UNMENTIONED if speaks else SILENT, tuple(entries))
