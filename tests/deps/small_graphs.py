"""Small graphs, and what holds of them, found by sets and by trying everything.

A thing is a number here. Nothing of the library is used to find an expected answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import Dependencies
from naravard_kg.graph import of_quads
from naravard_kg.terms import RDF, Cell, Iri, Quad

SIZE = 6
NODES = range(SIZE)
HOME = Iri("urn:g")
AWAITS, DELEGATES, HINGES = "awaits", "isHandledThrough", "dependsOn"
ANSWERS, JOINT, COORDINATED = "proposalFor", "isHandledTogetherWith", "isCoordinatedWith"
ORDERING = (AWAITS, DELEGATES, HINGES)
DIRECTED = (*ORDERING, ANSWERS)
EVERY = (*DIRECTED, JOINT, COORDINATED)
KINDS = {
    AWAITS: "invantar",
    DELEGATES: "hanteras-genom",
    HINGES: "starkt-beroende",
    JOINT: "hanteras-tillsammans",
    COORDINATED: "samordnas",
}
PHASES = {
    "genomfort": "avgjort",
    "pagaende": "pagar",
    "vilande": "vilar",
    "ej-paborjat": "ej-borjat",
    "avslutat": "bortfallet",
}
SETTLED, DROPPED = "genomfort", "avslutat"
FINDING = Iri("urn:finding")
Pair = tuple[int, int]
MANY = settings(max_examples=150, deadline=None)


class Arrow(NamedTuple):
    """One thing and another that it depends on, is handled with or is coordinated with."""

    depender: int
    role: str
    dependee: int
    soft: bool = False
    inferred: bool = False

    @property
    def ends(self) -> Pair:
        """The two numbers."""
        return self.depender, self.dependee


@dataclass(frozen=True)
class Small:
    """A small graph: its arrows, what was last noted of its things, which of them are no work."""

    arrows: tuple[Arrow, ...]
    noted: tuple[tuple[int, str], ...] = ()
    findings: frozenset[int] = frozenset()

    @cached_property
    def settled(self) -> set[int]:
        """What is settled."""
        return {n for n, status in self.noted if status == SETTLED}

    @cached_property
    def lapsed(self) -> set[int]:
        """What has lapsed."""
        return {n for n, status in self.noted if status == DROPPED}

    @cached_property
    def linked(self) -> set[int]:
        """What an arrow joins to anything."""
        return {end for arrow in self.arrows for end in arrow.ends}

    def pairs(self, *roles: str, among: Collection[int] = NODES) -> set[Pair]:
        """From what depends to what it depends on, by arrows of these roles."""
        found = {arrow.ends for arrow in self.arrows if arrow.role in roles}
        return {(a, b) for a, b in found if a in among and b in among}

    def mates(self, among: Collection[int] = NODES) -> set[Pair]:
        """What is handled together, both ways."""
        found = self.pairs(JOINT, among=among)
        return found | {(b, a) for a, b in found}

    def waits(self, among: Collection[int] = NODES) -> set[Pair]:
        """Who waits for whom; to await a proposal is to await what it answers."""
        awaited, answered = self.pairs(AWAITS, among=among), self.pairs(ANSWERS, among=among)
        derived = {(a, x) for a, p in awaited for q, x in answered if p == q}
        return self.pairs(*ORDERING, among=among) | derived

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The same as a graph of the library."""
        return of_quads(Quad(*fact, HOME) for fact in _facts(self))

    @cached_property
    def deps(self) -> Dependencies:
        """The questions to it."""
        return naravard_kg.dependencies(self.graph)


def iri(number: int) -> Iri:
    """A thing of the small graphs."""
    return names.thing("uppdrag", f"a-{number}")


def short(number: int) -> str:
    """Its short name."""
    return f"uppdrag/a-{number}"


def number(thing: str) -> int:
    """The number of a thing, by its IRI or short name."""
    return int(thing.rpartition("-")[2])


def numbers(things: Iterable[str]) -> set[int]:
    """The numbers of things."""
    return set(map(number, things))


def text(things: Iterable[int]) -> str:
    """A selector that chooses just these."""
    return " ".join(map(short, sorted(things)))


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def word(local: str) -> Iri:
    """A term of the vocabularies."""
    return Iri(names.VOCABULARIES + local)


# --- strategies -----------------------------------------------------------------------------


def arrows(
    roles: Collection[str] = EVERY, *, acyclic: bool = False, most: int = 10
) -> st.SearchStrategy[tuple[Arrow, ...]]:
    """Arrows among the nodes, each pair of ends at most once by each role."""
    ends = st.sampled_from(NODES)
    weak = st.sampled_from([False, False, True])
    drawn = st.builds(Arrow, ends, st.sampled_from(list(roles)), ends, weak, weak)
    fit = drawn.map(_fitting).filter(lambda a: _is_sound(a, acyclic=acyclic))
    return st.lists(fit, unique_by=lambda a: a[:3], max_size=most).map(tuple)


def smalls(
    roles: Collection[str] = EVERY,
    *,
    acyclic: bool = False,
    statuses: Collection[str] = tuple(PHASES),
    findings: bool = True,
) -> st.SearchStrategy[Small]:
    """Small graphs."""
    told = st.dictionaries(st.sampled_from(NODES), st.sampled_from(["", *statuses]), max_size=4)
    noted = told.map(lambda d: tuple((n, status) for n, status in sorted(d.items()) if status))
    no_work = st.frozensets(st.sampled_from(NODES), max_size=2 if findings else 0)
    return st.builds(Small, arrows(roles, acyclic=acyclic), noted, no_work)


def _fitting(arrow: Arrow) -> Arrow:
    """The arrow as it can be stated: nothing is said of a proposal's answer, joint goes both ways."""
    if arrow.role == ANSWERS:
        return arrow._replace(soft=False, inferred=False)
    if arrow.role in (JOINT, COORDINATED):
        first, last = sorted(arrow.ends)
        return arrow._replace(depender=first, dependee=last)
    return arrow


def _is_sound(arrow: Arrow, *, acyclic: bool) -> bool:
    if arrow.role in (ANSWERS, JOINT, COORDINATED) and arrow.depender == arrow.dependee:
        return False
    return not acyclic or arrow.role not in DIRECTED or arrow.depender > arrow.dependee


# --- the graph of the library -----------------------------------------------------------------

Fact = tuple[Iri, Iri, Cell]
TYPE = Iri("http://purl.org/dc/terms/type")


def _facts(small: Small) -> Iterator[Fact]:
    yield from VOCABULARY
    yield from ((iri(n), Iri(RDF + "type"), nv("Assignment")) for n in NODES)
    yield from ((iri(n), TYPE, FINDING) for n in small.findings)
    for n, status in small.noted:
        record = names.thing("statusnotering", f"a-{n}")
        yield iri(n), nv("hasStatusRecord"), record
        yield record, nv("status"), word(f"status/{status}")
    for arrow in small.arrows:
        yield iri(arrow.depender), nv(arrow.role), iri(arrow.dependee)
        if arrow.role in KINDS:
            yield from _said(arrow)


def _said(arrow: Arrow) -> Iterator[Fact]:
    node = names.thing("beroende", f"{arrow.depender}-{KINDS[arrow.role]}-{arrow.dependee}")
    yield node, nv("depender"), iri(arrow.depender)
    yield node, nv("dependee"), iri(arrow.dependee)
    yield node, TYPE, word(f"beroendetyp/{KINDS[arrow.role]}")
    yield node, nv("strength"), word("styrka/mjuk" if arrow.soft else "styrka/hard")
    if arrow.inferred:
        yield node, nv("isInferred"), True


def _vocabulary() -> Iterator[Fact]:
    in_scheme = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
    for status, phase in PHASES.items():
        yield word(f"status/{status}"), nv("phase"), word(f"fas/{phase}")
        yield word(f"fas/{phase}"), in_scheme, word("fas")
    for role, kind in KINDS.items():
        yield word(f"beroendetyp/{kind}"), nv("directProperty"), nv(role)
    yield FINDING, nv("takesPlaceInOrder"), False


VOCABULARY = tuple(_vocabulary())


# --- by brute force -----------------------------------------------------------------------------


def reach(seeds: Iterable[int], pairs: Collection[Pair]) -> set[int]:
    """What is reached from *seeds* along pairs, and they themselves."""
    found = set(seeds)
    while more := {b for a, b in pairs if a in found} - found:
        found |= more
    return found


def beyond(start: int, pairs: Collection[Pair]) -> set[int]:
    """What is reached from *start* in at least one step; itself too, where it is on a circle."""
    return reach({b for a, b in pairs if a == start}, pairs)


def on_circle(pairs: Collection[Pair]) -> set[int]:
    """All that is reached from itself."""
    return {n for n in NODES if n in beyond(n, pairs)}


def steps_away(seeds: Iterable[int], pairs: Collection[Pair]) -> dict[int, int]:
    """How many steps each thing is from *seeds*."""
    found = dict.fromkeys(seeds, 0)
    for hop in range(1, SIZE + 1):
        for a, b in pairs:
            if found.get(a) == hop - 1 and b not in found:
                found[b] = hop
    return found


def groups(there: Collection[int], waits: set[Pair], mates: set[Pair]) -> dict[int, frozenset[int]]:
    """Each thing with those it is ordered as one with: mates, and what waits for one another."""
    joined = waits | mates
    ways = {n: reach([n], joined) for n in there}
    return {n: frozenset(m for m in ways[n] if n in ways[m]) for n in there}


def heights(
    there: Collection[int], waits: set[Pair], mates: set[Pair], listed: Collection[int]
) -> dict[int, int]:
    """The longest way to each thing from one that waits for nothing, counted in listed groups."""
    group = groups(there, waits, mates)
    joined = {(group[a], group[b]) for a, b in waits if group[a] != group[b]}

    def height(one: frozenset[int]) -> int:
        own = 1 if one & set(listed) else 0
        return own + max((height(b) for a, b in joined if a == one), default=0)

    return {n: height(group[n]) for n in there}


def simple_paths(start: int, goal: int, pairs: Collection[Pair]) -> list[tuple[int, ...]]:
    """Every way from *start* to *goal* that meets nothing twice, shortest first."""
    found: list[tuple[int, ...]] = []
    paths: list[tuple[int, ...]] = [(start,)] if start != goal else []
    while paths:
        found += [path for path in paths if path[-1] == goal]
        going = [path for path in paths if path[-1] != goal]
        paths = [(*p, b) for p in going for a, b in pairs if a == p[-1] and b not in p]
    return sorted(found, key=lambda path: (len(path), path))
