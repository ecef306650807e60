"""Tables for readers and for programs: text, CSV, TSV, Markdown, JSON; pages and workbooks."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Collection, Sequence
from importlib import import_module

from naravard_kg import names
from naravard_kg.origins import as_object as as_origin
from naravard_kg.render import footing
from naravard_kg.render.cells import Page, as_json, shown, stacked
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import say

_NARROWEST = 8
_GAP = "  "


def text(page: Page, width: int) -> str:
    """Aligned columns that wrap to *width* characters and never cut."""
    rows = [[stacked(c, page.labels, page.language) for c in row] for row in page.table.rows]
    if not rows:
        return say("table.empty").in_(page.language)
    widths = _widths([list(page.headings), *rows], width)
    rule = ["─" * column for column in widths]
    blocks = [_lines(row, widths) for row in rows]
    between = [""] if any(len(block) > 1 for block in blocks) else []
    lines = [*_lines(page.headings, widths), _GAP.join(rule)]
    for block in blocks:
        lines += [*block, *between]
    return "\n".join(lines).rstrip("\n")


def markdown(page: Page, width: int = 0) -> str:
    """A GitHub table."""
    del width
    rows = [list(page.headings), ["---"] * len(page.headings), *_shown(page)]
    lines = [f"| {' | '.join(map(_escaped, row))} |" for row in rows]
    if page.origin:
        told = footing.notes(page.origin, page.language)
        lines += ["", *(_escaped(f"{term}: {text}  ") for term, text in told)]
        lines.append(f"\n<!-- {footing.carried(page.origin, page.table.question)} -->")
    return "\n".join(lines)


def comma_separated(page: Page, width: int = 0) -> str:
    """CSV after RFC 4180; a column of things is two: its short name and its label."""
    del width
    return separated(page, ",")


def tab_separated(page: Page, width: int = 0) -> str:
    """The same, separated by tabs."""
    del width
    return separated(page, "\t")


def as_object(page: Page, width: int = 0) -> str:
    """One JSON object: question, columns, rows, origin."""
    del width
    rows = [
        {name: as_json(cell, page.labels) for name, cell in record.items()}
        for record in page.table.records()
    ]
    answer = {
        "question": page.table.question,
        "columns": list(page.table.columns),
        "rows": rows,
        "origin": as_origin(page.origin) if page.origin else None,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def _lazily(home: str, name: str) -> Callable[[Page, int], str | bytes]:
    """A format whose module is imported when it is asked for: most answers are text."""

    def render(page: Page, width: int = 0) -> str | bytes:
        function: Callable[[Page, int], str | bytes] = getattr(import_module(home), name)
        return function(page, width)

    return render


FORMATS: dict[str, Callable[[Page, int], str | bytes]] = {
    "text": text,
    "csv": comma_separated,
    "tsv": tab_separated,
    "json": as_object,
    "md": markdown,
    "html": _lazily("naravard_kg.render.pages", "as_page"),
    "xlsx": _lazily("naravard_kg.render.workbooks", "as_workbook"),
    "latex": _lazily("naravard_kg.render.latex", "as_latex"),
}


def _shown(page: Page) -> list[list[str]]:
    return [[shown(cell, page.labels, page.language) for cell in row] for row in page.table.rows]


def _widths(rows: list[list[str]], width: int) -> list[int]:
    lines = [[max(map(len, cell.split("\n"))) for cell in row] for row in rows]
    natural = [max(column) for column in zip(*lines, strict=True)]
    room = width - len(_GAP) * (len(natural) - 1)
    widths = list(natural)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _lines(cells: Sequence[str], widths: list[int]) -> list[str]:
    wrapped = [
        [w for part in cell.split("\n") for w in textwrap.wrap(part, column) or [""]]
        for cell, column in zip(cells, widths, strict=True)
    ]
    height = max(map(len, wrapped))
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    return [
        _GAP.join(part.ljust(w) for part, w in zip(line, widths, strict=True)).rstrip()
        for line in zip(*padded, strict=True)
    ]


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def separated(page: Page, delimiter: str, two: Collection[str] = ()) -> str:
    """Lines of cells; a column of things is two, and so are those of *two* where all is empty."""
    things = [
        c in two or any(isinstance(cell, Iri) for cell in page.table.column(c))
        for c in page.table.columns
    ]
    heads = zip(page.table.columns, things, strict=True)
    lines = [[h for column, two in heads for h in _headings(column, two=two)]]
    for row in page.table.rows:
        pairs = zip(row, things, strict=True)
        lines.append([part for cell, two in pairs for part in _parts(page, cell, two=two)])
    return "\n".join(line(parts, delimiter) for parts in lines)


def line(parts: list[str], delimiter: str) -> str:
    """One line; the writer quotes both kinds of line end only where it writes both."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(parts)
    return buffer.getvalue().removesuffix("\r\n")


def _headings(column: str, *, two: bool) -> list[str]:
    return [column, f"{column}_label"] if two else [column]


def _parts(page: Page, cell: Cell, *, two: bool) -> list[str]:
    if not two:
        return [plain(cell)]
    label = page.labels.get(cell, "") if isinstance(cell, Iri) else ""
    return [plain(cell), label]


def plain(cell: Cell) -> str:
    """A cell for a program: a thing by its short name, nothing as nothing."""
    match cell:
        case None:
            return ""
        case Iri():
            return names.short(cell)
        case bool():
            return str(cell).lower()
        case _:
            return str(cell)
