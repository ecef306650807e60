"""The report as JUnit XML, which Jenkins, GitLab and other servers show as tests.

A file is a suite, a finding a test. An error has failed; where the file could not be read it is
an error of the test itself; what was set aside is skipped. A warning or an info has passed, with
its words as output, since it fails no check by itself.

Sources:
    Jenkins, junit-10.xsd, https://github.com/jenkinsci/xunit-plugin
    GitLab, "Unit test reports", https://docs.gitlab.com/ci/testing/unit_test_reports/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from naravard_kg.render.reports import addresses, verdicts
from naravard_kg.reports import Finding, Report
from naravard_kg.visible import visible
from naravard_kg.words import say


def as_junit(found: Sequence[Report], language: str) -> str:
    """One document; the same report always gives the same, so no test has taken any time."""
    suites = [line for report in found for line in _suite(report, language)]
    totals: Counter[str] = Counter()
    for report in found:
        totals.update(_counts(report))
    counts = {name: totals[name] for name in ("tests", "failures", "errors")}
    head = _attributes(name="naravard check", **counts)
    opened = '<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{head}>"
    return "\n".join([*opened, *suites, "</testsuites>"])


def _suite(report: Report, language: str) -> Iterator[str]:
    head = _attributes(name=report.file, **_counts(report), time=0, file=report.file)
    told = "\n".join(verdicts.sentences(report, language))
    yield f"  <testsuite{head}>"
    yield from _cases(report, language)
    yield f"    <system-out>{_content(told)}</system-out>"
    yield "  </testsuite>"


def _counts(report: Report) -> dict[str, int]:
    kinds = Counter(kind for kind, _ in _by_outcome(report))
    return {
        "tests": max(kinds.total(), 1),
        "failures": kinds["failure"],
        "errors": kinds["error"],
        "skipped": len(report.waived) + len(report.known),
    }


def _cases(report: Report, language: str) -> Iterator[str]:
    names: Counter[str] = Counter()
    for outcome, finding in _by_outcome(report):
        name = f"{finding.rule} {addresses.spot(finding.file, finding.place)}".strip()
        names[name] += 1
        numbered = f"{name} #{names[name]}" if names[name] > 1 else name
        yield _case(report.file, numbered, _outcome(outcome, finding, language))
    if not names:
        name = say(f"report.verdict.{verdicts.state(report)}").in_(language)
        yield _case(report.file, name, "")


def _by_outcome(report: Report) -> Iterator[tuple[str, Finding]]:
    failed = "error" if report.unreadable else "failure"
    for finding in report.findings:
        yield failed if finding.severity == "error" else "system-out", finding
    yield from (("report.accepted", finding) for finding in report.waived)
    yield from (("report.expected", finding) for finding in report.known)


def _case(file: str, name: str, inside: str) -> str:
    head = _attributes(classname=file, name=name, time=0)
    return f"    <testcase{head}>{inside}</testcase>" if inside else f"    <testcase{head}/>"


def _outcome(kind: str, finding: Finding, language: str) -> str:
    told = _told(finding, language)
    if kind == "system-out":
        return f"<system-out>{_content(told)}</system-out>"
    if kind in ("failure", "error"):
        head = _attributes(type=finding.rule, message=finding.message.in_(language))
        return f"<{kind}{head}>{_content(told)}</{kind}>"
    return f"<skipped{_attributes(message=say(kind).in_(language))}>{_content(told)}</skipped>"


def _told(finding: Finding, language: str) -> str:
    grave = say(f"severity.{finding.severity}").in_(language)
    do = say("report.do").in_(language)
    header = f"{addresses.address(finding)}: {grave} {finding.rule}"
    remedy = f"= {do}: {finding.remedy.in_(language)}"
    return "\n".join((header, finding.message.in_(language), remedy))


def _attributes(**values: object) -> str:
    """Attributes in their order; what no XML may hold is told by its number."""
    cells = {key: quoteattr(visible(str(value), keep="\n\t")) for key, value in values.items()}
    return "".join(f" {key}={cell}" for key, cell in cells.items())


def _content(text: str) -> str:
    return escape(visible(text, keep="\n\t"))
