"""Property paths: read from a shapes graph, walked over data, written as SPARQL.

Source:
    Shapes Constraint Language (SHACL), W3C 2017, section 2.3.1,
    https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from naravard_kg.errors import ShapesError
from naravard_kg.shacl.data import Data, items
from naravard_kg.shacl.terms import FIRST, Named, Node, is_iri, sh

_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked the other way."""

    path: Path


@dataclass(frozen=True, slots=True)
class Steps:
    """One path after another."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of several paths."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked at least *least* times; at most once, or without end."""

    path: Path
    least: int
    endless: bool


Path: TypeAlias = Named | Inverse | Steps | Either | Repeated
_REPEATS = {"zeroOrMorePath": (0, True), "oneOrMorePath": (1, True), "zeroOrOnePath": (0, False)}
_SIGNS = {(0, True): "*", (1, True): "+", (0, False): "?"}


def read(shapes: Data, node: Node, depth: int = 0) -> Path:
    """The path that *node* describes.

    Raises:
        ShapesError: it is no well-formed path.
    """
    if isinstance(node, Named):
        return node
    told = shapes.described(node)
    if depth > _DEEPEST:
        raise ShapesError("path", str(node))
    if FIRST in told:
        return Steps(_several(shapes, node, depth))
    if choices := told.get(sh("alternativePath")):
        return Either(_several(shapes, choices[0], depth))
    if inverse := told.get(sh("inversePath")):
        return Inverse(read(shapes, inverse[0], depth + 1))
    for local, (least, endless) in _REPEATS.items():
        if repeated := told.get(sh(local)):
            return Repeated(read(shapes, repeated[0], depth + 1), least, endless)
    raise ShapesError("path", str(node))


def _several(shapes: Data, head: Node, depth: int) -> tuple[Path, ...]:
    members = items(shapes, head)
    if members is None or len(members) < 2:  # noqa: PLR2004 -- one alone is no choice
        raise ShapesError("path", str(head))
    return tuple(read(shapes, member, depth + 1) for member in members)


def walk(data: Data, start: Node, path: Path) -> list[Node]:
    """The nodes that *path* leads to from *start*, each once."""
    match path:
        case Inverse(Named() as inner):
            return data.subjects(inner, start)
        case Inverse(inner):
            return walk(data, start, _turned(inner))
        case Steps(paths):
            found = [start]
            for step in paths:
                found = _onward(data, found, step)
            return found
        case Either(paths):
            return list(dict.fromkeys(node for p in paths for node in walk(data, start, p)))
        case Repeated():
            return _repeat(data, start, path)
        case _:
            return data.described(start).get(path, [])


def _onward(data: Data, nodes: Iterable[Node], step: Path) -> list[Node]:
    return list(dict.fromkeys(after for node in nodes for after in walk(data, node, step)))


def _repeat(data: Data, start: Node, path: Repeated) -> list[Node]:
    found = walk(data, start, path.path)
    line = dict.fromkeys(found if path.least else [start, *found])
    if not path.endless:
        return list(line)
    pending = list(found)
    seen = set(found)
    for node in pending:
        fresh = [after for after in walk(data, node, path.path) if after not in seen]
        seen.update(fresh)
        pending += fresh
    return list(line | dict.fromkeys(pending))


def _turned(path: Path) -> Path:
    """The same path from its end to its start."""
    match path:
        case Inverse(inner):
            return inner
        case Steps(paths):
            return Steps(tuple(_turned(step) for step in reversed(paths)))
        case Either(paths):
            return Either(tuple(map(_turned, paths)))
        case Repeated(inner, least, endless):
            return Repeated(_turned(inner), least, endless)
        case _:
            return Inverse(path)


def as_sparql(path: Path) -> str:
    """The path as SPARQL writes it.

    >>> from pyoxigraph import NamedNode
    >>> as_sparql(Steps((NamedNode("urn:a"), Inverse(NamedNode("urn:b")))))
    '(<urn:a>/(^<urn:b>))'
    """
    match path:
        case Inverse(inner):
            return f"(^{as_sparql(inner)})"
        case Steps(paths):
            return f"({'/'.join(map(as_sparql, paths))})"
        case Either(paths):
            return f"({'|'.join(map(as_sparql, paths))})"
        case Repeated(inner, least, endless):
            return f"({as_sparql(inner)}{_SIGNS[least, endless]})"
        case _:
            return str(path)


def first_of(path: Path | None) -> Named | None:
    """The property that a path begins with, where a reader would look; None where it has none."""
    match path:
        case Steps(paths) | Either(paths):
            return first_of(paths[0])
        case Repeated(inner):
            return first_of(inner)
        case Inverse():
            return None
        case _:
            return path if is_iri(path) else None
