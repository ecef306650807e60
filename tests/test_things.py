"""A thing in full: its facts with who states them, what points at it, its status over time."""

from __future__ import annotations

from pathlib import Path

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names, show
from naravard_kg.errors import UnknownNameError
from naravard_kg.terms import RDF, Iri, Text
from naravard_kg.things import stats

DATA = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix st: <https://w3id.org/naravard/vocab/status/> .
@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .
@prefix rec: <https://w3id.org/naravard/id/statusnotering/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:g1> {
  upp:a a nv:Assignment ; rdfs:label "Ett"@sv , "One"@en ; nv:awaits upp:b ;
    nv:hasStatusRecord rec:a-1 , rec:a-2 .
  rec:a-1 nv:status st:pagaende ; nv:asOf "2021-01-01"^^xsd:date .
  rec:a-2 nv:status st:genomfort ; nv:asOf "2022-01-01"^^xsd:date .
  upp:b a nv:Assignment .
}
<urn:g2> { upp:a nv:awaits upp:b . upp:c nv:awaits upp:a . upp:a rdfs:label "Ett"@sv . }
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Three assignments that two documents speak of."""
    path: Path = tmp_path_factory.mktemp("things") / "things.trig"
    path.write_text(DATA, encoding="utf-8")
    return naravard_kg.load([path], shipped=False)


def test_a_fact_is_shown_once_with_all_that_state_it(small: KnowledgeGraph) -> None:
    """Two documents that say the same are two witnesses of one fact."""
    found = show(small, "uppdrag/a")
    (awaited,) = [fact for fact in found.facts if fact.property.endswith("awaits")]

    assert awaited.value == names.thing("uppdrag", "b")
    assert awaited.graphs == ("urn:g1", "urn:g2")


def test_labels_in_two_languages_are_two_facts(small: KnowledgeGraph) -> None:
    """Each was stated; a reader of either language must see hers."""
    values = [f.value for f in show(small, "a").facts if f.property.endswith("label")]

    assert sorted(map(repr, values)) == sorted(map(repr, [Text("Ett", "sv"), Text("One", "en")]))


def test_what_points_at_a_thing_is_told(small: KnowledgeGraph) -> None:
    """What waits for a thing is often the reason to look it up."""
    links = show(small, "a").links

    assert [(link.property, link.value) for link in links] == [
        (Iri(names.ONTOLOGY + "awaits"), names.thing("uppdrag", "c"))
    ]


def test_classes_stand_apart_from_facts(small: KnowledgeGraph) -> None:
    """What a thing is comes first; it is not one of many facts."""
    found = show(small, "a")

    assert found.types == (names.ONTOLOGY + "Assignment",)
    assert Iri(RDF + "type") not in {fact.property for fact in found.facts}


def test_status_comes_in_the_order_of_time(small: KnowledgeGraph) -> None:
    """A history read backwards says the opposite."""
    statuses = [names.short(str(s)) for s in show(small, "a").statuses.column("status")]

    assert statuses == ["vocab/status/pagaende", "vocab/status/genomfort"]


def test_an_unknown_thing_is_an_error(small: KnowledgeGraph) -> None:
    """Nothing known is not the same as no such thing."""
    with pytest.raises(UnknownNameError):
        show(small, "uppdrag/qwertyuiop")


def test_each_kind_of_thing_can_be_shown(shipped: KnowledgeGraph) -> None:
    """One thing of every class of the shipped graph, so that no kind is left out."""
    table = shipped.select(
        "SELECT ?c (MIN(?t) AS ?one) WHERE { ?t a ?c . "
        'FILTER(STRSTARTS(STR(?t), "https://w3id.org/naravard/id/") && !CONTAINS(STR(?t), "#")) }'
        " GROUP BY ?c ORDER BY ?c"
    )

    assert len(table) > 10
    for class_iri, one in table:
        assert class_iri in show(shipped, names.short(str(one))).types


def test_the_share_with_evidence_never_exceeds_the_whole(shipped: KnowledgeGraph) -> None:
    """A count that is off makes the graph look better, or worse, than it is."""
    found = stats(shipped)
    facts, supported = (
        [int(str(n)) for n in found["facts-by-document"].column(name)]
        for name in ("facts", "with_evidence")
    )

    assert facts
    assert all(0 <= some <= every for some, every in zip(supported, facts, strict=True))
    assert all(int(str(n)) > 0 for n in found["things-by-class"].column("things"))
