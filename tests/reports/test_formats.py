"""What holds for every format of a report."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, Report, check, resources
from naravard_kg.render import reports
from naravard_kg.render.reports.terminal import text
from naravard_kg.words import LANGUAGES

from .samples import everything, full, report, several

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
EACH = pytest.mark.parametrize("form", reports.FORMATS)
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


def _xml(told: str) -> ET.Element:
    return ET.fromstring(told)  # noqa: S314 -- our own


@pytest.fixture(scope="module")
def broken(shipped: KnowledgeGraph) -> Report:
    """The report on the broken example."""
    return check(shipped, resources.tour_folder() / "broken-plan.yaml")


def test_the_formats_are_those_that_people_and_servers_read() -> None:
    """A format that goes away breaks somebody's job."""
    assert list(reports.FORMATS) == [
        "text", "json", "sarif", "junit", "github", "md", "html", "csv", "turtle"
    ]  # fmt: skip


def test_every_format_is_the_same_in_every_process() -> None:
    """A report is compared with the last one; the order of a set must not show in it."""
    code = "from tests.reports.samples import everything; print(everything())"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1
    assert told.pop().decode().rstrip("\n") == everything().rstrip("\n")


@EACH
@given(several, st.sampled_from(LANGUAGES))
def test_no_format_breaks_on_anything_or_leaves_anything_hidden(
    form: str, found: list[Report], language: str
) -> None:
    """A file can hold anything; a report of it is text that can be written, and drives nothing."""
    told = reports.FORMATS[form](found, language)

    told.encode("utf-8")
    assert HIDDEN.findall(told) == []


@EACH
@SPOKEN
def test_a_check_of_nothing_has_a_report_too(form: str, language: str) -> None:
    """A folder may be empty; a server still expects a document of its kind."""
    told = reports.FORMATS[form]([], language)

    if form in ("json", "sarif"):
        assert json.loads(told)
    if form == "junit":
        assert _xml(told).get("tests") == "0"
    assert "0" in told or form in ("csv", "json", "turtle")


@EACH
def test_a_format_with_words_speaks_both_languages(form: str) -> None:
    """Half of the readers read Swedish; for programs both languages stand side by side."""
    swedish, english = (reports.FORMATS[form](full(), language) for language in LANGUAGES)

    if form in ("json", "turtle"):
        assert swedish == english
        assert "Rätta." in swedish and "Mend" in swedish
    else:
        assert "Rätta." in swedish and "Mend" not in re.sub('"en": .*', "", swedish)
        assert "Mend" in english and "Rätta." not in re.sub('"sv": .*', "", english)


@EACH
def test_every_finding_of_every_file_is_told(form: str) -> None:
    """What was found and not told was found for nothing."""
    told = reports.FORMATS[form](full(), "sv")

    for number in (12, 14, 2):
        assert str(number) in told
    assert "plan-unknown-value" in told and "no-hard-cycle" in told and "Uppdrag!C7" in told


@SPOKEN
def test_a_file_that_could_not_be_read_is_told_so(language: str) -> None:
    """A bad file is no bad plan: nothing in it was checked."""
    unread = report("error", unreadable=True)
    told = {form: reports.FORMATS[form]([unread], language) for form in reports.FORMATS}

    assert "läsas" in told["text"] if language == "sv" else "could not be read" in told["text"]
    assert json.loads(told["json"])["unreadable"] is True
    assert json.loads(told["sarif"])["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert _xml(told["junit"]).get("errors") == "1"
    assert "<details>" not in told["md"]


class Reader:
    """A reader at a narrow terminal in colours."""

    lang = "sv"
    width = 40
    colour = True

    def __init__(self, form: str) -> None:
        """Ask for a format."""
        self.form = form

    def chosen(self, formats: Any) -> str:
        """The format asked for."""
        assert self.form in formats
        return self.form


def test_a_reader_gets_her_format_her_width_and_her_colours() -> None:
    """The command line asks once; only a text has a width and colours."""
    assert reports.rendered(full(), Reader("text")) == text(full(), "sv", width=40, colour=True)
    for form in set(reports.FORMATS) - {"text"}:
        assert reports.rendered(full(), Reader(form)) == reports.FORMATS[form](full(), "sv")


def test_the_report_of_the_example_says_the_same_in_every_format(broken: Report) -> None:
    """A person and her server must not disagree on how many faults there are."""
    counts: dict[str, Callable[[str], int]] = {
        "json": lambda told: len(json.loads(told)["findings"]),
        "sarif": lambda told: len(json.loads(told)["runs"][0]["results"]),
        "junit": lambda told: int(_xml(told).get("tests", "")),
        "github": lambda told: len(told.splitlines()) - 1,
        "md": lambda told: len(re.findall(r"(?m)^\| ", told)) - 2,
        "html": lambda told: told.count('<li class="finding '),
        "csv": lambda told: len(list(csv.reader(io.StringIO(told)))) - 1,
        "turtle": lambda told: told.count("a sh:ValidationResult"),
        "text": lambda told: told.count(f"\n{broken.file}:") + 1,
    }
    told = {form: counts[form](reports.FORMATS[form]([broken], "sv")) for form in reports.FORMATS}

    assert set(told.values()) == {len(broken.findings)}
