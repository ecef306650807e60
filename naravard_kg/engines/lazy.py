"""The engine of the house: the plan laid over the graph, read by thing as the rules ask for it."""

from __future__ import annotations

from naravard_kg.engines.breaches import Breach, Case, severity_of
from naravard_kg.graph import KnowledgeGraph, cell_of, store_of
from naravard_kg.shacl import Outcome, Rules, validate_nodes
from naravard_kg.shacl.data import Data, Layered, Stored
from naravard_kg.shacl.paths import first_of
from naravard_kg.shacl.shapes import Result
from naravard_kg.shacl.terms import Named
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

NAME = "naravard"


def judge(rules: Rules, case: Case, graph: Answers) -> list[Breach]:
    """What the plan's own things break."""
    return sorted(map(_breach, look(rules, case, graph).results), key=lambda breach: breach.order)


def look(rules: Rules, case: Case, graph: Answers) -> Outcome:
    """The results on the plan's own things, and which shapes looked at them."""
    nodes = [Named(iri) for iri in case.subjects if not iri.startswith("_:")]
    return validate_nodes(rules, _laid_over(case, graph), nodes)


def looked(outcome: Outcome) -> dict[Iri, tuple[Iri, ...]]:
    """The shapes that looked at each thing, by their IRIs."""
    return {
        Iri(node.value): tuple(Iri(shape.value) for shape in shapes)
        for node, shapes in outcome.looked.items()
    }


def breaches(outcome: Outcome) -> list[Breach]:
    """The results as every engine tells them."""
    return sorted(map(_breach, outcome.results), key=lambda breach: breach.order)


def _laid_over(case: Case, graph: Answers) -> Data:
    """A graph that is at hand is read as it lies; of one elsewhere, what lies around the plan."""
    around = Stored(store_of(case.whole))
    if not isinstance(graph, KnowledgeGraph):
        return around
    return Layered(Stored(store_of(case.own)), Stored(store_of(graph)), around)


def _breach(result: Result) -> Breach:
    path = first_of(result.path)
    return Breach(
        cell_of(result.shape),
        cell_of(result.focus),
        cell_of(path) if path is not None else None,
        cell_of(result.value),
        result.component.value,
        severity_of(result.severity.value),
        cell_of(result.source),
        {text.language or "": text.value for text in result.messages},
    )
