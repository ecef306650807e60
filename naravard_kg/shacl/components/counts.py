"""How many values there are: sh:minCount, sh:maxCount."""

from __future__ import annotations

from naravard_kg.shacl.components.building import Build, number
from naravard_kg.shacl.data import Data
from naravard_kg.shacl.shapes import Check, Hit
from naravard_kg.shacl.terms import Node


def _least(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    least = number(parameter)
    return lambda _run, _focus, values: [Hit()] if len(values) < least else []


def _most(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    most = number(parameter)
    return lambda _run, _focus, values: [Hit()] if len(values) > most else []


BUILDS: dict[str, Build] = {"minCount": _least, "maxCount": _most}
