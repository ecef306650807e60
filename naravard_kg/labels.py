"""The name of a thing in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from naravard_kg import names, queryfiles
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Text


def labels(graph: Answers, things: Iterable[Cell], language: str) -> dict[Iri, str]:
    """A label for each IRI among *things*: in *language*, else in another, else its short name.

    One query, whatever the number of things.
    """
    wanted = sorted({thing for thing in things if isinstance(thing, Iri)})
    found: dict[Iri, str] = {thing: names.short(thing) for thing in wanted}
    chosen: dict[Iri, int] = {}
    for thing, label in _rows(graph, wanted):
        weight = _fit(label, language)
        if weight > chosen.get(thing, 0):
            found[thing], chosen[thing] = str(label), weight
    return found


def label(graph: Answers, thing: Iri, language: str) -> str:
    """The label of one thing."""
    return labels(graph, [thing], language)[thing]


def _rows(graph: Answers, things: list[Iri]) -> Iterable[tuple[Iri, Cell]]:
    described = [thing for thing in things if not thing.startswith("_:")]
    if not described:
        return []
    table = graph.select(queryfiles.internal("labels").bind({"thing": described}))
    return [(Iri(str(thing)), name) for thing, name in table.rows]


def _fit(label: Cell, language: str) -> int:
    if not isinstance(label, Text):
        return 1
    return {"sv": 3, "en": 2, language: 4}.get(label.language, 1)
