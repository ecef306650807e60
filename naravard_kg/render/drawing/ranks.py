"""In which column a box stands: right of all that comes before it, and close to what follows.

Boxes are numbers here, and a link is a pair of them: the first goes left of the other. A link in
a circle that cannot go to the right is one whose first box does not end up left of its other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt

Link = tuple[int, int]

_TALL, _LARGE = 12, 1000


def ranks(count: int, links: Iterable[Link], loose: Iterable[Link] = ()) -> list[int]:
    """The column of each of *count* boxes, from 0 in each group of boxes that hang together.

    *loose* links ask for no order; where they can, their ends share a column.

    >>> ranks(4, [(0, 1), (1, 2), (0, 2), (3, 2)])
    [0, 1, 2, 1]
    >>> ranks(3, [(0, 1), (1, 0)], loose=[(2, 1)])
    [0, 1, 1]
    """
    forward = _without_circles(count, sorted({link for link in links if link[0] != link[1]}))
    columns, order = _longest(count, forward)
    _tighten(columns, order, forward)
    whole = _joined(columns, forward, loose)
    for members in whole:
        _split(columns, members, forward)
    return columns


def groups(count: int, links: Iterable[Link]) -> list[list[int]]:
    """The boxes that hang together, each group and the groups themselves in the given order.

    >>> groups(4, [(3, 1)])
    [[0], [1, 3], [2]]
    """
    near: dict[int, list[int]] = defaultdict(list)
    for first, then in links:
        near[first].append(then)
        near[then].append(first)
    seen: set[int] = set()
    return [sorted(_reached(v, near, seen)) for v in range(count) if v not in seen]


def _reached(start: int, near: dict[int, list[int]], seen: set[int]) -> list[int]:
    seen.add(start)
    found = [start]
    for vertex in found:
        fresh = [other for other in dict.fromkeys(near[vertex]) if other not in seen]
        seen.update(fresh)
        found.extend(fresh)
    return found


def _without_circles(count: int, links: Sequence[Link]) -> list[Link]:
    """The links, with as few of those in circles turned round as a greedy choice finds."""
    import networkx as nx

    drawn: nx.DiGraph[int] = nx.DiGraph()
    drawn.add_nodes_from(range(count))
    drawn.add_edges_from(links)
    knot: dict[int, int] = {}
    place: dict[int, int] = {}
    for number, members in enumerate(nx.strongly_connected_components(drawn)):
        knot.update(dict.fromkeys(members, number))
        inner = [(a, b) for a in sorted(members) for b in sorted(drawn[a]) if b in members]
        place.update({v: at for at, v in enumerate(_greedy(sorted(members), inner))})
    turned = {(a, b) if knot[a] != knot[b] or place[a] < place[b] else (b, a) for a, b in links}
    return sorted(turned)


def _greedy(members: list[int], links: list[Link]) -> list[int]:
    """An order in which few links go backwards.

    Source:
        P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc
        set problem", Inf. Process. Lett. 47 (1993) 319-323
    """
    after: dict[int, set[int]] = {v: set() for v in members}
    before: dict[int, set[int]] = {v: set() for v in members}
    for first, then in links:
        after[first].add(then)
        before[then].add(first)
    left: list[int] = []
    right: list[int] = []
    while after:
        sink = next((v for v in after if not after[v]), None)
        best = max(after, key=lambda v: (not before[v], len(after[v]) - len(before[v]), -v))
        vertex = best if sink is None else sink
        (left if sink is None else right).append(vertex)
        for other in after.pop(vertex):
            before[other].discard(vertex)
        for other in before.pop(vertex):
            after[other].discard(vertex)
    return left + right[::-1]


def _longest(count: int, links: list[Link]) -> tuple[list[int], list[int]]:
    """The column one past the rightmost of what comes before, and an order from left to right."""
    import networkx as nx

    drawn: nx.DiGraph[int] = nx.DiGraph()
    drawn.add_nodes_from(range(count))
    drawn.add_edges_from(links)
    columns, order = [0] * count, []
    for level, members in enumerate(nx.topological_generations(drawn)):
        for vertex in sorted(members):
            columns[vertex] = level
            order.append(vertex)
    return columns, order


def _tighten(columns: list[int], order: list[int], links: list[Link]) -> None:
    """Move boxes towards the side where more links pull, so that links are short."""
    before, after = defaultdict(list), defaultdict(list)
    for first, then in links:
        after[first].append(then)
        before[then].append(first)
    for _ in range(3):
        for v in reversed(order):
            if after[v] and len(after[v]) >= len(before[v]):
                columns[v] = min(columns[w] for w in after[v]) - 1
        for v in order:
            if before[v] and len(before[v]) > len(after[v]):
                columns[v] = max(columns[w] for w in before[v]) + 1


def _joined(columns: list[int], links: list[Link], loose: Iterable[Link]) -> list[list[int]]:
    """Move whole groups so that the ends of a loose link share a column; what then is one."""
    own = groups(len(columns), links)
    home = {v: members for members in own for v in members}
    for first, then in sorted(loose):
        here, there = home[first], home[then]
        if here is there:
            continue
        shift = columns[first] - columns[then]
        for v in there:
            columns[v] += shift
            home[v] = here
        here.extend(there)
    whole = list({id(members): members for members in home.values()}.values())
    for members in whole:
        least = min(columns[v] for v in members)
        for v in members:
            columns[v] -= least
    return whole


def _split(columns: list[int], members: list[int], links: list[Link]) -> None:
    """Spread a column with far more boxes than a page is tall over several."""
    depth = max(columns[v] for v in members) + 1
    tall = max(_TALL, 3 * depth, round(2 * sqrt(len(members))))
    if len(members) > _LARGE or len(members) <= tall:
        return
    inside = set(members)
    pull: dict[int, int] = defaultdict(int)
    for first, then in links:
        if first in inside:
            pull[first] += 1
            pull[then] -= 1
    levels: dict[int, list[int]] = defaultdict(list)
    for v in sorted(members):
        levels[columns[v]].append(v)
    start = 0
    for level in sorted(levels):
        own = sorted(levels[level], key=lambda v: pull[v])
        parts = -(-len(own) // tall)
        for number, v in enumerate(own):
            columns[v] = start + number * parts // len(own)
        start += parts
