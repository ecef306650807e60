"""Answers and graphs as they come, for what may be too large to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import pyoxigraph as ox

from naravard_kg.constructing import filled, parted
from naravard_kg.errors import QueryError
from naravard_kg.graph import KnowledgeGraph, cell_of, faults_told, results_of, store_of
from naravard_kg.tables import Rows, Stream
from naravard_kg.terms import Iri, Quad

_Item = TypeVar("_Item")
_SYNTAXES = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
}


def stream(graph: KnowledgeGraph, sparql: str, *, once: bool = True) -> Stream:
    """The answer of ``query`` as it comes: row by row, statement by statement, in no order.

    Where it need not be ``once``, a statement of a CONSTRUCT may come several times, and the
    engine need not remember what it has given: some 600 bytes for each.

    Raises:
        QueryError: as ``query``; also while the answer is read.
        StoreError: the store is damaged; also while the answer is read.
    """
    with faults_told(graph):
        results = results_of(graph, sparql)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        made = None if once else _made(graph, sparql)
        return made or _steadily(graph, map(_quad, results))
    columns = tuple(variable.value for variable in results.variables)
    rows = (tuple(map(cell_of, solution)) for solution in results)
    return Rows(columns, _steadily(graph, rows))


def _made(graph: KnowledgeGraph, sparql: str) -> Iterator[Quad] | None:
    """The statements of a CONSTRUCT by its parts; None where only the engine can tell them."""
    parts = parted(sparql)
    try:
        template = list(parsed([parts.template], "ttl")) if parts else []
        rows = stream(graph, parts.select) if parts and template else None
    except (ValueError, QueryError):
        return None
    return filled(template, rows) if isinstance(rows, Rows) else None


def dump(graph: KnowledgeGraph, out: Any) -> None:
    """Write every statement as N-Quads to what has ``write``, in no order, as it is read.

    Raises:
        StoreError: the store is damaged.
    """
    with faults_told(graph):
        store_of(graph).dump(out, format=ox.RdfFormat.N_QUADS)


def parsed(pieces: Iterable[str], syntax: str) -> Iterator[Quad]:
    """The statements of a text in *syntax*, nt, nq, ttl or trig, as they are read.

    Raises:
        ValueError: the text is not of the syntax.
    """
    yield from map(_quad, _triples(pieces, syntax))


def written(pieces: Iterable[str], syntax: str) -> Iterator[str]:
    """The statements of a text as lines of N-Triples, each literal in the form it has there.

    Raises:
        ValueError: the text is not of the syntax.
    """
    for triple in _triples(pieces, syntax):
        yield f"{triple.triple if isinstance(triple, ox.Quad) else triple} ."


def _triples(pieces: Iterable[str], syntax: str) -> Iterator[Any]:
    try:
        yield from ox.parse(_Pieces(iter(pieces)), format=_SYNTAXES[syntax])  # type: ignore[arg-type]
    except (SyntaxError, MemoryError) as error:
        raise ValueError(str(error)) from None


def lines(graph: KnowledgeGraph, home: str) -> Iterator[str]:
    """The statements of a named graph, none for those in no graph, as lines of N-Triples.

    Raises:
        StoreError: the store is damaged.
    """
    name = ox.NamedNode(home) if home else ox.DefaultGraph()
    with faults_told(graph):
        for quad in store_of(graph).quads_for_pattern(None, None, None, name):
            yield f"{quad.triple} ."


def canonical_lines(statements: Iterable[str]) -> list[str]:
    """The same, their blank nodes named after what is said of them (RDFC-1.0)."""
    held = ox.Dataset(ox.parse("\n".join(statements), format=ox.RdfFormat.N_TRIPLES))
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [f"{quad.triple} ." for quad in held]


class _Pieces:
    """Text that comes in pieces, as a file that the engine can read."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """At most *size* bytes; none at the end."""
        if not self._held:
            self._held = next((piece for piece in self._pieces if piece), "").encode()
        piece, self._held = self._held[:size], self._held[size:]
        return piece


def _quad(found: Any) -> Quad:
    """A statement of an answer, which stands in no graph."""
    return Quad(Iri(cell_of(found.subject)), Iri(found.predicate.value), cell_of(found.object))


def _steadily(graph: KnowledgeGraph, items: Iterator[_Item]) -> Iterator[_Item]:
    with faults_told(graph):
        yield from items
