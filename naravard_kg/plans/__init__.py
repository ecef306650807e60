"""Plan files of every form, read with the position of every value, as statements."""

from __future__ import annotations

import sys
from pathlib import Path

from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import rdf
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.lift import lift
from naravard_kg.plans.tree import MAX_BYTES, Place
from naravard_kg.tables import Answers

__all__ = ["FORMS", "Note", "Place", "Plan", "read", "text_of"]

FORMS = (".yaml", ".yml", *rdf.FORMATS)


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
    suffix = path.suffix.lower()
    if suffix in rdf.FORMATS:
        return rdf.read(text, path)
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
