"""The words of Turtle, TriG, N-Triples and N-Quads: one pattern, whose last group is the kind.

The pattern may be generous where the engine's strict parser has read the text before. What it
must get right is where a word ends. All repeats are possessive: no text makes it try twice.
"""

from __future__ import annotations

import re

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ANY = f"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040-"  # PN_CHARS of the grammar
_ESCAPED = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_PREFIX = f"(?:[{_LETTER}][{_ANY}]*+(?:\\.++[{_ANY}]++)*+)?:"
_LOCAL = (
    f"(?:(?:[{_LETTER}_:0-9]|{_ESCAPED})"
    f"[{_ANY}:]*+(?:(?:{_ESCAPED}|\\.++(?=[{_ANY}:%\\\\]))[{_ANY}:]*+)*+)?"
)
_LABEL = f"[{_LETTER}_0-9][{_ANY}]*+(?:\\.++[{_ANY}]++)*+"
_STRING = (
    r'"""[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*+"""'
    r"|'''[^'\\]*+(?:(?:\\.|'{1,2}(?!'))[^'\\]*+)*+'''"
    r'|"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"'
    r"|'[^'\\\r\n]*+(?:\\.[^'\\\r\n]*+)*+'"
)
_NUMBER = r"[+-]?(?:(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)"
_SPACE = r"[ \t\r\n]*+(?:#[^\r\n]*+[ \t\r\n]*+)*+"

KINDS = {
    "name": f"{_PREFIX}{_LOCAL}",
    "iri": r"<[^<>\x00-\x20]*+>",
    "semicolon": ";",
    "string": _STRING,
    "comma": ",",
    "number": _NUMBER,
    "dot": r"\.",
    "blank": f"_:{_LABEL}",
    "word": "[A-Za-z]++",
    "bracket": r"\[",
    "unbracket": r"\]",
    "list": r"\(",
    "unlist": r"\)",
    "later": r"<<|>>|\{\||\|\}|~",  # RDF 1.2
    "graph": r"\{",
    "ungraph": r"\}",
    "at": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+",
    "end": r"\Z",
    "odd": r"[\s\S]",
}
_TAIL = rf"(?:{_SPACE}(?:(?P<language>@[A-Za-z]++(?:-+[A-Za-z0-9]++)*+)|(?P<typed>\^\^)))?+"
TOKEN = re.compile(
    _SPACE
    + "(?:"
    + "|".join(
        f"(?P<{kind}>{form})" + (_TAIL if kind == "string" else "") for kind, form in KINDS.items()
    )
    + ")"
)
UNICODE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"
_ESCAPE = re.compile(rf"{UNICODE}|\\(.)")
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unescaped(text: str) -> str:
    r"""Text without its escapes.

    >>> unescaped(r"\u00e5\t\"\\")
    'å\t"\\'
    """
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _MEANT.get(match[3], match[3])


def string_value(token: str) -> str:
    """The text between the quotes."""
    width = 3 if token[:3] in ('"""', "'''") else 1
    return unescaped(token[width:-width])
