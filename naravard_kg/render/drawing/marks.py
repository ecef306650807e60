"""The pieces of an SVG drawing: text, the mark of a phase, the line and the head of an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import dist
from xml.sax.saxutils import escape, quoteattr

from naravard_kg.render.drawing.lettering import clean
from naravard_kg.render.drawing.picture import Arrow
from naravard_kg.render.drawing.styles import GREY, INK, PAPER, PHASE, line_of

Point = tuple[float, float]

RADIUS = 6.0
_HEAD, _SOFT_HEAD = 10.0, 9.0


def number(value: float) -> str:
    """A length with one decimal at most.

    >>> number(12.04), number(-0.01), number(1.55)
    ('12', '0', '1.6')
    """
    rounded = round(value + 1e-9, 1)
    return f"{rounded + 0.0:.1f}".removesuffix(".0")


def text(at: Point, words: str, size: float, *, fill: str = INK, style: str = "") -> str:
    """One line of text, its base line beginning at a point; *style* holds further attributes."""
    return (
        f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}" '
        f'fill="{fill}"{style}>{escape(clean(words))}</text>'
    )


def attribute(name: str, value: str) -> str:
    """An attribute with a text that may be anything, after a space."""
    return f" {name}={quoteattr(clean(value))}"


def mark(phase: str, at: Point) -> str:
    """The mark of a phase around a point: a shape of its own, which also holds without colour."""
    if not phase:
        return ""
    x, y = number(at[0]), number(at[1])
    disc = (
        f'<circle r="{number(RADIUS)}" fill="{_disc(phase)}" stroke="{INK}" stroke-width="1.1"'
        f"{_outline(phase)}/>"
    )
    return f'<g class="phase-{phase}" transform="translate({x} {y})">{disc}{_within(phase)}</g>'


def _disc(phase: str) -> str:
    return PAPER if phase in {"under-way", "unknown"} else PHASE[phase].colour


def _outline(phase: str) -> str:
    return ' stroke-dasharray="2 1.6"' if phase == "unknown" else ""


def _within(phase: str) -> str:
    """What the disc of a phase holds."""
    line = f'fill="none" stroke-width="2" stroke-linecap="round" stroke="{INK}"'
    white = line.replace(INK, PAPER)
    return {
        "settled": f'<path d="M-2.9 .2 L-.8 2.5 L3 -2.4" {white}/>',
        "under-way": f'<path d="M0 -6 A6 6 0 0 0 0 6 Z" fill="{PHASE["under-way"].colour}"/>',
        "resting": f'<path d="M-1.9 -2.6 V2.6 M1.9 -2.6 V2.6" {line}/>',
        "open": "",
        "lapsed": f'<path d="M-2.5 -2.5 L2.5 2.5 M2.5 -2.5 L-2.5 2.5" {white}/>',
        "unknown": (
            f'<text y="3.4" font-size="9.5" font-weight="bold" text-anchor="middle" '
            f'fill="{INK}">?</text>'
        ),
    }[phase]


def arrow(link: Arrow, route: Sequence[Point]) -> str:
    """The line of a link with its head and, where it is inferred, its ring."""
    headed = link.role != "unordered"
    drawn = list(route)
    if headed:
        # the line ends in the head, so that its own end does not show beside the tip
        drawn[-1] = (drawn[-1][0] - (1 if link.soft else _HEAD - 2), drawn[-1][1])
    parts = [f'<path d="{curve(drawn)}" fill="none" {stroke(link)}/>']
    if headed:
        parts.append(head(link, route[-1]))
    if link.inferred:
        parts.append(ring(link, middle(route)))
    return f'<g class="{link.role}">{"".join(parts)}</g>'


def stroke(link: Arrow) -> str:
    """The attributes of a link's line: its role by colour and dashes, its strength by width."""
    role = line_of(link)
    dashes = " ".join(map(number, role.dashes))
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    round_ = ' stroke-linecap="round"' if link.role == "delegates" else ""
    thin = link.soft or link.role == "unordered"
    return f'stroke="{role.colour}" stroke-width="{"1.2" if thin else "2.2"}"{dashed}{round_}'


def head(link: Arrow, tip: Point) -> str:
    """The head at the tip of an arrow that points to the right: open where it is soft."""
    x, y = number(tip[0]), number(tip[1])
    colour = line_of(link).colour
    if link.soft:
        back = number(_SOFT_HEAD)
        return (
            f'<path d="M{x} {y} m-{back} -4.5 l{back} 4.5 l-{back} 4.5" fill="none" '
            f'stroke="{colour}" stroke-width="1.3"/>'
        )
    back = number(_HEAD)
    return f'<path d="M{x} {y} l-{back} -5 v10 z" fill="{colour}"/>'


def ring(link: Arrow, at: Point) -> str:
    """The ring on the line of an inferred link."""
    return (
        f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="3.6" fill="{PAPER}" '
        f'stroke="{line_of(link).colour}" stroke-width="1.5"/>'
    )


def curve(route: Sequence[Point]) -> str:
    """The path data of a chain of cubic curves."""
    pieces = [f"M{number(route[0][0])} {number(route[0][1])}"]
    for at in range(1, len(route), 3):
        points = route[at : at + 3]
        level = len({round(y, 1) for _, y in (route[at - 1], *points)}) == 1
        if level and _onward([x for x, _ in (route[at - 1], *points)]):
            pieces.append(f"H{number(points[-1][0])}")
        else:
            pieces.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in points))
    return " ".join(pieces)


def _onward(xs: list[float]) -> bool:
    return xs in (sorted(xs), sorted(xs, reverse=True))


def middle(route: Sequence[Point]) -> Point:
    """A point on a route, about half-way along it."""
    chains = [route[at : at + 4] for at in range(0, len(route) - 1, 3)]
    spans = [dist(chain[0], chain[3]) for chain in chains]
    past = list(accumulate(spans))
    a, b, c, d = chains[next(at for at, length in enumerate(past) if 2 * length >= past[-1])]
    return (
        (a[0] + 3 * b[0] + 3 * c[0] + d[0]) / 8,
        (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8,
    )


def frame(corner: Point, size: Point, width: float, *, fill: str = "none") -> str:
    """A rectangle with round corners."""
    return (
        f'<rect x="{number(corner[0])}" y="{number(corner[1])}" width="{number(size[0])}" '
        f'height="{number(size[1])}" rx="5" fill="{fill}" stroke="{INK}" '
        f'stroke-width="{number(width)}"/>'
    )


def hairline(start: Point, length: float) -> str:
    """A thin level line between two things in a box."""
    return (
        f'<path d="M{number(start[0])} {number(start[1])} h{number(length)}" '
        f'stroke="{GREY}" stroke-width="0.6"/>'
    )
