"""Who is compared: regions and counties, parts of them, documents, plans, agreements, bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from naravard_kg import names, queryfiles
from naravard_kg.compare import frame
from naravard_kg.compare.frame import NATIONAL, Frame
from naravard_kg.compare.stances import Party
from naravard_kg.errors import UnknownNameError
from naravard_kg.find import Heard, resolve, resolve_who
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri


def parties(
    heard: Heard,
    who: Sequence[str],
    days: Sequence[date],
    national: Frame,
    *,
    and_first: Iri | None = None,
) -> tuple[Party, ...]:
    """The sides of a comparison; of every county that has documents where nobody is named.

    Several days make a side of each party on each day. ``and_first`` is one of them in any case.

    Raises:
        UnknownNameError: nothing has such a name.
        AmbiguousNameError: several things have it.
    """
    graph = heard.graph
    named = [who_is(graph, name, heard) for name in who] or _counties(heard.documents)
    if and_first and (who or and_first not in named):
        named = [and_first, *named]
    sides = [_party(graph, iri, heard.documents, national) for iri in dict.fromkeys(named)]
    parts = _parts(heard, sides)
    sides = [replace(side, part=parts.get(side.who)) for side in sides]
    return tuple(replace(side, as_of=day) for side in sides for day in days or (None,))


def who_is(graph: Answers, name: str, heard: Heard | None = None) -> Iri:
    """The party that *name* stands for: a place or document, the national frame, or a thing.

    Raises:
        UnknownNameError: nothing has that name; suggests the nearest.
        AmbiguousNameError: several things have it.
    """
    if names.fold(name) in frame.WORDS:
        return NATIONAL
    try:
        return resolve_who(graph, name, heard=heard)
    except UnknownNameError as unknown:
        try:
            return resolve(graph, name)
        except UnknownNameError as nothing:
            raise (nothing if nothing.near else unknown) from None


def _counties(speaking: Iterable[Iri]) -> list[Iri]:
    """The counties, which the others are parts or authorities of."""
    return sorted(who for who in speaking if who.startswith(names.THINGS + "plats/lan-"))


def _party(graph: Answers, who: Iri, speaking: dict[Iri, set[Iri]], national: Frame) -> Party:
    if who in speaking:
        return Party(who, frozenset(speaking[who]))
    everything = frozenset().union(*speaking.values())
    if who == NATIONAL:
        return Party(who, everything, frozenset(national), national=True)
    rows = graph.select(queryfiles.internal("scope").bind({"whole": [who]})).rows
    return Party(who, everything, frozenset(Iri(str(thing)) for _, thing in rows))


def _parts(heard: Heard, sides: Iterable[Party]) -> dict[Iri, Iri]:
    """For a county whose documents are all about one part of it, that part."""
    counties = {side.who: side.documents for side in sides if _is_place(side.who)}
    places = {who: set().union(*(heard.about[d] for d in of)) for who, of in counties.items()}
    return {who: part for who, (part, *more) in places.items() if not more and part != who}


def _is_place(who: Iri) -> bool:
    return who.startswith(names.THINGS + "plats/")
