"""What is judged, read by node as the rules ask for it: held, in a store, or laid over one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeAlias

import pyoxigraph as ox

from naravard_kg.shacl.terms import (
    FIRST,
    NIL,
    REST,
    SUBCLASS,
    TYPE,
    Blank,
    Literal,
    Named,
    Node,
    Triple,
)

Described = dict[Named, list[Node]]
Solution = dict[str, Node]
Bound = Mapping[str, Blank]
NONE: Bound = {}
Store: TypeAlias = Any  # the engine's; its types know terms that no data here has
_MANY = 2000
_NOTHING: Store = ox.Store()


class Data(Protocol):
    """A graph as the evaluator reads it."""

    def described(self, subject: Node) -> Described:
        """What is said of a node: values by property, each once."""

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """The nodes that have *value* under *predicate*, each once."""

    def pairs(self, predicate: Named) -> Iterable[tuple[Node, Node]]:
        """Every subject and value of *predicate*."""

    def query(self, sparql: str, blank: Bound = NONE) -> Iterable[Solution] | bool:
        """The solutions of a SELECT, or the answer to an ASK.

        *blank* binds variables to nodes that no query can name.
        """


class Held:
    """A graph held whole, with every literal in the form that was written."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Index the triples both ways."""
        self._out: dict[Node, Described] = defaultdict(lambda: defaultdict(list))
        self._in: dict[tuple[Node, Node], list[Node]] = defaultdict(list)
        self._by: dict[Named, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, predicate, value in dict.fromkeys(triples):
            self._out[subject][predicate].append(value)
            self._in[predicate, value].append(subject)
            self._by[predicate].append((subject, value))

    def described(self, subject: Node) -> Described:
        """What is said of a node."""
        return self._out.get(subject, {})

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """The nodes that have *value* under *predicate*."""
        return self._in.get((predicate, value), [])

    def pairs(self, predicate: Named) -> list[tuple[Node, Node]]:
        """Every subject and value of *predicate*."""
        return self._by.get(predicate, [])

    @property
    def predicates(self) -> list[Named]:
        """Every property that something is stated by."""
        return list(self._by)

    def query(self, sparql: str, blank: Bound = NONE) -> Iterable[Solution] | bool:
        """Ask the engine, which gets a copy at the first question."""
        return ask_store(self._store, sparql, blank)

    @cached_property
    def _store(self) -> Store:
        store: Store = ox.Store()
        store.extend(
            ox.Quad(subject, predicate, value)  # type: ignore[arg-type] # subjects are no literals
            for subject, described in self._out.items()
            for predicate, values in described.items()
            for value in values
        )
        return store


class Stored:
    """The union of a store's graphs, read on demand; nothing is kept but what was read last."""

    def __init__(self, store: Store) -> None:
        """Read from a store in memory or on disk."""
        self._store = store
        self._seen: dict[Node, Described] = {}

    def described(self, subject: Node) -> Described:
        """What is said of a node."""
        if subject not in self._seen:
            if len(self._seen) > _MANY:
                self._seen.clear()
            self._seen[subject] = self._read(subject)
        return self._seen[subject]

    def _read(self, subject: Node) -> Described:
        if isinstance(subject, Literal):
            return {}
        found: dict[Named, dict[Node, None]] = defaultdict(dict)
        for quad in self._store.quads_for_pattern(subject, None, None, None):
            found[quad.predicate][quad.object] = None
        return {predicate: list(values) for predicate, values in found.items()}

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """The nodes that have *value* under *predicate*."""
        quads = self._store.quads_for_pattern(None, predicate, value, None)
        return list(dict.fromkeys(quad.subject for quad in quads))

    def pairs(self, predicate: Named) -> Iterable[tuple[Node, Node]]:
        """Every subject and value of *predicate*."""
        for quad in self._store.quads_for_pattern(None, predicate, None, None):
            yield quad.subject, quad.object

    def query(self, sparql: str, blank: Bound = NONE) -> Iterable[Solution] | bool:
        """Ask the store."""
        return ask_store(self._store, sparql, blank)


class Layered:
    """A small graph laid over a large one, which is not copied.

    SPARQL needs one store that holds all it may look at: *around* answers it.
    """

    def __init__(self, top: Data, below: Data, around: Data) -> None:
        """*around* holds the top, and of what lies below as much as the rules in SPARQL reach."""
        self._layers = (top, below)
        self._around = around

    def described(self, subject: Node) -> Described:
        """What either says of a node."""
        top, below = (layer.described(subject) for layer in self._layers)
        if not top or not below:
            return top or below
        both = {predicate: list(values) for predicate, values in below.items()}
        for predicate, values in top.items():
            both[predicate] = list(dict.fromkeys([*values, *both.get(predicate, ())]))
        return both

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """The nodes that have *value* under *predicate* in either."""
        found = (node for layer in self._layers for node in layer.subjects(predicate, value))
        return list(dict.fromkeys(found))

    def pairs(self, predicate: Named) -> Iterable[tuple[Node, Node]]:
        """Every subject and value of *predicate* in either."""
        for layer in self._layers:
            yield from layer.pairs(predicate)

    def query(self, sparql: str, blank: Bound = NONE) -> Iterable[Solution] | bool:
        """Ask what lies around."""
        return self._around.query(sparql, blank)


def ask_store(store: Store, sparql: str, blank: Bound = NONE) -> Iterable[Solution] | bool:
    """Put SPARQL to a store, over the union of its graphs."""
    bound = {ox.Variable(name): node for name, node in blank.items()}
    answer = store.query(sparql, use_default_graph_as_union=True, substitutions=bound or None)
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in answer]


def items(data: Data, head: Node) -> list[Node] | None:
    """The members of an RDF list; None where it is no well-formed list, one without an end too."""
    found: list[Node] = []
    seen: set[Node] = set()
    while head != NIL:
        node = data.described(head)
        first, rest = node.get(FIRST, []), node.get(REST, [])
        if len(first) != 1 or len(rest) != 1 or head in seen:
            return None
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    return found


def upwards(data: Data, class_iri: Node) -> Iterator[Node]:
    """A class and all that lie above it."""
    line = [class_iri]
    for step in line:
        yield step
        above = data.described(step).get(SUBCLASS, ())
        line += [node for node in above if node not in line]


def downwards(data: Data, class_iri: Node) -> Iterator[Node]:
    """A class and all that lie below it."""
    line = [class_iri]
    for step in line:
        yield step
        line += [node for node in data.subjects(SUBCLASS, step) if node not in line]


def types_of(data: Data, node: Node) -> list[Node]:
    """The classes that a node is stated to be of."""
    return data.described(node).get(TYPE, [])


def engine_matches(text: str, pattern: str, flags: str) -> bool | None:
    """SPARQL's REGEX; None where the pattern is none."""
    terms = ", ".join(str(Literal(part)) for part in (text, pattern, flags))
    row = next(iter(ask_store(_NOTHING, f"SELECT (REGEX({terms}) AS ?answer) {{}}")))  # type: ignore[arg-type]
    return row["answer"].value == "true" if "answer" in row else None
