"""A citation in a reader's language: the line that a journal prints, and what stands below it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naravard_kg import names
from naravard_kg.citing import NARAVARD, THING, Citation
from naravard_kg.dates import period
from naravard_kg.labels import labels
from naravard_kg.origins import SITE, Origin
from naravard_kg.render.cells import shown, worded
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.visible import visible
from naravard_kg.words import say

_NOTED = ("cite.copy", "cite.in-graph", "cite.link")  # what a reference has no field for
_TWO = 2


@dataclass(frozen=True, slots=True)
class Reference:
    """What reference managers ask for, in words; empty where it is not known.

    ``edtf`` is its time as stated and ``time`` the same in words; ``notes`` are what a reference
    has no field for, as pairs of a heading and what is said. ``below`` is all that stands below
    the ``line``.
    """

    key: str
    kind: str
    title: str
    translated: str = ""
    by: tuple[str, ...] = ()
    edtf: str = ""
    time: str = ""
    genre: str = ""
    number: str = ""
    version: str = ""
    url: str = ""
    language: str = "sv"
    line: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    below: tuple[tuple[str, str], ...] = ()

    @property
    def year(self) -> int | None:
        """The year it is filed under: the first that its time allows, else the last."""
        known = period(self.edtf) if self.edtf else None
        day = (known.first or known.last) if known else None
        return day.year if day else None

    @property
    def note(self) -> str:
        """The notes in one sentence."""
        return "; ".join(f"{heading}: {said}" for heading, said in self.notes)


def references(graph: Answers, cited: Sequence[Citation], language: str) -> tuple[Reference, ...]:
    """Each citation in words, its things by their labels in *language*."""
    known = labels(graph, (c for one in cited for c in _cells(one)), language)
    return tuple(reference(one, known, language) for one in cited)


def _cells(cited: Citation) -> Iterator[Cell]:
    yield from (*cited.by, *cited.types, *cited.documents)


def reference(cited: Citation, known: Mapping[Iri, str], language: str) -> Reference:
    """One citation in words."""
    if cited.kind == NARAVARD:
        return _naravard(cited.hand, language)
    if cited.made is not None:
        return _file(cited, cited.made, language)
    return _thing(cited, known, language)


def _naravard(hand: Origin, language: str) -> Reference:
    day = hand.data.isoformat() if hand.data else ""
    facts = {"version": hand.version, "url": SITE, "data": data(hand, language)}
    title = f"Naravard: {say('cite.title').in_(language)}"
    genre = say("cite.genre").in_(language)
    licence = say("cite.licence").in_(language)
    line = say("cite.naravard", title=title, year=day[:4], genre=genre, licence=licence, **facts)
    return Reference(
        key=f"naravard-{_slug(hand.version)}",
        kind=NARAVARD,
        title=title,
        by=("Naravard",),
        edtf=day,
        time=day[:4],
        genre=genre,
        version=hand.version,
        url=SITE,
        language=language,
        line=line.in_(language),
        notes=(
            (say("cite.digest").in_(language), hand.digest),
            (say("cite.licences").in_(language), licence),
        ),
    )


def data(told: Origin, language: str) -> str:
    """The data that something was made from: its day and checksum, or where it lies."""
    if told.source:
        return say("cite.data.source", source=visible(told.source)).in_(language)
    day = told.data.isoformat() if told.data else "–"
    return say("cite.data.shipped", day=day, digest=visible(told.digest) or "–").in_(language)


def _file(cited: Citation, made: Origin, language: str) -> Reference:
    title, day = visible(str(cited.titles[0])), made.made.isoformat()
    genre = say(f"cite.kind.{cited.kind}").in_(language)
    version, from_data = visible(made.version), data(made, language)
    line = say(
        "cite.file", year=day[:4], title=title, genre=genre,
        day=day, version=version, data=from_data, url=SITE,
    )  # fmt: skip
    made_with = (say("cite.made-with").in_(language), f"Naravard {version}, {from_data}")
    again = (say("cite.again").in_(language), cited.again)
    below = (again,) if cited.again else ()
    return Reference(
        key=f"naravard-{_slug(Path(cited.path).name)}",
        kind=cited.kind,
        title=title,
        by=("Naravard",),
        edtf=day,
        time=day[:4],
        genre=genre,
        version=version,
        url=SITE,
        language=language,
        line=line.in_(language),
        notes=(made_with, *below),
        below=below,
    )


def _thing(cited: Citation, known: Mapping[Iri, str], language: str) -> Reference:
    thing = cited.thing or Iri(SITE)
    title, translated, tongue = _titles(cited.titles, language)
    times = cited.times if cited.occasion != "force" else ()  # an act is not from that day
    dated = times[0] if times else ""
    pages = cited.links if cited.kind == "document" and len(cited.links) == 1 else ()
    made = Reference(
        key=_slug(names.short(thing)),
        kind=cited.kind,
        title=title,
        translated=translated,
        by=tuple(visible(_label(cell, known)) for cell in cited.by),
        edtf=dated if _is_time(dated) else "",
        time=" / ".join(visible(worded(time, language)) for time in times),
        genre=", ".join(visible(_label(cell, known)).lower() for cell in cited.types),
        number=", ".join(map(visible, (*cited.numbers, *cited.cases))),
        url=visible(pages[0]) if pages else thing if cited.kind == THING else "",
        language=tongue,
    )
    below = [(key, say(key).in_(language), said) for key, said in _below(cited, known, language)]
    return replace(
        made,
        line=_line(made, language),
        notes=tuple((heading, said) for key, heading, said in below if key in _NOTED),
        below=tuple((heading, said) for _, heading, said in below),
    )


def _line(made: Reference, language: str) -> str:
    """As a journal prints it: who (when). What [translation] [kind]. Number. Address."""
    undated = "" if made.kind == "act" else say("cite.undated").in_(language)
    time = f" ({made.time or undated})" if made.time or undated else ""
    title = made.title + (f" [{made.translated}]" if made.translated else "")
    title += f" [{made.genre}]" if made.genre else ""
    plain = len(made.by) == _TWO and not any("," in by for by in made.by)
    by = (" & " if plain else "; ").join(made.by)
    head = f"{by}{time}. {title}" if by else f"{title}{time}"
    parts = [part for part in (head, made.number) if part]
    return ". ".join(parts) + "." + (f" {made.url}" if made.url else "")


def _titles(titles: Sequence[Cell], language: str) -> tuple[str, str, str]:
    """The title in Swedish, as the sources have it, its translation, and the title's language."""
    tongues = {title.language: str(title) for title in titles if isinstance(title, Text)}
    original = tongues.get("sv", str(titles[0]))
    tongue = next((t for t, title in tongues.items() if title == original), "sv")
    other = tongues.get(language, original)
    tongue = "sv" if "sv" in tongues else tongue
    return visible(original), visible(other) if other != original else "", tongue


def _below(cited: Citation, known: Mapping[Iri, str], language: str) -> Iterator[tuple[str, str]]:
    """What stands below the line: the key of each heading, and what is said."""
    if cited.role:
        said = ", ".join(shown(cell, known, language) for cell in cited.by)
        yield f"cite.by.{cited.role}", visible(said)
    if cited.occasion:
        said = ", ".join(worded(time, language) for time in cited.times)
        yield f"cite.on.{cited.occasion}", visible(said)
    for key, several in (
        ("cite.number", cited.numbers),
        ("cite.case", cited.cases),
        ("cite.link", cited.links),
        ("cite.copy", [f"sha256:{checksum}" for checksum in cited.checksums]),
        ("cite.stated-in", [names.short(document) for document in cited.documents]),
    ):
        if several:
            yield key, visible(", ".join(several))
    if cited.thing:
        yield "cite.in-graph", f"{names.short(cited.thing)}, {cited.thing}"


def _label(cell: Cell, known: Mapping[Iri, str]) -> str:
    return known.get(cell, names.short(cell)) if isinstance(cell, Iri) else str(cell)


def _is_time(text: str) -> bool:
    try:
        return bool(text) and period(text) is not None
    except ValueError:
        return False


def _slug(text: str) -> str:
    """Letters that every reference manager takes in a key."""
    return re.sub(r"[^a-z0-9.]+", "-", names.fold(text)).strip("-.") or "x"


def unique(made: Iterable[Reference]) -> list[Reference]:
    """The references in order, each once and under a key of its own."""
    found: dict[str, Reference] = {}
    for one in dict.fromkeys(made):
        numbered = (f"{one.key}-{n}" if n > 1 else one.key for n in itertools.count(1))
        key = next(key for key in numbered if key not in found)
        found[key] = replace(one, key=key)
    return list(found.values())
