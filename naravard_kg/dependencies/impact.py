"""What a delay of something, or a decision on it, touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.network import (
    Network,
    after,
    coordination,
    settled,
    with_blocks,
    within,
)
from naravard_kg.dependencies.selection import selected
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import ANSWERS, AWAITS, DELEGATES, DIRECTED, JOINT
from naravard_kg.terms import Iri

STOPPED, AFFECTED = "stopped", "affected"


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that is touched: how many steps away, how, and how surely.

    *stopped* is what may not start or go on, or gets no work of its own; *affected* is what may
    go on although its outcome hinges on what is late, and a proposal that answers it. It is *firm*
    where some chain leads there by nothing worded softly and nothing inferred.
    """

    thing: Iri
    steps: int
    effect: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """What is touched, nearest first; what is settled already passes nothing on."""

    origin: tuple[Iri, ...]
    touched: tuple[Touched, ...]
    edges: tuple[Edge, ...]
    coordination: tuple[Edge, ...]
    settled: tuple[Iri, ...]
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        return (*self.origin, *(one.thing for one in self.touched), *self.settled)


def impact(network: Network, selector: str) -> Impact:
    """What a delay of the things that *selector* chooses, or a decision on them, touches.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    origin = selected(network, selector)
    scope = with_blocks(network, origin, lambda found: after(network, found))
    found = network.states(scope)
    done = settled(network, found) - origin
    links = within(network.links.after(sorted(scope)), scope)
    roles = (*DIRECTED, JOINT)
    edges = network.grounds.edges(link for link in links if network.role(link) in roles)
    distance = _spread(origin, done, edges)
    open_ = {thing: steps for thing, steps in distance.items() if thing not in done}
    stopped = _stopped(origin, done, edges)
    firm = _spread(origin, done, (e for e in edges if not e.is_soft and not e.inferred))
    touched = (
        Touched(thing, steps, STOPPED if thing in stopped else AFFECTED, thing in firm)
        for thing, steps in open_.items()
        if thing not in origin
    )
    near = [e for e in edges if e.dependee in open_ or (e.role == JOINT and e.depender in open_)]
    return Impact(
        tuple(sorted(origin)),
        tuple(sorted(touched, key=lambda one: (one.steps, one.thing))),
        tuple(near),
        tuple(coordination(network, origin)),
        tuple(sorted(done & distance.keys())),
        found,
    )


def _stopped(origin: Collection[Iri], done: set[Iri], edges: list[Edge]) -> set[Iri]:
    """What may not go on. A proposal may: it is laid already; but what awaits it is stopped."""
    stopping = [e for e in edges if e.role in (AWAITS, DELEGATES, ANSWERS, JOINT)]
    late = _spread(origin, done, stopping).keys() - done
    return {
        end
        for edge in stopping
        for first, end in ((edge.dependee, edge.depender), (edge.depender, edge.dependee))
        if first in late and edge.role != ANSWERS and (edge.role == JOINT or end == edge.depender)
    }


def _spread(origin: Collection[Iri], done: set[Iri], edges: Iterable[Edge]) -> dict[Iri, int]:
    """How many steps from *origin* each thing is that is reached, not going on from *done*."""
    onward: dict[Iri, set[Iri]] = {}
    for edge in edges:
        onward.setdefault(edge.dependee, set()).add(edge.depender)
        if edge.role == JOINT:
            onward.setdefault(edge.depender, set()).add(edge.dependee)
    found, frontier, steps = dict.fromkeys(origin, 0), list(origin), 0
    while frontier:
        steps += 1
        going = (thing for thing in frontier if thing not in done)
        fresh = {n for thing in going for n in onward.get(thing, ())} - found.keys()
        found.update(dict.fromkeys(fresh, steps))
        frontier = list(fresh)
    return found
