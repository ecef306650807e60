"""A comparison as a workbook: the table, the evidence behind each cell, and what it was made from.

Beside each cell stands how many lines of evidence it has, which leads to the first of them; each
line leads back. The links are on numbers: LibreOffice neither wraps nor breaks text that is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg import names
from naravard_kg.compare.stances import STATES, Comparison
from naravard_kg.evidence import Passage
from naravard_kg.render import footing
from naravard_kg.render.compared.legends import legend
from naravard_kg.render.compared.wording import (
    Field,
    Item,
    Line,
    Told,
    told,
)
from naravard_kg.render.workbooks import Box, Leaf, Properties, address, book
from naravard_kg.words import say

_MOST = 12  # things of a cell, which a row of a spreadsheet has room for
_HEADINGS = (
    *("back", "row", "party", "state", "thing", "thing.name", "own", "match", "notes"),
    *("document", "document.name", "locator", "start", "end", "digest.passage"),
)
_WIDTHS = (6, 24, 20, 9, 28, 28, 28, 10, 26, 30, 26, 24, 9, 9, 20)
_HEADING_ROOM, _PARTY_ROOM, _COUNT_ROOM = 28, 36, 8
_ABOUT_WIDTHS = (38, 20, 20, 20, 26)


def as_workbook(comparison: Comparison, language: str, width: int = 0) -> bytes:
    """The bytes of an .xlsx file.

    Raises:
        UnreadableFileError: the package openpyxl is missing.
    """
    del width
    words = told(comparison, language)
    made = comparison.origin
    heading = say("compared.title", aspect=words.title).in_(language)
    about = Properties(heading, heading)
    if made:
        told_ = f"{made.typed} {footing.carried(made, heading)}"
        about = Properties(heading, told_, made.version, made.made)
    return book([*_filled(words), _about(words, heading)], about)


def _filled(words: Told) -> tuple[Leaf, Leaf]:
    """The table and the evidence, with the links between them."""
    sheet, evidence = _say("sheet", words), _say("evidence", words)
    lines = [[Box(_heading(key, words), "head") for key in _HEADINGS]]
    rows = [_heads(words)]
    for number, line in enumerate(words.lines, 2):
        boxes = [Box(line.heading, "row", depth=line.row.depth)]
        for at, field in enumerate(line.fields):
            back = Box(number, "link", address(sheet, number, 2 * at + 2))
            behind = [[back, *one] for item in field.items for one in _lines(words, line, at, item)]
            target = address(evidence, len(lines) + 1, 1) if behind else ""
            boxes += [_cell(words, field), Box(len(behind) or None, field.state, target)]
            lines += behind
        rows.append(boxes)
    widths = [_HEADING_ROOM, *[_PARTY_ROOM, _COUNT_ROOM] * len(words.columns)]
    return (
        Leaf(sheet, rows, widths, "B2"),
        Leaf(evidence, lines, _WIDTHS, "A2", filtered=True),
    )


def _heads(words: Told) -> list[Box]:
    count = _say("evidence" if words.comparison.passages else "things", words)
    pairs = (Box(head, "head") for column in words.columns for head in (column, count))
    return [Box(words.subject, "head"), *pairs]


def _cell(words: Told, field: Field) -> Box:
    items = field.gathered
    bullet = "• " if len(items) > 1 else ""
    parts = [field.words] if field.empty else []
    parts += [bullet + item.line for item in items[:_MOST]]
    if left := sum(item.times for item in items[_MOST:]):
        more = say("compared.more.sheet", count=left, sheet=_say("evidence", words))
        parts.append(more.in_(words.language))
    return Box("\n".join(parts), field.state)


def _lines(words: Told, line: Line, at: int, item: Item) -> Iterator[list[Box]]:
    """A line for each passage of a thing; one without any where none was asked for or is."""
    first = [Box(part) for part in _about_thing(words, line, at, item)]
    for passage in item.passages:
        yield [*first, *_passage(words, passage)]
    if not item.passages:
        documents = item.entry.documents
        labels = ", ".join(words.named[document] for document in documents)
        yield [*first, Box(labels), Box(", ".join(map(names.short, documents))), *[Box()] * 4]


def _about_thing(words: Told, line: Line, at: int, item: Item) -> tuple[str, ...]:
    match = say(f"compare.match.{item.entry.match}").in_(words.language)
    name = words.named[item.entry.thing]
    own = (name, names.short(item.entry.thing), item.term)
    frame = [item.frame] if item.frame else []
    notes = "; ".join([*item.notes, *frame, *item.telling])
    return (line.heading, words.columns[at], line.fields[at].words, *own, match, notes)


def _passage(words: Told, passage: Passage) -> list[Box]:
    name = words.named.get(passage.document, "")
    where = (name, names.short(passage.document), passage.locator)
    numbers = Box(passage.start), Box(passage.end)
    return [*(Box(part) for part in where), *numbers, Box(passage.digest, "line")]


def _about(words: Told, heading: str) -> Leaf:
    """What the table was made from, what its words mean, and the counts."""
    rows: list[list[Box]] = [[Box(heading, "title")], []]
    pairs = footing.notes(words.comparison.origin, words.language)
    rows += [[Box(term, "strong"), Box(text, "free")] for term, text in pairs]
    rows += [[], [Box(_say("legend", words), "strong")]]
    rows += [[Box(term, look), Box(text, "free")] for term, text, look in _legend(words)]
    rows += [[], [Box(_say("counts", words), "strong")], _count_heads(words)]
    for column, counts in zip(words.columns, words.counts, strict=True):
        rows.append([Box(column), *(Box(count) for count in counts)])
    return Leaf(_say("about", words), rows, _ABOUT_WIDTHS)


def _count_heads(words: Told) -> list[Box]:
    states = (say(f"compare.state.{state}").in_(words.language) for state in STATES)
    return [Box(head, "head") for head in (_say("party", words), *states)]


def _legend(words: Told) -> Iterator[tuple[str, str, str]]:
    used = {field.state for line in words.lines for field in line.fields}
    for state in STATES:
        if state in used:
            meaning = say(f"compared.meaning.{state}").in_(words.language)
            yield say(f"compare.state.{state}").in_(words.language), meaning, state
    for term, meaning in legend(words, states=False):
        yield term, meaning, "plain"


def _heading(key: str, words: Told) -> str:
    if key == "row":
        return words.subject
    if key == "thing.name":
        return say("compared.name", column=_say("thing", words)).in_(words.language)
    return _say(key, words)


def _say(key: str, words: Told) -> str:
    return say(f"compared.{key}").in_(words.language)
