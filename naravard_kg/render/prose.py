"""Prose in lines: no name is ever cut, so that what the terminal shows can be copied."""

from __future__ import annotations

import textwrap


def wrapped(words: str, width: int, indent: str = "", hang: str = "  ") -> list[str]:
    """Lines of at most *width* columns, all after the first hanging; a longer word is uncut.

    >>> wrapped("Dokument [dokument/skane-2021] om tider", 16, "  ")
    ['  Dokument', '    [dokument/skane-2021]', '    om tider']
    """
    return textwrap.wrap(
        words,
        width,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
