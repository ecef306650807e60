"""What a query may do: no update and no other server gets through, and no question is held up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph
from naravard_kg.errors import QueryError
from naravard_kg.safety import lies_below, refuse_updates
from naravard_kg.tables import Table

AWAY = "<http://127.0.0.1:9/>"
WRITES = ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"]
HIDDEN_CALLS = {  # each was let through once, or is by an engine
    "comparison": f"SELECT * {{ ?s ?p ?o FILTER(?o<3)SERVICE#>\n{AWAY}{{?a ?b ?c}} }}",
    "glued-silent": f"SELECT*{{SERVICESILENT{AWAY}{{?a?b?c}}}}",
    "glued-name": "PREFIX ex:<http://127.0.0.1:9/> SELECT*{SERVICEex:x{?a?b?c}}",
    "carriage-return": f"SELECT * {{ # x\rSERVICE {AWAY} {{?a ?b ?c}} }}",
    "glued-true": f"SELECT*{{?s ?p trueSERVICE {AWAY}{{?a?b?c}}}}",
    "glued-number": f"SELECT*{{?s ?p 3SERVICE {AWAY}{{?a?b?c}}}}",
    "escaped": f"SELECT*{{SERVI\\u0043E{AWAY}{{?a?b?c}}}}",
    "long-escape": f"SELECT*{{SERVI\\U00000043E{AWAY}{{?a?b?c}}}}",
    "escaped-line-end": f"SELECT * {{ # \\u000a SERVICE {AWAY} {{?a ?b ?c}} }}",
    "escaped-quote": f"SELECT * {{ ?s ?p 'a\\u0027 . SERVICE {AWAY} {{?a ?b ?c}} #' }}",
    "variable": "SELECT * { SERVICE ?x { ?a ?b ?c } }",
    "nested": f"SELECT * {{ {{ SELECT * {{ SERVICE {AWAY} {{ ?a ?b ?c }} }} }} }}",
    "exists": f"ASK {{ FILTER(EXISTS {{ SERVICE {AWAY} {{ ?a ?b ?c }} }}) }}",
}
HARMLESS = {
    "graph": "PREFIX service: <urn:> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "from": "PREFIX service: <urn:> SELECT * FROM service:x { ?s ?p ?o }",
    "describe": "PREFIX service: <urn:> DESCRIBE service:x { ?s ?p ?o }",
    "path": "PREFIX drop: <urn:> SELECT * { ?s drop:load/drop:add* ?service }",
    "iri-list": "SELECT * { VALUES (?a ?b) { (<urn:a> <http://x.se/a)service>) (1 <urn:delete>) } }",
    "compared": "SELECT * { ?s ?p ?o FILTER(?o<?p && ?s>?o) }",
    "blank": "SELECT * { _:insert ?p [] }",
    "language": 'SELECT * { ?s ?p "x"@add }',
    "escape": 'SELECT * { ?s ?p "a\\u0022b \\u0044ROP" }',
    "suffix": "PREFIX a: <urn:> SELECT * { ?s a:it\\'s ?o . ?o a:x\\-drop 'DROP' }",
    "datatype": "SELECT * { ?s ?p '1'^^<urn:service> }",
    "long": 'SELECT * { ?s ?p """ " DROP "" SERVICE """ }',
}


@pytest.mark.parametrize("text", HIDDEN_CALLS.values(), ids=HIDDEN_CALLS)
def test_a_call_is_found_wherever_it_hides(text: str) -> None:
    """The engine makes the call if it gets to see it: no switch of its own stops it."""
    with pytest.raises(QueryError) as caught:
        refuse_updates(text)

    assert caught.value.fault == "service"


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_words_that_are_no_commands_are_let_through(text: str, empty: KnowledgeGraph) -> None:
    """In names, texts, addresses and languages they mean nothing."""
    refuse_updates(text)
    empty.query(text)


@pytest.mark.parametrize("word", WRITES)
def test_a_refusal_names_the_place(word: str) -> None:
    """In a long query the word is hard to find."""
    with pytest.raises(QueryError) as caught:
        refuse_updates(f"# x\nPREFIX a: <urn:>\n  {word.title()} <urn:x>")

    assert (caught.value.fault, caught.value.line, caught.value.column) == ("update", 3, 3)
    assert "Rad 3, tecken 3" in caught.value.message.sv and word in caught.value.message.en


def test_a_place_after_an_escape_is_the_place_in_the_text() -> None:
    """It is pointed at in the text as it was written."""
    with pytest.raises(QueryError) as caught:
        refuse_updates(f"ASK {{ ?s ?p '\\u0041\\u0042' }} \\u0053ERVICE {AWAY}")

    assert (caught.value.line, caught.value.column) == (1, 30)


@pytest.mark.parametrize(
    "text", ["ASK { ?s ?p 'x }", 'ASK { ?s ?p "x\n" }', "ASK { \\ }", "ASK { ?s ?p \udc00 }"]
)
def test_what_cannot_be_read_is_not_sent(text: str) -> None:
    """What is no token to us might be anything to an engine."""
    with pytest.raises(QueryError) as caught:
        refuse_updates(text)

    assert caught.value.fault == "syntax"
    assert caught.value.line


def test_pragmas_of_an_engine_are_no_query() -> None:
    """Virtuoso's can fetch a page and store it."""
    with pytest.raises(QueryError):
        refuse_updates('DEFINE get:soft "replace" SELECT * { ?s ?p ?o }')


# --- the allow-list ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "home", "inside"),
    [
        ("https://x.se/sparql", "https://x.se/sparql", True),
        ("https://x.se/sparql?x=1", "https://x.se/sparql", True),
        ("https://x.se/sparql/a", "https://x.se/sparql/", True),
        ("https://X.se:443/sparql", "https://x.se/sparql", True),
        ("https://x.se/sparqlx", "https://x.se/sparql", False),
        ("https://x.se.evil.org/sparql", "https://x.se/sparql", False),
        ("https://x.se@evil.org/sparql", "https://x.se/sparql", False),
        ("https://u@x.se/sparql", "https://x.se/sparql", False),
        ("http://x.se/sparql", "https://x.se/sparql", False),
        ("https://x.se:8443/sparql", "https://x.se/sparql", False),
        ("https://x.se/sparql/../update", "https://x.se/sparql", False),
        ("https://x.se/sparql/%2e%2e/update", "https://x.se/sparql", False),
        ("sparql", "https://x.se/sparql", False),
        ("https://[x/", "https://x.se/", False),
    ],
)
def test_an_address_is_allowed_by_origin_and_path(address: str, home: str, inside: bool) -> None:
    """A prefix of letters would let half the world in."""
    assert lies_below(address, home) is inside


def test_a_server_that_is_allowed_may_be_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Written in full: what a name or a variable stands for is settled by the engine, not here."""
    monkeypatch.setenv("NARAVARD_SERVICES", "https://x.se/sparql http://127.0.0.1:9")
    for text in (
        f"SELECT * {{ SERVICE {AWAY} {{ ?a ?b ?c }} }}",
        f"ASK {{ SERVICE SILENT {AWAY} {{}} }}",
    ):
        assert refuse_updates(text) in ("SELECT", "ASK")
    for text in (HIDDEN_CALLS["variable"], HIDDEN_CALLS["glued-name"], HIDDEN_CALLS["glued-silent"],
                 "PREFIX x: <http://127.0.0.1:9/> ASK { SERVICE x:a {} }"):  # fmt: skip
        with pytest.raises(QueryError):
            refuse_updates(text)


# --- which graphs -------------------------------------------------------------------------------------


def test_from_narrows_to_the_graphs_it_names(shipped: KnowledgeGraph) -> None:
    """Without it a query is about all graphs."""
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"
    table = shipped.select(
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g LIMIT 1"
    )
    ((graph, held),) = table.rows

    def counted(dataset: str, pattern: str = "?s ?p ?o") -> object:
        answer = shipped.query(count.format(dataset, pattern))
        assert isinstance(answer, Table)
        return answer.rows[0][0]

    assert counted(f"FROM <{graph}>") == held
    assert counted(f"FROM NAMED <{graph}>") == 0
    assert counted(f"FROM NAMED <{graph}>", "GRAPH ?g { ?s ?p ?o }") == held


# --- anything at all ----------------------------------------------------------------------------------

WORDS = st.sampled_from([*WRITES, "SERVICE", "service", "Drop", "SELECT"])
SPACE = st.sampled_from([" ", "\n", "\r", "\t", "#\n", "# SELECT '\n", '#"\r'])


@st.composite
def harmless(draw: st.DrawFn) -> str:
    """A query that holds such words where they are no commands."""
    word = draw(WORDS)
    text = draw(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\\\r\n'\""), max_size=9
        )
    )
    place = draw(
        st.sampled_from(
            [f"'{word}{text}'", f'"{text} {word} "', f"'''\n{word}'-{text}'''", f"<urn:{word}#{word}>", f"e:{word}",
             f"{word}:x", f"?{word}", f"_:{word}", f"'x'@{word}", f"'x' # {word}", f"e:{word}.{word}", f"e:\\'{word}"]
        )
    )  # fmt: skip
    gap = draw(SPACE)
    return f"PREFIX e: <urn:> PREFIX {word}: <urn:>{gap}SELECT *{gap}{{ ?s ?p {place}{gap}}}"


@given(harmless())
def test_no_question_is_refused(text: str) -> None:
    """For all places where a word is no command, and all texts around it."""
    assert refuse_updates(text) == "SELECT"


@st.composite
def harmful(draw: st.DrawFn) -> str:
    """A query that calls a server, after anything that may distract."""
    before = draw(
        st.lists(
            st.sampled_from(
                ["?s ?p ?o .", "?s ?p 'x'.", '?s ?p """a"b""".', "?s <urn:a> 3 .", "?s e:it\\'s ?o .",
                 "FILTER(1<2)", "FILTER(?o<3 && ?o>1)", "# '\n", "#\r", "# <\n", "[] ?p true.", "?s ?p 'a'@sv.",
                 "OPTIONAL{?a ?b ?c}", "BIND(1 AS ?x)", "?s ?p 1.5e3.", "VALUES ?v {<urn:a> 'x'}"]
            ),
            max_size=5,
        )
    )  # fmt: skip
    word = "".join(draw(st.sampled_from([c, c.lower(), f"\\u{ord(c):04x}"])) for c in "SERVICE")
    gap = draw(st.sampled_from(["", *(" ", "\n", "\r", "#>\n", "#'\r")]))
    silent = draw(st.sampled_from(["", " SILENT ", "SILENT"]))
    return (
        f"PREFIX e: <urn:>\nSELECT * {{ {' '.join(before)} {word}{silent}{gap}{AWAY}{{?a ?b ?c}} }}"
    )


@given(harmful())
def test_no_call_gets_through(text: str) -> None:
    """Whatever stands before it, however it is written."""
    with pytest.raises(QueryError) as caught:
        refuse_updates(text)

    assert caught.value.fault == "service"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No input is a fault of ours."""
    try:
        form = refuse_updates(text)
    except QueryError as error:
        assert error.message.sv
    else:
        assert re.search(form, text.replace("ı", "i").replace("ſ", "s"), re.IGNORECASE)
