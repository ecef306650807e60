"""A comparison as the long table, one line a thing, for spreadsheets and scripts."""

from __future__ import annotations

from naravard_kg.compare.stances import Comparison
from naravard_kg.render import tables
from naravard_kg.render.cells import Page
from naravard_kg.render.compared.wording import Field, Line, Told, told
from naravard_kg.render.csvw import csvw
from naravard_kg.render.reports.sheet import guarded
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri

_THINGS = ("who", "thing", "within", "absent", "frame")


def comma_separated(comparison: Comparison, language: str, width: int = 0) -> str:
    """CSV after RFC 4180, the same columns whatever was found; things by short name and label.

    A label that a spreadsheet would run as a formula has an apostrophe before it.
    """
    del width
    return _separated(comparison, language, ",")


def tab_separated(comparison: Comparison, language: str, width: int = 0) -> str:
    """The same, separated by tabs."""
    del width
    return _separated(comparison, language, "\t")


def description(comparison: Comparison, language: str, name: str) -> str:
    """What stands beside the file: its columns, their datatypes, and what it was made from."""
    table = long(told(comparison, language))
    return csvw(table, name, comparison.origin, things=_THINGS) if comparison.origin else ""


def long(told: Told) -> Table:
    """The long table, with the headings of its rows and the sources' own terms."""
    plain = told.comparison.table()
    at = plain.columns.index("thing") + 1
    columns = (*plain.columns[:at], "own_words", *plain.columns[at:], "telling")
    more = [one for line in told.lines for field in line.fields for one in _more(line, field)]
    rows = [
        (row[0], heading, *row[1:at], own, *row[at:], telling)
        for row, (heading, own, telling) in zip(plain.rows, more, strict=True)
    ]
    return Table(
        (columns[0], "row_label", *columns[1:]), tuple(map(_guarded, rows)), plain.question
    )


def _more(line: Line, field: Field) -> list[tuple[str, str | None, str | None]]:
    """What a line says besides: the heading, the source's own term, what is told of the thing."""
    if not field.entries:
        return [(line.heading, None, None)]
    items = {item.entry: item for item in field.items}
    return [
        (line.heading, items[entry].term, "; ".join(items[entry].telling) or None)
        for entry in field.entries
    ]


def _separated(comparison: Comparison, language: str, delimiter: str) -> str:
    words = told(comparison, language)
    known = {iri: guarded(label) for iri, label in words.named.items()}
    known |= {p.who: guarded(words.columns[i]) for i, p in enumerate(comparison.parties)}
    table = long(words)
    return tables.separated(Page(table, table.columns, known, language), delimiter, _THINGS)


def _guarded(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        guarded(cell) if isinstance(cell, str) and not isinstance(cell, Iri) else cell
        for cell in row
    )
