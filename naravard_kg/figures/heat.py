"""How alike the parties are, pair by pair: the value, and the interval that chance alone gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

from naravard_kg.compare.similarity import Pair, Similarity
from naravard_kg.compare.stances import Comparison
from naravard_kg.figures import furniture, speech
from naravard_kg.figures.engine import width
from naravard_kg.figures.furniture import Sample
from naravard_kg.figures.letters import longest_word, wrapped
from naravard_kg.figures.sheet import BODY, INK, MARGIN, NUMBER, PAPER, Face, Ink, Place, Sheet
from naravard_kg.figures.speech import Names

_VALUE = Face(7.0, bold=True)
_HIGH, _PAD, _LABEL, _WIDEST = 8.6, 1.6, 42.0, 24.0
_FEW = 3  # parties, from which chance has anything to say
_DARK = 0.62  # from which value on letters are light
_PALEST, _DARKEST = (0xF4, 0xF8, 0xFC), (0x0B, 0x3C, 0x6F)
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lower half of a table of parties by parties; ``tops`` are the rows' borders."""

    left: float
    wide: float
    tops: tuple[float, ...]

    def cell(self, pair: Pair) -> tuple[Place, float]:
        """The corner and the height of a pair: the later party's row, the earlier one's column."""
        first, second = sorted((pair.first, pair.second))
        top, end = self.tops[second - 1 : second + 1]
        return (self.left + first * self.wide, top), end - top


def sheet(subject: tuple[Comparison, Similarity], language: str) -> Sheet:
    """The pairs as a sheet."""
    comparison, found = subject
    known = speech.of_comparison(comparison, language)
    labels = [known.party(party) for party in found.parties]
    label = min(max((width(one, BODY) for one in labels), default=0.0), _LABEL) + 2.5
    columns = max(len(labels) - 1, 1)
    column = _column(found, known)
    total = furniture.fitting(2 * MARGIN + label + columns * column)
    column = min(max(column, (total - 2 * MARGIN - label) / columns), max(_WIDEST, column))
    drawn = Sheet(total, language, origin=comparison.origin)
    head = known.say("figure.similarity")
    drawn.title = f"{head} – {speech.title(comparison, known)}"
    drawn.told = " ".join([known.say("figure.told.similarity"), *_pairs(found, labels, known)])
    top = furniture.heading(drawn, f"{head}: {speech.lower(comparison, language)}")
    rows = [wrapped(one, label - 2.5) for one in labels[1:]]
    high = (max(_HIGH, len(lines) * BODY.leading + 1.6) for lines in rows)
    grid = _Grid(MARGIN + label, column, tuple(accumulate(high, initial=top)))
    for lines, (first, end) in zip(rows, pairwise(grid.tops), strict=True):
        drawn.centre(lines, (MARGIN, (first + end) / 2), BODY, "left")
    for pair in found.pairs:
        _cell(drawn, grid, pair, known)
    y = _feet(drawn, grid, labels[:-1])
    drawn.height = _below(drawn, found, known, y + 1.5)
    return drawn


def _column(found: Similarity, known: Names) -> float:
    told = [_interval(pair, known) for pair in found.pairs]
    return max((width(one, NUMBER) for one in told), default=8.0) + 2 * _PAD


def _number(value: float, known: Names) -> str:
    """Two decimals, with the language's own point."""
    told = f"{value:.2f}"
    return told.replace(".", ",") if known.language == "sv" else told


def _interval(pair: Pair, known: Names) -> str:
    return f"{_number(pair.low, known)}–{_number(pair.high, known)}"


def _feet(drawn: Sheet, grid: _Grid, heads: Sequence[str]) -> float:
    """The names of the columns below them, turned where they have no room otherwise."""
    ground = end = grid.tops[-1] + 1.2
    is_turned = any(longest_word(head) > grid.wide - _PAD for head in heads)
    blocks = furniture.turned(heads, grid.wide) if is_turned else []
    for at, head in enumerate(heads):
        middle = grid.left + (at + 0.5) * grid.wide
        if is_turned:
            drawn.turn(blocks[at], (middle, ground), BODY, "right")
            end = max(end, ground + max(width(line, BODY) for line in blocks[at]))
        else:
            lines = wrapped(head, grid.wide - _PAD)
            end = max(end, drawn.write(lines, (middle, ground), BODY, "center"))
    return end


def _cell(drawn: Sheet, grid: _Grid, pair: Pair, known: Names) -> None:
    (x, y), high = grid.cell(pair)
    colour = letters(pair.value)
    drawn.box((x, y), (grid.wide, high), Ink(tone(pair.value), PAPER, 1.0))
    centre = y + high / 2
    middle = x + grid.wide / 2
    value = _number(pair.value, known)
    drawn.centre([value], (middle, centre - 1.4), Face(7.0, bold=True, colour=colour))
    drawn.centre([_interval(pair, known)], (middle, centre + 1.9), Face(6.0, colour=colour))
    side = middle + width(value, _VALUE) / 2 + 1.6
    if not pair.low <= pair.value <= pair.high:
        _arrow(drawn, (side, centre - 1.4), up=pair.value > pair.high, colour=colour)


def _arrow(drawn: Sheet, middle: Place, *, up: bool, colour: str) -> None:
    x, y = middle
    tip = -0.9 if up else 0.9
    drawn.area([(x - 0.9, y - tip), (x + 0.9, y - tip), (x, y + tip)], Ink(colour))


def letters(value: float) -> str:
    """The colour of the letters on a value's tone."""
    return PAPER if value >= _DARK else INK


def tone(value: float) -> str:
    """The tone of a value from 0 to 1: the greater the darker."""
    part = min(max(value, 0.0), 1.0)
    mixed = (round(a + (b - a) * part) for a, b in zip(_PALEST, _DARKEST, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _below(drawn: Sheet, found: Similarity, known: Names, y: float) -> float:
    if not found.pairs:
        return furniture.note(drawn, known.say("figure.empty"), y)
    samples = [Sample(partial(_swatch, step), _number(step, known), 5.5) for step in _STEPS]
    if any(pair.value > pair.high for pair in found.pairs):
        samples.append(Sample(partial(_sample, up=True), known.say("figure.more"), 4.0))
    if any(pair.value < pair.low for pair in found.pairs):
        samples.append(Sample(partial(_sample, up=False), known.say("figure.less"), 4.0))
    y = furniture.legend(drawn, samples, y)
    facts = {"permutations": found.permutations, "seed": found.seed}
    notes = [known.say(f"similarity.{found.measure}"), known.say("figure.interval", **facts)]
    if len(found.parties) < _FEW:
        notes.append(known.say("similarity.too-few"))
    return furniture.note(drawn, " ".join(notes), y + 0.8)


def _swatch(value: float, drawn: Sheet, middle: Place) -> None:
    drawn.box((middle[0] - 2, middle[1] - 1.5), (4, 3), Ink(tone(value), "#8c8c8c", 0.4))


def _sample(drawn: Sheet, middle: Place, *, up: bool) -> None:
    _arrow(drawn, middle, up=up, colour=INK)


def _pairs(found: Similarity, labels: Sequence[str], known: Names) -> list[str]:
    """The values in words."""
    return [
        f"{labels[pair.first]} – {labels[pair.second]}: {_number(pair.value, known)} "
        f"({_interval(pair, known)})."
        for pair in found.pairs
    ]
