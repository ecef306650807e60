"""Statements as the facts of things, with what only carries them folded in.

a claim                                into the fact that it is about
a dependency                           into the fact between its two ends
a status record, a blank node,         into the fact whose value it is: what is said of it
a part named thing#part                  stands beside that fact
a passage                              named where it is cited; told in full where both
versions have it and say different things of it
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from naravard_kg import names
from naravard_kg.terms import RDF, Cell, Iri, Quad, n3

_LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
_NAMING = {
    _LABEL,
    Iri("http://www.w3.org/2004/02/skos/core#prefLabel"),
    Iri("http://purl.org/dc/terms/title"),
}
_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (
    Iri(RDF + local) for local in ("type", "subject", "predicate", "object")
)
_CLAIM, _DEPENDENCY, _EVIDENCE, _RECORD = (
    Iri(names.ONTOLOGY + local) for local in ("Claim", "Dependency", "Evidence", "StatusRecord")
)
_DEPENDER, _DEPENDEE, _LOCATOR, _STATED_IN, _CITES = (
    Iri(names.ONTOLOGY + local)
    for local in ("depender", "dependee", "locator", "statedIn", "hasEvidence")
)
_ENDS = {_TYPE, _SUBJECT, _PREDICATE, _OBJECT, _DEPENDER, _DEPENDEE, _STATED_IN}

Pair = tuple[Iri, Cell]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a thing, what is said about the fact, and the named graph that states it.

    ``value`` is None where the value has no name of its own: ``about`` then tells what it is.
    """

    property: Iri
    value: Cell
    about: tuple[Pair, ...] = ()
    graph: Iri | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """The facts of each thing, in order, and the statements that name things."""

    facts: Mapping[Iri, Mapping[tuple[str, ...], Fact]]
    names: Mapping[Iri, list[Quad]]


def altered(old: Iterable[Quad], new: Iterable[Quad]) -> frozenset[Iri]:
    """The passages of which two versions say different things."""
    before, after = _Statements(old), _Statements(new)
    shared = before.passages & after.passages
    return frozenset(p for p in shared if before.leaves(p) != after.leaves(p))


def folded(quads: Iterable[Quad], apart: frozenset[Iri] = frozenset()) -> Folded:
    """Statements by the thing that they are about; the passages *apart* are things themselves."""
    said = _Statements(quads)
    facts: dict[Iri, dict[tuple[str, ...], Fact]] = defaultdict(dict)
    for thing, fact in _facts(said, apart):
        facts[thing][_key(fact)] = fact
    ordered = {thing: dict(sorted(own.items())) for thing, own in facts.items()}
    return Folded(ordered, _names(said))


class _Statements:
    """The statements of one version, by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.by_subject: dict[Iri, list[Quad]] = defaultdict(list)
        self.kinds: dict[Cell, set[Cell]] = defaultdict(set)
        for quad in quads:
            self.by_subject[quad.subject].append(quad)
            if quad.predicate == _TYPE:
                self.kinds[quad.subject].add(quad.object)

    @property
    def passages(self) -> set[Iri]:
        """The passages that are told of."""
        return {iri for iri in self.by_subject if _EVIDENCE in self.kinds[iri]}

    def is_carrier(self, node: Iri) -> bool:
        """Whether a node is a claim or a dependency."""
        return bool(self.kinds[node] & {_CLAIM, _DEPENDENCY})

    def is_part(self, quad: Quad) -> bool:
        """Whether the value of a statement is told with it: it has no life of its own."""
        value = quad.object
        if not isinstance(value, Iri) or quad.predicate == _TYPE:
            return False
        within = value.startswith(("_:", f"{quad.subject}#"))
        return (within or _RECORD in self.kinds.get(value, ())) and value in self.by_subject

    def leaves(self, node: Iri, above: tuple[Iri, ...] = ()) -> tuple[Pair, ...]:
        """All that is said of a node and of its parts, in order, without the parts' names."""
        found: list[Pair] = []
        for quad in self.by_subject.get(node, ()):
            if not self.is_part(quad):
                kind_of_part = quad.predicate == _TYPE and not node.startswith("_:")
                found += [] if kind_of_part else [(quad.predicate, quad.object)]
            elif quad.object not in (node, *above):
                found += self.leaves(Iri(str(quad.object)), (*above, node))
        return tuple(sorted(set(found), key=_in_order))

    def carried(self, node: Iri) -> list[tuple[Iri, Iri, Cell]]:
        """The facts that a claim or a dependency carries: thing, property, value."""
        said: dict[Iri, list[Cell]] = defaultdict(list)
        for quad in self.by_subject[node] if self.is_carrier(node) else ():
            said[quad.predicate].append(quad.object)
        ends = [(Iri(str(s)), v) for s in said[_DEPENDER] for v in said[_DEPENDEE]]
        facts = [(s, self._between(s, v), v) for s, v in ends]
        for subject in said[_SUBJECT]:
            pairs = ((p, v) for p in said[_PREDICATE] for v in said[_OBJECT])
            facts += [(Iri(str(subject)), Iri(str(p)), v) for p, v in pairs]
        return facts

    def _between(self, start: Iri, end: Cell) -> Iri:
        """The property that leads from one end of a dependency to the other."""
        direct = (q.predicate for q in self.by_subject.get(start, ()) if q.object == end)
        return min(direct, default=_DEPENDEE)


def _facts(said: _Statements, apart: frozenset[Iri]) -> Iterator[tuple[Iri, Fact]]:
    """Each fact with the thing that it is about."""
    told: set[Quad] = set()
    subjects = list(said.by_subject)
    for node in filter(said.is_carrier, subjects):
        home = said.by_subject[node][0].graph
        about = tuple(pair for pair in said.leaves(node) if pair[0] not in _ENDS)
        for thing, prop, value in said.carried(node):
            told.add(Quad(thing, prop, value, home))
            yield thing, Fact(prop, value, about, home)
    hidden = _within_others(said) - apart
    for subject in subjects:
        if subject not in hidden and not said.carried(subject):
            thing = _stable(subject, said.leaves(subject))
            yield from ((thing, _fact(said, q)) for q in said.by_subject[subject] if q not in told)


def _fact(said: _Statements, quad: Quad) -> Fact:
    if said.is_part(quad):
        return Fact(quad.predicate, None, said.leaves(Iri(str(quad.object))), quad.graph)
    return Fact(quad.predicate, quad.object, (), quad.graph)


def _within_others(said: _Statements) -> set[Iri]:
    """The nodes that stand with what points at them: parts, and the passages cited."""
    every = (quad for quads in said.by_subject.values() for quad in quads)
    return {Iri(str(q.object)) for q in every if q.predicate == _CITES or said.is_part(q)}


def _names(said: _Statements) -> dict[Iri, list[Quad]]:
    """The labels of things; a passage is called by its place in print."""
    found: dict[Iri, list[Quad]] = {}
    for subject, quads in said.by_subject.items():
        labels = [q for q in quads if q.predicate in _NAMING and not isinstance(q.object, Iri)]
        places = [q._replace(predicate=_LABEL) for q in quads if q.predicate == _LOCATOR]
        if labels or places:
            found[subject] = labels or places
    return found


def _stable(node: Iri, leaves: tuple[Pair, ...]) -> Iri:
    """The name of a thing; a blank node that nothing points at is named after what it says."""
    if not node.startswith("_:"):
        return node
    said = "\n".join(" ".join(map(_term, pair)) for pair in leaves)
    return Iri(f"_:b{hashlib.sha256(said.encode()).hexdigest()[:12]}")


def _key(fact: Fact) -> tuple[str, ...]:
    """What tells facts apart, and puts them in order."""
    pairs = ((fact.property, fact.value), *fact.about)
    return (*(_term(cell) for pair in pairs for cell in pair), fact.graph or "")


def _in_order(pair: Pair) -> tuple[str, str]:
    return pair[0], _term(pair[1])


def _term(cell: Cell) -> str:
    return "" if cell is None else n3(cell)
