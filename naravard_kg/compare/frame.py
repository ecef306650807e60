"""The national frame: what the state and national parties have set, and who only reports it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

NATIONAL = Iri(names.THINGS + "aktor/staten")
WORDS = frozenset({"national", "nationell", "nationellt", "staten", "aktor/staten", NATIONAL})


@dataclass(frozen=True, slots=True)
class Frame:
    """What belongs to the national frame, each thing with a source that it belongs to.

    ``reported`` are those that no plan, body or area of a region has made its own: a document
    that names them tells what others have set.
    """

    sources: dict[Iri, Iri]
    reported: dict[Iri, Iri]


def frame(graph: Answers) -> Frame:
    """Read the frame from the graph."""
    rows = graph.select(queryfiles.internal("frame").sparql).rows
    sources = {Iri(str(thing)): Iri(str(source)) for thing, source in rows}
    national = {*sources, *(Iri(str(source)) for _, source in rows)}
    owners = _owners(graph, sources)
    alone = {thing: source for thing, source in sources.items() if owners[thing] <= national}
    return Frame(sources, alone)


def _owners(graph: Answers, things: dict[Iri, Iri]) -> dict[Iri, set[Iri]]:
    found: dict[Iri, set[Iri]] = defaultdict(set)
    if things:
        table = graph.select(queryfiles.internal("owners").bind({"thing": things}))
        for thing, owner in table.rows:
            found[Iri(str(thing))].add(Iri(str(owner)))
    return found
