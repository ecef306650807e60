"""What the tables need that does not stand in the statement itself, asked for a few at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from naravard_kg import names, queryfiles
from naravard_kg.evidence import Passage, of_nodes
from naravard_kg.tables import Answers
from naravard_kg.tabular.nquads import name
from naravard_kg.tabular.rows import Row, node_row
from naravard_kg.terms import Iri, Text

_Item = TypeVar("_Item")
_AT_A_TIME = 500


def direct(graph: Answers) -> dict[str, list[str]]:
    """The properties that say directly what a dependency of each kind says."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, prop in graph.select(queryfiles.internal("direct").sparql).rows:
        found[str(kind)].append(str(prop))
    return dict(found)


def inferring(graph: Answers) -> frozenset[str]:
    """What the curator inferred, and what claims something of it, as terms of N-Quads."""
    found = graph.select(queryfiles.internal("inferring").sparql).rows
    return frozenset(
        thing if thing.startswith("_:") else f"<{thing}>" for (thing,) in _named(found)
    )


def _named(found: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    return (tuple(map(str, row)) for row in found)


def described(
    graph: Answers, nodes: Iterable[tuple[str, Row | None]], inferring: frozenset[str]
) -> Iterator[Row]:
    """The rows of nodes; those without one are looked up in all of the graph."""
    for some in _batches(nodes):
        bare = [term for term, row in some if row is None]
        classes, labels = _known(graph, [Iri(name(t)) for t in bare if not t.startswith("_:")])
        for term, row in some:
            iri = name(term)
            yield row or tuple(
                node_row(term, classes.get(iri, ()), labels.get(iri, ()), inferring, [])
            )


def bare(nodes: Iterable[tuple[str, Row | None]], inferring: frozenset[str]) -> Iterator[Row]:
    """The rows of nodes, where nothing more is known of those without one."""
    for term, row in nodes:
        yield row or tuple(node_row(term, (), (), inferring, []))


_Labels = list[tuple[str, str, str]]


def _known(graph: Answers, iris: list[Iri]) -> tuple[Mapping[str, set[str]], Mapping[str, _Labels]]:
    """The classes of each node, and its labels as property, language and text."""
    classes: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, _Labels] = defaultdict(list)
    if iris:
        for iri, kind in graph.select(queryfiles.internal("types").bind({"thing": iris})).rows:
            classes[str(iri)].add(str(names.short(str(kind))))
        for iri, prop, text in graph.select(
            queryfiles.internal("titles").bind({"thing": iris})
        ).rows:
            tag = text.language if isinstance(text, Text) else ""
            labels[str(iri)].append((str(prop), tag, str(text)))
    return classes, labels


def passages(graph: Answers, terms: Iterable[bytes]) -> Iterator[Row]:
    """The rows of evidence: where in which text each passage stands."""
    for some in _batches(term.decode().rstrip("\n") for term in terms):
        found = of_nodes(graph, [Iri(name(term)) for term in some if not term.startswith("_:")])
        yield from sorted(map(_passage, found), key=lambda row: tuple(map(str, row)))


def _passage(passage: Passage) -> Row:
    document = None if passage.document == names.BASE else str(passage.document)
    return (
        str(passage.evidence),
        document,
        str(passage.text),
        passage.locator or None,
        passage.start,
        passage.end,
        passage.digest,
        passage.checksum or None,
    )


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    left = iter(items)
    while some := list(islice(left, _AT_A_TIME)):
        yield some
