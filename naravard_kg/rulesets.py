"""Sets of shapes, read once: those of the house, and a user's own beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from naravard_kg import names, resources, shacl, shapefiles
from naravard_kg.errors import ShapesError
from naravard_kg.graph import cell_of
from naravard_kg.shacl import Rules
from naravard_kg.shacl.data import Held
from naravard_kg.shacl.paths import first_of
from naravard_kg.shacl.shapes import Shape
from naravard_kg.shacl.terms import Named, Node, is_iri
from naravard_kg.terms import Iri


@dataclass(frozen=True)
class Ruleset:
    """Shapes with what is told of them.

    ``ids`` are what findings, ``--select`` and ``--ignore`` call them, by the nodes of shapes and
    of constraints in SPARQL; ``beyond`` is what only the reference engine covers; ``inside`` are
    the ids of the rules that a shape with targets holds things to, by its IRI.
    """

    files: tuple[Path, ...]
    rules: Rules
    ids: Mapping[Node, str]
    inside: Mapping[str, tuple[str, ...]]
    beyond: tuple[str, ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """The ids by the nodes as cells tell them: an IRI as it is, a blank node with ``_:``."""
        return {str(cell_of(node)): name for node, name in self.ids.items()}

    def nodes(self, ids: Collection[str]) -> set[Node]:
        """The nodes of some rules."""
        return {node for node, name in self.ids.items() if name in ids}


@cache
def shipped() -> Ruleset:
    """The shapes of the house."""
    return _read(tuple(resources.shape_files()), shapefiles.shipped())


def of_files(files: Sequence[Path]) -> Ruleset:
    """A user's shapes.

    Raises:
        UnreadableFileError: a file is missing, of no known kind, or broken.
        ShapesError: the shapes are not well-formed, or use a word that SHACL does not have.
    """
    return _read(tuple(files), shapefiles.of_files(files))


def _read(files: tuple[Path, ...], held: Held) -> Ruleset:
    for word, near in shacl.misspelt(held).items():
        raise ShapesError("word", f"sh:{word}", f"sh:{near}" if near else "–")
    rules = Rules.of(held)
    ids = dict(_ids(rules))
    inside = {
        shape.node.value: tuple(dict.fromkeys(_inside(rules, shape, ids)))
        for shape in rules.targeting
    }
    return Ruleset(files, rules, ids, inside, tuple(shacl.uncovered(held)))


def _ids(rules: Rules) -> Iterator[tuple[Node, str]]:
    parents = {inner: shape for shape in rules.shapes.values() for inner in shape.properties}
    for node, shape in rules.shapes.items():
        yield node, _id(shape, parents)
        for number, constraint in enumerate(c for c in shape.constraints if c.node is not None):
            if constraint.node is not None:
                own = local_name(constraint.node) or f"{_id(shape, parents)}-sparql{number or ''}"
                yield constraint.node, own


def _id(shape: Shape, parents: Mapping[Node, Shape]) -> str:
    """A shape's own name; that of one without is made of its parent's and of its path."""
    if name := local_name(shape.node):
        return name
    line: list[str] = []
    seen: set[Node] = set()
    step: Shape | None = shape
    while step is not None and step.node not in seen:
        seen.add(step.node)
        path = first_of(step.path)
        line.append(
            local_name(step.node) or (local_name(path) if path is not None else "") or "form"
        )
        step = None if is_iri(step.node) else parents.get(step.node)
    return "-".join(reversed(line))


def local_name(node: Node | None) -> str:
    """What an IRI ends in; empty for a node without one.

    >>> local_name(Named("https://w3id.org/naravard/shapes#Body-label-missing"))
    'Body-label-missing'
    """
    return re.split(r"[/#:]", node.value)[-1] if isinstance(node, Named) else ""


def _inside(rules: Rules, shape: Shape, ids: Mapping[Node, str]) -> Iterator[str]:
    for constraint in shape.constraints:
        yield ids[constraint.node] if constraint.node is not None else ids[shape.node]
    for inner in shape.properties:
        if inner in rules.shapes and inner != shape.node:
            yield from _inside(rules, rules.shapes[inner], ids)


def is_ours(iri: object) -> bool:
    """Whether a shape is one of the house."""
    return isinstance(iri, Iri) and iri.startswith(names.SHAPES)
