"""How much of an aspect each party covers, and how much of what the national frame requires.

What is asked is whether a document states a concept, not what it has there: of a nation's
things only those have to be looked at that may change the answer, as they are said to be missing
or only reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naravard_kg.compare import frame
from naravard_kg.compare.asking import Asked
from naravard_kg.compare.aspects import CONCEPTS, aspect
from naravard_kg.compare.parties import parties
from naravard_kg.compare.stances import (
    ABSENT,
    SILENT,
    STATED,
    UNMENTIONED,
    Comparison,
    Party,
    Row,
)
from naravard_kg.find import Heard
from naravard_kg.tables import Answers, Table
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


def coverage(
    graph: Answers, who: str | Sequence[str] = (), *, by: str = "areas"
) -> tuple[Covered, ...]:
    """What each party covers, in the order of the parties. Rows without a concept do not count.

    Raises:
        UnknownNameError: no such party or aspect; suggests the nearest.
        AmbiguousNameError: a name that several things carry.
    """
    who = [who] if isinstance(who, str) else who
    chosen, national = aspect(graph, by), frame.frame(graph)
    sides = parties(Heard(graph), who, (), national)
    bare = chosen.query == CONCEPTS and all(side.scope is None or side.national for side in sides)
    rows = Asked(graph, chosen, sides, national, bare=bare).rows((), whole=False)
    return tuple(_covered(sides, rows, i) for i in range(len(sides)))


def of(comparison: Comparison) -> tuple[Covered, ...]:
    """The same, of a comparison that was made before."""
    sides = comparison.parties
    return tuple(_covered(sides, comparison.rows, i) for i in range(len(sides)))


def table(found: Sequence[Covered], name: str) -> Table:
    """The same as a table: a row for each party."""
    framed = any(one.required is not None for one in found)
    columns = (*_COLUMNS, *(("required", "answered") if framed else ()))
    rows = tuple(_row(one)[: len(columns)] for one in found)
    return Table(columns, rows, f"coverage {name}")


def _covered(sides: Sequence[Party], rows: Sequence[Row], i: int) -> Covered:
    stances = [(row, row.stances[i]) for row in rows if row.key]
    states = [stance.state for _, stance in stances]
    national = [j for j, party in enumerate(sides) if party.national]
    required = [row.stances[i] for row, _ in stances if any(row.stated[j] for j in national)]
    return Covered(
        sides[i],
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
