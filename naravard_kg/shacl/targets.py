"""Which nodes a shape looks at, and which shapes look at a node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from naravard_kg.shacl.data import Data, downwards, types_of, upwards
from naravard_kg.shacl.shapes import Shape
from naravard_kg.shacl.terms import TYPE, Node


def focus_nodes(data: Data, shape: Shape) -> list[Node]:
    """The nodes that a shape looks at by its targets, each once."""
    targets = shape.targets
    found = list(targets.nodes)
    for class_iri in targets.classes:
        found += [n for c in downwards(data, class_iri) for n in data.subjects(TYPE, c)]
    found += [subject for p in targets.subjects_of for subject, _ in data.pairs(p)]
    found += [value for p in targets.objects_of for _, value in data.pairs(p)]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Lookers:
    """The shapes with targets, to be found from a node instead of the other way."""

    by_node: Mapping[Node, list[Shape]]
    by_class: Mapping[Node, list[Shape]]
    by_subject: Mapping[Node, list[Shape]]
    by_object: Mapping[Node, list[Shape]]
    _above: dict[Node, tuple[Node, ...]] = field(default_factory=dict)

    def at(self, data: Data, node: Node) -> list[Shape]:
        """The shapes that look at a node; the cost is that of the node, whatever the graph."""
        found = list(self.by_node.get(node, ()))
        for type_of in types_of(data, node):
            for class_iri in self._upwards(data, type_of):
                found += self.by_class.get(class_iri, ())
        told = data.described(node)
        subjects, objects = self.by_subject.items(), self.by_object.items()
        found += [shape for p, shapes in subjects if p in told for shape in shapes]
        found += [shape for p, shapes in objects if data.subjects(p, node) for shape in shapes]
        return list({shape.node: shape for shape in found}.values())

    def _upwards(self, data: Data, class_iri: Node) -> tuple[Node, ...]:
        if class_iri not in self._above:
            self._above[class_iri] = tuple(upwards(data, class_iri))
        return self._above[class_iri]


def lookers(shapes: Iterable[Shape]) -> Lookers:
    """Index shapes by what they look at."""
    nodes, classes, subjects, objects = (defaultdict[Node, list[Shape]](list) for _ in range(4))
    for shape in shapes:
        for index, keys in (
            (nodes, shape.targets.nodes),
            (classes, shape.targets.classes),
            (subjects, shape.targets.subjects_of),
            (objects, shape.targets.objects_of),
        ):
            for key in keys:
                index[key].append(shape)
    return Lookers(nodes, classes, subjects, objects)
