"""A shapes graph → its shapes, each with its targets and constraints."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from naravard_kg.errors import ShapesError
from naravard_kg.shacl import paths, sparql
from naravard_kg.shacl.components import COMPONENTS
from naravard_kg.shacl.components.building import members
from naravard_kg.shacl.data import Held, types_of, upwards
from naravard_kg.shacl.shapes import VIOLATION, Constraint, Shape, Targets
from naravard_kg.shacl.terms import (
    CLASS,
    SHACL,
    TYPE,
    Named,
    Node,
    is_iri,
    is_literal,
    is_true,
    sh,
)

_TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_KINDS = (sh("NodeShape"), sh("PropertyShape"))
_SHAPES_OF = ("node", "property", "not", "qualifiedValueShape")
_LISTS_OF = ("and", "or", "xone")
_ALWAYS = ("minCount", "hasValue", "equals", "qualifiedMinCount")
_OF_PATHS = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals")

# Of SHACL, what this evaluator reads; and what only says something to people.
_READ = {
    *COMPONENTS, *_TARGETS, *_SHAPES_OF, *_LISTS_OF,
    "path", "alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
    "qualifiedValueShapesDisjoint", "ignoredProperties", "severity", "message", "deactivated",
    "sparql", "select", "ask", "prefixes", "declare", "prefix", "namespace", "parameter",
    "validator", "nodeValidator", "propertyValidator", "optional", "labelTemplate",
    "name", "description", "order", "group", "defaultValue", "shapesGraph", "suggestedShapesGraph",
    "entailment",
}  # fmt: skip
_BEYOND = {
    "target", "rule", "expression", "js", "filterShape", "nodes", "condition", "jsLibrary",
    "targetType", "values", "construct", "update", "returnType", "shape", "resultAnnotation",
}  # fmt: skip
# The classes and values of SHACL that a shapes graph of either kind may mention.
_OF_REPORTS = {
    "conforms", "detail", "focusNode", "result", "resultMessage", "resultPath", "resultSeverity",
    "shapesGraphWellFormed", "sourceConstraint", "sourceConstraintComponent", "sourceShape",
    "value",
}  # fmt: skip


def read(shapes: Held) -> dict[Node, Shape]:
    """Every shape of a shapes graph, those that stand inside others too.

    Raises:
        ShapesError: a shape is not well-formed.
    """
    return {node: _shape(shapes, node) for node in sorted(_nodes(shapes), key=str)}


def uncovered(shapes: Held) -> list[str]:
    """What a shapes graph uses that this evaluator does not know, as prefixed names, sorted."""
    used = {f"sh:{local}" for local in _BEYOND if shapes.pairs(sh(local))}
    if any("shapesGraph" in text for text in sparql.queries(shapes)):
        used.add("$shapesGraph")
    return sorted(used)


def misspelt(shapes: Held) -> dict[str, str]:
    """Names in SHACL's namespace that SHACL does not have, with the nearest that it has."""
    known = sorted(_READ | _BEYOND | _OF_REPORTS)
    own = {p.value.removeprefix(SHACL) for p in shapes.predicates if p.value.startswith(SHACL)}
    near = {name: difflib.get_close_matches(name, known, 1) for name in own.difference(known)}
    return {name: next(iter(found), "") for name, found in sorted(near.items())}


def _nodes(shapes: Held) -> set[Node]:
    """The nodes that SHACL takes for shapes."""
    found = {node for kind in _KINDS for node in shapes.subjects(TYPE, kind)}
    for local in (*_TARGETS, *COMPONENTS, "property", "sparql"):
        found |= {subject for subject, _ in shapes.pairs(sh(local))}
    for local in _SHAPES_OF:
        found |= {value for _, value in shapes.pairs(sh(local)) if not is_literal(value)}
    for local in _LISTS_OF:
        found |= {node for _, head in shapes.pairs(sh(local)) for node in members(shapes, head)}
    return found - {parameter for _, parameter in shapes.pairs(sh("parameter"))}


def _shape(shapes: Held, node: Node) -> Shape:
    told = shapes.described(node)
    paths_of = told.get(sh("path"), [])
    if len(paths_of) > 1:
        raise ShapesError("path", str(node))
    path = paths.read(shapes, paths_of[0]) if paths_of else None
    held = tuple(_constraints(shapes, node, path))
    return Shape(
        node,
        path,
        _targets(shapes, node),
        held,
        tuple(told.get(sh("property"), ())),
        next(iter(told.get(sh("severity"), ())), VIOLATION),
        sparql.literals(told.get(sh("message"), ())),
        not is_true(told.get(sh("deactivated"), ())),
        leaf=not any(sh(local) in told for local in (*_SHAPES_OF, *_LISTS_OF)),
        always=any(constraint.always for constraint in held),
    )


def _targets(shapes: Held, node: Node) -> Targets:
    told = shapes.described(node)
    nodes, classes, subjects, objects = (told.get(sh(local), []) for local in _TARGETS)
    if is_iri(node) and any(CLASS in upwards(shapes, t) for t in types_of(shapes, node)):
        classes = [*classes, node]  # a class that is a shape looks at its own instances
    return Targets(
        tuple(nodes),
        tuple(classes),
        tuple(node for node in subjects if isinstance(node, Named)),
        tuple(node for node in objects if isinstance(node, Named)),
    )


def _constraints(shapes: Held, node: Node, path: paths.Path | None) -> Iterator[Constraint]:
    told = shapes.described(node)
    for local, build in COMPONENTS.items():
        for parameter in told.get(sh(local), ()):
            if path is None and local in _OF_PATHS:
                raise ShapesError("no-path", f"sh:{local}")
            check = build(shapes, node, parameter)
            yield Constraint(_component(local), check, always=local in _ALWAYS)
    yield from sparql.constraints(shapes, node, path)
    yield from sparql.of_components(shapes, node, path)


def _component(local: str) -> Named:
    return sh(f"{local[0].upper()}{local[1:]}ConstraintComponent")
