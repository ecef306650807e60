"""One minute through the main job on the shipped data: five commands, shown and run."""

from __future__ import annotations

import os

import click

from naravard_kg import resources
from naravard_kg.cli.base import command, settings
from naravard_kg.words import say

_REHAB = "vocab/utvecklingsomrade/rehabilitering"


def _steps() -> tuple[tuple[str, list[str]], ...]:
    path = str(resources.tour_folder() / "broken-plan.yaml")
    broken = min(path, os.path.relpath(path), key=len)
    return (
        ("tour.question", ["ask", "decisions", "--set", "document=skane-uppfoljning-lakarstod"]),
        ("tour.evidence", ["evidence", "skane-lakarstod-15"]),
        ("tour.compare", ["compare", "skane", "orebro", "--concept", _REHAB, "--evidence"]),
        ("tour.blocks", ["deps", "blocks", "skane-lakarstod-12"]),
        ("tour.check", ["check", broken]),
    )


@command
def tour() -> None:
    """One minute through the main job on the shipped data."""
    lang = settings().lang
    for heading, words in _steps():
        _run(say(heading).in_(lang), words, lang)
    click.echo(say("tour.end").in_(lang))


def _run(heading: str, words: list[str], lang: str) -> None:
    from naravard_kg.cli import naravard

    click.echo(f"{heading}\n\n$ naravard {' '.join(words)}\n")
    naravard.main(["--lang", lang, *words], prog_name="naravard", standalone_mode=False)
    click.echo()
