"""The forms to fill in: which classes people write, and which lines or columns each gets.

What stands here is a choice and an order; names, definitions and demands come from the ontology
and the rules (see ``schema_terms``). A property that is not chosen may still be written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naravard_kg import names
from naravard_kg.plans.draft import nv
from naravard_kg.plans.form import EVIDENCE, ID, THING
from naravard_kg.plans.schema_terms import NO_DEMAND, Demand, Wording, lowered
from naravard_kg.terms import RDF, XSD, Iri
from naravard_kg.vocabulary import Vocabulary
from naravard_kg.words import Words, say

_COMMENT = Iri("http://www.w3.org/2000/01/rdf-schema#comment")
_NUMBER = nv("assignmentNumber")
_SOURCE = nv("SourceDocument")
_PERIOD = (nv("validFrom"), nv("validTo"))
_LIFTED = {  # stated by the reader of the form
    Iri("http://www.w3.org/2004/02/skos/core#inScheme"),
    Iri("http://www.w3.org/ns/dcat#distribution"),
}

# Lines that are no property of the ontology, and what they are called.
_ID, _VALID, _TEXT_FILE, _OF = "id", "valid", "text-file", "of"
_SPECIAL = {
    _ID: Words(ID[0], ID[0]),
    _VALID: Words("gäller", "valid"),
    _TEXT_FILE: Words("textfil", "textfile"),
}
_LATER = {word for name in (_VALID, _TEXT_FILE) for word in (_SPECIAL[name].sv, _SPECIAL[name].en)}
_MUST = 2
# What a rule of the form itself calls a class.
_CALLED = {_SOURCE: Words("källa", "source")}

# The classes of a new workbook, and the columns that come first in each.
CHOSEN: dict[str, tuple[str, ...]] = {
    "nv:SourceDocument": (
        "id", "dcterms:title", "dcterms:type", "dcterms:issued", "dcterms:spatial",
        "dcterms:publisher", "text-file",
    ),
    "nv:CollaborationBody": (
        "id", "rdfs:label", "org:classification", "nv:bodyLevel", "nv:bodySphere",
        "dcterms:spatial", "nv:hasPrincipal",
    ),
    "nv:Body": (
        "id", "rdfs:label", "org:classification", "nv:bodyLevel", "nv:bodySphere",
        "dcterms:spatial",
    ),
    "org:Post": ("id", "rdfs:label", "org:role", "org:postIn", "nv:represents", "valid"),
    "nv:Agreement": (
        "id", "rdfs:label", "dcterms:type", "valid", "nv:hasParty", "nv:setsGoal", "nv:inArea",
        "nv:hasTargetGroup",
    ),
    "nv:Plan": (
        "id", "rdfs:label", "dcterms:type", "valid", "nv:setsGoal", "nv:responsibleBody",
        "nv:isWithinFrameworkOf", "nv:inArea", "nv:hasTargetGroup",
    ),
    "nv:TargetVision": ("id", "rdfs:label", "dcterms:type", "nv:inArea", "nv:hasTargetGroup"),
    "nv:Goal": (
        "id", "rdfs:label", "dcterms:type", "nv:targetDate", "dcterms:isPartOf", "nv:inArea",
        "nv:hasTargetGroup", "nv:contributesTo",
    ),
    "nv:DevelopmentArea": ("id", "skos:prefLabel", "nv:areaKind", "skos:broader"),
    "nv:TargetGroup": ("id", "skos:prefLabel", "skos:broader"),
    "nv:Assignment": (
        "nv:assignmentNumber", "rdfs:label", "nv:isPartOfPlan", "nv:commissionedBy",
        "nv:responsibleBody", "nv:performedBy", "nv:hasTargetGroup", "nv:inArea", "nv:awaits",
        "nv:isCoordinatedWith", "nv:contributesTo", "nv:targetDate",
    ),
    "nv:StatusRecord": ("nv:Assignment", "nv:status", "nv:asOf", "nv:statedDate"),
    "nv:Dependency": (
        "nv:depender", "nv:dependee", "dcterms:type", "nv:strength", "nv:isInferred",
    ),
    "nv:Measure": (
        "id", "rdfs:label", "nv:isWithinFrameworkOf", "nv:contributesTo", "nv:responsibleBody",
        "nv:performedBy", "nv:hasTargetGroup", "nv:inArea",
    ),
    "nv:Project": (
        "id", "rdfs:label", "nv:isWithinFrameworkOf", "nv:responsibleBody",
        "nv:inCooperationWith", "nv:financedBy", "valid",
    ),
    "nv:Proposal": (
        "id", "rdfs:label", "nv:proposalFor", "nv:submittedTo", "nv:submittedOn",
        "prov:wasAttributedTo",
    ),
    "nv:Decision": (
        "id", "rdfs:label", "dcterms:type", "nv:decidedBy", "nv:decisionDate", "nv:decidesOn",
        "nv:resultsIn",
    ),
    "nv:Risk": ("id", "rdfs:label", "nv:threatens"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A line or a column of a form: its name, what it means, what is demanded, its values."""

    key: str
    definition: Words
    demand: Demand = NO_DEMAND
    prop: Iri | None = None
    scheme: Iri | None = None
    kinds: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        """0 for what tells which thing it is, 1 for what must be there, 2 for all else."""
        tells = self.prop == _NUMBER or (self.prop is None and self.key not in _LATER)
        return 0 if tells else 1 if self.demand.grave == _MUST else 2

    @property
    def has_name(self) -> bool:
        """Whether its name is a word, rather than the short name of its property."""
        return self.prop is None or self.key != names.short(self.prop)

    @property
    def is_words(self) -> bool:
        """Whether it holds words, which need room."""
        return "langString" in self.kinds or self.prop == EVIDENCE


@dataclass(frozen=True, slots=True)
class Form:
    """A class that people write: its name, what it means, and its fields, required ones first."""

    class_iri: Iri
    name: str
    definition: Words
    fields: tuple[Field, ...]


def chosen_forms(wording: Wording, language: str) -> list[Form]:
    """The forms of a new workbook, with names in *language*."""
    return [
        _form(wording, _iri(name), language, columns=_columns(wording.words, name, asked))
        for name, asked in CHOSEN.items()
    ]


def all_forms(wording: Wording, language: str) -> list[Form]:
    """Every class whose things have identifiers, with every property that it may have."""
    classes = [iri for iri, term in wording.words.classes.items() if term.segment]
    first = [_iri(name) for name in CHOSEN]
    ordered = [*first, *sorted(set(classes) - set(first))]
    return [
        _form(wording, iri, language, columns=("id", *sorted(properties_of(wording.words, iri))))
        for iri in ordered
    ]


def properties_of(words: Vocabulary, class_iri: Iri) -> list[Iri]:
    """The properties that a thing of a class may have, those of its own class first."""
    line = words.classes.upwards(class_iri)
    fits = [t for t in words.properties.values() if not t.domains or t.domains & set(line)]
    if class_iri == THING:
        fits = [term for term in fits if not term.domains]
    near = sorted(fits, key=lambda term: (not term.domains, term.iri))
    return [term.iri for term in near]


def class_name(wording: Wording, class_iri: Iri, language: str) -> str:
    """What a class is called in a form."""
    return lowered(_CALLED.get(class_iri, wording.label(class_iri)).in_(language))


def _columns(words: Vocabulary, name: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The columns asked for, then what else is of the class itself, a note and the evidence."""
    left_out = {*_LIFTED, *(_PERIOD if "valid" in asked else ())}
    own = [
        iri
        for iri in properties_of(words, _iri(name))
        if words.properties[iri].domains and iri not in left_out
    ]
    last = (names.short(_COMMENT), names.short(EVIDENCE))
    found = [*asked, *(short for short in map(names.short, own) if short not in last), *last]
    return tuple(dict.fromkeys(found))


def _form(wording: Wording, class_iri: Iri, language: str, *, columns: Iterable[str]) -> Form:
    fields = [_field(wording, class_iri, column, language) for column in columns]
    ordered = sorted(fields, key=lambda field: field.rank)
    unique = {f.key: f for f in reversed(ordered)}
    name = class_name(wording, class_iri, language)
    # A property none of whose names mean it on the class is written by another one there.
    kept = tuple(f for f in ordered if unique[f.key] is f and f.has_name)
    return Form(class_iri, name, wording.definition(class_iri), kept)


def _field(wording: Wording, class_iri: Iri, column: str, language: str) -> Field:
    if column in _SPECIAL:
        key = _SPECIAL[column].in_(language)
        return Field(key, say(f"form.{column}"))
    iri = _iri(column)
    if iri in wording.words.classes:
        return Field(class_name(wording, iri, language), say("form.of"))
    return field_of(wording, class_iri, iri, language)


def field_of(wording: Wording, class_iri: Iri, prop: Iri, language: str) -> Field:
    """A property on a class as a field, with its name in *language*."""
    ranges = wording.words.properties[prop].ranges
    return Field(
        wording.key(prop, class_iri, language),
        wording.definition(prop),
        wording.demand(class_iri, prop),
        prop,
        wording.words.scheme_of(prop, class_iri),
        tuple(sorted(kind.removeprefix(XSD).removeprefix(RDF) for kind in ranges)),
    )


def _iri(name: str) -> Iri:
    found = names.expand(name)
    if found is None:
        raise ValueError(name)
    return found
