"""Where a value stands in a file, as editors and programs count it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """First line and column, and the end (column not included); all count from 1, in characters.

    ``at`` is the address that the form itself has, where it has one: a JSON pointer
    (``/uppdrag/0/typ``), or a sheet and its cell (``Uppdrag!C7``). In a workbook the lines are
    rows and the columns are columns.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    at: str = ""


NOWHERE = Place(0, 0, 0, 0)
