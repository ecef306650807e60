"""Laying out: readable at any width, complete in every format, in the reader's language."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, Table, names, plans, rules, things
from naravard_kg.labels import labels
from naravard_kg.render import answers, catalogue, cells, tables
from naravard_kg.render import things as pages
from naravard_kg.render.cells import Page
from naravard_kg.terms import XSD, Cell, Iri, Text, Typed
from naravard_kg.words import LANGUAGES

BODY = names.thing("organ", "x")
KNOWN = {BODY: "Rådet, det | stora", Iri(names.ONTOLOGY + "awaits"): "inväntar"}
ROWS: tuple[tuple[Cell, ...], ...] = (
    (BODY, 3, Decimal("0.5"), True, date(2020, 12, 11), Text("å | ä", "sv")),
    (None, None, None, None, None, None),
    (
        Iri(names.ONTOLOGY + "awaits"),
        -1,
        Decimal(2),
        False,
        None,
        Typed("2019", Iri(XSD + "gYear")),
    ),
)
RECORDED = Iri(names.ONTOLOGY + "hasStatusRecord")
COLUMNS = ("thing", "n", "share", "done", "day", "words")
TABLE = Table(COLUMNS, ROWS, "example")
WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)
CELL = st.lists(WORDS, max_size=6).map(" ".join)


@dataclass
class Reader:
    """Who reads."""

    lang: str = "en"
    format: str | None = None
    sources: str | None = None
    output: str | None = None
    width: int = 100

    def chosen(self, formats: Mapping[str, object]) -> str:
        """The format asked for."""
        assert self.format is None or self.format in formats
        return self.format or "text"


def page(table: Table = TABLE, language: str = "en") -> Page:
    """A table on its way to a reader."""
    return Page(table, table.columns, KNOWN, language)


def _columns(text: str) -> list[str]:
    """What each column of a text table says, without its white space."""
    lines = text.split("\n")
    widths = [
        len(rule)
        for rule in lines[next(n for n, x in enumerate(lines) if x[:1] == "─")].split("  ")
    ]
    found = [""] * len(widths)
    for line in lines:
        start = 0
        for n, width in enumerate(widths):
            found[n] += "".join(line[start : start + width].split())
            start += width + 2
    return found


# --- text -----------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4),
    st.integers(40, 120),
)
def test_text_wraps_to_the_width_and_never_cuts(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    """A cut cell hides the very word that one looked for."""
    text = tables.text(page(Table(("aa", "bb", "cc"), tuple(rows))), width)

    assert max(map(len, text.split("\n"))) <= width
    for n, said in enumerate(_columns(text)):
        whole = "".join("".join(row[n].split()) for row in rows)
        head = ("aa", "bb", "cc")[n]
        assert said.replace("─", "") == (head + whole).replace("─", "")


def test_text_has_a_heading_and_a_line_a_row() -> None:
    """The simplest table looks simple."""
    table = Table(("name", "n"), (("a", 1), ("b", 22)))

    assert tables.text(page(table), 80).splitlines() == [
        "name  n",
        "────  ──",
        "a     1",
        "b     22",
    ]


@pytest.mark.parametrize(("language", "said"), [("sv", "Inga svar."), ("en", "No answers.")])
def test_an_empty_table_says_so(language: str, said: str) -> None:
    """A blank screen looks like a crash."""
    assert tables.text(page(Table(("a",), ()), language), 80) == said


@pytest.mark.parametrize(("language", "share", "done"), [("sv", "0,5", "ja"), ("en", "0.5", "yes")])
def test_values_are_told_in_the_language_of_the_reader(
    language: str, share: str, done: str
) -> None:
    """Numbers and yes or no are words too."""
    shown = [cells.shown(cell, KNOWN, language) for cell in ROWS[0]]

    assert shown[:2] == ["Rådet, det | stora [organ/x]", "3"]
    assert shown[2:5] == [share, done, "2020-12-11"]
    assert cells.shown(None, KNOWN, language) == ""
    assert cells.shown(names.thing("organ", "y"), KNOWN, language) == "organ/y"


# --- for programs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "delimiter"), [(tables.comma_separated, ","), (tables.tab_separated, "\t")]
)
def test_csv_and_tsv_read_back(form: Any, delimiter: str) -> None:
    """A thing is two columns, its name and its label; every other value one."""
    rows = list(csv.DictReader(io.StringIO(form(page(TABLE, "sv"))), delimiter=delimiter))

    assert rows[0] == {
        "thing": "organ/x", "thing_label": "Rådet, det | stora", "n": "3", "share": "0.5",
        "done": "true", "day": "2020-12-11", "words": "å | ä",
    }  # fmt: skip
    assert set(rows[1].values()) == {""}
    assert [row["thing"] for row in rows] == ["organ/x", "", "nv:awaits"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_any_text_survives_csv(rows: list[tuple[str, str]]) -> None:
    """Quotes, commas and line ends are for the reader of the file, not for its cells."""
    text = tables.comma_separated(page(Table(("a", "b"), tuple(rows)))) + "\n"

    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [list(row) for row in rows]


def test_markdown_escapes_pipes_and_keeps_one_line_a_row() -> None:
    """A pipe in a cell would shift all that follows into the wrong column."""
    lines = tables.markdown(page(Table(("a", "b"), (("x | y", "p\nq"), ("\\", "|"))))).splitlines()

    assert lines == ["| a | b |", "| --- | --- |", "| x \\| y | p q |", "| \\\\ | \\| |"]


def test_json_has_its_shape() -> None:
    """A thing is iri, name and label; numbers are numbers; dates ISO; text has its language."""
    answer = json.loads(tables.as_object(page()))

    assert list(answer) == ["columns", "origin", "question", "rows"]
    assert (answer["question"], answer["columns"]) == ("example", list(COLUMNS))
    assert answer["rows"][0] == {
        "thing": {"iri": str(BODY), "name": "organ/x", "label": "Rådet, det | stora"},
        "n": 3, "share": 0.5, "done": True, "day": "2020-12-11",
        "words": {"text": "å | ä", "language": "sv"},
    }  # fmt: skip
    assert set(answer["rows"][1].values()) == {None}
    assert answer["rows"][2]["words"] == "2019"


@pytest.mark.parametrize("form", tables.FORMATS)
def test_every_format_is_stable_and_ends_without_a_line_end(form: str) -> None:
    """The command line adds the last line end; two runs must give one text."""
    text = tables.FORMATS[form](page(), 100)

    assert text == tables.FORMATS[form](page(), 100)
    assert isinstance(text, bytes) or not text.endswith("\n")


# --- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["skane-lakarstod-12", "skane-cs", "region-12"])
def test_the_page_of_a_thing_tells_every_fact(
    shipped: KnowledgeGraph, name: str, language: str
) -> None:
    """What is known and not shown might as well not be known."""
    found = naravard_kg.show(shipped, name)
    text = pages.text(shipped, found, language, 10_000)
    known = labels(shipped, [f.value for f in found.facts], language)

    assert text.startswith(names.short(found.iri))
    for fact in found.facts:
        foreign = isinstance(fact.value, Text) and fact.value.language != language
        if not foreign and fact.property != RECORDED:  # told as status over time
            assert cells.shown(fact.value, known, language) in text
    assert "_:" not in text


def test_the_page_of_a_thing_differs_between_languages(shipped: KnowledgeGraph) -> None:
    """Else one of the two is not translated."""
    found = naravard_kg.show(shipped, "skane-lakarstod-12")

    assert pages.text(shipped, found, "sv", 100) != pages.text(shipped, found, "en", 100)


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "md", "text"])
def test_every_answer_has_every_format(shipped: KnowledgeGraph, form: str) -> None:
    """Whatever a person can read, a program can."""
    reader = Reader(format=form)
    thing = naravard_kg.show(shipped, "skane-lakarstod-12")
    passages = naravard_kg.evidence(shipped, "skane-lakarstod-12")
    made = [
        answers.thing(shipped, thing, reader),
        answers.evidence(shipped, passages, reader),
        answers.stats(shipped, things.stats(shipped), reader),
    ]

    for text in made:
        assert "skane" in text
        if form == "json":
            assert json.dumps(json.loads(text), sort_keys=True) == json.dumps(json.loads(text))


def test_answers_of_every_form_of_query_are_rendered(shipped: KnowledgeGraph) -> None:
    """A table, yes or no, and a graph each have their way out."""
    graph = shipped.query("CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}")

    assert answers.rendered(shipped, True, "text", Reader("sv")) == "ja"
    assert json.loads(answers.rendered(shipped, False, "json", Reader())) == {"boolean": False}
    assert "<urn:a>" in answers.rendered(shipped, graph, "nt", Reader())


# --- catalogues ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogues_have_a_heading_for_each_column(language: str) -> None:
    """A table of ours must not show a variable name."""
    from naravard_kg import queryfiles

    made = {
        "questions": catalogue.questions(queryfiles.catalogue(), language),
        "rules": catalogue.rules(rules.rules().values(), language),
        "find": pages.matches([]),
    }
    for name, table in made.items():
        assert len(catalogue.headings(name, language)) == len(table.columns)
    assert len(made["questions"]) == len(queryfiles.names())


def test_examples_in_the_catalogue_can_be_typed(shipped: KnowledgeGraph) -> None:
    """People copy the line; it has to work."""
    from naravard_kg import queryfiles

    for row in catalogue.questions(queryfiles.catalogue(), "sv").records():
        pairs = [pair.split("=", 1) for pair in str(row["parameters"]).split("--set ") if pair]
        values: dict[str, list[str]] = {}
        for key, value in pairs:
            values.setdefault(key, []).append(value.strip())
        assert naravard_kg.ask(shipped, str(row["name"]), **values).rows, row["name"]


# --- what a plan file leaves out ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                ":3: left out (plan-unknown-key): There is no line 'xyzzy' for this kind of thing.",
                ":4: left out (plan-bad-value): The value 'i går' does not have the form date.",
            ],
        ),
        (
            "sv",
            [
                ":3: utelämnat (plan-unknown-key): Raden 'xyzzy' finns inte för det här slags ting.",
                ":4: utelämnat (plan-bad-value): Värdet 'i går' har inte formen date.",
            ],
        ),
    ],
)
def test_what_is_left_out_is_told_with_its_facts(
    shipped: KnowledgeGraph, tmp_path: Path, language: str, lines: list[str]
) -> None:
    """A message with {value} in it tells nobody which value."""
    path = tmp_path / "plan.yaml"
    path.write_text("källa:\n  id: x\n  xyzzy: 1\n  utgiven: i går\n", encoding="utf-8")
    told = answers.left_out(plans.read(path, shipped), language).splitlines()

    assert told[:2] == [f"{path}{line}" for line in lines]
    assert not any("{" in line for line in told)
