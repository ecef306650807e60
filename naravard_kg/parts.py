"""A part of the graph, subject by subject: named graphs, documents, things, or all of it.

Of a thing it is what is said of it, what belongs to it (claims and dependencies about it, its
status records, the passages behind them) and what points at it from other things.

A few hundred subjects are read at a time, so that a large graph passes through without being
held. The order is that of canonical N-Quads, whatever engine answers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from naravard_kg import names, queryfiles
from naravard_kg.find import resolve
from naravard_kg.graph import canonical
from naravard_kg.labels import labels
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, Quad, Text, n3, statement

BETWEEN = " | "  # of several values in one cell
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Part:
    """What was chosen: whole named graphs, nodes with all that is said of them, and their links."""

    graph: Answers
    graphs: frozenset[Iri]
    nodes: frozenset[Iri] = frozenset()
    things: frozenset[Iri] = frozenset()

    def subjects(self) -> Iterator[tuple[Quad, ...]]:
        """The statements of each subject, in the order of canonical N-Quads."""
        nameless = self._nameless()
        for subjects in batches(self._subjects(), _AT_A_TIME):
            found = _read(self.graph, subjects)
            for subject in subjects:
                own = [*found.get(subject, ()), *nameless.pop(subject, ())]
                if kept := sorted(filter(self._holds, own), key=statement):
                    yield tuple(kept)
        for _, quads in sorted(nameless.items()):
            yield tuple(quads)

    def quads(self) -> Iterator[Quad]:
        """Every statement."""
        return (quad for quads in self.subjects() for quad in quads)

    def _subjects(self) -> list[Iri]:
        found = {*self.nodes, *(iri for thing in self.things for iri in _linking(self, thing))}
        if self.graphs:
            query = queryfiles.internal("subjects").bind({"graph": sorted(self.graphs)})
            found.update(Iri(str(row[0])) for row in self.graph.select(query).rows)
        return sorted(found, key=n3)

    def _holds(self, quad: Quad) -> bool:
        if quad.graph in self.graphs or quad.subject in self.nodes:
            return True
        return quad.object in self.things and quad.predicate not in names.ENDS

    def _nameless(self) -> dict[Iri, list[Quad]]:
        """The statements with blank nodes that belong here, by subject."""
        query = queryfiles.internal("nameless").sparql
        every = canonical(_quad(row) for row in self.graph.select(query).rows)
        reached = set(self.nodes)
        chosen: dict[Quad, None] = {}
        while fresh := [q for q in every if q not in chosen and self._reaches(q, reached)]:
            chosen.update(dict.fromkeys(fresh))
            reached.update(Iri(str(q.object)) for q in fresh if str(q.object).startswith("_:"))
        found: dict[Iri, list[Quad]] = defaultdict(list)
        for quad in sorted(chosen, key=statement):
            found[quad.subject].append(quad)
        return found

    def _reaches(self, quad: Quad, reached: set[Iri]) -> bool:
        return quad.graph in self.graphs or quad.subject in reached


def part(graph: Answers, what: Iterable[str] = ()) -> Part:
    """The part of *graph* that the names in *what* choose; all of it where there is none.

    Args:
        graph: the graph.
        what: named graphs, documents (which stand for their graphs) and things, by any name.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
    """
    drawn_from = documents(graph)
    graphs, things = set[Iri](), set[Iri]()
    for name in what:
        iri = names.expand(name)
        thing = iri if iri in drawn_from else resolve(graph, name)
        own = [home for home, documents in drawn_from.items() if thing in (home, *documents)]
        graphs.update(own)
        things.update([] if own else [thing])
    whole = not graphs and not things
    return Part(
        graph,
        frozenset(drawn_from if whole else graphs),
        frozenset(_with_belongings(graph, things)),
        frozenset(things),
    )


@dataclass(frozen=True, slots=True)
class Node:
    """What stands at the end of a statement: its names, and its classes by local name."""

    iri: Iri
    name: str
    kind: str
    label: str


def nodes(graph: Answers, iris: Iterable[Iri], language: str) -> Iterator[Node]:
    """Each IRI with what it is called and what it is, in order; blank nodes are left out."""
    named = sorted({iri for iri in iris if not iri.startswith("_:")})
    for some in batches(named, _AT_A_TIME):
        known = labels(graph, some, language)
        kinds: dict[Iri, set[str]] = defaultdict(set)
        rows = graph.select(queryfiles.internal("types").bind({"thing": some})).rows
        for thing, kind in rows:
            kinds[Iri(str(thing))].add(local_name(str(kind)))
        for iri in some:
            yield Node(iri, names.short(iri), BETWEEN.join(sorted(kinds[iri])), known[iri])


def local_name(iri: str) -> str:
    """What stands last in an IRI: ``Assignment`` of the class of assignments."""
    return re.split(r"[#/:]", iri.rstrip("#/"))[-1]


def column(quad: Quad) -> str:
    """What the values of a statement stand under: its property, with the language of a text."""
    tag = f"@{quad.object.language}" if isinstance(quad.object, Text) else ""
    return names.short(quad.predicate) + tag


def batches(iris: list[Iri], size: int) -> Iterator[list[Iri]]:
    """The IRIs, at most *size* at a time."""
    yield from (iris[start : start + size] for start in range(0, len(iris), size))


def documents(graph: Answers) -> dict[Iri, list[Iri]]:
    """Each named graph with the documents that it is drawn from."""
    rows = graph.select(queryfiles.internal("graphs").sparql).rows
    found: dict[Iri, list[Iri]] = defaultdict(list)
    for home, document in rows:
        found[Iri(str(home))] += [document] if isinstance(document, Iri) else []
    return dict(found)


def _with_belongings(graph: Answers, things: Iterable[Iri]) -> set[Iri]:
    found, step = set[Iri](), set(things)
    while step:
        found |= step
        query = queryfiles.internal("belonging").bind({"thing": sorted(step)})
        rows = graph.select(query).rows
        step = {Iri(str(node)) for (node,) in rows if not str(node).startswith("_:")} - found
    return found


def _linking(chosen: Part, thing: Iri) -> Iterator[Iri]:
    query = queryfiles.internal("links").bind({"thing": [thing]})
    rows = chosen.graph.select(query).rows
    return (Iri(str(subject)) for subject, prop, _ in rows if prop not in names.ENDS)


def _read(graph: Answers, subjects: list[Iri]) -> dict[Iri, list[Quad]]:
    query = queryfiles.internal("statements").bind({"thing": subjects})
    found: dict[Iri, list[Quad]] = defaultdict(list)
    for quad in map(_quad, graph.select(query).rows):
        found[quad.subject].append(quad)
    return found


def _quad(row: tuple[object, ...]) -> Quad:
    subject, predicate, value, graph = row
    return Quad(Iri(str(subject)), Iri(str(predicate)), value, Iri(str(graph)))  # type: ignore[arg-type]
