"""Reports: counted, ordered, and laid out for people and programs without losing a word."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from naravard_kg import Finding, KnowledgeGraph, Report, check, names, resources
from naravard_kg.places import Place
from naravard_kg.render import reports
from naravard_kg.reports import Coverage
from naravard_kg.words import LANGUAGES, Words

SEVERITIES = ("error", "warning", "info")
RECORD = {
    "rule": str, "severity": str, "message": dict, "remedy": dict, "file": str, "line": int,
    "column": int, "end_line": int, "end_column": int, "focus": str | None, "path": str | None,
    "value": str | None,
}  # fmt: skip


def finding(severity: str = "error", line: int = 1, rule: str = "x", **more: Any) -> Finding:
    """A finding with hard words in it."""
    message = Words(f"Fel | på\nrad {line}.", f"Fault | on\nline {line}.")
    return Finding(
        rule,
        severity,
        message,
        Words("Rätta.", 'Mend "it", now.'),
        "plan.yaml",
        Place(line, 1, line, 1),
        **more,
    )


def report(*severities: str) -> Report:
    """A report with one finding of each severity."""
    found = [finding(severity, line) for line, severity in enumerate(severities, start=1)]
    return Report("plan.yaml", tuple(found), Coverage(9, 3, 2))


@pytest.fixture(scope="module")
def broken(shipped: KnowledgeGraph) -> Report:
    """The report on the broken example."""
    return check(shipped, resources.tour_folder() / "broken-plan.yaml")


@pytest.mark.parametrize(
    ("severities", "passes"),
    [
        ((), (True, True, True)),
        (("info",), (True, True, False)),
        (("warning",), (True, False, False)),
        (("error",), (False, False, False)),
        (("info", "warning"), (True, False, False)),
    ],
)
def test_a_report_passes_below_the_severity_that_is_asked(
    severities: tuple[str, ...], passes: tuple[bool, ...]
) -> None:
    """A job decides how strict it is; a single warning must not fail it by itself."""
    found = report(*severities)

    assert tuple(found.passes(fail_on) for fail_on in SEVERITIES) == passes
    assert found.conforms is passes[0]
    assert found.counts == {name: severities.count(name) for name in SEVERITIES}


def test_findings_are_ordered_by_place_then_rule() -> None:
    """A writer goes through her file from the top."""
    found = [finding(line=2), finding(line=1, rule="b"), finding(line=1, rule="a")]

    assert [(f.line, f.rule) for f in sorted(found, key=lambda f: f.order)] == [
        (1, "a"), (1, "b"), (2, "x")
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_shows_the_line_with_a_caret_below_the_value(broken: Report, language: str) -> None:
    """The eye must land on the very characters that are wrong."""
    lines = reports.text([broken], language).splitlines()
    source = Path(broken.file).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith(broken.file)]
    for found in broken.findings:
        at = lines.index(f"  {found.line} | {source[found.line - 1]}")
        margin = len(str(found.line)) + 5
        assert source[found.line - 1] in lines[at]
        carets = [line for line in lines[at + 1 : at + 2] if "^" in line]
        assert carets
        assert carets[0].index("^") >= margin
    for found in broken.findings:
        assert any(found.message.in_(language) in line for line in lines)
        assert any(found.remedy.in_(language) in line for line in lines)


def test_the_caret_stands_below_the_wrong_word(broken: Report) -> None:
    """One column off points at the wrong word."""
    lines = reports.text([broken], "sv").splitlines()
    at = next(n for n, line in enumerate(lines) if "samverkansorgn" in line and "|" in line)

    assert lines[at + 1].index("^") == lines[at].index("samverkansorgn")
    assert lines[at + 1].count("^") == len("samverkansorgn")


def test_text_without_the_file_still_tells_all() -> None:
    """Standard input cannot be read twice."""
    found = reports.text([Report("-", (finding(line=3),), report().coverage)], "en")

    assert "Fault | on" in found
    assert "Mend" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_tells_what_was_looked_at(language: str) -> None:
    """ "Conforms" without the count of what was checked is worth nothing."""
    for found in (report(), report("error", "warning")):
        verdict = reports.text([found], language).splitlines()[-1]
        assert all(str(number) in verdict for number in (9, 3, 2))
        assert "plan.yaml" in verdict
    assert reports.text([report()], "sv") != reports.text([report()], "en")


def _shaped(answer: dict[str, Any]) -> None:
    assert list(answer) == sorted(["conforms", "counts", "coverage", "file", "findings", "waived"])
    assert set(answer["counts"]) == set(SEVERITIES)
    assert isinstance(answer["conforms"], bool)
    for record in answer["findings"]:
        assert list(record) == sorted(RECORD)
        assert all(isinstance(record[key], kind) for key, kind in RECORD.items()), record
        assert set(record["message"]) == set(record["remedy"]) == set(LANGUAGES)
        assert record["severity"] in SEVERITIES


def test_json_has_its_shape_and_is_stable(broken: Report) -> None:
    """Other people's jobs read it; a key that moves or vanishes breaks them."""
    text = reports.as_object([broken])

    _shaped(json.loads(text))
    _shaped(json.loads(reports.as_object([report("info")])))
    assert text == reports.as_object([broken], "sv")
    assert not any("_:" in (r["focus"] or "") for r in json.loads(text)["findings"])


def test_json_of_several_files_is_one_object() -> None:
    """One call, one object, however many files it was given."""
    answer = json.loads(reports.as_object([report(), report("error")]))

    assert list(answer) == ["reports"]
    for one in answer["reports"]:
        _shaped(one)


def test_json_names_things_by_their_short_names() -> None:
    """What is printed can be typed back."""
    found = finding(
        focus=names.thing("organ", "x"), path=names.expand("nv:awaits"), value=names.thing("a", "b")
    )
    (record,) = json.loads(reports.as_object([Report("x", (found,))]))["findings"]

    assert (record["focus"], record["path"], record["value"]) == ("organ/x", "nv:awaits", "a/b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_reads_back(language: str) -> None:
    """Commas, quotes and line ends stand in messages; a cell must stay a cell."""
    found = report("error", "warning", "info")
    rows = list(csv.DictReader(io.StringIO(reports.comma_separated([found], language))))

    assert [row["severity"] for row in rows] == ["error", "warning", "info"]
    for row, one in zip(rows, found.findings, strict=True):
        assert row["message"] == one.message.in_(language)
        assert row["remedy"] == one.remedy.in_(language)
        assert (row["file"], row["line"]) == (one.file, str(one.line))


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_is_a_table_whatever_the_messages_hold(language: str) -> None:
    """A pipe or a line end in a message would break the comment on a pull request."""
    lines = reports.markdown([report("error", "warning")], language).splitlines()
    table = [line for line in lines if line.startswith("|")]

    assert len(table) == 4
    assert {len(line.replace("\\|", "").split("|")) for line in table} == {7}
    assert "Fel" in table[2] if language == "sv" else "Fault" in table[2]


def test_markdown_of_a_sound_plan_is_its_verdict() -> None:
    """An empty table is a riddle."""
    assert "|" not in reports.markdown([report()], "en")
    assert "conforms" in reports.markdown([report()], "en")
