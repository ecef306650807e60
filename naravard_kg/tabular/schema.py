"""The tables and their columns: what they are called, what they hold, what leads where.

What each is for is said in ``words.json``, in both languages: ``tabular.edges.src``. The names
are a contract: ``VERSION`` changes where one of them does, or what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from naravard_kg.words import Words, say

VERSION = "1"
BETWEEN = "|"  # of several values in one cell of CSV: no IRI may hold it

# What a column holds; names and dictionary are kept short in Parquet.
IRI, NAME, TEXT = "iri", "name", "text"
IRIS, NAMES = "iris", "names"  # several
BOOLEAN, INTEGER, NUMBER, DATE = "boolean", "integer", "number", "date"
SEVERAL = frozenset({IRIS, NAMES})

Cell = object  # str, bool, int, float, date, None or a list of str


@dataclass(frozen=True, slots=True)
class Column:
    """A column; *required* where no row is without it."""

    name: str
    kind: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its key and, by column, the table whose first column it leads to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)

    def said(self, column: str = "") -> Words:
        """What the table, or a column of it, holds."""
        if not column:
            return say(f"tabular.{self.name}")
        shared = column in _SHARED and self.name in ("edges", "literals")
        return say(f"tabular.row.{column}" if shared else f"tabular.{self.name}.{column}")


_TAIL = (  # of every statement
    Column("predicate", IRI, required=True),
    Column("graph", IRI),
    Column("document", IRI),
    Column("inferred", BOOLEAN, required=True),
    Column("claims", IRIS),
    Column("evidence", IRIS),
)
_SHARED = frozenset(column.name for column in _TAIL)

NODES = Table(
    "nodes",
    (
        Column("id", IRI, required=True),
        Column("name", NAME, required=True),
        Column("classes", NAMES),
        Column("label_sv", TEXT),
        Column("label_en", TEXT),
        Column("inferred", BOOLEAN, required=True),
        Column("documents", IRIS),
    ),
    ("id",),
)
EDGES = Table(
    "edges",
    (
        Column("src", IRI, required=True),
        Column("dst", IRI, required=True),
        Column("relationship", NAME, required=True),
        *_TAIL,
    ),
    leads={"src": "nodes", "dst": "nodes"},
)
LITERALS = Table(
    "literals",
    (
        Column("node", IRI, required=True),
        Column("property", NAME, required=True),
        Column("value", TEXT, required=True),
        Column("datatype", NAME),
        Column("language", NAME),
        Column("as_boolean", BOOLEAN),
        Column("as_integer", INTEGER),
        Column("as_number", NUMBER),
        Column("as_date", DATE),
        *_TAIL,
    ),
    leads={"node": "nodes"},
)
EVIDENCE = Table(
    "evidence",
    (
        Column("id", IRI, required=True),
        Column("document", IRI),
        Column("text", IRI, required=True),
        Column("locator", TEXT),
        Column("start_offset", INTEGER, required=True),
        Column("end_offset", INTEGER, required=True),
        Column("digest", TEXT, required=True),
        Column("text_digest", TEXT),
    ),
    leads={"id": "nodes"},
)
GRAPHS = Table(
    "graphs",
    (
        Column("id", IRI),
        Column("name", NAME, required=True),
        Column("document", IRI),
        Column("statements", INTEGER, required=True),
    ),
)
TABLES = (NODES, EDGES, LITERALS, EVIDENCE, GRAPHS)
