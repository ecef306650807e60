"""SPARQL results in JSON and XML, read from the front row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from naravard_kg.tables import Rows
from naravard_kg.terms import Cell, Iri, from_lexical, n3

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_NOT_IN_LABEL = re.compile(r"[^A-Za-z0-9]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROOT = re.compile(r"<[A-Za-z_]")

Event = tuple[str, Any]


def answer(pieces: Iterable[str], form: str) -> Rows | bool:
    """The rows, or yes or no, of an answer in *form* ``json`` or ``xml``.

    Raises:
        ValueError: it is no SPARQL result. The rows may raise it too, as they are read.
    """
    events = {"json": _json_events, "xml": _xml_events}[form](iter(pieces))
    columns: tuple[str, ...] | None = None
    early: list[dict[str, Any]] | None = None  # rows that came before their columns
    for name, value in events:
        if name == "boolean":
            return _boolean(value, events)
        if name == "head":
            columns = tuple(map(str, value.get("vars", ())))
        elif name == "bindings" and columns is not None:
            return Rows(columns, _rows(columns, (v for n, v in events if n == "row")))
        elif name == "bindings":
            early = []
        elif name == "row" and early is not None:
            early.append(value)
    if columns is None or early is None:
        raise ValueError("no SPARQL result")
    return Rows(columns, _rows(columns, early))


def _boolean(value: Any, rest: Iterable[Event]) -> bool:
    for _ in rest:  # to its end: a part of an answer is none
        pass
    if value not in (True, False, "true", "false"):
        raise ValueError(value)
    return value in (True, "true")


def _rows(columns: tuple[str, ...], bindings: Iterable[Any]) -> Iterator[tuple[Cell, ...]]:
    for binding in bindings:
        try:
            yield tuple(_cell(binding.get(column)) for column in columns)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(str(error)) from None


def _cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return None
    kind, value = term["type"], term["value"]
    if kind == "triple":
        return " ".join(n3(_cell(value[part])) for part in ("subject", "predicate", "object"))
    if not isinstance(value, str):
        raise TypeError(value)
    match kind:
        case "uri":
            return Iri(value)
        case "bnode":
            return Iri("_:" + _NOT_IN_LABEL.sub(lambda found: f"_{ord(found[0]):x}_", value))
        case "literal" | "typed-literal":
            return from_lexical(value, term.get("datatype", ""), term.get("xml:lang", ""))
        case _:
            raise ValueError(kind)


# --- JSON ---------------------------------------------------------------------------------------


def _json_events(pieces: Iterator[str]) -> Iterator[Event]:
    source = _Json(pieces)
    for key in source.members():
        if key == "results" and source.peek() == "{":
            for inner in source.members():
                if inner == "bindings":
                    yield "bindings", None
                    yield from (("row", row) for row in source.items())
                else:
                    source.value()
        else:
            value = source.value()
            if key in ("boolean", "head"):
                yield key, value if key == "boolean" or isinstance(value, dict) else {}
    if source.peek():
        raise ValueError("more after the end")


class _Json:
    """JSON from the front, as much at a time as the next value takes."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0

    def members(self) -> Iterator[str]:
        """The keys of an object, each read up to its value; whoever asks reads the value."""
        self._expect("{")
        while self.peek() != "}":
            key = self.value()
            self._expect(":")
            yield str(key)
            self._next()
        self._expect("}")

    def items(self) -> Iterator[Any]:
        """The values of an array."""
        self._expect("[")
        while self.peek() != "]":
            yield self.value()
            self._next()
        self._expect("]")

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise ValueError("nested too deeply") from None
            except ValueError:
                if not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():  # a number may go on
                continue
            self._at = end
            return found

    def _next(self) -> None:
        if self.peek() == ",":
            self._at += 1
        elif self.peek() not in ("}", "]"):
            raise ValueError("no comma")

    def _expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise ValueError(f"no {mark}")
        self._at += 1

    def _more(self) -> bool:
        """Read on, as much again as is held: what is long is then parsed a few times, not many."""
        held = self._text[self._at :]
        read: list[str] = []
        size = 0
        while not size or size < len(held):
            piece = next(self._pieces, None)
            if piece is None:
                break
            read.append(piece)
            size += len(piece)
        self._text, self._at = held + "".join(read), 0
        return bool(size)


# --- XML ----------------------------------------------------------------------------------------


def _xml_events(pieces: Iterator[str]) -> Iterator[Event]:
    parser: Any = XMLPullParser(("start", "end"))
    prologue: str | None = ""
    held: list[Element] = []  # what grows: the element that the rows stand in
    try:
        for piece in pieces:
            if prologue is not None:
                prologue = _without_entities(prologue + piece)
            parser.feed(piece)
            yield from _told(parser, held)
        parser.close()
        yield from _told(parser, held)
    except ParseError as error:
        raise ValueError(str(error)) from None


def _without_entities(prologue: str) -> str | None:
    """What stands before the root so far; None once the root has begun."""
    root = _ROOT.search(prologue)
    if "<!DOCTYPE" in (prologue[: root.start()] if root else prologue):
        raise ValueError("DOCTYPE")
    return None if root else prologue


def _told(parser: Any, held: list[Element]) -> Iterator[Event]:
    for event, element in parser.read_events():
        name = element.tag.rpartition("}")[2]
        if (event, name) == ("start", "results"):
            held.append(element)
            yield "bindings", None
        elif event == "start":
            continue
        elif name == "head":
            yield "head", {"vars": [v.get("name") for v in element if v.get("name")]}
        elif name == "boolean":
            yield "boolean", (element.text or "").strip()
        elif name == "result":
            yield "row", {str(b.get("name")): _term(b[0]) for b in element}
            held[-1].clear()


def _term(element: Element) -> dict[str, Any]:
    kind = element.tag.rpartition("}")[2]
    if kind == "triple":
        return {"type": kind, "value": {p.tag.rpartition("}")[2]: _term(p[0]) for p in element}}
    language, datatype = element.get(_XML_LANG, ""), element.get("datatype", "")
    return {"type": kind, "value": element.text or "", "xml:lang": language, "datatype": datatype}
