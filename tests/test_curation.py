"""The shipped data: what the plan files say is what the graphs hold, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from naravard_kg import curation, plans, resources
from naravard_kg.convert import serialise


@pytest.fixture(scope="module")
def lifted(sources: Path) -> list[tuple[Path, plans.Plan]]:
    """Every plan file of data/, lifted with the text copies at hand."""
    return list(curation.lifted(sources))


def _files() -> Iterator[Path]:
    yield from (resources.root() / "data").rglob("*.trig")


def test_the_committed_graphs_are_what_the_plan_files_say(
    lifted: list[tuple[Path, plans.Plan]],
) -> None:
    """A graph edited by hand, or a file not lifted again, would part from its source."""
    stale = [
        path.name
        for path, plan in lifted
        if curation.graph_file(path).read_text(encoding="utf-8") != serialise(plan.quads, "trig")
    ]

    assert stale == []


def test_nothing_of_the_plan_files_is_left_out(lifted: list[tuple[Path, plans.Plan]]) -> None:
    """Shipped data with a note on it would be data with a hole in it."""
    notes = [
        f"{path.name}:{note.place.line} {note.rule} {dict(note.facts)}"
        for path, plan in lifted
        for note in plan.notes
    ]

    assert notes == []


def test_every_graph_has_its_plan_file_and_every_plan_file_its_graph() -> None:
    """An orphan is either forgotten or made by hand."""
    assert set(_files()) == {curation.graph_file(path) for path in curation.plan_files()}


def test_the_graph_holds_none_of_the_words_of_the_texts(sources: Path) -> None:
    """The documents' words are not ours to publish: offsets, digests and names only."""
    texts = ["  ".join(t.read_text(encoding="utf-8").split()) for t in sources.glob("*.txt")]
    windows = {" ".join(words) for text in texts for words in _windows(text.split(), 12)}
    held = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in _files())

    assert [words for words in _joined(held.split(), 12) if words in windows] == []


def _windows(words: list[str], size: int) -> Iterator[list[str]]:
    yield from (words[start : start + size] for start in range(len(words) - size + 1))


def _joined(words: list[str], size: int) -> Iterator[str]:
    yield from (" ".join(window) for window in _windows(words, size))
