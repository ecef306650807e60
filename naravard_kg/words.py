"""Every word the program itself says, in Swedish and in English, from one catalogue.

The catalogue is ``words.json`` beside this module: a key, and for each language a sentence
with ``{facts}`` to fill in. What the graph says of itself (labels, definitions, the messages of
rules and questions) does not stand there: it stands in the ontology, the rules, the questions.
"""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One utterance in both languages."""

    sv: str
    en: str

    def in_(self, language: str) -> str:
        """The utterance in *language*; English where the language is another one."""
        return self.sv if language == "sv" else self.en

    def filled(self, facts: Mapping[str, str]) -> Words:
        """The utterance with ``{name}`` replaced by its fact; other braces stay as they are."""
        sv, en = self.sv, self.en
        for name, fact in facts.items():
            sv, en = sv.replace(f"{{{name}}}", fact), en.replace(f"{{{name}}}", fact)
        return Words(sv, en)

    @classmethod
    def either(cls, names: Iterable[str]) -> Words:
        """Names joined by "eller" and "or".

        >>> Words.either(["a", "b", "c"]).en
        'a, b or c'
        """
        *front, last = names
        listed = ", ".join(front)
        return cls(f"{listed} eller {last}", f"{listed} or {last}") if front else cls(last, last)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("words.json").read_text(encoding="utf-8")
    entries: dict[str, dict[str, str]] = json.loads(text)
    return entries


def keys() -> tuple[str, ...]:
    """Every key of the catalogue."""
    return tuple(_catalogue())


def say(key: str, **facts: object) -> Words:
    """The entry *key* in both languages, with its facts filled in.

    A fact that is itself ``Words`` is filled in with its own language.

    Raises:
        KeyError: the catalogue has no such entry; a programmer's mistake.
    """
    entry = _catalogue()[key]
    filled = (_fill(entry[language], language, facts) for language in LANGUAGES)
    return Words(*filled)


def _fill(template: str, language: str, facts: dict[str, object]) -> str:
    worded = {
        name: fact.in_(language) if isinstance(fact, Words) else fact
        for name, fact in facts.items()
    }
    return template.format(**worded)


def preferred_language() -> str:
    """The reader's language: ``NARAVARD_LANG``, else the locale, else English."""
    chosen = os.environ.get("NARAVARD_LANG") or _from_locale()
    return "sv" if chosen.lower().startswith("sv") else "en"


def _from_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or "en"
