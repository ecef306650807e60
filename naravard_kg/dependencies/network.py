"""A view of a graph on a day: its links, what is said of them, and how far each thing has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.dependencies.edges import EVERY, Edge, Grounds, Narrowing, asked
from naravard_kg.dependencies.links import Link, Links, beside, downstream, reach, upstream
from naravard_kg.dependencies.states import LAPSED, SETTLED, State, states
from naravard_kg.dependencies.views import (
    ANSWERS,
    AWAITS,
    DIRECTED,
    JOINT,
    ORDERING,
    UNORDERED,
    View,
)
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Network:
    """What depends on what in *answers*, as one view has it; all dependency questions ask it."""

    answers: Answers
    view: View
    day: date | None = None
    narrowing: Narrowing = EVERY

    @cached_property
    def grounds(self) -> Grounds:
        """What is said of the links."""
        return Grounds(self.answers, self.view, self.narrowing)

    @cached_property
    def links(self) -> Links:
        """The links themselves."""
        return Links(self.answers, self.view, self.grounds.keep)

    def role(self, link: Link) -> str:
        """What a link means for the order of its ends."""
        return self.view.verbs[link.via].role

    def states(self, things: Collection[Iri]) -> dict[Iri, State]:
        """How far each of *things* has come, where something is told of it."""
        return states(self.answers, things, self.day, stated=self.narrowing.stated_only)

    def outside(self, things: Collection[Iri]) -> set[Iri]:
        """Those of *things* that are no work, and take no place in an order."""
        rows = asked(self.answers, "outside-order-of", "thing", things)
        return {Iri(str(row[0])) for row in rows} & set(things)


def settled(network: Network, found: Mapping[Iri, State]) -> set[Iri]:
    """The things that nobody need wait for any longer, where the view is about waiting."""
    return _in_phase(network, found, SETTLED)


def lapsed(network: Network, found: Mapping[Iri, State]) -> set[Iri]:
    """The things that will not come about, where the view is about waiting."""
    return _in_phase(network, found, LAPSED)


def _in_phase(network: Network, found: Mapping[Iri, State], phase: str) -> set[Iri]:
    if not network.view.settles:
        return set()
    return {thing for thing, state in found.items() if state.phase == phase}


def before(network: Network, things: Iterable[Iri], roles: Collection[str] = DIRECTED) -> set[Iri]:
    """*things* and all they depend on, directly and through chains."""
    return reach(network.links, things, upstream(network.links, roles))


def after(network: Network, things: Iterable[Iri], roles: Collection[str] = DIRECTED) -> set[Iri]:
    """*things* and all that depends on them, directly and through chains."""
    return reach(network.links, things, downstream(network.links, roles))


def with_blocks(
    network: Network, things: Iterable[Iri], grow: Callable[[set[Iri]], set[Iri]]
) -> set[Iri]:
    """What *grow* makes of *things*, where what is handled as one comes along as one."""
    found = set(things)
    while True:
        grown = reach(network.links, grow(found), beside(network.links, JOINT))
        if grown == found:
            return found
        found = grown


def within(links: Iterable[Link], things: Collection[Iri]) -> list[Link]:
    """The links that have both ends among *things*."""
    return [link for link in links if link.depender in things and link.dependee in things]


def coordination(network: Network, things: Collection[Iri]) -> list[Edge]:
    """With what *things* are to be coordinated, each edge seen from the one of *things*."""
    links = [
        Link(link.dependee, link.via, link.depender) if link.depender not in things else link
        for link in network.links.around(sorted(things))
        if network.role(link) in (JOINT, UNORDERED)
    ]
    return network.grounds.edges(links)


def ordering(network: Network, links: Iterable[Link]) -> set[tuple[Iri, Iri]]:
    """Pairs (first, then) of what is settled before what.

    To await a proposal is to await what it answers: from the two links follows a third.
    """
    pairs: set[tuple[Iri, Iri]] = set()
    answered: dict[Iri, list[Iri]] = {}
    awaited: list[Link] = []
    for link in links:
        role = network.role(link)
        if role == ANSWERS:
            answered.setdefault(link.depender, []).append(link.dependee)
        elif role in ORDERING:
            pairs.add((link.dependee, link.depender))
            awaited += [link] if role == AWAITS else []
    for link in awaited:
        pairs.update((first, link.depender) for first in answered.get(link.dependee, ()))
    return pairs


def digraph(pairs: Iterable[tuple[Iri, Iri]], things: Iterable[Iri] = ()) -> nx.DiGraph[Iri]:
    """A directed graph of pairs, with *things* in it that may have no pair."""
    import networkx as nx

    drawn: nx.DiGraph[Iri] = nx.DiGraph()
    drawn.add_nodes_from(things)
    drawn.add_edges_from(pairs)
    return drawn


def blocks(network: Network, links: Iterable[Link], things: Collection[Iri]) -> dict[Iri, Iri]:
    """Each of *things* with the first of the block that is handled as one with it."""
    import networkx as nx

    joint: nx.Graph[Iri] = nx.Graph()
    joint.add_nodes_from(things)
    pairs = (li for li in within(links, things) if network.role(li) == JOINT)
    joint.add_edges_from((li.depender, li.dependee) for li in pairs)
    return {node: min(group) for group in nx.connected_components(joint) for node in group}


def shorts(things: Iterable[Iri]) -> tuple[str, ...]:
    """Their short names, sorted."""
    return tuple(sorted(map(names.short, things)))
