"""The list of questions and the catalogue of named ones: neither goes beyond the other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from naravard_kg import queryfiles


def test_every_question_of_the_list_has_a_query(shared: Path) -> None:
    """A question that no file answers is a promise not kept; an unknown id is a slip."""
    listed = _listed(shared)
    answered = {number for question in queryfiles.catalogue() for number in question.answers}

    assert sorted(listed - answered) == []
    assert sorted(answered - listed) == []


def test_every_question_of_the_list_is_a_test(shared: Path) -> None:
    """A question is answered when a test says what its answer is."""
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    told = {number for number in _listed(shared) for text in texts if _name(number) in text}

    assert sorted(_listed(shared) - told) == []


def _name(number: str) -> str:
    return f"def test_cq_{number.replace('-', '_')}_"


def _listed(shared: Path) -> set[str]:
    path = shared / "questions" / "competency.yaml"
    if not path.is_file():
        pytest.skip(f"The list of questions is not at {path}; set NARAVARD_SHARED.")
    return {entry["id"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))}
