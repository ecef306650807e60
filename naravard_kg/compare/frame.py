"""The national frame: what the state and national parties have set, and no region made its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

NATIONAL = Iri(names.THINGS + "aktor/staten")
WORDS = frozenset({"national", "nationell", "nationellt", "staten", "aktor/staten", NATIONAL})

Frame = dict[Iri, Iri]


def frame(graph: Answers) -> Frame:
    """The things of the national frame, each with a source that it belongs to.

    A document that names one of them tells what others have set. What a plan, body or area of a
    region has too is the region's own, and no part of the frame.
    """
    rows = graph.select(queryfiles.internal("frame").sparql).rows
    sources = {Iri(str(thing)): Iri(str(source)) for thing, source in rows}
    national = {*sources, *(Iri(str(source)) for _, source in rows)}
    of = owners(graph, sources)
    return {thing: source for thing, source in sources.items() if of[thing] <= national}


def owners(graph: Answers, things: Iterable[Iri]) -> dict[Iri, set[Iri]]:
    """The plans, agreements, bodies and areas that each of *things* belongs to; none: no key."""
    found: dict[Iri, set[Iri]] = defaultdict(set)
    wanted = sorted(things)
    if wanted:
        table = graph.select(queryfiles.internal("owners").bind({"thing": wanted}))
        for thing, owner in table.rows:
            found[Iri(str(thing))].add(Iri(str(owner)))
    return found
