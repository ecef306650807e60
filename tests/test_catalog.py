"""The description of the data set that other catalogues harvest: complete, current, both languages.

Source:
    DCAT-AP-SE, the Swedish profile of DCAT-AP, https://docs.dataportal.se/dcat/en/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, RDF

from naravard_kg import KnowledgeGraph, names, resources

PATH = resources.root() / "data" / "catalog.ttl"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is DCAT 2
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
LICENSE = "http://creativecommons.org/licenses/by/4.0/"
CATALOG = rdflib.Graph().parse(PATH, format="turtle")
MANDATORY = {
    DCAT.Catalog: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset},
    DCAT.Dataset: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher},
    DCAT.Distribution: {DCAT.accessURL, DCTERMS.license},
    FOAF.Agent: {FOAF.name},
    VCARD.Organization: {VCARD.fn},
}
RECOMMENDED = {
    DCAT.Catalog: {DCTERMS.issued, DCTERMS.language, DCTERMS.license, FOAF.homepage},
    DCAT.Dataset: {
        DCAT.contactPoint,
        DCAT.distribution,
        DCAT.keyword,
        DCAT.landingPage,
        DCAT.theme,
        DCAT.version,
        DCTERMS.accrualPeriodicity,
        DCTERMS.conformsTo,
        DCTERMS.language,
        DCTERMS.spatial,
    },
    DCAT.Distribution: {DCAT.downloadURL, DCAT.mediaType, DCTERMS.format, DCTERMS.title},
}
FORMS = {".trig": ("application/trig", "RDF_TRIG"), ".ttl": ("text/turtle", "RDF_TURTLE")}


def _of(kind: rdflib.URIRef) -> list[rdflib.URIRef]:
    nodes = CATALOG.subjects(RDF.type, kind)
    return sorted(node for node in nodes if isinstance(node, rdflib.URIRef))


def _values(things: Iterable[rdflib.URIRef], prop: rdflib.URIRef) -> set[str]:
    return {str(value) for thing in things for value in CATALOG.objects(thing, prop)}


def _file(distribution: rdflib.URIRef) -> Path:
    (address,) = _values([distribution], DCAT.downloadURL)
    return resources.root() / address.removeprefix(names.BASE)


DISTRIBUTIONS = _of(DCAT.Distribution)


@pytest.mark.parametrize("required", [MANDATORY, RECOMMENDED], ids=["mandatory", "recommended"])
def test_what_a_harvester_asks_for_is_there(
    required: dict[rdflib.URIRef, set[rdflib.URIRef]],
) -> None:
    """A portal drops an entry that lacks a mandatory property, and hides one that says little."""
    lacking = [
        (str(thing), str(prop))
        for kind, props in required.items()
        for thing in _of(kind)
        for prop in props
        if CATALOG.value(thing, prop, any=True) is None
    ]

    assert all(_of(kind) for kind in required)
    assert lacking == []


@pytest.mark.parametrize("prop", [DCTERMS.title, DCTERMS.description, DCAT.keyword])
def test_it_is_told_in_both_languages(prop: rdflib.URIRef) -> None:
    """The portal shows Swedish, the European one English."""
    things = set(CATALOG.subjects(prop))
    told = {
        thing: {str(getattr(value, "language", "")) for value in CATALOG.objects(thing, prop)}
        for thing in things
    }

    assert things >= (set(_of(DCAT.Dataset)) if prop == DCAT.keyword else set(DISTRIBUTIONS))
    assert {thing: tags for thing, tags in told.items() if tags != {"sv", "en"}} == {}


def test_every_form_that_is_shipped_is_told_of_and_no_other() -> None:
    """A file without an entry is never found, an entry without a file is a dead link."""
    ontology = resources.root() / "ontology"
    shipped = [*resources.data_files(), ontology / "naravard.ttl", *ontology.glob("vocab/*.ttl")]

    assert sorted(map(_file, DISTRIBUTIONS)) == sorted(shipped)
    assert _values(_of(DCAT.Dataset), DCAT.distribution) == set(map(str, DISTRIBUTIONS))


@pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda iri: str(iri).partition("#")[2])
def test_a_form_is_what_it_says(distribution: rdflib.URIRef) -> None:
    """The type decides what a portal offers to do with the file; the address is what it holds."""
    media, kind = FORMS[_file(distribution).suffix]
    (address,) = _values([distribution], DCAT.accessURL)
    media_type = f"https://www.iana.org/assignments/media-types/{media}"

    assert _values([distribution], DCAT.mediaType) == {media_type}
    assert _values([distribution], DCTERMS.format) == {f"{EU}file-type/{kind}"}
    assert f"<{address}>" in _written_out(_file(distribution))


def _written_out(path: Path) -> str:
    """The text of a file with its prefixes written out where they stand in an IRI."""
    text = path.read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"@prefix ([\w-]*): <([^>]*)>", text))
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, prefixes))}):([\w-]+)")
    return pattern.sub(lambda match: f"<{prefixes[match[1]]}{match[2]}>", text)


def test_the_version_is_that_of_the_ontology() -> None:
    """One number counts for ontology, rules, data and code."""
    assert _values(_of(DCAT.Dataset), DCAT.version) == {resources.version()}


def test_the_licence_is_the_one_that_is_granted() -> None:
    """A portal tells users what they may do by this line alone."""
    granted = (PATH.parents[1] / "LICENSE-DATA").read_text(encoding="utf-8")
    licensed = {*_of(DCAT.Catalog), *_of(DCAT.Dataset), *DISTRIBUTIONS}

    assert {str(CATALOG.value(thing, DCTERMS.license)) for thing in licensed} == {LICENSE}
    assert LICENSE.removeprefix("http:") in granted


def test_it_is_about_health_in_four_counties_of_sweden() -> None:
    """Portals filter by theme and by place, from the European lists."""
    nuts = {
        f"http://data.europa.eu/nuts/code/{code}" for code in ("SE124", "SE224", "SE232", "SE322")
    }

    assert _values(_of(DCAT.Dataset), DCAT.theme) == {f"{EU}data-theme/HEAL"}
    assert _values(_of(DCAT.Dataset), DCTERMS.spatial) == {*nuts, f"{EU}country/SWE"}


def test_it_names_no_person_and_no_machine() -> None:
    """The publisher and the contact are roles; an address of a person would outlive the post."""
    text = PATH.read_text(encoding="utf-8")
    classes = set(CATALOG.objects(None, RDF.type))

    assert not classes & {FOAF.Person, VCARD.Individual, VCARD.Kind}
    assert "mailto:" not in text
    assert "file:" not in text


def test_it_is_no_part_of_the_graph(shipped: KnowledgeGraph) -> None:
    """What is said of the data set is not what the documents say."""
    assert PATH not in resources.data_files()
    assert [q for q in shipped.quads() if q.object == str(DCAT.Dataset)] == []
