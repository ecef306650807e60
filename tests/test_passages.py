"""Passages: any stretch of a text can be named and is found to the character; nothing else is."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from naravard_kg import passages
from naravard_kg.passages import PassageNotFoundError, digest, locate

TEXT = "Ett.\nBör vänta, bör inte vänta.\n\n  Indragen rad  \nsista\traden"
WORDS = st.text("abåÖ.,()?*+[\\-1", min_size=1, max_size=5)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=5).map("\n".join)


def _times(text: str, words: str) -> int:
    """How often *words* stand in *text*, overlaps counted."""
    return sum(text.startswith(words, start) for start in range(len(text)))


@given(TEXTS.filter(str.strip), st.data())
def test_any_stretch_of_a_line_is_located_to_the_character(text: str, data: st.DataObject) -> None:
    """Evidence is offsets; off by one it is the evidence of something else."""
    lines = text.split("\n")
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines) if line.strip()]))
    start = data.draw(st.integers(0, len(lines[number]) - 1))
    words = lines[number][start : data.draw(st.integers(start + 1, len(lines[number])))].strip()
    assume(words and words[0] not in "-." and "..." not in words)  # read as a range, or as a gap
    wording = f"{number + 1} {words}"
    if _times(lines[number], words) > 1:
        with pytest.raises(PassageNotFoundError, match="double"):
            locate(text, wording)
        return

    found = locate(text, wording)
    assert text[found.start : found.end] == words
    assert found.start == sum(len(line) + 1 for line in lines[:number]) + lines[number].index(words)
    assert digest(text[found.start : found.end]) == hashlib.sha256(words.encode()).hexdigest()


@given(TEXTS, st.text("abåÖ", min_size=1, max_size=6), st.integers(1, 6))
def test_words_that_are_not_there_are_never_found(text: str, words: str, line: int) -> None:
    """A passage accepted by mistake would be a proof of what nobody wrote."""
    lines = text.split("\n")
    assume(line > len(lines) or words not in lines[line - 1])

    with pytest.raises(PassageNotFoundError):
        locate(text, f"{line} {words}")


@given(TEXTS, st.text(max_size=12))
def test_whatever_is_written_is_found_inside_its_lines_or_refused(text: str, wording: str) -> None:
    """Evidence is typed by hand; any slip is a refusal, not a crash or a wrong place."""
    try:
        found = locate(text, wording)
    except PassageNotFoundError as error:
        assert error.fault in {"form", "line", "missing", "double", "end"}
        return
    before = text[: found.start].count("\n") + 1
    assert found.first_line <= before <= found.last_line
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("1", "Ett."),
        ("4", "Indragen rad"),
        ("1-2", "Ett.\nBör vänta, bör inte vänta."),
        ("1–2 Ett … vänta,", "Ett.\nBör vänta,"),
        ("1-2 Ett ... inte", "Ett.\nBör vänta, bör inte"),
        ("2 bör … vänta", "bör inte vänta"),
        ("5 sista raden", "sista\traden"),
    ],
)
def test_each_form_of_wording_finds_its_words(wording: str, words: str) -> None:
    """Whole lines, several lines, first and last words: all are used in the shipped data."""
    found = locate(TEXT, wording)

    assert TEXT[found.start : found.end] == words


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("bör vänta", "form"),
        ("", "form"),
        ("0", "line"),
        ("6", "line"),
        ("2-1", "line"),
        ("3", "missing"),
        ("2 saknas", "missing"),
        ("1 Bör", "missing"),
        ("2 Bor", "missing"),
        ("2 vänta", "double"),
        ("2 inte … bör", "end"),
        ("2 Bör … vänta", "double"),
        ("2 saknas … vänta", "missing"),
    ],
)
def test_a_wording_that_names_no_one_place_is_refused(wording: str, fault: str) -> None:
    """The fault tells the writer what to mend: the line, the words, or more of them."""
    with pytest.raises(PassageNotFoundError) as caught:
        locate(TEXT, wording)

    assert caught.value.fault == fault


def test_overlapping_places_are_two_places() -> None:
    """ "ana" stands twice in "banana"; taking the first would be a guess."""
    with pytest.raises(PassageNotFoundError, match="double"):
        locate("banana", "1 ana")


def test_lines_are_told_as_a_reader_writes_them() -> None:
    """The locator is printed beside every fact."""
    assert [locate(TEXT, w).lines for w in ("1", "1-2")] == ["1", "1–2"]


def test_a_text_is_read_with_its_line_ends_as_they_stand(tmp_path: Path) -> None:
    """A converted line end shifts every offset after it."""
    path = tmp_path / "text.txt"
    path.write_bytes("a\r\nå\rb\n".encode())

    assert passages.read_text(path) == "a\r\nå\rb\n"


def test_the_checker_tells_what_a_wording_finds(tmp_path: Path) -> None:
    """Curators try their evidence from the terminal before they write it down."""
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    words = [sys.executable, "-X", "utf8", "-m", "naravard_kg.passages", str(path), "1", "9"]

    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    assert "'Ett.'" in done.stdout
    assert "'9': line: 9" in done.stdout
