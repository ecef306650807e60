"""The first row of a sheet: which property of the sheet's things each column holds.

A heading is any name of a property, as a key of a YAML plan is; ``namn (en)`` is the name in
English. The name of another class says which thing the row belongs to: ``uppdrag`` on a sheet
of status records. What begins with # is a comment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from naravard_kg.nearness import mending
from naravard_kg.plans.draft import Note, nv
from naravard_kg.plans.form import CLASS, EVIDENCE, FILE_KEYS, ID, PERIOD
from naravard_kg.plans.sheets import COMMENT, Row
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.terms import RDF, Iri
from naravard_kg.vocabulary import Vocabulary, fold_key, near_keys

_LANGUAGE_STRING = Iri(RDF + "langString")
_LANGUAGE = re.compile(r"(.+?)\s*(?:\((sv|en)\)|@(sv|en))", re.IGNORECASE | re.DOTALL)
_ROLES = {
    **dict.fromkeys(ID, "id"),
    **dict.fromkeys(("fil", "file", "textfil", "textfile"), "file"),
    **dict.fromkeys(("avsnitt", "sections"), "sections"),
    "sha256": "checksum",
}
OF_TEXT = {"file", "sections", "checksum"}
_OF_FILE = (nv("SourceDocument"), nv("SourceText"))
_QUOTES = 2
_SEPARATOR = re.compile(r"[;\n]")
_BETWEEN = re.compile(r";\s+|;$|\s*\n\s*")
_SECTION_LIST = re.compile(r"\s*[0-9]+\s*:[^;\n]*(?:[;\n]\s*[0-9]+\s*:[^;\n]*)*[;\s]*")
_BETWEEN_PASSAGES = re.compile(r"\s*\n\s*|;\s*(?=[0-9]|belagg/)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its key, its property where it has one, and what it is for.

    ``role`` is what a word of the form itself is for: the id, or what is told of a text file.
    ``owner`` is the class of the thing that the row belongs to, where the column names it;
    ``inside`` is what the key must be where the row stands inside another thing.
    """

    key: str
    prop: Iri | None = None
    language: str = ""
    is_list: bool = False
    role: str = ""
    owner: Iri | None = None
    inside: str = ""

    def node(self, cell: Scalar) -> Node:
        """The value of a cell: one, several, or a text in a language."""
        if self.language:
            return Mapping(((Scalar(self.language, cell.place), cell),), cell.place)
        if self.role == "sections":
            return _sections(cell)
        if not self.is_list or not _SEPARATOR.search(cell.text):
            return cell
        found = tuple(_part(cell, at, piece) for at, piece in self._parts(cell.text))
        whole = found[0] if len(found) == 1 else Sequence(found, cell.place)
        return whole if found else cell

    def fault(self, cell: Scalar) -> Note | None:
        """What is wrong with the form of a cell that the lifter would pass by in silence."""
        if self.role != "sections" or _SECTION_LIST.fullmatch(cell.text):
            return None
        return Note("plan-bad-value", cell.place, {"value": cell.text, "kind": "1: …; 20: …"})

    def _parts(self, text: str) -> Iterator[tuple[int, str]]:
        """The values in a text, each with where it begins there."""
        between = _BETWEEN_PASSAGES if self.prop == EVIDENCE else _BETWEEN
        for at, part in _parted(text, between):
            # A semicolon without a space parts too, but for one inside a web address.
            whole = self.prop == EVIDENCE or "://" in part
            for more, piece in [(0, part)] if whole else _parted(part, _SEPARATOR):
                if piece.strip():
                    yield at + more + len(piece) - len(piece.lstrip()), piece.strip()


def read_header(
    row: Row, class_iri: Iri, words: Vocabulary
) -> tuple[dict[int, Column], list[Note]]:
    """The columns by number, and a note for each heading that means nothing."""
    heads = {n: cell for n, cell in row.cells.items() if not cell.text.startswith(COMMENT)}
    chosen = any(fold_key(cell.text) in CLASS for cell in heads.values())
    found = {n: _column(cell.text, class_iri, words, chosen) for n, cell in heads.items()}
    known = words.keys_on(class_iri)
    notes = [_unknown(heads[n], known) for n, column in found.items() if column is None]
    read = {n: column for n, column in found.items() if column is not None}
    return read, [*notes, *_doubled(heads)]


def _unknown(head: Scalar, known: list[str]) -> Note:
    near = ", ".join(near_keys(head.text, known)) or "–"
    fix = None if _LANGUAGE.fullmatch(head.text) else mending(head.place, head.text, known)
    return Note("plan-unknown-key", head.place, {"key": head.text, "near": near}, fix)


def _column(text: str, class_iri: Iri, words: Vocabulary, chosen: bool) -> Column | None:
    tagged = _LANGUAGE.fullmatch(text)
    key = tagged[1] if tagged else text
    prop = _property(key, class_iri, words, chosen)
    if tagged and prop is not None and _LANGUAGE_STRING in words.properties[prop].ranges:
        return Column(str(prop), prop, (tagged[2] or tagged[3]).lower())
    if tagged:
        return None
    of_file = FILE_KEYS if class_iri in _OF_FILE else set()
    if fold_key(key) in {*ID, *CLASS, *PERIOD, *of_file}:
        role = _ROLES.get(fold_key(key), "")
        of_source = role == "file" and class_iri == nv("SourceDocument")
        return Column("textfil" if of_source else key, role=role)
    if prop is not None:
        # A word that names a class too would make a row inside another look like a value of it.
        inside = "" if words.class_for(key) is None else str(prop)
        is_list = words.properties[prop].kind == "ObjectProperty"
        return Column(key, prop, is_list=is_list, inside=inside)
    return _owner(key, class_iri, words)


def _property(key: str, class_iri: Iri, words: Vocabulary, chosen: bool) -> Iri | None:
    """The property on the class; where rows choose their class, any property of the name."""
    found = words.property_for(key, class_iri)
    if found is None and chosen:
        found = next((term.iri for term in words.properties.carrying(key)), None)
    return found


def _owner(key: str, class_iri: Iri, words: Vocabulary) -> Column | None:
    """A column that names the class of what the row belongs to."""
    owner = words.class_for(key)
    if owner is None:
        return None
    link = words.classes[class_iri].nests_by
    if link is not None:
        return Column(str(link), link, is_list=True)
    line = words.classes.upwards(owner)
    links = [
        term.iri
        for term in words.properties.values()
        if class_iri in term.ranges and (not term.domains or term.domains & set(line))
    ]
    return Column(str(links[0]), links[0], owner=owner) if len(links) == 1 else None


def _doubled(heads: dict[int, Scalar]) -> Iterator[Note]:
    """Headings that stand twice: both columns are read, but one of them may be a slip."""
    seen: Counter[str] = Counter()
    for cell in heads.values():
        seen[fold_key(cell.text)] += 1
        if seen[fold_key(cell.text)] > 1:
            yield Note("plan-double-key", cell.place, {"key": cell.text})


def _parted(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """What stands between the matches of a pattern, each with where it begins."""
    start = 0
    for match in between.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _part(cell: Scalar, at: int, text: str) -> Scalar:
    """One value of a cell; where the cell is a stretch of a line, the value's own stretch."""
    place, width = cell.place, cell.place.end_column - cell.place.column
    if place.line != place.end_line or width == 1:  # several lines, or a cell of a workbook
        return Scalar(text, place)
    margin = width - len(cell.text)
    if margin not in (0, _QUOTES):  # doubled quotes: the line is known, the stretch is not
        return Scalar(text, replace(place, end_line=place.line + 1, end_column=1))
    start = place.column + at + margin // 2
    return Scalar(text, replace(place, column=start, end_column=start + len(text)))


def _sections(cell: Scalar) -> Node:
    """``1: heading; 5: introduction`` as lines with the section that begins there."""
    told = [part.partition(":") for part in _BETWEEN.split(cell.text) if part.strip()]
    entries = (
        (Scalar(line.strip(), cell.place), Scalar(name.strip(), cell.place))
        for line, _, name in told
    )
    return Mapping(tuple(entries), cell.place)
