"""What must be settled first: complete, as early as can be, and held up by nothing that is done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import Blockers

from .small_graphs import (
    AWAITS,
    DELEGATES,
    DIRECTED,
    DROPPED,
    HINGES,
    JOINT,
    MANY,
    NODES,
    ORDERING,
    SETTLED,
    Arrow,
    Pair,
    Small,
    heights,
    iri,
    numbers,
    on_circle,
    reach,
    short,
    smalls,
    text,
)

ASKED = st.sets(st.sampled_from(NODES), min_size=1, max_size=2)


def blocks(small: Small, asked: set[int]) -> Blockers:
    """What stands before things of a small graph."""
    return small.deps.blocks(text(asked))


def steps(found: Blockers) -> dict[int, int]:
    """The number of each thing's step, from 1."""
    return {n: i for i, step in enumerate(found.steps, 1) for n in numbers(step)}


def holding(small: Small, asked: set[int]) -> tuple[set[int], set[int]]:
    """What is open before *asked*, and what is handled as one with them."""
    done = small.settled - asked
    open_ = set(NODES) - done
    orders = small.pairs(*ORDERING, among=open_) | small.mates(open_)
    found = reach(asked, orders)
    own = reach(asked, small.mates(found))
    return found - own, own


def ordered(small: Small, asked: set[int]) -> tuple[set[int], set[Pair], set[int]]:
    """What can be ordered among it, who waits for whom there, and what goes in circles."""
    held, own = holding(small, asked)
    there = (held - small.lapsed) | own
    waits = small.pairs(*ORDERING, among=there)
    rings = on_circle(waits)
    stuck = reach(rings, {(b, a) for a, b in waits})
    return there - stuck, waits, rings


@MANY
@given(smalls(), ASKED)
def test_steps_hold_all_that_is_open_and_can_be_ordered(small: Small, asked: set[int]) -> None:
    """What is left out of a plan is found out too late; what is put in for nothing costs work."""
    held, _ = holding(small, asked)
    free, _, _ = ordered(small, asked)

    assert set(steps(blocks(small, asked))) == (held & free) - small.lapsed - small.findings


@MANY
@given(smalls(), ASKED)
def test_a_step_is_the_longest_way_there(small: Small, asked: set[int]) -> None:
    """Every edge is respected, joint handling too, and nothing stands later than it must."""
    found = steps(blocks(small, asked))
    free, waits, _ = ordered(small, asked)
    inner = {(a, b) for a, b in waits if {a, b} <= free}
    height = heights(free, inner, small.mates(free), set(found))

    assert found == {n: height[n] for n in found}


@MANY
@given(smalls(), ASKED)
def test_every_circle_before_a_thing_is_found_and_nothing_else(
    small: Small, asked: set[int]
) -> None:
    """A circle that goes unnoticed blocks for ever; a false one sets people against each other."""
    found = blocks(small, asked)
    _, waits, rings = ordered(small, asked)

    assert {n for ring in found.cycles for n in numbers(ring)} <= rings
    for ring in found.cycles:
        around = [int(name[-1]) for name in ring]
        assert set(zip(around, [*around[1:], around[0]], strict=True)) <= waits
    assert bool(found.cycles) == bool(rings)


@MANY
@given(smalls(), ASKED)
def test_what_may_start_awaits_nothing_open_but_hinges_on_something(
    small: Small, asked: set[int]
) -> None:
    """To hinge on a thing is no reason to sit and wait for it."""
    found = blocks(small, asked)
    held, _ = holding(small, asked)
    open_ = set(NODES) - (small.settled - asked)
    there = (held | asked) - small.findings - small.lapsed - small.settled
    awaiting = {a for a, b in small.pairs(AWAITS, DELEGATES) if b in open_}
    hinging = {a for a, b in small.pairs(HINGES) if b in open_}

    assert numbers(found.startable) == (there & hinging) - awaiting - numbers(found.ready)


@MANY
@given(smalls(), ASKED)
def test_settled_lapsed_and_findings_stand_apart(small: Small, asked: set[int]) -> None:
    """They take no step, but a reader asks where they went."""
    found = blocks(small, asked)
    held, _ = holding(small, asked)
    scope = reach(asked, small.pairs(*DIRECTED) | small.mates())

    assert numbers(found.lapsed) == held & small.lapsed
    assert numbers(found.outside) == held & small.findings
    assert numbers(found.settled) == (scope & small.settled) - asked
    assert found.states.keys() == {iri(n) for n, _ in small.noted} & set(map(iri, scope))


# --- one case each --------------------------------------------------------------------------------


def test_what_lies_behind_a_settled_thing_blocks_no_longer() -> None:
    """What is done needed it, and did without; nobody else need wait."""
    small = Small((Arrow(1, AWAITS, 2), Arrow(2, AWAITS, 3)), ((2, SETTLED),))
    found = blocks(small, {1})

    assert (found.steps, found.settled) == ((), (iri(2),))


def test_a_partner_comes_along_although_nobody_awaits_it() -> None:
    """Handled as one with what is upstream, it must be settled at the same time."""
    found = blocks(Small((Arrow(1, AWAITS, 2), Arrow(2, JOINT, 3), Arrow(3, AWAITS, 4))), {1})

    assert found.steps == ((short(4),), (short(2), short(3)))


def test_a_finding_takes_no_step_but_what_it_goes_through_does() -> None:
    """Nobody can carry out a finding; somebody must carry out what it points at."""
    small = Small((Arrow(1, AWAITS, 2), Arrow(2, DELEGATES, 3)), (), frozenset({2}))
    found = blocks(small, {1})

    assert (found.steps, found.outside) == (((short(3),),), (short(2),))


def test_what_has_lapsed_is_no_step_and_is_named() -> None:
    """Whoever waits for it waits in vain, and must be told."""
    found = blocks(Small((Arrow(1, AWAITS, 2),), ((2, DROPPED),)), {1})

    assert (found.steps, found.lapsed) == ((), (short(2),))


def test_to_hinge_on_what_is_settled_is_to_hinge_on_nothing() -> None:
    """It may simply be done; "may start although" would send the reader to look for a reason."""
    small = Small((Arrow(1, HINGES, 2),), ((2, SETTLED),))

    assert blocks(small, {1}).startable == ()


@pytest.mark.parametrize(
    "small",
    [
        Small((Arrow(1, HINGES, 2),), (), frozenset({1})),
        Small((Arrow(1, HINGES, 2),), ((1, DROPPED),)),
        Small((Arrow(1, HINGES, 2),), ((1, SETTLED),)),
    ],
)
def test_what_is_no_work_or_is_over_cannot_start(small: Small) -> None:
    """Asked about a finding, or about what is done, nobody wants to be told to begin with it."""
    assert blocks(small, {1}).startable == ()


def test_a_circle_through_a_partner_of_what_is_asked_is_a_circle() -> None:
    """1 is handled with 2, and 2 and 3 wait for each other: nothing of it is ready."""
    small = Small((Arrow(1, JOINT, 2), Arrow(2, AWAITS, 3), Arrow(3, AWAITS, 2)))
    found = blocks(small, {1})

    assert found.cycles == ((short(2), short(3)),)
    assert found.ready == ()


def test_nothing_vanishes_where_joint_handling_leads_round() -> None:
    """3 waits for 1, and 1 for 3 only by what it is handled with: 3 is still to be done."""
    small = Small((Arrow(1, JOINT, 2), Arrow(2, AWAITS, 3), Arrow(3, AWAITS, 1)))

    assert blocks(small, {1}).steps == ((short(3),),)


@pytest.mark.parametrize("role", ORDERING)
def test_each_kind_of_dependency_orders(role: str) -> None:
    """To await, to be handled through and to hinge on: each puts the other first."""
    assert blocks(Small((Arrow(1, role, 2),)), {1}).steps == ((short(2),),)
