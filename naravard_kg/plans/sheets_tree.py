"""Sheets → the same values that a YAML plan is read as, each with the cell it stands in.

Each row is a thing of the class that names the sheet. A YAML plan says some things by writing
one thing inside another; here the rows are moved there: a status record into what its row
names, a dependency with its strength and evidence into what depends, the text copy into the
source. So both forms become the same statements, with the same identifiers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from naravard_kg import names
from naravard_kg.places import Place
from naravard_kg.plans import tree
from naravard_kg.plans.draft import Note, nv
from naravard_kg.plans.form import DCTERMS, FILE_KEYS, ID
from naravard_kg.plans.sheets import COMMENT, Row, Sheet, letters
from naravard_kg.plans.sheets_columns import OF_TEXT, Column, read_header
from naravard_kg.plans.sheets_index import Index, Thing
from naravard_kg.plans.tree import Mapping, Node, Scalar
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary, fold_key, near_keys

_SOURCE = nv("SourceDocument")
_TEXT = nv("SourceText")
_DEPENDENCY = nv("Dependency")
_INSTRUMENT = nv("SteeringInstrument")
_KIND = Iri(DCTERMS + "type")
_PAIR = 2


@dataclass
class _Draft:
    """The work in progress: the things of all sheets, and what was left out."""

    words: Vocabulary
    stem: str
    notes: list[Note] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)


def plan(sheets: Sequence[Sheet], words: Vocabulary, path: Path) -> tuple[Mapping, list[Note]]:
    """The sheets of the plan at *path* as one mapping, and a note for each cell left out."""
    draft = _Draft(words, names.slug(path.stem) or "plan")
    held = [sheet for sheet in sheets if not sheet.name.strip().startswith(COMMENT)]
    read = sorted(held, key=lambda sheet: not sheet.is_of_source)
    for sheet in read:
        _read_sheet(draft, sheet)
    _name_instruments(draft)
    index = Index(draft.things, words, _slug_of_source(draft))
    for thing in draft.things:
        _move(draft, index, thing)
    _move_texts(draft)
    first = next((sheet.place for sheet in read if sheet.rows), Place(1, 1, 1, 1))
    # A point, so that no row has the place of the whole.
    point = replace(first, end_line=first.line, end_column=first.column)
    return Mapping(tuple(_root(draft, read)), point), draft.notes


def _read_sheet(draft: _Draft, sheet: Sheet) -> None:
    rows = list(itertools.dropwhile(Row.is_comment, sheet.rows))
    rows = [row for row in rows if not row.is_comment(min(rows[0].cells))]
    class_iri = draft.words.class_for(sheet.name)
    draft.notes += [_faulty(cell) for cell in sheet.faults]
    if class_iri is None:
        known = {key for term in draft.words.classes.values() for key in term.keys}
        near = ", ".join(near_keys(sheet.name, known)) or "–"
        facts = {"key": sheet.name, "near": near}
        draft.notes += [Note("plan-unknown-class", sheet.place, facts)] if rows else []
    elif rows:
        header, *records = _as_table(draft.words, class_iri, rows)
        _read_rows(draft, sheet.name, class_iri, (header, records))


def _read_rows(draft: _Draft, sheet: str, class_iri: Iri, table: tuple[Row, Sequence[Row]]) -> None:
    header, records = table
    columns, notes = read_header(header, class_iri, draft.words)
    draft.notes += notes
    nameless: set[int] = set()
    for row in records:
        for number in sorted(row.cells.keys() - header.cells.keys() - nameless):
            nameless.add(number)
            facts = {"key": letters(number), "near": "–"}
            draft.notes.append(Note("plan-unknown-key", row.cells[number].place, facts))
        thing = Thing(sheet, class_iri, row.place)
        for number, cell in row.cells.items():
            if number in columns:
                _hold(draft, thing, columns[number], cell)
        draft.things += [thing] if thing.entries or thing.owners else []


def _hold(draft: _Draft, thing: Thing, column: Column, cell: Scalar) -> None:
    """Add a cell to its thing."""
    if column.owner is not None and column.prop is not None:
        thing.owners.append((column.owner, column.prop, cell))
        return
    fault = column.fault(cell)
    draft.notes += [fault] if fault else []
    if column.role in OF_TEXT & thing.roles:  # of several the lifter would read none
        draft.notes.append(Note("plan-double-key", cell.place, {"key": column.key}))
        return
    thing.roles.add(column.role)
    thing.add(Scalar(column.key, cell.place), column.node(cell), column.prop)
    if column.inside:
        thing.inside[column.key] = column.inside
    if column.role == "id":
        thing.id = cell.text


def _as_table(words: Vocabulary, class_iri: Iri, rows: list[Row]) -> list[Row]:
    """The rows; two columns of names and values are turned into a heading and one row."""
    cells = [row.cells for row in rows]
    named = [row[1].text for row in cells if set(row) <= {1, _PAIR} and 1 in row]
    keys = {*ID, *FILE_KEYS}
    known = [n for n in named if fold_key(n) in keys or words.property_for(n, class_iri)]
    second = cells[0].get(_PAIR)
    table = second is None or bool(words.property_for(second.text, class_iri))
    if class_iri != _SOURCE or table or len(known) < len(rows):
        return rows
    first, last = rows[0].place, rows[-1].place
    whole = Place(first.line, first.column, last.end_line, last.end_column, first.at)
    values = {n: row[_PAIR] for n, row in enumerate(cells, 1) if _PAIR in row}
    return [Row({n: row[1] for n, row in enumerate(cells, 1)}, first), Row(values, whole)]


def _faulty(cell: Scalar) -> Note:
    return Note("plan-bad-value", cell.place, {"value": cell.text, "kind": "text"})


def _slug_of_source(draft: _Draft) -> str:
    source = next((thing for thing in draft.things if thing.class_iri == _SOURCE), None)
    return names.slug(source.id) if source and source.id else draft.stem


def _name_instruments(draft: _Draft) -> None:
    """The first plan or agreement without an id gets the one of its source, as in YAML."""
    seen: set[Iri] = set()
    for thing in draft.things:
        line = draft.words.classes.upwards(thing.class_iri)
        if _INSTRUMENT in line and not thing.id and thing.class_iri not in seen:
            seen.add(thing.class_iri)
            thing.id = _slug_of_source(draft)
            thing.add(Scalar(ID[0], thing.place), Scalar(thing.id, thing.place))


def _move(draft: _Draft, index: Index, thing: Thing) -> None:
    """Put a thing into the one that it belongs to, where a YAML plan has it."""
    for class_iri, link, cell in thing.owners:
        owners = index.fitting(cell.text, class_iri)
        if len(owners) == 1 and not owners[0].stands_in(thing):
            owners[0].add(Scalar(str(link), cell.place), thing, link)
            thing.owner = owners[0]
        else:
            draft.notes.append(_lost(index, owners, class_iri, cell))
    if thing.class_iri == _DEPENDENCY:
        _move_dependency(draft.words, index, thing)


def _lost(index: Index, owners: Sequence[Thing], class_iri: Iri, cell: Scalar) -> Note:
    """Why a row belongs to nothing: what it names is not there, or is one of several."""
    if len(owners) > 1:
        near = ", ".join(owner.place.at for owner in owners[:5])
        return Note("plan-ambiguous-thing", cell.place, {"value": cell.text, "near": near})
    facts = {"value": cell.text, "near": index.near(cell.text, class_iri)}
    return Note("plan-unknown-thing", cell.place, facts)


def _move_dependency(words: Vocabulary, index: Index, thing: Thing) -> None:
    """State the direct link too, and hold what is known of it, as a qualified value does."""
    depender, kind = thing.sole(nv("depender")), thing.sole(_KIND)
    dependees = thing.values(nv("dependee"))
    scheme = words.scheme_of(_KIND, _DEPENDENCY)
    concept = words.concept_for(kind.text, scheme) if kind and scheme else None
    direct = words.concepts[concept].direct if concept else None
    owners = index.fitting(depender.text) if depender else []
    if len(owners) != 1 or direct is None or not dependees:
        return
    (owner,) = owners
    value = tree.Sequence(tuple(dependees), dependees[0].place)
    key = Scalar(str(direct), dependees[0].place)
    if thing.id:
        owner.add(key, value, direct)
        return
    thing.drop(nv("depender"), nv("dependee"))
    thing.entries.insert(0, (Scalar("värde", value.place), value))
    owner.add(key, thing, direct)
    thing.owner = owner


def _move_texts(draft: _Draft) -> None:
    """The one text copy belongs to the source; of several it is not told which is meant."""
    texts = [thing for thing in draft.things if thing.class_iri == _TEXT]
    source = next((thing for thing in draft.things if thing.class_iri == _SOURCE), None)
    if source is not None and len(texts) == 1:
        source.add(Scalar("text", texts[0].place), texts[0])
        texts[0].owner = source


def _root(draft: _Draft, sheets: Iterable[Sheet]) -> Iterator[tuple[Scalar, Node]]:
    """Each sheet under its name; the first row that describes a source is the plan's own."""
    source = True
    for sheet in sheets:
        free = [t for t in draft.things if t.sheet == sheet.name and t.owner is None]
        if free and free[0].class_iri == _SOURCE and source:
            source = False
            yield Scalar(sheet.name, sheet.place), free.pop(0).mapping()
            name = "SourceDocument" if free else ""
        else:
            name = sheet.name
        if free and name:
            whole = tree.Sequence(tuple(thing.mapping() for thing in free), sheet.place)
            yield Scalar(name, sheet.place), whole
