"""Lines in the order of their bytes, each once, however many: sorted on disk in bounded memory.

In UTF-8 the order of the bytes is that of the code points, so text is sorted as text would be.
The files have no names: whatever ends the program, nothing is left of them.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

_MOST = 32_000_000  # bytes held before they are written to disk
_PIECE = 1_000_000  # bytes of a file that are cut into lines at a time
_EACH = 80  # what a line costs besides its bytes
_BUFFER = 64_000  # bytes of a run that are read or written at a time


class Sorter:
    """Takes lines, or the bytes of a file as they come, and gives the lines back in order."""

    def __init__(self, folder: Path | None = None) -> None:
        """Sort on the disk of *folder*, else where temporary files are; to be closed."""
        self._folder = folder
        self._runs: list[IO[bytes]] = []
        self._lines: set[bytes] = set()  # with their ends: without, "a" and "a\t" change places
        self._size = 0
        self._begun: list[bytes] = []
        self._waiting = 0  # bytes of these
        self.fault: OSError | None = None  # of writing, for who is told something else

    def write(self, piece: bytes) -> int:
        """Take a piece of a file, which need not end with a line."""
        self._begun.append(piece)
        self._waiting += len(piece)
        if self._waiting > _PIECE and b"\n" in piece:
            self._settle()
        return len(piece)

    def flush(self) -> None:
        """As a file is flushed: nothing is to be done."""

    def add(self, line: bytes) -> None:
        """Take a line, without its end."""
        before = len(self._lines)
        self._lines.add(line + b"\n")
        self._size += (len(line) + _EACH) * (len(self._lines) - before)
        if self._size > _MOST:
            self._spill()

    def lines(self) -> Iterator[bytes]:
        """The lines, each with its end; to be read once."""
        if self._begun:
            self._begun.append(b"\n")
            self._settle()
        if not self._runs:
            held, self._lines = sorted(self._lines), set()
            yield from held
            return
        self._spill()
        yield from _once(heapq.merge(*self._runs))
        self.close()

    def close(self) -> None:
        """Give back what is taken of the disk."""
        for run in self._runs:
            with suppress(OSError):  # a full disk takes what is left as little as the rest
                run.close()

    def _settle(self) -> None:
        """Cut what has come into lines; what has begun waits for its end."""
        come = BytesIO(b"".join(self._begun)).readlines()
        rest = [] if come[-1].endswith(b"\n") else [come.pop()]
        self._begun, self._waiting = rest, sum(map(len, rest))
        new = set(come) - self._lines - {b"\n"}
        self._lines |= new
        self._size += sum(map(len, new)) + _EACH * len(new)
        if self._size > _MOST:
            self._spill()

    def _spill(self) -> None:
        if not self._lines:
            return
        held, self._lines, self._size = sorted(self._lines), set(), 0
        try:
            run = tempfile.TemporaryFile(  # noqa: SIM115 -- closed by close
                buffering=_BUFFER, dir=self._folder
            )
            self._runs.append(run)
            run.writelines(held)
            run.seek(0)
        except OSError as error:
            self.fault = error
            raise


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line
