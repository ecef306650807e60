"""What a value may be made of: one normal form of its letters, no control characters, an end.

A letter like å can be written as one character or as two; both are one letter to a reader, and
must be one to every comparison. Graphs hold the composed form (NFC).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from unicodedata import is_normalized

from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import takes_iri
from naravard_kg.names import composed
from naravard_kg.places import NOWHERE
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.terms import Cell, Iri, Quad, Text, Typed

LONGEST = 1_000_000  # characters of one value
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")


def sound(plan: Plan) -> Plan:
    """The plan with its letters in one form, and a note for each control character in a value.

    Raises:
        UnreadableFileError: a value is longer than any text of a plan is.
    """
    for quad in plan.quads:
        if isinstance(quad.object, str) and len(quad.object) > LONGEST:
            at = plan.place_of(*quad[:3]) or NOWHERE
            limit = f"{LONGEST:,}"
            raise UnreadableFileError(
                "literal", plan.path, line=at.line, column=at.column, detail=limit
            )
    notes = (*plan.notes, *_controls(plan), *_bad_iris(plan))
    whole = replace(plan, quads=tuple(q for q in plan.quads if not _refused(q)), notes=notes)
    return _in_one_form(whole)


def _bad_iris(plan: Plan) -> Iterator[Note]:
    for quad in plan.quads:
        for iri in _refused(quad):
            place = plan.place_of(*quad[:3]) or NOWHERE
            yield Note("plan-bad-value", place, {"value": iri, "kind": "IRI"})


def _refused(quad: Quad) -> list[str]:
    """The IRIs of a statement that no graph takes; what JSON-LD says is not looked at before."""
    value = quad.object
    datatypes = [value.datatype] if isinstance(value, Typed) else []
    iris = [*(cell for cell in quad if isinstance(cell, Iri)), *datatypes]
    return [iri for iri in iris if not _taken(iri)]


@lru_cache(maxsize=10_000)
def _taken(iri: str) -> bool:
    return takes_iri(iri)


def _controls(plan: Plan) -> Iterator[Note]:
    for quad in plan.quads:
        found = _CONTROL.search(quad.object) if isinstance(quad.object, str) else None
        if found is not None:
            place = plan.place_of(*quad[:3]) or NOWHERE
            yield Note("plan-control-character", place, {"value": f"U+{ord(found[0]):04X}"})


def _in_one_form(plan: Plan) -> Plan:
    if all(map(_is_composed, plan.quads)):
        return plan
    quads = tuple(map(_composed_quad, plan.quads))
    places = {tuple(map(_composed, key)): place for key, place in plan.places.items()}
    return replace(plan, quads=tuple(dict.fromkeys(quads)), places=places)


def _is_composed(quad: Quad) -> bool:
    return all(not isinstance(cell, str) or is_normalized("NFC", cell) for cell in quad[:3])


def _composed_quad(quad: Quad) -> Quad:
    if _is_composed(quad):
        return quad
    subject, predicate = Iri(composed(quad.subject)), Iri(composed(quad.predicate))
    return Quad(subject, predicate, _composed(quad.object), quad.graph)


def _composed(cell: Cell) -> Cell:
    match cell:
        case Text():
            return Text(composed(cell), cell.language)
        case Iri():
            return Iri(composed(cell))
        case str():
            return composed(cell)
        case _:
            return cell
