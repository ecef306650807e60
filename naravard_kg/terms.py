"""RDF terms as Python values, and one function each way to their N-Triples form.

    an IRI                       Iri, a str
    xsd:string                   str
    text with a language         Text, a str with .language
    xsd:integer, xsd:decimal     int, Decimal
    xsd:boolean, xsd:date        bool, datetime.date
    any other datatype           Typed(lexical, datatype), a gYear for one
    nothing (an unbound cell)    None

Blank nodes are not among them: no data of ours has any; in answers they become Iri("_:…").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


class Iri(str):
    """An IRI, absolute."""

    __slots__ = ()


class Text(str):
    """Text in a language, given by its tag."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, value: str, language: str) -> Self:
        """Keep the text and its language tag."""
        text = super().__new__(cls, value)
        text.language = language
        return text

    def __eq__(self, other: object) -> bool:
        """The same words in another language are another value."""
        alike = not isinstance(other, Text) or self.language == other.language
        return alike and str.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        """Not equal; ``str`` has an answer of its own, which would be asked otherwise."""
        return not self == other

    __hash__ = str.__hash__

    def __repr__(self) -> str:
        """Show the tag too."""
        return f"Text({str(self)!r}, {self.language!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        """Let it be copied and pickled."""
        return Text, (str(self), self.language)


@dataclass(frozen=True, slots=True)
class Typed:
    """A literal of a datatype that has no Python value of its own here."""

    lexical: str
    datatype: Iri

    def __str__(self) -> str:
        """The lexical form, which is what a reader wants to see."""
        return self.lexical


Cell = Iri | Text | Typed | str | int | Decimal | bool | date | None


class Quad(NamedTuple):
    """A statement, and the named graph it stands in (None: the default graph)."""

    subject: Iri
    predicate: Iri
    object: Cell
    graph: Iri | None = None


def from_lexical(lexical: str, datatype: str, language: str = "") -> Cell:
    """The Python value of a literal; a lexical form its datatype does not allow stays Typed.

    >>> from_lexical("2020-12-11", XSD + "date")
    datetime.date(2020, 12, 11)
    >>> from_lexical("2020-02-30", XSD + "date").lexical
    '2020-02-30'
    >>> from_lexical("", "urn:any").datatype
    'urn:any'
    """
    if language:
        return Text(lexical, language)
    kind = datatype.removeprefix(XSD)
    if kind in ("string", ""):
        return lexical
    if kind not in _READERS:
        return Typed(lexical, Iri(datatype))
    form, reader = _READERS[kind]
    try:
        return reader(lexical) if re.fullmatch(form, lexical) else Typed(lexical, Iri(datatype))
    except ValueError:
        return Typed(lexical, Iri(datatype))


def _boolean(lexical: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[lexical]


# Python reads more forms than XML Schema allows, so the form is looked at first.
_READERS: dict[str, tuple[str, Callable[[str], Cell]]] = {
    "integer": (r"[+-]?[0-9]+", int),
    "decimal": (r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)", Decimal),
    "boolean": (r"true|false|0|1", _boolean),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
}

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_NEEDS_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_BLANK = re.compile(r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def is_iri(text: str) -> bool:
    """Whether *text* may stand between angle brackets as an absolute IRI.

    >>> is_iri("https://w3id.org/naravard/id/x"), is_iri("x> ; DROP ALL")
    (True, False)
    """
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text)) and not _NOT_IN_IRI.search(text)


def n3(cell: Cell) -> str:
    r"""The term in N-Triples; the one place where text becomes part of a query.

    Raises:
        ValueError: an IRI with characters no IRI may hold; no language tag; an empty cell.

    >>> n3('say "hi"'), n3(Text("vård", "sv")), n3(date(2020, 12, 11))
    ('"say \\"hi\\""', '"vård"@sv', '"2020-12-11"^^<http://www.w3.org/2001/XMLSchema#date>')
    """
    match cell:
        case Iri():
            return _iri(cell)
        case Text():
            if not _LANGUAGE.fullmatch(cell.language):
                raise ValueError(f"{cell.language!r} is no language tag.")
            return f"{_quoted(cell)}@{cell.language}"
        case str():
            return _quoted(cell)
        case None:
            raise ValueError("An empty cell is no term.")
        case _:
            form, datatype = literal(cell)
            return f"{_quoted(form)}^^{_iri(datatype)}"


def literal(cell: Typed | str | bool | int | Decimal | date) -> tuple[str, str]:
    """The lexical form of a literal, and its datatype.

    >>> literal(date(2020, 12, 11))
    ('2020-12-11', 'http://www.w3.org/2001/XMLSchema#date')
    """
    match cell:
        case str():
            return str(cell), RDF + "langString" if isinstance(cell, Text) else XSD + "string"
        case Typed():
            return cell.lexical, cell.datatype
        case bool():
            return str(cell).lower(), XSD + "boolean"
        case int():
            return str(cell), XSD + "integer"
        case Decimal():
            return format(cell, "f"), XSD + "decimal"
        case date():
            return cell.isoformat(), XSD + "date"


def _iri(iri: str) -> str:
    if _BLANK.fullmatch(iri):
        return iri
    if not is_iri(iri):
        raise ValueError(f"{iri!r} is not an absolute IRI.")
    return f"<{iri}>"


def _quoted(text: str) -> str:
    return f'"{_NEEDS_ESCAPE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character, f"\\u{ord(character):04X}")


def statement(quad: Quad) -> str:
    """The quad as one line of N-Quads, without the line end."""
    parts = [n3(quad.subject), n3(quad.predicate), n3(quad.object)]
    if quad.graph is not None:
        parts.append(n3(quad.graph))
    return " ".join(parts) + " ."
