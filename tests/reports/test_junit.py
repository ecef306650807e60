"""The report as JUnit XML, as servers read it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import given

from naravard_kg import Report
from naravard_kg.render import reports
from naravard_kg.visible import visible

from .samples import finding, full, several

# What junit-10.xsd of Jenkins has: the attributes of an element, the required first, and what
# stands in it.
JUNIT = {
    "testsuites": ("", "name time tests failures errors", {"testsuite"}),
    "testsuite": ("name tests failures errors", "skipped time timestamp hostname id package file log url group", {"properties", "testcase", "system-out", "system-err"}),
    "testcase": ("name", "classname time group", {"skipped", "error", "failure", "system-out", "system-err"}),
    "failure": ("", "type message", set()),
    "error": ("", "type message", set()),
    "skipped": ("", "type message", set()),
    "system-out": ("", "", set()),
}  # fmt: skip


def _junit(found: list[Report]) -> ET.Element:
    return ET.fromstring(reports.FORMATS["junit"](found, "sv"))  # noqa: S314 -- our own


def _keeps_to_the_xsd(element: ET.Element) -> None:
    required, allowed, inside = JUNIT[element.tag]
    assert set(required.split()) <= set(element.attrib) <= {*required.split(), *allowed.split()}
    assert re.fullmatch(r"[0-9]*(\.[0-9]*)?", element.get("time", "0"))
    for child in element:
        assert child.tag in inside
        _keeps_to_the_xsd(child)


@given(several)
def test_junit_is_as_servers_read_it_whatever_a_file_holds(found: list[Report]) -> None:
    """One character that XML does not have, and a server shows no test at all."""
    root = _junit(found)

    _keeps_to_the_xsd(root)
    for suite, one in zip(root, found, strict=True):
        cases = suite.findall("testcase")
        assert suite.get("name") == visible(one.file, keep="\n\t")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert int(root.get("tests", "")) == len(root.findall("testsuite/testcase"))


def test_junit_has_a_test_a_finding() -> None:
    """A server shows which rule failed where; what was set aside is skipped, what is sound passes."""
    root = _junit(full())
    plan, workbook, _, sound = root

    assert [
        (case.get("name"), [child.tag for child in case]) for case in plan.iter("testcase")
    ] == [
        ("plan-unknown-value 12:10", ["failure"]),
        ("no-hard-cycle 14:1", ["system-out"]),
        ("x 5:1", ["skipped"]),
        ("x 6:1", ["skipped"]),
    ]
    assert workbook[0].get("name") == "x Uppdrag!C7"
    assert workbook[0].get("classname") == "planer/vård 1.xlsx"
    assert [(case.get("name"), len(case)) for case in sound.iter("testcase")] == [("håller", 0)]


def test_junit_gives_no_two_tests_of_a_file_one_name() -> None:
    """A server would show the second as the history of the first."""
    twice = Report("f", (finding(), finding(value="y")))
    (suite,) = _junit([twice])

    assert [case.get("name") for case in suite.iter("testcase")] == ["x 1:1", "x 1:1 #2"]
