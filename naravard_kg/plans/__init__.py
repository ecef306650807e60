"""Plan files of every form, read with the position of every value, as statements."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.plans import rdf, sssom, waivers
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.lift import lift
from naravard_kg.plans.tree import MAX_BYTES
from naravard_kg.plans.waivers import FILE as WAIVERS
from naravard_kg.plans.waivers import Waiver
from naravard_kg.tables import Answers

__all__ = [
    "FORMS",
    "WAIVERS",
    "Note",
    "Place",
    "Plan",
    "Waiver",
    "read",
    "text_of",
    "waivers_in",
    "written_in",
]

FORMS = (".yaml", ".yml", sssom.FORM, *rdf.FORMATS)


def read(path: Path, graph: Answers, *, sources: Path | None = None) -> Plan:
    """Read a plan file; its ending tells the form, and ``-`` reads YAML from standard input.

    Args:
        path: the file.
        graph: the graph the plan may refer to, with the ontology in it.
        sources: a folder with text copies that evidence is located in.

    Raises:
        UnreadableFileError: missing, of no known form, no text in UTF-8, or broken.
    """
    text = text_of(path)
    plan = _read(text, path, graph, sources)
    return replace(plan, lines=tuple(text.splitlines()))


def _read(text: str, path: Path, graph: Answers, sources: Path | None) -> Plan:
    suffix = path.suffix.lower()
    if suffix in rdf.FORMATS:
        return rdf.read(text, path)
    if suffix == sssom.FORM:
        return sssom.read(text, path)
    if waivers.is_waivers(text):
        return waivers.plan(text, path, date.today())  # noqa: DTZ011 -- the reader's day
    return lift(text, path, graph, sources=sources)


def text_of(path: Path, forms: tuple[str, ...] = FORMS) -> str:
    """The characters of a file; ``-`` is standard input.

    Raises:
        UnreadableFileError: missing, of none of *forms*, too large, or no text in UTF-8.
    """
    if str(path) == "-":
        return _decoded(sys.stdin.buffer.read(), "-")
    if path.suffix.lower() not in forms:
        raise UnreadableFileError("kind", str(path), detail=", ".join(forms))
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise UnreadableFileError("missing", str(path)) from None
    except OSError as error:
        raise UnreadableFileError("unreadable", str(path), detail=error.strerror or "") from None
    if size > MAX_BYTES:
        raise UnreadableFileError("large", str(path), detail=f"{MAX_BYTES:,}")
    return _decoded(raw, str(path))


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
    """The files of a folder that people write, sorted: YAML and tables of mappings.

    RDF is left out: there it is what those files were lifted to. Name such a file to check it.
    """
    by_hand = (".yaml", ".yml", sssom.FORM)
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in by_hand)


def waivers_in(path: Path) -> tuple[waivers.Waiver, ...]:
    """The waivers of a file.

    Raises:
        UnreadableFileError: missing, or broken YAML.
    """
    return waivers.read(text_of(path), path)[0]
