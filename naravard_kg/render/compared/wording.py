"""A comparison put into words: what every format lays out, told once for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from naravard_kg import names
from naravard_kg.compare.narrowing import parted
from naravard_kg.compare.stances import (
    ABSENT,
    ITSELF,
    KIND,
    STATED,
    STATES,
    Comparison,
    Entry,
    Party,
    Row,
    Stance,
)
from naravard_kg.evidence import Passage
from naravard_kg.labels import labels
from naravard_kg.render.cells import shown, worded
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri
from naravard_kg.visible import visible
from naravard_kg.words import keys, say

_STATED_DATE = Iri(names.ONTOLOGY + "statedDate")
Named = Mapping[Iri, str]
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in a cell: what it is called, how it matches, and what is noted of it.

    ``own`` is the source's own term where that is another than the label, ``term`` always;
    ``matched`` is empty where the match goes without saying: the row is the thing or its kind,
    or no concept fits. ``absence`` and ``reported`` are those of the notes that say so, and
    ``frame`` names the national source of what is only reported.
    """

    entry: Entry
    label: str
    own: str
    term: str
    matched: str
    notes: tuple[str, ...]
    absence: str
    reported: str
    telling: tuple[str, ...]
    frame: str
    passages: tuple[Passage, ...]
    times: int = 1

    @property
    def name(self) -> str:
        """The label, and the source's own term where that is another."""
        return f"{self.label} «{self.own}»" if self.own else self.label

    @property
    def remarks(self) -> str:
        """How it matches, and what is noted of it, in brackets; empty where there is nothing."""
        told = "; ".join(part for part in (self.matched, *self.notes, *self.telling) if part)
        return f"({told})" if told else ""

    @property
    def line(self) -> str:
        """All of it on one line."""
        times = f"×{self.times}" if self.times > 1 else ""
        return " ".join(part for part in (self.name, self.remarks, times) if part)

    @property
    def crowd(self) -> int:
        """The most values of a property that are told of it."""
        return max(Counter(prop for prop, _ in self.entry.telling).values(), default=0)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it stands: the slug of the document and the locator, each once."""
        return tuple(dict.fromkeys(map(place, self.passages)))


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: its state, in words and by the sign of a crowded table, and its things.

    ``entries`` are those of the comparison, in its order; of ``items`` what is merely related
    to the row comes last.
    """

    state: str
    words: str
    short: str
    entries: tuple[Entry, ...]
    items: tuple[Item, ...]

    @property
    def empty(self) -> bool:
        """Whether the state must be told, since no thing tells it."""
        return not any(item.entry.counts for item in self.items)

    @property
    def gathered(self) -> tuple[Item, ...]:
        """The things, with those that read alike told once: two may bear the same name."""
        alike: dict[tuple[str, str], Item] = {}
        for item in self.items:
            key = item.line, item.frame
            held = alike.get(key)
            passages = (*held.passages, *item.passages) if held else item.passages
            alike[key] = replace(item, passages=passages, times=held.times + 1 if held else 1)
        return tuple(alike.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is headed by, and a cell for each party."""

    row: Row
    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison in the words of one language."""

    comparison: Comparison
    language: str
    subject: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    named: Named
    own: Named

    @property
    def title(self) -> str:
        """What is compared, and which rows are shown."""
        told = self.comparison.only and _only(self.comparison.only, self.language)
        return f"{self.subject} – {told}" if told else self.subject

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """For each party, in how many rows it is in each state; without what fits no concept."""
        return tuple(
            tuple(sum(line.fields[i].state == state for line in self._keyed) for state in STATES)
            for i in range(len(self.columns))
        )

    @property
    def _keyed(self) -> list[Line]:
        return [line for line in self.lines if line.row.key]


def told(comparison: Comparison, language: str, most: int | None = None) -> Told:
    """Put a comparison into words; two questions to the graph, whatever its size.

    *most* is how many values of a property are told of a thing, and how many more there are.
    """
    named, own = _labels(comparison, language), _labels(comparison, "sv")
    teller = _Teller(comparison, language, named, own, only_kinds(comparison.rows), most)
    return Told(
        comparison,
        language,
        _capital(_clean(comparison.aspect.label.in_(language))),
        tuple(_column(party, named, language) for party in comparison.parties),
        tuple(teller.line(row) for row in comparison.rows),
        named,
        own,
    )


def labels_of(comparison: Comparison, language: str) -> dict[Iri, str]:
    """The labels of all things of a comparison, as they stand in its graph."""
    things = list(_things(comparison))
    if comparison.graph is None:
        return {thing: names.short(thing) for thing in things}
    return labels(comparison.graph, things, language)


def heading(row: Row, named: Named, language: str) -> str:
    """What a row is headed by."""
    if not row.key:
        return _capital(say("compare.unmatched").in_(language))
    unsaid = say("compare.unsaid").in_(language)
    return " · ".join(unsaid if part is None else named[part] for part in row.key)


def place(passage: Passage) -> Place:
    """The slug of the document, and where in it the passage stands."""
    return _clean(names.short(passage.document).rpartition("/")[2]), _clean(passage.locator)


def by_document(places: Iterable[Place]) -> list[str]:
    """The places in each document on one line.

    >>> by_document([("plan-2020", "s. 4"), ("plan-2020", "s. 9")])
    ['plan-2020: s. 4; s. 9']
    """
    return [f"{slug}: {told}" if told else slug for slug, told in grouped(places)]


def grouped(places: Iterable[Place]) -> list[Place]:
    """Each document with all places in it."""
    gathered: dict[str, list[str]] = {}
    for slug, locator in places:
        gathered.setdefault(slug, []).extend([locator] if locator else [])
    return [(slug, "; ".join(held)) for slug, held in gathered.items()]


def behind(comparison: Comparison, entry: Entry) -> tuple[Passage, ...]:
    """The passages of a thing in the documents that count in its cell."""
    found = comparison.passages.get(entry.thing, ())
    return tuple(dict.fromkeys(p for p in found if p.document in entry.documents))


def _labels(comparison: Comparison, language: str) -> dict[Iri, str]:
    return {thing: _clean(label) for thing, label in labels_of(comparison, language).items()}


def _clean(text: str) -> str:
    """On one line, and nothing hidden in it."""
    return " ".join(visible(text, keep="\n\r\t").split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _say(key: str, language: str, **facts: str) -> str:
    return _clean(say(key, **facts).in_(language))


def _only(only: str, language: str) -> str:
    sort, who = parted(only)
    key = f"compared.only.{sort}"
    return _say(key, language, who=who or "") if key in keys() else _clean(only)


def _things(comparison: Comparison) -> Iterator[Iri]:
    yield from (iri for party in comparison.parties for iri in (party.who, party.part) if iri)
    for row in comparison.rows:
        yield from (part for part in row.key if part)
        for entry in entries_in([row]):
            yield entry.thing
            yield from entry.documents
            yield from (iri for iri in (entry.within, entry.absent, entry.frame) if iri)
            yield from (iri for pair in entry.telling for iri in pair if isinstance(iri, Iri))


def entries_in(rows: Iterable[Row]) -> Iterator[Entry]:
    """All things of all cells."""
    return (e for row in rows for stance in row.stances for e in stance.entries)


def columns(graph: Answers, parties: Sequence[Party], language: str) -> tuple[str, ...]:
    """What parties are called over their columns."""
    iris = {iri for party in parties for iri in (party.who, party.part) if iri}
    named = {iri: _clean(label) for iri, label in labels(graph, iris, language).items()}
    return tuple(_column(party, named, language) for party in parties)


def _column(party: Party, named: Named, language: str) -> str:
    national = say("compare.national.party").in_(language)
    parts = [national if party.national else named[party.who]]
    parts += [f"({named[party.part]})"] if party.part else []
    parts += [f"@{party.as_of.isoformat()}"] if party.as_of else []
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Teller:
    """What is needed to put rows into words."""

    comparison: Comparison
    language: str
    named: Named
    own: Named
    kinds: bool
    most: int | None

    def line(self, row: Row) -> Line:
        fields = tuple(self._field(row, stance) for stance in row.stances)
        return Line(row, heading(row, self.named, self.language), fields)

    def _field(self, row: Row, stance: Stance) -> Field:
        words = say(f"compare.state.{stance.state}").in_(self.language)
        short = say(f"compared.short.{stance.state}").in_(self.language)
        ordered = sorted(stance.entries, key=lambda entry: not entry.counts)
        items = tuple(self._item(row, entry) for entry in ordered)
        return Field(stance.state, words, short, stance.entries, items)

    def _item(self, row: Row, entry: Entry) -> Item:
        label, own = self.named[entry.thing], self.own[entry.thing]
        if row.key == (entry.thing,):  # its name is the heading of the row
            state = ABSENT if entry.absent else STATED
            label, own = say(f"compare.state.{state}").in_(self.language), ""
        matched = say(f"compare.match.{entry.match}").in_(self.language)
        return Item(
            entry,
            label,
            "" if own == label else own,
            self.own[entry.thing],
            "" if goes_without_saying(row, entry, kinds=self.kinds) else matched,
            tuple(self._notes(entry)),
            self._absence(entry),
            say("compare.national").in_(self.language) if entry.frame else "",
            tuple(self._telling(entry)),
            self.named[entry.frame] if entry.frame else "",
            behind(self.comparison, entry),
        )

    def _notes(self, entry: Entry) -> Iterator[str]:
        lang = self.language
        if entry.within:
            yield say("compared.within", concept=self.named[entry.within]).in_(lang)
        if entry.absent:
            yield self._absence(entry)
        if entry.frame:
            yield say("compare.national").in_(lang)
        if entry.holds is None:
            yield say("compare.unsure").in_(lang)

    def _absence(self, entry: Entry) -> str:
        status = self.named[entry.absent] if entry.absent else ""
        return say("compared.absent", status=status).in_(self.language) if status else ""

    def _telling(self, entry: Entry) -> Iterator[str]:
        for prop in dict.fromkeys(prop for prop, _ in entry.telling):
            values = [self._value(prop, value) for via, value in entry.telling if via == prop]
            shown = values[: self.most]
            more = say("compared.more", count=len(values) - len(shown)).in_(self.language)
            told = [*shown, *([more] if len(shown) < len(values) else [])]
            yield f"{self.named[prop]}: {' / '.join(told)}"

    def _value(self, prop: Iri, value: Cell) -> str:
        if isinstance(value, Iri):
            return self.named[value]
        if prop == _STATED_DATE:
            return _clean(worded(str(value), self.language))
        return _clean(shown(value, {}, self.language))


def goes_without_saying(row: Row, entry: Entry, *, kinds: bool) -> bool:
    """Where the row is the thing itself, where none fits, where every thing stands by its kind."""
    if not row.key or row.key == (entry.thing,):
        return entry.match == ITSELF
    return entry.match == KIND and kinds


def only_kinds(rows: Sequence[Row]) -> bool:
    """Whether everything stands by its kind, so that it need not be said of each thing."""
    entries = entries_in(row for row in rows if row.key)
    return all(entry.match == KIND for entry in entries if entry.counts)
