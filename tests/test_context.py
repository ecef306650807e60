"""What a check reads of the graph: all that counts, and no more as the graph grows."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, Table, check, names, plans
from naravard_kg.context import CONTEXT, context
from naravard_kg.graph import of_quads
from naravard_kg.plans import template
from naravard_kg.tables import Answer, Answers
from naravard_kg.terms import RDF, Iri, Quad, Text

HOME = Iri("urn:g")
PLAN = names.thing("plan", "annan")


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def upp(slug: str | int) -> Iri:
    """An assignment."""
    return names.thing("uppdrag", f"annan-{slug}")


class Counted:
    """A graph that counts the rows that are read from it."""

    source = ""

    def __init__(self, graph: Answers) -> None:
        """Wrap *graph*."""
        self.graph = graph
        self.rows = 0

    def query(self, sparql: str) -> Answer:
        """Pass it on."""
        return self.graph.query(sparql)

    def select(self, sparql: str) -> Table:
        """Pass it on, and count."""
        table = self.graph.select(sparql)
        self.rows += len(table)
        return table


def _unrelated(number: int) -> list[Quad]:
    """Assignments of another plan, each with a label, a dependency and a body."""
    quads = [Quad(PLAN, Iri(RDF + "type"), nv("Plan"), HOME)]
    for n in range(number):
        quads += [
            Quad(upp(n), Iri(RDF + "type"), nv("Assignment"), HOME),
            Quad(
                upp(n), Iri("http://www.w3.org/2000/01/rdf-schema#label"), Text(f"A{n}", "sv"), HOME
            ),
            Quad(upp(n), nv("isPartOfPlan"), PLAN, HOME),
            Quad(upp(n), nv("awaits"), upp(n + 1), HOME),
            Quad(upp(n), nv("commissionedBy"), names.thing("organ", "skane-cs"), HOME),
        ]
    return quads


@pytest.fixture(scope="module")
def larger(shipped: KnowledgeGraph) -> KnowledgeGraph:
    """The shipped graph with 2,000 assignments more."""
    return of_quads([*shipped.quads(), *_unrelated(2000)])


def test_the_cost_of_a_check_follows_the_plan_and_not_the_graph(
    shipped: KnowledgeGraph, larger: KnowledgeGraph, tmp_path: Path
) -> None:
    """Else a check of ten lines takes longer with each county that joins."""
    path = tmp_path / "plan.yaml"
    path.write_text(template.text("sv"), encoding="utf-8")
    small, large = Counted(shipped), Counted(larger)
    reports = [check(small, path), check(large, path)]

    assert len(larger) - len(shipped) >= 8000
    assert large.rows == small.rows
    assert reports[0] == reports[1]


def test_the_context_of_a_plan_does_not_grow_with_the_graph(
    shipped: KnowledgeGraph, larger: KnowledgeGraph, tmp_path: Path
) -> None:
    """The rules run over what is read; that must stay small."""
    path = tmp_path / "plan.yaml"
    path.write_text(template.text("sv"), encoding="utf-8")
    quads = plans.read(path, shipped).quads

    assert set(context(larger, quads)) == set(context(shipped, quads))


def test_a_larger_plan_reads_more(larger: KnowledgeGraph) -> None:
    """The count must be able to grow, or the tests above prove nothing."""
    few, many = Counted(larger), Counted(larger)
    context(
        few, [Quad(names.thing("uppdrag", "x"), nv("awaits"), names.thing("uppdrag", "y"), HOME)]
    )
    context(many, [Quad(names.thing("uppdrag", "x"), nv("awaits"), upp(3), HOME)])

    assert many.rows - few.rows >= 8000


def test_what_the_rules_can_reach_is_there() -> None:
    """The plan's own things, what these point at, and chains of dependencies to their end."""
    start, chain = names.thing("uppdrag", "x"), [upp(n) for n in range(30)]
    awaits = [Quad(a, nv("awaits"), b, HOME) for a, b in itertools.pairwise(chain)]
    decision = names.thing("beslut", "b")
    graph = of_quads(
        [
            *awaits,
            Quad(start, nv("assignmentNumber"), 1, HOME),
            Quad(names.thing("forslag", "f"), nv("proposalFor"), chain[-1], HOME),
            Quad(decision, nv("decidesOn"), names.thing("forslag", "f"), HOME),
            Quad(names.thing("organ", "far"), nv("assignmentNumber"), 2, HOME),
        ]
    )
    found = {quad[:3] for quad in context(graph, [Quad(start, nv("awaits"), chain[0], HOME)])}

    assert {quad[:3] for quad in awaits} <= found
    assert (start, nv("assignmentNumber"), 1) in found
    assert (names.thing("organ", "far"), nv("assignmentNumber"), 2) not in found
    assert any(subject == names.thing("forslag", "f") for subject, *_ in found)


def test_a_circle_ends() -> None:
    """Data may go in circles; the reading of it may not."""
    quads = [Quad(upp(a), nv("awaits"), upp(b), HOME) for a, b in ((1, 2), (2, 3), (3, 1))]

    assert {q[:3] for q in quads} <= {q[:3] for q in context(of_quads(quads), quads[:1])}


def test_the_context_stands_in_a_graph_of_its_own(shipped: KnowledgeGraph) -> None:
    """What the plan says and what was known before must stay apart."""
    found = context(shipped, [Quad(upp("x"), nv("awaits"), names.thing("uppdrag", "y"), HOME)])

    assert {quad.graph for quad in found} == {CONTEXT}


def test_the_ontology_is_always_there(empty: KnowledgeGraph) -> None:
    """A rule about bodies must know that a committee is one."""
    sub = Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf")

    assert (nv("Committee"), sub, nv("Body")) in {quad[:3] for quad in context(empty, [])}


SSSOM = "https://w3id.org/sssom/"
TARGET = Iri("http://www.w3.org/ns/oa#hasTarget")


def judged(slug: str) -> list[Quad]:
    """A claim about a thing with an assessment of it, and a mapping of the thing."""
    thing, claim = names.thing("omrade", slug), names.thing("pastaende", slug)
    assessment, mapping = names.thing("bedomning", slug), names.thing("mappning", slug)
    shared = Iri(names.VOCABULARIES + "utvecklingsomrade/aldre")
    return [
        Quad(claim, Iri(RDF + "subject"), thing, HOME),
        Quad(claim, Iri(RDF + "object"), Text(slug, "sv"), HOME),
        Quad(assessment, TARGET, claim, HOME),
        Quad(assessment, nv("rank"), Iri(names.VOCABULARIES + "rang/avford"), HOME),
        Quad(mapping, Iri(SSSOM + "subject_id"), thing, HOME),
        Quad(mapping, Iri(SSSOM + "object_id"), shared, HOME),
    ]


def test_judgements_of_the_plans_own_things_are_there() -> None:
    """What has been assessed is not to be reported again; what is mapped twice is."""
    own, far = judged("own"), judged("far")
    plan = [Quad(names.thing("omrade", "own"), nv("assignmentNumber"), 1, HOME)]
    found = {quad[:3] for quad in context(of_quads([*own, *far]), plan)}

    assert {quad[:3] for quad in own} <= found
    assert {quad[:3] for quad in far}.isdisjoint(found)


def test_a_judgement_of_a_claim_of_the_plan_is_there() -> None:
    """A plan may bring the claim itself; its assessment stands with the editors."""
    quads = judged("own")
    claims = [quad for quad in quads if quad.subject.startswith(names.THINGS + "pastaende/")]
    found = {quad[:3] for quad in context(of_quads(quads), claims)}

    assert {quad[:3] for quad in quads if quad.predicate in (TARGET, nv("rank"))} <= found


def test_an_unassessed_claim_is_not_fetched() -> None:
    """Thousands of claims tell of passages; only the judged ones bear on a rule."""
    quads = [quad for quad in judged("own") if quad.predicate != TARGET]
    plan = [Quad(names.thing("omrade", "own"), nv("assignmentNumber"), 1, HOME)]
    found = {quad.subject for quad in context(of_quads(quads), plan)}

    assert names.thing("pastaende", "own") not in found
    assert names.thing("mappning", "own") in found
