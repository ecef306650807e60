"""Turtle, TriG, JSON-LD and the rest → statements, each with the place it stands at.

rdflib parses. Where a statement stands is asked of its Notation3 parser while it reads (an
internal of rdflib, pinned by a test); JSON-LD is read twice, once for its statements and once
for the lines of its nodes.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naravard_kg import names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import distinct, syntax_fault
from naravard_kg.places import Place
from naravard_kg.plans import tree
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.terms import Cell, Iri, Quad, from_lexical

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nquads",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
}
Places = dict[tuple[Cell, ...], Place]


def read(text: str, path: Path) -> Plan:
    """Read RDF, in the syntax that the file's ending names.

    Raises:
        UnreadableFileError: the text is not of that syntax; with the line where rdflib stopped.
    """
    syntax = FORMATS[path.suffix.lower()]
    home = Iri(f"{names.GRAPHS}plan/{names.slug(path.stem) or 'plan'}")
    places: Places = {}
    dataset = _parse(text, path, syntax, places)
    quads = distinct(_quad(s, p, o, home) for s, p, o, _ in dataset.quads())
    if syntax == "json-ld":
        places.update(_json_places(text, path))
    return Plan(str(path), home, quads, places, _blank(quads, places))


def _blank(quads: tuple[Quad, ...], places: Places) -> tuple[Note, ...]:
    """A note for each thing without a name: nothing can refer to it, and no rule looks at it."""
    nameless = dict.fromkeys(q.subject for q in quads if q.subject.startswith("_:"))
    nowhere = Place(1, 1, 1, 1)
    return tuple(Note("plan-blank-node", places.get((node,), nowhere)) for node in nameless)


def _parse(text: str, path: Path, syntax: str, places: Places) -> rdflib.Dataset:
    import logging

    logging.getLogger("rdflib").setLevel(logging.ERROR)
    with warnings.catch_warnings(action="ignore"):  # rdflib's own deprecations are not the plan's
        return _parsed(text, path, syntax, places)


def _parsed(text: str, path: Path, syntax: str, places: Places) -> rdflib.Dataset:
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    if syntax == "json-ld":
        _refuse_remote_contexts(text, path)
    try:
        if syntax in ("turtle", "trig", "nt"):
            _parse_notation3(text, dataset, places, trig=syntax == "trig")
        else:
            dataset.parse(data=text, format=syntax, publicID=path.resolve().as_uri())
    except RecursionError:
        raise UnreadableFileError("deep", str(path)) from None
    except Exception as error:  # noqa: BLE001 -- rdflib raises whatever its parsers raise
        line, column, detail = _fault(error, text, path)
        raise UnreadableFileError(
            "syntax", str(path), line=line, column=column, detail=detail
        ) from None
    return dataset


def _parse_notation3(text: str, dataset: rdflib.Dataset, places: Places, *, trig: bool) -> None:
    from rdflib.plugins.parsers import notation3
    from rdflib.plugins.parsers import trig as trig_parser

    class Recorder(notation3.RDFSink):
        """Keep the line at which each statement ends."""

        def makeStatement(self, quadruple: Any, why: Any = None) -> None:  # noqa: N802
            super().makeStatement(quadruple, why)
            formula, *terms = quadruple
            predicate, subject, value = (self.normalise(formula, term) for term in terms)
            # Its own count of lines runs ahead in TriG; the offset of the line does not.
            _record(places, (subject, predicate, value), bisect_left(ends, parser.startOfLine) + 1)

    ends = [match.start() for match in re.finditer("\n", text)]
    kind = trig_parser.TrigSinkParser if trig else notation3.SinkParser
    recorder = Recorder(dataset if trig else dataset.default_graph)
    parser = kind(recorder, baseURI="", turtle=True)
    parser.loadBuf(text)
    for prefix, namespace in parser._bindings.items():  # noqa: SLF001 -- as rdflib's parser does
        dataset.bind(prefix, namespace)


def _record(places: Places, triple: tuple[Any, Any, Any], line: int) -> None:
    subject, predicate, value = map(cell, triple)
    place = Place(line, 1, line, 1)
    for key in ((subject, predicate, value), (subject, predicate), (subject,)):
        places.setdefault(key, place)


def _quad(subject: Any, predicate: Any, value: Any, home: Iri) -> Quad:
    return Quad(Iri(str(cell(subject))), Iri(str(predicate)), cell(value), home)


def cell(term: Any) -> Cell:
    """The Python value of an rdflib term."""
    import rdflib

    if isinstance(term, rdflib.Literal):
        return from_lexical(str(term), str(term.datatype or ""), term.language or "")
    if isinstance(term, rdflib.BNode):
        return Iri(f"_:{term}")
    return Iri(str(term))


def _fault(error: Exception, text: str, path: Path) -> tuple[int, int, str]:
    """Line, column and fault: as the engine's parser tells them, which is to the point."""
    found = syntax_fault(text, path.suffix)
    if found is not None:
        return found
    line = re.search(r"line (\d+)", str(error))
    return int(line[1]) if line else 1, 1, " ".join(str(error).split())[:200]


def _refuse_remote_contexts(text: str, path: Path) -> None:
    """A context that lives elsewhere is never fetched."""
    root = _json_tree(text, path)
    for node in _nodes(root):
        context = node.get("@context")
        parts = context.items if isinstance(context, Sequence) else (context,)
        for part in (*parts, node.get("@import")):
            if isinstance(part, Scalar) and part.text not in ("", "null"):
                place = part.place
                raise UnreadableFileError(
                    "context", str(path), line=place.line, column=place.column, detail=part.text
                )


def _json_places(text: str, path: Path) -> Places:
    root = _json_tree(text, path)
    expand = _expander(root)
    places: Places = {}
    for node in _nodes(root):
        subject = node.get("@id")
        if not isinstance(subject, Scalar):
            continue
        iri = expand(subject.text)
        places.setdefault((iri,), subject.place)
        for key, _ in node:
            places.setdefault((iri, expand(key.text)), key.place)
    return places


def _json_tree(text: str, path: Path) -> Node | None:
    """The values of a JSON text; JSON is YAML, but its faults are told as its own."""
    try:
        return tree.parse(text, str(path))
    except UnreadableFileError as error:
        if error.fault != "yaml":
            raise
        found = syntax_fault(text, path.suffix) or (error.line, error.column, error.detail)
        line, column, detail = found
        raise UnreadableFileError(
            "syntax", str(path), line=line, column=column, detail=detail
        ) from None


def _expander(root: Node | None) -> Callable[[str], Iri]:
    context = root.get("@context") if isinstance(root, Mapping) else None
    terms: dict[str, str] = {}
    for key, value in context if isinstance(context, Mapping) else ():
        target = value.get("@id") if isinstance(value, Mapping) else value
        if isinstance(target, Scalar):
            terms[key.text] = target.text

    def expand(name: str) -> Iri:
        if name in terms and terms[name] != name:
            return expand(terms[name])
        prefix, colon, local = name.partition(":")
        home = terms.get(prefix) if colon else None
        return Iri(home + local if home else terms.get("@vocab", "") + name if not colon else name)

    return expand


def _nodes(node: Node | None) -> list[Mapping]:
    if isinstance(node, Mapping):
        return [node, *(m for _, value in node for m in _nodes(value))]
    if isinstance(node, Sequence):
        return [m for item in node for m in _nodes(item)]
    return []
