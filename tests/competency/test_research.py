"""What a researcher of the reform asks of one document: the answer as its lines give it.

None of these stands in the list of questions. A comment names the document (000 to 004) and the
lines that the expected answer was read from.
"""

from __future__ import annotations

import naravard_kg
from naravard_kg import KnowledgeGraph

from .reading import (
    A_TO_E,
    ALVSBORG,
    FOLLOWED_UP,
    JAMTLAND,
    MALBILD,
    OREBRO,
    PLAN,
    SKANE,
    THREE_TO_FIVE,
    assignment,
    column,
    rows,
)

# ---------------------------------------------------------------- 000, Skåne 2021


def test_r01_what_the_central_body_decided_to_hold_together(shipped: KnowledgeGraph) -> None:
    """Which three processes did the central body of Skåne decide to hold together, and when?"""
    found = rows(naravard_kg.ask(shipped, "decisions-of-kind", kind="vocab/beslutstyp/besluta"))
    here = [row for row in found if row["document"] == MALBILD]

    # 000:71 gives the body, the date and the word of decision; 73-75 list the processes.
    assert {(row["body"], str(row["date"])) for row in here} == {("organ/skane-cs", "2021-02-19")}
    assert {row["matter"] for row in here} - {"samling/skane-2021-tre-processer"} == {
        "avtal/skane-hs-2016",
        "avtal/god-och-nara-vard-2021",
        "plan/skane-2021-fhs-gemensamma-delar",
    }


def test_r02_how_much_of_the_strategy_meets_the_nation(shipped: KnowledgeGraph) -> None:
    """How many fields of action has the region's own strategy, and how many meet the nation's?"""
    of = "vocab/omradestyp/insatsomrade"
    numbers = naravard_kg.ask(shipped, "counts-of", of=of)
    areas = rows(naravard_kg.ask(shipped, "areas-of-kind", kind=of))

    # 000:55 says seven and 57-63 name them; 65 says six of the seven, without saying which.
    assert column(numbers, "number") == {7, 6}
    assert len({row["area"] for row in areas if row["document"] == MALBILD}) == 7


def test_r03_which_values_the_agreement_is_built_on(shipped: KnowledgeGraph) -> None:
    """Which values do the parties of the Skåne agreement share?"""
    found = rows(naravard_kg.ask(shipped, "principles", document=MALBILD))

    # 000:25 speaks of the shared values of the agreement, 27-29 are three points.
    assert {row["principle"] for row in found if row["permeates"] == "avtal/skane-hs-2016"} == {
        "princip/skane-hs-individfokus",
        "princip/skane-hs-inflytande",
        "princip/skane-hs-en-organisation",
    }


def test_r04_which_rights_of_the_child_are_named(shipped: KnowledgeGraph) -> None:
    """Which rights and principles does Skåne take from the act on the rights of the child?"""
    found = rows(naravard_kg.ask(shipped, "principles", document=MALBILD))
    taken = {row["principle"]: row["permeates"] for row in found if row["basis"] == CHILD}

    # 000:210 names three rights as examples and one central principle; it ties none to a goal.
    assert taken == {
        "princip/barnkonventionen-skydd-mot-vald": None,
        "princip/barnkonventionen-utbildning": None,
        "princip/barnkonventionen-social-trygghet": None,
        "princip/barnkonventionen-barnets-basta": None,
    }


CHILD = "lag/sfs-2018-1197"


def test_r05_where_the_inquiry_on_children_is_used(shipped: KnowledgeGraph) -> None:
    """For what does Skåne lean on SOU 2021:34?"""
    found = rows(naravard_kg.ask(shipped, "references", document=MALBILD))

    # 000:208 says that the inquiry makes plain what the sentence before it says of schools.
    assert {row["referrer"] for row in found if row["referred"] == "dokument/sou-2021-34"} == {
        MALBILD,
        "omrade/skane-2021-barn-unga",
        "konstaterande/skane-2021-skolan-central-arena",
    }


def test_r06_how_the_national_vision_is_divided(shipped: KnowledgeGraph) -> None:
    """What does bill 2019/20:164 want of the transition, according to Skåne?"""
    found = naravard_kg.ask(shipped, "parts", instrument="mal/prop-164-malbild")

    # 000:43: care to turn about primary care; the patient's care; the patient's part; resources.
    assert column(found, "part") == {
        "mal/prop-164-primarvarden-nav",
        "mal/prop-164-god-nara-samordnad",
        "mal/prop-164-patienten-delaktig",
        "mal/prop-164-effektivare-resurser",
    }


def test_r07_how_many_home_visits_and_to_whom(shipped: KnowledgeGraph) -> None:
    """How many home visits does the programme for first-time mothers offer, and to whom?"""
    visits = naravard_kg.ask(shipped, "counts-of", of="arbetssatt/skane-hembesok")
    group = "malgrupp/skane-2021-forstfoderskor"
    meant = rows(naravard_kg.ask(shipped, "meant-for", group=group))

    # 000:214: six visits; the project is the extended programme for first-time mothers.
    assert column(visits, "number") == {6}
    assert "projekt/skane-vaxa-tryggt" in {row["thing"] for row in meant}


def test_r08_which_obstacles_to_rehabilitation_stand_unanswered(shipped: KnowledgeGraph) -> None:
    """Which obstacles to rehabilitation does Skåne name without a measure against them?"""
    found = naravard_kg.ask(shipped, "unmet-challenges", document=MALBILD)

    # 000:224 (principals and contents differ) and 227 (fees differ). The aims of 231-233 speak
    # of flow, equality and clear assignments; none of fees or of who is principal.
    assert column(found, "challenge") == {
        "utmaning/skane-2021-rehab-huvudmannaskap",
        "utmaning/skane-2021-rehab-avgifter",
    }


# ---------------------------------------------------------------- 001, Örebro 2019


def test_r09_whom_the_plan_speaks_to(shipped: KnowledgeGraph) -> None:
    """Does the Örebro plan speak to the public, to staff, to officials or to politicians?"""
    told = {
        who: PLAN in column(naravard_kg.ask(shipped, "addressed-to", recipient=who), "thing")
        for who in (f"vocab/mottagare/{name}" for name in RECIPIENTS)
    }

    # 001:140: politicians and officials in the networks of the regional support structure.
    assert {who for who, here in told.items() if here} == {
        "vocab/mottagare/politiker",
        "vocab/mottagare/tjanstepersoner",
    }


RECIPIENTS = ("allmanhet", "medarbetare", "politiker", "tjanstepersoner")


def test_r10_whom_the_leaders_report_back_to(shipped: KnowledgeGraph) -> None:
    """To whom are the results of the Örebro plan fed back, and by whom?"""
    found = rows(naravard_kg.ask(shipped, "reporting", document=OREBRO))

    # 001:217: the development leaders, together with the collaboration leaders, see to it that the
    # results reach those who answer for the regional strategy; that they report is inferred.
    assert {(row["from"], row["to"], row["inferred"]) for row in found} == {
        ("post/orebro-utvecklingsledare", "aktor/orebro-ansvariga-rus", True),
        ("post/orebro-samverkansledare", "aktor/orebro-ansvariga-rus", True),
    }


def test_r11_which_bodies_are_one_authoritys_own(shipped: KnowledgeGraph) -> None:
    """Which bodies in Örebro are the region's own, and which are joint with the municipalities?"""
    found = rows(naravard_kg.ask(shipped, "joint-bodies", document=OREBRO))
    own = {row["body"]: row["owner"] for row in found if row["kind"] == "nv:Committee"}
    council = {row["owner"] for row in found if row["body"] == "organ/orebro-specifika-radet"}

    # 001:54 and 58: the region's committee and its council; 126: the specific council is a
    # forum of the region and all municipalities of the county.
    assert own == {
        "organ/orebro-hsn": "aktor/region-18",
        "organ/orebro-regionfullmaktige": "aktor/region-18",
    }
    assert {"aktor/region-18", "aktor/kommuner-18"} <= council


def test_r12_which_part_of_the_county_has_which_group(shipped: KnowledgeGraph) -> None:
    """Into which parts is Örebro County divided, and is there a group in each?"""
    found = rows(naravard_kg.ask(shipped, "sub-regions"))
    here = {(row["place"], row["body"]) for row in found if row["document"] == OREBRO}

    # 001:128 names four parts; 215 says that there is a group in each.
    for name in ("norr", "vaster", "soder", "orebro"):
        assert (f"plats/orebro-lansdel-{name}", f"organ/orebro-lansdelsgrupp-{name}") in here
    assert len({place for place, _ in here}) == 4


def test_r13_which_risks_concern_more_than_this_plan(shipped: KnowledgeGraph) -> None:
    """Which of Örebro's risks threatens other plans than the one that names it?"""
    found = rows(naravard_kg.ask(shipped, "risks-and-goals", document=OREBRO))
    plans = {(row["risk"], row["threatened"]) for row in found if row["kind"] == "nv:Plan"}

    # 001:153: that the three plans are not integrated; 98 says which the other two are. The six
    # risks of 148-153 all stand under the heading of what may keep this plan from its goals.
    assert {risk for risk, plan in plans if plan != PLAN} == {"risk/orebro-planer-ej-integreras"}
    assert len({risk for risk, plan in plans if plan == PLAN}) == 6


def test_r14_for_which_measures_someone_answers(shipped: KnowledgeGraph) -> None:
    """For which measures of the Örebro plan does it say who is to take them?"""
    found = rows(naravard_kg.ask(shipped, "measures", document=OREBRO))
    doers = ("nv:responsibleBody", "nv:performedBy", "nv:commissionedBy")
    open_ones = column(naravard_kg.ask(shipped, "unassigned-measures", document=OREBRO), "measure")
    taken = {row["measure"] for row in found if row["via"] in doers}

    # 001:110 (the manager), 150 (a unit of the region), 187 (municipality and region), 189 (both
    # principals). The sections on the five sub-goals, 167-211, use the passive or "we".
    assert taken == {
        "atgard/orebro-chef-skapar-forutsattningar-team",
        "atgard/orebro-ta-med-risk",
        "atgard/orebro-stod-egenvard",
        "atgard/orebro-gemensamt-ansvar-team",
    }
    assert open_ones == {row["measure"] for row in found} - taken


def test_r15_which_acts_carry_the_individual_plan(shipped: KnowledgeGraph) -> None:
    """In which acts was the coordinated individual plan brought in, and by which was it followed?"""
    found = rows(naravard_kg.ask(shipped, "acts", document=OREBRO))
    sip = {row["act"] for row in found if row["referrer"] == "arbetssatt/sip"}

    # 001:122: into the two acts in 2010; of 2018 is a further act, on discharge.
    assert sip == {"lag/sfs-2001-453", "lag/sfs-1982-763"}
    assert {row["act"] for row in found} - sip == {"lag/sfs-2017-612"}


def test_r16_what_is_lacking_in_orebro(shipped: KnowledgeGraph) -> None:
    """Which competence does Örebro say is lacking?"""
    found = rows(naravard_kg.ask(shipped, "stated-absences", document=OREBRO))
    lacking = {row["thing"] for row in found if row["status"] == "vocab/status/saknas"}

    # 001:199 (rehabilitation) and 207 (nutrition, such as dietitians).
    assert lacking == {
        "konstaterande/orebro-kompetensbrist-rehabilitering",
        "konstaterande/orebro-kompetens-nutrition-saknas",
        "yrke/orebro-dietister",
    }


# ---------------------------------------------------------------- 002, Södra Älvsborg 2024


def test_r17_whom_the_process_leaders_report_to(shipped: KnowledgeGraph) -> None:
    """To whom do the process leaders of Södra Älvsborg report, and do politicians hear of it?"""
    found = rows(naravard_kg.ask(shipped, "reporting", document=ALVSBORG))
    heard = {row["to"] for row in found if row["from"] == "samling/sa-processledarna"}
    political = naravard_kg.ask(
        shipped, "bodies-at", level="vocab/organniva/delregional", sphere="vocab/sfar/politisk"
    )

    # 002:20: at each meeting to the steering group, regularly to the political council and to
    # the services concerned.
    assert heard == {
        "organ/sa-styrgrupp-narvard",
        "organ/sa-politiskt-samrad",
        "aktor/sa-berorda-verksamheter",
    }
    assert heard & column(political, "body") == {"organ/sa-politiskt-samrad"}


def test_r18_what_a_person_at_a_level_of_frailty_meets(shipped: KnowledgeGraph) -> None:
    """What is there for a person of frailty 6, of 8 and of 4 on the scale?"""
    meant = {
        level: column(naravard_kg.ask(shipped, "groups-at-level", level=level), "thing")
        for level in (4, 6, 8)
    }

    # 002:59: a joint way of working is to be drawn up for 5-6 and hybrid teams may follow; for
    # 7-9 there is cooperation, and deeper cooperation is called for. Nothing is said of 4.
    assert {"arbetssatt/sa-gemensamt-arbetssatt-5-6", "arbetssatt/sa-hybridteam"} <= meant[6]
    assert {"arbetssatt/sa-samarbete-7-9", "arbetssatt/sa-fordjupat-samarbete-7-9"} <= meant[8]
    assert "arbetssatt/sa-hybridteam" not in meant[8]
    assert meant[4] == set()


def test_r19_who_answers_for_taking_part(shipped: KnowledgeGraph) -> None:
    """Who sees to it that the right staff come to the dialogue meetings of Södra Älvsborg?"""
    found = rows(naravard_kg.ask(shipped, "measures", document=ALVSBORG))
    who = {row["who"] for row in found if row["measure"] == "atgard/sa-ratt-medarbetare-deltar"}

    # 002:67: the first-line manager.
    assert who == {"post/sa-forsta-linjens-chef"}


def test_r20_whose_report_the_follow_up_starts_from(shipped: KnowledgeGraph) -> None:
    """Which report is the follow-up in Södra Älvsborg to start from, and who wrote it?"""
    found = rows(naravard_kg.ask(shipped, "documents-of-kind", kind="vocab/doktyp/rapport"))

    # 002:81: the report of the authority for analysis of health and social care.
    assert [(row["document"], row["author"]) for row in found if row["named_in"] == ALVSBORG] == [
        ("dokument/vardanalys-omstallningen", "aktor/vardanalys")
    ]


def test_r21_when_the_decision_is_due(shipped: KnowledgeGraph) -> None:
    """On which day was the decision on the focus areas expected, and what comes from that day?"""
    found = rows(naravard_kg.ask(shipped, "periods", document=ALVSBORG))
    stated = {row["thing"]: row["stated"] for row in found}

    # 002:77: an action plan that comes in after the decision of 6 December; the document is of
    # 2024-11-29 (3).
    assert stated["villkor/sa-beslut-om-fokusomraden"] == "2024-12-06"
    assert stated["plan/sa-handlingsplan-fokusomraden"] == "2024-12-06/.."


# ---------------------------------------------------------------- 003, the follow-up of Skåne


def test_r22_which_document_carried_out_the_assignments(shipped: KnowledgeGraph) -> None:
    """Through which document were three assignments carried out, and how was the fourth?"""
    found = rows(naravard_kg.ask(shipped, "fulfilments", plan=FOLLOWED_UP))
    base = "plan/skane-forfragningsunderlag-vardcentral-2020"

    # 003:371-373: 7, 13 and 16 through the tender document of 2020; likewise 18, whose dialogue
    # and approval stand in 357-365.
    assert {row["number"] for row in found if row["fulfilled_by"] == base} == {7, 13, 16}
    assert {row["fulfilled_by"] for row in found if row["number"] == 18} == {
        "utredning/skane-dialog-forlangd-tidsplan"
    }


def test_r23_who_asked_for_the_study_of_an_app(shipped: KnowledgeGraph) -> None:
    """Who gave the task of studying a mobile way to share information, and to whom?"""
    found = rows(naravard_kg.ask(shipped, "responsible", thing="utredning/skane-inera-utredning"))

    # 003:144-146: Skåne, through its joint digitalisation, with two other regions, to Inera. That
    # Skåne is the region there is a reading.
    given = [row for row in found if row["via"] == "nv:commissionedBy" and not row["inferred"]]
    assert {row["who"] for row in given} - {"aktor/region-12"} == {
        "struktur/skanegemensam-digitalisering",
        "aktor/region-14",
        "aktor/region-18",
    }
    assert {row["who"] for row in found if row["via"] == "nv:performedBy"} == {"aktor/inera"}


def test_r24_which_professions_a_hospital_team_needs(shipped: KnowledgeGraph) -> None:
    """Which professions must a hospital team of Skåne have at the least?"""
    found = naravard_kg.ask(shipped, "professions-in", thing="arbetssatt/skane-sjukhusteam")

    # 003:168-170: at least a physician and a nurse.
    assert column(found, "profession") == {"yrke/skane-lakare", "yrke/skane-sjukskoterska"}


def test_r25_which_number_is_no_task(shipped: KnowledgeGraph) -> None:
    """Which of the nineteen assignments is no task but a finding?"""
    kind = "vocab/uppdragstyp/konstaterande"
    found = rows(naravard_kg.ask(shipped, "assignments-of-kind", kind=kind))

    # 003:158.
    assert [(row["number"], row["assignment"]) for row in found] == [(8, assignment(8))]


def test_r26_what_hangs_strongly_on_the_form_of_care(shipped: KnowledgeGraph) -> None:
    """Which assignments and proposals depend strongly on how physicians' support is organised?"""
    kind, strength = "vocab/beroendetyp/starkt-beroende", "vocab/styrka/hard"
    found = rows(naravard_kg.ask(shipped, "dependencies-of-kind", kind=kind, strength=strength))
    on_assignments = {row["depender"] for row in found if row["dependee"] in THREE_TO_FIVE}
    on_proposals = {row["depender"] for row in found if row["dependee"] in A_TO_E}

    # 003:175-177 (the two proposals of 9 on the adjustments and on a to e) and 236-238 (the
    # revised agreement of 12 on how support is organised; proposals to 3-5).
    assert on_assignments == {assignment(9), assignment(12)}
    assert on_proposals == {"forslag/skane-lakarstod-09-a", "forslag/skane-lakarstod-09-b"}
    assert not any(row["inferred"] for row in found)


def test_r27_who_has_followed_the_form_of_care(shipped: KnowledgeGraph) -> None:
    """Who has followed up the team-based form of care through the years, and is more proposed?"""
    thing = "arbetssatt/skane-teambaserad-vardform"
    found = rows(naravard_kg.ask(shipped, "followed-up-by", thing=thing))

    # 003:299-302 (the council KEFU, each year 2017-2020) and 110-112 (proposal d: evaluated
    # within the collaboration).
    assert {(row["means"], row["who"]) for row in found} == {
        ("utredning/skane-kefu-uppfoljningar-2017-2020", "aktor/kefu"),
        ("utredning/skane-utvardering-vardformens-kvalitet", None),
    }


def test_r28_what_the_new_indicators_start_with(shipped: KnowledgeGraph) -> None:
    """With what do the indicators that region and municipalities share begin in Skåne?"""
    found = rows(naravard_kg.ask(shipped, "indicators", document=SKANE))
    whole = "indikator/skane-gemensamma-indikatorer-2021"

    # 003:304-309: in spring 2021 a number of indicators; the first step is discharge and SIP.
    assert {row["indicator"] for row in found if row["part_of"] == whole} == {
        "indikator/skane-indikator-utskrivning",
        "indikator/skane-indikator-sip",
    }


def test_r29_what_a_platform_for_care_at_home_should_do(shipped: KnowledgeGraph) -> None:
    """What would a platform for care in the home be for?"""
    found = naravard_kg.ask(shipped, "parts", instrument=assignment(14))

    # 003:264-269 are five tasks; 270-271 adds that it be weighed whether to replace advice.
    assert column(found, "part") == {
        "atgard/skane-14-kunskap",
        "atgard/skane-14-kvalitet",
        "atgard/skane-14-jamforelser",
        "atgard/skane-14-kompetens",
        "atgard/skane-14-integrerad-vard",
        "utredning/skane-14-ersatta-radgivning",
    }


# ---------------------------------------------------------------- 004, Jämtland 2022


def test_r30_how_the_agreement_on_palliative_care_ended(shipped: KnowledgeGraph) -> None:
    """Which body decided that the agreement on Storsjögläntan be ended, and when?"""
    agreement = "avtal/jamtland-storsjoglantan"
    (decision,) = rows(naravard_kg.ask(shipped, "decisions-on", thing=agreement))
    statuses = rows(naravard_kg.ask(shipped, "statuses", thing=agreement))

    # 004:27.
    assert (decision["kind"], decision["body"]) == (
        "vocab/beslutstyp/saga-upp",
        "organ/jamtland-socsam",
    )
    assert str(decision["date"]) == "2020-12-04"
    assert [row["status"] for row in statuses] == ["vocab/status/uppsagt"]


def test_r31_from_which_day_nutrition_care_is_new(shipped: KnowledgeGraph) -> None:
    """Was the new way of nutrition care in force on the last day of 2021, and on the day after?"""
    thing = "arbetssatt/jamtland-nutritionsvard-ny"
    before = naravard_kg.ask(shipped, "status-on", thing=thing, date="2021-12-31")
    after = rows(naravard_kg.ask(shipped, "status-on", thing=thing, date="2022-01-01"))

    # 004:33: the county changed over at the turn of the year, 2022-01-01.
    assert not before.rows
    assert [(row["status"], row["certain"]) for row in after] == [("vocab/status/gallande", True)]


def test_r32_which_municipality_takes_part_in_what(shipped: KnowledgeGraph) -> None:
    """Which municipalities take part in which projects in Jämtland?"""
    found = rows(naravard_kg.ask(shipped, "projects", document=JAMTLAND))
    pairs = {(row["project"], row["party"]) for row in found if "/kommun-" in str(row["party"])}

    # 004:53: Bräcke and Ragunda in one project, Östersund and Åre in another.
    assert pairs == {
        ("projekt/jamtland-nara-vard-glesbygd", "aktor/kommun-2305"),
        ("projekt/jamtland-nara-vard-glesbygd", "aktor/kommun-2303"),
        ("projekt/jamtland-valtel-2", "aktor/kommun-2380"),
        ("projekt/jamtland-valtel-2", "aktor/kommun-2321"),
    }


def test_r33_which_decisions_have_no_known_author(shipped: KnowledgeGraph) -> None:
    """Which decisions does Jämtland report without saying who took them?"""
    found = rows(naravard_kg.ask(shipped, "decisions", document=JAMTLAND))

    # 004:53: the decision on the joint plan, and in parallel the recommendation on the vision.
    assert {row["decision"] for row in found if row["body"] is None} == {
        "beslut/jamtland-beslut-gemensam-plan",
        "beslut/jamtland-malbild-rekommendation",
    }


def test_r34_what_is_asked_for_in_jamtland(shipped: KnowledgeGraph) -> None:
    """What does Jämtland say is missing, and what of it is asked for?"""
    found = rows(naravard_kg.ask(shipped, "stated-absences", document=JAMTLAND))
    by_status = {
        status: {row["thing"] for row in found if row["status"] == f"vocab/status/{status}"}
        for status in ("saknas", "efterfragad")
    }

    # 004:53 and 73 (vision, target vision; asked for in 73), 45 (strategy, forum, cooperation at
    # a higher level), 67 (the principals need to coordinate).
    assert by_status["saknas"] == {
        "mal/jamtland-gemensam-vision-nara-vard",
        "mal/jamtland-gemensam-malbild-nara-vard",
    }
    assert by_status["efterfragad"] - by_status["saknas"] == {
        "plan/jamtland-journalforing-strategi",
        "organ/jamtland-journalforing-forum",
        "atgard/jamtland-samarbete-hogre-niva",
        "atgard/jamtland-samordna-primarvardsniva",
    }


def test_r35_what_the_indicators_of_jamtland_measure(shipped: KnowledgeGraph) -> None:
    """Does any indicator in Jämtland measure a goal of collaboration?"""
    goals = naravard_kg.ask(shipped, "indicators-without-goal", document=JAMTLAND)
    every = naravard_kg.ask(shipped, "indicators", document=JAMTLAND)

    # 004:57 (few measurable goals of its own) and 59 (few indicators that follow collaboration).
    assert column(goals, "indicator") == column(every, "indicator")
    assert "indikator/jamtland-nojda-patienter" in column(goals, "indicator")


def test_r36_what_the_act_on_discharge_led_to(shipped: KnowledgeGraph) -> None:
    """What was done in Jämtland because of the act on discharge, and can it be measured now?"""
    acts = rows(naravard_kg.ask(shipped, "acts", document=JAMTLAND))
    tools = rows(naravard_kg.ask(shipped, "digital-tools"))
    supported = {row["supports"] for row in tools if row["tool"] == "verktyg/jamtland-rapportstod"}

    # 004:41: the process was described when the act came; a reporting support has made it
    # possible to follow it in numbers, and so to use the agreement on payment.
    assert {row["referrer"] for row in acts if row["act"] == "lag/sfs-2017-612"} - {None} == {
        "projekt/jamtland-utskrivning-beskrivning",
        "arbetssatt/jamtland-utskrivningsprocess",
    }
    assert {"utredning/jamtland-utskrivning-kvantitativ", "avtal/jamtland-betalningsansvar"} <= (
        supported
    )
