"""Short names: what a terminal prints can be typed back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names
from naravard_kg.terms import Iri, is_iri

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@given(st.from_regex(r"[a-z]+", fullmatch=True), SLUGS)
def test_the_short_name_of_a_thing_can_be_typed_back(segment: str, slug: str) -> None:
    """A name that leads somewhere else sends a reader to the wrong facts."""
    if segment in {"vocab", "graph"}:
        return
    thing = names.thing(segment, slug)

    assert names.short(thing) == f"{segment}/{slug}"
    assert names.expand(names.short(thing)) == thing


def test_every_name_of_the_shipped_graph_can_be_typed_back(shipped: KnowledgeGraph) -> None:
    """All that the terminal prints is a name of something in the graph; none may be one-way."""
    iris = {c for q in shipped.quads() for c in q if isinstance(c, Iri) and not c.startswith("_:")}

    assert [iri for iri in sorted(iris) if names.expand(names.short(iri)) != iri] == []


@given(st.text())
def test_whatever_is_typed_gives_an_iri_or_nothing(text: str) -> None:
    """What a person types goes into a query; only an IRI may come of it."""
    found = names.expand(text)

    assert found is None or is_iri(found)


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("organ/skane-cs", "id/organ/skane-cs"),
        ("vocab/status/pagaende", "vocab/status/pagaende"),
        ("graph/kalla/x", "graph/kalla/x"),
        ("nv:Assignment", "ontology#Assignment"),
        ("<https://w3id.org/naravard/id/organ/x>", "id/organ/x"),
        ("https://w3id.org/naravard/id/organ/x", "id/organ/x"),
    ],
)
def test_each_way_of_naming_leads_to_its_iri(typed: str, local: str) -> None:
    """People paste IRIs, brackets included, and type short names."""
    assert names.expand(typed) == names.BASE + local


@pytest.mark.parametrize("typed", ["skane-cs", "cs", "unknown:x", "organ/", "a b/c", "x://a b", ""])
def test_what_has_no_such_form_is_no_iri(typed: str) -> None:
    """A bare word is looked up in the graph; taken for an IRI it would name nothing."""
    assert names.expand(typed) is None


@given(st.text())
def test_a_slug_is_ascii_and_its_own_slug(text: str) -> None:
    """Slugs are part of IRIs for ever; one that changes on a second pass makes two things of one."""
    slug = names.slug(text)

    assert slug.isascii()
    assert names.slug(slug) == slug


@pytest.mark.parametrize(
    ("text", "folded"), [("ÖREBRO", "orebro"), ("Vård", "vard"), ("Straße", "strasse")]
)
def test_folding_forgives_case_and_diacritics(text: str, folded: str) -> None:
    """The sources are OCR without å, ä, ö; people type what they find there."""
    assert names.fold(text) == folded


def test_the_prefixes_are_those_of_the_context() -> None:
    """One table of prefixes: queries, output and JSON-LD must not disagree."""
    assert names.prefixes()["nv"] == names.ONTOLOGY
    assert names.prefixes()["skos"] == "http://www.w3.org/2004/02/skos/core#"
