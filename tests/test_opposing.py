"""A plan that contradicts the graph: told with the passages of both sides."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, check, names, resources
from naravard_kg.opposing import way_back
from naravard_kg.reports import Finding
from naravard_kg.terms import Iri

CLASHING = resources.tour_folder() / "clashing-plan.yaml"
HEAD = "källa: {id: prov, titel: Prov, område: lan-12}\n"


def found(graph: KnowledgeGraph, path: Path, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in check(graph, path).findings if finding.rule == rule]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Where a plan may be written."""
    return tmp_path / "plan.yaml"


def test_a_body_under_another_name_is_told_with_where_it_is_known_from(
    shipped: KnowledgeGraph,
) -> None:
    """Two identifiers of one body count it twice in every comparison."""
    (finding,) = found(shipped, CLASHING, "known-thing")

    assert finding.value == names.thing("organ", "skane-cs")
    assert {related.file for related in finding.related} == {
        "dokument/skane-malbild-2021", "dokument/skane-uppfoljning-lakarstod"
    }  # fmt: skip
    assert all(related.where and related.thing == finding.value for related in finding.related)
    line = CLASHING.read_text(encoding="utf-8").splitlines()[finding.line - 1]
    place = finding.place
    assert line[place.column - 1 : place.end_column - 1] == "Centralt samverkansorgan"


@pytest.mark.parametrize("change", ["lan-18", "lan-13"])
def test_an_equal_name_elsewhere_is_no_fault(
    shipped: KnowledgeGraph, plan: Path, change: str
) -> None:
    """Many counties have a body of the same name."""
    text = CLASHING.read_text(encoding="utf-8").replace("område: lan-12\n", f"område: {change}\n")
    plan.write_text(text, encoding="utf-8")

    assert found(shipped, plan, "known-thing") == []


def test_other_parties_are_told_with_the_passages_that_name_them(shipped: KnowledgeGraph) -> None:
    """Fewer parties are no contradiction; others are."""
    (finding,) = found(shipped, CLASHING, "contradicting-parties")

    assert finding.value == names.thing("aktor", "region-13")
    assert finding.related
    assert all(str(related.message.en).startswith("aktor/") for related in finding.related)


def test_a_circle_closed_with_the_graph_names_the_links_that_the_graph_holds(
    shipped: KnowledgeGraph,
) -> None:
    """The writer sees one link of the circle in her file; the others she cannot see there."""
    (finding,) = found(shipped, CLASHING, "no-hard-cycle")

    assert {related.thing for related in finding.related} == {
        names.thing("uppdrag", "skane-lakarstod-08")
    }
    assert all("isHandledThrough" in related.message.en for related in finding.related)


def test_the_plans_own_passage_is_told_too(shipped: KnowledgeGraph, plan: Path) -> None:
    """Who judges between two sources needs the place in both."""
    text = "Lagen trädde i kraft år 2019.\n"
    (plan.parent / "t.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    plan.write_text(
        "källa:\n  id: prov\n  titel: Prov\n"
        f"  text: {{id: prov-text, fil: t.txt, sha256: {digest}, typ: digital}}\n"
        "författning:\n"
        "  - id: sfs-2017-612\n"
        "    uppgivet ikraftträdande: {värde: 2019, belägg: 1 trädde i kraft år 2019}\n",
        encoding="utf-8",
    )
    finding = next(
        f for f in found(shipped, plan, "contradicting-values") if "2019" in str(f.value)
    )

    assert any(related.file == str(plan) for related in finding.related)
    assert any(related.file != str(plan) for related in finding.related)


def test_an_identifier_of_something_else_is_in_use(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """What is said of two things under one identifier is mixed up in every answer."""
    path = tmp_path / "plan.ttl"
    path.write_text(
        "@prefix nv: <https://w3id.org/naravard/ontology#> .\n"
        "<https://w3id.org/naravard/id/organ/skane-cs> a nv:Project .\n",
        encoding="utf-8",
    )
    (finding,) = found(shipped, path, "identifier-in-use")

    assert finding.severity == "error"
    assert finding.line == 2


@pytest.mark.parametrize(
    ("records", "rules"),
    [
        ("[{status: genomfort, per: 2024-01-01}, {status: pagaende, per: 2023-01-01}]", 0),
        ("[{status: genomfort, per: 2023-01-01}, {status: pagaende, per: 2024-01-01}]", 2),
        ("[{status: genomfort, per: 2023-01-01}, {status: ej-vidareford, per: 2024-01-01}]", 0),
        ("[{status: genomfort, per: 2023-01-01}, {status: pagaende, per: 2024-01-01, not: Igen}]", 1),
    ],
)  # fmt: skip
def test_a_status_does_not_go_back(
    shipped: KnowledgeGraph, plan: Path, records: str, rules: int
) -> None:
    """What is done and then under way is a slip, or the source tells why."""
    plan.write_text(
        f"{HEAD}uppdrag:\n  - {{id: a, rubrik: A, utförs av: region-12, status: {records}}}\n",
        encoding="utf-8",
    )
    assert len(found(shipped, plan, "status-backwards")) == rules


@pytest.mark.parametrize(
    "name", [p.stem for p in (resources.root() / "data/sources").glob("*.yaml")]
)
def test_the_shipped_documents_contradict_nothing_unjudged(
    shipped: KnowledgeGraph, name: str
) -> None:
    """A rule that finds fault with what was read twice would cry wolf."""
    path = resources.root() / "data" / "sources" / f"{name}.yaml"
    rules = {"known-thing", "contradicting-parties", "identifier-in-use", "status-backwards"}

    assert {f.rule for f in check(shipped, path).findings} & rules == set()


def test_the_way_back_is_the_shortest_chain_of_waiting() -> None:
    """What closes a circle is told link by link, no more links than there are."""
    a, b, c, d = (Iri(f"urn:{name}") for name in "abcd")
    waits = Iri(names.ONTOLOGY + "awaits")
    facts = [(a, waits, b), (b, waits, c), (c, waits, d), (a, waits, c), (d, Iri("urn:other"), a)]

    assert way_back(facts, a, d) == ((a, waits, c), (c, waits, d))
    assert way_back(facts, d, a) == ()
    assert way_back(facts, a, a) == ()
