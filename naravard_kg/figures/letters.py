"""Where a text is broken to fit its room: between words, and within one only where it must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from naravard_kg.figures.engine import width
from naravard_kg.figures.sheet import BODY, Face
from naravard_kg.render.drawing.lettering import clean
from naravard_kg.visible import visible

_PIECE = re.compile(r"[^\s/-]*[/-]+|[^\s/-]+\s*|\s+")
_VOWELS = frozenset("aeiouyåäöéüAEIOUYÅÄÖÉÜ")
_FEW = 3  # letters that a part of a word has at least
_UNBROKEN = "\xa0"


def plain(text: str) -> str:
    r"""The text in one line, with nothing hidden in it.

    >>> plain("Skåne\n  län\u202e")
    'Skåne län\\u{202e}'
    """
    return visible(clean(text))


def wrapped(text: str, room: float, face: Face = BODY) -> tuple[str, ...]:
    """The lines of a text that has *room* for each, in millimetres; nothing is left out."""
    lines: list[str] = []
    for piece in _pieces(plain(text), room, face):
        glued = lines[-1] + piece if lines else piece
        if lines and width(glued.rstrip(), face) <= room and not lines[-1].endswith(_UNBROKEN):
            lines[-1] = glued
        else:
            lines.append(piece)
    return tuple(line.rstrip() for line in lines) or ("",)


def longest_word(text: str, face: Face = BODY) -> float:
    """How wide the widest part is that need not be broken, in millimetres."""
    pieces = _PIECE.findall(plain(text))
    return max((width(piece.rstrip(), face) for piece in pieces), default=0.0)


def _pieces(text: str, room: float, face: Face) -> Iterator[str]:
    """What may not be broken: words, or as much of one as there is room for, with a hyphen."""
    for word in _PIECE.findall(text):
        rest = word
        while width(rest.rstrip(), face) > room and len(rest) > 1:
            count = _fitting(rest, room, face)
            hyphen = "-" if rest[count - 1].isalpha() and rest[count].isalpha() else ""
            yield rest[:count] + hyphen + _UNBROKEN
            rest = rest[count:]
        yield rest


def _fitting(word: str, room: float, face: Face) -> int:
    """How many letters of a word stay on the line; at least one."""
    most = 1
    while most < len(word) - 1 and width(word[: most + 1] + "-", face) <= room:
        most += 1
    fair = [at for at in range(_FEW, min(most, len(word) - _FEW) + 1) if _is_fair(word, at)]
    if fair and fair[-1] > most / 2:
        return fair[-1]
    while most > 1 and unicodedata.combining(word[most]):
        most -= 1
    return most


def _is_fair(word: str, at: int) -> bool:
    """Whether a new syllable may begin there: a consonant before a vowel, after a letter."""
    before, here, after = word[at - 1], word[at], word[at + 1 : at + 2]
    consonant = here.isalpha() and here not in _VOWELS
    return before.isalpha() and consonant and after in _VOWELS and after != ""
