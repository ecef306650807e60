"""The report as CSV, one line a finding, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from naravard_kg.reports import Finding, Report, shown
from naravard_kg.visible import visible

COLUMNS = (
    "file", "line", "column", "end_line", "end_column", "at", "severity", "rule", "message",
    "remedy", "focus", "path", "value", "fingerprint",
)  # fmt: skip
# OWASP's list of what makes a spreadsheet take a cell for a formula, full-width signs included.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"-|[+-]?\d+(?:[.,]\d+)?")  # standard input; a number


def comma_separated(found: Sequence[Report], language: str) -> str:
    """CSV after RFC 4180, with lines that end in a line feed.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which shows
    it as text; numbers and a dash alone are left as they are. Whoever needs the very
    characters of a value takes the JSON.

    Source:
        OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
    """
    rows = [_row(finding, language) for report in found for finding in report.findings]
    return "\n".join(_line(row) for row in (list(COLUMNS), *rows))


def _row(finding: Finding, language: str) -> list[str]:
    place = finding.place
    numbers = place.line, place.column, place.end_line, place.end_column
    said = finding.message.in_(language), finding.remedy.in_(language)
    about = shown(finding.focus), shown(finding.path), shown(finding.value)
    told = place.at, finding.severity, finding.rule, *said, *about, finding.fingerprint
    return [guarded(cell) for cell in (finding.file, *map(str, numbers), *told)]


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("-5"), guarded("vård")
    ("'=1+1", '-5', 'vård')
    """
    risky = _FORMULA.match(cell) and not _HARMLESS.fullmatch(cell)
    return visible(f"'{cell}" if risky else cell, keep="\t\n")


def _line(parts: list[str]) -> str:
    """One line; the writer quotes both kinds of line end only where it writes both."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(parts)
    return buffer.getvalue().removesuffix("\r\n")
