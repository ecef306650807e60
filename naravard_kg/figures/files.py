"""A sheet as a file that says what it is: title, description, source and how to make it again."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, time
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from naravard_kg import resources
from naravard_kg.figures.engine import FAMILY, figure, saved
from naravard_kg.figures.letters import plain
from naravard_kg.figures.sheet import Sheet
from naravard_kg.origins import SITE, dumps

FORMATS = ("svg", "png", "pdf")
# Letters that journals ask for. All are narrower than those that were measured, which come last.
_FAMILIES = f"Arial, Helvetica, 'Liberation Sans', '{FAMILY}', sans-serif"
_TAG = re.compile(r"<[^<>]*>")
_HEAD = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
_OPENING = re.compile(r"<svg ([^<>]*)>(?:\s*<title>[^<>]*</title>)?")


def written(sheet: Sheet, form: str) -> bytes:
    """The sheet as a file of a form, the same bytes each time.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
        ValueError: there is no such form.
    """
    if form not in _METADATA:
        raise ValueError(form)
    raw = saved(figure(sheet), form, _METADATA[form](sheet))
    return _accessible(raw.decode("utf-8"), sheet).encode("utf-8") if form == "svg" else raw


def _made(sheet: Sheet) -> dict[str, str]:
    """What is known of the making, by name; what is not known is left out."""
    made = sheet.origin
    if made is None:
        return {"Version": resources.version()}
    facts = {
        "Version": made.version,
        "Data": made.data.isoformat() if made.data else made.source,
        "Digest": made.digest,
        "Source": made.typed,
        "Naravard": dumps(made, plain(sheet.title)),
        "Made": made.made.isoformat(),
    }
    return {name: plain(fact) for name, fact in facts.items() if fact}


def _software(sheet: Sheet) -> str:
    return f"naravard {_made(sheet)['Version']}"


def _png(sheet: Sheet) -> dict[str, str]:
    made = _made(sheet)
    told = {"Title": sheet.title, "Description": sheet.told, "Software": _software(sheet)}
    told |= {name: made[name] for name in ("Source", "Data", "Digest", "Naravard") if name in made}
    told |= {"Creation Time": made["Made"]} if "Made" in made else {}
    return {name: plain(text) for name, text in told.items()}


def _pdf(sheet: Sheet) -> dict[str, Any]:
    made = _made(sheet)
    day = datetime.combine(sheet.origin.made, time(), UTC) if sheet.origin else None
    facts = [_software(sheet)]
    facts += [f"{name} {made[name]}" for name in ("Data", "Digest", "Source") if name in made]
    told = {
        "Title": plain(sheet.title),
        "Subject": plain(sheet.told),
        "Keywords": "; ".join(facts),
        "Creator": _software(sheet),
        "CreationDate": day,
    }
    return told | {name: made[name] for name in ("Naravard",) if name in made}


def _svg(sheet: Sheet) -> dict[str, Any]:
    """In Dublin Core, as matplotlib writes it."""
    made = _made(sheet)
    facts = [
        f"{name.lower()} {made[name]}" for name in ("Version", "Data", "Digest") if name in made
    ]
    told: dict[str, Any] = {
        "Title": plain(sheet.title),
        "Description": plain(sheet.told),
        "Creator": _software(sheet),
        "Language": sheet.language,
        "Publisher": SITE,
        "Relation": "; ".join(facts),
        "Date": made.get("Made"),
    }
    taken = {"Source": "Source", "Identifier": "Naravard"}
    return told | {name: made[fact] for name, fact in taken.items() if fact in made}


def _accessible(text: str, sheet: Sheet) -> str:
    """The document with a role, a name and a description for those who do not see it."""
    title, told = escape(plain(sheet.title)), escape(plain(sheet.told))
    own = hashlib.sha256(text.encode()).hexdigest()[:8]  # several figures may share a page
    opening = (
        rf'<svg role="img" xml:lang={quoteattr(sheet.language)} '
        rf'aria-labelledby="title-{own} told-{own}" \1>'
    )
    named = f'<title id="title-{own}">{title}</title>\n <desc id="told-{own}">{told}</desc>'
    head = _HEAD.sub('<?xml version="1.0" encoding="utf-8"?>\n', text, count=1)
    found = _OPENING.match(head[head.index("<svg ") :])
    if found is None:
        raise ValueError(text[:200])
    start = head.index("<svg ")
    rest = head[start + found.end() :]
    lettered = _TAG.sub(lambda tag: tag[0].replace(f"'{FAMILY}'", _FAMILIES), rest)
    return f"{head[:start]}{found.expand(opening)}\n {named}{lettered}"


_METADATA = {"svg": _svg, "png": _png, "pdf": _pdf}
