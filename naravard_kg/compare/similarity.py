"""How alike parties are in what they state, and how alike they would be by chance alone.

A party is the set of rows that it states by things of its own that match them directly: what it
states only through a narrower concept counts there, and what it only reports of the national
frame does not count. Between two such sets A and B:

    jaccard   |A ∩ B| / |A ∪ B|           Jaccard 1901
    dice      2 |A ∩ B| / (|A| + |B|)     Dice 1945, Sørensen 1948
    overlap   |A ∩ B| / min(|A|, |B|)     Szymkiewicz 1934, Simpson 1943

Two parties share popular rows whatever they do. So each value stands beside what it comes to
when the rows are dealt out at random while every party keeps its number of rows and every row its
number of parties (the fixed-fixed null model of ecology; Strona et al. 2014, "A fast and unbiased
procedure to randomize ecological binary matrices", whose curveball is used here). Where such a
deal can hardly differ from the real one, as with two parties, the baseline says nothing, and its
interval shows that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from naravard_kg.compare.stances import Comparison, Party
from naravard_kg.errors import UnknownNameError
from naravard_kg.tables import Table
from naravard_kg.terms import Cell

Rows = frozenset[int]
_COLUMNS = ("first", "second", "shared", "either", "value", "expected", "low", "high", "p")
_DIGITS = 3
_TRADES = 5  # for each party, between two deals: enough to forget the deal before


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties, by their places: what they share of what either states, and the baseline.

    ``expected`` is the mean of the deals, ``low`` and ``high`` hold the middle 95 of 100 of them,
    ``p`` is the share of deals at least as far from the mean, the real one among them.
    """

    first: int
    second: int
    shared: int
    either: int
    value: float
    expected: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """Every pair of parties by one measure; ``permutations`` deals from ``seed``."""

    measure: str
    permutations: int
    seed: int
    parties: tuple[Party, ...]
    pairs: tuple[Pair, ...]

    def table(self) -> Table:
        """A row for each pair."""
        rows = tuple(self._row(pair) for pair in self.pairs)
        return Table(_COLUMNS, rows, f"similarity {self.measure}")

    def _row(self, pair: Pair) -> tuple[Cell, ...]:
        from decimal import Decimal

        floats = (pair.value, pair.expected, pair.low, pair.high, pair.p)
        ends = (self.parties[pair.first].who, self.parties[pair.second].who)
        numbers = (Decimal(str(round(number, _DIGITS))) for number in floats)
        return (*ends, pair.shared, pair.either, *numbers)


def jaccard(one: Rows, other: Rows) -> float:
    """The share of what either states that both state; 0 where neither states anything.

    >>> jaccard(frozenset({1, 2}), frozenset({2, 3}))
    0.3333333333333333
    """
    return len(one & other) / len(one | other) if one | other else 0.0


def dice(one: Rows, other: Rows) -> float:
    """Twice what both state, of all that they state.

    >>> dice(frozenset({1, 2}), frozenset({2, 3}))
    0.5
    """
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def overlap(one: Rows, other: Rows) -> float:
    """What both state, of what the one that states less does.

    >>> overlap(frozenset({1}), frozenset({1, 2, 3}))
    1.0
    """
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


MEASURES: dict[str, Callable[[Rows, Rows], float]] = {
    "jaccard": jaccard,
    "dice": dice,
    "overlap": overlap,
}


def similarity(
    comparison: Comparison, measure: str = "jaccard", *, permutations: int = 999, seed: int = 1
) -> Similarity:
    """How alike the parties of a comparison are.

    Args:
        comparison: of as many parties as can be compared, as they are the baseline's too.
        measure: ``jaccard``, ``dice`` or ``overlap``.
        permutations: how many random deals.
        seed: where the deals start; the same seed gives the same answer.

    Raises:
        UnknownNameError: there is no such measure.
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, known=MEASURES)
    like = MEASURES[measure]
    sets = [_stated(comparison, i) for i in range(len(comparison.parties))]
    deals = list(_deals(sets, permutations, Random(seed)))  # noqa: S311 -- no secret
    pairs = tuple(
        _pair(sets, (i, j), like, [like(deal[i], deal[j]) for deal in deals])
        for i, j in combinations(range(len(sets)), 2)
    )
    return Similarity(measure, permutations, seed, comparison.parties, pairs)


def _stated(comparison: Comparison, i: int) -> Rows:
    return frozenset(
        number
        for number, row in enumerate(comparison.rows)
        if row.key and any(e.direct for e in row.stances[i].entries)
    )


def _deals(sets: Sequence[Rows], number: int, random: Random) -> Iterator[list[Rows]]:
    """Random deals, each from the one before by trades between two parties (curveball)."""
    deal = [set(rows) for rows in sets]
    for _ in range(number if len(deal) > 1 else 0):
        for _ in range(_TRADES * len(deal)):
            _trade(deal, random)
        yield [frozenset(rows) for rows in deal]


def _trade(deal: list[set[int]], random: Random) -> None:
    """Two parties put what only one of them has in one heap, and deal it out anew."""
    i, j = random.sample(range(len(deal)), 2)
    mine, yours = deal[i] - deal[j], deal[j] - deal[i]
    heap = sorted(mine | yours)
    random.shuffle(heap)
    both = deal[i] & deal[j]
    deal[i], deal[j] = both | set(heap[: len(mine)]), both | set(heap[len(mine) :])


def _pair(
    sets: Sequence[Rows],
    ends: tuple[int, int],
    like: Callable[[Rows, Rows], float],
    dealt: list[float],
) -> Pair:
    one, other = sets[ends[0]], sets[ends[1]]
    value = like(one, other)
    every = sorted([*dealt, value])
    mean = sum(every) / len(every)
    far = sum(abs(deal - mean) >= abs(value - mean) - 1e-12 for deal in every)
    low, high = every[int(0.025 * len(every))], every[int(0.975 * (len(every) - 1) + 0.5)]
    return Pair(*ends, len(one & other), len(one | other), value, mean, low, high, far / len(every))
