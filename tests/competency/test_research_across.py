"""What a researcher of the reform asks across documents: likeness, difference and silence.

None of these stands in the list of questions. A comment names the document (000 to 004) and the
lines that the expected answer was read from.
"""

from __future__ import annotations

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import (
    ALVSBORG,
    EVERY_DOCUMENT,
    JAMTLAND,
    MALBILD,
    OREBRO,
    SKANE,
    Row,
    column,
    rows,
)

SHARED = "vocab/utvecklingsomrade"
GROUP = "vocab/malgrupp"
WISHED = ("vocab/status/efterfragad", "vocab/status/mojlig")


def _by_document(found: list[Row], name: str) -> dict[object, set[object]]:
    """The values of a column, document by document, empty cells left out."""
    told: dict[object, set[object]] = {row["document"]: set() for row in found}
    for row in found:
        told[row["document"]] |= {row[name]} - {None}
    return told


# ---------------------------------------------------------------- bodies and levels


def test_r41_where_politicians_meet_below_the_county(shipped: KnowledgeGraph) -> None:
    """In which counties do politicians of region and municipalities meet below the county?"""
    found = rows(
        naravard_kg.ask(
            shipped,
            "bodies-at",
            level="vocab/organniva/delregional",
            sphere="vocab/sfar/politisk",
        )
    )

    # 000:19 (six sub-regional bodies, political) and 002:20 (the council is called sub-regional
    # and political). In Örebro the parts of the county have groups of officials (001:128); in
    # Jämtland the political level is of the county (004:13).
    assert _by_document(found, "body") == {
        MALBILD: {"organ/skane-delregionala-samverkansorgan"},
        ALVSBORG: {"organ/sa-politiskt-samrad"},
    }


def test_r42_who_names_a_body_above_the_county(shipped: KnowledgeGraph) -> None:
    """Which document names a collaboration that is wider than a county?"""
    found = rows(naravard_kg.ask(shipped, "bodies-by-tier"))
    wide = {row["document"] for row in found if row["level"] == "vocab/organniva/storregional"}

    # 000:187: a council on competence in the southern health care region.
    assert wide == {MALBILD}


def test_r43_how_the_structures_are_composed(shipped: KnowledgeGraph) -> None:
    """Is the collaboration structure of each county a structure of region and municipalities?"""
    found = rows(naravard_kg.ask(shipped, "structures"))
    principals = {
        name: {row["principal"] for row in found if row["structure"] == f"struktur/{name}"}
        for name in MAIN_STRUCTURES
    }

    # 000:17-19, 001:124-128, 002:18-20 and 41, 004:11-13.
    assert principals == MAIN_STRUCTURES


MAIN_STRUCTURES: dict[str, set[object]] = {
    "vardsamverkan-skane": {"aktor/region-12", "aktor/kommuner-12"},
    "orebro-samverkansstruktur": {"aktor/region-18", "aktor/kommuner-18"},
    "sa-narvardssamverkan": {"aktor/region-14", "aktor/sa-kommunerna"},
    "jamtland-samverkansarenor": {"aktor/region-23", "aktor/kommuner-23"},
}


def test_r44_which_municipalities_are_named(shipped: KnowledgeGraph) -> None:
    """Which documents name a single municipality?"""
    found = rows(naravard_kg.ask(shipped, "regions-and-municipalities"))
    named = [row for row in found if row["kind"] == "nv:Municipality"]
    silent = column(naravard_kg.ask(shipped, "silent-on-class", of="Municipality"), "document")

    # 004:53 names four. 001:128 has a part of the county called Örebro, 002:14 a hospital in
    # Skene and 39 the number of municipalities: none is a municipality named.
    assert _by_document(named, "who") == {
        JAMTLAND: {"aktor/kommun-2303", "aktor/kommun-2305", "aktor/kommun-2321", OSTERSUND}
    }
    assert silent == set(EVERY_DOCUMENT) - {JAMTLAND}


OSTERSUND = "aktor/kommun-2380"


def test_r45_who_says_for_how_long_a_post_is(shipped: KnowledgeGraph) -> None:
    """Which documents say how much of full time a post is?"""
    found = rows(naravard_kg.ask(shipped, "roles", document=list(EVERY_DOCUMENT)))
    shares = {(row["document"], row["role"], row["share"]) for row in found if row["share"]}

    # 002:14: three process leaders of 20 per cent each. No other document gives a figure: leaders
    # are named in 001:217 and 004:53, contact persons in 000:149.
    assert [(document, role, float(str(share))) for document, role, share in shares] == [
        (ALVSBORG, "vocab/roll/processledare", 0.2)
    ]


def test_r46_who_says_outright_who_pays(shipped: KnowledgeGraph) -> None:
    """Which documents say outright who pays, and in which must it be concluded?"""
    found = rows(naravard_kg.ask(shipped, "financing", document=list(EVERY_DOCUMENT)))
    outright = {(row["thing"], row["financier"]) for row in found if not row["inferred"]}
    concluded = _by_document([row for row in found if row["inferred"]], "thing")

    # 004:53: region and municipalities pay for a project leader each. 001:217 has leaders jointly
    # financed, by whom is not said; 003:99-100 has financing within a system, not by someone. 000
    # and 002 speak of resources (000:47, 002:39), but not of who pays.
    assert outright == {
        ("post/jamtland-projektledare-region", "aktor/region-23"),
        ("post/jamtland-projektledare-kommunerna", "aktor/kommuner-23"),
    }
    assert concluded[OREBRO] == {"post/orebro-samverkansledare"}
    assert concluded[SKANE] == {"forslag/skane-lakarstod-03-05-a"}
    assert {row["document"] for row in found} == {OREBRO, SKANE, JAMTLAND}


# ---------------------------------------------------------------- goals, risks, measures


def test_r47_who_names_risks(shipped: KnowledgeGraph) -> None:
    """Which documents name no risk to what they want?"""
    silent = naravard_kg.ask(shipped, "silent-on-class", of="Risk")

    # 001:144-153 is the only account of risks. 000:181-183 speaks of people at high risk, 004:33
    # of a risk analysis without its result.
    assert column(silent, "document") == set(EVERY_DOCUMENT) - {OREBRO}


def test_r48_who_names_indicators(shipped: KnowledgeGraph) -> None:
    """Which document names neither an indicator nor any measurement?"""
    silent = naravard_kg.ask(shipped, "silent-on-class", of="Indicator")

    # 001:223, 002:73 (to measure effects), 003:304-312, 004:59. In 000 there is none.
    assert column(silent, "document") == {MALBILD}


def test_r49_which_goals_a_team_is_to_reach(shipped: KnowledgeGraph) -> None:
    """Which goal do the two documents of Skåne share?"""
    found = rows(
        naravard_kg.ask(
            shipped, "said-by-document", thing="mal/skane-tillgang-teambaserad-vardform"
        )
    )

    # 000:155 and 003:33-35 word it alike: access in all municipalities to the team-based form.
    assert {row["document"] for row in found} == {MALBILD, SKANE}


def test_r50_which_proposals_go_to_nobody(shipped: KnowledgeGraph) -> None:
    """Which proposals are put to nobody, and what became of them?"""
    found = rows(naravard_kg.ask(shipped, "unaddressed-proposals", document=list(EVERY_DOCUMENT)))
    here = {(row["document"], row["proposal"]): row["status"] for row in found}

    # 003:9 (the reports' recommendations), 182-186 (proposals yet to be made), 196-204 (a
    # proposal of January 2020 that never went on to politicians), 329-330 (under discussion).
    # 004:45 (many proposals on Cosmic Link), 69 (the inquiry's proposal). In 002:47-51 and
    # 85-87 the proposals go to the steering group.
    assert {name for document, name in here if document == JAMTLAND} == {
        "forslag/jamtland-cosmic-link-vidare-anvandning",
        "forslag/samsjuklighet-gemensamt-driven-verksamhet",
    }
    assert here[SKANE, "forslag/skane-samordningsfunktion-2020"] == "vocab/status/ej-vidareford"
    assert {document for document, _ in here} == {SKANE, JAMTLAND}


def test_r51_who_lets_principles_permeate_what(shipped: KnowledgeGraph) -> None:
    """In which documents are principles to permeate every sub-goal of a plan?"""
    found = rows(naravard_kg.ask(shipped, "principles", document=list(EVERY_DOCUMENT)))
    goals = {f"mal/orebro-delmal-{number}" for number in range(1, 6)}
    reach: dict[object, set[object]] = {row["principle"]: set() for row in found}
    for row in found:
        reach[row["principle"]] |= {row["permeates"]}

    # 001:102: three perspectives, each to be considered in every sub-goal. No other document
    # says so of its goals; 003 and 004 state no principle at all.
    assert {name for name, reached in reach.items() if goals <= reached} == {
        "princip/orebro-delaktighet",
        "princip/orebro-ledarskap-teamsamverkan",
        "princip/orebro-digitalisering",
    }
    assert {row["document"] for row in found} == {MALBILD, OREBRO, ALVSBORG}


# ---------------------------------------------------------------- groups


def test_r52_who_delimits_its_groups(shipped: KnowledgeGraph) -> None:
    """Which documents delimit their groups by a scale, and which call their own groups undefined?"""
    found = {row["document"]: row for row in rows(naravard_kg.ask(shipped, "group-limits"))}

    # 002:59: frail elderly, 5-6 and 7-9. 003:339-340: three groups that are not defined. 000:181
    # and 183: high risk is a criterion without a scale. 001:76, 120 and 171 delimit some groups by
    # age. 004 names groups only.
    assert {name for name, row in found.items() if row["on_a_scale"]} == {ALVSBORG}
    assert found[ALVSBORG]["on_a_scale"] == 2
    assert {name: row["undefined"] for name, row in found.items() if row["undefined"]} == {SKANE: 3}
    assert {name for name, row in found.items() if row["by_criterion"]} == {MALBILD, OREBRO}


def test_r53_how_palliative_care_is_taken_up(shipped: KnowledgeGraph) -> None:
    """In which counties is palliative care an area of work, and in which only a need of a group?"""
    silent = naravard_kg.ask(shipped, "silent-on-concept", concept=f"{SHARED}/palliativ-vard")
    named = rows(naravard_kg.ask(shipped, "things-named", word="palliativ"))

    # 004:25-29 (a work of its own) and 001:179 (people in need of it are one example of a group).
    assert column(silent, "document") == set(EVERY_DOCUMENT) - {JAMTLAND, OREBRO}
    assert {row["kind"] for row in named if row["document"] == OREBRO} == {"nv:TargetGroup"}
    assert {row["document"] for row in named} == {OREBRO, JAMTLAND}


def test_r54_how_near_the_oldest_and_frailest_match(shipped: KnowledgeGraph) -> None:
    """Which county's group is exactly the shared concept of frail elderly, and which is only near?"""
    found = rows(naravard_kg.ask(shipped, "matches-by-county", scheme=GROUP))
    frail = {
        (row["county"], row["via"]) for row in found if row["concept"] == f"{GROUP}/skora-aldre"
    }

    # 002:59 has the group by that name, with two levels within it; 003:339 has only the word
    # frail, called undefined. 001:120 has the most ill elderly, which is another concept.
    assert frail == {
        ("plats/lan-14", "skos:exactMatch"),
        ("plats/lan-14", "skos:broadMatch"),
        ("plats/lan-12", "skos:relatedMatch"),
    }


def test_r55_who_is_silent_on_children(shipped: KnowledgeGraph) -> None:
    """Which document says nothing of children and young people?"""
    found = naravard_kg.ask(shipped, "silent-on-concept", concept=f"{GROUP}/barn-unga")

    # 003 has no word of them. 000:208-218; 001:179; 002:37 through the convention on children;
    # 004:13 through the name of an arena.
    assert column(found, "document") == {SKANE}


# ---------------------------------------------------------------- areas, methods, tools


def test_r56_who_is_silent_on_rehabilitation(shipped: KnowledgeGraph) -> None:
    """For which regions is rehabilitation an area of development, and under which names?"""
    concept = f"{SHARED}/rehabilitering"
    silent = naravard_kg.ask(shipped, "silent-on-concept", concept=concept)
    named = rows(naravard_kg.ask(shipped, "synonyms", concept=concept))

    # 000:125 and 220-233; 39 has the nation's wording; 001:49 and 193-201. 002:67 has a service
    # of that name only, 003 has none, 004:35-37 is of habilitation, which is something else.
    assert column(silent, "document") == {ALVSBORG, SKANE, JAMTLAND}
    assert {(row["county"], row["thing"]) for row in named} == {
        ("plats/lan-12", "omrade/skane-2021-rehabilitering"),
        ("plats/lan-12", "omrade/gnv-2021-rehabiliterande"),
        ("plats/lan-18", "omrade/orebro-delmal-4"),
    }


def test_r57_who_works_on_physicians_in_municipal_care(shipped: KnowledgeGraph) -> None:
    """Is physicians' part in municipal care an area of development outside Skåne?"""
    found = naravard_kg.ask(shipped, "silent-on-concept", concept=f"{SHARED}/lakarmedverkan")

    # 000:157-163 and 003 as a whole; the others do not take it up.
    assert column(found, "document") == {OREBRO, ALVSBORG, JAMTLAND}


def test_r58_which_tools_are_in_use_and_which_are_wished_for(shipped: KnowledgeGraph) -> None:
    """Which digital tools are in use, and which are wished for or only thought of?"""
    found = rows(naravard_kg.ask(shipped, "digital-tools"))
    wished = [row for row in found if row["status"] in WISHED]

    # 004:45 (Cosmic Link is used). 001:116 (new tools for staff), 179 (a system to find people
    # with complex needs); 003:145-150 (a mobile solution and an app, yet to be decided on).
    assert {row["tool"] for row in found if row["status"] == "vocab/status/gallande"} == {
        "verktyg/jamtland-cosmic-link"
    }
    assert _by_document(wished, "tool") == {
        OREBRO: {"verktyg/orebro-nya-verktyg", "verktyg/orebro-system-identifiera"},
        SKANE: {"verktyg/skane-mobil-digital-losning", "verktyg/skane-app-informationsdelning"},
    }
    # 002:26 speaks of digitalisation as a support, of no tool.
    silent = naravard_kg.ask(shipped, "silent-on-class", of="DigitalTool")
    assert column(silent, "document") == {ALVSBORG}


# ---------------------------------------------------------------- what they lean on


def test_r59_which_national_sources_each_county_names(shipped: KnowledgeGraph) -> None:
    """Which national sources does each document name, and which are named in two counties?"""
    found = _by_document(rows(naravard_kg.ask(shipped, "national-frame")), "source")
    several = column(naravard_kg.ask(shipped, "named-in-several"), "thing")

    # 000:35 (the agreement), 41 (the bill), 208 (the inquiry), 210 (the convention as law);
    # 001:122; 002:37 (the convention); 003:93-94; 004:41 and 49.
    assert found == {
        MALBILD: {
            "avtal/god-och-nara-vard-2021",
            "dokument/prop-2019-20-164",
            "dokument/sou-2021-34",
            "lag/sfs-2018-1197",
        },
        OREBRO: {"lag/sfs-2001-453", "lag/sfs-1982-763", "lag/sfs-2017-612"},
        ALVSBORG: {"lag/sfs-2018-1197"},
        SKANE: {"lag/sfs-2001-453"},
        JAMTLAND: {"lag/sfs-2017-612", "avtal/god-och-nara-vard-2021"},
    }
    assert {"avtal/god-och-nara-vard-2021", "lag/sfs-2001-453", "lag/sfs-2017-612"} <= several


def test_r60_what_documents_say_of_other_regions(shipped: KnowledgeGraph) -> None:
    """Which documents mention another region than their own, and for what?"""
    found = rows(naravard_kg.ask(shipped, "other-regions"))

    # 003:144-146 (two other regions with Skåne behind one task) and 002:73 (a region as an
    # example of steering by effects). 004:61-63 compares with other counties, unnamed.
    assert _by_document(found, "region") == {
        SKANE: {"aktor/region-14", "aktor/region-18"},
        ALVSBORG: {"aktor/region-08"},
    }
    assert "arbetssatt/sa-effektstyrning" in {
        row["thing"] for row in found if row["region"] == "aktor/region-08"
    }


def test_r61_which_names_mislead_across_counties(shipped: KnowledgeGraph) -> None:
    """Which names stand for different bodies and plans in different counties?"""
    found = rows(naravard_kg.ask(shipped, "homonyms"))
    committee = {row["thing"] for row in found if row["name"] == "Hälso- och sjukvårdsnämnden"}
    strategy = {row["thing"] for row in found if row["name"] == "RUS"}

    # A committee of that name in 001:54, 003:121-122 and 004:11; a regional development strategy
    # called RUS in 001:33 and in 002:37.
    assert committee == {"organ/orebro-hsn", "organ/skane-hsn", "organ/jamtland-hsn"}
    assert strategy == {"plan/orebro-rus", "plan/vg-rus"}


def test_r62_which_plans_of_action_there_are(shipped: KnowledgeGraph) -> None:
    """Which plans of action are valid, in preparation and planned?"""
    kind = "vocab/instrumenttyp/handlingsplan"
    found = rows(naravard_kg.ask(shipped, "instruments-of-kind", kind=kind))
    status = {row["instrument"]: row["status"] for row in found}

    # 001:5 and 54 (valid, adopted); 000:109 (to be supplemented); 002:77 and 87 (after a
    # decision); 004:49 (drawn up and being followed up).
    assert status["plan/orebro-sammanhallen-2019"] == "vocab/status/gallande"
    assert status["plan/skane-handlingsplan-2021"] == "vocab/status/under-beredning"
    assert status["plan/sa-handlingsplan-fokusomraden"] == "vocab/status/planerad"
    assert status["plan/jamtland-handlingsplan-fasta-kontakter"] == "vocab/status/gallande"


def test_r63_who_has_been_shown_and_who_has_approved(shipped: KnowledgeGraph) -> None:
    """Which bodies have only been shown something, and which have approved or adopted it?"""
    by_kind = {
        kind: column(
            naravard_kg.ask(shipped, "decisions-of-kind", kind=f"vocab/beslutstyp/{kind}"), "body"
        )
        for kind in ("presentera", "godkanna", "faststalla")
    }

    # 001:52 and 54; 002:49 (presented to the steering group); 003:364-365 (approved); 004:23
    # (reported to SVOM).
    assert by_kind == {
        "presentera": {
            "organ/orebro-kcrd",
            "organ/orebro-regionala-radet",
            "organ/sa-styrgrupp-narvard",
            "organ/jamtland-svom",
        },
        "godkanna": {"organ/orebro-chefsgrupp", "organ/orebro-specifika-radet", "organ/skane-cs"},
        "faststalla": {"organ/orebro-hsn"},
    }


# ---------------------------------------------------------------- trust


def test_r64_what_is_settled_and_what_is_open(shipped: KnowledgeGraph) -> None:
    """Which contradictions have been settled, and which statement has been found wrong?"""
    found = rows(naravard_kg.ask(shipped, "contradiction-states"))
    wrong = rows(naravard_kg.ask(shipped, "assessed-as", rank="vocab/rang/avford"))

    # 004:41 gives 2017 for the act that 001:122 gives 2018; the act entered into force in 2018.
    assert [(row["subject"], row["document"]) for row in wrong] == [("lag/sfs-2017-612", JAMTLAND)]
    assert str(wrong[0]["claim"]).endswith("-2017")
    # 003:59-61 has two sub-regions with a coordinating function, 204-205 has one: still open.
    (sub_regions,) = [row for row in found if "delregioner-samordningsfunktion" in str(row["one"])]
    assert sub_regions["open"] is True
    # 004:53 has a decision on the joint plan and work that has begun to form it: still open.
    assert {row["open"] for row in found if "gemensam-plan" in str(row["other"])} == {True}


def test_r65_which_text_must_be_read_with_care(shipped: KnowledgeGraph) -> None:
    """Which document is read from a text that lost its Swedish letters?"""
    kind = "vocab/textkvalitet/ocr-utan-diakriter"
    found = naravard_kg.ask(shipped, "text-copies", quality=kind)

    # 003:1 and throughout; the other four keep å, ä and ö.
    assert column(found, "document") == {SKANE}


def test_r66_how_much_of_the_levels_is_ours(shipped: KnowledgeGraph) -> None:
    """Is it the sources or we who put bodies at a level?"""
    found = rows(
        naravard_kg.ask(shipped, "inferred-by-property", document=[MALBILD, JAMTLAND, ALVSBORG])
    )
    levels = {
        row["document"]: (row["inferred"], row["statements"])
        for row in found
        if row["property"] == "nv:bodyLevel"
    }

    # 004:13 says the county of nine bodies and local of one; of SocSam (27), the two bodies of
    # knowledge management (13) and the working groups (17-37) the level is our reading. In 002:20
    # only the name of the political council has the level.
    for document in (JAMTLAND, ALVSBORG):
        inferred, statements = levels[document]
        assert 0 < int(str(inferred)) < int(str(statements))
