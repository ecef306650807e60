"""What waits for itself: each circle by its members, and the edge that it can be opened at.

A graph has more circles than anybody can read, so not all are listed: from each set of things
that wait for one another a shortest circle is taken and opened at its weakest edge, until none
is left. What the closing edges say is then what must not hold if there is to be an order at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.levels import circles, way_round
from naravard_kg.dependencies.links import Link
from naravard_kg.dependencies.network import Network, before, digraph, ordering
from naravard_kg.dependencies.selection import selected
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import ANSWERS, AWAITS, HINGES, ORDERING
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

MOST = 100


@dataclass(frozen=True, slots=True)
class Circle:
    """Things of which each waits for the next, and the last for the first.

    ``closing`` is the edge that closes it: the one with the least behind it (inferred before
    stated, soft before hard, hinging before awaiting); its hop may have more edges, which close
    it too. A *deadlock* has no edge that only hinges:
    nothing in it can ever start.
    """

    things: tuple[Iri, ...]
    hops: tuple[tuple[Edge, ...], ...]
    closing: Edge

    @property
    def deadlock(self) -> bool:
        """Whether every one awaits the next or is handled through it."""
        return all(any(edge.role != HINGES for edge in hop) for hop in self.hops)

    @property
    def names(self) -> tuple[str, ...]:
        """The short names in it, each waiting for the next."""
        return tuple(map(names.short, self.things))


@dataclass(frozen=True, slots=True)
class Cycles:
    """The circles found, and all things that wait for themselves; *cut* where there are more."""

    circles: tuple[Circle, ...]
    entangled: tuple[Iri, ...]
    cut: bool
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        return self.entangled


def cycles(network: Network, selector: str | None = None) -> Cycles:
    """The circles that the things *selector* chooses take part in; all, where it is None.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    links = _links(network, selector)
    drawn = digraph(ordering(network, links))
    wanted = None if selector is None else selected(network, selector)
    rings = [ring for ring in circles(drawn) if wanted is None or ring & wanted]
    found = list(_opened(network, drawn.subgraph(set().union(*rings)).copy(), links))
    entangled = tuple(sorted(set().union(*rings)))
    return Cycles(tuple(found[:MOST]), entangled, len(found) > MOST, network.states(entangled))


def _links(network: Network, selector: str | None) -> list[Link]:
    """What may close a circle through the chosen things: all that lies before and after them."""
    if selector is None:
        return network.links.all()
    return network.links.before(sorted(before(network, selected(network, selector))))


def _opened(network: Network, drawn: nx.DiGraph[Iri], links: list[Link]) -> Iterator[Circle]:
    """Circle after circle, each opened at its closing edge before the next is looked for."""
    known = _Known(network, links if drawn else ())
    for _ in range(MOST + 1):
        rings = circles(drawn)
        if not rings:
            return
        things = way_round(drawn, rings[0])
        pairs = [*pairwise(things), (things[-1], things[0])]
        hops = tuple(known.edges(depender, dependee) for depender, dependee in pairs)
        closing = min(hops, key=_strength_of)[0]
        drawn.remove_edge(closing.dependee, closing.depender)
        yield Circle(things, hops, closing)


class _Known:
    """The edges between two things, those that follow from others among them."""

    def __init__(self, network: Network, links: Iterable[Link]) -> None:
        """Sort the links by their ends."""
        self._network = network
        self._direct: dict[tuple[Iri, Iri], list[Link]] = {}
        self._answered: dict[Iri, list[Link]] = {}
        self._awaited: dict[Iri, list[Link]] = {}
        for link in links:
            role = network.role(link)
            if role in ORDERING:
                self._direct.setdefault((link.depender, link.dependee), []).append(link)
            if role == AWAITS:
                self._awaited.setdefault(link.depender, []).append(link)
            if role == ANSWERS:
                self._answered.setdefault(link.depender, []).append(link)

    def edges(self, depender: Iri, dependee: Iri) -> tuple[Edge, ...]:
        """The edges from one to the other; weakest first."""
        direct = self._network.grounds.edges(self._direct.get((depender, dependee), ()))
        found = [*direct, *self._derived(depender, dependee)]
        return tuple(sorted(found, key=_weight, reverse=True))

    def _derived(self, depender: Iri, dependee: Iri) -> Iterator[Edge]:
        for awaiting in self._awaited.get(depender, ()):
            answers = self._answered.get(awaiting.dependee, ())
            if any(link.dependee == dependee for link in answers):
                for edge in self._network.grounds.edges([awaiting]):
                    yield replace(edge, dependee=dependee, through=(awaiting.dependee,))


def _weight(edge: Edge) -> tuple[bool, bool, bool, tuple[object, ...]]:
    """How little stands behind an edge: greatest for the weakest."""
    return edge.inferred, edge.is_soft, edge.role == HINGES, edge.rank


def _strength_of(hop: tuple[Edge, ...]) -> tuple[bool, bool, bool, int, tuple[object, ...]]:
    """How much stands behind a hop, by the strongest of its edges: least for the weakest."""
    strongest = hop[-1]
    inferred, soft, hinging, rank = _weight(strongest)
    return not inferred, not soft, not hinging, len(hop), rank
