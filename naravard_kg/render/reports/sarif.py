"""The report as SARIF 2.1.0, for code scanning and for editors.

GitHub's code scanning refuses a file with more than 25,000 results in a run or more than 20
runs, and shows the 5,000 gravest results and 100 places of a result. Nothing is left out here
for that: what goes beyond 25,000 stands in a further run.

Sources:
    OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0",
    https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
    GitHub, "SARIF results exceed one or more limits",
    https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from naravard_kg import names, resources
from naravard_kg.places import NOWHERE, Place
from naravard_kg.render.reports import addresses
from naravard_kg.render.reports.descriptors import Descriptor, described
from naravard_kg.render.reports.markup import plain
from naravard_kg.render.reports.objects import coverage, dumped
from naravard_kg.reports import Finding, Fix, Related, Report, shown
from naravard_kg.words import Words, say

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000
LONGEST = 500  # characters of a line that is quoted whole
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")

_Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Log:
    """What all results share: the language, the numbers of rules and files, and a baseline."""

    language: str
    rules: Mapping[str, int]
    files: Mapping[str, int]
    compared: bool

    def said(self, *words: Words) -> str:
        """Sentences in the reader's language, as SARIF has them in a message."""
        return _message(" ".join(filter(None, (w.in_(self.language) for w in words))))


def as_sarif(found: Sequence[Report], language: str) -> str:
    """One log; waived findings are suppressed results, those of a baseline unchanged ones."""
    rules = described(found)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    files = list(dict.fromkeys(addresses.uri(report.file) for report in found))
    compared = any(report.known for report in found)
    log = _Log(language, numbers, {uri: n for n, uri in enumerate(files)}, compared)
    results = [result for report in found for result in _results(report, log)]
    tool = _tool(rules, language)
    done = {"invocations": [{"executionSuccessful": not any(r.unreadable for r in found)}]}
    artifacts = [_artifact(uri, found) for uri in files]
    runs = [
        {**_run(tool, artifacts, results[at : at + MOST], at // MOST + 1), **done}
        for at in range(0, max(len(results), 1), MOST)
    ]
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _run(tool: _Object, artifacts: list[_Object], results: list[_Object], number: int) -> _Object:
    part = f"{number}/" if number > 1 else ""  # GitHub takes each run for a check of its own
    return {
        "tool": tool,
        "automationDetails": {"id": f"naravard/check/{part}"},
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
    }


def _tool(rules: Sequence[Descriptor], language: str) -> _Object:
    version = resources.version()
    driver = {
        "name": "naravard",
        "version": version,
        "semanticVersion": version,
        "informationUri": names.BASE,
        "language": "sv" if language == "sv" else "en",
        "rules": [_rule(rule, language) for rule in rules],
    }
    return {"driver": driver}


def _rule(rule: Descriptor, language: str) -> _Object:
    fault, remedy = rule.fault.in_(language), rule.remedy.in_(language)
    told: _Object = {
        "id": rule.id,
        "shortDescription": _multiformat(rule.name.in_(language) or rule.id),
        "fullDescription": _multiformat(fault or rule.id),
        "help": _help(rule, (fault, remedy), language),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": _properties(rule),
    }
    name = "".join(part[:1].upper() + part[1:] for part in rule.id.split("-"))
    if name != rule.id:  # SARIF wants a name that is another word than the ID
        told["name"] = name
    if rule.kind:
        told["helpUri"] = names.SHAPES + rule.id
    return told


def _help(rule: Descriptor, sentences: tuple[str, str], language: str) -> _Object:
    fault, remedy = sentences
    do = say("report.do").in_(language).capitalize()
    text = f"{fault} {do}: {remedy}"
    more = f"{say('report.explain').in_(language)}: `{rule.command}`"
    paragraphs = plain(fault), f"**{do}:** {plain(remedy)}", more if rule.kind else ""
    markdown = "\n\n".join(filter(None, paragraphs))
    return {"text": _message(text), "markdown": _braced(markdown)}


def _properties(rule: Descriptor) -> _Object:
    both = {"name": rule.name, "fault": rule.fault, "remedy": rule.remedy}
    return {
        "precision": "very-high",
        "problem.severity": _PROBLEMS[rule.severity],
        "tags": [rule.kind] if rule.kind else [],
        **{key: {"sv": words.sv, "en": words.en} for key, words in both.items()},
    }


def _artifact(uri: str, found: Sequence[Report]) -> _Object:
    looked = next(report for report in found if addresses.uri(report.file) == uri)
    told = coverage(looked.coverage)
    return {"location": {"uri": uri}, "roles": ["analysisTarget"], "properties": {"coverage": told}}


def _results(report: Report, log: _Log) -> Iterator[_Object]:
    waived = {"kind": "external", "status": "accepted"}
    reason = say("report.accepted").in_(log.language)
    for finding in report.findings:
        yield {**_result(finding, report, log), **_state("new", log)}
    for finding in report.known:
        yield {**_result(finding, report, log), **_state("unchanged", log)}
    for finding in report.waived:
        suppressions = [{**waived, "justification": reason}]
        yield {**_result(finding, report, log), **_state("new", log), "suppressions": suppressions}


def _state(state: str, log: _Log) -> _Object:
    return {"baselineState": state} if log.compared else {}


def _result(finding: Finding, report: Report, log: _Log) -> _Object:
    told: _Object = {
        "ruleId": finding.rule,
        "ruleIndex": log.rules[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": log.said(finding.message, finding.remedy) or finding.rule},
        "locations": [_location(finding, report, log)],
        "partialFingerprints": {"naravardFinding/v1": finding.fingerprint},
        "properties": _about(finding),
    }
    if finding.related:
        places = enumerate(finding.related, start=1)
        told["relatedLocations"] = [_related(number, place, log) for number, place in places]
    if finding.fix is not None and addresses.in_text(finding.file, finding.fix.place):
        told["fixes"] = [_fix(finding.file, finding.fix, log)]
    return told


def _about(finding: Finding) -> _Object:
    named = {"focus": finding.focus, "path": finding.path, "value": finding.value}
    told = {key: text for key, cell in named.items() if (text := shown(cell))}
    return {**told, **({"at": finding.place.at} if finding.place.at else {})}


def _location(finding: Finding, report: Report, log: _Log) -> _Object:
    """The place in the file, with its line; a cell of a workbook and a thing are named."""
    focus = shown(finding.focus)
    logical = (
        [{"fullyQualifiedName": finding.place.at, "kind": "value"}] if finding.place.at else []
    )
    if focus:
        logical.append({"fullyQualifiedName": focus, "name": focus, "kind": "object"})
    physical = {**_physical(finding.file, finding.place, log), **_context(finding, report)}
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _context(finding: Finding, report: Report) -> _Object:
    """The line that a stretch is a part of, for whoever does not have the file.

    It has to be more than the stretch (§3.29.5), so a stretch without an end has none.
    """
    place = finding.place
    line = report.quotes.get(place.line, "")
    within = place.end_line == place.line and addresses.ends(place)
    part = within and (place.column > 1 or place.end_column <= len(line))
    if not (part and addresses.in_text(finding.file, place) and 0 < len(line) <= LONGEST):
        return {}
    return {"contextRegion": {"startLine": place.line, "snippet": {"text": line}}}


def _physical(file: str, place: Place, log: _Log) -> _Object:
    uri = addresses.uri(file)
    index = {"index": log.files[uri]} if uri in log.files else {}
    return {"artifactLocation": {"uri": uri, **index}, "region": _region(file, place)}


def _region(file: str, place: Place) -> _Object:
    """A stretch; without an end it goes to the end of its line.

    Where there is none in a text it is the first line: code scanning shows no result without.
    """
    if not addresses.in_text(file, place):
        return {"startLine": 1}
    start = {"startLine": place.line, "startColumn": max(place.column, 1)}
    end = {"endLine": place.end_line, "endColumn": max(place.end_column, 1)}
    return {**start, **(end if addresses.ends(place) else {})}


def _related(number: int, related: Related, log: _Log) -> _Object:
    """A passage: in a file where it has a place, else in a document, by its short name."""
    message = log.said(related.message) or addresses.elsewhere(related) or str(number)
    told: _Object = {"id": number, "message": {"text": message}}
    if related.place.line:
        told["physicalLocation"] = _physical(related.file, related.place, log)
    elif named := addresses.elsewhere(related):
        told["logicalLocations"] = [{"fullyQualifiedName": named}]
    return told


def _fix(file: str, fix: Fix, log: _Log) -> _Object:
    place = fix.place
    region = {
        "startLine": place.line,
        "startColumn": max(place.column, 1),
        "endLine": max(place.end_line, place.line),
        "endColumn": max(place.end_column, 1),
    }
    change = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
    location = _physical(file, NOWHERE, log)["artifactLocation"]
    said = say("report.fix").in_(log.language).capitalize()
    return {
        "description": {"text": _message(f"{said}: {fix.text}")},
        "artifactChanges": [{"artifactLocation": location, "replacements": [change]}],
    }


def _multiformat(text: str) -> _Object:
    return {"text": _message(text)}


def _message(text: str) -> str:
    r"""Text as a message: braces are doubled (§3.11.5), and nothing becomes a link (§3.11.6).

    >>> _message("{0} [x](1)")
    '{{0}} \\[x](1)'
    """
    return _LINK.sub(r"\\[", _braced(text))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
