"""Evidence: every passage of the shipped graph stands where it says, to the character."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from naravard_kg import KnowledgeGraph, evidence, passages
from naravard_kg.errors import UnknownNameError, UnreadableFileError
from naravard_kg.evidence import FAILED, UNKNOWN, VERIFIED, Passage, of_nodes, texts_in, verified
from naravard_kg.terms import Iri

Run = Callable[..., Any]
ONE = "skane-lakarstod-12"


@pytest.fixture(scope="module")
def every(shipped: KnowledgeGraph) -> list[Passage]:
    """Every passage that the shipped graph cites."""
    table = shipped.select(
        "SELECT DISTINCT ?e WHERE { ?e a <https://w3id.org/naravard/ontology#Evidence> } ORDER BY ?e"
    )
    return of_nodes(shipped, [Iri(str(cell)) for cell in table.column("e")])


def test_every_passage_of_the_shipped_graph_verifies(every: list[Passage], sources: Path) -> None:
    """A fact whose passage is not there is no fact; each offset and each digest is tried."""
    texts = texts_in(sources)
    found = [verified(passage, texts) for passage in every]

    assert found
    assert [p.evidence for p in found if p.state != VERIFIED] == []
    for passage in found:
        text = texts[passage.checksum]
        assert 0 <= passage.start < passage.end <= len(text)
        assert passages.digest(text[passage.start : passage.end]) == passage.digest
        assert passage.words == passage.words.strip() != ""


def test_the_locator_names_the_line_that_the_offsets_fall_in(
    every: list[Passage], sources: Path
) -> None:
    """The reader with the printed text goes by the line; the machine by the offsets."""
    texts = texts_in(sources)
    for passage in every:
        text = texts[passage.checksum]
        first = text.count("\n", 0, passage.start) + 1
        last = text.count("\n", 0, passage.end - 1) + 1
        stated = passage.locator.rstrip(")").rpartition("(")[2].partition("–")
        lines = int(stated[0]), int(stated[2] or stated[0])
        assert lines[0] <= first <= last <= lines[1], passage.evidence


def test_a_passage_names_its_document(every: list[Passage]) -> None:
    """An offset into a text nobody can name proves nothing."""
    assert all(p.document.startswith("https://w3id.org/naravard/id/dokument/") for p in every)
    assert all(len(p.checksum) == 64 for p in every)


def test_a_tampered_text_fails(shipped: KnowledgeGraph, sources: Path) -> None:
    """One character changed in the passage must be seen."""
    good = [p for p in evidence(shipped, ONE, sources=sources) if p.state == VERIFIED]
    texts = texts_in(sources)

    assert good
    for passage in good:
        text = texts[passage.checksum]
        middle = (passage.start + passage.end) // 2
        tampered = text[:middle] + ("x" if text[middle] != "x" else "y") + text[middle + 1 :]
        assert verified(passage, {passage.checksum: tampered}).state == FAILED
        assert verified(passage, {passage.checksum: "x" + text}).state == FAILED


def test_a_text_that_is_not_at_hand_leaves_the_passage_unknown(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """A text with another checksum is another text; it neither proves nor disproves."""
    (tmp_path / "other.txt").write_text("something else", encoding="utf-8")
    found = evidence(shipped, ONE, sources=tmp_path)

    assert found
    assert {(p.state, p.words) for p in found} == {(UNKNOWN, "")}


def test_without_the_texts_the_places_are_told(shipped: KnowledgeGraph) -> None:
    """The words are not shipped; where they stand is."""
    found = evidence(shipped, ONE)

    assert found
    assert all(p.locator and p.digest and p.end > p.start and not p.words for p in found)
    assert [(p.text, p.start, p.end) for p in found] == sorted(
        (p.text, p.start, p.end) for p in found
    )


def test_evidence_of_what_is_said_of_a_thing_names_the_fact(shipped: KnowledgeGraph) -> None:
    """A dependency and a status have passages of their own, apart from the thing's."""
    found = evidence(shipped, ONE)

    assert any(p.property is None for p in found)
    assert any(p.property is not None and p.value is not None for p in found)


def test_a_wrong_name_or_folder_is_an_error(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """An empty answer would read as "there is no evidence"."""
    with pytest.raises(UnknownNameError):
        evidence(shipped, "qwertyuiop")
    with pytest.raises(UnreadableFileError) as caught:
        evidence(shipped, ONE, sources=tmp_path / "missing")
    assert caught.value.fault == "no-folder"


def test_no_nodes_are_no_passages(shipped: KnowledgeGraph) -> None:
    """An empty VALUES line would ask for everything, or fail."""
    assert of_nodes(shipped, []) == []


def test_a_passage_that_fails_is_exit_code_one(
    run: Run, shipped: KnowledgeGraph, sources: Path, tmp_path: Path
) -> None:
    """A job that guards the evidence must turn red."""
    passage = next(p for p in evidence(shipped, ONE, sources=sources) if p.state == VERIFIED)
    lie = replace(passage, digest="0" * 64)
    path = tmp_path / "lie.ttl"
    path.write_text(_as_turtle(lie), encoding="utf-8")

    good = run("evidence", ONE, "--sources", sources)
    bad = run("evidence", "uppdrag/lie", "--sources", sources, "--data", path)
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "DOES NOT VERIFY" in bad.stdout
    assert "verified" in good.stdout


def _as_turtle(passage: Passage) -> str:
    return (
        "@prefix nv: <https://w3id.org/naravard/ontology#> .\n"
        "@prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "<https://w3id.org/naravard/id/uppdrag/lie> a nv:Assignment ; nv:hasEvidence <urn:e> .\n"
        f"<urn:e> a nv:Evidence ; oa:hasSource <{passage.text}> ; oa:hasSelector <urn:e#pos> ;\n"
        f'  nv:passageDigest "{passage.digest}" ; nv:locator "{passage.locator}" .\n'
        f"<urn:e#pos> oa:start {passage.start} ; oa:end {passage.end} .\n"
    )
