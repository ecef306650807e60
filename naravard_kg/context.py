"""What the rules can reach from a plan: the plan's statements and, of the graph, only what counts.

Read from the graph by subject, so that the cost follows the plan and not the graph:

1. what the graph says of the plan's own subjects;
2. what it says of the things these point at, one hop out;
3. along dependencies and proposals to the end, with the decisions taken on them;
4. assessments of claims about the plan's own subjects, and their mappings;
5. the ontology's declarations: which class lies under which, which terms there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Quad

CONTEXT = Iri(names.GRAPHS + "sammanhang")

_CHAINS = frozenset(
    Iri(names.ONTOLOGY + local)
    for local in (
        "awaits",
        "dependsOn",
        "isHandledThrough",
        "proposalFor",
        "decidesOn",
        "hasStatusRecord",
        "countedIn",
        "isPartOfPlan",
    )
)
_PLUMBING = frozenset({Iri(names.ONTOLOGY + "hasEvidence")})


def context(graph: Answers, quads: Iterable[Quad]) -> list[Quad]:
    """The statements of *graph* that the rules need to judge *quads*; the ontology's among them."""
    stated = list(quads)
    known: set[Iri] = set()
    own = {quad.subject for quad in stated}
    found = _describe(graph, known, own | _pointing_at(graph, "judgements", own))
    found += _describe(graph, known, _targets([*stated, *found]))
    chains = _targets([*stated, *found], only=_CHAINS)
    while chains:
        found += _describe(graph, known, _pointing_at(graph, "pointing-at", chains))
        step = _describe(graph, known, chains)
        found += step
        chains = _targets(step, only=_CHAINS) - known
    found += _describe(graph, known, _targets(found) - known)
    return [*found, *_declarations(graph)]


def _describe(graph: Answers, known: set[Iri], things: set[Iri]) -> list[Quad]:
    wanted = sorted(filter(_is_ours, things - known))
    known.update(wanted)
    return _select(graph, "describe", wanted)


def _pointing_at(graph: Answers, query: str, things: set[Iri]) -> set[Iri]:
    return {quad.subject for quad in _select(graph, query, sorted(filter(_is_ours, things)))}


def _declarations(graph: Answers) -> list[Quad]:
    return _quads(graph.select(queryfiles.internal("declarations").sparql).rows)


def _select(graph: Answers, query: str, things: list[Iri]) -> list[Quad]:
    if not things:
        return []
    return _quads(graph.select(queryfiles.internal(query).bind({"thing": things})).rows)


def _quads(rows: Iterable[tuple[Cell, ...]]) -> list[Quad]:
    return [
        Quad(Iri(str(subject)), Iri(str(predicate)), value, CONTEXT)
        for subject, predicate, value in rows
        if predicate not in _PLUMBING
    ]


def _targets(quads: Iterable[Quad], only: frozenset[Iri] | None = None) -> set[Iri]:
    return {
        quad.object
        for quad in quads
        if isinstance(quad.object, Iri) and (only is None or quad.predicate in only)
    }


def _is_ours(iri: Iri) -> bool:
    return iri.startswith((names.THINGS, names.VOCABULARIES)) and "#" not in iri
