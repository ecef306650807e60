"""The report as CSV: a cell stays a cell, and none is a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from naravard_kg import Report
from naravard_kg.render import reports
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES

from .samples import full, report, several

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


@SPOKEN
def test_csv_reads_back(language: str) -> None:
    """Commas, quotes and line ends stand in messages; a cell must stay a cell."""
    found = report("error", "warning", "info")
    rows = list(csv.DictReader(io.StringIO(reports.FORMATS["csv"]([found], language))))

    assert [row["severity"] for row in rows] == ["error", "warning", "info"]
    for row, one in zip(rows, found.findings, strict=True):
        assert row["message"] == one.message.in_(language)
        assert row["remedy"] == one.remedy.in_(language)
        assert (row["file"], row["line"]) == (one.file, str(one.line))


def test_csv_has_a_column_for_all_that_a_finding_has() -> None:
    """Whoever sorts and counts in a spreadsheet needs the thing, the property, the cell."""
    rows = list(csv.DictReader(io.StringIO(reports.FORMATS["csv"](full(), "sv"))))

    assert [rows[1][key] for key in ("focus", "path", "value")] == [
        "uppdrag/a", "nv:awaits", "uppdrag/b"
    ]  # fmt: skip
    assert rows[2]["at"] == "Uppdrag!C7"
    assert all(re.fullmatch("[0-9a-f]{16}", row["fingerprint"]) for row in rows)


@given(several)
def test_no_cell_of_csv_is_a_formula(found: list[Report]) -> None:
    """A spreadsheet runs what begins with a sign; an apostrophe makes it text."""
    told = reports.FORMATS["csv"](found, "sv")
    header, *rows = csv.reader(io.StringIO(told, newline=""))
    every = [one for each in found for one in each.findings]

    assert len(rows) == len(every)
    assert {len(row) for row in rows} <= {len(header)}
    for row, one in zip(rows, every, strict=True):
        assert not any(re.match(r"[=+@\t\r]|-.", cell) for cell in row if not _number(cell))
        assert row[header.index("message")].removeprefix("'") == visible(
            one.message.sv, keep="\n\t"
        ).removeprefix("'")


def _number(cell: str) -> bool:
    return re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell) is not None
