"""A written value and the property it stands under → the cell it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from naravard_kg import names, queryfiles
from naravard_kg.find import exists
from naravard_kg.nearness import guess, mending
from naravard_kg.plans.draft import Draft
from naravard_kg.plans.tree import Scalar
from naravard_kg.reports import Fix
from naravard_kg.terms import RDF, XSD, Cell, Iri, Text, Typed, is_iri
from naravard_kg.vocabulary import fold_key, near_keys

_YES = {"ja", "yes", "true", "sant"}
_NO = {"nej", "no", "false", "falskt"}
_LANGUAGE_STRING = Iri(RDF + "langString")


def cell(draft: Draft, prop: Iri, owner: Iri, written: Scalar, of: Iri | None = None) -> Cell:
    """What *written* means under *prop* on a thing of class *owner*; None where it means nothing.

    *of* narrows a reference to things of one class. A value that means nothing is noted.
    """
    term = draft.vocabulary.properties[prop]
    scheme = draft.vocabulary.scheme_of(prop, owner)
    if scheme is not None:
        return _concept(draft, scheme, written)
    if term.kind == "ObjectProperty":
        return reference(draft, prop, written, of)
    return _literal(draft, term.ranges, written)


def reference(draft: Draft, prop: Iri, written: Scalar, of: Iri | None = None) -> Iri | None:
    """The thing that *written* refers to: of the file, else of the graph."""
    ranges = [of] if of else sorted(draft.vocabulary.properties[prop].ranges)
    segments = draft.vocabulary.classes.segments(ranges)
    for attempt in (_by_iri, _by_number, _by_slug, _by_graph, _by_label):
        found = attempt(draft, written.text.strip(), segments)
        if len(found) == 1:
            return found[0]
        if found:
            near = ", ".join(names.short(iri) for iri in found[:5])
            draft.leave_out("plan-ambiguous-thing", written.place, value=written.text, near=near)
            return None
    known = [*draft.slugs, *_known_names(draft, ranges)]
    near = ", ".join(near_keys(written.text, known)) or "–"
    fix = guess(written.place, written.text.strip(), known)
    draft.leave_out("plan-unknown-thing", written.place, fix, value=written.text, near=near)
    return None


def _known_names(draft: Draft, ranges: list[Iri]) -> list[str]:
    """What things of these classes are called in the graph: their slugs, names and short forms."""
    if ranges and tuple(ranges) not in draft.names_of:
        classes = {below for iri in ranges for below in draft.vocabulary.classes.below(iri)}
        query = queryfiles.internal("names-of-class").bind({"class": sorted(classes)})
        rows = draft.graph.select(query).rows
        things = {str(thing).rpartition("/")[2] for thing, _ in rows}
        draft.names_of[tuple(ranges)] = sorted(things | {str(name) for _, name in rows})
    return draft.names_of.get(tuple(ranges), [])


def _by_iri(draft: Draft, text: str, segments: list[str]) -> list[Iri]:
    del draft, segments
    found = names.expand(text)
    return [found] if found else []


def _by_number(draft: Draft, text: str, segments: list[str]) -> list[Iri]:
    if not text.isdecimal() or (segments and "uppdrag" not in segments):
        return []
    return draft.numbers.get(int(text), [])


def _by_slug(draft: Draft, text: str, segments: list[str]) -> list[Iri]:
    return _fitting(draft.slugs.get(text, []), segments)


def _by_graph(draft: Draft, text: str, segments: list[str]) -> list[Iri]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        return []
    known = segments or draft.vocabulary.classes.segments(draft.vocabulary.classes)
    return sorted(exists(draft.graph, [names.thing(s, text) for s in known]))


def _by_label(draft: Draft, text: str, segments: list[str]) -> list[Iri]:
    query = queryfiles.internal("by-label").bind(
        {"label": [Text(text, "sv"), Text(text, "en"), text]}
    )
    found = {Iri(str(row[0])) for row in draft.graph.select(query).rows}
    found |= set(draft.labels.get(text, ()))
    return sorted(_fitting(found, segments))


def _fitting(things: list[Iri] | set[Iri], segments: list[str]) -> list[Iri]:
    homes = tuple(f"{names.THINGS}{segment}/" for segment in segments)
    return [iri for iri in things if not segments or iri.startswith(homes)]


def _concept(draft: Draft, scheme: Iri, written: Scalar) -> Iri | None:
    text = written.text.strip()
    found = draft.vocabulary.concept_for(text, scheme)
    if found is None and ("/" in text or ":" in text):
        found = names.expand(text)
    if found is None:
        known = {
            t.iri.rpartition("/")[2]
            for t in draft.vocabulary.concepts.values()
            if t.scheme == scheme
        }
        near = ", ".join(near_keys(text, known)) or ", ".join(sorted(known))
        facts = {"value": text, "scheme": names.short(scheme), "near": near}
        fix = mending(written.place, text, known)
        draft.leave_out("plan-unknown-value", written.place, fix, **facts)
    return found


def _literal(draft: Draft, ranges: set[Iri], written: Scalar) -> Cell:
    kinds = {str(iri).removeprefix(XSD) for iri in ranges}
    text = " ".join(written.text.split())
    if _LANGUAGE_STRING in ranges:
        return Text(text, draft.language)
    if not kinds & set(_READERS):
        return text
    for kind in sorted(kinds & set(_READERS)):
        try:
            return _READERS[kind](text)
        except (ValueError, InvalidOperation, KeyError):
            continue
    tidy = _tidied(text, kinds)
    fix = Fix(written.place, tidy, certain=True) if tidy else None
    kind = " / ".join(sorted(kinds))
    draft.leave_out("plan-bad-value", written.place, fix, value=text, kind=kind)
    return None


def _tidied(text: str, kinds: set[str]) -> str:
    """The same value in the form that is read, where it can only be meant one way.

    >>> _tidied("2026-9-5", {"date"}), _tidied("20260905", {"date"}), _tidied("1 200", {"integer"})
    ('2026-09-05', '2026-09-05', '1200')
    """
    day = re.fullmatch(r"([12][0-9]{3})([-./ ]?)([0-9]{1,2})\2([0-9]{1,2})", text)
    if "date" in kinds and day and (day[2] or len(text) == len("20260905")):
        tidy = f"{day[1]}-{int(day[3]):02}-{int(day[4]):02}"
    elif "integer" in kinds and re.fullmatch(r"[0-9]{1,3}(?:[ \u00a0][0-9]{3})+", text):
        tidy = re.sub(r"\D", "", text)
    else:
        return ""
    try:
        _READERS["date" if "date" in kinds else "integer"](tidy)
    except ValueError:
        return ""
    return tidy


def _boolean(text: str) -> bool:
    word = fold_key(text)
    if word not in _YES | _NO:
        raise ValueError(text)
    return word in _YES


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _year(text: str) -> Typed:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise ValueError(text)
    return Typed(text, Iri(XSD + "gYear"))


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?\s*%?", text):
        raise ValueError(text)
    return Decimal(text.replace(",", ".").removesuffix("%").strip()) / (100 if "%" in text else 1)


def _any_uri(text: str) -> Iri:
    if not is_iri(text):
        raise ValueError(text)
    return Iri(text)


_READERS: dict[str, Callable[[str], Cell]] = {
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
    "gYear": _year,
    "anyURI": _any_uri,
}
