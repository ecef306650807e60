"""Checking: what cannot be read says where, what can is judged, and the graph stays as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, check, names, resources, rules
from naravard_kg.errors import UnknownNameError, UnreadableFileError
from naravard_kg.plans import template
from naravard_kg.terms import Iri

Run = Callable[..., Any]
SOUND = template.text("sv")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan file."""
    path = tmp_path / "plan.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return path


# --- files that cannot be read ------------------------------------------------------------------

UNREADABLE: dict[str, tuple[str, bytes | None, str, int]] = {
    "missing": ("x.yaml", None, "missing", 0),
    "unknown-ending": ("x.docx", b"", "kind", 0),
    "no-ending": ("x", b"", "kind", 0),
    "binary": ("x.yaml", b"PK\x03\x04\x00\x00", "binary", 0),
    "utf-16": ("x.yaml", "källa: x".encode("utf-16"), "binary", 0),
    "latin-1": ("x.yaml", "a: b\nkälla: x\n".encode("latin-1"), "encoding", 2),
    "latin-1-turtle": ("x.ttl", "# a\n# å\n".encode("latin-1"), "encoding", 2),
    "broken-yaml": ("x.yaml", b"a: [1\nb: 2\n", "yaml", 2),
    "tab": ("x.yaml", b"a:\n\t- b\n", "yaml", 2),
    "alias": ("x.yaml", b"a: &b 1\nc: *b\n", "alias", 2),
    "control": ("x.yaml", b"a: 1\nb: \x07\n", "characters", 2),
    "empty": ("x.yaml", b"", "not-plan", 1),
    "only-comments": ("x.yaml", b"# a\n# b\n", "not-plan", 1),
    "list": ("x.yaml", b"- a\n- b\n", "not-plan", 1),
    "text": ("x.yaml", b"hej\n", "not-plan", 1),
    "deep-yaml": ("x.yaml", b"a: " + b"[" * 5000, "deep", 1),
    "deep-turtle": ("x.ttl", b"<urn:a> <urn:b> " + b"[ <urn:c> " * 5000, "", 0),
    "deep-json": ("x.jsonld", b'{"a": ' * 5000 + b"1" + b"}" * 5000, "deep", 1),
    "broken-turtle": ("x.ttl", b"<urn:a> <urn:b> <urn:c> .\n<urn:a> hej\n", "syntax", 2),
    "broken-json": ("x.jsonld", b'{"@id": "urn:a",\n "b": }\n', "", 2),
    "broken-xml": ("x.rdf", b"<a>\n<b>\n", "syntax", 2),
    "bomb": (
        "x.rdf",
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode()
            for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + b"]>\n<a>&i;</a>",
        "",
        0,
    ),
}


@pytest.mark.parametrize(
    ("name", "content", "fault", "line"), UNREADABLE.values(), ids=list(UNREADABLE)
)
def test_a_file_that_cannot_be_read_says_where_it_goes_wrong(  # noqa: PLR0913, PLR0917 -- the table's columns
    shipped: KnowledgeGraph, tmp_path: Path, name: str, content: bytes | None, fault: str, line: int
) -> None:
    """A bad file is another thing than a bad plan, and the writer needs the place."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        check(shipped, path)

    assert caught.value.path == str(path)
    assert caught.value.fault == fault or not fault
    assert not line or abs(caught.value.line - line) <= 1
    assert str(path) in caught.value.message.sv


@pytest.mark.parametrize("name", ["folder.yaml", "folder.ttl"])
def test_a_folder_is_no_plan(shipped: KnowledgeGraph, tmp_path: Path, name: str) -> None:
    """Completion in the shell stops at folders more often than one would like."""
    (tmp_path / name).mkdir()
    with pytest.raises(UnreadableFileError) as caught:
        check(shipped, tmp_path / name)

    assert caught.value.fault == "unreadable"


def test_a_path_through_a_file_is_no_plan(shipped: KnowledgeGraph, plan: Path) -> None:
    """Whatever the system says of a path is the user's to mend, not a fault of ours."""
    with pytest.raises(UnreadableFileError):
        check(shipped, plan / "x.yaml")
    with pytest.raises(UnreadableFileError):
        check(shipped, "x" * 5000 + ".yaml")


def test_a_file_too_large_is_refused_unread(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """A wrong path to a database must not fill the memory."""
    path = tmp_path / "x.yaml"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)
    with pytest.raises(UnreadableFileError) as caught:
        check(shipped, path)

    assert caught.value.fault == "large"


# --- judging ---------------------------------------------------------------------------------------


def test_a_sound_plan_conforms(shipped: KnowledgeGraph, plan: Path) -> None:
    """The rules must let through what we tell people to write."""
    report = check(shipped, plan)

    assert report.conforms
    assert 0 < report.coverage.checked <= report.coverage.things


def test_the_broken_example_has_its_faults_at_their_lines(shipped: KnowledgeGraph) -> None:
    """The tour shows it: each fault with its line, its words and its remedy."""
    path = resources.tour_folder() / "broken-plan.yaml"
    report = check(shipped, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {finding.rule: finding for finding in report.findings}

    assert not report.conforms
    assert "samverkansorgn" in lines[found["plan-unknown-value"].line - 1]
    assert "målgrup:" in lines[found["plan-unknown-key"].line - 1]
    assert "inväntar" in lines[found["no-hard-cycle"].line - 1]
    for finding in report.findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.message.sv != finding.message.en
        assert "{" not in finding.message.sv + finding.message.en + finding.remedy.sv
        assert finding.remedy.sv


def test_a_check_leaves_the_graph_as_it_was(shipped: KnowledgeGraph, plan: Path) -> None:
    """A plan that is only being tried must not answer anybody's question."""
    before = shipped.quads()
    check(shipped, plan)
    check(shipped, resources.tour_folder() / "broken-plan.yaml")

    assert shipped.quads() == before


def test_the_same_plan_has_the_same_report(shipped: KnowledgeGraph) -> None:
    """Validators are known to shuffle; a report in version control must not."""
    path = resources.tour_folder() / "broken-plan.yaml"

    assert check(shipped, path) == check(shipped, path)
    orders = [finding.order for finding in check(shipped, path).findings]
    assert orders == sorted(orders)


def test_a_check_that_looked_at_nothing_says_so(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """Every SHACL engine calls a file of misspelt classes sound."""
    path = tmp_path / "x.ttl"
    path.write_text("<urn:a> a <urn:Misspelt> .\n", encoding="utf-8")
    report = check(shipped, path)

    assert "plan-nothing-checked" in {finding.rule for finding in report.findings}
    assert not report.conforms
    assert report.coverage.checked == 0


def test_a_rule_can_be_left_out_and_must_exist(shipped: KnowledgeGraph) -> None:
    """A misspelt rule on the command line must not quietly leave nothing out."""
    path = resources.tour_folder() / "broken-plan.yaml"
    found = {finding.rule for finding in check(shipped, path).findings}

    for rule in found:
        assert rule not in {f.rule for f in check(shipped, path, ignore=[rule]).findings}
    assert check(shipped, path, ignore=found).findings == ()
    with pytest.raises(UnknownNameError) as caught:
        check(shipped, path, ignore=["no-hard-cycles"])
    assert "no-hard-cycle" in caught.value.near


def test_a_plan_may_refer_to_what_the_graph_holds(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """A county is not described anew in each plan; one that does not exist is an error."""
    path = tmp_path / "plan.yaml"
    for place, sound in (("lan-12", True), ("lan-99", False)):
        path.write_text(SOUND.replace("lan-12", place), encoding="utf-8")
        assert check(shipped, path).conforms is sound


def test_facts_of_the_graph_count_for_the_plans_own_things(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """What an earlier file says of a thing need not be said again, only what is new."""
    path = tmp_path / "plan.yaml"
    lines = "källa: {id: exempel, titel: E, typ: rapport, utgiven: 2026-09-15, område: lan-12}\n"
    path.write_text(lines + "uppdrag:\n  - {id: skane-lakarstod-12, not: Nytt}\n", encoding="utf-8")

    assert [f.rule for f in check(shipped, path).findings if f.severity == "error"] == []


def test_a_finding_of_rdf_has_its_line_too(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """Whoever writes Turtle needs the line as much as whoever writes YAML."""
    path = tmp_path / "plan.ttl"
    path.write_text(
        "@prefix nv: <https://w3id.org/naravard/ontology#> .\n"
        "@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .\n\n"
        "upp:exempel-1 a nv:Assignment ;\n  nv:awaits upp:finns-inte .\n",
        encoding="utf-8",
    )
    report = check(shipped, path)

    assert report.findings
    assert {finding.line for finding in report.findings} <= {4, 5}
    assert all(finding.focus == names.thing("uppdrag", "exempel-1") for finding in report.findings)


def test_standard_input_is_read_as_a_plan(
    shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor or a pipe has no file to name."""
    stream = TextIOWrapper(BytesIO(SOUND.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    report = check(shipped, "-")

    assert (report.file, report.conforms) == ("-", True)


@pytest.mark.parametrize("form", ["turtle", "trig", "jsonld", "nt", "nq"])
def test_a_plan_is_judged_alike_in_every_form(
    shipped: KnowledgeGraph, tmp_path: Path, form: str
) -> None:
    """The facts are judged, not the way they are written."""
    from naravard_kg import plans
    from naravard_kg.convert import serialise

    broken = SOUND.replace("    typ: faststalla", "    typ: ''").replace("nr: 2", "nr: 0")
    source = tmp_path / "plan.yaml"
    source.write_text(broken, encoding="utf-8")
    ending = {"turtle": "ttl"}.get(form, form)
    other = tmp_path / f"other.{ending}"
    other.write_text(serialise(plans.read(source, shipped).quads, form), encoding="utf-8")

    def judged(path: Path) -> set[tuple[str, Iri | None]]:
        found = check(shipped, path).findings
        return {(f.rule, f.focus) for f in found if not f.rule.startswith("plan-")}

    assert judged(other) == judged(source) != set()


def test_a_check_works_on_any_graph(endpoint: str, shipped: KnowledgeGraph) -> None:
    """A plan may be held against a graph that lives on a server."""
    path = resources.tour_folder() / "broken-plan.yaml"

    assert check(naravard_kg.connect(endpoint), path) == check(shipped, path)


def test_every_finding_names_a_rule_that_can_be_explained(shipped: KnowledgeGraph) -> None:
    """The ID in a report is what `rules explain` takes."""
    for finding in check(shipped, resources.tour_folder() / "broken-plan.yaml").findings:
        rule = rules.named(finding.rule)
        assert rule.severity == finding.severity
        assert rules.source(rule)
