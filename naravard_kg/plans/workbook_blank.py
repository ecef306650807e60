"""The workbook that ``naravard new workbook`` writes: a sheet a class, ready to fill in.

All cells are text, so that no spreadsheet program turns ``2026/2028`` or ``3-5`` into something
else. The same ontology and rules give the same bytes on every run.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans.schema_fields import Field, Form, chosen_forms
from naravard_kg.plans.schema_terms import Wording, wording
from naravard_kg.plans.sheets import COMMENT, letters
from naravard_kg.tables import Answers
from naravard_kg.words import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 -- spreadsheet programs know no time zones
_LAST_ROW = 5000
_LONGEST_NAME = 31
_YES_NO = ("ja", "nej"), ("yes", "no")
_HEAD, _HEAD_MUST, _RULE, _INK, _FONT = "E4ECF4", "B8CFE5", "7F9DB9", "1F2933", "Calibri"
_LINE = 105
_WIDE, _MIDDLE, _NARROW = 44, 26, 14
_SHORT = {"date", "gYear", "integer", "decimal", "boolean"}
_NAMED = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX nv:   <https://w3id.org/naravard/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name (COUNT(DISTINCT ?bearer) AS ?bearers) WHERE {
  ?thing KIND ; rdfs:label ?name .
  ?bearer rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title ?name .
  FILTER(LANG(?name) = "LANGUAGE")
}
GROUP BY ?thing ?name
ORDER BY ?thing ?name
"""
_COUNTY = """a <http://data.europa.eu/m8g/AdminUnit> ; skos:notation ?code .
  FILTER(STRLEN(STR(?code)) = 2)
  ?thing a ?any"""
_REGION = "a nv:Region"
_OF_PLACES, _OF_REGIONS = "dcterms:spatial", ("nv:hasPrincipal", "nv:hasParty")


def blank(graph: Answers, language: str) -> bytes:
    """An empty workbook in *language*, as the bytes of an .xlsx file.

    Raises:
        UnreadableFileError: the package openpyxl is missing.
    """
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise UnreadableFileError("no-xlsx", "plan.xlsx") from None
    book = openpyxl.Workbook()
    terms = wording(graph)
    forms = chosen_forms(terms, language)
    _introduce(book, forms, language)
    lists = _Lists(graph, terms, language)
    for form in forms:
        _add_sheet(book, form, lists)
    lists.write(book)
    return _settled(book)


def title(form: Form) -> str:
    """The name of the sheet of a form."""
    return (form.name[:1].upper() + form.name[1:])[:_LONGEST_NAME]


@dataclass
class _Lists:
    """What may be chosen in a column; all of it stands on one hidden sheet."""

    graph: Answers
    wording: Wording
    language: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def name_for(self, column: Field) -> str:
        """The name of the list for a column; empty where it holds anything."""
        name, values = self._offered(column)
        if values:
            self.values.setdefault(name, values)
        return name if values else ""

    def _offered(self, column: Field) -> tuple[str, list[str]]:
        if column.scheme is not None:
            name = column.scheme.rpartition("/")[2].replace("-", "_")
            return f"list_{name}", self.wording.values(column.scheme)
        prop = names.short(column.prop) if column.prop else ""
        if prop == _OF_PLACES:
            return "list_places", self._named(_COUNTY, self.language)
        if prop in _OF_REGIONS:
            return "list_regions", self._named(_REGION, "sv")
        if column.kinds == ("boolean",):
            return "list_yes_no", list(_YES_NO[self.language == "en"])
        return "", []

    def _named(self, kind: str, language: str) -> list[str]:
        """Things of a kind by name; by short name where the name is that of another thing too."""
        query = _NAMED.replace("KIND", kind).replace("LANGUAGE", language)
        rows = self.graph.select(query).rows
        return [str(n) if int(str(many)) == 1 else names.short(str(t)) for t, n, many in rows]

    def write(self, book: Workbook) -> None:
        """Write the lists, a column each, and name each column."""
        from openpyxl.workbook.defined_name import DefinedName

        sheet = book.create_sheet(f"{COMMENT} {say('workbook.lists').in_(self.language)}")
        sheet.sheet_state = "hidden"
        for column, (name, values) in enumerate(self.values.items(), 1):
            for row, value in enumerate([name, *values], 1):
                sheet.cell(row, column, value).number_format = "@"
            span = f"${letters(column)}$2:${letters(column)}${len(values) + 1}"
            book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{span}")


def _introduce(book: Workbook, forms: list[Form], language: str) -> None:
    """The first sheet: how the workbook is filled in, and what its sheets are for."""
    from openpyxl.styles import Alignment, Font

    sheet: Worksheet = book.worksheets[0]
    sheet.title = f"{COMMENT} {say('workbook.read-me').in_(language)}"
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 92
    wrapped = Alignment(wrap_text=True, vertical="top")
    sheet.append([say("workbook.title").in_(language)])
    sheet["A1"].font = Font(name=_FONT, bold=True, size=16)
    sheet.append([])
    for line in say("workbook.how").in_(language).split("\n"):
        sheet.append(list(line.split(" | ", 1)))
    sheet.append([])
    sheet.append([say("workbook.sheet").in_(language), say("workbook.holds").in_(language)])
    heading = sheet.max_row
    for form in forms:
        sheet.append([title(form), form.definition.in_(language)])
    for number, row in enumerate(sheet.iter_rows(min_row=3), 3):
        longest = max(len(str(cell.value or "")) for cell in row)
        sheet.row_dimensions[number].height = 16 * (1 + longest // _LINE)
        for cell in row:
            cell.alignment = wrapped
            cell.font = _font(must=cell.column == 1 or cell.row == heading)
    _fit_page(sheet)


def _add_sheet(book: Workbook, form: Form, lists: _Lists) -> None:
    sheet = book.create_sheet(title(form))
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 34
    for number, column in enumerate(form.fields, 1):
        _add_column(sheet, number, column, lists)
    _fit_page(sheet)


def _add_column(sheet: Worksheet, number: int, column: Field, lists: _Lists) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    must = column.demand.grave > 0
    cell = sheet.cell(1, number, column.key)
    cell.number_format = "@"
    cell.font = _font(must=column.rank == 1)
    cell.fill = PatternFill("solid", start_color=_HEAD_MUST if must else _HEAD)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(bottom=Side("medium", color=_RULE))
    cell.comment = _comment(column, lists.language)
    dimension = sheet.column_dimensions[letters(number)]
    dimension.number_format = "@"
    dimension.width = _width(column)
    if name := lists.name_for(column):
        _offer(sheet, number, name, lists.language)


def _font(*, must: bool) -> Font:
    from openpyxl.styles import Font

    return Font(name=_FONT, size=11, bold=must, color=_INK)


def _width(column: Field) -> int:
    """Room for words, for the names of other things, or for a date or a number."""
    least = _WIDE if column.is_words else _NARROW if _SHORT & set(column.kinds) else _MIDDLE
    return max(least, len(column.key) + 4)


def _comment(column: Field, language: str) -> Comment:
    from openpyxl.comments import Comment

    said = column.definition.in_(language)
    demanded = column.demand.message.in_(language)
    text = "\n\n".join(part for part in (said, demanded) if part) or column.key
    return Comment(text, "naravard", height=40 + 18 * (len(text) // 38 + 1), width=300)


def _offer(sheet: Worksheet, number: int, name: str, language: str) -> None:
    """A list to choose from; what is not in it is warned of and may stand, as "a; b" must."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation("list", formula1=name, allow_blank=True, errorStyle="warning")
    offered.errorTitle = say("workbook.not-listed").in_(language)
    offered.error = say("workbook.not-listed.text").in_(language)
    offered.add(f"{letters(number)}2:{letters(number)}{_LAST_ROW}")
    sheet.add_data_validation(offered)


def _fit_page(sheet: Worksheet) -> None:
    """On paper: landscape, as wide as a page, the headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.freeze_panes:
        sheet.print_title_rows = "1:1"


def _settled(book: Workbook) -> bytes:
    """The workbook's bytes without the time at which they were made."""
    book.properties.creator = "naravard"
    book.properties.created = _MADE
    written, settled = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, _undated(source.read(name)))
    return settled.getvalue()


def _undated(part: bytes) -> bytes:
    stamp = _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
