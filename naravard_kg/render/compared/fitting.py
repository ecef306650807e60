"""Words laid into lines and columns of a terminal: never wider than there is room, never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from naravard_kg import visible

GAP = "  "
_BREAKS = "-/_·,;:"
_FIRST_MARK = "\u0300"  # before it every character is one column wide
_LEAST = 3  # letters of a word that go on in the next line


def columns(text: str) -> int:
    """The columns that a terminal gives to *text*, in which nothing is hidden."""
    return len(text) if not text or max(text) < _FIRST_MARK else visible.columns(text)


def fitted(text: str, width: int, hanging: int = 0) -> list[str]:
    """Lines of at most *width* columns; those after the first are indented by *hanging*.

    A word longer than a line goes on in the next one, with a hyphen where it has none.

    >>> fitted("en sammanhållen vård", 10)
    ['en samman-', 'hållen', 'vård']
    """
    lines, line, indent = [], "", " " * min(hanging, width // 3)
    for word in text.split():
        rest = word
        while rest:
            room = width - columns(line) - (1 if line.strip() else 0)
            if columns(rest) <= room:
                line, rest = f"{line} {rest}" if line.strip() else line + rest, ""
                continue
            if columns(rest) > width - len(indent) and room > max(width // 2, 2):
                head, rest = _parted(rest, room)
                line = f"{line} {head}" if line.strip() else line + head
            if line.strip():
                lines.append(line)
            line = indent
    return [*lines, line] if line.strip() or not lines else lines


def _parted(word: str, room: int) -> tuple[str, str]:
    """A long word in two, the first part fitting: after a sign where there is one."""
    fits = 1
    while fits < len(word) and columns(word[: fits + 1]) <= room:
        fits += 1
    fits = max(min(fits, len(word) - _LEAST), 1)
    sign = max(word.rfind(s, 0, fits) for s in _BREAKS) + 1
    if sign > fits // 2:
        return word[:sign], word[sign:]
    letters = re.fullmatch(r"\w\w", word[fits - 2 : fits]) and word[fits : fits + 1].isalpha()
    if letters and fits > _LEAST:
        return word[: fits - 1] + "-", word[fits - 1 :]
    return word[:fits], word[fits:]


def beside(blocks: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Blocks of lines side by side, each in its column."""
    height = max(map(len, blocks), default=0)
    return [
        GAP.join(
            padded(block[n] if n < len(block) else "", width)
            for block, width in zip(blocks, widths, strict=True)
        ).rstrip()
        for n in range(height)
    ]


def padded(line: str, width: int) -> str:
    """The line filled with spaces to *width* columns."""
    return line + " " * (width - columns(line))


def shared(natural: Sequence[int], least: Sequence[int], room: int) -> list[int] | None:
    """Widths that together fit the room, taken from the widest; None where the least do not.

    >>> shared([30, 5, 50], [10, 5, 10], 40)
    [18, 5, 17]
    """
    if sum(least) > room:
        return None
    widths = list(natural)
    while sum(widths) > room:
        at = max((w, i) for i, w in enumerate(widths) if w > least[i])[1]
        widths[at] -= 1
    return widths
