"""The report as workflow commands, which GitHub Actions shows beside the lines of a change.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step; all stand in its log.

Sources:
    GitHub, "Workflow commands for GitHub Actions",
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Sequence

from naravard_kg.render.reports import addresses, verdicts
from naravard_kg.reports import Finding, Report
from naravard_kg.visible import visible

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def commands(found: Sequence[Report], language: str) -> str:
    """A command a finding, then all files together; what was set aside is left out."""
    lines = [_command(f, language) for report in found for f in report.findings]
    return "\n".join([*lines, verdicts.total(found, language)])


def _command(finding: Finding, language: str) -> str:
    properties = {**_place(finding), "title": finding.rule}
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    said = f"{finding.message.in_(language)} {finding.remedy.in_(language)}"
    cell = "" if addresses.in_text(finding.file, finding.place) else finding.place.at
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(f'{cell}: {said}' if cell else said)}"


def _place(finding: Finding) -> dict[str, object]:
    """The file and the stretch; GitHub takes columns only where it is of one line."""
    file = {"file": finding.file.replace("\\", "/")} if finding.file != "-" else {}
    place = finding.place
    if not addresses.in_text(finding.file, place):
        return dict(file)
    lines = {"line": place.line, "endLine": max(place.end_line, place.line)}
    if place.end_line > place.line:
        return {**file, **lines}
    return {**file, **lines, "col": place.column, "endColumn": max(place.end_column, place.column)}


def _data(text: str) -> str:
    told = visible(text, keep="\r\n")
    return told.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
