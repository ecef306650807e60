"""Why one thing depends on another: every chain between them, each hop with its grounds."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice, pairwise

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.network import Network, after, before, coordination, within
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import DIRECTED
from naravard_kg.find import resolve
from naravard_kg.terms import Iri

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Chain:
    """One way from what depends to what it depends on; a hop may have several edges."""

    things: tuple[Iri, ...]
    hops: tuple[tuple[Edge, ...], ...]

    @property
    def stated(self) -> bool:
        """Whether every hop is stated by a source."""
        return all(any(not edge.inferred for edge in hop) for hop in self.hops)

    @property
    def hard(self) -> bool:
        """Whether no hop is only worded softly."""
        return all(any(not edge.is_soft for edge in hop) for hop in self.hops)

    @property
    def names(self) -> tuple[str, ...]:
        """The short names along it."""
        return tuple(map(names.short, self.things))


@dataclass(frozen=True, slots=True)
class Why:
    """The chains between two things, the shortest first, from the one that depends.

    ``total`` is how many chains there are, None where circles make them too many to count.
    ``beside`` is what else joins the two: coordination and joint handling, which order nothing.
    """

    ends: tuple[Iri, Iri]
    chains: tuple[Chain, ...]
    total: int | None
    beside: tuple[Edge, ...]
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        return tuple(dict.fromkeys([*self.ends, *(t for c in self.chains for t in c.things)]))


def why(network: Network, one: str, other: str, *, limit: int = LIMIT) -> Why:
    """Every chain between two things, whichever of them depends on the other; *limit* at most.

    Raises:
        UnknownNameError: nothing has one of the names.
        AmbiguousNameError: several things have it.
    """
    ends = resolve(network.answers, one), resolve(network.answers, other)
    found: list[tuple[Iri, ...]] = []
    total: int | None = 0
    for start, goal in dict.fromkeys([ends, ends[::-1]]):
        steps = _between(network, start, goal)
        found += islice(_paths(steps, start, goal), limit)
        counted = _count(steps, start, goal)
        total = None if total is None or counted is None else total + counted
    shown = sorted(found, key=lambda path: (len(path), path))[:limit]
    chains = tuple(Chain(path, _hops(network, path)) for path in shown)
    beside = [e for e in coordination(network, ends[:1]) if e.dependee == ends[1]]
    things = {*ends, *(thing for chain in chains for thing in chain.things)}
    return Why(ends, chains, total, tuple(beside), network.states(things))


def _between(network: Network, start: Iri, goal: Iri) -> dict[Iri, list[Iri]]:
    """What depends on what, among all that lies on some way from *start* to *goal*."""
    above = before(network, [start])
    if goal not in above:
        return {}
    there = above & after(network, [goal])
    steps: dict[Iri, set[Iri]] = {}
    for link in within(network.links.before(sorted(there)), there):
        if network.role(link) in DIRECTED:
            steps.setdefault(link.depender, set()).add(link.dependee)
    return {thing: sorted(ends) for thing, ends in steps.items()}


def _paths(steps: Mapping[Iri, list[Iri]], start: Iri, goal: Iri) -> Iterator[tuple[Iri, ...]]:
    """The paths without a repeated thing, shortest first: best first, by what is left to go."""
    left = _distances(steps, goal)
    if start == goal or start not in left:
        return
    number = count()
    heap: list[tuple[int, int, tuple[Iri, ...]]] = [(left[start], next(number), (start,))]
    while heap:
        _, _, path = heapq.heappop(heap)
        if path[-1] == goal:
            yield path
            continue
        for thing in steps.get(path[-1], ()):
            if thing not in path and thing in left:
                heapq.heappush(heap, (len(path) + left[thing], next(number), (*path, thing)))


def _distances(steps: Mapping[Iri, list[Iri]], goal: Iri) -> dict[Iri, int]:
    """How many hops it is from each thing to *goal*."""
    back: dict[Iri, list[Iri]] = {}
    for thing, ends in steps.items():
        for end in ends:
            back.setdefault(end, []).append(thing)
    found, frontier, hops = {goal: 0}, [goal], 0
    while frontier:
        hops += 1
        fresh = {t for thing in frontier for t in back.get(thing, ())} - found.keys()
        found.update(dict.fromkeys(fresh, hops))
        frontier = sorted(fresh)
    return found


def _count(steps: Mapping[Iri, list[Iri]], start: Iri, goal: Iri) -> int | None:
    """How many paths there are; None where a circle lies between."""
    from graphlib import CycleError, TopologicalSorter

    try:
        ordered = list(TopologicalSorter(steps).static_order())
    except CycleError:
        return None
    ways = {goal: 1}
    for thing in ordered:
        if thing != goal:
            ways[thing] = sum(ways.get(end, 0) for end in steps.get(thing, ()))
    return ways.get(start, 0) if start != goal else 0


def _hops(network: Network, path: tuple[Iri, ...]) -> tuple[tuple[Edge, ...], ...]:
    links = [li for li in network.links.before(path) if network.role(li) in DIRECTED]
    edges = network.grounds.edges(within(links, path))
    return tuple(
        tuple(e for e in edges if (e.depender, e.dependee) == pair) for pair in pairwise(path)
    )
