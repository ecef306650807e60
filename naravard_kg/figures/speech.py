"""The words of a figure: the names of parties and rows, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from naravard_kg import names
from naravard_kg.compare.stances import STATES, Comparison, Party, Row
from naravard_kg.figures import signs
from naravard_kg.figures.letters import plain
from naravard_kg.labels import labels
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.words import say

_MOST_NAMED = 6  # parties in a title


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in a language; by their short names where nothing is known."""

    language: str
    known: Mapping[Iri, str] = field(default_factory=dict)

    def of(self, thing: Iri) -> str:
        """The name of a thing."""
        return plain(self.known.get(thing) or names.short(thing))

    def party(self, party: Party) -> str:
        """The name of a party, with the part that it is about and the day it is seen on."""
        name = self.say("compare.national.party") if party.national else self.of(party.who)
        part = f" ({self.of(party.part)})" if party.part else ""
        day = f" @{party.as_of.isoformat()}" if party.as_of else ""
        return name + part + day

    def row(self, row: Row) -> tuple[str, ...]:
        """The parts of a row's name."""
        unsaid = self.say("compare.unsaid")
        return tuple(self.of(part) if part else unsaid for part in row.key)

    def say(self, key: str, **facts: object) -> str:
        """An entry of the catalogue."""
        return say(key, **facts).in_(self.language)


def called(graph: Answers | None, things: Iterable[Iri | None], language: str) -> Names:
    """The names of things; in one question."""
    wanted = [thing for thing in things if thing is not None]
    return Names(language, labels(graph, wanted, language) if graph is not None else {})


def of_comparison(comparison: Comparison, language: str, *, things: bool = False) -> Names:
    """The names of a comparison's parties and rows, and of the things in its cells."""
    parties = [iri for party in comparison.parties for iri in (party.who, party.part)]
    rows = [part for row in comparison.rows for part in row.key]
    cells = [e.thing for row in comparison.rows for s in row.stances for e in s.entries]
    wanted = [*parties, *rows, *(cells if things else ())]
    return called(comparison.graph, wanted, language)


def aspect(comparison: Comparison, language: str) -> str:
    """By what is compared, with a capital letter."""
    told = plain(comparison.aspect.label.in_(language))
    return told[:1].upper() + told[1:]


def parties(known: Names, sides: Sequence[Party]) -> str:
    """The parties by name, or how many there are."""
    if len(sides) > _MOST_NAMED:
        return known.say("figure.parties", count=len(sides))
    return ", ".join(known.party(side) for side in sides)


def title(comparison: Comparison, known: Names) -> str:
    """By what is compared, and who."""
    told = aspect(comparison, known.language), parties(known, comparison.parties)
    return ": ".join(filter(None, told))


def summary(comparison: Comparison, known: Names) -> str:
    """How many rows there are, and of each party how many are in which state."""
    told = [known.say("figure.told.rows", count=len(comparison.rows))]
    for i, party in enumerate(comparison.parties):
        states = [row.stances[i].state for row in comparison.rows]
        counted = ((state, states.count(state)) for state in STATES)
        parts = [f"{known.say(f'compare.state.{state}')} {n}" for state, n in counted if n]
        told.append(f"{known.party(party)}: {', '.join(parts) or 0}.")
    return " ".join(told)


def lower(comparison: Comparison, language: str) -> str:
    """By what is compared, in the middle of a sentence."""
    return plain(comparison.aspect.label.in_(language))


def sign(known: Names, name: str) -> str:
    """What a sign says, in words."""
    told = known.say(signs.words(name))
    if signs.is_match(name):
        return f"{known.say('compare.state.stated')}: {told}"
    return told
