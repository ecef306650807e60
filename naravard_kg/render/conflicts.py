"""Contradictions for readers and programs: every side with its passages and how it was judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from naravard_kg import names
from naravard_kg.conflicts import Conflict, Side
from naravard_kg.labels import labels
from naravard_kg.render.cells import Json, as_json, shown
from naravard_kg.render.prose import wrapped
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import say

_INDENT = " " * 4


def text(graph: Answers, found: Sequence[Conflict], language: str, width: int) -> str:
    """Each contradiction as a paragraph."""
    known = labels(graph, _things(found), language)
    page = _Page(known, language, width)
    blocks = ["\n".join(page.conflict(n, conflict)) for n, conflict in enumerate(found, 1)]
    return "\n\n".join(blocks) or say("table.empty").in_(language)


def table(found: Iterable[Conflict]) -> Table:
    """One row a side and passage; the number tells which contradiction it belongs to."""
    columns = ("number", "state", "subject", "property", "value", "document", "rank", "locator")
    sides = ((n, c.state, side) for n, c in enumerate(found, 1) for side in c.sides)
    rows = tuple(row for number, state, side in sides for row in _rows(number, state, side))
    return Table(columns, rows, "conflicts")


def _rows(number: int, state: str, side: Side) -> Iterator[tuple[Cell, ...]]:
    about = (number, state, side.subject, side.property, side.value, side.document, side.rank)
    places: list[str | None] = [passage.locator for passage in side.passages]
    return ((*about, place) for place in places or [None])


def as_object(graph: Answers, found: Sequence[Conflict], language: str) -> str:
    """One JSON object with all contradictions."""
    known = labels(graph, _things(found), language)
    listed: list[Json] = [
        {
            "state": conflict.state,
            "marked": conflict.is_marked,
            "sides": [_side(side, known, language) for side in conflict.sides],
        }
        for conflict in found
    ]
    return json.dumps({"conflicts": listed}, ensure_ascii=False, indent=2, sort_keys=True)


class _Page:
    """The labels, language and width that a paragraph is written with."""

    def __init__(self, known: Mapping[Iri, str], language: str, width: int) -> None:
        self.known, self.language, self.width = known, language, width

    def conflict(self, number: int, conflict: Conflict) -> Iterator[str]:
        """The heading, then each side."""
        alike = len({(s.subject, s.property) for s in conflict.sides}) == 1
        state = say(f"conflicts.{conflict.state}").in_(self.language)
        origin = say(f"conflicts.{'marked' if conflict.is_marked else 'found'}")
        heading = f"{number}. {self._shown(conflict.subject)}"
        yield from self._wrapped(heading, "")
        yield f"{_INDENT}{state}; {origin.in_(self.language)}"
        for side in conflict.sides:
            yield from self._side(side, alike=alike)

    def _side(self, side: Side, *, alike: bool) -> Iterator[str]:
        about = [] if alike else [self._shown(side.subject)]
        fact = ": ".join([*about, self.known[side.property], self._shown(side.value)])
        rank = f" – {self._shown(side.rank)}" if side.rank else ""
        yield ""
        yield from self._wrapped(fact + rank, _INDENT)
        yield from self._wrapped(self._source(side), _INDENT * 2)
        for passage in side.passages:
            yield f"{_INDENT * 2}{passage.locator}  {names.short(passage.evidence)}"
            if passage.words:
                yield from self._wrapped(f"“{' '.join(passage.words.split())}”", _INDENT * 2)
        for reason in (r for r in side.reasons if r.language == self.language):
            yield from self._wrapped(f"→ {reason}", _INDENT * 2)

    def _source(self, side: Side) -> str:
        if side.document is None:
            return say("conflicts.verified").in_(self.language)
        return self._shown(side.document)

    def _shown(self, cell: Cell) -> str:
        return shown(cell, self.known, self.language)

    def _wrapped(self, words: str, indent: str) -> list[str]:
        return wrapped(words, self.width, indent)


def _side(side: Side, known: Mapping[Iri, str], language: str) -> Json:
    return {
        "subject": as_json(side.subject, known),
        "property": as_json(side.property, known),
        "value": as_json(side.value, known),
        "document": as_json(side.document, known),
        "claim": names.short(side.claim) if side.claim else None,
        "rank": as_json(side.rank, known),
        "reason": " ".join(r for r in side.reasons if r.language == language) or None,
        "passages": [
            {
                "name": names.short(p.evidence),
                "locator": p.locator,
                "start": p.start,
                "end": p.end,
                "state": p.state,
            }
            for p in side.passages
        ],
    }


def _things(found: Iterable[Conflict]) -> list[Iri]:
    cells = [
        cell
        for conflict in found
        for s in conflict.sides
        for cell in (s.subject, s.property, s.value, s.document, s.rank)
    ]
    return [cell for cell in cells if isinstance(cell, Iri)]
