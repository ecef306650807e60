"""Virtuoso: the same query in a form that it answers as the standard says.

What is put otherwise, and why (7.2.5; a later one that does right takes these forms as well):

    what it keeps itself  stands among all graphs: rows that tell of it are left out
    SELECT DISTINCT       lets a row with empty cells through twice: the second is left out
    VALUES with UNDEF     gives empty cells instead of any value: dropped, since it says nothing
    VALUES                gives * and + no start, several before a UNION all: in a query of its own
    p+ in an OPTIONAL     drops the row where there is nothing: p/p*
    a truth, a condition  is a number: cast to a boolean
    ORDER BY and LIMIT    of more than 10,000 rows is refused: LIMIT around a query of its own
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from naravard_kg.endpoints.windows import window
from naravard_kg.safety import Token, tokens_of
from naravard_kg.terms import XSD, Cell, Iri

_OWN = (
    "http://www.openlinksw.com/schemas/",
    "http://localuriqaserver/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w2.org/ns/ldp#",  # so it is written there
)
LIMIT = re.compile(  # a path without a start, its compiler's own faults, too much to sort, too slow
    r"Virtuoso \w{5} Error ("
    r"TR\S*: transitive|SP031: .*Internal error|SR353|SR171|The estimated execution time)"
)
_BOOLEAN = f"<{XSD}boolean>"
_CLOSING = {"(": ")", "{": "}"}
_COMPARING = {"=", "!", "<", ">", "&", "|"}
_TRUTHS = {
    *("BOUND", "CONTAINS", "EXISTS", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI"),
    *("LANGMATCHES", "NOT", "REGEX", "SAMETERM", "STRENDS", "STRSTARTS"),
}
_SORTED = 10_000  # rows that it sorts for a LIMIT


Row = tuple[Cell, ...]


class Edit(NamedTuple):
    """Text to be put in place of what stands between two characters of a query."""

    start: int
    end: int
    text: str


def worded(sparql: str) -> str:
    """The query as this server takes it; as it stands, where it need not be put otherwise.

    So does one whose brackets do not match: the server says what is wrong with it.
    """
    tokens = tokens_of(sparql)
    if not _are_matched(tokens):
        return sparql
    edits = [*_values(sparql, tokens), *_paths(tokens), *_truths(tokens)]
    for edit in sorted(edits, reverse=True):
        sparql = sparql[: edit.start] + edit.text + sparql[edit.end :]
    return _bounded(sparql)


def cleaned(sparql: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of the answer as they should be."""
    words = [token.word for token in tokens_of(sparql) if not token.depth and token.word]
    distinct = ("SELECT", "DISTINCT") in pairwise(words)
    last: Row | None = None
    for row in rows:
        if not (distinct and _is_same(row, last)) and not any(map(_is_own, row)):
            yield row
        last = row


def _is_same(row: Row, last: Row | None) -> bool:
    """Whether they are equal, types of cells included: a text equals one without a language."""
    return row == last and [*map(type, row)] == [*map(type, last)]


def _is_own(cell: Cell) -> bool:
    return isinstance(cell, Iri) and cell.startswith(_OWN)


# --- VALUES -------------------------------------------------------------------------------------


def _values(sparql: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    starts = _starts(tokens)
    branches = any(token.word == "UNION" for token in tokens)
    for index, opens, closes in _data(tokens):
        token = tokens[index]
        if token.depth:
            variables = [t.text for t in tokens[index:opens] if t.kind == "variable"]
            given = tokens[opens + 1 : closes]
            end = tokens[closes].start + 1
            if [t.word for t in given] == ["UNDEF"]:
                yield Edit(token.start, end, "")
            elif starts.intersection(variables) or (branches and _are_things(given)):
                inside = sparql[tokens[opens].start + 1 : tokens[closes].start]
                head = sparql[token.start : tokens[opens].start]
                yield Edit(
                    token.start, end, _apart(variables, head, inside, single=len(given) == 1)
                )


def _are_things(given: Sequence[Token]) -> bool:
    """Whether they are several, and none of them a literal: such as a pattern begins with."""
    return len(given) > 1 and all(token.kind in ("iri", "name") for token in given)


def _data(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Each VALUES: where the word stands, and the braces of its data."""
    for index, token in enumerate(tokens):
        if token.word == "VALUES":
            after = range(index, len(tokens))
            opens = next((i for i in after if tokens[i].text == "{"), None)
            if opens is not None:
                yield index, opens, _end(tokens, opens)


def _apart(variables: Sequence[str], head: str, inside: str, *, single: bool) -> str:
    """VALUES in a query of its own; a single value twice, for one would be folded into the path."""
    select = f"SELECT {'DISTINCT ' if single else ''}{' '.join(variables)}"
    return f"{{ {select} WHERE {{ {head}{{{inside}{inside if single else ''}}} }} }}"


def _starts(tokens: Sequence[Token]) -> set[str]:
    """The variables that a path of any length begins or ends with, or that are given on by BIND."""
    found: set[str] = set()
    for index, token in enumerate(tokens[:-1]):
        if token.text in ("*", "+", "?") and _is_verb(tokens[index - 1]):
            found.update(_before(tokens, index), [tokens[index + 1].text])
        if [t.word for t in tokens[index : index + 4 : 3]] == ["BIND", "AS"]:
            found.add(tokens[index + 2].text)
    return found


def _before(tokens: Sequence[Token], index: int) -> Iterator[str]:
    """The variables of the pattern that stands before this token."""
    while index and tokens[index].text not in ("{", "}", "."):
        index -= 1
        if tokens[index].kind == "variable":
            yield tokens[index].text


def _is_verb(token: Token) -> bool:
    return token.kind in ("name", "iri") or token.word == "A" or token.text == ")"


# --- paths --------------------------------------------------------------------------------------


def _paths(tokens: Sequence[Token]) -> Iterator[Edit]:
    """One or more of a property: that property, and any number more."""
    for step, plus in pairwise(tokens):
        if plus.text == "+" and plus.kind == "mark" and _is_verb(step) and step.text != ")":
            yield Edit(step.start, plus.start + 1, f"({step.text}/{step.text}*)")


# --- booleans -----------------------------------------------------------------------------------


def _truths(tokens: Sequence[Token]) -> Iterator[Edit]:
    brackets: list[int] = []
    data = {i for _, opens, closes in _data(tokens) for i in range(opens, closes)}
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.text in _CLOSING:
            brackets.append(index)
        elif token.kind == "mark" and token.text in _CLOSING.values():
            brackets.pop()
        elif brackets and tokens[brackets[-1]].text == "(" and index not in data:
            if token.word in ("TRUE", "FALSE"):
                text = f'STRDT("{token.text.lower()}", {_BOOLEAN})'
                yield Edit(token.start, token.start + len(token.text), text)
            elif token.word == "AS":
                yield from _cast(tokens[brackets[-1] + 1 : index])


def _cast(expression: Sequence[Token]) -> Iterator[Edit]:
    if _is_condition(expression):
        end = expression[-1].start + len(expression[-1].text)
        yield Edit(expression[0].start, expression[0].start, f"{_BOOLEAN}(")
        yield Edit(end, end, ")")


def _is_condition(expression: Sequence[Token]) -> bool:
    """Whether what is computed is true or false."""
    if any(token.word in _TRUTHS for token in expression[:1]):
        return True
    depth = 0
    for token in expression:
        if token.kind == "mark":
            depth += (token.text in _CLOSING) - (token.text in _CLOSING.values())
        if not depth and (token.text in _COMPARING or token.word == "IN"):
            return True
    return False


# --- LIMIT --------------------------------------------------------------------------------------


def _bounded(sparql: str) -> str:
    """LIMIT and OFFSET around an ordered query, where they reach farther than it sorts for."""
    tokens = tokens_of(sparql)
    first = next((t for t in tokens if t.word == "SELECT"), None)
    asked = window(sparql)
    if first is None or first.depth or not asked.ordered:
        return sparql
    if asked.offset + (asked.limit or 0) <= _SORTED:
        return sparql
    limit = "" if asked.limit is None else f"LIMIT {asked.limit} "
    whole = asked.before[first.start :] + asked.after
    select = f"{sparql[: first.start]}SELECT {_columns(tokens)} WHERE {{ {{ {whole} }} }}"
    return f"{select} {limit}OFFSET {asked.offset}"


def _columns(tokens: Sequence[Token]) -> str:
    """The variables that a query selects, in their order."""
    opens = next((i for i, t in enumerate(tokens) if t.text in ("{", "WHERE") and not t.depth), 0)
    found, depth = [], 0
    for before, token in pairwise(tokens[:opens]):
        if token.kind == "variable" and (not depth or before.word == "AS"):
            found.append(token.text)
        depth += (token.text == "(") - (token.text == ")")
    return " ".join(found) or "*"


def _are_matched(tokens: Sequence[Token]) -> bool:
    """Whether every bracket closes one that was opened."""
    opened: list[str] = []
    for token in tokens:
        if token.kind == "mark" and token.text in _CLOSING:
            opened.append(_CLOSING[token.text])
        elif (
            token.kind == "mark"
            and token.text in _CLOSING.values()
            and (not opened or opened.pop() != token.text)
        ):
            return False
    return not opened


def _end(tokens: Sequence[Token], opens: int) -> int:
    """Where the bracket closes that is opened there."""
    depth = 0
    for index in range(opens, len(tokens)):
        if tokens[index].kind == "mark":
            depth += tokens[index].text in _CLOSING
            depth -= tokens[index].text in _CLOSING.values()
        if not depth:
            return index
    return len(tokens) - 1
