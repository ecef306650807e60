"""Answers too large to hold: written row by row, with the same bytes as if they had been held.

The first pass puts the rows on disk (a few megabytes stay in memory), because whether a column
is of things, and what these are called, is known only after the last row. Statements are sorted,
so that the same answer is the same text here too.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import IO, TypeVar

from naravard_kg import convert
from naravard_kg.graph import distinct
from naravard_kg.labels import labels
from naravard_kg.render import answers, tables
from naravard_kg.render.cells import Reader
from naravard_kg.sorting import Sorter
from naravard_kg.tables import Answers, Rows, Stream
from naravard_kg.terms import Iri, statement

_Item = TypeVar("_Item")
_HELD = 8_000_000  # bytes of rows that stay in memory
_TOGETHER = 1_000  # statements that are handed over to be sorted at a time
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_LINES = ("nt", "nq")


def first(answer: Stream, most: int | None, tell: Callable[[], None]) -> Stream:
    """At most *most* rows or statements; where there are more, *tell* is called."""
    if most is None or isinstance(answer, bool):
        return answer
    if isinstance(answer, Rows):
        return Rows(answer.columns, _first(answer.cells, most, tell))
    return _first(answer, most, tell)


def _first(items: Iterator[_Item], most: int, tell: Callable[[], None]) -> Iterator[_Item]:
    yield from islice(items, most)
    if next(items, None) is not None:
        tell()


def rendered(graph: Answers, answer: Stream, reader: Reader) -> str | bytes | Iterator[str]:
    """The answer in the format asked for; in pieces where the format can be written so."""
    if isinstance(answer, bool):
        return answers.rendered(graph, answer, reader.chosen(tables.FORMATS), reader)
    if isinstance(answer, Rows):
        form = reader.chosen(tables.FORMATS)
        if form in _DELIMITERS:
            return separated(graph, answer, _DELIMITERS[form], reader.lang)
        return answers.rendered(graph, answer.held(), form, reader)
    form = reader.chosen({"text": None, **convert.SYNTAXES})
    if form in _LINES:
        return _ordered(statement(quad) for quad in answer)
    return answers.rendered(graph, distinct(answer), form, reader)


def separated(graph: Answers, rows: Rows, delimiter: str, language: str) -> Iterator[str]:
    """Lines of cells, as ``tables`` writes them; a column of things is two."""
    with tempfile.SpooledTemporaryFile(_HELD, "w+", encoding="utf-8") as spool:
        things, known = _spooled(rows, spool)
        named = labels(graph, known, language)
        heads = zip(rows.columns, things, strict=True)
        yield tables.line(
            [h for c, two in heads for h in ([c, f"{c}_label"] if two else [c])], delimiter
        )
        spool.seek(0)
        for line in spool:
            pairs = zip(json.loads(line), things, strict=True)
            yield "\n" + tables.line(
                [p for c, two in pairs for p in _parts(c, named, two)], delimiter
            )
        yield "\n"


def _spooled(rows: Rows, spool: IO[str]) -> tuple[list[bool], set[Iri]]:
    """Which columns hold things, and which things there are; the rows are in *spool*."""
    things, known = [False] * len(rows.columns), set[Iri]()
    for row in rows:
        for index, cell in enumerate(row):
            if isinstance(cell, Iri):
                things[index] = True
                known.add(cell)
        kept = [[cell] if isinstance(cell, Iri) else tables.plain(cell) for cell in row]
        spool.write(json.dumps(kept) + "\n")
    return things, known


def _parts(cell: str | list[str], named: dict[Iri, str], two: bool) -> list[str]:
    """A cell as one part or two; a thing comes in brackets from where it was kept."""
    if isinstance(cell, str):
        return [cell, ""] if two else [cell]
    thing = Iri(cell[0])
    return [tables.plain(thing), named.get(thing, "")]


def _ordered(lines: Iterable[str]) -> Iterator[str]:
    """Each line once, sorted."""
    source = iter(lines)
    with closing(Sorter()) as sorter:
        while some := list(islice(source, _TOGETHER)):
            sorter.write("\n".join([*some, ""]).encode())
        yield from map(bytes.decode, sorter.lines())
