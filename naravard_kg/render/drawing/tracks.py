"""The boxes of one part of a drawing, and the way of each line past them.

Between two columns lies a gap. A line is cut into vertices: one in each gap and one in each
column it passes, so that it gets a place of its own there and runs behind no box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from naravard_kg.render.drawing.heights import Tie, heights
from naravard_kg.render.drawing.ordering import ordered

Point = tuple[float, float]

GAP_Y = 18.0
_PORTS, _CORNER = 15.0, 9.0
_TURN, _TURN_MOST = 22.0, 1.2  # how far a line that turns round is pulled out, and at most in gaps
_NEAR, _STRAIGHT = 0.3, 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Box:
        """The same box elsewhere."""
        return Box(self.x + x, self.y + y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A link: its number, its ends, and whether it asks for no order."""

    number: int
    first: int
    then: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes that hang together, and the curves of their lines; the first column starts at 0."""

    boxes: Mapping[int, Box]
    routes: Mapping[int, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class _Stop:
    """A point of a line, and which way the line passes it: 1 to the right, -1 to the left."""

    x: float
    y: float
    way: int


def part(
    sizes: Mapping[int, tuple[float, float]],
    columns: Mapping[int, int],
    lines: Sequence[Line],
    gap: float,
) -> Part:
    """Lay out boxes whose columns are known, with *gap* between the columns."""
    tracks = _Tracks(columns, lines)
    order = ordered(tracks.layers, tracks.edges())
    ports = _ports(tracks, order, sizes)
    high = defaultdict(float, {v: height for v, (_, height) in sizes.items()})
    middle = heights(order[1::2], high, GAP_Y, tracks.ties(ports))
    edges = _edges(columns, sizes, gap)
    boxes = {
        v: Box(edges[columns[v]][0], middle[v] - height / 2, width, height)
        for v, (width, height) in sizes.items()
    }
    drawer = _Drawer(tracks, boxes, middle, ports)
    return Part(boxes, {line.number: drawer.route(line, edges, gap) for line in lines})


class _Tracks:
    """All vertices in their layers (gaps have even numbers, columns odd ones), and the paths."""

    def __init__(self, columns: Mapping[int, int], lines: Sequence[Line]) -> None:
        self.layers: list[list[int]] = [[] for _ in range(2 * max(columns.values()) + 3)]
        self.layer: dict[int, int] = {}
        self._next = max(columns) + 1
        for v in sorted(columns):
            self._put(v, 2 * columns[v] + 1)
        self.paths = {line.number: self._path(line) for line in lines}
        self._loose = {line.number for line in lines if line.loose}

    def _put(self, vertex: int, layer: int) -> int:
        self.layer[vertex] = layer
        self.layers[layer].append(vertex)
        return vertex

    def _path(self, line: Line) -> list[int]:
        """From the first box to the other, through every gap and column on the way."""
        start, end = self.layer[line.first], self.layer[line.then]
        if start < end:
            between = range(start + 1, end)
        elif line.loose:
            between = range(start - 1, end, -1) if start > end else range(start + 1, start + 2)
        else:
            between = range(start + 1, end - 2, -1)
        passed = []
        for layer in between:
            passed.append(self._put(self._next, layer))
            self._next += 1
        return [line.first, *passed, line.then]

    def edges(self) -> list[tuple[int, int]]:
        """The pieces of all lines, each from left to right."""
        pieces = (piece for path in self.paths.values() for piece in pairwise(path))
        return [(a, b) if self.layer[a] < self.layer[b] else (b, a) for a, b in pieces]

    def ties(self, ports: Mapping[tuple[int, bool], float]) -> Iterator[Tie]:
        """What keeps the lines straight: long ones above all."""
        for number, path in self.paths.items():
            stops = path[::2]
            down = [0.0] * len(stops)
            down[0], down[-1] = ports[number, True], ports[number, False]
            for at, (a, b) in enumerate(pairwise(stops)):
                ends = (a, b, down[at], down[at + 1])
                turns = self.layer[a] == self.layer[b]
                # where a line turns round, its way back is to come to its box, not the box to it
                if self.layer[a] > self.layer[b] or turns:
                    ends = (b, a, down[at + 1], down[at])
                inner = (at > 0) + (at + 2 < len(stops))
                weight = _NEAR if turns else (1.0, 2.0, _STRAIGHT)[inner]
                yield Tie(
                    *ends, weight=weight / 2 if number in self._loose else weight, faint=turns
                )


def _ports(
    tracks: _Tracks, order: list[list[int]], sizes: Mapping[int, tuple[float, float]]
) -> dict[tuple[int, bool], float]:
    """How far below the middle of its box a line starts (True) and ends (False)."""
    place = {v: at for layer in order for at, v in enumerate(layer)}
    sides: dict[tuple[int, bool], list[tuple[tuple[int, int], tuple[int, bool]]]] = {}
    for number, path in tracks.paths.items():
        for (box, gap, beyond), start in ((path[:3], True), (path[:-4:-1], False)):
            side = (box, tracks.layer[gap] > tracks.layer[box])
            rank = (0, place[gap])
            if tracks.layer[beyond] == tracks.layer[box]:
                # a line that turns round lies within those that turn further away
                other = place[beyond] - place[box] or (1 if start else -1)
                rank = (1 if other > 0 else -1, -place[beyond])
            sides.setdefault(side, []).append((rank, (number, start)))
    ports = {}
    for (box, _), ends in sides.items():
        room = sizes[box][1] - 2 * _CORNER
        apart = min(_PORTS, room / max(len(ends) - 1, 1))
        for at, (_, end) in enumerate(sorted(ends)):
            ports[end] = (at - (len(ends) - 1) / 2) * apart
    return ports


def _edges(
    columns: Mapping[int, int], sizes: Mapping[int, tuple[float, float]], gap: float
) -> list[tuple[float, float]]:
    """The left and the right edge of each column, as wide as its widest box."""
    widths = [0.0] * (max(columns.values()) + 1)
    for v, column in columns.items():
        widths[column] = max(widths[column], sizes[v][0])
    lefts = accumulate((width + gap for width in widths[:-1]), initial=0.0)
    return [(left, left + width) for left, width in zip(lefts, widths, strict=True)]


@dataclass(frozen=True, slots=True)
class _Drawer:
    """What a line must know of to be drawn."""

    tracks: _Tracks
    boxes: Mapping[int, Box]
    middle: Mapping[int, float]
    ports: Mapping[tuple[int, bool], float]

    def route(self, line: Line, edges: list[tuple[float, float]], gap: float) -> tuple[Point, ...]:
        """The curve of a line."""
        path = self.tracks.paths[line.number]
        stops = self._start(line, path, edges)
        for before, vertex in zip(path[1:-1:2], path[2:-1:2], strict=False):
            layer, height = self.tracks.layer[vertex], self.middle[vertex]
            left, right = edges[layer // 2]
            sides = (left, right) if self.tracks.layer[before] < layer else (right, left)
            way = 1 if sides == (left, right) else -1
            stops.extend(_Stop(x, height, way) for x in sides)
        stops.extend(self._end(line, path, edges))
        return _chain(list(dict.fromkeys(stops)), gap)

    def _start(self, line: Line, path: list[int], edges: list[tuple[float, float]]) -> list[_Stop]:
        return self._leaves(path[0], path[1], self.ports[line.number, True], edges)

    def _end(self, line: Line, path: list[int], edges: list[tuple[float, float]]) -> list[_Stop]:
        leaving = self._leaves(path[-1], path[-2], self.ports[line.number, False], edges)
        return [_Stop(stop.x, stop.y, -stop.way) for stop in reversed(leaving)]

    def _leaves(
        self, vertex: int, gap: int, port: float, edges: list[tuple[float, float]]
    ) -> list[_Stop]:
        """From the side of a box to the gap beside its column."""
        box, height = self.boxes[vertex], self.middle[vertex] + port
        layer = self.tracks.layer[vertex]
        if self.tracks.layer[gap] < layer:
            return [_Stop(box.x, height, -1)]
        right = edges[layer // 2][1]
        return [_Stop(box.x + box.width, height, 1), _Stop(right, height, 1)]


def _chain(stops: list[_Stop], gap: float) -> tuple[Point, ...]:
    """Curves through all stops, level at each of them."""
    points: list[Point] = [(stops[0].x, stops[0].y)]
    for a, b in pairwise(stops):
        if a.way == b.way:
            pulls = ((a.x + b.x) / 2,) * 2
        else:
            out = a.way * min(_TURN + abs(a.y - b.y) * 0.3, gap * _TURN_MOST)
            pulls = (a.x + out, b.x + out)
        points += [(pulls[0], a.y), (pulls[1], b.y), (b.x, b.y)]
    return tuple(points)
