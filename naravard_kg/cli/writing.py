"""Where an answer goes: to standard output as it comes, or into a file at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

_unfinished: set[Path] = set()


def write_pieces(output: str | None, pieces: Iterator[str]) -> None:
    """Write an answer as it comes."""
    if output is None:
        sys.stdout.writelines(pieces)
    else:
        write_file(Path(output), (piece.encode() for piece in pieces))


def write_file(path: Path, content: bytes | Iterator[bytes]) -> None:
    """Write a file at once: whatever happens, it is whole or as it was before."""
    from naravard_kg.errors import UnreadableFileError

    try:
        _put(path, content)
    except OSError as error:
        raise UnreadableFileError("unwritable", str(path), detail=error.strerror or "") from None


def _put(path: Path, content: bytes | Iterator[bytes]) -> None:
    target = path.resolve()
    special = target.exists() and not target.is_file()  # a pipe, /dev/stdout, a folder
    if special or not os.access(target.parent, os.W_OK):
        _fill(path, content)
        return
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}")
    _unfinished.add(beside)
    try:
        _fill(beside, content)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        tidy()


def tidy() -> None:
    """Remove what was being written; also called by who ends the program from without."""
    while _unfinished:
        _unfinished.pop().unlink(missing_ok=True)


def _fill(path: Path, content: bytes | Iterator[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
