"""A table's cells made readable: things by label and short name, everything else as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from naravard_kg import dates, names
from naravard_kg.labels import labels
from naravard_kg.origins import Origin
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri, Text

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """A table on its way to a reader: headings and labels in her language, and its origin."""

    table: Table
    headings: tuple[str, ...]
    labels: Mapping[Iri, str]
    language: str
    origin: Origin | None = None


class Reader(Protocol):
    """Who reads: the language, the format, the width of the page, where the text copies are."""

    lang: str
    format: str | None
    sources: str | None
    output: str | None

    @property
    def width(self) -> int:
        """Columns."""

    def chosen(self, formats: Mapping[str, object]) -> str:
        """The format asked for, among those there are."""


def page(
    graph: Answers, table: Table, language: str, headings: tuple[str, ...] | None = None
) -> Page:
    """A table with the labels of all its things."""
    return Page(table, headings or table.columns, labels_in(graph, table, language), language)


def labels_in(graph: Answers, table: Table, language: str) -> Mapping[Iri, str]:
    """The labels of all things in a table."""
    return labels(graph, (cell for row in table.rows for cell in row), language)


def shown(cell: Cell, known: Mapping[Iri, str], language: str) -> str:
    """A cell as a person reads it; a thing with the name that can be typed back."""
    match cell:
        case None:
            return ""
        case Iri():
            return _named(cell, known)
        case bool():
            return {"sv": ("nej", "ja")}.get(language, ("no", "yes"))[cell]
        case Decimal() if language == "sv":
            return str(cell).replace(".", ",")
        case _:
            return str(cell)


def _named(iri: Iri, known: Mapping[Iri, str]) -> str:
    short, label = names.short(iri), known.get(iri, "")
    if not label or label == short:
        return short
    return f"{label} [{short}]" if iri.startswith(names.THINGS) else label


def worded(stated: str, language: str) -> str:
    """The time as a reader says it; as it stands where a plan of the user's breaks the form."""
    try:
        return dates.worded(stated, language)
    except ValueError:
        return stated


def stacked(cell: Cell, known: Mapping[Iri, str], language: str) -> str:
    """A cell of a table in text: a thing's short name stands on a line of its own."""
    words = shown(cell, known, language)
    if isinstance(cell, Iri) and words.endswith("]"):
        return words.replace(" [", "\n", 1).removesuffix("]") if words.count(" [") == 1 else words
    return words


def as_json(cell: Cell, known: Mapping[Iri, str]) -> Json:
    """A cell for machines: a thing as iri, name and label; numbers as numbers; dates ISO."""
    match cell:
        case Iri():
            return {"iri": str(cell), "name": names.short(cell), "label": known.get(cell, "")}
        case Text():
            return {"text": str(cell), "language": cell.language}
        case None | bool() | int() | str():
            return cell
        case Decimal():
            return float(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
