"""An order: every dependency respected, nothing later than it must, nothing lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dependencies.planning import Order

from .small_graphs import (
    ANSWERS,
    AWAITS,
    DIRECTED,
    JOINT,
    MANY,
    NODES,
    SETTLED,
    Arrow,
    Pair,
    Small,
    groups,
    heights,
    iri,
    numbers,
    on_circle,
    reach,
    smalls,
    text,
)

CHOSEN = st.none() | st.sets(st.sampled_from(NODES), min_size=1, max_size=5)
Chosen = set[int] | None


def order(small: Small, chosen: Chosen) -> Order:
    """The order of chosen things of a small graph."""
    return small.deps.order(None if chosen is None else text(chosen))


def levels(found: Order) -> dict[int, int]:
    """The level of each thing, from 1."""
    return {
        n: i
        for i, level in enumerate(found.levels, 1)
        for place in level
        for n in numbers(place.things)
    }


def expected(small: Small, chosen: Chosen) -> tuple[set[int], set[int], set[int], set[Pair]]:
    """What is chosen, what of it takes a place, what is open around it, who waits for whom there."""
    things = small.linked if chosen is None else chosen
    scope = reach(things, small.pairs(*DIRECTED) | small.mates())
    open_ = scope - small.settled - small.lapsed
    listed = things - small.settled - small.lapsed - small.findings
    return things, listed, open_, small.waits(open_)


@MANY
@given(smalls(), CHOSEN)
def test_every_open_thing_stands_exactly_once_and_the_rest_is_named(
    small: Small, chosen: Chosen
) -> None:
    """A thing that is lost is not done; one that stands twice is done twice."""
    found = order(small, chosen)
    things, listed, _, _ = expected(small, chosen)
    placed = [n for level in found.levels for place in level for n in numbers(place.things)]

    assert sorted(placed) == sorted(listed)
    assert numbers(found.settled) == things & small.settled
    assert numbers(found.lapsed) == things & small.lapsed
    assert numbers(found.outside) == (things & small.findings) - small.settled


@MANY
@given(smalls(), CHOSEN)
def test_a_level_is_the_longest_way_there(small: Small, chosen: Chosen) -> None:
    """Edges through what was not chosen count, and the edge that follows from a proposal."""
    found = levels(order(small, chosen))
    _, listed, open_, waits = expected(small, chosen)
    height = heights(open_, waits, small.mates(open_), listed)

    assert found == {n: height[n] for n in listed}


@MANY
@given(smalls(), CHOSEN)
def test_what_waits_stands_later_or_in_the_same_place(small: Small, chosen: Chosen) -> None:
    """The one promise that an order makes, told without any reckoning of levels."""
    found = order(small, chosen)
    _, _, _, waits = expected(small, chosen)
    level = levels(found)
    place = {n: p for row in found.levels for p in row for n in numbers(p.things)}

    for a, b in waits:
        if a in level and b in level:
            assert level[b] < level[a] or place[a] is place[b]


@MANY
@given(smalls(), CHOSEN)
def test_a_place_holds_what_is_handled_as_one_and_knows_its_neighbours(
    small: Small, chosen: Chosen
) -> None:
    """What comes right before a place, and how many need it, is why it stands where it does."""
    found = order(small, chosen)
    _, listed, open_, waits = expected(small, chosen)
    group = groups(open_, waits, small.mates(open_))
    rings = on_circle(waits)

    for place in (place for level in found.levels for place in level):
        here = group[min(numbers(place.things))]
        before = {m for a, b in waits if a in here and b not in here for m in group[b]}
        after = {m for a, b in waits if b in here and a not in here for m in group[a]}
        assert numbers(place.things) == here & listed
        assert numbers(place.after) == before
        assert place.followers == len(after & listed)
        assert place.circle == bool(here & rings)


def test_to_await_a_proposal_is_to_await_what_it_answers() -> None:
    """Nobody states that 3 awaits 1, but a stand on the proposal is a stand on 1."""
    small = Small((Arrow(3, AWAITS, 2), Arrow(2, ANSWERS, 1)))

    assert levels(order(small, {1, 3})) == {1: 1, 3: 2}


def test_a_settled_proposal_passes_no_order_on() -> None:
    """What it answers may still be open; whoever awaited the proposal waits no longer."""
    small = Small((Arrow(3, AWAITS, 2), Arrow(2, ANSWERS, 1)), ((2, SETTLED),))

    assert levels(order(small, {1, 2, 3})) == {1: 1, 3: 1}


def test_what_was_not_chosen_still_lies_between() -> None:
    """3 awaits 2, which awaits 1: leaving 2 out of the plan lets 3 start no sooner."""
    small = Small((Arrow(3, AWAITS, 2), Arrow(2, AWAITS, 1)))

    assert levels(order(small, {1, 3})) == {1: 1, 3: 2}


def test_partners_stand_in_one_place() -> None:
    """They are handled as one; an order between them would be an invention."""
    found = order(Small((Arrow(1, JOINT, 2), Arrow(2, AWAITS, 3))), None)

    assert [[place.things for place in level] for level in found.levels] == [
        [(iri(3),)],
        [(iri(1), iri(2))],
    ]
