"""What waits for what: every edge respected, every circle found, nothing ordered that is not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import Blockers, KnowledgeGraph, names
from naravard_kg.dependencies import AWAITS, HANDLED_THROUGH, HINGES_ON, TOGETHER
from naravard_kg.errors import UnknownNameError
from naravard_kg.graph import of_quads
from naravard_kg.terms import RDF, Cell, Iri, Quad

HOME = Iri("urn:g")
NODES = range(6)
ORDERING = (AWAITS, HANDLED_THROUGH, HINGES_ON)
COORDINATED = Iri(names.ONTOLOGY + "isCoordinatedWith")
DONE = Iri(names.VOCABULARIES + "status/genomfort")
STARTED = Iri(names.VOCABULARIES + "status/pagaende")
Pair = tuple[int, int]
PAIRS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))
PROPERTY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def thing(number: int) -> Iri:
    """An assignment of the small graphs."""
    return names.thing("uppdrag", f"a-{number}")


def short(number: int) -> str:
    """Its short name."""
    return f"uppdrag/a-{number}"


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def graph_of(
    waits: Iterable[Pair] = (),
    *,
    via: Iri = AWAITS,
    together: Iterable[Pair] = (),
    done: Iterable[int] = (),
) -> KnowledgeGraph:
    """A small graph: who waits for whom, what is handled together, what is done."""
    facts: list[tuple[Iri, Iri, Cell]] = [
        *((thing(n), Iri(RDF + "type"), nv("Assignment")) for n in NODES),
        *((thing(a), via, thing(b)) for a, b in waits),
        *((thing(a), TOGETHER, thing(b)) for a, b in together),
    ]
    for n in done:
        record = names.thing("statusnotering", f"a-{n}")
        facts += [(thing(n), nv("hasStatusRecord"), record), (record, nv("status"), DONE)]
    return of_quads(Quad(*fact, HOME) for fact in facts)


def blocks(graph: KnowledgeGraph, number: int) -> Blockers:
    """What stands before an assignment of a small graph."""
    return naravard_kg.dependencies(graph).blocks(short(number))


def reachable(start: int, waits: set[Pair], without: set[int]) -> set[int]:
    """All that *start* waits for, by brute force, not going through what is settled."""
    found: set[int] = set()
    while True:
        more = {b for a, b in waits if a in found | {start}} - without - found
        if not more:
            return found
        found |= more


# --- the example of the design ------------------------------------------------------------


def test_blockers_are_followed_to_the_end_of_the_chain(chain: KnowledgeGraph) -> None:
    """What blocks the blocker blocks too; the steps are the order in which they can be done."""
    found = naravard_kg.dependencies(chain).blocks("a-12")

    assert found.steps == (("uppdrag/a-07",), ("uppdrag/a-09",))
    assert found.ready == ("uppdrag/a-07",)
    assert found.cycles == ()


def test_coordination_blocks_nothing(shipped: KnowledgeGraph) -> None:
    """Assignment 14 is to be coordinated with 3-5 and 12; it waits for none of them."""
    found = naravard_kg.dependencies(shipped).blocks("skane-lakarstod-14")

    assert found.steps == ()
    assert {edge.via for edge in found.coordination} == {COORDINATED}
    assert not any(edge.orders for edge in found.coordination)


def test_what_waits_for_nothing_has_an_empty_answer(chain: KnowledgeGraph) -> None:
    """An empty answer is an answer; only an unknown name is an error."""
    found = naravard_kg.dependencies(chain).blocks("a-07")

    assert (found.steps, found.ready, found.cycles) == ((), (), ())
    with pytest.raises(UnknownNameError):
        naravard_kg.dependencies(chain).blocks("a-99")


# --- steps ----------------------------------------------------------------------------------


@PROPERTY
@given(
    waits=st.sets(PAIRS.filter(lambda p: p[0] > p[1])), done=st.sets(st.sampled_from(NODES[:-1]))
)
def test_steps_hold_all_that_is_open_and_respect_every_edge(
    waits: set[Pair], done: set[int]
) -> None:
    """An order that breaks one dependency is no order."""
    found = blocks(graph_of(waits, done=done), 5)
    step = {name: n for n, names_ in enumerate(found.steps) for name in names_}
    before = {n for n in NODES if short(n) in step}

    assert before >= reachable(5, waits, done)
    assert before == reachable(5, waits, set()) - done
    for a, b in waits:
        if {a, b} <= before:
            assert step[short(b)] < step[short(a)], (a, b)


@PROPERTY
@given(
    waits=st.sets(PAIRS.filter(lambda p: p[0] > p[1])), done=st.sets(st.sampled_from(NODES[:-1]))
)
def test_steps_are_as_early_as_can_be(waits: set[Pair], done: set[int]) -> None:
    """A thing placed later than need be looks blocked when it is not."""
    found = blocks(graph_of(waits, done=done), 5)
    step = {name: n for n, names_ in enumerate(found.steps) for name in names_}

    for name, number in step.items():
        waited = [step[short(b)] for a, b in waits if short(a) == name and short(b) in step]
        assert number == max(waited, default=-1) + 1


@PROPERTY
@given(waits=st.sets(PAIRS), done=st.sets(st.sampled_from(NODES[:-1])))
def test_only_what_waits_for_nothing_open_is_ready(waits: set[Pair], done: set[int]) -> None:
    """ "Can start now" is what people act on; behind an open circle nothing can."""
    found = blocks(graph_of(waits, done=done), 5)
    before = reachable(5, waits, set()) - done - {5}
    free = {a for a in before if not any(b not in done for x, b in waits if x == a)}

    assert set(found.ready) == {short(n) for n in free}


@PROPERTY
@given(waits=st.sets(PAIRS), done=st.sets(st.sampled_from(NODES[:-1])))
def test_every_open_circle_is_found_and_nothing_else(waits: set[Pair], done: set[int]) -> None:
    """A circle that goes unnoticed blocks for ever; a false one sets people against each other."""
    found = blocks(graph_of(waits, done=done), 5)
    about = reachable(5, waits, set()) - done | {5}
    rings = {n for n in about if n in reachable(n, waits, done)} & about

    assert {name for cycle in found.cycles for name in cycle} == {short(n) for n in rings}
    assert not {n for step in found.steps for n in step} & {short(n) for n in rings}


@pytest.mark.parametrize(
    ("waits", "start", "cycle"),
    [
        ({(1, 2), (2, 1)}, 1, ("uppdrag/a-1", "uppdrag/a-2")),
        ({(5, 1), (1, 2), (2, 1)}, 5, ("uppdrag/a-1", "uppdrag/a-2")),
        ({(1, 1)}, 1, ("uppdrag/a-1",)),
        ({(1, 3), (3, 2), (2, 1)}, 1, ("uppdrag/a-1", "uppdrag/a-3", "uppdrag/a-2")),
    ],
)
def test_a_circle_is_named_in_the_order_it_goes(
    waits: set[Pair], start: int, cycle: tuple[str, ...]
) -> None:
    """It is printed with arrows; each must stand for an edge that is there."""
    found = blocks(graph_of(waits), start)

    assert found.cycles == (cycle,)
    for a, b in pairwise([*cycle, cycle[0]]):
        assert (int(a[-1]), int(b[-1])) in waits


@pytest.mark.parametrize("via", ORDERING)
def test_each_kind_of_dependency_orders(via: Iri) -> None:
    """To await, to be handled through and to hinge on: each puts the other first."""
    assert blocks(graph_of({(1, 2)}, via=via), 1).steps == ((short(2),),)


def test_a_settled_thing_vanishes_but_not_what_is_behind_it() -> None:
    """What is done blocks nobody; what it once waited for may still be open elsewhere."""
    found = blocks(graph_of({(1, 2), (2, 3)}, done=[2]), 1)

    assert found.settled == (thing(2),)
    assert found.steps == ((short(3),),)


def test_only_the_latest_status_counts() -> None:
    """Reported as done and then as under way again, a thing is not done."""
    graph = graph_of({(1, 2)})
    for number, (status, day) in enumerate(
        [(STARTED, "2022~"), (DONE, "2021-05"), (DONE, "/2020")]
    ):
        record = names.thing("statusnotering", f"s{number}")
        graph.add(
            [
                Quad(thing(2), nv("hasStatusRecord"), record, HOME),
                Quad(record, nv("status"), status, HOME),
                Quad(record, nv("statedDate"), day, HOME),
            ]
        )

    found = blocks(graph, 1)
    assert found.statuses[thing(2)] == STARTED
    assert found.steps == ((short(2),),)


def test_a_proposal_that_is_decided_on_is_settled() -> None:
    """A proposal needs no status record: the decision settles it."""
    graph = graph_of({(1, 2)})
    graph.add(
        [
            Quad(thing(2), Iri(RDF + "type"), nv("Proposal"), HOME),
            Quad(names.thing("beslut", "b"), nv("decidesOn"), thing(2), HOME),
        ]
    )

    assert blocks(graph, 1).steps == ()


# --- joint handling and coordination --------------------------------------------------------------


@PROPERTY
@given(
    waits=st.sets(PAIRS.filter(lambda p: p[0] > p[1])),
    together=st.sets(PAIRS.filter(lambda p: p[0] != p[1]), max_size=3),
)
def test_what_is_handled_together_stands_in_one_step(waits: set[Pair], together: set[Pair]) -> None:
    """Two things handled as one cannot come one after the other."""
    found = blocks(graph_of(waits, together=together), 5)
    step = {name: n for n, names_ in enumerate(found.steps) for name in names_}

    for a, b in together:
        if short(a) in step and short(b) in step:
            assert step[short(a)] == step[short(b)]
    for a, b in waits:
        if short(a) in step and short(b) in step:
            assert step[short(b)] <= step[short(a)]
    assert set(step) == {short(n) for n in reachable(5, waits, set())}


def test_joint_handling_orders_nothing_by_itself() -> None:
    """Being handled together is no reason to wait."""
    found = blocks(graph_of(together={(1, 2)}), 1)

    assert (found.steps, found.ready) == ((), ())
    assert [edge.via for edge in found.coordination] == [TOGETHER]


def test_coordination_is_seen_from_both_sides() -> None:
    """The source states it once; it holds for both."""
    graph = graph_of({(1, 2)}, via=COORDINATED)

    for number, other in ((1, 2), (2, 1)):
        found = blocks(graph, number)
        assert [edge.dependee for edge in found.coordination] == [thing(other)]
        assert found.steps == ()


# --- the edges ----------------------------------------------------------------------------------


def test_an_edge_carries_who_says_so_and_how_strongly(shipped: KnowledgeGraph) -> None:
    """A blocker without its passage is hearsay."""
    found = naravard_kg.dependencies(shipped).blocks("skane-lakarstod-12")

    assert found.edges
    assert all(edge.citations for edge in found.edges if edge.orders and not edge.inferred)
    assert all(edge.kind for edge in found.edges if edge.orders)


def test_each_edge_is_told_once(shipped: KnowledgeGraph) -> None:
    """Several passages support one edge; they are not several edges."""
    for number in (3, 9, 12, 15):
        found = naravard_kg.dependencies(shipped).blocks(f"skane-lakarstod-{number:02}")
        keys = [(e.depender, e.via, e.dependee, e.kind) for e in found.edges]
        assert len(keys) == len(set(keys))


def test_edges_of_a_thing_come_with_the_awaited_first(shipped: KnowledgeGraph) -> None:
    """What must be finished first is what a reader looks for first."""
    found = naravard_kg.dependencies(shipped).blocks("skane-lakarstod-12")
    order = [edge.via for edge in found.of(found.thing)]

    assert order == sorted(order, key=lambda via: ORDERING.index(via) if via in ORDERING else 9)


def test_the_whole_graph_is_a_networkx_graph(shipped: KnowledgeGraph) -> None:
    """Researchers bring their own measures; they need all edges, with their facts."""
    drawn = naravard_kg.dependencies(shipped).graph

    assert drawn.number_of_edges() > 0
    for depender, dependee, via, data in drawn.edges(keys=True, data=True):
        edge = data["edge"]
        assert (names.short(edge.depender), names.short(edge.dependee)) == (depender, dependee)
        assert names.short(edge.via) == via


def test_the_same_question_has_the_same_answer(shipped: KnowledgeGraph) -> None:
    """Sets lie behind it; their order must not show."""
    twice = [naravard_kg.dependencies(shipped).blocks("skane-lakarstod-12") for _ in range(2)]

    assert twice[0] == twice[1]
