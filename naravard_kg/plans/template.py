"""The commented plan that ``naravard new plan`` writes; sound as it stands, in both languages."""

from __future__ import annotations

from pathlib import Path

from naravard_kg.words import LANGUAGES


def text(language: str) -> str:
    """The template in *language*.

    Raises:
        ValueError: *language* is neither ``sv`` nor ``en``.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    folder = Path(__file__).with_name("templates")
    return (folder / f"plan.{language}.yaml").read_text(encoding="utf-8")
