"""The report as workflow commands, as the runner of GitHub Actions reads them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import Report
from naravard_kg.places import Place
from naravard_kg.render import reports
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES

from .samples import finding, full, several


def _command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command, read as GitHub's runner reads it."""
    head, _, data = line.removeprefix("::").partition("::")
    name, _, listed = head.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in listed.strip().split(",") if "=" in pair)
    return name, {key: _unescaped(value) for key, value in pairs.items()}, _unescaped(data)


def _unescaped(value: str) -> str:
    for token, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(token, sign)
    return value


@given(several, st.sampled_from(LANGUAGES))
def test_a_command_is_one_line_and_says_what_was_found(found: list[Report], language: str) -> None:
    """Whatever a file holds cannot end the command or begin another one."""
    *lines, last = re.split(r"\r\n|\r|\n", reports.FORMATS["github"](found, language))
    every = [one for each in found for one in each.findings]

    assert len(lines) == len(every)
    assert not re.match(r"\s*::", last) and "##[" not in last
    for line, one in zip(lines, every, strict=True):
        name, properties, data = _command(line)
        assert name == {"error": "error", "warning": "warning", "info": "notice"}[one.severity]
        assert properties["title"] == visible(one.rule)
        assert data.endswith(
            visible(f"{one.message.in_(language)} {one.remedy.in_(language)}", "\r\n")
        )


def test_a_command_points_at_the_line() -> None:
    """GitHub draws it there; columns only within one line, and none for a cell."""
    over = Report("a.yaml", (finding(place=Place(1, 3, 4, 2)),))
    lines = reports.FORMATS["github"]([full()[0], full()[1], over], "sv").splitlines()

    assert lines[0].startswith(
        "::error file=plan.yaml,line=12,endLine=12,col=10,endColumn=24,title=plan-unknown-value::Fel"
    )
    assert lines[1].startswith("::warning file=plan.yaml,line=14,")
    assert lines[2].startswith("::error file=planer/vård 1.xlsx,title=x::Uppdrag!C7: Fel")
    assert lines[3].startswith("::error file=plan.yaml,line=1,endLine=4,title=x::")
    assert lines[-1] == "Filer: 3, varav 0 håller. Fel: 3, varningar: 1, upplysningar: 0."
    assert len(lines) == 5  # what was waived or known is not among them
