"""A server that answers otherwise than the standard: recognised, asked in its way, and put right."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, Table, resources
from naravard_kg.endpoints import dialects, virtuoso
from naravard_kg.errors import EndpointError, QueryError
from naravard_kg.tables import Answer, Answers
from naravard_kg.terms import XSD, Iri, Text

FOLDER = resources.root() / "queries"
FILES = sorted(FOLDER.rglob("*.rq"))
EVERY = pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(FOLDER)) for f in FILES])
ANOTHER = "https://w3id.org/naravard/id/plats/lan-01"
PATH = "SELECT ?one ?two WHERE { ?one <urn:a>* ?two }"


def _with_another(text: str) -> str:
    """The query with one thing more in each line of values that are things; empty where none is."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        is_thing = ":" in line.partition("{")[2] and '"' not in line
        if line.lstrip().startswith("VALUES ?") and line.endswith(" }") and is_thing:
            lines[index] = f"{line[:-2]} <{ANOTHER}> }}"
    several = "\n".join(lines)
    return several if several != text else ""


ASKING = [file for file in FILES if _with_another(file.read_text(encoding="utf-8"))]


def comparable(answer: Answer) -> object:
    """An answer without the order that it does not promise, and without names for the nameless."""
    if not isinstance(answer, Table):
        return answer if isinstance(answer, bool) else sorted(map(repr, answer))
    rows = (tuple(_plain(cell) for cell in row) for row in answer)
    return answer.columns, sorted(rows)


def _plain(cell: object) -> tuple[str, str]:
    nameless = isinstance(cell, Iri) and cell.startswith("_:")
    return type(cell).__name__, "_:" if nameless else repr(cell)


# --- every query there is ---------------------------------------------------------------------


@EVERY
def test_every_query_has_the_same_answer_everywhere(
    file: Path, shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """Checks, aspects, views, selectors and what the library asks for itself: as they stand."""
    text = file.read_text(encoding="utf-8")

    assert comparable(elsewhere.query(text)) == comparable(shipped.query(text))


@pytest.mark.parametrize("file", ASKING, ids=[str(f.relative_to(FOLDER)) for f in ASKING])
def test_several_values_have_the_same_answer_too(
    file: Path, shipped: KnowledgeGraph, elsewhere: Answers
) -> None:
    """One value and several go different ways through an engine."""
    several = _with_another(file.read_text(encoding="utf-8"))

    assert comparable(elsewhere.query(several)) == comparable(shipped.query(several))


@EVERY
def test_a_query_means_the_same_in_another_dialect(file: Path, shipped: KnowledgeGraph) -> None:
    """What is put otherwise for one server must be answered alike by one that keeps to the standard."""
    text = file.read_text(encoding="utf-8")
    reworded = virtuoso.worded(text)
    if reworded != text:
        assert comparable(shipped.query(reworded)) == comparable(shipped.query(text))


# --- how it is put ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "put"),
    [
        ("SELECT ?a { VALUES ?a { UNDEF } ?a a ?b }", "SELECT ?a {  ?a a ?b }"),
        ("SELECT ?a { VALUES ?a { <urn:a> } ?a a ?b }", "SELECT ?a { VALUES ?a { <urn:a> } ?a a ?b }"),
        (
            "SELECT ?b { VALUES ?a { <urn:a> <urn:b> } ?a <urn:p>* ?b }",
            "SELECT ?b { { SELECT ?a WHERE { VALUES ?a { <urn:a> <urn:b> } } } ?a <urn:p>* ?b }",
        ),
        (
            "SELECT ?b { VALUES ?a { <urn:a> } ?a <urn:p>* ?b }",
            "SELECT ?b { { SELECT DISTINCT ?a WHERE { VALUES ?a { <urn:a>  <urn:a> } } } ?a <urn:p>* ?b }",
        ),
        ("SELECT * { ?a <urn:p>+ ?b }", "SELECT * { ?a (<urn:p>/<urn:p>*) ?b }"),
        ("SELECT (?a + ?b AS ?c) {}", "SELECT (?a + ?b AS ?c) {}"),
        (
            "SELECT (BOUND(?a) AS ?b) {}",
            f"SELECT (<{XSD}boolean>(BOUND(?a)) AS ?b) {{}}",
        ),
        (
            "ASK { BIND(true AS ?a) VALUES (?b) { (true) } }",
            f'ASK {{ BIND(STRDT("true", <{XSD}boolean>) AS ?a) VALUES (?b) {{ (true) }} }}',
        ),
        (
            "BASE <urn:x> SELECT ?a { ?a a ?b } ORDER BY ?a LIMIT 20 OFFSET 10000",
            "BASE <urn:x> SELECT ?a WHERE { { SELECT ?a { ?a a ?b } ORDER BY ?a   } } LIMIT 20 OFFSET 10000",
        ),
        ("SELECT ?a { ?a a ?b } ORDER BY ?a LIMIT 20", "SELECT ?a { ?a a ?b } ORDER BY ?a LIMIT 20"),
    ],
)  # fmt: skip
def test_only_what_a_server_would_get_wrong_is_put_otherwise(asked: str, put: str) -> None:
    """Whoever reads the server's log should know the query again."""
    assert virtuoso.worded(asked) == put


def test_a_row_that_comes_twice_or_tells_of_the_server_is_left_out() -> None:
    """DISTINCT is a promise; and nobody asked for the server's own records."""
    own = (Iri("http://www.openlinksw.com/schemas/virtrdf#x"),)
    rows: list[tuple[Text | str | Iri, ...]] = [("a",), ("a",), (Text("a", "sv"),), own, ("b",)]
    kept = list(virtuoso.cleaned("SELECT DISTINCT ?a { ?b ?c ?a }", rows))

    assert list(map(repr, kept)) == list(map(repr, [("a",), (Text("a", "sv"),), ("b",)]))
    assert len(list(virtuoso.cleaned("SELECT ?a { ?b ?c ?a }", rows))) == 4


# --- how it is recognised ---------------------------------------------------------------------


class _Hidden(BaseHTTPRequestHandler):
    """A server behind another, which hides its name and has no booleans."""

    asked: ClassVar[list[str]] = []
    truth: ClassVar[dict[str, str]] = {"type": "literal", "value": "1"}
    server_version = "something-in-between"

    def do_GET(self) -> None:
        """Answer with one true cell."""
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        self.asked.append(query)
        answer = {"head": {"vars": ["yes"]}, "results": {"bindings": [{"yes": self.truth}]}}
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


@pytest.fixture
def hidden() -> Iterator[str]:
    """The address of a server that does not say what it is."""
    _Hidden.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hidden) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}/sparql"
        listener.shutdown()


@pytest.mark.parametrize(("datatype", "put"), [("integer", True), ("boolean", False)])
def test_a_server_that_hides_its_name_is_asked_once_what_is_true(
    hidden: str, datatype: str, put: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies take the name away; and a query that hangs on it must not be tried in vain."""
    truth = {"type": "literal", "value": "1", "datatype": f"{XSD}{datatype}"}
    monkeypatch.setattr(_Hidden, "truth", truth)
    remote = naravard_kg.connect(hidden)
    text = "SELECT (BOUND(?a) AS ?yes) {}"
    remote.select(text)
    remote.select(text)

    worded = virtuoso.worded(text) if put else text
    assert _Hidden.asked == [dialects.PROBE, worded, worded]


def test_who_asks_what_every_server_takes_is_asked_nothing_first(hidden: str) -> None:
    """A question more is a way there and back more."""
    naravard_kg.connect(hidden).select("SELECT ?yes { ?yes a ?b }")

    assert _Hidden.asked == ["SELECT ?yes { ?yes a ?b }"]


# --- a real one -------------------------------------------------------------------------------


def test_what_it_cannot_do_is_told_as_such(virtuoso: str) -> None:
    """The query is good SPARQL; whoever is told otherwise looks for a slip that is not there."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(virtuoso).query(PATH)

    assert (caught.value.fault, caught.value.exit_code) == ("limit", 5)
    assert "transitive start not given" in str(caught.value)
    assert "docs/engines.md" in caught.value.remedy.en
    assert "docs/motorer.md" in caught.value.remedy.sv


def test_a_slip_in_the_query_is_still_the_writers(virtuoso: str) -> None:
    """With the server's words, also where it packs its refusals."""
    with pytest.raises(naravard_kg.errors.QueryError) as caught:
        naravard_kg.connect(virtuoso).query("SELECT * WHERE { ?s ?p }")

    assert "syntax error" in str(caught.value)


@pytest.mark.parametrize("limit", [9_000, 25_000])
def test_what_it_keeps_back_is_fetched(limit: int, virtuoso: str, shipped: KnowledgeGraph) -> None:
    """It gives as many rows as it is set to, and sorts 10,000 for a part."""
    text = (
        "SELECT ?s ?p ?g WHERE { GRAPH ?g { ?s ?p ?o } "
        'FILTER(STRSTARTS(STR(?g), "https://w3id.org/naravard/graph/kalla/")) } '
        f"GROUP BY ?s ?p ?g ORDER BY ?s ?p ?g LIMIT {limit}"
    )

    there = naravard_kg.connect(f"{virtuoso}?maxrows=5000").select(text)
    assert len(there) == limit
    assert there == shipped.select(text)


PIECES = ("", " VALUES ", " } ", " ) ", "SELECT ", " LIMIT 5 ", " AS ", "( AS)", " UNION ", "+")


@settings(max_examples=300)
@given(
    file=st.sampled_from(FILES),
    places=st.lists(
        st.tuples(st.integers(0, 4000), st.sampled_from(PIECES)), min_size=1, max_size=4
    ),
)
def test_a_broken_query_is_put_as_it_stands_or_told_of(
    file: Path, places: list[tuple[int, str]]
) -> None:
    """What is wrong with it is for the server to say."""
    text = file.read_text(encoding="utf-8")
    for place, piece in places:
        text = text[:place] + piece + text[place + (not piece) :]
    with suppress(QueryError):
        dialects.worded(text, "virtuoso")
    with suppress(QueryError):
        assert list(dialects.cleaned(text, iter([(1,)]), "virtuoso")) == [(1,)]
