"""Parts of the graph: by graph, document and thing; whole, in order, and without a remainder."""

from __future__ import annotations

from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, connect, load, names
from naravard_kg.errors import UnknownNameError
from naravard_kg.parts import documents, local_name, nodes, part
from naravard_kg.terms import Iri, Quad, statement

ONE = names.thing("uppdrag", "skane-lakarstod-12")
DOCUMENT = "skane-uppfoljning-lakarstod"
HOME = names.source_graph(DOCUMENT)
BLANK = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .
@prefix : <urn:x:> .
upp:a a nv:Assignment ; :has [ :says "a" ; :has [ :says "b" ] ] .
upp:b a nv:Assignment ; :has [ :says "c" ] .
[] :says "nobody's" .
"""


def _lines(found: list[Quad]) -> list[str]:
    return list(map(statement, found))


@pytest.fixture
def blank(tmp_path: Path) -> KnowledgeGraph:
    """Two things with blank nodes, and one blank node that nothing points at."""
    path = tmp_path / "blank.ttl"
    path.write_text(BLANK, encoding="utf-8")
    return load([path], shipped=False)


def test_nothing_chosen_is_everything_once_and_in_order(shipped: KnowledgeGraph) -> None:
    """An export that loses a statement, or tells one twice, is another data set."""
    found = _lines(list(part(shipped).quads()))

    assert found == sorted(found)
    assert len(found) == len(set(found)) == len(shipped)


@pytest.mark.parametrize(
    "name", [f"graph/kalla/{DOCUMENT}", DOCUMENT, f"dokument/{DOCUMENT}", HOME]
)
def test_a_document_is_its_named_graph(shipped: KnowledgeGraph, name: str) -> None:
    """A reader names the document; what it states is the graph drawn from it."""
    assert list(part(shipped, [name]).quads()) == shipped.quads(HOME)


def test_a_graph_without_a_document_goes_by_its_name(shipped: KnowledgeGraph) -> None:
    """Reference data is drawn from no document."""
    home = Iri(names.GRAPHS + "referens")

    assert documents(shipped)[home] == []
    assert list(part(shipped, ["graph/referens"]).quads()) == shipped.quads(home)


def test_a_thing_is_what_is_said_of_it_what_belongs_to_it_and_what_points_at_it(
    shipped: KnowledgeGraph,
) -> None:
    """Without the passages a fact could not be traced, without the links a proposal not be found."""
    found = list(part(shipped, ["skane-lakarstod-12"]).quads())
    subjects = {quad.subject for quad in found}
    kinds = {quad.object for quad in found if local_name(quad.predicate) == "type"}

    assert [q for q in found if q.subject == ONE] == [
        q for q in shipped.quads() if q.subject == ONE
    ]
    assert {names.short(kind) for kind in kinds if isinstance(kind, Iri)} >= {
        "nv:Assignment", "nv:Claim", "nv:Dependency", "nv:Evidence", "oa:TextPositionSelector",
    }  # fmt: skip
    assert names.thing("beslut", "skane-ctb-2020-11-02-ramavtal") in subjects
    assert names.thing("uppdrag", "skane-lakarstod-03") not in subjects


def test_several_parts_are_one(shipped: KnowledgeGraph) -> None:
    """What stands in two of them is told once."""
    both = _lines(list(part(shipped, [DOCUMENT, "skane-lakarstod-12"]).quads()))
    apart = [_lines(list(part(shipped, [n]).quads())) for n in (DOCUMENT, "skane-lakarstod-12")]

    assert both == sorted({line for lines in apart for line in lines})


def test_an_unknown_name_is_told() -> None:
    """An empty file instead would look like an answer."""
    with pytest.raises(UnknownNameError):
        part(load(shipped=False), ["qwertyuiop"])


def test_the_same_part_from_an_endpoint(shipped: KnowledgeGraph, endpoint: str) -> None:
    """A store of one's own is exported by the same words."""
    remote = connect(endpoint)

    for what in (["skane-lakarstod-12"], ["graph/referens"]):
        assert list(part(remote, what).quads()) == list(part(shipped, what).quads())


def test_blank_nodes_follow_what_points_at_them(blank: KnowledgeGraph) -> None:
    """A structured value without its inside says nothing."""
    of_a = [quad.object for quad in part(blank, ["uppdrag/a"]).quads()]

    assert {"a", "b"} <= set(of_a)
    assert "c" not in of_a
    assert "nobody's" in [quad.object for quad in part(blank).quads()]


def test_blank_nodes_have_the_same_names_every_time(blank: KnowledgeGraph, tmp_path: Path) -> None:
    """An engine makes them up anew at each load; a file under version control must not follow."""
    again = load([tmp_path / "blank.ttl"], shipped=False)
    first, second = (list(part(graph).quads()) for graph in (blank, again))

    assert first == second
    assert [q.subject for q in blank.quads()] != [q.subject for q in again.quads()]


def test_a_node_is_called_and_classed_as_the_reader_knows_it(shipped: KnowledgeGraph) -> None:
    """Names and kinds are what tables and drawings are read by."""
    (node,) = nodes(shipped, [ONE, Iri("_:blank")], "sv")

    assert (node.iri, node.name, node.kind) == (ONE, "uppdrag/skane-lakarstod-12", "Assignment")
    assert node.label == "Förslag till nytt avtal för läkarmedverkan"


@pytest.mark.parametrize(
    ("iri", "name"),
    [("https://w3id.org/naravard/ontology#Plan", "Plan"), ("urn:x:y", "y"), ("http://a/b/", "b")],
)
def test_a_local_name_stands_last(iri: str, name: str) -> None:
    """Tables are called by it."""
    assert local_name(iri) == name
