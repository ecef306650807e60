"""What a delay touches: all that is reached, told apart by how and how surely."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dependencies.impact import AFFECTED, STOPPED, Impact

from .small_graphs import (
    ANSWERS,
    AWAITS,
    COORDINATED,
    DELEGATES,
    DIRECTED,
    HINGES,
    JOINT,
    MANY,
    NODES,
    SETTLED,
    Arrow,
    Pair,
    Small,
    number,
    numbers,
    smalls,
    steps_away,
    text,
)

ASKED = st.sets(st.sampled_from(NODES), min_size=1, max_size=2)


def touched(found: Impact) -> dict[int, tuple[int, str, bool]]:
    """What is touched, in how many steps, how, and how surely."""
    return {number(one.thing): (one.steps, one.effect, one.firm) for one in found.touched}


def onward(small: Small, asked: set[int], *roles: str, firm: bool = False) -> set[Pair]:
    """To what a delay passes on, from where; what is settled passes nothing on."""
    kept = [a for a in small.arrows if a.role in roles and not (firm and (a.soft or a.inferred))]
    pairs = {(a.dependee, a.depender) for a in kept}
    pairs |= {a.ends for a in kept if a.role == JOINT}
    return {(a, b) for a, b in pairs if a not in small.settled - asked}


@MANY
@given(smalls(), ASKED)
def test_what_is_touched_is_what_is_reached(small: Small, asked: set[int]) -> None:
    """One thing left out is one body that nobody warns."""
    found = small.deps.impact(text(asked))
    every = steps_away(asked, onward(small, asked, *DIRECTED, JOINT))
    late = steps_away(asked, onward(small, asked, AWAITS, DELEGATES, ANSWERS, JOINT))
    stopping = {b for a, b in onward(small, asked, AWAITS, DELEGATES, JOINT) if a in late}
    firm = steps_away(asked, onward(small, asked, *DIRECTED, JOINT, firm=True))

    assert touched(found) == {
        n: (hop, STOPPED if n in stopping else AFFECTED, n in firm)
        for n, hop in every.items()
        if n not in asked and n not in small.settled
    }
    assert numbers(found.settled) == (every.keys() & small.settled) - asked
    assert numbers(found.origin) == asked


@MANY
@given(smalls(), ASKED)
def test_the_nearest_come_first_and_coordination_passes_nothing_on(
    small: Small, asked: set[int]
) -> None:
    """A reader stops reading; what is near must not stand last."""
    found = small.deps.impact(text(asked))
    hops = [one.steps for one in found.touched]
    beside = small.pairs(COORDINATED, JOINT)

    assert hops == sorted(hops)
    assert {frozenset((number(e.depender), number(e.dependee))) for e in found.coordination} == {
        frozenset(pair) for pair in beside if asked & set(pair)
    }


def test_what_is_settled_passes_nothing_on() -> None:
    """3 needed 2, which is done: a delay of 1 comes too late to touch either."""
    small = Small((Arrow(3, AWAITS, 2), Arrow(2, AWAITS, 1)), ((2, SETTLED),))
    found = small.deps.impact(text({1}))

    assert (touched(found), numbers(found.settled)) == ({}, {2})


def test_one_soft_hop_makes_a_chain_unsure_and_one_hinge_lets_go_on() -> None:
    """The weakest hop decides what may be said of a whole chain."""
    small = Small((Arrow(2, AWAITS, 1, soft=True), Arrow(3, HINGES, 2), Arrow(4, AWAITS, 1)))

    assert touched(small.deps.impact(text({1}))) == {
        2: (1, STOPPED, False),
        3: (2, AFFECTED, False),
        4: (1, STOPPED, True),
    }
