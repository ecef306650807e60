"""Durations as a user gives them: read by any name, and a slip is pointed at."""

from __future__ import annotations

from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import dependencies
from naravard_kg.dependencies.durations import read
from naravard_kg.errors import UnknownNameError, UnreadableFileError


def written(folder: Path, text: str) -> Path:
    """A file with the text."""
    path = folder / "durations.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("head", ["", "thing,days\n", "\ufeffsak,dagar\n"])
def test_a_file_is_read_with_and_without_its_heading(
    chain: KnowledgeGraph, tmp_path: Path, head: str
) -> None:
    """A spreadsheet writes a mark and a heading; a person writes neither."""
    path = written(tmp_path, head + "a-12,5\n\nuppdrag/a-07, 30\n")

    lasting = read(path)
    slots = dependencies(chain).critical(durations=lasting).slots

    assert lasting == {"a-12": 5, "uppdrag/a-07": 30}
    assert {names.short(slot.things[0]): slot.duration for slot in slots} == {
        "uppdrag/a-07": 30,
        "uppdrag/a-09": 0,
        "uppdrag/a-12": 5,
    }


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a-12,5\na-07,long\n", 2, 6), ("a-12,5\na-07\n", 2, 5), ("a-12,5\na-07,9999999\n", 2, 6)],
)
def test_a_line_that_is_none_is_pointed_at(
    tmp_path: Path, text: str, line: int, column: int
) -> None:
    """Of three hundred lines, which?"""
    with pytest.raises(UnreadableFileError) as caught:
        read(written(tmp_path, text))

    assert (caught.value.fault, caught.value.line, caught.value.column) == ("days", line, column)


def test_an_unknown_name_and_a_missing_file_are_told(chain: KnowledgeGraph, tmp_path: Path) -> None:
    """A duration that is silently dropped makes a plan too short."""
    with pytest.raises(UnknownNameError):
        dependencies(chain).critical(durations=read(written(tmp_path, "a-99,5\n")))
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "none.csv")
