"""Baselines: what was there before is known, and only what is new counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import Finding, Report, baselines, names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.words import Words

texts = st.text(st.characters(exclude_categories=()), max_size=20)


def finding(line: int = 1, severity: str = "error", value: str = "x", rule: str = "r") -> Finding:
    """A finding on a line, about one thing."""
    message, remedy = Words(f"Fel {value}.", f"Fault {value}."), Words("Rätta.", "Mend.")
    place, focus = Place(line, 1, line, 2), names.thing("organ", "a")
    return Finding(rule, severity, message, remedy, "plan.yaml", place, focus, value=value)


def report(*found: Finding, file: str = "plan.yaml") -> Report:
    """A report on a file."""
    return Report(file, found)


def test_a_baseline_makes_what_it_counts_known() -> None:
    """A team can begin to check before it has mended everything."""
    before = [report(finding(1), finding(2, "warning", "y"))]
    (after,) = baselines.beyond(before, baselines.read(baselines.write(before), "b.json"))

    assert (after.findings, after.conforms) == ((), True)
    assert after.known == before[0].findings


def test_what_is_new_counts() -> None:
    """The same fault on another line is the same; one more of it is new, and so is another."""
    known = baselines.read(baselines.write([report(finding(1))]), "b.json")
    more = report(finding(9), finding(12), finding(9, value="z"))
    (after,) = baselines.beyond([more], known)

    assert [f.line for f in after.known] == [9]
    assert [(f.line, f.value) for f in after.findings] == [(12, "x"), (9, "z")]


def test_a_baseline_holds_for_its_own_file() -> None:
    """A fault that was known in one plan is new in the next."""
    known = baselines.read(baselines.write([report(finding())]), "b.json")
    (after,) = baselines.beyond([report(finding(), file="other.yaml")], known)

    assert len(after.findings) == 1


def test_a_baseline_is_written_for_whoever_reads_its_difference() -> None:
    """In a review one sees which rule was let through where, in words."""
    clean = Report("a.yaml", ())
    told = baselines.write([report(finding(7), finding(3), file="./b/plan.yaml"), clean])
    mark = finding().fingerprint

    assert json.loads(told) == {
        "version": 1,
        "files": {
            "b/plan.yaml": {
                mark: {"count": 2, "rule": "r", "message": {"sv": "Fel x.", "en": "Fault x."}}
            }
        },
    }
    assert told == json.dumps(json.loads(told), ensure_ascii=False, indent=2, sort_keys=True)


def test_a_baseline_written_anew_keeps_what_is_still_there() -> None:
    """Otherwise the second writing would forget what the first let through; waived is not in it."""
    first = baselines.write([report(finding(1))])
    again = baselines.beyond([report(finding(4))], baselines.read(first, "b.json"))
    waived = Report("plan.yaml", (), waived=(finding(5, value="w"),))

    assert baselines.write(again) == first
    assert baselines.read(baselines.write([waived]), "b.json") == {}


def test_the_order_of_files_and_findings_does_not_show() -> None:
    """A baseline that moves without a reason cannot be reviewed."""
    one, two = finding(1), finding(2, value="y")
    told = baselines.write([report(one, two), report(one, file="a.yaml")])

    assert told == baselines.write([report(one, file="a.yaml"), report(two, one)])


@given(st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3))
def test_a_baseline_reads_back_whatever_stands_in_files_and_values(
    files: dict[str, list[str]],
) -> None:
    """A file name that is not UTF-8 must not keep anybody from checking."""
    found = [report(*(finding(value=v) for v in values), file=f) for f, values in files.items()]
    told = baselines.write(found)
    told.encode("utf-8")

    for after in baselines.beyond(found, baselines.read(told, "b.json")):
        assert after.findings == ()


def test_a_file_is_called_the_same_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job names the whole path, a person the relative one; another machine has another path."""
    monkeypatch.chdir(tmp_path)

    assert baselines.key("planer/a.yaml") == "planer/a.yaml"
    assert baselines.key("./planer/a.yaml") == "planer/a.yaml"
    assert baselines.key(str(tmp_path / "planer" / "a.yaml")) == "planer/a.yaml"
    assert baselines.key("-") == "-"
    assert baselines.key(str(tmp_path.parent / "x.yaml")) == (tmp_path.parent / "x.yaml").as_posix()


def _with(**changes: Any) -> str:
    entry = {"count": 1, "rule": "r", "message": {"sv": "", "en": ""}}
    whole: dict[str, Any] = {"version": 1, "files": {"a": {"f": entry}}}
    return json.dumps({**whole, **changes})


@pytest.mark.parametrize(
    ("told", "fault", "detail"),
    [
        ("{", "syntax", "Expecting property name"),
        ("", "syntax", "Expecting value"),
        ("[" * 200_000, "baseline", "nested"),
        ("[]", "baseline", "version"),
        ("{}", "baseline", "version"),
        (_with(version=2), "baseline", "version"),
        (f'{{"version": {"1" * 5000}}}', "baseline", "digits"),
        (_with(files=[]), "baseline", "files"),
        (_with(files={"a": []}), "baseline", "a"),
        (_with(files={"a": {"f": 1}}), "baseline", "a: f"),
        (_with(files={"a": {"f": {}}}), "baseline", "a: f: count"),
        (_with(files={"a": {"f": {"count": 0}}}), "baseline", "a: f: count"),
        (_with(files={"a": {"f": {"count": True}}}), "baseline", "a: f: count"),
        (_with(files={"a": {"f": {"count": "1"}}}), "baseline", "a: f: count"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(told: str, fault: str, detail: str) -> None:
    """Taken for an empty one, every old fault would come back; for a full one, none."""
    with pytest.raises(UnreadableFileError) as caught:
        baselines.read(told, "b.json")

    assert (caught.value.fault, caught.value.path) == (fault, "b.json")
    assert detail in caught.value.detail
    assert caught.value.exit_code == 3


def test_a_broken_baseline_is_told_with_its_place() -> None:
    """Whoever edited it by hand finds the comma."""
    with pytest.raises(UnreadableFileError) as caught:
        baselines.read('{\n  "version" 1\n}', "b.json")

    assert (caught.value.line, caught.value.column) == (2, 13)
    assert "b.json:2:13" in caught.value.message.sv
