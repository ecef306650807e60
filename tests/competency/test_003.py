"""003: the follow-up of Skåne."""

from __future__ import annotations

from datetime import date

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import A_TO_E, FOLLOWED_UP, SKANE, THREE_TO_FIVE, assignment, column, rows


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
