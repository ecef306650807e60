"""Rows of one sort only: shared, unique, differing, required, or missing in one party."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from naravard_kg.compare.stances import Party, Row
from naravard_kg.errors import UnknownNameError

SHARED, UNIQUE, DIFFERING, MISSING_IN = "shared", "unique", "differing", "missing-in"
SORTS = (SHARED, UNIQUE, DIFFERING, MISSING_IN)


def parted(only: str | None) -> tuple[str | None, str | None]:
    """The sort of rows wanted, and for ``missing-in`` the party.

    >>> parted("missing-in skane"), parted("shared")
    (('missing-in', 'skane'), ('shared', None))

    Raises:
        UnknownNameError: there is no such sort.
    """
    if only is None:
        return None, None
    sort, _, who = only.replace("=", " ").replace(":", " ", 1).strip().partition(" ")
    if sort not in SORTS or (sort == MISSING_IN) != bool(who.strip()):
        raise UnknownNameError("only", only, known=SORTS)
    return sort, who.strip() or None


def kept(rows: Sequence[Row], sort: str | None, where: Sequence[int]) -> tuple[Row, ...]:
    """The rows of a sort; ``where`` are the columns of the party that something is missing in."""
    if sort is None:
        return tuple(rows)
    fits: dict[str, Callable[[Row], bool]] = {
        SHARED: lambda row: all(row.stated),
        UNIQUE: lambda row: sum(row.stated) == 1,
        DIFFERING: _differs,
        MISSING_IN: lambda row: any(row.stated) and not any(row.stated[i] for i in where),
    }
    return tuple(row for row in rows if row.key and fits[sort](row))


def columns_of(sides: Sequence[Party], who: str) -> list[int]:
    """The columns of a party."""
    return [i for i, side in enumerate(sides) if side.who == who]


def _differs(row: Row) -> bool:
    """Whether the parties are not all in the same state, or not all equally near the concept."""
    return len({(stance.state, stance.match) for stance in row.stances}) > 1
