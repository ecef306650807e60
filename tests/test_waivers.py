"""Waivers: an accepted finding is set aside, told of, and comes back when its time is out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, names, plans, resources
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import waivers
from naravard_kg.reports import Report
from naravard_kg.validate import check_all

Run = Callable[..., subprocess.CompletedProcess[str]]
RULE = "Body-bodySphere-missing"
PLAN = """\
källa: {id: prov, titel: Prov}
organ:
  - {id: prov-rad, namn: Provrådet, typ: rad, nivå: lan, område: lan-12}
"""
WAIVER = """\
undantag:
  - regel: Body-bodySphere-missing
    sak: organ/prov-rad
    skäl: Källan säger inget.
    ansvarig: redaktör
    till: 2999-12-31
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan that gives one warning, and no waivers yet."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def found(graph: KnowledgeGraph, *files: Path, waivers: str | None = None) -> list[Report]:
    """The reports on some files."""
    return list(check_all(graph, [str(file) for file in files], waivers=waivers))


def warnings(reports: list[Report]) -> list[str]:
    """The rules of the warnings and errors that count."""
    return [f.rule for report in reports for f in report.findings if f.severity != "info"]


def test_without_a_waiver_the_warning_counts(folder: Path, shipped: KnowledgeGraph) -> None:
    """Else the tests below would show nothing."""
    assert warnings(found(shipped, folder)) == [RULE]


def test_a_waiver_of_the_folder_sets_the_finding_aside(
    folder: Path, shipped: KnowledgeGraph
) -> None:
    """It no longer counts, and is told of still."""
    (folder / plans.WAIVERS).write_text(WAIVER, encoding="utf-8")
    reports = found(shipped, folder)

    assert warnings(reports) == []
    assert [f.rule for report in reports for f in report.waived] == [RULE]
    assert all(report.passes("warning") for report in reports)


def test_a_waiver_may_stand_elsewhere(folder: Path, shipped: KnowledgeGraph) -> None:
    """A file named with --waivers holds for whatever is checked."""
    path = folder / "accepted.yml"
    path.write_text(WAIVER, encoding="utf-8")

    assert warnings(found(shipped, folder / "plan.yaml", waivers=str(path))) == []


@pytest.mark.parametrize(
    ("written", "instead", "own"),
    [
        ("2999-12-31", "2020-01-01", ["waiver-expired"]),
        (RULE, "Body-bodyLevel-missing", []),  # of another rule
        ("organ/prov-rad", "organ/skane-cs", []),  # of another thing
        ("    ansvarig: redaktör\n", "", ["waiver-incomplete"]),  # nobody answers for it
    ],
)
def test_a_waiver_covers_only_what_it_says(
    folder: Path, shipped: KnowledgeGraph, written: str, instead: str, own: list[str]
) -> None:
    """An exception that spreads is no exception; one that is out of order is told of itself."""
    text = WAIVER.replace(written, instead)
    assert text != WAIVER
    path = folder / "accepted.yml"
    path.write_text(text, encoding="utf-8")

    assert warnings(found(shipped, folder / "plan.yaml", waivers=str(path))) == [RULE, *own]


def test_the_keys_may_be_english_and_the_things_several() -> None:
    """The same file in the other language says the same."""
    text = (
        "waivers:\n  - rule: x\n    thing: [organ/a, organ/b]\n    until: 2030-01-01\n"
        "    reason: {sv: Skäl, en: Reason}\n    owner: curator\n"
    )
    read, notes = waivers.read(text, Path("w.yaml"))

    assert [(w.rule, names.short(w.thing), w.until) for w in read] == [
        ("x", "organ/a", date(2030, 1, 1)),
        ("x", "organ/b", date(2030, 1, 1)),
    ]
    assert notes == ()


@pytest.mark.parametrize("text", ["undantag: ja\n", "undantag:\n", "undantag: {a: b}\n"])
def test_waivers_of_another_shape_waive_nothing(text: str) -> None:
    """What cannot be read as waivers must not accept anything."""
    assert waivers.read(text, Path("w.yaml")) == ((), ())


def test_broken_waivers_are_told_with_their_place(folder: Path, shipped: KnowledgeGraph) -> None:
    """As any other file."""
    path = folder / "accepted.yml"
    path.write_text("undantag: [1\nx: 2\n", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"accepted\.yml:2"):
        found(shipped, folder / "plan.yaml", waivers=str(path))


def test_a_folder_is_checked_file_by_file(folder: Path, shipped: KnowledgeGraph) -> None:
    """What people write is checked; what it was lifted to is not checked again."""
    (folder / "inner").mkdir()
    (folder / "inner" / "b.yml").write_text(PLAN.replace("prov", "prov-b"), encoding="utf-8")
    (folder / "plan.trig").write_text("broken", encoding="utf-8")
    (folder / "notes.txt").write_text("no plan", encoding="utf-8")

    reports = found(shipped, folder)
    assert [Path(report.file).name for report in reports] == ["b.yml", "plan.yaml"]


def test_the_command_tells_how_many_are_waived(folder: Path, run: Run) -> None:
    """A reader of the terminal and a program both see that something was set aside."""
    (folder / plans.WAIVERS).write_text(WAIVER, encoding="utf-8")
    done = run("check", str(folder), "--fail-on", "warning")
    told = json.loads(run("check", str(folder), "-f", "json").stdout)

    assert done.returncode == 0
    assert "Waived: 1." in done.stdout
    assert [[f["rule"] for f in report["waived"]] for report in told["reports"]] == [[RULE], []]


def test_the_waivers_of_the_shipped_data_are_in_order(shipped: KnowledgeGraph) -> None:
    """Each names a rule and a thing there is, and none has run out."""
    path = resources.root() / "data" / plans.WAIVERS
    reports = found(shipped, path)

    assert [finding.message.en for finding in reports[0].findings] == []
    assert len(plans.waivers_in(path)) > 30
