"""What the documents say of each row: one question to the engine, then the broader concepts.

A thing that matches a concept matches the broader ones too, only more loosely: what is exactly a
narrower concept is broadly the wider one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from naravard_kg import queryfiles
from naravard_kg.compare import stances
from naravard_kg.compare.aspects import CONCEPTS, KINDS, STATUSES, Aspect
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.timeline import Dated, dated, standing

SOMETHING = Iri("")  # a thing that nobody asked the name of
Key = tuple[Iri | None, ...]
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_MATCHES = {
    _SKOS + "exactMatch": stances.EXACT,
    _SKOS + "closeMatch": stances.CLOSE,
    _SKOS + "broadMatch": stances.BROAD,
    _SKOS + "narrowMatch": stances.NARROW,
    _SKOS + "relatedMatch": stances.RELATED,
    "http://purl.org/dc/terms/subject": stances.ABOUT,
    "": stances.ITSELF,
}
# How what matches a narrower concept so matches the wider one.
_WIDER = {
    stances.EXACT: stances.BROAD,
    stances.CLOSE: stances.BROAD,
    stances.BROAD: stances.BROAD,
    stances.ABOUT: stances.ABOUT,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing in one row, by one document; ``within`` and ``holds`` as in an Entry."""

    key: Key
    match: str
    thing: Iri
    document: Iri
    within: Iri | None = None
    holds: bool | None = True


def hits(
    graph: Answers,
    aspect: Aspect,
    *,
    rows: Iterable[Iri] = (),
    day: date | None = None,
) -> list[Hit]:
    """All that the documents say by an aspect, of the given *rows* or of all."""
    if aspect.query == STATUSES:
        return _statuses(graph, aspect, day)
    table = graph.select(bound(aspect.query, aspect, row=rows))
    if aspect.facets:
        return [_faceted(row) for row in table.rows]
    return [_hit(row) for row in table.records()]


def bare(graph: Answers, aspect: Aspect, apart: Iterable[Iri]) -> list[Hit]:
    """Whether documents say something of each row.

    Only what is said to be missing, and the things *apart*, are named.
    """
    table = graph.select(bound("stated", aspect, thing=apart)).records()
    return [_hit({**row, "thing": row["named"] or SOMETHING}) for row in table]


def unmatched(graph: Answers, aspect: Aspect) -> list[Hit]:
    """The things of the aspect's classes that fit no row, each in the row without a key."""
    if aspect.query not in (CONCEPTS, KINDS) or not aspect.classes or not aspect.scheme:
        return []
    table = graph.select(bound("unmatched", aspect))
    return [Hit((), stances.ITSELF, Iri(str(t)), Iri(str(d))) for t, d in table.rows]


def widened(found: list[Hit], broader: dict[Iri, list[Iri]]) -> list[Hit]:
    """The hits, and those that they are for the wider concepts above theirs."""
    wide = [
        Hit((above,), _WIDER.get(hit.match, stances.RELATED), hit.thing, hit.document, hit.key[0])
        for hit in found
        if hit.key
        for above in broader.get(hit.key[0] or Iri(), ())
    ]
    return [*found, *wide]


def bound(name: str, aspect: Aspect, **values: Iterable[Iri]) -> str:
    """A query of queries/aspects/ for an aspect; what has no value may take any."""
    question = queryfiles.of_aspect(name)
    scheme = [aspect.scheme] if aspect.scheme else []
    given = {"scheme": scheme, "class": list(aspect.classes)}
    given |= {variable: sorted(cells) for variable, cells in values.items()}
    taken = {
        variable: cells for variable, cells in given.items() if variable in question.parameters
    }
    free = [variable for variable, cells in taken.items() if not cells]
    return question.bind({v: cells for v, cells in taken.items() if cells}, free=free)


def _hit(row: dict[str, Cell]) -> Hit:
    match = _MATCHES.get(str(row.get("via") or ""), stances.KIND)
    return Hit((_iri(row["row"]),), match, _iri(row["thing"]), _iri(row["document"]))


def _iri(cell: Cell) -> Iri:
    """The cell, which is an IRI as the query is."""
    assert isinstance(cell, Iri)  # noqa: S101 -- what the query files hold
    return cell


def _faceted(row: tuple[Cell, ...]) -> Hit:
    *facets, thing, document = row
    key = tuple(Iri(str(facet)) if facet else None for facet in facets)
    return Hit(key, stances.KIND, Iri(str(thing)), Iri(str(document)))


def _statuses(graph: Answers, aspect: Aspect, day: date | None) -> list[Hit]:
    """The last known status of each thing by each document, or what held on the day."""
    table = graph.select(bound("statuses", aspect))
    return [
        Hit((_iri(one.what),), stances.KIND, one.thing, one.document, holds=_certain(one, day))
        for one in _standing(table, day)
        if one.document is not None
    ]


def _certain(one: Dated, day: date | None) -> bool | None:
    """Whether a status held; the last known one does, whenever that was."""
    return True if day is None or one.holds else None


def _standing(table: Table, day: date | None) -> list[Dated]:
    rows = ({**row, "what": row["row"]} for row in table.records())
    return standing([dated(row, day) for row in rows], day or date.max)
