r"""Tables for papers: booktabs lines, columns that wrap, breaks between pages.

What pdflatex has no letter for is told by its number, as [U+05D0].
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from naravard_kg import names
from naravard_kg.render import footing
from naravard_kg.render.cells import Page, shown
from naravard_kg.terms import Cell, Iri
from naravard_kg.visible import visible
from naravard_kg.words import say

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "…": r"\ldots{}",
    "·": r"\textperiodcentered{}",
    "×": r"\texttimes{}",
    "•": r"\textbullet{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "‘": r"\textquoteleft{}",
    "’": r"\textquoteright{}",
    "«": r"\guillemotleft{}",
    "»": r"\guillemotright{}",
    "\u00a0": "~",
    "[": "{[}",  # else an option of the line before
    "]": "{]}",
    "*": "{*}",
}
# The letters of T1, which pdflatex has in every font.
_LETTERS = re.compile(
    "[-A-Za-z0-9 .,:;!?()/+=@§°¡-ÿ\u0100-\u0107\u010c-\u0111\u0118-\u011b\u0139-\u013e\u0141-\u0144"
    "\u0147-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016e-\u0171\u0178-\u017e]"
)
_LIGATURES = re.compile("([-,])(?=\\1)")  # two of them are no dash and no quotation mark
_NOT_TEXT = set("¤¦©ª«¬\u00ad®¯±²³´µ¶·¸¹º»¼½¾÷×¢¥¨")
_LONG_WORD = 24
_HEAD = """\
% Made by naravard {version}.
% Needs in the preamble, for pdflatex (xelatex and lualatex leave the first one out):
%   \\usepackage[T1]{{fontenc}}
%   \\usepackage{{textcomp,array,booktabs,longtable,ragged2e}}
%   \\usepackage[{language}]{{babel}}
% Many columns: \\usepackage{{pdflscape}}; \\begin{{landscape}} … \\end{{landscape}} around it."""


@dataclass(frozen=True, slots=True)
class Longtable:
    """A table over several pages; all of it is LaTeX already.

    ``shares`` are the parts of the line that the columns take, ``notes`` stand below the table,
    ``remarks`` are comments at its head. A None among the rows is a line across.
    """

    caption: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str] | None]
    shares: Sequence[float]
    notes: Sequence[str] = ()
    remarks: Sequence[str] = ()


def as_latex(page: Page, width: int = 0) -> str:
    """A table for a paper; columns as wide as what they hold."""
    del width
    rows = [[_cell(cell, page) for cell in row] for row in page.table.rows]
    shares = _shares([list(page.headings), *rows])
    title = page.table.question or say("compared.answer").in_(page.language)
    notes = footing.notes(page.origin, page.language)
    return longtable(
        Longtable(
            escaped(" ".join([title, *(text for _, text in notes[:1])])),
            [escaped(head) for head in page.headings],
            [[escaped(cell) for cell in row] for row in rows],
            shares,
            remarks=[*(text for _, text in notes), footing.carried(page.origin, title)],
        ),
        page.language,
    )


def longtable(table: Longtable, language: str) -> str:
    """The LaTeX of a table, with the packages it needs in a comment at its head."""
    from naravard_kg import resources

    swedish = "swedish" if language == "sv" else "english"
    head = _HEAD.format(version=resources.version(), language=swedish)
    remarks = [f"% {_comment(remark)}" for remark in table.remarks if remark]
    return "\n".join([head, *remarks, *_body(table)])


def escaped(text: str) -> str:
    r"""Text as LaTeX shows it; nothing in it is a command.

    >>> escaped("50 % & mer_")
    '50 \\% \\& mer\\_'
    """
    words = visible(unicodedata.normalize("NFC", text), keep="\n\t\r").split()
    told = " ".join("".join(_letters(word)) for word in words)
    return _LIGATURES.sub(r"\1{}", told)


def _letters(word: str) -> Iterator[str]:
    """The letters of a word; a long one may be broken after every sixth and after each sign."""
    long = len(word) > _LONG_WORD
    for number, letter in enumerate(word):
        yield _letter(letter)
        if long and letter in "/-_.:":
            yield r"\allowbreak{}"
        elif long and number % 6 == 5 and word[number + 1 : number + 2].isalpha():  # noqa: PLR2004
            yield r"\-"


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if _LETTERS.fullmatch(letter) and letter not in _NOT_TEXT:
        return letter
    return f"{{[}}U+{ord(letter):04X}{{]}}"


def _body(table: Longtable) -> Iterator[str]:
    room = 1 - 0.012 * len(table.shares)  # between the columns
    columns = "".join(
        rf">{{\RaggedRight\arraybackslash}}p{{{share * room:.3f}\linewidth}}"
        for share in table.shares
    )
    heads = " & ".join(rf"\textbf{{{head}}}" for head in table.heads)
    yield r"\begingroup\footnotesize"
    yield r"\setlength{\tabcolsep}{0.005\linewidth}\setlength{\LTcapwidth}{\linewidth}"
    yield rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}"
    yield rf"\caption{{{table.caption}}}\\"
    yield rf"\toprule {heads} \\ \midrule \endfirsthead"
    yield rf"\toprule {heads} \\ \midrule \endhead"
    yield r"\bottomrule \endfoot"
    for row in table.rows:
        yield r"\addlinespace" if row is None else f"{' & '.join(row)} \\\\"
    yield r"\end{longtable}"
    yield from (rf"\noindent {note}\par" for note in table.notes)
    yield r"\endgroup"


def _cell(cell: Cell, page: Page) -> str:
    if isinstance(cell, Iri):
        return page.labels.get(cell, "") or names.short(cell)
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        return shown(cell, page.labels, page.language)
    return shown(cell, page.labels, page.language)


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares of the line by the longest cell of each column, evened out."""
    longest = [max(map(len, column)) ** 0.5 + 1 for column in zip(*rows, strict=True)]
    return [length / sum(longest) for length in longest]


def _comment(text: str) -> str:
    return " ".join(visible(text, keep="\n\r\t").split())
