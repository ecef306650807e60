"""Citations for readers and for programs, in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence

from naravard_kg.citing import NARAVARD, Citation
from naravard_kg.labels import labels
from naravard_kg.origins import Origin, as_object
from naravard_kg.render import bibliographies
from naravard_kg.render.cells import Json, Reader, as_json
from naravard_kg.render.references import Reference, data, references, unique
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.visible import escaped, visible
from naravard_kg.words import say


def rendered(graph: Answers, cited: Sequence[Citation], reader: Reader) -> str:
    """The citations in the format asked for."""
    form = reader.chosen(formats(cited))
    if form == "cff":
        return bibliographies.cff(cited[0].hand, reader.lang)
    made = references(graph, cited, reader.lang)
    if form == "json":
        return _objects(graph, cited, made, reader.lang)
    if form == "text":
        pairs = zip(cited, made, strict=True)
        return "\n\n".join(_block(one, told, reader.lang) for one, told in pairs)
    return bibliographies.FORMATS[form](unique(made))


def formats(cited: Sequence[Citation]) -> dict[str, object]:
    """The formats there are: CITATION.cff for Naravard alone."""
    alone = [one.kind for one in cited] == [NARAVARD]
    return {
        "text": None,
        "json": None,
        **bibliographies.FORMATS,
        **({"cff": None} if alone else {}),
    }


def _block(cited: Citation, made: Reference, language: str) -> str:
    """The line of a reference, and below it what it rests on."""
    below = list(made.below)
    if cited.made is not None:
        below = [*_standing(cited, cited.made, language), *below]
    wide = max((len(heading) for heading, _ in below), default=0)
    return "\n".join([made.line, *(f"  {head:{wide}}  {said}" for head, said in below)])


def _standing(cited: Citation, made: Origin, language: str) -> list[tuple[str, str]]:
    """Whether data and version are the same as when the file was made."""
    then, now = data(made, language), data(cited.hand, language)
    said = say(f"cite.standing.{cited.standing}", then=then, now=now)
    lines = [(say("cite.data"), said)]
    if made.version != cited.hand.version:
        then, now = visible(made.version), cited.hand.version
        lines.append((say("cite.version"), say("cite.version-changed", then=then, now=now)))
    return [(heading.in_(language), told.in_(language)) for heading, told in lines]


def _objects(
    graph: Answers, cited: Sequence[Citation], made: Sequence[Reference], language: str
) -> str:
    cells = [cell for c in cited for cell in (c.thing, *c.by, *c.types, *c.documents)]
    known = labels(graph, cells, language)
    several: list[Json] = [
        _object(one, known) | {"reference": told.line}
        for one, told in zip(cited, made, strict=True)
    ]
    answer: Json = {"citations": several}
    return escaped(json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True))


def _object(cited: Citation, known: dict[Iri, str]) -> dict[str, Json]:
    return {
        "by": [as_json(cell, known) for cell in cited.by],
        "case_numbers": list(cited.cases),
        "checksums": list(cited.checksums),
        "data": dict(as_object(cited.hand)),
        "documents": [as_json(document, known) for document in cited.documents],
        "file": _file(cited, cited.made) if cited.made else None,
        "kind": cited.kind,
        "links": list(cited.links),
        "numbers": list(cited.numbers),
        "occasion": cited.occasion or None,
        "role": cited.role or None,
        "thing": as_json(cited.thing, known) if cited.thing else None,
        "times": list(cited.times),
        "titles": [as_json(title, known) for title in cited.titles],
        "types": [as_json(cell, known) for cell in cited.types],
    }


def _file(cited: Citation, made: Origin) -> Json:
    return {
        "again": cited.again or None,
        "made": dict(as_object(made)),
        "path": cited.path,
        "standing": cited.standing,
    }
