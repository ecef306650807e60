"""How alike parties are, and how much each covers, as tables with what explains them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from naravard_kg.compare import coverage
from naravard_kg.compare.coverage import Covered
from naravard_kg.compare.similarity import Similarity
from naravard_kg.compare.stances import Party
from naravard_kg.render import catalogue, compared, footing, tables
from naravard_kg.render.cells import Page, page
from naravard_kg.tables import Answers
from naravard_kg.words import say


def similar(graph: Answers, found: Similarity, language: str) -> Page:
    """Every pair of parties, with headings in a language."""
    told = page(graph, found.table(), language, catalogue.headings("similarity", language))
    return _with_heads(graph, told, found.parties)


def similar_text(page: Page, found: Similarity, width: int) -> str:
    """The pairs, and below them the measure, its formula and what the baseline is."""
    facts = {"permutations": found.permutations, "seed": found.seed}
    told = [say(f"similarity.{found.measure}"), say("similarity.baseline", **facts)]
    if len(found.parties) < 3:  # noqa: PLR2004 -- two can be dealt in one way only
        told.append(say("similarity.too-few"))
    notes = (textwrap.fill(one.in_(page.language), width) for one in told)
    text = "\n\n".join([tables.text(page, width), *notes])
    return footing.below(text, page.origin, page.language)


def covered(graph: Answers, told: Sequence[Covered], name: str, language: str) -> Page:
    """What each party covers by the aspect *name*, with headings in a language."""
    found = coverage.table(told, name)
    heads = catalogue.headings("coverage", language)
    told_ = page(graph, found, language, heads[: len(found.columns)])
    return _with_heads(graph, told_, [one.party for one in told])


def _with_heads(graph: Answers, told: Page, parties: Sequence[Party]) -> Page:
    """The page with its parties as they are called in a comparison."""
    heads = compared.heads(graph, parties, told.language)
    named = {party.who: head for party, head in zip(parties, heads, strict=True)}
    return replace(told, labels={**told.labels, **named})


def covered_text(page: Page, width: int) -> str:
    """The same, and below it what the columns mean."""
    note = textwrap.fill(say("coverage.note").in_(page.language), width)
    text = f"{tables.text(page, width)}\n\n{note}"
    return footing.below(text, page.origin, page.language)
