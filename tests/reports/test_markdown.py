"""The report as Markdown: a table whatever stands in it, and nothing that calls or links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from naravard_kg import Finding, Report
from naravard_kg.render import reports
from naravard_kg.words import LANGUAGES, Words

from .samples import full, report, several

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


@SPOKEN
@given(several)
def test_markdown_is_a_table_whatever_the_messages_hold(language: str, found: list[Report]) -> None:
    """A pipe, a tag or a line end in a message would break the comment on a pull request."""
    lines = reports.FORMATS["md"](found, language).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    tables = [one for one in found if one.findings]

    assert len(rows) == sum(len(one.findings) + 2 for one in tables)
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows} <= {6}
    for line in lines:
        prose = re.sub(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", " ", line)
        assert not re.search(r"<(?!br>|/?details>|/?summary>)", prose)
        assert not re.search(r"@\w|(?<!&)#\w|:[\w+-]+:", prose)


def test_markdown_neither_calls_nor_links() -> None:
    """A value in a plan must not send mail to a person, or point at an issue, or be a picture."""
    told = "@per #12 :100: http://x www.x.se <b> *f* _k_ `c` [l](x) ~s~ $m$ | \\"
    one = Finding("x", "error", Words(told, told), Words("R.", "M."), "@f")
    cell = reports.FORMATS["md"]([Report("@f", (one,))], "sv").splitlines()

    assert cell[0] == "### @&#8203;f: håller inte"
    assert (
        r"| @&#8203;per #&#8203;12 :&#8203;100: http:&#8203;//x www.&#8203;x.se &lt;b&gt; \*f\* \_k\_"
        r" \`c\` \[l\](x) \~s\~ \$m\$ \| \\ |"
    ) in cell[6]


def test_markdown_of_a_sound_plan_is_its_verdict() -> None:
    """An empty table is a riddle."""
    told = reports.FORMATS["md"]([report()], "en")

    assert "|" not in told
    assert told.startswith("### plan.yaml: conforms\n")
    assert "<details><summary>What was looked at</summary>\n\n- Statements: 9\n" in told


def test_markdown_has_the_place_the_suggestion_and_the_total() -> None:
    """A reviewer sees at once how bad it is, where, and what to write."""
    told = reports.FORMATS["md"](full(), "sv")

    assert told.startswith("**Filer: 4, varav 1 håller.")
    assert "| 12:10 | **fel** | `plan-unknown-value` |" in told
    assert "<br>Förslag: `typ: samverkansorgan`<br>Se även: dokument/plan-2020 s. 4:" in told
    assert "| Uppdrag!C7 | **fel** |" in told
