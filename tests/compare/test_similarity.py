"""How alike parties are: the measures, the random deals, and what the baseline may be read for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph
from naravard_kg.compare import compare
from naravard_kg.compare.aspects import named
from naravard_kg.compare.similarity import MEASURES, Rows, Similarity, _deals, similarity
from naravard_kg.compare.stances import Comparison, Entry, Party, Row, Stance
from naravard_kg.errors import UnknownNameError
from naravard_kg.terms import Iri

SETS = st.lists(st.frozensets(st.integers(0, 11), max_size=12), min_size=2, max_size=6)


def of(sets: list[Rows]) -> Comparison:
    """A comparison in which party *i* states just the rows of its set."""
    parties = tuple(Party(Iri(f"x:{i}"), frozenset()) for i in range(len(sets)))
    thing = (Entry(Iri("x:thing"), "exact", ()),)
    rows = tuple(
        Row(
            (Iri(f"x:row-{number}"),),
            tuple(
                Stance("stated", thing) if number in rows else Stance("not-mentioned")
                for rows in sets
            ),
        )
        for number in range(12)
    )
    return Comparison(named()["areas"], parties, rows)


@given(SETS)
def test_the_measures_lie_between_none_and_all(sets: list[Rows]) -> None:
    """0 for nothing in common, 1 for the same, and the same both ways."""
    for like in MEASURES.values():
        for one in sets:
            assert like(one, one) == (1.0 if one else 0.0)
            for other in sets:
                assert 0.0 <= like(one, other) <= 1.0
                assert like(one, other) == like(other, one)
                assert (like(one, other) == 0.0) == (not one & other)


def test_jaccard_is_what_its_formula_says() -> None:
    """Two of five: 0.4; by Dice 4 of 7, by overlap 2 of 3."""
    one, other = frozenset({1, 2, 3}), frozenset({2, 3, 4, 5})

    assert MEASURES["jaccard"](one, other) == 2 / 5
    assert MEASURES["dice"](one, other) == 4 / 7
    assert MEASURES["overlap"](one, other) == 2 / 3


@given(SETS, st.integers(0, 5))
def test_a_deal_keeps_what_every_party_and_every_row_has(sets: list[Rows], seed: int) -> None:
    """Else the baseline would call two regions alike for saying much, or for saying what all say."""
    for deal in _deals(sets, 5, Random(seed)):  # noqa: S311 -- no secret
        assert [len(rows) for rows in deal] == [len(rows) for rows in sets]
        assert _columns(deal) == _columns(sets)


def _columns(sets: list[Rows]) -> Counter[int]:
    return Counter(number for rows in sets for number in rows)


def test_deals_reach_every_matrix_of_the_same_margins_alike() -> None:
    """Curveball is uniform: the 6 ways to deal four rows to two parties of two come equally often."""
    sets = [frozenset({0, 1}), frozenset({2, 3})]

    seen = Counter(deal[0] for deal in _deals(sets, 6_000, Random(7)))  # noqa: S311 -- no secret

    assert len(seen) == 6
    assert min(seen.values()) > 850
    assert max(seen.values()) < 1150


def test_parties_that_state_the_same_rare_rows_stand_out() -> None:
    """Of ten parties, two share six rows that nobody else has: no deal comes near that."""
    twins = frozenset(range(6))
    others = [frozenset({6 + i % 6, 6 + (i + 1) % 6}) for i in range(8)]

    found = similarity(of([twins, twins, *others]), permutations=499)

    pair = found.pairs[0]
    assert (pair.first, pair.second, pair.shared, pair.either) == (0, 1, 6, 6)
    assert pair.value == 1.0
    assert pair.value > pair.high
    assert pair.p < 0.05


def test_two_parties_have_no_baseline() -> None:
    """Every deal between two keeps what they share: the interval is the value itself."""
    (pair,) = similarity(of([frozenset({1, 2}), frozenset({2, 3})]), permutations=99).pairs

    assert (pair.low, pair.expected, pair.high) == pytest.approx((pair.value,) * 3)
    assert pair.p == 1.0


def test_the_same_seed_gives_the_same_answer(shipped: KnowledgeGraph) -> None:
    """A figure in a paper can be made again."""
    found = compare(shipped, by="themes")

    assert similarity(found, seed=3) == similarity(found, seed=3)
    assert similarity(found, seed=3).pairs != similarity(found, seed=4).pairs


def test_what_is_only_reported_or_only_related_makes_nobody_alike() -> None:
    """Two regions that both retell the national agreement have not chosen the same."""
    entry = Entry(Iri("x:n"), "exact", (), frame=Iri("x:agreement"))
    kin = Entry(Iri("x:k"), "related", ())
    wide = Entry(Iri("x:w"), "broad", (), within=Iri("x:narrow"))
    stance = Stance("stated", (entry, kin, wide))
    parties = tuple(Party(Iri(f"x:{i}"), frozenset()) for i in range(2))
    told = Comparison(named()["areas"], parties, (Row((Iri("x:row"),), (stance, stance)),))

    (pair,) = similarity(told, permutations=9).pairs
    assert (pair.shared, pair.either, pair.value) == (0, 0, 0.0)


def test_the_regions_of_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    """Skåne and Örebro share most, and the table says what the pairs say."""
    found: Similarity = similarity(compare(shipped, by="themes"))

    told = {
        (found.parties[p.first].name[-2:], found.parties[p.second].name[-2:]): p
        for p in found.pairs
    }
    assert len(told) == 6
    assert all(p.low <= p.expected <= p.high for p in found.pairs)
    assert [float(str(value)) for value in found.table().column("value")] == [
        round(pair.value, 3) for pair in found.pairs
    ]
    assert told["12", "18"].value == max(pair.value for pair in found.pairs)


def test_an_unknown_measure_says_which_there_are(shipped: KnowledgeGraph) -> None:
    """A misprint must not give another measure."""
    with pytest.raises(UnknownNameError) as wrong:
        similarity(compare(shipped), "jacard")
    assert wrong.value.near == ("jaccard",)


def test_a_day_may_be_compared_with_another(shipped: KnowledgeGraph) -> None:
    """The same region at two days is two parties, and they can be held against each other."""
    found = compare(shipped, ["skane"], by="status", as_of=[date(2020, 6, 1), date(2021, 6, 1)])

    assert [party.name for party in found.parties] == [
        "plats/lan-12@2020-06-01",
        "plats/lan-12@2021-06-01",
    ]
    (pair,) = similarity(found, permutations=9).pairs
    assert pair.value < 1.0
