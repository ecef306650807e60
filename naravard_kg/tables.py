"""The answer to a question as a table, and the protocol of whatever can give one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from naravard_kg.terms import Cell, Quad

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is a Python value (see ``terms``), None where nothing is bound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    question: str = ""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Row by row."""
        return iter(self.rows)

    def column(self, name: str) -> list[Cell]:
        """All cells of one column, in order.

        Raises:
            ValueError: there is no such column.
        """
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def records(self) -> list[dict[str, Cell]]:
        """Each row as a dictionary from column to cell."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """The table as a data frame; needs pandas (``pip install naravard-kg[pandas]``)."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from naravard_kg.render.pages import fragment

        return fragment(self)

    def __str__(self) -> str:
        """Tab-separated lines under a line of column names."""
        lines = [self.columns, *(tuple("" if c is None else str(c) for c in r) for r in self.rows)]
        return "\n".join("\t".join(line) for line in lines)


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer row by row, each given once: for what may be too large to hold."""

    columns: tuple[str, ...]
    cells: Iterator[tuple[Cell, ...]]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """Row by row."""
        return self.cells

    def held(self) -> Table:
        """All rows at once."""
        return Table(self.columns, tuple(self.cells))


Answer = Table | bool | tuple[Quad, ...]
Stream = Rows | bool | Iterator[Quad]


class Answers(Protocol):
    """Whatever answers SPARQL: the graph in memory, a store on disk, an endpoint."""

    source: str

    def query(self, sparql: str) -> Answer:
        """A Table for SELECT, a bool for ASK, quads for CONSTRUCT and DESCRIBE."""

    def select(self, sparql: str) -> Table:
        """The Table of a SELECT query."""
