"""The reference engine, pySHACL: complete, slower; judges the plan with what lies around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from naravard_kg.engines.breaches import Breach, Case, severity_of
from naravard_kg.plans.rdf import cell
from naravard_kg.terms import Cell, Iri, Quad, Text, statement

if TYPE_CHECKING:
    import rdflib

NAME = "pyshacl"
_DEEPEST = 20
SH = "http://www.w3.org/ns/shacl#"


def judge(files: Sequence[Path], case: Case, left_out: Collection[Iri] = ()) -> list[Breach]:
    """What the plan's own things break of the shapes in *files*, those *left_out* aside.

    The whole small graph is judged: pySHACL's own ``focus_nodes`` also leaves out the values
    that nested shapes (``sh:or``) must look at.
    """
    import pyshacl
    import rdflib

    own = {rdflib.URIRef(subject) for subject in case.subjects}
    data = _graph_of([*case.quads, *case.around])
    shapes = _shapes(files, left_out)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    nodes = results.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "ValidationResult"))
    found = (_breach(results, shapes, node) for node in nodes if _focus(results, node) in own)
    return sorted(found, key=lambda breach: breach.order)


def _focus(results: rdflib.Graph, node: rdflib.term.Node) -> rdflib.term.Node | None:
    import rdflib

    return results.value(node, rdflib.URIRef(SH + "focusNode"))


def _breach(results: rdflib.Graph, shapes: rdflib.Graph, node: rdflib.term.Node) -> Breach:
    import rdflib

    def told(local: str) -> Cell:
        value = results.value(node, rdflib.URIRef(SH + local))
        return None if value is None else cell(value)

    return Breach(
        told("sourceShape"),
        told("focusNode"),
        _path(results, node),
        told("value"),
        str(told("sourceConstraintComponent")),
        severity_of(str(told("resultSeverity"))),
        told("sourceConstraint"),
        dict(_messages(results, shapes, node)),
        _name(shapes, results.value(node, rdflib.URIRef(SH + "sourceShape"))),
    )


def _name(shapes: rdflib.Graph, node: rdflib.term.Node | None) -> str:
    """What a shape without a name is called: after its parent, and the path it looks at."""
    import rdflib

    line: list[str] = []
    while isinstance(node, rdflib.BNode) and len(line) < _DEEPEST:
        path = shapes.value(node, rdflib.URIRef(SH + "path"))
        line.append(re.split("[/#:]", path)[-1] if isinstance(path, rdflib.URIRef) else "form")
        node = shapes.value(None, rdflib.URIRef(SH + "property"), node)
    top = re.split("[/#:]", node)[-1] if isinstance(node, rdflib.URIRef) else ""
    return "-".join([top, *reversed(line)]) if line and top else ""


def _messages(
    results: rdflib.Graph, shapes: rdflib.Graph, node: rdflib.term.Node
) -> Iterator[tuple[str, str]]:
    """The shape's own messages: pySHACL drops the language tags of those in SPARQL."""
    import rdflib

    message = rdflib.URIRef(SH + "message")
    for home in ("sourceConstraint", "sourceShape"):
        stated = results.value(node, rdflib.URIRef(SH + home))
        for text in sorted(shapes.objects(stated, message) if stated is not None else (), key=str):
            words = cell(text)
            yield words.language if isinstance(words, Text) else "", str(words)


def _path(results: rdflib.Graph, node: rdflib.term.Node) -> Cell:
    """The property of a result's path: the first one where the path is longer."""
    import rdflib

    path = results.value(node, rdflib.URIRef(SH + "resultPath"))
    while isinstance(path, rdflib.BNode):
        choices = results.value(path, rdflib.URIRef(SH + "alternativePath"))
        path = choices or results.value(path, rdflib.RDF.first)
    return None if path is None else cell(path)


def _shapes(files: Sequence[Path], left_out: Iterable[Iri]) -> rdflib.Graph:
    """The shapes of some files; those *left_out* are deactivated, as SHACL has it."""
    import rdflib

    shapes = rdflib.Graph()
    for path in files:
        shapes.parse(path)
    for iri in left_out:
        flag = rdflib.Literal(True)  # noqa: FBT003 -- a term, not a flag
        shapes.add((rdflib.URIRef(iri), rdflib.URIRef(SH + "deactivated"), flag))
    return shapes


def _graph_of(quads: Iterable[Quad]) -> rdflib.Graph:
    import logging

    import rdflib

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # a bad date is a finding, not a log
    graph = rdflib.Graph()
    lines = "\n".join(sorted({statement(quad._replace(graph=None)) for quad in quads}))
    graph.parse(data=lines, format="nt")
    return graph
