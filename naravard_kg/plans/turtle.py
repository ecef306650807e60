"""Turtle, TriG, N-Triples, N-Quads → statements, each term with the place it stands at.

One reader for all four, since each is a part of TriG, but for the graph that ends a line of
N-Quads. It takes for granted that the engine's parser has found no fault in the text. What may
come next is a table of actions, one a kind of word; brackets and lists wait on a stack of their
own, so that no depth of nesting is too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from naravard_kg.graph import Raw
from naravard_kg.plans.iris import resolve
from naravard_kg.plans.spans import Labels, Lines, Span, Stated
from naravard_kg.plans.turtle_tokens import TOKEN, string_value, unescaped
from naravard_kg.terms import RDF, XSD, Iri

_TYPE, _FIRST, _REST, _NIL = (Iri(RDF + local) for local in ("type", "first", "rest", "nil"))
_NOWHERE: Span = (0, 0)
_LATER = "{} is RDF 1.2; plans are RDF 1.1"


class _Open(NamedTuple):
    """A bracket or a list that is not closed yet, and what stood around it."""

    deliver: _Deliver
    subject: tuple[Iri, Span]
    predicate: tuple[Iri, Span]
    items: list[tuple[Raw, Span]]
    span: list[int]


class Reader:
    """What has been read so far, and what may come next."""

    def __init__(self, lines: Lines) -> None:
        """Start where a subject or a directive may stand."""
        self.lines = lines
        self.expect = _SUBJECT
        self.stated: list[Stated] = []
        self.subject = self.predicate = _NIL
        self.subject_span = self.predicate_span = _NOWHERE
        self.items: list[tuple[Raw, Span]] = []
        self.open: list[_Open] = []
        self.base = self.prefix = self.directive = ""
        self.prefixes: dict[str, str] = {}
        self.string: re.Match[str] | None = None  # waits for its datatype
        self.labels = Labels(lines.text)
        self._terms: dict[str, Iri] = {}

    def named(self, token: str) -> Iri:
        """The IRI that ``<…>`` or ``prefix:local`` means."""
        return self._terms.get(token) or self._meant(token)

    def _meant(self, token: str) -> Iri:
        if token[0] == "<":
            iri = unescaped(token[1:-1])
            found = Iri(resolve(self.base, iri) if self.base else iri)
        else:
            prefix, _, local = token.partition(":")
            found = Iri(self.prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local))
        self._terms[token] = found
        return found

    def direct(self, iri: str) -> None:
        """Let a base or a prefix hold from here on."""
        if self.directive.lower().endswith("base"):
            self.base = iri
        else:
            self.prefixes[self.prefix] = iri
        self._terms.clear()
        self.expect = _DOT if self.directive[0] == "@" else _SUBJECT


_Action = Callable[[Reader, re.Match[str]], None]
_Deliver = Callable[[Reader, Raw, Span], None]
_Table = tuple[_Action | None, ...]


def read(lines: Lines) -> list[Stated]:
    """The statements, as far as this reader understands them.

    Raises:
        UnreadableFileError: the text is RDF 1.2.
    """
    reader = Reader(lines)
    for match in TOKEN.finditer(lines.text):
        action = reader.expect[match.lastindex or 0]
        if action is None:
            break
        action(reader, match)
    if match.lastgroup == "later":
        raise _refused(reader, match)
    return reader.stated


def _refused(reader: Reader, match: re.Match[str]) -> Exception:
    kind = match.lastindex or 0
    return reader.lines.fault("syntax", match.start(kind), _LATER.format(match[kind]))


# --- Where a term goes ----------------------------------------------------------------------------


def _as_subject(reader: Reader, raw: Raw, span: Span) -> None:
    reader.subject, reader.subject_span = Iri(raw) if isinstance(raw, str) else _NIL, span
    reader.expect = _VERB


def _as_object(reader: Reader, raw: Raw, span: Span) -> None:
    reader.stated.append(
        (reader.subject, reader.predicate, raw, reader.subject_span, reader.predicate_span, span)
    )
    reader.expect = _AFTER


def _as_item(reader: Reader, raw: Raw, span: Span) -> None:
    reader.items.append((raw, span))
    reader.expect = _ITEM


# --- What a word does, where it may stand ---------------------------------------------------------


def _table(**actions: _Action) -> _Table:
    found: list[_Action | None] = [None] * (TOKEN.groups + 1)
    for kind, action in actions.items():
        found[TOKEN.groupindex[kind]] = action
    return tuple(found)


def _named(deliver: _Deliver) -> _Action:
    def action(reader: Reader, match: re.Match[str]) -> None:
        kind = match.lastindex or 0
        deliver(reader, reader.named(match[kind]), match.span(kind))

    return action


def _labelled(deliver: _Deliver) -> _Action:
    def action(reader: Reader, match: re.Match[str]) -> None:
        deliver(reader, reader.labels.labelled(match["blank"]), match.span("blank"))

    return action


def _opened(deliver: _Deliver) -> _Action:
    """A bracket or a list begins; what it stands for is delivered once it is closed."""

    def action(reader: Reader, match: re.Match[str]) -> None:
        subject = reader.subject, reader.subject_span
        predicate = reader.predicate, reader.predicate_span
        span = list(match.span(match.lastindex or 0))
        reader.open.append(_Open(deliver, subject, predicate, reader.items, span))
        if match.lastgroup == "list":
            reader.items, reader.expect = [], _ITEM
        else:
            _as_subject(reader, reader.labels.fresh(), span)

    return action


def _closed(reader: Reader, match: re.Match[str]) -> None:
    """A bracket or a list ends: deliver the node it stands for."""
    if not reader.open:
        return
    opened = reader.open.pop()
    opened.span[1] = match.end()
    node = _listed(reader, opened.span) if match.lastgroup == "unlist" else reader.subject
    reader.subject, reader.subject_span = opened.subject
    reader.predicate, reader.predicate_span = opened.predicate
    reader.items = opened.items
    opened.deliver(reader, node, opened.span)


def _listed(reader: Reader, span: Span) -> Iri:
    """The first cell of a list; each later cell stands where the rest of the list is written."""
    start, end = span
    starts = [start, *(item[0] for _, item in reader.items[1:])]
    cells: list[tuple[Iri, Span]] = [(reader.labels.fresh(), (at, end)) for at in starts]
    cells = [*cells[: len(reader.items)], (_NIL, (end - 1, end))]
    for (raw, at), (cell, here), (rest, there) in zip(reader.items, cells, cells[1:], strict=False):
        reader.stated.append((cell, _FIRST, raw, here, at, at))
        reader.stated.append((cell, _REST, rest, here, there, there))
    return cells[0][0]


def _terms(deliver: _Deliver) -> dict[str, _Action]:
    """What each kind of term does, where it is delivered to one and the same place."""

    def string(reader: Reader, match: re.Match[str]) -> None:
        deliver(reader, (string_value(match["string"]), XSD + "string", ""), match.span("string"))

    def language(reader: Reader, match: re.Match[str]) -> None:
        tag = match["language"][1:].lower()
        if "--" in tag:
            raise _refused(reader, match)
        raw = (string_value(match["string"]), RDF + "langString", tag)
        deliver(reader, raw, (match.start("string"), match.end()))

    def typed(reader: Reader, match: re.Match[str]) -> None:
        reader.string, reader.expect = match, datatype

    def complete(reader: Reader, iri: Raw, span: Span) -> None:
        string = reader.string
        if string is not None:
            raw = (string_value(string["string"]), str(iri), "")
            deliver(reader, raw, (string.start("string"), span[1]))

    def number(reader: Reader, match: re.Match[str]) -> None:
        text = match["number"]
        kind = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
        deliver(reader, (text, XSD + kind, ""), match.span("number"))

    def boolean(reader: Reader, match: re.Match[str]) -> None:
        deliver(reader, (match["word"], XSD + "boolean", ""), match.span("word"))

    named = _named(complete)
    datatype = _table(iri=named, name=named)
    return {
        **_nodes(deliver),
        "string": string,
        "language": language,
        "typed": typed,
        "number": number,
        "word": boolean,
    }


def _nodes(deliver: _Deliver) -> dict[str, _Action]:
    named, opened = _named(deliver), _opened(deliver)
    blank = _labelled(deliver)
    return {"iri": named, "name": named, "blank": blank, "bracket": opened, "list": opened}


def _verb(reader: Reader, match: re.Match[str]) -> None:
    kind = match.lastindex or 0
    reader.predicate, reader.predicate_span = reader.named(match[kind]), match.span(kind)
    reader.expect = _OBJECT


def _a(reader: Reader, match: re.Match[str]) -> None:
    reader.predicate, reader.predicate_span = _TYPE, match.span("word")
    reader.expect = _OBJECT


def _directive(reader: Reader, match: re.Match[str]) -> None:
    """``@prefix``, ``PREFIX``, ``@base``, ``BASE`` or ``GRAPH``; the last says nothing more."""
    word = match[match.lastindex or 0]
    name = word.lower().lstrip("@")
    if name == "version":
        raise _refused(reader, match)
    if name != "graph":
        reader.directive = word
        reader.expect = _PREFIX if name == "prefix" else _NAMESPACE


def _prefix(reader: Reader, match: re.Match[str]) -> None:
    reader.prefix, reader.expect = match["name"][:-1], _NAMESPACE


def _namespace(reader: Reader, match: re.Match[str]) -> None:
    reader.direct(reader.named(match["iri"]))


def _go_to(table: Callable[[], _Table]) -> _Action:
    def action(reader: Reader, _: re.Match[str]) -> None:
        reader.expect = table()

    return action


_next_subject = _go_to(lambda: _SUBJECT)
_next_verb = _go_to(lambda: _VERB)
_next_object = _go_to(lambda: _OBJECT)
_graph_of_quad = _go_to(lambda: _AFTER)

_SUBJECT: _Table = _table(
    **_nodes(_as_subject),
    at=_directive,
    word=_directive,
    graph=_next_subject,
    ungraph=_next_subject,
)
_VERB: _Table = _table(
    name=_verb,
    iri=_verb,
    word=_a,
    semicolon=_next_verb,
    unbracket=_closed,
    dot=_next_subject,
    graph=_next_subject,
    ungraph=_next_subject,
)
_OBJECT: _Table = _table(**_terms(_as_object))
_ITEM: _Table = _table(**_terms(_as_item), unlist=_closed)
_AFTER: _Table = _table(
    semicolon=_next_verb,
    comma=_next_object,
    dot=_next_subject,
    unbracket=_closed,
    ungraph=_next_subject,
    iri=_graph_of_quad,
    blank=_graph_of_quad,
)
_PREFIX: _Table = _table(name=_prefix)
_NAMESPACE: _Table = _table(iri=_namespace)
_DOT: _Table = _table(dot=_next_subject)
