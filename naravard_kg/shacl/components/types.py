"""What kind of thing a value is: sh:class, sh:datatype, sh:nodeKind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naravard_kg.errors import ShapesError
from naravard_kg.shacl.components.building import Build, each, hits
from naravard_kg.shacl.data import Data, types_of, upwards
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Literal, Node, is_blank, is_iri, is_literal, sh
from naravard_kg.shacl.values import is_well_formed

_KINDS: dict[Node, tuple[Callable[[object], bool], ...]] = {
    sh("IRI"): (is_iri,),
    sh("BlankNode"): (is_blank,),
    sh("Literal"): (is_literal,),
    sh("BlankNodeOrIRI"): (is_blank, is_iri),
    sh("BlankNodeOrLiteral"): (is_blank, is_literal),
    sh("IRIOrLiteral"): (is_iri, is_literal),
}


def is_instance(data: Data, node: Node, class_iri: Node) -> bool:
    """Whether a node is of a class, or of one below it."""
    if is_literal(node):
        return False
    types = types_of(data, node)
    return class_iri in types or any(class_iri in upwards(data, t) for t in types)


def _class(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del focus
        return hits(v for v in values if not is_instance(run.data, v, parameter))

    return check


def _datatype(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    return each(
        lambda value: (
            isinstance(value, Literal) and value.datatype == parameter and is_well_formed(value)
        )
    )


def _node_kind(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    allowed = _KINDS.get(parameter)
    if allowed is None:
        raise ShapesError("node-kind", str(parameter))
    return each(lambda value: any(is_kind(value) for is_kind in allowed))


BUILDS: dict[str, Build] = {"class": _class, "datatype": _datatype, "nodeKind": _node_kind}
