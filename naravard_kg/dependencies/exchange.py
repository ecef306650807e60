"""The dependencies as a networkx graph, and back: nothing that an edge says is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from naravard_kg import names
from naravard_kg.dependencies.edges import Citation, Edge
from naravard_kg.dependencies.states import State
from naravard_kg.parts import BETWEEN
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(
    edges: Iterable[Edge],
    states: Mapping[Iri, State],
    labels: Mapping[Iri, str] | None = None,
    things: Iterable[Iri] = (),
) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph by short names, from what depends to what it depends on.

    Parallel edges stay apart: the key of an edge is its property with its kind and strength. An
    edge's data are its facts (``via``, ``role``, ``kind``, ``strength``, ``inferred``,
    ``evidence`` as pairs of name and place); a node's are ``iri``, ``phase`` and ``status``.
    """
    import networkx as nx

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    joined = list(edges)
    ends = (end for edge in joined for end in (edge.depender, edge.dependee))
    for thing in dict.fromkeys([*things, *ends]):
        drawn.add_node(names.short(thing), **_node(thing, states, labels or {}))
    for edge in joined:
        pair = names.short(edge.depender), names.short(edge.dependee)
        drawn.add_edge(*pair, key=_key(edge), **_data(edge))
    return drawn


def to_edges(drawn: nx.MultiDiGraph[str]) -> tuple[Edge, ...]:
    """The edges of a graph that ``to_networkx`` made, sorted.

    >>> to_edges(to_networkx([], {}))
    ()
    """
    found = (_edge(a, b, data) for a, b, data in drawn.edges(data=True))
    return tuple(sorted(found, key=lambda edge: edge.rank))


def flat(drawn: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same with every attribute as text or a truth value, as files of networks want."""
    copy = drawn.copy()
    for _, _, data in copy.edges(data=True):
        data["evidence"] = BETWEEN.join(f"{name} ({where})" for name, where in data["evidence"])
        data["through"] = BETWEEN.join(data["through"])
    return copy


def _node(thing: Iri, states: Mapping[Iri, State], labels: Mapping[Iri, str]) -> dict[str, str]:
    state = states.get(thing, State())
    told = {"iri": str(thing), "phase": state.phase, "status": names.short(state.status or "")}
    return {**told, "label": labels[thing]} if thing in labels else told


def _key(edge: Edge) -> str:
    parts = (edge.via, edge.kind, edge.strength)
    return " ".join(names.short(part) for part in parts if part)


def _data(edge: Edge) -> dict[str, Any]:
    return {
        "via": names.short(edge.via),
        "role": edge.role,
        "kind": names.short(edge.kind or ""),
        "strength": names.short(edge.strength or ""),
        "inferred": edge.inferred,
        "evidence": tuple((names.short(c.evidence), c.locator) for c in edge.citations),
        "through": tuple(map(names.short, edge.through)),
    }


def _edge(depender: str, dependee: str, data: Mapping[str, Any]) -> Edge:
    cited = (Citation(_iri(name), locator) for name, locator in data["evidence"])
    return Edge(
        _iri(depender),
        _iri(data["via"]),
        _iri(dependee),
        data["role"],
        _iri(data["kind"]) if data["kind"] else None,
        _iri(data["strength"]) if data["strength"] else None,
        data["inferred"],
        tuple(cited),
        tuple(map(_iri, data["through"])),
    )


def _iri(name: str) -> Iri:
    return names.expand(name) or Iri(name)
