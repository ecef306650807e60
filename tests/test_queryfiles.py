"""Query files: a contract for the file, and values that stay values whatever they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, queryfiles, rules
from naravard_kg.errors import QueryFileError, UnknownNameError
from naravard_kg.queryfiles import Question
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, Text
from naravard_kg.words import Words

ECHO = Question(
    name="echo",
    topic="test",
    question=Words("?", "?"),
    sparql='SELECT ?p ?q WHERE {\n  VALUES ?p { "example" }\n  VALUES ?q { 1 2 }\n}\nORDER BY ?p ?q',
    parameters={"p": "text", "q": "integer"},
)
HEAD = '#+ question.sv = "Vad?"\n#+ question.en = "What?"\n'
GRAPH = re.compile(r"GRAPH \?\w+ \{([^{}]*)\}")
EXISTS = re.compile(r"EXISTS \{([^{}]*)\}")
ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = [
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "\\",
    '\\"',
    "} VALUES ?q { 9",
    "VALUES ?q { 9 }",
    "VALUES ?p { ?q }",
    "\\u0022 }",
    "\\g<0> \\1",
    "a\nb\r\nc\t'''\"\"\"",
    "<urn:x> # comment",
    "",
]


@given(ENCODABLE)
@pytest.mark.parametrize("language", [None, "sv"])
def test_whatever_is_bound_comes_back_as_that_one_value(
    language: str | None, empty: KnowledgeGraph, text: str
) -> None:
    """No text that a person types may become part of the query around it."""
    _assert_echoed(empty, text if language is None else Text(text, language))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_that_one_value(empty: KnowledgeGraph, text: str) -> None:
    """These are the shapes that injections take: quotes, braces, VALUES lines, escapes."""
    _assert_echoed(empty, text)
    _assert_echoed(empty, Text(text, "sv"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_value_to_every_engine(elsewhere: Answers, text: str) -> None:
    """Each of them reads SPARQL in its own way."""
    _assert_echoed(elsewhere, text)
    _assert_echoed(elsewhere, Text(text, "sv"))


def _assert_echoed(graph: Answers, value: str) -> None:
    rows = graph.select(ECHO.bind({"p": [value]})).rows

    assert [(type(p), p, q) for p, q in rows] == [(type(value), value, 1), (type(value), value, 2)]


@given(st.lists(ENCODABLE, min_size=2, max_size=4, unique=True))
@example(["VALUES ?q { 9 }", "} #"])
def test_several_values_are_bound_as_so_many(texts: list[str]) -> None:
    """One value must not swallow the next."""
    bound = ECHO.bind({"p": texts})

    assert bound.count("VALUES ?q { 1 2 }") >= 1
    assert bound.splitlines()[-1] == "ORDER BY ?p ?q"


@given(ENCODABLE)
def test_an_iri_is_bound_as_an_iri_or_refused(text: str) -> None:
    """What no IRI may hold must never stand between angle brackets."""
    try:
        bound = ECHO.bind({"p": [Iri("urn:" + text)]})
    except ValueError:
        return
    assert f"VALUES ?p {{ <urn:{text}> }}" in bound


def test_a_variable_that_is_not_named_keeps_its_example() -> None:
    """A question runs as it stands; one value given must not unset the others."""
    assert "VALUES ?q { 1 2 }" in ECHO.bind({"p": ["x"]})
    assert ECHO.bind({}) == ECHO.sparql
    assert ECHO.examples == {"p": '"example"', "q": "1 2"}


@pytest.mark.parametrize("values", [{"r": ["x"]}, {"p": []}, {"p": [None]}])
def test_a_wrong_binding_is_refused(values: dict[str, list[str | None]]) -> None:
    """An unknown variable or no value would quietly ask another question."""
    with pytest.raises(ValueError, match=r"parameter|value|empty"):
        ECHO.bind(values)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        '#+ question.sv = "Vad?"\nSELECT * WHERE { ?s ?p ?o }',
        "#+ question = hej\nSELECT * WHERE { ?s ?p ?o }",
        '#+ question = "Vad?"\nSELECT * WHERE { ?s ?p ?o }',
        HEAD + '#+ parameters = { p = "text" }\nSELECT * WHERE { ?s ?p ?o }',
        HEAD + '#+ parameters = { p = "text" }\nSELECT * { VALUES ?p { 1 } VALUES ?p { 2 } }',
        HEAD + '#+ growth = "square"\nSELECT * WHERE { ?s ?p ?o }',
    ],
)
def test_a_file_that_breaks_the_contract_is_named(text: str, tmp_path: Path) -> None:
    """A question that lost its header or its VALUES line must not be served half."""
    path = tmp_path / "broken.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError) as caught:
        queryfiles.read(path)

    assert caught.value.path == "broken.rq"


def test_a_parameter_may_stand_in_several_lines_that_are_alike(tmp_path: Path) -> None:
    """A query within the query needs the values too: each line is replaced, none is left behind."""
    path = tmp_path / "nested.rq"
    inner = "{ SELECT * { VALUES ?p { 1 } } }"
    path.write_text(
        HEAD + f'#+ parameters = {{ p = "text" }}\nSELECT * {{ VALUES ?p {{ 1 }} {inner} }}',
        encoding="utf-8",
    )
    bound = queryfiles.read(path).bind({"p": ["x"]})

    assert (bound.count('VALUES ?p { "x" }'), bound.count("{ 1 }")) == (2, 0)


def test_a_file_is_read_with_its_header(tmp_path: Path) -> None:
    """The header is where the catalogue, the help and the headings come from."""
    path = tmp_path / "topic" / "name.rq"
    path.parent.mkdir()
    path.write_text(HEAD + '#+ columns = { s = "sak" }\nSELECT * { ?s ?p ?o }', encoding="utf-8")
    question = queryfiles.read(path)

    assert (question.name, question.topic) == ("name", "topic")
    assert question.question == Words("Vad?", "What?")
    assert question.heading("s", "sv") == "sak"
    assert question.heading("as_of", "en") == "as of"


def test_names_are_unique_across_topics() -> None:
    """A user names a question without its folder, so no name may stand in two."""
    names = [question.name for question in queryfiles.catalogue()]

    assert len(names) == len(set(names))
    assert sorted(names) == sorted(queryfiles.names())


def test_a_misspelt_name_suggests_the_nearest() -> None:
    """Nobody remembers seventy names to the letter."""
    with pytest.raises(UnknownNameError) as caught:
        queryfiles.named("pasages")

    assert "passages" in caught.value.near


@pytest.mark.parametrize("read", [partial(queryfiles.in_folder, "checks"), queryfiles.catalogue])
def test_every_shipped_file_keeps_the_contract(read: Callable[[], list[Question]]) -> None:
    """A broken file would fail only on the day that someone asks it."""
    questions = read()

    assert questions
    assert all(question.question.sv and question.question.en for question in questions)


def test_every_question_tells_how_its_cost_grows() -> None:
    """The benchmark of growth holds a question to what its header says; without it, to nothing."""
    assert [q.name for q in queryfiles.catalogue() if q.growth not in queryfiles.GROWTH] == []


@pytest.mark.parametrize("question", queryfiles.catalogue(), ids=lambda question: question.name)
def test_what_an_exists_asks_hangs_on_the_row(question: Question) -> None:
    """Of several patterns in one the engine reads each whole, row by row: the square of the graph."""
    sparql = question.sparql
    while found := EXISTS.search(GRAPH.sub(r"\1", sparql)):
        sparql = EXISTS.sub("true", GRAPH.sub(r"\1", sparql), count=1)
        asked = found[1].partition("FILTER")[0].strip().rstrip(" .")
        objects = [pattern.split()[-1] for pattern in re.split(r"\s[.;]\s", asked)]
        free = [each for each in objects if not each.startswith("?") or each not in sparql]
        assert len(objects) == 1 or not free, found[0]


def test_a_check_takes_entities_and_gives_entity_property_value() -> None:
    """The validator binds and reads all checks alike."""
    for check in queryfiles.in_folder("checks"):
        assert list(check.parameters) == ["entity"], check.name
        assert {"sv", "en"} == set(check.header["message"]), check.name
        assert rules.named(check.name).severity in rules.SEVERITIES, check.name
