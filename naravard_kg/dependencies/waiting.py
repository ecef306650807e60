"""What must be settled before something, in steps, and what can start now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.levels import circles, condensed, levels, way_round
from naravard_kg.dependencies.links import Link
from naravard_kg.dependencies.network import (
    Network,
    before,
    blocks,
    coordination,
    digraph,
    lapsed,
    settled,
    shorts,
    with_blocks,
    within,
)
from naravard_kg.dependencies.selection import selected
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import DIRECTED, JOINT, ORDERING
from naravard_kg.terms import Iri

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blockers:
    """What stands before things.

    ``steps`` holds what is not settled yet, by short name: each step can be settled when those
    before it are. ``ready`` is what waits for nothing open: the first step. ``startable`` is what
    may start although its outcome hinges on something open. ``lapsed`` will not come about, and
    what waits for it waits in vain. ``cycles`` holds what waits for itself; such things, and what
    waits for them, stand in no step. ``outside`` is no work, and takes no step of its own.
    """

    things: tuple[Iri, ...]
    edges: tuple[Edge, ...]
    coordination: tuple[Edge, ...]
    states: Mapping[Iri, State]
    settled: tuple[Iri, ...]
    steps: tuple[Names, ...]
    startable: Names
    lapsed: Names
    outside: Names
    cycles: tuple[Names, ...]

    @property
    def thing(self) -> Iri:
        """The one thing that was asked about; the first where there are several."""
        return self.things[0]

    @property
    def ready(self) -> Names:
        """What waits for nothing that is open."""
        return self.steps[0] if self.steps else ()

    @property
    def statuses(self) -> dict[Iri, Iri]:
        """The latest status of each thing that has one."""
        return {thing: state.status for thing, state in self.states.items() if state.status}

    def of(self, thing: Iri) -> list[Edge]:
        """The edges that start at *thing*, awaited first."""
        return [edge for edge in self.edges if edge.depender == thing]


def blockers(network: Network, selector: str) -> Blockers:
    """What *selector* waits for, directly and through chains, in the order it can be settled.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    things = selected(network, selector)
    everything = with_blocks(network, things, lambda found: before(network, found))
    links = network.links.before(sorted(everything))
    found = network.states(everything)
    done = settled(network, found) - things
    holding, own = _holding(network, links, things, done)
    outside = network.outside(holding)
    dead = lapsed(network, found) & holding
    idle = (holding | things) - outside - network.outside(things)
    idle -= settled(network, found) | lapsed(network, found)
    there, listed = (holding - dead) | own, holding - outside - dead
    steps, rings = _steps(network, links, there, listed)
    directed = (link for link in links if network.role(link) in DIRECTED)
    return Blockers(
        things=tuple(sorted(things)),
        edges=tuple(network.grounds.edges(directed)),
        coordination=tuple(coordination(network, things)),
        states=found,
        settled=tuple(sorted(done)),
        steps=steps,
        startable=_startable(network, links, idle, done, steps),
        lapsed=shorts(dead),
        outside=shorts(outside),
        cycles=rings,
    )


def _holding(
    network: Network, links: list[Link], things: Collection[Iri], done: set[Iri]
) -> tuple[set[Iri], set[Iri]]:
    """What is open before *things*, and what is handled as one with them.

    What is settled holds nothing up, nor does what lies behind it.
    """
    orders = [link for link in links if network.role(link) in (*ORDERING, JOINT)]
    step: dict[Iri, set[Iri]] = {}
    for link in orders:
        step.setdefault(link.depender, set()).add(link.dependee)
        if network.role(link) == JOINT:
            step.setdefault(link.dependee, set()).add(link.depender)
    found, frontier = set(things), list(things)
    while frontier:
        fresh = {n for thing in frontier for n in step.get(thing, ())} - done - found
        found |= fresh
        frontier = list(fresh)
    block = blocks(network, links, found)
    asked = {block[thing] for thing in things}
    own = {node for node in found if block[node] in asked}
    return found - own, own


def _steps(
    network: Network, links: list[Link], there: set[Iri], listed: set[Iri]
) -> tuple[tuple[Names, ...], tuple[Names, ...]]:
    """The steps of what is *listed*, and the circles among what is *there*."""
    import networkx as nx

    inner = [link for link in within(links, there) if network.role(link) in ORDERING]
    drawn = digraph(((li.dependee, li.depender) for li in inner), there)
    rings = circles(drawn)
    held: set[Iri] = set().union(*rings)
    stuck = held.union(*(nx.descendants(drawn, min(ring)) for ring in rings))  # one stands for all
    free = drawn.subgraph(there - stuck)
    whole, members = condensed(free, blocks(network, links, set(free)))
    level = levels(whole, members, listed)
    steps: dict[int, set[Iri]] = {}
    for group, number in level.items():
        steps.setdefault(number, set()).update(members[group] & listed)
    named = tuple(shorts(group) for _, group in sorted(steps.items()) if group)
    return named, tuple(tuple(map(names.short, way_round(drawn, ring))) for ring in rings)


def _startable(
    network: Network,
    links: list[Link],
    there: set[Iri],
    done: set[Iri],
    steps: tuple[Names, ...],
) -> Names:
    """What awaits nothing open and gets work of its own, though its outcome hinges on something."""
    waiting = {
        link.depender
        for link in links
        if network.role(link) in ORDERING[:2] and link.dependee not in done
    }
    hinging = {
        link.depender
        for link in links
        if network.role(link) in ORDERING[2:] and link.dependee not in done
    }
    ready = set(steps[0]) if steps else set()
    return tuple(name for name in shorts((hinging & there) - waiting) if name not in ready)
