"""The rows of a comparison in the order a reader looks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from naravard_kg import names, queryfiles
from naravard_kg.compare.aspects import CONCEPTS, Aspect
from naravard_kg.compare.hits import Hit, Key
from naravard_kg.labels import labels
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

Broader = dict[Iri, list[Iri]]
_LAST = "\uffff"  # after every letter


def broader(graph: Answers, scheme: Iri | None) -> Broader:
    """Each concept of a scheme, with all concepts above it."""
    found: Broader = defaultdict(list)
    if scheme is not None:
        question = queryfiles.internal("broader")
        for concept, above in graph.select(question.bind({"scheme": [scheme]})).rows:
            found[Iri(str(concept))].extend([Iri(str(above))] if above else [])
    return dict(found)


def keys(
    graph: Answers, aspect: Aspect, found: Iterable[Hit], above: Broader, wanted: AbstractSet[Iri]
) -> list[tuple[Key, int]]:
    """The keys of all rows, each with the number of wider concepts above it.

    A shared scheme is given whole, its narrower concepts below their wider ones; of kinds and
    things those that some document has. What no concept fits is last.
    """
    hit = dict.fromkeys(one.key for one in found)
    told = {key for key in hit if key}
    if aspect.query == CONCEPTS:
        told |= {(concept,) for concept in above}
    chosen = [key for key in told if not wanted or not wanted.isdisjoint(key)]
    parts = {
        part for key in [*told, *((a,) for line in above.values() for a in line)] for part in key
    }
    named = labels(graph, parts, "sv")
    ordered = sorted(chosen, key=lambda key: _place(key, above, named))
    rest = [((), 0)] if () in hit and not wanted else []
    return [(key, depth(key, above, told)) for key in ordered] + rest


def depth(key: Key, above: Broader, told: AbstractSet[Key]) -> int:
    """The number of wider concepts above a row that are among the rows *told*."""
    line = above.get(key[0] or Iri(), ()) if len(key) == 1 else ()
    return sum((concept,) in told for concept in line)


def _place(key: Key, above: Broader, named: Mapping[Iri, str]) -> list[list[str]]:
    """A narrower concept stands after the wider ones above it; else the alphabet decides."""
    if len(key) == 1 and key[0] is not None:
        line = sorted(above.get(key[0], ()), key=lambda iri: len(above.get(iri, ())))
        return [[names.swedish_order(named[part]) for part in (*line, key[0])]]
    return [[names.swedish_order(named[part]) if part else _LAST for part in key]]
