"""The graph, or a part of it, in the forms that other tools open.

    turtle, trig, nt, nq, jsonld, rdfxml    one RDF file
    graphml, gexf, cyjs    one file for network tools: things as nodes, statements as edges
    csv         a folder of tables for spreadsheets and data frames
    tables, parquet    a folder of nodes, edges and literals for DuckDB, Spark and their like;
                see ``tabular``

The tables of ``csv`` are ``facts.csv`` (each statement a row), ``nodes.csv`` (each name in it,
with its IRI, kind, label and named graphs) and one table for each class (``Assignment.csv``): a
thing a row, a property a column, several values joined by " | ". ``facts.csv`` and ``nodes.csv``
together say all that RDF says. All are RFC 4180 in UTF-8 with one line of headings. A folder is
whole or as it was before.

The same graph always gives the same bytes. N-Triples, N-Quads and tables are written as they
are read.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from naravard_kg import names, netformats, tabular
from naravard_kg.convert import SYNTAXES, serialise
from naravard_kg.errors import UnreadableFileError
from naravard_kg.folders import filled
from naravard_kg.networks import network
from naravard_kg.parts import BETWEEN, Part, column, local_name, nodes, part
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Quad, Text, literal, statement

FOLDERS = ("csv", *tabular.FORMATS)
FORMATS = (*SYNTAXES, *netformats.FORMATS, *FOLDERS)
ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nq",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    **netformats.ENDINGS,
}
FACTS = ("subject", "property", "value", "type", "datatype", "language", "graph")
NODES = ("name", "iri", "kind", "label", "graphs")
_TYPE = Iri(RDF + "type")


def export(  # noqa: PLR0913 -- what, where, in which form: all of it keyword-only
    graph: Answers,
    where: str | Path | TextIO,
    what: Iterable[str] = (),
    *,
    form: str = "",
    language: str = "en",
    force: bool = False,
) -> None:
    """Write the graph, or a part of it, for another tool.

    Args:
        graph: the graph.
        where: a file or an open text stream; for ``csv``, ``tables`` and ``parquet`` a folder,
            made if it is not there.
        what: named graphs, documents and things, by any name; none means everything.
        form: one of ``FORMATS``; else as the ending of *where* says.
        language: of the labels, ``sv`` or ``en``.
        force: write tables into a folder that is not empty; files of other names stay.

    Raises:
        UnknownNameError: nothing has a name in *what*.
        AmbiguousNameError: several things have it.
        UnreadableFileError: *where* cannot be written, or is a folder that is not empty.
    """
    form = form or form_for(where)
    if form in tabular.FORMATS:
        tabular.write(graph, _folder(where), what, form=form, force=force)
        return
    chosen = part(graph, what)
    if form == "csv":
        with filled(_folder(where), force=force) as folder:
            _write_tables(chosen, folder, language)
        return
    pieces = _pieces(chosen, form, language)
    first = next(pieces, "")  # what cannot be written in this form fails before a file is touched
    with ExitStack() as opened:
        stream = (
            opened.enter_context(_opened(Path(where))) if isinstance(where, str | Path) else where
        )
        stream.writelines(chain([first], pieces))


def form_for(where: object) -> str:
    """The form that the ending of a file means; trig, which keeps all, for a stream.

    Raises:
        UnreadableFileError: the ending means none.
    """
    if not isinstance(where, str | Path):
        return "trig"
    form = ENDINGS.get(Path(where).suffix.lower())
    if form is None:
        raise UnreadableFileError("kind", str(where), detail=", ".join(ENDINGS))
    return form


def _pieces(chosen: Part, form: str, language: str) -> Iterator[str]:
    match form:
        case "nq":
            yield from (statement(quad) + "\n" for quad in chosen.quads())
        case "nt":
            for quads in chosen.subjects():
                lines = {statement(quad._replace(graph=None)) for quad in quads}
                yield from (line + "\n" for line in sorted(lines))
        case _ if form in netformats.FORMATS:
            yield netformats.written(network(chosen, language), form)
        case _:
            yield serialise(chosen.quads(), form)


def _folder(where: str | Path | TextIO) -> Path:
    if not isinstance(where, str | Path):
        raise TypeError("Tables are written to a folder, not to a stream.")
    return Path(where)


def _opened(path: Path, newline: str = "\n") -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline=newline)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> UnreadableFileError:
    return UnreadableFileError("unwritable", str(path), detail=error.strerror or "")


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of one class: its name and, in order, its columns after name and IRI."""

    name: str
    columns: tuple[str, ...]


def _write_tables(chosen: Part, folder: Path, language: str) -> None:
    homes, tables = _survey(chosen)
    with ExitStack() as open_files:

        def writer(name: str, heads: Iterable[str]) -> Any:
            stream = open_files.enter_context(_opened(folder / f"{name}.csv", newline=""))
            sheet = csv.writer(stream)
            sheet.writerow(heads)
            return sheet

        facts = writer("facts", FACTS)
        sheets = {
            kind: writer(table.name, ("name", "iri", *table.columns))
            for kind, table in tables.items()
        }
        for quads in chosen.subjects():
            facts.writerows(map(_fact, quads))
            for kind in _kinds(quads) & set(sheets):
                sheets[kind].writerow(_row(quads, tables[kind].columns))
        writer("nodes", NODES).writerows(_nodes(chosen, homes, language))


def _survey(chosen: Part) -> tuple[dict[Iri, set[Iri]], dict[Iri, _Table]]:
    """The named graphs that tell of each node, and the table of each class."""
    homes: dict[Iri, set[Iri]] = defaultdict(set)
    columns: dict[Iri, set[str]] = defaultdict(set)
    for quads in chosen.subjects():
        for quad in quads:
            homes[quad.subject].add(quad.graph or Iri(""))
            named = (quad.predicate, quad.object, quad.graph)
            homes.update({iri: homes[iri] for iri in named if isinstance(iri, Iri)})
        for kind in _kinds(quads):
            columns[kind].update(column(q) for q in quads if q.predicate != _TYPE)
    files = _file_names(columns)
    return homes, {kind: _Table(files[kind], tuple(sorted(columns[kind]))) for kind in files}


def _kinds(quads: Iterable[Quad]) -> set[Iri]:
    types = {q.object for q in quads if q.predicate == _TYPE and not q.subject.startswith("_:")}
    return {kind for kind in types if isinstance(kind, Iri)}


def _file_names(kinds: Iterable[Iri]) -> dict[Iri, str]:
    """The local name of each class; with its prefix where two would be written to one file."""
    local = {kind: local_name(kind) for kind in sorted(kinds)}
    folded = [name.lower() for name in local.values()] + ["facts", "nodes"]
    return {
        kind: name if folded.count(name.lower()) == 1 else names.short(kind).replace(":", "-")
        for kind, name in local.items()
    }


def _row(quads: tuple[Quad, ...], columns: tuple[str, ...]) -> list[str]:
    cells: dict[str, dict[str, None]] = defaultdict(dict)
    for quad in quads:
        cells[column(quad)][_value(quad.object)[0]] = None
    subject = quads[0].subject
    return [names.short(subject), subject, *(BETWEEN.join(cells[c]) for c in columns)]


def _fact(quad: Quad) -> list[str]:
    home = names.short(quad.graph) if quad.graph else ""
    told = _value(quad.object)
    return [names.short(quad.subject), names.short(quad.predicate), *told, home]


def _value(value: Cell) -> tuple[str, str, str, str]:
    """A value as it is written, its type, its datatype and its language."""
    if isinstance(value, Iri):
        return names.short(value), "blank" if value.startswith("_:") else "iri", "", ""
    if value is None:
        raise ValueError("An empty cell is no value.")
    form, datatype = literal(value)
    language = value.language if isinstance(value, Text) else ""
    return form, "literal", names.short(datatype), language


def _nodes(chosen: Part, homes: Mapping[Iri, set[Iri]], language: str) -> Iterator[list[str]]:
    """A row for each name in the tables, so that each leads to its IRI."""
    for node in nodes(chosen.graph, homes, language):
        told = BETWEEN.join(sorted(names.short(home) for home in homes[node.iri]))
        yield [node.name, node.iri, node.kind, node.label, told]
