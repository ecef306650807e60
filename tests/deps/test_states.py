"""How far things have come on a day: what is certain then, what may be, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import dependencies
from naravard_kg.dependencies.states import SETTLED, UNDER_WAY, UNKNOWN, State, states
from naravard_kg.graph import of_quads
from naravard_kg.terms import RDF, Cell, Iri, Quad

from .small_graphs import AWAITS, HOME, MANY, TYPE, VOCABULARY, Fact, iri, nv, word

THING = iri(1)
DONE, STARTED = "genomfort", "pagaende"
PHASE = {DONE: SETTLED, STARTED: UNDER_WAY}
Noted = tuple[str, Cell]


def graph_of(noted: Iterable[Noted] = (), more: Iterable[Fact] = ()) -> KnowledgeGraph:
    """A thing with status records: a status, and a day or what a source says of the time."""
    facts: list[Fact] = [*VOCABULARY, *more, (THING, Iri(RDF + "type"), nv("Assignment"))]
    for n, (status, when) in enumerate(noted):
        record = names.thing("statusnotering", f"r-{n}")
        facts += [(THING, nv("hasStatusRecord"), record)]
        facts += [(record, nv("status"), word(f"status/{status}"))]
        said = nv("asOf" if isinstance(when, date) else "statedDate")
        facts += [(record, said, when)] if when else []
    return of_quads(Quad(*fact, HOME) for fact in facts)


def phase(graph: KnowledgeGraph, day: date | None, *, stated: bool = False) -> str:
    """The phase of the thing on a day; empty where nothing is told."""
    return states(graph, [THING], day, stated=stated).get(THING, State()).phase


@pytest.mark.parametrize(
    ("when", "day", "expected"),
    [
        ("2021-22", date(2021, 5, 31), UNDER_WAY),  # summer
        ("2021-22", date(2021, 6, 1), UNKNOWN),
        ("2021-22", date(2021, 8, 30), UNKNOWN),
        ("2021-22", date(2021, 8, 31), SETTLED),
        ("2022~", date(2022, 7, 1), UNKNOWN),  # about
        ("2022~", date(2022, 12, 31), SETTLED),
        ("2021-05", date(2021, 5, 1), UNKNOWN),
        ("2021-05", None, SETTLED),
        (date(2021, 5, 3), date(2021, 5, 2), UNDER_WAY),
        (date(2021, 5, 3), date(2021, 5, 3), SETTLED),
    ],
)
def test_a_time_holds_from_its_last_day_and_may_from_its_first(
    when: Cell, day: date | None, expected: str
) -> None:
    """A summer is no day; in July nobody can say from the source whether it has happened."""
    graph = graph_of([(STARTED, date(2019, 1, 1)), (DONE, when)])

    assert phase(graph, day) == expected


@MANY
@given(
    st.lists(
        st.tuples(st.sampled_from([DONE, STARTED]), st.integers(1, 20)),
        min_size=1,
        max_size=4,
        unique_by=lambda pair: pair[1],
    ),
    st.integers(0, 21),
)
def test_the_latest_record_up_to_the_day_counts(noted: list[tuple[str, int]], upto: int) -> None:
    """Reported as done and then as under way again, a thing is not done."""
    graph = graph_of((status, date(2021, 1, n)) for status, n in noted)
    by_then = sorted((n, PHASE[status]) for status, n in noted if n <= upto)
    day = date.fromordinal(date(2020, 12, 31).toordinal() + upto)

    assert phase(graph, day) == (by_then[-1][1] if by_then else "")
    assert phase(graph, None) == PHASE[max(noted, key=lambda pair: pair[1])[0]]


def test_two_times_that_may_fall_either_way_say_nothing_where_they_agree() -> None:
    """It does not matter which day in May it was where it was done before as well."""
    graph = graph_of([(DONE, date(2021, 1, 1)), (DONE, "2021-05")])

    assert phase(graph, date(2021, 5, 10)) == SETTLED


def test_a_record_without_a_time_holds_from_long_ago() -> None:
    """The source says that it is so; anything that has a day is later."""
    assert phase(graph_of([(DONE, "")]), date(1990, 1, 1)) == SETTLED
    assert phase(graph_of([(DONE, ""), (STARTED, date(2020, 1, 1))]), None) == UNDER_WAY


def test_an_inferred_record_counts_only_where_inferences_do() -> None:
    """Asked for what sources state, the curator must keep silent."""
    record = names.thing("statusnotering", "r-0")
    graph = graph_of([(DONE, date(2021, 1, 1))], [(record, nv("isInferred"), True)])

    assert (phase(graph, None), phase(graph, None, stated=True)) == (SETTLED, "")


@pytest.mark.parametrize(
    ("kind", "settled"),
    [("godkanna", True), ("avsla", True), ("presentera", False), ("informeras", False)],
)
def test_a_decision_settles_a_proposal_but_to_be_shown_it_does_not(
    kind: str, settled: bool
) -> None:
    """A body that was informed has taken no stand, and whoever awaits the stand still waits."""
    proposal, decision = names.thing("forslag", "f"), names.thing("beslut", "b")
    facts: list[Fact] = [
        (proposal, Iri(RDF + "type"), nv("Proposal")),
        (decision, nv("decidesOn"), proposal),
        (decision, nv("decisionDate"), date(2021, 3, 1)),
        (decision, TYPE, word(f"beslutstyp/{kind}")),
        (THING, nv(AWAITS), proposal),
    ]
    graph = graph_of(more=facts)
    late = dependencies(graph, as_of=date(2021, 3, 2)).blocks("uppdrag/a-1")
    early = dependencies(graph, as_of=date(2021, 2, 28)).blocks("uppdrag/a-1")

    assert late.steps == (() if settled else (("forslag/f",),))
    assert early.steps == (("forslag/f",),)


def test_the_shipped_graph_can_be_asked_as_of_a_day(shipped: KnowledgeGraph) -> None:
    """Before the first record nothing is told of, and so nothing is settled."""
    early = dependencies(shipped, as_of=date(1990, 1, 1)).order("plan:skane-lakarstod")
    late = dependencies(shipped).order("plan:skane-lakarstod")

    assert early.settled == ()
    assert set(late.settled) | set(late.things) == set(early.things)
