"""The tables in CSV: RFC 4180 in UTF-8, a line of headings, each line ended by LF.

An empty cell is no value; a text without characters is ``""``. Several values of a cell are
joined by ``|``.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TextIO

from naravard_kg.tabular.schema import BETWEEN, TABLES, Table

FILES = ".csv"
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$|^$')


class CommaSeparated:
    """Writes rows into one file a table."""

    def __init__(self, folder: Path, tables: tuple[Table, ...] = TABLES) -> None:
        """Write in *folder*."""
        self._opened = ExitStack()
        self._streams: dict[str, TextIO] = {}
        for table in tables:
            path = folder / f"{table.name}{FILES}"
            stream = self._opened.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            self._streams[table.name] = stream
            stream.write(",".join(column.name for column in table.columns) + "\n")

    def put(self, table: str, row: tuple[object, ...]) -> None:
        """Write a row."""
        self._streams[table].write(",".join(map(_cell, row)) + "\n")

    def close(self) -> None:
        """Write what is left."""
        self._opened.close()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case bool():
            return "true" if value else "false"
        case list():
            return _text(BETWEEN.join(value)) if value else ""
        case date():
            return value.isoformat()
        case _:
            return repr(value)


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
