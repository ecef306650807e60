"""The matrix: rows and parties, and in each cell the sign of what the party says, with a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from naravard_kg.compare.stances import Comparison, Row
from naravard_kg.figures import furniture, signs, speech
from naravard_kg.figures.engine import width
from naravard_kg.figures.furniture import COLUMNS, Sample
from naravard_kg.figures.letters import longest_word, wrapped
from naravard_kg.figures.sheet import BODY, MARGIN, SLANTED, STRONG, Place, Sheet
from naravard_kg.figures.speech import Names

_INDENT, _GAP, _PAD = 3.0, 2.5, 1.6
_NARROWEST, _WIDEST, _WORD = 6.4, 26.0, 30.0  # of a party's column, and of a word in its head
_LABELS = (56.0, 88.0)  # the room that labels ask for at most: of one part, of several
_LOWEST = 5.2  # of a row


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns are: of the labels' parts, and of the parties; and how heads are set."""

    width: float
    parts: tuple[float, ...]
    column: float
    turned: bool

    @property
    def left(self) -> float:
        """Where the first party's column begins."""
        return MARGIN + sum(self.parts)

    def middle(self, i: int) -> float:
        """The middle of a party's column."""
        return self.left + (i + 0.5) * self.column


@dataclass(frozen=True, slots=True)
class _Matrix:
    """What is drawn, and on what."""

    sheet: Sheet
    comparison: Comparison
    known: Names
    grid: _Grid

    def rule(self, y: float, *, strong: bool = False) -> None:
        """A line across the whole table."""
        ends = ((MARGIN, y), (self.grid.width - MARGIN, y))
        furniture.rule(self.sheet, ends, strong=strong)


def sheet(comparison: Comparison, language: str, *, ordered: bool = False) -> Sheet:
    """The matrix as a sheet; ``ordered`` by how many parties state a row, most first."""
    known = speech.of_comparison(comparison, language)
    rows = _rows(comparison, ordered=ordered)
    heads = [known.party(party) for party in comparison.parties]
    grid = _grid(rows, known, heads)
    drawn = Sheet(grid.width, language, origin=comparison.origin)
    drawn.title = speech.title(comparison, known)
    drawn.told = f"{known.say('figure.told.matrix')} {speech.summary(comparison, known)}"
    matrix = _Matrix(drawn, comparison, known, grid)
    y = _body(matrix, rows, _heads(matrix, heads))
    drawn.height = _legend(matrix, y + 1.5)
    return drawn


def _rows(comparison: Comparison, *, ordered: bool) -> list[Row]:
    if not ordered:
        return list(comparison.rows)
    flat = [replace(row, depth=0) for row in comparison.rows]
    return sorted(flat, key=lambda row: (not row.key, -sum(row.stated)))


def _grid(rows: Sequence[Row], known: Names, heads: Sequence[str]) -> _Grid:
    """The narrowest of a journal's columns in which the heads need not be turned, else turned."""
    natural = _natural(rows, known)
    asked = min(sum(natural), _LABELS[len(natural) > 1])
    words = max((longest_word(head, STRONG) for head in heads), default=0.0)
    need = min(max(words, _NARROWEST), _WORD) + _PAD
    number, bare = max(len(heads), 1), asked + 2 * MARGIN
    flat = [wide for wide in COLUMNS if wide >= bare + number * need]
    wide = flat[0] if flat else furniture.fitting(bare + number * _NARROWEST)
    column = min((wide - bare) / number, max(_WIDEST, need))
    labels = wide - 2 * MARGIN - number * column
    total = sum(natural)
    return _Grid(wide, tuple(part * labels / total for part in natural), column, not flat)


def _natural(rows: Sequence[Row], known: Names) -> list[float]:
    """How wide the parts of the labels would like to be."""
    found = [12.0] * max((len(row.key) for row in rows), default=1)
    for row in rows:
        for at, part in enumerate(known.row(row)):
            found[at] = max(found[at], width(part, BODY) + row.depth * _INDENT + _GAP)
    return found or [12.0]


def _heads(matrix: _Matrix, heads: Sequence[str]) -> float:
    """The name of the aspect, and the parties' names on the same ground."""
    grid, drawn = matrix.grid, matrix.sheet
    corner = speech.aspect(matrix.comparison, drawn.language)
    title = wrapped(corner, grid.left - MARGIN - _GAP, STRONG)
    blocks = furniture.turned(heads, grid.column) if grid.turned else _flat(grid, heads)
    tall = [len(block) * STRONG.leading for block in blocks]
    if grid.turned:
        tall = [width(line, STRONG) for block in blocks for line in block]
    ground = MARGIN + max(len(title) * STRONG.leading, *tall, 0.0) + 1.0
    drawn.write(title, (MARGIN, ground - 1.0 - len(title) * STRONG.leading), STRONG)
    for i, block in enumerate(blocks):
        if grid.turned:
            drawn.turn(block, (grid.middle(i), ground - 0.9), STRONG)
        else:
            top = ground - 1.0 - len(block) * STRONG.leading
            drawn.write(block, (grid.middle(i), top), STRONG, "center")
    matrix.rule(ground, strong=True)
    return ground


def _flat(grid: _Grid, heads: Sequence[str]) -> list[tuple[str, ...]]:
    return [wrapped(head, grid.column - _PAD, STRONG) for head in heads]


def _body(matrix: _Matrix, rows: Sequence[Row], y: float) -> float:
    """The rows one below the other; what stands in the row above is not said again."""
    before: tuple[str, ...] | None = None
    for row in rows:
        parts = matrix.known.row(row)
        if before is not None:
            fresh = len(parts) > 1 and parts[:1] != before[:1]
            matrix.rule(y, strong=fresh or not parts)
        y = _row(matrix, row, _unrepeated(parts, before or ()), y)
        before = parts
    matrix.rule(y, strong=True)
    return y


def _unrepeated(parts: tuple[str, ...], before: tuple[str, ...]) -> list[str]:
    """The parts of a label, without the first ones that the row above has too."""
    same = 0
    while same < len(parts) - 1 and parts[: same + 1] == before[: same + 1]:
        same += 1
    return [""] * same + list(parts[same:])


def _row(matrix: _Matrix, row: Row, parts: list[str], y: float) -> float:
    grid, indent = matrix.grid, row.depth * _INDENT
    if parts:
        rooms = zip(parts, grid.parts, strict=False)
        blocks = [wrapped(part, room - _GAP - indent) for part, room in rooms]
    else:
        told = matrix.known.say("compare.unmatched")
        blocks = [wrapped(told, sum(grid.parts) - _GAP, SLANTED)]
    high = max(_LOWEST, max(map(len, blocks)) * BODY.leading + 1.8)
    middle, left = y + high / 2, MARGIN + indent
    for block, room in zip(blocks, grid.parts, strict=False):
        matrix.sheet.centre(block, (left, middle), BODY if parts else SLANTED, "left")
        left += room
    for i, stance in enumerate(row.stances):
        place = (grid.middle(i), middle)
        name = signs.sign(stance)
        signs.draw(matrix.sheet, name, place, signs.count(stance))
        for flag in signs.flags(stance, matrix.comparison.parties[i]):
            signs.flag(matrix.sheet, flag, place)
    return y + high


def _legend(matrix: _Matrix, y: float) -> float:
    found = signs.occurring(matrix.comparison)
    samples = [Sample(partial(_sample, name), speech.sign(matrix.known, name)) for name in found]
    if not samples:
        return furniture.note(matrix.sheet, matrix.known.say("figure.empty"), y)
    y = furniture.legend(matrix.sheet, samples, y)
    return furniture.note(matrix.sheet, matrix.known.say("figure.number"), y + 0.8)


def _sample(name: str, drawn: Sheet, middle: Place) -> None:
    if name in signs.LOOKS:
        signs.draw(drawn, name, middle)
    else:
        signs.corner(drawn, name, middle)
