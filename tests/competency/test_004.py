"""004: the report of Jämtland Härjedalen."""

from __future__ import annotations

from datetime import date

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import JAMTLAND, column, holds, rows

ARENAS = "struktur/jamtland-samverkansarenor"
CONTACTS_PLAN = "plan/jamtland-handlingsplan-fasta-kontakter"
INTERIM = "avtal/jamtland-palliativ-tillfallig"
DISCHARGE_ACT = "lag/sfs-2017-612"


def test_cq_004_01_which_bodies_are_the_political_level(shipped: KnowledgeGraph) -> None:
    """Three of the arenas; a committee of the region is political but no arena."""
    found = rows(naravard_kg.ask(shipped, "structure", structure=ARENAS))

    assert {row["body"] for row in found if row["sphere"] == "vocab/sfar/politisk"} == {
        "organ/jamtland-regionens-samverkansrad",
        "organ/jamtland-svom",
        "organ/jamtland-barnarenan",
    }


def test_cq_004_03_what_samreko_hsi_was_called(shipped: KnowledgeGraph) -> None:
    """One other name, of which the source says that it is former."""
    found = rows(naravard_kg.ask(shipped, "other-names", thing="organ/jamtland-samreko-hsi"))

    assert {str(row["name"]) for row in found} == {"L-IFO"}
    assert holds(
        shipped,
        "?claim rdf:subject organ:jamtland-samreko-hsi ; rdf:object ?name ; rdfs:comment ?note "
        'FILTER(STR(?name) = "L-IFO" && CONTAINS(LCASE(STR(?note)), "former name"))',
    )


def test_cq_004_05_which_areas_svom_prioritised(shipped: KnowledgeGraph) -> None:
    """Three areas, for four years."""
    areas = "samling/jamtland-svom-prioriterade-omraden"
    table = naravard_kg.ask(shipped, "areas-of", thing=areas)
    who = naravard_kg.ask(shipped, "origin", thing=areas)
    times = rows(naravard_kg.ask(shipped, "periods", document=JAMTLAND))

    assert column(table, "area") == {
        "omrade/jamtland-god-nara-vard",
        "omrade/jamtland-valfardsteknologi",
        "omrade/jamtland-psykisk-halsa",
    }
    assert column(who, "source") == {"organ/jamtland-svom"}
    assert {(r["first"], r["last"]) for r in times if r["thing"] == areas} == {
        (date(2019, 1, 1), date(2022, 12, 31))
    }


def test_cq_004_07_what_stands_in_for_the_time_being(shipped: KnowledgeGraph) -> None:
    """An interim agreement in place of the one that was terminated."""
    found = rows(naravard_kg.ask(shipped, "interim", document=JAMTLAND))
    gone = naravard_kg.ask(shipped, "statuses", thing="avtal/jamtland-storsjoglantan")

    assert [(row["interim"], row["in_place_of"], row["uses"]) for row in found] == [
        (INTERIM, "avtal/jamtland-storsjoglantan", "arbetssatt/jamtland-tjanstekop")
    ]
    assert column(gone, "status") == {"vocab/status/uppsagt"}


def test_cq_004_09_for_which_areas_a_joint_group_was_set_up(shipped: KnowledgeGraph) -> None:
    """Six works are reported, but a group of their own is told of for three only."""
    found = rows(naravard_kg.ask(shipped, "groups-in-areas", document=JAMTLAND, kind="arbetsgrupp"))

    joint = [row for row in found if row["whole"] == "organ/jamtland-gemensamma-arbetsgrupper"]
    assert {row["area"] for row in joint if row["broader"] is None} == {
        "omrade/jamtland-palliativ-vard",
        "omrade/jamtland-nutritionsvard",
        "omrade/jamtland-vuxenhabilitering",
    }


def test_cq_004_11_which_year_is_given_and_is_it_right(shipped: KnowledgeGraph) -> None:
    """The act was issued in 2017; the report takes that year for its entry into force."""
    found = rows(naravard_kg.ask(shipped, "entry-into-force", act=DISCHARGE_ACT))

    here = [row for row in found if row["document"] == JAMTLAND]
    assert [(str(r["stated"]), r["verified"], r["agrees"]) for r in here] == [
        ("2017", date(2018, 1, 1), False)
    ]
    assert {str(r["stated"]) for r in found if r["agrees"]} == {"2018"}


def test_cq_004_11_the_two_years_are_shown_to_differ(shipped: KnowledgeGraph) -> None:
    """Neither document is corrected; the difference is an answer of its own."""
    found = rows(naravard_kg.ask(shipped, "contradictions"))

    differing = {
        frozenset((str(row["one_value"]), str(row["other_value"])))
        for row in found
        if row["subject"] == DISCHARGE_ACT
    }
    assert frozenset(("2017", "2018")) in differing


def test_cq_004_13_what_the_contacts_plan_introduces(shipped: KnowledgeGraph) -> None:
    """Three things to introduce, on the national agreement of 2021."""
    methods = naravard_kg.ask(shipped, "methods-used", thing=CONTACTS_PLAN)
    ground = rows(naravard_kg.ask(shipped, "origin", thing=CONTACTS_PLAN))

    assert column(methods, "method") == {
        "arbetssatt/fast-vardkontakt",
        "arbetssatt/fast-lakarkontakt",
        "arbetssatt/patientkontrakt",
    }
    assert {row["source"] for row in ground if row["via"] == "prov:wasDerivedFrom"} == {
        "avtal/god-och-nara-vard-2021"
    }


def test_cq_004_15_how_many_project_leaders_and_who_pays(shipped: KnowledgeGraph) -> None:
    """One each, so two posts with one financier apiece."""
    found = rows(naravard_kg.ask(shipped, "roles", document=JAMTLAND))

    leaders = [row for row in found if row["role"] == "vocab/roll/projektledare"]
    assert {(row["post"], row["financier"]) for row in leaders} == {
        ("post/jamtland-projektledare-region", "aktor/region-23"),
        ("post/jamtland-projektledare-kommunerna", "aktor/kommuner-23"),
    }


def test_cq_004_17_which_two_documents_govern_the_county(shipped: KnowledgeGraph) -> None:
    """Each with a number of its own; the report's own number belongs to the report."""
    found = rows(naravard_kg.ask(shipped, "instruments", document=JAMTLAND))
    overarching = naravard_kg.ask(
        shipped, "parts", instrument="samling/jamtland-overgripande-styrdokument"
    )

    numbered = {row["instrument"]: row["case_number"] for row in found if row["case_number"]}
    assert numbered == {
        "plan/jamtland-folkhalsopolicy": "RS/560/2019",
        "plan/jamtland-mal-halso-sjukvardspolitik": "LS/726/2012",
    }
    assert column(overarching, "part") == set(numbered)


def test_cq_004_19_which_indicator_collaboration_may_move(shipped: KnowledgeGraph) -> None:
    """Several may be; one is named, as an example of them."""
    moved = naravard_kg.ask(shipped, "effects", thing="villkor/jamtland-god-samverkan")
    found = rows(naravard_kg.ask(shipped, "indicators", document=JAMTLAND))

    several = "indikator/jamtland-flera-indikatorer"
    named = {row["indicator"] for row in found if row["part_of"] == several}
    assert named == {"indikator/jamtland-nojda-patienter"}
    assert column(moved, "affected") == named | {several}
