"""A CONSTRUCT as what it is made of: the SELECT that finds, and the template that is filled in.

The engine remembers every statement that it has given, so as to give each but once; where the
statements are sorted on disk anyhow, that memory is for nothing. ``parted`` takes such a query
apart and ``filled`` makes its statements, which may then come more than once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from naravard_kg.safety import Token, tokens_of
from naravard_kg.tables import Rows
from naravard_kg.terms import Cell, Iri, Quad

_VARIABLE = "urn:naravard:variable:"


@dataclass(frozen=True, slots=True)
class Parts:
    """The query for the rows, and the template as Turtle, its variables written as IRIs."""

    select: str
    template: str


def parted(sparql: str) -> Parts | None:
    """The parts of a CONSTRUCT; None where it is none, or its template has no variables."""
    tokens = tokens_of(sparql)
    begin = next((i for i, t in enumerate(tokens) if t.kind == "word" and not _opens(t)), None)
    if begin is None or tokens[begin].word != "CONSTRUCT":
        return None
    short = any(token.word == "WHERE" for token in tokens[begin + 1 : begin + 2])
    opened = begin + 1 + short  # in the short form the pattern is the template too
    closed = next((i for i in range(opened + 1, len(tokens)) if _closes(tokens[i])), None)
    if closed is None or tokens[opened].text != "{":
        return None
    after = tokens[opened].start if short else tokens[closed].start + 1
    named = dict.fromkeys(t.text[1:] for t in tokens[opened:closed] if t.kind == "variable")
    if not named:
        return None
    prologue = sparql[: tokens[begin].start]
    select = " ".join(["SELECT REDUCED", *(f"?{name}" for name in named)])
    template = _turtle(sparql, tokens[opened + 1 : closed])
    return Parts(f"{prologue}{select} {sparql[after:]}", f"{prologue}\n{template}")


def _opens(token: Token) -> bool:
    return token.word in ("BASE", "PREFIX", "VERSION")


def _closes(token: Token) -> bool:
    return token.text == "}" and token.depth == 0


def _turtle(sparql: str, tokens: Sequence[Token]) -> str:
    """The template with IRIs for its variables, and a full stop."""
    told = sparql[tokens[0].start : tokens[-1].start + len(tokens[-1].text)]
    for token in reversed([token for token in tokens if token.kind == "variable"]):
        start = token.start - tokens[0].start
        end = start + len(token.text)
        told = f"{told[:start]}<{_VARIABLE}{token.text[1:]}>{told[end:]}"
    return told if tokens[-1].text == "." else f"{told} ."


def filled(template: Iterable[Quad], rows: Rows) -> Iterator[Quad]:
    """The statements of the rows; what would be no statement is left out, as SPARQL has it."""
    patterns = [tuple(_place(cell, rows.columns) for cell in quad[:3]) for quad in template]
    fresh = uuid.uuid4().hex
    for number, row in enumerate(rows.cells):
        for pattern in patterns:
            found = [_cell(place, row, f"{fresh}{number}") for place in pattern]
            if _is_statement(found):
                yield Quad(Iri(found[0]), Iri(found[1]), found[2])


def _place(cell: Cell, columns: Sequence[str]) -> tuple[int, Cell]:
    """The column that fills a place of the template, or -1 and what stands there itself."""
    if isinstance(cell, Iri) and cell.startswith(_VARIABLE):
        return columns.index(cell.removeprefix(_VARIABLE)), None
    return -1, cell


def _cell(place: tuple[int, Cell], row: Sequence[Cell], fresh: str) -> Cell:
    """What stands in a place; a blank node of the template is another one for each row."""
    column, cell = place
    if column >= 0:
        return row[column]
    return Iri(f"{cell}x{fresh}") if isinstance(cell, Iri) and cell.startswith("_:") else cell


def _is_statement(found: Sequence[Cell]) -> bool:
    subject, predicate, value = found
    named = isinstance(subject, Iri) and isinstance(predicate, Iri)
    return named and not str(predicate).startswith("_:") and value is not None
