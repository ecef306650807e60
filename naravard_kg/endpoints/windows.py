"""The part of an answer that a query asks for, and whether a server gave less than that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naravard_kg.safety import Token, tokens_of

_ROUND = 1000  # servers cut at round numbers: what is a multiple of this may have been cut
_PARTIAL = 206  # HTTP's status for it
_BOUNDS = ("LIMIT", "OFFSET")


@dataclass(frozen=True, slots=True)
class Window:
    """A SELECT without its LIMIT and OFFSET, in two parts between which others can be put."""

    before: str
    after: str
    limit: int | None
    offset: int
    ordered: bool

    def part(self, skipped: int, most: int | None = None) -> str:
        """The query for what follows after *skipped* of its rows, *most* of them at the most."""
        limits = [n for n in (most, self.left(skipped)) if n is not None]
        limit = f"LIMIT {min(limits)} " if limits else ""
        return f"{self.before}\n{limit}OFFSET {self.offset + skipped}\n{self.after}"

    def left(self, skipped: int) -> int | None:
        """How many more rows the query itself asks for; None: all."""
        return None if self.limit is None else max(0, self.limit - skipped)


def window(sparql: str) -> Window:
    """The window of a SELECT query."""
    tokens = tokens_of(sparql)
    outer = _modifiers(tokens)
    values = next((t.start for t in outer if t.word == "VALUES"), len(sparql))
    cuts, told = [], dict.fromkeys(_BOUNDS, "")
    for index, token in enumerate(outer[:-1]):
        if token.word in _BOUNDS:
            number = outer[index + 1]
            told[token.word] = number.text
            cuts.append((token.start, number.start + len(number.text)))
    before = sparql[:values]
    for start, end in reversed(cuts):
        before = before[:start] + before[end:]
    ordered = any(token.word == "ORDER" for token in outer)
    limit = int(told["LIMIT"]) if told["LIMIT"] else None
    return Window(before, sparql[values:], limit, int(told["OFFSET"] or 0), ordered)


def _modifiers(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands after the last group that is the pattern of the query, outside all groups."""
    order = [i for i, t in enumerate(tokens) if t.depth == 0 and t.word in ("WHERE", "")]
    opened = next((i for i in order if tokens[i].text == "{"), len(tokens))
    return [token for token in tokens[opened:] if token.depth == 0]


def is_told_cut(status: int, headers: Mapping[str, str], count: int) -> bool:
    """Whether the server says that it gave a part."""
    most = (headers.get("X-SPARQL-MaxRows") or "").strip()
    capped = most.isdecimal() and most.isascii() and count >= int(most)
    return status == _PARTIAL or capped or bool(headers.get("X-SQL-State"))


def may_be_cut(count: int) -> bool:
    """Whether an answer of so many rows may have been cut without a word."""
    return count > 0 and count % _ROUND == 0
