"""A CSV text as a sheet whose cells know the line and the column where they stand (RFC 4180).

The delimiter is the one that the first line of the table uses most: semicolon (as spreadsheet
programs write in Swedish), comma or tab; a line ``sep=;`` above it settles the matter. Text in
quotes may hold delimiters, line ends and doubled quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NoReturn

from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.plans.sheets import Row, Sheet, address
from naravard_kg.plans.tree import Scalar

ENDING = ".csv"
_DELIMITERS = ";,\t"
_BREAK = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SETTLED = re.compile(r"sep=(.)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_HEAD = re.compile(r'^(?!\s*(?:"?\s*#|$)).', re.MULTILINE)
_LONGEST_HEAD = 65_536


def read(text: str, name: str, path: str) -> Sheet:
    """The sheet *name* that the CSV *text* of the file at *path* holds.

    Raises:
        UnreadableFileError: a control character, a quote that is not closed, or text after a
            closing quote; with line and column.
    """
    settled = _SETTLED.match(text)
    reader = _Reader(text, path, name, settled[1] if settled else _delimiter(text))
    if control := _CONTROL.search(text):
        reader.refuse("control", control.start())
    if settled:
        reader.pass_by(settled.end())
    return Sheet(name, tuple(row for row in map(_row, reader.records()) if row.cells))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a CSV text, as its places count them."""
    return tuple(_BREAK.split(text))


def _row(cells: list[Scalar]) -> Row:
    held = {column: cell for column, cell in enumerate(cells, 1) if cell.text}
    at = next((cell.place.at for cell in held.values()), "")
    first, last = cells[0].place, cells[-1].place
    # One column more than the last cell, so that no cell has the place of its row.
    return Row(held, Place(first.line, 1, last.end_line, last.end_column + 1, at))


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first line that is no comment."""
    head = _HEAD.search(text)
    bare = _QUOTED.sub("", text[head.start() :][:_LONGEST_HEAD]) if head else ""
    return max(_DELIMITERS, key=_BREAK.split(bare, maxsplit=1)[0].count)


@dataclass(slots=True)
class _Reader:
    """Reads record by record, and counts lines and columns as it goes."""

    text: str
    path: str
    name: str
    delimiter: str
    at: int = 0
    line: int = 1
    begins: int = 0
    row: int = 0
    plain: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Know what ends a cell without quotes."""
        self.plain = re.compile(rf"[^{re.escape(self.delimiter)}\r\n]*")

    def records(self) -> Iterator[list[Scalar]]:
        """Every record; an empty line is a record of one empty cell."""
        while self.at < len(self.text):
            self.row += 1
            cells = [self._cell(1)]
            while self.text.startswith(self.delimiter, self.at):
                self.at += 1
                cells.append(self._cell(len(cells) + 1))
            if ending := _BREAK.match(self.text, self.at):
                self.pass_by(ending.end())
            yield cells

    def pass_by(self, end: int) -> None:
        """Go on at *end*, and count the lines that end before it."""
        for ending in _BREAK.finditer(self.text, self.at, end):
            self.line, self.begins = self.line + 1, ending.end()
        self.at = end

    def refuse(self, fault: str, at: int) -> NoReturn:
        """Say where it goes wrong."""
        self.pass_by(at)
        column = at - self.begins + 1
        raise UnreadableFileError(fault, self.path, line=self.line, column=column)

    def _cell(self, column: int) -> Scalar:
        if self.text.startswith('"', self.at):
            return self._quoted(column)
        start = self.at
        self.at = self.plain.match(self.text, start).end()  # type: ignore[union-attr]
        written = self.text[start : self.at]
        text = written.strip()
        left = start - self.begins + 1 + len(written) - len(written.lstrip())
        at = address(self.name, self.row, column)
        return Scalar(text, Place(self.line, left, self.line, left + len(text), at))

    def _quoted(self, column: int) -> Scalar:
        start, line, left = self.at, self.line, self.at - self.begins + 1
        found = _QUOTED.match(self.text, start)
        if found is None:
            self.refuse("csv-open", start)
        self.pass_by(found.end())
        inner = found[0][1:-1]
        place = Place(line, left, self.line, self.at - self.begins + 1)
        if inner != inner.strip() and '"' not in inner and line == self.line:
            left += 1 + len(inner) - len(inner.lstrip())  # of padded text only the text is meant
            place = Place(line, left, line, left + len(inner.strip()))
        if self.text[self.at : self.at + 1] not in ("", "\r", "\n", self.delimiter):
            self.refuse("csv-after", self.at)
        at = address(self.name, self.row, column)
        return Scalar(inner.replace('""', '"').strip(), replace(place, at=at))
