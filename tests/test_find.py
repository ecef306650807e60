"""Finding: by the words people use, and never by a guess between two things."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, find, names
from naravard_kg.errors import AmbiguousNameError, NaravardError, UnknownNameError
from naravard_kg.find import exists, resolve

DATA = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix organ: <https://w3id.org/naravard/id/organ/> .
@prefix plan: <https://w3id.org/naravard/id/plan/> .
@prefix aktor: <https://w3id.org/naravard/id/aktor/> .
organ:x-cs a nv:Body ; rdfs:label "Centralt samverkansorgan"@sv ; skos:altLabel "CSX" ;
    skos:hiddenLabel "Centralt samverkansorqan" .
organ:x-ctb a nv:Body ; rdfs:label "Tjänstemannaberedning"@sv , "Officials' group"@en .
aktor:x-orebro a nv:Region ; rdfs:label "Övre Örebroå"@sv .
aktor:tvilling a nv:Region ; rdfs:label "Dubbelnamn"@sv .
organ:tvilling a nv:Body ; rdfs:label "Dubbelnamn"@sv .
plan:x-plan a nv:Plan ; rdfs:label "Plan för trygg hemgång"@sv .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A few named things beside the ontology."""
    path: Path = tmp_path_factory.mktemp("find") / "things.ttl"
    path.write_text(DATA, encoding="utf-8")
    return naravard_kg.load([path], shipped=False)


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("organ/x-cs", "organ/x-cs"),
        ("x-cs", "organ/x-cs"),
        ("X-CS", "organ/x-cs"),
        (" x-cs ", "organ/x-cs"),
        ("https://w3id.org/naravard/id/organ/x-cs", "organ/x-cs"),
        ("<https://w3id.org/naravard/id/organ/x-cs>", "organ/x-cs"),
        ("csx", "organ/x-cs"),
        ("centralt SAMVERKANSORGAN", "organ/x-cs"),
        ("Centralt samverkansorqan", "organ/x-cs"),
        ("övre örebroå", "aktor/x-orebro"),
        ("ovre orebroa", "aktor/x-orebro"),
        ("OVRE ÖREBROA", "aktor/x-orebro"),
        ("Officials' group", "organ/x-ctb"),
        ("nv:Assignment", "nv:Assignment"),
    ],
)
def test_a_thing_goes_by_every_one_of_its_names(
    small: KnowledgeGraph, typed: str, short: str
) -> None:
    """People type slugs, abbreviations, labels with and without å, ä, ö, and paste IRIs."""
    assert names.short(resolve(small, typed)) == short


def test_several_things_of_one_name_are_listed(small: KnowledgeGraph) -> None:
    """Taking the first would answer a question that nobody asked."""
    with pytest.raises(AmbiguousNameError) as caught:
        resolve(small, "dubbelnamn")

    assert caught.value.candidates == ("aktor/tvilling", "organ/tvilling")
    with pytest.raises(AmbiguousNameError):
        resolve(small, "tvilling")


def test_the_kind_that_is_asked_for_decides_between_two(small: KnowledgeGraph) -> None:
    """A question about bodies needs no help to tell a body from a region."""
    assert resolve(small, "dubbelnamn", kinds=["organ"]) == names.thing("organ", "tvilling")


@pytest.mark.parametrize("typed", ["x-csx", "organ/x-sc", "x-plann"])
def test_an_unknown_name_suggests_names_that_work(small: KnowledgeGraph, typed: str) -> None:
    """A suggestion must be something that can be typed."""
    with pytest.raises(UnknownNameError) as caught:
        resolve(small, typed)

    assert caught.value.near
    assert all(resolve(small, near) for near in caught.value.near)


def test_a_thing_of_another_kind_is_unknown(small: KnowledgeGraph) -> None:
    """An assignment given where a body is asked for is a mistake to tell, not to use."""
    with pytest.raises(UnknownNameError):
        resolve(small, "x-plan", kinds=["organ"])


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("CSX", "organ/x-cs"),
        ("samverkansorgan central", "organ/x-cs"),
        ("tjanstemanaberedning", "organ/x-ctb"),
        ("hemgang trygg", "plan/x-plan"),
        ("tryg hemgång", "plan/x-plan"),
        ("örebroa", "aktor/x-orebro"),
    ],
)
def test_a_search_forgives_case_accents_order_and_misprints(
    small: KnowledgeGraph, words: str, short: str
) -> None:
    """The sources are OCR, and readers remember names roughly."""
    assert names.short(find(small, words)[0].thing) == short


def test_a_better_fit_stands_first(small: KnowledgeGraph) -> None:
    """Readers take the first line."""
    scores = [match.score for match in find(small, "samverkansorgan")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert find(small, "Dubbelnamn")[0].score == 1


@pytest.mark.parametrize("words", ["", "   ", "!?", "qxzqxzqxz"])
def test_words_that_fit_nothing_find_nothing(small: KnowledgeGraph, words: str) -> None:
    """An empty answer is an answer; a far-fetched one misleads."""
    assert find(small, words) == []


def test_a_search_gives_no_more_than_asked(small: KnowledgeGraph) -> None:
    """A terminal has so many lines."""
    assert len(find(small, "plan", limit=2)) == 2


@settings(deadline=None, max_examples=25)
@given(text=st.text(max_size=20))
def test_whatever_is_typed_is_a_thing_or_an_error_of_ours(small: KnowledgeGraph, text: str) -> None:
    """Names are typed by hand; none may end in a traceback or reach the query around it."""
    try:
        resolve(small, text)
    except NaravardError as error:
        assert error.exit_code == 3
    find(small, text)


def test_only_what_the_graph_speaks_of_exists(small: KnowledgeGraph) -> None:
    """An IRI that is well formed may still name nothing."""
    real, made_up = names.thing("organ", "x-cs"), names.thing("organ", "made-up")

    assert exists(small, [real, made_up]) == {real}
    assert exists(small, []) == set()
    with pytest.raises(UnknownNameError):
        resolve(small, made_up)


def test_every_slug_of_the_shipped_graph_is_resolved_or_listed(shipped: KnowledgeGraph) -> None:
    """What the program prints must be accepted when it is typed back."""
    things = shipped.select(
        "SELECT DISTINCT ?t WHERE { ?t a ?c . "
        'FILTER(STRSTARTS(STR(?t), "https://w3id.org/naravard/id/") && !CONTAINS(STR(?t), "#")) } '
        "ORDER BY ?t LIMIT 2000"
    )
    sample = [str(cell) for cell in things.column("t")][::40]

    assert sample
    for iri in sample:
        assert resolve(shipped, names.short(iri)) == iri
