"""The table as a workbook: what a spreadsheet program opens, links, and never runs."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.compare.stances import MATCHES, STATES, Comparison
from naravard_kg.errors import UnreadableFileError
from naravard_kg.render import compared
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES, say

from .samples import comparisons, few, full, hostile

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


def made(found: Comparison, language: str = "sv") -> bytes:
    """The bytes."""
    content = compared.FORMATS["xlsx"](found, language, 100)
    assert isinstance(content, bytes)
    return content


def opened(found: Comparison, language: str = "sv") -> Any:
    """The workbook, read back."""
    return openpyxl.load_workbook(io.BytesIO(made(found, language)))


def words(sheet: Any) -> str:
    """All text of a sheet."""
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


@SPOKEN
def test_it_has_the_table_the_evidence_and_what_it_is(language: str) -> None:
    """Whoever gets the file by mail has all that the sender had."""
    book = opened(full(), language)
    names = [say(f"compared.{key}").in_(language) for key in ("sheet", "evidence", "about")]

    assert book.sheetnames == names
    described = str(book.properties.description)
    assert described.startswith("naravard compare a b --only 'missing-in a' naravard-origin:")
    assert book.properties.version == "9.9.9"
    assert book.properties.created == datetime(2026, 1, 2)  # noqa: DTZ001 -- as the file has it
    assert "naravard 9.9.9, data 2025-12-31" in words(book.worksheets[2])


@SPOKEN
def test_every_state_and_match_is_told_in_words(language: str) -> None:
    """A fill is lost on who prints it grey, and on a screen reader."""
    book = opened(full(), language)
    matrix, evidence, about = map(words, book.worksheets)

    for state in STATES[1:]:
        assert say(f"compare.state.{state}").in_(language) in matrix + evidence
    for match in MATCHES:
        assert say(f"compare.match.{match}").in_(language) in evidence
        assert match == "itself" or say(f"compare.match.{match}").in_(language) in matrix
        assert say(f"compared.meaning.{match}").in_(language) in about
    for key in ("national", "unsure", "unsaid", "unmatched"):
        assert say(f"compare.{key}").in_(language) in matrix.lower()


def test_every_cell_leads_to_its_evidence_and_every_line_back() -> None:
    """Two sheets without a way between them are two tables."""
    book = opened(full())
    matrix, evidence = book.worksheets[:2]
    links = 0

    for row in matrix.iter_rows(min_row=2):
        for cell in row[1:]:
            if cell.hyperlink:
                links += 1
                name, _, address = cell.hyperlink.location.rpartition("!")
                assert book[name.strip("'")] is evidence
                first = evidence[address]
                lines = evidence.iter_rows(min_row=first.row, max_row=first.row + cell.value - 1)
                backs = {line[0].hyperlink.location for line in lines}
                assert backs == {
                    f"'{matrix.title}'!{matrix.cell(cell.row, cell.column - 1).coordinate}"
                }
    filled = sum(bool(s.entries) for row in full().rows for s in row.stances)
    assert links == filled


def test_links_are_on_numbers_alone() -> None:
    """LibreOffice makes one line that does not wrap of a text that is a link."""
    for sheet in opened(full()).worksheets:
        for row in sheet.iter_rows():
            assert all(isinstance(c.value, int) for c in row if c.hyperlink)


def test_it_is_laid_out_for_screen_and_paper() -> None:
    """Headings that scroll away leave a field of words without owners."""
    matrix, evidence, _ = opened(full()).worksheets

    assert (matrix.freeze_panes, evidence.freeze_panes) == ("B2", "A2")
    assert evidence.auto_filter.ref == evidence.dimensions
    for sheet in (matrix, evidence):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    assert matrix["B2"].alignment.wrap_text
    fills = {
        matrix.cell(row, column).fill.start_color.rgb for row, column in ((2, 2), (2, 4), (2, 6))
    }
    assert len(fills) == 3


@few
@given(comparisons(hostile), st.sampled_from(LANGUAGES))
def test_nothing_in_a_cell_is_run(found: Comparison, language: str) -> None:
    """A label that begins with = came from a file of somebody's."""
    for sheet in opened(found, language).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


@few
@given(comparisons(hostile))
def test_every_thing_has_its_line_of_evidence(found: Comparison) -> None:
    """What the crowded cell leaves out stands there."""
    text = words(opened(found).worksheets[1])
    known = found.graph.known if found.graph else {}  # type: ignore[attr-defined]

    for entry in (e for row in found.rows for s in row.stances for e in s.entries):
        label = visible(known[entry.thing][0], keep="\n\r\t")
        assert " ".join(label.split()) in text


def test_the_same_comparison_is_the_same_file() -> None:
    """Else every run is a change, and nobody can check a published file."""
    first = made(full())

    assert first == made(full())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_missing_package_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback of an import helps nobody who only wanted a table."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(UnreadableFileError, match="pip install"):
        made(full())
