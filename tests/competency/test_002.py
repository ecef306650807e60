"""002: the basis for decision of Södra Älvsborg."""

from __future__ import annotations

from decimal import Decimal

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import ALVSBORG, column, rows

STEERING_GROUP = "organ/sa-styrgrupp-narvard"
FOCUS_AREAS = "forslag/sa-fokusomraden"
TO_DECIDE = "forslag/sa-beslut-fokusomraden"
DECISION_AWAITED = "villkor/sa-beslut-om-fokusomraden"
ACTION_PLAN = "plan/sa-handlingsplan-fokusomraden"
REPORTS = "utredning/sa-lagesrapporter"
FRAIL_7_TO_9 = "malgrupp/sa-skora-aldre-7-9"
PARTIES = {"aktor/sa-sjukhus", "aktor/sa-kommunerna", "aktor/sa-regional-primarvard"}


def test_cq_002_03_which_focus_areas_are_proposed(shipped: KnowledgeGraph) -> None:
    """Proposed to begin with, and no more than proposed."""
    table = naravard_kg.ask(shipped, "areas-of", thing=FOCUS_AREAS)

    assert column(table, "area") == {
        "omrade/sa-forandrade-arbetssatt",
        "omrade/sa-tillganglighet-dygnets-alla-timmar",
        "omrade/sa-kommunikation",
    }
    assert column(table, "kind") == {"vocab/omradestyp/fokusomrade"}


def test_cq_002_05_who_answers_for_operative_leadership(shipped: KnowledgeGraph) -> None:
    """A post in the office, not the office and not the steering group."""
    who = naravard_kg.ask(shipped, "responsible", thing="uppdrag/sa-operativ-ledning")
    posts = rows(naravard_kg.ask(shipped, "roles", document=ALVSBORG))

    assert column(who, "who") == {"post/sa-koordinator"}
    assert [row["held_in"] for row in posts if row["post"] == "post/sa-koordinator"] == [
        "organ/sa-narvardskontoret"
    ]


def test_cq_002_07_whom_the_process_leaders_represent(shipped: KnowledgeGraph) -> None:
    """Three parties for the three together; who of them stands for which is our reading."""
    found = rows(naravard_kg.ask(shipped, "representation", document=ALVSBORG))

    stated = {(r["representative"], r["represented"]) for r in found if not r["inferred"]}
    assert stated == {("samling/sa-processledarna", party) for party in PARTIES}
    assert {row["represented"] for row in found if row["inferred"]} <= PARTIES


def test_cq_002_09_what_there_is_and_what_is_needed_for_cfs_7_to_9(shipped: KnowledgeGraph) -> None:
    """Established between two; what is called for takes in two more."""
    criteria = rows(naravard_kg.ask(shipped, "criteria", document=ALVSBORG))
    work = rows(naravard_kg.ask(shipped, "work-for-group", group=FRAIL_7_TO_9))

    assert [(r["lowest"], r["highest"]) for r in criteria if r["group"] == FRAIL_7_TO_9] == [(7, 9)]
    under_way = [row for row in work if row["thing"] == "arbetssatt/sa-samarbete-7-9"]
    needed = [row for row in work if row["thing"] == "arbetssatt/sa-fordjupat-samarbete-7-9"]
    assert {row["status"] for row in under_way} == {"vocab/status/pagaende"}
    assert {row["status"] for row in needed} == {"vocab/status/efterfragad"}
    assert {row["partner"] for row in under_way} >= {
        "aktor/sa-regional-primarvard",
        "aktor/sa-kommunal-primarvard",
    }
    assert {row["partner"] for row in needed} >= {"yrke/sa-handlaggare", "aktor/sa-verkstallighet"}


def test_cq_002_11_what_must_happen_before_the_group_is_widened(shipped: KnowledgeGraph) -> None:
    """A decision of the steering group, which nobody has proposed yet."""
    table = naravard_kg.ask(shipped, "open-dependencies", thing="malgrupp/sa-fler-malgrupper")
    decision = "villkor/sa-beslut-bredda-malgruppen"
    who = naravard_kg.ask(shipped, "responsible", thing=decision)
    status = naravard_kg.ask(shipped, "statuses", thing=decision)

    assert column(table, "dependee") == {decision}
    assert column(who, "who") == {STEERING_GROUP}
    assert column(status, "status") == {"vocab/status/mojlig"}


@pytest.mark.parametrize("number", ["SÄS 2023-01307", "säs2023-01307"])
def test_cq_002_13_which_document_has_the_number(shipped: KnowledgeGraph, number: str) -> None:
    """The number belongs to the declaration of intent, not to the paper that prints it."""
    table = naravard_kg.ask(shipped, "case-numbers", number=number)

    assert column(table, "thing") == {"avtal/skene-avsiktsforklaring"}
    assert column(table, "document") == {ALVSBORG}


def test_cq_002_15_how_large_the_process_leadership_is(shipped: KnowledgeGraph) -> None:
    """Three posts of a fifth each."""
    found = rows(naravard_kg.ask(shipped, "full-time-equivalents", document=ALVSBORG))

    assert [(row["role"], row["posts"], row["total"]) for row in found] == [
        ("vocab/roll/processledare", 3, Decimal("0.6"))
    ]


def test_cq_002_17_what_the_action_plan_waits_for_and_precedes(shipped: KnowledgeGraph) -> None:
    """A decision first, then the plan, then reports to the body that decided."""
    before = naravard_kg.ask(shipped, "open-dependencies", thing=ACTION_PLAN)
    after = naravard_kg.ask(shipped, "dependents", thing=ACTION_PLAN)
    readers = naravard_kg.ask(shipped, "audiences", thing=REPORTS)

    assert column(before, "dependee") == {DECISION_AWAITED, TO_DECIDE}
    assert column(after, "dependent") == {REPORTS}
    assert column(readers, "who") == {STEERING_GROUP}


def test_cq_002_19_the_focus_areas_are_not_adopted(shipped: KnowledgeGraph) -> None:
    """They were shown to the steering group, which is not to adopt them."""
    stands = naravard_kg.ask(shipped, "decisions-on", thing=[FOCUS_AREAS, TO_DECIDE])
    proposals = rows(naravard_kg.ask(shipped, "proposals", document=ALVSBORG))
    open_ones = naravard_kg.ask(shipped, "undecided-proposals", body=STEERING_GROUP)

    assert column(stands, "kind") <= {"vocab/beslutstyp/presentera"}
    assert not any(row["decided"] for row in proposals)
    assert column(open_ones, "proposal") >= {FOCUS_AREAS, TO_DECIDE}


def test_cq_002_19_the_decision_is_expected_on_6_december(shipped: KnowledgeGraph) -> None:
    """The year is not written out, so the day is our reading; that it lies ahead is not."""
    status = naravard_kg.ask(shipped, "statuses", thing=DECISION_AWAITED)
    times = rows(naravard_kg.ask(shipped, "periods", document=ALVSBORG))

    assert column(status, "status") == {"vocab/status/planerad"}
    assert [r["stated"] for r in times if r["thing"] == DECISION_AWAITED] == ["2024-12-06"]
