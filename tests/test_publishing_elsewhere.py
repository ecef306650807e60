"""Publishing to a real Virtuoso, which asks for a login by digest and keeps literals in its way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from virtuoso import serving

import naravard_kg
from naravard_kg import KnowledgeGraph
from naravard_kg.publishing import Target, publish


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of a Virtuoso that holds nothing yet."""
    folder: Path = tmp_path_factory.mktemp("virtuoso")
    nothing = folder / "nothing.nq"
    nothing.touch()
    with serving(folder, nothing) as address:
        yield address


def test_all_that_is_shipped_comes_to_a_virtuoso_as_it_is(
    empty: str, shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blank nodes, dates and languages too, by digest; the second time there is nothing to do."""
    monkeypatch.setenv("NARAVARD_USER", "dba")
    monkeypatch.setenv("NARAVARD_PASSWORD", "dba")
    target = Target(f"{empty}-graph-crud-auth", query=f"{empty}-auth")
    first, second = (publish(shipped, target) for _ in range(2))

    assert {outcome.state for outcome in first.outcomes} == {"published"}
    assert {outcome.state for outcome in second.outcomes} == {"there"}
    evidence = "<https://w3id.org/naravard/ontology#hasEvidence>"
    question = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s {evidence} ?e }}"
    assert naravard_kg.connect(empty).select(question) == shipped.select(question)
