"""Values of a given set: sh:hasValue, sh:in; and no property but the named ones: sh:closed."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg.shacl.components.building import Build, each, members, told
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Named, Node, is_true


def _has_value(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    return lambda _run, _focus, values: [] if parameter in values else [Hit()]


def _in(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shape
    allowed = set(members(shapes, parameter))
    return each(lambda value: value in allowed)


def _closed(shapes: Data, shape: Node, parameter: Node) -> Check:
    if not is_true([parameter]):
        return lambda _run, _focus, _values: []
    known = _named(shapes, shape)

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del focus
        for node in values:
            for predicate, objects in run.data.described(node).items():
                if predicate not in known:
                    yield from (Hit(value, predicate) for value in objects)

    return check


def _named(shapes: Data, shape: Node) -> set[Node]:
    ignored = told(shapes, shape, "ignoredProperties")
    paths = [path for p in told(shapes, shape, "property") for path in told(shapes, p, "path")]
    listed = (node for head in ignored for node in members(shapes, head))
    return {*listed, *(path for path in paths if isinstance(path, Named))}


BUILDS: dict[str, Build] = {"hasValue": _has_value, "in": _in, "closed": _closed}
