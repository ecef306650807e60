"""The matrices of themes, groups and methods, cell by cell against a reading of the texts.

A second reader filled the same matrices from the texts alone, without sight of the graph
(``tests/competency/themes_read.yaml`` and ``groups_read.yaml``: what each region says of each
concept, how strongly, and in which lines). Three things must hold:

- no cell says "stated" where the reader found nothing;
- no cell says less than "stated" where the reader found the concept as the region's own, but for
  those argued below;
- what a stated cell rests on lies in lines that the reader noted too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from naravard_kg import KnowledgeGraph
from naravard_kg.compare import Comparison, compare
from naravard_kg.compare.stances import ABSENT, STATED, Stance
from naravard_kg.evidence import Passage
from naravard_kg.passages import digest, read_text

READINGS = Path(__file__).parents[1] / "competency"
COUNTIES = {
    "skane": "plats/lan-12",
    "orebro": "plats/lan-18",
    "sodra-alvsborg": "plats/lan-14",
    "jamtland": "plats/lan-23",
}
MATRICES = {
    "themes": ("themes_read.yaml", None),
    "target-groups": ("groups_read.yaml", "malgrupp"),
    "methods": ("groups_read.yaml", "arbetssatt"),
}
WEAK = {"none", "mention", "narrower"}

# Where the reader found something of the region's own and the cell says less, and why.
ARGUED: dict[tuple[str, str, str], str] = {
    ("themes", "kommunikation", "skane"): (
        "Communication between levels, a team's name and talk about a form of care; nobody is told "
        "what the transition means."
    ),
    ("themes", "komplexa-behov", "sodra-alvsborg"): "Frailty is named; complexity is not.",
    ("themes", "primarvard-nav", "jamtland"): (
        "A shared level of care, never called a hub: shown as related."
    ),
    ("methods", "digitalt-stod", "jamtland"): (
        "An area, a module for information and an unexplained project; no care given by digital "
        "means: shown as related."
    ),
}

Cell = tuple[str, str, Stance, dict[str, Any]]


def cells(graph: KnowledgeGraph, by: str) -> tuple[Comparison, list[Cell]]:
    """Each cell of a matrix with what the reader found: concept, region, stance, reading."""
    name, part = MATRICES[by]
    read = yaml.safe_load((READINGS / name).read_text(encoding="utf-8"))
    told = read[part] if part else read
    found = compare(graph, by=by, evidence=True)
    column = {party.name: i for i, party in enumerate(found.parties)}
    return found, [
        (concept, region, row.stances[column[county]], told[concept][region])
        for row in found
        if row.key and (concept := (row.key[0] or "").rpartition("/")[2])
        for region, county in COUNTIES.items()
    ]


@pytest.mark.parametrize(
    ("by", "number"), [("themes", 136), ("target-groups", 64), ("methods", 72)]
)
def test_every_cell_has_been_read(shipped: KnowledgeGraph, by: str, number: int) -> None:
    """A concept that is added to a scheme has to be read in the texts too."""
    assert len(cells(shipped, by)[1]) == number


@pytest.mark.parametrize("by", MATRICES)
def test_no_cell_states_what_the_texts_do_not(shipped: KnowledgeGraph, by: str) -> None:
    """The reader found nothing of the concept in any document of the region."""
    _, told = cells(shipped, by)

    assert [
        (c, r)
        for c, r, stance, read in told
        if read["strength"] == "none" and stance.state == STATED
    ] == []


@pytest.mark.parametrize("by", MATRICES)
def test_no_cell_passes_over_what_a_region_has_as_its_own(shipped: KnowledgeGraph, by: str) -> None:
    """An area, a goal, a body, a group or a method of the region's own."""
    _, told = cells(shipped, by)

    passed = {
        (by, concept, region)
        for concept, region, stance, read in told
        if read["strength"] not in WEAK and stance.state not in (STATED, ABSENT)
    }
    assert passed == {cell for cell in ARGUED if cell[0] == by}


@pytest.mark.parametrize("by", MATRICES)
def test_what_a_cell_rests_on_is_what_was_read(
    shipped: KnowledgeGraph, sources: Path, by: str
) -> None:
    """The passages of a stated cell and the lines of the reader meet."""
    texts = {
        digest(text := read_text(path)): (path.name[:3], text) for path in sources.glob("*.txt")
    }
    found, told = cells(shipped, by)

    apart = set()
    for concept, region, stance, read in told:
        if stance.state in (STATED, ABSENT) and read["strength"] != "none":
            ours = [
                _lines(passage, texts)
                for entry in stance.entries
                if entry.counts
                for passage in found.passages.get(entry.thing, ())
                if passage.document in entry.documents
            ]
            if not any(_meet(line, read["lines"]) for line in ours):
                apart.add((by, concept, region))
    assert apart == set()


def _lines(passage: Passage, texts: dict[str, tuple[str, str]]) -> tuple[str, int, int]:
    """The number of the text, and the lines that a passage stands in."""
    number, text = texts[passage.checksum]
    return number, text.count("\n", 0, passage.start) + 1, text.count("\n", 0, passage.end) + 1


def _meet(ours: tuple[str, int, int], read: dict[str, list[Any]]) -> bool:
    number, first, last = ours
    spans = (
        (span, span) if isinstance(span, int) else tuple(span) for span in read.get(number, ())
    )
    return any(first <= end and start <= last for start, end in spans)
