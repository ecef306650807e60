"""The grammar of selectors: which things of a dependency graph are meant.

x                  the thing alone, by any of its names; "…" around one with blanks or signs
+x   x+            and all it waits for; and all that waits for it
2+x   x+1          the same, so many steps far
@x                 x, all that waits for it, and all that these wait for
plan:skane-…       a method and its value; see ``naravard deps selectors``
a b                one or the other
a,b                both at once

>>> str(parse("2+x+1 plan:p,status:s"))
'2+x+1 plan:p,status:s'
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from naravard_kg.errors import SelectorError

_TERM = re.compile(
    r"""(?P<at>@)?
        (?:(?P<up>\d*)(?P<plus>\+))?
        (?:(?P<method>[a-z]+):(?!//))?
        (?P<value>"[^"]*"|<[^<>"\s]*>|[^\s,+"@<>]+)
        (?:(?P<minus>\+)(?P<down>\d*))?""",
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*,|\s+|$")
_DEEPEST = 9_999


@dataclass(frozen=True, slots=True)
class Term:
    """One thing or method, and how far to go from it: None is not at all, -1 is to the end."""

    value: str
    method: str = ""
    up: int | None = None
    down: int | None = None
    closed: bool = False
    column: int = 1

    def __str__(self) -> str:
        """As it is written."""
        name = f'"{self.value}"' if re.search(r'[\s,+@<>:"]|^\d+$|^//', self.value) else self.value
        if self.method:
            name = f"{self.method}:{name}"
        before, after = (_steps(steps) for steps in (self.up, self.down))
        up = "" if self.up is None else f"{before}+"
        down = "" if self.down is None else f"+{after}"
        return f"{'@' * self.closed}{up}{name}{down}"


@dataclass(frozen=True, slots=True)
class Selector:
    """A union of intersections of terms."""

    sets: tuple[tuple[Term, ...], ...]

    def __str__(self) -> str:
        """As it is written."""
        return " ".join(",".join(map(str, terms)) for terms in self.sets)


def parse(text: str, methods: Collection[str] | None = None) -> Selector:
    """Read a selector.

    Args:
        text: what a person typed.
        methods: the methods there are; None means that any word before a colon is one.

    Raises:
        SelectorError: it is not of the grammar; says at which character, and what is wrong there.
    """
    sets: list[list[Term]] = [[]]
    at, joined = len(text) - len(text.lstrip()), True
    if at == len(text):
        raise SelectorError("empty", text, 1)
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None:
            raise SelectorError(_fault(text, at), text, at + 1)
        if not joined:
            sets.append([])
        sets[-1].append(_term(text, match, methods))
        at, joined = _after(text, match.end())
    return Selector(tuple(map(tuple, sets)))


def _after(text: str, at: int) -> tuple[int, bool]:
    """Where the next term begins, and whether a comma stands before it."""
    between = _NEXT.match(text, at)
    if between is None:
        raise SelectorError(_fault(text, at), text, at + 1)
    comma = "," in between[0]
    after = between.end() + len(text[between.end() :]) - len(text[between.end() :].lstrip())
    if comma and after == len(text):
        raise SelectorError("comma", text, between.end())
    return after, comma


def _term(text: str, match: re.Match[str], methods: Collection[str] | None) -> Term:
    method, column = match["method"] or "", match.start() + 1
    if method and methods is not None and method not in methods:
        raise SelectorError("method", text, match.start("method") + 1, known=methods, word=method)
    closed = bool(match["at"])
    if closed and (match["plus"] or match["minus"]):
        sign = match.start("plus") if match["plus"] else match.start("minus")
        raise SelectorError("at", text, sign + 1)
    up = _depth(text, match, "plus", "up")
    down = _depth(text, match, "minus", "down")
    value = match["value"]
    quoted = value[0] == '"'
    if value in ('""', "<>"):
        raise SelectorError("empty", text, match.start("value") + 1)
    return Term(value.strip('"') if quoted else value, method, up, down, closed, column)


def _depth(text: str, match: re.Match[str], sign: str, number: str) -> int | None:
    if not match[sign]:
        return None
    digits = match[number]
    if digits and int(digits[:9]) > _DEEPEST:
        raise SelectorError("depth", text, match.start(number) + 1)
    return int(digits) if digits else -1


def _steps(steps: int | None) -> str:
    return str(steps) if steps is not None and steps >= 0 else ""


def _fault(text: str, at: int) -> str:
    """What is wrong where no term can be read."""
    sign = text[at]
    if sign == '"' or (sign == "+" and text[at + 1 : at + 2] == '"') or sign == "<":
        return "quote"
    return {",": "comma", "+": "plus", "@": "at"}.get(sign, "sign")
