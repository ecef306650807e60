"""The tables in CSV: RFC 4180 in UTF-8, with a line of headings.

An empty cell is no value; a text without characters is ``""``. Several values of a cell are
joined by ``|``.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from naravard_kg.tabular.schema import BETWEEN, BOOLEAN, SEVERAL, TABLES, Table

FILES = ".csv"
_WORDS = {True: "true", False: "false", None: None}


class CommaSeparated:
    """Writes rows into one file a table."""

    def __init__(self, folder: Path, tables: tuple[Table, ...] = TABLES) -> None:
        """Write in *folder*."""
        self._opened = ExitStack()
        self._files = {table.name: self._file(folder, table) for table in tables}

    def _file(self, folder: Path, table: Table) -> _File:
        path = folder / f"{table.name}{FILES}"
        stream = self._opened.enter_context(path.open("w", encoding="utf-8", newline=""))
        return _File(stream, table)

    def put(self, table: str, row: tuple[object, ...]) -> None:
        """Write a row."""
        self._files[table].put(row)

    def close(self) -> None:
        """Write what is left."""
        self._opened.close()


class _File:
    def __init__(self, stream: TextIO, table: Table) -> None:
        self._stream, kinds = stream, [column.kind for column in table.columns]
        self._several = [at for at, kind in enumerate(kinds) if kind in SEVERAL]
        self._truths = [at for at, kind in enumerate(kinds) if kind == BOOLEAN]
        self._row = csv.writer(stream).writerow
        self._row([column.name for column in table.columns])

    def put(self, row: tuple[object, ...]) -> None:
        cells: list[Any] = [*row]
        for at in self._several:
            cells[at] = BETWEEN.join(cells[at])
        for at in self._truths:
            cells[at] = _WORDS[cells[at]]
        if "" in row:
            self._stream.write(",".join(map(_quoted, row, cells)) + "\r\n")
        else:
            self._row(cells)


def _quoted(value: object, cell: object) -> str:
    """A cell in quotes wherever it is a text; so is a text without characters."""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return "" if cell is None else str(cell)
