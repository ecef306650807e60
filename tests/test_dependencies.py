"""What waits for what, asked as a user asks it; tests/dependencies/ holds each question to more."""

from __future__ import annotations

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies.views import ROLES, catalogue
from naravard_kg.errors import SelectorError, UnknownNameError

TWELVE = "skane-lakarstod-12"


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
    assert {names.short(edge.via) for edge in found.coordination} == {"nv:isCoordinatedWith"}
    assert not any(edge.orders for edge in found.coordination)


def test_what_waits_for_nothing_has_an_empty_answer(chain: KnowledgeGraph) -> None:
    """An empty answer is an answer; only an unknown name is an error."""
    found = naravard_kg.dependencies(chain).blocks("a-07")

    assert (found.steps, found.ready, found.cycles) == ((), (), ())
    with pytest.raises(UnknownNameError):
        naravard_kg.dependencies(chain).blocks("a-99")


def test_every_question_takes_a_selector_and_refuses_a_slip(chain: KnowledgeGraph) -> None:
    """One grammar for all of them, and one error."""
    deps = naravard_kg.dependencies(chain)

    for question in (deps.blocks, deps.impact, deps.order, deps.cycles, deps.critical):
        assert question("@a-09")
        with pytest.raises(SelectorError):
            question("a-09,")
    assert [names.short(t) for t in deps.order("a-07+").things] == [
        "uppdrag/a-07",
        "uppdrag/a-09",
        "uppdrag/a-12",
    ]


# --- the edges ----------------------------------------------------------------------------------


def test_an_edge_carries_who_says_so_and_how_strongly(shipped: KnowledgeGraph) -> None:
    """A blocker without its passage is hearsay."""
    found = naravard_kg.dependencies(shipped).blocks(TWELVE)

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
    found = naravard_kg.dependencies(shipped).blocks("skane-lakarstod-09")
    order = [ROLES.index(edge.role) for edge in found.of(found.thing)]

    assert len(set(order)) > 1
    assert order == sorted(order)


def test_the_whole_graph_is_a_networkx_graph(shipped: KnowledgeGraph) -> None:
    """Researchers bring their own measures; they need all edges, with their facts."""
    deps = naravard_kg.dependencies(shipped)
    told = {
        (names.short(e.depender), names.short(e.dependee), names.short(e.via), e.role)
        for e in deps.edges()
    }

    assert deps.graph.number_of_edges() == len(deps.edges()) > 0
    assert {(a, b, data["via"], data["role"]) for a, b, data in deps.graph.edges(data=True)} == told


def test_the_same_question_has_the_same_answer(shipped: KnowledgeGraph) -> None:
    """Sets lie behind it; their order must not show."""
    once, again = (naravard_kg.dependencies(shipped) for _ in range(2))

    assert once.blocks(TWELVE) == again.blocks(TWELVE)
    assert once.cycles() == again.cycles()
    assert once.bottlenecks() == again.bottlenecks()


def test_a_view_is_chosen_by_name_and_an_unknown_one_is_an_error(shipped: KnowledgeGraph) -> None:
    """The views are files; what is typed must be one of them."""
    assert [v.name for v in catalogue()] == [
        "agreements",
        "bodies",
        "dependencies",
        "documents",
        "goals",
    ]
    with pytest.raises(UnknownNameError):
        naravard_kg.dependencies(shipped, view="gaols")
