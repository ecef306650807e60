"""Plans as workbooks: read as they are shown, refused where they are traps, written to fill in."""

from __future__ import annotations

import builtins
import io
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from naravard_kg import KnowledgeGraph, names, plans
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import Place, Plan, schema_fields, template, workbook, workbook_guard
from naravard_kg.plans.lift import lift
from naravard_kg.plans.schema_terms import wording
from naravard_kg.plans.sheets import Sheet, address, letters
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence, parse
from naravard_kg.plans.workbook_blank import blank, title
from naravard_kg.plans.workbook_cells import shown
from naravard_kg.render import answers
from naravard_kg.terms import Iri, Text
from naravard_kg.vocabulary import fold_key

Run = Callable[..., Any]
Read = Callable[..., Plan]
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])
SOURCE = [["id", "titel", "typ"], ["test-plan", "Testplan", "handlingsplan"]]
LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheets(**sheets: list[Any]) -> Workbook:
    """A workbook with rows of values."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def cells(sheet: Sheet) -> dict[str, str]:
    """The texts of a sheet, by cell."""
    return {c.place.at.partition("!")[2]: c.text for row in sheet.rows for c in row.cells.values()}


def told(plan: Plan) -> list[tuple[str, str]]:
    """The plan's notes: rule and cell."""
    return [(note.rule, note.place.at) for note in plan.notes]


@pytest.fixture
def read(tmp_path: Path, empty: KnowledgeGraph) -> Read:
    """Save a workbook, and read it against the ontology alone."""

    def read_plan(book: Workbook, name: str = "plan.xlsx") -> Plan:
        path = tmp_path / name
        path.write_bytes(saved(book))
        return plans.read(path, empty)

    return read_plan


# --- cells --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (114, "0000", "0114"),
        (20170612, '0000":"0000', "2017:0612"),
        (11455, "000\\ 00", "114 55"),
        (12345, "0000", "12345"),
        (2.0, "General", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (1e20, "0.00E+00", "100000000000000000000"),
        (2.5, "0.00", "2.50"),
        (2.7, "0", "2.7"),
        (1200.5, "#,##0.00 [$kr-41D]", "1200.50"),
        (5, '"Nr "0', "5"),
        (-3, "0000", "-3"),
        (0.5, "0%", "50%"),
        (0.755, "0%", "75.5%"),
        (True, "General", "true"),
        (datetime(2026, 9, 15), "yyyy-mm-dd", "2026-09-15"),  # noqa: DTZ001 -- a cell has no zone
        (datetime(2026, 9, 15), "[$-41D]d mmmm yyyy;@", "2026-09-15"),  # noqa: DTZ001
        (datetime(2026, 9, 1), "mmm-yy", "2026-09"),  # noqa: DTZ001
        (datetime(2026, 1, 1), '"år "yyyy', "2026"),  # noqa: DTZ001
        (datetime(2026, 9, 15, 10, 30), "yyyy-mm-dd hh:mm", "2026-09-15 10:30"),  # noqa: DTZ001
        (date(2026, 9, 15), "General", "2026-09-15"),
        (time(12, 30), "h:mm", "12:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (" två  rader_x000D_\n", "@", "två  rader"),
    ],
)
def test_a_cell_is_the_text_that_is_shown(value: object, form: str, expected: str) -> None:
    """0114 is a municipality; 114 is nothing. And no format may take a digit away."""
    assert shown(value, form) == expected


def test_a_cell_knows_its_row_its_column_and_its_address() -> None:
    """What a finding names can be pasted into the name box of a spreadsheet program."""
    book = with_sheets(Uppdrag=[["nr"], [], [None, None, "x"]])
    book.create_sheet("Min flik").cell(2, 28, "y")
    first, second = workbook.read(saved(book), "plan.xlsx")

    assert first.rows[1].cells[3] == Scalar("x", Place(3, 3, 3, 4, "Uppdrag!C3"))
    assert second.rows[0].cells[28].place.at == "'Min flik'!AB2"


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"), max_size=12
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=4), max_size=5), st.sampled_from(["Blad1", "Å 'b'"]))
def test_any_table_comes_back_cell_by_cell(table: list[list[str]], name: str) -> None:
    """The same text in the same cell, whatever it is and wherever it stands."""
    book = with_sheets(**{name: []})
    for row, texts in enumerate(table, 1):
        for column, text in enumerate(texts, 1):
            book[name].cell(row, column).value = text
            book[name].cell(row, column).data_type = "s"  # "=1" is a text here
    (sheet,) = workbook.read(saved(book), "plan.xlsx")
    expected = {
        address(name, row, column): text.strip()
        for row, texts in enumerate(table, 1)
        for column, text in enumerate(texts, 1)
        if text.strip()
    }

    assert {c.place.at: c.text for r in sheet.rows for c in r.cells.values()} == expected


@pytest.mark.parametrize(("column", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_have_letters(column: int, expected: str) -> None:
    """There is no letter for nought, which is where counting in letters goes wrong."""
    assert letters(column) == expected


def test_a_merged_cell_counts_for_each_row_it_covers() -> None:
    """A person who sees one commissioner beside three assignments reads it as that of all."""
    book = with_sheets(Uppdrag=[["nr", "ansvarig"], [1, "a"], [2], [], [4]])
    book["Uppdrag"].merge_cells("B2:B5")
    (sheet,) = workbook.read(saved(book), "plan.xlsx")

    assert [row.cells.get(2) for row in sheet.rows[1:]] == [sheet.rows[1].cells[2]] * 3
    assert [row.place.line for row in sheet.rows] == [1, 2, 3, 5]


def test_what_is_hidden_is_read_like_the_rest() -> None:
    """A filter hides rows that the writer has not taken away."""
    book = with_sheets(Uppdrag=[["nr"], [1]], Organ=[["id"], ["x"]])
    book["Organ"].sheet_state = "veryHidden"
    book["Uppdrag"].row_dimensions[2].hidden = True
    book["Uppdrag"].column_dimensions["A"].hidden = True

    assert [cells(sheet) for sheet in workbook.read(saved(book), "p.xlsx")] == [
        {"A1": "nr", "A2": "1"},
        {"A1": "id", "A2": "x"},
    ]


def _with_formula(markup: str) -> bytes:
    """A workbook whose cell B2 is written as *markup*."""
    raw = saved(with_sheets(källa=SOURCE, uppdrag=[["nr", "rubrik"], [1, 2]]))
    return _changed(raw, "xl/worksheets/sheet2.xml", r'<c r="B2" t="n"><v>2</v></c>', markup)


def _changed(raw: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook *raw* with something else in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("markup", "expected", "value"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', [], "2"),
        ('<c r="B2" t="str"><f>A1</f><v>nr</v></c>', [], "nr"),
        ('<c r="B2"><f>1+1</f></c>', [("plan-bad-value", "uppdrag!B2")], "=1+1"),
        ('<c r="B2" t="e"><f>Z9</f><v>#REF!</v></c>', [("plan-bad-value", "uppdrag!B2")], "#REF!"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', [("plan-bad-value", "uppdrag!B2")], "#N/A"),
    ],
)
def test_a_formula_counts_by_its_value(
    tmp_path: Path, empty: KnowledgeGraph, markup: str, expected: list[tuple[str, str]], value: str
) -> None:
    """A formula that was never worked out, or went wrong, shows nothing that could be read."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_with_formula(markup))
    plan = plans.read(path, empty)
    labels = {q.object for q in plan.quads if q.predicate == LABEL}

    assert told(plan) == expected
    assert labels == (set() if expected else {Text(value, "sv")})
    assert [note.facts["value"] for note in plan.notes] == ([value] if expected else [])


# --- plans --------------------------------------------------------------------------------


def test_what_begins_with_a_mark_is_not_read(read: Read) -> None:
    """People need room for notes of their own: a sheet, a row, a column."""
    plan = read(
        with_sheets(
            **{"# Läs mig": [["vad som helst"]], "Blad1": []},
            källa=[["# ur registret"], *SOURCE],
            uppdrag=[["nr", "rubrik", "# eget"], [1, "Ett", "x"], ["# 2", "utkast"], [3, "#1"]],
        )
    )

    assert plan.notes == ()
    assert {q.object for q in plan.quads if q.predicate == LABEL} == {
        Text("Ett", "sv"),
        Text("#1", "sv"),
    }


def test_a_finding_of_the_rules_names_the_cell_too(tmp_path: Path, run: Run) -> None:
    """Not only what the reader notes, but what is judged afterwards, leads to a cell."""
    path = tmp_path / "plan.xlsx"
    rows = [["nr", "rubrik", "senast"], [1, "Ett", "2026-09-15"], [2, None, "2026-09-15"]]
    path.write_bytes(saved(with_sheets(källa=SOURCE, Uppdrag=rows)))
    done = run("check", path)

    assert done.returncode == 1, done.stderr
    assert "Assignment-label-missing" in done.stdout
    assert "Uppdrag!A3" in done.stdout


def test_a_conversion_says_each_value_that_it_leaves_out(read: Read, run: Run) -> None:
    """What is left out in silence is believed to be in the graph."""
    rows = [["nr", "rubriik", "inväntar"], [1, "Ett", None], [2, "Två", "1; 9"]]
    plan = read(with_sheets(källa=SOURCE, Uppdrag=rows))
    said = answers.left_out(plan, "en").splitlines()

    assert [line.partition(": left out")[0].partition("plan.xlsx: ")[2] for line in said[:-1]] == [
        "Uppdrag!B1",
        "Uppdrag!C3",
    ]
    done = run("convert", plan.path, "-f", "nq")
    assert done.returncode == 0
    assert "Uppdrag!C3" in done.stderr
    assert len(done.stdout.splitlines()) == len(plan.quads)


def test_a_fault_in_the_fifty_thousandth_row_has_its_place(
    tmp_path: Path, empty: KnowledgeGraph
) -> None:
    """A place that drifts by one row in a thousand is no place at all."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Uppdrag")
    sheet.append(["nr", "rubrik", "senast"])
    for number in range(1, 50_001):
        day = "2026-02-30" if number == 31_415 else "2026-09-15"
        sheet.append([number, f"Uppdrag {number}", day])
    path = tmp_path / "plan.xlsx"
    path.write_bytes(saved(book))
    (note,) = [n for n in plans.read(path, empty).notes if n.rule != "plan-no-source"]

    assert note.place == Place(31_416, 3, 31_416, 4, "Uppdrag!C31416")


# --- traps --------------------------------------------------------------------------------

SOUND = saved(with_sheets(källa=SOURCE, uppdrag=[["nr", "rubrik"], [1, "Ett"], [2, "Två"]]))


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
TRAPS = {
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "workbook-old"),
    "open": (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "workbook-other"),
    "empty": (b"", "workbook-broken"),
    "text": (b"nr;rubrik\n1;Ett\n", "workbook-broken"),
    "half": (SOUND[: len(SOUND) // 2], "workbook-broken"),
    "other zip": (_zip(a=b"b"), "workbook-broken"),
    "bomb": (_zip(**{"xl/a.xml": b" " * 30_000_000}), "workbook-large"),
    "doctype": (_zip(**{"xl/a.xml": DOCTYPE}), "workbook-declaration"),
    "doctype elsewhere": (
        _zip(anything=b"<!-- x -->" * 9000 + DOCTYPE[21:]),
        "workbook-declaration",
    ),
    "doctype in UTF-16": (
        _zip(a=DOCTYPE.replace(b' version="1.0"', b' version="1.0"').decode().encode("utf-16")),
        "workbook-declaration",
    ),
}


@pytest.mark.parametrize(("raw", "fault"), TRAPS.values(), ids=TRAPS)
def test_what_is_no_sound_workbook_is_refused(
    tmp_path: Path, empty: KnowledgeGraph, raw: bytes, fault: str
) -> None:
    """A file from a stranger must not fill the memory, read another file or end in a crash."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFileError) as caught:
        plans.read(path, empty)

    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("plan.xls", "workbook-old"),
        ("plan.ods", "workbook-other"),
        ("plan.xlsb", "workbook-other"),
        ("plan.docx", "kind"),
    ],
)
def test_another_kind_of_file_is_told_what_to_do(
    tmp_path: Path, empty: KnowledgeGraph, name: str, fault: str
) -> None:
    """'Save it as .xlsx' helps; 'unknown kind' does not."""
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(UnreadableFileError) as caught:
        plans.read(tmp_path / name, empty)

    assert caught.value.fault == fault


def test_a_workbook_with_macros_is_read_without_them(read: Read) -> None:
    """The cells of .xlsm are as those of .xlsx; what else it holds is never run."""
    book = with_sheets(källa=SOURCE, uppdrag=[["nr", "rubrik"], [1, "Ett"]])

    assert read(book, "plan.XLSM").notes == ()


def test_a_sheet_may_lie_about_its_size() -> None:
    """Some programs write no size, or a wrong one; some files claim a billion cells."""
    for claim in ("A1:XFD1048576", "A1:A1", "B7:B7"):
        raw = _changed(
            SOUND, "xl/worksheets/sheet2.xml", '<dimension ref="A1:B3"', f'<dimension ref="{claim}"'
        )
        assert cells(workbook.read(raw, "plan.xlsx")[1])["B3"] == "Två"


@pytest.mark.parametrize(
    "markup",
    [
        '<row r="99999999999"><c r="A99999999999" t="n"><v>1</v></c></row>',
        "".join(f'<row r="{n}"><c r="XFD{n}" t="n"><v>1</v></c></row>' for n in range(4, 1400)),
    ],
    ids=["a row far below", "cells far to the right"],
)
def test_far_away_cells_cost_nothing(markup: str) -> None:
    """A few bytes must not make the reader walk through a billion empty cells."""
    raw = _changed(SOUND, "xl/worksheets/sheet2.xml", "</sheetData>", f"{markup}</sheetData>")
    with pytest.raises(UnreadableFileError) as caught:
        workbook.read(raw, "plan.xlsx")

    assert caught.value.fault == "workbook-cells"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for all sheets together, and for what merged cells are spread over."""
    monkeypatch.setattr(workbook, "MAX_CELLS", 12)
    assert len(workbook.read(SOUND, "plan.xlsx")) == 2
    book = with_sheets(a=[["x"], *([n, n] for n in range(8))])
    book["a"].merge_cells("A2:A8")
    for raw in (saved(book), saved(with_sheets(a=[[1, 2]] * 7))):
        with pytest.raises(UnreadableFileError):
            workbook.read(raw, "plan.xlsx")


def test_without_openpyxl_the_reader_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, empty: KnowledgeGraph
) -> None:
    """Workbooks are an extra; who needs them should need one line."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "openpyxl":
            raise ModuleNotFoundError(name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    for act in (lambda: workbook.read(SOUND, "plan.xlsx"), lambda: blank(empty, "sv")):
        with pytest.raises(UnreadableFileError) as caught:
            act()
        assert caught.value.fault == "no-xlsx"
        assert 'pip install "naravard-kg[xlsx]"' in caught.value.remedy.en


def test_the_reader_of_openpyxl_still_knows_its_part() -> None:
    """Merged cells are found through an attribute that is no promise of openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(SOUND), read_only=True)

    assert getattr(book.worksheets[1], "_worksheet_path", "").endswith("worksheets/sheet2.xml")


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_damaged_workbook_is_read_or_refused(chance: random.Random, hits: int) -> None:
    """Whatever happened to a file on its way, the answer is cells or a sentence."""
    raw = bytearray(SOUND)
    for _ in range(hits):
        at = chance.randrange(len(raw))
        raw[at : at + chance.choice([0, 1, 1, 4])] = chance.randbytes(chance.choice([0, 1, 1, 3]))
    try:
        workbook.read(bytes(raw), "plan.xlsx")
    except UnreadableFileError as error:
        assert error.fault.startswith("workbook-")


PARTS = sorted(zipfile.ZipFile(io.BytesIO(SOUND)).namelist())
SNIPPETS = [
    "<",
    ">",
    "&",
    '"',
    "",
    "0",
    "-1",
    "9" * 20,
    "A0",
    "1e999",
    "t",
    "é",
    "<c/>",
    "r=",
    "\0",
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PARTS), st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_workbook_with_damaged_parts_is_read_or_refused(
    part: str, chance: random.Random, hits: int
) -> None:
    """The zip is whole and what is in it is not: that is what broken programs write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for _ in range(hits if name == part else 0):
                at = chance.randrange(len(content) + 1)
                new = chance.choice(SNIPPETS).encode()
                content = content[:at] + new + content[at + chance.choice([0, 1, 3]) :]
            target.writestr(name, content)
    try:
        workbook.read(stream.getvalue(), "plan.xlsx")
    except UnreadableFileError as error:
        assert error.fault.startswith("workbook-")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_a_workbook_or_refused(raw: bytes, zipped: bool) -> None:
    """Whatever is renamed to .xlsx, the program says what it is not."""
    try:
        workbook.read(b"PK\x03\x04" + raw if zipped else raw, "plan.xlsx")
    except UnreadableFileError as error:
        assert error.fault.startswith("workbook-")


def test_the_limit_of_the_guard_is_what_the_reader_is_told() -> None:
    """A number in a message that is not the number in the code sends people the wrong way."""
    with pytest.raises(UnreadableFileError) as caught:
        workbook_guard.refuse_traps(_zip(**{"xl/a.xml": b" " * 30_000_000}), "plan.xlsx")

    assert "200 MB" in caught.value.message.sv


# --- a workbook to fill in ----------------------------------------------------------------


@LANGUAGES
def test_the_workbook_is_the_same_on_every_run(empty: KnowledgeGraph, language: str) -> None:
    """A file that changes by itself cannot be kept under version control."""
    code = (
        "import sys, naravard_kg\nfrom naravard_kg.plans.workbook_blank import blank\n"
        f"sys.stdout.buffer.write(blank(naravard_kg.load(shipped=False), {language!r}))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert made == {blank(empty, language)}


@LANGUAGES
def test_an_empty_workbook_lacks_only_its_content(
    tmp_path: Path, empty: KnowledgeGraph, language: str
) -> None:
    """Every sheet is a class and every heading a property, or the reader would say so."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(blank(empty, language))

    assert [rule for rule, _ in told(plans.read(path, empty))] == ["plan-no-source"]


@LANGUAGES
def test_each_heading_is_explained_and_what_is_needed_comes_first(
    empty: KnowledgeGraph, language: str
) -> None:
    """A form that does not say what it asks for is filled in wrongly."""
    book = openpyxl.load_workbook(io.BytesIO(blank(empty, language)))
    kept = book.worksheets[1:-1]

    assert book.worksheets[0].title.startswith("# ")
    assert book.worksheets[-1].sheet_state == "hidden"
    assert len(kept) == len(schema_fields.CHOSEN)
    for sheet in kept:
        heads = sheet[1]
        assert all(cell.comment and len(cell.comment.text) > 10 for cell in heads), sheet.title
        bold = "".join("b" if cell.font.b else "-" for cell in heads)
        assert re.fullmatch("-?b*-*", bold), sheet.title
        assert sheet.freeze_panes == "B2"
        assert {d.number_format for d in sheet.column_dimensions.values()} == {"@"}


def test_every_value_of_every_list_is_one_that_the_reader_takes(
    tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """A list that offers what the check then refuses is worse than none."""
    book = openpyxl.load_workbook(io.BytesIO(blank(shipped, "sv")))
    lists = {
        name: [str(cell.value) for (cell,) in book[book.worksheets[-1].title][_span(defined)]]
        for name, defined in book.defined_names.items()
    }
    for sheet in book.worksheets[1:-1]:
        sheet["A2"] = "x" if sheet["A1"].value == "id" else None
        for rule in sheet.data_validations.dataValidation:
            column = str(rule.sqref).partition("2:")[0]
            for row, value in enumerate(lists[str(rule.formula1)], 2):
                sheet[f"{column}{row}"] = value
    path = tmp_path / "plan.xlsx"
    path.write_bytes(saved(book))
    plan = plans.read(path, shipped)
    wrong = {"plan-unknown-value", "plan-ambiguous-thing", "plan-bad-value"}

    assert len(lists) > 10
    assert len(lists["list_places"]) == len(lists["list_regions"]) == 21
    assert [note for note in plan.notes if note.rule in wrong] == []


def _span(defined: Any) -> str:
    return str(defined.attr_text).partition("!")[2].replace("$", "")


def _flat(node: Node | None) -> str:
    """What stands under a key of a plan, as a cell holds it."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return "; ".join(item.text for item in items if isinstance(item, Scalar))


def _rows(node: Node) -> list[Mapping]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [item for item in items if isinstance(item, Mapping)]


class _Filler:
    """Writes the content of a YAML plan into an empty workbook, as a person would."""

    def __init__(self, graph: KnowledgeGraph, language: str) -> None:
        """Begin with the empty workbook."""
        self.terms = wording(graph)
        self.book = openpyxl.load_workbook(io.BytesIO(blank(graph, language)))
        forms = schema_fields.chosen_forms(self.terms, language)
        self.forms = {form.class_iri: form for form in forms}

    def put(self, class_iri: Iri, values: dict[Iri | str, str]) -> None:
        """Fill in a row: each value below the heading of its property."""
        form = self.forms[class_iri]
        sheet = self.book[title(form)]
        row = 1 + max(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value)
        columns = {f.prop or f.key: n for n, f in enumerate(form.fields, 1)}
        for name, value in values.items():
            sheet.cell(row, columns[name], value)

    def thing(self, class_iri: Iri, node: Mapping, **more: str) -> None:
        """A thing of the plan as a row, and those in it as rows of their sheets."""
        row: dict[Iri | str, str] = dict(more)
        for key, value in node:
            prop = self.terms.words.property_for(key.text, class_iri)
            inner = [item for item in _rows(value) if item.entries]
            if fold_key(key.text) in ("gäller", "valid", "id"):
                row[key.text] = _flat(value)
            elif prop is None:
                for item in inner:
                    plan = {names.ONTOLOGY + "isPartOfPlan": "plan/exempel-nara-vard-2026"}
                    self.nested(Iri(names.ONTOLOGY + "Assignment"), item, plan)
            elif inner:
                for item in inner:
                    self.about(prop, _flat(node.get("nr", "number")), item)
            else:
                row[prop] = _flat(value)
        self.put(class_iri, row)

    def nested(self, class_iri: Iri, node: Mapping, more: dict[str, str]) -> None:
        """A thing that the plan has inside another, with the link in a column."""
        entries = ((Scalar(key, node.place), Scalar(v, node.place)) for key, v in more.items())
        self.thing(class_iri, Mapping((*node.entries, *entries), node.place))

    def about(self, prop: Iri, number: str, node: Mapping) -> None:
        """A status record or a dependency of an assignment."""
        nv = names.ONTOLOGY
        record = prop == nv + "hasStatusRecord"
        of = Iri(nv + ("StatusRecord" if record else "Dependency"))
        row: dict[Iri | str, str] = {}
        for key, value in node:
            inner = self.terms.words.property_for(key.text, of)
            row[inner or Iri(nv + "dependee")] = _flat(value)
        owner = self.forms[of].fields[0]
        kind = Iri("http://purl.org/dc/terms/type")
        self.put(
            of, {owner.prop or owner.key: number, **row, **({} if record else {kind: "invantar"})}
        )


@LANGUAGES
def test_the_template_filled_in_says_what_the_template_says(
    tmp_path: Path, shipped: KnowledgeGraph, language: str
) -> None:
    """Two forms of one plan are one plan: the same statements, the same identifiers."""
    text = template.text(language)
    root = parse(text, "plan.yaml")
    assert isinstance(root, Mapping)
    filler = _Filler(shipped, language)
    for key, node in root:
        class_iri = filler.terms.words.class_for(key.text)
        assert class_iri is not None
        for item in _rows(node):
            filler.thing(class_iri, item)
    path = tmp_path / "exempel.xlsx"
    path.write_bytes(saved(filler.book))
    plan = plans.read(path, shipped)

    assert plan.notes == ()
    assert set(plan.quads) == set(lift(text, path, shipped).quads)


def test_the_command_writes_a_file_and_a_pipe_and_no_terminal(tmp_path: Path, run: Run) -> None:
    """Bytes on a terminal are noise; the reader is told what to write instead."""
    path = tmp_path / "plan.xlsx"
    done = run("new", "workbook", "-o", path, "--lang", "sv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert workbook.read(path.read_bytes(), "plan.xlsx")[1].name == "Källa"

    lost = run("new", "workbook", "-o", tmp_path / "nowhere" / "plan.xlsx")
    assert lost.returncode == 3
    assert "cannot be written" in lost.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_terminal_is_told_to_name_a_file() -> None:
    """The one case in which the program must not do as it is told."""
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "naravard_kg", "new", "workbook", "--lang", "en"]
    done = subprocess.run(words, stdout=theirs, stderr=subprocess.PIPE, check=False, text=True)
    os.close(theirs)
    os.close(ours)

    assert done.returncode == 2
    assert "--output FILE.xlsx" in done.stderr


def test_nothing_of_the_machine_stands_in_the_workbook(empty: KnowledgeGraph) -> None:
    """Neither a time nor a place of making; they would be someone's, not the plan's."""
    with zipfile.ZipFile(io.BytesIO(blank(empty, "sv"))) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    assert not re.search(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", parts)
