"""What a cell says: stated, stated to be absent, not mentioned, silent; and how near it comes."""

from __future__ import annotations

from pathlib import Path

from naravard_kg import KnowledgeGraph, names
from naravard_kg.compare import compare

from .small import area, cell, says, small

REHAB = "rehabilitering"


def test_stated_unmentioned_and_silent_are_three_answers(tmp_path: Path) -> None:
    """A document that has other areas only does not mention this one; one without any is silent."""
    graph = small(
        tmp_path,
        says("a", area("ours", skos_exactMatch="c:rehabilitering"))
        + says("b", area("other", skos_closeMatch="c:digitalisering"))
        + says("c", 'u:1 a nv:Assignment ; rdfs:label "ett"@sv ; nv:hasEvidence b:2 .'),
    )

    found = compare(graph, by="areas")

    assert cell(found, REHAB, "lan-12").state == "stated"
    assert cell(found, REHAB, "lan-18").state == "not-mentioned"
    assert cell(found, REHAB, "lan-14").state == "silent"


def test_what_a_document_says_is_missing_is_stated_to_be_absent(tmp_path: Path) -> None:
    """That a thing is missing is a statement, which silence is not."""
    missing = area("ours", skos_exactMatch="c:rehabilitering", nv_hasStatusRecord="n:1")
    record = 'n:1 a nv:StatusRecord ; nv:status s:saknas ; nv:asOf "2021-01-01"^^xsd:date .'
    graph = small(tmp_path, says("a", missing + record))

    stance = cell(compare(graph), REHAB, "lan-12")

    assert stance.state == "stated-absent"
    assert stance.match is None
    assert [names.short(e.absent or "") for e in stance.entries] == ["vocab/status/saknas"]


def test_a_later_note_that_work_goes_on_ends_an_absence(tmp_path: Path) -> None:
    """What was asked for in January and under way in March is not absent; on a day before it was."""
    told = area("ours", skos_exactMatch="c:rehabilitering", nv_hasStatusRecord="n:1 , n:2")
    records = """
        n:1 a nv:StatusRecord ; nv:status s:efterfragad ; nv:asOf "2021-01-01"^^xsd:date .
        n:2 a nv:StatusRecord ; nv:status s:pagaende ; nv:asOf "2021-03-01"^^xsd:date .
    """
    graph = small(tmp_path, says("a", told + records), issued="2020-12-01")

    from datetime import date

    now = compare(graph)
    then = compare(graph, as_of=date(2021, 2, 1))

    assert cell(now, REHAB, "lan-12").state == "stated"
    assert cell(then, REHAB, "lan-12").state == "stated-absent"


def test_the_nearest_match_is_the_cell_s(tmp_path: Path) -> None:
    """A tick would hide that wordings differ: the cell says how near the nearest thing comes."""
    graph = small(
        tmp_path,
        says("a", area("part", skos_broadMatch="c:rehabilitering"))
        + says("a", area("near", skos_closeMatch="c:rehabilitering")),
    )

    stance = cell(compare(graph), REHAB, "lan-12")

    assert stance.match == "close"
    assert [(names.short(e.thing), e.match) for e in stance.entries] == [
        ("omrade/near", "close"),
        ("omrade/part", "broad"),
    ]


def test_a_related_match_breaks_no_silence_and_is_shown(tmp_path: Path) -> None:
    """What is only related is no mention of the concept, and yet worth a look."""
    graph = small(tmp_path, says("a", area("kin", skos_relatedMatch="c:rehabilitering")))

    stance = cell(compare(graph), REHAB, "lan-12")

    assert stance.state == "not-mentioned"
    assert [e.match for e in stance.entries] == ["related"]


def test_what_is_a_narrower_concept_counts_for_the_wider_one_more_loosely(tmp_path: Path) -> None:
    """Harm is a part of safety: what is exactly the first is broadly the second."""
    graph = small(tmp_path, says("a", area("harm", skos_exactMatch="c:vardskador")))

    found = compare(graph)
    wide = cell(found, "patientsakerhet", "lan-12")

    assert cell(found, "vardskador", "lan-12").match == "exact"
    assert wide.match == "broad"
    assert [names.short(e.within or "") for e in wide.entries] == [
        "vocab/utvecklingsomrade/vardskador"
    ]
    depths = {
        names.short(row.key[0] or "").rpartition("/")[2]: row.depth for row in found if row.key
    }
    assert (depths["patientsakerhet"], depths["vardskador"]) == (0, 1)


def test_what_only_reports_the_national_frame_is_not_the_region_s_own(tmp_path: Path) -> None:
    """A plan that retells what the state has agreed has not answered it."""
    agreement = (
        "a:n a nv:Agreement ; nv:hasParty aktor:staten ; nv:inArea x:theirs ; nv:hasEvidence b:1 ."
    )
    told = area("theirs", skos_closeMatch="c:rehabilitering") + agreement
    graph = small(
        tmp_path, says("a", told) + says("b", area("o", skos_exactMatch="c:rehabilitering"))
    )

    found = compare(graph, ["national", "lan-12", "lan-18"])

    reported = cell(found, REHAB, "lan-12")
    assert (reported.state, reported.own) == ("stated", False)
    assert [names.short(e.frame or "") for e in reported.entries] == ["avtal/n"]
    assert cell(found, REHAB, "lan-18").own
    assert found.stance(REHAB, "aktor/staten").own


def test_what_a_region_has_made_its_own_is_no_part_of_the_frame(tmp_path: Path) -> None:
    """An area that the region's own plan has is the region's, wherever it comes from."""
    told = (
        area("ours", skos_closeMatch="c:rehabilitering")
        + "a:n a nv:Agreement ; nv:hasParty aktor:staten ; nv:inArea x:ours ; nv:hasEvidence b:1 ."
        + "p:r a nv:Plan ; nv:inArea x:ours ; nv:hasEvidence b:1 ."
    )
    graph = small(tmp_path, says("a", told))

    found = compare(graph, ["national", "lan-12"])

    assert cell(found, REHAB, "lan-12").own
    assert not found.stance(REHAB, "aktor/staten").own


def test_what_no_shared_concept_fits_has_a_row_of_its_own(tmp_path: Path) -> None:
    """A comparison that left it out would make regions more alike than they are."""
    graph = small(tmp_path, says("a", area("odd") + area("o", skos_exactMatch="c:rehabilitering")))

    last = compare(graph).rows[-1]

    assert last.key == ()
    assert [names.short(e.thing) for e in last.stances[0].entries] == ["omrade/odd"]


def test_a_county_is_known_by_the_part_that_its_documents_are_about(tmp_path: Path) -> None:
    """A plan of one part of a county must not pass for the whole county's."""
    graph = small(tmp_path, says("c", area("o", skos_exactMatch="c:rehabilitering")))

    parts = {party.name: party.part for party in compare(graph).parties}

    assert names.short(parts["plats/lan-14"] or "") == "plats/sa"
    assert parts["plats/lan-12"] is None


def test_a_plan_is_compared_by_what_belongs_to_it(tmp_path: Path) -> None:
    """Two plans of one document differ by their own parts, not by the document."""
    told = (
        area("one", skos_exactMatch="c:rehabilitering")
        + area("two", skos_exactMatch="c:digitalisering")
        + 'p:1 a nv:Plan ; rdfs:label "p1"@sv ; nv:inArea x:one ; nv:hasEvidence b:1 .'
        + 'p:2 a nv:Plan ; rdfs:label "p2"@sv ; nv:hasEvidence b:1 .'
        + 'u:1 a nv:Assignment ; rdfs:label "u1"@sv ; nv:isPartOfPlan p:2 ; nv:inArea x:two ; nv:hasEvidence b:1 .'
    )
    graph = small(tmp_path, says("a", told))

    found = compare(graph, ["plan/1", "plan/2"])

    assert [found.stance(REHAB, plan).state for plan in ("plan/1", "plan/2")] == [
        "stated",
        "not-mentioned",
    ]
    assert found.stance("digitalisering", "plan/2").state == "stated"


def test_a_facet_that_no_document_states_is_left_open(tmp_path: Path) -> None:
    """That a sphere is not said must not become a sphere."""
    body = 'o:1 a nv:Body ; rdfs:label "ett"@sv ; nv:bodyLevel v-niva:lan ; nv:hasEvidence b:1 .'
    graph = small(tmp_path, says("a", body))

    (row,) = compare(graph, by="bodies").rows

    assert [part and names.short(part) for part in row.key] == ["vocab/organniva/lan", None, None]


def test_the_statuses_are_the_last_known_ones(shipped: KnowledgeGraph) -> None:
    """Assignment 15 was not settled in 2020 and partly handled in 2021; now it is the latter."""
    found = compare(shipped, by="status")

    at = {
        names.short(row.key[0] or ""): {names.short(e.thing) for e in row.stances[0].entries}
        for row in found
        if row.key
    }
    assert "uppdrag/skane-lakarstod-15" in at["vocab/status/delvis-hanterat"]
    assert "uppdrag/skane-lakarstod-01" in at["vocab/status/ej-paborjat"]


def test_every_stated_cell_of_the_shipped_graph_has_a_passage(shipped: KnowledgeGraph) -> None:
    """A cell without evidence would be the word of this program and of nobody else."""
    for by in ("areas", "target-groups", "methods", "themes", "bodies"):
        found = compare(shipped, by=by, evidence=True)
        bare = [
            names.short(entry.thing)
            for row in found
            for stance in row.stances
            for entry in stance.entries
            if not any(p.document in entry.documents for p in found.passages.get(entry.thing, ()))
        ]
        assert bare == [], by


def test_the_table_has_a_row_for_each_thing_and_each_empty_cell(shipped: KnowledgeGraph) -> None:
    """A data frame of it can be filtered and counted without another question to the graph."""
    found = compare(shipped, ["skane", "orebro"], by="areas")
    table = found.table()

    cells = {(row["row"], row["who"]) for row in table.records()}
    assert len(cells) == len(found) * 2
    assert {row["state"] for row in table.records()} == {"stated", "not-mentioned"}
    frame = found.to_pandas("sv")
    assert set(frame.columns) == {*table.columns, "row_label", "who_label", "label"}
    assert len(frame) == len(table)
    labelled = frame[frame["row"] == "vocab/utvecklingsomrade/rehabilitering"]
    assert set(labelled["row_label"]) == {"rehabilitering"}
    assert "Det rehabiliterande arbetet" in set(labelled["label"])
