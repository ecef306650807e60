"""Where a passage stands in a text: from a line and its first and last words to offsets.

The form people write (spaces match any white space, the rest to the letter):

    134                              all of line 134
    57-58                            all of lines 57 and 58
    134 bör vänta                    these very words, once in line 134
    134 Verkställigheten … teamen    from the first words to the last, both in line 134
    177-179 Verkställigheten … Skåne from words in line 177 to words in line 179

Lines count from 1 and end at a line feed. Offsets count Unicode code points, from 0, the end not
included: what a Web Annotation text position selector holds and what ``text[start:end]`` takes.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_FORM = re.compile(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?(?:\s+(.*\S))?\s*", re.DOTALL)
_BETWEEN = re.compile(r"\s*(?:…|\.\.\.)\s*")


class PassageNotFoundError(LookupError):
    """A passage that does not stand in the text, or stands there more than once.

    ``fault`` is one of: form, line, missing, double, end. ``words`` is what was looked for.
    """

    def __init__(self, fault: str, words: str) -> None:
        """Keep what was looked for and what is wrong with it."""
        super().__init__(f"{fault}: {words}")
        self.fault = fault
        self.words = words


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text: first and last line (from 1), and offsets in code points."""

    first_line: int
    last_line: int
    start: int
    end: int

    @property
    def lines(self) -> str:
        """The lines as a reader writes them: ``134`` or ``177–179``."""
        if self.first_line == self.last_line:
            return str(self.first_line)
        return f"{self.first_line}–{self.last_line}"


def read_text(path: Path) -> str:
    """The characters of a text copy, line ends untouched, so that offsets hold."""
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def digest(passage: str) -> str:
    """SHA-256 of the passage's characters in UTF-8, as 64 hexadecimal digits.

    >>> digest("bör vänta")[:12]
    '3b6fcebbca1d'
    """
    return hashlib.sha256(passage.encode("utf-8")).hexdigest()


def locate(text: str, wording: str) -> Passage:
    r"""Find the passage that *wording* names.

    Raises:
        PassageNotFoundError: the wording has no line number, the line is not there, or the
            words stand nowhere or more than once where they should stand once.

    >>> locate("Ett.\nTvå ben, tre ben.", "2 tre ben")
    Passage(first_line=2, last_line=2, start=14, end=21)
    >>> locate("Ett.\nTvå ben, tre ben.", "1-2 Ett … ben,")
    Passage(first_line=1, last_line=2, start=0, end=13)
    """
    first, last, words = _parts(wording)
    lines = _line_spans(text)
    if not 1 <= first <= last <= len(lines):
        raise PassageNotFoundError("line", wording)
    if not words:
        span = _trimmed(text, lines[first - 1][0], lines[last - 1][1])
    else:
        span = _worded(text, (lines[first - 1], lines[last - 1]), words)
    return Passage(first, last, *span)


def _parts(wording: str) -> tuple[int, int, str]:
    match = _FORM.fullmatch(wording)
    if match is None:
        raise PassageNotFoundError("form", wording)
    return int(match[1]), int(match[2] or match[1]), match[3] or ""


def _line_spans(text: str) -> list[tuple[int, int]]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    if not words.strip():
        raise PassageNotFoundError("missing", "")
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _worded(
    text: str, lines: tuple[tuple[int, int], tuple[int, int]], words: str
) -> tuple[int, int]:
    first, *rest = _BETWEEN.split(words, maxsplit=1)
    (start, line_end), (last_start, end) = lines
    if not rest:
        return _once(text, first, start, end)
    begin, stop = _once(text, first, start, line_end)
    return begin, _once(text, rest[0], max(stop, last_start), end, fault="end")[1]


def _once(
    text: str, words: str, start: int, end: int, *, fault: str = "missing"
) -> tuple[int, int]:
    wanted = r"\s+".join(map(re.escape, words.split()))
    pattern = re.compile(f"(?=({wanted}))")  # looks ahead, so that overlapping places count too
    spans = [match.span(1) for match in pattern.finditer(text, start, end)]
    if not spans:
        raise PassageNotFoundError(fault, words)
    if len(spans) > 1:
        raise PassageNotFoundError("double", words)
    return spans[0]


if __name__ == "__main__":  # a look at what a wording finds: TEXTFILE WORDING…
    source = read_text(Path(sys.argv[1]))
    for argument in sys.argv[2:]:
        try:
            found = locate(source, argument)
        except PassageNotFoundError as error:
            sys.stdout.write(f"{argument!r}: {error}\n")
        else:
            sys.stdout.write(f"{found}: {source[found.start : found.end]!r}\n")
