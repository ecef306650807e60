"""A workbook (.xlsx, .xlsm) as sheets whose cells keep the text that is shown.

Formulas count by the value they had when the file was last saved; macros are not looked at.
Hidden sheets, rows and columns are read like all others, for what is hidden is not gone. A cell
merged over several rows counts for each of them that holds something.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.plans.sheets import Row, Sheet, address
from naravard_kg.plans.tree import Scalar
from naravard_kg.plans.workbook_cells import shown
from naravard_kg.plans.workbook_guard import refuse_traps

if TYPE_CHECKING:
    from openpyxl import Workbook

ENDINGS = (".xlsx", ".xlsm")
REFUSED = {
    **dict.fromkeys((".xls", ".xlt"), "workbook-old"),
    **dict.fromkeys((".ods", ".fods", ".xlsb", ".numbers"), "workbook-other"),
}
MAX_CELLS = 2_000_000
_MAX_ROWS = 1_048_576
_MAX_WIDTHS = 20_000_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]+)([0-9]+):[A-Z]+([0-9]+)"')
_ERROR, _FORMULA_TYPE = "e", "f"


def read(raw: bytes, path: str) -> list[Sheet]:
    """The sheets of the workbook *raw*, in their order.

    Raises:
        UnreadableFileError: no workbook, a broken one, one too large, one that may do harm, or
            the package openpyxl is missing.
    """
    try:
        refuse_traps(raw, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out: pictures, extensions
            return _Reader(raw, path).sheets()
    except UnreadableFileError:
        raise
    except ModuleNotFoundError:
        raise UnreadableFileError("no-xlsx", path) from None
    except Exception as error:  # noqa: BLE001 -- zipfile and openpyxl raise whatever they meet
        told = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableFileError("workbook-broken", path, detail=told) from None


@dataclass
class _Reader:
    """One reading of a workbook, with a count of the cells so far."""

    raw: bytes
    path: str
    cells: int = 0
    widths: int = 0
    _written: Workbook | None = field(default=None)

    def sheets(self) -> list[Sheet]:
        """Every sheet that holds cells."""
        with zipfile.ZipFile(io.BytesIO(self.raw)) as archive:
            return [self._sheet(sheet, archive) for sheet in self._opened(values=True).worksheets]

    def _opened(self, *, values: bool) -> Workbook:
        """The workbook with the values its formulas had, or with the formulas themselves."""
        import openpyxl

        stream = io.BytesIO(self.raw)
        return openpyxl.load_workbook(stream, read_only=True, data_only=values, keep_links=False)

    def _sheet(self, sheet: Any, archive: zipfile.ZipFile) -> Sheet:
        name = str(sheet.title)
        markup = archive.read(getattr(sheet, "_worksheet_path", ""))
        rows: dict[int, dict[int, Scalar]] = {}
        faults = list(self._without_value(name)) if _FORMULA.search(markup) else []
        for cell in self._held(sheet):
            if cell.data_type == _ERROR:
                faults.append(_scalar(name, cell, str(cell.value)))
            elif text := shown(cell.value, str(cell.number_format)):
                rows.setdefault(cell.row, {})[cell.column] = _scalar(name, cell, text)
        self._fill(rows, markup)
        return Sheet(name, tuple(_row(name, n, rows[n]) for n in sorted(rows)), tuple(faults))

    def _held(self, sheet: Any) -> Iterator[Any]:
        """The cells of a sheet that hold something, whatever size it says that it has."""
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            held = [cell for cell in row if cell.value is not None]
            self._count(len(held), len(row), number)
            yield from held

    def _count(self, cells: int, width: int, rows: int) -> None:
        self.cells += cells
        self.widths += width
        if self.cells > MAX_CELLS or self.widths > _MAX_WIDTHS or rows > _MAX_ROWS:
            detail = f"{MAX_CELLS:,}".replace(",", " ")
            raise UnreadableFileError("workbook-cells", self.path, detail=detail)

    def _without_value(self, name: str) -> Iterator[Scalar]:
        """The formulas of a sheet that were never worked out, so that they show nothing."""
        self._written = self._written or self._opened(values=False)
        values = {(c.row, c.column) for c in self._held(self._opened(values=True)[name])}
        for cell in self._held(self._written[name]):
            if cell.data_type == _FORMULA_TYPE and (cell.row, cell.column) not in values:
                text = str(getattr(cell.value, "text", cell.value))
                yield _scalar(name, cell, text)

    def _fill(self, rows: dict[int, dict[int, Scalar]], markup: bytes) -> None:
        """Give each row that a merged cell covers what the merged cell holds."""
        for letters, *numbers in _MERGED.findall(markup):
            first, last = map(int, numbers)
            column = _column(letters.decode())
            cell = rows.get(first, {}).get(column)
            covered = range(first + 1, min(last, max(rows, default=0)) + 1) if cell else ()
            self._count(len(covered), 0, 0)
            for number in covered:
                if cell and number in rows:
                    rows[number].setdefault(column, cell)


def _scalar(sheet: str, cell: Any, text: str) -> Scalar:
    row, column = cell.row, cell.column
    return Scalar(text, Place(row, column, row, column + 1, address(sheet, row, column)))


def _row(sheet: str, number: int, cells: dict[int, Scalar]) -> Row:
    # Two columns more than the last cell, so that no cell has the place of its row.
    at = address(sheet, number, min(cells))
    return Row(dict(sorted(cells.items())), Place(number, 1, number, max(cells) + 2, at))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
