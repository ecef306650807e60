"""What a plan becomes: statements that know their place, and a note for every value left out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from pathlib import Path

from naravard_kg import names
from naravard_kg.places import Place
from naravard_kg.reports import Fix
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Quad
from naravard_kg.vocabulary import Vocabulary

NV = names.ONTOLOGY
A = Iri(RDF + "type")


def nv(local: str) -> Iri:
    """The IRI of a term of the ontology."""
    return Iri(NV + local)


@dataclass(frozen=True, slots=True)
class Note:
    """A value that did not become a statement: where it stands, and which rule it broke.

    ``rule`` is the local name of the rule in shapes/form.ttl; ``facts`` fill its message; ``fix``
    is what to write instead, where that can be told.
    """

    rule: str
    place: Place
    facts: AbstractMapping[str, str] = field(default_factory=dict)
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A text copy that evidence is located in: its IRI, its characters, and its sections."""

    iri: Iri
    text: str
    sections: tuple[tuple[int, str], ...] = ()

    def section_at(self, line: int) -> str:
        """The section that a line stands in; empty where none is known."""
        return next((name for start, name in reversed(self.sections) if start <= line), "")


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan file as statements.

    The promise: each value of the file is either in *quads* or in *notes*, never in neither.
    ``places`` tells where a statement, a subject's property or a subject stands in the file.
    ``aside`` are things of other files that this one only relates: they are judged at home.
    ``describes`` is False for a file that describes nothing: one of waivers. ``lines`` are those of
    the file, for a report to quote.
    """

    path: str
    graph: Iri
    quads: tuple[Quad, ...]
    places: AbstractMapping[tuple[Cell, ...], Place]
    notes: tuple[Note, ...] = ()
    aside: frozenset[Iri] = frozenset()
    describes: bool = True
    lines: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_complete(self) -> bool:
        """Whether the statements say all that the file says."""
        return not self.notes

    @property
    def subjects(self) -> list[Iri]:
        """The things the file describes, sorted."""
        return sorted({quad.subject for quad in self.quads} - self.aside)

    def place_of(self, subject: Cell, predicate: Cell = None, value: Cell = None) -> Place | None:
        """The narrowest known place: of the statement, else of the property, else of the thing."""
        keys = ((subject, predicate, value), (subject, predicate), (subject,))
        return next((self.places[key] for key in keys if key in self.places), None)


@dataclass
class Draft:
    """The work in progress of lifting one file: what is declared, stated and left out so far."""

    path: Path
    graph: Answers
    vocabulary: Vocabulary
    home: Iri
    document: Iri | None = None
    language: str = "sv"
    source: Source | None = None
    opened: Place | None = None  # the block whose text copy is located in
    things: dict[Place, tuple[Iri, Iri]] = field(default_factory=dict)
    slugs: dict[str, list[Iri]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, list[Iri]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, list[Iri]] = field(default_factory=lambda: defaultdict(list))
    taken: set[Iri] = field(default_factory=set)
    names_of: dict[tuple[Iri, ...], list[str]] = field(default_factory=dict)  # by class, once read
    quads: dict[Quad, None] = field(default_factory=dict)
    places: dict[tuple[Cell, ...], Place] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The slug of the document, or of the graph where there is none."""
        return (self.document or self.home).rpartition("/")[2]

    def state(self, subject: Iri, predicate: Iri, value: Cell, place: Place) -> None:
        """Add a statement, and remember where it stands."""
        self.quads.setdefault(Quad(subject, predicate, value, self.home))
        for key in ((subject, predicate, value), (subject, predicate), (subject,)):
            self.places.setdefault(key, place)

    def leave_out(self, rule: str, place: Place, fix: Fix | None = None, **facts: str) -> None:
        """Note a value that becomes no statement, and what to write instead."""
        self.notes.append(Note(rule, place, facts, fix))

    def declare(self, iri: Iri, class_iri: Iri, place: Place) -> None:
        """Register a thing of the file, so that others can refer to it by slug."""
        self.things[place] = (iri, class_iri)
        if iri not in self.taken:
            self.taken.add(iri)
            self.slugs[iri.rpartition("/")[2]].append(iri)

    def fresh(self, segment: str, slug: str) -> Iri:
        """An IRI that no thing of the file has yet: *slug*, else with a number behind it."""
        candidates = (f"{slug}-{n}" if n > 1 else slug for n in itertools.count(1))
        return next(i for s in candidates if (i := names.thing(segment, s)) not in self.taken)

    def finish(self) -> Plan:
        """The finished plan."""
        return Plan(str(self.path), self.home, tuple(self.quads), self.places, tuple(self.notes))
