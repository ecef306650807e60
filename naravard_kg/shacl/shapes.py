"""Shapes as the evaluator needs them: what they look at, by which path, and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from naravard_kg.shacl.data import Data
from naravard_kg.shacl.paths import Path
from naravard_kg.shacl.terms import Literal, Named, Node, sh

VIOLATION = sh("Violation")


@dataclass(frozen=True, slots=True)
class Hit:
    """One breach of a constraint: the value, and what a rule in SPARQL tells beyond it."""

    value: Node | None = None
    path: Path | None = None
    messages: tuple[Literal, ...] = ()
    source: Node | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What a shape looks at by itself."""

    nodes: tuple[Node, ...] = ()
    classes: tuple[Node, ...] = ()
    subjects_of: tuple[Named, ...] = ()
    objects_of: tuple[Named, ...] = ()

    def __bool__(self) -> bool:
        """Whether it looks at anything."""
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True, slots=True)
class Result:
    """One breach of a shape, with all that a report tells of it.

    ``source`` is the node of the constraint in SPARQL, where it is one; ``severity`` and
    ``messages`` are the shape's, or that constraint's.
    """

    focus: Node
    shape: Node
    component: Named
    severity: Node
    path: Path | None = None
    value: Node | None = None
    messages: tuple[Literal, ...] = ()
    source: Node | None = None


class Run(Protocol):
    """What a constraint may ask while it is judged."""

    @property
    def data(self) -> Data:
        """The graph that is judged."""

    def conforms(self, node: Node, shape: Node) -> bool:
        """Whether a node breaks nothing of a shape."""

    def results(self, node: Node, shape: Node) -> Iterable[Result]:
        """What a node breaks of a shape."""


Check = Callable[[Run, Node, list[Node]], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape: its component, and the function that finds the breaches.

    ``batch`` finds those of many focus nodes at once, where that is the same and cheaper; ``node``
    is that of a constraint in SPARQL, which has one of its own. ``always`` is False where without
    a value there can be no breach.
    """

    component: Named
    check: Check
    batch: Callable[[Run, list[Node]], Iterable[tuple[Node, Hit]]] | None = None
    node: Node | None = None
    always: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape.

    ``leaf`` tells one that leads to no other shape, so that nothing can go in a circle there;
    ``always`` one that must be judged even where there is no value.
    """

    node: Node
    path: Path | None = None
    targets: Targets = field(default_factory=Targets)
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Node, ...] = ()
    severity: Node = VIOLATION
    messages: tuple[Literal, ...] = ()
    active: bool = True
    leaf: bool = False
    always: bool = True
