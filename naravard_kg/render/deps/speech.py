"""How things and edges of a dependency answer are told: marks, titles, grounds, wrapped lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.network import Network
from naravard_kg.dependencies.states import SETTLED, State
from naravard_kg.evidence import Passage, of_nodes, texts_in, verified
from naravard_kg.labels import labels
from naravard_kg.render import prose
from naravard_kg.render.cells import Reader
from naravard_kg.terms import Iri
from naravard_kg.words import say

MARKS = {
    "settled": "✓",
    "under-way": "◐",
    "resting": "‖",
    "open": "○",
    "lapsed": "✕",
    "unknown": "?",
    "": "·",
}
STEP = "  "
_HANG = STEP * 2
_NARROWEST = 20


@dataclass(frozen=True)
class Speech:
    """What a teller needs: the network, the reader's language and width, and what is told."""

    network: Network
    language: str
    width: int
    labels: Mapping[Iri, str]
    states: Mapping[Iri, State]
    edges: tuple[Edge, ...] = ()
    inferred: frozenset[tuple[Iri, Iri]] = frozenset()  # pairs that no source states
    passages: Mapping[Iri, Passage] = field(default_factory=dict)

    def say(self, key: str, **facts: object) -> str:
        """An entry of the catalogue in the reader's language."""
        return say(key, **facts).in_(self.language)

    def title(self, thing: Iri) -> str:
        """A thing with its mark, its name, its label and its status."""
        told = f"{self.mark(thing)} {names.short(thing)}"
        label, status = self.labels.get(thing, ""), self.status(thing)
        told += f"  {label}" if label and label != names.short(thing) else ""
        return told + (f"  [{status}]" if status else "")

    def mark(self, thing: Iri) -> str:
        """The mark of how far a thing has come."""
        return MARKS[self.states.get(thing, State()).phase]

    def status(self, thing: Iri) -> str:
        """The latest status in words; that it is settled, where a decision settled it."""
        state = self.states.get(thing, State())
        if state.status:
            return self.labels.get(state.status, names.short(state.status))
        return self.say("blocks.settled") if state.phase == SETTLED else ""

    def verb(self, edge: Edge) -> str:
        """How the one that depends relates to the other, in words."""
        return self.network.view.verbs[edge.via].words.in_(self.language)

    def heading(self, edge: Edge) -> str:
        """The same as the heading of what it depends on, with what it means."""
        verb = self.network.view.verbs[edge.via]
        told = self.verb(edge)
        note = f" ({verb.note.in_(self.language)})" if verb.note else ""
        return f"{told[:1].upper()}{told[1:]}{note}:"

    def grounds(self, edge: Edge) -> Iterator[str]:
        """Of what kind and strength an edge is, whether it is stated, and where."""
        facts = [self.labels[iri] for iri in (edge.kind, edge.strength) if iri]
        if edge.through:
            facts.append(self.say("deps.derived", through=_listed(edge.through)))
        facts.append(self.say("blocks.inferred" if edge.inferred else "blocks.stated"))
        yield f"= {', '.join(facts)}"
        for citation in edge.citations:
            yield f"@ {citation.locator}  {names.short(citation.evidence)}"
            passage = self.passages.get(citation.evidence)
            if passage is not None and passage.words:
                yield f"“{' '.join(passage.words.split())}”"


def wrapped(line: str, width: int) -> list[str]:
    """A line cut to a width, what follows hanging under it; a name is never cut."""
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    room = max(width, len(indent) + len(_HANG) + _NARROWEST)
    return prose.wrapped(text, room, indent, _HANG) or [""]


def speech(
    network: Network,
    things: Iterable[Iri],
    edges: Iterable[Edge],
    states: Mapping[Iri, State],
    reader: Reader,
) -> Speech:
    """A teller of *things* and *edges*, with the passages' words where the texts are at hand."""
    told = list(edges)
    parts = {part for e in told for part in (e.kind, e.strength, e.depender, e.dependee) if part}
    statuses = {state.status for state in states.values() if state.status}
    known = labels(network.answers, {*things, *parts, *statuses}, reader.lang)
    passages = _passages(network, told, reader.sources)
    stated = {(e.depender, e.dependee) for e in told if not e.inferred}
    drawn = frozenset((e.depender, e.dependee) for e in told) - stated
    return Speech(network, reader.lang, reader.width, known, states, tuple(told), drawn, passages)


def _passages(network: Network, edges: list[Edge], sources: str | None) -> dict[Iri, Passage]:
    if sources is None:
        return {}
    texts = texts_in(Path(sources))
    cited = sorted({citation.evidence for edge in edges for citation in edge.citations})
    return {p.evidence: verified(p, texts) for p in of_nodes(network.answers, cited)}


def listed(speech: Speech, key: str, things: Iterable[str | Iri]) -> list[str]:
    """An entry of the catalogue followed by names; no line where there are none."""
    told = _listed(things)
    return [f"{STEP}{speech.say(key)} {told}"] if told else []


def grounding(speech: Speech) -> list[str]:
    """How many of the edges behind an answer are stated, and how many the curator inferred."""
    inferred = sum(edge.inferred for edge in speech.edges)
    if not speech.edges:
        return []
    stated = len(speech.edges) - inferred
    return ["", speech.say("deps.grounds", stated=stated, inferred=inferred)]


def titles(speech: Speech, key: str, things: Sequence[Iri]) -> list[str]:
    """An entry of the catalogue as a heading over things, a line each."""
    if not things:
        return []
    return [speech.say(key), *(STEP + speech.title(thing) for thing in things)]


def _listed(things: Iterable[str | Iri]) -> str:
    return ", ".join(names.short(thing) for thing in things)


def plural(number: int) -> str:
    """The end of the key of a phrase with a number in it; one is worded apart."""
    return "one" if number == 1 else "many"
