"""Who is compared: regions and counties, parts of them, documents, plans, agreements, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from naravard_kg import names, queryfiles
from naravard_kg.compare import frame
from naravard_kg.compare.frame import NATIONAL, Frame
from naravard_kg.compare.stances import Party
from naravard_kg.errors import UnknownNameError
from naravard_kg.find import resolve, resolve_who
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri


def parties(
    graph: Answers, who: Sequence[str], days: Sequence[date], national: Frame
) -> tuple[Party, ...]:
    """The sides of a comparison; of every county that has documents where nobody is named.

    Several days make a side of each party on each day.

    Raises:
        UnknownNameError: nothing has such a name.
        AmbiguousNameError: several things have it.
    """
    speaking = _speaking(graph)
    named = list(dict.fromkeys([_who(graph, name) for name in who] or _counties(speaking)))
    parts = _parts(graph, [iri for iri in named if iri in speaking])
    sides = [_party(graph, iri, speaking, national) for iri in named]
    sides = [replace(side, part=parts.get(side.who)) for side in sides]
    return tuple(replace(side, as_of=day) for side in sides for day in days or (None,))


def who_is(graph: Answers, name: str) -> Iri:
    """The party that *name* stands for: a place or document, the national frame, or a thing.

    Raises:
        UnknownNameError: nothing has that name; suggests the nearest.
        AmbiguousNameError: several things have it.
    """
    return _who(graph, name)


def _who(graph: Answers, name: str) -> Iri:
    if names.fold(name) in frame.WORDS:
        return NATIONAL
    try:
        return resolve_who(graph, name)
    except UnknownNameError as unknown:
        try:
            return resolve(graph, name)
        except UnknownNameError as nothing:
            raise (nothing if nothing.near else unknown) from None


def _speaking(graph: Answers) -> dict[Iri, set[Iri]]:
    """For each place, region and document, the documents that speak for it."""
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for who, _, document in graph.select(queryfiles.internal("who").sparql).rows:
        found[Iri(str(who))].add(Iri(str(document)))
    return found


def _counties(speaking: Iterable[Iri]) -> list[Iri]:
    """The counties, which the others are parts or authorities of."""
    return sorted(who for who in speaking if who.startswith(names.THINGS + "plats/lan-"))


def _party(graph: Answers, who: Iri, speaking: dict[Iri, set[Iri]], national: Frame) -> Party:
    if who in speaking:
        return Party(who, frozenset(speaking[who]))
    everything = frozenset().union(*speaking.values())
    if who == NATIONAL:
        return Party(who, everything, frozenset(national.sources), national=True)
    rows = graph.select(queryfiles.internal("scope").bind({"whole": [who]})).rows
    return Party(who, everything, frozenset(Iri(str(thing)) for _, thing in rows))


def _parts(graph: Answers, who: Sequence[Iri]) -> dict[Iri, Iri]:
    """For a county whose documents are all about one part of it, that part."""
    about: dict[Iri, set[Iri]] = {}
    for iri in who:
        rows = graph.select(queryfiles.named("documents-about").bind({"who": [iri]})).rows
        about[iri] = {Iri(str(place)) for _, place in rows}
    return {iri: part for iri, (part, *more) in about.items() if not more and part != iri}
