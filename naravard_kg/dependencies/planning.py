"""In which order things can be settled, and why some stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.levels import Group, circles, condensed, levels
from naravard_kg.dependencies.links import Link
from naravard_kg.dependencies.network import (
    Network,
    before,
    blocks,
    digraph,
    lapsed,
    ordering,
    settled,
    with_blocks,
    within,
)
from naravard_kg.dependencies.selection import chosen
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import UNORDERED
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Place:
    """What takes one place in an order: a thing, or several that are handled as one.

    ``after`` is what must be settled right before it. ``followers`` is how many directly need it.
    A *circle* waits for itself, so that nothing can order its members.
    """

    things: tuple[Iri, ...]
    after: tuple[Iri, ...] = ()
    followers: int = 0
    circle: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Things in levels: those of a level can be settled when those of the levels before it are.

    Nothing orders the places of one level among themselves; those that most others need come
    first. ``settled`` and ``lapsed`` need no place, ``outside`` is no work and takes none, and
    ``coordination`` orders nothing.
    """

    levels: tuple[tuple[Place, ...], ...]
    settled: tuple[Iri, ...]
    lapsed: tuple[Iri, ...]
    outside: tuple[Iri, ...]
    coordination: tuple[Edge, ...]
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        places = [place for level in self.levels for place in level]
        placed = [thing for place in places for thing in (*place.things, *place.after)]
        return tuple(dict.fromkeys([*placed, *self.settled, *self.lapsed, *self.outside]))


@dataclass(frozen=True)
class Work:
    """What is open among chosen things and before them, as a graph that has no circle.

    ``whole`` joins groups (things, blocks handled as one, circles) by number; ``listed`` are the
    things that take a place. The rest only lies between them.
    """

    things: frozenset[Iri]
    states: Mapping[Iri, State]
    settled: frozenset[Iri]
    outside: frozenset[Iri]
    listed: frozenset[Iri]
    links: tuple[Link, ...]
    whole: nx.DiGraph[int]
    members: Mapping[int, Group]
    circles: frozenset[Iri]

    @cached_property
    def _names(self) -> dict[int, tuple[Iri, ...]]:
        """The members of each group that take a place."""
        return {n: tuple(sorted(group & self.listed)) for n, group in self.members.items()}

    def named(self, group: int) -> tuple[Iri, ...]:
        """The members that take a place, sorted."""
        return self._names[group]

    def followers(self, group: int) -> int:
        """How many things that take a place come right after a group."""
        return sum(len(self.named(after)) for after in self.whole.successors(group))


def work(network: Network, selector: str | None = None) -> Work:
    """What is open among the things that *selector* chooses, and before them.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    things = chosen(network, selector)
    whole = selector is None
    scope = things if whole else with_blocks(network, things, lambda found: before(network, found))
    links = network.links.all() if whole else network.links.before(sorted(scope))
    found = network.states(scope)
    done, outside = settled(network, found) & scope, network.outside(scope)
    dead = lapsed(network, found)
    alive = scope - done - dead
    inner = within(links, alive)
    drawn = digraph(ordering(network, inner), alive)
    condensed_, members = condensed(drawn, blocks(network, inner, alive))
    return Work(
        frozenset(things),
        found,
        frozenset(done),
        frozenset(outside),
        frozenset(things - done - outside - dead),
        tuple(links),
        condensed_,
        members,
        frozenset().union(*circles(drawn)),
    )


def order(network: Network, selector: str | None = None) -> Order:
    """In which order the things that *selector* chooses can be settled; all, where it is None.

    What lies between chosen things counts although it is not shown: a thing that awaits another
    through one that was not chosen still comes after it.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    done = work(network, selector)
    level = levels(done.whole, done.members, done.listed)
    rows: dict[int, list[Place]] = {}
    for group, number in level.items():
        if done.named(group):
            rows.setdefault(number, []).append(_place(done, group))
    beside = [li for li in within(done.links, done.things) if network.role(li) == UNORDERED]
    return Order(
        tuple(tuple(sorted(rows[number], key=_rank)) for number in sorted(rows)),
        tuple(sorted(done.settled & done.things)),
        tuple(sorted(done.things & lapsed(network, done.states))),
        tuple(sorted(done.outside & done.things - done.settled)),
        tuple(network.grounds.edges(beside)),
        done.states,
    )


def _place(done: Work, group: int) -> Place:
    first = (thing for n in done.whole.predecessors(group) for thing in done.members[n])
    return Place(
        done.named(group),
        tuple(sorted(first)),
        done.followers(group),
        bool(done.members[group] & done.circles),
    )


def _rank(place: Place) -> tuple[int, tuple[Iri, ...]]:
    return -place.followers, place.things
