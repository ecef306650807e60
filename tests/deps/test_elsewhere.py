"""The same answers wherever the graph lives: in memory, on disk, at an endpoint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from naravard_kg import KnowledgeGraph
from naravard_kg.dependencies import Dependencies, dependencies
from naravard_kg.dependencies.views import catalogue
from naravard_kg.tables import Answers

TWELVE = "skane-lakarstod-12"
PLAN = "plan:skane-lakarstod"
QUESTIONS: dict[str, Callable[[Dependencies], object]] = {
    "blocks": lambda deps: deps.blocks(TWELVE),
    "impact": lambda deps: deps.impact("skane-lakarstod-03"),
    "order": lambda deps: deps.order(PLAN),
    "why": lambda deps: deps.why("skane-lakarstod-08", "skane-mobila-team-i-hela-skane"),
    "cycles": lambda deps: deps.cycles(),
    "critical": lambda deps: deps.critical(),
    "bottlenecks": lambda deps: deps.bottlenecks(PLAN),
    "what_if": lambda deps: deps.what_if(done=["skane-lakarstod-03"], dropped=[TWELVE]),
    "select": lambda deps: deps.select(f"+{PLAN} status:ej-paborjat kind:invantar"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_the_same_answer_everywhere(
    shipped: KnowledgeGraph, elsewhere: Answers, question: str
) -> None:
    """Code that works here must not break there."""
    asked = QUESTIONS[question]

    assert asked(dependencies(elsewhere)) == asked(dependencies(shipped))


@pytest.mark.parametrize("view", [view.name for view in catalogue()])
def test_every_view_has_the_same_edges_everywhere(
    shipped: KnowledgeGraph, elsewhere: Answers, view: str
) -> None:
    """With their kinds, strengths and passages."""
    here, there = (dependencies(graph, view=view) for graph in (shipped, elsewhere))

    assert there.edges() == here.edges()


def test_narrowed_and_on_a_day_it_is_the_same_too(
    shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """Each of these is one more condition in a query."""
    here, there = (
        dependencies(graph, as_of=date(2020, 12, 31), stated_only=True, hard_only=True)
        for graph in (shipped, elsewhere)
    )

    assert there.edges() == here.edges()
    assert there.order(PLAN) == here.order(PLAN)
