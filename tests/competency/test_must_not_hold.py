"""What must not hold, however tempting."""

from __future__ import annotations

from datetime import date

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, Table

from .reading import A_TO_E, FOLLOWED_UP, OREBRO, PLAN, SKANE, assignment, column, holds, rows, term


def test_12_does_not_await_3_to_5(shipped: KnowledgeGraph) -> None:
    """The text says strongly dependent; to store it as waiting would put 12 last."""
    assert not holds(shipped, f"{term(assignment(12))} nv:awaits ?anything")


def test_no_decision_settles_proposals_a_to_e(shipped: KnowledgeGraph) -> None:
    """They reached CS the same day as CS decided on another matter."""
    table = naravard_kg.ask(shipped, "undecided-proposals", body="organ/skane-cs")

    assert column(table, "proposal") >= A_TO_E
    assert len(naravard_kg.ask(shipped, "decisions-on", thing=sorted(A_TO_E))) == 0


def test_what_cs_decided_is_not_submitted_the_same_day(shipped: KnowledgeGraph) -> None:
    """No source says when the proposal to revise was put; only when it was approved."""
    assert not holds(shipped, "forslag:skane-revidera-utvecklingsplan nv:submittedOn ?day")


def test_gender_equality_is_no_permeating_perspective(shipped: KnowledgeGraph) -> None:
    """The plan is to be analysed by it, which is another thing."""
    table = naravard_kg.ask(shipped, "perspectives", thing=PLAN)

    assert not any("jamstalldhet" in str(found) for found in column(table, "perspective"))


def test_no_sub_goal_is_linked_to_an_effect_goal(shipped: KnowledgeGraph) -> None:
    """The source never makes the link; it is a path through the whole."""
    assert not holds(
        shipped,
        "?sub dcterms:type v-malniva:delmal ; nv:contributesTo ?effect . "
        "?effect dcterms:type v-malniva:effektmal",
    )
    path = naravard_kg.ask(shipped, "goals-served", thing="mal/orebro-delmal-4")
    assert "mal/orebro-delmal-4" not in column(path, "through")


def test_development_strategies_keep_to_their_county(shipped: KnowledgeGraph) -> None:
    """Two regions call theirs RUS; one node for both would mix their goals."""
    places = naravard_kg.sparql(
        shipped,
        "PREFIX v: <https://w3id.org/naravard/vocab/instrumenttyp/> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT DISTINCT ?rus ?place { ?rus dcterms:type v:rus ; dcterms:spatial ?place }",
    )

    assert isinstance(places, Table)
    assert len(places) == len(column(places, "rus"))
    assert not holds(shipped, "?one owl:sameAs ?other")


def test_the_regional_council_did_not_approve(shipped: KnowledgeGraph) -> None:
    """It was shown the plan; another council of nearly the same name approved it."""
    table = naravard_kg.ask(shipped, "decisions-by-body", body="organ/orebro-regionala-radet")

    assert column(table, "kind") == {"vocab/beslutstyp/presentera"}


@pytest.mark.parametrize("number", range(1, 20))
def test_nothing_goes_in_a_circle(shipped: KnowledgeGraph, number: int) -> None:
    """Coordination and joint handling are no dependence, in either direction."""
    assert naravard_kg.dependencies(shipped).blocks(assignment(number)).cycles == ()


def test_coordination_blocks_nothing(shipped: KnowledgeGraph) -> None:
    """14 is to be coordinated with four others and waits for none."""
    assert naravard_kg.dependencies(shipped).blocks(assignment(14)).steps == ()


def test_8_is_no_task(shipped: KnowledgeGraph) -> None:
    """It has a number among the assignments, but it establishes a circumstance."""
    found = rows(naravard_kg.ask(shipped, "assignments", plan=FOLLOWED_UP))
    kinds = {row["number"]: row["kind"] for row in found}

    assert kinds[8] == "vocab/uppdragstyp/konstaterande"
    assert kinds[19] == "vocab/uppdragstyp/planstyrning"
    steps = naravard_kg.dependencies(shipped).blocks(assignment(8)).steps
    assert not any(assignment(8) in step for step in steps)


def test_school_health_is_no_party(shipped: KnowledgeGraph) -> None:
    """More collaboration is wished for; nothing binds it."""
    assert not holds(shipped, "?agreement nv:hasParty aktor:orebro-elevhalsan")
    assert not holds(shipped, "?body nv:hasPrincipal aktor:orebro-elevhalsan")


@pytest.mark.parametrize("code", ["12", "18"])
def test_a_region_is_not_its_county(shipped: KnowledgeGraph, code: str) -> None:
    """The authority and the territory have one name in speech and two nodes here."""
    assert holds(shipped, f"aktor:region-{code} a nv:Region . plats:lan-{code} a m8g:AdminUnit")
    assert not holds(shipped, f"aktor:region-{code} a m8g:AdminUnit")
    assert not holds(shipped, f"plats:lan-{code} a nv:Region")


@pytest.mark.parametrize("document", [OREBRO, SKANE])
def test_nothing_inferred_is_stated_too(shipped: KnowledgeGraph, document: str) -> None:
    """What we concluded must never pass for what a source says."""
    assert len(naravard_kg.ask(shipped, "inferred-facts", document=document)) > 0
    assert not holds(
        shipped,
        f"?ours rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; nv:isInferred true ; "
        f"nv:statedIn {term(document)} . "
        f"?theirs rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        f"nv:statedIn {term(document)} FILTER NOT EXISTS {{ ?theirs nv:isInferred true }}",
    )


def test_what_left_the_project_is_not_carried_out_in_it(shipped: KnowledgeGraph) -> None:
    """Eight were given to the project; six stayed."""
    assert not holds(shipped, "?a nv:wasDroppedFrom ?project ; nv:carriedOutIn ?project")


def test_the_review_of_the_framework_agreement_is_not_done(shipped: KnowledgeGraph) -> None:
    """Two persons were to be appointed to begin it; nothing more is said."""
    found = naravard_kg.ask(shipped, "statuses", thing=assignment(12))

    assert "vocab/status/genomfort" not in column(found, "status")


def test_15_was_shelved_before_it_was_partly_handled(shipped: KnowledgeGraph) -> None:
    """Two statuses at two times are no contradiction, and neither is stored as the present one."""
    found = rows(naravard_kg.ask(shipped, "status-on", thing=assignment(15), date=date(2021, 1, 1)))

    assert [row["status"] for row in found if row["certain"]] == ["vocab/status/vilande"]


def test_one_and_two_sub_regions_are_left_to_differ(shipped: KnowledgeGraph) -> None:
    """The source gives both numbers in two places; the graph picks none of them."""
    found = rows(naravard_kg.ask(shipped, "contradictions"))

    differing = {
        frozenset((row["one_value"], row["other_value"]))
        for row in found
        if row["one_document"] == row["other_document"] == SKANE and row["property"] == "nv:count"
    }
    assert differing == {frozenset((1, 2))}


def test_whom_a_plan_speaks_to_is_not_whom_care_is_for(shipped: KnowledgeGraph) -> None:
    """Politicians and officials read the plan; they are no target group."""
    found = rows(naravard_kg.ask(shipped, "audiences", thing=PLAN))

    readers = {row["who"] for row in found if row["via"] == "nv:addressedTo"}
    groups = {row["who"] for row in found if row["via"] == "nv:hasTargetGroup"}
    assert readers == {"vocab/mottagare/politiker", "vocab/mottagare/tjanstepersoner"}
    assert groups
    assert not readers & groups


def test_no_person_is_in_the_graph(shipped: KnowledgeGraph) -> None:
    """Posts and roles outlive persons, and names are no business of the graph."""
    assert not holds(shipped, "?someone a foaf:Person")
