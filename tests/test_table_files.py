"""Any table as a page, a workbook, LaTeX, or shown in a notebook; and where a file goes."""

from __future__ import annotations

import io
import os
import pty
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_kg import Report, names
from naravard_kg.cli import writing
from naravard_kg.cli.base import Settings
from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.render import latex, pages, tables, workbooks
from naravard_kg.render.cells import Page
from naravard_kg.reports import Finding
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES, Words

Run = Callable[..., subprocess.CompletedProcess[str]]
BODY = names.thing("organ", "x")
EVIL = (
    "<script>alert(1)</script>", '" onload="x', "=1+1", "@SUM(A1)", "\x1b[31m", "\u202ex", "\ud800",
    "\\input{x} $a^2$ % & # _ { } ~ ^", "| x |", "y" * 300, "看護", "\n\n", "", "a\r\nb",
)  # fmt: skip
cells = st.one_of(
    st.none(), st.sampled_from(EVIL), st.integers(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(), st.sampled_from([BODY, Iri("urn:x:ö"), Iri("_:b1")]),
)  # fmt: skip


@st.composite
def any_page(draw: st.DrawFn) -> Page:
    """Any table, its things named by hostile words."""
    count = draw(st.integers(1, 4))
    rows = draw(st.lists(st.tuples(*[cells] * count), max_size=4).map(tuple))
    columns = tuple(f"c{n}" for n in range(count))
    heads = tuple(draw(st.sampled_from(EVIL)) for _ in columns)
    known = {BODY: draw(st.sampled_from(EVIL))}
    return Page(
        Table(columns, rows, draw(st.sampled_from(EVIL))),
        heads,
        known,
        draw(st.sampled_from(LANGUAGES)),
    )


def page(*rows: tuple[Cell, ...], language: str = "sv") -> Page:
    """A table of things, numbers and days."""
    columns = ("sak", "antal", "andel", "dag", "klar")
    return Page(Table(columns, rows, "fråga"), columns, {BODY: "Rådet"}, language)


FACTS: tuple[Cell, ...] = (BODY, 3, Decimal("0.5"), date(2020, 12, 11), True)


class Read(HTMLParser):
    """The tags of a page, each closed in its turn, and its text."""

    def __init__(self, source: str) -> None:
        """Read all of it."""
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        assert {name for name, _ in attrs} <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "scope", "tabindex",
        }  # fmt: skip
        self.tags.append(tag)
        self.open += [] if tag in {"meta", "wbr"} else [tag]

    def handle_endtag(self, tag: str) -> None:
        """It is the one that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words += data


@given(any_page())
def test_a_page_holds_nothing_but_its_own_tags(one: Page) -> None:
    """What a query gives is text on the page, and can be nothing else."""
    for source in (pages.as_page(one), pages.fragment(one.table)):
        read = Read(source)
        assert read.open == []
        assert set(read.tags) <= {
            "html", "head", "meta", "title", "style", "body", "main", "footer", "p", "h1", "div",
            "table", "thead", "tbody", "tr", "th", "td", "code", "wbr",
        }  # fmt: skip
        assert read.tags.count("tr") == len(one.table) + bool(one.table.rows or source[1] == "t")
    assert "script-src" not in source


def test_a_page_tells_a_thing_by_label_and_name() -> None:
    """The label is for reading, the name for typing back."""
    source = pages.as_page(page(FACTS))

    assert '<td class="thing">Rådet<code>organ/<wbr>x</code></td>' in source
    assert '<td class="number">0,5</td>' in source
    assert "default-src 'none'; style-src 'sha256-" in source
    assert not re.search(r"https?://|@import|url\(", source)


@given(any_page())
@settings(max_examples=50)
def test_a_workbook_reads_back(one: Page) -> None:
    """Text is text and never run; no cell is lost."""
    book = openpyxl.load_workbook(io.BytesIO(workbooks.as_workbook(one)))
    rows = list(book.worksheets[0].iter_rows())

    assert len(rows) == len(one.table) + 1
    for cell in (cell for row in rows for cell in row):
        assert cell.data_type != "f"


def test_a_workbook_has_numbers_days_and_truths() -> None:
    """Whoever has to turn text into numbers first makes mistakes."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbooks.as_workbook(page(FACTS)))).worksheets[0]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())

    assert head == ["sak", "sak (namn)", "antal", "andel", "dag", "klar"]
    assert row[:4] == ["Rådet", "organ/x", 3, 0.5]
    assert str(row[4]).startswith("2020-12-11") and row[5] is True
    assert sheet.freeze_panes == "A2"


def test_a_text_too_long_for_a_cell_says_how_much_is_missing() -> None:
    """A spreadsheet holds 32,767 characters; the rest must not go in silence."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbooks.as_workbook(page(("x" * 40_000, *FACTS[1:]))))
    )
    found = str(book.worksheets[0]["A2"].value)

    assert len(found) <= 32_767
    assert "7333 more characters" in found


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_stays_whole() -> None:
    """Excel rounds to fifteen digits, and an identifier would be another one."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbooks.as_workbook(page((BODY, 10**17 + 1, *FACTS[2:]))))
    )

    assert book.worksheets[0]["C2"].value == str(10**17 + 1)


@given(any_page())
def test_latex_is_balanced_and_even(one: Page) -> None:
    """One brace or one ampersand too many and the paper does not compile."""
    source = "\n".join(li for li in latex.as_latex(one).split("\n") if not li.startswith("%"))
    bare = re.sub(r"\\[{}&%$#_]", "", source)

    assert bare.count("{") == bare.count("}")
    assert re.findall(r"(?<!\\)[%$#^~]", source) == []
    for line in source.split("\n"):
        if line.endswith("\\\\") and not line.startswith("\\caption"):
            assert len(re.findall(r"(?<!\\)&", line)) == len(one.table.columns) - 1


@pytest.mark.parametrize("form", ["html", "xlsx", "latex"])
@pytest.mark.parametrize("rows", [(), (FACTS,)])
def test_every_format_stands_without_rows_and_is_the_same_at_every_run(
    form: str, rows: tuple[tuple[Cell, ...], ...]
) -> None:
    """No answer is an answer too; and a diff of two runs must be empty."""
    made = tables.FORMATS[form](page(*rows), 100)

    assert made
    assert made == tables.FORMATS[form](page(*rows), 100)


# --- a notebook ----------------------------------------------------------------------------------


def test_a_table_shows_itself_in_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """By short name, for it has no graph at hand; and a long one says what it leaves out."""
    monkeypatch.setenv("NARAVARD_LANG", "en")
    source = Table(("thing", "n"), tuple((BODY, n) for n in range(105)))._repr_html_()

    assert source.startswith("<table>")
    assert "<code>organ/<wbr>x</code>" in source
    assert "… and 5 more rows" in source


@pytest.mark.parametrize(("language", "said"), [("sv", "fel"), ("en", "error")])
def test_a_report_shows_itself_in_a_notebook(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    """The verdict, and each finding with its place and what to do."""
    monkeypatch.setenv("NARAVARD_LANG", language)
    evil = "<script>x</script>"
    one = Finding(
        "a-rule", "error", Words(evil, evil), Words("Rätta", "Mend"), "plan.yaml", Place(3, 1, 3, 2)
    )
    read = Read(Report("plan.yaml", (one,))._repr_html_().replace("<b>", "").replace("</b>", ""))

    assert evil in read.words
    assert said in read.words and "a-rule" in read.words
    assert read.open == []


# --- where a file goes ---------------------------------------------------------------------------

ASK = ("ask", "decisions", "--set", "document=skane-uppfoljning-lakarstod")


def test_a_workbook_goes_to_a_file_and_to_a_pipe(run: Run, tmp_path: Path) -> None:
    """The same bytes both ways, and nothing else on the way."""
    path = tmp_path / "x.xlsx"
    done = run(*ASK, "-f", "xlsx", "-o", path)
    words = [sys.executable, "-m", "naravard_kg", *ASK, "-f", "xlsx", "--lang", "en"]
    piped = subprocess.run(words, capture_output=True, check=True)

    assert (done.returncode, done.stdout) == (0, "")
    assert piped.stdout == path.read_bytes()
    assert openpyxl.load_workbook(path).worksheets[0].max_row > 2


@pytest.mark.parametrize(("language", "said"), [("sv", "-o FIL"), ("en", "-o FILE")])
def test_a_workbook_is_no_text_for_a_terminal(language: str, said: str) -> None:
    """Bytes on a screen are noise, and may change its settings."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "naravard_kg", *ASK, "-f", "xlsx", "--lang", language]
    done = subprocess.run(words, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)

    assert done.returncode == 2
    assert said in done.stderr.decode()


@pytest.mark.parametrize("form", ["html", "xlsx", "latex"])
@pytest.mark.parametrize(
    "words",
    [("stats",), ("show", "skane-cs"), ("deps", "blocks", "skane-lakarstod-12"), ("find", "skane"),
     ("questions",), ("conflicts",), ("timeline", "orebro"), ("sparql", "SELECT (1 AS ?a) {}")],
    ids=" ".join,
)  # fmt: skip
def test_every_table_has_every_file_format(
    run: Run, tmp_path: Path, words: tuple[str, ...], form: str
) -> None:
    """What a person reads she can also keep, print and put in a paper."""
    path = tmp_path / "answer"
    done = run(*words, "-f", form, "-o", path)

    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes()[:2] in {b"<!", b"PK", b"% "}


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk must not leave half a table that looks like one."""
    path = tmp_path / "x.txt"
    path.write_text("old", encoding="utf-8")

    def full(path: Path, content: bytes) -> None:
        with path.open("wb") as stream:
            stream.write(content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_fill", full)
    with pytest.raises(UnreadableFileError, match="No space left"):
        Settings(output=str(path)).write("a new text")

    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    """Whoever shared a file or pointed a link at it meant it to last."""
    path, link = tmp_path / "x.txt", tmp_path / "link"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    Settings(output=str(link)).write("new")

    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_that_is_none_is_written_to_as_it_is(tmp_path: Path) -> None:
    """-o /dev/null is how people time a command; it must still be there afterwards."""
    Settings(output=os.devnull).write("x")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    with pytest.raises(UnreadableFileError):
        Settings(output=str(tmp_path)).write("x")
    with pytest.raises(UnreadableFileError):
        Settings(output=str(tmp_path / "no" / "x")).write(b"x")


def test_hidden_signs_are_told_in_every_format() -> None:
    """A label that turns the direction of writing could say another thing than it holds."""
    one: Any = page(("a\u202eb", *FACTS[1:]))
    book = openpyxl.load_workbook(io.BytesIO(workbooks.as_workbook(one)))

    assert visible("a\u202eb") in pages.as_page(one)
    assert book.worksheets[0]["A2"].value == visible("a\u202eb")
    assert "\u202e" not in latex.as_latex(one)
