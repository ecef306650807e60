"""How a value is written: its length, its pattern, its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from naravard_kg.errors import ShapesError
from naravard_kg.shacl.components.building import Build, each, hits, members, number, told
from naravard_kg.shacl.data import Data, engine_matches
from naravard_kg.shacl.shapes import Check, Hit, Run
from naravard_kg.shacl.terms import Node, is_blank, is_true, language_of

# What Python's expressions know otherwise than XPath's, or not at all.
_OF_XPATH = re.compile(r"\\[pPiIcCbBAZ]|-\[|\(\?|\$(?!$)")
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE, "q": 0}


def _written(value: Node) -> str:
    return value.value if not is_blank(value) else ""


def _length(allows: Callable[[int, int], bool]) -> Build:
    def build(shapes: Data, shape: Node, parameter: Node) -> Check:
        del shapes, shape
        limit = number(parameter)
        return each(lambda value: not is_blank(value) and allows(len(_written(value)), limit))

    return build


def _pattern(shapes: Data, shape: Node, parameter: Node) -> Check:
    flags = "".join(flag.value for flag in told(shapes, shape, "flags"))
    matches = matcher(parameter.value, flags)
    return each(lambda value: not is_blank(value) and matches(_written(value)))


@cache
def matcher(pattern: str, flags: str) -> Callable[[str], bool]:
    """The function that tells whether a text has a stretch of *pattern*, as SPARQL's REGEX does.

    Raises:
        ShapesError: it is no regular expression.
    """
    if _OF_XPATH.search(pattern) or set(flags) - set(_FLAGS):
        return _by_engine(pattern, flags)
    if "q" in flags:
        pattern = re.escape(pattern)
    elif "m" not in flags:
        pattern = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)  # Python's own $ lets a line end follow
    try:
        compiled = re.compile(pattern, sum(_FLAGS[flag] for flag in set(flags)))
    except re.error as error:
        raise ShapesError("pattern", pattern, str(error)) from None
    return lambda text: compiled.search(text) is not None


def _by_engine(pattern: str, flags: str) -> Callable[[str], bool]:
    if engine_matches("", pattern, flags) is None:
        raise ShapesError("pattern", pattern)
    return lambda text: engine_matches(text, pattern, flags) is True


def _language_in(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shape
    allowed = [member.value.casefold() for member in members(shapes, parameter)]
    return each(lambda value: any(_covers(tag, language_of(value)) for tag in allowed))


def _covers(allowed: str, tag: str) -> bool:
    """Whether a language range covers a tag, as SPARQL's langMatches has it."""
    given = tag.casefold()
    return bool(given) and (allowed in ("*", given) or given.startswith(f"{allowed}-"))


def _unique_language(shapes: Data, shape: Node, parameter: Node) -> Check:
    del shapes, shape
    if not is_true([parameter]):
        return lambda _run, _focus, _values: []

    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del run, focus
        used = Counter(tag.casefold() for value in values if (tag := language_of(value)))
        return (Hit() for _, times in used.items() if times > 1)

    return check


def _flags(shapes: Data, shape: Node, parameter: Node) -> Check:
    """They belong to sh:pattern, which reads them itself."""
    del shapes, shape, parameter
    return lambda _run, _focus, _values: hits(())


BUILDS: dict[str, Build] = {
    "minLength": _length(lambda length, limit: length >= limit),
    "maxLength": _length(lambda length, limit: length <= limit),
    "pattern": _pattern,
    "flags": _flags,
    "languageIn": _language_in,
    "uniqueLang": _unique_language,
}
