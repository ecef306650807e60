"""A sheet to draw on: shapes and lettering in millimetres, from the upper left corner.

It knows nothing of what draws it. What a reader cannot see is told beside it: a title and a
description in words, the language, and where it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from naravard_kg.origins import Origin

POINT = 25.4 / 72  # millimetres
INK, GREY, PALE, PAPER = "#1a1a1a", "#555555", "#d9d9d9", "#ffffff"
MARGIN = 2.0

Place = tuple[float, float]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look; the size is in points."""

    size: float = 7.0
    bold: bool = False
    italic: bool = False
    colour: str = INK

    @property
    def leading(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * 1.25 * POINT

    @property
    def capital(self) -> float:
        """How high a capital letter is, in millimetres."""
        return self.size * 0.73 * POINT


BODY, STRONG, SLANTED = Face(), Face(bold=True), Face(italic=True)
SMALL, SMALL_SLANTED = Face(6.0, colour=GREY), Face(6.0, italic=True, colour=GREY)
NUMBER = Face(6.0)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape looks: its filling, its edge, the edge's width in points, dashes and hatching."""

    fill: str = "none"
    edge: str = "none"
    width: float = 0.6
    dashes: tuple[float, ...] = ()
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon, or a line where it is not closed."""

    points: tuple[Place, ...]
    ink: Ink
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    centre: Place
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Lettering:
    """One line of text; ``place`` is where its baseline begins, is centred, or ends."""

    text: str
    place: Place
    face: Face
    align: Align = "left"
    turned: bool = False


@dataclass
class Sheet:
    """What is drawn, in the order of drawing; ``height`` is known when all of it is."""

    width: float
    language: str
    title: str = ""
    told: str = ""
    origin: Origin | None = None
    height: float = 0.0
    marks: list[Shape | Disc | Lettering] = field(default_factory=list)

    def area(self, points: Sequence[Place], ink: Ink) -> None:
        """A polygon."""
        self.marks.append(Shape(tuple(points), ink))

    def box(self, corner: Place, size: Place, ink: Ink) -> None:
        """A rectangle, by its upper left corner, its width and its height."""
        (x, y), (wide, high) = corner, size
        self.area([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], ink)

    def disc(self, centre: Place, radius: float, ink: Ink) -> None:
        """A circle."""
        self.marks.append(Disc(centre, radius, ink))

    def stroke(self, points: Sequence[Place], ink: Ink) -> None:
        """A line."""
        self.marks.append(Shape(tuple(points), ink, closed=False))

    def write(self, lines: Sequence[str], place: Place, face: Face, align: Align = "left") -> float:
        """Lines of text below a place; gives where the next one would begin."""
        x, y = place
        for line in lines:
            self._letter(Lettering(line, (x, y + face.size * 0.98 * POINT), face, align))
            y += face.leading
        return y

    def centre(
        self, lines: Sequence[str], place: Place, face: Face, align: Align = "center"
    ) -> None:
        """Lines of text around a place, so that their capitals are centred on it."""
        x, y = place
        first = y + face.capital / 2 - (len(lines) - 1) * face.leading / 2
        for at, line in enumerate(lines):
            self._letter(Lettering(line, (x, first + at * face.leading), face, align))

    def turn(self, lines: Sequence[str], place: Place, face: Face, align: Align = "left") -> None:
        """Lines of text that are read upwards, centred on the place from left to right."""
        x, y = place
        first = x + face.capital / 2 - (len(lines) - 1) * face.leading / 2
        for at, line in enumerate(lines):
            self._letter(Lettering(line, (first + at * face.leading, y), face, align, turned=True))

    def _letter(self, lettering: Lettering) -> None:
        if lettering.text:
            self.marks.append(lettering)
