"""By what can be compared: the named aspects, and every class and scheme of the ontology."""

from __future__ import annotations

import pytest

from naravard_kg import KnowledgeGraph, names, queryfiles
from naravard_kg.compare import aspect, compare, frame, offering
from naravard_kg.compare.aspects import named
from naravard_kg.errors import UnknownNameError
from naravard_kg.vocabulary import vocabulary

# What a document does not speak of: the record of what it says, and what describes the data.
APART = {"Claim", "Evidence", "Assessment", "SourceText", "SourceDocument", "StatusRecord"}


@pytest.mark.parametrize("name", sorted(named()))
def test_every_named_aspect_can_be_compared(shipped: KnowledgeGraph, name: str) -> None:
    """What --list promises must be there."""
    found = compare(shipped, by=name)

    assert len(found.parties) == 4
    assert any(any(row.stated) for row in found)


def test_every_class_of_the_ontology_can_be_compared(shipped: KnowledgeGraph) -> None:
    """By its own name and by its Swedish label."""
    words = vocabulary(shipped)
    ours = [iri for iri in words.classes if iri.startswith(names.ONTOLOGY)]
    names_of = {iri.removeprefix(names.ONTOLOGY) for iri in ours} - APART

    for name in sorted(names_of):
        found = compare(shipped, by=name)
        assert found.aspect.classes
    assert compare(shipped, by="utmaning").aspect == compare(shipped, by="Challenge").aspect


def test_every_shared_scheme_can_be_compared(shipped: KnowledgeGraph) -> None:
    """Body levels, roles, kinds of decision: whatever things of the documents are put under."""
    words = vocabulary(shipped)
    schemes = {str(t.scheme) for t in words.concepts.values() if t.scheme}
    ours = sorted(s.rpartition("/")[2] for s in schemes if s.startswith(names.VOCABULARIES))

    stated = {name: any(any(row.stated) for row in compare(shipped, by=name)) for name in ours}
    # What only describes schemes, texts or assessments is no document's to state.
    assert {name for name, told in stated.items() if not told} <= {
        *("fas", "rang", "skala-cfs", "textkvalitet", "styrka", "doktyp", "mottagare"),
    }
    assert stated["organniva"] and stated["roll"] and stated["beslutstyp"]


def test_an_aspect_may_be_named_in_words(shipped: KnowledgeGraph) -> None:
    """målgrupper, Target groups, target-groups are one."""
    plain = aspect(shipped, "target-groups")

    assert aspect(shipped, "målgrupper") == plain
    assert aspect(shipped, "malgrupper") == plain
    assert aspect(shipped, "TargetGroup") == plain


def test_a_class_may_be_compared_by_kinds_or_by_the_things_themselves(
    shipped: KnowledgeGraph,
) -> None:
    """The reader decides what a row is."""
    kinds = compare(shipped, by="areas", rows="kinds")
    things = compare(shipped, by="goals", rows="themselves")

    assert {names.short(row.key[0] or "").split("/")[1] for row in kinds if row.key} == {
        "omradestyp"
    }
    assert all((row.key[0] or "").startswith(names.THINGS) for row in things if row.key)
    with pytest.raises(UnknownNameError):
        compare(shipped, by="areas", rows="columns")
    with pytest.raises(UnknownNameError):
        compare(shipped, by="Risk", rows="kinds")


def test_the_list_counts_what_each_party_has(shipped: KnowledgeGraph) -> None:
    """Before one tries: Jämtland has no principles, and only Örebro names risks."""
    sides, found = offering.offers(shipped, (), frame.frame(shipped))

    counts = {offer.aspect.name: offer.things for offer in found}
    places = [side.name for side in sides]
    assert places == ["plats/lan-12", "plats/lan-14", "plats/lan-18", "plats/lan-23"]
    assert counts["risks"] == (0, 0, 6, 0)
    assert counts["principles"][3] == 0
    assert set(counts) == set(named())


def test_every_query_of_an_aspect_runs_as_it_stands(shipped: KnowledgeGraph) -> None:
    """A file of queries/ can be put to any SPARQL engine; its example gives rows."""
    files = queryfiles.in_folder("aspects")

    assert {a.query for a in named().values()} <= {file.name for file in files}
    for file in files:
        assert len(shipped.select(file.sparql)), file.name
