"""What an engine finds: breaches of shapes, told alike whichever engine found them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from naravard_kg.graph import KnowledgeGraph, of_quads
from naravard_kg.terms import Cell, Iri, Quad


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach: the shape, and the constraint in SPARQL where it was one; what, where, which.

    ``path`` is the property, the first one of a longer path. ``messages`` are by language, ``""``
    for those without one. ``name`` is what an engine calls a shape whose node tells nothing.
    """

    shape: Cell
    focus: Cell
    path: Cell = None
    value: Cell = None
    component: str = ""
    severity: str = "error"
    constraint: Cell = None
    messages: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def order(self) -> tuple[str, ...]:
        """By focus, then shape: the same for every engine."""
        told = (self.focus, self.shape, self.constraint, self.path, self.value)
        return (*map(str, told), self.component)


@dataclass(frozen=True)
class Case:
    """What is judged: the plan's statements, its own things, and what of the graph lies around.

    ``own`` holds the plan alone, ``whole`` also what lies around it: each is made once, for the
    rules of every kind.
    """

    quads: tuple[Quad, ...]
    subjects: tuple[Iri, ...]
    around: tuple[Quad, ...]

    @cached_property
    def own(self) -> KnowledgeGraph:
        """The plan as a graph."""
        return of_quads(self.quads)

    @cached_property
    def whole(self) -> KnowledgeGraph:
        """The plan and what lies around it as a graph."""
        return of_quads([*self.quads, *self.around])


def severity_of(iri: str) -> str:
    """What a severity of SHACL is called here; one that SHACL does not have counts as an error.

    >>> severity_of("http://www.w3.org/ns/shacl#Info")
    'info'
    """
    local = iri.rpartition("#")[2]
    return {"Warning": "warning", "Info": "info"}.get(local, "error")
