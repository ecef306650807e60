"""What the signs and words of a comparison mean: those that are used in it, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_kg.compare.stances import KIND, MATCHES, STATES, Comparison
from naravard_kg.render.compared.wording import Told, entries_in, goes_without_saying, only_kinds
from naravard_kg.words import say


def legend(told: Told, *, short: bool = True, states: bool = True) -> list[tuple[str, str]]:
    """Every sign and word used, and no other, with what it means.

    *short* tells the states by their signs; without *states* they are told elsewhere.
    """
    bare = _state_signs(told, short=short) if states else []
    signs = [*bare, *_signs(told)]
    return [(sign, say(f"compared.meaning.{key}").in_(told.language)) for sign, key in signs]


def _state_signs(told: Told, *, short: bool) -> list[tuple[str, str]]:
    """The signs of states that stand in a cell for want of things."""
    fields = [field for line in told.lines for field in line.fields if field.empty]
    signs = {field.state: field.short if short else field.words for field in fields}
    return [(signs[state], state) for state in STATES if state in signs]


def _signs(told: Told) -> Iterator[tuple[str, str]]:
    comparison, language = told.comparison, told.language
    cells = [field for line in told.lines for field in line.fields]
    yield from _match_signs(comparison, language)
    entries = [item.entry for field in cells for item in field.items]
    for used, sign, key in (
        (any(e.within for e in entries), say("compared.within", concept="…"), "within"),
        (any(e.absent for e in entries), say("compared.absent", status="…"), "absent"),
        (any(e.frame for e in entries), say("compare.national"), "national"),
        (any(e.holds is None for e in entries), say("compare.unsure"), "unsure"),
        (any(None in row.key for row in comparison), say("compare.unsaid"), "unsaid"),
        (not all(row.key for row in comparison), say("compare.unmatched"), "unmatched"),
    ):
        if used:
            yield sign.in_(language), key
    if any(item.own for field in cells for item in field.items):
        yield "«…»", "own"
    if any(party.part for party in comparison.parties):
        yield "(…)", "part"


def _match_signs(comparison: Comparison, language: str) -> Iterator[tuple[str, str]]:
    rows = [row for row in comparison.rows if row.key]
    kinds = only_kinds(rows)
    used = {
        entry.match
        for row in rows
        for entry in entries_in([row])
        if not goes_without_saying(row, entry, kinds=kinds)
    }
    for match in MATCHES:
        if match in used:
            yield say(f"compare.match.{match}").in_(language), match
    if any(entry.match == KIND for entry in entries_in(rows)) and KIND not in used:
        yield say("compare.match.kind").in_(language), "kinds"
