"""How much each party covers: quickly of a nation, and the same as from the whole matrix."""

from __future__ import annotations

from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph
from naravard_kg.compare import compare
from naravard_kg.compare.coverage import Covered, coverage, of, table

from .small import area, says, small

WHO = (
    (),
    ("national", "skane", "orebro", "vastra", "jamtland"),
    ("skane-malbild-2021", "skane-uppfoljning-lakarstod"),
    ("plan/orebro-sammanhallen-2019", "avtal/skane-hs-2016"),
)


@pytest.mark.parametrize("by", ["areas", "themes", "target-groups", "methods", "goals", "status"])
@pytest.mark.parametrize("who", WHO, ids=["all", "national", "documents", "things"])
def test_what_is_counted_quickly_is_what_the_matrix_holds(
    shipped: KnowledgeGraph, by: str, who: tuple[str, ...]
) -> None:
    """The quick way asks whether, and not what: the two must never come apart."""
    assert coverage(shipped, who, by=by) == of(compare(shipped, who, by=by))


def test_every_row_is_in_one_state(shipped: KnowledgeGraph) -> None:
    """Stated, stated to be absent, not mentioned, silent: together all rows of the scheme."""
    for one in coverage(shipped, by="methods"):
        assert sum(one.states.values()) == 18
        assert one.own <= one.states["stated"]


def test_what_is_required_is_counted_when_the_frame_is_a_party(shipped: KnowledgeGraph) -> None:
    """The agreement of 2021 asks for three areas; who has answered how many of them?"""
    answered = {one.party.name: (one.answered, one.required) for one in coverage(shipped, WHO[1])}

    assert answered["aktor/staten"] == (3, 3)
    assert answered["plats/lan-12"] == (3, 3)
    assert answered["plats/lan-23"] == (1, 3)
    assert "required" not in table(coverage(shipped), "areas").columns


def test_a_row_that_is_only_reported_is_not_answered(tmp_path: Path) -> None:
    """To retell the agreement is no answer to it."""
    agreement = (
        "a:n a nv:Agreement ; nv:hasParty aktor:staten ; nv:inArea x:theirs ; nv:hasEvidence b:1 ."
    )
    told = area("theirs", skos_closeMatch="c:rehabilitering") + agreement
    graph = small(tmp_path, says("a", told))

    by_name: dict[str, Covered] = {
        one.party.name: one for one in coverage(graph, ["national", "lan-12"])
    }

    assert (by_name["plats/lan-12"].answered, by_name["plats/lan-12"].required) == (0, 1)
    assert by_name["plats/lan-12"].states["stated"] == 1
