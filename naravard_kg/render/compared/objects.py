"""A comparison as one JSON object; its shape is that of ``schemas/comparison.json``."""

from __future__ import annotations

import json

from naravard_kg import names
from naravard_kg.compare.stances import Comparison, Entry, Party, Row, Stance
from naravard_kg.evidence import Passage
from naravard_kg.origins import as_object as as_origin
from naravard_kg.render.cells import Json, as_json
from naravard_kg.render.compared.wording import Named, behind, labels_of
from naravard_kg.terms import Iri
from naravard_kg.words import say


def as_object(comparison: Comparison, language: str, width: int = 0) -> str:
    """One JSON object: the aspect, the parties, the rows with a cell for each party, the origin."""
    del width
    known, own = labels_of(comparison, language), labels_of(comparison, "sv")
    label = comparison.aspect.label
    answer: dict[str, object] = {
        "aspect": {"name": comparison.aspect.name, "label": {"sv": label.sv, "en": label.en}},
        "who": [_party(party, known, language) for party in comparison.parties],
        "rows": [_row(comparison, row, known, own) for row in comparison.rows],
        "only": comparison.only,
        "origin": as_origin(comparison.origin) if comparison.origin else None,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def _party(party: Party, known: Named, language: str) -> dict[str, Json]:
    national = say("compare.national.party").in_(language)
    return {
        "name": party.name,
        "iri": str(party.who),
        "label": national if party.national else known[party.who],
        "as_of": party.as_of.isoformat() if party.as_of else None,
        "part": as_json(party.part, known),
    }


def _row(comparison: Comparison, row: Row, known: Named, own: Named) -> dict[str, Json]:
    """A row; its concept is a list where the row is a combination, null where none fits."""
    facets: list[Json] = [as_json(part, known) for part in row.key]
    cells = zip(comparison.parties, row.stances, strict=True)
    return {
        "concept": None if not facets else facets[0] if len(facets) == 1 else facets,
        "depth": row.depth,
        "cells": {party.name: _cell(comparison, s, known, own) for party, s in cells},
    }


def _cell(comparison: Comparison, stance: Stance, known: Named, own: Named) -> dict[str, Json]:
    passages = dict.fromkeys(p for e in stance.entries for p in behind(comparison, e))
    return {
        "state": stance.state,
        "match": stance.match,
        "things": [_thing(entry, known, own) for entry in stance.entries],
        "evidence": [_passage(passage) for passage in passages],
    }


def _thing(entry: Entry, known: Named, own: Named) -> dict[str, Json]:
    return {
        **_named(entry.thing, known),
        "own_words": own[entry.thing],
        "match": entry.match,
        "within": as_json(entry.within, known),
        "absent": as_json(entry.absent, known),
        "frame": as_json(entry.frame, known),
        "holds": entry.holds,
        "documents": [as_json(document, known) for document in entry.documents],
        "telling": [
            {"property": as_json(prop, known), "value": as_json(value, known)}
            for prop, value in entry.telling
        ],
    }


def _named(iri: Iri, known: Named) -> dict[str, Json]:
    return {"iri": str(iri), "name": names.short(iri), "label": known.get(iri, "")}


def _passage(passage: Passage) -> dict[str, Json]:
    return {
        "thing": names.short(passage.about),
        "document": names.short(passage.document),
        "locator": passage.locator,
        "start": passage.start,
        "end": passage.end,
        "digest": passage.digest,
    }
