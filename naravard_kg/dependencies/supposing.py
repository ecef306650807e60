"""What if some things were settled and others dropped: what is freed, what stays, what falls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.network import Network, after, settled
from naravard_kg.dependencies.selection import selected
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import ANSWERS, DELEGATES, DIRECTED, HINGES, ORDERING
from naravard_kg.terms import Iri

Waits = Mapping[Iri, list[Edge]]


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that still waits, and for what."""

    thing: Iri
    by: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Supposition:
    """What changes if *done* were settled and *dropped* never came about.

    ``freed`` waits for nothing open any longer; ``startable`` may now start, although its outcome
    hinges on something open; ``settled`` is settled with what it is handled through; ``held``
    still waits. ``groundless`` cannot come about without what was dropped; ``weakened`` only
    should have it.
    """

    done: tuple[Iri, ...]
    dropped: tuple[Iri, ...]
    freed: tuple[Iri, ...]
    startable: tuple[Iri, ...]
    settled: tuple[Iri, ...]
    held: tuple[Held, ...]
    groundless: tuple[Iri, ...]
    weakened: tuple[Iri, ...]
    edges: tuple[Edge, ...]
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        changed = (*self.freed, *self.startable, *self.settled, *self.groundless, *self.weakened)
        still = (thing for held in self.held for thing in (held.thing, *held.by))
        return tuple(dict.fromkeys([*self.done, *self.dropped, *changed, *still]))


def what_if(
    network: Network, *, done: Iterable[str] = (), dropped: Iterable[str] = ()
) -> Supposition:
    """What becomes free, what stays and what loses its ground.

    Args:
        network: the network.
        done: selectors of what is supposed to be settled.
        dropped: selectors of what is supposed never to come about.

    Raises:
        SelectorError: a selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    finished, gone = (_union(network, selectors) for selectors in (done, dropped))
    finished -= gone
    touched = after(network, finished | gone)
    links = [li for li in network.links.before(sorted(touched)) if network.role(li) in DIRECTED]
    edges = network.grounds.edges(links)
    known = network.states({*touched, *(li.dependee for li in links)})
    waits: dict[Iri, list[Edge]] = {}
    for edge in edges:
        waits.setdefault(edge.depender, []).append(edge)
    old = _settled(settled(network, known) - gone, waits)
    new = _settled(old | finished, waits)
    groundless, weakened = _falling(gone, waits, touched - new)
    rest = touched - new - gone - groundless
    still = {thing: _open(waits, thing, new | gone, ORDERING) for thing in rest}
    freed = {t for t, by in still.items() if not by and _open(waits, t, old, ORDERING)}
    startable = {t for t in rest - freed if _may_start(waits, t, old, new | gone)}
    held = (Held(t, tuple(sorted(by))) for t, by in sorted(still.items()) if by)
    return Supposition(
        tuple(sorted(finished)),
        tuple(sorted(gone)),
        tuple(sorted(freed)),
        tuple(sorted(startable)),
        tuple(sorted((new - old - finished) & touched)),
        tuple(held),
        tuple(sorted(groundless)),
        tuple(sorted(weakened)),
        tuple(edges),
        known,
    )


def _union(network: Network, selectors: Iterable[str]) -> set[Iri]:
    return set().union(*(selected(network, selector) for selector in selectors))


def _settled(done: set[Iri], waits: Waits) -> set[Iri]:
    """What is settled when *done* is: with it, what gets no work of its own but goes through it."""
    found = set(done)
    while True:
        more = {
            thing
            for thing, edges in waits.items()
            if any(e.role == DELEGATES for e in edges)
            and all(e.dependee in found for e in edges if e.role in ORDERING)
        }
        if more <= found:
            return found
        found |= more


def _open(waits: Waits, thing: Iri, done: set[Iri], roles: Collection[str]) -> set[Iri]:
    return {e.dependee for e in waits.get(thing, ()) if e.role in roles and e.dependee not in done}


def _may_start(waits: Waits, thing: Iri, old: set[Iri], new: set[Iri]) -> bool:
    """Whether it awaited something open and no longer does, though its outcome hinges on some."""
    starting = [role for role in ORDERING if role != HINGES]
    return bool(_open(waits, thing, old, starting)) and not _open(waits, thing, new, starting)


def _falling(gone: set[Iri], waits: Waits, touched: set[Iri]) -> tuple[set[Iri], set[Iri]]:
    """What cannot come about without what is gone, and what only should have it."""
    lost: set[Iri] = set()
    while True:
        needed = _needed(waits, touched, gone | lost)
        groundless = _fallen(gone, needed, weak=False)
        if groundless == lost:
            return groundless, _fallen(gone | groundless, needed, weak=True)
        lost = groundless


def _needed(
    waits: Waits, touched: set[Iri], lost: Collection[Iri]
) -> dict[Iri, set[tuple[Iri, bool]]]:
    """By each thing: what depends on it, and whether that stands without it."""
    needed: dict[Iri, set[tuple[Iri, bool]]] = {}
    for thing in touched:
        for edge in waits.get(thing, ()):
            needed.setdefault(edge.dependee, set()).add((thing, _is_weak(edge, waits, lost)))
    return needed


def _fallen(
    start: set[Iri], needed: Mapping[Iri, set[tuple[Iri, bool]]], *, weak: bool
) -> set[Iri]:
    found, frontier = set(start), list(start)
    while frontier:
        ends = (pair for thing in frontier for pair in needed.get(thing, ()))
        fresh = {thing for thing, is_weak in ends if weak or not is_weak} - found
        found |= fresh
        frontier = list(fresh)
    return found - start


def _is_weak(edge: Edge, waits: Waits, lost: Collection[Iri]) -> bool:
    """Whether what depends stands without it: worded softly, or it answers to more."""
    own = waits[edge.depender]
    if edge.role == ANSWERS:
        left = (e for e in own if e.role == ANSWERS and e.dependee != edge.dependee)
        return any(e.dependee not in lost for e in left)
    return all(e.is_soft for e in own if e.dependee == edge.dependee and e.role in ORDERING)
