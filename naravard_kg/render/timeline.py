"""Dated things as a table: for readers in words, for programs in EDTF."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date

from naravard_kg import names
from naravard_kg.labels import labels
from naravard_kg.render.cells import Reader, shown, worded
from naravard_kg.render.prose import wrapped
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.timeline import VALID, Dated
from naravard_kg.words import say

_WIDEST, _NARROWEST = 24, 20  # characters
_COLUMNS = ("stated", "thing", "via", "what", "document")


def table(found: Sequence[Dated], as_of: date | None) -> Table:
    """The dated facts as a table; with the answer for the day where one was asked about."""
    columns = (*_COLUMNS, "holds") if as_of else _COLUMNS
    return Table(columns, tuple(_row(d)[: len(columns)] for d in found), "timeline")


def text(graph: Answers, found: Sequence[Dated], as_of: date | None, reader: Reader) -> str:
    """A column of times, and beside each what happened or held then."""
    cells = [c for d in found for c in (d.thing, d.via, d.what) if isinstance(c, Iri)]
    known = labels(graph, cells, reader.lang)
    times = [worded(d.stated, reader.lang) for d in found]
    column = min(max(map(len, times), default=0), _WIDEST) + 2
    blocks = (_block(d, known, as_of, reader) for d in found)
    lines: list[str] = []
    before = ("", "")
    for time, (thing, fact) in zip(times, blocks, strict=True):
        told = "" if time == before[0] else time
        named = "" if (time, thing) == before else thing
        lines += _beside(told, (named, fact), column, reader.width)
        before = (time, thing)
    return "\n".join(lines) or say("table.empty").in_(reader.lang)


def _block(
    one: Dated, known: Mapping[Iri, str], as_of: date | None, reader: Reader
) -> tuple[str, str]:
    """The thing; then the property, what goes with it, who says so, and the answer."""
    what = f": {shown(one.what, known, reader.lang)}" if one.what is not None else ""
    source = names.short(one.document).rpartition("/")[2] if one.document else ""
    via = say("timeline.valid").in_(reader.lang) if one.via == VALID else known[one.via]
    parts = [via + what, f"({source})" if source else ""]
    if as_of:
        parts.append(f"→ {say(_HOLDS[one.holds]).in_(reader.lang)}")
    return shown(one.thing, known, reader.lang), "  ".join(part for part in parts if part)


def _beside(time: str, block: tuple[str, str], column: int, width: int) -> list[str]:
    room = max(width - column, _NARROWEST)
    left = textwrap.wrap(time, column - 2)
    first, second = (wrapped(part, room, hang="") for part in block)
    right = [*first, *(f"  {line}" for line in second)]
    pairs = itertools.zip_longest(left, right, fillvalue="")
    return [f"{one:<{column}}{other}".rstrip() for one, other in pairs]


def _row(one: Dated) -> tuple[Cell, ...]:
    return one.stated, one.thing, one.via, one.what, one.document, one.holds


_HOLDS = {True: "timeline.yes", False: "timeline.no", None: "timeline.unknown"}
