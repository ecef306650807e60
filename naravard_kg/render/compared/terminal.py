"""A comparison as text that fits a terminal: side by side, or one party below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from naravard_kg.compare.stances import STATES, Comparison
from naravard_kg.render import footing
from naravard_kg.render.compared.fitting import GAP, beside, columns, fitted, padded, shared
from naravard_kg.render.compared.legends import legend
from naravard_kg.render.compared.wording import (
    Field,
    Item,
    Line,
    Told,
    by_document,
    told,
)
from naravard_kg.words import say

MOST = 3  # things of a cell, and passages of a thing
_NARROWEST, _WITH_PASSAGES = 18, 30
_HANGING = 2
_HEAD = 24


def text(comparison: Comparison, language: str, width: int, *, full: bool = False) -> str:
    """The rows, the legend, the counts and the origin; *full* with all things in every cell."""
    width = max(width, 20)
    words = told(comparison, language, None if full else MOST)
    layout = _Layout(words, width, _Cells(language, full))
    blocks = [
        fitted(words.title, width),
        layout.rows(),
        _legend(layout),
        _counts(words, width),
        list(_foot(comparison, language, width)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How cells are filled: with the first few things of each, or with all of them."""

    language: str
    full: bool

    def lines(self, field: Field, width: int, *, whole: bool = False) -> list[str]:
        """The lines of a cell; *whole* with the state in words and not by its sign."""
        items = field.gathered
        shown = items if self.full else items[:MOST]
        left = sum(item.times for item in items[len(shown) :])
        lines = fitted(field.words if whole else field.short, width) if field.empty else []
        for item in shown:
            lines += [*fitted(item.line, width, _HANGING), *self._places(item, width)]
        return [*lines, *self._more("compared.more", left, width)]

    def shortened(self, fields: Iterable[Field]) -> bool:
        """Whether any cell tells of more than it shows."""
        cells = [field.gathered for field in fields]
        crowded = (
            len(cell) > MOST or any(max(len(item.places), item.crowd) > MOST for item in cell)
            for cell in cells
        )
        return not self.full and any(crowded)

    def _places(self, item: Item, width: int) -> Iterator[str]:
        shown = item.places if self.full else item.places[:MOST]
        left = len(item.places) - len(shown)
        told = [f"· {line}" for line in by_document(shown)]
        for line in (*told, *self._more("compared.more.places", left, width)):
            yield from ("  " + one for one in fitted(line, width - _HANGING, _HANGING))

    def _more(self, key: str, count: int, width: int) -> list[str]:
        """How many are left out, if any."""
        if count <= 0:
            return []
        return fitted(say(key, count=count).in_(self.language), width, _HANGING)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is laid out, and the room there is."""

    told: Told
    width: int
    cells: _Cells

    def rows(self) -> list[str]:
        """All rows: in columns, in blocks where columns would be too narrow."""
        if not self.told.lines or not self.told.columns:
            return fitted(say("table.empty").in_(self.told.language), self.width)
        widths = self.widths()
        return self._side_by_side(widths) if widths else self._stacked()

    def _side_by_side(self, widths: Sequence[int]) -> list[str]:
        heads = [fitted(head, w) for head, w in zip(("", *self.told.columns), widths, strict=True)]
        blocks = [self._row(line, widths) for line in self.told.lines]
        rule = GAP.join("─" * width for width in widths)
        between = [""] if any(len(block) > 1 for block in blocks) else []
        lines = [*beside(heads, widths), rule]
        for block in blocks:
            lines += [*block, *between]
        return lines[:-1] if between else lines

    def widths(self) -> list[int] | None:
        """A column for the headings and one a party; None where one would be too narrow."""
        lines = self.told.lines
        cells = [
            [self.cells.lines(line.fields[i], self.width) for line in lines]
            for i in range(len(self.told.columns))
        ]
        heads = [columns(line.heading) + _HANGING * line.row.depth for line in lines]
        natural = [max(heads)] + [
            max(columns(part) for part in (head, *(one for cell in column for one in cell)))
            for head, column in zip(self.told.columns, cells, strict=True)
        ]
        narrowest = _WITH_PASSAGES if self.told.comparison.passages else _NARROWEST
        least = [min(natural[0], _NARROWEST)] + [min(n, narrowest) for n in natural[1:]]
        natural[0] = min(natural[0], max(_HEAD, least[0]))
        return shared(natural, least, self.width - len(GAP) * (len(natural) - 1))

    def _row(self, line: Line, widths: Sequence[int]) -> list[str]:
        indent = " " * min(_HANGING * line.row.depth, widths[0] // 2)
        head = [indent + part for part in fitted(line.heading, widths[0] - len(indent))]
        pairs = zip(line.fields, widths[1:], strict=True)
        return beside([head, *(self.cells.lines(field, width) for field, width in pairs)], widths)

    def _stacked(self) -> list[str]:
        """The heading of the row, and below it what each party says; the silent ones together."""
        lines: list[str] = []
        for line in self.told.lines:
            indent = " " * min(_HANGING * line.row.depth, self.width // 4)
            head = [indent + p for p in fitted(line.heading, self.width - len(indent), _HANGING)]
            lines += [*head, *(f"{indent}  {one}" for one in self._parties(line, indent)), ""]
        return lines[:-1]

    def _parties(self, line: Line, indent: str) -> Iterator[str]:
        room = self.width - len(indent) - _HANGING
        pairs = list(zip(self.told.columns, line.fields, strict=True))
        for column, field in pairs:
            if field.items:
                yield from self._party(column, field, room)
        for state in STATES:
            bare = [(c, field) for c, field in pairs if field.state == state and not field.items]
            if bare:
                told = f"{bare[0][1].words}: {', '.join(column for column, _ in bare)}"
                yield from fitted(told, room, _HANGING)

    def _party(self, column: str, field: Field, room: int) -> list[str]:
        widest = max(map(columns, self.told.columns))
        wide = min(widest, room // 3)
        if wide < min(widest, _NARROWEST):
            below = self.cells.lines(field, room - _HANGING, whole=True)
            return [*fitted(column, room), *(" " * _HANGING + one for one in below)]
        cell = self.cells.lines(field, room - wide - len(GAP), whole=True)
        return beside([fitted(column, wide), cell], [wide, room - wide - len(GAP)])


def _legend(layout: _Layout) -> list[str]:
    """The signs that were used and what they mean."""
    if not layout.told.lines:
        return []
    language = layout.told.language
    more = say("compared.some").in_(language), say("compared.meaning.more").in_(language)
    known = legend(layout.told, short=layout.widths() is not None)
    shortened = layout.cells.shortened(f for line in layout.told.lines for f in line.fields)
    signs = [*known, *([more] if shortened else [])]
    return pairs(signs, layout.width)


def pairs(listed: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Each term with its meaning beside it, or below it where there is no room."""
    listed = list(listed)
    wide = max((columns(term) for term, _ in listed), default=0)
    lines: list[str] = []
    for term, meaning in listed:
        if wide > width // 2:
            lines += [*fitted(term, width), *("  " + m for m in fitted(meaning, width - _HANGING))]
        else:
            rest = width - wide - len(GAP)
            lines += beside([[term], fitted(meaning, rest)], [wide, rest])
    return lines


def _counts(told: Told, width: int) -> list[str]:
    """In how many rows each party is in each state, as a small table or in sentences."""
    if not told.columns or not told.lines:
        return []
    states = [say(f"compare.state.{state}").in_(told.language) for state in STATES]
    head = say("compared.counts").in_(told.language)
    first = max(map(columns, (head, *told.columns)))
    if first + sum(len(GAP) + columns(state) for state in states) > width:
        return [*fitted(head, width), *_sentences(told, states, width)]
    lines = [GAP.join([padded(head, first), *states])]
    for column, counts in zip(told.columns, told.counts, strict=True):
        cells = (str(n).rjust(columns(s)) for n, s in zip(counts, states, strict=True))
        lines.append(GAP.join([padded(column, first), *cells]))
    return lines


def _sentences(told: Told, states: Sequence[str], width: int) -> Iterator[str]:
    for column, counts in zip(told.columns, told.counts, strict=True):
        each = ", ".join(f"{state} {n}" for n, state in zip(counts, states, strict=True))
        yield from ("  " + one for one in fitted(f"{column}: {each}", width - _HANGING, _HANGING))


def _foot(comparison: Comparison, language: str, width: int) -> Iterator[str]:
    """The version, the data, and the command; a long one goes on as a shell reads it."""
    if comparison.origin:
        yield from fitted(footing.source(comparison.origin, language), width)
        *before, last = fitted(comparison.origin.typed, width - _HANGING, _HANGING)
        yield from (f"{line} \\" for line in before)
        yield last
