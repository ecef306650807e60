"""Why one thing depends on another: every chain, the shortest first, and no other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from .small_graphs import (
    AWAITS,
    COORDINATED,
    DIRECTED,
    HINGES,
    MANY,
    NODES,
    Arrow,
    Small,
    iri,
    number,
    short,
    simple_paths,
    smalls,
)

NODE = st.sampled_from(NODES)
ALL = 10_000


def chains(small: Small, one: int, other: int, limit: int = ALL) -> list[tuple[int, ...]]:
    """The chains between two things, by number."""
    found = small.deps.why(short(one), short(other), limit=limit)
    return [tuple(map(number, chain.things)) for chain in found.chains]


def expected(small: Small, one: int, other: int) -> list[tuple[int, ...]]:
    """The same, by trying every way."""
    pairs = small.pairs(*DIRECTED)
    both = simple_paths(one, other, pairs) + simple_paths(other, one, pairs)
    return sorted(both, key=lambda path: (len(path), path))


@MANY
@given(smalls(), NODE, NODE)
def test_the_chains_are_all_simple_paths_and_the_shortest_comes_first(
    small: Small, one: int, other: int
) -> None:
    """A chain that is left out is a reason that nobody weighs."""
    assert chains(small, one, other) == expected(small, one, other)


@MANY
@given(smalls(DIRECTED, acyclic=True), NODE, NODE)
def test_without_circles_the_total_is_exact(small: Small, one: int, other: int) -> None:
    """Where only some are shown, the reader must know of how many."""
    found = small.deps.why(short(one), short(other), limit=1)
    every = expected(small, one, other)

    assert found.total == len(every)
    assert len(found.chains) == min(1, len(every))


@MANY
@given(smalls(), NODE, NODE, st.integers(1, 3))
def test_a_limit_keeps_the_shortest(small: Small, one: int, other: int, limit: int) -> None:
    """What is cut is what is farthest-fetched."""
    shown = chains(small, one, other, limit)
    every = expected(small, one, other)

    assert [len(chain) for chain in shown] == [len(chain) for chain in every[:limit]]
    assert set(shown) <= set(every)


@MANY
@given(smalls(), NODE, NODE)
def test_each_hop_has_its_edges_and_says_how_sure_it_is(small: Small, one: int, other: int) -> None:
    """A hop without an edge is an invention; a soft one must not read as a must."""
    for chain in small.deps.why(short(one), short(other)).chains:
        hops = list(pairwise(map(number, chain.things)))
        told = [[a for a in small.arrows if a.ends == p and a.role in DIRECTED] for p in hops]
        assert [len(hop) for hop in chain.hops] == [len(arrows) for arrows in told]
        assert chain.hard == all(any(not a.soft for a in arrows) for arrows in told)
        assert chain.stated == all(any(not a.inferred for a in arrows) for arrows in told)


def test_what_joins_two_things_without_ordering_them_stands_beside() -> None:
    """Coordination is no chain, but it is an answer to the question."""
    found = Small((Arrow(1, COORDINATED, 2),)).deps.why(short(2), short(1))

    assert (found.chains, found.total) == ((), 0)
    assert [{e.depender, e.dependee} for e in found.beside] == [{iri(1), iri(2)}]


def test_a_ladder_of_ways_is_counted_without_walking_them_all() -> None:
    """Ways double with each rung; a count that walks them never ends."""
    rungs = range(1, 6)
    small = Small(tuple(Arrow(a, HINGES, b) for a in rungs for b in range(a)))
    found = small.deps.why(short(5), short(0), limit=2)

    assert found.total == 2**4
    assert [len(chain.things) for chain in found.chains] == [2, 3]


def test_a_thing_is_no_reason_for_itself() -> None:
    """Asked why a thing depends on itself, only a circle could answer; see ``cycles``."""
    assert chains(Small((Arrow(1, AWAITS, 1),)), 1, 1) == []
