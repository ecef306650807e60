"""What a made-up nation is made up from: the real counties, and who takes up what in them.

Counties, municipalities and shared concepts are those of the shipped files. Which county takes up
which concept, and of which classes it says nothing, is drawn once: some concepts are taken up by
all, most by some, one in each scheme by nobody, however many documents there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from naravard_kg import resources
from naravard_kg.graph import KnowledgeGraph, load_files
from naravard_kg.names import THINGS, VOCABULARIES
from naravard_kg.terms import Cell

AREAS, GROUPS, METHODS = "utvecklingsomrade", "malgrupp", "arbetssatt"
OPTIONAL = ("Risk", "Challenge", "Principle", "DigitalTool", "Condition", "Proposal")
_MOST_SILENT = 8  # counties that say nothing of a class
_PLACES = THINGS + "plats/"
_NAMES = """
PREFIX m8g: <http://data.europa.eu/m8g/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iri ?name WHERE { ?iri a m8g:AdminUnit ; rdfs:label ?name } ORDER BY ?iri ?name"""
_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?name WHERE { ?iri skos:inScheme <%s> ; skos:prefLabel ?name } ORDER BY ?iri ?name"""


@dataclass(frozen=True, slots=True)
class Topic:
    """A shared concept: its name under ``vocab/``, and its labels."""

    name: str
    swedish: str
    english: str


@dataclass(frozen=True, slots=True)
class County:
    """A county: its code, its names, its municipalities, and what its documents are about.

    ``neighbour`` is the code of another, ``silent`` are the classes of which it says nothing.
    """

    code: str
    swedish: str
    english: str
    neighbour: str
    municipalities: tuple[str, ...]
    topics: Mapping[str, tuple[Topic, ...]]
    silent: frozenset[str]


def counties(seed: int) -> list[County]:
    """All counties, by code; the same for the same seed."""
    files = (path for path in resources.data_files() if path.parent.name == "reference")
    places = _named(load_files(files), _NAMES, _PLACES)
    codes = [name.removeprefix("lan-") for name in places if name.startswith("lan-")]
    municipal = [name.removeprefix("kommun-") for name in places if name.startswith("kommun-")]
    taken, silent = _taken(codes, seed), _silent(codes, seed)
    return [
        County(
            code,
            *places[f"lan-{code}"],
            neighbour=codes[place - 1],
            municipalities=tuple(one for one in municipal if one.startswith(code)),
            topics={scheme: tuple(by.get(code, ())) for scheme, by in taken.items()},
            silent=frozenset(kind for kind, those in silent.items() if code in those),
        )
        for place, code in enumerate(codes)
    ]


def _taken(codes: list[str], seed: int) -> dict[str, dict[str, list[Topic]]]:
    """For each scheme the topics of each county."""
    graph = load_files(resources.ontology_files())
    found: dict[str, dict[str, list[Topic]]] = {}
    for scheme in (AREAS, GROUPS, METHODS):
        named = _named(graph, _CONCEPTS % (VOCABULARIES + scheme), VOCABULARIES)
        topics = [Topic(name, *labels) for name, labels in named.items()]
        found[scheme] = _spread(topics, codes, Random(f"{seed}/{scheme}"))  # noqa: S311 -- no secret
    return found


def _spread(topics: list[Topic], codes: list[str], chance: Random) -> dict[str, list[Topic]]:
    """Some topics to all counties, then ever fewer, the last to none."""
    chance.shuffle(topics)
    found: dict[str, list[Topic]] = {}
    for rank, topic in enumerate(reversed(topics)):
        reach = min(len(codes), round(1.2 * len(codes) * rank / (len(topics) - 1)))
        for code in chance.sample(codes, reach):
            found.setdefault(code, []).append(topic)
    return found


def _silent(codes: list[str], seed: int) -> dict[str, list[str]]:
    """For each class that may be left out the counties that say nothing of it."""
    chance = Random(f"{seed}/silence")  # noqa: S311 -- data, no secret
    return {kind: chance.sample(codes, chance.randint(2, _MOST_SILENT)) for kind in OPTIONAL}


def _named(graph: KnowledgeGraph, sparql: str, base: str) -> dict[str, tuple[str, str]]:
    """Names under *base* with their labels in Swedish and English, in order."""
    labels: dict[str, dict[str, str]] = {}
    for iri, name in graph.select(sparql).rows:
        if str(iri).startswith(base):
            labels.setdefault(str(iri).removeprefix(base), {})[_language(name)] = str(name)
    return {name: _pair(by.values(), by) for name, by in labels.items()}


def _language(name: Cell) -> str:
    return str(getattr(name, "language", ""))


def _pair(any_of: Iterable[str], by: Mapping[str, str]) -> tuple[str, str]:
    spare = next(iter(any_of))
    return by.get("sv", spare), by.get("en", spare)
