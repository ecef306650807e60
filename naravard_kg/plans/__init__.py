"""Plan files of every form, read with the position of every value, as statements."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.plans import (
    characters,
    csv_text,
    rdf,
    sheets,
    sssom,
    waivers,
    workbook,
)
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.lift import lift
from naravard_kg.plans.tree import MAX_BYTES
from naravard_kg.plans.waivers import FILE as WAIVERS
from naravard_kg.plans.waivers import Waiver
from naravard_kg.tables import Answers
from naravard_kg.vocabulary import vocabulary

__all__ = [
    "FORMS",
    "WAIVERS",
    "Note",
    "Place",
    "Plan",
    "Waiver",
    "as_yaml",
    "read",
    "text_of",
    "waivers_in",
    "written_in",
]

_YAML = (".yaml", ".yml")
# Where lines end: U+2028 is a line end to YAML, and to RDF a letter.
_BREAKS = (re.compile("\r\n|[\r\n\x85\u2028\u2029]"), re.compile("\r\n|[\r\n]"))
FORMS = (*_YAML, *workbook.ENDINGS, csv_text.ENDING, sssom.FORM, *rdf.FORMATS)


def read(path: Path, graph: Answers, *, sources: Path | None = None) -> Plan:
    """Read a plan file; its ending tells the form, and ``-`` reads YAML from standard input.

    Args:
        path: the file, or a folder of CSV files that is one plan (see ``is_folder_of_sheets``).
        graph: the graph the plan may refer to, with the ontology in it.
        sources: a folder with text copies that evidence is located in.

    Raises:
        UnreadableFileError: missing, of no known form, no text in UTF-8, or broken.
    """
    return characters.sound(_of_form(path, graph, sources))


def _of_form(path: Path, graph: Answers, sources: Path | None) -> Plan:
    if path.suffix.lower() in workbook.ENDINGS or is_folder_of_sheets(path):
        plan = _of_sheets(_sheets(path), _home(path), graph, sources)
        return replace(plan, path=str(path))
    text = text_of(path)
    plan = _read(text, path, graph, sources)
    if path.suffix.lower() == csv_text.ENDING:
        return replace(plan, lines=csv_text.lines(text))
    breaks = _BREAKS[path.suffix.lower() in rdf.FORMATS]
    return replace(plan, lines=tuple(breaks.split(text)))


def _read(text: str, path: Path, graph: Answers, sources: Path | None) -> Plan:
    suffix = path.suffix.lower()
    if suffix in rdf.FORMATS:
        return rdf.read(text, path)
    if suffix == sssom.FORM:
        return sssom.read(text, path)
    if suffix == csv_text.ENDING:
        return _of_sheets([_sheet(text, path)], path, graph, sources)
    if waivers.is_waivers(text):
        return waivers.plan(text, path, date.today())  # noqa: DTZ011 -- the reader's day
    return lift(text, path, graph, sources=sources)


def _of_sheets(found: list[sheets.Sheet], path: Path, graph: Answers, sources: Path | None) -> Plan:
    from naravard_kg.plans.sheets_lift import lift_sheets

    return lift_sheets(found, path, graph, sources=sources)


def as_yaml(path: Path, graph: Answers) -> str:
    """The plan at *path*, a workbook or a table, as the YAML that says the same.

    Raises:
        UnreadableFileError: as of ``read``, or a form that is no table; YAML is as it is.
    """
    from naravard_kg.plans import sheets_tree, sheets_yaml

    suffix = path.suffix.lower()
    if suffix in _YAML:
        return text_of(path)
    tables = (*_YAML, *workbook.ENDINGS, csv_text.ENDING)
    if suffix not in tables and not is_folder_of_sheets(path):
        raise UnreadableFileError("kind", str(path), detail=", ".join(tables))
    found = [_sheet(text_of(path), path)] if suffix == csv_text.ENDING else _sheets(path)
    return sheets_yaml.text(sheets_tree.plan(found, vocabulary(graph), _home(path))[0])


def is_folder_of_sheets(path: Path) -> bool:
    """Whether a folder is one plan: the sheet of its source, källa.csv or source.csv, is in it."""
    there = os.path.isdir(path)  # noqa: PTH112 -- a name too long is no folder, and no fault here
    return there and any(sheets.is_of_source(file.stem) for file in _csv_files(path))


def _home(path: Path) -> Path:
    """The file beside which the text copies of a plan stand: in a folder of sheets, any in it."""
    return path / path.name if path.is_dir() else path


def _csv_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() == csv_text.ENDING)


def _sheets(path: Path) -> list[sheets.Sheet]:
    if path.is_dir():
        return [_sheet(text_of(file), file) for file in _csv_files(path)]
    return workbook.read(_bytes_of(path), str(path))


def _sheet(text: str, path: Path) -> sheets.Sheet:
    """A CSV file as a sheet; some systems take the letters in its name apart."""
    return csv_text.read(text, unicodedata.normalize("NFC", path.stem), str(path))


def text_of(path: Path, forms: tuple[str, ...] = FORMS) -> str:
    """The characters of a file; ``-`` is standard input.

    Raises:
        UnreadableFileError: missing, of none of *forms*, too large, or no text in UTF-8.
    """
    if str(path) == "-":
        return _decoded(sys.stdin.buffer.read(), "-")
    if fault := workbook.REFUSED.get(path.suffix.lower()):
        raise UnreadableFileError(fault, str(path), detail=path.suffix.lower())
    if path.suffix.lower() not in forms:
        raise UnreadableFileError("kind", str(path), detail=", ".join(forms))
    return _decoded(_bytes_of(path), str(path))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise UnreadableFileError("missing", str(path)) from None
    except OSError as error:
        raise UnreadableFileError("unreadable", str(path), detail=error.strerror or "") from None
    if size > MAX_BYTES:
        raise UnreadableFileError("large", str(path), detail=f"{MAX_BYTES:,}")
    return raw


def _decoded(raw: bytes, path: str) -> str:
    if b"\x00" in raw[:4096]:
        raise UnreadableFileError("binary", path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise UnreadableFileError(
            "encoding", path, line=line, column=column, detail=f"0x{raw[error.start]:02X}"
        ) from None


def written_in(folder: Path) -> list[Path]:
    """The plans of a folder that people write, sorted: YAML, workbooks, tables, folders of sheets.

    RDF is left out: there it is what those files were lifted to. A CSV file that stands alone
    may be anything. Name such a file to check it.
    """
    by_hand = (*_YAML, *workbook.ENDINGS, sssom.FORM)
    found = [path for path in folder.rglob("*") if path.suffix.lower() in by_hand]
    opened = [path for path in found if not path.name.startswith("~$")]  # by a spreadsheet program
    return sorted([*opened, *filter(is_folder_of_sheets, [folder, *folder.rglob("*")])])


def waivers_in(path: Path) -> tuple[waivers.Waiver, ...]:
    """The waivers of a file.

    Raises:
        UnreadableFileError: missing, or broken YAML.
    """
    return waivers.read(text_of(path), path)[0]
