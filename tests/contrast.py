"""Contrast between colours as WCAG 2.2 reckons it, and what a page's own colours lack of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import naravard_kg

LEAST = 4.5  # between letters and what they stand on
STYLE = Path(naravard_kg.__file__).parent / "render" / "pages.css"
Pair = tuple[str, str]


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 to 1.

    >>> luminance("#ffffff")
    1.0
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def faint(pairs: Iterable[Pair], *, dark: bool) -> list[Pair]:
    """The pairs of a page's colours, in the light or in the dark, that are too near each other."""
    light, _, rest = STYLE.read_text(encoding="utf-8").partition(
        "@media screen and (prefers-color-scheme: dark)"
    )
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest if dark else light))
    return [(a, b) for a, b in pairs if contrast(found[a], found[b]) < LEAST]
