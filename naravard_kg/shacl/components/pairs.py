"""How the values of one property stand to those of another: equals, disjoint, less than."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naravard_kg.shacl.components.building import Build, hits
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Literal, Named, Node
from naravard_kg.shacl.values import compare

Compare = Callable[[list[Node], list[Node]], Iterator[Node]]


def _with(find: Compare) -> Build:
    """The check that compares the values with those that the focus node has under a property."""

    def build(shapes: Data, shape: Node, parameter: Node) -> Check:
        del shapes, shape

        def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
            described = run.data.described(focus)
            others = described.get(parameter, []) if isinstance(parameter, Named) else []
            return hits(find(values, others))

        return check

    return build


def _unequal(values: list[Node], others: list[Node]) -> Iterator[Node]:
    yield from (value for value in values if value not in others)
    yield from (other for other in others if other not in values)


def _shared(values: list[Node], others: list[Node]) -> Iterator[Node]:
    return (value for value in values if value in others)


def _beyond(allows: Callable[[int], bool]) -> Compare:
    def find(values: list[Node], others: list[Node]) -> Iterator[Node]:
        for value in values:
            for other in others:
                if not _comes(value, other, allows):
                    yield value

    return find


def _comes(value: Node, other: Node, allows: Callable[[int], bool]) -> bool:
    if not (isinstance(value, Literal) and isinstance(other, Literal)):
        return False
    order = compare(value, other)
    return order is not None and allows(order)


BUILDS: dict[str, Build] = {
    "equals": _with(_unequal),
    "disjoint": _with(_shared),
    "lessThan": _with(_beyond(lambda order: order < 0)),
    "lessThanOrEquals": _with(_beyond(lambda order: order <= 0)),
}
