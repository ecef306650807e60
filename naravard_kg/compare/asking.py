"""What a comparison asks of the graph: each question once, and no more than its rows need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from naravard_kg import names, queryfiles
from naravard_kg.compare import days as dating
from naravard_kg.compare import matrix, order
from naravard_kg.compare.aspects import CONCEPTS, KINDS, STATUSES, Aspect
from naravard_kg.compare.frame import Frame
from naravard_kg.compare.hits import SOMETHING, Hit, bare, bound, hits, unmatched, widened
from naravard_kg.compare.matrix import Known
from naravard_kg.compare.narrowing import MISSING_IN
from naravard_kg.compare.stances import Party, Row
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

_NONE = Iri(names.THINGS + "none")  # what no row and no thing is


@dataclass(frozen=True)
class Asked:
    """What is asked of the graph, each question once.

    ``bare`` asks whether there is something in a cell, and not what.
    """

    graph: Answers
    aspect: Aspect
    sides: tuple[Party, ...]
    national: Frame
    bare: bool = False

    @cached_property
    def above(self) -> order.Broader:
        """Each concept of the aspect's scheme with the wider ones above it."""
        return order.broader(self.graph, self.aspect.scheme)

    @property
    def _is_dated(self) -> bool:
        """Whether what documents say differs from day to day by itself, as statuses do."""
        return self.aspect.query == STATUSES

    def gaps(self, sort: str | None, who: Iri | None) -> list[Iri]:
        """The only rows to look at where something is missing in a party; none: all of them."""
        side = next((s for s in self.sides if s.who == who), None)
        plain = side is not None and side.scope is None and side.as_of is None
        if sort != MISSING_IN or self.aspect.query != CONCEPTS or not plain or side is None:
            return []
        table = self.graph.select(bound("gaps", self.aspect, document=side.documents))
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
        days = list(dict.fromkeys(side.as_of for side in self.sides))
        if self._is_dated:
            return {day: hits(self.graph, self.aspect, rows=wanted, day=day) for day in days}
        if self.bare:
            found = bare(self.graph, self.aspect, {*self.national, _NONE})
        else:
            found = hits(self.graph, self.aspect, rows=wanted)
        rest = unmatched(self.graph, self.aspect) if whole else []
        return {day: [*found, *rest] for day in days}

    def _known(self, found: Sequence[Hit], *, whole: bool) -> Known:
        things = {hit.thing for hit in found} - {SOMETHING}
        on = dict.fromkeys(side.as_of for side in self.sides)
        return Known(
            self._speaking(found, whole=whole),
            self.national,
            dating.absences(self.graph, things, on),
            {} if self._is_dated else dating.on(self.graph, things, [day for day in on if day]),
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
