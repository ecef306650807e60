r"""Text from files made fit to be shown: nothing hidden, nothing that drives a terminal.

A plan file may hold escape sequences, or characters that turn the direction of writing, by
mistake or so that a report says something else than it seems to. They are shown as ``\u{1b}``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls, ESC and BEL among them
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"  # nothing to see
    "\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"  # line ends and the direction of writing
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # no characters, or tags
)
_HALF = re.compile("[\ud800-\udfff]")
_ASTRAL = 0x10000


def visible(text: str, keep: str = "") -> str:
    r"""The text with every hidden character told by its number, but for those of *keep*.

    >>> visible("a\x1b[31m\u202eb")
    'a\\u{1b}[31m\\u{202e}b'
    """
    return _HIDDEN.sub(lambda match: match[0] if match[0] in keep else _told(match[0]), text)


def _told(character: str) -> str:
    return f"\\u{{{ord(character):x}}}"


def escaped(text: str) -> str:
    r"""JSON with its hidden characters escaped as JSON has it; it reads back as the same text.

    >>> escaped('"\u202e"')
    '"\\u202e"'
    """
    return _HIDDEN.sub(lambda match: _as_json(match[0]), text)


def _as_json(character: str) -> str:
    if character in "\n\t":  # between the values; inside of them they are escaped already
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def encoded(text: str) -> str:
    r"""Turtle with its hidden characters escaped as Turtle has it; half characters are lost.

    >>> encoded('"\u202e"')
    '"\\u202E"'
    """
    return _HIDDEN.sub(lambda match: _as_turtle(ord(match[0])), _HALF.sub("\ufffd", text))


def _as_turtle(number: int) -> str:
    return f"\\u{number:04X}" if number < _ASTRAL else f"\\U{number:08X}"


def columns(text: str) -> int:
    r"""The columns that a terminal gives to *text*.

    >>> columns("vård"), columns("看護"), columns("e\u0301")
    (4, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """The text in lines of at most *width* columns, indented by *first* and then by *rest*.

    A word longer than a line stands whole on its own, so that it can be copied.
    """
    lines = [line for part in text.split("\n") for line in _lines(visible(part), width, rest)]
    return "\n".join(f"{rest if n else first}{line}".rstrip() for n, line in enumerate(lines))


def _lines(text: str, width: int, indent: str) -> Iterator[str]:
    room = max(width - columns(indent), 1)
    line, *words = text.split(" ")
    for word in words:
        if columns(line) + 1 + columns(word) > room:
            yield line
            line = word
        else:
            line += f" {word}"
    yield line
