"""The file beside a table in CSV, which cannot say itself what it holds: CSV on the Web (W3C).

areas.csv                  the table
areas.csv-metadata.json    its columns, their headings and datatypes, and what it was made from
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from naravard_kg import names
from naravard_kg.errors import UnknownNameError
from naravard_kg.origins import SITE, Origin, dumps
from naravard_kg.queryfiles import named
from naravard_kg.render.cells import Json
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.visible import escaped
from naravard_kg.words import Words, say

_TYPES = {bool: "boolean", int: "integer", Decimal: "decimal", date: "date"}
_LICENCE = "http://creativecommons.org/licenses/by/4.0/"


def csvw(
    table: Table,
    name: str,
    origin: Origin,
    *,
    headings: Mapping[str, Words] | None = None,
    things: Collection[str] = (),
) -> str:
    """The description of a table that ``tables.comma_separated`` wrote to the file *name*.

    Args:
        table: the table as it was written.
        name: the name of the file in CSV, without folders.
        origin: what it was made from.
        headings: the heading of each column in both languages; else those of the table's
            question, else the column's own name.
        things: columns written as two, whatever is in them, as ``tables.separated`` has it.
    """
    known = headings if headings is not None else _headings(table)
    columns = [
        c for column in table.columns for c in _columns(table, column, known, two=column in things)
    ]
    description: dict[str, Json] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:created": {"@type": "xsd:date", "@value": origin.made.isoformat()},
        "dc:license": {"@id": _LICENCE},
        "dc:provenance": dumps(origin, origin.title or name),
        "dc:source": {"@id": SITE},
        "dc:title": origin.title or name,
        "dialect": {"delimiter": ",", "doubleQuote": True, "encoding": "utf-8", "header": True},
        "rdfs:comment": origin.typed,
        "tableSchema": {"columns": columns},
        "url": name,
    }
    return escaped(json.dumps(description, ensure_ascii=False, indent=2, sort_keys=True))


def _headings(table: Table) -> dict[str, Words]:
    """The headings of the named question that the table answers, if it answers one."""
    try:
        asked = named(table.question)
    except UnknownNameError:
        return {}
    return {c: Words(asked.heading(c, "sv"), asked.heading(c, "en")) for c in table.columns}


def _columns(table: Table, column: str, known: Mapping[str, Words], *, two: bool) -> list[Json]:
    """A column; one of things is two in CSV: the short names, then the labels."""
    plain = column.replace("_", " ")
    heading = known.get(column, Words(plain, plain))
    cells = [cell for cell in table.column(column) if cell is not None]
    first = {**_column(column, heading), "datatype": _datatype(cells)}
    if not (two or any(isinstance(cell, Iri) for cell in cells)):
        return [first | _language(cells)]
    label = say("csvw.label", column=heading)
    return [
        first | _address(column, cells),
        {**_column(f"{column}_label", label), "datatype": "string"},
    ]


def _column(name: str, heading: Words) -> dict[str, Json]:
    """Its name, and its titles: what stands over it in the file is one of them."""
    english: list[Json] = list(dict.fromkeys([heading.en, name]))
    return {"name": name, "titles": {"en": english, "sv": heading.sv}}


def _datatype(cells: Sequence[Cell]) -> str:
    """The datatype of all cells; a string where they are of several."""
    kinds = {type(cell) for cell in cells}
    return _TYPES.get(kinds.pop(), "string") if len(kinds) == 1 else "string"


def _language(cells: Sequence[Cell]) -> dict[str, Json]:
    tongues = {cell.language if isinstance(cell, Text) else "" for cell in cells}
    return {"lang": tongues.pop()} if len(tongues) == 1 and "" not in tongues else {}


def _address(column: str, cells: Sequence[Cell]) -> dict[str, Json]:
    """Where the things of a column are, where one rule gives all their IRIs."""
    for base in (names.THINGS, names.BASE):
        fitting = all(isinstance(c, Iri) and c == base + names.short(c) for c in cells)
        if cells and fitting and column.isidentifier():
            return {"valueUrl": f"{base}{{+{column}}}"}
    return {}
