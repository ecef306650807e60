"""What may be written in a plan, from ontology and rules: names, definitions, what is required.

The schema for editors, the workbook to fill in and the long template are all made from this.
A name is chosen so that what a rule says ("write it on the line 'rubrik'") is found in the form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from naravard_kg import graph as graphs
from naravard_kg import names, resources
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.vocabulary import Vocabulary, fold_key, vocabulary
from naravard_kg.words import LANGUAGES, Words

_SHACL = "http://www.w3.org/ns/shacl#"
_NAMED = """
PREFIX owl:  <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?term ?rank ?text WHERE {
  { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?term a ?kind }
  UNION
  { ?term skos:inScheme ?scheme . FILTER(STRSTARTS(STR(?scheme), "VOCABULARIES")) }
  VALUES (?property ?rank) {
    (skos:notation 0) (rdfs:label 1) (skos:prefLabel 1) (skos:altLabel 2) (skos:definition 3)
  }
  ?term ?property ?text .
}
ORDER BY ?term ?rank ?text
""".replace("VOCABULARIES", names.VOCABULARIES)
_RULES = f"""
PREFIX sh: <{_SHACL}>
SELECT DISTINCT ?class ?path ?rule ?least ?severity ?message WHERE {{
  ?shape sh:targetClass|sh:targetSubjectsOf ?class ; sh:property ?rule .
  ?rule sh:path ?path ; sh:message ?message .
  FILTER(isIRI(?path))
  OPTIONAL {{ ?rule sh:minCount ?least }}
  OPTIONAL {{ ?rule sh:severity ?severity }}
}}
ORDER BY ?class ?path ?rule ?message
"""
_NOTATION, _LABEL, _OTHER, _DEFINITION = range(4)
_NOTHING = Words("", "")
_GRAVE = {"Violation": 2, "Warning": 1}


@dataclass(frozen=True, slots=True)
class Demand:
    """What the rules say of a property on the things of a class.

    ``grave`` is 2 where it must be there, 1 where it should, else 0; ``message`` says so, and
    ``told`` are the names that the rules use of it.
    """

    grave: int = 0
    message: Words = _NOTHING
    told: tuple[str, ...] = ()


NO_DEMAND = Demand()


@dataclass(frozen=True)
class Wording:
    """The names of terms in both languages, their definitions, and what rules demand of them."""

    words: Vocabulary
    texts: dict[Iri, dict[int, list[Cell]]]
    demands: dict[tuple[Iri, Iri], Demand]
    _keys: dict[tuple[Iri, Iri, str], str] = field(default_factory=dict, repr=False)

    def definition(self, term: Iri) -> Words:
        """What a term means."""
        found = self.texts.get(term, {}).get(_DEFINITION, [])
        return Words(*(_in(found, language) for language in LANGUAGES))

    def label(self, term: Iri) -> Words:
        """The first name of a term; its short name where it has none."""
        found = self.texts.get(term, {}).get(_LABEL, [])
        return Words(*(_in(found, language) or names.short(term) for language in LANGUAGES))

    def called(self, term: Iri) -> list[str]:
        """Every name of a term, as it is written in a plan: first names first."""
        local = re.split(r"[#/]", term)[-1]
        apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()
        labels = self.labels(term)
        return list(dict.fromkeys([*map(lowered, labels), *map(str.lower, labels), local, apart]))

    def labels(self, term: Iri) -> list[str]:
        """Every name of a term as the ontology has it: first names first, codes last."""
        found = self.texts.get(term, {})
        ranks = (_LABEL, _OTHER, _NOTATION)
        return list(dict.fromkeys(str(cell) for rank in ranks for cell in found.get(rank, [])))

    def values(self, scheme: Iri) -> list[str]:
        """The short names of the concepts of a scheme, in their order there."""
        concepts = (c.iri for c in self.words.concepts.values() if c.scheme == scheme)
        return [iri.rpartition("/")[2] for iri in sorted(concepts)]

    def demand(self, class_iri: Iri, prop: Iri) -> Demand:
        """What the rules say of a property on a class, by the class itself or one above it."""
        line = [*self.words.classes.upwards(class_iri), prop]
        found = [self.demands[step, prop] for step in line if (step, prop) in self.demands]
        told = tuple(word for demand in found for word in demand.told)
        first = max(found, key=lambda demand: demand.grave, default=NO_DEMAND)
        return Demand(first.grave, first.message, told)

    def key(self, prop: Iri, class_iri: Iri, language: str) -> str:
        """The name of a property on a class: the one that rules use, else its first one."""
        asked = (prop, class_iri, language)
        if asked not in self._keys:
            self._keys[asked] = self._key(prop, class_iri, language)
        return self._keys[asked]

    def _key(self, prop: Iri, class_iri: Iri, language: str) -> str:
        texts = self.texts.get(prop, {})
        own = [*texts.get(_LABEL, []), *texts.get(_OTHER, [])]
        in_language = [str(t) for t in own if isinstance(t, Text) and t.language == language]
        told = self.demand(class_iri, prop).told
        named = [word for word in told if fold_key(word) in map(fold_key, in_language)]
        meant = (
            word
            for word in [*named, *in_language]
            if self.words.property_for(word, class_iri) == prop
        )
        return next(meant, names.short(prop))


def wording(graph: Answers) -> Wording:
    """Read names and definitions from the ontology that a graph carries, and the rules."""
    texts: dict[Iri, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for term, rank, text in graph.select(_NAMED).rows:
        texts[Iri(str(term))][int(str(rank))].append(text)
    return Wording(vocabulary(graph), texts, _demands())


def lowered(label: str) -> str:
    """A label as it is written in a plan: a name of a class begins with a small letter.

    >>> lowered("Collaboration body"), lowered("SFS-nummer")
    ('collaboration body', 'SFS-nummer')
    """
    return label[:1].lower() + label[1:] if label[1:2].islower() or len(label) == 1 else label


def _demands() -> dict[tuple[Iri, Iri], Demand]:
    rows: dict[tuple[Iri, Iri], list[dict[str, Cell]]] = defaultdict(list)
    for row in graphs.load_files(resources.shape_files()).select(_RULES).records():
        rows[Iri(str(row["class"])), Iri(str(row["path"]))].append(row)
    return {about: _demand(found) for about, found in rows.items()}


def _demand(rows: list[dict[str, Cell]]) -> Demand:
    told = [word for row in rows for word in re.findall(r"'([^']+)'", str(row["message"]))]
    required = [row for row in rows if row["least"] is not None]
    severity = str(required[0]["severity"]).removeprefix(_SHACL) if required else ""
    messages = [row["message"] for row in required if row["rule"] == required[0]["rule"]]
    said = Words(*(_in(messages, language) for language in LANGUAGES))
    return Demand(_GRAVE.get(severity, 0), said, tuple(dict.fromkeys(told)))


def _in(texts: Iterable[Cell], language: str) -> str:
    """The text in a language; empty where there is none."""
    fits = (str(t) for t in texts if isinstance(t, Text) and t.language == language)
    return next(fits, "")
