"""How large a value is: sh:minInclusive and its kin. What cannot be compared breaks the rule."""

from __future__ import annotations

from collections.abc import Callable

from naravard_kg.shacl.components.building import Build, each
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check
from naravard_kg.shacl.terms import Literal, Node
from naravard_kg.shacl.values import compare


def _bound(allows: Callable[[int], bool]) -> Build:
    def build(shapes: Data, shape: Node, parameter: Node) -> Check:
        del shapes, shape

        def fits(value: Node) -> bool:
            if not (isinstance(value, Literal) and isinstance(parameter, Literal)):
                return False
            order = compare(value, parameter)
            return order is not None and allows(order)

        return each(fits)

    return build


BUILDS: dict[str, Build] = {
    "minExclusive": _bound(lambda order: order > 0),
    "minInclusive": _bound(lambda order: order >= 0),
    "maxExclusive": _bound(lambda order: order < 0),
    "maxInclusive": _bound(lambda order: order <= 0),
}
