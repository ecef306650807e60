"""The report as one page for a browser: no scripts, nothing fetched, light and dark, for print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from naravard_kg.render.pages import Sheet, framed
from naravard_kg.render.reports import addresses, verdicts
from naravard_kg.render.reports.descriptors import Descriptor, described
from naravard_kg.render.reports.entry import badge, brief, entry, icon, safe
from naravard_kg.reports import Finding, Report, shown
from naravard_kg.rules import SEVERITIES
from naravard_kg.words import preferred_language, say

_COLUMNS = ("report.severity", "report.place", "report.rule", "report.message", "report.do")


def as_page(found: Sequence[Report], language: str) -> str:
    """The verdict, a filter by severity, each file with its findings, and the rules they break.

    What comes from files is text and nothing else, and the page's own policy forbids whatever
    might slip through: only the style it came with is used, nothing is run or fetched.
    """
    told = say("report.page").in_(language)
    title = f"{_heading(found, language)} – {told}"
    sheet = Sheet(
        title, _main(found, language), told, _part("page.css"), symbols=_part("icons.svg")
    )
    return framed(sheet, language)


def fragment(found: Report) -> str:
    """The verdict and the findings as a table, for a notebook."""
    language = preferred_language()
    heads = "".join(f"<th>{safe(say(key).in_(language).capitalize())}</th>" for key in _COLUMNS)
    rows = (_brief_row(finding, language) for finding in found.findings)
    table = [f"<table><thead><tr>{heads}</tr></thead><tbody>", *rows, "</tbody></table>"]
    verdict = f"<b>{safe(found.file)}</b>: {safe(_heading([found], language))}"
    counts = say("report.counts", **verdicts.numbers(found.counts)).in_(language)
    return "\n".join([f"<p>{verdict}. {safe(counts)}</p>", *(table if found.findings else [])])


def _brief_row(finding: Finding, language: str) -> str:
    grave = say(f"severity.{finding.severity}").in_(language)
    spot = addresses.spot(finding.file, finding.place)
    said = finding.message.in_(language), finding.remedy.in_(language)
    cells = (f"<td>{safe(cell)}</td>" for cell in (grave, spot, finding.rule, *said))
    return f"<tr>{''.join(cells)}</tr>"


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _heading(found: Sequence[Report], language: str) -> str:
    conforming = sum(report.conforms for report in found)
    if len(found) == 1:
        return say(f"report.page.{verdicts.state(found[0])}").in_(language)
    return say("report.page.many", conforming=conforming, files=len(found)).in_(language)


def _main(found: Sequence[Report], language: str) -> Iterator[str]:
    yield f'<p class="over">Naravard · {safe(say("report.page").in_(language))}</p>'
    yield f"<h1>{safe(_heading(found, language))}</h1>"
    yield from _filters(found, language)
    if len(found) > 1:
        yield from _contents(found, language)
    for number, report in enumerate(found, start=1):
        yield from _file(number, report, language)
    if known := described(found):
        yield from _rules(known, language)


def _filters(found: Sequence[Report], language: str) -> Iterator[str]:
    """How many findings there are of each severity, and a box that shows or hides them."""
    counts: Counter[str] = Counter(f.severity for report in found for f in report.findings)
    yield f"<fieldset><legend>{safe(say('report.page.show').in_(language))}</legend>"
    yield '<div class="filters">'
    for severity in SEVERITIES:
        state = "checked" if counts[severity] else "disabled"
        box = f'<input type="checkbox" id="show-{severity}" {state}>'
        many = safe(say(f"report.many.{severity}").in_(language))
        told = f"{icon(severity)}<b>{counts[severity]}</b> {many}"
        yield f'<label class="{severity}">{box}{told}</label>'
    yield "</div></fieldset>"


def _contents(found: Sequence[Report], language: str) -> Iterator[str]:
    name = safe(say("report.page.files").in_(language))
    yield f'<nav aria-label="{name}"><ul>'
    for number, report in enumerate(found, start=1):
        link = f'<a class="path" href="#file-{number}">{safe(report.file)}</a>'
        yield f"<li>{link}<span>{_sum(report, language)} {_verdict(report, language)}</span></li>"
    yield "</ul></nav>"


def _verdict(report: Report, language: str) -> str:
    words = say(f"report.verdict.{verdicts.state(report)}").in_(language)
    return badge("fine" if report.conforms else "error", words, "verdict")


def _sum(report: Report, language: str) -> str:
    told = say("report.counts", **verdicts.numbers(report.counts)).in_(language)
    return f'<span class="sum">{safe(told)}</span>'


def _file(number: int, report: Report, language: str) -> Iterator[str]:
    yield f'<section class="file" id="file-{number}" aria-labelledby="name-{number}">'
    name = f'<h2 class="path" id="name-{number}">{safe(report.file)}</h2>'
    yield f"<header>{name}{_verdict(report, language)}</header>"
    if report.findings:
        yield f"<p>{_sum(report, language)}</p>"
        yield '<ol class="findings">'
        yield from (entry(finding, report.quotes, language) for finding in report.findings)
        yield "</ol>"
    else:
        yield f"<p>{safe(say('report.page.nothing').in_(language))}</p>"
    yield from _looked(report, language)
    yield from _aside("waived", report.waived, language)
    yield from _aside("known", report.known, language)
    yield "</section>"


def _looked(report: Report, language: str) -> Iterator[str]:
    """What was looked at; what has a name is listed, folded away."""
    things = [name for name in map(shown, report.coverage.unchecked) if name]
    listed = {"idle", "waived", "known", *(["unchecked"] if things else [])}
    pairs = verdicts.looked(report, language)
    yield '<dl class="looked">'
    yield from (_pair(key, told, language) for key, told in pairs if key not in listed)
    yield "</dl>"
    yield from _names("unchecked", things, language)
    yield from _names("idle", report.coverage.idle, language)


def _pair(key: str, told: str, language: str) -> str:
    name = safe(say(f"report.looked.{key}").in_(language))
    return f"<div><dt>{name}</dt><dd>{safe(told)}</dd></div>"


def _names(key: str, listed: Sequence[str], language: str) -> Iterator[str]:
    """All names, folded away."""
    if listed:
        yield _folded(key, len(listed), language)
        yield f"<p>{safe(', '.join(listed))}</p></details>"


def _aside(key: str, findings: Sequence[Finding], language: str) -> Iterator[str]:
    """The findings that were set aside, folded away."""
    if findings:
        yield _folded(key, len(findings), language)
        yield from ("<ul>", *(brief(finding, language) for finding in findings), "</ul></details>")


def _folded(key: str, count: int, language: str) -> str:
    told = safe(say(f"report.looked.{key}").in_(language))
    return f'<details class="aside"><summary>{told} ({count})</summary>'


def _rules(known: Sequence[Descriptor], language: str) -> Iterator[str]:
    title = safe(say("report.page.rules").in_(language))
    yield f'<section class="rules" aria-labelledby="rules"><h2 id="rules">{title}</h2>'
    yield from (_rule(rule, language) for rule in known)
    yield "</section>"


def _rule(rule: Descriptor, language: str) -> str:
    grave = badge(rule.severity, say(f"severity.{rule.severity}").in_(language))
    do = safe(say("report.do").in_(language).capitalize())
    more = safe(say("report.explain").in_(language))
    name = rule.name.in_(language)
    title = f"<code>{safe(rule.id)}</code>" + (
        f"<span>{safe(name)}</span>" if name != rule.id else ""
    )
    parts = [
        f'<article class="known-rule" id="rule-{safe(rule.id)}"><h3>{title}{grave}</h3>',
        f"<p>{safe(rule.fault.in_(language))}</p>",
        f"<p><strong>{do}:</strong> {safe(rule.remedy.in_(language))}</p>",
        *([f'<p class="sum">{more}: <code>{safe(rule.command)}</code></p>'] if rule.kind else []),
    ]
    return "\n".join([*parts, "</article>"])
