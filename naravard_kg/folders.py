"""A folder of files that is whole or as it was before.

The files are made in a hidden folder. Where the folder itself is new, that one takes its name, in
one step; else its files are moved in one after another when all are made, the last one made
last. Broken off by whatever can be caught, nothing is left; what a killed run left behind is
removed by the next one.
"""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from naravard_kg.ending import tidily
from naravard_kg.errors import NaravardError, UnreadableFileError

if sys.platform != "win32":
    import fcntl

_HIDDEN = ".unfinished-"
_LOCK = ".lock"
_HOUR = 3600  # seconds


@contextmanager
def filled(folder: Path, *, force: bool = False) -> Iterator[Path]:
    """A folder to make the files in; they are in *folder* when all went well.

    Args:
        folder: made if it is not there.
        force: let it hold something already; files of other names stay.

    Raises:
        UnreadableFileError: it cannot be written, or is not empty.
    """
    try:
        with tidily(), _building(folder, force=force) as building:
            yield building
            _placed(building, folder)
    except OSError as error:
        if isinstance(error, NaravardError):
            raise
        detail = error.strerror or str(error)
        raise UnreadableFileError("unwritable", str(folder), detail=detail) from None


@contextmanager
def _building(folder: Path, *, force: bool) -> Iterator[Path]:
    missing = [parent for parent in folder.parents if not parent.exists()]
    _refuse_occupied(folder, force=force)
    home, prefix = (folder, "") if folder.exists() else (folder.parent, f".{folder.name}")
    home.mkdir(parents=True, exist_ok=True)
    _remove_left(home, prefix + _HIDDEN)
    building = home / f"{prefix}{_HIDDEN}{secrets.token_hex(8)}"
    building.mkdir()
    lock = _locked(building)
    try:
        yield building
    finally:
        if lock is not None:
            os.close(lock)
        shutil.rmtree(building, ignore_errors=True)
        for parent in missing:  # those that were made for nothing
            with suppress(OSError):
                parent.rmdir()


def _refuse_occupied(folder: Path, *, force: bool) -> None:
    if not folder.exists() or force:
        return
    if any(not path.name.startswith(_HIDDEN) for path in folder.iterdir()):
        raise UnreadableFileError("not-empty", str(folder))


def _placed(building: Path, folder: Path) -> None:
    (building / _LOCK).unlink(missing_ok=True)
    if not folder.exists():
        building.rename(folder)
        return
    for path in sorted(building.iterdir(), key=lambda path: path.stat().st_mtime_ns):
        path.replace(folder / path.name)


def _locked(building: Path) -> int | None:
    """The lock that says that somebody builds here; it ends with the process.

    It takes its name when it is held: one that is not held is nobody's.
    """
    if sys.platform == "win32":  # no such locks: what is left is not removed there
        return None
    begun = building / f"{_LOCK}-begun"
    lock = os.open(begun, os.O_RDWR | os.O_CREAT, 0o644)
    with suppress(OSError):  # a file system without locks
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    begun.rename(building / _LOCK)
    return lock


def _remove_left(home: Path, prefix: str) -> None:
    """Remove what killed runs left behind."""
    if sys.platform == "win32":
        return
    for path in home.glob(f"{glob.escape(prefix)}*"):
        with suppress(OSError):
            _remove_unheld(path)


def _remove_unheld(path: Path) -> None:
    """Remove a folder that nobody builds in; without a lock, one that was begun long ago."""
    try:
        lock = os.open(path / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        if time.time() - path.stat().st_mtime > _HOUR:
            shutil.rmtree(path, ignore_errors=True)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(lock)
