"""Circles: all that waits for itself, told alike by the checks of plans, and where to open them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names, queryfiles
from naravard_kg.dependencies.cycles import Cycles
from naravard_kg.dependencies.edges import Edge

from .small_graphs import (
    ANSWERS,
    AWAITS,
    COORDINATED,
    DIRECTED,
    HINGES,
    JOINT,
    MANY,
    NODES,
    Arrow,
    Pair,
    Small,
    beyond,
    iri,
    number,
    numbers,
    on_circle,
    smalls,
    text,
)

ENTANGLED = smalls(statuses=("genomfort",), findings=False)


def flagged(graph: KnowledgeGraph, check: str) -> set[int]:
    """The things that a check of plans finds fault with."""
    (file,) = (one for one in queryfiles.in_folder("checks") if one.name == check)
    rows = graph.select(file.bind({"entity": [iri(n) for n in NODES]})).rows
    return numbers(str(row[0]) for row in rows)


def ends(edge: Edge) -> Pair:
    """The numbers of an edge's ends."""
    return number(edge.depender), number(edge.dependee)


def found(small: Small) -> Cycles:
    """The circles of a small graph."""
    return small.deps.cycles()


@MANY
@given(ENTANGLED)
def test_what_is_entangled_is_what_the_checks_find(small: Small) -> None:
    """Two answers to one question, by two engines, must not differ."""
    every = flagged(small.graph, "no-cycle") | flagged(small.graph, "no-hard-cycle")

    assert numbers(found(small).entangled) == every == on_circle(small.waits())


@MANY
@given(ENTANGLED)
def test_a_deadlock_is_what_the_stricter_check_finds(small: Small) -> None:
    """A circle that hinges can be begun; one that only awaits never can."""
    hard = flagged(small.graph, "no-hard-cycle")
    deadlocked = {n for c in found(small).circles if c.deadlock for n in numbers(c.things)}

    assert deadlocked <= hard
    if not any(arrow.soft or arrow.inferred for arrow in small.arrows):
        assert bool(deadlocked) == bool(hard)


@MANY
@given(ENTANGLED)
def test_without_the_closing_hops_nothing_goes_in_circles(small: Small) -> None:
    """What is proposed to be given up must be enough."""
    opened = {ends(circle.closing) for circle in found(small).circles}

    assert on_circle(small.waits() - opened) == set()


@MANY
@given(ENTANGLED)
def test_each_hop_is_real_and_the_closing_edge_is_its_weakest(small: Small) -> None:
    """A circle is printed with arrows; each must stand for an edge that a source can be shown for."""
    for circle in found(small).circles:
        things = list(map(number, circle.things))
        pairs = list(zip(things, [*things[1:], things[0]], strict=True))
        assert len(set(things)) == len(things)
        assert set(pairs) <= small.waits()
        assert [set(map(ends, hop)) for hop in circle.hops] == [{pair} for pair in pairs]
        assert circle.closing in {edge for hop in circle.hops for edge in hop}
        surest = [min((e.inferred, e.is_soft) for e in hop) for hop in circle.hops]
        (own,) = (hop for hop in circle.hops if circle.closing in hop)
        assert min((e.inferred, e.is_soft) for e in own) == max(surest)


@MANY
@given(smalls(findings=False), st.sets(st.sampled_from(NODES), min_size=1, max_size=2))
def test_a_selector_keeps_the_circles_of_what_it_chooses(small: Small, chosen: set[int]) -> None:
    """Whoever asks about one plan must not be shown the tangles of all others."""
    waits = small.waits()
    expected = {m for n in chosen for m in NODES if m in beyond(n, waits) and n in beyond(m, waits)}

    assert numbers(small.deps.cycles(text(chosen)).entangled) == expected


@MANY
@given(smalls((JOINT, COORDINATED), findings=False))
def test_what_orders_nothing_makes_no_circle(small: Small) -> None:
    """To work together is not to wait for each other."""
    assert found(small).circles == ()


@MANY
@given(smalls(DIRECTED, acyclic=True))
def test_where_nothing_waits_for_itself_nothing_is_found(small: Small) -> None:
    """A false circle sets people against each other."""
    assert (found(small).circles, found(small).entangled) == ((), ())


def test_a_circle_through_a_proposal_names_it() -> None:
    """Nobody states that 1 awaits 3; the reader must see by which proposal it follows."""
    small = Small((Arrow(1, AWAITS, 2), Arrow(2, ANSWERS, 3), Arrow(3, AWAITS, 1)))
    (circle,) = found(small).circles

    assert numbers(circle.things) == {1, 3}
    assert [e.through for hop in circle.hops for e in hop if e.through] == [(iri(2),)]
    assert circle.deadlock


def test_a_circle_is_opened_where_least_stands_behind_it() -> None:
    """Inferred gives way before stated, soft before hard, hinging before awaiting."""
    for weak in (Arrow(2, AWAITS, 1, inferred=True), Arrow(2, AWAITS, 1, soft=True)):
        (circle,) = found(Small((Arrow(1, AWAITS, 2), weak))).circles
        assert ends(circle.closing) == (2, 1)
    (circle,) = found(Small((Arrow(1, AWAITS, 2), Arrow(2, HINGES, 1)))).circles
    assert ends(circle.closing) == (2, 1)
    assert not circle.deadlock


def test_the_shipped_dependencies_hold_no_circle(shipped: KnowledgeGraph) -> None:
    """A plan that waits for itself would have been an error of reading."""
    from naravard_kg.dependencies import dependencies

    assert list(map(names.short, dependencies(shipped).cycles().entangled)) == []
