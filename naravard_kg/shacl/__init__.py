"""SHACL, judged lazily: the data is read by node, only as the rules ask for it.

SHACL Core and SHACL-SPARQL, as the recommendation has them; `uncovered` names what a shapes
graph uses beyond. Recursion between shapes, which the recommendation leaves open, is broken by
taking a node to conform to a shape while that is being found out.

Source:
    H. Knublauch, D. Kontokostas, "Shapes Constraint Language (SHACL)", W3C Recommendation 2017,
    https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from naravard_kg.shacl import reading, targets
from naravard_kg.shacl.data import Data, Held
from naravard_kg.shacl.paths import walk
from naravard_kg.shacl.shapes import Constraint, Hit, Result, Shape
from naravard_kg.shacl.terms import Named, Node

__all__ = ["Outcome", "Rules", "misspelt", "uncovered", "validate", "validate_nodes"]

uncovered = reading.uncovered
misspelt = reading.misspelt


@dataclass(frozen=True)
class Rules:
    """A shapes graph, read: every shape by its node."""

    shapes: Mapping[Node, Shape]

    @classmethod
    def of(cls, shapes: Held) -> Rules:
        """Read the shapes of a graph.

        Raises:
            ShapesError: a shape is not well-formed.
        """
        return cls(reading.read(shapes))

    def without(self, left_out: Collection[Node]) -> Rules:
        """The same without the constraints of some shapes, and without some that have a node.

        What stands inside such a shape stays: each property shape is left out by its own node.
        """
        kept = {n: replace(s, constraints=_kept(s, left_out)) for n, s in self.shapes.items()}
        return Rules(kept)

    @property
    def targeting(self) -> list[Shape]:
        """The shapes that look at something by themselves."""
        return [shape for shape in self.shapes.values() if shape.targets and shape.active]


def _kept(shape: Shape, left_out: Collection[Node]) -> tuple[Constraint, ...]:
    own = shape.node not in left_out
    return tuple(
        c for c in shape.constraints if (own if c.node is None else c.node not in left_out)
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and which shapes looked at which nodes."""

    results: list[Result] = field(default_factory=list)
    looked: dict[Node, list[Node]] = field(default_factory=dict)


def validate(rules: Rules, data: Data) -> Iterator[Result]:
    """What breaks the rules, anywhere in *data*; a node's results together."""
    looking: dict[Node, list[Shape]] = {}
    for shape in rules.targeting:
        for node in targets.focus_nodes(data, shape):
            looking.setdefault(node, []).append(shape)
    yield from _judge(rules, data, looking)


def validate_nodes(rules: Rules, data: Data, nodes: Iterable[Node]) -> Outcome:
    """What *nodes* break of the rules that look at them; no other node is looked at."""
    index = targets.lookers(rules.targeting)
    looking = {node: index.at(data, node) for node in nodes}
    looked = {node: [shape.node for shape in shapes] for node, shapes in looking.items()}
    return Outcome(list(_judge(rules, data, looking)), looked)


def _judge(rules: Rules, data: Data, looking: Mapping[Node, list[Shape]]) -> Iterator[Result]:
    run = _Run(rules, data)
    together: dict[Node, list[Node]] = {}
    for node, shapes in looking.items():
        for shape in shapes:
            yield from run.of(shape, node, batched=True)
            if any(constraint.batch for constraint in shape.constraints):
                together.setdefault(shape.node, []).append(node)
    for key, nodes in together.items():
        yield from _batched(run, rules.shapes[key], nodes)


def _batched(run: _Run, shape: Shape, nodes: list[Node]) -> Iterator[Result]:
    for constraint in shape.constraints:
        if constraint.batch is not None:
            for node, hit in constraint.batch(run, nodes):
                yield _result(shape, constraint, node, hit)


class _Run:
    """One judgement: the rules, the data, and what is being found out at the moment."""

    def __init__(self, rules: Rules, data: Data) -> None:
        self.data = data
        self._shapes = rules.shapes
        self._open: set[tuple[Node, Node]] = set()
        self._sorted: dict[Node, tuple[list[Shape], list[Node]]] = {}

    def conforms(self, node: Node, shape: Node) -> bool:
        """Whether a node breaks nothing of a shape; stops at the first breach."""
        return next(iter(self.results(node, shape)), None) is None

    def results(self, node: Node, shape: Node) -> Iterable[Result]:
        """What a node breaks of a shape."""
        known = self._shapes.get(shape)
        if known is None or not known.active:
            return ()
        return self._at_leaf(known, node) if known.leaf else self._guarded(known, node)

    def _guarded(self, shape: Shape, node: Node) -> Iterator[Result]:
        """What a node breaks of a shape that leads to others, perhaps back to itself."""
        if (node, shape.node) in self._open:
            return
        self._open.add((node, shape.node))
        try:
            yield from self.of(shape, node)
        finally:
            self._open.discard((node, shape.node))

    def _at_leaf(self, shape: Shape, node: Node) -> Iterable[Result]:
        """What a node breaks of a shape that leads to no other; most are of this kind."""
        values = [node] if shape.path is None else walk(self.data, node, shape.path)
        return self._breaches(shape, node, values) if values or shape.always else ()

    def _breaches(self, shape: Shape, node: Node, values: list[Node]) -> list[Result]:
        return [
            _result(shape, constraint, node, hit)
            for constraint in shape.constraints
            if values or constraint.always
            for hit in constraint.check(self, node, values)
        ]

    def of(self, shape: Shape, node: Node, *, batched: bool = False) -> Iterator[Result]:
        """What a node breaks of a shape; *batched* leaves out what is judged for many at once."""
        values = [node] if shape.path is None else walk(self.data, node, shape.path)
        for constraint in shape.constraints:
            if not (batched and constraint.batch):
                for hit in constraint.check(self, node, values):
                    yield _result(shape, constraint, node, hit)
        plain, others = self._inside(shape)
        for value in values:
            described = self.data.described(value)
            for inner in plain:
                found = described.get(inner.path, ())  # type: ignore[arg-type]  # a property
                if found or inner.always:
                    yield from self._breaches(inner, value, list(found))
            for key in others:
                yield from self.results(value, key)

    def _inside(self, shape: Shape) -> tuple[list[Shape], list[Node]]:
        """The property shapes of a shape: those on one property that lead no further, the others.

        The first kind is most of all, and is judged from what is said of the node, read once.
        """
        if shape.node not in self._sorted:
            known = [self._shapes[n] for n in shape.properties if n in self._shapes]
            active = [inner for inner in known if inner.active]
            plain = [inner for inner in active if inner.leaf and isinstance(inner.path, Named)]
            others = [inner.node for inner in active if inner not in plain]
            self._sorted[shape.node] = plain, others
        return self._sorted[shape.node]


def _result(shape: Shape, constraint: Constraint, node: Node, hit: Hit) -> Result:
    return Result(
        node,
        shape.node,
        constraint.component,
        shape.severity,
        hit.path if hit.path is not None else shape.path,
        hit.value,
        hit.messages or shape.messages,
        hit.source,
    )
