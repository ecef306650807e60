"""A small country: three counties, four documents, and a scheme of three areas to compare by."""

from __future__ import annotations

from pathlib import Path

from naravard_kg import KnowledgeGraph, load
from naravard_kg.compare import Comparison
from naravard_kg.compare.stances import Stance

_PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dok:     <https://w3id.org/naravard/id/dokument/> .
@prefix graf:    <https://w3id.org/naravard/graph/> .
@prefix m8g:     <http://data.europa.eu/m8g/> .
@prefix nv:      <https://w3id.org/naravard/ontology#> .
@prefix org:     <http://www.w3.org/ns/org#> .
@prefix plats:   <https://w3id.org/naravard/id/plats/> .
@prefix prov:    <http://www.w3.org/ns/prov#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix x:       <https://w3id.org/naravard/id/omrade/> .
@prefix m:       <https://w3id.org/naravard/id/mal/> .
@prefix u:       <https://w3id.org/naravard/id/uppdrag/> .
@prefix n:       <https://w3id.org/naravard/id/notering/> .
@prefix p:       <https://w3id.org/naravard/id/plan/> .
@prefix a:       <https://w3id.org/naravard/id/avtal/> .
@prefix aktor:   <https://w3id.org/naravard/id/aktor/> .
@prefix o:       <https://w3id.org/naravard/id/organ/> .
@prefix b:       <https://w3id.org/naravard/id/belagg/> .
@prefix c:       <https://w3id.org/naravard/vocab/utvecklingsomrade/> .
@prefix s:       <https://w3id.org/naravard/vocab/status/> .
@prefix v-niva:  <https://w3id.org/naravard/vocab/organniva/> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
"""

_LAND = """
plats:lan-12 a m8g:AdminUnit ; rdfs:label "Skåne län"@sv , "Skåne County"@en .
plats:lan-18 a m8g:AdminUnit ; rdfs:label "Örebro län"@sv , "Örebro County"@en .
plats:lan-14 a m8g:AdminUnit ; rdfs:label "Västra Götalands län"@sv .
plats:sa a nv:SubRegion ; dcterms:isPartOf plats:lan-14 ; rdfs:label "Södra Älvsborg"@sv .
"""


def small(folder: Path, statements: str, issued: str = "2021-03-01") -> KnowledgeGraph:
    """The ontology with a country of documents ``a`` (lan-12), ``b`` (lan-18) and ``c`` (sa).

    *statements* is TriG; ``GRAPH graf:kalla/a { … }`` is what document a says.
    """
    places = {"a": "plats:lan-12", "b": "plats:lan-18", "c": "plats:sa"}
    documents = "".join(
        f"""
        <https://w3id.org/naravard/graph/kalla/{name}> {{
            <https://w3id.org/naravard/graph/kalla/{name}> a prov:Bundle ; prov:hadPrimarySource dok:{name} .
            dok:{name} a nv:SourceDocument ; dcterms:title "Dokument {name}"@sv ;
                dcterms:spatial {place} ; dcterms:issued "{issued}"^^xsd:date .
        }}
        """
        for name, place in places.items()
    )
    path = folder / "land.trig"
    path.write_text(f"{_PREFIXES}{_LAND}{documents}{statements}", encoding="utf-8")
    return load([path], shipped=False)


def says(name: str, statements: str) -> str:
    """What a document says, as TriG."""
    return f"<https://w3id.org/naravard/graph/kalla/{name}> {{ {statements} }}\n"


def area(name: str, **more: str) -> str:
    """An area with a name and evidence."""
    extra = "".join(f" ; {key.replace('_', ':')} {value}" for key, value in more.items())
    return f'x:{name} a nv:DevelopmentArea ; skos:prefLabel "{name}"@sv ; nv:hasEvidence b:1{extra} .\n'


def cell(found: Comparison, concept: str, who: str) -> Stance:
    """One cell of a comparison by areas."""
    return found.stance(f"vocab/utvecklingsomrade/{concept}", f"plats/{who}")
