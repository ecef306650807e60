"""What a comparison is made of: rows, and in each row what every party says.

A cell of the table is a Stance. It tells four things apart: that a document states something,
that it states that something is missing, that it says nothing of this although it speaks of the
subject, and that it is silent on the whole subject. To be silent is never to deny.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.compare.aspects import Aspect
from naravard_kg.evidence import Passage
from naravard_kg.labels import labels
from naravard_kg.origins import Origin
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri

if TYPE_CHECKING:
    import pandas as pd

STATED, ABSENT, UNMENTIONED, SILENT = "stated", "stated-absent", "not-mentioned", "silent"
STATES = (STATED, ABSENT, UNMENTIONED, SILENT)

# From the nearest to the loosest. What is merely related to a concept breaks no silence.
ITSELF, KIND, EXACT, CLOSE, BROAD, NARROW, ABOUT, RELATED = MATCHES = (
    "itself",
    "kind",
    "exact",
    "close",
    "broad",
    "narrow",
    "about",
    "related",
)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a comparison: a region or county, a part of one, a document, or a thing.

    ``documents`` are those that speak for it; ``scope`` is None, or the only things that count:
    those of a plan, an agreement, a body, or of the national frame. ``as_of`` is the day it is
    seen on, ``part`` the part of a county that all its documents are about.
    """

    who: Iri
    documents: frozenset[Iri]
    scope: frozenset[Iri] | None = None
    as_of: date | None = None
    national: bool = False
    part: Iri | None = None

    @property
    def name(self) -> str:
        """Its short name, with the day where there is one: ``plats/lan-12@2020-06-01``."""
        day = f"@{self.as_of.isoformat()}" if self.as_of else ""
        return names.short(self.who) + day

    def covers(self, thing: Iri, document: Iri) -> bool:
        """Whether what *document* says of *thing* is said for this party."""
        return document in self.documents and (self.scope is None or thing in self.scope)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a cell: how it matches the row, and who says so.

    ``within`` is the narrower concept through which it matches, ``absent`` the status by which
    its document says that it is missing, ``frame`` the national source that it belongs to where
    the document only reports it, ``telling`` what is told beside its name (parties, who decided).
    ``holds`` is True, or None where the sources leave open whether it held on the day.
    """

    thing: Iri
    match: str
    documents: tuple[Iri, ...]
    within: Iri | None = None
    absent: Iri | None = None
    frame: Iri | None = None
    telling: tuple[tuple[Iri, Cell], ...] = ()
    holds: bool | None = True

    @property
    def counts(self) -> bool:
        """Whether it makes its row stated, or stated to be absent."""
        return self.match != RELATED

    @property
    def own(self) -> bool:
        """Whether it is stated by its party itself, which does not only report the frame."""
        return self.counts and self.absent is None and self.frame is None

    @property
    def direct(self) -> bool:
        """Whether it is the party's own and matches its row itself, through no narrower one."""
        return self.own and self.within is None


@dataclass(frozen=True, slots=True)
class Stance:
    """What one party says in one row: a cell of the comparison."""

    state: str
    entries: tuple[Entry, ...] = ()

    @property
    def match(self) -> str | None:
        """The nearest match among what is stated; None where nothing is."""
        stated = [e.match for e in self.entries if e.counts and e.absent is None]
        return min(stated, key=MATCHES.index, default=None)

    @property
    def own(self) -> bool:
        """Whether the party states it itself, and does not only report the national frame."""
        return any(entry.own for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Row:
    """A shared concept, a kind, or a combination of them, and what each party says of it.

    ``key`` is empty for what no shared concept fits; a part of it is None where the document
    does not say. ``depth`` counts the broader concepts above it.
    """

    key: tuple[Iri | None, ...]
    stances: tuple[Stance, ...]
    depth: int = 0

    @property
    def stated(self) -> tuple[bool, ...]:
        """For each party, whether it states something in this row."""
        return tuple(stance.state == STATED for stance in self.stances)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Parties side by side; rows in the order of the scheme, each with a Stance for each party.

    ``passages`` are those behind each thing, where they were asked for. ``origin`` says from what
    it was made and what to type to have it again.
    """

    aspect: Aspect
    parties: tuple[Party, ...]
    rows: tuple[Row, ...]
    only: str | None = None
    origin: Origin | None = None
    passages: Mapping[Iri, tuple[Passage, ...]] = field(default_factory=dict)
    graph: Answers | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Row by row."""
        return iter(self.rows)

    def stance(self, row: str, who: str) -> Stance:
        """One cell, by the short names of its row's last concept and of its party.

        Raises:
            KeyError: there is no such row, or no such party.
        """
        fitting = [r for r in self.rows if r.key and r.key[-1] and _is(r.key[-1], row)]
        columns = [i for i, party in enumerate(self.parties) if _is(party.who, who)]
        if not fitting or not columns:
            raise KeyError((row, who))
        return fitting[0].stances[columns[0]]

    def table(self) -> Table:
        """One row for each thing in each cell, and one for each cell without any."""
        return _long(self)

    def to_pandas(self, language: str = "en") -> pd.DataFrame:
        """The table as a data frame, with the labels of rows, parties and things in a language.

        Needs pandas (``pip install naravard-kg[pandas]``).
        """
        return _labelled(self, language).to_pandas()

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from naravard_kg.render.compared import fragment

        return fragment(self)


_BETWEEN = " · "  # the parts of a row that is a combination
_COLUMNS = (
    *("row", "who", "as_of", "state", "match", "thing", "within", "absent", "frame", "holds"),
    *("documents", "locators"),
)


def _long(comparison: Comparison) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in comparison.rows:
        key = _BETWEEN.join("–" if part is None else names.short(part) for part in row.key)
        for party, stance in zip(comparison.parties, row.stances, strict=True):
            head = (key, party.who, party.as_of, stance.state)
            rows += [(*head, *_told(comparison, e)) for e in stance.entries or ()]
            if not stance.entries:
                rows.append((*head, *[None] * (len(_COLUMNS) - len(head))))
    return Table(_COLUMNS, tuple(rows), f"compare {comparison.aspect.name}")


def _labelled(comparison: Comparison, language: str) -> Table:
    """The table with a column of labels after each column of rows, parties and things."""
    plain = comparison.table()
    parts = {part for row in comparison.rows for part in row.key if part}
    cells = {cell for name in ("who", "thing") for cell in plain.column(name)}
    wanted = [cell for cell in parts | cells if isinstance(cell, Iri)]
    known = labels(comparison.graph, wanted, language) if comparison.graph else {}
    short = {names.short(iri): label for iri, label in known.items()}
    rows = tuple(
        (
            *(row[0], _row_label(str(row[0]), short)),
            *(row[1], known.get(_iri(row[1]))),
            *row[2:6],
            known.get(_iri(row[5])),
            *row[6:],
        )
        for row in plain.rows
    )
    columns = (*("row", "row_label", "who", "who_label"), *_COLUMNS[2:6], "label", *_COLUMNS[6:])
    return Table(columns, rows, plain.question)


def _row_label(key: str, known: Mapping[str, str]) -> str:
    return _BETWEEN.join(known.get(part, part) for part in key.split(_BETWEEN))


def _iri(cell: Cell) -> Iri:
    return cell if isinstance(cell, Iri) else Iri()


def _told(comparison: Comparison, entry: Entry) -> tuple[Cell, ...]:
    found = comparison.passages.get(entry.thing, ())
    documents = ", ".join(names.short(d) for d in entry.documents)
    places = "; ".join(p.locator for p in found if p.document in entry.documents and p.locator)
    facts = (entry.match, entry.thing, entry.within, entry.absent, entry.frame, entry.holds)
    return (*facts, documents, places or None)


def _is(iri: Iri, name: str) -> bool:
    return name in (iri, names.short(iri)) or iri.endswith(f"/{name}")
