"""Values held to another shape: sh:node, and so many of them: sh:qualifiedValueShape.

sh:property is no constraint here: its results are those of the property shape itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naravard_kg.shacl.components.building import Build, hits, number, told
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Node, is_true, sh


def _node(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del focus
        return hits(value for value in values if not run.conforms(value, parameter))

    return check


def _qualified(breaks: Callable[[int, int], bool]) -> Build:
    """The check that enough, or not too many, of the values conform to a shape."""

    def build(shapes: Data, shape: Node, parameter: Node) -> Check:
        limit = number(parameter)
        wanted = told(shapes, shape, "qualifiedValueShape")
        apart = _siblings(shapes, shape, wanted)

        def fits(run: Run, value: Node) -> bool:
            return all(run.conforms(value, s) for s in wanted) and not any(
                run.conforms(value, sibling) for sibling in apart
            )

        def check(run: Run, focus: Node, values: list[Node]) -> list[Hit]:
            del focus
            count = sum(fits(run, value) for value in values)
            return [Hit()] if wanted and breaks(count, limit) else []

        return check

    return build


def _siblings(shapes: Data, shape: Node, own: list[Node]) -> list[Node]:
    """The shapes that values must not conform to as well, where they are to be disjoint."""
    if not is_true(told(shapes, shape, "qualifiedValueShapesDisjoint")):
        return []
    parents = shapes.subjects(sh("property"), shape)
    properties = (p for parent in parents for p in told(shapes, parent, "property"))
    found = (s for p in properties for s in told(shapes, p, "qualifiedValueShape"))
    return [sibling for sibling in dict.fromkeys(found) if sibling not in own]


BUILDS: dict[str, Build] = {
    "node": _node,
    "qualifiedMinCount": _qualified(lambda count, limit: count < limit),
    "qualifiedMaxCount": _qualified(lambda count, limit: count > limit),
}
