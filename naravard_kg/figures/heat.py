"""How alike the parties are, pair by pair: the value, and the interval that chance alone gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

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
_DARK = 0.5  # from which value on letters are light
_PALEST, _DARKEST = (0xF4, 0xF8, 0xFC), (0x0B, 0x3C, 0x6F)
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lower half of a table of parties by parties."""

    left: float
    top: float
    wide: float

    def corner(self, pair: Pair) -> Place:
        """The upper left corner of a pair: the later party's row, the earlier one's column."""
        first, second = sorted((pair.first, pair.second))
        return self.left + first * self.wide, self.top + (second - 1) * _HIGH


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
    grid = _Grid(MARGIN + label, top, column)
    y = _table(drawn, grid, found, labels, known)
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


def _table(
    drawn: Sheet, grid: _Grid, found: Similarity, labels: Sequence[str], known: Names
) -> float:
    for at, label in enumerate(labels[1:]):
        lines = wrapped(label, grid.left - MARGIN - 2.5)
        middle = grid.top + (at + 0.5) * _HIGH
        drawn.centre(lines, (MARGIN, middle), BODY, "left")
    for pair in found.pairs:
        _cell(drawn, grid, pair, known)
    ground = grid.top + max(len(labels) - 1, 0) * _HIGH + 1.2
    return _feet(drawn, grid, labels[:-1], ground)


def _feet(drawn: Sheet, grid: _Grid, heads: Sequence[str], ground: float) -> float:
    """The names of the columns below them, turned where they have no room otherwise."""
    turned = any(longest_word(head) > grid.wide - _PAD for head in heads)
    room = 34.0 if turned else grid.wide - _PAD
    end = ground
    for at, head in enumerate(heads):
        middle = grid.left + (at + 0.5) * grid.wide
        lines = wrapped(head, room)
        if turned:
            drawn.turn(lines, (middle, ground), BODY, "right")
            end = max(end, ground + max(width(line, BODY) for line in lines))
        else:
            end = max(end, drawn.write(lines, (middle, ground), BODY, "center"))
    return end


def _cell(drawn: Sheet, grid: _Grid, pair: Pair, known: Names) -> None:
    x, y = grid.corner(pair)
    colour = PAPER if pair.value >= _DARK else INK
    drawn.box((x, y), (grid.wide, _HIGH), Ink(_tone(pair.value), PAPER, 1.0))
    middle = x + grid.wide / 2
    value = _number(pair.value, known)
    drawn.centre([value], (middle, y + _HIGH * 0.34), Face(7.0, bold=True, colour=colour))
    drawn.centre([_interval(pair, known)], (middle, y + _HIGH * 0.72), Face(6.0, colour=colour))
    side = middle + width(value, _VALUE) / 2 + 1.6
    if not pair.low <= pair.value <= pair.high:
        _arrow(drawn, (side, y + _HIGH * 0.34), up=pair.value > pair.high, colour=colour)


def _arrow(drawn: Sheet, middle: Place, *, up: bool, colour: str) -> None:
    x, y = middle
    tip = -0.9 if up else 0.9
    drawn.area([(x - 0.9, y - tip), (x + 0.9, y - tip), (x, y + tip)], Ink(colour))


def _tone(value: float) -> str:
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
    drawn.box((middle[0] - 2, middle[1] - 1.5), (4, 3), Ink(_tone(value), "#8c8c8c", 0.4))


def _sample(drawn: Sheet, middle: Place, *, up: bool) -> None:
    _arrow(drawn, middle, up=up, colour=INK)


def _pairs(found: Similarity, labels: Sequence[str], known: Names) -> list[str]:
    """The values in words."""
    return [
        f"{labels[pair.first]} – {labels[pair.second]}: {_number(pair.value, known)} "
        f"({_interval(pair, known)})."
        for pair in found.pairs
    ]
