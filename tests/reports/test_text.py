"""The report for a terminal: every line, every caret, no control of the terminal itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import Finding, KnowledgeGraph, Report, check, names, resources
from naravard_kg.places import NOWHERE, Place
from naravard_kg.render import ink
from naravard_kg.render.reports import quotes
from naravard_kg.render.reports.terminal import text
from naravard_kg.reports import Coverage, Fix
from naravard_kg.terms import Iri
from naravard_kg.visible import columns, visible
from naravard_kg.words import LANGUAGES, Words

from .samples import finding, full, hostile, places, report, several

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def broken(shipped: KnowledgeGraph) -> Report:
    """The report on the broken example."""
    return check(shipped, resources.tour_folder() / "broken-plan.yaml")


@SPOKEN
def test_text_shows_the_line_with_a_caret_below_the_value(broken: Report, language: str) -> None:
    """The eye must land on the very characters that are wrong."""
    lines = text([broken], language, width=200).splitlines()
    source = Path(broken.file).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith(broken.file)]
    for found in broken.findings:
        at = lines.index(f"  {found.line} | {source[found.line - 1]}")
        assert lines[at + 1].index("^") >= len(str(found.line)) + 5
        assert any(found.message.in_(language) in line for line in lines)
        assert any(found.remedy.in_(language) in line for line in lines)


def test_the_caret_stands_below_the_wrong_word(broken: Report) -> None:
    """One column off points at the wrong word."""
    lines = text([broken], "sv").splitlines()
    at = next(n for n, line in enumerate(lines) if "samverkansorgn" in line and " | " in line)

    assert lines[at + 1].index("^") == lines[at].index("samverkansorgn")
    assert lines[at + 1].count("^") == len("samverkansorgn")


@pytest.mark.parametrize(
    ("line", "word", "shown"),
    [
        ("\ttyp: fel", "fel", "    typ: fel"),
        ("看護: fel", "fel", "看護: fel"),
        ("typ: 看護x", "看護", "typ: 看護x"),
        ("e\u0301tt: fel", "fel", "e\u0301tt: fel"),
        ("a\x1b[31m: fel", "fel", "a\\u{1b}[31m: fel"),
        ("\u202ea: fel", "fel", "\\u{202e}a: fel"),
    ],
)
def test_the_caret_stands_right_after_hard_characters(line: str, word: str, shown: str) -> None:
    """Tabs, wide and combining characters take other columns than one; so do hidden ones."""
    start = line.index(word) + 1
    place = Place(1, start, 1, start + len(word))
    told = text([Report("f", (finding(place=place),), quotes={1: line})], "sv")
    quote = next(row for row in told.splitlines() if row.startswith("  1 | "))[6:]
    carets = next(row for row in told.splitlines() if "^" in row)[6:]

    assert quote == shown
    assert len(carets) - len(carets.lstrip()) == columns(shown[: shown.index(word)])
    assert carets.count("^") == columns(word)


@given(hostile.filter(lambda line: "\n" not in line), places, st.integers(20, 90))
def test_a_quoted_line_fits_and_its_carets_stand_below_its_stretch(
    line: str, place: Place, room: int
) -> None:
    """Wherever a stretch is told to be, also beyond the line, and whatever the line holds."""
    quote = quotes.quoted(place, {place.line: line}, room)

    assert quote is not None
    assert columns(quote.line) <= max(room, 20)
    head, run = re.fullmatch(r"( *)(\^+)…?", quote.carets).groups()  # type: ignore[union-attr]
    assert len(head) == columns(quote.before)
    assert len(run) == max(columns(quote.marked), 1)
    assert quote.marked in visible(line.replace("\t", "    "))


@given(st.text("abc 看\t", min_size=30, max_size=400), st.data())
def test_a_long_line_is_cut_around_its_stretch(line: str, data: st.DataObject) -> None:
    """What is meant stays in sight, and a cut is seen."""
    start = data.draw(st.integers(1, len(line)))
    stop = data.draw(st.integers(start + 1, min(start + 5, len(line) + 1)))
    quote = quotes.quoted(Place(1, start, 1, stop), {1: line}, 60)

    assert quote is not None
    assert quote.marked == line[start - 1 : stop - 1].replace("\t", "    ")
    whole = line.replace("\t", "    ")
    assert quote.line.strip("…") in whole
    cut = quote.before.startswith("…"), quote.after.endswith("…")
    assert any(cut) == (columns(whole) > 60)


def test_a_stretch_over_several_lines_shows_its_first() -> None:
    """The carets go to the end of the line, and … tells that the stretch goes on."""
    place = Place(1, 3, 4, 2)
    lines = text([Report("f", (finding(place=place),), quotes={1: "a: >"})], "sv").splitlines()

    assert "    | " + "  " + "^^…" in lines


@pytest.mark.parametrize(
    ("place", "quoted", "header"),
    [
        (Place(12, 10, 12, 14), {12: "x" * 20}, "plan.yaml:12:10: fel x"),
        (Place(7, 3, 7, 4, "Uppdrag!C7"), {}, "plan.yaml: Uppdrag!C7: fel x"),
        (Place(2, 5, 2, 8, "/uppdrag/0"), {2: "y" * 9}, "plan.yaml:2:5: /uppdrag/0: fel x"),
        (NOWHERE, {}, "plan.yaml: fel x"),
        (Place(2, 3, 2, 6, "uppdrag!B2"), {2: "1,Hej"}, "uppdrag.csv:2:3: uppdrag!B2: fel x"),
    ],
)
def test_the_header_has_the_place_as_the_form_has_it(
    place: Place, quoted: dict[int, str], header: str
) -> None:
    """An editor opens a line and a column; a reader of a workbook looks for a cell."""
    file = header.partition(":")[0]
    one = finding(place=place, file=file)
    lines = text([Report(file, (one,), quotes=quoted)], "sv").splitlines()

    assert lines[0] == header
    assert any("^" in line for line in lines) == bool(quoted)


def test_text_tells_what_to_do_what_to_write_and_where_else_to_look() -> None:
    """A remedy that must be worked out from the message is no remedy."""
    told = text(full(), "sv")

    assert "  = gör så här: Rätta." in told
    assert "  = förslag: typ: samverkansorgan\n" in told
    assert "  = förslag: ja\n" in told
    assert "  = se även: dokument/plan-2020 s. 4: Så heter det i planen." in told
    assert "  = se även: plan.yaml:3:2: Så heter det i planen." in told


@pytest.mark.parametrize(
    ("fix", "lines", "rows"),
    [
        (Fix(Place(2, 8, 2, 11), "rätt"), {2: "  typ: fel # x"}, ["typ: rätt # x"]),
        (Fix(Place(2, 15, 2, 15), "y"), {2: "  typ: fel # x"}, ["typ: fel # xy"]),
        (Fix(Place(2, 1, 2, 1), "a: 1\nb: 2\n"), {2: "c: 3"}, ["a: 1", "b: 2", "c: 3"]),
        (Fix(Place(2, 4, 3, 3), "z"), {2: "a: x", 3: "y #"}, ["a: z#"]),
        (Fix(Place(9, 4, 9, 6), "z"), {}, ["z"]),
        (Fix(Place(2, 1, 2, 5), ""), {2: "abcd"}, [""]),
    ],
)
def test_a_fix_is_shown_as_the_line_would_read(
    fix: Fix, lines: dict[int, str], rows: list[str]
) -> None:
    """Whoever agrees can copy it."""
    assert quotes.mended(fix, lines, 80) == rows
    assert text([Report("f", (finding(fix=fix),), quotes=lines)], "sv")


@given(several, st.integers(30, 120))
def test_prose_wraps_to_the_terminal(found: list[Report], width: int) -> None:
    """A terminal that breaks lines by itself breaks words; nothing but an address is longer."""
    lines = text(found, "sv", width=width).splitlines()
    wide = [line for line in lines if columns(line) > width]

    assert all(
        re.match(r" *(= [^:]*: )?[^ ]*$", line)
        or re.search(r": (fel|varning|upplysning) \S+$", line)
        or " = förslag" in line
        or " | " in line
        for line in wide
    )


def test_wrapping_loses_no_word() -> None:
    """Cut in silence, a message may say the opposite."""
    message = " ".join(f"ord{number}" for number in range(90))
    told = text([Report("f", (finding(),))], "sv", width=40)
    long = Finding("x", "error", Words(message, ""), Words("Rätta.", ""), "f")
    wrapped = text([Report("f", (long,))], "sv", width=40)

    assert " ".join(wrapped.split("= ")[0].split()[3:]) == message
    assert max(map(len, wrapped.splitlines())) <= 40
    assert "\n  Fel | på\n  rad 1.\n" in told


def test_colours_change_no_character() -> None:
    """With and without colours it is the same report."""
    plain, painted = (text(full(), "sv", colour=colour) for colour in (False, True))

    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    assert "\x1b[1;31mfel\x1b[0m" in painted
    assert "\x1b[1;33mvarning\x1b[0m" in painted
    assert "\x1b[1;34mupplysning\x1b[0m" in painted


@pytest.mark.parametrize(
    ("environment", "terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_are_the_readers_choice(
    environment: dict[str, str], terminal: bool, wanted: bool
) -> None:
    """As no-color.org and force-color.org have it."""
    assert ink.wanted(environment, terminal=terminal) is wanted


@SPOKEN
def test_the_verdict_tells_what_was_looked_at(language: str) -> None:
    """ "Conforms" without the count of what was checked is worth nothing."""
    for found in (report(), report("error", "warning")):
        verdict = text([found], language, width=300).splitlines()[-1]
        assert all(str(number) in verdict for number in (9, 3, 2))
        assert "plan.yaml" in verdict
    assert text([report()], "sv") != text([report()], "en")


def test_text_tells_what_was_not_looked_at_and_what_was_set_aside() -> None:
    """What nobody looked at, or somebody accepted, must not be taken for sound."""
    told = text(full(), "sv")

    assert "\n  Ingen regel prövar: organ/x, organ/y och 1 till.\n" in told
    assert "\n  Regler utan något att pröva här: 2.\n" in told
    assert "\n  Undantag: 1.\n  Kända sedan tidigare: 1.\n" in told
    assert told.endswith("\n\nFiler: 4, varav 1 håller. Fel: 3, varningar: 1, upplysningar: 1.")


def test_many_unchecked_things_are_counted() -> None:
    """A list of thousands hides the verdict; the number does not."""
    unchecked = tuple(names.thing("organ", f"x-{n}") for n in range(400))
    blank = tuple(Iri(f"_:b{n}") for n in range(3))
    many = Report("f", (), Coverage(1, 1, 1, unchecked))
    unnamed = Report("f", (), Coverage(1, 1, 1, blank))

    assert "organ/x-4 och 395 till." in text([many], "sv", width=300)
    assert "Ingen regel prövar: 3." in text([unnamed], "sv", width=300)


def test_text_without_the_file_still_tells_all() -> None:
    """Standard input cannot be read twice."""
    found = text([Report("-", (finding(line=3),), report().coverage)], "en")

    assert "Fault | on" in found
    assert "Mend" in found
