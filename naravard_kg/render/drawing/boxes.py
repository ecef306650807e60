"""The boxes of an SVG drawing: how large one is with its words in it, and how it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from naravard_kg.render.drawing.lettering import clean, longest_word, width, wrapped
from naravard_kg.render.drawing.marks import attribute, frame, hairline, mark, number, text
from naravard_kg.render.drawing.picture import Entry, Node, Picture
from naravard_kg.render.drawing.styles import GREY, PHASE, caption
from naravard_kg.words import say

SIZE, SMALL = 12.0, 10.5
_LINE, _SMALL_LINE, _ABOVE = 15.0, 13.0, 8.0
_PAD, _MARK, _INSET, _CAPTION = 10.0, 19.0, 3.5, 15.0
_NARROW, _WIDE, _WIDEST, _PAGE, _GAP = 150.0, 236.0, 264.0, 1180.0, 84.0
_LINK, _ROUND = 7.5, 5.0


@dataclass(frozen=True, slots=True)
class Block:
    """A thing in a box: its words and its status in lines, and the height they take."""

    entry: Entry
    lines: tuple[str, ...]
    status: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A box before it has a place."""

    node: Node
    blocks: tuple[Block, ...]
    width: float
    height: float
    caption: tuple[str, ...] = ()
    marked: bool = False


def sheets(picture: Picture, depth: int) -> dict[str, Sheet]:
    """The boxes of a picture, all of one width: narrower the more columns there are."""
    entries = [entry for node in picture.nodes for entry in node.entries]
    marked = any(entry.phase for entry in entries)
    spare = 2 * _PAD + (_MARK if marked else 0.0)
    if any(node.joint for node in picture.nodes):
        spare += 2 * _INSET
    page = (_PAGE - (depth - 1) * _GAP) / max(depth, 1)
    longest = max((_longest(entry) for entry in entries), default=0.0)
    word = max((longest_word(e.words, SIZE) for e in entries), default=0.0)
    room = max(min(page, _WIDE, longest + spare), min(word + spare, _WIDEST), _NARROW)
    busy = _busy(picture)
    return {
        node.id: _sheet(node, room, busy[node.id], (marked, picture.language))
        for node in picture.nodes
    }


def _longest(entry: Entry) -> float:
    return max(width(entry.words, SIZE), width(entry.status, SMALL))


def _busy(picture: Picture) -> Counter[str]:
    """How many arrows end at the busier side of each box, at most."""
    first = Counter(arrow.first for arrow in picture.arrows)
    then = Counter(arrow.then for arrow in picture.arrows)
    return first | then


def _sheet(node: Node, wide: float, links: int, manner: tuple[bool, str]) -> Sheet:
    marked, language = manner
    inset = _INSET if node.joint else 0.0
    room = wide - 2 * _PAD - 2 * inset - (_MARK if marked else 0.0)
    caption: tuple[str, ...] = ()
    if node.joint:
        words = say("drawing.joint").in_(language)
        caption = wrapped(words, wide - 2 * _PAD - 2 * inset, SMALL)
    blocks = [_block(entry, room) for entry in node.entries]
    top = _CAPTION * len(caption)
    height = sum(block.height for block in blocks) + top + 2 * inset
    lacking = max(links * _LINK + 2 * _ABOVE - height, 2 * _ABOVE - height, 0.0)
    share = lacking / max(len(blocks), 1)
    stretched = (Block(b.entry, b.lines, b.status, b.height + share) for b in blocks)
    return Sheet(node, tuple(stretched), wide, height + lacking, caption, marked)


def _block(entry: Entry, room: float) -> Block:
    lines = wrapped(entry.words, room, SIZE)
    status = wrapped(entry.status, room, SMALL)
    height = len(lines) * _LINE + len(status) * _SMALL_LINE + 2 * _ABOVE
    return Block(entry, lines, status, height)


def drawn(sheet: Sheet, x: float, y: float) -> str:
    """A box with its upper left corner at a place."""
    inset = _INSET if sheet.node.joint else 0.0
    parts = [f"<title>{_tip(sheet.node)}</title>"]
    if sheet.node.joint:
        parts.append(frame((x, y), (sheet.width, sheet.height), 1.2, fill="#ffffff"))
    inner = (sheet.width - 2 * inset, sheet.height - 2 * inset)
    parts.extend(_filled(sheet, x + inset, y + inset, inner[0]))
    if sheet.node.joint:
        parts.append(frame((x + inset, y + inset), inner, 1.0))
    if not sheet.node.joint or sheet.node.focus:
        stroke = 3.2 if sheet.node.focus else 1.0
        parts.append(frame((x, y), (sheet.width, sheet.height), stroke))
    label = attribute("data-name", " ".join(entry.name for entry in sheet.node.entries))
    return f'<g class="box"{label}>{"".join(parts)}</g>'


def _tip(node: Node) -> str:
    return escape("; ".join(clean(caption(entry)) for entry in node.entries))


def _filled(sheet: Sheet, x: float, y: float, wide: float) -> Iterator[str]:
    """The tints first, then the words upon them."""
    at = y + _CAPTION * len(sheet.caption)
    for place, block in enumerate(sheet.blocks):
        ends = (place == 0 and not sheet.caption, place == len(sheet.blocks) - 1)
        yield _tinted((x, at), (wide, block.height), ends, PHASE[block.entry.phase].tint)
        if place or sheet.caption:
            yield hairline((x, at), wide)
        yield from _words(block, x + _PAD, at, marked=sheet.marked)
        at += block.height
    for place, line in enumerate(sheet.caption):
        base = (x + _PAD, y + 11 + place * _CAPTION)
        yield text(base, line, SMALL, fill=GREY, style=' font-style="italic"')


def _tinted(
    corner: tuple[float, float], size: tuple[float, float], ends: tuple[bool, bool], tint: str
) -> str:
    """The ground of a thing, round at the corners where the box is."""
    top, bottom = (_ROUND if end else 0.0 for end in ends)
    wide, high = size
    arcs = [
        f"M{number(corner[0])} {number(corner[1] + top)}",
        f"a{number(top)} {number(top)} 0 0 1 {number(top)} {number(-top)}",
        f"h{number(wide - 2 * top)}",
        f"a{number(top)} {number(top)} 0 0 1 {number(top)} {number(top)}",
        f"v{number(high - top - bottom)}",
        f"a{number(bottom)} {number(bottom)} 0 0 1 {number(-bottom)} {number(bottom)}",
        f"h{number(2 * bottom - wide)}",
        f"a{number(bottom)} {number(bottom)} 0 0 1 {number(-bottom)} {number(-bottom)}z",
    ]
    return f'<path d="{" ".join(arcs)}" fill="{tint}"/>'


def _words(block: Block, x: float, y: float, *, marked: bool) -> Iterator[str]:
    """The mark beside the first line, and all lines, in the middle of the height they have."""
    taken = len(block.lines) * _LINE + len(block.status) * _SMALL_LINE
    top = y + (block.height - taken) / 2
    if marked:
        yield mark(block.entry.phase, (x + 6.5, top + 7.5))
    left = x + (_MARK if marked else 0.0)
    for place, line in enumerate(block.lines):
        yield text((left, top + 11.7 + place * _LINE), line, SIZE)
    top += len(block.lines) * _LINE
    for place, line in enumerate(block.status):
        yield text((left, top + 10.2 + place * _SMALL_LINE), line, SMALL, fill=GREY)
