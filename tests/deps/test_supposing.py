"""What if: what becomes free, what still waits, what loses its ground."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dependencies.supposing import Supposition

from .small_graphs import (
    ANSWERS,
    AWAITS,
    DELEGATES,
    DIRECTED,
    HINGES,
    MANY,
    NODES,
    ORDERING,
    SETTLED,
    Arrow,
    Small,
    iri,
    number,
    numbers,
    reach,
    smalls,
    text,
)

SOME = st.sets(st.sampled_from(NODES), max_size=2)


def what_if(small: Small, done: Collection[int], dropped: Collection[int]) -> Supposition:
    """What changes in a small graph."""
    return small.deps.what_if(done=[text([n]) for n in done], dropped=[text([n]) for n in dropped])


@dataclass(frozen=True)
class Naive:
    """The sets that the answer is made of, as the words of the question have them."""

    small: Small
    done: set[int]
    gone: set[int]

    @property
    def touched(self) -> set[int]:
        """What is supposed, and all that depends on it."""
        return reach(self.done | self.gone, {(b, a) for a, b in self.small.pairs(*DIRECTED)})

    def settled(self, given: set[int]) -> set[int]:
        """What is settled when *given* is."""
        found = set(given)
        while more := {n for n in self.touched - found if self._goes_along(n, found)}:
            found |= more
        return found

    def _goes_along(self, thing: int, found: set[int]) -> bool:
        through = {a for a, _ in self.small.pairs(DELEGATES)}
        return thing in through and not self.open(thing, found)

    def open(self, thing: int, found: set[int], *roles: str) -> set[int]:
        """What a thing waits for that is not among *found*."""
        return {b for a, b in self.small.pairs(*(roles or ORDERING)) if a == thing} - found

    @property
    def old(self) -> set[int]:
        """What is settled as it is."""
        return self.settled(self.small.settled - self.gone)

    @property
    def new(self) -> set[int]:
        """What is settled as it is supposed."""
        return self.settled(self.old | self.done)

    @property
    def waiting(self) -> set[int]:
        """What is neither settled nor gone, nor falls."""
        return self.touched - self.new - self.gone - self.groundless

    @property
    def groundless(self) -> set[int]:
        """What cannot do without what is gone: a must of it is, or all that it answers."""
        hard = {a.ends for a in self.small.arrows if a.role in ORDERING and not a.soft}
        lost = set(self.gone)
        while more := ({a for a, b in hard if b in lost} | self._unasked(lost)) - self.new:
            if more <= lost:
                break
            lost |= more
        return lost - self.gone

    def _unasked(self, lost: set[int]) -> set[int]:
        answered = self.small.pairs(ANSWERS)
        return {a for a, _ in answered if {y for x, y in answered if x == a} <= lost}

    @property
    def weakened(self) -> set[int]:
        """What should not have to do without it."""
        fallen = self.gone | self.groundless
        falling = {(b, a) for a, b in self.small.pairs(*DIRECTED) if a not in self.new}
        return reach(fallen, falling) - fallen


@MANY
@given(smalls(), SOME, SOME)
def test_what_is_freed_held_and_settled(small: Small, done: set[int], dropped: set[int]) -> None:
    """Who is told that the way is free must find it free."""
    found, naive = what_if(small, done, dropped), Naive(small, done - dropped, dropped)
    past = naive.new | naive.gone
    held = {n: by for n in naive.waiting if (by := naive.open(n, past))}
    freed = {n for n in naive.waiting - held.keys() if naive.open(n, naive.old)}
    starting = (AWAITS, DELEGATES)

    assert {number(h.thing): numbers(h.by) for h in found.held} == held
    assert numbers(found.freed) == freed
    assert numbers(found.startable) == {
        n
        for n in naive.waiting - freed
        if naive.open(n, naive.old, *starting) and not naive.open(n, past, *starting)
    }
    assert numbers(found.settled) == (naive.new - naive.old - naive.done) & naive.touched


@MANY
@given(smalls(), SOME, SOME)
def test_what_falls_and_what_is_only_weakened(
    small: Small, done: set[int], dropped: set[int]
) -> None:
    """A should that is dropped leaves a thing standing; a must does not."""
    found, naive = what_if(small, done, dropped), Naive(small, done - dropped, dropped)

    assert numbers(found.groundless) == naive.groundless
    assert numbers(found.weakened) == naive.weakened
    assert (numbers(found.done), numbers(found.dropped)) == (done - dropped, dropped)


def test_settling_one_of_two_frees_nobody() -> None:
    """The reader must see what still holds it."""
    found = what_if(Small((Arrow(3, AWAITS, 1), Arrow(3, AWAITS, 2))), {1}, ())

    assert found.freed == ()
    assert [(h.thing, h.by) for h in found.held] == [(iri(3), (iri(2),))]


def test_what_is_handled_through_another_is_settled_with_it_and_frees_on() -> None:
    """It gets no work of its own, so there is nothing left to wait for."""
    found = what_if(Small((Arrow(2, DELEGATES, 1), Arrow(3, AWAITS, 2))), {1}, ())

    assert (found.settled, found.freed) == ((iri(2),), (iri(3),))


def test_dropping_what_was_softly_awaited_lets_the_rest_start() -> None:
    """3 should await 1 and hinges on 2: without 1 it may start, though not be settled."""
    small = Small((Arrow(3, AWAITS, 1, soft=True), Arrow(3, HINGES, 2)))
    found = what_if(small, (), {1})

    assert (found.startable, found.weakened, found.groundless) == ((iri(3),), (iri(3),), ())


def test_what_is_settled_already_is_freed_by_nothing() -> None:
    """It needs no freeing."""
    small = Small((Arrow(2, AWAITS, 1),), ((2, SETTLED),))

    assert what_if(small, {1}, ()).freed == ()


def test_a_proposal_falls_with_all_that_it_answers_and_not_before() -> None:
    """It answers two assignments: without one it stands, without both nobody asks for it."""
    small = Small((Arrow(3, ANSWERS, 1), Arrow(3, ANSWERS, 2)))

    assert what_if(small, (), {1}).weakened == (iri(3),)
    assert what_if(small, (), {1, 2}).groundless == (iri(3),)
