"""On what most hangs: counts that are exact, and draws that say how far they may be off."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given

from naravard_kg.dependencies import bottlenecks as module
from naravard_kg.dependencies.bottlenecks import Bottlenecks

from .small_graphs import (
    AWAITS,
    JOINT,
    MANY,
    Arrow,
    Small,
    groups,
    numbers,
    reach,
    smalls,
)

Group = frozenset[int]


def condensed(small: Small) -> tuple[nx.DiGraph[Group], set[int]]:
    """The open groups, from what is first to what waits for it; and what takes a place."""
    open_ = small.linked - small.settled - small.lapsed
    waits = small.waits(open_)
    group = groups(open_, waits, small.mates(open_))
    drawn: nx.DiGraph[Group] = nx.DiGraph()
    drawn.add_nodes_from(group.values())
    drawn.add_edges_from((group[b], group[a]) for a, b in waits if group[a] != group[b])
    return drawn, open_ - small.findings


@MANY
@given(smalls())
def test_how_many_wait_is_counted_exactly(small: Small) -> None:
    """A figure that people set priorities by must be right."""
    found = small.deps.bottlenecks()
    drawn, listed = condensed(small)
    pairs = {(a, b) for a in drawn for b in drawn.successors(a)}
    expected = {}
    for group in drawn:
        behind = set().union(*_behind(group, pairs)) & listed
        if behind and group & listed:
            expected[group & listed] = len(behind)

    assert {frozenset(numbers(b.things)): b.waiting for b in found.places} == expected
    assert [b.waiting for b in found.places] == sorted(expected.values(), reverse=True)
    assert (found.open, found.starts) == (len(listed), 0)


def _behind(group: Group, pairs: set[tuple[Group, Group]]) -> set[Group]:
    found: set[Group] = set()
    while more := {b for a, b in pairs if a == group or a in found} - found:
        found |= more
    return found


@MANY
@given(smalls())
def test_a_cut_is_what_the_graph_falls_apart_without(small: Small) -> None:
    """Told by taking it away and counting the pieces."""
    drawn, listed = condensed(small)
    places = {frozenset(numbers(b.things)): b for b in small.deps.bottlenecks().places}
    for group in drawn:
        if place := places.get(group & listed):
            whole = drawn.to_undirected()
            pieces = nx.number_connected_components(whole)
            whole.remove_node(group)
            assert place.cut == (nx.number_connected_components(whole) > pieces)


@MANY
@given(smalls())
def test_betweenness_is_the_share_of_shortest_chains(small: Small) -> None:
    """The same figure as a researcher gets who draws the graph herself."""
    drawn, listed = condensed(small)
    between = {group & listed: share for group, share in nx.betweenness_centrality(drawn).items()}
    for place in small.deps.bottlenecks().places:
        assert place.betweenness == pytest.approx(between[frozenset(numbers(place.things))])
        assert (place.waiting_error, place.betweenness_error) == (0.0, 0.0)


def test_partners_are_one_place() -> None:
    """What is handled as one is waited for as one."""
    (place,) = Small((Arrow(1, AWAITS, 2), Arrow(2, JOINT, 3))).deps.bottlenecks().places

    assert (numbers(place.things), place.waiting, place.direct) == ({2, 3}, 1, 1)


# --- large graphs -------------------------------------------------------------------------------


def large(seed: int = 7, size: int = 120) -> Small:
    """A graph of some hundred things, each waiting for two before it."""
    chance = random.Random(seed)  # noqa: S311 -- a sample, no secret
    ends = {(a, chance.randrange(max(0, a - 30), a)) for a in range(1, size) for _ in range(2)}
    return Small(tuple(Arrow(a, AWAITS, b) for a, b in sorted(ends)))


def test_drawn_figures_lie_within_the_error_they_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is stated too small is worse than none; 95 % of the figures must hold it."""
    small = large()
    exact = {b.things: b for b in small.deps.bottlenecks().places}
    _make_small(monkeypatch)
    held = [
        abs(getattr(b, figure) - getattr(exact[b.things], figure)) <= getattr(b, f"{figure}_error")
        for seed in range(6)
        for b in small.deps.bottlenecks(seed=seed).places
        if b.things in exact
        for figure in ("waiting", "betweenness")
    ]

    assert len(held) > 500
    assert sum(held) / len(held) > 0.9


def test_a_draw_can_be_had_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure in a report must be the same tomorrow."""
    small = large()
    _make_small(monkeypatch)
    once, again, other = (_figures(small.deps.bottlenecks(seed=seed)) for seed in (1, 1, 2))

    assert once == again != other


def _figures(found: Bottlenecks) -> list[tuple[int, float]]:
    assert found.starts
    return [(b.waiting, b.betweenness) for b in found.places]


def _make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a graph count as large sooner."""
    for name, value in (("_MOST", 0), ("_BITS", 40), ("_EXACT", 10), ("_STARTS", 15_000)):
        monkeypatch.setattr(module, name, value)


def test_many_passes_count_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond some thousands of things the count is made in passes, and must stay the same."""
    small = large()
    once = small.deps.bottlenecks()
    monkeypatch.setattr(module, "_BITS", 7)

    assert small.deps.bottlenecks() == once
    assert once.places[0].waiting == len(_behind_all(small, once)) - len(once.places[0].things)


def _behind_all(small: Small, found: Bottlenecks) -> set[int]:
    waits = {(b, a) for a, b in (arrow.ends for arrow in small.arrows)}
    return reach(numbers(found.places[0].things), waits)
