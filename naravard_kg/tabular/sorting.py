"""Lines in the order of their bytes, each once, however many: sorted on disk in bounded memory."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

_MOST = 32_000_000  # bytes held before they are written to disk
_EACH = 80  # what a line costs besides its bytes


class Sorter:
    """Takes lines, or the bytes of a file as they come, and gives the lines back in order."""

    def __init__(self, folder: Path, name: str) -> None:
        """Sort in *folder*, in files that begin with *name* and are removed when they are read."""
        self._place = folder / name
        self._files: list[Path] = []
        self._lines: set[bytes] = set()
        self._size = 0
        self._begun: list[bytes] = []
        self.fault: OSError | None = None  # of writing, for who is told something else

    def write(self, piece: bytes) -> int:
        """Take a piece of a file, which need not end with a line."""
        self._begun.append(piece)
        self._size += len(piece)
        if self._size > _MOST:
            self._settle()
        return len(piece)

    def flush(self) -> None:
        """As a file is flushed: nothing is to be done."""

    def add(self, line: bytes) -> None:
        """Take a line, without its end."""
        before = len(self._lines)
        self._lines.add(line)
        self._size += (len(line) + _EACH) * (len(self._lines) - before)
        if self._size > _MOST:
            self._spill()

    def lines(self) -> Iterator[bytes]:
        """The lines, each with its end; to be read once."""
        if self._begun:
            self._begun.append(b"\n")
            self._settle()
        if not self._files:
            held, self._lines = sorted(self._lines), set()
            yield from (line + b"\n" for line in held)
            return
        self._spill()
        with ExitStack() as opened:
            streams = [opened.enter_context(path.open("rb")) for path in self._files]
            yield from _once(heapq.merge(*streams))
        for path in self._files:
            path.unlink()

    def _settle(self) -> None:
        """Cut what has come into lines; what has begun waits for its end."""
        whole, _, rest = b"".join(self._begun).rpartition(b"\n")
        self._begun = [rest]
        self._lines.update(line for line in whole.split(b"\n") if line)
        self._size = len(rest)
        self._spill()

    def _spill(self) -> None:
        if not self._lines:
            return
        path = self._place.with_name(f"{self._place.name}-{len(self._files)}")
        self._files.append(path)
        held, self._lines, self._size = sorted(self._lines), set(), sum(map(len, self._begun))
        try:
            with path.open("wb") as stream:
                stream.writelines(line + b"\n" for line in held)
        except OSError as error:
            self.fault = error
            raise


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line
