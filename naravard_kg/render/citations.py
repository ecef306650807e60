"""Citations for readers and for reference managers: text, JSON, BibTeX, CSL-JSON, RIS, CFF."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from naravard_kg.citing import NARAVARD, Citation
from naravard_kg.dates import period
from naravard_kg.labels import labels
from naravard_kg.origins import SITE, Origin, as_object
from naravard_kg.render.cells import Json, Reader, as_json
from naravard_kg.render.references import Reference, data, references, unique
from naravard_kg.render.reports.visible import escaped, visible
from naravard_kg.tables import Answers
from naravard_kg.words import say

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)
_CSL = {
    "act": "legislation",
    "agreement": "document",
    "document": "report",
    "figure": "figure",
    "naravard": "dataset",
    "plan": "report",
    "table": "dataset",
    "thing": "document",
}
_RIS = {"act": "STAT", "document": "RPRT", "figure": "FIGURE", "plan": "RPRT"}
_RIS |= {"naravard": "DATA", "table": "DATA", "agreement": "GEN", "thing": "GEN"}
_EXACT = 10  # characters of a whole day


def rendered(graph: Answers, cited: Sequence[Citation], reader: Reader) -> str:
    """The citations in the format asked for."""
    form = reader.chosen(formats(cited))
    if form == "cff":
        return cff(cited[0].hand, reader.lang)
    made = references(graph, cited, reader.lang)
    if form == "json":
        return _objects(graph, cited, made, reader.lang)
    if form == "text":
        pairs = zip(cited, made, strict=True)
        return "\n\n".join(_block(one, told, reader.lang) for one, told in pairs)
    return FORMATS[form](unique(made))


def formats(cited: Sequence[Citation]) -> dict[str, Callable[[Sequence[Reference]], str] | None]:
    """The formats there are: CFF for Naravard alone."""
    alone = [one.kind for one in cited] == [NARAVARD]
    return {"text": None, "json": None, **FORMATS, **({"cff": None} if alone else {})}


def _block(cited: Citation, made: Reference, language: str) -> str:
    """The line of a reference, and below it what it rests on."""
    told = () if cited.kind == NARAVARD else made.notes
    below = list(told)
    if cited.made is not None:
        below = [*_standing(cited, cited.made, language), *told[1:]]
    wide = max((len(heading) for heading, _ in below), default=0)
    return "\n".join([made.line, *(f"  {head:{wide}}  {said}" for head, said in below)])


def _standing(cited: Citation, made: Origin, language: str) -> list[tuple[str, str]]:
    """Whether data and version are the same as when the file was made."""
    then, now = data(made, language), data(cited.hand, language)
    facts = {"then": then, "now": now}
    lines = [("cite.data", say(f"cite.standing.{cited.standing}", **facts).in_(language))]
    if made.version != cited.hand.version:
        facts = {"then": visible(made.version), "now": cited.hand.version}
        lines.append(("cite.version", say("cite.version-changed", **facts).in_(language)))
    return [(say(key).in_(language), said) for key, said in lines]


def _objects(
    graph: Answers, cited: Sequence[Citation], made: Sequence[Reference], language: str
) -> str:
    cells = [cell for c in cited for cell in (c.thing, *c.by, *c.types, *c.documents)]
    known = labels(graph, cells, language)
    several: list[Json] = []
    for one, told in zip(cited, made, strict=True):
        file: Json = None
        if one.made is not None:
            file = {"path": one.path, "standing": one.standing, "again": one.again or None}
            file["made"] = dict(as_object(one.made))
        several.append(
            {
                "by": [as_json(cell, known) for cell in one.by],
                "case_numbers": list(one.cases),
                "checksums": list(one.checksums),
                "data": dict(as_object(one.hand)),
                "documents": [as_json(document, known) for document in one.documents],
                "file": file,
                "kind": one.kind,
                "links": list(one.links),
                "numbers": list(one.numbers),
                "occasion": one.occasion or None,
                "reference": told.line,
                "role": one.role or None,
                "thing": as_json(one.thing, known) if one.thing else None,
                "times": list(one.times),
                "titles": [as_json(title, known) for title in one.titles],
                "types": [as_json(cell, known) for cell in one.types],
            }
        )
    return escaped(_dumped({"citations": several}))


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


def bibtex(made: Sequence[Reference]) -> str:
    """BibTeX for classic styles and for biblatex alike, in UTF-8."""
    return "\n\n".join(map(_entry, made))


def _entry(made: Reference) -> str:
    whole = len(made.edtf) >= _EXACT and made.edtf[:10].count("-") == 2  # noqa: PLR2004 -- a day
    month = _MONTHS[int(made.edtf[5:7]) - 1] if whole else ""
    fields = {
        "author": "{" + " and ".join(f"{{{_tex(by)}}}" for by in made.by) + "}" if made.by else "",
        "title": f"{{{{{_tex(_titled(made))}}}}}",
        "year": f"{{{made.year}}}" if made.year else "",
        "month": month,
        "type": _braced(made.genre),
        "number": _braced(made.number),
        "version": _braced(made.version),
        "url": "{" + made.url.replace("{", "%7B").replace("}", "%7D") + "}" if made.url else "",
        "language": "{swedish}" if made.language == "sv" else "{english}",
        "note": _braced("; ".join(filter(None, [_vague(made), made.note]))),
    }
    lines = [f"  {name:8} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{made.key},", *lines, "}"])


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _braced(text: str) -> str:
    return f"{{{_tex(text)}}}" if text else ""


def _titled(made: Reference) -> str:
    return made.title + (f" [{made.translated}]" if made.translated else "")


def _vague(made: Reference) -> str:
    """The time in words, where the year alone would tell more than the source does."""
    return made.time if made.edtf and made.time not in (str(made.year), made.edtf) else ""


def csl(made: Sequence[Reference]) -> str:
    """CSL-JSON, as Zotero, pandoc and citeproc read it."""
    return escaped(_dumped([_item(one) for one in made]))


def _item(made: Reference) -> Json:
    fields: dict[str, Json] = {
        "author": [{"literal": by} for by in made.by],
        "genre": made.genre,
        "id": made.key,
        "issued": _issued(made),
        "language": made.language,
        "note": made.note,
        "number": made.number,
        "title": _titled(made),
        "type": _CSL[made.kind],
        "URL": made.url,
        "version": made.version,
    }
    return {name: value for name, value in fields.items() if value}


def _issued(made: Reference) -> Json:
    """The time in parts where it has them, else in words."""
    point = made.edtf.rstrip("~?%")
    if not made.edtf:
        return None
    if not point.replace("-", "").isdigit():
        return {"literal": made.time}
    parts: list[Json] = [int(part) for part in point.split("-")]
    season = parts[1] if len(parts) == 2 and isinstance(parts[1], int) else 0  # noqa: PLR2004 -- year and month
    if season > 12:  # noqa: PLR2004 -- a year's months
        found: dict[str, Json] = {"date-parts": [parts[:1]], "season": season - 20}
    else:
        found = {"date-parts": [parts]}
    return found | ({"circa": True} if point != made.edtf else {})


def ris(made: Sequence[Reference]) -> str:
    """RIS, as EndNote, Mendeley and Zotero read it."""
    return "\n".join("\n".join(_record(one)) for one in made)


def _record(made: Reference) -> list[str]:
    day = made.edtf.replace("-", "/") if made.edtf.replace("-", "").isdigit() else ""
    pairs = [
        ("TY", _RIS[made.kind]),
        ("ID", made.key),
        *(("AU", by) for by in made.by),
        ("TI", _titled(made)),
        ("PY", str(made.year or "")),
        ("DA", day if len(day) == _EXACT else ""),
        ("M3", made.genre),
        ("SN" if made.kind == "act" else "M1", made.number),
        ("ET", made.version),
        ("LA", made.language),
        ("UR", made.url),
        *(("N1", f"{heading}: {said}") for heading, said in made.notes),
        ("N1", _vague(made)),
    ]
    told = [f"{tag}  - {' '.join(said.split())}" for tag, said in pairs if said]
    return [*told, "ER  - "]


FORMATS: dict[str, Callable[[Sequence[Reference]], str] | None] = {
    "bibtex": bibtex,
    "csl": csl,
    "ris": ris,
}


def cff(hand: Origin, language: str) -> str:
    """CITATION.cff, for GitHub, Zenodo and Zotero: the software, and the data it ships.

    The checksum of the data is left out: in the repository the data itself stands beside.
    """
    day = hand.data.isoformat() if hand.data else ""
    title = say("cite.title").in_(language)
    told = {key: json.dumps(text, ensure_ascii=False) for key, text in {
        "message": say("cite.cff.message").in_(language),
        "title": f"Naravard: {title}",
        "data": title,
        "abstract": say("cite.cff.abstract").in_(language),
        "version": hand.version,
        "day": day,
        "url": SITE,
    }.items()}  # fmt: skip
    return _CFF.format(**told)


_CFF = """\
cff-version: 1.2.0
message: {message}
type: software
title: {title}
abstract: {abstract}
authors:
  - name: "Naravard"
    website: {url}
version: {version}
date-released: {day}
license: MIT
url: {url}
keywords:
  - "knowledge graph"
  - "health care"
  - "nära vård"
  - "Sweden"
references:
  - type: data
    title: {data}
    authors:
      - name: "Naravard"
    version: {version}
    date-released: {day}
    license: CC-BY-4.0
    url: {url}
"""
