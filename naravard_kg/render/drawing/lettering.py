"""How wide words are in Helvetica or Arial, and where they are broken to fit.

Widths are per mille of the size of the letters, after Adobe's metrics of Helvetica; those of
Arial are the same. They are taken slightly too wide, so that text stays in its box.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# Each width with the characters that have it; other letters are found by what they build on.
_WIDTHS = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft·\xa0",
    333: "()-`r{}“”„‐‑",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvsxyz",
    556: "#$?0123456789L_abdeghnopqu–«»§",
    584: "+<=>~−",
    611: "FTZø",
    667: "&ABEKPSVXYß",
    722: "CDHNRUw",
    778: "GOQØ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1000: "—…Æ",
    1015: "@",
}
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER, _FULL = 780, 1100
_MARGIN, _BOLD = 1.04, 1.08

# What no XML document may hold: control characters, halves of characters, and two that are none.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# A number stays with the word after it.
_WORD = re.compile(r"\d{1,3}\. \S+|\S+")
_PIECE = re.compile(r"(?:\d{1,3}\. (?=\S))?(?:[^\s/-]*[/-]+|[^\s/-]*\s+|[^\s/-]+)")


def clean(text: str) -> str:
    r"""The text in one line, without the characters that no document may hold.

    >>> clean("a\x00b\n  c")
    'ab c'
    """
    return " ".join(_UNFIT.sub("", text).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in the unit of *size*; rather too wide than too narrow.

    >>> width("Å", 12) == width("A", 12) < width("W", 12)
    True
    """
    units = sum(map(_units, text))
    return units * size / 1000 * _MARGIN * (_BOLD if bold else 1)


@cache
def _units(character: str) -> int:
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    wide = character > "\uffff" or unicodedata.east_asian_width(character) in "WF"
    return _FULL if wide else _OTHER


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text that has *room* for each; only a word wider than that is broken.

    >>> wrapped("avtal om läkarmedverkan", 80, 12)
    ('avtal om', 'läkarmedverk', 'an')
    """
    lines: list[str] = []
    for piece in _pieces(clean(text), room, size, bold=bold):
        glued = lines[-1] + piece if lines else piece
        if lines and width(glued.rstrip(), size, bold=bold) <= room:
            lines[-1] = glued
        else:
            lines.append(piece)
    return tuple(line.rstrip() for line in lines)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """What may not be broken: words, or as much of one as there is room for."""
    for word in _PIECE.findall(text):
        rest = word
        while rest and width(rest.rstrip(), size, bold=bold) > room:
            count = _fitting(rest, room, size, bold=bold)
            yield rest[:count]
            rest = rest[count:]
        if rest:
            yield rest


def _fitting(word: str, room: float, size: float, *, bold: bool) -> int:
    """How many characters of a word have room; at least one."""
    used, count = 0.0, 0
    for character in word:
        used += width(character, size, bold=bold)
        if used > room and not unicodedata.combining(character):
            break
        count += 1
    return max(count, 1)


def longest_word(text: str, size: float) -> float:
    """The width of the widest word, which a box should have room for."""
    return max((width(word.rstrip(), size) for word in _WORD.findall(clean(text))), default=0.0)
