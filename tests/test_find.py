"""Finding: by the words people use, and never by a guess between two things."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, find, names
from naravard_kg.errors import AmbiguousNameError, NaravardError, UnknownNameError
from naravard_kg.find import exists, resolve, resolve_who

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
plan:x-plan a nv:Plan ; rdfs:label "Plan för trygg återkomst"@sv .
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
        ("aterkomst trygg", "plan/x-plan"),
        ("tryg återkomst", "plan/x-plan"),
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


# --- who: regions, counties, parts of counties, documents -------------------------------------

SOURCES = """
@prefix aktor: <https://w3id.org/naravard/id/aktor/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dokument: <https://w3id.org/naravard/id/dokument/> .
@prefix graph: <https://w3id.org/naravard/graph/kalla/> .
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix plats: <https://w3id.org/naravard/id/plats/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
graph:referens {
  plats:lan-n rdfs:label "Norra län"@sv , "North County"@en .
  plats:lan-v rdfs:label "Västra län"@sv ; skos:altLabel "VL" .
  plats:v-inre rdfs:label "Inre Västra"@sv ; dcterms:isPartOf plats:lan-v .
  plats:lan-tyst rdfs:label "Tysta län"@sv .
  plats:kommun-norra rdfs:label "Norra kommun"@sv ; dcterms:isPartOf plats:lan-n .
  aktor:region-n a nv:Region ; rdfs:label "Norra regionen"@sv ; dcterms:spatial plats:lan-n .
  aktor:region-v a nv:Region ; rdfs:label "Region Väst"@sv ; dcterms:spatial plats:lan-v .
  aktor:kommun-norra a nv:Municipality ; rdfs:label "Norra"@sv ; dcterms:spatial plats:lan-n .
}
graph:n-2020 { graph:n-2020 prov:hadPrimarySource dokument:n-2020 .
  dokument:n-2020 dcterms:title "Plan för nära vård"@sv ; dcterms:spatial plats:lan-n . }
graph:n-2021 { graph:n-2021 prov:hadPrimarySource dokument:n-2021 .
  dokument:n-2021 dcterms:title "Plan för uppföljning"@sv ; dcterms:spatial plats:lan-n . }
graph:n-2022 { graph:n-2022 prov:hadPrimarySource dokument:n-2022 .
  dokument:n-2022 dcterms:title "Norra ordningen"@sv ; dcterms:spatial plats:lan-n . }
graph:v-2022 { graph:v-2022 prov:hadPrimarySource dokument:v-2022 .
  dokument:v-2022 dcterms:title "Beslutsunderlag"@sv ; dcterms:spatial plats:v-inre . }
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Four documents about two counties, and a county that has none."""
    path: Path = tmp_path_factory.mktemp("who") / "sources.trig"
    path.write_text(SOURCES, encoding="utf-8")
    return naravard_kg.load([path], shipped=False)


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("plats/lan-n", "plats/lan-n"),
        ("lan-n", "plats/lan-n"),
        ("https://w3id.org/naravard/id/plats/lan-n", "plats/lan-n"),
        ("Norra län", "plats/lan-n"),
        ("NORRA LAN", "plats/lan-n"),
        ("north county", "plats/lan-n"),
        ("north", "plats/lan-n"),
        ("nor", "plats/lan-n"),
        ("norra", "plats/lan-n"),  # the county rather than its region; never the municipality
        ("norra ordningen", "dokument/n-2022"),  # the document where no place has all the words
        ("norra regionen", "aktor/region-n"),
        ("region-n", "aktor/region-n"),
        ("region väst", "aktor/region-v"),
        ("väst", "plats/lan-v"),
        ("vl", "plats/lan-v"),
        ("inre", "plats/v-inre"),
        ("v-inre", "plats/v-inre"),
        ("n-2020", "dokument/n-2020"),
        ("dokument/n-2021", "dokument/n-2021"),
        ("plan för nära vård", "dokument/n-2020"),
        ("uppföljning", "dokument/n-2021"),
        ("beslut", "dokument/v-2022"),
    ],
)
def test_who_goes_by_the_names_people_use(
    documents: KnowledgeGraph, typed: str, short: str
) -> None:
    """A first word is enough where one county has it; a whole name always is."""
    assert names.short(resolve_who(documents, typed)) == short


@pytest.mark.parametrize("typed", ["plan", "plan för", "län", "lan"])
def test_a_who_that_fits_several_is_listed(documents: KnowledgeGraph, typed: str) -> None:
    """To take one of two documents would leave out the other without a word."""
    with pytest.raises(AmbiguousNameError) as caught:
        resolve_who(documents, typed)

    assert len(caught.value.candidates) > 1
    assert all(names.short(resolve_who(documents, c)) == c for c in caught.value.candidates)


@pytest.mark.parametrize(
    "typed", ["tysta län", "lan-tyst", "kommun-norra", "norra kommun", "", "  ", "!?", "xyz"]
)
def test_a_who_that_no_document_is_about_is_unknown(documents: KnowledgeGraph, typed: str) -> None:
    """Else its answer would be empty, and read as "that county has said nothing"."""
    with pytest.raises(UnknownNameError) as caught:
        resolve_who(documents, typed)

    assert (caught.value.kind, caught.value.exit_code) == ("who", 3)


@pytest.mark.parametrize(("typed", "near"), [("nora", "norra"), ("vestra", "vastra")])
def test_a_misspelt_who_suggests_what_works(
    documents: KnowledgeGraph, typed: str, near: str
) -> None:
    """A county is suggested by the word people call it by, not by its number."""
    with pytest.raises(UnknownNameError) as caught:
        resolve_who(documents, typed)

    assert caught.value.near[0] == near
    assert all(resolve_who(documents, suggestion) for suggestion in caught.value.near)


@settings(deadline=None, max_examples=25)
@given(text=st.text(max_size=20))
def test_whatever_who_is_typed_is_one_or_an_error_of_ours(
    documents: KnowledgeGraph, text: str
) -> None:
    """It is typed by hand, too."""
    try:
        assert resolve_who(documents, text)
    except NaravardError as error:
        assert error.exit_code == 3


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("skane", "plats/lan-12"),
        ("skåne", "plats/lan-12"),
        ("Region Skåne", "aktor/region-12"),
        ("orebro", "plats/lan-18"),
        ("jämtland", "plats/lan-23"),
        ("västra götaland", "plats/lan-14"),
        ("södra älvsborg", "plats/sodra-alvsborg"),
        ("skane-malbild-2021", "dokument/skane-malbild-2021"),
        ("målbild och handlingsplan", "dokument/skane-malbild-2021"),
    ],
)
def test_who_of_the_shipped_graph(shipped: KnowledgeGraph, typed: str, short: str) -> None:
    """Örebro is the county here, though a municipality has the name too."""
    assert names.short(resolve_who(shipped, typed)) == short
