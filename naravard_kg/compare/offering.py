"""What can be compared, and for whom, before one tries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from naravard_kg import queryfiles
from naravard_kg.compare.aspects import Aspect, aspect, named
from naravard_kg.compare.frame import Frame
from naravard_kg.compare.hits import hits
from naravard_kg.compare.parties import parties
from naravard_kg.compare.stances import Party
from naravard_kg.find import Heard
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri


@dataclass(frozen=True, slots=True)
class Offer:
    """An aspect, and for each party how many things it has by it."""

    aspect: Aspect
    things: tuple[int, ...]


Offered = tuple[tuple[Party, ...], tuple[Offer, ...]]


def offers(graph: Answers, who: Sequence[str], national: Frame) -> Offered:
    """The parties, and each named aspect with what every one of them has by it."""
    sides = parties(Heard(graph), who, (), national)
    by_class = _by_class(graph)
    found = (aspect(graph, name) for name in named())
    return sides, tuple(Offer(one, _counts(graph, one, sides, by_class)) for one in found)


def table(offered: Offered, language: str) -> Table:
    """A row for each aspect, a column for each party."""
    sides, found = offered
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.aspect.name, one.aspect.label.in_(language), *one.things) for one in found
    )
    return Table(("by", "what", *(side.name for side in sides)), rows, "compare --list")


_Things = dict[Iri, set[tuple[Iri, Iri]]]


def _by_class(graph: Answers) -> _Things:
    """For each class, its things by the documents that name them."""
    found: _Things = defaultdict(set)
    for kind, thing, document in graph.select(queryfiles.internal("offered").sparql).rows:
        found[Iri(str(kind))].add((Iri(str(thing)), Iri(str(document))))
    return found


def _counts(
    graph: Answers, one: Aspect, sides: Sequence[Party], by_class: _Things
) -> tuple[int, ...]:
    """Of an aspect without classes, as themes, the things that are mapped to some row."""
    told = {pair for kind in one.classes for pair in by_class.get(kind, ())}
    if not one.classes:
        told = {(hit.thing, hit.document) for hit in hits(graph, one)}
    return tuple(
        len({thing for thing, document in told if side.covers(thing, document)}) for side in sides
    )
