"""RDF terms as the evaluator holds them: the engine's own, compared as terms and not as values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

import pyoxigraph as ox

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Named: TypeAlias = ox.NamedNode
Blank: TypeAlias = ox.BlankNode
Literal: TypeAlias = ox.Literal
Triple: TypeAlias = tuple[Node, Named, Node]

XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

TYPE = ox.NamedNode(_RDF + "type")
FIRST = ox.NamedNode(_RDF + "first")
REST = ox.NamedNode(_RDF + "rest")
NIL = ox.NamedNode(_RDF + "nil")
LANG_STRING = ox.NamedNode(_RDF + "langString")
SUBCLASS = ox.NamedNode(_RDFS + "subClassOf")
CLASS = ox.NamedNode(_RDFS + "Class")
TRUE = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
SHACL = "http://www.w3.org/ns/shacl#"


@cache
def sh(local: str) -> Named:
    """A term of SHACL.

    >>> str(sh("path"))
    '<http://www.w3.org/ns/shacl#path>'
    """
    return ox.NamedNode(SHACL + local)


def is_iri(node: object) -> bool:
    """Whether a node is an IRI."""
    return isinstance(node, ox.NamedNode)


def is_blank(node: object) -> bool:
    """Whether a node is blank."""
    return isinstance(node, ox.BlankNode)


def is_literal(node: object) -> bool:
    """Whether a node is a literal."""
    return isinstance(node, ox.Literal)


def language_of(node: Node) -> str:
    """The language tag of a literal; empty where it has none."""
    return (node.language or "") if isinstance(node, ox.Literal) else ""


def is_true(nodes: Iterable[Node]) -> bool:
    """Whether a flag of a shape is set: just the term true; to the suite of W3C "1" is none."""
    return TRUE in nodes
