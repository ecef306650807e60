"""The reports of a check, for a terminal and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from naravard_kg import names
from naravard_kg.reports import Finding, Report
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import say


def text(found: Sequence[Report], language: str) -> str:
    """Each finding with its place, the line itself with a caret, and the remedy."""
    return "\n".join(_text(report, language) for report in found)


def as_object(found: Sequence[Report], language: str = "") -> str:
    """One JSON object, which holds the reports of several files; messages in both languages."""
    del language
    reports = [_report(report) for report in found]
    answer = reports[0] if len(reports) == 1 else {"reports": reports}
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def comma_separated(found: Sequence[Report], language: str) -> str:
    """CSV, one line a finding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["file", "line", "column", "severity", "rule", "message", "remedy"])
    for f in (finding for report in found for finding in report.findings):
        said = f.message.in_(language), f.remedy.in_(language)
        writer.writerow([f.file, f.line, f.column, f.severity, f.rule, *said])
    return buffer.getvalue().removesuffix("\n")


def markdown(found: Sequence[Report], language: str) -> str:
    """A table for a pull request, and the verdict on each file."""
    return "\n\n".join(_markdown(report, language) for report in found)


FORMATS: dict[str, Callable[[Sequence[Report], str], str]] = {
    "text": text,
    "csv": comma_separated,
    "json": as_object,
    "md": markdown,
}


def _text(report: Report, language: str) -> str:
    blocks = [_block(finding, report.quotes, language) for finding in report.findings]
    return "\n".join([*blocks, _verdict(report, language)])


def _markdown(report: Report, language: str) -> str:
    heads = ("file", "severity", "rule", "message", "remedy")
    titles = [say(f"report.{head}").in_(language) for head in heads]
    rows = [titles, ["---"] * len(titles)]
    for f in report.findings:
        grave = say(f"severity.{f.severity}").in_(language)
        said = f.message.in_(language), f.remedy.in_(language)
        rows.append([f"{f.file}:{f.line}", grave, f"`{f.rule}`", *said])
    safe = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in safe) if report.findings else ""
    return "\n\n".join(part for part in (table, _verdict(report, language)) if part)


def _block(finding: Finding, quotes: Mapping[int, str], language: str) -> str:
    grave = say(f"severity.{finding.severity}").in_(language)
    place = f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file
    parts = [f"{place}: {grave} {finding.rule}", f"  {finding.message.in_(language)}"]
    if finding.line in quotes:
        parts += _quoted(finding, quotes[finding.line])
    remedy = finding.remedy.in_(language)
    return "\n".join([*parts, f"  = {say('report.remedy').in_(language)}: {remedy}", ""])


def _quoted(finding: Finding, line: str) -> list[str]:
    """The line with a caret below what is meant; only its first stretch where it is long."""
    place = finding.place
    number = str(finding.line)
    margin = " " * len(number)
    start = max(finding.column - 1, 0)
    same = place.end_line == place.line and place.end_column > place.column
    length = place.end_column - place.column if same else max(len(line) - start, 1)
    return [
        f"  {margin} |",
        f"  {number} | {line}",
        f"  {margin} | {' ' * start}{'^' * max(1, length)}",
    ]


def _verdict(report: Report, language: str) -> str:
    counts = report.counts
    key = "report.conforms" if report.conforms else "report.fails"
    facts = {**_coverage(report), **{f"{name}s": n for name, n in counts.items()}}
    verdict = say(key, file=report.file, **facts).in_(language)
    waived = say("report.waived", count=len(report.waived)).in_(language)
    return f"{verdict} {waived}" if report.waived else verdict


def _report(report: Report) -> dict[str, object]:
    return {
        "conforms": report.conforms,
        "counts": report.counts,
        "coverage": _coverage(report),
        "file": report.file,
        "findings": [_record(finding) for finding in report.findings],
        "waived": [_record(finding) for finding in report.waived],
    }


def _coverage(report: Report) -> dict[str, int]:
    told = report.coverage
    return {"statements": told.statements, "things": told.things, "checked": told.checked}


def _record(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": {"sv": finding.message.sv, "en": finding.message.en},
        "remedy": {"sv": finding.remedy.sv, "en": finding.remedy.en},
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.place.end_line,
        "end_column": finding.place.end_column,
        "focus": _name(finding.focus),
        "path": _name(finding.path),
        "value": _name(finding.value),
    }


def _name(cell: Cell) -> str | None:
    """A thing by its short name; a blank node has none that holds from one run to the next."""
    if cell is None or (isinstance(cell, Iri) and cell.startswith("_:")):
        return None
    return names.short(cell) if isinstance(cell, Iri) else str(cell)
