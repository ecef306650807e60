"""What the rules can reach from a plan: the plan's statements and, of the graph, only what counts.

Read from the graph by subject, so that the cost follows the plan and not the graph:

1. what the graph says of the plan's own subjects, their evidence too;
2. what it says of the things these point at, one hop out;
3. along dependencies and proposals to the end, with the decisions taken on them;
4. assessments of claims about the plan's own subjects, and their mappings;
5. what bears a name that the plan gives to a body or an agreement;
6. the ontology's declarations: which class lies under which, which terms there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Quad, Text

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
_NAMED = tuple(f"{names.THINGS}{segment}/" for segment in ("organ", "avtal"))
_NAMING = frozenset(
    (
        Iri("http://www.w3.org/2000/01/rdf-schema#label"),
        Iri("http://www.w3.org/2004/02/skos/core#altLabel"),
    )
)
_EVIDENCE = Iri(names.ONTOLOGY + "hasEvidence")


def context(graph: Answers, quads: Iterable[Quad]) -> list[Quad]:
    """The statements of *graph* that the rules need to judge *quads*; the ontology's among them."""
    stated = list(quads)
    known: set[Iri] = set()
    own = {quad.subject for quad in stated}
    found = _select(graph, "describe", _fresh(known, own | _pointing_at(graph, "judgements", own)))
    found += _describe(graph, known, _targets([*stated, *found]))
    chains = _targets([*stated, *found], only=_CHAINS)
    while chains:
        found += _describe(graph, known, _pointing_at(graph, "pointing-at", chains))
        step = _describe(graph, known, chains)
        found += step
        chains = _targets(step, only=_CHAINS) - known
    found += _describe(graph, known, _targets(found) - known)
    found += _describe(graph, known, _namesakes(graph, stated))
    return [*found, *_declarations(graph)]


def _describe(graph: Answers, known: set[Iri], things: set[Iri]) -> list[Quad]:
    """What is said of things that are not the plan's own; their evidence does not concern it."""
    found = _select(graph, "describe", _fresh(known, things))
    return [quad for quad in found if quad.predicate != _EVIDENCE]


def _fresh(known: set[Iri], things: set[Iri]) -> list[Iri]:
    wanted = sorted(filter(_is_ours, things - known))
    known.update(wanted)
    return wanted


def _pointing_at(graph: Answers, query: str, things: set[Iri]) -> set[Iri]:
    return {quad.subject for quad in _select(graph, query, sorted(filter(_is_ours, things)))}


def _namesakes(graph: Answers, quads: Iterable[Quad]) -> set[Iri]:
    """The things that bear a name which the plan gives to a body or an agreement."""
    given = {
        str(quad.object)
        for quad in quads
        if quad.predicate in _NAMING and quad.subject.startswith(_NAMED)
    }
    spelt = {form for name in given for form in (name, name.lower(), name[:1].upper() + name[1:])}
    labels = [label for n in sorted(spelt) for label in (Text(n, "sv"), Text(n, "en"), n)]
    if not labels:
        return set()
    table = graph.select(queryfiles.internal("by-label").bind({"label": labels}))
    return {Iri(str(row[0])) for row in table.rows}


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
    ]


def _targets(quads: Iterable[Quad], only: frozenset[Iri] | None = None) -> set[Iri]:
    return {
        quad.object
        for quad in quads
        if isinstance(quad.object, Iri) and (only is None or quad.predicate in only)
    }


def _is_ours(iri: Iri) -> bool:
    return iri.startswith((names.THINGS, names.VOCABULARIES)) and "#" not in iri
