"""The ontology as a whole: its words, its keys, its logic, and that every term earns its place."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from naravard_kg.vocabulary import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "data" / "sources").glob("*.trig"))
BASE = "https://w3id.org/naravard/"
NV = Namespace(BASE + "ontology#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("https://schema.org/")
EX = Namespace("https://example.org/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ONTOLOGY = URIRef(BASE + "ontology")

VOCABULARIES = sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))
ALL_TURTLE = sorted((ROOT / "ontology").rglob("*.ttl"))
ANCHORS = sorted((ROOT / "tests" / "anchors").glob("*.ttl"))
OWN_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@cache
def graph_of(*paths: Path) -> Graph:
    """The triples of some Turtle files together."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def own() -> Graph:
    """The ontology's own terms."""
    return graph_of(ROOT / "ontology" / "naravard.ttl")


def terms() -> Graph:
    """The own terms and the reused ones."""
    return graph_of(ROOT / "ontology" / "naravard.ttl", ROOT / "ontology" / "reused.ttl")


def own_terms() -> list[URIRef]:
    """Every class and property in the namespace of the ontology."""
    found = {s for kind in OWN_KINDS for s in own().subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef) and s in NV)


def properties() -> list[URIRef]:
    """Every property, own or reused, that a plan file may name."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {s for kind in kinds for s in terms().subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef))


def classes() -> list[URIRef]:
    """Every class, own or reused, that a plan file may name."""
    found = terms().subjects(RDF.type, OWL.Class)
    return sorted(s for s in found if isinstance(s, URIRef))


def short(term: Node) -> str:
    """The local name of a term."""
    return re.split(r"[#/]", str(term))[-1]


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """The language tags of a subject's values, sorted; "" for a value without one."""
    values = graph.objects(subject, predicate)
    return sorted(str(getattr(value, "language", None) or "") for value in values)


# Words


@pytest.mark.parametrize("path", ["naravard.ttl", "reused.ttl"])
def test_every_term_has_one_label_and_one_definition_in_each_language(path: str) -> None:
    """A reader in either language must meet every term by name and be told what it means."""
    graph = graph_of(ROOT / "ontology" / path)
    for term in set(graph.subjects(RDFS.isDefinedBy)):
        assert languages(graph, term, RDFS.label) == ["en", "sv"], term
        assert languages(graph, term, SKOS.definition) == ["en", "sv"], term


def test_every_term_says_where_it_is_defined() -> None:
    """Whoever meets a term alone must find the way back to its vocabulary."""
    for term in own_terms():
        assert list(own().objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], term
    for term in {*classes(), *properties()} - set(own_terms()):
        assert len(list(terms().objects(term, RDFS.isDefinedBy))) == 1, term


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_concept_has_its_words_and_its_place(path: Path) -> None:
    """A concept without a name, meaning, code or scheme cannot be chosen, shown or compared."""
    graph, scheme = graph_of(path), URIRef(f"{BASE}vocab/{path.stem}")
    assert languages(graph, scheme, DCTERMS.title) == ["en", "sv"]
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert languages(graph, concept, SKOS.prefLabel) == ["en", "sv"], concept
        assert languages(graph, concept, SKOS.definition) == ["en", "sv"], concept
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme], concept
        assert graph.value(concept, SKOS.notation) == Literal(short(concept)), concept
        assert str(concept) == f"{scheme}/{short(concept)}"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_concept_hangs_in_the_tree_of_its_scheme(path: Path) -> None:
    """A concept is at the top or below another of its scheme; else a tree view loses it."""
    graph = graph_of(path)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        above = list(graph.objects(concept, SKOS.broader))
        at_top = (concept, SKOS.topConceptOf, None) in graph
        assert at_top != bool(above), concept
        assert all((other, RDF.type, SKOS.Concept) in graph for other in above), concept


def test_every_definition_is_a_sentence() -> None:
    """A definition starts with a capital and ends with a full stop, so that it reads as one."""
    graph = graph_of(*ALL_TURTLE)
    for term, text in graph.subject_objects(SKOS.definition):
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", str(text)), (term, text)


def test_local_names_tell_classes_from_properties() -> None:
    """UpperCamel for classes and lowerCamel for properties, so that a query reads at sight."""
    for term in own_terms():
        is_class = (term, RDF.type, OWL.Class) in own()
        assert re.fullmatch(r"([A-Z][a-z]*)+" if is_class else r"[a-z]+([A-Z][a-z]*)*", short(term))


# Keys


def keys(term: Node, *named_by: URIRef) -> set[str]:
    """What people may write for a term: its local name and its labels, folded."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", short(term))
    graph = graph_of(*ALL_TURTLE)
    labels = {str(label) for predicate in named_by for label in graph.objects(term, predicate)}
    return {fold_key(word) for word in {short(term), spaced, *labels}}


def line(term: URIRef) -> list[URIRef]:
    """A class and all above it, nearest first."""
    found = [term]
    for one in found:
        parents = sorted(str(parent) for parent in terms().objects(one, RDFS.subClassOf))
        found += [URIRef(parent) for parent in parents if URIRef(parent) not in found]
    return found


def domains(term: URIRef) -> set[str]:
    """The classes on whose things a property may stand; none means all."""
    graph = terms()
    found = {*graph.objects(term, RDFS.domain), *graph.objects(term, SCHEMA.domainIncludes)}
    return {str(one) for one in found}


def nearest(candidates: list[URIRef], above: list[URIRef]) -> list[URIRef]:
    """The candidates whose domain lies nearest, which is how a reader chooses among them."""
    steps = {
        one: min((at for at, c in enumerate(above) if str(c) in domains(one)), default=None)
        for one in candidates
    }
    fitting = [step for step in steps.values() if step is not None]
    if not fitting:
        return [one for one in candidates if not domains(one)]
    return [one for one, step in steps.items() if step == min(fitting)]


@cache
def carriers() -> dict[str, list[URIRef]]:
    """The properties that carry each key."""
    found: dict[str, list[URIRef]] = {}
    for term in properties():
        for key in keys(term, RDFS.label, SKOS.altLabel):
            found.setdefault(key, []).append(term)
    return found


@pytest.mark.parametrize("thing", classes(), ids=short)
def test_every_key_names_at_most_one_property_of_a_class(thing: URIRef) -> None:
    """Where two properties share a key, what it is written on must settle which is meant."""
    above = line(thing)
    for key, candidates in carriers().items():
        assert len(nearest(candidates, above)) <= 1, (key, candidates)


def test_no_two_classes_share_a_key() -> None:
    """A list in a plan file is headed by the name of one class and no other."""
    for one, other in combinations(classes(), 2):
        words = (RDFS.label, SKOS.altLabel)
        assert not keys(one, *words) & keys(other, *words), (one, other)


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_no_two_concepts_of_a_scheme_share_a_key(path: Path) -> None:
    """A word in a plan file chooses one concept of its scheme and no other."""
    words = (SKOS.prefLabel, SKOS.altLabel, SKOS.notation)
    found = sorted(str(c) for c in graph_of(path).subjects(RDF.type, SKOS.Concept))
    for one, other in combinations(found, 2):
        assert not keys(URIRef(one), *words) & keys(URIRef(other), *words), (one, other)


def test_a_key_that_two_properties_share_goes_by_the_nearest_domain() -> None:
    """These are the shared keys of the plan format; a changed domain must not move them."""
    chosen = {
        ("typ", NV.CollaborationBody): ORG.classification,
        ("typ", NV.Decision): DCTERMS.type,
        ("typ", NV.DevelopmentArea): NV.areaKind,
        ("status", NV.StatusRecord): NV.status,
        ("status", NV.Assignment): NV.hasStatusRecord,
        ("namn", NV.TargetGroup): SKOS.prefLabel,
        ("namn", NV.Body): RDFS.label,
        ("titel", NV.SourceDocument): DCTERMS.title,
        ("del av", NV.Committee): ORG.subOrganizationOf,
        ("del av", NV.Goal): DCTERMS.isPartOf,
        ("avser", NV.Proposal): NV.proposalFor,
        ("avser", NV.SourceDocument): FOAF.primaryTopic,
        ("avser", NV.Finding): NV.concerns,
        ("utgår från", NV.Plan): PROV.wasDerivedFrom,
        ("utgår från", NV.Project): PROV.used,
    }
    for (key, thing), expected in chosen.items():
        assert nearest(carriers()[fold_key(key)], line(thing)) == [expected], (key, thing)


# References inside the ontology


def test_what_steers_the_reading_of_plans_is_declared() -> None:
    """A misspelt scheme, class or property here would silently change how plans are read."""
    graph = graph_of(*ALL_TURTLE)
    steering = {
        NV.kindScheme: SKOS.ConceptScheme,
        NV.valueScheme: SKOS.ConceptScheme,
        NV.nestsBy: OWL.ObjectProperty,
        NV.directProperty: OWL.ObjectProperty,
        NV.typesAs: OWL.Class,
    }
    for predicate, kind in steering.items():
        for subject, value in graph.subject_objects(predicate):
            assert (value, RDF.type, kind) in graph, (subject, predicate, value)


def test_every_own_class_but_the_abstract_ones_has_a_segment() -> None:
    """Without a segment a thing of the class has no identifier."""
    without = {c for c in own_terms() if (c, RDF.type, OWL.Class) in own()}
    without -= set(own().subjects(NV.idSegment))
    assert {short(c) for c in without} == {"Intention", "SteeringInstrument"}


def test_own_domains_and_ranges_name_known_terms() -> None:
    """A misspelt class in a domain would make a property unusable without an error."""
    known = {*classes(), OWL.Class, RDF.Property, PROV.Entity}
    predicates = (RDFS.domain, RDFS.range, SCHEMA.domainIncludes, SCHEMA.rangeIncludes)
    for predicate in predicates:
        for term, value in terms().subject_objects(predicate):
            is_datatype = str(value).startswith((str(XSD), str(RDF.langString)))
            assert is_datatype or value in known, (term, value)


def test_the_version_is_the_package_s() -> None:
    """Ontology, data and code are released under one number."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(project["version"])
    assert own().value(ONTOLOGY, OWL.versionInfo) == Literal(version)
    assert own().value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")


# Syntax


def as_graph(quads: Iterable[pyoxigraph.Quad]) -> Graph:
    """What pyoxigraph read, as a graph of rdflib's."""
    triples = [quad.triple for quad in quads]
    text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(data=text, format="nt")


@pytest.mark.parametrize("path", [*ALL_TURTLE, *ANCHORS], ids=lambda path: path.stem)
def test_both_parsers_read_the_same_triples(path: Path) -> None:
    """What one library reads, the other must: users come with either."""
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    other = as_graph(quads)
    assert len(graph_of(path)) == len(other)
    assert isomorphic(graph_of(path), other)


def context() -> dict[str, object]:
    """The JSON-LD context, which is also the table of prefixes."""
    text = (ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)["@context"]
    return found


def from_json(document: dict[str, object]) -> Graph:
    """The triples of a JSON-LD document that uses the shipped context."""
    text = json.dumps({"@context": context(), **document})
    return as_graph(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))


def test_the_context_expands_every_own_term() -> None:
    """A JSON-LD writer uses the local names; each must come out as the term it names."""
    names = [short(term) for term in own_terms()]
    types = [name for name in names if name[0].isupper()]
    values = {name: "x:y" for name in names if name not in types}
    graph = from_json({"@id": str(EX.thing), "@type": types, **values})
    assert {*graph.objects(EX.thing, RDF.type), *graph.predicates(EX.thing)} >= set(own_terms())


def test_the_context_gives_values_their_datatypes() -> None:
    """A date written as text in JSON must come out as a date, and a name with its language."""
    thing = {"decisionDate": "2020-12-11", "label": {"sv": "Beslut"}, "decidedBy": "organ:x-cs"}
    graph = from_json({"@id": "beslut:x", "@type": "Decision", **thing})
    beslut = URIRef(BASE + "id/beslut/x")
    assert graph.value(beslut, NV.decisionDate) == Literal("2020-12-11", datatype=XSD.date)
    assert graph.value(beslut, RDFS.label) == Literal("Beslut", lang="sv")
    assert graph.value(beslut, NV.decidedBy) == URIRef(BASE + "id/organ/x-cs")


def test_the_context_has_a_prefix_for_every_segment_and_scheme() -> None:
    """Short names are cut and grown by this table alone."""
    table = context()
    for segment in terms().objects(None, NV.idSegment):
        assert table[str(segment)] == f"{BASE}id/{segment}/"
    for path in VOCABULARIES:
        assert table[f"v-{path.stem}"] == f"{BASE}vocab/{path.stem}/"


# Logic


def wordless(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """The triples without names, notes and codes, from which no class follows."""
    for subject, predicate, value in graph:
        if not (isinstance(value, Literal) and (value.language or predicate == SKOS.notation)):
            yield subject, predicate, value


@cache
def axioms() -> Graph:
    """The ontology, its vocabularies and what the anchors say, without the words."""
    ours = [ROOT / "ontology" / "naravard.ttl", ROOT / "ontology" / "reused.ttl", *VOCABULARIES]
    graph = Graph()
    for triple in wordless(graph_of(*ours, *ANCHORS)):
        graph.add(triple)
    return graph


@cache
def telling() -> set[Node]:
    """The properties of which an axiom says something, so that a class may follow from a use."""
    says = (RDFS.domain, RDFS.range, RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty)
    kinds = (OWL.FunctionalProperty, OWL.SymmetricProperty, OWL.TransitiveProperty)
    found = {s for predicate in says for s in axioms().subjects(predicate)}
    return found | {s for kind in kinds for s in axioms().subjects(RDF.type, kind)} | {RDF.type}


def clashes(facts: Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds contradictory in the axioms and *facts* together."""
    graph = Graph() + axioms()
    for subject, predicate, value in wordless(facts):
        if predicate in telling():
            graph.add((subject, predicate, value))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return sorted(str(message) for message in graph.objects(None, ERROR))


PLANTED = {
    "a decision used as an entity": "ex:d a nv:Decision . ex:p prov:wasDerivedFrom ex:d .",
    "a plan with a decision date": 'ex:p a nv:Plan ; nv:decisionDate "2020-12-11"^^xsd:date .',
    "a document that is its text": "ex:d a nv:SourceDocument ; a nv:SourceText .",
    "a body taken for a steering instrument": "ex:b a nv:Body . ex:b nv:setsGoal ex:g .",
    "a role as a party": "ex:r a org:Role . ex:c nv:hasPrincipal ex:r .",
    "an area that is a scheme": "ex:a a nv:DevelopmentArea . ex:c skos:inScheme ex:a .",
    "a document about two things": "ex:d foaf:primaryTopic ex:a , ex:b . "
    "ex:a a nv:Plan . ex:b a nv:Project .",
    "an assignment that is a proposal": "ex:s nv:isPartOfPlan ex:p ; nv:submittedTo ex:b .",
}


def facts(turtle: str) -> Graph:
    """A few triples, with the prefixes they need."""
    spaces = {"ex": EX, "nv": NV, "foaf": FOAF, "org": ORG, "prov": PROV, "skos": SKOS, "xsd": XSD}
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in spaces.items())
    return Graph().parse(data=head + turtle, format="turtle")


@pytest.mark.parametrize("turtle", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_clash_is_found(turtle: str) -> None:
    """A reasoner that finds nothing here would find nothing in the data either."""
    assert clashes(facts(turtle))


def test_every_class_can_have_things_and_every_property_values() -> None:
    """A class that contradicts its own anchors could never be used without a clash."""
    graph = Graph()
    for number, term in enumerate(own_terms()):
        if (term, RDF.type, OWL.Class) in own():
            graph.add((EX[f"thing-{number}"], RDF.type, term))
        elif (term, RDF.type, OWL.ObjectProperty) in own():
            graph.add((EX[f"subject-{number}"], term, EX[f"object-{number}"]))
    assert clashes(graph) == []


def test_the_disjoint_classes_share_no_subclass() -> None:
    """A class below two disjoint ones could never have a thing."""
    members = own().value(own().value(None, RDF.type, OWL.AllDisjointClasses), OWL.members)
    listed = set(Collection(own(), members)) if members else set()
    assert len(listed) > 20
    for thing in classes():
        assert len(listed & set(line(thing))) <= 1, thing


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_data_contradicts_nothing(source: Path) -> None:
    """A thing used as two that cannot be one is a mistake in a source file."""
    files = [*sorted((ROOT / "data" / "reference").glob("*.trig")), source]
    quads = (quad for path in files for quad in pyoxigraph.parse(path=path))
    assert clashes(as_graph(quads)) == []


# Use


def used_names() -> set[str]:
    """The own terms that stand in a query, a shape or the data."""
    suffixes = {"queries": "*.rq", "shapes": "*.ttl", "data": "*.trig"}
    pattern = re.compile(r"(?:nv:|naravard/ontology#)(\w+)")
    files = (path for folder, kind in suffixes.items() for path in (ROOT / folder).rglob(kind))
    told = [path for path in files if path.parent.name != "examples"]  # which use what they like
    return {name for path in told for name in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_own_term_is_used() -> None:
    """A term that answers no question, guards nothing and says nothing is a burden."""
    unused = {short(term) for term in own_terms()} - used_names()
    assert sorted(unused) == []
