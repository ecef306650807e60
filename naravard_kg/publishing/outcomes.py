"""What became of each graph, and of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from naravard_kg.errors import NaravardError
from naravard_kg.publishing.contents import Difference
from naravard_kg.tables import Table
from naravard_kg.terms import Iri

# The states, with what the server then holds.
PUBLISHED = "published"  # ours: it was sent, read back and found the same
THERE = "there"  # ours already; nothing was sent
NEW = "new"  # nothing; it would be sent
CHANGED = "changed"  # something else; it would be sent
DIFFERS = "differs"  # what it made of ours: it was taken, and is not the same
UNCHANGED = "unchanged"  # what it held before: it was refused
HALF = "half"  # neither what it held before nor ours
UNKNOWN = "unknown"  # nobody knows: it was sent, and could not be read back
UNSENT = "unsent"  # what it held before: nothing was sent
GOOD = frozenset({PUBLISHED, THERE, NEW, CHANGED})
STATES = (PUBLISHED, THERE, NEW, CHANGED, DIFFERS, UNCHANGED, HALF, UNKNOWN, UNSENT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one graph.

    ``statements`` and ``digest`` are of ours, ``there`` is how many statements the server holds;
    None where that is not known. A digest is empty where statements were only counted.
    """

    graph: Iri
    statements: int
    digest: str
    state: str
    there: int | None = None
    fault: NaravardError | None = None
    difference: Difference | None = None

    @property
    def is_good(self) -> bool:
        """Whether the server holds the graph, or nothing was to be sent."""
        return self.state in GOOD


@dataclass(frozen=True, slots=True)
class Published:
    """What became of all graphs; ``way`` is the protocol that the server was spoken to by."""

    url: str
    way: str
    outcomes: tuple[Outcome, ...]
    nameless: int = 0  # statements in no graph, which are not published
    removed: int = 0  # graphs that an interrupted run had left behind

    @property
    def is_done(self) -> bool:
        """Whether every graph is as it should be."""
        return all(outcome.is_good for outcome in self.outcomes)

    def table(self) -> Table:
        """A row a graph."""
        columns = ("graph", "statements", "there", "state", "digest")
        rows = ((o.graph, o.statements, o.there, o.state, o.digest or None) for o in self.outcomes)
        return Table(columns, tuple(rows))
