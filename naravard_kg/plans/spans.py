"""Where each term of a text stands: offsets while it is read, lines and columns when asked for.

Readers of RDF keep two numbers a term. Lines and columns are worked out for the few statements
that somebody asks about, which is what lets a large file be read at the speed of its parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import Fact, Raw
from naravard_kg.places import Place
from naravard_kg.terms import Cell, Iri, Quad, from_lexical, n3, statement

Span = Sequence[int]  # the offsets of a term's first character, and of the one after its last
Stated = tuple[Iri, Iri, Raw, Span, Span, Span]  # a fact, and where each of its terms stands
Key = tuple[Cell, ...]
Address = Callable[[int], str]

STATEMENT = 3  # the terms of one
_LINE_END = re.compile(r"\r\n|\n|\r")
_LABEL = re.compile(r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Lines:
    """The lines of a text, counted as editors do: they end with LF, CR LF or CR, and no other."""

    def __init__(self, text: str, path: str) -> None:
        """Keep the text, and the file that a fault is to name."""
        self.text = text
        self.path = path

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character; both count from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def place(self, span: Span, address: str = "") -> Place:
        """The place of a term."""
        return Place(*self.at(span[0]), *self.at(span[1]), address)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, kept inside the text."""
        start = self.starts[min(max(line, 1), len(self.starts)) - 1]
        return min(start + max(column, 1) - 1, len(self.text))

    def fault(self, kind: str, offset: int, detail: str = "") -> UnreadableFileError:
        """The error for a fault that stands at *offset*."""
        line, column = self.at(offset)
        return UnreadableFileError(kind, self.path, line=line, column=column, detail=detail)

    def refuse_surrogates(self, text: str, offset: int = 0) -> str:
        """*text* itself; half a character is none, and no engine takes it."""
        if not text.isascii() and (found := _SURROGATE.search(text)):
            detail = f"U+{ord(found[0]):04X}"
            raise self.fault("syntax", offset or found.start(), detail)
        return text


class Labels:
    """The blank nodes of one text."""

    def __init__(self, text: str) -> None:
        """Look up the labels that *text* writes itself only once one is to be made up."""
        self._text = text
        self._made = 0
        self._labelled: dict[str, Iri] = {}

    def fresh(self) -> Iri:
        """A node with a label that the text does not use."""
        self._made += 1
        return Iri(f"_:{self._stem}{self._made}")

    def labelled(self, written: str) -> Iri:
        """The node of a written label, which it keeps if every syntax can write it."""
        if written not in self._labelled:
            kept = _LABEL.fullmatch(written)
            self._labelled[written] = Iri(written) if kept else self.fresh()
        return self._labelled[written]

    @cached_property
    def _stem(self) -> str:
        stem = "b"
        while re.search(f"(?:_:|nodeID *= *[\"']){stem}", self._text):
            stem += "b"
        return stem


class _Terms(dict[Raw, tuple[Cell, str]]):
    """Each term as a value and as it stands in N-Triples, worked out once."""

    def __missing__(self, raw: Raw) -> tuple[Cell, str]:
        """Work it out; ValueError where it is no term at all."""
        cell = raw if isinstance(raw, Iri) else from_lexical(*raw)
        found = self[raw] = (cell, n3(cell))
        return found


def _unfit(fact: Fact, spans: Sequence[Span]) -> Span:
    """The span of the term that is none."""
    terms = _Terms()
    for raw, span in zip(fact, spans, strict=True):
        try:
            terms[raw]
        except ValueError:
            return span
    return spans[0]


class Places(Mapping[Key, Place]):
    """The place of each statement, of each property of a subject, and of each subject.

    A statement is found as a term, not as a Python value: ``1`` is not ``true``. Where a
    statement stands more than once, its first place counts.
    """

    def __init__(self, lines: Lines, home: Iri, address: Address | None = None) -> None:
        """Start with nothing; *address* gives what the form itself calls an offset."""
        self._lines = lines
        self._tail = f" {n3(home)} ."
        self._home = home
        self._address = address
        self._quads: dict[str, Quad] = {}
        self._spans: dict[Key | str, Span] = {}

    def add(self, facts: Iterable[Stated]) -> None:
        """Take in statements with their spans.

        Raises:
            UnreadableFileError: an IRI or a language that none can be; at its place.
        """
        quads, spans, tail, home = self._quads, self._spans, self._tail, self._home
        terms = _Terms()
        for subject, predicate, value, *found in facts:
            try:
                cell, form = terms[value]
                line = f"{terms[subject][1]} {terms[predicate][1]} {form}{tail}"
            except ValueError as error:
                span = _unfit((subject, predicate, value), found)
                raise self._lines.fault("syntax", span[0], str(error)) from None
            if line not in quads:
                quads[line] = Quad(subject, predicate, cell, home)
            keys: tuple[Key | str, ...] = (subject,), (subject, predicate), line
            for key, span in zip(keys, found, strict=True):
                if key not in spans or span[0] < spans[key][0]:
                    spans[key] = span

    def add_unplaced(self, facts: Iterable[Fact]) -> None:
        """Take in statements that stand somewhere, but nobody knows where.

        Raises:
            UnreadableFileError: a term that none can be.
        """
        terms = _Terms()
        for subject, predicate, value in facts:
            try:
                quad = Quad(subject, predicate, terms[value][0], self._home)
                self._quads.setdefault(statement(quad), quad)
            except ValueError as error:
                raise self._lines.fault("syntax", 0, str(error)) from None

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The statements, each once, sorted as ``graph.distinct`` does."""
        return tuple(self._quads[line] for line in sorted(self._quads))

    def __getitem__(self, key: Key) -> Place:
        """The place of a statement, of a property of a subject, or of a subject."""
        return self.of(self._spans[_known(key, self._home)])

    def of(self, span: Span) -> Place:
        """The place of a span."""
        return self._lines.place(span, self._address(span[0]) if self._address else "")

    def __iter__(self) -> Iterator[Key]:
        """All keys: the statements, the properties of subjects, the subjects."""
        for key in self._spans:
            yield self._quads[key][:3] if isinstance(key, str) else key

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._spans)


def _known(key: Key, home: Iri) -> Key | str:
    """A key as the spans are kept under: that of a statement is its line of N-Quads."""
    if len(key) != STATEMENT:
        return key
    subject, predicate, value = key
    try:
        return statement(Quad(Iri(str(subject)), Iri(str(predicate)), value, home))
    except ValueError:
        raise KeyError(key) from None
