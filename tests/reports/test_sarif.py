"""The report as SARIF: the schema, and what code scanning makes of it."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from naravard_kg import Finding, Report, names, resources
from naravard_kg.render import reports
from naravard_kg.words import LANGUAGES, Words

from .samples import full, report, several

# As @microsoft/jest-sarif 1.0.0-beta.0 carries it, under the MIT licence.
SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"
SARIF = json.loads(SCHEMA.read_text(encoding="utf-8"))
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


def _sarif(found: list[Report], language: str = "sv") -> Any:
    return json.loads(reports.FORMATS["sarif"](found, language))


def _run(found: list[Report], language: str = "sv") -> Any:
    (run,) = _sarif(found, language)["runs"]
    return run


@given(several)
def test_sarif_keeps_to_its_schema(found: list[Report]) -> None:
    """Code scanning refuses a file that does not; the schema is the one of SARIF's own SDK."""
    log = _sarif(found)

    assert [error.message for error in Draft4Validator(SARIF).iter_errors(log)] == []
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["message"]["text"]
            for location in result["locations"]:
                place = location["physicalLocation"]
                urlsplit(place["artifactLocation"]["uri"])
                assert place["artifactLocation"]["uri"].isascii()
                assert place["region"]["startLine"] >= 1


@SPOKEN
def test_sarif_tells_of_the_tool_and_its_rules(language: str) -> None:
    """A reader of an alert sees what the rule is about and what to do, in her language."""
    driver = _run(full(), language)["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    known = rules["plan-unknown-value"]

    assert (driver["name"], driver["version"]) == ("naravard", resources.version())
    assert driver["informationUri"] == names.BASE
    assert list(rules) == sorted(rules)
    assert known["name"] == "PlanUnknownValue"
    assert known["defaultConfiguration"] == {"level": "error"}
    assert (
        known["shortDescription"]["text"] == {"sv": "Okänt värde", "en": "Unknown value"}[language]
    )
    assert known["properties"]["name"] == {"sv": "Okänt värde", "en": "Unknown value"}
    assert "`naravard rules explain plan-unknown-value`" in known["help"]["markdown"]
    assert "{" not in known["fullDescription"]["text"]


def test_sarif_has_the_places_as_editors_count_them() -> None:
    """Columns count characters from 1, and the end is the one after; a cell is named."""
    first, _, workbook, pointed, whole, *_ = [
        result for result in _run(full())["results"] if "suppressions" not in result
        and result.get("baselineState") == "new"
    ]  # fmt: skip

    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "plan.yaml", "index": 0}
    assert physical["region"] == {
        "startLine": 12, "startColumn": 10, "endLine": 12, "endColumn": 24
    }  # fmt: skip
    assert physical["contextRegion"]["snippet"] == {"text": "    typ: samverkansorgn"}
    cell = workbook["locations"][0]
    assert cell["physicalLocation"]["artifactLocation"]["uri"] == "planer/v%C3%A5rd%201.xlsx"
    assert cell["logicalLocations"] == [{"fullyQualifiedName": "Uppdrag!C7", "kind": "value"}]
    assert pointed["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "stdin"
    assert whole["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert _run(full())["columnKind"] == "unicodeCodePoints"


def test_sarif_has_what_to_write_and_where_else_to_look() -> None:
    """An editor can mend the file and open the passage."""
    first, workbook = (_run([one])["results"][0] for one in full()[:2])
    (change,) = first["fixes"][0]["artifactChanges"]
    document, place = first["relatedLocations"]

    assert change["replacements"][0]["insertedContent"] == {"text": "samverkansorgan"}
    assert change["replacements"][0]["deletedRegion"]["endColumn"] == 24
    assert document["logicalLocations"] == [{"fullyQualifiedName": "dokument/plan-2020 s. 4"}]
    assert place["physicalLocation"]["region"]["startLine"] == 3
    assert "fixes" not in workbook


def test_sarif_tells_new_known_and_waived_apart() -> None:
    """Without a baseline no result has a state; a waived one is closed, with the reason."""
    with_baseline = _run(full())["results"]
    without = _run([report("error")])["results"]

    assert Counter(r["baselineState"] for r in with_baseline) == {"new": 6, "unchanged": 1}
    assert [r["suppressions"][0]["kind"] for r in with_baseline if "suppressions" in r] == [
        "external"
    ]
    assert "baselineState" not in without[0]
    assert without[0]["partialFingerprints"] == {
        "naravardFinding/v1": report("error").findings[0].fingerprint
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("{0} {", "{{0}} {{"),
        ("[a](1) [b] (c)", r"\[a](1) [b] (c)"),
        ("[a](http://x)", r"\[a](http://x)"),
    ],
)
def test_sarif_makes_no_link_and_no_placeholder_of_a_value(told: str, expected: str) -> None:
    """A value such as [click](http://…) would be a link on the page of an alert."""
    one = Finding("x", "error", Words(told, told), Words("Rätta.", "Mend."), "f")

    assert _run([Report("f", (one,))])["results"][0]["message"]["text"] == f"{expected} Rätta."


def test_sarif_keeps_below_the_limits_of_code_scanning(monkeypatch: pytest.MonkeyPatch) -> None:
    """25,000 results a run; what goes beyond stands in a run of its own, and nothing is lost."""
    sarif = importlib.import_module("naravard_kg.render.reports.sarif")
    assert sarif.MOST == 25_000
    monkeypatch.setattr(sarif, "MOST", 2)
    runs = _sarif([report("error", "info", "warning", "error", "error")])["runs"]

    assert [len(run["results"]) for run in runs] == [2, 2, 1]
    assert [run["automationDetails"]["id"] for run in runs] == [
        "naravard/check/", "naravard/check/2/", "naravard/check/3/"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("plan.yaml", "plan.yaml"),
        ("./a/../b c.yaml", "a/../b%20c.yaml"),
        ("a:b#c?.yaml", "a%3Ab%23c%3F.yaml"),
        ("å.yaml", "%C3%A5.yaml"),
        ("bad\udcff.yaml", "bad%FF.yaml"),
        ("-", "stdin"),
    ],
)
def test_sarif_names_a_file_by_a_relative_uri(file: str, uri: str) -> None:
    """A path of one machine means nothing to a server."""
    location = _run([Report(file, ())])["artifacts"][0]["location"]
    assert location == {"uri": uri}


def test_sarif_of_an_absolute_path_is_absolute(tmp_path: Path) -> None:
    """Who names a file by its whole path gets it back."""
    path = tmp_path / "plan å.yaml"
    uri = _run([Report(str(path), ())])["artifacts"][0]["location"]["uri"]
    assert (urlsplit(uri).scheme, unquote(urlsplit(uri).path)) == ("file", path.as_posix())
