"""The report as JSON, for programs; ``schemas/report.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from naravard_kg.places import Place
from naravard_kg.reports import Coverage, Finding, Fix, Related, Report, shown
from naravard_kg.terms import Cell, Iri
from naravard_kg.visible import escaped
from naravard_kg.words import Words

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def as_object(found: Sequence[Report], language: str = "") -> str:
    """One JSON object, which holds the reports of several files; words in both languages."""
    del language
    reports: list[Json] = [_report(report) for report in found]
    return dumped(reports[0] if len(reports) == 1 else {"reports": reports})


def dumped(answer: object) -> str:
    """JSON with sorted keys, and nothing in it that a terminal would obey."""
    return escaped(json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True))


def _report(report: Report) -> Json:
    return {
        "conforms": report.conforms,
        "counts": dict(report.counts),
        "coverage": coverage(report.coverage),
        "file": report.file,
        "findings": [_record(finding) for finding in report.findings],
        "known": [_record(finding) for finding in report.known],
        "unreadable": report.unreadable,
        "waived": [_record(finding) for finding in report.waived],
    }


def coverage(told: Coverage) -> Json:
    """What was looked at; the things that no rule looked at by their short names."""
    return {
        "statements": told.statements,
        "things": told.things,
        "checked": told.checked,
        "unchecked": [name for name in map(shown, told.unchecked) if name],
        "idle": list(told.idle),
        "engine": told.engine,
    }


def _record(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": _words(finding.message),
        "remedy": _words(finding.remedy),
        "file": finding.file,
        **_place(finding.place),
        "focus": _name(finding.focus),
        "path": _name(finding.path),
        "value": _name(finding.value),
        "fingerprint": finding.fingerprint,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix),
    }


def _place(place: Place) -> dict[str, Json]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "at": place.at,
    }


def _related(related: Related) -> Json:
    return {
        "message": _words(related.message),
        "file": related.file,
        **_place(related.place),
        "where": related.where,
        "thing": _name(related.thing),
    }


def _fix(fix: Fix | None) -> Json:
    return {**_place(fix.place), "text": fix.text, "certain": fix.certain} if fix else None


def _words(words: Words) -> Json:
    return {"sv": words.sv, "en": words.en}


def _name(cell: Cell) -> str | None:
    """A thing by its short name; a blank node has none that holds from one run to the next."""
    unnamed = cell is None or (isinstance(cell, Iri) and cell.startswith("_:"))
    return None if unnamed else shown(cell)
