"""Mending a file: the fixes of its findings, as a patch to look at, and written into the file."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from naravard_kg.places import Place
from naravard_kg.plans import text_of
from naravard_kg.reports import Fix, Report

_TEXT = (".yaml", ".yml", ".csv", ".tsv", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".json")
_BOM = "\ufeff"


def certain(report: Report) -> list[Fix]:
    """The fixes of a report that cannot be meant otherwise, of a file whose text can be mended."""
    if Path(report.file).suffix.lower() not in _TEXT:
        return []
    return [f.fix for f in report.findings if f.fix is not None and f.fix.certain]


def mended(text: str, fixes: Iterable[Fix]) -> str:
    r"""The text with the fixes made, from its end on; of two that overlap, the later one is made.

    >>> mended("a: updrag\n", [Fix(Place(1, 4, 1, 10), "uppdrag")])
    'a: uppdrag\n'
    """
    lines = text.splitlines(keepends=True)
    last = (len(lines) + 1, 0)
    for fix in sorted(set(fixes), key=lambda fix: fix.place, reverse=True):
        place = fix.place
        if _fits(lines, place) and (place.line, place.end_column) <= last:
            lines[place.line - 1] = _replaced(lines[place.line - 1], fix)
            last = (place.line, place.column)
    return "".join(lines)


def _fits(lines: list[str], place: Place) -> bool:
    return place.line == place.end_line and 0 < place.line <= len(lines)


def _replaced(line: str, fix: Fix) -> str:
    """The line with a stretch replaced; quotes around a value stay."""
    start, end = fix.place.column - 1, fix.place.end_column - 1
    old = line[start:end]
    quote = old[0] if len(old) > 1 and old[0] in "\"'" and old[-1] == old[0] else ""
    return f"{line[:start]}{quote}{fix.text}{quote}{line[end:]}"


def patch(report: Report) -> str:
    """The certain fixes of a report as a unified diff; empty where there is none."""
    fixes = certain(report)
    if not fixes:
        return ""
    before = text_of(Path(report.file))
    old, new = (part.splitlines(keepends=True) for part in (before, mended(before, fixes)))
    return "".join(difflib.unified_diff(old, new, fromfile=report.file, tofile=report.file))


def write(report: Report) -> bool:
    """Make the certain fixes in the file itself, in one step; whether there was any.

    Raises:
        UnreadableFileError: the file is no longer there, or cannot be read.
        OSError: it cannot be written.
    """
    path, fixes = Path(report.file), certain(report)
    if not fixes or report.file == "-":
        return False
    raw = path.read_bytes()
    bom = _BOM if raw.startswith(_BOM.encode()) else ""
    text = bom + mended(raw.decode("utf-8-sig"), fixes)
    _write_whole(path, text.encode("utf-8"))
    return True


def _write_whole(path: Path, content: bytes) -> None:
    """Replace a file at once, so that whatever happens it is either the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).chmod(path.stat().st_mode)
    Path(name).replace(path)
