"""Labels: in the reader's language, else in another, else the name that can be typed."""

from __future__ import annotations

from pathlib import Path

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, Table, names
from naravard_kg.labels import label, labels
from naravard_kg.tables import Answer, Answers
from naravard_kg.terms import RDF, Iri

DATA = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix x: <https://w3id.org/naravard/id/organ/> .
x:both rdfs:label "Nämnden"@sv , "The committee"@en .
x:alike rdfs:label "Region"@sv , "Region"@en .
x:swedish rdfs:label "Nämnden"@sv .
x:english rdfs:label "The committee"@en .
x:finnish rdfs:label "Lautakunta"@fi .
x:plain rdfs:label "Board" .
x:none rdfs:comment "nothing" .
"""


class Counted:
    """A graph that counts the questions it is asked."""

    source = ""

    def __init__(self, graph: Answers) -> None:
        """Wrap *graph*."""
        self.graph = graph
        self.asked = 0

    def query(self, sparql: str) -> Answer:
        """Pass it on."""
        self.asked += 1
        return self.graph.query(sparql)

    def select(self, sparql: str) -> Table:
        """Pass it on."""
        self.asked += 1
        return self.graph.select(sparql)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Things with labels of every kind."""
    path: Path = tmp_path_factory.mktemp("labels") / "things.ttl"
    path.write_text(DATA, encoding="utf-8")
    return naravard_kg.load([path], shipped=False)


@pytest.mark.parametrize(
    ("slug", "swedish", "english"),
    [
        ("both", "Nämnden", "The committee"),
        ("alike", "Region", "Region"),
        ("swedish", "Nämnden", "Nämnden"),
        ("english", "The committee", "The committee"),
        ("finnish", "Lautakunta", "Lautakunta"),
        ("plain", "Board", "Board"),
        ("none", "organ/none", "organ/none"),
        ("unheard-of", "organ/unheard-of", "organ/unheard-of"),
    ],
)
def test_a_thing_is_called_in_the_language_of_the_reader(
    small: KnowledgeGraph, slug: str, swedish: str, english: str
) -> None:
    """A reader who gets the other language, or an IRI, has to look it up."""
    thing = names.thing("organ", slug)

    assert (label(small, thing, "sv"), label(small, thing, "en")) == (swedish, english)


def test_many_things_cost_one_question(small: KnowledgeGraph) -> None:
    """At an endpoint each question is a trip over the network."""
    counted = Counted(small)
    things = [names.thing("organ", slug) for slug in ("both", "plain", "none")]

    assert set(labels(counted, [*things, 1, None, "text"], "sv")) == set(things)
    assert counted.asked == 1


def test_no_things_cost_no_question(small: KnowledgeGraph) -> None:
    """A table of numbers needs no labels."""
    counted = Counted(small)

    assert labels(counted, [1, None, Iri("_:b")], "sv") == {Iri("_:b"): "_:b"}
    assert counted.asked == 0


def test_every_term_that_the_shipped_data_use_has_a_label(shipped: KnowledgeGraph) -> None:
    """A reader must never meet a bare property name; classes are shown apart."""
    used = {quad.predicate for quad in shipped.quads() if quad.graph != names.GRAPHS + "ontologi"}
    used.discard(Iri(RDF + "type"))

    known = labels(shipped, used, "sv")
    assert [iri for iri in sorted(used) if known[iri] == names.short(iri)] == []
