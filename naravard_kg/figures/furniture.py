"""What every figure has around it: a heading, the meaning of its signs, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from naravard_kg import resources
from naravard_kg.figures.engine import width
from naravard_kg.figures.letters import plain, wrapped
from naravard_kg.figures.sheet import (
    INK,
    MARGIN,
    NUMBER,
    SMALL,
    STRONG,
    Face,
    Ink,
    Place,
    Sheet,
)
from naravard_kg.origins import Origin

COLUMNS = (90.0, 140.0, 180.0)  # millimetres: one column of a journal, one and a half, two
HEADING = Face(8.0, bold=True)
_ROW, _BETWEEN, _HEAD = 5.4, 4.0, 30.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sign means: how it is drawn around a place, the room it takes, and the words."""

    draw: Callable[[Sheet, Place], None]
    words: str
    room: float = 6.0


def heading(sheet: Sheet, text: str, y: float = MARGIN) -> float:
    """The heading; gives where the rest may begin."""
    lines = wrapped(text, sheet.width - 2 * MARGIN, HEADING)
    return sheet.write(lines, (MARGIN, y), HEADING) + 1.5


def legend(sheet: Sheet, samples: Sequence[Sample], y: float) -> float:
    """The samples in rows; gives where the next thing may begin."""
    left, deep = MARGIN, 0.0
    end = sheet.width - MARGIN
    for sample in samples:
        lines = wrapped(sample.words, end - MARGIN - sample.room, NUMBER)
        wide = sample.room + max(width(line, NUMBER) for line in lines)
        if left > MARGIN and left + wide > end:
            left, y, deep = MARGIN, y + deep, 0.0
        deep = max(deep, _ROW + (len(lines) - 1) * NUMBER.leading)
        middle = y + deep / 2
        sample.draw(sheet, (left + (sample.room - 1) / 2, middle))
        sheet.centre(lines, (left + sample.room, middle), NUMBER, "left")
        left += wide + _BETWEEN
    return y + deep


def note(sheet: Sheet, text: str, y: float) -> float:
    """A remark on how to read the figure."""
    lines = wrapped(text, sheet.width - 2 * MARGIN, NUMBER)
    return sheet.write(lines, (MARGIN, y), NUMBER)


def footer(sheet: Sheet, origin: Origin | None = None) -> Sheet:
    """The sheet with the line below it that tells where it comes from; it ends the sheet."""
    sheet.origin = origin or sheet.origin
    lines = wrapped(source(sheet), sheet.width - 2 * MARGIN, SMALL)
    sheet.height = sheet.write(lines, (MARGIN, sheet.height + 1.2), SMALL) + MARGIN
    return sheet


def source(sheet: Sheet) -> str:
    """Version, data and command: ``naravard 0.1.0 · data 2026-11-22 · naravard compare``."""
    made = sheet.origin
    if made is None:
        return f"naravard {resources.version()}"
    data = f"data {made.data.isoformat()}" if made.data else made.source
    return " · ".join(filter(None, (f"naravard {made.version}", plain(data), plain(made.typed))))


def turned(heads: Sequence[str], wide: float) -> list[tuple[str, ...]]:
    """Heads that are read upwards, each in as many lines as have room beside each other."""
    room = _HEAD
    blocks = [wrapped(head, room, STRONG) for head in heads]
    while max(map(len, blocks), default=0) * STRONG.leading > wide:
        room += 5
        blocks = [wrapped(head, room, STRONG) for head in heads]
    return blocks


def rule(sheet: Sheet, ends: tuple[Place, Place], *, strong: bool = False) -> None:
    """A line between rows, or below the heads of a table."""
    sheet.stroke(ends, Ink(edge=INK, width=0.7) if strong else Ink(edge="#cfcfcf", width=0.35))


def fitting(least: float) -> float:
    """The narrowest column of a journal that has the room; what is wider has its own width."""
    return next((column for column in COLUMNS if column >= least), least)
