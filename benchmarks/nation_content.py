"""What a made-up document is about: concepts, goals, assignments, and what waits for what.

Things depend on things before them, now and then on the county's document before, so that nothing
waits for itself; and what is done waits for nothing that is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from nation_draft import Draft, compare, describe, match, of_kind, slug, state, status
from nation_land import AREAS, GROUPS, METHODS, Topic
from nation_lines import (
    IN_SCHEME,
    LABEL,
    PART_OF,
    PREFERRED,
    SUBJECT,
    Fact,
    both,
    concept,
    day,
    nv,
    thing,
    whole,
)

_CONCEPTS = (
    (GROUPS, "TargetGroup", "malgrupp", 5),
    (AREAS, "DevelopmentArea", "omrade", 3),
    (METHODS, "WorkingMethod", "arbetssatt", 4),
)  # a scheme; the class and the segment of what is matched to it; assignments to one more of them
_MATCHES = {"exact": 13, "close": 66, "broad": 35, "narrow": 3, "related": 20, "": 12}  # how often
_WORDED = {
    "exact": ("{}", "{}"),
    "close": ("Arbetet med {}", "The work on {}"),
    "broad": ("Första steget mot {}", "The first step towards {}"),
    "narrow": ("Helheten: {} med mera", "The whole: {} and more"),
    "related": ("Förutsättningar för {}", "What {} rests on"),
    "": ("Lokala frågor intill {}", "Local matters beside {}"),  # no shared concept fits
}
_AREA_KINDS = ("fokusomrade", "insatsomrade", "prioriterat-omrade", "utvecklingsomrade")
_GOAL_LEVELS = ("delmal", "effektmal", "overgripande", "strategisk-inriktning")
_VIAS = {
    "awaits": ("invantar",),
    "dependsOn": ("forutsattning", "starkt-beroende", "delvis-avhangig"),
    "isHandledThrough": ("hanteras-genom",),
    "isCoordinatedWith": ("samordnas",),
}
_MOSTLY = ("awaits", "awaits", "dependsOn", *_VIAS)
_UNDONE = ("ej-paborjat", "pagaende", "pagaende", "vilande", "planerad", "efterfragad")
_DECISIONS = ("godkanna", "faststalla", "besluta", "presentera")
_VERBS = (
    ("ta fram rutiner för", "draw up routines for"),
    ("utreda", "investigate"),
    ("införa arbetssätt för", "introduce ways of working for"),
    ("följa upp", "follow up"),
    ("utbilda i", "train in"),
)


def fill(draft: Draft, size: int) -> None:
    """Write what a document with *size* assignments is about."""
    for scheme, kind, segment, apart in _CONCEPTS:
        topics = draft.county.topics[scheme]
        chosen = draft.chance.sample(topics, min(1 + size // apart, len(topics)))
        for number, topic in enumerate(chosen, 1):
            name = f"{segment}/{draft.slug}-{number}"
            _concept(draft, (name, kind), topic, draft.chance.choice(topics))
    for number in range(1, 2 + size // 3):
        _goal(draft, number)
    for _ in range(1 + size // 10):
        _surroundings(draft)
    done: set[str] = set()
    for number in range(1, size + 1):
        _step(draft, number, done)


# --- concepts, goals, and what stands around them ------------------------------------------------


def _concept(draft: Draft, of: tuple[str, str], topic: Topic, other: Topic) -> None:
    """An area, target group or working method, matched to *topic*, now and then to another too."""
    name, kind = of
    how = draft.chance.choices(tuple(_MATCHES), tuple(_MATCHES.values()))[0]
    swedish, english = map(_capital, _worded(_WORDED[how], topic))
    facts = (*both(PREFERRED, swedish, english), (IN_SCHEME, draft.scheme), *_around(draft, kind))
    this = describe(draft, name, kind, *facts)
    draft.topics[this] = topic
    compare(draft, (this, swedish), match(how or "close"), topic if how else None)
    if how and other != topic and draft.one_in(8):
        compare(draft, (this, swedish), match("related"), other)


def _worded(words: tuple[str, str], topic: Topic) -> tuple[str, str]:
    """The words with the topic in them, in Swedish and English."""
    return words[0].format(topic.swedish), words[1].format(topic.english)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _around(draft: Draft, kind: str) -> tuple[Fact, ...]:
    """What a concept of a class has besides its name."""
    if kind == "DevelopmentArea":
        return ((nv("areaKind"), concept(f"omradestyp/{draft.chance.choice(_AREA_KINDS)}")),)
    if kind == "WorkingMethod":
        area = nv("inArea"), draft.some("DevelopmentArea")
        return area, (nv("hasTargetGroup"), draft.some("TargetGroup"))
    return ()


def _goal(draft: Draft, number: int) -> None:
    """A goal with the themes of its area and group; one in ten is said to be missing."""
    area, group = draft.some("DevelopmentArea"), draft.some("TargetGroup")
    words = f"Mål {number}: bättre {{}}", f"Goal {number}: better {{}}"
    swedish, english = _worded(words, draft.topics[area])
    goal = describe(
        draft,
        f"mal/{draft.slug}-{number}",
        "Goal",
        *both(LABEL, swedish, english),
        of_kind("malniva", draft.chance.choice(_GOAL_LEVELS)),
        (nv("inArea"), area),
        (nv("hasTargetGroup"), group),
        (PART_OF, thing(f"plan/{draft.slug}")),
        *([status(draft, f"mal-{number}", "saknas")] if draft.one_in(10) else []),
    )
    draft.page.say(thing(f"plan/{draft.slug}"), (nv("setsGoal"), goal))
    compare(draft, (goal, swedish), SUBJECT, draft.topics[area])
    if draft.one_in(2):
        compare(draft, (goal, swedish), SUBJECT, draft.topics[group])


def _surroundings(draft: Draft) -> None:
    """One more of most classes that may be left out, unless the county says nothing of them."""
    area, goal = draft.some("DevelopmentArea"), draft.some("Goal")
    within, method = (nv("inArea"), area), (nv("supports"), draft.some("WorkingMethod"))
    for kind, segment, words, facts in (
        ("Principle", "princip", ("Princip", "Principle"), (within,)),
        ("Challenge", "utmaning", ("Utmaning", "Challenge"), (within, (nv("affects"), goal))),
        ("Risk", "risk", ("Risk", "Risk"), ((nv("threatens"), goal),)),
        ("DigitalTool", "verktyg", ("Verktyg", "Tool"), (within, method)),
        ("Condition", "villkor", ("Villkor", "Condition"), ((nv("concerns"), area),)),
    ):
        if kind in draft.county.silent or draft.one_in(3):
            continue
        number, topic = draft.tally[kind] + 1, draft.topics[area]
        names = _worded((f"{words[0]} {number}: {{}}", f"{words[1]} {number}: {{}}"), topic)
        name = f"{segment}/{draft.slug}-{number}"
        this = describe(draft, name, kind, *both(LABEL, *names), *facts)
        if kind in ("Principle", "DigitalTool"):
            compare(draft, (this, names[0]), SUBJECT, topic)


# --- assignments, what they wait for, what is proposed and decided -------------------------------


def _step(draft: Draft, number: int, done: set[str]) -> None:
    """An assignment with its links; it may be done where all that it awaits is."""
    links = list(_links(draft))
    may_be_done = all(other in done for via, other in links if via == "awaits")
    told = draft.chance.choice(("", *_UNDONE, *(("genomfort",) * 4 if may_be_done else ())))
    this = _assignment(draft, number, told)
    if told == "genomfort":
        done.add(this)
    for via, other in links:
        _link(draft, this, via, other)
    if "Proposal" not in draft.county.silent and draft.one_in(4):
        _proposal(draft, number, this)


def _assignment(draft: Draft, number: int, told: str) -> str:
    area, verb = draft.some("DevelopmentArea"), draft.chance.choice(_VERBS)
    words = f"Uppdrag {number}: {verb[0]} {{}}", f"Assignment {number}: {verb[1]} {{}}"
    begun = told in ("pagaende", "genomfort") and draft.one_in(5)
    return describe(
        draft,
        f"uppdrag/{draft.slug}-{number:02}",
        "Assignment",
        *both(LABEL, *_worded(words, draft.topics[area])),
        of_kind("uppdragstyp", "uppdrag"),
        (nv("assignmentNumber"), whole(number)),
        (nv("isPartOfPlan"), thing(f"plan/{draft.slug}")),
        (nv("responsibleBody"), draft.some("CollaborationBody", "Body", "Region", "Municipality")),
        (nv("inArea"), area),
        (nv("hasTargetGroup"), draft.some("TargetGroup")),
        (nv("contributesTo"), draft.some("Goal")),
        (nv("uses"), draft.some("WorkingMethod")),
        *([(nv("addresses"), draft.some("Challenge"))] if draft.has_one_in(3, "Challenge") else []),
        *([status(draft, f"{number:02}", "ej-paborjat", -1)] if begun else []),
        *([status(draft, f"{number:02}", told)] if told else []),
    )


def _links(draft: Draft) -> Iterator[tuple[str, str]]:
    """What an assignment depends on, and how: things before it, each once."""
    near = draft.names.get("Assignment", [])[-12:]
    for other in draft.chance.sample(near, min(len(near), draft.chance.choice((0, 1, 1, 2, 3)))):
        yield draft.chance.choice(_MOSTLY), other
    if draft.has_one_in(10, "Condition"):
        yield "awaits", draft.some("Condition")
    if draft.turn and draft.one_in(20):
        before = slug(draft.county.code, draft.turn - 1)
        yield "dependsOn", thing(f"uppdrag/{before}-{draft.chance.randint(1, 2):02}")


def _link(draft: Draft, this: str, via: str, other: str) -> None:
    """A link, and for four in five a dependency that tells its kind and strength."""
    draft.page.say(this, (nv(via), other))
    if draft.one_in(5):
        return
    state(
        draft,
        f"beroende/{draft.slug}-{draft.tally['Dependency'] + 1}",
        "Dependency",
        of_kind("beroendetyp", draft.chance.choice(_VIAS[via])),
        (nv("depender"), this),
        (nv("dependee"), other),
        (nv("strength"), concept(f"styrka/{draft.chance.choice(('hard', 'hard', 'mjuk'))}")),
    )


def _proposal(draft: Draft, number: int, assignment: str) -> None:
    """A proposal for an assignment; on two in three a decision, a year later."""
    council, name = draft.names["CollaborationBody"][0], f"{draft.slug}-{number:02}"
    proposal = describe(
        draft,
        f"forslag/{name}",
        "Proposal",
        *both(LABEL, f"Förslag till uppdrag {number}", f"Proposal for assignment {number}"),
        (nv("proposalFor"), assignment),
        (nv("submittedTo"), council),
        (nv("submittedOn"), day(draft.date())),
    )
    if not draft.one_in(3):
        describe(
            draft,
            f"beslut/{name}",
            "Decision",
            *both(LABEL, f"Beslut om förslag {number}", f"Decision on proposal {number}"),
            of_kind("beslutstyp", draft.chance.choice(_DECISIONS)),
            (nv("decidesOn"), proposal),
            (nv("decidedBy"), council),
            (nv("decisionDate"), day(draft.date(1))),
        )
