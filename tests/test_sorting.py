"""Lines sorted on disk: in order, each once, and nothing left of the files."""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import islice, product
from pathlib import Path
from typing import IO

import pytest

from naravard_kg import sorting
from naravard_kg.sorting import Sorter


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold so little in memory that files are needed."""
    monkeypatch.setattr(sorting, "_MOST", 5_000)
    monkeypatch.setattr(sorting, "_PIECE", 300)


def _some() -> list[bytes]:
    """Lines where one begins as another, with bytes below and above that of a line's end."""
    words = ["".join(letters) for n in (1, 2, 3) for letters in product("å\t.a\r é😀", repeat=n)]
    return [word.encode() for word in words[::-1] + words[::3]]


def _ended(lines: list[bytes]) -> list[bytes]:
    return sorted({line + b"\n" for line in lines})


def test_lines_come_back_in_order_and_once(runs: list[IO[bytes]], tmp_path: Path) -> None:
    """From several runs as from one set."""
    with closing(Sorter(tmp_path)) as sorter:
        for line in _some():
            sorter.add(line)
        assert list(sorter.lines()) == _ended(_some())
    assert len(runs) > 5


@pytest.mark.parametrize("step", [1, 7, 1_000, 100_000])
def test_a_file_may_come_in_any_pieces(runs: list[IO[bytes]], step: int) -> None:
    """The engine cuts where it likes; the last line need not be ended, and empty ones are none."""
    content = b"\n\n".join(_some())
    with closing(Sorter()) as sorter:
        for start in range(0, len(content), step):
            assert sorter.write(content[start : start + step]) > 0
        assert list(sorter.lines()) == _ended(_some())
    assert runs


def test_text_is_sorted_as_text(runs: list[IO[bytes]]) -> None:
    """The bytes of UTF-8 stand in the order of the code points, those beyond 16 bits too."""
    words = [f"{chr(point)} ." for point in (*range(0x20, 0xD800, 7), *range(0xE000, 0x20000, 7))]
    with closing(Sorter()) as sorter:
        for word in reversed(words):
            sorter.add(word.encode())
        assert [line.decode()[:-1] for line in sorter.lines()] == sorted(words)
    assert len(runs) > 5


def test_nothing_is_left_of_the_files(runs: list[IO[bytes]], tmp_path: Path) -> None:
    """Read to the end, broken off or never read; and they have no names a killed run could leave."""
    for most in (10_000, 3, 0):
        with closing(Sorter(tmp_path)) as sorter:
            for line in _some():
                sorter.add(line)
            read = list(islice(sorter.lines(), most))
            assert not list(tmp_path.iterdir())
        assert len(read) == min(most, len(set(_some())))
    assert len(runs) > 15
    assert all(run.closed for run in runs)


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    """Also to who hears of it through something that tells it otherwise."""
    with closing(Sorter(tmp_path / "none")) as sorter:
        with pytest.raises(FileNotFoundError):
            sorter.write(b"\n".join(_some()) + b"\n")
        assert isinstance(sorter.fault, FileNotFoundError)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device on this system")
def test_a_full_disk_is_told_and_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written cannot be written on closing either, which must not hide the rest."""
    runs: list[IO[bytes]] = []

    def full(**_: object) -> IO[bytes]:
        runs.append(Path("/dev/full").open("w+b"))  # noqa: SIM115 -- closed by what is tested
        return runs[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with closing(Sorter()) as sorter:
        for _ in range(2):
            with pytest.raises(OSError, match="No space left"):
                sorter.write(b"\n".join(_some()) + b"\n")
        assert isinstance(sorter.fault, OSError)
    assert len(runs) == 2
    assert all(run.closed for run in runs)
