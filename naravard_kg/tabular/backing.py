"""What backs a statement: the claims and dependencies about it, with their evidence.

They are read off the sorted statements, subject by subject, and sorted by the statement that
they are about, so that the two can be read side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from naravard_kg.names import ONTOLOGY
from naravard_kg.sorting import Sorter
from naravard_kg.tabular.nquads import name
from naravard_kg.terms import RDF, XSD

HAS_EVIDENCE = ONTOLOGY + "hasEvidence"
DIGEST = ONTOLOGY + "passageDigest"

_INFERRED = f"<{ONTOLOGY}isInferred>".encode()
_SUBJECT, _PREDICATE, _OBJECT = (
    f"<{RDF}{part}>".encode() for part in ("subject", "predicate", "object")
)
_DEPENDER, _DEPENDEE = (f"<{ONTOLOGY}{end}>".encode() for end in ("depender", "dependee"))
_KIND = b"<http://purl.org/dc/terms/type>"
_EVIDENCE = f"<{HAS_EVIDENCE}>".encode()
_SOURCE = b"<http://www.w3.org/ns/prov#hadPrimarySource>"
_TRUE = f'"true"^^<{XSD}boolean>'.encode()
_OURS = {_INFERRED, _SUBJECT, _PREDICATE, _OBJECT, _DEPENDER, _DEPENDEE, _KIND, _EVIDENCE}


class Backing(NamedTuple):
    """A claim or a dependency about a statement, in a graph."""

    graph: str
    node: str
    is_claim: bool
    inferred: bool
    evidence: tuple[str, ...]


Facts = dict[bytes, dict[bytes, list[bytes]]]  # by graph and property, of one subject


class Gatherer:
    """Looks at each statement as it comes, in order, and notes what backs which."""

    def __init__(self, sorter: Sorter, direct: Mapping[str, list[str]]) -> None:
        """*direct*: the properties that say directly what a dependency of each kind says."""
        self._sorter = sorter
        self._direct = {
            f"<{kind}>".encode(): [f"<{p}>".encode() for p in properties]
            for kind, properties in direct.items()
        }
        self._subject = b""
        self._facts: Facts = {}
        self.documents: dict[str, list[str]] = {}  # of each named graph

    def see(self, line: bytes) -> None:
        """Look at a line of N-Quads."""
        subject, predicate, rest = line.split(b" ", 2)
        if subject != self._subject:
            self.finish()
            self._subject = subject
        if predicate in _OURS:
            value, graph = _ends(rest)
            of_graph = self._facts.setdefault(graph, defaultdict(list))
            of_graph[predicate].append(value)
        elif predicate == _SOURCE:
            self._drawn(subject, _ends(rest)[0])

    def _drawn(self, graph: bytes, document: bytes) -> None:
        found = self.documents.setdefault(name(graph.decode()), [])
        if (iri := name(document.decode())) not in found:
            found.append(iri)

    def finish(self) -> None:
        """Note what the last subject backs."""
        for graph, facts in self._facts.items():
            inferred = b"1" if _TRUE in facts.get(_INFERRED, ()) else b"0"
            evidence = b" ".join(facts.get(_EVIDENCE, ()))
            for kind, triple in self._triples(facts):
                told = (graph, self._subject, kind, inferred, evidence)
                self._sorter.add(b" ".join(triple) + b" \t" + b"\t".join(told))
        self._facts = {}

    def _triples(
        self, facts: Mapping[bytes, list[bytes]]
    ) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
        claimed = (facts.get(end, ()) for end in (_SUBJECT, _PREDICATE, _OBJECT))
        yield from ((b"claim", triple) for triple in product(*claimed))
        kinds = facts.get(_KIND, ())
        properties = [p for kind in kinds for p in self._direct.get(kind, ())]
        ends = facts.get(_DEPENDER, ()), properties, facts.get(_DEPENDEE, ())
        yield from ((b"dependency", triple) for triple in product(*ends))


def _ends(rest: bytes) -> tuple[bytes, bytes]:
    """The value and the graph of a line, behind its predicate."""
    body = rest.rstrip(b"\n").removesuffix(b".").rstrip(b" ")
    value, _, graph = body.rpartition(b" ")
    if value and graph.startswith((b"<", b"_:")) and b'"' not in graph:  # not a literal's end
        return value, graph
    return body, b""


class Backings:
    """What backs each statement, to be asked for in the order of the statements."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        """*lines* are what a ``Gatherer`` noted, sorted."""
        self._lines = lines
        self._next = self._read()
        self._triple, self._found = "", list[Backing]()

    def of(self, triple: str) -> list[Backing]:
        """What backs a triple, in all graphs."""
        if triple == self._triple:
            return self._found
        self._triple, self._found = triple, []
        while self._next is not None and self._next[0] <= triple:
            if self._next[0] == triple:
                self._found.append(self._next[1])
            self._next = self._read()
        return self._found

    def _read(self) -> tuple[str, Backing] | None:
        line = next(self._lines, None)
        if line is None:
            return None
        triple, graph, node, kind, inferred, evidence = line.decode()[:-1].split("\t")
        told = Backing(graph, node, kind == "claim", inferred == "1", tuple(evidence.split()))
        return triple, told


def is_inferred(graph: str, backings: list[Backing]) -> bool:
    """Whether a statement of a graph is there because the curator inferred it.

    A claim says so; or a dependency, unless a stated one says the same.
    """
    own = [backing for backing in backings if backing.graph == graph and backing.inferred]
    if any(backing.is_claim for backing in own):
        return True
    stated = any(not b.is_claim and not b.inferred for b in backings)
    return bool(own) and not stated
