"""The structure of each party: its bodies, placed by their level and by who meets in them.

A panel for each party. Downwards stand the levels, the same ones in every panel, so that an empty
one is seen; sideways the spheres. All boxes are equally wide: a sphere that many bodies belong to
has several of them beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from naravard_kg import names
from naravard_kg.compare import stances
from naravard_kg.compare.stances import Comparison, Entry
from naravard_kg.figures import furniture, speech
from naravard_kg.figures.engine import width
from naravard_kg.figures.furniture import COLUMNS, Sample
from naravard_kg.figures.letters import wrapped
from naravard_kg.figures.sheet import (
    GREY,
    MARGIN,
    PAPER,
    SMALL_SLANTED,
    STRONG,
    Face,
    Ink,
    Place,
    Sheet,
)
from naravard_kg.figures.signs import DEEP, FRAMED, GREEN, UNSURE, VERMILION
from naravard_kg.figures.speech import Names
from naravard_kg.terms import Iri

LEVELS = ("nationell", "storregional", "lan", "delregional", "lokal")
SPHERES = ("politisk", "tjansteperson", "blandad", "profession")
_FACETS = 3
_NAME, _HEAD = Face(6.5), Face(6.5, bold=True)
_PAD, _GAP, _BETWEEN, _SPACE = 1.1, 1.4, 2.6, 5.0
_LEVEL, _BOX = 26.0, 27.0  # how wide a level's name is at most, and a box at least
_EMPTY = 3.4
_STYLES = {
    stances.STATED: Ink(PAPER, DEEP, 0.7),
    stances.ABSENT: Ink(PAPER, VERMILION, 0.9, (4, 2)),
    FRAMED: Ink(PAPER, GREEN, 0.9, (1, 1.5)),
    UNSURE: Ink(PAPER, GREY, 0.7, (6, 2, 1, 2)),
}
_WORDS = {
    stances.STATED: "compare.state.stated",
    stances.ABSENT: "compare.state.stated-absent",
    FRAMED: "compare.national",
    UNSURE: "compare.unsure",
}
_Facet = Iri | None


@dataclass
class _Body:
    """A body in one place: its name, its kinds, how it is stated, and how wide its box is."""

    name: str
    style: str
    wide: float = _BOX
    kinds: list[str] = field(default_factory=list)

    @cached_property
    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of the name and of the kinds."""
        room = self.wide - 2 * _PAD
        kinds = wrapped(", ".join(self.kinds), room, SMALL_SLANTED) if self.kinds else ()
        return wrapped(self.name, room, _NAME), kinds

    @property
    def height(self) -> float:
        """How high the box is."""
        name, kinds = self.lines
        return len(name) * _NAME.leading + len(kinds) * SMALL_SLANTED.leading + 2 * _PAD


_Bodies = dict[tuple[_Facet, _Facet], list[_Body]]


@dataclass(frozen=True, slots=True)
class _Panel:
    """A party: its name, its bodies by level and sphere, and how many boxes a sphere has beside."""

    head: str
    bodies: _Bodies
    beside: dict[_Facet, int]
    wide: float
    left: float

    def at(self, level: _Facet, sphere: _Facet) -> list[_Body]:
        """The bodies of one place."""
        return self.bodies.get((level, sphere), [])

    def height(self, level: _Facet) -> float:
        """How high a level is."""
        stacks = (_stacks(self.at(level, s), n) for s, n in self.beside.items())
        return max((_height(stack) for some in stacks for stack in some), default=0.0)

    @property
    def lefts(self) -> dict[_Facet, float]:
        """Where each sphere begins."""
        left, found = self.left, {}
        for sphere, number in self.beside.items():
            found[sphere] = left
            left += number * (self.wide + _GAP) + _BETWEEN
        return found


def sheet(comparison: Comparison, language: str) -> Sheet:
    """The panels as a sheet, one below the other.

    Raises:
        ValueError: the comparison is not one by bodies.
    """
    if any(len(row.key) != _FACETS for row in comparison.rows):
        raise ValueError(comparison.aspect.name)
    known = speech.of_comparison(comparison, language, things=True)
    drawn = Sheet(COLUMNS[-1], language, origin=comparison.origin)
    levels = _ordered({row.key[0] for row in comparison.rows}, LEVELS)
    words = [width(_level(level, known), _HEAD) for level in levels]
    left = MARGIN + min(max(words, default=0.0), _LEVEL) + 2.5
    panels = [_panel(comparison, i, known, left) for i in range(len(comparison.parties))]
    drawn.title = speech.title(comparison, known)
    drawn.told = f"{known.say('figure.told.structure')} {_summary(panels, known)}".strip()
    y = furniture.heading(drawn, speech.aspect(comparison, language))
    for panel in panels:
        y = _drawn(drawn, panel, levels, known, y) + _SPACE
    drawn.height = _legend(drawn, panels, known, y - (_SPACE / 2 if panels else 0))
    return drawn


def _ordered(found: Iterable[_Facet], order: Sequence[str]) -> list[_Facet]:
    """The facets in their natural order; other ones by name, and what is not said last."""

    def place(facet: _Facet) -> tuple[bool, int, str]:
        slug = (facet or "").rpartition("/")[2]
        return facet is None, order.index(slug) if slug in order else len(order), slug

    return sorted(found, key=place)


def _panel(comparison: Comparison, i: int, known: Names, left: float) -> _Panel:
    made: dict[tuple[_Facet, _Facet], dict[Iri, _Body]] = {}
    for row in comparison.rows:
        level, sphere, kind = row.key
        for entry in row.stances[i].entries:
            body = _Body(known.of(entry.thing), _style(entry))
            body = made.setdefault((level, sphere), {}).setdefault(entry.thing, body)
            body.kinds += [known.of(kind)] if kind else []
    spheres = _ordered({sphere for _, sphere in made}, SPHERES)
    room = COLUMNS[-1] - MARGIN - left + _GAP - max(len(spheres) - 1, 0) * _BETWEEN
    number = max(len(spheres), int(room / (_BOX + _GAP)), 1)
    wide = room / number - _GAP
    bodies = {place: _alphabetic(found.values(), wide) for place, found in made.items()}
    beside = _shared(bodies, spheres, number)
    return _Panel(known.party(comparison.parties[i]), bodies, beside, wide, left)


def _style(entry: Entry) -> str:
    if entry.absent is not None:
        return stances.ABSENT
    if entry.frame is not None:
        return FRAMED
    return UNSURE if entry.holds is None else stances.STATED


def _alphabetic(bodies: Iterable[_Body], wide: float) -> list[_Body]:
    made = sorted(bodies, key=lambda body: names.swedish_order(body.name))
    for body in made:
        body.wide = wide
    return made


def _shared(bodies: _Bodies, spheres: Sequence[_Facet], number: int) -> dict[_Facet, int]:
    """How many boxes each sphere has beside each other, so that the panel is lowest."""
    beside = dict.fromkeys(spheres, 1)
    for _ in range(number - len(spheres) if spheres else 0):
        tried = ((_total(bodies, {**beside, s: beside[s] + 1}), s) for s in spheres)
        beside[min(tried, key=lambda pair: pair[0])[1]] += 1
    return beside


def _total(bodies: _Bodies, beside: dict[_Facet, int]) -> tuple[float, float]:
    """How high all levels are together; then how high all places are."""
    high: dict[_Facet, float] = {}
    every = 0.0
    for (level, sphere), found in bodies.items():
        own = max(map(_height, _stacks(found, beside[sphere])))
        high[level] = max(high.get(level, 0.0), own)
        every += own
    return sum(high.values()), every


def _stacks(bodies: Sequence[_Body], number: int) -> list[list[_Body]]:
    """The bodies in stacks, each upon the lowest one so far."""
    stacks: list[list[_Body]] = [[] for _ in range(number)]
    for body in bodies:
        min(stacks, key=_height).append(body)
    return stacks


def _height(stack: Sequence[_Body]) -> float:
    return sum(body.height + _GAP for body in stack)


def _sphere(sphere: _Facet, known: Names) -> str:
    return known.of(sphere) if sphere else known.say("figure.unsaid.sphere")


def _level(level: _Facet, known: Names) -> str:
    return known.of(level) if level else known.say("figure.unsaid.level")


def _drawn(drawn: Sheet, panel: _Panel, levels: Sequence[_Facet], known: Names, y: float) -> float:
    """A panel; gives where it ends."""
    y = top = _heads(drawn, panel, known, y)
    end = drawn.width - MARGIN
    for at, level in enumerate(levels):
        furniture.rule(drawn, ((MARGIN, y), (end, y)), strong=not at)
        lines = wrapped(_level(level, known), panel.left - MARGIN - 2, _HEAD)
        low = drawn.write(lines, (MARGIN, y + _GAP + _PAD * 0.7), _HEAD) + _GAP
        _bodies(drawn, panel, level, y + _GAP, known)
        y = max(low, y + (panel.height(level) or _EMPTY) + _GAP)
    furniture.rule(drawn, ((MARGIN, y), (end, y)), strong=True)
    for left in list(panel.lefts.values())[1:]:
        x = left - (_BETWEEN + _GAP) / 2
        furniture.rule(drawn, ((x, top), (x, y)))
    return y


def _heads(drawn: Sheet, panel: _Panel, known: Names, y: float) -> float:
    """The name of the party, and of the spheres below it."""
    title = wrapped(panel.head, drawn.width - 2 * MARGIN, STRONG)
    y = drawn.write(title, (MARGIN, y), STRONG) + 0.8
    ground = y
    for sphere, left in panel.lefts.items():
        room = panel.beside[sphere] * (panel.wide + _GAP)
        lines = wrapped(_sphere(sphere, known), room, _HEAD)
        ground = max(ground, drawn.write(lines, (left, y), _HEAD))
    return ground + 0.6


def _bodies(drawn: Sheet, panel: _Panel, level: _Facet, top: float, known: Names) -> None:
    if not panel.height(level):
        place = (panel.left, top + _PAD * 0.7)
        drawn.write([known.say("figure.no-body")], place, SMALL_SLANTED)
    for sphere, left in panel.lefts.items():
        for at, stack in enumerate(_stacks(panel.at(level, sphere), panel.beside[sphere])):
            y = top
            for body in stack:
                _box(drawn, body, (left + at * (panel.wide + _GAP), y))
                y += body.height + _GAP


def _box(drawn: Sheet, body: _Body, corner: Place) -> None:
    x, y = corner
    name, kinds = body.lines
    drawn.box(corner, (body.wide, body.height), _STYLES[body.style])
    below = drawn.write(name, (x + _PAD, y + _PAD), _NAME)
    drawn.write(kinds, (x + _PAD, below), SMALL_SLANTED)


def _legend(drawn: Sheet, panels: Sequence[_Panel], known: Names, y: float) -> float:
    every = [body for panel in panels for found in panel.bodies.values() for body in found]
    found = {body.style for body in every}
    words = {style: known.say(_WORDS[style]) for style in _STYLES if style in found}
    samples = [Sample(partial(_sample, style), told, 8.0) for style, told in words.items()]
    if not samples:
        return furniture.note(drawn, known.say("figure.empty"), y)
    y = furniture.legend(drawn, samples, y)
    if any(body.kinds for body in every):
        y = furniture.note(drawn, known.say("figure.kinds"), y + 0.6)
    return y


def _sample(style: str, drawn: Sheet, middle: Place) -> None:
    drawn.box((middle[0] - 3.2, middle[1] - 1.5), (6.4, 3.0), _STYLES[style])


def _summary(panels: Sequence[_Panel], known: Names) -> str:
    """The bodies in words, place by place."""
    told = []
    for panel in panels:
        places = (
            f"{_level(level, known)}, {_sphere(sphere, known)}: {', '.join(b.name for b in found)}"
            for (level, sphere), found in panel.bodies.items()
        )
        told.append(f"{panel.head} – {'; '.join(places) or known.say('figure.no-body')}.")
    return " ".join(told)
