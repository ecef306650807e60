"""Competency questions: what the shipped graph answers, against what is read in the texts.

``test_cq_003_09_…`` holds question 003-09 of the list; the expected values are the text's.
The questions that span documents are held as far as the shipped documents go. Last come the
things that must not hold, however tempting.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import yaml

import naravard_kg
from naravard_kg import KnowledgeGraph, Table, names, queryfiles

OREBRO = "dokument/orebro-handlingsplan-2019"
SKANE = "dokument/skane-uppfoljning-lakarstod"
MALBILD = "dokument/skane-malbild-2021"
ALVSBORG = "dokument/sodra-alvsborg-processledning-2024"
JAMTLAND = "dokument/jamtland-samverkan-2022"
PLAN = "plan/orebro-sammanhallen-2019"
FOLLOWED_UP = "plan/skane-lakarstod"
A_TO_E = {f"forslag/skane-lakarstod-03-05-{letter}" for letter in "abcde"}
THREE_TO_FIVE = {f"uppdrag/skane-lakarstod-{number}" for number in ("03", "04", "05")}
LISTED = ("001-", "003-", "cross-")

Row = dict[str, object]


def rows(table: Table) -> list[Row]:
    """The rows of a table, things by short name."""
    return [
        {key: names.short(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
        for row in table.records()
    ]


def column(table: Table, name: str) -> set[object]:
    """The values in one column, things by short name, empty cells left out."""
    return {row[name] for row in rows(table)} - {None}


def assignment(number: int) -> str:
    """The short name of an assignment of the plan that Skåne follows up."""
    return f"uppdrag/skane-lakarstod-{number:02}"


def holds(graph: KnowledgeGraph, pattern: str) -> bool:
    """Whether the graph holds the pattern; every prefix may be used."""
    prefixes = "".join(f"PREFIX {p}: <{ns}> " for p, ns in names.prefixes().items())
    return graph.query(f"{prefixes} ASK {{ {pattern} }}") is True


# --- 001: the action plan of Örebro län --------------------------------------------------------


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


# --- 003: the follow-up of Skåne ---------------------------------------------------------------


def test_cq_003_01_who_drew_up_the_plan(shipped: KnowledgeGraph) -> None:
    """The organisation Skånes Kommuner is not the municipalities themselves."""
    found = rows(naravard_kg.ask(shipped, "responsible", thing=FOLLOWED_UP))

    drawn_up = {row["who"] for row in found if row["via"] == "prov:wasAttributedTo"}
    assert drawn_up == {"aktor/region-12", "aktor/skanes-kommuner"}


def test_cq_003_03_which_eight_assignments_and_which_two_left(shipped: KnowledgeGraph) -> None:
    """Membership that ended is told apart from membership that lasted, with its reason."""
    found = rows(
        naravard_kg.ask(shipped, "project-assignments", project="projekt/skane-mobil-2020")
    )

    assert {row["number"] for row in found} == {3, 4, 5, 9, 10, 11, 15, 17}
    assert {row["number"]: row["reason"] for row in found if row["left"]} == {
        10: "konstaterande/skane-10-hanteras-pa-annat-vis",
        15: "villkor/skane-forslag-ovriga-uppdrag",
    }


def test_cq_003_05_on_which_assignments_nothing_is_done(shipped: KnowledgeGraph) -> None:
    """A stated absence of work is a status, not a gap."""
    table = naravard_kg.ask(
        shipped, "assignments-with-status", plan=FOLLOWED_UP, status="ej-paborjat"
    )

    assert column(table, "number") == {1, 2, 6, 14}


def test_cq_003_07_which_decisions_are_reported(shipped: KnowledgeGraph) -> None:
    """Three decisions by two bodies; the first has no date in the source."""
    found = rows(naravard_kg.ask(shipped, "decisions", document=SKANE))

    assert {(row["body"], row["date"]) for row in found} == {
        ("organ/skane-ctb", None),
        ("organ/skane-ctb", date(2020, 11, 2)),
        ("organ/skane-cs", date(2020, 12, 11)),
    }
    (plan,) = (row["decision"] for row in found if row["date"] == date(2020, 12, 11))
    matters = rows(naravard_kg.ask(shipped, "decisions-by-body", body="organ/skane-cs"))
    assert [row["matter"] for row in matters if row["decision"] == plan] == [
        "forslag/skane-revidera-utvecklingsplan"
    ]


def test_cq_003_09_what_must_happen_before_6_starts(shipped: KnowledgeGraph) -> None:
    """A stand on five proposals, softly; and in part a steering made clear."""
    found = rows(naravard_kg.ask(shipped, "open-dependencies", thing=assignment(6)))

    assert {row["dependee"] for row in found if row["via"] == "nv:awaits"} == A_TO_E
    assert {row["dependee"] for row in found if row["via"] == "nv:dependsOn"} == {
        "villkor/skane-hard-styrning-tydliggjord"
    }
    assert {row["strength"] for row in found} == {"vocab/styrka/mjuk"}


@pytest.mark.parametrize("number", [3, 4, 5])
def test_cq_003_11_which_assignments_depend_on_3_to_5(shipped: KnowledgeGraph, number: int) -> None:
    """Coordination is no dependence: 14 is not among them."""
    found = rows(naravard_kg.ask(shipped, "dependents", thing=assignment(number)))

    dependents = {row["dependent"]: row["via"] for row in found}
    assert {d: v for d, v in dependents.items() if str(d).startswith("uppdrag/")} == {
        assignment(6): "nv:awaits",
        assignment(8): "nv:isHandledThrough",
        assignment(9): "nv:dependsOn",
        assignment(12): "nv:dependsOn",
    }


def test_cq_003_13_what_6_9_and_12_have_in_common(shipped: KnowledgeGraph) -> None:
    """All three hinge on assignments 3–5, to which proposals a–e are the answer."""
    shared = rows(
        naravard_kg.ask(
            shipped, "shared-dependencies", thing=[assignment(6), assignment(9), assignment(12)]
        )
    )

    assert {row["dependee"] for row in shared if row["things"] == 3} == THREE_TO_FIVE
    for one in sorted(THREE_TO_FIVE):
        answers = naravard_kg.ask(shipped, "proposals-for", thing=one)
        assert column(answers, "proposal") == A_TO_E


def test_cq_003_15_which_assignments_are_roots_and_leaves(shipped: KnowledgeGraph) -> None:
    """With the stated edges only: 3–5 begin, 9 stands between, 6, 8 and 12 end."""
    found = rows(naravard_kg.ask(shipped, "chain-ends", plan=FOLLOWED_UP))

    assert {row["assignment"] for row in found if row["depends_on"] == 0} == THREE_TO_FIVE
    assert {row["assignment"] for row in found if row["depended_on_by"] == 0} == {
        assignment(6),
        assignment(8),
        assignment(12),
    }
    between = [row for row in found if row["depends_on"] and row["depended_on_by"]]
    assert [row["assignment"] for row in between] == [assignment(9)]


def test_cq_003_17_no_cycle_and_which_links_would_make_one(shipped: KnowledgeGraph) -> None:
    """Four links of coordination would lead round if they were read as dependence."""
    found = rows(naravard_kg.ask(shipped, "unordered-links", plan=FOLLOWED_UP))

    coordinated = {
        (row["one"], row["other"])
        for row in found
        if row["via"] == "nv:isCoordinatedWith" and str(row["other"]).startswith("uppdrag/")
    }
    assert coordinated == {(assignment(14), assignment(n)) for n in (3, 4, 5, 12)}
    assert not any(row["cycle"] for row in found)


def test_cq_003_19_with_what_14_is_coordinated(shipped: KnowledgeGraph) -> None:
    """Four assignments, one of which hangs hard on the other three."""
    together = naravard_kg.ask(shipped, "coordination", thing=assignment(14))
    inner = rows(naravard_kg.ask(shipped, "open-dependencies", thing=assignment(12)))

    assert column(together, "dependee") == THREE_TO_FIVE | {assignment(12)}
    hinges = [row for row in inner if row["dependee"] in THREE_TO_FIVE]
    assert {row["dependee"] for row in hinges} == THREE_TO_FIVE
    assert {(row["kind"], row["strength"]) for row in hinges} == {
        ("vocab/beroendetyp/starkt-beroende", "vocab/styrka/hard")
    }


def test_cq_003_21_what_is_done_with_the_commissioning_unit(shipped: KnowledgeGraph) -> None:
    """The reason is the unit's own task: the draft that the committee decides on."""
    found = rows(
        naravard_kg.ask(shipped, "cooperation", partner="organ/skane-enhet-uppdragsstyrning")
    )

    assert {row["work"] for row in found} == {"organ/skane-gemensam-arbetsgrupp", assignment(12)}
    assert ("forslag/skane-forslag-forfragningsunderlag", "organ/skane-hsn") in {
        (row["task"], row["receiver"]) for row in found
    }


def test_cq_003_23_what_was_dropped_and_what_goes_unmentioned(shipped: KnowledgeGraph) -> None:
    """The summary under 19 passes over 8, and one proposal never became political."""
    dropped = naravard_kg.ask(shipped, "things-with-status", status="ej-vidareford")
    silent = naravard_kg.ask(
        shipped, "unmentioned-assignments", plan=FOLLOWED_UP, section="uppdrag 19"
    )

    proposals = {p for p in column(dropped, "thing") if str(p).startswith("forslag/")}
    assert proposals == {"forslag/skane-samordningsfunktion-2020"}
    assert column(silent, "number") == {8}


def test_cq_003_25_which_soft_assignments_depend_on_what(shipped: KnowledgeGraph) -> None:
    """They are dependent in part only, and on a condition rather than on an assignment."""
    found = rows(naravard_kg.ask(shipped, "conditions", document=SKANE))

    soft = [row for row in found if row["condition"] == "villkor/skane-hard-styrning-tydliggjord"]
    assert {row["depender"] for row in soft} == {assignment(1), assignment(2), assignment(6)}
    assert {row["kind"] for row in soft} == {"vocab/beroendetyp/delvis-avhangig"}


# --- across the documents, as far as these two go ----------------------------------------------


def test_cq_cross_01_who_names_visam_and_as_what(shipped: KnowledgeGraph) -> None:
    """One region means the whole model, the other the decision support that is part of it."""
    found = rows(naravard_kg.ask(shipped, "method-in-documents", method="visam"))

    assert ("dokument/orebro-handlingsplan-2019", "arbetssatt/visam") in {
        (row["document"], row["form"]) for row in found
    }
    assert (SKANE, "arbetssatt/skane-visam-beslutsstod") in {
        (row["document"], row["form"]) for row in found
    }


def test_cq_cross_03_who_names_sip_and_in_which_role(shipped: KnowledgeGraph) -> None:
    """An indicator's first focus in one document, a challenge and an act in the other."""
    documents = naravard_kg.ask(shipped, "method-in-documents", method="sip")
    measured = rows(naravard_kg.ask(shipped, "indicators", document=SKANE))
    acts = rows(naravard_kg.ask(shipped, "acts", document=OREBRO))

    assert column(documents, "document") == {OREBRO, SKANE, MALBILD}
    assert "arbetssatt/sip" in {row["measures"] for row in measured}
    assert "utmaning/orebro-sip-till-alla" in column(documents, "used_by")
    assert {"lag/sfs-2001-453", "lag/sfs-1982-763"} <= {
        row["act"]
        for row in acts
        if row["referrer"] == "konstaterande/orebro-sip-bestammelser-2010"
    }


def test_cq_cross_05_who_names_the_child_convention(shipped: KnowledgeGraph) -> None:
    """Skåne names the act; Södra Älvsborg the convention's aims, not the act."""
    act = naravard_kg.ask(shipped, "mentions", thing="lag/sfs-2018-1197")
    aims = naravard_kg.find(shipped, "barnkonventionens mål")

    assert column(act, "document") >= {MALBILD}
    assert not column(act, "document") & {OREBRO, SKANE, JAMTLAND}
    assert aims[0].thing.endswith("barnkonventionens-mal")


@pytest.mark.parametrize(
    ("method", "documents"),
    [
        ("fast-vardkontakt", {OREBRO, MALBILD, JAMTLAND}),
        ("fast-lakarkontakt", {MALBILD, JAMTLAND}),
        ("patientkontrakt", {MALBILD, JAMTLAND}),
    ],
)
def test_cq_cross_07_which_contacts_each_takes_up(
    shipped: KnowledgeGraph, method: str, documents: set[str]
) -> None:
    """Örebro takes up one of the three, Södra Älvsborg none, the others all."""
    found = naravard_kg.ask(shipped, "method-in-documents", method=f"arbetssatt/{method}")

    assert column(found, "document") == documents


def test_cq_cross_09_how_children_appear(shipped: KnowledgeGraph) -> None:
    """As an example of complex needs, and as a wish for work with school health."""
    groups = rows(naravard_kg.ask(shipped, "target-groups"))
    wishes = naravard_kg.ask(shipped, "findings", thing="aktor/orebro-elevhalsan")

    young = {(row["document"], row["group"]) for row in groups if "barn" in str(row["group"])}
    assert young == {(OREBRO, "malgrupp/orebro-barn-unga-sammansatta")}
    assert column(wishes, "finding") == {"konstaterande/orebro-onskemal-elevhalsan"}


def test_cq_cross_11_which_older_or_frail_groups(shipped: KnowledgeGraph) -> None:
    """Skåne says itself that its three terms are not defined; Örebro draws the line at 65."""
    undefined = rows(naravard_kg.ask(shipped, "things-with-status", status="odefinierad"))
    groups = column(naravard_kg.ask(shipped, "target-groups", document=OREBRO), "group")

    assert {r["thing"] for r in undefined if str(r["thing"]).startswith("malgrupp/")} == {
        "malgrupp/skane-mest-sjuka",
        "malgrupp/skane-tidvis-sviktande",
        "malgrupp/skane-skor",
    }
    assert groups >= {
        "malgrupp/orebro-mest-sjuka-aldre",
        "malgrupp/orebro-65-aldre",
        "malgrupp/orebro-aldrande-befolkning",
    }


def test_cq_cross_13_who_takes_up_mobile_teams(shipped: KnowledgeGraph) -> None:
    """Both do, each with its own form."""
    found = naravard_kg.ask(shipped, "method-in-documents", method="arbetssatt/mobila-team")

    assert column(found, "document") == {OREBRO, SKANE}
    assert "arbetssatt/skane-mobila-vardteam" in column(found, "form")


def test_cq_cross_15_which_bodies_of_officials(shipped: KnowledgeGraph) -> None:
    """Counties compare by level and sphere, not by name."""
    found = naravard_kg.ask(
        shipped, "bodies-at", level=["lan", "delregional"], sphere="tjansteperson"
    )

    assert column(found, "body") >= {
        "organ/skane-ctb",
        "organ/skane-delregionala-tjanstemannaberedningar",
        "organ/orebro-chefsgrupp",
        "organ/orebro-tjanstemannagrupper-lansdelar",
        "organ/orebro-kcrd",
        "organ/orebro-natverk-strategiska-chefer",
    }
    assert "organ/skane-cs" not in column(found, "body")


def test_cq_cross_17_who_cites_a_development_strategy(shipped: KnowledgeGraph) -> None:
    """Örebro's document cites its own; Skåne's follow-up none."""
    instruments = rows(naravard_kg.ask(shipped, "instruments"))
    cited = rows(naravard_kg.ask(shipped, "decisions-on", thing="plan/orebro-rus"))

    strategies = {r["instrument"] for r in instruments if r["kind"] == "vocab/instrumenttyp/rus"}
    assert strategies == {"plan/orebro-rus"}
    assert [(row["body"], row["stated"]) for row in cited] == [
        ("organ/orebro-regionfullmaktige", "2018-03")
    ]


def test_cq_cross_19_what_standing_each_document_has(shipped: KnowledgeGraph) -> None:
    """One prints an adopted plan with no date, the other only reports."""
    found = rows(naravard_kg.ask(shipped, "document-standing"))

    adopted = [row for row in found if row["decision_kind"] == "vocab/beslutstyp/faststalla"]
    assert [(r["document"], r["body"], r["date"]) for r in adopted] == [
        (OREBRO, "organ/orebro-hsn", None)
    ]
    reported = [row for row in found if row["document"] == SKANE]
    assert [(r["kind"], r["decision_kind"]) for r in reported] == [
        ("vocab/doktyp/uppfoljning", None)
    ]


def test_cq_cross_21_what_is_set_on_2030(shipped: KnowledgeGraph) -> None:
    """Three things in Örebro, the pace of the roadmap in Västra Götaland, none elsewhere."""
    found = naravard_kg.ask(shipped, "target-year", year="2030")

    assert column(found, "document") == {OREBRO, ALVSBORG}
    assert column(found, "thing") >= {
        "plan/orebro-rus",
        "mal/rus-orebro-onskvart-lage-2030",
        "mal/orebro-malbild-2030",
    }


def test_cq_cross_23_which_themes_stand_in_both(shipped: KnowledgeGraph) -> None:
    """Local care and follow-up by indicators are in both; each keeps its own wording."""
    areas = column(naravard_kg.ask(shipped, "areas", document=[OREBRO, SKANE]), "area")
    measured = {str(i) for i in column(naravard_kg.ask(shipped, "indicators"), "indicator")}

    assert areas >= {
        "omrade/orebro-nara-vard",
        "omrade/skane-uppf-god-nara-vard",
        "omrade/orebro-digitalisering",
    }
    assert {name.partition("/")[2].partition("-")[0] for name in measured} == {"orebro", "skane"}


def test_cq_cross_25_what_is_financed_jointly(shipped: KnowledgeGraph) -> None:
    """The financiers are not named, so both links are marked as inferred."""
    found = rows(naravard_kg.ask(shipped, "financing"))

    joint = [row for row in found if row["thing"] == "post/orebro-samverkansledare"]
    assert {row["financier"] for row in joint} == {"aktor/region-18", "aktor/kommuner-18"}
    assert all(row["inferred"] for row in joint)
    others = [row["thing"] for row in found if row not in joint]
    assert len(others) == len(set(others))


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("omrade/orebro-delmal-5", OREBRO),
        ("princip/orebro-ledarskap-teamsamverkan", OREBRO),
        ("omrade/skane-uppf-lakarmedverkan", SKANE),
    ],
)
def test_cq_cross_27_which_areas_stand_in_one_region_only(
    shipped: KnowledgeGraph, thing: str, document: str
) -> None:
    """An area of one region is never lent to another by its name."""
    assert column(naravard_kg.ask(shipped, "mentions", thing=thing), "document") == {document}


def test_cq_cross_29_what_was_running_on_1_june_2020(shipped: KnowledgeGraph) -> None:
    """Yes, no and unknown are three answers: the plan from 2014 has no stated end."""
    found = rows(naravard_kg.ask(shipped, "in-force", date="2020-06-01"))
    running = {row["thing"]: row["running"] for row in found}

    for thing in ("avtal/skane-hs-2016-del-b", PLAN, "plan/orebro-rus"):
        assert running[thing] is True
    assert running["plan/orebro-sammanhallen-2016"] is False
    assert running["plan/orebro-sammanhallen-2014"] is None


# --- what must not hold ------------------------------------------------------------------------


def test_12_does_not_await_3_to_5(shipped: KnowledgeGraph) -> None:
    """The text says strongly dependent; to store it as waiting would put 12 last."""
    assert not holds(shipped, f"{_term(assignment(12))} nv:awaits ?anything")


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
        f"nv:statedIn {_term(document)} . "
        f"?theirs rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        f"nv:statedIn {_term(document)} FILTER NOT EXISTS {{ ?theirs nv:isInferred true }}",
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
        (r["one_value"], r["other_value"])
        for r in found
        if r["subject"] == "plats/skane-delregioner"
    }
    assert differing == {(1, 2)}


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


# --- the list and the catalogue ----------------------------------------------------------------


def test_every_question_of_the_list_has_a_query() -> None:
    """A question that no file answers is a promise not kept; an unknown id is a slip."""
    listed = _listed()
    answered = {number for question in queryfiles.catalogue() for number in question.answers}

    assert {number for number in listed if number.startswith(LISTED)} <= answered
    assert answered <= listed


def _listed() -> set[str]:
    default = Path(__file__).resolve().parents[2] / "shared"
    path = Path(os.environ.get("NARAVARD_SHARED", default)) / "questions" / "competency.yaml"
    if not path.is_file():
        pytest.skip(f"The list of questions is not at {path}; set NARAVARD_SHARED.")
    return {entry["id"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))}


def _term(short: str) -> str:
    return f"<{names.THINGS}{short}>"
