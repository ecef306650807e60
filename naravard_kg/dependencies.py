"""What waits for what: the blockers of a thing, in steps, and what can start now.

Four properties carry an edge from what depends to what it depends on:

    awaits              finish-to-start: not to start or go on before the other is settled
    isHandledThrough    no work of its own: the other takes care of it
    dependsOn           the outcome hinges on the other; it may start without it
    proposalFor         a proposal answers an assignment: shown in a chain, orders nothing

Coordination and joint handling order nothing; things handled together stand in one step.
Settled is what was last noted as *genomfört*, and a proposal that has been decided on.
Conditions and proposals are nodes like assignments. A finding numbered as an assignment takes
no step of its own: what it is handled through does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from naravard_kg import names, queryfiles
from naravard_kg.dates import period
from naravard_kg.find import resolve
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri

if TYPE_CHECKING:
    import networkx as nx

AWAITS = Iri(names.ONTOLOGY + "awaits")
HANDLED_THROUGH = Iri(names.ONTOLOGY + "isHandledThrough")
HINGES_ON = Iri(names.ONTOLOGY + "dependsOn")
ANSWERS = Iri(names.ONTOLOGY + "proposalFor")
TOGETHER = Iri(names.ONTOLOGY + "isHandledTogetherWith")
DONE = Iri(names.VOCABULARIES + "status/genomfort")
ORDERING = (AWAITS, HANDLED_THROUGH, HINGES_ON)


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage: its evidence node, and where a reader finds it in print."""

    evidence: Iri
    locator: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing depends on another: by which property, of what kind and strength, who says so."""

    depender: Iri
    via: Iri
    dependee: Iri
    kind: Iri | None = None
    strength: Iri | None = None
    inferred: bool = False
    citations: tuple[Citation, ...] = ()

    @property
    def orders(self) -> bool:
        """Whether the dependee comes before the depender."""
        return self.via in ORDERING


@dataclass(frozen=True, slots=True)
class Blockers:
    """What stands before a thing.

    ``steps`` holds what is not settled yet, by short name: each step can be done when those
    before it are; ``ready`` is what waits for nothing open. ``cycles`` holds what waits for
    itself; such things, and what waits for them, stand in no step.
    """

    thing: Iri
    edges: tuple[Edge, ...]
    coordination: tuple[Edge, ...]
    settled: tuple[Iri, ...]
    statuses: Mapping[Iri, Iri]
    steps: tuple[tuple[str, ...], ...]
    ready: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]

    def of(self, thing: Iri) -> list[Edge]:
        """The edges that start at *thing*, awaited first."""
        order = (*ORDERING, ANSWERS)
        own = [edge for edge in self.edges if edge.depender == thing]
        return sorted(own, key=lambda edge: (order.index(edge.via), edge.dependee))


@dataclass(frozen=True)
class Dependencies:
    """Dependency questions over a graph; ``graph`` is all of it as a networkx MultiDiGraph."""

    answers: Answers

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Every edge, from depender to dependee, by short names; an edge's data are its facts."""
        import networkx as nx

        drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for edge in _edges(self.answers.select(queryfiles.named("dependencies").sparql)):
            ends = names.short(edge.depender), names.short(edge.dependee)
            drawn.add_edge(*ends, key=names.short(edge.via), edge=edge)
        return drawn

    def blocks(self, thing: str) -> Blockers:
        """What *thing* waits for, directly and through chains, in the order it can be settled.

        Raises:
            UnknownNameError: nothing has that name.
            AmbiguousNameError: several things have it.
        """
        start = resolve(self.answers, thing)
        edges = self._ask("upstream", start)
        together = self._ask("coordination", start)
        nodes = {start, *(e.depender for e in edges), *(e.dependee for e in edges)}
        statuses, settled = self._states(nodes)
        steps, cycles = _ordered(start, edges, settled, self._blocks_of(nodes))
        return Blockers(
            thing=start,
            edges=tuple(edges),
            coordination=tuple(together),
            settled=tuple(sorted(settled)),
            statuses=statuses,
            steps=steps,
            ready=steps[0] if steps else (),
            cycles=cycles,
        )

    def _ask(self, question: str, thing: Iri) -> list[Edge]:
        return _edges(self.answers.select(queryfiles.named(question).bind({"thing": [thing]})))

    def _states(self, nodes: Iterable[Iri]) -> tuple[dict[Iri, Iri], set[Iri]]:
        """The latest status of each thing that has one, and which things are settled."""
        query = queryfiles.internal("statuses-of").bind({"thing": sorted(nodes)})
        rows = self.answers.select(query).records()
        dated = sorted((row for row in rows if row["status"]), key=_when)
        statuses = {Iri(str(row["thing"])): Iri(str(row["status"])) for row in dated}
        settled = {Iri(str(row["thing"])) for row in rows if row["decision"]}
        return statuses, settled | {iri for iri, status in statuses.items() if status == DONE}

    def _blocks_of(self, nodes: Iterable[Iri]) -> list[tuple[Iri, Iri]]:
        query = queryfiles.named("coordination").bind({"thing": sorted(nodes)})
        edges = _edges(self.answers.select(query))
        return [(edge.depender, edge.dependee) for edge in edges if edge.via == TOGETHER]


def dependencies(graph: Answers) -> Dependencies:
    """Dependency questions over *graph*."""
    return Dependencies(graph)


def _when(row: dict[str, Cell]) -> date:
    """The last possible day of a status record; one without a time comes first."""
    if isinstance(row["as_of"], date):
        return row["as_of"]
    try:
        return period(str(row["stated"])).last or date.max
    except ValueError:
        return date.min


def _edges(table: Table) -> list[Edge]:
    """One edge for each depender, property, dependee and kind, with all its passages."""
    found: dict[tuple[Iri, ...], Edge] = {}
    for row in table.records():
        ends = (Iri(str(row["depender"])), Iri(str(row["via"])), Iri(str(row["dependee"])))
        kind, strength = (Iri(str(row[n])) if row[n] else None for n in ("kind", "strength"))
        key = (*ends, kind or Iri(""))
        cited = list(found[key].citations) if key in found else []
        cited += [citation for citation in _citation(row) if citation not in cited]
        found[key] = Edge(*ends, kind, strength, row["inferred"] is True, tuple(cited))
    return list(found.values())


def _citation(row: dict[str, Cell]) -> list[Citation]:
    if row["evidence"] is None:
        return []
    return [Citation(Iri(str(row["evidence"])), str(row["locator"] or ""))]


def _ordered(
    start: Iri, edges: list[Edge], settled: set[Iri], joint: list[tuple[Iri, Iri]]
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Steps and cycles of what is open before *start*; what is handled together is one node."""
    import networkx as nx

    drawn: nx.DiGraph[Iri] = nx.DiGraph()
    drawn.add_edges_from((e.dependee, e.depender) for e in edges if e.orders)
    before = nx.ancestors(drawn, start) if start in drawn else set()
    open_ = drawn.subgraph((before | {start}) - settled)
    rings = [c for c in nx.strongly_connected_components(open_) if _is_ring(open_, c)]
    cycles = tuple(tuple(map(names.short, _round(open_, ring))) for ring in sorted(rings, key=min))
    held = {start} & set(open_) | {node for ring in rings for node in ring}
    stuck = held.union(*(nx.descendants(open_, node) for node in held))
    return _steps(open_.subgraph(set(open_) - stuck), joint), cycles


def _is_ring(drawn: nx.DiGraph[Iri], component: set[Iri]) -> bool:
    return len(component) > 1 or any(drawn.has_edge(node, node) for node in component)


def _round(drawn: nx.DiGraph[Iri], ring: set[Iri]) -> list[Iri]:
    """The members of a circle in the order in which each waits for the next."""
    import networkx as nx

    waits = nx.DiGraph(sorted((b, a) for a, b in drawn.subgraph(ring).edges))
    return list(nx.dfs_preorder_nodes(waits, min(ring)))


def _steps(drawn: nx.DiGraph[Iri], joint: list[tuple[Iri, Iri]]) -> tuple[tuple[str, ...], ...]:
    import networkx as nx

    same: nx.Graph[Iri] = nx.Graph()
    same.add_nodes_from(drawn)
    same.add_edges_from(pair for pair in joint if set(pair) <= set(drawn))
    block = {node: min(group) for group in nx.connected_components(same) for node in group}
    ordered: nx.DiGraph[Iri] = nx.DiGraph()
    ordered.add_nodes_from(block.values())
    ordered.add_edges_from((block[a], block[b]) for a, b in drawn.edges if block[a] != block[b])
    # What is handled together may close a ring that no edge closes; it then goes as one step.
    joined = nx.condensation(ordered)
    levels = (
        {node for group in level for node in joined.nodes[group]["members"]}
        for level in nx.topological_generations(joined)
    )
    return tuple(
        tuple(sorted(names.short(node) for node in drawn if block[node] in level))
        for level in levels
    )
