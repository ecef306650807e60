"""The matrix: rows and parties, and in each cell the sign of what the party says, with a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from naravard_kg.compare.stances import STATES, Comparison, Row
from naravard_kg.figures import furniture, signs, speech
from naravard_kg.figures.engine import width
from naravard_kg.figures.furniture import COLUMNS, Sample
from naravard_kg.figures.letters import longest_word, wrapped
from naravard_kg.figures.sheet import BODY, MARGIN, SLANTED, STRONG, Face, Sheet
from naravard_kg.figures.speech import Names

_INDENT, _GAP, _PAD = 3.0, 2.5, 1.6
_NARROWEST, _WIDEST, _WORD = 6.4, 26.0, 30.0  # of a party's column, and of a word in its head
_LABELS = (56.0, 78.0)  # the room that labels ask for at most: of one part, of several
_LOWEST = 5.2  # of a row
_TURNED = 30.0


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

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.width - MARGIN


def sheet(comparison: Comparison, language: str, *, ordered: bool = False) -> Sheet:
    """The matrix as a sheet; ``ordered`` by how many parties state a row, most first."""
    known = speech.of_comparison(comparison, language)
    rows = _rows(comparison, ordered=ordered)
    heads = [known.party(party) for party in comparison.parties]
    grid = _grid(rows, known, heads)
    drawn = Sheet(grid.width, language, origin=comparison.origin)
    drawn.title = f"{speech.aspect(comparison, language)}: {speech.parties(known, comparison.parties)}"
    drawn.told = _told(comparison, known)
    y = _heads(drawn, grid, heads, speech.aspect(comparison, language))
    y = _body(drawn, grid, comparison, rows, known)
    return _below(drawn, comparison, known, y)


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
    named = [(row, known.row(row)) for row in rows if row.key]
    several = max((len(parts) for _, parts in named), default=1)
    found = [12.0] * several
    for row, parts in named:
        for at, part in enumerate(parts):
            found[at] = max(found[at], width(part, BODY) + row.depth * _INDENT + _GAP)
    return found


def _heads(drawn: Sheet, grid: _Grid, heads: Sequence[str], corner: str) -> float:
    """The name of the aspect, and the parties' names on the same ground."""
    title = wrapped(corner, grid.left - MARGIN - _GAP, STRONG)
    room = _TURNED if grid.turned else grid.column - _PAD
    lines = [wrapped(head, room, STRONG) for head in heads]
    while grid.turned and max(map(len, lines)) * STRONG.leading > grid.column:
        room += 5
        lines = [wrapped(head, room, STRONG) for head in heads]
    high = max([len(title), *([] if grid.turned else map(len, lines))]) * STRONG.leading
    if grid.turned:
        high = max(high, *(width(line, STRONG) for block in lines for line in block))
    ground = MARGIN + high + 1.0
    drawn.write(title, (MARGIN, ground - 1.0 - len(title) * STRONG.leading), STRONG)
    for i, block in enumerate(lines):
        if grid.turned:
            drawn.turn(block, (grid.middle(i), ground - 0.8), STRONG)
        else:
            top = ground - 1.0 - len(block) * STRONG.leading
            drawn.write(block, (grid.middle(i), top), STRONG, "center")
    furniture.rule(drawn, ((MARGIN, ground), (grid.end, ground)), strong=True)
    return ground


def _body(
    drawn: Sheet, grid: _Grid, comparison: Comparison, rows: Sequence[Row], known: Names
) -> float:
    """The rows one below the other; what stands in the row above is not said again."""
    y = drawn_from = MARGIN if not drawn.marks else drawn.marks[-1].points[0][1]  # type: ignore[union-attr]
    before: tuple[str, ...] = ()
    for row in rows:
        parts = known.row(row)
        shown = _unrepeated(parts, before)
        if y > drawn_from:
            fresh = len(parts) > 1 and parts[:1] != before[:1]
            furniture.rule(drawn, ((MARGIN, y), (grid.end, y)), strong=fresh or not row.key)
        y = _row(drawn, grid, comparison, (row, shown, known), y)
        before = parts
    furniture.rule(drawn, ((MARGIN, y), (grid.end, y)), strong=True)
    return y
