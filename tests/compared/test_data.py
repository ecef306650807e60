"""The table for programs: CSV, TSV, JSON, Markdown read back as what they tell."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import naravard_kg
from naravard_kg import names
from naravard_kg.compare.stances import MATCHES, STATES, Comparison
from naravard_kg.origins import loads
from naravard_kg.render import compared
from naravard_kg.render.compared.separated import long
from naravard_kg.render.compared.wording import told
from naravard_kg.render.reports.sheet import guarded
from naravard_kg.words import LANGUAGES, say

from .samples import comparisons, few, full, hostile, plain

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
SCHEMA = json.loads(
    (Path(naravard_kg.__file__).parent / "schemas/comparison.json").read_text(encoding="utf-8")
)
COLUMNS = [
    "row", "row_label", "who", "who_label", "as_of", "state", "match", "thing", "thing_label",
    "own_words", "within", "within_label", "absent", "absent_label", "frame", "frame_label",
    "holds", "documents", "locators", "telling",
]  # fmt: skip


def made(found: Comparison, form: str, language: str = "sv") -> str:
    """The text in a format."""
    text = compared.FORMATS[form](found, language, 100)
    assert isinstance(text, str)
    return text


def records(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """The lines of a separated text, by the headings."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
@few
@given(found=comparisons(st.one_of(plain, hostile)), language=st.sampled_from(LANGUAGES))
def test_a_separated_table_reads_back(
    form: str, delimiter: str, found: Comparison, language: str
) -> None:
    """The same columns whatever was found, so that two runs can be laid one below the other."""
    text = made(found, form, language)
    rows = records(text, delimiter)

    assert next(csv.reader(io.StringIO(text), delimiter=delimiter)) == COLUMNS
    assert len(rows) == len(long(told(found, language)))
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_separated_table_tells_all_that_a_cell_does() -> None:
    """One line a thing; a cell without any has one line too."""
    rows = records(made(full(), "csv", "en"))
    exact, noted = (
        next(r for r in rows if r["thing"] == f"omrade/{n}") for n in ("sak-exact", "anmarkt")
    )

    assert {row["state"] for row in rows} == set(STATES)
    assert {row["match"] for row in rows} == {*MATCHES, ""}
    assert exact["thing_label"] == "sak exact in English"
    assert exact["own_words"] == "sak exact på svenska"
    assert exact["locators"] == "s. 0; s. 1; s. 2; s. 3; s. 4"
    assert noted["within"] == "vocab/utvecklingsomrade/snavare"
    assert (noted["holds"], noted["frame"]) == ("", "lag/x")
    assert noted["telling"].endswith("a in English / b in English")
    assert sum(row["thing"] == "" for row in rows) == 9


@few
@given(comparisons(hostile))
def test_no_cell_of_a_separated_table_is_run(found: Comparison) -> None:
    """A spreadsheet runs a cell that begins with an equals sign."""
    for row in csv.reader(io.StringIO(made(found, "csv"), newline="")):
        assert [guarded(cell) for cell in row] == row


@few
@given(comparisons(st.one_of(plain, hostile)), st.sampled_from(LANGUAGES))
def test_the_object_keeps_to_its_schema(found: Comparison, language: str) -> None:
    """A program written after the schema reads every answer."""
    answer = json.loads(made(found, "json", language))
    errors = Draft202012Validator(SCHEMA).iter_errors(answer)

    assert [error.message for error in errors] == []
    assert json.dumps(answer) == json.dumps(answer, sort_keys=True)


@few
@given(comparisons(hostile))
def test_the_object_holds_every_cell_as_it_is(found: Comparison) -> None:
    """Nothing is worded, shortened or left out for a program."""
    answer = json.loads(made(found, "json"))

    for row, told_ in zip(found.rows, answer["rows"], strict=True):
        for party, stance in zip(found.parties, row.stances, strict=True):
            cell = told_["cells"][party.name]
            assert (cell["state"], cell["match"]) == (stance.state, stance.match)
            things = [(t["iri"], t["match"], t["holds"]) for t in cell["things"]]
            assert things == [(str(e.thing), e.match, e.holds) for e in stance.entries]


def test_the_object_has_the_shape_of_the_manual() -> None:
    """Names by which a cell is found, the passages behind it, and the way to make it again."""
    answer = json.loads(made(full(), "json", "en"))
    cell = answer["rows"][0]["cells"]["plats/lan-12"]

    assert [party["name"] for party in answer["who"]] == [
        "plats/lan-12",
        "plats/lan-18@2020-06-01",
        "aktor/staten",
    ]
    assert answer["who"][2]["label"] == say("compare.national.party").en
    assert [row["concept"] is None for row in answer["rows"]] == [False] * 4 + [True]
    assert answer["rows"][2]["concept"][1] is None
    assert [e["locator"] for e in cell["evidence"]] == [f"s. {n}" for n in range(5)]
    assert cell["things"][2]["own_words"] == "sak exact på svenska"
    assert answer["origin"] == {
        "version": "9.9.9", "data": "2025-12-31", "digest": "0123456789abcdef",
        "command": "naravard compare a b --only 'missing-in a'", "made": "2026-01-02", "source": None,
        "title": None, "line": answer["origin"]["line"],
    }  # fmt: skip
    assert loads(answer["origin"]["line"]) is not None


@few
@given(comparisons(hostile), st.sampled_from(LANGUAGES))
def test_a_markdown_table_is_even(found: Comparison, language: str) -> None:
    """A pipe or a line end in a label would shift all that follows into the wrong column."""
    blocks = made(found, "md", language).split("\n\n")
    tables = [block.split("\n") for block in blocks if block.startswith("| ")]

    for lines in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    if found.rows:
        assert len(tables[0]) == len(found.rows) + 2


@SPOKEN
def test_markdown_tells_every_match_and_its_origin(language: str) -> None:
    """It is what people paste into an issue, where nobody has the program."""
    text = made(full(), "md", language)

    for key in (*(f"match.{m}" for m in MATCHES[1:]), "national", "unsure", "unsaid"):
        assert say(f"compare.{key}").in_(language) in text
    assert "`naravard compare a b --only 'missing-in a'`" in text
    assert loads(text) is not None
    assert "naravard 9.9.9, data 2025-12-31" in text
    assert "<sub>plan-2020: s. 0; s. 1; s. 2; s. 3; s. 4</sub>" in text


@few
@given(comparisons(hostile))
def test_markdown_holds_no_tags_and_no_calls(found: Comparison) -> None:
    """A label is text in an issue too: no script, no picture, no mention of a person."""
    text = made(found, "md")

    assert set(re.findall(r"<(/?\w+)", text)) <= {"br", "sub", "/sub"}
    assert not re.search(r"(?<!\\)!?\[[^\]]*(?<!\\)\]\(", text)
    assert not re.search(r"@per\b", text)


@pytest.mark.parametrize("form", compared.FORMATS)
@SPOKEN
def test_every_format_is_the_same_at_every_run(form: str, language: str) -> None:
    """A table that is cited must be made again to the byte."""
    assert compared.FORMATS[form](full(), language, 90) == compared.FORMATS[form](
        full(), language, 90
    )


@pytest.mark.parametrize("form", compared.FORMATS)
def test_every_format_differs_between_languages(form: str) -> None:
    """Else one of the two is not translated."""
    assert compared.FORMATS[form](full(), "sv", 90) != compared.FORMATS[form](full(), "en", 90)


@pytest.mark.parametrize("by", ["areas", "bodies", "status", "decisions", "acts", "risks"])
def test_the_shipped_graph_is_shown_by_every_aspect(
    shipped: naravard_kg.KnowledgeGraph, by: str
) -> None:
    """The formats meet what the data really holds."""
    from naravard_kg.compare import compare

    found = compare(shipped, ["plats/lan-12", "plats/lan-18"], by=by, evidence=True)
    texts = {form: render(found, "sv", 100) for form, render in compared.FORMATS.items()}
    things = {e.thing for row in found for s in row.stances for e in s.entries}

    assert things
    for thing in things:
        assert names.short(thing) in str(texts["json"])
        assert names.short(thing) in str(texts["csv"])
    assert all(texts.values())
