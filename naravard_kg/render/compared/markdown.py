"""A comparison as a GitHub table: a column for each party, the legend and the origin below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_kg.compare.stances import STATES, Comparison
from naravard_kg.render import footing
from naravard_kg.render.compared.legends import legend
from naravard_kg.render.compared.wording import (
    Field,
    Told,
    by_document,
    told,
)
from naravard_kg.render.reports.markup import code, plain
from naravard_kg.words import say

_INDENT = "&emsp;"


def markdown(comparison: Comparison, language: str, width: int = 0) -> str:
    """All rows with all things; nothing from the sources can be more than text in it."""
    del width
    words = told(comparison, language)
    blocks = [
        [f"### {plain(words.title)}"],
        list(_table(words)),
        list(_legend(words)),
        list(_counts(words)),
        list(_foot(words)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _table(words: Told) -> Iterator[str]:
    if not words.lines:
        yield say("table.empty").in_(words.language)
        return
    yield from _head(["", *map(plain, words.columns)])
    for line in words.lines:
        name = _INDENT * line.row.depth + f"**{plain(line.heading)}**"
        yield _row([name, *map(_cell, line.fields)])


def _cell(field: Field) -> str:
    parts = [plain(field.short)] if field.empty else []
    for item in field.gathered:
        remarks = f" *{plain(item.remarks)}*" if item.remarks else ""
        times = f" ×{item.times}" if item.times > 1 else ""
        parts.append(f"{plain(item.name)}{remarks}{times}")
        parts += [f"<sub>{plain(line)}</sub>" for line in by_document(item.places)]
    return "<br>".join(parts)


def _legend(words: Told) -> Iterator[str]:
    known = legend(words)
    if known:
        language = words.language
        yield from _head([say(f"compared.{k}").in_(language) for k in ("sign", "meaning")])
        yield from (_row([plain(sign), plain(meaning)]) for sign, meaning in known)


def _counts(words: Told) -> Iterator[str]:
    if words.columns and words.lines:
        states = [say(f"compare.state.{state}").in_(words.language) for state in STATES]
        yield from _head([say("compared.counts").in_(words.language), *states])
        for column, counts in zip(words.columns, words.counts, strict=True):
            yield _row([plain(column), *map(str, counts)])


def _foot(words: Told) -> Iterator[str]:
    """The origin; the command as code, so that it can be copied."""
    made = footing.notes(words.comparison.origin, words.language)
    for n, (term, told_) in enumerate(made):
        last = n == len(made) - 1
        yield f"{plain(term)}: {code(told_) if last else plain(told_)}" + ("" if last else "  ")
    if carried := footing.carried(words.comparison.origin, words.title):
        yield f"\n<!-- {carried} -->"


def _head(cells: Sequence[str]) -> list[str]:
    return [_row(cells), _row(["---"] * len(cells))]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
