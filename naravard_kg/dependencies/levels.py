"""An order of things in levels: each can be settled when those of the levels before it are.

A level is the longest way there from a thing that waits for nothing, so that nothing stands later
than it must. What is not *listed* (what is settled, what is no work) takes no level of its own,
but what must come before and after it still does. What is handled as one is one thing here, and
so is what waits for itself in a circle, which nothing can order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

Group = frozenset[Iri]


def condensed(
    drawn: nx.DiGraph[Iri], block: Mapping[Iri, Iri]
) -> tuple[nx.DiGraph[int], dict[int, Group]]:
    """The graph of blocks and circles, which has no circle, and the members of each."""
    import networkx as nx

    joined: nx.DiGraph[Iri] = nx.DiGraph()
    joined.add_nodes_from(block.get(node, node) for node in drawn)
    pairs = ((block.get(a, a), block.get(b, b)) for a, b in drawn.edges)
    joined.add_edges_from((a, b) for a, b in pairs if a != b)
    whole: nx.DiGraph[int] = nx.condensation(joined)
    home = {node: n for n, data in whole.nodes(data=True) for node in data["members"]}
    members: dict[int, list[Iri]] = {n: [] for n in whole}
    for node in drawn:
        members[home[block.get(node, node)]].append(node)
    return whole, {n: frozenset(group) for n, group in members.items()}


def levels(
    whole: nx.DiGraph[int], members: Mapping[int, Group], listed: Collection[Iri]
) -> dict[int, int]:
    """The level of each group, from 1; of a group without a listed member, the last before it."""
    import networkx as nx

    level: dict[int, int] = {}
    for node in nx.topological_sort(whole):
        before = max((level[first] for first in whole.predecessors(node)), default=0)
        level[node] = before + any(one in listed for one in members[node])
    return level


def circles(drawn: nx.DiGraph[Iri]) -> list[set[Iri]]:
    """The sets of things of which each waits for all others of its set, sorted."""
    import networkx as nx

    found = nx.strongly_connected_components(drawn)
    return sorted((set(c) for c in found if is_circle(drawn, c)), key=min)


def is_circle(drawn: nx.DiGraph[Iri], component: Iterable[Iri]) -> bool:
    """Whether a strongly connected component holds a circle at all."""
    first, *more = component
    return bool(more) or drawn.has_edge(first, first)


def way_round(drawn: nx.DiGraph[Iri], circle: Collection[Iri]) -> tuple[Iri, ...]:
    """A shortest circle among those of the set, from its first name, each waiting for the next."""
    import networkx as nx

    start = min(circle)
    if drawn.has_edge(start, start):
        return (start,)
    waits = drawn.subgraph(circle).reverse(copy=False)
    lengths = nx.single_target_shortest_path_length(waits, start)
    dist = dict(lengths)
    first = min((n for n in waits.successors(start) if n in dist), key=lambda n: (dist[n], n))
    path: list[Iri] = nx.shortest_path(waits, first, start)
    return (start, *path[:-1])
