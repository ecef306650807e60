"""The longest chain, and what everything else has to spare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dependencies.critical import DAYS, STEPS, Critical
from naravard_kg.graph import of_quads
from naravard_kg.terms import Quad

from .small_graphs import (
    AWAITS,
    HOME,
    MANY,
    NODES,
    Arrow,
    Small,
    groups,
    iri,
    number,
    numbers,
    nv,
    smalls,
)

START = date(2026, 1, 1)
LASTING = st.dictionaries(st.sampled_from(NODES), st.integers(0, 50))
Group = frozenset[int]


def joined(small: Small) -> tuple[dict[int, Group], set[tuple[Group, Group]], set[int]]:
    """The groups of what is open, which waits for which, and what takes a place."""
    open_ = small.linked - small.settled - small.lapsed
    waits = small.waits(open_)
    group = groups(open_, waits, small.mates(open_))
    pairs = {(group[a], group[b]) for a, b in waits if group[a] != group[b]}
    return group, pairs, open_ - small.findings


def longest(
    one: Group, pairs: set[tuple[Group, Group]], lasting: Mapping[int, int], listed: set[int]
) -> int:
    """The longest way to the end of *one*, by trying every way."""
    own = max((lasting.get(n, 0) for n in one & listed), default=0)
    return own + max((longest(b, pairs, lasting, listed) for a, b in pairs if a == one), default=0)


def agree(small: Small, found: Critical, lasting: Mapping[int, int]) -> None:
    """Assert all that must hold of slots where there is no deadline."""
    group, pairs, listed = joined(small)
    earliest = {n: longest(group[n], pairs, lasting, listed) for n in group}
    slots = {n: slot for slot in found.slots for n in numbers(slot.things)}

    assert found.length == max(earliest.values(), default=0)
    assert slots.keys() == listed
    assert {n: slot.earliest for n, slot in slots.items()} == {n: earliest[n] for n in listed}
    assert all(slot.slack >= 0 for slot in slots.values())
    _fits(group, pairs, found, slots={group[n]: slot.latest for n, slot in slots.items()})


def _fits(
    group: Mapping[int, Group],
    pairs: set[tuple[Group, Group]],
    found: Critical,
    slots: Mapping[Group, int],
) -> None:
    lasting = {group[n]: s.duration for s in found.slots for n in numbers(s.things)}
    for a, b in pairs:
        if a in slots and b in slots:
            assert slots[b] <= slots[a] - lasting[a]
    on_chain = {n for things in found.chain for n in numbers(things)}
    assert all(s.slack == 0 for s in found.slots if numbers(s.things) & on_chain)
    assert sum(lasting[group[number(things[0])]] for things in found.chain) == found.length


@MANY
@given(smalls())
def test_in_steps_the_length_is_the_longest_way(small: Small) -> None:
    """Without durations the critical chain is the one with the most links."""
    found = small.deps.critical()

    agree(small, found, dict.fromkeys(NODES, 1))
    assert (found.unit, found.unknown, found.start) == (STEPS, 0, None)


@MANY
@given(smalls(), LASTING)
def test_in_days_the_length_is_the_longest_way(small: Small, lasting: dict[int, int]) -> None:
    """What has no known duration counts as none, and the reader is told how many there are."""
    durations = {iri(n): days for n, days in lasting.items()}
    found = small.deps.critical(durations=durations, start=START)

    agree(small, found, lasting)
    assert (found.unit, found.start) == (DAYS, START)
    assert found.unknown == len(joined(small)[2] - lasting.keys())


@MANY
@given(smalls(acyclic=True), LASTING, st.integers(0, 5))
def test_what_holds_up_nothing_can_be_that_much_later(
    small: Small, lasting: dict[int, int], which: int
) -> None:
    """Slack means: so many days more, and the whole is done on the same day."""
    days = {n: lasting.get(n, 1) for n in NODES}
    durations = {iri(n): d for n, d in days.items()}
    found = small.deps.critical(durations=durations, start=START)
    slots = [s for s in found.slots if iri(which) in s.things]

    for slot in slots:
        own = slot.duration + slot.slack
        again = small.deps.critical(durations={**durations, iri(which): own}, start=START)
        later = small.deps.critical(durations={**durations, iri(which): own + 1}, start=START)
        assert (again.length, later.length) == (found.length, found.length + 1)


@MANY
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 100))
def test_a_deadline_that_cannot_be_kept_leaves_less_than_nothing(
    first: int, then: int, due: int
) -> None:
    """2 waits for 1: both are late by as much as the target date of 2 comes too soon."""
    day = START + timedelta(days=due)
    small = Small((Arrow(2, AWAITS, 1),))
    small.graph.add([Quad(iri(2), nv("targetDate"), day, HOME)])
    found = small.deps.critical(durations={iri(1): first, iri(2): then}, start=START)

    assert {s.things[0]: s.slack for s in found.slots} == dict.fromkeys(
        (iri(1), iri(2)), due - first - then
    )
    assert {s.things[0]: s.deadline for s in found.slots} == {iri(1): None, iri(2): day}


def test_a_stated_period_is_a_duration_and_a_day_to_begin() -> None:
    """What a source says of time need not be said again; both ends of a period count."""
    small = Small((Arrow(2, AWAITS, 1),))
    stated = of_quads(small.graph.quads())
    stated.add([Quad(iri(1), nv("statedDate"), "2026-01-11/2026-01-20", HOME)])
    from naravard_kg.dependencies import dependencies

    found = dependencies(stated).critical(durations={iri(2): 5}, start=START)

    assert {s.things[0]: (s.duration, s.earliest) for s in found.slots} == {
        iri(1): (10, 20),
        iri(2): (5, 25),
    }
    assert found.day(found.length) == date(2026, 1, 26)
