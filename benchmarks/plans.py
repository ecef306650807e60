"""Made-up plans of any size, in the form that real ones have, the same at every run.

A county has five plans of twenty to sixty assignments, with conditions that are awaited and
proposals that are made for assignments. A thing has one and a half ordering edges, to things
before it in its plan or now and then in another plan of its county, so that nothing waits for
itself. A national report awaits what ends the county's plans and the report on the next county: the
first report has all counties before it, while what hangs on a thing stays within its county. A
county is the same however many there are, so that a question about it has one answer at any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from naravard_kg.names import GRAPHS, ONTOLOGY, THINGS, VOCABULARIES
from naravard_kg.terms import RDF, XSD, Iri, Quad

FIRST_REPORT = "uppdrag/nation-0000"  # has all counties before it
FIRST_PLAN = "lan-0000-plan-0"
FIRST_THING = "uppdrag/lan-0000-plan-0-00"  # much of its county hangs on it
LAST_THING = "uppdrag/lan-0000-plan-4-last"  # much of its county is before it

_PLANS = 5  # a county
_SMALLEST, _LARGEST = 20, 60  # assignments in a plan
_NEAR = 12  # things before a thing that it may depend on
_EDGES = (0, 1, 1, 2, 2, 3, 3)  # of a thing, each as often
_SEGMENTS = {"Assignment": "uppdrag", "Condition": "villkor", "Proposal": "forslag"}
_KINDS = ("Assignment",) * 8 + ("Condition", "Proposal")
_VIAS = ("awaits",) * 6 + ("dependsOn",) * 3 + ("isHandledThrough",)
_DEPENDENCIES = {
    "awaits": "invantar",
    "dependsOn": "forutsattning",
    "isHandledThrough": "hanteras-genom",
}
_STATUSES = ("genomfort", "ej-paborjat", "pagaende", "vilande", "ej-vidareford")
_OFTEN = (5, 6, 7, 1, 1)
_TYPE = "http://purl.org/dc/terms/type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_REPORTS = GRAPHS + "kalla/nation"


@dataclass(frozen=True, slots=True)
class Thing:
    """A short name, and the class in the ontology."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan's things, and its links: what depends, by which property, on what."""

    slug: str
    things: list[Thing] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def ordering(self) -> int:
        """How many of its links order their ends."""
        return sum(via in _DEPENDENCIES for _, via, _ in self.links)


def write(path: Path, edges: int) -> None:
    """Write plans that have *edges* ordering edges together, as N-Quads."""
    with path.open("w", encoding="utf-8") as out:
        for plan in plans(edges):
            out.writelines(_lines(plan))


def plans(edges: int) -> Iterator[Plan]:
    """Plan after plan, until they have *edges* ordering edges; the last is cut short there."""
    left = edges
    for county in count():
        for plan in _county(county):
            while plan.ordering > left:
                plan.links.pop()
            left -= plan.ordering
            yield plan
            if not left:
                return


def circles(number: int) -> Iterator[Quad]:
    """Statements that close a circle in the first plan of each of *number* counties."""
    for county in range(number):
        first, report = f"uppdrag/lan-{county:04}-plan-0-00", f"uppdrag/nation-{county:04}"
        for ends in ((first, report), (report, first)):
            depender, dependee = (Iri(THINGS + name) for name in ends)
            yield Quad(depender, Iri(ONTOLOGY + "awaits"), dependee, Iri(_REPORTS))


def _county(county: int) -> Iterator[Plan]:
    chance = Random(county)  # noqa: S311 -- data, no secret
    before: list[Thing] = []
    for number in range(_PLANS):
        plan = _plan(f"lan-{county:04}-plan-{number}", before, chance)
        before += plan.things
        yield plan
    report = Plan(f"nation-{county:04}", [Thing(f"uppdrag/nation-{county:04}", "Assignment")])
    last = (f"uppdrag/lan-{county:04}-plan-{number}-last" for number in range(_PLANS))
    report.links.extend((report.things[0].name, "awaits", name) for name in last)
    if county:
        report.links.append((f"uppdrag/nation-{county - 1:04}", "awaits", report.things[0].name))
    yield report


def _plan(slug: str, before: list[Thing], chance: Random) -> Plan:
    plan = Plan(slug)
    size = chance.randint(_SMALLEST, _LARGEST) * 10 // 8
    for number in range(size):
        ends = number in (0, size - 1)
        kind = "Assignment" if ends else chance.choice(_KINDS)
        place = "last" if number == size - 1 else f"{number:02}"
        thing = Thing(f"{_SEGMENTS[kind]}/{slug}-{place}", kind)
        edges = 3 if number == size - 1 else chance.choice(_EDGES)
        plan.links.extend(dict.fromkeys(_links(thing, plan.things, before, (chance, edges))))
        plan.things.append(thing)
    return plan


def _links(
    thing: Thing, own: list[Thing], before: list[Thing], drawn: tuple[Random, int]
) -> Iterator[tuple[str, str, str]]:
    chance, edges = drawn
    near = own[-_NEAR:]
    for _ in range(edges if thing.kind != "Condition" else 0):
        other = before if before and (not near or chance.random() < 0.15) else near  # noqa: PLR2004
        if other:
            yield thing.name, chance.choice(_VIAS), chance.choice(other).name
    if not near:
        return
    if thing.kind == "Proposal":
        for target in [one for one in near if one.kind == "Assignment"][-1:]:
            yield thing.name, "proposalFor", target.name
    elif chance.random() < 0.1:  # noqa: PLR2004 -- one in ten
        yield thing.name, "isCoordinatedWith", chance.choice(near).name
    elif chance.random() < 0.05 and near[-1].kind == thing.kind:  # noqa: PLR2004 -- one in twenty
        yield thing.name, "isHandledTogetherWith", near[-1].name


def _lines(plan: Plan) -> Iterator[str]:
    """The statements of a plan, as lines of N-Quads, in a named graph of its own."""
    chance = Random(plan.slug)  # noqa: S311 -- data, no secret
    graph = f" <{GRAPHS}kalla/{plan.slug}> .\n"
    yield from _ended(_about(f"plan/{plan.slug}", "Plan", plan.slug), graph)
    fixed = {thing.name for thing in (plan.things[:1] + plan.things[-1:])}
    for number, thing in enumerate(plan.things, 1):
        status = "pagaende" if thing.name in fixed else _status(chance)
        yield from _ended(_thing(thing, number, plan.slug, status), graph)
    for number, link in enumerate(plan.links):
        yield from _ended(_link(link, f"{plan.slug}-{number}", chance), graph)


def _ended(statements: Iterable[str], graph: str) -> Iterator[str]:
    return (statement + graph for statement in statements)


def _status(chance: Random) -> str:
    """One of the statuses; for three things in ten none is told."""
    return chance.choices(_STATUSES, _OFTEN)[0] if chance.random() < 0.7 else ""  # noqa: PLR2004


def _about(name: str, kind: str, label: str) -> Iterator[str]:
    yield f"<{THINGS}{name}> <{RDF}type> <{ONTOLOGY}{kind}>"
    yield f'<{THINGS}{name}> <{_LABEL}> "{label}"@sv'


def _thing(thing: Thing, number: int, plan: str, status: str) -> Iterator[str]:
    this, slug = f"<{THINGS}{thing.name}>", thing.name.partition("/")[2]
    yield from _about(thing.name, thing.kind, f"Nummer {number} i {plan}")
    yield f"{this} <{ONTOLOGY}isPartOfPlan> <{THINGS}plan/{plan}>"
    yield from _passage(this, f"{slug}-own", number)
    if thing.kind == "Assignment":
        yield f"{this} <{_TYPE}> <{VOCABULARIES}uppdragstyp/uppdrag>"
        yield f'{this} <{ONTOLOGY}assignmentNumber> "{number}"^^<{XSD}integer>'
    if status:
        record = f"<{THINGS}statusnotering/{slug}-{status}>"
        yield f"{this} <{ONTOLOGY}hasStatusRecord> {record}"
        yield f"{record} <{RDF}type> <{ONTOLOGY}StatusRecord>"
        yield f"{record} <{ONTOLOGY}status> <{VOCABULARIES}status/{status}>"
        yield f'{record} <{ONTOLOGY}asOf> "2021-01-{number % 28 + 1:02}"^^<{XSD}date>'


def _link(link: tuple[str, str, str], slug: str, chance: Random) -> Iterator[str]:
    depender, via, dependee = link
    ends = f"<{THINGS}{depender}>", f"<{THINGS}{dependee}>"
    yield f"{ends[0]} <{ONTOLOGY}{via}> {ends[1]}"
    if via not in _DEPENDENCIES or chance.random() < 0.1:  # noqa: PLR2004 -- one in ten is bare
        return
    node, strength = f"<{THINGS}beroende/{slug}>", "mjuk" if chance.random() < 0.2 else "hard"  # noqa: PLR2004
    yield f"{node} <{RDF}type> <{ONTOLOGY}Dependency>"
    yield f"{node} <{_TYPE}> <{VOCABULARIES}beroendetyp/{_DEPENDENCIES[via]}>"
    yield f"{node} <{ONTOLOGY}depender> {ends[0]}"
    yield f"{node} <{ONTOLOGY}dependee> {ends[1]}"
    yield f"{node} <{ONTOLOGY}strength> <{VOCABULARIES}styrka/{strength}>"
    if chance.random() < 0.05:  # noqa: PLR2004 -- one in twenty is the curator's
        yield f'{node} <{ONTOLOGY}isInferred> "true"^^<{XSD}boolean>'
    else:
        yield from _passage(node, slug, chance.randint(1, 40))


def _passage(about: str, slug: str, page: int) -> Iterator[str]:
    evidence = f"<{THINGS}belagg/{slug}>"
    yield f"{about} <{ONTOLOGY}hasEvidence> {evidence}"
    yield f"{evidence} <{RDF}type> <{ONTOLOGY}Evidence>"
    yield f'{evidence} <{ONTOLOGY}locator> "s. {page}"'
