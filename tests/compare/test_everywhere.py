"""The same comparison from memory, from a store on disk, and from an endpoint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from naravard_kg import KnowledgeGraph
from naravard_kg.compare import Comparison, aspects, compare
from naravard_kg.compare.coverage import coverage
from naravard_kg.compare.similarity import similarity
from naravard_kg.compare.wording import wording
from naravard_kg.tables import Answers

ASKED: tuple[dict[str, Any], ...] = (
    *({"by": name} for name in aspects.named()),
    {"by": "themes", "only": "missing-in jamtland"},
    {"by": "status", "as_of": date(2021, 6, 1)},
    {"by": "organniva"},
    {"by": "target-groups", "who": ["national", "skane", "plan/orebro-sammanhallen-2019"]},
)


def plain(found: Comparison) -> Comparison:
    """The comparison without where it was asked for."""
    return replace(found, graph=None, origin=None)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(map(str, asked.values())))
def test_a_comparison_is_the_same_everywhere(
    shipped: KnowledgeGraph, elsewhere: Answers, asked: dict[str, Any]
) -> None:
    """Nobody should have to think of where the graph is."""
    here = compare(shipped, evidence=True, **asked)

    there = compare(elsewhere, evidence=True, **asked)
    assert plain(there) == plain(here)
    assert there.origin is not None
    assert there.origin.source
    assert there.origin.digest == ""


def test_coverage_likeness_and_wording_are_the_same_too(
    shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """They are made from a comparison, and from questions of their own."""
    assert coverage(elsewhere, by="themes") == coverage(shipped, by="themes")
    ours, theirs = compare(shipped, by="areas"), compare(elsewhere, by="areas")
    assert similarity(theirs) == similarity(ours)
    assert wording(elsewhere, theirs).terms == wording(shipped, ours).terms
