"""The table in a terminal: it fits, it loses nothing in silence, it explains what it uses."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from naravard_kg.compare.stances import MATCHES, STATES, Comparison, Stance
from naravard_kg.render import compared
from naravard_kg.render.compared.fitting import fitted
from naravard_kg.visible import columns, visible
from naravard_kg.words import LANGUAGES, say

from .samples import SUBJECT, comparisons, few, full, hostile, named, plain, thing

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
WIDTHS = pytest.mark.parametrize("width", [40, 72, 100, 140, 200])


def words_of(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


@few
@given(comparisons(st.one_of(plain, hostile)), st.sampled_from(LANGUAGES), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(found: Comparison, language: str, width: int) -> None:
    """A line that the terminal breaks by itself throws its columns about."""
    for whole in (False, True):
        text = compared.text(found, language, width, full=whole)
        assert max(map(columns, text.split("\n"))) <= width


@few
@given(comparisons(), st.integers(40, 200))
def test_no_word_is_lost(found: Comparison, width: int) -> None:
    """With --full every name of every thing stands there, and every state."""
    text = compared.text(found, "sv", width, full=True)
    told = set(re.findall(r"\w+", text))
    known = found.graph.known if found.graph else {}  # type: ignore[attr-defined]

    for row in found.rows:
        for part in filter(None, row.key):
            assert set(known[part][0].split()) <= told
        for entry in (e for stance in row.stances for e in stance.entries):
            if row.key != (entry.thing,):
                assert set(known[entry.thing][0].split()) <= told
    if found.rows:
        assert all(set(known[party.who][0].split()) <= told for party in found.parties)


@few
@given(comparisons(), st.integers(40, 200), st.sampled_from(LANGUAGES))
def test_what_is_left_out_is_counted(found: Comparison, width: int, language: str) -> None:
    """A cell without its fourth thing says that there is one, and the foot how to see it."""
    text = words_of(compared.text(found, language, width))
    whole = words_of(compared.text(found, language, width, full=True))
    sign = say("compared.some").in_(language)

    assert ("`--full`" in text) == (sign in text)
    assert "`--full`" not in whole
    if text.replace(sign, "") != whole and "`--full`" not in text:
        pytest.fail("something is missing and nobody says so")


@SPOKEN
@WIDTHS
def test_every_state_and_match_is_told_in_words(language: str, width: int) -> None:
    """A tick tells nothing of how near a region's own words are to the shared concept."""
    text = compared.text(full(), language, width, full=True)
    told = [say(f"compare.match.{match}") for match in MATCHES]
    told += [say(f"compare.state.{state}") for state in STATES]
    told += [say(f"compare.{key}") for key in ("national", "unsure", "unsaid", "unmatched")]
    told += [
        say("compared.absent", status="efterfragad"),
        say("compared.within", concept="snavare"),
    ]
    words = {word for one in told for word in re.findall(r"\w+", one.in_(language))}

    assert words - set(re.findall(r"\w+", text.lower())) == set()


def test_an_english_reader_sees_the_sources_own_term_too() -> None:
    """A translation alone hides that two regions use different words; a Swede needs no guillemets."""
    english = words_of(compared.text(full(), "en", 200, full=True))
    swedish = words_of(compared.text(full(), "sv", 200, full=True))

    assert "sak exact in English «sak exact på svenska» (exact)" in english
    assert "sak exact på svenska (samma)" in swedish
    assert "«" not in swedish


def test_a_party_is_headed_by_its_part_and_its_day() -> None:
    """What one part of a county says must not be taken for the county."""
    text = compared.text(full(), "sv", 70)

    assert "lan 12 på svenska (del på svenska)" in text
    assert "lan 18 på svenska @2020-06-01" in text
    assert "Den nationella ramen" in text


@SPOKEN
def test_the_thing_itself_is_not_named_twice(language: str) -> None:
    """In a row that is an act, its own name in every cell would drown the answer."""
    text = compared.text(full(), language, 200, full=True)
    name = named(thing("sjalv"))[language == "en"]

    assert text.count(name) == 1
    assert say("compare.state.stated").in_(language) in text


def test_related_things_stand_last_and_break_no_silence() -> None:
    """What only has to do with a concept is no answer to whether it is there."""
    text = compared.text(full(), "sv", 200, full=True)
    first = text.index(f"sak about på svenska ({say('compare.match.about').sv})")

    assert text.index("sak related på svenska (besläktat)") > first
    assert re.search(r"– +– +tiger\n.*slakt på svenska \(besläktat\)", text)


@SPOKEN
def test_the_legend_explains_what_is_used_and_nothing_else(language: str) -> None:
    """A sign without its meaning is a riddle; a meaning without its sign is noise."""
    every = ["exact", "close", "silent", "national", "unsure", "own", "part", "more"]
    rich = words_of(compared.text(full(), language, 200))
    poor = words_of(_silent(language))

    meanings = {key: say(f"compared.meaning.{key}").in_(language) for key in every}
    assert [key for key in every if meanings[key] not in rich] == (
        ["own"] if language == "sv" else []
    )
    assert [key for key in every if meanings[key] in poor] == ["silent"]


def _silent(language: str) -> str:
    one = replace(full().rows[0], stances=(Stance("silent"),))
    return compared.text(replace(full(), rows=(one,), parties=full().parties[2:]), language, 80)


def test_narrow_columns_become_blocks() -> None:
    """Five letters a line cannot be read."""
    wide, narrow = compared.text(full(), "sv", 120), compared.text(full(), "sv", 44)

    assert "───" in wide
    assert "───" not in narrow
    assert "\nvid på svenska\n  lan 12" in narrow
    assert "tiger om hela ämnet: Den nationella ramen" in narrow


def test_narrower_concepts_are_indented() -> None:
    """The order of the scheme is lost if nobody sees what belongs to what."""
    assert "\n  snavare på svenska" in compared.text(full(), "sv", 120)
    assert "\n  snavare på svenska" in compared.text(full(), "sv", 44)


def test_passages_stand_below_their_thing() -> None:
    """A claim that cannot be looked up is hearsay."""
    some = words_of(compared.text(full(), "sv", 70))
    every = words_of(compared.text(full(), "sv", 70, full=True))

    assert "· plan-2020: s. 0; s. 1; s. 2 … och 2 ställen till" in some
    assert "· plan-2020: s. 0; s. 1; s. 2; s. 3; s. 4" in every


@SPOKEN
def test_the_foot_counts_and_says_from_what_it_was_made(language: str) -> None:
    """Whoever pastes the table into a mail pastes the way to check it along."""
    text = compared.text(full(), language, 140)

    assert re.search(r"lan 12 [^\n]* 3 +0 +1 +0\n", text)
    assert "naravard 9.9.9, data 2025-12-31\n" in text
    assert text.endswith("naravard compare a b --only 'missing-in a'")


def test_a_long_command_goes_on_as_a_shell_reads_it() -> None:
    """It is there to be copied."""
    text = compared.text(full(), "sv", 40)

    assert text.endswith("naravard compare a b --only \\\n  'missing-in a'")


@SPOKEN
def test_a_comparison_without_rows_says_so(language: str) -> None:
    """An empty screen could be a fault."""
    text = compared.text(replace(full(), rows=()), language, 80)

    assert say("table.empty").in_(language) in text


def test_things_of_the_same_name_are_told_once() -> None:
    """The same line twice looks like a mistake of ours."""
    twice = full().graph
    assert twice is not None
    known = dict.fromkeys(twice.known, ("Nära vård", "Local care"))  # type: ignore[attr-defined]
    related = tuple(
        replace(entry, match="close", thing=thing(name))
        for name in ("sak-exact", "sak-close")
        for entry in full().rows[0].stances[0].entries[:1]
    )
    rows = (
        replace(full().rows[0], stances=(Stance("stated", related), *full().rows[0].stances[1:])),
    )
    text = compared.text(replace(full(), rows=rows, graph=replace(twice, known=known)), "sv", 200)  # type: ignore[type-var]

    assert "Nära vård (nära) ×2" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_everything_stands_by_its_kind_it_is_said_once(language: str) -> None:
    """Eighty times "of the kind" says no more than once."""
    entries = tuple(replace(e, match="kind") for e in full().rows[0].stances[0].entries)
    row = replace(full().rows[0], stances=(Stance("stated", entries),))
    text = compared.text(replace(full(), rows=(row,), parties=full().parties[:1]), language, 100)

    assert text.count(say("compare.match.kind").in_(language)) == 1
    assert say("compared.meaning.kinds").in_(language) in words_of(text)


@given(st.one_of(hostile, plain, st.text()), st.integers(6, 60), st.integers(0, 4))
@example("y" * 300, 20, 2)
@example("看護" * 40, 9, 0)
def test_fitted_lines_hold_every_letter(text: str, width: int, hanging: int) -> None:
    """A broken word gets a hyphen, and no letter goes."""
    shown = visible(text)
    lines = fitted(shown, width, hanging)
    back = "".join(line.strip() for line in lines)

    assert all(columns(line) <= width for line in lines)
    assert re.sub(r"[-\s]", "", back) == re.sub(r"[-\s]", "", shown)


def test_the_subject_heads_the_table() -> None:
    """Which rows are shown is part of what was asked."""
    text = compared.text(full(), "sv", 100)

    assert text.startswith("Utvecklingsområden – bara det som alla anger\n\n")
    assert SUBJECT.label.sv in text.lower()
