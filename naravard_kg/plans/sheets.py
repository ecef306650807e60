"""Sheets of cells, whatever file they stand in: what workbooks and CSV files are read as.

A cell keeps the text that is shown, and knows where it stands: in a workbook lines are rows and
columns are columns, in a CSV file both are those of the text. ``at`` is its address as
spreadsheet programs write it: ``Uppdrag!C7``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from naravard_kg import names
from naravard_kg.places import Place
from naravard_kg.plans.tree import Scalar

COMMENT = "#"
_OF_SOURCE = {"kalla", "source"}
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that hold something, by column from 1."""

    cells: Mapping[int, Scalar]
    place: Place

    def is_comment(self, first: int = 0) -> bool:
        """Whether its cell in the column *first*, else its first cell, begins with ``#``."""
        cell = self.cells.get(first or min(self.cells, default=0))
        return cell is not None and cell.text.startswith(COMMENT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its rows, and the cells that hold an error instead of a value."""

    name: str
    rows: tuple[Row, ...]
    faults: tuple[Scalar, ...] = ()

    @property
    def is_of_source(self) -> bool:
        """Whether it is called källa or source: it describes the document that the plan is."""
        return is_of_source(self.name)

    @property
    def place(self) -> Place:
        """The place of its first cell."""
        places = [row.place for row in self.rows] + [fault.place for fault in self.faults]
        return min(places, default=Place(1, 1, 1, 1, address(self.name, 1, 1)))


def is_of_source(name: str) -> bool:
    """Whether a sheet or file of this name describes the document that the plan is."""
    return names.fold(name.strip()) in _OF_SOURCE


def address(sheet: str, row: int, column: int) -> str:
    """The address of a cell, which can be pasted into a spreadsheet program.

    >>> address("Uppdrag", 7, 3), address("Min flik", 1, 28)
    ('Uppdrag!C7', "'Min flik'!AB1")
    """
    return f"{_quoted(sheet)}!{letters(column)}{row}"


@cache
def _quoted(sheet: str) -> str:
    """A sheet name as addresses have it: in quotes where it is more than a word."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


@cache
def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found
