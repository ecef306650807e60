"""How alike parties are, and how much each covers, as tables with what explains them."""

from __future__ import annotations

import textwrap

from naravard_kg.compare import coverage
from naravard_kg.compare.similarity import Similarity
from naravard_kg.compare.stances import Comparison
from naravard_kg.render import catalogue, tables
from naravard_kg.render.cells import Page, page
from naravard_kg.tables import Answers
from naravard_kg.words import say


def similar(graph: Answers, found: Similarity, language: str) -> Page:
    """Every pair of parties, with headings in a language."""
    return page(graph, found.table(), language, catalogue.headings("similarity", language))


def similar_text(graph: Answers, found: Similarity, language: str, width: int) -> str:
    """The pairs, and below them the measure, its formula and what the baseline is."""
    facts = {"permutations": found.permutations, "seed": found.seed}
    told = [say(f"similarity.{found.measure}"), say("similarity.baseline", **facts)]
    if len(found.parties) < 3:  # noqa: PLR2004 -- two can be dealt in one way only
        told.append(say("similarity.too-few"))
    notes = (textwrap.fill(one.in_(language), width) for one in told)
    return "\n\n".join([tables.text(similar(graph, found, language), width), *notes])


def covered(graph: Answers, comparison: Comparison, language: str) -> Page:
    """What each party covers, with headings in a language."""
    found = coverage.table(comparison)
    heads = catalogue.headings("coverage", language)
    return page(graph, found, language, heads[: len(found.columns)])


def covered_text(graph: Answers, comparison: Comparison, language: str, width: int) -> str:
    """The same, and below it what the columns mean."""
    note = textwrap.fill(say("coverage.note").in_(language), width)
    return "\n\n".join([tables.text(covered(graph, comparison, language), width), note])
