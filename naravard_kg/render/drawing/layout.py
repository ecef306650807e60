"""Where boxes stand and lines run in a drawing that is read from left to right.

Pure geometry: boxes have a name and a size, links have two ends. Columns come from ``ranks``,
the order in a column from ``ordering``, the heights from ``heights``, the lines from ``tracks``;
here the parts of a drawing that nothing links get their place on the page.

A line is straight wherever it passes a column and bends only between two, where no box stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from naravard_kg.render.drawing.ranks import groups, ranks
from naravard_kg.render.drawing.tracks import GAP_Y, Box, Line, Part, Point, part

__all__ = ["Box", "Layout", "Point", "depth", "layout"]

Size = tuple[float, float]
Pair = tuple[str, str]

_GAP_X, _GAP_X_MOST, _GAP_A_LINE = 58.0, 96.0, 3.0
_APART, _GRID_APART = 30.0, 48.0
_WIDE_ENOUGH = 1.5
_EXACT = 1e-6
_SHAPE = 1.4  # the width of a page over its height


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is.

    ``routes`` holds a line for each link, then one for each loose link. A line is a chain of
    cubic curves: the point where it starts, then for each curve two points that pull at it and
    the one where it ends. ``grid`` is the top of the boxes that have no link, if there are any.
    """

    boxes: Mapping[str, Box]
    routes: tuple[tuple[Point, ...], ...]
    width: float
    height: float
    grid: float | None = None


def layout(sizes: Mapping[str, Size], links: Sequence[Pair], loose: Sequence[Pair] = ()) -> Layout:
    """Lay out boxes of the given *sizes* so that the first end of each link is left of the other.

    A line starts at the right side of its first box and ends at the left side of the other. A
    link in a circle may have to go back, round the boxes. *Loose* links ask for no order: their
    lines run from whichever side is nearer. Boxes keep the order of *sizes* where nothing else
    decides; the order of the links makes no difference.

    >>> plan = layout({"a": (50, 20), "b": (50, 20)}, [("a", "b")])
    >>> plan.boxes["a"].x < plan.boxes["b"].x, plan.routes[0][0]
    (True, (50.0, 10.0))
    """
    names = list(sizes)
    lines = _lines(names, links, loose)
    columns = _columns(len(names), lines)
    gap = _gap(columns, lines)
    linked, single = _parted(len(names), lines)
    wide = max((size[0] for size in sizes.values()), default=0.0)
    page = _Page(wide + gap, gap)
    parts = list(_parts([sizes[name] for name in names], columns, (linked, lines), gap))
    page.open(parts, [sizes[names[v]] for v in single])
    for placed in parts:
        page.place(placed)
    grid = page.grid({v: sizes[names[v]] for v in single})
    return page.finished(names, len(lines), grid)


def depth(names: Sequence[str], links: Sequence[Pair], loose: Sequence[Pair] = ()) -> int:
    """How many columns the widest part of the drawing takes.

    >>> depth(["a", "b", "c"], [("a", "b")])
    2
    """
    columns = _columns(len(names), _lines(names, links, loose))
    return max(columns, default=-1) + 1


def _lines(names: Sequence[str], links: Sequence[Pair], loose: Sequence[Pair]) -> list[Line]:
    """The links between numbers, in an order that is theirs alone."""
    number = {name: at for at, name in enumerate(names)}
    pairs = [(pair, False) for pair in links] + [(pair, True) for pair in loose]
    lines = [
        Line(at, number[first], number[then], free)
        for at, ((first, then), free) in enumerate(pairs)
    ]
    return sorted(lines, key=lambda line: (line.loose, line.first, line.then, line.number))


def _columns(count: int, lines: Sequence[Line]) -> list[int]:
    ordering = [(line.first, line.then) for line in lines if not line.loose]
    return ranks(count, ordering, [(line.first, line.then) for line in lines if line.loose])


def _gap(columns: Sequence[int], lines: Sequence[Line]) -> float:
    """The room between columns: the same everywhere, wide enough for the busiest."""
    busy: dict[int, int] = defaultdict(int)
    for line in lines:
        ends = sorted((columns[line.first], columns[line.then]))
        for column in range(ends[0], max(ends[1], ends[0] + 1)):
            busy[column] += 1
    return min(_GAP_X + _GAP_A_LINE * max(busy.values(), default=0), _GAP_X_MOST)


def _parted(count: int, lines: Sequence[Line]) -> tuple[list[list[int]], list[int]]:
    """The groups of boxes with links, and the boxes without."""
    linked = {end for line in lines for end in (line.first, line.then)}
    whole = groups(count, [(line.first, line.then) for line in lines])
    single = [v for v in range(count) if v not in linked]
    return [members for members in whole if members[0] in linked], single


def _parts(
    sizes: Sequence[Size],
    columns: Sequence[int],
    linked: tuple[list[list[int]], list[Line]],
    gap: float,
) -> Iterator[Part]:
    """Each group laid out, the largest first."""
    home = {v: at for at, members in enumerate(linked[0]) for v in members}
    own: dict[int, list[Line]] = defaultdict(list)
    for line in linked[1]:
        own[home[line.first]].append(line)
    for at in sorted(own, key=lambda at: (-len(linked[0][at]), at)):
        members = linked[0][at]
        yield part({v: sizes[v] for v in members}, {v: columns[v] for v in members}, own[at], gap)


@dataclass(frozen=True, slots=True)
class _Extent:
    left: float
    top: float
    right: float
    bottom: float


def _extent(placed: Part) -> _Extent:
    corners = [(box.x, box.y) for box in placed.boxes.values()]
    corners += [(box.x + box.width, box.y + box.height) for box in placed.boxes.values()]
    corners += [p for route in placed.routes.values() for p in _reached(route)]
    xs, ys = zip(*corners, strict=True)
    return _Extent(min(xs), min(ys), max(xs), max(ys))


def _reached(route: Sequence[Point]) -> Iterator[Point]:
    """The outermost points of a line: where curves end, and where they turn round half-way."""
    yield route[0]
    for at in range(0, len(route) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), end = route[at : at + 4]
        yield (ax + 3 * bx + 3 * cx + end[0]) / 8, (ay + 3 * by + 3 * cy + end[1]) / 8
        yield end


class _Page:
    """Columns of one width side by side; each part goes where it comes to stand highest."""

    def __init__(self, pitch: float, gap: float) -> None:
        self._pitch = pitch
        self._gap = gap
        self._filled = [0.0]
        self._boxes: dict[int, Box] = {}
        self._routes: dict[int, tuple[Point, ...]] = {}

    def open(self, parts: Sequence[Part], single: Sequence[Size]) -> None:
        """Make the page wide enough for the widest part, and as wide as its shape asks for."""
        areas = [self._area(_extent(placed)) for placed in parts]
        areas += [self._pitch * (height + GAP_Y) for _, height in single]
        shaped = max(round(sqrt(sum(areas) * _SHAPE) / self._pitch), 1)
        needed = max((self._spans(placed) for placed in parts), default=min(shaped, len(single)))
        # beside a part that takes most of the page, the others would only stand far away
        filled = max(areas, default=0.0) * 2 > sum(areas) or needed * _WIDE_ENOUGH >= shaped
        self._filled = [0.0] * max(needed if filled or not parts else shaped, 1)

    def _area(self, extent: _Extent) -> float:
        return (extent.right + self._pitch / 4) * (extent.bottom - extent.top + _APART)

    def _spans(self, placed: Part) -> int:
        """How many columns a part takes, with the gap to its right, where lines may turn round."""
        right = max(box.x + box.width for box in placed.boxes.values())
        return ceil((right + self._gap - _EXACT) / self._pitch)

    def place(self, placed: Part) -> None:
        """Put a part below what already stands in the columns it takes."""
        spans, extent = self._spans(placed), _extent(placed)
        starts = range(len(self._filled) - spans + 1)
        tops = [max(self._filled[start : start + spans]) for start in starts]
        start = min(starts, key=tops.__getitem__)
        x, y = start * self._pitch, tops[start] - extent.top
        self._boxes.update({v: box.moved(x, y) for v, box in placed.boxes.items()})
        for number, route in placed.routes.items():
            self._routes[number] = tuple((px + x, py + y) for px, py in route)
        bottom = tops[start] + extent.bottom - extent.top + _APART
        self._filled[start : start + spans] = [bottom] * spans

    def grid(self, single: Mapping[int, Size]) -> float | None:
        """Put the boxes without links into rows at the bottom; where these begin."""
        if not single:
            return None
        top = y = max(self._filled) + (_GRID_APART - _APART if self._boxes else 0.0)
        every = list(single)
        across = len(self._filled)
        for start in range(0, len(every), across):
            row = every[start : start + across]
            for at, v in enumerate(row):
                self._boxes[v] = Box(at * self._pitch, y, *single[v])
            y += max(single[v][1] for v in row) + GAP_Y
        return top

    def finished(self, names: Sequence[str], lines: int, grid: float | None) -> Layout:
        """Everything moved so that it starts at the upper left corner."""
        if not names:
            return Layout({}, (), 0.0, 0.0)
        extent = _extent(Part(self._boxes, self._routes))
        x, y = -extent.left, -extent.top
        boxes = {name: self._boxes[at].moved(x, y) for at, name in enumerate(names)}
        routes = (self._routes[number] for number in range(lines))
        return Layout(
            boxes,
            tuple(tuple((px + x, py + y) for px, py in route) for route in routes),
            extent.right - extent.left,
            extent.bottom - extent.top,
            None if grid is None else grid + y,
        )
