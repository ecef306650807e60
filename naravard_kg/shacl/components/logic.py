"""Shapes joined by logic: sh:not, sh:and, sh:or, sh:xone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naravard_kg.shacl.components.building import Build, hits, members
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Node


def _of_several(holds: Callable[[Iterator[bool]], bool]) -> Build:
    """The check that each value conforms to as many of the shapes of a list as *holds* asks."""

    def build(shapes: Data, shape: Node, parameter: Node) -> Check:
        del shape
        listed = members(shapes, parameter)

        def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
            del focus
            return hits(
                v for v in values if not holds(run.conforms(v, member) for member in listed)
            )

        return check

    return build


def _not(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del focus
        return hits(value for value in values if run.conforms(value, parameter))

    return check


BUILDS: dict[str, Build] = {
    "not": _not,
    "and": _of_several(all),
    "or": _of_several(any),
    "xone": _of_several(lambda conforms: sum(conforms) == 1),
}
