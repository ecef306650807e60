"""Workbooks for spreadsheet programs: text as text, numbers as numbers, the same bytes each time.

Nothing in a cell is ever run: what begins like a formula is text, and marked as such.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from naravard_kg import names, resources
from naravard_kg.errors import UnreadableFileError
from naravard_kg.render import footing
from naravard_kg.render.cells import Page, shown
from naravard_kg.terms import Cell, Iri
from naravard_kg.visible import columns, visible
from naravard_kg.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as Square
    from openpyxl.cell import MergedCell
    from openpyxl.styles import Alignment, Border, Fill, Font
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | bool | None

_FONT, _INK, _GREY, _LINE, _LINK = "Calibri", "1A1D21", "545B64", "C5CAD1", "1257A0"
_FILLS = {
    "head": "E4ECF4",
    "row": "F2F3F4",
    "stated": "E2F3E8",
    "stated-absent": "FDF0CF",
    "silent": "ECEDEF",
}
_BOLD = {"head", "row", "title", "strong"}
_FAINT = {"not-mentioned", "silent", "quiet"}
_STATES = {"stated", "stated-absent", "not-mentioned", "silent"}
_BOXED = {"head", "row", "plain", "quiet", "link", "line", *_STATES}
_UNBROKEN = {"title", "line", "free"}
_LONGEST = 32_767  # characters of a cell
_LONGEST_TITLE = 31
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDEST, _NARROWEST = 60, 10
_LINE_HEIGHT, _TITLE, _TALLEST = 13.2, 24.0, 409.0  # points
_LETTERS = 1.06  # letters in the room of a digit; columns are measured in digits
_PAGE = 240  # characters side by side that can be read on a page


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its value, what it looks like, and the cell of the workbook that it leads to."""

    value: Value = None
    look: str = "plain"
    target: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet: its rows, the widths of its columns, and the first cell that is not frozen."""

    title: str
    rows: Sequence[Sequence[Box]]
    widths: Sequence[int]
    frozen: str = ""
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says of itself."""

    title: str
    description: str = ""
    version: str = field(default_factory=resources.version)
    made: date | None = None


def as_workbook(page: Page, width: int = 0) -> bytes:
    """A table as a workbook of one sheet; a column of things is two: label and short name."""
    del width
    title = page.table.question or say("compared.answer").in_(page.language)
    things = [any(isinstance(c, Iri) for c in page.table.column(n)) for n in page.table.columns]
    heads = zip(page.headings, things, strict=True)
    first = [Box(h, "head") for head, two in heads for h in _heads(head, page.language, two=two)]
    rows = [first]
    for row in page.table.rows:
        pairs = zip(row, things, strict=True)
        rows.append([box for cell, two in pairs for box in _boxes(cell, page, two=two)])
    leaf = Leaf(say("compared.answer").in_(page.language), rows, _widths(rows), "A2", filtered=True)
    told = f"{page.origin.typed if page.origin else title} {footing.carried(page.origin, title)}"
    made = page.origin.made if page.origin else None
    return book([leaf], Properties(title, told.strip(), made=made))


def book(leaves: Sequence[Leaf], about: Properties) -> bytes:
    """The bytes of an .xlsx file.

    Raises:
        UnreadableFileError: the package openpyxl is missing.
    """
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise UnreadableFileError("no-xlsx", "*.xlsx") from None
    made: Workbook = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    looks = _Looks()
    for leaf in leaves:
        _fill(made.create_sheet(sheet_title(leaf.title)), leaf, looks)
    made.properties.title = _text(about.title)
    made.properties.description = _text(about.description)
    made.properties.version = about.version
    made.properties.creator = f"naravard {about.version}"
    return _settled(made, about.made)


def address(leaf: str, row: int, column: int) -> str:
    """A cell of another sheet; rows and columns count from 1.

    >>> address("Belägg", 2, 28)
    "'Belägg'!AB2"
    """
    name, letters = sheet_title(leaf).replace("'", "''"), ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"'{name}'!{letters}{row}"


def sheet_title(title: str) -> str:
    """A name that a sheet may have."""
    return (re.sub(r"[\[\]:*?/\\']", " ", visible(title)).strip() or "naravard")[:_LONGEST_TITLE]


def _heads(head: str, language: str, *, two: bool) -> list[str]:
    return [head, say("compared.name", column=head).in_(language)] if two else [head]


def _boxes(cell: Cell, page: Page, *, two: bool) -> list[Box]:
    if two:
        short = names.short(cell) if isinstance(cell, Iri) else None
        label = page.labels.get(cell, short) if isinstance(cell, Iri) else _value(cell, page)
        return [Box(label), Box(short, "quiet")]
    return [Box(_value(cell, page))]


def _value(cell: Cell, page: Page) -> Value:
    match cell:
        case Decimal():
            return float(cell)
        case bool() | int() | date() | None:
            return cell
        case _:
            return shown(cell, page.labels, page.language)


def _widths(rows: Sequence[Sequence[Box]]) -> list[int]:
    """Room for the longest line of each column, within bounds."""
    longest = (
        max(columns(line) for box in column for line in str(box.value or "").split("\n"))
        for column in zip(*rows, strict=True)
    )
    return [max(_NARROWEST, min(_WIDEST, room + 3)) for room in longest]


def _fill(sheet: Worksheet, leaf: Leaf, looks: _Looks) -> None:
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(leaf.rows, 1):
        for at, box in enumerate(row, 1):
            _put(sheet.cell(number, at), box, looks)
        sheet.row_dimensions[number].height = _height(row, leaf.widths)
    for at, room in enumerate(leaf.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = room
    sheet.sheet_view.showGridLines = False
    if leaf.frozen:
        sheet.freeze_panes = leaf.frozen
        sheet.print_title_rows = "1:1"
        sheet.print_title_cols = None if leaf.frozen.startswith("A") else "A:A"
    if leaf.filtered and leaf.rows:
        sheet.auto_filter.ref = sheet.dimensions
    _fit(sheet, leaf)


def _height(row: Sequence[Box], widths: Sequence[int]) -> float:
    """Room for the cell with the most lines; not every program finds it out by itself."""
    if any(box.look == "title" for box in row):
        return _TITLE
    lines = (
        sum(
            map(
                _lines,
                str(box.value or "").split("\n"),
                repeat(int(room * _LETTERS) - 2 * box.depth),
            )
        )
        for box, room in zip(row, widths, strict=False)
        if box.look not in _UNBROKEN
    )
    return min(_LINE_HEIGHT * max(lines, default=1) + 3, _TALLEST)


def _lines(text: str, room: int) -> int:
    return len(wrap(text, max(room, 1))) or 1


def _fit(sheet: Worksheet, leaf: Leaf) -> None:
    """On paper: landscape, on as few pages side by side as can be read, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToWidth = -(-sum(leaf.widths) // _PAGE)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = "&A – &P / &N"  # type: ignore[union-attr]
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(square: Square | MergedCell, box: Box, looks: _Looks) -> None:
    value = _text(box.value) if isinstance(box.value, str) else box.value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        value = str(value)  # more digits than a spreadsheet keeps
    square.value = value
    if isinstance(value, str):
        square.data_type = "s"
        square.quotePrefix = value[:1] in tuple("=+-@")
    elif isinstance(value, date):
        square.number_format = "yyyy-mm-dd"
    looks.dress(square, box)
    if box.target:
        from openpyxl.worksheet.hyperlink import Hyperlink

        square.hyperlink = Hyperlink(ref=square.coordinate, location=box.target)


@dataclass
class _Looks:
    """The styles of cells, each made once: a workbook has thousands of cells and few looks."""

    made: dict[tuple[str, int, bool, str], Any] = field(default_factory=dict)

    def dress(self, square: Any, box: Box) -> None:
        """Give a cell its look."""
        key = (box.look, box.depth, bool(box.target), square.number_format)
        if key in self.made and not square.quotePrefix:
            square._style = copy(self.made[key])  # noqa: SLF001 -- ten times as fast
            return
        font, fill, border, alignment = self._look(*key[:3])
        square.font, square.fill, square.border, square.alignment = font, fill, border, alignment
        if not square.quotePrefix:
            self.made[key] = copy(square._style)  # noqa: SLF001

    def _look(self, look: str, depth: int, linked: bool) -> tuple[Font, Fill, Border, Alignment]:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        size = 16 if look == "title" else 10
        ink = _LINK if linked else _GREY if look in _FAINT else _INK
        font = Font(name=_FONT, size=size, bold=look in _BOLD, color=ink)
        font.u = "single" if linked else None
        fill = PatternFill("solid", start_color=_FILLS[look]) if look in _FILLS else PatternFill()
        side = Side("thin", color=_LINE)
        border = Border(bottom=side, right=side) if look in _BOXED else Border()
        placed = Alignment(
            wrap_text=look not in _UNBROKEN,
            vertical="top",
            horizontal="center" if linked else None,
            indent=depth,
        )
        return font, fill, border, placed


def _text(text: str) -> str:
    """Text as a cell can hold it; of a longer one is told how much is missing."""
    told = visible(text, keep="\n\t")
    if len(told) <= _LONGEST:
        return told
    kept = _LONGEST - 100
    return told[:kept] + say("compared.cut", count=len(told) - kept).en


def _settled(made: Workbook, day: date | None) -> bytes:
    """The workbook's bytes without the time at which they were written."""
    on = day or date(*_EPOCH[:3])
    made.properties.created = datetime(on.year, on.month, on.day)  # noqa: DTZ001 -- of no zone
    written, settled = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, _dated(source.read(name), on))
    return settled.getvalue()


def _dated(part: bytes, day: date) -> bytes:
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
