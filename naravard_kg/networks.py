"""A part of the graph as a property graph, for Gephi, Cytoscape, yEd, igraph and networkx.

A node is a thing; an edge is a statement from one thing to another, and tells which documents
state it. A literal is an attribute of its node where no thing has two of them. Left out is what
only backs a statement (claims, dependencies and mappings as nodes of their own, passages and
their texts), and so are terms of an ontology, named graphs and blank nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.parts import BETWEEN, Node, Part, column, documents, nodes
from naravard_kg.terms import RDF, Cell, Iri

if TYPE_CHECKING:
    import networkx as nx

_TYPE = Iri(RDF + "type")
_BACKING = {
    *("Evidence", "Claim", "Dependency", "SourceText"),
    *("TextPositionSelector", "Checksum", "Mapping"),
}
_TERMS = {
    *("Class", "Datatype", "Restriction", "Ontology", "AllDisjointClasses"),
    *("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Property"),
}
Value = str | int | float | bool


def network(chosen: Part, language: str) -> nx.MultiDiGraph[str]:
    """The things of a part by their short names, with labels in *language*."""
    import networkx as nx

    links, values, homes = _read(chosen)
    ends = {end for subject, _, value in links for end in (subject, value)} | set(values)
    described = {node.iri: node for node in nodes(chosen.graph, ends, language)}
    things = {iri: node for iri, node in described.items() if _is_thing(node)}
    properties = {prop: "" for _, prop, _ in links}
    worded = {node.iri: node.label for node in nodes(chosen.graph, properties, language)}
    sources = documents(chosen.graph)
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    attributes = _attributes({iri: values.get(iri, {}) for iri in things})
    for iri, node in things.items():
        drawn.add_node(str(node.name), **_told(node, homes.get(iri, ())), **attributes[iri])
    drawn_links = (link for link in links if link[0] in things and link[2] in things)
    for number, (subject, prop, value) in enumerate(drawn_links, 1):
        drawn.add_edge(
            str(things[subject].name),
            str(things[value].name),
            key=f"e{number}",
            property=str(names.short(prop)),
            label=str(worded[prop]),
            documents=_joined(
                d for g in links[subject, prop, value] for d in sources.get(g) or [g]
            ),
        )
    return drawn


Links = dict[tuple[Iri, Iri, Iri], list[Iri]]
Values = dict[Iri, dict[str, dict[Cell, None]]]


def _read(chosen: Part) -> tuple[Links, Values, dict[Iri, list[Iri]]]:
    """Statements between things with their graphs, literals by thing, and the things' graphs."""
    links: Links = {}
    values: Values = defaultdict(lambda: defaultdict(dict))
    homes: dict[Iri, list[Iri]] = defaultdict(list)
    for quad in chosen.quads():
        home = quad.graph or Iri("")
        homes[quad.subject].append(home)
        if not isinstance(quad.object, Iri):
            values[quad.subject][column(quad)][quad.object] = None
        elif quad.predicate != _TYPE:
            links.setdefault((quad.subject, quad.predicate, quad.object), []).append(home)
        values[quad.subject]
    return links, values, homes


def _is_thing(node: Node) -> bool:
    if node.iri.startswith(("_:", names.GRAPHS, names.ONTOLOGY)):
        return False
    return not set(node.kind.split(BETWEEN)) & (_BACKING | _TERMS)


def _told(node: Node, homes: Iterable[Iri]) -> dict[str, Value]:
    told = {"iri": node.iri, "name": node.name, "kind": node.kind, "label": node.label}
    return {**{key: str(text) for key, text in told.items()}, "graphs": _joined(homes)}


def _joined(iris: Iterable[Iri]) -> str:
    return BETWEEN.join(sorted({str(names.short(iri)) for iri in iris}))


def _attributes(
    values: Mapping[Iri, Mapping[str, Mapping[Cell, None]]],
) -> dict[Iri, dict[str, Value]]:
    """The literals of which no thing has two; each of the one type that all its values have."""
    found: dict[str, set[type]] = defaultdict(set)
    several = set()
    for own in values.values():
        for key, cells in own.items():
            found[key].update(type(_value(cell)) for cell in cells)
            several.update([key] if len(cells) > 1 else [])
    single = {key: kinds for key, kinds in found.items() if key not in several}
    return {
        iri: {
            key: _value(cell) if len(single[key]) == 1 else str(cell)
            for key, cells in sorted(own.items())
            if key in single
            for cell in cells
        }
        for iri, own in values.items()
    }


def _value(cell: Cell) -> Value:
    match cell:
        case bool() | int():
            return cell
        case Decimal():
            return float(cell)
        case _:
            return str(cell)
