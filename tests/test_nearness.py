"""What was meant: the nearest words, and the one word that is a slip away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.nearness import guess, is_slip, mending
from naravard_kg.places import Place

HERE = Place(1, 1, 1, 5)
LETTERS = st.text("abcå", min_size=1, max_size=6)


def edits(word: str) -> set[str]:
    """Every word that is one slip away, by brute force."""
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    letters = "abcå"
    lost = {a + b[1:] for a, b in parts if b}
    wrong = {a + c + b[1:] for a, b in parts if b for c in letters}
    added = {a + c + b for a, b in parts for c in letters}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    return (lost | wrong | added | swapped) - {word}


@given(LETTERS, LETTERS)
def test_a_slip_is_one_letter(word: str, known: str) -> None:
    """The quick test and the list of all slips are the same."""
    assert is_slip(word, known) is (word in edits(known))


@pytest.mark.parametrize(
    ("word", "known", "text", "certain"),
    [
        ("updrag", ["uppdrag", "organ"], "uppdrag", True),
        ("målgrup", ["målgrupp", "målgrupper"], "målgrupp", True),
        ("Målgrup", ["målgrupp"], "målgrupp", True),
        ("plam", ["plan", "plats", "plaj"], "plan", False),  # two are a slip away
        ("pla", ["plan"], "plan", False),  # too short to be sure
        ("samverkan", ["samverkansorgan"], "samverkansorgan", False),
        ("zzz", ["uppdrag"], None, False),
        ("uppdrag", [], None, False),
    ],
)
def test_only_a_slip_from_one_word_is_certain(
    word: str, known: list[str], text: str | None, certain: bool
) -> None:
    """What is written into a person's file must be what she meant."""
    fix = mending(HERE, word, known)

    assert (fix.text if fix else None, fix.certain if fix else False) == (text, certain)


def test_the_name_of_a_thing_is_never_certain() -> None:
    """One digit away lies another municipality."""
    fix = guess(HERE, "kommun-1281", ["kommun-1282"])

    assert fix is not None
    assert (fix.text, fix.certain) == ("kommun-1282", False)
