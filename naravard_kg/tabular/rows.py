"""The rows of the tables, read off the sorted statements subject by subject."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import IO

from naravard_kg import names
from naravard_kg.sorting import Sorter
from naravard_kg.tabular.backing import DIGEST, HAS_EVIDENCE, Backing, Backings, is_inferred
from naravard_kg.tabular.nquads import Line, cut, name
from naravard_kg.tabular.schema import EDGES, LITERALS
from naravard_kg.terms import RDF, XSD, from_lexical

Row = tuple[object, ...]
Put = Callable[[str, Row], None]  # a row into the table of a name

_TYPE = RDF + "type"
_LABELS = (  # as queries/internal/labels.rq has it
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
)
_WHOLE = {
    *("integer", "long", "int", "short", "byte"),
    *("nonNegativeInteger", "nonPositiveInteger", "negativeInteger", "positiveInteger"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
}
_BROKEN = {"decimal", "double", "float"}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST = 2**63
_SHORT = lru_cache(maxsize=10_000)(lambda iri: str(names.short(iri)))


@dataclass(slots=True)
class Reading:
    """What is known when the rows are made, and what is gathered meanwhile."""

    documents: Mapping[str, list[str]]  # of each named graph, by IRI
    inferring: frozenset[str]  # inferences, and what claims something of them
    backings: Backings
    ends: Sorter  # every node that an edge leads to
    passages: Sorter
    nodes: IO[str]  # a line a subject: its term and its row
    counts: Counter[str] = field(default_factory=Counter)  # statements of each graph

    homes: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def home(self, graph: str) -> tuple[str | None, str | None]:
        """The IRI of a graph, and its document where it has just one."""
        if graph not in self.homes:
            found = self.documents.get(name(graph), [])
            self.homes[graph] = (name(graph) or None, found[0] if len(found) == 1 else None)
        return self.homes[graph]


def put_statements(lines: Iterable[str], reading: Reading, put: Put) -> None:
    """Put each statement into edges or literals, and each subject among the nodes."""
    for subject, some in groupby(map(cut, lines), key=lambda line: line.subject):
        own = list(some)
        evidence = _evidence_of(own)
        for line in own:
            reading.counts[line.graph] += 1
            _put_statement(line, evidence.get(line.graph, []), reading, put)
        row = json.dumps(_node(subject, own, reading), ensure_ascii=False)
        reading.nodes.write(f"{subject}\t{row}\n")


def _put_statement(line: Line, evidence: list[str], reading: Reading, put: Put) -> None:
    tail = _tail(line, evidence, reading)
    subject, prop = name(line.subject), _SHORT(line.predicate)
    if line.object:
        reading.ends.add(line.object.encode())
        put(EDGES.name, (subject, name(line.object), prop, *tail))
        return
    if line.predicate == DIGEST:
        reading.passages.add(line.subject.encode())
    told = (line.value, line.datatype or None, line.language or None)
    put(LITERALS.name, (subject, prop, *told, *_typed(line.value, line.datatype), *tail))


def _tail(line: Line, evidence: list[str], reading: Reading) -> Row:
    """What stands last in each row: where the statement stands, and what backs it."""
    inferred = line.subject in reading.inferring or line.object in reading.inferring
    home, found = reading.home(line.graph), reading.backings.of(line.triple)
    if not found:
        return (line.predicate, *home, inferred, [], evidence)
    own = [backing for backing in found if backing.graph == line.graph]
    claims = sorted({name(backing.node) for backing in own})
    inferred = inferred or is_inferred(line.graph, found)
    return (line.predicate, *home, inferred, claims, _evidence(own) or evidence)


def _evidence(backings: Iterable[Backing]) -> list[str]:
    return sorted({name(passage) for backing in backings for passage in backing.evidence})


def _evidence_of(lines: Iterable[Line]) -> dict[str, list[str]]:
    """What supports the subject itself, in each graph: it stands for what has none of its own."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.predicate == HAS_EVIDENCE and line.object:
            found[line.graph].append(name(line.object))
    return found


def _node(subject: str, lines: list[Line], reading: Reading) -> list[object]:
    classes = {_SHORT(name(q.object)) for q in lines if q.predicate == _TYPE and q.object}
    labels = [(q.predicate, q.language, q.value) for q in lines if q.predicate in _LABELS]
    homes = {reading.home(line.graph)[1] for line in lines} - {None}
    return node_row(subject, classes, labels, reading.inferring, sorted(map(str, homes)))


def node_row(
    term: str,
    classes: Iterable[str],
    labels: Iterable[tuple[str, str, str]],
    inferring: frozenset[str],
    homes: list[str],
) -> list[object]:
    """The row of a node; *labels* are property, language and text."""
    iri, found = name(term), list(labels)
    named = [_label(found, language) for language in ("sv", "en")]
    return [iri, str(names.short(iri)), sorted(classes), *named, term in inferring, homes]


def _label(labels: Iterable[tuple[str, str, str]], language: str) -> str | None:
    """The label in a language, else one in none; the first of the properties that has one."""
    fitting = [
        (tag != language, _LABELS.index(prop), text)
        for prop, tag, text in labels
        if tag in (language, "")
    ]
    return min(fitting)[2] if fitting else None


@lru_cache(maxsize=50_000)
def _typed(value: str, datatype: str) -> Row:
    """The value as boolean, integer, number and date; None where it is none or not exactly one."""
    kind = datatype.removeprefix(XSD)
    if kind == datatype:
        return (None, None, None, None)
    if kind in _WHOLE | _BROKEN:
        return (None, *_number(value, whole=kind in _WHOLE), None)
    read = from_lexical(value, datatype)
    if kind == "boolean" and isinstance(read, bool):
        return (read, None, None, None)
    return (None, None, None, read if kind == "date" and isinstance(read, date) else None)


def _number(value: str, *, whole: bool) -> tuple[int | None, float | None]:
    if not _NUMBER.fullmatch(value):
        return None, None
    try:
        number = float(value)
        exact = int(value) if whole else None
    except (ValueError, OverflowError):
        return None, None
    finite = number if abs(number) < float("inf") else None
    return exact if exact is not None and -_MOST <= exact < _MOST else None, finite


def merged_nodes(nodes: Iterable[str], ends: Iterable[bytes]) -> Iterator[tuple[str, Row | None]]:
    """Every node once, in order: its term, and its row where it is the subject of something."""
    described = (line.rstrip("\n").split("\t", 1) for line in nodes)
    pointed = (line.decode().rstrip("\n") for line in ends)
    row, end = next(described, None), next(pointed, None)
    while row is not None or end is not None:
        if end is None or (row is not None and row[0] <= end):
            assert row is not None  # noqa: S101 -- one of the two is there
            end = next(pointed, None) if row[0] == end else end
            yield row[0], tuple(json.loads(row[1]))
            row = next(described, None)
        else:
            yield end, None
            end = next(pointed, None)
