"""Questions of the same kinds that the list does not ask: list, join, count, dependency, absence."""

from __future__ import annotations

from datetime import date

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import ALVSBORG, EVERY_DOCUMENT, JAMTLAND, MALBILD, OREBRO, SKANE, column, rows


def test_why_two_further_areas_were_taken_in(shipped: KnowledgeGraph) -> None:
    """From national and regional needs, not from the agreement."""
    further = "samling/skane-2021-ytterligare-omraden"
    areas = naravard_kg.ask(shipped, "areas-of", thing=further)
    why = naravard_kg.ask(shipped, "reasons", thing=further)

    assert column(areas, "area") == {
        "omrade/skane-2021-barn-unga",
        "omrade/skane-2021-rehabilitering",
    }
    assert column(why, "reason") == {"konstaterande/skane-2021-nationella-regionala-behov"}


def test_how_many_action_areas_the_strategy_has(shipped: KnowledgeGraph) -> None:
    """Seven are stated and seven are there; that six of them are linked is a number only."""
    strategy = "plan/skane-framtidens-halsosystem"
    areas = naravard_kg.ask(shipped, "areas-of", thing=strategy)
    counts = rows(naravard_kg.ask(shipped, "stated-counts", document=MALBILD))

    assert len(column(areas, "area")) == 7
    assert {row["number"] for row in counts if row["whole"] == strategy} == {7, 6}


def test_which_points_of_departure_came_back_as_work_areas(shipped: KnowledgeGraph) -> None:
    """Four of seven, under other words; the source never says that they are the same."""
    found = rows(naravard_kg.ask(shipped, "correspondences", document=MALBILD))

    renamed = {
        (row["one"], row["other"]): row["inferred"]
        for row in found
        if str(row["one"]).startswith("omrade/skane-2021-utg-")
    }
    assert renamed == {
        (f"omrade/skane-2021-utg-{before}", f"omrade/skane-2021-{after}"): True
        for before, after in (
            ("personcentrerat", "personcentrerat"),
            ("forebyggande", "forebyggande"),
            ("kompetensutveckling", "kompetenssamverkan"),
            ("digitalisering", "digitalisering"),
        )
    }


def test_what_the_target_vision_is_made_of_and_what_serves_it(shipped: KnowledgeGraph) -> None:
    """Eight ways to meet the person, and the action plan with its work areas."""
    vision = "mal/skane-mot-personen"
    parts = naravard_kg.ask(shipped, "parts", instrument=vision)
    serving = naravard_kg.ask(shipped, "contributions", goal=vision)

    assert len(column(parts, "part")) == 8
    assert "plan/skane-handlingsplan-2021" in column(serving, "thing")
    areas = {str(t) for t in column(serving, "thing") if str(t).startswith("omrade/")}
    assert len(areas) == 4


def test_what_cs_decided_in_february_2021(shipped: KnowledgeGraph) -> None:
    """To keep three processes together; the plan is what came of it."""
    decisions = rows(naravard_kg.ask(shipped, "decisions-by-body", body="organ/skane-cs"))
    outcomes = rows(naravard_kg.ask(shipped, "decision-outcomes", document=MALBILD))

    on_the_day = {row["decision"] for row in decisions if row["date"] == date(2021, 2, 19)}
    assert on_the_day == {"beslut/skane-cs-2021-02-19-halla-samman"}
    assert {row["decision"] for row in outcomes} == on_the_day
    assert {row["outcome"] for row in outcomes} == {"plan/skane-malbild-handlingsplan-2021"}


def test_by_when_the_regions_send_their_plans(shipped: KnowledgeGraph) -> None:
    """A day of its own, before the two horizons."""
    found = rows(naravard_kg.ask(shipped, "periods", document=MALBILD))

    sending = "uppdrag/gnv-2021-skicka-handlingsplaner"
    assert [row["target"] for row in found if row["thing"] == sending] == [date(2021, 9, 30)]


@pytest.mark.parametrize(
    ("document", "referred"),
    [
        (MALBILD, "dokument/prop-2019-20-164"),
        (MALBILD, "dokument/sou-2021-34"),
        (ALVSBORG, "plan/vg-rus"),
        (JAMTLAND, "lag/sfs-2017-612"),
        (OREBRO, "lag/sfs-2001-453"),
    ],
)
def test_what_each_document_refers_to(
    shipped: KnowledgeGraph, document: str, referred: str
) -> None:
    """Bills, inquiries, strategies and acts are things, so that two documents can share them."""
    found = rows(naravard_kg.ask(shipped, "references", document=EVERY_DOCUMENT))

    assert (document, referred) in {(row["document"], row["referred"]) for row in found}


def test_which_areas_the_process_leaders_were_given(shipped: KnowledgeGraph) -> None:
    """Six areas of the assignment; the three focus areas are another list."""
    table = naravard_kg.ask(shipped, "areas-of", thing="uppdrag/sa-processledning")

    assert len(column(table, "area")) == 6
    assert column(table, "kind") == {"vocab/omradestyp/uppdragsomrade"}


def test_to_whom_the_process_leaders_report(shipped: KnowledgeGraph) -> None:
    """At every meeting of one body, and regularly to two more."""
    found = rows(naravard_kg.ask(shipped, "support", body="samling/sa-processledarna"))

    receivers = {row["receiver"] for row in found if row["via"] == "org:reportsTo"}
    assert receivers >= {"organ/sa-styrgrupp-narvard", "organ/sa-politiskt-samrad"}
    assert len(receivers) == 3


def test_which_four_success_factors_there_are(shipped: KnowledgeGraph) -> None:
    """Listed in one sentence, without an order."""
    table = naravard_kg.ask(shipped, "parts", instrument="samling/vg-framgangsfaktorer")

    assert len(column(table, "part")) == 4


@pytest.mark.parametrize(
    ("project", "municipalities"),
    [
        ("projekt/jamtland-nara-vard-glesbygd", {"aktor/kommun-2305", "aktor/kommun-2303"}),
        ("projekt/jamtland-valtel-2", {"aktor/kommun-2380", "aktor/kommun-2321"}),
    ],
)
def test_which_municipalities_take_part_in_which_project(
    shipped: KnowledgeGraph, project: str, municipalities: set[str]
) -> None:
    """Two of eight in each, and never the same two."""
    found = rows(naravard_kg.ask(shipped, "projects", document=JAMTLAND))

    parties = {str(row["party"]) for row in found if row["project"] == project}
    assert {party for party in parties if party.startswith("aktor/kommun-")} == municipalities


def test_what_is_said_to_be_missing_or_asked_for(shipped: KnowledgeGraph) -> None:
    """A vision is missing; a strategy and a forum are asked for."""
    found = rows(naravard_kg.ask(shipped, "stated-absences", document=JAMTLAND))

    said = {(row["thing"], row["status"]) for row in found}
    assert said >= {
        ("mal/jamtland-gemensam-vision-nara-vard", "vocab/status/saknas"),
        ("plan/jamtland-journalforing-strategi", "vocab/status/efterfragad"),
        ("organ/jamtland-journalforing-forum", "vocab/status/efterfragad"),
    }


def test_why_the_group_on_adult_habilitation_was_set_up(shipped: KnowledgeGraph) -> None:
    """A survey showed that responsibility and task were unclear."""
    group = "organ/jamtland-ag-vuxenhabilitering"
    table = naravard_kg.ask(shipped, "reasons", thing=group)

    assert column(table, "reason") >= {"utredning/jamtland-vuxenhab-enkat"}
    assert column(table, "locator") == {"Vuxenhabilitering (37)"}


def test_which_agreement_was_terminated_when_and_by_whom(shipped: KnowledgeGraph) -> None:
    """By a body that is not among the arenas of the same document."""
    found = rows(naravard_kg.ask(shipped, "timeline", document=JAMTLAND))

    on_the_day = {(row["via"], row["what"]) for row in found if row["date"] == date(2020, 12, 4)}
    assert on_the_day == {
        ("nv:decidedBy", "organ/jamtland-socsam"),
        ("nv:status", "vocab/status/uppsagt"),
    }


def test_which_digital_tools_each_document_names(shipped: KnowledgeGraph) -> None:
    """A class is asked for by its name, so that no question is needed for each."""
    table = naravard_kg.ask(shipped, "things-of-class", document=EVERY_DOCUMENT, of="DigitalTool")

    assert column(table, "thing") >= {"verktyg/jamtland-cosmic-link", "verktyg/jamtland-cosmic"}
    assert ALVSBORG not in column(table, "document")


def test_a_class_is_asked_for_with_its_narrower_ones(shipped: KnowledgeGraph) -> None:
    """A committee is a body too."""
    table = naravard_kg.ask(shipped, "things-of-class", document=JAMTLAND, of="Body")

    assert column(table, "thing") >= {"organ/jamtland-hsn", "organ/jamtland-svom"}


def test_which_committees_can_be_compared(shipped: KnowledgeGraph) -> None:
    """Three regions have one of the same name; they are compared and never merged."""
    table = rows(naravard_kg.ask(shipped, "comparable-bodies", document=EVERY_DOCUMENT))

    same = {row["comparable_to"] for row in table if row["body"] == "organ/jamtland-hsn"}
    assert same == {"organ/orebro-hsn", "organ/skane-hsn"}
    back = {row["comparable_to"] for row in table if row["body"] == "organ/skane-hsn"}
    assert "organ/jamtland-hsn" in back


def test_what_roles_lead_the_work_in_each_document(shipped: KnowledgeGraph) -> None:
    """One kind of task under several names, so the document stands in the row."""
    found = rows(naravard_kg.ask(shipped, "roles", document=EVERY_DOCUMENT))

    roles = {(row["document"], row["role"]) for row in found}
    assert roles >= {
        (ALVSBORG, "vocab/roll/processledare"),
        (JAMTLAND, "vocab/roll/projektledare"),
        (OREBRO, "vocab/roll/samverkansledare"),
    }
    assert SKANE in {document for document, _ in roles}
