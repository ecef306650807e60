"""On what most hangs: how many wait for each thing, what parts the graph, what lies between most.

How many wait for a thing is counted exactly: a pass over what lies before some thousands of things
carries a bit for each of them that waits (no list of who waits for whom is ever held).
On a graph too large for that, the bits stand for things drawn at random, and the error is said.

Betweenness (Freeman 1977, by the algorithm of Brandes 2001) is the share of shortest chains that
go through a thing. On a large graph it is the mean of several draws of starting points (Brandes
and Pich 2007), and what the draws differ by gives its error.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_MOST = 400_000_000  # groups in all passes times words of a pass, before things are drawn instead
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

    order = list(nx.dfs_postorder_nodes(done.whole))  # after what waits for it, and near to it
    place = {n: position for position, n in enumerate(order)}
    things = [(n, thing) for n in order for thing in done.named(n)]
    total, left = dict.fromkeys(order, 0), _MOST
    for start in range(0, len(things), _BITS):
        counts = _pass(done.whole, place, things[start : start + _BITS])
        left -= len(counts) * _BITS // 64
        if left < 0 and len(things) > _BITS:
            return _sampled(done.whole, place, chance.sample(things, _BITS), len(things))
        for n, count in counts.items():
            total[n] += count
    return total, 0.0


def _sampled(
    whole: nx.DiGraph[int],
    place: Mapping[int, int],
    drawn: Sequence[tuple[int, Iri]],
    size: int,
) -> tuple[dict[int, int], float]:
    """How many of *size* things wait for each group, as those *drawn* have it, and the error."""
    counts, scale = _pass(whole, place, drawn), size / len(drawn)
    error = 1.96 * size * 0.5 / sqrt(len(drawn))
    return {n: round(counts.get(n, 0) * scale) for n in place}, error


def _pass(
    whole: nx.DiGraph[int], place: Mapping[int, int], things: Iterable[tuple[int, Iri]]
) -> dict[int, int]:
    """How many of *things* wait for each group, among the groups that some of them may wait for.

    By its *place*, each group comes after all that wait for it.
    """
    own: dict[int, int] = {}
    for bit, (group, _) in enumerate(things):
        own[group] = own.get(group, 0) | 1 << bit
    waits: dict[int, int] = {}
    counts: dict[int, int] = {}
    for n in sorted(_before(whole, own), key=place.__getitem__):
        bits = 0
        for after in whole.successors(n):
            bits |= waits.get(after, 0)
        counts[n] = bits.bit_count()
        waits[n] = bits | own.get(n, 0)
    return counts


def _before(whole: nx.DiGraph[int], groups: Iterable[int]) -> set[int]:
    """*groups*, and all that they wait for."""
    found, frontier = set(groups), list(groups)
    while frontier:
        fresh = [n for n in whole.predecessors(frontier.pop()) if n not in found]
        found.update(fresh)
        frontier += fresh
    return found


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
