"""Citations for reference managers: BibTeX, CSL-JSON, RIS, and CITATION.cff."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from naravard_kg.origins import SITE, Origin
from naravard_kg.render.cells import Json
from naravard_kg.render.references import Reference
from naravard_kg.visible import escaped
from naravard_kg.words import say

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
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
_IN_URL = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})  # what an address never has raw
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
_WHOLE = 10  # characters of a whole day
_LAST_MONTH, _BEFORE_SPRING = 12, 20  # EDTF counts the seasons from 21
_DOUBTS = "~?%"


def bibtex(made: Sequence[Reference]) -> str:
    """BibTeX for classic styles and for biblatex alike, in UTF-8."""
    return "\n\n".join(map(_entry, made))


def _entry(made: Reference) -> str:
    month = _parts(made)[1:2]
    fields = {
        "author": "{" + " and ".join(f"{{{_tex(by)}}}" for by in made.by) + "}" if made.by else "",
        "title": f"{{{{{_tex(_titled(made))}}}}}",
        "year": f"{{{made.year}}}" if made.year else "",
        "month": _MONTHS[month[0] - 1] if month and month[0] <= _LAST_MONTH else "",
        "type": _braced(made.genre),
        "number": _braced(made.number),
        "version": _braced(made.version),
        "url": f"{{{made.url.translate(_IN_URL)}}}" if made.url else "",
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
    return escaped(
        json.dumps([_item(one) for one in made], ensure_ascii=False, indent=2, sort_keys=True)
    )


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
    year, *rest = _parts(made) or [0]
    if not year:
        return {"literal": made.time} if made.time else None
    circa: dict[str, Json] = {"circa": True} if made.edtf[-1] in _DOUBTS else {}
    if rest and rest[0] > _LAST_MONTH:
        return {"date-parts": [[year]], "season": rest[0] - _BEFORE_SPRING, **circa}
    return {"date-parts": [[year, *rest]], **circa}


def _parts(made: Reference) -> list[int]:
    """Year, month or season, and day; none where the time is no such point."""
    point = made.edtf.rstrip(_DOUBTS)
    return list(map(int, point.split("-"))) if point.replace("-", "").isdecimal() else []


def ris(made: Sequence[Reference]) -> str:
    """RIS, as EndNote, Mendeley and Zotero read it."""
    return "\n".join("\n".join(_record(one)) for one in made)


def _record(made: Reference) -> list[str]:
    day = "/".join(f"{part:02}" for part in _parts(made))
    pairs = [
        ("TY", _RIS[made.kind]),
        ("ID", made.key),
        *(("AU", by) for by in made.by),
        ("TI", _titled(made)),
        ("PY", str(made.year or "")),
        ("DA", day if len(day) == _WHOLE else ""),
        ("M3", made.genre),
        ("M1", made.number),
        ("ET", made.version),
        ("LA", made.language),
        ("UR", made.url),
        *(("N1", f"{heading}: {said}") for heading, said in made.notes),
        ("N1", _vague(made)),
    ]
    told = [f"{tag}  - {' '.join(said.split())}" for tag, said in pairs if said]
    return [*told, "ER  - "]


FORMATS: dict[str, Callable[[Sequence[Reference]], str]] = {
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
