"""001: the action plan of Örebro län."""

from __future__ import annotations

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import OREBRO, PLAN, column, holds, rows


def test_cq_001_01_which_body_adopted_the_plan(shipped: KnowledgeGraph) -> None:
    """Of six stands taken on the plan only one is its adoption."""
    stands = rows(naravard_kg.ask(shipped, "decisions-on", thing=PLAN))

    adopted = {row["body"] for row in stands if row["kind"] == "vocab/beslutstyp/faststalla"}
    assert adopted == {"organ/orebro-hsn"}


def test_cq_001_03_to_which_bodies_the_plan_was_only_presented(shipped: KnowledgeGraph) -> None:
    """To be shown a plan is not to approve it."""
    stands = rows(naravard_kg.ask(shipped, "decisions-on", thing=PLAN))

    shown = {row["body"] for row in stands if row["kind"] == "vocab/beslutstyp/presentera"}
    assert shown == {"organ/orebro-kcrd", "organ/orebro-regionala-radet"}


def test_cq_001_05_which_perspectives_permeate_the_plan(shipped: KnowledgeGraph) -> None:
    """The plan names three, and a fourth that is none of them."""
    table = naravard_kg.ask(shipped, "perspectives", thing=PLAN)

    assert column(table, "perspective") == {
        "princip/orebro-delaktighet",
        "princip/orebro-ledarskap-teamsamverkan",
        "princip/orebro-digitalisering",
    }


def test_cq_001_07_which_effect_goals_the_plan_serves(shipped: KnowledgeGraph) -> None:
    """Two of the effect goals of the development strategy are named."""
    table = naravard_kg.ask(shipped, "goals-served", thing=PLAN, level="effektmal")

    assert column(table, "goal") == {"mal/rus-orebro-god-jamlik", "mal/rus-orebro-delaktighet"}


def test_cq_001_09_how_many_priority_areas_and_how_many_named(shipped: KnowledgeGraph) -> None:
    """The number a source states and the number it names are two numbers."""
    counts = rows(naravard_kg.ask(shipped, "stated-counts", document=OREBRO))

    areas = [row for row in counts if row["of"] == "vocab/omradestyp/prioriterat-omrade"]
    assert {(row["number"], row["counted"]) for row in areas} == {(10, 1)}


def test_cq_001_11_which_plans_are_to_be_seen_as_a_whole(shipped: KnowledgeGraph) -> None:
    """Three plans lie in the area and make one whole; the strategy above them does not."""
    found = rows(naravard_kg.ask(shipped, "plans-alongside", plan=PLAN))

    whole = {row["other"] for row in found if row["whole"]}
    assert whole == {"plan/orebro-god-jamlik-jamstalld-halsa", "plan/orebro-social-valfard"}
    assert {row["area"] for row in found if row["whole"]} == {"omrade/rus-orebro-halsoframjande"}


def test_cq_001_13_how_many_risks_the_analysis_brought_out(shipped: KnowledgeGraph) -> None:
    """Each bullet of the risk section is one risk."""
    table = naravard_kg.ask(shipped, "risks", thing=PLAN)

    assert len(column(table, "risk")) == 6
    assert column(table, "found_by") == {"utredning/orebro-riskanalys"}


def test_cq_001_15_which_sub_goals_lack_of_resources_threatens(shipped: KnowledgeGraph) -> None:
    """The text names the subjects of sub-goals 4 and 1, so the links are marked as inferred."""
    found = rows(naravard_kg.ask(shipped, "threats", risk="risk/orebro-resursbrist"))

    sub_goals = [row for row in found if row["level"] == "vocab/malniva/delmal"]
    assert {row["threatened"] for row in sub_goals} == {
        "mal/orebro-delmal-1",
        "mal/orebro-delmal-4",
    }
    assert all(row["inferred"] for row in sub_goals)


def test_cq_001_17_which_groups_have_complex_needs(shipped: KnowledgeGraph) -> None:
    """The examples of the text, and no group that someone merely reads into it."""
    found = rows(naravard_kg.ask(shipped, "sub-groups", group="malgrupp/orebro-komplexa-behov"))

    assert {row["sub_group"] for row in found if not row["inferred"]} == {
        "malgrupp/orebro-psykisk-sjukdom",
        "malgrupp/orebro-missbruk",
        "malgrupp/orebro-demenssjukdom",
        "malgrupp/orebro-palliativ-vard",
        "malgrupp/orebro-upprepade-vardbesok",
        "malgrupp/orebro-barn-unga-sammansatta",
    }


def test_cq_001_19_which_model_the_plan_of_2016_used(shipped: KnowledgeGraph) -> None:
    """ViSam belongs to the plan before this one, and is for planning and information transfer."""
    found = rows(naravard_kg.ask(shipped, "method-in-documents", method="visam"))

    users = {row["used_by"] for row in found if row["document"] == OREBRO}
    assert "plan/orebro-sammanhallen-2016" in users
    assert PLAN not in users
    assert holds(shipped, "arbetssatt:visam nv:inArea omrade:orebro-informationsoverforing")


def test_cq_001_21_who_answers_for_the_activity_plans(shipped: KnowledgeGraph) -> None:
    """Final responsibility and ground stand in one sentence."""
    plans = "plan/orebro-lokala-aktivitetsplaner"
    who = naravard_kg.ask(shipped, "responsible", thing=plans)
    ground = naravard_kg.ask(shipped, "origin", thing=plans)

    assert "organ/orebro-lansdelsgrupper" in column(who, "who")
    assert "indikator/orebro-indikatorer" in column(ground, "source")
    assert column(ground, "source") & {"omrade/orebro-malomraden", "samling/orebro-delmal"}


def test_cq_001_23_from_sub_goal_4_to_the_strategy(shipped: KnowledgeGraph) -> None:
    """Every step of the chain is a stated link; the chain itself is not."""
    table = naravard_kg.ask(shipped, "goal-path", thing="mal/orebro-delmal-4")
    steps = {(row["lower"], row["via"], row["upper"]) for row in rows(table)}

    assert steps >= {
        ("mal/orebro-delmal-4", "dcterms:isPartOf", "mal/orebro-insatsomrade"),
        ("mal/orebro-insatsomrade", "dcterms:isPartOf", PLAN),
        (PLAN, "nv:inArea", "omrade/rus-orebro-halsoframjande"),
        ("omrade/rus-orebro-halsoframjande", "dcterms:isPartOf", "plan/orebro-rus"),
        (PLAN, "nv:contributesTo", "mal/rus-orebro-god-jamlik"),
        ("mal/rus-orebro-god-jamlik", "dcterms:isPartOf", "plan/orebro-rus"),
    }


def test_cq_001_25_no_health_care_agreement_and_no_school_health(shipped: KnowledgeGraph) -> None:
    """Only agreements on public health are named, with four parties."""
    table = naravard_kg.ask(shipped, "agreements", document=OREBRO)

    assert column(table, "agreement") == {"avtal/orebro-folkhalsooverenskommelser"}
    assert column(table, "party") == {
        "aktor/kommuner-18",
        "aktor/region-18",
        "aktor/orebro-idrottsforbund-sisu",
        "aktor/orebro-bildningsforbund",
    }
    assert "vocab/instrumenttyp/hs-avtal" not in column(table, "kind")
