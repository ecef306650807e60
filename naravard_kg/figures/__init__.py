"""Figures for an article: comparisons and times, drawn by matplotlib (the extra ``figures``).

    figures.matrix(compare(graph, by="areas"), "sv")               a figure of matplotlib
    figures.drawn("matrix", compare(graph), "svg", "en")           the same as a file

A file carries a title, a description, and the command that gives it again; its bytes are the same
each time. Every sign differs from the others in shape or hatching too, not in colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from naravard_kg.compare.similarity import Similarity
from naravard_kg.compare.stances import Comparison
from naravard_kg.figures import bars, cells, files, heat, lanes, panels
from naravard_kg.figures.engine import figure
from naravard_kg.figures.files import FORMATS
from naravard_kg.figures.furniture import footer
from naravard_kg.figures.sheet import Sheet
from naravard_kg.origins import Origin
from naravard_kg.tables import Answers
from naravard_kg.timeline import Dated

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "FIGURES",
    "FORMATS",
    "coverage",
    "drawn",
    "matrix",
    "similarity",
    "structure",
    "timeline",
]


def matrix(comparison: Comparison, language: str = "sv", *, ordered: bool = False) -> Figure:
    """Rows and parties, with a sign and a number in each cell.

    Args:
        comparison: any comparison.
        language: ``sv`` or ``en``.
        ordered: rows by how many parties state them, most first, instead of by the scheme.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    return figure(footer(cells.sheet(comparison, language, ordered=ordered)))


def structure(comparison: Comparison, language: str = "sv") -> Figure:
    """The bodies of each party in their places: level by level, and by who meets in them.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
        ValueError: the comparison is not one by bodies.
    """
    return figure(footer(panels.sheet(comparison, language)))


def coverage(comparison: Comparison, language: str = "sv") -> Figure:
    """How many rows each party states, how nearly, and how many required ones it answers.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    return figure(footer(bars.sheet(comparison, language)))


def similarity(comparison: Comparison, found: Similarity, language: str = "sv") -> Figure:
    """How alike the parties are, pair by pair, and how alike by chance alone.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    return figure(footer(heat.sheet((comparison, found), language)))


def timeline(
    graph: Answers, found: Sequence[Dated], language: str = "sv", *, statuses: bool = False
) -> Figure:
    """Decisions, proposals and documents at their times, and how long things are valid.

    Args:
        graph: where the names stand.
        found: what ``naravard_kg.timeline`` gives.
        language: ``sv`` or ``en``.
        statuses: whether to show statuses too.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    return figure(footer(lanes.sheet((graph, found), language, statuses=statuses)))


FIGURES: dict[str, Callable[[Any, str], Sheet]] = {
    "matrix": cells.sheet,
    "structure": panels.sheet,
    "timeline": lanes.sheet,
    "coverage": bars.sheet,
    "similarity": heat.sheet,
}


def drawn(
    name: str, subject: Any, form: str, language: str, *, origin: Origin | None = None
) -> bytes:
    """A figure as a file.

    Args:
        name: one of ``FIGURES``.
        subject: a comparison; for ``similarity`` a comparison and its similarity, for
            ``timeline`` a graph and what is dated in it.
        form: one of ``FORMATS``.
        language: ``sv`` or ``en``.
        origin: from what it was made and by which command; a comparison has its own.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
        ValueError: there is no such form, or the comparison does not suit the figure.
    """
    return files.written(footer(FIGURES[name](subject, language), origin), form)
