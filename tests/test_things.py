"""A thing in full: its facts with who states them, what points at it, its status over time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names, show
from naravard_kg.errors import UnknownNameError
from naravard_kg.render import things as pages
from naravard_kg.terms import RDF, Iri, Text
from naravard_kg.things import stats

Run = Callable[..., Any]
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


# --- side by side -----------------------------------------------------------------------------

TWO = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix st: <https://w3id.org/naravard/vocab/status/> .
@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .
@prefix rec: <https://w3id.org/naravard/id/statusnotering/> .
<https://w3id.org/naravard/graph/kalla/ett> {
  upp:a a nv:Assignment ; rdfs:label "Uppdraget"@sv , "The assignment"@en ; nv:awaits upp:b ;
    nv:assignmentNumber 1 ; nv:statedDate "2020-23" ; nv:hasStatusRecord rec:a-1 .
  rec:a-1 nv:status st:pagaende ; nv:statedDate "2020-23" .
  upp:c a nv:Assignment ; nv:assignmentNumber 3 .
}
<https://w3id.org/naravard/graph/kalla/tva> {
  upp:a nv:assignmentNumber 11 ; nv:awaits upp:b ; rdfs:comment "Bara svenska"@sv .
}
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A thing that two documents speak of, and one that one does."""
    path: Path = tmp_path_factory.mktemp("two") / "two.trig"
    path.write_text(TWO, encoding="utf-8")
    return naravard_kg.load([path], shipped=False)


def page(graph: KnowledgeGraph, name: str, language: str, width: int) -> list[str]:
    """What the screen shows of a thing, down to its status."""
    return pages.text(graph, show(graph, name), language, width).splitlines()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "uppdrag/a  The assignment",
                "  Assignment",
                "",
                "                   ett             tva",
                "─────────────────  ──────────────  ────────────",
                "comment                            Bara svenska",
                "name               The assignment",
                "assignment number  1               11",
                "awaits             uppdrag/b       uppdrag/b",
                "stated date        autumn 2020",
                "",
                "  Status over time",
                "    autumn 2020  in progress",
            ],
        ),
        (
            "sv",
            [
                "uppdrag/a  Uppdraget",
                "  Uppdrag",
                "",
                "                ett          tva",
                "──────────────  ───────────  ────────────",
                "anteckning                   Bara svenska",
                "namn            Uppdraget",
                "uppdragsnummer  1            11",
                "inväntar        uppdrag/b    uppdrag/b",
                "uppgiven tid    hösten 2020",
                "",
                "  Status över tid",
                "    hösten 2020  pågående",
            ],
        ),
    ],
)
def test_what_two_documents_say_stands_side_by_side(
    two: KnowledgeGraph, language: str, expected: list[str]
) -> None:
    """A column for each; an empty cell is what that document does not say."""
    assert page(two, "uppdrag/a", language, 100) == expected


@pytest.mark.parametrize(("name", "width"), [("uppdrag/c", 100), ("uppdrag/a", 59)])
def test_one_document_or_a_narrow_screen_has_no_columns(
    two: KnowledgeGraph, name: str, width: int
) -> None:
    """One column is a list; three of a handful of letters are unreadable."""
    found = page(two, name, "en", width)

    assert not any("─" in line for line in found)
    assert "  assignment number" in found
    assert [line for line in found if line.startswith("    ") and line.endswith("(ett)")]


def test_side_by_side_leaves_nothing_out(two: KnowledgeGraph) -> None:
    """The list and the columns tell the same values."""
    wide, narrow = (" ".join(page(two, "uppdrag/a", "en", width)) for width in (100, 59))

    for value in ("Bara svenska", "The assignment", "11", "uppdrag/b", "autumn 2020"):
        assert value in wide
        assert value in narrow


def test_the_program_shows_the_act_of_two_documents_side_by_side(run: Run) -> None:
    """The two years stand beside each other under the documents that state them."""
    lines = run("show", "lag/sfs-2017-612").stdout.splitlines()
    (row,) = (line.split() for line in lines if "2017  " in line and "2018" in line)

    assert row[-2:] == ["2017", "2018"]
    assert "jamtland-samverkan-2022" in "\n".join(lines)
