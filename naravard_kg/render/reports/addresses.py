"""Where a finding stands, in the words of people, editors and programs."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote

from naravard_kg.places import Place
from naravard_kg.reports import Finding, Related, shown

STDIN = "stdin"
_SHEETS = (".csv", ".tsv")


def in_text(file: str, place: Place) -> bool:
    """Whether the place is lines and columns of a text; in a workbook it is a cell.

    A cell of CSV is both. A folder of such files is one plan like a workbook is.
    """
    cell = place.at and not place.at.startswith("/")
    return place.line > 0 and (not cell or file.lower().endswith(_SHEETS))


def spot(file: str, place: Place) -> str:
    """The place without its file.

    >>> spot("a.yaml", Place(12, 10, 12, 14)), spot("a.xlsx", Place(7, 3, 7, 4, "Uppdrag!C7"))
    ('12:10', 'Uppdrag!C7')
    >>> spot("a.jsonld", Place(2, 5, 2, 9, "/uppdrag/0/typ"))
    '2:5: /uppdrag/0/typ'
    """
    if not in_text(file, place):
        return place.at
    start = f"{place.line}:{place.column}"
    return f"{start}: {place.at}" if place.at else start


def address(finding: Finding) -> str:
    """The file and the place as editors read it; a cell or a pointer stands after them."""
    file, place = finding.file, finding.place
    told = spot(file, place)
    if not told:
        return file
    return f"{file}:{told}" if in_text(file, place) else f"{file}: {told}"


def elsewhere(related: Related) -> str:
    """The file or document of a related passage, and where in it the passage stands.

    >>> from naravard_kg.words import Words
    >>> elsewhere(Related(Words("", ""), "dokument/plan-2020", where="s. 4, rad 134"))
    'dokument/plan-2020 s. 4, rad 134'
    """
    told = spot(related.file, related.place)
    lines = in_text(related.file, related.place)
    file = f"{related.file}:{told}" if told and lines else related.file
    cell = "" if lines else told
    thing = "" if related.file else shown(related.thing)
    return " ".join(part for part in (file, cell, related.where, thing) if part)


def ends(place: Place) -> bool:
    """Whether the place has an end after its beginning."""
    return (place.end_line, place.end_column) > (place.line, place.column)


def uri(file: str) -> str:
    """The file as a URI: relative where it was named so, with forward slashes.

    >>> uri("plans/vård 1.yaml"), uri("-")
    ('plans/v%C3%A5rd%201.yaml', 'stdin')
    """
    if file == "-":
        return STDIN
    path = PurePath(file)
    try:
        return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
    except UnicodeEncodeError:  # half a character, which no file system gives a name
        return uri(file.encode("utf-8", "replace").decode())
