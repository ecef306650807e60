"""How alike parties are, and how much each covers, as tables with what explains them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from naravard_kg.compare import coverage
from naravard_kg.compare.coverage import Covered
from naravard_kg.compare.similarity import Similarity
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


def covered(graph: Answers, told: Sequence[Covered], name: str, language: str) -> Page:
    """What each party covers by the aspect *name*, with headings in a language."""
    found = coverage.table(told, name)
    heads = catalogue.headings("coverage", language)
    return page(graph, found, language, heads[: len(found.columns)])


def covered_text(page: Page, width: int) -> str:
    """The same, and below it what the columns mean."""
    note = textwrap.fill(say("coverage.note").in_(page.language), width)
    return f"{tables.text(page, width)}\n\n{note}"
