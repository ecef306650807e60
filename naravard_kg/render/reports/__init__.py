"""The reports of a check, in every form that people and programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Protocol, TypeAlias

from naravard_kg.reports import Report

Render: TypeAlias = Callable[[Sequence[Report], str], str]

_HOMES = {
    "text": ("terminal", "text"),
    "json": ("objects", "as_object"),
    "sarif": ("sarif", "as_sarif"),
    "junit": ("junit", "as_junit"),
    "github": ("github", "commands"),
    "md": ("markdown", "markdown"),
    "html": ("page", "as_page"),
    "csv": ("sheet", "comma_separated"),
    "turtle": ("shacl", "turtle"),
}


def _lazily(home: str, name: str) -> Render:
    """A format whose module is imported when it is asked for: nobody reads nine at once."""

    def render(found: Sequence[Report], language: str) -> str:
        function: Render = getattr(import_module(f"{__name__}.{home}"), name)
        return function(found, language)

    return render


FORMATS: dict[str, Render] = {form: _lazily(*where) for form, where in _HOMES.items()}


class Reader(Protocol):
    """Who reads: the language, the format, and what a terminal can show."""

    lang: str

    @property
    def width(self) -> int:
        """Columns."""

    @property
    def colour(self) -> bool:
        """Whether colours are wanted."""

    def chosen(self, formats: Mapping[str, object]) -> str:
        """The format asked for, among those there are."""


def rendered(found: Sequence[Report], reader: Reader) -> str:
    """The reports in the format that a reader asks for; a text of her width, in her colours."""
    form = reader.chosen(FORMATS)
    if form == "text":
        from naravard_kg.render.reports.terminal import text

        return text(found, reader.lang, width=reader.width, colour=reader.colour)
    return FORMATS[form](found, reader.lang)
