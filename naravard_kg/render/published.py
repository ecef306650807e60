"""What became of published graphs: a table for programs or for readers, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg import names
from naravard_kg.publishing.contents import Difference
from naravard_kg.publishing.outcomes import Outcome, Published
from naravard_kg.tables import Table
from naravard_kg.words import say

_FOR_PROGRAMS = ("csv", "tsv", "json")
_SHORT = 12  # characters of a digest that a reader compares by eye
_SHOWN = 300  # characters of a statement


def table(done: Published, form: str, language: str) -> Table:
    """A row a graph: codes and whole digests for programs, words and short ones for readers."""
    found = done.table()
    if form in _FOR_PROGRAMS:
        return found
    rows = tuple(
        (graph, statements, there, say(f"publish.state.{state}").in_(language), _short(digest))
        for graph, statements, there, state, digest in found.rows
    )
    return Table(found.columns, rows)


def _short(digest: object) -> str | None:
    return str(digest)[:_SHORT] if digest else None


def notes(done: Published, language: str) -> Iterator[str]:
    """What there is to say besides: each graph that is not as it should be, and what is left."""
    for outcome in done.outcomes:
        if not outcome.is_good:
            yield from _note(outcome, language)
    if done.nameless:
        yield say("publish.nameless", count=f"{done.nameless:,}").in_(language)
    if done.removed:
        yield say("publish.removed", count=f"{done.removed:,}").in_(language)


def _note(outcome: Outcome, language: str) -> Iterator[str]:
    facts = {
        "graph": names.short(outcome.graph),
        "statements": f"{outcome.statements:,}",
        "there": "?" if outcome.there is None else f"{outcome.there:,}",
    }
    yield say(f"publish.note.{outcome.state}", **facts).in_(language)
    if outcome.fault:
        yield f"  {outcome.fault.message.in_(language)}"
        yield f"  {outcome.fault.remedy.in_(language)}"
    if outcome.difference:
        yield from _differing(outcome.difference, language)


def _differing(difference: Difference, language: str) -> Iterator[str]:
    facts = {"missing": f"{difference.missing:,}", "foreign": f"{difference.foreign:,}"}
    yield "  " + say("publish.difference", **facts).in_(language)
    yield "  " + say("publish.sent", line=_shown(difference.sent)).in_(language)
    yield "  " + say("publish.found", line=_shown(difference.found)).in_(language)


def _shown(line: str) -> str:
    return line[:_SHOWN] + "…" if len(line) > _SHOWN else line or "–"
