"""Baselines: the findings that were there when checking began, so that only new ones count.

    {
      "files": {
        "planer/skane.yaml": {
          "d6b531d7ed8db514": {
            "count": 1,
            "message": {"en": "…", "sv": "…"},
            "rule": "plan-unknown-value"
          }
        }
      },
      "version": 1
    }

A finding is known by its fingerprint, which does not move with the line it stands on. The rule
and the message are there for whoever reads the difference between two baselines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from naravard_kg.errors import UnreadableFileError
from naravard_kg.reports import Finding, Report

VERSION = 1

Baseline = Mapping[str, Mapping[str, int]]


def write(found: Iterable[Report]) -> str:
    """The baseline of all findings but the waived ones; those of an earlier baseline stay in it.

    Files and fingerprints are sorted, and a file without findings is left out.
    """
    files: dict[str, list[Finding]] = {}
    for report in found:
        files.setdefault(key(report.file), []).extend((*report.findings, *report.known))
    entries = {file: _entries(findings) for file, findings in files.items() if findings}
    answer = {"version": VERSION, "files": entries}
    text = json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)
    return text.encode("utf-8", "backslashreplace").decode()  # names that are not UTF-8


def _entries(findings: list[Finding]) -> dict[str, object]:
    counts = Counter(finding.fingerprint for finding in findings)
    told = {finding.fingerprint: finding for finding in reversed(findings)}
    return {
        fingerprint: {
            "count": counts[fingerprint],
            "rule": finding.rule,
            "message": {"sv": finding.message.sv, "en": finding.message.en},
        }
        for fingerprint, finding in told.items()
    }


def read(text: str, path: str | Path) -> Baseline:
    """How often each fingerprint is known in each file.

    Raises:
        UnreadableFileError: broken JSON, or no baseline that this version reads.
    """
    try:
        answer = json.loads(text)
    except json.JSONDecodeError as error:
        facts = {"line": error.lineno, "column": error.colno}
        raise UnreadableFileError("syntax", str(path), **facts, detail=error.msg) from None
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableFileError("baseline", str(path), detail=str(error)) from None
    except RecursionError:
        raise UnreadableFileError("baseline", str(path), detail="too deeply nested") from None
    if not isinstance(answer, dict) or answer.get("version") != VERSION:
        raise UnreadableFileError("baseline", str(path), detail="version")
    files = _objects(answer.get("files"), "files", path)
    return {file: _counts(entries, file, path) for file, entries in files.items()}


def _counts(entries: object, file: str, path: str | Path) -> dict[str, int]:
    told = _objects(entries, file, path)
    return {mark: _count(told[mark], f"{file}: {mark}", path) for mark in told}


def _count(entry: object, where: str, path: str | Path) -> int:
    count = _objects(entry, where, path).get("count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise UnreadableFileError("baseline", str(path), detail=f"{where}: count")
    return count


def _objects(value: object, where: str, path: str | Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnreadableFileError("baseline", str(path), detail=where)
    return value


def beyond(found: Sequence[Report], baseline: Baseline) -> list[Report]:
    """The reports with the findings set aside that the baseline has for their files."""
    return [report.beyond(baseline.get(key(report.file), {})) for report in found]


def key(file: str) -> str:
    """What a baseline calls a file: from the working folder where it is in it, with ``/``.

    >>> key("./planer/skane.yaml")
    'planer/skane.yaml'
    """
    path = Path(file)
    home = Path.cwd()
    return (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()
