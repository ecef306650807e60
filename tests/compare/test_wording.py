"""The words of each party: terms with definitions and passages, synonyms and homonyms."""

from __future__ import annotations

from pathlib import Path

from naravard_kg import KnowledgeGraph, names
from naravard_kg.compare import compare
from naravard_kg.compare.wording import Term, Wording, wording

from .small import area, says, small


def words(group: tuple[Term, ...]) -> set[str]:
    """The wordings of a group."""
    return {term.words for term in group}


def read(graph: KnowledgeGraph, by: str) -> Wording:
    """The wording of all counties by an aspect."""
    return wording(graph, compare(graph, by=by, evidence=True))


def test_different_words_for_one_concept_are_synonyms(tmp_path: Path) -> None:
    """Mapped exactly or closely; a part of the concept is no other word for it."""
    graph = small(
        tmp_path,
        says("a", area("Rehab", skos_exactMatch="c:rehabilitering"))
        + says("b", area("Återhämtning", skos_closeMatch="c:rehabilitering"))
        + says("b", area("Handrehab", skos_broadMatch="c:rehabilitering")),
    )

    (group,) = read(graph, "areas").synonyms

    assert words(group) == {"Rehab", "Återhämtning"}


def test_the_same_words_for_different_things_are_homonyms(tmp_path: Path) -> None:
    """Also where one is another's second name; not where both are exactly one concept."""
    graph = small(
        tmp_path,
        says(
            "a",
            area("o1", skos_closeMatch="c:rehabilitering") + 'x:o1 skos:altLabel "Trygghet"@sv .',
        )
        + says(
            "b",
            area("o2", skos_closeMatch="c:digitalisering") + 'x:o2 skos:altLabel "trygghet"@sv .',
        )
        + says(
            "a",
            'x:s1 a nv:DevelopmentArea ; skos:prefLabel "Lika"@sv ; nv:hasEvidence b:1 ; skos:exactMatch c:nutrition .',
        )
        + says(
            "b",
            'x:s2 a nv:DevelopmentArea ; skos:prefLabel "Lika"@sv ; nv:hasEvidence b:1 ; skos:exactMatch c:nutrition .',
        ),
    )

    (group,) = read(graph, "areas").homonyms

    assert {names.short(term.entry.thing) for term in group} == {"omrade/o1", "omrade/o2"}


def test_one_party_alone_has_neither(tmp_path: Path) -> None:
    """Two names within a region are its own affair."""
    graph = small(
        tmp_path,
        says("a", area("Ett", skos_exactMatch="c:rehabilitering"))
        + says("a", area("Två", skos_exactMatch="c:rehabilitering")),
    )
    found = read(graph, "areas")

    assert (found.synonyms, found.homonyms) == ((), ())


def test_rehabilitation_is_worded_in_two_ways(shipped: KnowledgeGraph) -> None:
    """Skåne's word is exactly the concept's, Örebro's only nearly; the reason stands beside it."""
    found = read(shipped, "areas")
    terms = {names.short(term.entry.thing): term for term in found.terms}

    ours, theirs = terms["omrade/skane-2021-rehabilitering"], terms["omrade/orebro-delmal-4"]
    assert (ours.words, ours.entry.match) == ("Rehabilitering", "exact")
    assert (theirs.words, theirs.entry.match) == ("Det rehabiliterande arbetet", "close")
    assert theirs.reason
    assert any(
        {"Rehabilitering", "Det rehabiliterande arbetet"} <= words(g) for g in found.synonyms
    )


def test_frail_older_people_are_delimited_by_their_scale(shipped: KnowledgeGraph) -> None:
    """A group is no wider than its criterion: it stands with its definition."""
    found = read(shipped, "target-groups")
    terms = {names.short(term.entry.thing): term for term in found.terms}

    told = terms["malgrupp/sa-skora-aldre-5-6"].definitions
    assert "CFS 5–6" in {str(text) for text in told}


def test_a_board_of_the_same_name_is_three_boards(shipped: KnowledgeGraph) -> None:
    """Each region has its own health care committee."""
    groups = read(shipped, "bodies").homonyms

    assert any(
        {"organ/jamtland-hsn", "organ/orebro-hsn"} <= {names.short(t.entry.thing) for t in group}
        for group in groups
    )


def test_every_term_has_its_places(shipped: KnowledgeGraph) -> None:
    """A wording without the passage could be the program's own."""
    table = read(shipped, "target-groups").table("en")

    assert None not in table.column("locators")
    assert None not in table.column("documents")
