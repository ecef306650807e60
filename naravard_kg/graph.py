"""The graph in memory or on disk; the only module that knows which store lies underneath."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from naravard_kg import generations, names, resources
from naravard_kg.deadlines import GivenUp, within
from naravard_kg.errors import QueryError, StoreError, UnreadableFileError
from naravard_kg.hazards import PACKED, refuse_unsafe
from naravard_kg.safety import has_dataset, refuse_updates
from naravard_kg.tables import Answer, Table
from naravard_kg.terms import Cell, Iri, Quad, from_lexical, statement

if TYPE_CHECKING:
    import rdflib

ENGINE = f"pyoxigraph {ox.__version__}"
ONTOLOGY_GRAPH = Iri(names.GRAPHS + "ontologi")

Raw = Iri | tuple[str, str, str]  # a literal: form, datatype and language, as they are written
Fact = tuple[Iri, Iri, Raw]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_LONGEST = "16,777,216"  # characters of a literal that the engine's parser takes


class KnowledgeGraph:
    """A graph of named graphs that answers SPARQL 1.1 over the union of them all.

    ``source`` says where its statements are from: empty for the shipped graph as it is.
    ``timeout`` is the seconds that each question may take; None sets no limit.
    """

    def __init__(self, store: ox.Store, source: str = "memory") -> None:
        """Wrap a store; ``load`` and ``open_store`` make one."""
        self._store = store
        self.source = source
        self.folder: str | None = None  # of a store on disk
        self.timeout: float | None = None

    def __len__(self) -> int:
        """The number of statements, counted once a named graph."""
        return len(self._store)

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT (Table), an ASK (bool), a CONSTRUCT or DESCRIBE (quads).

        Raises:
            QueryError: *sparql* cannot be parsed, is an update, or took longer than ``timeout``.
        """
        with faults_told(self):
            if self.timeout is None:
                return _answer(results_of(self, sparql))
            return within(
                self.timeout, lambda given_up: _answer(results_of(self, sparql), given_up)
            )

    def select(self, sparql: str) -> Table:
        """Answer a SELECT query."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("syntax", "SELECT")
        return answer

    def add(self, quads: Iterable[Quad]) -> None:
        """Add statements to a graph in memory."""
        lines = "\n".join(map(statement, quads))
        self._store.load(lines, format=ox.RdfFormat.N_QUADS)

    def quads(self, graph: Iri | None = None) -> list[Quad]:
        """The statements of one named graph, or of all, sorted."""
        only = ox.NamedNode(graph) if graph else None
        found = self._store.quads_for_pattern(None, None, None, only)
        return sorted((_quad(quad) for quad in found), key=statement)

    def triples(self) -> tuple[Quad, ...]:
        """The statements of all graphs, without their graphs, sorted."""
        return distinct(quad._replace(graph=None) for quad in self.quads())

    def to_rdflib(self) -> rdflib.Dataset:
        """A copy as an rdflib Dataset whose default graph is the union."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self._store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
        return dataset


def load(
    data: Sequence[str | Path] = (), *, shipped: bool = True, timeout: float | None = None
) -> KnowledgeGraph:
    """The shipped graph in memory, with the RDF files *data* beside it.

    Args:
        data: further files; Turtle, TriG, N-Triples, N-Quads or RDF/XML, by their endings.
        shipped: False leaves the shipped data out and keeps the ontology.
        timeout: the seconds that each question may take; None sets no limit.

    Raises:
        UnreadableFileError: a file is missing, of no known kind, or broken.
    """
    graph = load_files([*(resources.data_files() if shipped else []), *map(Path, data)])
    graph.source = ", ".join(map(str, data)) if shipped else "memory"
    graph.timeout = timeout
    for path in resources.ontology_files():
        _load_file(graph._store, path, ONTOLOGY_GRAPH)  # noqa: SLF001 -- its own module
    return graph


def load_files(paths: Iterable[Path]) -> KnowledgeGraph:
    """Just the statements of *paths*, in memory."""
    store = ox.Store()
    for path in paths:
        _load_file(store, path, Iri(path.resolve().as_uri()))
    return KnowledgeGraph(store)


def of_quads(quads: Iterable[Quad]) -> KnowledgeGraph:
    """A small graph in memory that holds just *quads*."""
    graph = KnowledgeGraph(ox.Store())
    graph.add(quads)
    return graph


def of_nquads(lines: bytes) -> KnowledgeGraph:
    """A small graph in memory of N-Triples or N-Quads."""
    store = ox.Store()
    store.load(lines, format=ox.RdfFormat.N_QUADS)
    return KnowledgeGraph(store)


def canonical(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """The same statements, their blank nodes named after what is said of them (RDFC-1.0)."""
    held = ox.Dataset(ox.parse("\n".join(map(statement, quads)), format=ox.RdfFormat.N_QUADS))
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return distinct(map(_quad, held))


def without(graph: KnowledgeGraph, quads: Iterable[Quad]) -> KnowledgeGraph:
    """A copy in memory that lacks *quads*."""
    held = graph._store.dump(format=ox.RdfFormat.N_QUADS)  # noqa: SLF001 -- its own module
    copy = of_nquads(held or b"")
    copy.source, copy.timeout = graph.source, graph.timeout
    lines = "\n".join(map(statement, quads))
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        copy._store.remove(quad)  # noqa: SLF001 -- its own module
    return copy


def open_store(path: str | Path, *, timeout: float | None = None) -> KnowledgeGraph:
    """A store on disk, opened for reading; each question may take *timeout* seconds.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    folder, hold = generations.opened(Path(path))
    try:
        graph = KnowledgeGraph(ox.Store.read_only(str(folder)), str(path))
    except (OSError, RuntimeError) as error:
        os.close(hold)
        raise StoreError(str(path), str(error)) from None
    generations.keep(graph, hold)
    graph.folder, graph.timeout = str(path), timeout
    return graph


def triples_of(path: Path) -> list[tuple[Any, Any, Any]]:
    """The triples of a file as the engine's own terms, in the forms that are written.

    Raises:
        UnreadableFileError: missing, of no known kind, or broken.
    """
    rdf_format = _format_of(path)
    try:
        parsed = ox.parse(path=str(path), format=rdf_format, rename_blank_nodes=True)
        return [(quad.subject, quad.predicate, quad.object) for quad in parsed]
    except (SyntaxError, OSError, ValueError, MemoryError) as error:
        raise _unreadable(path, error) from None


def facts_of(text: str, path: Path, base: str | None = None) -> list[Fact]:
    """The statements of a text, by the engine's strict parser and in the order of the text.

    Raises:
        UnreadableFileError: the text is not of the syntax that the file's ending names.
    """
    rdf_format = _FORMATS[path.suffix.lower()]
    try:
        return [
            (Iri(_raw(quad.subject)), Iri(quad.predicate.value), _raw(quad.object))
            for quad in ox.parse(text, format=rdf_format, base_iri=base)
        ]
    except SyntaxError as error:
        raise UnreadableFileError(
            "syntax", str(path), line=error.lineno or 1, column=error.offset or 1, detail=error.msg
        ) from None
    except MemoryError:
        raise UnreadableFileError("literal", str(path), detail=_LONGEST) from None


def _raw(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    return Iri(str(term))


def takes_iri(iri: str) -> bool:
    """Whether the engine takes an IRI for one; it is stricter than the characters alone.

    >>> takes_iri("urn:a#b"), takes_iri("urn:a#b#c"), takes_iri("_:b0")
    (True, False, True)
    """
    try:
        return iri.startswith("_:") or bool(ox.NamedNode(iri))
    except ValueError:
        return False


def store_of(graph: KnowledgeGraph) -> Any:
    """The engine's store that lies underneath, for the one package that reads it by node."""
    return graph._store  # noqa: SLF001 -- its own module


def save(graph: KnowledgeGraph, folder: Path) -> None:
    """Write all statements of a graph into a new store on disk.

    Raises:
        OSError: the folder cannot be written.
    """
    store = writable(folder)
    quads = graph._store.dump(format=ox.RdfFormat.N_QUADS)  # noqa: SLF001 -- its own module
    store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def writable(folder: Path) -> Any:
    """The engine's store in a folder, opened for writing; a new one where there is none."""
    return ox.Store(str(folder))


def read_quads(source: Any, path: Path, graph: str) -> Iterator[Any]:
    """The engine's own statements, read from an opened file whose syntax *path* tells.

    Raises:
        UnreadableFileError: the file is of no known kind, or broken.
    """
    rdf_format, home = _format_of(path, packed=True), ox.NamedNode(graph)
    try:
        found = ox.parse(source, format=rdf_format, rename_blank_nodes=True)
        if rdf_format.supports_datasets:
            yield from found
        else:
            yield from (ox.Quad(q.subject, q.predicate, q.object, home) for q in found)
    except (SyntaxError, OSError, EOFError, zlib.error, ValueError, MemoryError) as error:
        raise _unreadable(path, error) from None


def refuse_unknown(path: Path) -> None:
    """Refuse a file whose ending, before .gz, names no syntax.

    Raises:
        UnreadableFileError: it is of no known kind, or not safe to read.
    """
    _format_of(path, packed=True)


def _load_file(store: ox.Store, path: Path, graph: Iri) -> None:
    rdf_format = _format_of(path)
    home = None if rdf_format.supports_datasets else ox.NamedNode(graph)
    try:
        store.load(path=str(path), format=rdf_format, to_graph=home)
    except (SyntaxError, OSError, ValueError, MemoryError) as error:
        raise _unreadable(path, error) from None


def _format_of(path: Path, *, packed: bool = False) -> ox.RdfFormat:
    plain = path.with_suffix("") if packed and path.suffix.lower() == PACKED else path
    rdf_format = _FORMATS.get(plain.suffix.lower())
    if rdf_format is None:
        raise UnreadableFileError("kind", str(path), detail=", ".join(sorted(_FORMATS)))
    if rdf_format == ox.RdfFormat.JSON_LD:
        refuse_unsafe(path)
    return rdf_format


def _unreadable(path: Path, error: Exception) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        return UnreadableFileError("missing", str(path))
    if isinstance(error, SyntaxError):
        line, column = error.lineno or 1, error.offset or 1
        return UnreadableFileError("syntax", str(path), line=line, column=column, detail=error.msg)
    if isinstance(error, MemoryError):
        return UnreadableFileError("literal", str(path), detail=_LONGEST)
    return UnreadableFileError("unreadable", str(path), detail=str(error))


def results_of(graph: KnowledgeGraph, sparql: str) -> Any:
    """The engine's own results of a question, to be read where ``faults_told``.

    Raises:
        QueryError: *sparql* is an update.
    """
    refuse_updates(sparql)
    union = not has_dataset(sparql)  # where it names its graphs, just those
    return graph._store.query(sparql, use_default_graph_as_union=union)  # noqa: SLF001 -- its own module


@contextmanager
def faults_told(graph: KnowledgeGraph) -> Iterator[None]:
    """Tell what goes wrong in the engine as the question's fault, or a damaged store's.

    Raises:
        QueryError: the question cannot be parsed, or failed.
        StoreError: the store is damaged.
    """
    try:
        yield
    except QueryError:  # an update, or out of time: told already
        raise
    except SyntaxError as error:
        raise QueryError("syntax", str(error)) from None
    except BaseException as error:  # noqa: BLE001 -- the engine's panic is no Exception
        raise _fault(error, graph.folder or "") from None


def _fault(error: BaseException, folder: str) -> BaseException:
    """What to say of a question that failed: the question's fault, or a damaged store's."""
    panic = type(error).__name__ == "PanicException"  # the engine's; no Exception
    if not (panic or isinstance(error, OSError | ValueError | RuntimeError)):
        return error
    if folder and (panic or isinstance(error, OSError) or "orruption" in str(error)):
        return StoreError(folder, str(error), "damaged")
    return QueryError("failed", str(error))


def _answer(results: Any, given_up: GivenUp | None = None) -> Answer:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    found = given_up.until(results) if given_up else results
    if isinstance(results, ox.QueryTriples):
        return distinct(_triple(triple) for triple in found)
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, tuple(tuple(map(cell_of, solution)) for solution in found))


def distinct(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Each statement once, sorted. As terms, not as Python values: 1 is not true."""
    found = {statement(quad): quad for quad in quads}
    return tuple(found[line] for line in sorted(found))


def _triple(triple: Any) -> Quad:
    return Quad(Iri(cell_of(triple.subject)), Iri(triple.predicate.value), cell_of(triple.object))


def _quad(quad: Any) -> Quad:
    graph = Iri(quad.graph_name.value) if isinstance(quad.graph_name, ox.NamedNode) else None
    return _triple(quad)._replace(graph=graph)


def cell_of(term: Any) -> Cell:
    """The Python value of one of the engine's terms."""
    kind = type(term)  # most cells are IRIs, and a comparison costs less than a pattern
    if kind is ox.NamedNode:
        return Iri(term.value)
    if kind is ox.Literal:
        return from_lexical(term.value, term.datatype.value, term.language or "")
    if term is None:
        return None
    return Iri(f"_:{term.value}") if kind is ox.BlankNode else str(term)
