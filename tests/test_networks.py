"""The property graph: things as nodes, statements between them as edges, for network tools."""

from __future__ import annotations

import io
from collections import Counter

import networkx as nx
import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import of_quads
from naravard_kg.netformats import written
from naravard_kg.networks import network
from naravard_kg.parts import part
from naravard_kg.terms import RDF, Iri, Quad, Text

ONE = "uppdrag/skane-lakarstod-12"
DOCUMENT = "skane-uppfoljning-lakarstod"
HOME, OTHER = names.source_graph("x"), names.source_graph("y")
A, B = names.thing("uppdrag", "a"), names.thing("uppdrag", "b")
AWAITS, TYPE = Iri(names.ONTOLOGY + "awaits"), Iri(RDF + "type")
ASSIGNMENT = Iri(names.ONTOLOGY + "Assignment")
HAS_SOURCE = Iri("http://www.w3.org/ns/prov#hadPrimarySource")
SMALL = [
    Quad(A, TYPE, ASSIGNMENT, HOME),
    Quad(B, TYPE, ASSIGNMENT, HOME),
    Quad(A, AWAITS, B, HOME),
    Quad(A, AWAITS, B, OTHER),
    Quad(A, Iri(names.ONTOLOGY + "dependsOn"), B, HOME),
    Quad(A, Iri(names.ONTOLOGY + "assignmentNumber"), 12, HOME),
    Quad(A, Iri("urn:x:several"), "one", HOME),
    Quad(A, Iri("urn:x:several"), "two", HOME),
    Quad(A, Iri("urn:x:mixed"), 1, HOME),
    Quad(B, Iri("urn:x:mixed"), "one", HOME),
    Quad(A, Iri("urn:x:said"), Text("ja\nnej", "sv"), HOME),
    Quad(HOME, HAS_SOURCE, names.thing("dokument", "x"), HOME),
]


def _read(text: str) -> nx.MultiDiGraph[str]:
    found = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


@pytest.fixture(scope="module")
def drawn(shipped: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """One document, written and read again."""
    return _read(written(network(part(shipped, [DOCUMENT]), "sv"), "graphml"))


def test_networkx_reads_kinds_and_labels_back(drawn: nx.MultiDiGraph[str]) -> None:
    """These are what a drawing is coloured and captioned by."""
    node = drawn.nodes[ONE]

    assert node["iri"] == names.THINGS + ONE
    assert (node["name"], node["kind"], node["nv:assignmentNumber"]) == (ONE, "Assignment", 12)
    assert node["label"] == "Förslag till nytt avtal för läkarmedverkan"
    assert node["graphs"] == f"graph/kalla/{DOCUMENT}"
    assert all(data["label"] and "kind" in data for _, data in drawn.nodes(data=True))


def test_every_statement_between_things_is_an_edge(
    shipped: KnowledgeGraph, drawn: nx.MultiDiGraph[str]
) -> None:
    """An edge lost is a dependency that nobody draws."""
    iris = {data["iri"]: name for name, data in drawn.nodes(data=True)}
    stated = Counter(
        (iris[quad.subject], names.short(quad.predicate), iris[str(quad.object)])
        for quad in shipped.quads(names.source_graph(DOCUMENT))
        if quad.subject in iris and quad.object in iris and quad.predicate != TYPE
    )
    edges = Counter((a, data["property"], b) for a, b, data in drawn.edges(data=True))

    assert edges == stated
    assert len(drawn.edges) == network(part(shipped, [DOCUMENT]), "sv").number_of_edges() > 1000


def test_an_edge_tells_what_it_is_and_who_states_it(drawn: nx.MultiDiGraph[str]) -> None:
    """A picture without sources proves nothing."""
    (edge,) = drawn.get_edge_data(ONE, "uppdrag/skane-lakarstod-03").values()

    assert edge["property"] == "nv:dependsOn"
    assert edge["label"] == "beror på"
    assert edge["documents"] == f"dokument/{DOCUMENT}"


def test_what_only_backs_a_statement_is_no_node(drawn: nx.MultiDiGraph[str]) -> None:
    """Passages outnumber assignments fifty to one and would hide them."""
    kinds = {data["kind"] for _, data in drawn.nodes(data=True)}

    assert kinds >= {"Assignment", "Decision", "StatusRecord"}
    assert not kinds & {"Evidence", "Claim", "Dependency", "TextPositionSelector", "Class"}
    assert not [name for name in drawn if name.startswith(("graph/", "nv:", "_:"))]


def test_parallel_edges_are_kept_and_what_two_documents_state_is_one() -> None:
    """To wait for and to hinge on are two; to be told twice of one is not."""
    drawn = _read(written(network(part(of_quads(SMALL)), "en"), "graphml"))
    edges = drawn.get_edge_data("uppdrag/a", "uppdrag/b").values()

    assert {edge["property"]: edge["documents"] for edge in edges} == {
        "nv:awaits": "dokument/x | graph/kalla/y",
        "nv:dependsOn": "dokument/x",
    }


def test_a_literal_is_an_attribute_where_no_thing_has_two() -> None:
    """A tool reads one value of one type for a column; the rest stands in the tables."""
    drawn = _read(written(network(part(of_quads(SMALL)), "en"), "graphml"))

    assert drawn.nodes["uppdrag/a"]["nv:assignmentNumber"] == 12
    assert drawn.nodes["uppdrag/a"]["urn:x:said@sv"] == "ja\nnej"
    assert drawn.nodes["uppdrag/a"]["urn:x:mixed"] == "1"
    assert "urn:x:several" not in drawn.nodes["uppdrag/a"]


def test_the_order_of_the_statements_does_not_matter() -> None:
    """The same graph always gives the same bytes."""
    assert written(network(part(of_quads(SMALL)), "sv"), "graphml") == written(
        network(part(of_quads(SMALL[::-1])), "sv"), "graphml"
    )


def test_a_character_that_xml_cannot_hold_is_told() -> None:
    """A file that no tool opens is worse than none."""
    broken = [*SMALL, Quad(A, Iri("urn:x:said"), "bell \x07", HOME)]
    with pytest.raises(UnreadableFileError) as caught:
        written(network(part(of_quads(broken)), "en"), "graphml")

    assert (caught.value.fault, caught.value.detail) == ("no-xml", "U+0007")
