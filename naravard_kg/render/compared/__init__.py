"""The comparison table in every form that people and programs read."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from naravard_kg.compare.stances import Comparison, Party
from naravard_kg.tables import Answers
from naravard_kg.words import preferred_language


class Render(Protocol):
    """A format of a comparison: text, or the bytes of a file."""

    def __call__(self, comparison: Comparison, language: str, width: int) -> str | bytes:
        """The comparison for a reader of *language*; *width* is that of a terminal."""


_HOMES = {
    "text": ("terminal", "text"),
    "csv": ("separated", "comma_separated"),
    "tsv": ("separated", "tab_separated"),
    "json": ("objects", "as_object"),
    "md": ("markdown", "markdown"),
    "html": ("page", "as_page"),
    "xlsx": ("workbook", "as_workbook"),
    "latex": ("typeset", "as_latex"),
}


def _lazily(home: str, name: str) -> Render:
    """A format whose module is imported when it is asked for: nobody reads eight at once."""

    def render(comparison: Comparison, language: str, width: int) -> str | bytes:
        function: Render = getattr(import_module(f"{__name__}.{home}"), name)
        return function(comparison, language, width)

    return render


FORMATS: dict[str, Render] = {form: _lazily(*where) for form, where in _HOMES.items()}


def described(comparison: Comparison, language: str, name: str) -> str:
    """What describes the table in CSV that is written to the file *name* (CSV on the Web)."""
    from naravard_kg.render.compared.separated import description

    return description(comparison, language, name)


def heads(graph: Answers, parties: Sequence[Party], language: str) -> list[str]:
    """What the parties are called over their columns."""
    from naravard_kg.render.compared.wording import columns

    return list(columns(graph, parties, language))


def fragment(comparison: Comparison) -> str:
    """The table for a notebook, in the reader's own language."""
    from naravard_kg.render.compared.page import notebook

    return notebook(comparison, preferred_language())


def text(comparison: Comparison, language: str, width: int, *, full: bool = False) -> str:
    """The table for a terminal; *full* with every thing in every cell."""
    from naravard_kg.render.compared import terminal

    return terminal.text(comparison, language, width, full=full)
