"""How high up everything in a column stands, so that lines are as straight as the order allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

_ROUNDS, _WORK = 12, 120_000
_LAST, _LEVEL = 2, 0.5
_FAINT = 0.01  # what keeps a thing where it is when nothing else pulls at it

Near = tuple[int, float] | None
Pull = tuple[float, float]
"""A height something is drawn to, and how strongly."""
Centre = Callable[[list[Pull]], float]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two things, at a distance below the middle of each; *weight* is its pull.

    A *faint* one holds together what need not be level.
    """

    left: int
    right: int
    down_left: float = 0.0
    down_right: float = 0.0
    weight: float = 1.0
    faint: bool = False


def heights(
    columns: Sequence[Sequence[int]], sizes: Mapping[int, float], gap: float, ties: Iterable[Tie]
) -> dict[int, float]:
    """The middle of each thing; those of a column keep their order and a distance of *gap*.

    A thing of size 0 is the piece of a line, which may pass another line at half the distance.

    >>> middle = heights([[0, 1], [2]], {0: 10, 1: 10, 2: 10}, 4, [Tie(1, 2)])
    >>> middle[1] - middle[0], middle[2] - middle[1]
    (14.0, 0.0)
    """
    stand = _stand(columns, sizes, gap, ties)
    rounds = max(2, min(_ROUNDS, _WORK // (len(stand.middle) + 1)))
    # Drawn together first; then the lines are straightened, from one side in turn and from both.
    for number in range(3 * rounds):
        rightwards, stage = number % 2 == 0, number // rounds
        both = stage != 1
        for at in sorted(range(len(columns)), reverse=not rightwards):
            sides = (rightwards or both, both or not rightwards)
            _settle(stand, at, sides, _median if stage else _mean)
        if stage == _LAST:
            _slide(stand)
            if number % 4 == 0:
                _squeeze(stand)
    _squeeze(stand)
    return dict(stand.middle)


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where everything stands, what is next to it, and the ties at either side of it."""

    columns: Sequence[Sequence[int]]
    rows: list[list[float]]
    middle: dict[int, float]
    room: dict[int, tuple[Near, Near]]
    left: dict[int, list[Tie]]
    right: dict[int, list[Tie]]

    def bend(self, tie: Tie) -> float:
        """How much lower the right end of a line is than the left one."""
        right = self.middle[tie.right] + tie.down_right
        return right - self.middle[tie.left] - tie.down_left

    def pulls(self, vertex: int, *, left: bool, right: bool) -> list[Pull]:
        """Where the ties of the sides that count draw a thing to."""
        here = self.middle[vertex]
        pulls = [(here, _FAINT)]
        if left:
            pulls += [(here - self.bend(tie), tie.weight) for tie in self.left[vertex]]
        if right:
            pulls += [(here + self.bend(tie), tie.weight) for tie in self.right[vertex]]
        return pulls

    def outside(self, vertex: int, inside: set[int]) -> list[Pull]:
        """By how much the ties to what does not move along would have a thing move."""
        left = [(-self.bend(t), t.weight) for t in self.left[vertex] if t.left not in inside]
        right = [(self.bend(t), t.weight) for t in self.right[vertex] if t.right not in inside]
        return left + right


def _stand(
    columns: Sequence[Sequence[int]], sizes: Mapping[int, float], gap: float, ties: Iterable[Tie]
) -> _Stand:
    """Every column stacked tightly, and all in the middle."""
    rows = [_rows(column, sizes, gap) for column in columns]
    middle, room = {}, {}
    for column, own in zip(columns, rows, strict=True):
        for v, row, near in zip(column, own, _neighbours(column, own), strict=True):
            middle[v] = row - (own[0] + own[-1]) / 2
            room[v] = near
    left: dict[int, list[Tie]] = defaultdict(list)
    right: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        right[tie.left].append(tie)
        left[tie.right].append(tie)
    return _Stand(columns, rows, middle, room, left, right)


def _settle(stand: _Stand, at: int, sides: tuple[bool, bool], centre: Centre) -> None:
    """Give each thing of a column the place that the ties of the given sides ask for."""
    column, rows = stand.columns[at], stand.rows[at]
    wishes = [
        [(height - row, weight) for height, weight in stand.pulls(v, left=sides[0], right=sides[1])]
        for v, row in zip(column, rows, strict=True)
    ]
    for v, row, place in zip(column, rows, _pooled(wishes, centre), strict=True):
        stand.middle[v] = row + place


def _slide(stand: _Stand) -> None:
    """Move what straight lines join as a whole, as far as there is room.

    A straight line is held in place by its own pieces: none of them gains by moving alone.
    """
    for block in _blocks(stand):
        inside = set(block)
        wanted, low, high = [], -inf, inf
        for v in block:
            wanted += stand.outside(v, inside)
            above, below = stand.room[v]
            if above is not None and above[0] not in inside:
                low = max(low, stand.middle[above[0]] + above[1] - stand.middle[v])
            if below is not None and below[0] not in inside:
                high = min(high, stand.middle[below[0]] - below[1] - stand.middle[v])
        shift = min(max(_nearest(sorted(wanted)), min(low, 0.0)), max(high, 0.0))
        for v in block:
            stand.middle[v] += shift


def _squeeze(stand: _Stand) -> None:
    """Close what is empty from one side to the other, where no straight line is bent by it."""
    blocks = _blocks(stand)
    home = {v: at for at, block in enumerate(blocks) for v in block}
    column = {v: at for at, vertices in enumerate(stand.columns) for v in vertices}
    missing = [len(block) for block in blocks]
    cut: set[int] = set()
    slack = [inf] * len(stand.columns)
    moved = 0.0
    for v in sorted(stand.middle, key=lambda v: (stand.middle[v], column[v])):
        room = min(slack)
        if not cut and 0 < room < inf:
            moved += room
            slack = [each - room for each in slack]
        below = stand.room[v][1]
        free = stand.middle[below[0]] - stand.middle[v] - below[1] if below else inf
        slack[column[v]] = free
        missing[home[v]] -= 1
        (cut.add if missing[home[v]] else cut.discard)(home[v])
        stand.middle[v] -= moved


def _blocks(stand: _Stand) -> list[list[int]]:
    """The things that lines join without a bend."""
    home = {v: [v] for column in stand.columns for v in column}
    for ties in stand.right.values():
        for tie in ties:
            here, there = home[tie.left], home[tie.right]
            if here is there or tie.faint or abs(stand.bend(tie)) > _LEVEL:
                continue
            small, large = sorted((here, there), key=len)
            large.extend(small)
            home.update(dict.fromkeys(small, large))
    return list({id(block): block for block in home.values()}.values())


def _rows(column: Sequence[int], sizes: Mapping[int, float], gap: float) -> list[float]:
    """The middles when everything is stacked as tightly as allowed."""
    rows = [0.0] * min(len(column), 1)
    for upper, lower in pairwise(column):
        between = gap if sizes[upper] or sizes[lower] else gap / 2
        rows.append(rows[-1] + (sizes[upper] + sizes[lower]) / 2 + between)
    return rows


def _neighbours(column: Sequence[int], rows: list[float]) -> Iterator[tuple[Near, Near]]:
    """What is above and below each thing, with the least distance to it."""
    apart = [lower - upper for upper, lower in pairwise(rows)]
    for at in range(len(column)):
        above = (column[at - 1], apart[at - 1]) if at else None
        below = (column[at + 1], apart[at]) if at < len(apart) else None
        yield above, below


def _pooled(wishes: list[list[Pull]], centre: Centre) -> list[float]:
    """Places that never decrease, with the least sum of distances to what is wished for.

    Source:
        R. E. Barlow et al., "Statistical inference under order restrictions" (1972), the
        pool adjacent violators algorithm

    >>> _pooled([[(5.0, 1.0)], [(1.0, 1.0)], [(9.0, 1.0)]], _median)
    [3.0, 3.0, 9.0]
    """
    pools: list[tuple[float, int, list[Pull]]] = []
    for wish in wishes:
        pulls, members = sorted(wish), 1
        place = centre(pulls)
        while pools and pools[-1][0] > place:
            _, more, others = pools.pop()
            pulls, members = sorted(others + pulls), members + more
            place = centre(pulls)
        pools.append((place, members, pulls))
    return [place for place, members, _ in pools for _ in range(members)]


def _mean(pulls: list[Pull]) -> float:
    """The mean by weight."""
    return sum(place * weight for place, weight in pulls) / sum(weight for _, weight in pulls)


def _median(pulls: list[Pull]) -> float:
    """The middle of a sorted list by weight; of two middles the one half-way between."""
    half = sum(weight for _, weight in pulls) / 2
    below = 0.0
    for at, (place, weight) in enumerate(pulls):
        below += weight
        if abs(below - half) < _FAINT * 1.5 and at + 1 < len(pulls):
            return (place + pulls[at + 1][0]) / 2
        if below > half:
            return place
    return pulls[-1][0]


def _nearest(pulls: list[Pull]) -> float:
    """Of the shifts that leave the least sum of distances, the smallest."""
    half = sum(weight for _, weight in pulls) / 2
    below = 0.0
    for at, (shift, weight) in enumerate(pulls):
        below += weight
        if below >= half - 1e-9:
            other = pulls[at + 1][0] if below <= half + 1e-9 and at + 1 < len(pulls) else shift
            return min(max(0.0, shift), other)
    return 0.0
