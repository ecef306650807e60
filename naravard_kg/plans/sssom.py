"""Mappings to shared concepts, written as SSSOM TSV, as statements.

The lines that begin with ``#`` are YAML about the set; then come a line of column names and one
line a mapping. Each mapping becomes the relation itself and a node that tells who made it, when
and why. ``sssom:NoTermFound`` says that no shared concept fits: the node alone is stated.

Source:
    N. Matentzoglu et al., "A Simple Standard for Sharing Ontological Mappings (SSSOM)",
    Database 2022, https://doi.org/10.1093/database/baac035
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from naravard_kg import names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import Place
from naravard_kg.plans import tree
from naravard_kg.plans.draft import A, Note, Plan
from naravard_kg.plans.tree import Mapping, Node, Scalar
from naravard_kg.terms import XSD, Cell, Iri, Quad, Text, Typed, from_lexical
from naravard_kg.vocabulary import near_keys

FORM = ".tsv"
HOME = Iri(names.GRAPHS + "jamforelse")
SSSOM = "https://w3id.org/sssom/"
_NO_TERM = Iri(SSSOM + "NoTermFound")
_RELATION = ("subject_id", "predicate_id", "object_id")
_DCTERMS = "http://purl.org/dc/terms/"
_IN_SET = Iri(_DCTERMS + "isPartOf")
_COMMENT = Iri("http://www.w3.org/2000/01/rdf-schema#comment")
_ABOUT_SET = {
    "mapping_set_title": Iri(_DCTERMS + "title"),
    "mapping_set_description": Iri("http://www.w3.org/2004/02/skos/core#definition"),
    "license": Iri(_DCTERMS + "license"),
    "comment": _COMMENT,
    "subject_source": Iri(_DCTERMS + "source"),
    "object_source": Iri(_DCTERMS + "references"),
}
_SPARED = {"mapping_set_id", "curie_map"}  # read otherwise; the prefixes are the context's


def read(text: str, path: Path) -> Plan:
    """The statements of a set of mappings, each with its line.

    Raises:
        UnreadableFileError: no line of column names, or one without the relation's three.
    """
    sheet = _Sheet(text, path)
    sheet.state_set()
    for number, cells in sheet.rows:
        sheet.state_mapping(number, cells)
    notes, aside = tuple(sheet.notes), frozenset(sheet.mapped)
    return Plan(str(path), HOME, tuple(sheet.quads), sheet.places, notes, aside)


class _Sheet:
    """The work in progress of reading one file."""

    def __init__(self, text: str, path: Path) -> None:
        self.lines = text.splitlines()
        lines = [(n, line) for n, line in enumerate(self.lines, 1) if line.strip()]
        table = [(n, line.split("\t")) for n, line in lines if not line.startswith("#")]
        self.columns = table[0][1] if table else []
        if not set(_RELATION) <= set(self.columns):
            raise UnreadableFileError("columns", str(path), detail=", ".join(_RELATION))
        self.rows = table[1:]
        self.about = tree.parse("\n".join(_uncommented(text)), str(path))
        self.quads: dict[Quad, None] = {}
        self.places: dict[tuple[Cell, ...], Place] = {}
        self.notes: list[Note] = []
        self.mapped: set[Iri] = set()
        self.set = Iri(f"{names.BASE}mappings/{names.slug(path.name.partition('.')[0])}")
        self._note_columns(table[0][0])

    def state_set(self) -> None:
        """What the lines before the table tell of the whole set."""
        self._state((HOME, A, Iri("http://www.w3.org/ns/prov#Bundle")), _line(1))
        told = self.about if isinstance(self.about, Mapping) else Mapping((), _line(1))
        if told is not self.about and self.about is not None:
            self.notes.append(Note("plan-not-a-thing", _line(1), {"value": self.lines[0]}))
        for key, value in sorted(told, key=lambda line: line[0].text != "mapping_set_id"):
            self._tell(key.text, value)
        self._state((self.set, A, Iri(SSSOM + "MappingSet")), _line(1))

    def _tell(self, key: str, value: Node) -> None:
        """One of those lines: a value, or the prefixes."""
        place = _in_file(self.lines, value)
        if isinstance(value, Scalar) and key == "mapping_set_id":
            self.set = names.expand(value.text) or self.set
            if self.set != names.expand(value.text):
                self.notes.append(Note("plan-unknown-thing", place, _value(value.text)))
        elif isinstance(value, Scalar) and key in _ABOUT_SET:
            cell = names.expand(value.text) or Text(value.text, "en")
            self._state((self.set, _ABOUT_SET[key], cell), place)
        elif isinstance(value, Mapping) and key == "curie_map":
            self._note_prefixes(value)
        elif key in (*_ABOUT_SET, *_SPARED):
            self.notes.append(Note("plan-not-a-value", place))
        else:
            self.notes.append(Note("plan-unknown-key", place, _near(key, _ABOUT_SET)))

    def _note_prefixes(self, prefixes: Mapping) -> None:
        """Those that stand for something else here than in the graph; cells are read by ours."""
        for prefix, written in prefixes:
            ours = names.prefixes().get(prefix.text)
            if ours and not (isinstance(written, Scalar) and written.text == ours):
                shown = written.text if isinstance(written, Scalar) else prefix.text
                facts = {"value": shown, "kind": ours}
                self.notes.append(Note("plan-bad-value", _in_file(self.lines, written), facts))

    def state_mapping(self, number: int, cells: list[str]) -> None:
        """One line of the table."""
        if len(cells) != len(self.columns):
            self.notes.append(Note("plan-not-a-thing", _line(number), {"value": "\t".join(cells)}))
            return
        found = dict(self._cells(number, cells))
        relation = [found.get(column) for column in _RELATION]
        subject, predicate, target = (c if isinstance(c, Iri) else Iri("") for c in relation)
        if not (subject and predicate and target):
            self.notes.append(Note("plan-not-a-thing", _line(number), {"value": "\t".join(cells)}))
            return
        node = names.thing("mappning", f"{_slug(subject)}--{_slug(target)}")
        self._state((node, A, Iri(SSSOM + "Mapping")), _line(number))
        for column, cell in found.items():
            self._state((node, _KNOWN[column][0], cell), _line(number))
        self._state((node, _IN_SET, self.set), _line(number))
        if target != _NO_TERM:
            self.mapped.add(subject)
            self._state((subject, predicate, target), _line(number))

    def _cells(self, number: int, cells: list[str]) -> Iterator[tuple[str, Cell]]:
        """The cells that mean something; each of the others is noted."""
        for name, (place, written) in zip(self.columns, _placed(number, cells), strict=True):
            if name not in _KNOWN or not written.strip():
                continue
            try:
                yield name, _KNOWN[name][1](written.strip())
            except ValueError:
                rule = "plan-bad-value" if name == "mapping_date" else "plan-unknown-thing"
                self.notes.append(Note(rule, place, _value(written)))

    def _note_columns(self, number: int) -> None:
        """Columns of no known name, and those that stand twice."""
        seen: set[str] = set()
        for place, name in _placed(number, self.columns):
            if name not in _KNOWN:
                self.notes.append(Note("plan-unknown-key", place, _near(name, _KNOWN)))
            elif name in seen:
                self.notes.append(Note("plan-double-key", place, {"key": name}))
            seen.add(name)

    def _state(self, fact: tuple[Iri, Iri, Cell], place: Place) -> None:
        self.quads.setdefault(Quad(*fact, HOME))
        for key in (fact, fact[:2], fact[:1]):
            self.places.setdefault(key, place)


def _uncommented(text: str) -> Iterator[str]:
    """The YAML of the lines before the table, each on its own line."""
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            return
        yield line.removeprefix("#").removeprefix(" ") if line[1:2] == " " else line[1:]


def _in_file(lines: list[str], node: Node) -> Place:
    """Where a value before the table stands in the file, the mark of the comment counted too."""
    found = node.place
    margin = 2 if lines[found.line - 1].startswith("# ") else 1
    return replace(found, column=found.column + margin, end_column=found.end_column + margin)


def _placed(number: int, cells: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """The cells of a line, each with where it stands."""
    column = 1
    for written in cells:
        yield Place(number, column, number, column + len(written)), written
        column += len(written) + 1


def _value(written: str) -> dict[str, str]:
    return {"value": written, "near": "–", "kind": "date"}


def _near(key: str, known: Iterable[str]) -> dict[str, str]:
    return {"key": key, "near": ", ".join(near_keys(key, known)) or "–"}


def _line(number: int) -> Place:
    return Place(number, 1, number, 1)


def _slug(iri: Iri) -> str:
    return names.slug(names.short(iri).removeprefix("vocab/"))


def _iri(written: str) -> Iri:
    found = names.expand(written)
    if found is None:
        raise ValueError(written)
    return found


def _day(written: str) -> Cell:
    cell = from_lexical(written, XSD + "date")
    if isinstance(cell, Typed):
        raise ValueError(written)  # noqa: TRY004 -- the value is wrong, not its type
    return cell


def _english(written: str) -> Cell:
    return Text(written, "en")


def _swedish(written: str) -> Cell:
    return Text(written, "sv")


_KNOWN: dict[str, tuple[Iri, Callable[[str], Cell]]] = {
    "subject_id": (Iri(SSSOM + "subject_id"), _iri),
    "subject_label": (Iri(SSSOM + "subject_label"), _swedish),
    "predicate_id": (Iri(SSSOM + "predicate_id"), _iri),
    "object_id": (Iri(SSSOM + "object_id"), _iri),
    "object_label": (Iri(SSSOM + "object_label"), _swedish),
    "mapping_justification": (Iri(SSSOM + "mapping_justification"), _iri),
    "author_label": (Iri(SSSOM + "author_label"), str),
    "mapping_date": (Iri(SSSOM + "mapping_date"), _day),
    "comment": (_COMMENT, _english),
}
