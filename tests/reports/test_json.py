"""The report as JSON: its keys, and what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from naravard_kg import KnowledgeGraph, Report, check, names, resources
from naravard_kg.render import reports
from naravard_kg.words import LANGUAGES

from .samples import SEVERITIES, finding, full, made, report

PLACE = {"line": int, "column": int, "end_line": int, "end_column": int, "at": str}
RECORD = {
    "rule": str, "severity": str, "message": dict, "remedy": dict, "file": str, **PLACE,
    "focus": str | None, "path": str | None, "value": str | None, "fingerprint": str,
    "related": list, "fix": dict | None,
}  # fmt: skip
REPORT = {
    "conforms", "counts", "coverage", "file", "findings", "known", "unreadable", "waived"
}  # fmt: skip


@pytest.fixture(scope="module")
def broken(shipped: KnowledgeGraph) -> Report:
    """The report on the broken example."""
    return check(shipped, resources.tour_folder() / "broken-plan.yaml")


def _shaped(answer: dict[str, Any]) -> None:
    assert list(answer) == sorted(REPORT)
    assert set(answer["counts"]) == set(SEVERITIES)
    assert isinstance(answer["conforms"], bool)
    for record in (*answer["findings"], *answer["waived"], *answer["known"]):
        assert list(record) == sorted(RECORD)
        assert all(isinstance(record[key], kind) for key, kind in RECORD.items()), record
        assert set(record["message"]) == set(record["remedy"]) == set(LANGUAGES)
        assert record["severity"] in SEVERITIES


def _json(found: list[Report]) -> Any:
    return json.loads(reports.FORMATS["json"](found, "sv"))


def test_json_has_its_shape_and_is_stable(broken: Report) -> None:
    """Other people's jobs read it; a key that moves or vanishes breaks them."""
    told = reports.FORMATS["json"]([broken], "sv")

    _shaped(json.loads(told))
    _shaped(_json([report("info")]))
    assert told == reports.FORMATS["json"]([broken], "en")
    assert not any("_:" in (r["focus"] or "") for r in json.loads(told)["findings"])


def test_json_of_several_files_is_one_object() -> None:
    """One call, one object, however many files it was given."""
    answer = _json(full())

    assert list(answer) == ["reports"]
    for one in answer["reports"]:
        _shaped(one)


def test_json_tells_all_that_a_finding_has() -> None:
    """What a person sees in the text a program can read."""
    first, second = _json(full())["reports"][:2]
    record = first["findings"][0]

    assert record["fix"] == {
        "line": 12, "column": 10, "end_line": 12, "end_column": 24, "at": "",
        "text": "samverkansorgan", "certain": True,
    }  # fmt: skip
    assert [r["file"] for r in record["related"]] == ["dokument/plan-2020", "plan.yaml"]
    assert (record["related"][0]["where"], record["related"][0]["thing"]) == ("s. 4", "organ/x")
    assert record["fingerprint"] == full()[0].findings[0].fingerprint
    assert second["findings"][0]["at"] == "Uppdrag!C7"
    assert (len(first["waived"]), len(first["known"])) == (1, 1)
    assert first["coverage"] == {
        "statements": 39, "things": 8, "checked": 5, "unchecked": ["organ/x", "organ/y"],
        "idle": ["a-rule", "b-rule"], "engine": "naravard",
    }  # fmt: skip


def test_json_names_things_by_their_short_names() -> None:
    """What is printed can be typed back."""
    found = finding(
        focus=names.thing("organ", "x"), path=names.expand("nv:awaits"), value=names.thing("a", "b")
    )
    (record,) = _json([Report("x", (found,))])["findings"]

    assert (record["focus"], record["path"], record["value"]) == ("organ/x", "nv:awaits", "a/b")


@given(made)
def test_json_reads_back_as_what_was_found(found: Report) -> None:
    """Escaped for a terminal it is still the same text."""
    answer = _json([found])

    assert answer["file"] == found.file
    for record, one in zip(answer["findings"], found.findings, strict=True):
        assert record["message"] == {"sv": one.message.sv, "en": one.message.en}
        assert (record["at"], record["file"]) == (one.place.at, one.file)
