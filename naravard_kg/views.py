"""Other views of a graph: without what the curator inferred; what holds after assessment.

Both are computed from the graph and never edited. A view is a graph of its own, in memory.
"""

from __future__ import annotations

from naravard_kg import names, queryfiles
from naravard_kg.graph import KnowledgeGraph, load, without
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, Quad

CONSOLIDATED = Iri(names.GRAPHS + "konsoliderad")


def stated_only(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph without the facts and things that are the curator's inferences.

    What points at an inferred thing goes with it, so that no reference is left hanging.
    """
    rows = graph.select(queryfiles.internal("inferred").sparql).records()
    inferred = (
        Quad(_iri(row["subject"]), _iri(row["property"]), row["object"], _iri(row["graph"]))
        for row in rows
    )
    return without(graph, inferred)


def consolidated(graph: Answers) -> KnowledgeGraph:
    """What holds after assessment, in one named graph, beside the ontology.

    Statements that were found wrong where they were made are left out; symmetric and inherited
    properties, and inherited classes, are written out. Claims, passages, mappings and
    assessments, which are about statements, are no part of it.
    """
    derived = graph.query(queryfiles.internal("consolidated").sparql)
    assert isinstance(derived, tuple)  # noqa: S101 -- a CONSTRUCT
    view = load(shipped=False)
    view.add(quad._replace(graph=CONSOLIDATED) for quad in derived)
    return view


def _iri(cell: object) -> Iri:
    return Iri(str(cell))
