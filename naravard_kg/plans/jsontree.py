"""A JSON text as values that know where they stand, and by which pointer they are reached.

Python's own reader says whether the text is JSON. This one is for the places, and for the keys
that stand twice: Python, and so every reader of JSON-LD, keeps the last of them in silence.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from naravard_kg.plans.spans import Lines, Span
from naravard_kg.plans.tree import MAX_DEPTH

_TOKEN = re.compile(
    r'[ \t\n\r]*+(?:("[^"\\]*+(?:\\.[^"\\]*+)*+")|(-?[0-9][0-9.eE+-]*+)|([A-Za-z]++)|([\[\]{}:,]))'
)
_STRING, _NUMBER, _WORD, _MARK = range(1, 5)
_WORDS = {"true": True, "false": False, "null": None}
_Token = re.Match[str]


@dataclass(slots=True)
class Scalar:
    """Text, a number, true, false or null."""

    value: str | int | float | bool | None
    start: int
    end: int


@dataclass(slots=True)
class Array:
    """A list of values."""

    items: list[Node]
    start: int
    end: int


@dataclass(slots=True)
class Object:
    """Keys with their values; of a key that stands twice the last one counts."""

    members: dict[str, Member]
    start: int
    end: int


Node = Scalar | Array | Object
Member = tuple[Span, Node]  # where the key stands, and its value
NULL = Scalar(None, 0, 0)


@dataclass(slots=True)
class Document:
    """The values of a JSON text, and the keys whose values are lost to a later one."""

    root: Node
    lost: list[tuple[str, Span]] = field(default_factory=list)

    def pointer(self, offset: int) -> str:
        """The JSON pointer (RFC 6901) to the value that a term at *offset* belongs to.

        A term is a key or a value, and an address is that of the value in either case.
        """
        steps, node = [], self.root
        while (found := _inner(node, offset)) is not None:
            step, node, reached = found
            steps.append(f"/{step.replace('~', '~0').replace('/', '~1')}")
            if reached:
                break
        return "".join(steps)


def span(node: Node) -> Span:
    """Where a value stands."""
    return node.start, node.end


def items(node: Node) -> list[Node]:
    """The values of a list; a single value is a list of one."""
    return node.items if isinstance(node, Array) else [node]


def plain(node: Node) -> object:
    """The value as Python has it."""
    match node:
        case Scalar():
            return node.value
        case Array():
            return [plain(item) for item in node.items]
        case Object():
            return {key: plain(value) for key, (_, value) in node.members.items()}


def _inner(node: Node, offset: int) -> tuple[str, Node, bool] | None:
    """The step that leads on to *offset*, and whether it ends there: at a key, or a value."""
    if node.start == offset or isinstance(node, Scalar):
        return None
    if isinstance(node, Array):
        index = bisect_right(node.items, offset, key=lambda item: item.start) - 1
        return (str(index), node.items[index], False) if index >= 0 else None
    for key, (at, value) in node.members.items():
        if at[0] <= offset < value.end:
            return key, value, offset < at[1]
    return None


def parse(lines: Lines) -> Document:
    """The values of a JSON text.

    Raises:
        UnreadableFileError: no JSON, half a character, or nesting past ``MAX_DEPTH``.
    """
    try:
        json.loads(lines.text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise lines.fault("syntax", error.pos, error.msg) from None
    except RecursionError:
        pass  # told with its place below
    parser = _Parser(lines, _TOKEN.finditer(lines.text))
    root = parser.value(next(parser.tokens), 1)
    return Document(root, parser.lost)


class _Parser:
    """Builds the values of a text that is known to be JSON."""

    def __init__(self, lines: Lines, tokens: Iterator[_Token]) -> None:
        """Start at the first token."""
        self.lines = lines
        self.tokens = tokens
        self.lost: list[tuple[str, Span]] = []

    def value(self, token: _Token, depth: int) -> Node:
        """The value that begins with *token*."""
        kind = token.lastindex or _MARK
        start, end = token.span(kind)
        if kind == _STRING:
            return Scalar(self._text(token), start, end)
        if kind != _MARK:
            return Scalar(self._scalar(token[kind], start), start, end)
        if depth > MAX_DEPTH:
            raise self.lines.fault("deep", start)
        return self._array(start, depth) if token[kind] == "[" else self._object(start, depth)

    def _text(self, token: _Token) -> str:
        written = token[_STRING]
        if "\\" not in written:
            return written[1:-1]
        return self.lines.refuse_surrogates(str(json.loads(written)), token.start(_STRING))

    def _scalar(self, written: str, start: int) -> int | float | bool | None:
        if written in _WORDS:
            return _WORDS[written]
        try:
            found = float(written) if {*".eE"} & {*written} else int(written)
        except ValueError:  # NaN, or more digits than Python reads
            found = inf
        if found in (inf, -inf):
            raise self.lines.fault("syntax", start, written[:200])
        return found

    def _array(self, start: int, depth: int) -> Array:
        found: list[Node] = []
        for token in self.tokens:
            if token[_MARK] == "]":
                break
            if token[_MARK] != ",":
                found.append(self.value(token, depth + 1))
        return Array(found, start, token.end())

    def _object(self, start: int, depth: int) -> Object:
        found: dict[str, Member] = {}
        for token in self.tokens:
            if token[_MARK] == "}":
                break
            if token[_MARK] != ",":
                key = self._text(token)
                next(self.tokens)  # the colon
                if key in found:
                    self.lost.append((key, found[key][0]))
                value = self.value(next(self.tokens), depth + 1)
                found[key] = (token.span(_STRING), value)
        return Object(found, start, token.end())
