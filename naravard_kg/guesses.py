"""What a misspelt IRI was meant to be: added to the findings that an unknown one gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from naravard_kg import names, queryfiles
from naravard_kg.nearness import mending
from naravard_kg.places import Place
from naravard_kg.plans import Plan
from naravard_kg.reports import Finding, Fix
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary, near_keys, vocabulary
from naravard_kg.words import Words, say

_OF_IRIS = ("dangling-reference", "unknown-term")


def with_guesses(plan: Plan, graph: Answers, found: Iterable[Finding]) -> list[Finding]:
    """The findings; those of unknown IRIs with the nearest known ones and what to write."""
    listed = list(found)
    if not any(finding.rule in _OF_IRIS for finding in listed):
        return listed
    words = vocabulary(graph)
    return [_guessed(plan, graph, words, f) if f.rule in _OF_IRIS else f for f in listed]


def _guessed(plan: Plan, graph: Answers, words: Vocabulary, finding: Finding) -> Finding:
    home, local = _parted(str(finding.value))
    known = [name for name in _known(plan, graph, words, home) if name != local]
    near = near_keys(local, known)
    if not near:
        return finding
    asked = say("error.near", near=Words.either([names.short(Iri(home + name)) for name in near]))
    remedy = Words(f"{finding.remedy.sv} {asked.sv}", f"{finding.remedy.en} {asked.en}")
    return replace(finding, remedy=remedy, fix=_fix(plan, finding.place, (home, local), known))


def _parted(iri: str) -> tuple[str, str]:
    """The namespace of an IRI, and the rest."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]


def _known(plan: Plan, graph: Answers, words: Vocabulary, home: str) -> list[str]:
    """What there is in a namespace: terms, concepts of a scheme, things of a kind."""
    own = {iri for iri in plan.subjects if iri.startswith(home)}
    terms = {*words.classes, *words.properties, *words.concepts}
    of_kind = _things(graph, words, home) if home.startswith(names.THINGS) else set()
    found = own | of_kind | {iri for iri in terms if iri.startswith(home)}
    return sorted({_parted(iri)[1] for iri in found if _parted(iri)[0] == home})


def _things(graph: Answers, words: Vocabulary, home: str) -> set[Iri]:
    segment = home.removeprefix(names.THINGS).rstrip("/")
    classes = [iri for iri in words.classes if words.classes.segment(iri) == segment]
    if not classes:
        return set()
    query = queryfiles.internal("names-of-class").bind({"class": sorted(classes)})
    return {Iri(str(thing)) for thing, _ in graph.select(query).rows}


def _fix(plan: Plan, place: Place, iri: tuple[str, str], known: list[str]) -> Fix | None:
    """What to write instead, in the form in which the IRI is written there."""
    home, local = iri
    meant = mending(place, local, known)
    if meant is None or not 0 < place.line <= len(plan.lines) or place.line != place.end_line:
        return None
    written = plan.lines[place.line - 1][place.column - 1 : place.end_column - 1]
    before, found, after = written.rpartition(local)
    if not found or after not in ("", ">", '"', "'"):
        return None
    certain = meant.certain and not home.startswith(names.THINGS)  # a slip away is another thing
    return Fix(place, f"{before}{meant.text}{after}", certain)
