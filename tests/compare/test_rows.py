"""Which rows are shown: shared, unique, differing, missing in a party, and those of a concept."""

from __future__ import annotations

import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.compare import Comparison, compare
from naravard_kg.compare.narrowing import kept, parted
from naravard_kg.compare.parties import who_is
from naravard_kg.errors import AmbiguousNameError, UnknownNameError

CONCEPTS = ("areas", "target-groups", "methods", "themes", "goals", "principles")


def keys(found: Comparison) -> list[str]:
    """The rows by short name."""
    return [names.short(row.key[0] or "").rpartition("/")[2] for row in found if row.key]


def test_shared_rows_are_stated_by_all_and_unique_ones_by_one(shipped: KnowledgeGraph) -> None:
    """The two questions of every comparison."""
    shared, unique = compare(shipped, only="shared"), compare(shipped, only="unique")

    assert keys(shared) == ["digitalisering", "forebyggande", "nara-vard", "samverkan"]
    assert all(all(row.stated) for row in shared)
    assert {sum(row.stated) for row in unique} == {1}
    assert {"habilitering", "palliativ-vard", "lakarmedverkan", "kommunikation"} <= set(
        keys(unique)
    )


def test_differing_rows_are_not_in_one_state_and_one_match(shipped: KnowledgeGraph) -> None:
    """Where one region says the same and another only nearly, they differ."""
    found = compare(shipped, only="differing")

    assert "digitalisering" in keys(found)
    assert all(len({(s.state, s.match) for s in row.stances}) > 1 for row in found)


@pytest.mark.parametrize("by", CONCEPTS)
@pytest.mark.parametrize("who", ["skane", "orebro", "sodra-alvsborg", "jamtland"])
def test_gaps_found_by_the_engine_are_those_of_the_whole_matrix(
    shipped: KnowledgeGraph, by: str, who: str
) -> None:
    """MINUS in the store is the fast way to the same rows that filtering all of them gives."""
    found = compare(shipped, by=by, only=f"missing-in {who}")

    whole = compare(shipped, [party.name for party in found.parties], by=by)
    column = [party.who for party in found.parties].index(who_is(shipped, who))
    rows = kept(whole.rows, "missing-in", [column])
    assert [row.key for row in found] == [row.key for row in rows]
    assert [row.stances for row in found] == [row.stances for row in rows]


def test_a_party_that_something_is_missing_in_is_shown_first(shipped: KnowledgeGraph) -> None:
    """The reader who asks what Skåne lacks beside Örebro wants to see both."""
    found = compare(shipped, ["orebro"], only="missing-in skane")

    assert [party.name for party in found.parties] == ["plats/lan-12", "plats/lan-18"]
    assert "kunskapsstyrning" in keys(found)
    assert "rehabilitering" not in keys(found)


def test_nothing_is_missing_where_nobody_else_has_it(shipped: KnowledgeGraph) -> None:
    """A gap is a gap beside somebody: what no party has is in no gap analysis."""
    found = compare(shipped, ["orebro", "jamtland"], only="missing-in orebro")

    assert all(any(row.stated) for row in found)


def test_the_required_rows_are_those_of_the_national_frame(shipped: KnowledgeGraph) -> None:
    """Health promotion, rehabilitation and person-centred work are what the agreement of 2021 asks."""
    found = compare(shipped, ["national", "jamtland"], only="missing-in jamtland")

    assert keys(found) == ["personcentrering", "rehabilitering"]


def test_a_row_can_be_asked_for_by_any_name(shipped: KnowledgeGraph) -> None:
    """By slug or label; the narrower concepts come along, as their things count for it."""
    found = compare(shipped, concepts=["vocab/utvecklingsomrade/patientsakerhet"])

    assert keys(found) == ["patientsakerhet"]
    assert found.stance("patientsakerhet", "lan-18").state == "stated"


def test_the_command_gives_the_same_comparison_again(shipped: KnowledgeGraph) -> None:
    """What a figure carries must be what to type."""
    from datetime import date

    found = compare(
        shipped, ["skane", "orebro"], by="areas", only="missing-in skane", as_of=date(2021, 6, 30)
    )

    assert found.origin is not None
    assert found.origin.typed == (
        "naravard compare skane orebro --by areas --only 'missing-in skane' --as-of 2021-06-30"
    )
    assert found.origin.source == ""


@pytest.mark.parametrize("only", ["sharing", "missing-in", "shared skane", ""])
def test_a_choice_of_rows_that_is_none_says_which_there_are(only: str) -> None:
    """A silent fall-back to all rows would answer another question."""
    with pytest.raises(UnknownNameError):
        parted(only)


def test_unknown_names_suggest_the_nearest(shipped: KnowledgeGraph) -> None:
    """A party, an aspect, a concept."""
    with pytest.raises(UnknownNameError) as wrong:
        compare(shipped, by="areaz")
    assert "areas" in wrong.value.near
    with pytest.raises(UnknownNameError):
        compare(shipped, ["skone"])
    with pytest.raises((UnknownNameError, AmbiguousNameError)):
        compare(shipped, concepts=["rehabilitreing"])
