"""The named questions: each keeps its contract, and answers alike wherever the graph lives."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib.plugins.sparql

from naravard_kg import KnowledgeGraph, Table, ask, queryfiles, sparql
from naravard_kg.errors import ParameterError, QueryError, UnknownNameError
from naravard_kg.queryfiles import Question
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell

QUESTIONS = queryfiles.catalogue()
EVERY = pytest.mark.parametrize("question", QUESTIONS, ids=[q.name for q in QUESTIONS])
KINDS = {"any", "date", "integer", "text"}


def _typed(table: Table) -> list[list[tuple[type[Cell], str]]]:
    """The rows with the type of each cell, and the language of each text."""
    return [[(type(cell), repr(cell)) for cell in row] for row in table]


@EVERY
def test_a_question_runs_as_it_stands_and_has_an_answer(
    question: Question, shipped: KnowledgeGraph
) -> None:
    """A file must work when it is pasted into any SPARQL tool, and its example must show something."""
    assert shipped.select(question.sparql).rows


@EVERY
def test_a_question_is_plain_sparql(question: Question) -> None:
    """A second engine must be able to parse it, so that nothing hangs on ours."""
    rdflib.plugins.sparql.prepareQuery(question.sparql)


@EVERY
def test_an_answer_has_its_order_from_the_question(
    question: Question, shipped: KnowledgeGraph
) -> None:
    """Without an order that decides every tie the same question gives another answer tomorrow."""
    table = shipped.select(question.sparql)
    order = question.sparql.rpartition("ORDER BY")[2]
    keys = [
        table.columns.index(name) for name in re.findall(r"\?(\w+)", order) if name in table.columns
    ]
    sorting = [tuple(repr(row[key]) for key in keys) for row in table]

    assert keys
    assert len(set(sorting)) == len({tuple(map(repr, row)) for row in table})


@EVERY
def test_a_question_has_both_languages_down_to_its_headings(
    question: Question, shipped: KnowledgeGraph
) -> None:
    """A Swedish reader must not meet a variable name for a heading."""
    assert question.question.sv != question.question.en
    columns = shipped.select(question.sparql).columns
    assert [column for column in columns if column not in question.columns] == []
    assert [column for column in question.columns if column not in columns] == []


@EVERY
def test_a_question_gives_things_and_values_never_labels(question: Question) -> None:
    """Labels are filled in afterwards, in the reader's language; in the query they are one more join."""
    selected = question.sparql.partition("SELECT")[2].partition("WHERE")[0]

    assert not re.search(r"\?\w*label\b", selected, re.IGNORECASE)


@EVERY
def test_a_question_has_parameters_of_known_kinds(
    question: Question, shipped: KnowledgeGraph
) -> None:
    """The kind is what turns typed text into a term; an unknown one would take anything."""
    for kind in question.parameters.values():
        known = kind in KINDS or kind.startswith("vocab/")
        assert known or shipped.query(f"ASK {{ {_class(kind)} a ?c }}"), kind


def _class(kind: str) -> str:
    from naravard_kg import names

    return f"<{names.expand(kind) or names.ONTOLOGY + kind}>"


@EVERY
def test_a_question_has_the_same_answer_wherever_it_is_put(
    question: Question, shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """Same rows, same order, same types of cells; else code that works here breaks there."""
    here, there = ask(shipped, question.name), ask(elsewhere, question.name)

    assert (there.columns, there.question) == (here.columns, question.name)
    assert _typed(there) == _typed(here)


def test_other_forms_of_query_have_the_same_answer_too(
    shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """ASK and CONSTRUCT go over the network in other formats than SELECT."""
    for text in (
        "ASK { ?s a <https://w3id.org/naravard/ontology#Assignment> }",
        "ASK { ?s a <urn:nothing> }",
        (
            "CONSTRUCT { ?a <urn:n> ?n } "
            "WHERE { ?a <https://w3id.org/naravard/ontology#assignmentNumber> ?n }"
        ),
    ):
        assert sparql(elsewhere, text) == sparql(shipped, text)


def test_a_value_is_given_by_any_of_its_names(shipped: KnowledgeGraph) -> None:
    """A question takes what a person would type."""
    answers = {
        ask(shipped, "upstream", thing=typed)
        for typed in ("skane-lakarstod-12", "uppdrag/skane-lakarstod-12")
    }

    assert len(answers) == 1
    assert answers == {ask(shipped, "upstream")}


def test_several_values_are_asked_at_once(shipped: KnowledgeGraph) -> None:
    """Comparing is asking for two."""
    one, two = "skane-lakarstod-12", "skane-lakarstod-15"
    both = ask(shipped, "statuses", thing=[one, two])

    assert len(both) >= len(ask(shipped, "statuses", thing=two))


def test_an_unknown_question_suggests_the_nearest(shipped: KnowledgeGraph) -> None:
    """A typing slip should cost one more try, not a search through the manual."""
    with pytest.raises(UnknownNameError) as caught:
        ask(shipped, "statusses")

    assert "statuses" in caught.value.near


def test_an_unknown_parameter_is_named_with_those_there_are(shipped: KnowledgeGraph) -> None:
    """Ignored, it would leave the example in place and answer about something else."""
    with pytest.raises(ParameterError) as caught:
        ask(shipped, "statuses", assignment="x")

    assert caught.value.fault == "unknown"
    assert "thing" in caught.value.remedy.en
    assert caught.value.exit_code == 2


@pytest.fixture
def typed_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A question with a parameter of every kind, in a folder of its own."""
    text = (
        '#+ question.sv = "Vad?"\n#+ question.en = "What?"\n'
        '#+ parameters = { day = "date", n = "integer", t = "text", s = "vocab/status", '
        'a = "Assignment" }\n'
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        "SELECT ?day ?n ?t ?s ?a WHERE {\n"
        '  VALUES ?day { "2020-01-01"^^xsd:date }\n  VALUES ?n { 1 }\n  VALUES ?t { "x" }\n'
        "  VALUES ?s { <urn:s> }\n  VALUES ?a { <urn:a> }\n}\nORDER BY ?day ?n ?t ?s ?a\n"
    )
    (tmp_path / "queries" / "topic").mkdir(parents=True)
    (tmp_path / "queries" / "topic" / "typed.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(
        queryfiles, "_files", lambda: {"typed": tmp_path / "queries" / "topic" / "typed.rq"}
    )
    return "typed"


def test_each_kind_of_value_is_bound_as_its_kind(
    typed_question: str, shipped: KnowledgeGraph
) -> None:
    """A date compared as text, or a number as a word, gives an answer that looks right."""
    table = ask(
        shipped, typed_question, day="2021-06-30", n="7", t="a } b", s="pågående",
        a="skane-lakarstod-12",
    )  # fmt: skip
    (row,) = table.records()

    assert (row["day"], row["n"], row["t"]) == (date(2021, 6, 30), 7, "a } b")
    assert str(row["s"]).endswith("vocab/status/pagaende")
    assert str(row["a"]).endswith("id/uppdrag/skane-lakarstod-12")
    assert ask(shipped, typed_question, day=date(2021, 6, 30), n=7).records()[0]["n"] == 7


@pytest.mark.parametrize(
    "values",
    [{"day": "2021-02-30"}, {"day": "våren"}, {"day": "20210630"}, {"n": "sju"}, {"n": "1_0"},
     {"n": Decimal("1.5")}, {"s": "hittepå"}],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused(
    typed_question: str, shipped: KnowledgeGraph, values: dict[str, str]
) -> None:
    """A wrong value must not become an empty answer, which reads as "there is none"."""
    with pytest.raises(ParameterError) as caught:
        ask(shipped, typed_question, **values)

    assert caught.value.fault == "kind"


def test_a_thing_of_another_class_is_refused(typed_question: str, shipped: KnowledgeGraph) -> None:
    """A body given where an assignment is asked for has no such thing to be found."""
    with pytest.raises(UnknownNameError):
        ask(shipped, typed_question, a="skane-cs")


def test_ones_own_sparql_is_answered_but_never_an_update(shipped: KnowledgeGraph) -> None:
    """Whoever knows SPARQL needs no named question; nobody may change the graph."""
    assert sparql(shipped, "ASK { ?s ?p ?o }") is True
    with pytest.raises(QueryError):
        sparql(shipped, "DROP ALL")
