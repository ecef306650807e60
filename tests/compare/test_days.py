"""The same parties on other days: what held, what did not, and what nobody lets us know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.compare import compare

from .small import area, cell, says, small

REHAB = "rehabilitering"
TOLD = area("ours", skos_exactMatch="c:rehabilitering")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2017-12-31", "not-mentioned"),
        ("2018-01-01", "stated"),
        ("2019-06-30", "stated"),
        ("2020-01-01", "not-mentioned"),
    ],
)
def test_a_thing_s_own_period_decides(tmp_path: Path, day: str, holds: str) -> None:
    """Before and after it the region had no such area, whatever its document says today."""
    period = 'x:ours nv:validFrom "2018-01-01"^^xsd:date ; nv:validTo "2019-12-31"^^xsd:date .'
    graph = small(tmp_path, says("a", TOLD + period))

    found = compare(graph, as_of=date.fromisoformat(day))

    assert found.stance(REHAB, "plats/lan-12").state == holds


def test_else_the_period_of_the_plan_it_belongs_to_decides(tmp_path: Path) -> None:
    """An area has seldom dates; its plan has."""
    plan = 'p:1 a nv:Plan ; nv:inArea x:ours ; nv:validFrom "2018-01-01"^^xsd:date ; nv:validTo "2019-12-31"^^xsd:date .'
    graph = small(tmp_path, says("a", TOLD + plan))

    then, later = (compare(graph, as_of=date(year, 6, 1)) for year in (2019, 2021))

    assert cell(then, REHAB, "lan-12").state == "stated"
    assert cell(later, REHAB, "lan-12").state == "not-mentioned"


def test_else_the_document_speaks_from_its_day_of_issue(tmp_path: Path) -> None:
    """What nobody dates is said when it is said."""
    graph = small(tmp_path, says("a", TOLD), issued="2021-03-01")

    before, after = (compare(graph, as_of=date(2021, month, 1)) for month in (2, 4))

    assert cell(before, REHAB, "lan-12").state == "not-mentioned"
    assert cell(after, REHAB, "lan-12").state == "stated"


def test_where_an_end_is_unknown_the_cell_says_so(tmp_path: Path) -> None:
    """Open and unknown ends are two things: whether it still held in 2030 no source says."""
    graph = small(tmp_path, says("a", TOLD + 'x:ours nv:validFrom "2018-01-01"^^xsd:date .'))

    (entry,) = cell(compare(graph, as_of=date(2030, 1, 1)), REHAB, "lan-12").entries

    assert entry.holds is None


def test_a_decision_counts_from_its_day(shipped: KnowledgeGraph) -> None:
    """The decision of February 2021 had not been taken in January."""
    january, march = (
        compare(shipped, ["skane"], by="decisions", as_of=date(2021, m, 1)) for m in (1, 3)
    )

    def taken(found: object) -> set[str]:
        return {names.short(e.thing) for row in found for s in row.stances for e in s.entries}  # type: ignore[attr-defined]

    assert "beslut/skane-cs-2021-02-19-halla-samman" not in taken(january)
    assert "beslut/skane-cs-2021-02-19-halla-samman" in taken(march)


def test_two_days_side_by_side_show_the_change(shipped: KnowledgeGraph) -> None:
    """Assignment 15 moves from not settled to partly handled between the two days."""
    found = compare(
        shipped,
        ["skane"],
        by="status",
        only="differing",
        as_of=[date(2020, 12, 31), date(2021, 12, 31)],
    )

    at = {
        names.short(row.key[0] or "").rpartition("/")[2]: [
            {names.short(e.thing) for e in stance.entries} for stance in row.stances
        ]
        for row in found
    }
    before, after = at["delvis-hanterat"]
    assert "uppdrag/skane-lakarstod-15" in after - before


def test_two_documents_of_a_region_can_be_set_side_by_side(shipped: KnowledgeGraph) -> None:
    """The plan of 2021 has areas that the follow-up of 2021 does not name."""
    found = compare(shipped, ["skane-malbild-2021", "skane-uppfoljning-lakarstod"], only="unique")

    assert len(found.parties) == 2
    assert any(row.stated == (True, False) for row in found)
