"""000: the target vision and action plan of Skåne."""

from __future__ import annotations

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import MALBILD, column, rows

WHOLE = "plan/skane-malbild-handlingsplan-2021"
ACTION_PLAN = "plan/skane-handlingsplan-2021"
DEVELOPMENT_PLAN = "avtal/skane-hs-2016-del-b"
AGREEMENT = "avtal/skane-hs-2016"
FRAMEWORK_AGREEMENT = "avtal/skane-ramavtal-lakarmedverkan"
LEGS = "samling/skane-2021-tre-ben"
NATIONAL = "avtal/god-och-nara-vard-2021"
JOINT_REHABILITATION = "omrade/skane-2021-utv-samorganisera-rehab"
INCORPORATED = {
    "omrade/skane-2021-utv-teambaserad-mest-sjuka",
    "omrade/skane-2021-utv-tidvis-sviktande",
    "omrade/skane-2021-utv-riskgrupper",
    JOINT_REHABILITATION,
}


def test_cq_000_01_on_which_three_legs_the_plan_rests(shipped: KnowledgeGraph) -> None:
    """An agreement, a national agreement, and those parts of a strategy that are joint."""
    found = rows(naravard_kg.ask(shipped, "origin", thing=WHOLE))
    legs = column(naravard_kg.ask(shipped, "parts", instrument=LEGS), "part")

    assert legs == {AGREEMENT, NATIONAL, "plan/skane-2021-fhs-gemensamma-delar"}
    ground = {row["source"] for row in found if row["via"] == "prov:wasDerivedFrom"}
    assert ground - {LEGS} == legs


def test_cq_000_03_which_work_areas_are_prioritised(shipped: KnowledgeGraph) -> None:
    """Four work areas; the two that were added and the four incorporated are of other kinds."""
    found = rows(naravard_kg.ask(shipped, "areas-of", thing=ACTION_PLAN))

    assert {row["area"] for row in found if row["kind"] == "vocab/omradestyp/arbetsomrade"} == {
        "omrade/skane-2021-personcentrerat",
        "omrade/skane-2021-forebyggande",
        "omrade/skane-2021-kompetenssamverkan",
        "omrade/skane-2021-digitalisering",
    }


def test_cq_000_05_which_development_areas_are_incorporated(shipped: KnowledgeGraph) -> None:
    """They are the development plan's, and stand in the action plan as well."""
    theirs = column(naravard_kg.ask(shipped, "areas-of", thing=DEVELOPMENT_PLAN), "area")
    ours = column(naravard_kg.ask(shipped, "areas-of", thing=ACTION_PLAN), "area")

    assert theirs == INCORPORATED
    assert theirs <= ours


def test_cq_000_07_which_agreements_and_which_parties(shipped: KnowledgeGraph) -> None:
    """Two have their parties stated; the third is an annex, and its parties are not stated."""
    found = rows(naravard_kg.ask(shipped, "agreements", document=MALBILD))
    annexes = rows(naravard_kg.ask(shipped, "parts", instrument=AGREEMENT))

    parties = {
        name: {row["party"] for row in found if row["agreement"] == name} - {None}
        for name in {row["agreement"] for row in found}
    }
    assert {name: who for name, who in parties.items() if who} == {
        AGREEMENT: {"aktor/region-12", "aktor/kommuner-12"},
        NATIONAL: {"aktor/staten", "aktor/skr"},
    }
    assert FRAMEWORK_AGREEMENT in parties
    assert [row["part"] for row in annexes if row["via"] == "nv:isAnnexTo"] == [FRAMEWORK_AGREEMENT]


def test_cq_000_09_which_horizons_and_what_by_the_later(shipped: KnowledgeGraph) -> None:
    """The goals of 2022 are not told; those of 2025 are two kinds of contact."""
    plan = "plan/regionala-handlingsplaner-gnv-2021"
    found = rows(naravard_kg.ask(shipped, "goal-times", plan=plan))

    assert {(row["stated"], row["method"]) for row in found} == {
        ("2022", None),
        ("2025", "arbetssatt/fast-lakarkontakt"),
        ("2025", "arbetssatt/fast-vardkontakt"),
    }


def test_cq_000_11_which_incorporated_area_has_no_section(shipped: KnowledgeGraph) -> None:
    """It stands in the list only, while the other three have a section each."""
    found = rows(naravard_kg.ask(shipped, "areas-by-section", thing=DEVELOPMENT_PLAN))
    here = {row["area"]: row["sections"] for row in found if row["document"] == MALBILD}

    assert set(here) == INCORPORATED
    assert {area for area, sections in here.items() if sections == 1} == {JOINT_REHABILITATION}


def test_cq_000_13_who_makes_the_home_visits(shipped: KnowledgeGraph) -> None:
    """Dental nurse and dental hygienist are alternatives, from one service."""
    found = rows(naravard_kg.ask(shipped, "professions-in", thing="projekt/skane-vaxa-tryggt"))

    assert {(row["profession"], row["belongs_to"]) for row in found} == {
        ("yrke/skane-2021-bhv-sjukskoterska", "aktor/skane-2021-barnhalsovarden"),
        ("yrke/skane-2021-barnmorska", "aktor/skane-2021-modrahalsovarden"),
        ("yrke/skane-2021-tandskoterska", "aktor/skane-2021-tandvarden"),
        ("yrke/skane-2021-tandhygienist", "aktor/skane-2021-tandvarden"),
        ("yrke/skane-2021-foraldrastodjare", "aktor/skane-2021-socialtjansten"),
    }


def test_cq_000_15_who_is_the_core_of_the_team(shipped: KnowledgeGraph) -> None:
    """The nurse is the home municipality's, the physician the region's."""
    team = "organ/skane-2021-team-teambaserad-vardform"
    found = rows(naravard_kg.ask(shipped, "professions-in", thing=team))

    assert {(row["profession"], row["belongs_to"]) for row in found} == {
        ("yrke/skane-2021-lakare-region-skane", "aktor/region-12"),
        ("yrke/skane-2021-sjukskoterska-hemkommun", "aktor/skane-2021-hemkommunen"),
    }


def test_cq_000_17_what_the_e_health_strategy_covers(shipped: KnowledgeGraph) -> None:
    """Six parts of a strategy that is still in the making."""
    strategy = "plan/skane-2021-e-halsostrategi"
    found = rows(naravard_kg.ask(shipped, "areas-of", thing=strategy))
    status = naravard_kg.ask(shipped, "statuses", thing=strategy)

    assert {row["area"] for row in found if row["via"] == "dcterms:isPartOf"} == {
        "omrade/skane-ehalsa-samverkan",
        "omrade/skane-ehalsa-infrastruktur",
        "omrade/skane-ehalsa-verksamhetsprocess",
        "omrade/skane-ehalsa-sakerhet",
        "omrade/skane-ehalsa-datadriven",
        "omrade/skane-ehalsa-kompetens",
    }
    assert column(status, "status") == {"vocab/status/under-beredning"}


def test_cq_000_19_how_many_political_bodies(shipped: KnowledgeGraph) -> None:
    """The source says one and six; the sum is ours, and the six have no names."""
    found = rows(naravard_kg.ask(shipped, "stated-counts", document=MALBILD))
    structure = "struktur/vardsamverkan-skane"
    numbers = {row["stated_count"]: row["number"] for row in found if row["whole"] == structure}

    assert numbers["antal/skane-2021-antal-centrala-samverkansorgan"] == 1
    assert numbers["antal/skane-2021-antal-delregionala-samverkansorgan"] == 6
    assert numbers["antal/skane-2021-antal-politiska-organ"] == 7


def test_cq_000_21_what_digitalisation_hinges_on(shipped: KnowledgeGraph) -> None:
    """The source calls it decisive."""
    found = rows(naravard_kg.ask(shipped, "conditions", document=MALBILD))

    hinges = [row for row in found if row["depender"] == "mal/skane-2021-intentioner-digitalt"]
    assert [(row["condition"], row["strength"]) for row in hinges] == [
        ("villkor/skane-2021-strategiska-beslut-e-halsa", "vocab/styrka/hard")
    ]


def test_cq_000_23_who_asked_what_was_found_and_who_coordinates(shipped: KnowledgeGraph) -> None:
    """A commissioner, four findings in five statements, and a body since autumn 2020."""
    inquiry = "utredning/skane-2021-utredning-rehabilitering"
    who = rows(naravard_kg.ask(shipped, "responsible", thing=inquiry))
    found = rows(naravard_kg.ask(shipped, "investigations", document=MALBILD))
    bodies = rows(
        naravard_kg.ask(shipped, "groups-in-areas", document=MALBILD, kind="samverkansorgan")
    )
    since = rows(naravard_kg.ask(shipped, "periods", document=MALBILD))

    assert [(r["via"], r["who"]) for r in who] == [("nv:commissionedBy", "organ/skane-ctb")]
    assert {row["result"] for row in found if row["investigation"] == inquiry} >= {
        "konstaterande/skane-2021-rehab-otydliga-definitioner",
        "konstaterande/skane-2021-rehab-ansvar-organisation",
        "konstaterande/skane-2021-rehab-planer-saknas",
        "konstaterande/skane-2021-rehab-planer-foljs-ej-upp",
        "konstaterande/skane-2021-rehab-avgiftssystem",
    }
    group = "organ/skane-2021-rehab-samverkansgrupp"
    area = "omrade/skane-2021-rehabilitering"
    assert {row["body"] for row in bodies if row["area"] == area} == {group}
    assert [row["stated"] for row in since if row["thing"] == group] == ["2020-23/"]


@pytest.mark.parametrize("question", ["financing", "indicators"])
def test_cq_000_25_neither_money_nor_indicators(shipped: KnowledgeGraph, question: str) -> None:
    """The document is silent; the graph must not fill in from its neighbour."""
    assert len(naravard_kg.ask(shipped, question, document=MALBILD)) == 0


def test_cq_000_25_nobody_is_said_to_have_adopted_it(shipped: KnowledgeGraph) -> None:
    """A date on a title page is no decision."""
    stands = naravard_kg.ask(shipped, "decisions-on", thing=[WHOLE, ACTION_PLAN, MALBILD])
    standing = naravard_kg.ask(shipped, "document-standing", document=MALBILD)

    assert len(stands) == 0
    assert column(standing, "decision_kind") == set()
