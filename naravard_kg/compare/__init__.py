"""Regions, documents, agreements, plans and bodies side by side, with the evidence in every cell.

    compare(graph, ["skane", "orebro"], by="areas")
    compare(graph, by="target-groups", only="missing-in skane")

See ``stances`` for what the answer is made of and ``aspects`` for by what things are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from naravard_kg import names, queryfiles
from naravard_kg.compare import days as dating
from naravard_kg.compare import frame, matrix, order
from naravard_kg.compare.aspects import CONCEPTS, KINDS, Aspect, aspect
from naravard_kg.compare.frame import Frame
from naravard_kg.compare.hits import Hit, hits, unmatched, widened
from naravard_kg.compare.matrix import Known
from naravard_kg.compare.narrowing import MISSING_IN, columns_of, kept, parted
from naravard_kg.compare.parties import parties, who_is
from naravard_kg.compare.stances import Comparison, Party, Row
from naravard_kg.evidence import Passage, of_things
from naravard_kg.find import resolve
from naravard_kg.origins import origin
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

_NONE = Iri(names.THINGS + "none")  # what no row and no thing is

__all__ = ["Aspect", "Comparison", "Party", "Row", "aspect", "compare"]


def compare(  # noqa: PLR0913 -- what a comparison is made by
    graph: Answers,
    who: Sequence[str] = (),
    *,
    by: str = "areas",
    only: str | None = None,
    as_of: date | Sequence[date] | None = None,
    concepts: Iterable[str] = (),
    rows: str | None = None,
    evidence: bool = False,
) -> Comparison:
    """Set parties side by side.

    Args:
        graph: any graph.
        who: regions, counties, parts of counties, documents, plans, agreements, bodies, or
            ``national`` for the national frame; none means every county that has documents.
        by: an aspect (``areas``, ``bodies``, ``status``), a class or a scheme of the ontology.
        only: ``shared``, ``unique``, ``differing`` or ``missing-in WHO``.
        as_of: the day that the parties are seen on; several make a column of each.
        concepts: only these rows, by any name.
        rows: for a class: ``concepts``, ``kinds`` or ``themselves``.
        evidence: whether to fetch the passages behind each thing too.

    Raises:
        UnknownNameError: no such party, aspect, concept or sort of rows; suggests the nearest.
        AmbiguousNameError: a name that several things carry.
    """
    chosen = aspect(graph, by, rows=rows)
    national = frame.frame(graph)
    sort, lacking = parted(only)
    missing = who_is(graph, lacking) if lacking else None
    sides = parties(graph, who, _several(as_of), national, and_first=missing)
    asked = _Asked(graph, chosen, sides, national)
    wanted = [resolve(graph, name) for name in concepts] or asked.gaps(sort, missing)
    every = asked.rows(wanted, whole=sort is None)
    found = kept(every, sort, columns_of(sides, missing) if missing else ())
    passages = _passages(graph, found) if evidence else {}
    days = [day.isoformat() for day in _several(as_of)]
    options = _options(by=[by], rows=[rows], only=[only], as_of=days, concept=concepts)
    made = origin(["naravard", "compare", *who, *options], graph.source)
    return Comparison(chosen, sides, found, only, made, passages, graph)


@dataclass(frozen=True)
class _Asked:
    """What is asked of the graph, each question once."""

    graph: Answers
    aspect: Aspect
    sides: tuple[Party, ...]
    national: Frame

    @cached_property
    def above(self) -> order.Broader:
        """Each concept of the aspect's scheme with the wider ones above it."""
        return order.broader(self.graph, self.aspect.scheme)

    @cached_property
    def missing(self) -> set[Iri]:
        """The things that some document says are missing."""
        return dating.missing(self.graph)

    def gaps(self, sort: str | None, who: Iri | None) -> list[Iri]:
        """The only rows to look at where something is missing in a party; none: all of them."""
        side = next((s for s in self.sides if s.who == who), None)
        plain = side is not None and side.scope is None and side.as_of is None
        if sort != MISSING_IN or self.aspect.query != CONCEPTS or not plain or side is None:
            return []
        question = queryfiles.of_aspect("gaps")
        values: dict[str, Sequence[Cell]] = {"class": self.aspect.classes}
        values |= {"document": sorted(side.documents), "scheme": [self.aspect.scheme]}
        values["thing"] = sorted(self.missing) or [_NONE]
        free = [name for name, cells in values.items() if not cells]
        bound = {name: cells for name, cells in values.items() if cells}
        table = self.graph.select(question.bind(bound, free=free))
        return [Iri(str(concept)) for concept in table.column("row")] or [_NONE]

    def rows(self, wanted: Sequence[Iri], *, whole: bool) -> tuple[Row, ...]:
        """The rows, of the wanted concepts or of all; ``whole`` with what fits no row."""
        above = self.above
        below = [
            concept for concept, line in above.items() if not {concept, *line}.isdisjoint(wanted)
        ]
        whole = whole and not wanted
        found = self._found([*wanted, *below] if wanted else (), whole)
        wide = {day: widened(told, above) for day, told in found.items()}
        every = [hit for told in wide.values() for hit in told]
        keys = order.keys(self.graph, self.aspect, every, above, set(wanted))
        return matrix.rows(keys, self.sides, wide, self._known(every, whole=whole))

    def _found(self, wanted: Sequence[Iri], whole: bool) -> dict[date | None, list[Hit]]:
        """What the documents say, by the day that a side is seen on."""
        rest = unmatched(self.graph, self.aspect) if whole else []
        told: dict[date | None, list[Hit]] = {}
        for day in dict.fromkeys(side.as_of for side in self.sides):
            dated = self.aspect.query == "statuses"
            again = (
                hits(self.graph, self.aspect, rows=wanted, day=day) if dated or not told else None
            )
            told[day] = [*again, *rest] if again is not None else next(iter(told.values()))
        return told

    def _known(self, found: Sequence[Hit], *, whole: bool) -> Known:
        things = {hit.thing for hit in found}
        missing = things & self.missing
        on = dict.fromkeys(side.as_of for side in self.sides)
        return Known(
            self._speaking(found, whole=whole),
            self.national,
            {day: dating.absences(self.graph, missing, day) for day in on},
            {day: dating.on(self.graph, things, day) for day in on if day is not None},
            _telling(self.graph, things, self.aspect.telling),
        )

    def _speaking(self, found: Sequence[Hit], *, whole: bool) -> set[Iri]:
        """The documents that have anything of the aspect's classes; those found where all were."""
        heard = {hit.document for hit in found}
        if whole and self.aspect.query in (CONCEPTS, KINDS):
            return heard
        if not self.aspect.classes:
            return heard.union(*(side.documents for side in self.sides))
        values = {"class": self.aspect.classes}
        table = self.graph.select(queryfiles.internal("speaking").bind(values))
        return heard | {Iri(str(document)) for document in table.column("document")}


def _options(**values: Iterable[str | None]) -> list[str]:
    """Options as they are typed; those without a value are left out."""
    given = ((f"--{name.replace('_', '-')}", v) for name, some in values.items() for v in some if v)
    return [word for option in given for word in option]


def _several(as_of: date | Sequence[date] | None) -> tuple[date, ...]:
    if as_of is None:
        return ()
    return (as_of,) if isinstance(as_of, date) else tuple(dict.fromkeys(as_of))


def _telling(
    graph: Answers, things: set[Iri], properties: Sequence[Iri]
) -> dict[Iri, tuple[tuple[Iri, Cell], ...]]:
    if not things or not properties:
        return {}
    values = {"thing": sorted(things), "via": properties}
    found: dict[Iri, tuple[tuple[Iri, Cell], ...]] = {}
    for thing, via, value in graph.select(queryfiles.internal("telling").bind(values)).rows:
        iri = Iri(str(thing))
        found[iri] = (*found.get(iri, ()), (Iri(str(via)), value))
    return found


def _passages(graph: Answers, rows: Sequence[Row]) -> dict[Iri, tuple[Passage, ...]]:
    things = {e.thing for row in rows for stance in row.stances for e in stance.entries}
    found: dict[Iri, tuple[Passage, ...]] = {}
    for passage in of_things(graph, sorted(things)):
        found[passage.about] = (*found.get(passage.about, ()), passage)
    return found
