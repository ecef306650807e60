"""A drawing of dependencies as SVG, laid out here so that no system package is needed.

What is depended on stands to the left of what depends on it. Things with the very same links
share one box. The kind of an edge is told by its line, not only by its colour (Okabe and Ito's
palette, which survives colour blindness), so that the drawing also holds in print.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from naravard_kg.dependencies import AWAITS, HANDLED_THROUGH, HINGES_ON, Edge
from naravard_kg.terms import Iri
from naravard_kg.words import say

_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD = 250, 130, 22, 16, 9
_TOP, _LEFT = 84, 24
_CHARACTERS = 36
_STYLES = {
    AWAITS: ("#D55E00", "", "drawing.awaits"),
    HANDLED_THROUGH: ("#0072B2", "2 4", "drawing.handled"),
    HINGES_ON: ("#009E73", "9 4", "drawing.hinges"),
}


@dataclass(frozen=True, slots=True)
class _Box:
    lines: tuple[str, ...]
    column: int
    y: int

    @property
    def x(self) -> int:
        return _LEFT + self.column * (_WIDTH + _GAP_X)

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def svg(edges: Iterable[Edge], names: Mapping[Iri, str], language: str) -> str:
    """The ordering edges among *edges* as an SVG document; *names* are the words in the boxes."""
    ordering = [edge for edge in edges if edge.orders]
    group = _groups(ordering)
    links = sorted({(group[e.depender], e.via, group[e.dependee]) for e in ordering})
    boxes = _boxes(group, links, names)
    width = max(box.x for box in boxes.values()) + _WIDTH + _LEFT
    height = max(box.y + box.height for box in boxes.values()) + _LEFT
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'font-family="Helvetica, Arial, sans-serif" font-size="12" role="img">'
        ),
        f"<title>{escape(say('drawing.title').in_(language))}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_legend(language),
        *(_arrow(boxes[start], via, boxes[end]) for start, via, end in links),
        *(_drawn(box) for box in boxes.values()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _groups(edges: list[Edge]) -> dict[Iri, Iri]:
    """Each thing with the first of those that have the very same links."""
    links: dict[Iri, set[tuple[str, Iri, Iri]]] = defaultdict(set)
    for edge in edges:
        links[edge.depender].add(("out", edge.via, edge.dependee))
        links[edge.dependee].add(("in", edge.via, edge.depender))
    alike: dict[frozenset[tuple[str, Iri, Iri]], list[Iri]] = defaultdict(list)
    for thing in sorted(links):
        alike[frozenset(links[thing])].append(thing)
    return {thing: things[0] for things in alike.values() for thing in things}


def _boxes(
    group: Mapping[Iri, Iri], links: list[tuple[Iri, Iri, Iri]], names: Mapping[Iri, str]
) -> dict[Iri, _Box]:
    """The boxes, in columns; in each the ones with nearby neighbours lie near one another."""
    columns = _columns(links)
    members: dict[Iri, list[Iri]] = defaultdict(list)
    for thing, first in group.items():
        members[first].append(thing)
    boxes: dict[Iri, _Box] = {}
    for column in range(max(columns.values()) + 1):
        own = [first for first, place in columns.items() if place == column]
        y = _TOP
        for first in sorted(own, key=lambda node: (_pull(node, links, boxes), node)):
            boxes[first] = _Box(_wrapped(members[first], names), column, y)
            y += boxes[first].height + _GAP_Y
    return boxes


def _columns(links: list[tuple[Iri, Iri, Iri]]) -> dict[Iri, int]:
    """The column of each box: one past the rightmost of what it depends on."""
    import networkx as nx

    drawn: nx.DiGraph[Iri] = nx.DiGraph()
    drawn.add_edges_from((end, start) for start, _, end in links)
    whole = nx.condensation(drawn)
    levels = enumerate(nx.topological_generations(whole))
    return {
        node: level for level, nodes in levels for n in nodes for node in whole.nodes[n]["members"]
    }


def _pull(node: Iri, links: list[tuple[Iri, Iri, Iri]], boxes: Mapping[Iri, _Box]) -> float:
    heights = [boxes[end].middle for start, _, end in links if start == node and end in boxes]
    return sum(heights) / len(heights) if heights else 0.0


def _wrapped(things: list[Iri], names: Mapping[Iri, str]) -> tuple[str, ...]:
    return tuple(line for thing in things for line in textwrap.wrap(names[thing], _CHARACTERS))


def _arrow(start: _Box, via: Iri, end: _Box) -> str:
    """From what depends to what it depends on."""
    colour, dashes, _ = _STYLES[via]
    shift = list(_STYLES).index(via) * 8 - 8
    x1, y1, x2, y2 = start.x, start.middle + shift, end.x + _WIDTH, end.middle + shift
    bend = max((x1 - x2) // 2, 40)
    return (
        f'<path d="M {x1} {y1} C {x1 - bend} {y1}, {x2 + bend} {y2}, {x2 + 8} {y2}" fill="none" '
        f'stroke="{colour}" stroke-width="1.8" stroke-dasharray="{dashes or "none"}"/>'
        f'<path d="M {x2} {y2} l 9 -5 l 0 10 z" fill="{colour}"/>'
    )


def _drawn(box: _Box) -> str:
    words = "".join(
        f'<text x="{box.x + _PAD}" y="{box.y + _PAD + 12 + number * _LINE}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="5" '
        f'fill="#f5f7f8" stroke="#4a4a4a"/>{words}'
    )


def _legend(language: str) -> list[str]:
    title = escape(say("drawing.title").in_(language))
    parts = [f'<text x="{_LEFT}" y="28" font-size="16" font-weight="bold">{title}</text>']
    x = _LEFT
    for colour, dashes, key in _STYLES.values():
        words = escape(say(key).in_(language))
        parts.append(
            f'<path d="M {x} 52 l 40 0" stroke="{colour}" stroke-width="1.8" '
            f'stroke-dasharray="{dashes or "none"}"/><text x="{x + 48}" y="56">{words}</text>'
        )
        x += 64 + 7 * len(words)
    return parts
