"""The signs of what a party says: each has a shape, a tone and a hatching of its own.

The nearer a match, the darker its sign; in grey the order of the tones stays, and where two are
near each other the shapes tell them apart. The blues and the vermilion are seen by the
colour-blind as two colours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from naravard_kg.compare import stances
from naravard_kg.compare.stances import Comparison, Party, Stance
from naravard_kg.figures.engine import width
from naravard_kg.figures.sheet import GREY, INK, NUMBER, PAPER, Face, Ink, Place, Sheet

HALF = 2.2  # of a sign's height, in millimetres
FRAMED, UNSURE = "framed", "unsure"
DEEP, MID, LIGHT, FAINT = "#0b3c6f", "#2f73b5", "#a9cde8", "#dcefe3"
GREEN, VERMILION, ABSENT_TINT, SILENCE = "#00664d", "#b84300", "#fbe3d3", "#efefef"


@dataclass(frozen=True, slots=True)
class Look:
    """How a sign looks: its shape, and its filling, edge and hatching; and the number in it."""

    shape: str
    ink: Ink
    number: str = INK


LOOKS = {
    stances.EXACT: Look("square", Ink(DEEP, DEEP), PAPER),
    stances.CLOSE: Look("disc", Ink(MID, MID), PAPER),
    stances.BROAD: Look("diamond", Ink(LIGHT, MID, 0.7, hatch="////")),
    stances.NARROW: Look("hexagon", Ink(FAINT, GREEN, 0.9, hatch="\\\\\\")),
    stances.ABOUT: Look("disc", Ink(PAPER, MID, 0.9, hatch="...")),
    stances.KIND: Look("octagon", Ink(DEEP, DEEP), PAPER),
    stances.ITSELF: Look("square", Ink(PAPER, DEEP, 0.9)),
    stances.ABSENT: Look("crossed", Ink(ABSENT_TINT, VERMILION, 0.9, hatch="xxx"), VERMILION),
    stances.RELATED: Look("disc", Ink(PAPER, GREY, 0.6, (1.5, 1.5)), GREY),
    stances.UNMENTIONED: Look("dash", Ink(SILENCE, GREY, 0.6), GREY),
    stances.SILENT: Look("hatched", Ink(PAPER, "#a8a8a8", 0.5, hatch="\\\\\\\\\\"), GREY),
}
_STATES = frozenset(stances.STATES)


def sign(stance: Stance) -> str:
    """Which sign a stance has: its nearest match, or its state where it states nothing."""
    if stance.state == stances.UNMENTIONED and stance.entries:
        return stances.RELATED
    return stance.match or stance.state


def count(stance: Stance) -> int:
    """How many things make the stance what it is."""
    if stance.state == stances.STATED:
        return sum(entry.counts and entry.absent is None for entry in stance.entries)
    return len([e for e in stance.entries if e.counts] or stance.entries)


def flags(stance: Stance, party: Party) -> list[str]:
    """What else a cell tells: that it only reports the frame, or that it may not have held."""
    if stance.state not in (stances.STATED, stances.ABSENT):
        return []
    telling = [entry for entry in stance.entries if entry.counts]
    framed = stance.state == stances.STATED and not stance.own and not party.national
    unsure = all(entry.holds is None for entry in telling)
    return [FRAMED] * framed + [UNSURE] * (unsure and bool(telling))


def occurring(comparison: Comparison) -> list[str]:
    """The signs and flags of a comparison, in the order of ``LOOKS``."""
    cells = [
        (stance, party)
        for row in comparison.rows
        for stance, party in zip(row.stances, comparison.parties, strict=True)
    ]
    found = {sign(stance) for stance, _ in cells}
    found |= {flag for stance, party in cells for flag in flags(stance, party)}
    return [name for name in (*LOOKS, FRAMED, UNSURE) if name in found]


def words(name: str) -> str:
    """The key of the words for a sign, which is one of the catalogue's."""
    if name in (FRAMED, UNSURE):
        return f"figure.{name}"
    return f"compare.state.{name}" if name in _STATES else f"compare.match.{name}"


def is_match(name: str) -> bool:
    """Whether the sign is that of something stated."""
    return name in stances.MATCHES and name != stances.RELATED


def draw(sheet: Sheet, name: str, middle: Place, number: int = 0) -> None:
    """A sign, with a number in it where it has one."""
    look = LOOKS[name]
    told = str(number) if number else ""
    wide = max(HALF, width(told, NUMBER) / 2 + 0.5)
    _SHAPES[look.shape](sheet, middle, wide, look.ink)
    sheet.centre([told], middle, Face(NUMBER.size, colour=look.number))


def flag(sheet: Sheet, name: str, middle: Place) -> None:
    """The mark at a sign: above to the right, or to the left and hollow."""
    x, y = middle
    side = 1 if name == FRAMED else -1
    corner(sheet, name, (x + side * HALF, y - HALF + 0.65))


def corner(sheet: Sheet, name: str, middle: Place) -> None:
    """The mark alone: a small triangle."""
    side = 0.75 if name == FRAMED else -0.75
    ends = _around(middle, [(-side, -0.75), (side, -0.75), (side, 0.75)])
    sheet.area(ends, Ink(INK if name == FRAMED else PAPER, INK, 0.5))


def _around(middle: Place, corners: Sequence[Place]) -> list[Place]:
    return [(middle[0] + x, middle[1] + y) for x, y in corners]


def _square(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    sheet.box((middle[0] - wide, middle[1] - HALF), (2 * wide, 2 * HALF), _bare(ink))


def _disc(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    sheet.disc(middle, max(HALF, wide), _bare(ink))


def _diamond(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    across, down = wide + 0.55, HALF + 0.15
    corners = [(0.0, -down), (across, 0.0), (0.0, down), (-across, 0.0)]
    sheet.area(_around(middle, corners), _bare(ink))


def _hexagon(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    across, down, inner = wide + 0.5, HALF * 0.8, wide * 0.55
    corners = [(-inner, -down), (inner, -down), (across, 0.0)]
    corners += [(-x, -y) for x, y in corners]
    sheet.area(_around(middle, corners), _bare(ink))


def _octagon(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    cut = HALF * math.tan(math.pi / 8)
    inner = wide - HALF + cut
    corners = [(-inner, -HALF), (inner, -HALF), (wide, -cut), (wide, cut)]
    corners += [(-x, -y) for x, y in corners]
    sheet.area(_around(middle, corners), _bare(ink))


def _crossed(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    """A box with a cross in it, which leaves room for the number."""
    _square(sheet, middle, wide, Ink(PAPER, ink.edge, ink.width))
    for one, other in (((-wide, -HALF), (wide, HALF)), ((-wide, HALF), (wide, -HALF))):
        sheet.stroke(_around(middle, [one, other]), Ink(edge=ink.edge, width=ink.width))
    sheet.disc(middle, wide * 0.68, Ink(PAPER))


def _dash(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    sheet.stroke(_around(middle, [(-wide * 0.35, 0), (wide * 0.35, 0)]), ink)


def _hatched(sheet: Sheet, middle: Place, wide: float, ink: Ink) -> None:
    sheet.box((middle[0] - wide, middle[1] - HALF), (2 * wide, 2 * HALF), ink)


def _bare(ink: Ink) -> Ink:
    """Without hatching, which would be behind a number."""
    return Ink(ink.fill, ink.edge, ink.width, ink.dashes)


_SHAPES = {
    "square": _square,
    "disc": _disc,
    "diamond": _diamond,
    "hexagon": _hexagon,
    "octagon": _octagon,
    "crossed": _crossed,
    "dash": _dash,
    "hatched": _hatched,
}
