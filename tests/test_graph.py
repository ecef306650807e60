"""The graph: files of every kind, questions of every form, and no way to change it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph
from naravard_kg.errors import QueryError, StoreError, UnreadableFileError
from naravard_kg.graph import of_nquads, of_quads
from naravard_kg.safety import refuse_updates
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri, Quad, Text, statement

A_UPDATES = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
UPDATES = {
    "insert": A_UPDATES,
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "where": "INSERT { ?s <urn:p> 1 } WHERE { SELECT ?s WHERE { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1/x>",
    "clear": "CLEAR ALL",
    "drop": "DROP GRAPH <urn:g>",
    "create": "CREATE GRAPH <urn:g>",
    "copy": "COPY <urn:a> TO <urn:b>",
    "move": "MOVE <urn:a> TO <urn:b>",
    "add": "ADD <urn:a> TO <urn:b>",
    "case": "insert data { <urn:a> <urn:b> <urn:c> }",
    "comment-before": f"# SELECT * WHERE {{ ?s ?p ?o }}\n{A_UPDATES}",
    "comment-after": f"{A_UPDATES} # SELECT",
    "string": 'INSERT DATA { <urn:a> <urn:b> "SELECT" }',
    "long-string": 'INSERT DATA { <urn:a> <urn:b> """\nSELECT\n""" }',
    "iri": "INSERT DATA { <urn:SELECT> <urn:b> <urn:c> }",
    "prefix-iri": f"PREFIX a: <http://x/#SELECT>\n{A_UPDATES}",
    "prefix-name": f"PREFIX ASK: <urn:>\n{A_UPDATES}",
    "prefix-part": f"PREFIX SELECT-x: <urn:>\n{A_UPDATES}",
    "escaped": "\\u0049NSERT DATA { <urn:a> <urn:b> <urn:c> }",
}
READS = {
    "select": ("SELECT * WHERE { ?s ?p ?o }", "SELECT"),
    "ask": ("ASK { ?s ?p ?o }", "ASK"),
    "construct": ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
    "describe": ("DESCRIBE <urn:a>", "DESCRIBE"),
    "comment": ("# INSERT DATA\nSELECT * WHERE { ?s ?p ?o }", "SELECT"),
    "string": ('SELECT * WHERE { ?s ?p "DROP ALL; SERVICE" }', "SELECT"),
    "iri": ("PREFIX d: <urn:DELETE/>\nSELECT * WHERE { ?s ?p d:x }", "SELECT"),
    "variable": ("SELECT ?service ?add WHERE { ?service ?p ?add }", "SELECT"),
    "name": ("PREFIX service: <urn:> DESCRIBE service:load", "DESCRIBE"),
    "default-prefix": ("PREFIX : <urn:> DESCRIBE :x", "DESCRIBE"),
    "less": ("SELECT * WHERE { ?s ?p ?o FILTER(?o<3 && ?o > 1) }", "SELECT"),
}
CALLS = {
    "plain": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "silent": "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "escaped-quote": (
        "PREFIX ex: <urn:> SELECT * { ?x ex:it\\'s ?y . "
        "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } FILTER(?a != 'z') }"
    ),
    "less-than": "SELECT * { ?s ?p ?o FILTER(?o<3) SERVICE<http://127.0.0.1:9/> { ?a ?b ?c } }",
}
TURTLE = "<urn:s> <urn:p> <urn:o> .\n"
FILES = {
    "x.ttl": TURTLE,
    "x.nt": TURTLE,
    "x.trig": "<urn:g> { <urn:s> <urn:p> <urn:o> . }\n",
    "x.nq": "<urn:s> <urn:p> <urn:o> <urn:g> .\n",
    "x.jsonld": '{"@id": "urn:s", "urn:p": {"@id": "urn:o"}}',
    "x.rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
        '<rdf:Description rdf:about="urn:s"><u:p rdf:resource="urn:o"/></rdf:Description></rdf:RDF>'
    ),
}


@pytest.mark.parametrize("sparql", UPDATES.values(), ids=UPDATES)
def test_an_update_is_refused_however_it_is_dressed(sparql: str, empty: KnowledgeGraph) -> None:
    """The graph is a record of what documents say; no question may change it."""
    before = len(empty)
    with pytest.raises(QueryError) as caught:
        empty.query(sparql)

    assert caught.value.fault in {"update", "form"}
    assert len(empty) == before


@pytest.mark.parametrize(("sparql", "form"), READS.values(), ids=READS)
def test_a_question_is_never_taken_for_an_update(
    sparql: str, form: str, empty: KnowledgeGraph
) -> None:
    """A word in a string, an IRI or a comment is no command."""
    assert refuse_updates(sparql) == form
    empty.query(sparql)


@pytest.mark.parametrize("sparql", CALLS.values(), ids=CALLS)
def test_a_question_never_calls_another_server(sparql: str, empty: KnowledgeGraph) -> None:
    """SERVICE would send what a user asks to a server that the query names."""
    with pytest.raises(QueryError) as caught:
        empty.query(sparql)

    assert caught.value.fault == "service"


@pytest.mark.parametrize("sparql", ["", "hej", "SELECT", "SELECT * WHERE {", "PREFIX a: <urn:>"])
def test_what_is_no_question_is_an_error_that_says_so(sparql: str, empty: KnowledgeGraph) -> None:
    """A typing slip must end in a sentence about it, not in an engine's traceback."""
    with pytest.raises(QueryError) as caught:
        empty.query(sparql)

    assert caught.value.fault in {"form", "syntax"}


def test_each_form_of_question_has_its_kind_of_answer(chain: KnowledgeGraph) -> None:
    """Callers decide by the type of the answer what to do with it."""
    assert isinstance(chain.query("SELECT * { ?s ?p ?o }"), Table)
    assert chain.query("ASK { ?s ?p ?o }") is True
    assert chain.query("ASK { <urn:x> ?p ?o }") is False
    assert isinstance(chain.query("DESCRIBE <urn:x>"), tuple)
    with pytest.raises(QueryError):
        chain.select("ASK { ?s ?p ?o }")


def test_quads_of_a_construct_come_sorted(chain: KnowledgeGraph) -> None:
    """The same graph must give the same answer, byte for byte."""
    quads = chain.query("CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b }")

    assert isinstance(quads, tuple)
    lines = [statement(quad) for quad in quads]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=FILES)
def test_a_file_of_every_kind_is_read(name: str, content: str, tmp_path: Path) -> None:
    """People bring RDF in the form they have; all forms say the same."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    graph = naravard_kg.load([path], shipped=False)
    assert graph.query("ASK { <urn:s> <urn:p> <urn:o> }") is True


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("x.ttl", TURTLE + "<urn:s> <urn:p> .\n", 2),
        ("x.trig", "<urn:g> {\n<urn:s> <urn:p> .\n}\n", 2),
        ("x.nt", TURTLE + TURTLE + "hej\n", 3),
        ("x.nq", "hej\n", 1),
    ],
)
def test_a_broken_file_names_its_line(name: str, content: str, line: int, tmp_path: Path) -> None:
    """Without the line a file of ten thousand statements cannot be mended."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        naravard_kg.load([path], shipped=False)

    assert (caught.value.fault, caught.value.line) == ("syntax", line)
    assert str(path) in str(caught.value)


def _nothing(path: Path) -> None:
    del path


def _folder(path: Path) -> None:
    path.mkdir()


def _latin(path: Path) -> None:
    path.write_bytes('<urn:s> <urn:p> "v\xe5rd" .'.encode("latin-1"))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("x.ttl", _nothing),
        ("x.docx", _nothing),
        ("x", _nothing),
        ("x.nt", _folder),
        ("x.nt", _latin),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_path(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    """Missing, a folder, another kind, another encoding: each is the user's to mend."""
    path = tmp_path / name
    make(path)
    with pytest.raises(UnreadableFileError) as caught:
        naravard_kg.load([path], shipped=False)

    assert caught.value.path == str(path)


def test_a_graph_file_keeps_its_name_as_its_graph(tmp_path: Path) -> None:
    """What a user adds must be told apart from what the documents say."""
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE, encoding="utf-8")

    graph = naravard_kg.load([path], shipped=False)
    assert len(graph.quads(Iri(path.resolve().as_uri()))) == 1


def test_quads_come_back_as_they_were_added() -> None:
    """The plan that is checked must be the plan that was read."""
    quads = [Quad(Iri("urn:a"), Iri("urn:p"), Text("vård", "sv"), Iri("urn:g"))]
    graph = of_quads(quads)

    assert graph.quads() == quads
    assert graph.quads(Iri("urn:other")) == []
    assert graph.triples() == (quads[0]._replace(graph=None),)


def test_values_that_python_takes_for_equal_stay_apart() -> None:
    """1, true and 1.0 are equal in Python, a word in two languages is; in a graph they are not."""
    cells: list[Cell] = [1, True, Decimal(1), "vård", Text("vård", "sv"), Text("vård", "en")]
    graph = of_quads(Quad(Iri("urn:s"), Iri("urn:p"), cell, Iri("urn:g")) for cell in cells)

    assert len(graph.triples()) == len(cells)


def test_one_statement_in_two_graphs_is_one_triple() -> None:
    """Two documents may say the same; it is still one fact."""
    graph = of_nquads(b"<urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:s> <urn:p> <urn:o> <urn:h> .\n")

    assert (len(graph), len(graph.triples())) == (2, 1)


def test_the_union_is_what_is_asked(chain: KnowledgeGraph) -> None:
    """Facts stand in named graphs; a question without GRAPH must still find them."""
    assert chain.query("ASK { ?a a <https://w3id.org/naravard/ontology#Assignment> }") is True


def test_a_copy_for_rdflib_holds_as_much(chain: KnowledgeGraph) -> None:
    """Whoever works with rdflib must not work with less."""
    assert len(list(chain.to_rdflib().quads())) == len(chain)


def test_a_store_on_disk_answers_as_memory_does(store: Path, shipped: KnowledgeGraph) -> None:
    """The store is for graphs too large for memory; the answers are the same."""
    assert _named(naravard_kg.open_store(store)) == _named(shipped)


def _named(graph: KnowledgeGraph) -> list[Quad]:
    """The statements without blank nodes: stores give those names of their own."""
    return [quad for quad in graph.quads() if not any(str(c).startswith("_:") for c in quad)]


def test_what_is_no_store_is_an_error_with_its_path(tmp_path: Path) -> None:
    """A wrong folder must not be turned into an empty store."""
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(StoreError) as caught:
            naravard_kg.open_store(path)
        assert caught.value.path == str(path)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_store_is_an_error_with_its_path(tmp_path: Path) -> None:
    """A store that half survived a crash must say so."""
    (tmp_path / "CURRENT").write_text("hej", encoding="utf-8")

    with pytest.raises(StoreError):
        naravard_kg.open_store(tmp_path)


def test_without_the_shipped_data_the_ontology_stays() -> None:
    """Someone who brings all data of her own still needs the terms."""
    graph = naravard_kg.load(shipped=False)

    assert graph.query("ASK { ?c a <http://www.w3.org/2002/07/owl#Class> }") is True
    assert graph.query("ASK { ?b a <http://www.w3.org/ns/prov#Bundle> }") is False


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    """The engine's parser falls over it, and would take the whole process along."""
    path = tmp_path / "deep.jsonld"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        naravard_kg.load(data=[path], shipped=False)
    assert caught.value.fault == "deep"
