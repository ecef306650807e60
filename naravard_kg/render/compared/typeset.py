r"""A comparison as a table for a paper, in LaTeX.

Each thing of a cell has a line of its own, so that a long row can go on on the next page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from naravard_kg.compare.stances import Comparison
from naravard_kg.render import footing
from naravard_kg.render.compared.legends import legend
from naravard_kg.render.compared.wording import (
    Field,
    Line,
    Told,
    by_document,
    told,
)
from naravard_kg.render.latex import Longtable, escaped, longtable
from naravard_kg.words import say

_FIRST = 1.1  # the headings have a little more room than a party


def as_latex(comparison: Comparison, language: str, width: int = 0) -> str:
    """A ``longtable``; which packages it needs stands at its head."""
    del width
    words = told(comparison, language)
    made = footing.notes(comparison.origin, language)
    all_ = len(words.columns) + _FIRST
    title = say("compared.title", aspect=words.title).in_(language)
    carried = filter(None, [footing.carried(comparison.origin, title)])
    caption = [f"{title}.", *(text for _, text in made[:1])]
    return longtable(
        Longtable(
            escaped(" ".join(caption)),
            [escaped(words.subject), *map(escaped, words.columns)],
            list(_rows(words)),
            [_FIRST / all_, *[1 / all_] * len(words.columns)],
            [_legend(words)],
            [*(f"{term}: {text}" for term, text in made), *carried],
        ),
        language,
    )


def _rows(words: Told) -> Iterator[Sequence[str] | None]:
    for number, line in enumerate(words.lines):
        if number:
            yield None
        yield from _row(line)
    if not words.lines:
        empty = escaped(say("table.empty").in_(words.language))
        yield [empty, *[""] * len(words.columns)]


def _row(line: Line) -> Iterator[list[str]]:
    indent = rf"\hspace*{{{line.row.depth}em}}" if line.row.depth else ""
    head = [f"{indent}{escaped(line.heading)}"]
    for parts in zip_longest(head, *map(_parts, line.fields), fillvalue=""):
        yield list(parts)


def _parts(field: Field) -> list[str]:
    parts = [escaped(field.short)] if field.empty else []
    for item in field.gathered:
        own = (
            rf" \guillemotleft{{}}\emph{{{escaped(item.own)}}}\guillemotright{{}}"
            if item.own
            else ""
        )
        remarks = rf" \textit{{{escaped(item.remarks)}}}" if item.remarks else ""
        times = rf" \texttimes{{}}{item.times}" if item.times > 1 else ""
        parts.append(f"{escaped(item.label)}{own}{remarks}{times}")
        parts += [rf"{{\scriptsize {escaped(line)}}}" for line in by_document(item.places)]
    return parts


def _legend(words: Told) -> str:
    pairs = (rf"\textit{{{escaped(sign)}}} {escaped(text)}" for sign, text in legend(words))
    return " ".join(pairs)
