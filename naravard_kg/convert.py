"""Statements in the syntaxes of RDF, always in the same order and layout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from naravard_kg import names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.terms import Quad, statement

SYNTAXES = {
    "turtle": "turtle",
    "trig": "trig",
    "jsonld": "json-ld",
    "nt": "nt",
    "nq": "nquads",
    "rdfxml": "xml",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def serialise(quads: Iterable[Quad], syntax: str) -> str:
    """Write *quads* in one of ``SYNTAXES``; the same statements always give the same text.

    Raises:
        KeyError: no such syntax.
        UnreadableFileError: RDF/XML cannot hold a property or a character of the statements.
    """
    if syntax == "nt":
        quads = (quad._replace(graph=None) for quad in quads)
    lines = sorted(set(map(statement, quads)))
    if syntax in ("nt", "nq"):
        return "".join(f"{line}\n" for line in lines)
    return _by_rdflib("\n".join(lines), SYNTAXES[syntax])


def _in_order(node: Any) -> Any:
    """JSON-LD with its sets in order: rdflib writes them as Python happens to keep them."""
    if isinstance(node, dict):
        return {key: node[key] if key == "@list" else _in_order(node[key]) for key in sorted(node)}
    if isinstance(node, list):
        return sorted(map(_in_order, node), key=lambda item: json.dumps(item, sort_keys=True))
    return node


def refuse_unfit_for_xml(text: str) -> str:
    """The text itself; refused where it holds a character that no XML may hold.

    Raises:
        UnreadableFileError: it does.
    """
    if found := _NOT_IN_XML.search(text):
        raise UnreadableFileError("no-xml", "XML", detail=f"U+{ord(found[0]):04X}")
    return text


def _by_rdflib(nquads: str, syntax: str) -> str:
    import rdflib

    dataset = rdflib.Dataset(default_union=syntax != "trig")
    for prefix, namespace in names.prefixes().items():
        dataset.bind(prefix, namespace)
    blank = {label: rdflib.BNode(label) for label in re.findall(r"_:(\w[\w.-]*)", nquads)}
    dataset.parse(data=nquads, format="nquads", bnode_context=blank)
    if syntax == "xml":
        return _as_xml(dataset)
    text = dataset.serialize(format=syntax)
    if syntax == "json-ld":
        text = json.dumps(_in_order(json.loads(text)), ensure_ascii=False, indent=2)
    return text if text.endswith("\n") else text + "\n"


def _as_xml(dataset: Any) -> str:
    """RDF/XML: unknown namespaces are numbered in their order, line ends kept as they are."""
    import rdflib

    graph = rdflib.Graph("SimpleMemory", namespace_manager=dataset.namespace_manager)  # keeps order
    triples: set[Any] = set(dataset.triples((None, None, None)))
    for triple in sorted(triples):
        graph.add(triple)
    try:
        for predicate in sorted(set(map(str, graph.predicates()))):
            graph.namespace_manager.compute_qname_strict(predicate)
    except ValueError as error:
        raise UnreadableFileError("no-xml", "RDF/XML", detail=str(error)) from None
    return refuse_unfit_for_xml(graph.serialize(format="xml")).replace("\r", "&#13;")
