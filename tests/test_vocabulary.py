"""The ontology as a dictionary: each written key leads to its term, in both languages."""

from __future__ import annotations

import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary, fold_key, near_keys, vocabulary


@pytest.fixture(scope="module")
def words(empty: KnowledgeGraph) -> Vocabulary:
    """The dictionary of the shipped ontology."""
    return vocabulary(empty)


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


@pytest.mark.parametrize(
    ("key", "local"),
    [
        ("uppdrag", "Assignment"),
        ("Uppdrag", "Assignment"),
        ("assignment", "Assignment"),
        ("Assignment", "Assignment"),
        ("organ", "Body"),
        ("samverkansorgan", "CollaborationBody"),
        ("collaboration body", "CollaborationBody"),
        ("collaboration-body", "CollaborationBody"),
        ("CollaborationBody", "CollaborationBody"),
        ("källa", "SourceDocument"),
        ("kalla", "SourceDocument"),
        ("målgrupper", "TargetGroup"),
        ("malgrupper", "TargetGroup"),
        ("åtgärder", "Measure"),
        ("utredning", "Investigation"),
    ],
)
def test_a_class_goes_by_every_one_of_its_names(words: Vocabulary, key: str, local: str) -> None:
    """Writers use Swedish or English, singular or plural, with or without å, ä, ö."""
    assert words.class_for(key) == nv(local)


@pytest.mark.parametrize(
    ("key", "owner", "iri"),
    [
        ("nr", "Assignment", nv("assignmentNumber")),
        ("number", "Assignment", nv("assignmentNumber")),
        ("inväntar", "Assignment", nv("awaits")),
        ("invantar", "Assignment", nv("awaits")),
        ("awaits", "Assignment", nv("awaits")),
        ("Hanteras tillsammans-med", "Assignment", nv("isHandledTogetherWith")),
        ("nv:awaits", "Assignment", nv("awaits")),
        ("belägg", "Body", nv("hasEvidence")),
        ("evidence", "Body", nv("hasEvidence")),
        ("namn", "Body", Iri("http://www.w3.org/2000/01/rdf-schema#label")),
        ("namn", "TargetGroup", Iri("http://www.w3.org/2004/02/skos/core#prefLabel")),
        ("name", "TargetGroup", Iri("http://www.w3.org/2004/02/skos/core#prefLabel")),
        ("typ", "Body", Iri("http://www.w3.org/ns/org#classification")),
        ("typ", "Plan", Iri("http://purl.org/dc/terms/type")),
        ("del av", "Body", Iri("http://www.w3.org/ns/org#subOrganizationOf")),
        ("del av", "Agreement", Iri("http://purl.org/dc/terms/isPartOf")),
        ("avser", "Proposal", nv("proposalFor")),
    ],
)
def test_a_key_means_what_fits_the_thing_it_stands_on(
    words: Vocabulary, key: str, owner: str, iri: Iri
) -> None:
    """ "Part of" is one relation for a body and another for an agreement; the domain decides."""
    assert words.property_for(key, nv(owner)) == iri


@pytest.mark.parametrize("key", ["", "hittepå", "nv:hittePa", "xx:yy", "uppdrag uppdrag"])
def test_an_unknown_key_is_no_term(words: Vocabulary, key: str) -> None:
    """A guess would state something the writer never wrote."""
    assert words.class_for(key) is None
    assert words.property_for(key, nv("Assignment")) is None


def test_every_label_of_a_class_leads_to_a_class(words: Vocabulary) -> None:
    """Each label in the ontology is a key that a writer may use."""
    for term in words.classes.values():
        for key in term.keys:
            assert words.class_for(key) is not None, (term.iri, key)


def test_every_concept_of_a_scheme_is_found_by_its_keys(words: Vocabulary) -> None:
    """Two concepts of a scheme with one name would make a value ambiguous."""
    for term in words.concepts.values():
        assert term.scheme is not None
        for key in term.keys:
            found = words.concept_for(key, term.scheme)
            assert found == term.iri, (key, term.iri, found)


def test_a_concept_is_taken_from_its_own_scheme_only(words: Vocabulary) -> None:
    """A status is no kind of body, whatever it is called."""
    status = Iri(names.VOCABULARIES + "status")

    assert words.concept_for("pågående", status) == f"{status}/pagaende"
    assert words.concept_for("Pagaende", status) == f"{status}/pagaende"
    assert words.concept_for("samverkansorgan", status) is None


def test_the_kind_of_a_thing_comes_from_the_scheme_of_its_class(words: Vocabulary) -> None:
    """ "typ" takes a kind of body on a body and a kind of instrument on a plan."""
    kind = Iri("http://purl.org/dc/terms/type")
    own = Iri("http://www.w3.org/ns/org#classification")

    assert words.scheme_of(own, nv("Body")) == names.VOCABULARIES + "organtyp"
    assert words.scheme_of(own, nv("Committee")) == names.VOCABULARIES + "organtyp"
    assert words.scheme_of(kind, nv("Plan")) == names.VOCABULARIES + "instrumenttyp"
    assert words.scheme_of(nv("strength"), nv("Dependency")) == names.VOCABULARIES + "styrka"


@pytest.mark.parametrize(
    ("local", "segment"),
    [("Assignment", "uppdrag"), ("Committee", "organ"), ("Goal", "mal"), ("Measure", "atgard")],
)
def test_a_thing_gets_the_segment_of_its_class(words: Vocabulary, local: str, segment: str) -> None:
    """The segment is part of an identifier that others keep for ever."""
    assert words.classes.segment(nv(local)) == segment


def test_every_own_class_that_has_things_has_a_segment(words: Vocabulary) -> None:
    """Without one a new thing would land under a catch-all name."""
    kinds = [t for t in words.classes.values() if t.segment]

    assert len({t.segment for t in kinds}) > 20
    assert all(t.segment.isascii() and t.segment.islower() for t in kinds)


def test_suggestions_are_keys_that_fit(words: Vocabulary) -> None:
    """A suggestion that does not work is worse than none."""
    keys = words.keys_on(nv("Assignment"))

    assert "inväntar" in near_keys("invänntar", keys)
    assert all(words.property_for(key, nv("Assignment")) for key in keys)


@pytest.mark.parametrize("key", ["A_b-c", " a  b c ", "a b\tc", "A-B_C"])
def test_case_hyphens_and_spaces_do_not_count(key: str) -> None:
    """A key is compared by its words."""
    assert fold_key(key) == "a b c"
