"""Statements as lines of N-Quads, put together from text: a million terms are never objects."""

from __future__ import annotations

from functools import cache

from naravard_kg.names import GRAPHS, ONTOLOGY, THINGS, VOCABULARIES
from naravard_kg.terms import RDF, XSD

DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SSSOM = "https://w3id.org/sssom/"

A = f"<{RDF}type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
PREFERRED = f"<{SKOS}prefLabel>"
TITLE = f"<{DCTERMS}title>"
TYPE = f"<{DCTERMS}type>"
SPATIAL = f"<{DCTERMS}spatial>"
PART_OF = f"<{DCTERMS}isPartOf>"
SUBJECT = f"<{DCTERMS}subject>"
CLASSIFICATION = "<http://www.w3.org/ns/org#classification>"
WITHIN = "<http://www.w3.org/ns/org#subOrganizationOf>"
IN_SCHEME = f"<{SKOS}inScheme>"
TRUE = f'"true"^^<{XSD}boolean>'

Fact = tuple[str, str]  # a property and a value, as they are written in N-Quads


class Page:
    """The statements of one named graph, in the order they are made."""

    def __init__(self, graph: str) -> None:
        """Start a page of a graph, by its name under ``graph/``."""
        self.iri = f"<{GRAPHS}{graph}>"
        self.lines: list[str] = []
        self._end = f" {self.iri} .\n"

    def say(self, subject: str, *facts: Fact) -> None:
        """State facts of a subject."""
        end = self._end
        self.lines += [f"{subject} {about} {value}{end}" for about, value in facts]


@cache
def nv(local: str) -> str:
    """A term of the ontology."""
    return f"<{ONTOLOGY}{local}>"


def thing(name: str) -> str:
    """A thing by its short name."""
    return f"<{THINGS}{name}>"


@cache
def concept(name: str) -> str:
    """A concept of a vocabulary by its short name."""
    return f"<{VOCABULARIES}{name}>"


def whole(number: int) -> str:
    """An integer."""
    return f'"{number}"^^<{XSD}integer>'


def day(date: str) -> str:
    """A date."""
    return f'"{date}"^^<{XSD}date>'


def both(about: str, swedish: str, english: str) -> tuple[Fact, Fact]:
    """A text in both languages."""
    return (about, f'"{swedish}"@sv'), (about, f'"{english}"@en')
