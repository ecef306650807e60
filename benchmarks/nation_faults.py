"""Faults to be found: each breaks one rule, in things of its own beside a sound document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nation_draft import Draft, compare, match, of_kind, passage, state
from nation_land import AREAS
from nation_lines import (
    CLASSIFICATION,
    IN_SCHEME,
    LABEL,
    PREFERRED,
    SPATIAL,
    SSSOM,
    TITLE,
    A,
    Fact,
    both,
    concept,
    day,
    nv,
    thing,
    whole,
)

from naravard_kg.names import THINGS
from naravard_kg.terms import RDF, XSD


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that was put in: the rule that it breaks, and the thing that breaks it."""

    rule: str
    thing: str


def spoil(draft: Draft) -> list[Fault]:
    """Put one fault of every kind into a document; some are found at two things."""
    return [
        Fault(rule, iri[1:-1].removeprefix(THINGS))
        for rule, put in _FAULTS.items()
        for iri in put(draft, rule.lower())
    ]


def _labels(word: str) -> tuple[Fact, Fact]:
    return both(LABEL, f"Fel: {word}", f"Fault: {word}")


def _made(draft: Draft, name: str, kind: str, *facts: Fact) -> str:
    """A thing of a document, sound but for what *facts* say."""
    segment, _, word = name.partition("/")
    return state(draft, f"{segment}/{draft.slug}-{word}", kind, *facts)[0]


def _assignment(draft: Draft, word: str, *facts: Fact) -> str:
    plan = (nv("isPartOfPlan"), thing(f"plan/{draft.slug}"))
    return _made(draft, f"uppdrag/{word}", "Assignment", plan, *facts)


def _goal(draft: Draft, word: str, *facts: Fact) -> str:
    return _made(draft, f"mal/{word}", "Goal", *_labels(word), *facts)


def _status(draft: Draft, word: str, *facts: Fact) -> str:
    """A status record with an owner; gives the record."""
    record = _made(draft, f"statusnotering/{word}", "StatusRecord", *facts)
    _assignment(draft, word, *_labels(word), (nv("hasStatusRecord"), record))
    return record


def _area(draft: Draft, word: str, *facts: Fact) -> str:
    names = both(PREFERRED, f"Fel: {word}", f"Fault: {word}")
    return _made(draft, f"omrade/{word}", "DevelopmentArea", *names, *facts)


def _misspelt_class(draft: Draft, word: str) -> list[str]:
    return [_made(draft, f"mal/{word}", "Gaol", *_labels(word))]


def _dangling(draft: Draft, word: str) -> list[str]:
    return [_goal(draft, word, (nv("concerns"), thing("plan/finns-inte")))]


def _nameless(draft: Draft, word: str) -> list[str]:
    return [_assignment(draft, word)]


def _half_a_number(draft: Draft, word: str) -> list[str]:
    number = nv("assignmentNumber"), f'"12.5"^^<{XSD}decimal>'
    return [_assignment(draft, word, *_labels(word), number)]


def _no_such_day(draft: Draft, word: str) -> list[str]:
    status = nv("status"), concept("status/pagaende")
    return [_status(draft, word, status, (nv("asOf"), day("2021-02-30")))]


def _other_scheme(draft: Draft, word: str) -> list[str]:
    status = nv("status"), concept("sfar/politisk")
    return [_status(draft, word, status, (nv("asOf"), day("2021-02-28")))]


def _circle(draft: Draft, word: str) -> list[str]:
    ends = [f"{word}-{end}" for end in "ab"]
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    return [
        _assignment(
            draft,
            end,
            *_labels(end),
            (nv("awaits"), thing(f"uppdrag/{draft.slug}-{other[end]}")),
        )
        for end in ends
    ]


def _same_number(draft: Draft, word: str) -> list[str]:
    number = nv("assignmentNumber"), whole(900)
    ends = [f"{word}-{end}" for end in "ab"]
    return [_assignment(draft, end, *_labels(end), number) for end in ends]


def _decided_early(draft: Draft, word: str) -> list[str]:
    assignment, council = draft.some("Assignment"), draft.names["CollaborationBody"][0]
    submitted = (nv("submittedOn"), day("2021-03-01")), (nv("submittedTo"), council)
    facts = (*_labels(word), (nv("proposalFor"), assignment), *submitted)
    proposal = _made(draft, f"forslag/{word}", "Proposal", *facts)
    decided = (nv("decisionDate"), day("2021-02-01")), (nv("decidedBy"), council)
    facts = (*_labels(word), of_kind("beslutstyp", "besluta"), *decided)
    return [_made(draft, f"beslut/{word}", "Decision", *facts, (nv("decidesOn"), proposal))]


def _backwards_passage(draft: Draft, word: str) -> list[str]:
    evidence = passage(draft, draft.reached + 90, draft.reached + 60)
    _goal(draft, word, (nv("hasEvidence"), evidence))
    return [f"{evidence[:-1]}#pos>"]


def _two_levels(draft: Draft, word: str) -> list[str]:
    levels = [(nv("bodyLevel"), concept(f"organniva/{one}")) for one in ("lan", "lokal")]
    kinds = (nv("bodySphere"), concept("sfar/politisk")), (CLASSIFICATION, concept("organtyp/rad"))
    place = SPATIAL, thing(f"plats/lan-{draft.county.code}")
    return [_made(draft, f"organ/{word}", "Body", *_named(draft, word), *levels, *kinds, place)]


def _named(draft: Draft, word: str) -> tuple[Fact, Fact]:
    """A name that no other thing of the nation has."""
    return _labels(f"{word}, {draft.slug}")


def _no_link(draft: Draft, word: str) -> list[str]:
    ends = draft.some("Goal"), draft.names["CollaborationBody"][0]
    pair = zip((nv("depender"), nv("dependee")), ends, strict=True)
    strength = nv("strength"), concept("styrka/hard")
    facts = (*pair, strength, of_kind("beroendetyp", "invantar"))
    return [_made(draft, f"beroende/{word}", "Dependency", *facts)]


def _twice_exact(draft: Draft, word: str) -> list[str]:
    topic, scheme = draft.county.topics[AREAS][0], thing(f"begreppsschema/{draft.slug}-{word}")
    draft.page.say(scheme, (A, "<http://www.w3.org/2004/02/skos/core#ConceptScheme>"))
    draft.page.say(scheme, *both(TITLE, f"Fel: {word}", f"Fault: {word}"))
    areas = [_area(draft, f"{word}-{end}", (IN_SCHEME, scheme)) for end in "ab"]
    return [compare(draft, (one, word), match("exact"), topic) for one in areas]


def _no_scheme(draft: Draft, word: str) -> list[str]:
    return [_area(draft, word)]


def _unjustified(draft: Draft, word: str) -> list[str]:
    record = thing(f"mappning/{draft.slug}-{word}")
    ends = (
        (f"<{SSSOM}subject_id>", draft.some("Goal")),
        (f"<{SSSOM}object_id>", f"<{SSSOM}NoTermFound>"),
    )
    draft.compared.say(record, (A, f"<{SSSOM}Mapping>"), *ends)
    return [record]


def _ends_early(draft: Draft, word: str) -> list[str]:
    days = (nv("validFrom"), day("2024-01-01")), (nv("validTo"), day("2023-01-01"))
    return [_made(draft, f"plan/{word}", "Plan", *_named(draft, word), *days)]


def _half_a_claim(draft: Draft, word: str) -> list[str]:
    subject = f"<{RDF}subject>", draft.some("Goal")
    facts = (subject, (f"<{RDF}predicate>", nv("inArea")), (nv("statedIn"), draft.document))
    return [_made(draft, f"pastaende/{word}", "Claim", *facts)]


def _place_as_party(draft: Draft, word: str) -> list[str]:
    place = thing(f"plats/lan-{draft.county.code}")
    party = nv("hasParty"), place
    return [_made(draft, f"avtal/{word}", "Agreement", *_named(draft, word), party)]


def _wrong_area(draft: Draft, word: str) -> list[str]:
    return [_goal(draft, word, (nv("inArea"), draft.some("TargetGroup")))]


def _two_names(draft: Draft, word: str) -> list[str]:
    return [_goal(draft, word, (LABEL, f'"Även: {word}"@sv'))]


def _backwards_years(draft: Draft, word: str) -> list[str]:
    return [_goal(draft, word, (nv("statedDate"), '"2025/2021"'))]


_FAULTS: dict[str, Callable[[Draft, str], list[str]]] = {
    "unknown-term": _misspelt_class,
    "dangling-reference": _dangling,
    "Assignment-label-missing": _nameless,
    "Assignment-assignmentNumber-form": _half_a_number,
    "StatusRecord-asOf-form": _no_such_day,
    "StatusRecord-status-unknown": _other_scheme,
    "no-hard-cycle": _circle,
    "duplicate-number": _same_number,
    "DecisionAfterProposal-date-early": _decided_early,
    "TextPosition-start-late": _backwards_passage,
    "Body-bodyLevel-double": _two_levels,
    "DependencyEdge-direct-missing": _no_link,
    "exact-match-double": _twice_exact,
    "RegionalConcept-inScheme-missing": _no_scheme,
    "Mapping-justification-missing": _unjustified,
    "Validity-validFrom-late": _ends_early,
    "Claim-object-missing": _half_a_claim,
    "Agreement-hasParty-unknown": _place_as_party,
    "Thing-inArea-unknown": _wrong_area,
    "Intention-label-double": _two_names,
    "backwards-time": _backwards_years,
}
