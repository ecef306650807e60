r"""A line of N-Quads, as the engine writes it, cut into its terms.

>>> cut('<urn:a> <urn:b> "say \\"hi\\""@en <urn:g> .\n').value
'say "hi"'
"""

from __future__ import annotations

import re
from typing import NamedTuple

from naravard_kg.terms import RDF, XSD

_NODE = r"<[^<>]*>|_:\S+"
_LINE = re.compile(
    rf"({_NODE}) <([^>]*)> "
    rf'(?:({_NODE})|"([^"\\]*(?:\\.[^"\\]*)*)"(?:@(\S+)|\^\^<([^>]*)>)?|(<<\(.*\)>>)) '
    rf"(?:({_NODE}) )?\.\n?"
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Line(NamedTuple):
    """A statement: ``object`` where it leads to a node, else ``value`` with its datatype.

    Terms are as in N-Quads: ``<…>`` or ``_:…``; graph is empty for the default graph. A triple
    as an object (RDF 1.2) is a value without a datatype.
    """

    triple: str  # the line up to its graph
    subject: str
    predicate: str  # without brackets
    object: str
    value: str
    datatype: str
    language: str
    graph: str


def cut(line: str) -> Line:
    """Cut a line.

    Raises:
        ValueError: it is no line of N-Quads.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"no N-Quads: {line[:200]!r}")
    subject, predicate, node, form, language, datatype, triple, graph = match.groups()
    before = line[: match.start(8)] if graph else line[: line.rindex(".")]
    if node is not None and triple is None:
        return Line(before, subject, predicate, node, "", "", "", graph or "")
    if triple is not None:
        return Line(before, subject, predicate, "", triple, "", "", graph or "")
    datatype = datatype or (RDF + "langString" if language else XSD + "string")
    value = plain(form) if "\\" in form else form
    return Line(before, subject, predicate, "", value, datatype, language or "", graph or "")


def plain(form: str) -> str:
    """The text that a literal is the escaped form of."""
    return _ESCAPED.sub(_character, form)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


def name(term: str) -> str:
    """The IRI of a term, or the label of a blank node.

    >>> name("<urn:a>"), name("_:b"), name("")
    ('urn:a', '_:b', '')
    """
    return term[1:-1] if term.startswith("<") else term
