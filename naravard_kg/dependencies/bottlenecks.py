"""On what most hangs: how many wait for each thing, what parts the graph, what lies between most.

How many wait for a thing is counted exactly: a pass over the graph carries, for some thousands of
things at a time, a bit for each of them that waits (no list of who waits for whom is ever held).
On a graph too large for that, the bits stand for things drawn at random, and the error is said.

Betweenness (Freeman 1977, by the algorithm of Brandes 2001) is the share of shortest chains that
go through a thing. On a large graph it is the mean of several draws of starting points (Brandes
and Pich 2007), and what the draws differ by gives its error.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from naravard_kg.dependencies.network import Network
from naravard_kg.dependencies.planning import Work, work
from naravard_kg.dependencies.states import State
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

_BITS = 4_096  # things a pass
_MOST = 400_000_000  # edges times passes times words of a pass, before things are drawn instead
_EXACT = 1_500  # groups, up to which betweenness looks at every start
_DRAWS = 8
_STARTS = 2_000_000  # starting points times edges, in all draws
_T95 = 2.365  # Student's t for 95 %, 7 degrees of freedom


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """One place of the order, and what hangs on it.

    ``waiting`` is how many open things wait for it, directly or through chains, give or take
    ``waiting_error``; ``direct`` how many directly. It is a ``cut`` where the graph falls apart
    without it. ``betweenness`` is the share, 0 to 1, of all ordered pairs of places whose
    shortest chain goes through it, give or take ``betweenness_error``. Errors are half the width
    of a 95 % interval, and 0 where the figure is exact.
    """

    things: tuple[Iri, ...]
    waiting: int
    direct: int
    cut: bool
    betweenness: float
    waiting_error: float = 0.0
    betweenness_error: float = 0.0


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """The places that something waits for, most waited for first; *starts* were drawn, 0: all."""

    places: tuple[Bottleneck, ...]
    open: int
    starts: int
    states: Mapping[Iri, State]

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        return tuple(thing for place in self.places for thing in place.things)


def bottlenecks(network: Network, selector: str | None = None, *, seed: int = 0) -> Bottlenecks:
    """On which open things that *selector* chooses most hangs; all, where it is None.

    Args:
        network: the network.
        selector: the things.
        seed: of the random draws on large graphs, so that an answer can be had again.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    import networkx as nx

    done = work(network, selector)
    waiting, off = _waiting(done, random.Random(seed))  # noqa: S311 -- a sample, no secret
    between, errors, starts = _betweenness(done.whole, seed)
    cuts = set(nx.articulation_points(done.whole.to_undirected(as_view=True)))
    places = [
        Bottleneck(
            done.named(n),
            waiting[n],
            done.followers(n),
            n in cuts,
            between[n],
            off,
            errors.get(n, 0.0),
        )
        for n in done.whole
        if done.named(n) and waiting[n]
    ]
    ranked = sorted(places, key=lambda b: (-b.waiting, -b.betweenness, b.things))
    return Bottlenecks(tuple(ranked), len(done.listed), starts, done.states)


def _waiting(done: Work, chance: random.Random) -> tuple[dict[int, int], float]:
    """How many listed things wait for each group, and the error of that."""
    import networkx as nx

    order = list(reversed(list(nx.topological_sort(done.whole))))
    things = [(n, thing) for n in order for thing in done.named(n)]
    passes = -(-len(things) // _BITS)
    cost = passes * (done.whole.number_of_edges() + len(order)) * _BITS // 64
    if cost > _MOST:
        drawn = chance.sample(things, _BITS)
        scale = len(things) / _BITS
        counts = _pass(done.whole, order, drawn)
        error = 1.96 * len(things) * 0.5 / sqrt(_BITS)
        return {n: round(count * scale) for n, count in counts.items()}, error
    total = dict.fromkeys(order, 0)
    for start in range(0, len(things), _BITS):
        for n, count in _pass(done.whole, order, things[start : start + _BITS]).items():
            total[n] += count
    return total, 0.0


def _pass(
    whole: nx.DiGraph[int], order: Sequence[int], things: Sequence[tuple[int, Iri]]
) -> dict[int, int]:
    """How many of *things* wait for each group; *order* has each after all that wait for it."""
    own = dict.fromkeys(order, 0)
    for bit, (group, _) in enumerate(things):
        own[group] |= 1 << bit
    waits: dict[int, int] = {}
    for n in order:
        bits = 0
        for after in whole.successors(n):
            bits |= waits[after] | own[after]
        waits[n] = bits
    return {n: bits.bit_count() for n, bits in waits.items()}


def _betweenness(
    whole: nx.DiGraph[int], seed: int
) -> tuple[dict[int, float], dict[int, float], int]:
    """The share of shortest chains through each group, its error, and the starts drawn."""
    import networkx as nx

    size = whole.number_of_nodes()
    if size <= _EXACT:
        return nx.betweenness_centrality(whole), {}, 0
    each = max(4, min(size, _STARTS // max(whole.number_of_edges(), 1)) // _DRAWS)
    draws = list(_drawn(whole, each, seed))
    mean = {n: fmean(draw[n] for draw in draws) for n in whole}
    error = {n: _T95 * stdev(draw[n] for draw in draws) / sqrt(_DRAWS) for n in whole}
    return mean, error, each * _DRAWS


def _drawn(whole: nx.DiGraph[int], each: int, seed: int) -> Iterator[dict[int, float]]:
    import networkx as nx

    for draw in range(_DRAWS):
        yield nx.betweenness_centrality(whole, k=each, seed=seed * _DRAWS + draw)
