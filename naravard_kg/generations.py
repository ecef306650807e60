"""A store on disk as a folder of generations: whole or as it was before, read while it is written.

    store/
      naravard-store.json   which generation holds, how much, its files with their checksums
      1/  2/ …              generations, each a store of the engine; all but one on their way out
      building/             what a load is building now
      lock                  held by the process that writes, which wrote its number into it

A load builds beside and then puts another ``naravard-store.json`` in the place of the old: one
step, which every file system has. The engine opens files while it answers, so a reader keeps the
generation it opened: it locks the file CURRENT there, and a generation that somebody holds is
left to a later load to remove. Locks end with their process, so that what a killed load left
behind cannot be mistaken for the work of a living one. Windows has no such locks; there a file in
use cannot be removed, and two loads at a time are not kept apart.

The engine reads without looking at its own checksums: on changed bytes it may answer wrongly, or
take all memory. So a file whose size or time is not as it was written is compared with its
checksum before the store is opened. A copy with new times is compared once, and then known.

A folder that the engine itself made is read as it is, and never written to.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from naravard_kg.errors import StoreError

if sys.platform != "win32":
    import fcntl

FORMAT = 1
MARK = "naravard-store.json"
_BUILDING = "building"
_LOCK = "lock"
_ENTRY = "CURRENT"  # the file the engine begins with
_PASSING = ("LOG", "LOCK")  # what the engine writes for itself as it likes
_ATTEMPTS = 10  # a load may put another generation in place while a reader is on its way

Facts = dict[str, Any]


def opened(store: Path) -> tuple[Path, int]:
    """The folder to open for reading, and the hold that keeps it there; ``keep`` it or close it.

    Raises:
        StoreError: there is no store, or it is damaged or of another format.
    """
    for _ in range(_ATTEMPTS):
        try:
            folder = store if (store / _ENTRY).is_file() else _newest(store)
            return folder, _held(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _told(store, error) from None
    raise StoreError(str(store), _ENTRY, "damaged")


def keep(owner: object, hold: int) -> None:
    """Hold a generation as long as *owner* lives."""
    weakref.finalize(owner, os.close, hold)


def facts(store: Path) -> Facts | None:
    """What the store says of itself; None where there is none of ours.

    Raises:
        StoreError: it is of another format, or what it says cannot be read.
    """
    if not (store / MARK).is_file():
        return None
    try:
        told = json.loads((store / MARK).read_text(encoding="utf-8"))
        if told["format"] == FORMAT:
            return {**told, "generation": str(told["generation"]), "files": {**told["files"]}}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(str(store), f"{MARK}: {error}", "damaged") from None
    raise StoreError(str(store), str(told["format"]), "format")


@contextmanager
def writing(store: Path) -> Iterator[Path]:
    """The folder to build the next generation in; without ``publish`` nothing has happened.

    Raises:
        StoreError: another process writes, the folder holds something else, or is not ours to
            write in.
    """
    try:
        _refuse_others(store)
        new = not store.exists()
        store.mkdir(parents=True, exist_ok=True)
        lock = _locked(store)
    except (OSError, ValueError) as error:
        raise _told(store, error, "unwritable") from None
    building = store / _BUILDING
    shutil.rmtree(building, ignore_errors=True)  # of a load that was killed
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)
        _leave(store, lock, new=new)


def publish(store: Path, told: Mapping[str, Any], before: Facts | None = None) -> None:
    """Put what was built in the place of what was there, in one step; it grew from *before*."""
    known = before["files"] if before else {}
    number = max((int(path.name) for path in _generations(store)), default=0) + 1
    folder = (store / _BUILDING).rename(store / str(number))
    try:
        _put(
            store,
            {"format": FORMAT, "generation": str(number), **told, "files": _files(folder, known)},
        )
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in _generations(store):
        if other != folder:
            _remove(other)


def copy(store: Path, building: Path) -> None:
    """Begin the next generation as the present one. Tables never change: those are linked."""
    folder = _newest(store)
    building.mkdir()
    for path in folder.iterdir():
        if path.name not in _PASSING:
            _linked(path, building / path.name)


def _linked(path: Path, target: Path) -> None:
    if path.suffix == ".sst":
        with suppress(OSError):  # a file system without links
            os.link(path, target)
            return
    shutil.copyfile(path, target)


def _newest(store: Path) -> Path:
    told = facts(store)
    if told is None:
        raise StoreError(str(store), "", "damaged" if _generations(store) else "missing")
    folder = store / str(told["generation"])
    if not _unchanged(folder, told["files"]):
        _compare(store, folder, told)
    return folder


def _unchanged(folder: Path, files: Mapping[str, Any]) -> bool:
    """Whether every file has the size and the time it was written with."""
    with suppress(OSError):
        stats = {name: (folder / name).stat() for name in files}
        return all([s.st_size, s.st_mtime_ns] == files[n][:2] for n, s in stats.items())
    return False


def _compare(store: Path, folder: Path, told: Facts) -> None:
    """Compare every file with its checksum; where all are as they were, remember their times."""
    before = {name: _without_time(fact) for name, fact in told["files"].items()}
    try:
        found = {name: _file(folder / name) for name in before}
    except OSError as error:
        if facts(store) != told:  # another generation was put in place meanwhile
            raise FileNotFoundError from None
        raise StoreError(str(store), str(error), "damaged") from None
    wrong = [name for name, fact in found.items() if _without_time(fact) != before[name]]
    if wrong:
        raise StoreError(str(store), f"{folder.name}/{wrong[0]}", "damaged")
    with suppress(OSError, StoreError):  # read-only, or being written: compared again next time
        lock = _locked(store)
        try:
            if facts(store) == told:
                _put(store, {**told, "files": found})
        finally:
            os.close(lock)


def _without_time(fact: Any) -> tuple[Any, Any]:
    return fact[0], fact[2]


def _files(folder: Path, known: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each file that must stay as it is: its size, its time and its checksum, unless *known*."""
    found: dict[str, list[Any]] = {}
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(_PASSING):
            stat, fact = path.stat(), known.get(path.name, [])
            same = fact[:2] == [stat.st_size, stat.st_mtime_ns]
            found[path.name] = fact if same else _file(path)
    return found


def _file(path: Path) -> list[Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stat = os.fstat(stream.fileno())
    return [stat.st_size, stat.st_mtime_ns, digest]


def _put(store: Path, told: Mapping[str, Any]) -> None:
    """Write the mark, to the disk itself, and then put it in place."""
    beside = store / f"{MARK}.new"
    try:
        with beside.open("w", encoding="utf-8") as stream:
            json.dump(told, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _synced(store)
    beside.replace(store / MARK)
    _synced(store)


def _synced(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _held(folder: Path) -> int:
    """Hold a generation for reading.

    Raises:
        FileNotFoundError: it has been removed meanwhile.
    """
    hold = os.open(folder / _ENTRY, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            _flock(hold, exclusive=False, wait=True)
        (folder / _ENTRY).stat()
    except OSError:
        os.close(hold)
        raise
    return hold


def _locked(store: Path) -> int:
    """The lock on writing, held till it is closed or the process ends."""
    while True:
        with ExitStack() as unless_held:
            lock = os.open(store / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
            unless_held.callback(os.close, lock)
            try:
                _flock(lock, exclusive=True, wait=False)
            except BlockingIOError:
                holder = os.read(lock, 20).decode(errors="replace") or "?"
                raise StoreError(str(store), holder, "busy") from None
            if _stands(store, lock):  # else its holder has just removed it
                os.ftruncate(lock, 0)
                os.write(lock, str(os.getpid()).encode())
                unless_held.pop_all()
                return lock


def _stands(store: Path, lock: int) -> bool:
    """Whether the file that is locked is the one that others would lock."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock), (store / _LOCK).stat())
    return False


def _flock(handle: int, *, exclusive: bool, wait: bool) -> None:
    if sys.platform != "win32":
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)


def _leave(store: Path, lock: int, *, new: bool) -> None:
    """Let the next one write; leave no folder where there was none and no store has come."""
    if new and not (store / MARK).exists():
        (store / _LOCK).unlink(missing_ok=True)
        with suppress(OSError):
            store.rmdir()
    os.close(lock)


def _remove(folder: Path) -> None:
    """Remove a generation, unless somebody reads it: then a later load will."""
    try:
        hold = os.open(folder / _ENTRY, os.O_RDONLY)
    except OSError:  # half removed already
        shutil.rmtree(folder, ignore_errors=True)
        return
    with suppress(BlockingIOError):
        _flock(hold, exclusive=True, wait=False)
        shutil.rmtree(folder, ignore_errors=True)
    os.close(hold)


def _generations(store: Path) -> list[Path]:
    with suppress(OSError, ValueError):
        return [path for path in store.iterdir() if path.name.isdecimal() and path.is_dir()]
    return []


def _refuse_others(store: Path) -> None:
    """Refuse to write where something else stands."""
    if (store / _ENTRY).is_file():
        raise StoreError(str(store), _ENTRY, "bare")
    if store.exists() and not store.is_dir():
        raise StoreError(str(store), store.name, "foreign")
    ours = {MARK, f"{MARK}.new", _BUILDING, _LOCK, "lost+found"}
    names = [path.name for path in store.iterdir()] if store.exists() else []
    other = sorted(name for name in names if name not in ours and not name.isdecimal())
    if other:
        raise StoreError(str(store), other[0], "foreign")


def _told(store: Path, error: OSError | ValueError, fault: str = "") -> StoreError:
    if isinstance(error, StoreError):
        return error
    return StoreError(str(store), getattr(error, "strerror", None) or str(error), fault)
