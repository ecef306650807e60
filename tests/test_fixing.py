"""Mending: exactly the stretches that are named, and nothing else, whatever the file looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, check, resources
from naravard_kg.fixing import certain, mended, patch, write
from naravard_kg.places import Place
from naravard_kg.reports import Finding, Fix, Report
from naravard_kg.words import Words

BROKEN = resources.tour_folder() / "broken-plan.yaml"


def stretch(line: int, start: int, end: int, text: str) -> Fix:
    """A certain fix of a stretch."""
    return Fix(Place(line, start, line, end), text, certain=True)


@pytest.mark.parametrize(
    ("text", "fixes", "after"),
    [
        ("a: b\n", [stretch(1, 4, 5, "c")], "a: c\n"),
        ('a: "b"\n', [stretch(1, 4, 7, "c")], 'a: "c"\n'),
        ("a: 'b'\n", [stretch(1, 4, 7, "c")], "a: 'c'\n"),
        ("x x\r\ny y\r\n", [stretch(1, 1, 2, "aa"), stretch(1, 3, 4, "b"), stretch(2, 3, 4, "c")],
         "aa b\r\ny c\r\n"),
        ("abc", [stretch(1, 1, 3, "x"), stretch(1, 2, 4, "y")], "ay"),  # they overlap
        ("abc", [stretch(7, 1, 2, "x")], "abc"),
        ("abc", [Fix(Place(1, 1, 2, 2), "x")], "abc"),  # over two lines
    ],
)  # fmt: skip
def test_the_stretch_is_replaced_and_no_other(text: str, fixes: list[Fix], after: str) -> None:
    """Quotes stay, line ends stay, and a fix that no longer fits does nothing."""
    assert mended(text, fixes) == after


@given(
    st.lists(st.text("abå 😀", min_size=1, max_size=8), min_size=1, max_size=5),
    st.data(),
)
def test_what_is_not_named_is_never_touched(lines: list[str], data: st.DataObject) -> None:
    """Character by character: before and after a stretch the line is as it was."""
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    after = mended("\n".join(lines), [stretch(number + 1, start + 1, end + 1, "NEW")]).split("\n")

    assert after[number] == line[:start] + "NEW" + line[end:]
    assert [x for n, x in enumerate(after) if n != number] == [
        x for n, x in enumerate(lines) if n != number
    ]


def test_a_mended_file_lacks_what_was_mended_and_is_mended_once(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """What is certain is right: checked again, the findings are gone and no new ones came."""
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN.read_text(encoding="utf-8"), encoding="utf-8")
    before = check(shipped, path)
    assert patch(before)
    assert write(before)
    after = check(shipped, path)

    gone = {f.rule for f in before.findings if f.fix and f.fix.certain}
    assert gone == {"plan-unknown-value", "plan-unknown-key"}
    assert {f.rule for f in after.findings} == {f.rule for f in before.findings} - gone
    assert (patch(after), write(after)) == ("", False)


def test_a_workbook_is_left_to_its_own_program() -> None:
    """Writing into it would lose what we do not know of it."""
    finding = Finding(
        "x", "error", Words("a", "a"), Words("b", "b"), "plan.xlsx", fix=stretch(1, 1, 2, "x")
    )

    assert certain(Report("plan.xlsx", (finding,))) == []
