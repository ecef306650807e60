"""What a named graph holds, as lines that two servers' graphs can be compared by.

The lines are canonical N-Triples, sorted, each once; blank nodes are named after what is said of
them (RDFC-1.0). The digest is the SHA-256 of them all, so that anyone can count it after us:
``sort graph.nt | sha256sum``, in the order of bytes, for a graph without blank nodes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import cast

from naravard_kg import names, streaming
from naravard_kg.errors import PublishError, UnknownNameError
from naravard_kg.find import resolve
from naravard_kg.graph import KnowledgeGraph
from naravard_kg.parts import documents
from naravard_kg.remote import RemoteGraph
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, n3

_BLANK = "_:"


@dataclass(frozen=True, slots=True)
class Content:
    """The statements of one named graph, as sorted lines, and the digest of them."""

    graph: Iri
    lines: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How two contents differ: the first statement of each that the other lacks, and how many."""

    sent: str
    found: str
    missing: int
    foreign: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server holds of a graph; where it was only counted there is no digest."""

    statements: int
    digest: str = ""
    difference: Difference | None = None

    def equals(self, content: Content) -> bool:
        """Whether it is the same, as far as was looked."""
        counted = self.statements == len(content.lines)
        return counted and self.digest in ("", content.digest)


def content(graph: Answers, home: Iri) -> Content:
    """What a named graph holds."""
    lines = tuple(sorted(set(_canonical(_read(graph, home)))))
    return Content(home, lines, digest(lines))


def compared(ours: Content, lines: Iterable[str]) -> Seen:
    """What was read at a server, set beside what was to be there."""
    known, foreign = frozenset(ours.lines), set[str]()
    missing = set(known)
    for line in _canonical(lines):
        if line in known:
            missing.discard(line)
        else:
            foreign.add(line)
    if not (missing or foreign):
        return Seen(len(known), ours.digest)
    found = (known - missing) | foreign
    return Seen(len(found), digest(sorted(found)), _difference(missing, foreign))


def digest(lines: Sequence[str]) -> str:
    """The SHA-256 of lines that are sorted and stand there once.

    >>> digest([])[:12]
    'e3b0c44298fc'
    """
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def is_blank(line: str) -> bool:
    """Whether a statement may have a blank node; text that looks like one counts too."""
    return _BLANK in line


def chosen(graph: Answers, wanted: Iterable[str] = ()) -> tuple[Iri, ...]:
    """The named graphs that are meant, in order; all where none is named.

    Args:
        graph: the graph.
        wanted: named graphs by IRI, short name or the last part of it, or the documents that
            they are drawn from, by any name.

    Raises:
        UnknownNameError: no graph has that name.
        AmbiguousNameError: several things have it.
        PublishError: a graph is named after a file, and was not itself asked for.
    """
    homes = documents(graph)
    if picked := dict.fromkeys(h for name in wanted for h in _homes(graph, homes, name)):
        return tuple(sorted(picked))
    if nameless := next((home for home in sorted(homes) if home.startswith("file:")), None):
        raise PublishError("nameless", nameless)
    return tuple(sorted(homes))


def _homes(graph: Answers, homes: dict[Iri, list[Iri]], name: str) -> list[Iri]:
    iri = names.expand(name)
    exact = [home for home in homes if home in (iri, name)]
    last = [home for home in homes if home.rpartition("/")[2] == name]
    if exact or last:
        return exact or last
    known = [names.short(home) for home in homes]
    try:
        thing = resolve(graph, name)
    except UnknownNameError:
        raise UnknownNameError("graph", name, known=known) from None
    found = [home for home, drawn_from in homes.items() if thing in drawn_from]
    if not found:
        raise UnknownNameError("graph", name, known=known)
    return found


def nameless(graph: Answers) -> int:
    """How many statements stand in no graph; nought where nobody can tell."""
    if not isinstance(graph, KnowledgeGraph):
        return 0
    return sum(1 for _ in streaming.lines(graph, ""))


def _read(graph: Answers, home: Iri) -> Iterator[str]:
    if isinstance(graph, RemoteGraph):
        return graph.lines(construct(home))
    return streaming.lines(cast("KnowledgeGraph", graph), home)


def construct(home: Iri) -> str:
    """The question for all statements of a graph."""
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {n3(home)} {{ ?s ?p ?o }} }}"


def _canonical(lines: Iterable[str]) -> Iterator[str]:
    blank = []
    for line in lines:
        if is_blank(line):
            blank.append(line)
        else:
            yield line
    yield from streaming.canonical_lines(blank)


def _difference(missing: AbstractSet[str], foreign: AbstractSet[str]) -> Difference:
    """The first of each side, of the same subject and property where there are such."""
    sent = min(missing, default="")
    head = " ".join(sent.split(" ", 2)[:2]) + " "
    alike = (line for line in foreign if sent and line.startswith(head))
    found = min(alike, default="") or min(foreign, default="")
    return Difference(sent, found, len(missing), len(foreign))
