"""Reports: counted, ordered, and passed as strictly as a reader asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from naravard_kg import Finding, Report, names
from naravard_kg.places import Place
from naravard_kg.reports import Coverage
from naravard_kg.words import Words

SEVERITIES = ("error", "warning", "info")


def finding(severity: str = "error", line: int = 1, rule: str = "x") -> Finding:
    """A finding on a line."""
    message = Words(f"Fel {line}.", f"Fault {line}.")
    place = Place(line, 1, line, 1)
    return Finding(rule, severity, message, Words("Rätta.", "Mend."), "plan.yaml", place)


def report(*severities: str) -> Report:
    """A report with one finding of each severity."""
    found = [finding(severity, line) for line, severity in enumerate(severities, start=1)]
    return Report("plan.yaml", tuple(found), Coverage(9, 3, 2))


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


def test_a_waived_finding_is_set_aside() -> None:
    """What somebody has accepted fails no job, and is not forgotten."""
    thing = names.thing("organ", "x")
    accepted = replace(finding(rule="a"), focus=thing)
    found = Report("plan.yaml", (accepted, finding(rule="b"))).without({("a", thing)})

    assert ([f.rule for f in found.findings], [f.rule for f in found.waived]) == (["b"], ["a"])
    assert found.without({("b", thing)}).waived == found.waived


def test_a_fingerprint_moves_with_nothing_but_the_fault() -> None:
    """An edit above must not make an old fault new; another value is another fault."""
    thing, prop = names.thing("organ", "x"), names.expand("nv:awaits")
    one = replace(finding(), focus=thing, path=prop, value="y")
    same = replace(one, place=Place(9, 9, 9, 10), severity="info", message=Words("å", "b"))
    others = [replace(one, value="z"), replace(one, focus=None), replace(one, rule="z")]

    assert one.fingerprint == same.fingerprint
    assert len({f.fingerprint for f in (one, *others)}) == 4
    assert finding(line=1).fingerprint != finding(line=2).fingerprint  # told apart by its words
