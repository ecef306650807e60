"""In which order boxes and lines stand in their columns, so that few lines cross.

Every edge goes from one column to the next; what spans several has been cut into pieces before.

Source:
    K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
    structures", IEEE Trans. Syst. Man Cybern. 11 (1981) 109-125; with the exchange of
    neighbours of E. R. Gansner et al., "A technique for drawing directed graphs", IEEE
    Trans. Softw. Eng. 19 (1993) 214-230
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Edge = tuple[int, int]
Columns = list[list[int]]

_SWEEPS, _PATIENCE, _WORK = 24, 6, 60_000


def ordered(columns: Sequence[Sequence[int]], edges: Iterable[Edge]) -> Columns:
    """The vertices of each column from top to bottom; *edges* lead from left to right.

    >>> ordered([[0, 1], [2, 3]], [(0, 3), (1, 2)])
    [[0, 1], [3, 2]]
    """
    order = _Order(columns, edges)
    best, fewest, waited = order.columns(), order.crossings(), 0
    sweeps = max(2, min(_SWEEPS, _WORK // (order.size + 1)))
    for number in range(sweeps):
        if not fewest or waited > _PATIENCE:
            break
        order.sweep(number)
        waited += 1
        if (crossings := order.crossings()) < fewest:
            best, fewest, waited = order.columns(), crossings, 0
    return best


class _Order:
    """The present order, and where each vertex stands in it."""

    def __init__(self, columns: Sequence[Sequence[int]], edges: Iterable[Edge]) -> None:
        self._columns = [list(column) for column in columns]
        self.size = sum(map(len, self._columns))
        self._before: dict[int, list[int]] = {v: [] for column in columns for v in column}
        self._after: dict[int, list[int]] = {v: [] for column in columns for v in column}
        for left, right in edges:
            self._after[left].append(right)
            self._before[right].append(left)
        self._columns = _walked(self._columns, self._before, self._after)
        self._place = {v: at for column in self._columns for at, v in enumerate(column)}

    def columns(self) -> Columns:
        """A copy of the order."""
        return [list(column) for column in self._columns]

    def crossings(self) -> int:
        """How many pairs of edges cross."""
        return sum(self._crossings(column) for column in self._columns)

    def _crossings(self, column: list[int]) -> int:
        seen: list[int] = []
        found = 0
        for v in column:
            ends = sorted(self._place[w] for w in self._after[v])
            found += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
        return found

    def sweep(self, number: int) -> None:
        """Once through all columns, to the right and to the left in turn."""
        rightwards = number % 2 == 0
        near = self._before if rightwards else self._after
        for column in self._columns if rightwards else reversed(self._columns):
            # vertices pulled alike change places every other time, to leave a dead end
            sign = 1 if number // 2 % 2 == 0 else -1
            pull = {v: _pull(self._place, v, near[v]) for v in column}
            column.sort(key=lambda v: (pull[v], sign * self._place[v]))
            self._number(column)
        for _ in range(4):
            if not sum(self._exchange(column) for column in self._columns):
                break

    def _number(self, column: list[int]) -> None:
        self._place.update({v: at for at, v in enumerate(column)})

    def _exchange(self, column: list[int]) -> int:
        """Let neighbours change places where that saves crossings; how many did."""
        changes = 0
        for at, (upper, lower) in enumerate(pairwise(list(column))):
            upper = column[at]  # noqa: PLW2901 -- it may just have come down
            if self._saved(upper, lower) > 0:
                column[at], column[at + 1] = lower, upper
                changes += 1
        self._number(column)
        return changes

    def _saved(self, upper: int, lower: int) -> int:
        saved = 0
        for near in (self._before, self._after):
            above = [self._place[w] for w in near[upper]]
            below = [self._place[w] for w in near[lower]]
            saved += sum((a > b) - (a < b) for a in above for b in below)
        return saved


def _pull(place: Mapping[int, int], vertex: int, near: list[int]) -> float:
    """The middle place of what is near; where nothing is, the vertex stays."""
    if not near:
        return place[vertex]
    return sum(place[w] for w in near) / len(near)


def _walked(columns: Columns, before: dict[int, list[int]], after: dict[int, list[int]]) -> Columns:
    """The vertices as a walk along the edges meets them: what hangs together starts together."""
    seen: set[int] = set()
    met: dict[int, int] = {}
    for column in columns:
        for start in column:
            waiting = [start]
            while waiting:
                v = waiting.pop()
                if v not in seen:
                    seen.add(v)
                    met[v] = len(met)
                    waiting.extend(w for w in reversed(after[v] + before[v]) if w not in seen)
    return [sorted(column, key=met.__getitem__) for column in columns]
