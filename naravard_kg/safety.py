r"""What a query may do: read the graph it is put to, and nothing else.

The engines answer SERVICE by calling whatever server the query names, and no switch of theirs
turns that off, so what may be asked is settled here, on the text itself. It is cut into tokens as
the grammar has them, and where the grammar is read in two ways, both must be harmless: a
``\u0053`` may be a letter before parsing or not, ``?o<3)SERVICE#>`` an IRI or a comparison,
``SERVICEex:x`` a name or a keyword with no space after it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from naravard_kg.errors import QueryError

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = ("BASE", "PREFIX", "VERSION")
_WRITES = re.compile(
    r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)"
    r"(DATA|WHERE|ALL|DEFAULT|NAMED|GRAPH|SILENT|INTO)*",
    re.IGNORECASE,
)
_LETTERS = "A-Za-z"
_FOREIGN = (  # the letters of the grammar beyond those, and what may follow a first letter
    (
        "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
        "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    ),
    "\u00b7\u0300-\u036f\u203f-\u2040",
)
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


@cache
def _grammar(*, foreign: bool) -> re.Pattern[str]:
    """One token; without ``foreign`` letters in names it is made in a tenth of the time."""
    more, after = _FOREIGN if foreign else ("", "")
    base = _LETTERS + more
    chars = f"{base}_0-9{after}-"
    last = rf"[{chars}:]|{_ESCAPED}"
    return re.compile(
        rf"""
      (?P<space>[ \t\r\n\f]+|\#[^\r\n]*)
    | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
                |"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<variable>[?$][{base}_0-9][{chars}]*)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:_:|(?:[{base}](?:[{chars}.]*[{chars}])?)?:)
               (?:(?:[{chars}.:]|{_ESCAPED})*(?:{last}))?)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<mark>[^"'\\\w\ud800-\udfff])
    """,
        re.VERBOSE | re.DOTALL,
    )


_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_UNREAD = ("mark", "broken")
_OPERANDS = ("string", "iri", "variable", "language", "name", "number", "word")
_HIDING = re.compile(r"\).*service", re.IGNORECASE | re.DOTALL)
_WITH_HOST = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


class Token(NamedTuple):
    """A piece of a query: of which kind, the text, where it begins, how many braces are open."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def word(self) -> str:
        """The keyword, in capitals; empty where it is none."""
        return self.text.upper() if self.kind == "word" else ""


def refuse_updates(sparql: str) -> str:
    """The query form, in capitals; what would change a graph or call a server is refused.

    ``NARAVARD_SERVICES`` lists the addresses that SERVICE may call, separated by spaces.

    Raises:
        QueryError: the text is an update, calls a server, or holds no query form at all.

    >>> refuse_updates("ASK { ?s ?p 'DROP ALL' }")
    'ASK'
    """
    return _judged(sparql, tuple(os.environ.get("NARAVARD_SERVICES", "").split()))


@lru_cache(maxsize=32)
def _judged(sparql: str, allowed: tuple[str, ...]) -> str:
    for read, places in ((_read(sparql), []), _decoded(sparql)):
        for index, token in enumerate(read):
            fault = _fault(read, index, allowed)
            if fault and not (fault == "update" and places and _form(read)):  # then it is a text
                raise _error(fault, token, sparql, places)
    form = _form(tokens_of(sparql))
    if not form:
        raise QueryError("form")
    return form


@lru_cache(maxsize=4)
def _read(sparql: str) -> tuple[Token, ...]:
    found = tuple(_tokens(sparql, _grammar(foreign=False)))
    if all(token.text.isascii() for token in found if token.kind in _UNREAD):
        return found
    return tuple(_tokens(sparql, _grammar(foreign=True)))  # there is a name with other letters


def tokens_of(sparql: str) -> tuple[Token, ...]:
    """The tokens of a query, without spaces and comments.

    Raises:
        QueryError: a quotation that does not end, or a character that SPARQL has no use for.
    """
    found = _read(sparql)
    if found and found[-1].kind == "broken":
        line, column = _place(sparql, found[-1].start)
        raise QueryError("syntax", repr(found[-1].text)[1:-1], line=line, column=column)
    return found


def _tokens(sparql: str, grammar: re.Pattern[str]) -> Iterator[Token]:
    """The tokens; the last one is of the kind ``broken`` where the rest cannot be read."""
    position, depth, last = 0, 0, ""
    brackets: list[str] = []
    while position < len(sparql):
        match = grammar.match(sparql, position)
        if match is None:
            yield Token("broken", sparql[position : position + 20], position, depth)
            return
        kind, text = match.lastgroup or "", match[0]
        if kind == "iri" and _compares(text, last, brackets):
            kind, text = "mark", "<"
        position += len(text)
        if kind == "space":
            continue
        depth -= text == "}"
        yield Token(kind, text, position - len(text), depth)
        depth += text == "{"
        if text in ("(", "{"):
            brackets.append(text)
        elif text in (")", "}") and brackets:
            brackets.pop()
        last = text if kind == "mark" else kind


def _compares(text: str, last: str, brackets: Sequence[str]) -> bool:
    """Whether what looks like an IRI may be "less than", and holds a SERVICE if it is."""
    after_operand = last in (*_OPERANDS, ")")
    inside = bool(brackets) and brackets[-1] == "("
    return inside and after_operand and bool(_HIDING.search(text)) and not _WITH_HOST.match(text)


def _decoded(sparql: str) -> tuple[tuple[Token, ...], list[tuple[int, int]]]:
    r"""The tokens as an engine sees them that reads ``\u0041`` before anything else."""
    places: list[tuple[int, int]] = []  # where what was escaped stands, and how much it shrank
    shrunk = 0

    def plain(match: re.Match[str]) -> str:
        nonlocal shrunk
        code = int(match[2] or match[3], 16)
        shrunk += len(match[0]) - len(match[1]) - 1
        places.append((match.end() - shrunk, shrunk))
        return match[1] + (chr(code) if code <= 0x10FFFF else "?")  # noqa: PLR2004 -- Unicode's end

    text = _ESCAPE.sub(plain, sparql)
    return (_read(text) if places else ()), places


def _fault(tokens: Sequence[Token], index: int, allowed: Iterable[str]) -> str:
    token = tokens[index]
    if token.kind == "word":
        if _WRITES.fullmatch(token.text):
            return "update"
        if "SERVICE" in token.word:
            return "" if _is_allowed(tokens, index, allowed) else "service"
    if token.kind == "name" and "service" in token.text.partition(":")[0].lower():
        return "service" if _is_called(tokens, index) else ""
    return ""


def _is_called(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name may be read as SERVICE and a name: in a group, with a group after it."""
    opens = index + 1 < len(tokens) and tokens[index + 1].text == "{"
    graph = index > 0 and tokens[index - 1].word.endswith("GRAPH")
    return opens and tokens[index].depth > 0 and not graph


def _is_allowed(tokens: Sequence[Token], index: int, allowed: Iterable[str]) -> bool:
    """Whether SERVICE stands alone, before an address in full that the user has allowed."""
    rest = tokens[index + 1 : index + 3]
    if tokens[index].word != "SERVICE" or not rest:
        return False
    address = rest[1] if rest[0].word == "SILENT" and len(rest) > 1 else rest[0]
    return address.kind == "iri" and any(lies_below(address.text[1:-1], home) for home in allowed)


def lies_below(address: str, home: str) -> bool:
    """Whether an address has the origin of *home*, and its path or one below it.

    >>> lies_below("https://x.se/sparql", "https://x.se/"), lies_below("https://x.se.eu/", "https://x.se")
    (True, False)
    """
    try:
        asked, allowed = urlsplit(address), urlsplit(home)
        origins = {(u.scheme, u.hostname, u.port or _PORTS.get(u.scheme)) for u in (asked, allowed)}
    except ValueError:
        return False
    if len(origins) > 1 or asked.scheme not in _PORTS or not asked.hostname:
        return False
    if "@" in asked.netloc or "\\" in address or ".." in unquote(unquote(asked.path)).split("/"):
        return False
    path = allowed.path.rstrip("/")
    return asked.path == path or asked.path.startswith(path + "/")


_PORTS = {"http": 80, "https": 443}


def _form(tokens: Sequence[Token]) -> str:
    """The first keyword after the prologue, where it is one of a query."""
    word = next((t.word for t in tokens if t.kind == "word" and t.word not in _PROLOGUE), "")
    first = next((t for t in tokens if t.word == word and word), None)
    return word if word in _FORMS and first is not None and first.depth == 0 else ""


def _error(fault: str, token: Token, sparql: str, places: Sequence[tuple[int, int]]) -> QueryError:
    start = token.start
    for end, shrunk in places:
        if end <= token.start:
            start = token.start + shrunk
    line, column = _place(sparql, start)
    return QueryError(fault, token.word or token.text, line=line, column=column)


def _place(sparql: str, start: int) -> tuple[int, int]:
    """Line and character, both counted from 1."""
    before = sparql[:start]
    return before.count("\n") + 1, start - before.rfind("\n")


def has_dataset(sparql: str) -> bool:
    """Whether a query says itself which graphs it is about.

    Raises:
        QueryError: it cannot be read.
    """
    found = "FROM" in sparql.upper()  # most have no such word, and need not be looked at
    return found and any(token.word == "FROM" and token.depth == 0 for token in tokens_of(sparql))
