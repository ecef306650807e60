"""Where boxes stand and lines run: nothing overlaps, no line passes behind a box, always the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_kg.render.drawing.layout import Box, Layout, Point, depth, layout
from naravard_kg.render.drawing.ordering import ordered
from naravard_kg.render.drawing.ranks import ranks

Pair = tuple[str, str]
Graph = tuple[dict[str, tuple[float, float]], list[Pair], list[Pair]]

_EPSILON = 0.01


@st.composite
def _graphs(draw: st.DrawFn, most: int = 14) -> Graph:
    """Boxes of any size, links in any direction, also twice, in circles and from a box to itself."""
    names = [f"b{number}" for number in range(draw(st.integers(1, most)))]
    side = st.integers(20, 260)
    sizes = {name: (float(draw(side)), float(draw(side))) for name in names}
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    return sizes, draw(st.lists(pairs, max_size=24)), draw(st.lists(pairs, max_size=6))


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + _EPSILON
        and other.x + other.width > one.x + _EPSILON
        and one.y + one.height > other.y + _EPSILON
        and other.y + other.height > one.y + _EPSILON
    )


def _sampled(route: tuple[Point, ...]) -> list[Point]:
    """Points all along the curves of a route."""
    points = []
    for at in range(0, len(route) - 1, 3):
        a, b, c, d = route[at : at + 4]
        for step in range(17):
            t = step / 16
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x = sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True))
            y = sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True))
            points.append((x, y))
    return points


def _inside(point: Point, box: Box) -> bool:
    return (
        box.x + _EPSILON < point[0] < box.x + box.width - _EPSILON
        and box.y + _EPSILON < point[1] < box.y + box.height - _EPSILON
    )


def _circles(names: list[str], links: list[Pair]) -> bool:
    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from(names)
    drawn.add_edges_from(links)
    return not nx.is_directed_acyclic_graph(drawn)


def _random(count: int, links: int, seed: int = 1) -> Graph:
    """A plan as they are: links mostly lead a little further, a few of them back."""
    chance = random.Random(seed)  # noqa: S311 -- the same drawing in every run
    place = [chance.random() * 8 for _ in range(count)]
    pairs: list[Pair] = []
    while len(pairs) < links:
        a, b = chance.randrange(count), chance.randrange(count)
        if 0 < place[b] - place[a] < 2.5 or chance.random() < 0.01:
            pairs.append((str(a), str(b)))
    return {str(v): (180.0, 40.0 + 20 * (v % 3)) for v in range(count)}, pairs, []


@given(_graphs())
def test_no_two_boxes_overlap(graph: Graph) -> None:
    """Words behind another box are words that nobody reads."""
    plan = layout(*graph)

    assert set(plan.boxes) == set(graph[0])
    assert not any(_overlap(*pair) for pair in combinations(plan.boxes.values(), 2))
    assert all((box.width, box.height) == graph[0][n] for n, box in plan.boxes.items())


@given(_graphs())
def test_everything_lies_on_the_page(graph: Graph) -> None:
    """What lies outside is cut off in every viewer."""
    plan = layout(*graph)
    corners = [(b.x + w * b.width, b.y + w * b.height) for b in plan.boxes.values() for w in (0, 1)]
    points = corners + [point for route in plan.routes for point in _sampled(route)]

    assert all(-1 <= x <= plan.width + 1 and -1 <= y <= plan.height + 1 for x, y in points)


@given(_graphs())
def test_a_line_starts_and_ends_at_its_boxes(graph: Graph) -> None:
    """A head that points at nothing, or at the wrong box, says something false."""
    sizes, links, loose = graph
    plan = layout(sizes, links, loose)

    assert len(plan.routes) == len(links) + len(loose)
    for (first, then), route in zip(links, plan.routes, strict=False):
        start, end = plan.boxes[first], plan.boxes[then]
        assert route[0][0] == pytest.approx(start.x + start.width)
        assert route[-1][0] == pytest.approx(end.x)
    for (first, then), route in zip(links + loose, plan.routes, strict=True):
        for name, point in ((first, route[0]), (then, route[-1])):
            box = plan.boxes[name]
            assert point[0] == pytest.approx(box.x) or point[0] == pytest.approx(box.x + box.width)
            assert box.y - _EPSILON <= point[1] <= box.y + box.height + _EPSILON


@given(_graphs())
def test_no_line_passes_behind_a_box(graph: Graph) -> None:
    """A line that vanishes behind a box seems to end there."""
    plan = layout(*graph)
    for route in plan.routes:
        points = [*_sampled(route), *route[::3]]
        assert not any(_inside(point, box) for box in plan.boxes.values() for point in points)


def test_a_line_that_turns_round_keeps_clear_of_the_next_part() -> None:
    """Parts stand on a grid of the widest box; narrow ones must not come to stand too close."""
    sizes = {"a": (20.0, 20.0), "b": (20.0, 20.0), "c": (20.0, 20.0), "d": (40.0, 20.0)}
    plan = layout(sizes, [("a", "c"), ("b", "b")])

    for route in plan.routes:
        assert not any(_inside(p, box) for box in plan.boxes.values() for p in _sampled(route))


@given(_graphs())
def test_without_circles_what_comes_first_stands_left(graph: Graph) -> None:
    """The drawing says so in words; it must hold for each link."""
    sizes, links, loose = graph
    straight = [(a, b) for a, b in links if int(a[1:]) < int(b[1:])]
    plan = layout(sizes, straight, loose)

    for first, then in straight:
        assert plan.boxes[first].x + plan.boxes[first].width < plan.boxes[then].x


@given(_graphs())
def test_only_links_in_circles_go_back(graph: Graph) -> None:
    """A circle is a finding; it must not turn round what has nothing to do with it."""
    sizes, links, _ = graph
    plan = layout(sizes, links)
    drawn: nx.DiGraph[str] = nx.DiGraph(links)
    knots = [members for members in nx.strongly_connected_components(drawn) if len(members) > 1]
    for first, then in links:
        if first != then and not any(first in knot and then in knot for knot in knots):
            assert plan.boxes[first].x < plan.boxes[then].x


def test_a_link_in_a_circle_goes_back_round_the_boxes() -> None:
    """A reader must see that the circle closes: the line leaves to the right and comes from left."""
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    plan = layout(sizes, [("a", "b"), ("b", "c"), ("c", "a")])
    back = [r for r in plan.routes if r[-1][0] < r[0][0]]

    assert len(back) == 1
    xs = [x for x, _ in _sampled(back[0])]
    assert max(xs) > max(b.x + b.width for b in plan.boxes.values())
    assert min(xs) < min(b.x for b in plan.boxes.values())


def test_links_of_the_same_ends_do_not_merge() -> None:
    """Two statements that look like one are one too few."""
    plan = layout({"a": (100, 60), "b": (100, 60)}, [("a", "b"), ("a", "b")])

    assert abs(plan.routes[0][0][1] - plan.routes[1][0][1]) > 5


@given(_graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_links_makes_no_difference(graph: Graph, chance: random.Random) -> None:
    """A query may give its rows in any order; the drawing in a document must not jump."""
    sizes, links, loose = graph
    shuffled = chance.sample(links, len(links))
    one, other = layout(sizes, links, loose), layout(sizes, shuffled, loose)

    assert one.boxes == other.boxes
    assert sorted(one.routes) == sorted(other.routes)


def test_the_same_in_every_run() -> None:
    """A drawing is kept under version control; a hash seed must not change it."""
    program = (
        "from naravard_kg.render.drawing.layout import layout\n"
        "names = ['å', 'b', 'c', 'd', 'e', 'f', 'g', 'h']\n"
        "links = [(a, b) for a in names for b in names if (ord(a) * 7 + ord(b)) % 5 == 1]\n"
        "print(layout({n: (90, 30) for n in names}, links, [('b', 'h')]))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(said) == 1


def test_boxes_without_links_stand_in_rows_below() -> None:
    """They belong to the picture, and must not be taken for first steps."""
    sizes = dict.fromkeys("abcdefgh", (100.0, 40.0))
    plan = layout(sizes, [("b", "g")])

    assert plan.grid is not None
    assert all((plan.boxes[n].y >= plan.grid) == (n not in "bg") for n in sizes)
    rows = [plan.boxes[n] for n in "acdefh"]
    assert sorted(rows, key=lambda box: (box.y, box.x)) == rows


def test_a_loose_link_asks_for_no_column() -> None:
    """What is only coordinated waits for nothing; side by side would read as one after the other."""
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    plan = layout(sizes, [("a", "b")], [("c", "b")])

    assert plan.boxes["c"].x == plan.boxes["b"].x
    assert plan.grid is None


def test_lines_are_straight_where_they_can_be() -> None:
    """A line that bends for no reason leads the eye astray."""
    sizes = {"a": (100.0, 40.0), "b": (100.0, 90.0), "c": (100.0, 40.0)}
    plan = layout(sizes, [("a", "b"), ("b", "c")])

    assert all(len({round(y, 6) for _, y in route}) == 1 for route in plan.routes)


def test_boxes_stand_close_to_what_follows() -> None:
    """A box that one late step alone waits for would else draw a line through the whole page."""
    assert ranks(5, [(0, 1), (1, 2), (2, 3), (4, 3)]) == [0, 1, 2, 3, 2]


def test_a_crowded_column_becomes_several() -> None:
    """Forty boxes above one another fit on no page."""
    sizes = {f"s{number}": (150.0, 30.0) for number in range(40)} | {"t": (150.0, 300.0)}
    links = [(name, "t") for name in sizes if name != "t"]
    plan = layout(sizes, links)

    assert depth(list(sizes), links) > 3
    assert plan.height < plan.width


def test_lines_cross_no_more_than_they_must() -> None:
    """Each crossing is a place where a reader may take the wrong turn."""
    left, right = list(range(8)), list(range(8, 16))
    edges = [(v, 8 + (v * 3) % 8) for v in left]
    order = ordered([left, right], edges)
    place = {v: at for column in order for at, v in enumerate(column)}
    crossings = sum(
        (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )
    assert crossings == 0


def test_an_empty_drawing_has_no_size() -> None:
    """A filter may leave nothing; that is an answer."""
    assert layout({}, []) == Layout({}, (), 0.0, 0.0)


def test_an_unknown_end_is_a_programmers_mistake() -> None:
    """A link to a box that is not there must not vanish in silence."""
    with pytest.raises(KeyError):
        layout({"a": (10, 10)}, [("a", "b")])


@pytest.mark.parametrize(("count", "links", "seconds"), [(300, 600, 6), (2000, 3000, 60)])
def test_large_graphs_come_to_an_end(count: int, links: int, seconds: float) -> None:
    """About half a second, and some seconds; the limits leave room for a slow machine."""
    start = time.perf_counter()
    plan = layout(*_random(count, links))

    assert len(plan.boxes) == count
    assert time.perf_counter() - start < seconds


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_a_plan_of_sixty_things_is_sound(seed: int) -> None:
    """The size of a real plan, circles included: the same promises hold."""
    graph = _random(60, 90, seed)
    plan = layout(*graph)

    assert not any(_overlap(*pair) for pair in combinations(plan.boxes.values(), 2))
    for route in plan.routes:
        points = _sampled(route)
        assert not any(_inside(point, box) for box in plan.boxes.values() for point in points)
    if not _circles(list(graph[0]), graph[1]):
        assert all(plan.boxes[a].x < plan.boxes[b].x for a, b in graph[1])
