"""What a finding stands against: the passages of the graph and of the plan that state it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from naravard_kg import names
from naravard_kg.engines import Case
from naravard_kg.evidence import Passage, of_thing
from naravard_kg.places import NOWHERE
from naravard_kg.plans import Plan
from naravard_kg.reports import Related, shown
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import say

Fact = tuple[Iri, Iri, Cell]
_MOST = 3  # passages of one fact; a reader looks at the first
_LINKS = tuple(Iri(names.ONTOLOGY + local) for local in ("awaits", "dependsOn", "isHandledThrough"))
_ANSWERS = Iri(names.ONTOLOGY + "proposalFor")


def sides(
    plan: Plan, case: Case, graph: Answers, own: Fact, others: Iterable[Fact]
) -> tuple[Related, ...]:
    """The plan's own passage of a fact, and what the graph holds against it, with its passages."""
    stated = {quad[:3] for quad in plan.quads}
    against = [fact for fact in dict.fromkeys(others) if fact not in stated]
    if not against:
        return ()
    held = {
        (related.file, related.where, related.thing): related
        for fact in reversed(against)
        for related in reversed(_held(graph, fact))
    }
    return (*_own(plan, case, own), *reversed(held.values()))


def way_back(facts: Iterable[Fact], start: Iri, end: Iri) -> tuple[Fact, ...]:
    """The shortest chain of waiting from *start* to *end*; empty where there is none."""
    after: dict[Cell, list[Fact]] = {}
    for fact in facts:
        if fact[1] in (*_LINKS, _ANSWERS):
            after.setdefault(fact[0], []).append(fact)
    reached: dict[Cell, tuple[Fact, ...]] = {start: ()}
    line: list[Cell] = [start]
    for step in line:
        for fact in after.get(step, ()):
            if fact[2] not in reached:
                reached[fact[2]] = (*reached[step], fact)
                line.append(fact[2])
    return reached.get(end, ())


def _own(plan: Plan, case: Case, fact: Fact) -> Iterator[Related]:
    for passage in _passages(case.own, fact)[:1]:
        yield Related(
            say("related.own", where=passage.locator),
            plan.path,
            plan.place_of(*fact) or plan.place_of(fact[0]) or NOWHERE,
            passage.locator,
        )


def _held(graph: Answers, fact: Fact) -> list[Related]:
    subject, prop, value = fact
    told = {"thing": shown(subject), "property": shown(prop), "value": shown(value)}
    message = say("related.states", **told)
    passages = {(names.short(p.document), p.locator): None for p in _passages(graph, fact)}
    found = [
        Related(message, document, where=where, thing=subject)
        for document, where in [*passages][:_MOST]
    ]
    return found or [Related(say("related.holds", **told), thing=subject)]


def _passages(graph: Answers, fact: Fact) -> list[Passage]:
    """The passages of the very fact, else those of the thing it is said of."""
    known = of_thing(graph, fact[0])
    exact = [p for p in known if p.property is not None and p.value == fact[2]]
    return exact or [p for p in known if p.property is None]
