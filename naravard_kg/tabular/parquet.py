"""The tables in Parquet: zstd, dictionaries, row groups; the one module that knows pyarrow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from naravard_kg.errors import UnreadableFileError
from naravard_kg.tabular import schema
from naravard_kg.tabular.schema import TABLES, Table

FILES = ".parquet"
_GROUP = 122_880  # rows of a group: what DuckDB reads at once, and Spark splits by
_BATCH = 8_192  # rows held as Python's values, until they are packed


class Parquet:
    """Writes rows into one file a table."""

    def __init__(
        self, folder: Path, told: Mapping[str, str], tables: tuple[Table, ...] = TABLES
    ) -> None:
        """Write in *folder*; *told* goes into each file's own description.

        Raises:
            UnreadableFileError: pyarrow is not installed.
        """
        arrow = _arrow()
        self._files = {table.name: _File(folder, table, told, arrow) for table in tables}

    def put(self, table: str, row: tuple[object, ...]) -> None:
        """Write a row."""
        self._files[table].put(row)

    def close(self) -> None:
        """Write what is left."""
        for file in self._files.values():
            file.close()


class _File:
    def __init__(self, folder: Path, table: Table, told: Mapping[str, str], arrow: Any) -> None:
        from pyarrow import parquet

        self._arrow, self._path = arrow, folder / f"{table.name}{FILES}"
        self._schema = arrow.schema([_field(table, column, arrow) for column in table.columns])
        self._schema = self._schema.with_metadata({**told, "naravard-table": table.name})
        self._writer = parquet.ParquetWriter(
            self._path, self._schema, compression="zstd", use_dictionary=True
        )
        self._rows: list[tuple[object, ...]] = []
        self._batches: list[Any] = []

    def put(self, row: tuple[object, ...]) -> None:
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._pack()
            if len(self._batches) * _BATCH >= _GROUP:
                self._write()

    def close(self) -> None:
        self._pack()
        self._write()
        self._writer.close()

    def _pack(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(self._schema)
        arrays = [
            self._arrow.array(cells, type=field.type)
            for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._batches.append(self._arrow.record_batch(arrays, schema=self._schema))
        self._rows = []

    def _write(self) -> None:
        table = self._arrow.Table.from_batches(self._batches, self._schema)
        self._writer.write_table(table, row_group_size=_GROUP)
        self._batches = []


def _field(table: Table, column: schema.Column, arrow: Any) -> Any:
    types = {
        schema.BOOLEAN: arrow.bool_(),
        schema.INTEGER: arrow.int64(),
        schema.NUMBER: arrow.float64(),
        schema.DATE: arrow.date32(),
    }
    kind = types.get(column.kind, arrow.string())
    several = column.kind in schema.SEVERAL
    said = {"description": table.said(column.name).en}
    return arrow.field(
        column.name,
        arrow.list_(arrow.field("element", arrow.string(), nullable=False)) if several else kind,
        nullable=not (column.required or several),
        metadata=said,
    )


def _arrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise UnreadableFileError("no-parquet", "") from None
    return pa


def refuse_missing() -> None:
    """Refuse at once, before any work is done.

    Raises:
        UnreadableFileError: pyarrow is not installed.
    """
    _arrow()
