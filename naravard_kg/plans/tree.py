"""A YAML file as values that know where they stand.

Nothing is guessed: every scalar stays the text that was written (``0114`` is a code, ``no`` a
word) until the ontology says what it is. Positions count from 1, as editors do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from naravard_kg.errors import UnreadableFileError
from naravard_kg.names import composed
from naravard_kg.places import Place

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 40
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place

    def __iter__(self) -> Iterator[Node]:
        """Item by item."""
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file; a key may stand more than once."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, *keys: str) -> Node | None:
        """The value of the first of *keys* that stands here, case ignored."""
        wanted = {key.casefold() for key in keys}
        return next((value for key, value in self if key.text.casefold() in wanted), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        """Entry by entry."""
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


def parse(text: str, path: str) -> Node | None:
    """The values of a YAML text; None where it holds none.

    Raises:
        UnreadableFileError: broken YAML, an alias, a key that is no scalar, or nesting past
            ``MAX_DEPTH``; with line and column.
    """
    import yaml

    try:
        _refuse_aliases_and_depth(text, path)
        root = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line, column = _where(error.problem_mark or error.context_mark)
        problem = error.problem or error.context or ""
        raise UnreadableFileError("yaml", path, line=line, column=column, detail=problem) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableFileError("characters", path, line=line, column=1) from None
    return None if root is None else _node(root, path)


def _loader() -> Any:
    """The loader that guesses nothing; libyaml's where it is there."""
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _refuse_aliases_and_depth(text: str, path: str) -> None:
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=_loader()):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        fault = "alias" if isinstance(event, yaml.AliasEvent) else ""
        if depth > MAX_DEPTH:
            fault = "deep"
        if fault:
            line, column = _where(event.start_mark)
            raise UnreadableFileError(fault, path, line=line, column=column)


def _where(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(node: yaml.Node, path: str) -> Node:
    import yaml

    place = _place(node)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_node(item, path) for item in node.value), place)
    if isinstance(node, yaml.MappingNode):
        entries = ((_key(key, path), _node(value, path)) for key, value in node.value)
        return Mapping(tuple(entries), place)
    return Scalar(composed(str(node.value)), place)


def _key(node: yaml.Node, path: str) -> Scalar:
    import yaml

    place = _place(node)
    if not isinstance(node, yaml.ScalarNode):
        raise UnreadableFileError("key", path, line=place.line, column=place.column)
    return Scalar(composed(str(node.value)), place)


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
