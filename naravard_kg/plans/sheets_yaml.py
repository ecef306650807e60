"""A plan that stands in sheets, written as the YAML that says the same.

What was left out of the sheets is left out here too. Texts that YAML could take for something
else stand in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from naravard_kg import names
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence

_PLAIN = re.compile(r"[^\W_](?:[\w ,.;()/+–-]*[\w).])?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BYTE, _PAIR = 0xFF, 0xFFFF


def text(root: Mapping) -> str:
    r"""The YAML text of a plan.

    >>> from naravard_kg.places import NOWHERE
    >>> entries = (Scalar("nr", NOWHERE), Scalar("1: a", NOWHERE)),
    >>> text(Mapping(entries, NOWHERE))
    'nr: "1: a"\n'
    """
    return "".join(f"{line}\n" for line in _mapping(root)) or "{}\n"


def _mapping(node: Mapping) -> Iterator[str]:
    for key, value in node:
        name = names.short(key.text) if "://" in key.text else key.text
        yield from _entry(f"{_scalar(name)}:", value)


def _entry(key: str, value: Node) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield f"{key} {_scalar(value.text)}"
    elif isinstance(value, Sequence) and all(isinstance(item, Scalar) for item in value):
        listed = ", ".join(_quoted(i.text) for i in value if isinstance(i, Scalar))
        yield f"{key} [{listed}]"
    elif isinstance(value, Sequence):
        yield key
        for item in value:
            yield from _item(item)
    else:
        yield key if value.entries else f"{key} {{}}"
        yield from (f"  {line}" for line in _mapping(value))


def _item(item: Node) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *rest = [*_mapping(item)] or ["{}"]
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)
    else:
        yield from _entry("  -", item)


def _scalar(words: str) -> str:
    plain = _PLAIN.fullmatch(words) or re.fullmatch(r"[a-z]+:\w+", words)
    return words if plain else _quoted(words)


def _quoted(words: str) -> str:
    """In double quotes, where any character can be told."""
    return '"' + "".join(_ESCAPES.get(c) or _visible(c) for c in words) + '"'


def _visible(character: str) -> str:
    code = ord(character)
    if character.isprintable() and code <= _PAIR:
        return character
    return (
        f"\\x{code:02x}"
        if code <= _BYTE
        else f"\\u{code:04x}"
        if code <= _PAIR
        else f"\\U{code:08x}"
    )
