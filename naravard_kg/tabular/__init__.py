"""The graph as tables of nodes, edges, literals and evidence, for DuckDB, Spark and their like.

    nodes       each thing, with its classes and what it is called
    edges       each statement that leads from a node to a node
    literals    each statement that gives a node a value
    evidence    each passage: where in which text, with its digest
    graphs      each named graph, and its document

Every statement is one row of edges or of literals, and these say all that RDF says. The
statements are sorted on disk and read once, so that the memory needed does not grow with the
graph, and the same graph always gives the same rows in the same order.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from naravard_kg import names, parts
from naravard_kg.folders import filled
from naravard_kg.graph import KnowledgeGraph
from naravard_kg.origins import Origin, origin
from naravard_kg.sorting import Sorter
from naravard_kg.streaming import dump
from naravard_kg.tables import Answers
from naravard_kg.tabular import comma, describing, lookups, parquet
from naravard_kg.tabular.backing import Backings, Gatherer
from naravard_kg.tabular.describing import Made
from naravard_kg.tabular.nquads import name
from naravard_kg.tabular.rows import Reading, Row, merged_nodes, put_statements
from naravard_kg.tabular.schema import EVIDENCE, GRAPHS, NODES
from naravard_kg.terms import statement
from naravard_kg.words import say

FORMATS = {"tables": comma.FILES, "parquet": parquet.FILES}
_WORK = "work"


class _Writer(Protocol):
    """What writes rows into files."""

    def put(self, table: str, row: Row) -> None:
        """Write a row."""

    def close(self) -> None:
        """Write what is left."""


@dataclass(slots=True)
class _Job:
    """What is to be written: the graph or a part of it, in which form."""

    graph: Answers
    what: tuple[str, ...]
    form: str
    work: Path
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> KnowledgeGraph | None:
        """The graph, where it is at hand and all of it is wanted."""
        return self.graph if isinstance(self.graph, KnowledgeGraph) and not self.what else None

    @property
    def origin(self) -> Origin:
        """What the tables are made from."""
        command = ("naravard", "export", *self.what, "-f", self.form)
        made = origin(command, self.graph.source)
        return replace(made, title=str(say("tabular.title").en))


def write(
    graph: Answers, folder: Path, what: Iterable[str] = (), *, form: str, force: bool = False
) -> None:
    """Write the tables into a folder; whatever happens, they are whole or not there.

    Args:
        graph: the graph, in memory, on disk or at an endpoint.
        folder: made if it is not there.
        what: named graphs, documents and things, by any name; none means everything.
        form: ``tables`` (CSV) or ``parquet``.
        force: write into a folder that is not empty; files of other names stay.

    Raises:
        UnreadableFileError: *folder* cannot be written, or is not empty; pyarrow is missing.
        UnknownNameError: nothing has a name in *what*.
        AmbiguousNameError: several things have it.
    """
    if form == "parquet":
        parquet.refuse_missing()
    with filled(folder, force=force) as building:
        job = _Job(graph, tuple(what), form, building / _WORK)
        job.work.mkdir()
        made = _fill(job, building)
        shutil.rmtree(job.work)
        describing.describe(building, made, FORMATS[form])


def _fill(job: _Job, building: Path) -> Made:
    with closing(Sorter(job.work)) as backings:
        gatherer = Gatherer(backings, lookups.direct(job.graph))
        statements, digest = _sorted(job, gatherer)
        documents = gatherer.documents if job.whole else _documents(job.graph)
        made = Made(job.origin, statements, digest, job.counts)
        with closing(_writer(job, building, made)) as writer:
            _put_all(job, documents, backings, _counting(job, writer))
    return made


def _writer(job: _Job, building: Path, made: Made) -> _Writer:
    if job.form == "parquet":
        return parquet.Parquet(building, made.told())
    return comma.CommaSeparated(building)


def _counting(job: _Job, writer: _Writer) -> Callable[[str, Row], None]:
    put, counts = writer.put, job.counts

    def counted(table: str, row: Row) -> None:
        counts[table] += 1
        put(table, row)

    return counted


def _sorted(job: _Job, gatherer: Gatherer) -> tuple[int, str]:
    """Sort all statements into one file; their number and their checksum."""
    digest, count = hashlib.sha256(), 0
    with closing(Sorter(job.work)) as sorter, _statements(job).open("wb") as stream:
        _feed(job, sorter)
        for count, line in enumerate(sorter.lines(), 1):  # noqa: B007 -- told below
            stream.write(line)
            digest.update(line)
            gatherer.see(line)
    gatherer.finish()
    return count, digest.hexdigest()


def _statements(job: _Job) -> Path:
    return job.work / "statements.nq"


def _feed(job: _Job, sorter: Sorter) -> None:
    if job.whole is None:
        for quad in parts.part(job.graph, job.what).quads():
            sorter.add(statement(quad).encode())
        return
    try:
        dump(job.whole, sorter)
    except Exception:
        if sorter.fault:  # a full disk is no damaged store
            raise sorter.fault from None
        raise


def _documents(graph: Answers) -> dict[str, list[str]]:
    found = parts.documents(graph)
    return {str(home): sorted(map(str, set(documents))) for home, documents in found.items()}


def _put_all(
    job: _Job,
    documents: dict[str, list[str]],
    backings: Sorter,
    put: Callable[[str, Row], None],
) -> None:
    nodes = job.work / "nodes"
    with (
        _statements(job).open(encoding="utf-8", newline="\n") as lines,
        closing(Sorter(job.work)) as ends,
        closing(Sorter(job.work)) as passages,
    ):
        with nodes.open("w", encoding="utf-8", newline="\n") as stream:
            backed, known = Backings(backings.lines()), lookups.inferring(job.graph)
            reading = Reading(documents, known, backed, ends, passages, stream)
            put_statements(lines, reading, put)
        with nodes.open(encoding="utf-8", newline="\n") as stream:
            _put_nodes(job, merged_nodes(stream, ends.lines()), reading, put)
        for row in lookups.passages(job.graph, passages.lines()):
            put(EVIDENCE.name, row)
    for row in _graphs(reading):
        put(GRAPHS.name, row)


def _put_nodes(
    job: _Job,
    nodes: Iterable[tuple[str, Row | None]],
    reading: Reading,
    put: Callable[[str, Row], None],
) -> None:
    known = reading.inferring
    whole = job.whole is not None
    rows = lookups.bare(nodes, known) if whole else lookups.described(job.graph, nodes, known)
    for row in rows:
        put(NODES.name, row)


def _graphs(reading: Reading) -> Sequence[Row]:
    """A row for each named graph and each document of it; first those of no graph."""
    return [
        (name(term) or None, str(names.short(name(term))), document, count)
        for term, count in sorted(reading.counts.items())
        for document in reading.documents.get(name(term)) or (None,)
    ]
