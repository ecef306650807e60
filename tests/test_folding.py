"""Facts of things: what only carries a statement is folded in, and nothing is lost by it."""

from __future__ import annotations

from datetime import date

from naravard_kg import names
from naravard_kg.folding import Fact, altered, folded
from naravard_kg.graph import of_nquads
from naravard_kg.plans.draft import nv
from naravard_kg.terms import RDF, Iri, Quad, Text

A, B = names.thing("uppdrag", "a"), names.thing("uppdrag", "b")
TYPE = Iri(RDF + "type")
PREFIXES = f"""
@prefix nv: <{names.ONTOLOGY}> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <{RDF}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix upp: <{names.THINGS}uppdrag/> . @prefix x: <{names.THINGS}x/> . @prefix u: <urn:x:> .
"""


def _quads(turtle: str) -> list[Quad]:
    import rdflib

    graph = rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")
    return of_nquads(graph.serialize(format="nt").encode()).quads()


def _facts(turtle: str) -> dict[Iri, list[Fact]]:
    return {thing: list(own.values()) for thing, own in folded(_quads(turtle)).facts.items()}


def test_a_claim_stands_with_the_fact_it_is_about() -> None:
    """The fact and its claim are one thing to a reader; the claim's own name is none."""
    facts = _facts("""
        upp:a nv:awaits upp:b .
        x:claim a nv:Claim ; rdf:subject upp:a ; rdf:predicate nv:awaits ; rdf:object upp:b ;
            nv:isInferred true ; nv:statedIn x:document .
    """)

    assert facts == {A: [Fact(nv("awaits"), B, ((nv("isInferred"), True),))]}


def test_a_claim_whose_fact_is_not_stated_is_a_fact_all_the_same() -> None:
    """A contested claim may stand alone; it must not vanish from a comparison."""
    facts = _facts("""
        x:claim a nv:Claim ; rdf:subject upp:a ; rdf:predicate nv:awaits ; rdf:object upp:b .
    """)

    assert facts == {A: [Fact(nv("awaits"), B)]}


def test_a_dependency_stands_with_each_of_its_facts() -> None:
    """One node may carry several; each has the strength that it states."""
    facts = _facts("""
        upp:a nv:dependsOn upp:b .
        x:dependency a nv:Dependency ; nv:depender upp:a ; nv:dependee upp:b , upp:c ;
            nv:strength u:hard .
    """)
    hard = ((nv("strength"), Iri("urn:x:hard")),)

    assert facts == {
        A: [
            Fact(nv("dependee"), names.thing("uppdrag", "c"), hard),
            Fact(nv("dependsOn"), B, hard),
        ]
    }


def test_a_status_record_is_told_where_it_is_noted_without_its_name() -> None:
    """Its name is made of its value, so a new value would be a new name and a new thing."""
    facts = _facts("""
        upp:a nv:hasStatusRecord x:note .
        x:note a nv:StatusRecord ; nv:status u:done ;
            nv:asOf "2020-12-11"^^<http://www.w3.org/2001/XMLSchema#date> .
    """)
    said = ((nv("asOf"), date(2020, 12, 11)), (nv("status"), Iri("urn:x:done")))

    assert facts == {A: [Fact(nv("hasStatusRecord"), None, said)]}


def test_blank_nodes_and_parts_are_told_to_the_end() -> None:
    """A chain of them is one value; one that leads back to itself ends too."""
    facts = _facts("""
        upp:a u:has [ u:says 1 ; u:has [ u:says 2 ] ] ; u:part <https://w3id.org/naravard/id/uppdrag/a#p> .
        <https://w3id.org/naravard/id/uppdrag/a#p> u:says 3 .
        upp:b u:has _:ring . _:ring u:says 4 ; u:has _:ring .
    """)
    has, says = Iri("urn:x:has"), Iri("urn:x:says")

    assert facts[A] == [
        Fact(has, None, ((says, 1), (says, 2))),
        Fact(Iri("urn:x:part"), None, ((says, 3),)),
    ]
    assert facts[B] == [Fact(has, None, ((says, 4),))]
    assert set(facts) == {A, B}


def test_a_blank_node_that_nothing_points_at_is_named_after_what_it_says() -> None:
    """Its own name is another at every load."""
    first, second = _facts('[] u:says "a" .'), _facts('[] u:says "a" .')

    assert first == second
    assert list(first) != list(_facts('[] u:says "b" .'))


def test_a_passage_stands_with_what_cites_it() -> None:
    """Two thousand passages are no things of their own; one that nobody cites is."""
    passage = 'x:p a nv:Evidence ; nv:locator "s. 3" ; oa:hasSelector <https://w3id.org/naravard/id/x/p#pos> .'
    position = "<https://w3id.org/naravard/id/x/p#pos> oa:start 1 ; oa:end 2 ."
    cited = _facts(f"upp:a nv:hasEvidence x:p . {passage} {position}")

    assert cited == {A: [Fact(nv("hasEvidence"), names.thing("x", "p"))]}
    assert list(_facts(f"{passage} {position}")) == [names.thing("x", "p")]


def test_a_passage_of_which_two_versions_say_different_things_is_told_apart() -> None:
    """A mended digest is a change, and the same one wherever the passage is cited."""
    old, new = (
        _quads(f'upp:a nv:hasEvidence x:p . x:p a nv:Evidence ; nv:passageDigest "{digest}" .')
        for digest in ("1", "2")
    )
    apart = altered(old, new)

    assert apart == {names.thing("x", "p")}
    assert altered(old, old) == frozenset()
    assert set(folded(old, apart).facts) == {A, *apart}


def test_the_names_are_labels_and_for_passages_their_place() -> None:
    """A reader of a comparison sees no bare names."""
    found = folded(_quads("""
        upp:a rdfs:label "Ett"@sv . x:p a nv:Evidence ; nv:locator "s. 3" .
    """)).names  # fmt: skip

    assert [q.object for q in found[A]] == [Text("Ett", "sv")]
    assert [q.object for q in found[names.thing("x", "p")]] == ["s. 3"]


def test_one_is_not_true() -> None:
    """Python takes them for the same; RDF does not."""
    facts = _facts("upp:a u:says 1 , true .")

    assert len(facts[A]) == 2
