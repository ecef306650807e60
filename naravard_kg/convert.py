"""Statements in the syntaxes of RDF, always in the same order and layout."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from naravard_kg import names
from naravard_kg.terms import Quad, statement

SYNTAXES = {"turtle": "turtle", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "nq": "nquads"}


def serialise(quads: Iterable[Quad], syntax: str) -> str:
    """Write *quads* in one of ``SYNTAXES``; the same statements always give the same text.

    Raises:
        KeyError: no such syntax.
    """
    lines = sorted(set(map(statement, quads)))
    if SYNTAXES[syntax] == "nquads":
        return "".join(f"{line}\n" for line in lines)
    return _by_rdflib("\n".join(lines), SYNTAXES[syntax])


def _in_order(node: Any) -> Any:
    """JSON-LD with its sets in order: rdflib writes them as Python happens to keep them."""
    if isinstance(node, dict):
        return {key: node[key] if key == "@list" else _in_order(node[key]) for key in sorted(node)}
    if isinstance(node, list):
        return sorted(map(_in_order, node), key=lambda item: json.dumps(item, sort_keys=True))
    return node


def _by_rdflib(nquads: str, syntax: str) -> str:
    import rdflib

    dataset = rdflib.Dataset(default_union=syntax != "trig")
    for prefix, namespace in names.prefixes().items():
        dataset.bind(prefix, namespace)
    dataset.parse(data=nquads, format="nquads")
    text = dataset.serialize(format=syntax)
    if syntax == "nt":
        return "".join(sorted(text.splitlines(keepends=True)))
    if syntax == "json-ld":
        text = json.dumps(_in_order(json.loads(text)), ensure_ascii=False, indent=2)
    return text if text.endswith("\n") else text + "\n"
