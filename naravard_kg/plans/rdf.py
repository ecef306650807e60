"""Turtle, TriG, JSON-LD, RDF/XML and the rest → statements, each with the place it stands at.

Readers of our own tell what is stated and where. An engine reads the same text and is the judge
of what it says: pyoxigraph; rdflib for JSON-LD, where pyoxigraph can fall so hard that it takes
the program with it, and for RDF/XML that pyoxigraph stops at. Where they differ, the engine is
believed, and its statements have the places that are known.
"""

from __future__ import annotations

import gc
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naravard_kg import names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import Fact, Raw, facts_of
from naravard_kg.places import Place
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.spans import Address, Lines, Places, Span, Stated
from naravard_kg.terms import RDF, XSD, Cell, Iri, Quad, from_lexical, is_iri
from naravard_kg.vocabulary import near_keys

if TYPE_CHECKING:
    from naravard_kg.plans.jsonld_values import Walk
    from naravard_kg.plans.jsontree import Document

FORMATS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "nt",
    ".nq": "nquads",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
}
_PLAIN = {XSD + "string", RDF + "langString", XSD + "boolean"}
_GUESSES = 100  # keys that a near one is looked for: each costs a look at all that are known
_WHERE = re.compile(r":(\d+):(\d+): ")

Normal = Callable[[Fact], Fact]  # a statement in the form that it is compared in
Judge = Callable[[], tuple[list[Fact], Normal]]
_Told = tuple[str, Span, dict[str, str]]  # a rule that was broken, where, and its facts


@dataclass(frozen=True, slots=True)
class _Reading:
    """What our own reader made of a text, and who judges that: the last one has the last word."""

    stated: list[Stated]
    judges: tuple[Judge, ...]
    address: Address | None = None
    notes: tuple[_Told, ...] = ()


def read(text: str, path: Path) -> Plan:
    """Read RDF, in the syntax that the file's ending names.

    Raises:
        UnreadableFileError: the text is not of that syntax; with line and column.
    """
    with _uncollected():
        return _read(Lines(text, str(path)), path)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: reading makes few, and takes twice the time with it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(lines: Lines, path: Path) -> Plan:
    lines.refuse_surrogates(lines.text)
    reading = _READERS.get(FORMATS[path.suffix.lower()], _of_turtle)(lines, path)
    home = Iri(f"{names.GRAPHS}plan/{names.slug(path.stem) or 'plan'}")
    places = Places(lines, home, reading.address)
    places.add(reading.stated)
    with warnings.catch_warnings(action="ignore"):  # what rdflib deprecates is not the plan's
        settled = _settled(reading)
    if settled is not None:
        places = Places(lines, home, reading.address)
        places.add(settled[0])
        places.add_unplaced(settled[1])
    told = (Note(rule, places.of(span), facts) for rule, span, facts in reading.notes)
    quads = places.quads
    return Plan(str(path), home, quads, places, (*_blank(quads, places), *told))


def _blank(quads: tuple[Quad, ...], places: Places) -> Iterator[Note]:
    """A note for each thing without a name: nothing can refer to it, and no rule looks at it."""
    nowhere = Place(1, 1, 1, 1)
    for node in dict.fromkeys(q.subject for q in quads if q.subject.startswith("_:")):
        yield Note("plan-blank-node", places.get((node,), nowhere))


# --- The readers: each is imported where a file is of its syntax ----------------------------------


def _of_turtle(lines: Lines, path: Path) -> _Reading:
    from naravard_kg.plans import turtle

    facts = facts_of(lines.text, path)
    return _Reading(turtle.read(lines), (lambda: (facts, _normal),))


def _of_json(lines: Lines, path: Path) -> _Reading:
    from naravard_kg.plans import jsonld, jsontree

    document = jsontree.parse(lines)
    jsonld.refuse_remote_contexts(lines, document.root)
    base = path.resolve().as_uri()
    try:
        walk = jsonld.read(lines, document, base)
    except RecursionError:  # terms that rest on terms that rest on terms …
        raise lines.fault("deep", 0) from None
    judges = (lambda: (_by_rdflib(lines, path, base), _normal_by_rdflib),)
    return _Reading(walk.stated, judges, document.pointer, _left_out(document, walk))


def _left_out(document: Document, walk: Walk) -> tuple[_Told, ...]:
    """What a JSON-LD document says that becomes no statement."""
    doubles = [("plan-double-key", at, {"key": key}) for key, at in document.lost]
    near: dict[str, str] = {}
    for key, _, known in walk.unknown:
        if key not in near and len(near) < _GUESSES:
            near[key] = ", ".join(near_keys(key, known)) or "–"
    unknown = [
        ("plan-unknown-key", at, {"key": key, "near": near.get(key, "–")})
        for key, at, _ in walk.unknown
    ]
    loose = [
        ("plan-not-a-thing", (node.start, node.end), {"value": str(node.value)})
        for node in walk.loose
    ]
    return (*doubles, *unknown, *loose)


def _of_xml(lines: Lines, path: Path) -> _Reading:
    """RDF/XML: rdflib is asked where the faster engine stops, or sees something else than we do."""
    from naravard_kg.plans import rdfxml

    base = path.resolve().as_uri()
    blank = Lines(rdfxml.undeclared(lines.text), lines.path)

    def swift() -> tuple[list[Fact], Normal]:
        with suppress(UnreadableFileError):  # at a comment in a text, which is sound
            return facts_of(blank.text, path, base), _normal
        return [], _normal

    judges = (swift, lambda: (_by_rdflib(blank, path, base), _normal_by_rdflib))
    return _Reading(rdfxml.read(lines, base), judges)


_READERS: dict[str, Callable[[Lines, Path], _Reading]] = {"json-ld": _of_json, "xml": _of_xml}


# --- The judges -----------------------------------------------------------------------------------


def _settled(reading: _Reading) -> tuple[list[Stated], list[Fact]] | None:
    """What counts where no engine agrees: statements with places, and some without."""
    own = [known[:3] for known in reading.stated]
    for judge in reading.judges:
        facts, normal = judge()
        if {*own} == {*facts}:
            return None
        ours = {normal(known[:3]): known for known in reversed(reading.stated)}
        theirs = {normal(fact): fact for fact in facts}
        if ours.keys() == theirs.keys() and _blanks(own) == _blanks(facts):
            return None
    return _believed(reading.stated, facts, normal)


def _believed(
    stated: list[Stated], facts: list[Fact], normal: Normal
) -> tuple[list[Stated], list[Fact]]:
    """What an engine says; where that is something else of blank nodes, those have no places.

    It labels them in its own way, and so there is no telling which is which.
    """
    theirs = {normal(fact): fact for fact in facts}
    missing = theirs.keys() - {normal(known[:3]) for known in stated}
    corrected = _corrected(stated, theirs, normal)
    left = [theirs[key] for key in missing - {normal(known[:3]) for known in corrected}]
    alike = _blanks([known[:3] for known in corrected]) == _blanks(facts)
    if alike and not any(map(_has_blank, left)):
        return corrected, left
    named = [known for known in corrected if not _has_blank(known[:3])]
    return named, [*(fact for fact in left if not _has_blank(fact)), *filter(_has_blank, facts)]


def _corrected(stated: list[Stated], theirs: dict[Fact, Fact], normal: Normal) -> list[Stated]:
    """Ours as far as theirs agree: one value in the place of one other is the same, read anew."""
    known = {normal(one[:3]) for one in stated}
    instead: dict[tuple[Iri, Iri], list[Raw]] = defaultdict(list)
    for key, fact in theirs.items():
        if key not in known and not _has_blank(fact[2:]):
            instead[key[:2]].append(fact[2])
    wrong = Counter(key[:2] for key in known if key not in theirs)
    found: list[Stated] = []
    for one in stated:
        key = normal(one[:3])
        if key in theirs:
            found.append(one)
        elif wrong[key[:2]] == len(instead[key[:2]]) == 1:
            found.append((*one[:2], instead[key[:2]][0], *one[3:]))
    return found


def _blanks(facts: list[Fact]) -> int:
    return len({*filter(_has_blank, facts)})


def _has_blank(terms: Iterable[Raw]) -> bool:
    return any(isinstance(term, Iri) and term.startswith("_:") for term in terms)


def _normal(fact: Fact) -> Fact:
    """A statement whose blank nodes are any."""
    subject, predicate, value = fact
    blank = Iri("_:")
    return (
        blank if subject.startswith("_:") else subject,
        predicate,
        blank if isinstance(value, Iri) and value.startswith("_:") else value,
    )


def _normal_by_rdflib(fact: Fact) -> Fact:
    """The same with its literal as rdflib writes it: it keeps the value, not the form."""
    import rdflib

    subject, predicate, value = _normal(fact)
    if isinstance(value, Iri):
        return subject, predicate, value
    form, datatype, language = value
    if datatype in _PLAIN:
        return subject, predicate, (form, datatype, language.lower())
    return subject, predicate, (str(rdflib.Literal(form, datatype=datatype)), datatype, "")


def _by_rdflib(lines: Lines, path: Path, base: str) -> list[Fact]:
    import logging

    import rdflib

    logging.getLogger("rdflib").setLevel(logging.ERROR)
    dataset, syntax = rdflib.Dataset(default_union=True), FORMATS[path.suffix.lower()]
    try:
        dataset.parse(data=lines.text, format=syntax, publicID=base)
        found = [(Iri(_raw(s)), Iri(str(p)), _raw(o)) for s, p, o, _ in dataset.quads()]
        return [fact for fact in found if all(map(_can_be, fact[:2]))]
    except RecursionError:
        raise lines.fault("deep", 0) from None
    except Exception as error:  # noqa: BLE001 -- rdflib raises whatever its parsers raise
        told = " ".join(str(error).split())
        where = _WHERE.search(told)
        offset = lines.offset(int(where[1]), int(where[2]) + 1) if where else 0
        told = told[where.end() if where else 0 :][:200]
        raise lines.fault("syntax", offset, told) from None


def _can_be(term: Iri) -> bool:
    """Whether a subject or a property can be one: rdflib makes them of keys that mean nothing."""
    return term.startswith("_:") or is_iri(term)


def _raw(term: Any) -> Any:
    import rdflib

    if isinstance(term, rdflib.Literal):
        kind = RDF + "langString" if term.language else str(term.datatype or XSD + "string")
        return str(term), kind, term.language or ""
    return Iri(f"_:{term}") if isinstance(term, rdflib.BNode) else Iri(str(term))


def cell(term: Any) -> Cell:
    """The Python value of an rdflib term."""
    raw = _raw(term)
    return raw if isinstance(raw, Iri) else from_lexical(*raw)
