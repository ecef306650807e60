"""The report as Markdown, for a comment on a pull request or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_kg.render.reports import addresses, verdicts
from naravard_kg.render.reports.markup import code, plain
from naravard_kg.render.reports.quotes import mended
from naravard_kg.reports import Finding, Report
from naravard_kg.words import say

_LONGEST = 200  # columns of a suggestion
_HEADS = ("place", "severity", "rule", "message", "remedy")


def markdown(found: Sequence[Report], language: str) -> str:
    """The total, and for each file its verdict, a table of its findings, what was looked at."""
    files = "\n\n".join("\n\n".join(_file(report, language)) for report in found)
    if len(found) == 1:
        return files
    return "\n\n".join(filter(None, (f"**{plain(verdicts.total(found, language))}**", files)))


def _file(report: Report, language: str) -> Iterator[str]:
    verdict = say(f"report.verdict.{verdicts.state(report)}").in_(language)
    yield f"### {plain(f'{report.file}: {verdict}')}"
    yield plain(say("report.counts", **verdicts.numbers(report.counts)).in_(language))
    if report.findings:
        yield "\n".join(_table(report, language))
    if not report.unreadable:
        yield "\n".join(_coverage(report, language))


def _table(report: Report, language: str) -> Iterator[str]:
    heads = [say(f"report.{head}").in_(language) for head in _HEADS]
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for finding in report.findings:
        yield _row(_cells(finding, report, language))


def _cells(finding: Finding, report: Report, language: str) -> list[str]:
    grave = say(f"severity.{finding.severity}").in_(language)
    return [
        plain(addresses.spot(finding.file, finding.place)),
        f"**{grave}**" if finding.severity == "error" else grave,
        code(finding.rule),
        plain(finding.message.in_(language)),
        "<br>".join(_remedies(finding, report, language)),
    ]


def _remedies(finding: Finding, report: Report, language: str) -> Iterator[str]:
    yield plain(finding.remedy.in_(language))
    if finding.fix is not None:
        rows = "\n".join(mended(finding.fix, report.quotes, _LONGEST))
        yield f"{say('report.fix').in_(language).capitalize()}: {code(rows)}"
    for related in finding.related:
        place, said = addresses.elsewhere(related), related.message.in_(language)
        yield plain(f"{say('report.related').in_(language).capitalize()}: {place}: {said}")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _coverage(report: Report, language: str) -> Iterator[str]:
    """What was looked at, folded away."""
    yield f"<details><summary>{say('report.looked').in_(language)}</summary>"
    yield ""
    for key, told in verdicts.looked(report, language):
        yield f"- {say(f'report.looked.{key}').in_(language)}: {plain(told)}"
    yield ""
    yield "</details>"
