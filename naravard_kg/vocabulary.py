"""The ontology as a dictionary: which class, property or concept a written key stands for.

A key is the local name of a term, or one of its Swedish or English labels (``rdfs:label``,
``skos:altLabel``, for concepts also ``skos:notation``); case, hyphens and spaces do not count.
There is no second list of words to keep: a new label in ontology/ is a new key in plan files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

OWL = "http://www.w3.org/2002/07/owl#"
CONCEPT = Iri("http://www.w3.org/2004/02/skos/core#Concept")


@dataclass(slots=True)
class Term:
    """A class, property or concept, as far as reading and checking a plan needs it."""

    iri: Iri
    kind: str = ""
    keys: set[str] = field(default_factory=set)
    parents: set[Iri] = field(default_factory=set)
    domains: set[Iri] = field(default_factory=set)
    ranges: set[Iri] = field(default_factory=set)
    scheme: Iri | None = None
    segment: str = ""
    kinds: Iri | None = None
    nests_by: Iri | None = None
    types_as: set[Iri] = field(default_factory=set)
    direct: Iri | None = None


class Terms(dict[Iri, Term]):
    """Terms by IRI, and by key."""

    @cached_property
    def _by_key(self) -> dict[str, list[Term]]:
        return _index(self.values(), str)

    @cached_property
    def _by_folded_key(self) -> dict[str, list[Term]]:
        return _index(self.values(), names.fold)

    def carrying(self, key: str) -> list[Term]:
        """The terms that *key* names; without diacritics where none does with them."""
        exact = self._by_key.get(fold_key(key))
        return exact or self._by_folded_key.get(names.fold(fold_key(key)), [])

    def upwards(self, iri: Iri) -> list[Iri]:
        """The term itself and all above it, nearest first."""
        line = [iri]
        for step in line:
            parents = self[step].parents if step in self else ()
            line += [parent for parent in sorted(parents) if parent not in line]
        return line

    def below(self, iri: Iri) -> list[Iri]:
        """The term itself and all below it."""
        return [iri, *(term for term in self if term != iri and iri in self.upwards(term))]

    def segment(self, iri: Iri) -> str:
        """The segment of IRIs of things of a class: its own, else its nearest ancestor's."""
        line = (self[step].segment for step in self.upwards(iri) if step in self)
        return next((segment for segment in line if segment), "")

    def segments(self, classes: Iterable[Iri]) -> list[str]:
        """The segments that IRIs of things of these classes, or of classes below, may have."""
        found = (self[sub].segment for iri in classes for sub in self.below(iri) if sub in self)
        return list(dict.fromkeys(segment for segment in found if segment))


@dataclass(frozen=True)
class Vocabulary:
    """All terms by IRI, and the ways to find them by key."""

    classes: Terms
    properties: Terms
    concepts: Terms
    _seen: dict[tuple[str, str], Iri | None] = field(default_factory=dict, repr=False)

    def class_for(self, key: str) -> Iri | None:
        """The class that *key* names."""
        return self._once("class", key, lambda: _first(self.classes.carrying(key)))

    def property_for(self, key: str, class_iri: Iri) -> Iri | None:
        """The property that *key* names on a thing of a class; the nearest domain wins."""
        return self._once(class_iri, key, lambda: self._property(key, class_iri))

    def _once(self, place: str, key: str, look: Callable[[], Iri | None]) -> Iri | None:
        if (place, key) not in self._seen:
            self._seen[place, key] = look()
        return self._seen[place, key]

    def _property(self, key: str, class_iri: Iri) -> Iri | None:
        if (explicit := names.expand(key)) in self.properties:
            return explicit
        line = self.classes.upwards(class_iri)
        fits = {t.iri: self._distance(t, line) for t in self.properties.carrying(key)}
        near = {iri: distance for iri, distance in fits.items() if distance is not None}
        return min(near, key=lambda iri: (near[iri], iri)) if near else None

    def concept_for(self, key: str, scheme: Iri) -> Iri | None:
        """The concept of *scheme* that *key* names."""
        return _first(t for t in self.concepts.carrying(key) if t.scheme == scheme)

    def scheme_of(self, property_iri: Iri, class_iri: Iri) -> Iri | None:
        """The scheme from which a property takes its values on a thing of a class."""
        if property_iri in _KIND_PROPERTIES:
            line = self.classes.upwards(class_iri)
            kinds = (self.classes[c].kinds for c in line if c in self.classes)
            return next((kind for kind in kinds if kind), None)
        return self.properties[property_iri].scheme

    def keys_on(self, class_iri: Iri) -> list[str]:
        """Every key that fits a thing of the class, for suggestions."""
        line = self.classes.upwards(class_iri)
        fits = (t for t in self.properties.values() if self._distance(t, line) is not None)
        return sorted({key for term in fits for key in term.keys})

    def _distance(self, term: Term, line: list[Iri]) -> int | None:
        if not term.domains:
            return len(line) + 1
        steps = [line.index(domain) for domain in term.domains if domain in line]
        return min(steps) if steps else None


_KIND_PROPERTIES = {
    Iri("http://purl.org/dc/terms/type"),
    Iri("http://www.w3.org/ns/org#classification"),
}


def vocabulary(graph: Answers) -> Vocabulary:
    """Read the dictionary from the ontology that a graph carries."""
    return Vocabulary(_classes(graph), _properties(graph), _concepts(graph))


def fold_key(key: str) -> str:
    """A key as it is compared: lower case, one space for hyphens, underscores and spaces.

    >>> fold_key("Hanteras_tillsammans-med")
    'hanteras tillsammans med'
    """
    return re.sub(r"[\s_-]+", " ", key.casefold()).strip()


def _classes(graph: Answers) -> Terms:
    terms = Terms()
    for row in graph.select(queryfiles.internal("classes").sparql).records():
        term = _term(terms, row)
        _add(term.parents, row["parent"])
        term.segment = str(row["segment"] or term.segment)
        term.kinds = _iri(row["kinds"]) or term.kinds
        term.nests_by = _iri(row["nests_by"]) or term.nests_by
    return terms


def _properties(graph: Answers) -> Terms:
    terms = Terms()
    for row in graph.select(queryfiles.internal("properties").sparql).records():
        term = _term(terms, row)
        term.kind = str(row["kind"]).removeprefix(OWL)
        _add(term.parents, row["parent"])
        _add(term.domains, row["domain"])
        _add(term.ranges, row["range"])
        term.scheme = _iri(row["scheme"]) or term.scheme
    return terms


def _concepts(graph: Answers) -> Terms:
    terms = Terms()
    for row in graph.select(queryfiles.internal("concepts").sparql).records():
        term = _term(terms, row)
        term.scheme = _iri(row["scheme"])
        _add(term.types_as, row["types_as"])
        term.direct = _iri(row["direct"]) or term.direct
    return terms


def _term(terms: dict[Iri, Term], row: dict[str, Cell]) -> Term:
    iri = Iri(str(row["term"]))
    term = terms.setdefault(iri, Term(iri, keys={fold_key(_local_name(iri)), _words(iri)}))
    if row["key"] is not None:
        term.keys.add(fold_key(str(row["key"])))
    return term


def _local_name(iri: Iri) -> str:
    return re.split(r"[#/]", iri)[-1]


def _words(iri: Iri) -> str:
    return fold_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _local_name(iri)))


def _first(found: Iterable[Term]) -> Iri | None:
    own = sorted((term.iri for term in found), key=lambda i: (not i.startswith(names.BASE), i))
    return own[0] if own else None


def _add(where: set[Iri], cell: Cell) -> None:
    if cell is not None:
        where.add(Iri(str(cell)))


def _iri(cell: Cell) -> Iri | None:
    return None if cell is None else Iri(str(cell))


def near_keys(key: str, known: Iterable[str]) -> list[str]:
    """Known keys close to a misspelt one."""
    import difflib

    return difflib.get_close_matches(fold_key(key), sorted(known), n=3, cutoff=0.6)


def _index(terms: Iterable[Term], folded: Callable[[str], str]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for key in {folded(key) for key in term.keys}:
            found[key].append(term)
    return found
