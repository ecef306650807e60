"""Figures as forms of an answer: which there are, and how one is drawn once it is asked for.

The figures themselves are loaded only then: to draw takes a plotting library.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from naravard_kg.compare.stances import Comparison
from naravard_kg.origins import Origin

FORMATS = ("svg", "png", "pdf")  # those of ``figures``


def forms(
    name: str,
    subject: Callable[[], object],
    language: str,
    origin: Callable[[], Origin] | None = None,
) -> dict[str, Callable[[], bytes]]:
    """A figure in each of its forms, made when it is called for."""
    return {form: partial(_drawn, name, subject, form, language, origin) for form in FORMATS}


def chart(comparison: Comparison) -> str:
    """The figure that shows a comparison itself."""
    return "structure" if comparison.aspect.query == "structure" else "matrix"


def _drawn(
    name: str,
    subject: Callable[[], Any],
    form: str,
    language: str,
    origin: Callable[[], Origin] | None,
) -> bytes:
    from naravard_kg import figures

    return figures.drawn(name, subject(), form, language, origin=origin and origin())
