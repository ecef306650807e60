"""What a question reads: no more than lies near, and the same as when all is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, Table
from naravard_kg.dependencies import Dependencies, dependencies, edges
from naravard_kg.dependencies import links as module
from naravard_kg.graph import of_quads
from naravard_kg.terms import RDF, Iri, Quad

from .small_graphs import AWAITS, HOME, MANY, NODES, Small, iri, nv, short, smalls, text

LONG = 10


class Counting:
    """A graph that counts the questions put to it and the rows it gives."""

    source = ""

    def __init__(self, graph: KnowledgeGraph) -> None:
        """Nothing is asked yet."""
        self.graph = graph
        self.asked = self.rows = 0

    def query(self, sparql: str) -> Table | bool | tuple[Quad, ...]:
        """As the graph."""
        self.asked += 1
        return self.graph.query(sparql)

    def select(self, sparql: str) -> Table:
        """As the graph."""
        table = self.graph.select(sparql)
        self.asked, self.rows = self.asked + 1, self.rows + len(table)
        return table


@pytest.fixture(scope="module")
def long_chains() -> KnowledgeGraph:
    """5,000 edges, in chains of ten."""
    waits = ((n, n + 1) for n in range(5_500) if n % (LONG + 1) != LONG)
    types = (Quad(iri(n), Iri(RDF + "type"), nv("Assignment"), HOME) for n in range(5_500))
    return of_quads([*types, *(Quad(iri(a), nv(AWAITS), iri(b), HOME) for a, b in waits)])


def test_a_question_about_one_thing_reads_little(long_chains: KnowledgeGraph) -> None:
    """What lies before one plan must not cost what the whole country costs."""
    counting = Counting(long_chains)
    found = dependencies(counting).blocks(short(0))

    assert len(found.steps) == LONG
    assert counting.rows < 200
    assert counting.asked < 40


@pytest.mark.parametrize("question", ["impact", "order", "cycles", "critical", "bottlenecks"])
def test_so_do_the_others(long_chains: KnowledgeGraph, question: str) -> None:
    """None may read all of the graph for a plan of ten."""
    counting = Counting(long_chains)
    getattr(dependencies(counting), question)(short(LONG))

    assert counting.rows < 200


@MANY
@given(smalls(), st.sets(st.sampled_from(NODES), min_size=1, max_size=2))
def test_reading_by_frontier_is_reading_all(small: Small, chosen: set[int]) -> None:
    """Where reading goes over to the whole view at once, no answer may change."""
    asked = text(chosen)
    whole = dependencies(small.graph)
    whole.links.all()

    for question in (Dependencies.blocks, Dependencies.impact, Dependencies.order):
        assert question(dependencies(small.graph), asked) == question(whole, asked)
    near, far = (deps.cycles(asked) for deps in (dependencies(small.graph), whole))
    assert near.entangled == far.entangled


def test_a_chain_that_goes_on_for_long_is_read_at_once(
    long_chains: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each round is a journey to an endpoint; after some of them one long one is cheaper."""
    expected = dependencies(long_chains).blocks(short(0))
    monkeypatch.setattr(module, "_ROUNDS", 2)
    counting = Counting(long_chains)

    assert dependencies(counting).blocks(short(0)) == expected
    assert counting.rows >= 5_000


@pytest.mark.parametrize("many", [1, 7, 60])
def test_no_answer_hangs_on_how_many_things_a_query_names(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Past a bound a query asks about all things at once; that is haste, and no other question."""
    whole = dependencies(shipped)
    expected = whole.edges(), whole.order(), whole.impact("skane-lakarstod-03")
    monkeypatch.setattr(edges, "_MANY", many)
    monkeypatch.setattr(module, "_THINGS", many)
    again = dependencies(shipped)

    assert (again.edges(), again.order(), again.impact("skane-lakarstod-03")) == expected
