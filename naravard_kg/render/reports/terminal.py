"""The report for a terminal: each finding with its line, carets below it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from naravard_kg.render.ink import painted
from naravard_kg.render.reports import addresses, verdicts
from naravard_kg.render.reports.quotes import mended, quoted
from naravard_kg.reports import Finding, Related, Report
from naravard_kg.visible import visible, wrapped
from naravard_kg.words import say

_INDENT, _HANGING = "  ", "    "
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the text is written on: its language, its columns, its colours, and the file's lines."""

    language: str
    width: int
    colour: bool
    lines: Mapping[int, str]

    def said(self, key: str) -> str:
        """An entry of the catalogue in the reader's language."""
        return say(key).in_(self.language)

    def room(self, taken: int) -> int:
        """The columns that are left beside *taken*."""
        return max(self.width - taken, _NARROWEST)


def text(found: Sequence[Report], language: str, *, width: int = 100, colour: bool = False) -> str:
    """Each finding with its place, the line itself with carets, and the remedy; then the verdict.

    Prose wraps to *width*; the address of a finding never does, so that an editor can open it.
    """
    lines = [
        line
        for report in found
        for line in _report(report, _Sheet(language, width, colour, report.quotes))
    ]
    if len(found) != 1:
        apart = [""] if lines and lines[-1] else []
        lines += [*apart, wrapped(verdicts.total(found, language), width)]
    return "\n".join(lines).rstrip("\n")


def _report(report: Report, sheet: _Sheet) -> Iterator[str]:
    for finding in report.findings:
        yield from (*_block(finding, sheet), "")
    yield wrapped(verdicts.verdict(report, sheet.language), sheet.width, rest=_INDENT)
    for remark in verdicts.remarks(report, sheet.language):
        yield wrapped(remark, sheet.width, _INDENT, _INDENT)
    if report.findings:
        yield ""


def _block(finding: Finding, sheet: _Sheet) -> Iterator[str]:
    yield _header(finding, sheet)
    yield wrapped(finding.message.in_(sheet.language), sheet.width, _INDENT, _INDENT)
    yield from _quote(finding, sheet)
    yield _note("report.do", finding.remedy.in_(sheet.language), sheet)
    yield from _suggestion(finding, sheet)
    for related in finding.related:
        yield _note("report.related", _related(related, sheet.language), sheet)


def _header(finding: Finding, sheet: _Sheet) -> str:
    grave = painted(
        sheet.said(f"severity.{finding.severity}"), finding.severity, colour=sheet.colour
    )
    rule = painted(visible(finding.rule), "rule", colour=sheet.colour)
    return f"{visible(addresses.address(finding))}: {grave} {rule}"


def _quote(finding: Finding, sheet: _Sheet) -> Iterator[str]:
    margin = " " * len(str(finding.line))
    quote = quoted(finding.place, sheet.lines, sheet.room(len(margin) + 5))
    if quote is None:
        return
    carets = quote.carets.lstrip()
    indent = quote.carets[: -len(carets)]
    yield f"  {margin} |"
    yield f"  {quote.number} | {quote.line}".rstrip()
    yield f"  {margin} | {indent}{painted(carets, finding.severity, colour=sheet.colour)}"


def _suggestion(finding: Finding, sheet: _Sheet) -> Iterator[str]:
    if finding.fix is None:
        return
    head = f"{_INDENT}= {sheet.said('report.fix')}: "
    first, *rest = mended(finding.fix, sheet.lines, sheet.room(len(head)))
    yield f"{head}{first}".rstrip() if not rest else head.rstrip()
    yield from (f"{_HANGING}{row}".rstrip() for row in ([first, *rest] if rest else ()))


def _related(related: Related, language: str) -> str:
    place, message = addresses.elsewhere(related), related.message.in_(language)
    return f"{place}: {message}" if place and message else place or message


def _note(key: str, told: str, sheet: _Sheet) -> str:
    return wrapped(f"= {sheet.said(key)}: {told}", sheet.width, _INDENT, _HANGING)
