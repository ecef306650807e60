"""What every family of constraints is built with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from naravard_kg.errors import ShapesError
from naravard_kg.shacl.data import Data, items
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Literal, Node, sh

Build = Callable[[Data, Node, Node], Check]


def each(fits: Callable[[Node], bool]) -> Check:
    """The check that every value node fits by itself."""

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del run, focus
        return (Hit(value) for value in values if not fits(value))

    return check


def number(parameter: Node) -> int:
    """A whole number that is a parameter.

    Raises:
        ShapesError: it is none.
    """
    if isinstance(parameter, Literal) and parameter.value.lstrip("+").isdecimal():
        return int(parameter.value)
    raise ShapesError("number", str(parameter))


def members(shapes: Data, head: Node) -> list[Node]:
    """The members of a list that is a parameter.

    Raises:
        ShapesError: it is no list.
    """
    found = items(shapes, head)
    if found is None:
        raise ShapesError("list", str(head))
    return found


def told(shapes: Data, shape: Node, parameter: str) -> list[Node]:
    """The values of another parameter of the same shape."""
    return shapes.described(shape).get(sh(parameter), [])


def hits(values: Iterable[Node]) -> Iterator[Hit]:
    """A breach for each of *values*."""
    return map(Hit, values)
