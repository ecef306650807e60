"""The values of JSON-LD: texts, numbers and what else no thing is, as terms with their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from naravard_kg.graph import Raw
from naravard_kg.plans import jsontree
from naravard_kg.plans.jsonld_context import Context, Term
from naravard_kg.plans.jsontree import Node, Object, Scalar, span
from naravard_kg.plans.spans import Labels, Lines, Span, Stated
from naravard_kg.terms import RDF, XSD, Iri

Thing = tuple[Iri, Span]
Value = tuple[Raw, Span]
_DOUBLE = XSD + "double"
_NATIVE = {bool: "boolean", int: "integer", float: "double"}
_ABOUT_VALUES = {"@value", "@type", "@language", "@direction", "@index", "@context"}


@dataclass
class Walk:
    """What has been read so far, and what was left out: a rule, a place, and the rule's facts."""

    lines: Lines
    labels: Labels
    stated: list[Stated] = field(default_factory=list)
    unknown: list[tuple[str, Span, Iterable[str]]] = field(default_factory=list)
    loose: list[Scalar] = field(default_factory=list)

    def state(self, subject: Thing, predicate: Thing, value: Value) -> None:
        """Add a statement."""
        self.stated.append((subject[0], predicate[0], value[0], subject[1], predicate[1], value[1]))

    def node(self, name: str, at: Span) -> Thing:
        """The thing that an IRI or the label of a blank node names."""
        return (self.labels.labelled(name) if name.startswith("_:") else Iri(name)), at

    def refuse(self, at: int, detail: str) -> Exception:
        """The error for what JSON-LD does not allow: other readers would drop it in silence."""
        return self.lines.fault("syntax", at, detail)

    def string(self, node: Node, what: str) -> str | None:
        """The text of a value that must be one; None for null."""
        if isinstance(node, Scalar) and (node.value is None or isinstance(node.value, str)):
            return node.value
        raise self.refuse(node.start, f"{what} is no text")

    def alone(self, context: Context, node: Object, allowed: set[str]) -> None:
        """Refuse an object that holds more than it may."""
        for word, (at, _) in node.members.items():
            if context.meaning(word) not in allowed:
                raise self.refuse(at[0], f"{word} beside {' or '.join(sorted(allowed)[:1])}")


def scalar(context: Context, term: Term, value: str | float | bool) -> Raw:
    """A value that stands alone: its term tells the datatype or the language."""
    language = context.language if term.language == "" else term.language
    datatype = None if term.type in ("@id", "@vocab", "@none") else term.type
    return typed(value, datatype, language)


def literal(walk: Walk, context: Context, node: Object, words: dict[str, Node]) -> Value | None:
    """A value object; None where its value is null."""
    walk.alone(context, node, _ABOUT_VALUES)
    given = words["@value"]
    kind = walk.string(words["@type"], "@type") if "@type" in words else None
    language = walk.string(words["@language"], "@language") if "@language" in words else None
    datatype = context.meaning(kind) if kind else None
    if kind and datatype is None:
        raise walk.refuse(words["@type"].start, f"{kind} is no datatype")
    if datatype == "@json":
        return json_text(given), span(node)
    if not isinstance(given, Scalar):
        raise walk.refuse(given.start, "@value is no single value")
    if given.value is None:
        return None
    return typed(given.value, datatype, (language or "").lower()), span(node)


def typed(value: str | float | bool, datatype: str | None, language: str | None) -> Raw:
    """A literal; a number has the datatype that JSON-LD gives it, unless another is stated."""
    if isinstance(value, str):
        if datatype is None and language:
            return value, RDF + "langString", language
        return value, datatype or XSD + "string", ""
    kind = datatype or XSD + _NATIVE[type(value)]
    if kind == _DOUBLE and not isinstance(value, bool):
        return double(value), kind, ""
    return str(value).lower() if isinstance(value, bool) else str(value), kind, ""


def double(value: float) -> str:
    """The canonical form of a double, as JSON-LD wants it.

    >>> double(5), double(1.5e30)
    ('5.0E0', '1.5E30')
    """
    try:
        value = float(value)
    except OverflowError:
        return str(value)
    mantissa, _, exponent = f"{value:.15E}".partition("E")
    return f"{re.sub(r'(?<=[0-9])0*$', '', mantissa)}E{int(exponent)}"


def json_text(node: Node) -> Raw:
    """JSON as a value."""
    value = jsontree.plain(node)
    written = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return written, RDF + "JSON", ""
