"""The catalogue of words: both languages, the same facts in both, none unused and none missing."""

from __future__ import annotations

import ast
import json
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import words
from naravard_kg.words import LANGUAGES, Words, preferred_language, say

PACKAGE = Path(naravard_kg.__file__).parent
CATALOGUE: dict[str, dict[str, str]] = json.loads(
    (PACKAGE / "words.json").read_text(encoding="utf-8")
)
EVERY = pytest.mark.parametrize("key", CATALOGUE)


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _strings() -> tuple[set[str], list[re.Pattern[str]]]:
    """The strings of the code, and its f-strings as patterns."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.add("".join(map(_pattern, node.values)))
    dotted = {pattern for pattern in patterns if re.match(r"[a-z]+\\\.", pattern)}
    return plain, [re.compile(pattern) for pattern in sorted(dotted)]


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_.-]+"


PLAIN, PATTERNS = _strings()


@EVERY
def test_an_entry_has_both_languages_and_no_third(key: str) -> None:
    """A reader of either language gets every sentence in hers."""
    assert tuple(CATALOGUE[key]) == LANGUAGES
    assert all(isinstance(text, str) for text in CATALOGUE[key].values())


@EVERY
def test_both_languages_tell_the_same_facts(key: str) -> None:
    """A file name that is told in one language only is lost on half of the readers."""
    assert _placeholders(CATALOGUE[key]["sv"]) == _placeholders(CATALOGUE[key]["en"])


@EVERY
def test_an_entry_is_used_by_the_code(key: str) -> None:
    """Words that nobody says are translated and maintained for nothing."""
    stem = key.removesuffix(".remedy")
    worded = any(pattern.fullmatch(k) for pattern in PATTERNS for k in (key, stem))
    named = not key.startswith("error.") or stem.rpartition(".")[2] in PLAIN

    assert key in PLAIN or (worded and named), key


def test_no_entry_is_missing() -> None:
    """A missing entry is a crash in the middle of telling somebody what went wrong."""
    heads = {key.partition(".")[0] for key in CATALOGUE}
    asked = {
        text
        for text in PLAIN
        if re.fullmatch(r"[a-z]+(\.[a-z][a-z-]*)+", text) and text.partition(".")[0] in heads
    }

    assert sorted(asked - set(CATALOGUE)) == []


def test_no_key_stands_twice() -> None:
    """JSON keeps the last of two; the first would be lost without a sound."""
    text = (PACKAGE / "words.json").read_text(encoding="utf-8")

    assert len(re.findall(r'^  "([^"]+)":', text, re.MULTILINE)) == len(CATALOGUE)


def test_facts_are_filled_in_the_language_of_the_sentence() -> None:
    """A Swedish sentence with "a or b" in it is half a translation."""
    said = say("error.near", near=Words.either(["a", "b"]))

    assert said == Words("Menade du a eller b?", "Did you mean a or b?")


def test_a_fact_with_braces_is_told_as_it_is() -> None:
    """Facts come from files and users; they are no templates."""
    assert "{x}" in say("error.unknown.thing", name="{x}").sv


def test_a_rules_words_are_filled_with_their_facts() -> None:
    """In both languages, wherever the fact stands; what is no fact of theirs stays as it is."""
    words = Words("{value} är ej {kind}, {value}. {annat} {}", "{value} is no {kind}. {other} {")

    assert words.filled({"value": "å", "kind": "date", "unused": "x"}) == Words(
        "å är ej date, å. {annat} {}", "å is no date. {other} {"
    )
    assert words.filled({}) == words


@given(st.dictionaries(st.sampled_from(["value", "kind"]), st.text(max_size=9), max_size=2))
def test_a_fact_is_filled_in_as_it_is(facts: dict[str, str]) -> None:
    """Facts come from files; whatever is written there is told and never read as a template."""
    told = Words("”{value}”", "“{kind}”").filled({**facts, "other": "{value}{kind}"})

    assert told == Words(f"”{facts.get('value', '{value}')}”", f"“{facts.get('kind', '{kind}')}”")


def test_an_unknown_key_is_a_programmers_mistake() -> None:
    """It must be seen in the tests, not by a reader."""
    with pytest.raises(KeyError):
        say("no.such.key")


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "ja"), ("en", "yes"), ("fi", "yes"), ("", "yes")]
)
def test_another_language_gets_the_english_words(language: str, said: str) -> None:
    """English is the language of those who read neither."""
    assert Words("ja", "yes").in_(language) == said


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"NARAVARD_LANG": "sv", "LANG": "en_GB.UTF-8"}, "sv"),
        ({"NARAVARD_LANG": "en", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "sv_SE.UTF-8", "LANG": "en_US.UTF-8"}, "sv"),
        ({"NARAVARD_LANG": "SV"}, "sv"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_ours_then_the_systems_then_english(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    """A Swede on an English machine sets one variable; a job sets none."""
    for name in ("NARAVARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert preferred_language() == language


def test_the_keys_are_those_of_the_file() -> None:
    """Whoever wants to see all words asks the library, not the file."""
    assert words.keys() == tuple(CATALOGUE)
