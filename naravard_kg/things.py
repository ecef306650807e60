"""All that is known of one thing, and how much the graph holds in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from naravard_kg import names, queryfiles
from naravard_kg.find import resolve
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import RDF, Cell, Iri

_NOT_SHOWN = {Iri(RDF + "type"), Iri(names.ONTOLOGY + "hasEvidence")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing, and the named graphs that state it."""

    property: Iri
    value: Cell
    graphs: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its classes, what is said of it, what points at it, its status over time."""

    iri: Iri
    types: tuple[Iri, ...]
    facts: tuple[Fact, ...]
    links: tuple[Fact, ...]
    statuses: Table


def show(graph: Answers, thing: str) -> Thing:
    """All that is known of *thing*.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
    """
    iri = resolve(graph, thing)
    facts = _grouped(_rows(graph, "facts", iri), "value")
    links = _grouped(_rows(graph, "links", iri), "subject")
    statuses = graph.select(queryfiles.named("statuses").bind({"thing": [iri]}))
    return Thing(
        iri,
        tuple(Iri(str(f.value)) for f in facts if f.property == Iri(RDF + "type")),
        tuple(fact for fact in facts if fact.property not in _NOT_SHOWN),
        tuple(link for link in links if link.property not in names.ENDS),
        statuses,
    )


def stats(graph: Answers) -> Mapping[str, Table]:
    """How many things and facts there are, by kind and document, and the share with evidence."""
    return {
        name: graph.select(queryfiles.named(name).sparql)
        for name in ("facts-by-document", "things-by-class")
    }


def _rows(graph: Answers, query: str, iri: Iri) -> list[dict[str, Cell]]:
    return graph.select(queryfiles.internal(query).bind({"thing": [iri]})).records()


def _grouped(rows: list[dict[str, Cell]], other: str) -> list[Fact]:
    graphs: dict[tuple[Iri, Cell], list[Iri]] = {}
    for row in rows:
        key = Iri(str(row["property"])), row[other]
        graphs.setdefault(key, []).append(Iri(str(row["graph"])))
    return [Fact(prop, value, tuple(where)) for (prop, value), where in graphs.items()]
