"""What can be asked for: the views with their kinds of edges, and how to select things."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg import names
from naravard_kg.dependencies.selection import CHANGED, methods
from naravard_kg.dependencies.views import catalogue
from naravard_kg.tables import Table
from naravard_kg.words import Words, say

_SIGNS = (
    ("x", "selectors.alone"),
    ("+x", "selectors.before"),
    ("x+", "selectors.after"),
    ("2+x+1", "selectors.depth"),
    ("@x", "selectors.closed"),
    ("a b", "selectors.union"),
    ("a,b", "selectors.both"),
)


def views(language: str) -> tuple[Table, tuple[str, ...]]:
    """The views as a table, a row a kind of edge, and its headings."""
    rows = tuple(
        (view.name, view.title.in_(language), names.short(via), verb.words.in_(language), verb.role)
        for view in catalogue()
        for via, verb in view.verbs.items()
    )
    columns = ("view", "title", "edge", "words", "role")
    headings = tuple(say(f"views.{column}").in_(language) for column in columns)
    return Table(columns, rows, "views"), headings


def examples() -> list[tuple[str, Words]]:
    """Each method with an example value, and what it selects."""
    files = [
        (f"{name}:{file.header['example']}", file.question) for name, file in methods().items()
    ]
    return sorted(
        [*files, (f"{CHANGED}:HEAD~1", say("selectors.changed"))], key=lambda pair: pair[0]
    )


def selectors(language: str, width: int) -> str:
    """How to select things: the signs, then the methods."""
    return "\n".join(_manual(language, width))


def _manual(language: str, width: int) -> Iterator[str]:
    signs = [(sign, say(key)) for sign, key in _SIGNS]
    for heading, rows in (("selectors.signs", signs), ("selectors.methods", examples())):
        yield say(heading).in_(language)
        for written, meaning in rows:
            yield from _row(written, meaning.in_(language), width)
        yield ""
    yield say("selectors.example").in_(language)
    yield '  naravard deps order "plan:skane-lakarstod,status:ej-paborjat"'


def _row(written: str, meaning: str, width: int) -> list[str]:
    import textwrap

    lead = f"  {written:<24}"
    return textwrap.wrap(meaning, max(width, 50), initial_indent=lead, subsequent_indent=" " * 26)
