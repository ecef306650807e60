"""Across the documents: what each of the four regions says, and what none of them says."""

from __future__ import annotations

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import (
    ALVSBORG,
    EVERY_DOCUMENT,
    JAMTLAND,
    MALBILD,
    OREBRO,
    PLAN,
    SKANE,
    Row,
    column,
    holds,
    rows,
)

SKANE_LAN = "plats/lan-12"
VASTRA_GOTALANDS_LAN = "plats/lan-14"
OREBRO_LAN = "plats/lan-18"
JAMTLANDS_LAN = "plats/lan-23"
CHILD_CONVENTION = "lag/sfs-2018-1197"


def by_document(found: list[Row], name: str) -> dict[object, set[object]]:
    """The values in one column, document by document; a document with none is left out."""
    documents = {row["document"] for row in found}
    return {d: {row[name] for row in found if row["document"] == d} - {None} for d in documents}


def matching(graph: KnowledgeGraph, concept: str) -> list[Row]:
    """What matches a shared concept, leaving out what is merely related to it."""
    found = rows(naravard_kg.ask(graph, "concept-in-documents", concept=f"vocab/{concept}"))
    return [row for row in found if row["via"] != "skos:relatedMatch"]


def test_cq_cross_01_who_names_visam_and_as_what(shipped: KnowledgeGraph) -> None:
    """One region means the whole model, the other the decision support that is part of it."""
    found = rows(naravard_kg.ask(shipped, "method-in-documents", method="visam"))

    assert set(by_document(found, "form")) == {OREBRO, SKANE}
    users = by_document(found, "used_by")
    assert users[OREBRO] == {"plan/orebro-sammanhallen-2016"}
    assert by_document(found, "form")[OREBRO] == {"arbetssatt/visam"}
    assert "arbetssatt/skane-visam-beslutsstod" in by_document(found, "form")[SKANE]
    assert "verktyg/skane-mobil-digital-losning" in users[SKANE]


def test_cq_cross_01_that_the_two_are_one_model_is_inferred(shipped: KnowledgeGraph) -> None:
    """Neither document names the other."""
    ours = rows(naravard_kg.ask(shipped, "inferred-facts", document=SKANE))

    assert ("arbetssatt/skane-visam-beslutsstod", "arbetssatt/visam") in {
        (row["subject"], row["value"]) for row in ours if row["property"] == "skos:broader"
    }


def test_cq_cross_03_who_names_sip_and_in_which_role(shipped: KnowledgeGraph) -> None:
    """A possible contract and a first focus in Skåne, acts and a challenge in Örebro."""
    said = rows(naravard_kg.ask(shipped, "said-by-document", thing="arbetssatt/sip"))
    measured = rows(naravard_kg.ask(shipped, "indicators", document=SKANE))
    acts = rows(naravard_kg.ask(shipped, "acts", document=OREBRO))

    subjects = by_document(said, "subject")
    assert set(subjects) == {MALBILD, SKANE, OREBRO}
    assert "konstaterande/skane-2021-sip-kan-vara-patientkontrakt" in subjects[MALBILD]
    assert "indikator/skane-indikator-sip" in subjects[SKANE]
    assert "utmaning/orebro-sip-till-alla" in subjects[OREBRO]
    assert "arbetssatt/sip" in {row["measures"] for row in measured}
    since_2010 = "konstaterande/orebro-sip-bestammelser-2010"
    assert {row["act"] for row in acts if row["referrer"] == since_2010} == {
        "lag/sfs-2001-453",
        "lag/sfs-1982-763",
    }


def test_cq_cross_05_what_each_says_of_the_child_convention(shipped: KnowledgeGraph) -> None:
    """Skåne names the act, its day and its principle; Södra Älvsborg the aims, not the act."""
    acts = rows(naravard_kg.ask(shipped, "acts", document=EVERY_DOCUMENT))
    named = naravard_kg.ask(shipped, "mentions", thing=CHILD_CONVENTION)
    days = rows(naravard_kg.ask(shipped, "entry-into-force", act=CHILD_CONVENTION))
    aims = rows(naravard_kg.ask(shipped, "said-by-document", thing="mal/barnkonventionens-mal"))

    referrers = by_document([r for r in acts if r["act"] == CHILD_CONVENTION], "referrer")
    assert set(referrers) == {MALBILD, ALVSBORG}
    assert "princip/barnkonventionen-barnets-basta" in referrers[MALBILD]
    assert referrers[ALVSBORG] == {"mal/barnkonventionens-mal"}
    assert column(named, "document") == {MALBILD}
    assert [(row["document"], str(row["stated"])) for row in days] == [(MALBILD, "2020-01-01")]
    assert ("projekt/vg-omstallning", "nv:takesIntoAccount") in {
        (row["subject"], row["property"]) for row in aims
    }


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
    """Area, groups and projects; an example; an aim; an arena. All four, never alike."""
    found = rows(naravard_kg.ask(shipped, "things-named", word="barn"))
    projects = rows(naravard_kg.ask(shipped, "projects", document=EVERY_DOCUMENT))

    things = by_document(found, "thing")
    assert set(things) == {MALBILD, OREBRO, ALVSBORG, JAMTLAND}
    assert things[MALBILD] >= {
        "omrade/skane-2021-barn-unga",
        "malgrupp/skane-2021-barn-unga-vuxna",
    }
    assert things[OREBRO] == {"malgrupp/orebro-barn-unga-sammansatta"}
    assert things[ALVSBORG] == {"mal/barnkonventionens-mal"}
    assert "organ/jamtland-barnarenan" in things[JAMTLAND]
    area = "omrade/skane-2021-barn-unga"
    assert {row["project"] for row in projects if row["area"] == area} >= {
        "projekt/skane-vaxa-tryggt",
        "projekt/skane-tsi",
    }


def test_cq_cross_09_where_school_and_school_health_come_in(shipped: KnowledgeGraph) -> None:
    """A wish in one county; two of the providers of local care in the other."""
    wishes = naravard_kg.ask(shipped, "findings", thing="aktor/orebro-elevhalsan")
    providers = naravard_kg.ask(shipped, "in-area", area="omrade/jamtland-nara-vard")

    assert column(wishes, "finding") == {"konstaterande/orebro-onskemal-elevhalsan"}
    assert column(providers, "thing") >= {"aktor/jamtland-skola", "aktor/jamtland-elevhalsa"}


def test_cq_cross_11_which_older_or_frail_groups(shipped: KnowledgeGraph) -> None:
    """A group may be delimited by age, by a scale, by nothing, or said not to be."""
    found = rows(naravard_kg.ask(shipped, "target-groups", document=EVERY_DOCUMENT))

    groups = by_document(found, "group")
    assert groups[MALBILD] >= {
        "malgrupp/skane-2021-aldre",
        "malgrupp/skane-mest-sjuka",
        "malgrupp/skane-tidvis-sviktande",
    }
    assert groups[OREBRO] >= {
        "malgrupp/orebro-mest-sjuka-aldre",
        "malgrupp/orebro-65-aldre",
        "malgrupp/orebro-aldrande-befolkning",
    }
    assert groups[ALVSBORG] >= {"malgrupp/sa-skora-aldre"}
    assert "malgrupp/jamtland-aldre" in groups[JAMTLAND]
    assert {
        (r["group"], r["document"]) for r in found if r["status"] == "vocab/status/odefinierad"
    } == {
        ("malgrupp/skane-mest-sjuka", SKANE),
        ("malgrupp/skane-tidvis-sviktande", SKANE),
        ("malgrupp/skane-skor", SKANE),
    }


def test_cq_cross_11_only_one_county_uses_the_frailty_scale(shipped: KnowledgeGraph) -> None:
    """Levels 5 to 6 and 7 to 9, for two groups within one."""
    found = rows(naravard_kg.ask(shipped, "criteria", document=EVERY_DOCUMENT))

    scaled = [row for row in found if row["scale"] == "vocab/skala-cfs"]
    assert {(row["group"], row["lowest"], row["highest"]) for row in scaled} == {
        ("malgrupp/sa-skora-aldre-5-6", 5, 6),
        ("malgrupp/sa-skora-aldre-7-9", 7, 9),
    }


def test_cq_cross_13_who_takes_up_mobile_teams(shipped: KnowledgeGraph) -> None:
    """Teams in two counties, ways of working in a third, neither word in Jämtland."""
    teams = naravard_kg.ask(shipped, "method-in-documents", method="arbetssatt/mobila-team")
    word = naravard_kg.ask(shipped, "things-named", word="mobil")
    matched = matching(shipped, "arbetssatt/mobila-arbetssatt")

    assert column(teams, "document") == {OREBRO, SKANE}
    assert column(teams, "form") >= {"arbetssatt/skane-mobila-vardteam", "arbetssatt/mobila-team"}
    assert column(word, "document") == {OREBRO, SKANE, ALVSBORG}
    assert "omrade/sa-mobila-arbetssatt" in column(word, "thing")
    assert {row["county"] for row in matched} == {SKANE_LAN, OREBRO_LAN, VASTRA_GOTALANDS_LAN}


def test_cq_cross_13_the_teams_of_skane_were_to_be_there_by_2020(shipped: KnowledgeGraph) -> None:
    """The target vision of 2021 has a team-based form of care, without the word."""
    goal = rows(naravard_kg.ask(shipped, "target-year", year="2020"))
    form = naravard_kg.ask(shipped, "mentions", thing="arbetssatt/skane-teambaserad-vardform")

    assert (SKANE, "mal/skane-mobila-vardteam-2020") in {(r["document"], r["thing"]) for r in goal}
    assert MALBILD in column(form, "document")


def test_cq_cross_15_which_bodies_of_officials(shipped: KnowledgeGraph) -> None:
    """Counties compare by level and sphere, not by name."""
    levels = ["lan", "delregional", "lokal"]
    found = rows(naravard_kg.ask(shipped, "bodies-at", level=levels, sphere="tjansteperson"))

    bodies = by_document(found, "body")
    assert bodies[MALBILD] == {
        "organ/skane-ctb",
        "organ/skane-delregionala-tjanstemannaberedningar",
    }
    assert bodies[OREBRO] >= {
        "organ/orebro-chefsgrupp",
        "organ/orebro-tjanstemannagrupper-lansdelar",
        "organ/orebro-kcrd",
        "organ/orebro-natverk-strategiska-chefer",
    }
    assert bodies[ALVSBORG] == {"organ/sa-styrgrupp-narvard", "organ/sa-narvardskontoret"}
    assert bodies[JAMTLAND] == {
        "organ/jamtland-fredagsgruppen",
        "organ/jamtland-samreko-hsi",
        "organ/jamtland-lansnatverk-psykisk-halsa",
        "organ/jamtland-jamtbus-regionalt",
        "organ/jamtland-jamtbus-lokala",
    }
    assert "organ/skane-cs" not in {row["body"] for row in found}


def test_cq_cross_15_where_the_level_is_our_reading(shipped: KnowledgeGraph) -> None:
    """Jämtland says it of its bodies; Södra Älvsborg of none."""
    levels = ["lan", "delregional", "lokal"]
    found = rows(naravard_kg.ask(shipped, "bodies-at", level=levels, sphere="tjansteperson"))

    inferred = by_document(found, "inferred")
    assert inferred[JAMTLAND] == {False}
    assert inferred[ALVSBORG] == {True}
    read = {row["body"] for row in found if row["inferred"]}
    assert read >= {"organ/orebro-kcrd", "organ/orebro-natverk-strategiska-chefer"}


def test_cq_cross_17_who_cites_a_development_strategy(shipped: KnowledgeGraph) -> None:
    """Two strategies of one kind, each of its county; Skåne and Jämtland cite none."""
    found = rows(naravard_kg.ask(shipped, "instruments", document=EVERY_DOCUMENT))
    adopted = rows(naravard_kg.ask(shipped, "decisions-on", thing="plan/orebro-rus"))
    other = naravard_kg.ask(shipped, "decisions-on", thing="plan/vg-rus")

    strategies = [row for row in found if row["kind"] == "vocab/instrumenttyp/rus"]
    assert by_document(strategies, "instrument") == {
        OREBRO: {"plan/orebro-rus"},
        ALVSBORG: {"plan/vg-rus"},
    }
    assert [(row["body"], row["stated"]) for row in adopted] == [
        ("organ/orebro-regionfullmaktige", "2018-03")
    ]
    assert len(other) == 0
    assert not holds(shipped, "plan:vg-rus nv:statedDate ?date")


def test_cq_cross_19_what_standing_each_document_has(shipped: KnowledgeGraph) -> None:
    """One adopted, one proposing, two reporting, one that does not say."""
    found = rows(naravard_kg.ask(shipped, "document-standing", document=EVERY_DOCUMENT))

    adopted = [row for row in found if row["decision_kind"] == "vocab/beslutstyp/faststalla"]
    assert [(r["document"], r["body"], r["date"]) for r in adopted] == [
        (OREBRO, "organ/orebro-hsn", None)
    ]
    others = [row for row in found if row["document"] != OREBRO]
    assert {(row["document"], row["kind"]) for row in others} == {
        (MALBILD, "vocab/doktyp/malbild-handlingsplan"),
        (SKANE, "vocab/doktyp/uppfoljning"),
        (ALVSBORG, "vocab/doktyp/beslutsunderlag"),
        (JAMTLAND, "vocab/doktyp/rapport"),
    }
    assert {row["decision_kind"] for row in others} == {None}


def test_cq_cross_19_which_documents_have_a_date(shipped: KnowledgeGraph) -> None:
    """Two print their day; what is proposed on it is not decided on it."""
    found = rows(naravard_kg.ask(shipped, "documents"))
    standing = naravard_kg.ask(shipped, "statuses", thing=ALVSBORG)

    assert {str(row["document"]): str(row["issued"]) for row in found if row["issued"]} == {
        MALBILD: "2021-09-24",
        ALVSBORG: "2024-11-29",
    }
    assert {row["document"] for row in found} == set(EVERY_DOCUMENT)
    assert column(standing, "status") == {"vocab/status/forslag-lamnat"}


def test_cq_cross_21_what_is_set_on_2030(shipped: KnowledgeGraph) -> None:
    """Three things in Örebro, the pace of the roadmap in Västra Götaland, none elsewhere."""
    things = by_document(rows(naravard_kg.ask(shipped, "target-year", year="2030")), "thing")

    assert set(things) == {OREBRO, ALVSBORG}
    assert things[OREBRO] >= {
        "plan/orebro-rus",
        "mal/rus-orebro-onskvart-lage-2030",
        "mal/orebro-malbild-2030",
    }
    assert things[ALVSBORG] == {"mal/vg-okad-takt-2030"}


def test_cq_cross_21_where_the_others_end(shipped: KnowledgeGraph) -> None:
    """Jämtland in 2025; Skåne in 2022 and 2025."""
    sooner = naravard_kg.ask(shipped, "target-year", year="2022")
    later = rows(naravard_kg.ask(shipped, "target-year", year="2025"))

    assert "mal/gnv-2021-malen-kort-sikt" in column(sooner, "thing")
    things = by_document(later, "thing")
    assert things[JAMTLAND] == {"plan/jamtland-mal-halso-sjukvardspolitik"}
    assert things[MALBILD] == {
        "mal/gnv-2021-fast-lakarkontakt-2025",
        "mal/gnv-2021-fast-vardkontakt-2025",
    }


@pytest.mark.parametrize(
    ("scheme", "themes"),
    [
        (
            "utvecklingsomrade",
            {"nara-vard", "digitalisering", "malbild", "forebyggande", "uppfoljning"},
        ),
        ("malgrupp", {"aldre", "barn-unga"}),
    ],
)
def test_cq_cross_23_which_themes_are_in_all_four(
    shipped: KnowledgeGraph, scheme: str, themes: set[str]
) -> None:
    """Seven themes, each under its county's own words."""
    found = rows(naravard_kg.ask(shipped, "concepts-by-county", scheme=f"vocab/{scheme}"))

    in_all = {row["concept"] for row in found if row["counties"] == 4}
    assert in_all >= {f"vocab/{scheme}/{theme}" for theme in themes}


def test_cq_cross_25_what_is_financed_jointly(shipped: KnowledgeGraph) -> None:
    """Two counties; in one the financiers are our reading, in the other they pay one post each."""
    found = rows(naravard_kg.ask(shipped, "financing", document=EVERY_DOCUMENT))

    joint = {"aktor/region-18", "aktor/kommuner-18"}
    here = [row for row in found if row["thing"] == "post/orebro-samverkansledare"]
    assert {row["financier"] for row in here} == joint
    assert all(row["inferred"] for row in here)
    assert {(row["thing"], row["financier"]) for row in found if not row["inferred"]} == {
        ("post/jamtland-projektledare-region", "aktor/region-23"),
        ("post/jamtland-projektledare-kommunerna", "aktor/kommuner-23"),
    }
    assert {row["document"] for row in found} & {MALBILD, ALVSBORG} == set()
    assert len({row["financier"] for row in found if row["document"] == SKANE}) == 1


@pytest.mark.parametrize(
    ("concept", "county"),
    [
        ("lakarmedverkan", SKANE_LAN),
        ("kompetens", SKANE_LAN),
        ("hjalpmedel", SKANE_LAN),
        ("vardskador", OREBRO_LAN),
        ("ledarskap-teamsamverkan", OREBRO_LAN),
        ("tillganglighet-dygnet-runt", VASTRA_GOTALANDS_LAN),
        ("kommunikation", VASTRA_GOTALANDS_LAN),
        ("habilitering", JAMTLANDS_LAN),
        ("sammanhallen-journalforing", JAMTLANDS_LAN),
        ("palliativ-vard", JAMTLANDS_LAN),
    ],
)
def test_cq_cross_27_which_areas_stand_in_one_county_only(
    shipped: KnowledgeGraph, concept: str, county: str
) -> None:
    """As an area, goal or perspective; a mention in passing elsewhere does not count."""
    found = matching(shipped, f"utvecklingsomrade/{concept}")

    # A challenge or a measure elsewhere may have the theme, as the lack of staff in Örebro has.
    stands = {"omrade", "mal", "princip"}
    assert {r["county"] for r in found if str(r["thing"]).split("/")[0] in stands} == {county}


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("omrade/skane-2021-kompetenssamverkan", MALBILD),
        ("omrade/skane-2021-hjalpmedelsforsorjning", MALBILD),
        ("omrade/orebro-delmal-5", OREBRO),
        ("princip/orebro-ledarskap-teamsamverkan", OREBRO),
        ("omrade/sa-tillganglighet-dygnets-alla-timmar", ALVSBORG),
        ("omrade/sa-kommunikation", ALVSBORG),
        ("omrade/skane-uppf-lakarmedverkan", SKANE),
        ("omrade/jamtland-vuxenhabilitering", JAMTLAND),
    ],
)
def test_cq_cross_27_no_area_is_lent_to_another_county(
    shipped: KnowledgeGraph, thing: str, document: str
) -> None:
    """The same name in two documents would be two areas."""
    assert column(naravard_kg.ask(shipped, "mentions", thing=thing), "document") == {document}


def test_cq_cross_29_what_was_running_on_1_june_2020(shipped: KnowledgeGraph) -> None:
    """Yes, no and unknown are three answers: the plan from 2014 has no stated end."""
    found = rows(naravard_kg.ask(shipped, "in-force", date="2020-06-01"))
    running = {row["thing"]: row["running"] for row in found}

    assert {thing for thing, runs in running.items() if runs is True} >= {
        "avtal/skane-hs-2016-del-b",
        PLAN,
        "plan/orebro-rus",
        "samling/jamtland-svom-prioriterade-omraden",
        "plan/jamtland-mal-halso-sjukvardspolitik",
    }
    assert running["plan/orebro-sammanhallen-2016"] is False
    assert running["plan/orebro-sammanhallen-2014"] is None
    assert "plan/jamtland-folkhalsopolicy" not in running


def test_cq_cross_29_alvsborg_has_no_period_before_2024(shipped: KnowledgeGraph) -> None:
    """What the document gives times for begins with the process leaders."""
    found = rows(naravard_kg.ask(shipped, "periods", document=ALVSBORG))

    first = [str(row["first"]) for row in found if row["first"]]
    stated = [str(row["stated"]) for row in found if row["stated"]]
    assert first
    assert all(day >= "2024" for day in first)
    assert all(time.startswith(("/", "2024")) for time in stated)
