"""How much of an aspect each party covers, and how much of what the national frame requires."""

from __future__ import annotations

from dataclasses import dataclass

from naravard_kg.compare.stances import ABSENT, SILENT, STATED, UNMENTIONED, Comparison, Party
from naravard_kg.tables import Table
from naravard_kg.terms import Cell

_COLUMNS = ("who", "as_of", "rows", "stated", "own", "stated_absent", "not_mentioned", "silent")


@dataclass(frozen=True, slots=True)
class Covered:
    """One party: its rows by state.

    ``own`` are those it states itself and does not only report; ``required`` are the rows that
    the national frame states, and ``answered`` those of them that the party states itself. Both
    are None where the frame is no party of the comparison.
    """

    party: Party
    states: dict[str, int]
    own: int
    required: int | None = None
    answered: int | None = None


def coverage(comparison: Comparison) -> tuple[Covered, ...]:
    """What each party covers, in the order of the parties. Rows without a concept do not count."""
    return tuple(_covered(comparison, i) for i in range(len(comparison.parties)))


def table(comparison: Comparison) -> Table:
    """The same as a table: a row for each party."""
    found = coverage(comparison)
    framed = any(one.required is not None for one in found)
    columns = (*_COLUMNS, *(("required", "answered") if framed else ()))
    rows = tuple(_row(one)[: len(columns)] for one in found)
    return Table(columns, rows, f"coverage {comparison.aspect.name}")


def _covered(comparison: Comparison, i: int) -> Covered:
    stances = [(row, row.stances[i]) for row in comparison.rows if row.key]
    states = [stance.state for _, stance in stances]
    national = [j for j, party in enumerate(comparison.parties) if party.national]
    required = [row.stances[i] for row, _ in stances if any(row.stated[j] for j in national)]
    return Covered(
        comparison.parties[i],
        {state: states.count(state) for state in (STATED, ABSENT, UNMENTIONED, SILENT)},
        sum(stance.own for _, stance in stances),
        len(required) if national else None,
        sum(stance.own for stance in required) if national else None,
    )


def _row(one: Covered) -> tuple[Cell, ...]:
    states = one.states
    told = (states[STATED], one.own, states[ABSENT], states[UNMENTIONED], states[SILENT])
    return (
        one.party.who,
        one.party.as_of,
        sum(states.values()),
        *told,
        one.required,
        one.answered,
    )
