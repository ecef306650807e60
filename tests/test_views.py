"""Other views of the graph: only what is stated; only what holds after assessment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, names, queryfiles
from naravard_kg.graph import ONTOLOGY_GRAPH, load, of_quads
from naravard_kg.terms import RDF, XSD, Cell, Iri, Quad, Typed, n3
from naravard_kg.views import CONSOLIDATED, consolidated, stated_only

Run = Callable[..., Any]
Fact = tuple[Iri, Iri, Cell]
A = Iri(RDF + "type")
PARTS = tuple(Iri(RDF + part) for part in ("subject", "predicate", "object"))
SSSOM = "https://w3id.org/sssom/"
OA = "http://www.w3.org/ns/oa#"
SOURCE = Iri("http://www.w3.org/ns/prov#hadPrimarySource")
ACT = names.thing("lag", "sfs-2017-612")


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


INFERRED, ENTRY = nv("isInferred"), nv("statedEntryIntoForce")


def named(quads: Iterable[Quad]) -> set[Quad]:
    """The statements without those of blank nodes, which a copy names anew."""
    return {
        quad
        for quad in quads
        if not quad.subject.startswith("_:") and not str(quad.object).startswith("_:")
    }


def thing(name: str) -> Iri:
    """A thing by its short name."""
    return Iri(names.THINGS + name)


@pytest.fixture(scope="module")
def stated(shipped: KnowledgeGraph) -> KnowledgeGraph:
    """The shipped graph without what was inferred."""
    return stated_only(shipped)


@pytest.fixture(scope="module")
def held(shipped: KnowledgeGraph) -> KnowledgeGraph:
    """What holds of the shipped graph after assessment."""
    return consolidated(shipped)


# --- only what is stated ----------------------------------------------------------------------


def inferred_of(quads: Iterable[Quad]) -> set[Quad]:
    """What the view must leave out, told in Python: see the comment of the query."""
    every = list(quads)
    marked = {q.subject for q in every if q.predicate == INFERRED}
    parts: dict[tuple[Iri, Iri | None], dict[Iri, Cell]] = {}
    links = {*PARTS, nv("depender"), nv("dependee"), Iri("http://purl.org/dc/terms/type")}
    for q in every:
        if q.predicate in links:
            parts.setdefault((q.subject, q.graph), {})[q.predicate] = q.object
    kinds = {q.subject: q.object for q in every if q.predicate == nv("directProperty")}
    facts: Counter[tuple[Cell, ...]] = Counter()
    own: set[tuple[Cell, ...]] = set()
    for (node, graph), told in parts.items():
        if node in marked and set(PARTS) <= set(told):
            own.add((*(told[part] for part in PARTS), graph))
        if nv("depender") in told:
            kind = kinds.get(Iri(str(told[Iri("http://purl.org/dc/terms/type")])))
            edge = (told[nv("depender")], kind, told[nv("dependee")])
            facts[edge] += node not in marked
            own |= {(*edge, graph)} if node in marked else set()
    gone = {node for node in own if not facts[node[:3]]}
    ends = {*PARTS, Iri(SSSOM + "subject_id"), Iri(SSSOM + "object_id")} - {PARTS[1]}
    told_of = {q.subject for q in every if q.predicate in ends and q.object in marked}
    out = marked | told_of
    return {q for q in every if q.subject in out or q.object in out or tuple(q) in gone}


def test_the_view_leaves_out_what_was_inferred_and_nothing_else(
    shipped: KnowledgeGraph, stated: KnowledgeGraph
) -> None:
    """Neither a conclusion of ours may pass for a source's word, nor a source's word be lost."""
    before, after = named(shipped.quads()), named(stated.quads())
    expected = inferred_of(before)

    assert len(expected) > 1000
    assert after == before - expected


def test_no_mark_of_inference_is_left(stated: KnowledgeGraph) -> None:
    """Whoever sees one in the view would think that the rest was sifted too."""
    assert {q for q in stated.quads() if q.predicate == INFERRED} == set()


def test_no_reference_is_left_hanging(shipped: KnowledgeGraph, stated: KnowledgeGraph) -> None:
    """What points at nothing cannot be followed, and the rules would report it."""
    left = {q.subject for q in stated.quads()}
    hanging = {
        q
        for q in stated.quads()
        if isinstance(q.object, Iri) and q.object.startswith(names.THINGS) and q.object not in left
    }

    assert named(shipped.quads()) > named(stated.quads())
    assert hanging == set()


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (nv("Claim"), [*PARTS, nv("statedIn")]),
        (nv("Dependency"), [nv("depender"), nv("dependee")]),
        (Iri(SSSOM + "Mapping"), [Iri(f"{SSSOM}{end}_id") for end in ("subject", "object")]),
        (nv("Assessment"), [Iri(OA + "hasTarget"), nv("rank")]),
    ],
)
def test_what_is_told_of_statements_goes_as_a_whole(
    stated: KnowledgeGraph, kind: Iri, properties: list[Iri]
) -> None:
    """A claim that has lost its object claims nothing."""
    nodes = {q.subject for q in stated.quads() if (q.predicate, q.object) == (A, kind)}

    for prop in properties:
        having = {q.subject for q in stated.quads() if q.predicate == prop}
        assert sorted(map(names.short, nodes - having - {Iri(str(kind))})) == []


def test_the_view_of_the_view_is_the_view(stated: KnowledgeGraph) -> None:
    """Nothing that it takes away makes something else look inferred."""
    assert named(stated_only(stated).quads()) == named(stated.quads())


def test_the_graph_itself_is_left_alone(shipped: KnowledgeGraph) -> None:
    """A view is computed; it edits nothing."""
    before = len(shipped)
    stated_only(shipped)
    consolidated(shipped)

    assert len(shipped) == before


HOME, OTHER = names.source_graph("a"), names.source_graph("b")


def claim_of(fact: Fact, name: str, home: Iri, *, inferred: bool) -> list[Quad]:
    """A fact, and the claim that tells of it."""
    node = thing(f"pastaende/{name}")
    parts = zip(PARTS, fact, strict=True)
    told = [Quad(node, prop, value, home) for prop, value in parts]
    mark = [Quad(node, INFERRED, True, home)] if inferred else []
    return [Quad(*fact, home), Quad(node, A, nv("Claim"), home), *told, *mark]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()),
        min_size=1,
        max_size=8,
        unique_by=lambda fact: fact[:2],
    )
)
def test_a_fact_goes_when_its_claim_is_inferred(facts: list[tuple[int, int, bool]]) -> None:
    """Fact by fact: the stated ones stay with their claims, the others go with theirs."""
    quads = {
        ours: [
            quad
            for s, o, inferred in facts
            if inferred is ours
            for quad in claim_of(
                (thing(f"uppdrag/u-{s}"), nv("concerns"), thing(f"omrade/o-{o}")),
                f"c-{s}-{o}",
                HOME,
                inferred=inferred,
            )
        ]
        for ours in (True, False)
    }
    view = stated_only(of_quads([*quads[True], *quads[False]]))

    assert set(view.quads()) == set(quads[False])


def test_a_fact_that_another_document_states_stays_there() -> None:
    """What one source left us to conclude, another may say outright."""
    fact = (thing("uppdrag/u"), nv("concerns"), thing("omrade/o"))
    ours = claim_of(fact, "a", HOME, inferred=True)
    theirs = claim_of(fact, "b", OTHER, inferred=False)

    assert set(stated_only(of_quads([*ours, *theirs])).quads()) == set(theirs)


def test_a_mapping_of_an_inferred_thing_goes_with_it() -> None:
    """Mappings stand in a graph of their own; they are not to outlive what they map."""
    mappings = Iri(names.GRAPHS + "jamforelse")
    group, shared = thing("malgrupp/x"), Iri(names.VOCABULARIES + "malgrupp/aldre")
    close = Iri("http://www.w3.org/2004/02/skos/core#closeMatch")
    node = thing("mappning/m")
    kept = Quad(shared, A, Iri("http://www.w3.org/2004/02/skos/core#Concept"), mappings)
    graph = of_quads(
        [
            kept,
            Quad(group, A, nv("TargetGroup"), HOME),
            Quad(group, INFERRED, True, HOME),
            Quad(group, close, shared, mappings),
            Quad(node, A, Iri(SSSOM + "Mapping"), mappings),
            Quad(node, Iri(SSSOM + "subject_id"), group, mappings),
            Quad(node, Iri(SSSOM + "object_id"), shared, mappings),
            Quad(thing("bedomning/b"), Iri(OA + "hasTarget"), node, mappings),
        ]
    )

    assert stated_only(graph).quads() == [kept]


# --- the option -------------------------------------------------------------------------------


def test_the_program_answers_from_what_is_stated(run: Run, stated: KnowledgeGraph) -> None:
    """The option stands before the command or after it, and changes the answer."""
    query = f"SELECT (COUNT(*) AS ?n) {{ ?claim a <{nv('Claim')}> }}"
    whole, before, after = (
        run(*words, "-f", "csv").stdout
        for words in (
            ("sparql", query),
            ("--stated-only", "sparql", query),
            ("sparql", query, "--stated-only"),
        )
    )
    (number,) = stated.select(query).rows[0]

    assert before == after == f"n\n{number}\n"
    assert whole != before


def test_the_option_works_on_a_store(run: Run, store: Path) -> None:
    """A store on disk is read, never written; the view is a copy."""
    query = f"ASK {{ ?claim <{INFERRED}> ?any }}"

    assert run("sparql", query, "--store", store, "-f", "json").stdout == '{"boolean": true}\n'
    stated = run("sparql", query, "--store", store, "--stated-only", "-f", "json")
    assert (stated.stdout, stated.returncode) == ('{"boolean": false}\n', 0)
    assert run("sparql", query, "--store", store, "-f", "json").stdout == '{"boolean": true}\n'


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "sv",
            "Fel: --stated-only kan inte användas med --endpoint: vyn räknas ut i minnet",
        ),
        (
            "en",
            "Error: --stated-only cannot be used with --endpoint: the view is computed in memory",
        ),
    ],
)
def test_the_option_is_refused_with_an_endpoint(run: Run, language: str, said: str) -> None:
    """To answer from the whole graph instead would be to lie."""
    done = run(
        *("find", "samverkan", "--stated-only"),
        *("--endpoint", "http://127.0.0.1:9/query", "--lang", language),
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == said


# --- what holds after assessment --------------------------------------------------------------


def facts_of(graph: KnowledgeGraph, *, home: Iri = CONSOLIDATED) -> set[Fact]:
    """The statements of a graph, without the graph."""
    return {quad[:3] for quad in graph.quads(home)}


def test_what_was_rejected_is_gone_and_the_other_stays(held: KnowledgeGraph) -> None:
    """The act entered into force in 2018, whatever one document says."""
    years = {value for s, p, value in facts_of(held) if (s, p) == (ACT, ENTRY)}

    assert years == {Typed("2018", Iri(XSD + "gYear"))}


def test_inherited_classes_are_written_out(held: KnowledgeGraph) -> None:
    """A tool without the ontology must still find the bodies among the committees."""
    kinds = {names.short(str(o)) for s, p, o in facts_of(held) if (s, p) == (ACT, A)}

    assert {"nv:LegalAct", "nv:SteeringInstrument", "prov:Entity"} <= kinds
    supers = {
        (str(row[0]), str(row[1]))
        for row in held.select(
            "SELECT ?c ?s { ?c <http://www.w3.org/2000/01/rdf-schema#subClassOf>+ ?s }"
        )
    }
    typed = {(s, o) for s, p, o in facts_of(held) if p == A}
    assert typed
    wanted = {(s, Iri(wide)) for narrow, wide in supers for s, o in typed if o == narrow}
    assert {
        (s, wide) for s, wide in wanted if not wide.startswith("_:") and (s, wide) not in typed
    } == set()


def test_inherited_properties_are_written_out(held: KnowledgeGraph) -> None:
    """What concerns something is related to it, to whoever knows only Dublin Core."""
    found = facts_of(held)
    pairs = [
        (Iri(str(narrow)), Iri(str(wide)))
        for narrow, wide in held.select(
            "SELECT ?p ?w { ?p <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>+ ?w }"
        )
    ]
    wider = defaultdict(list)
    for narrow, wide in pairs:
        wider[narrow].append(wide)
    missing = [(s, w, o) for s, p, o in found for w in wider[p] if (s, w, o) not in found]

    assert (nv("concerns"), Iri("http://purl.org/dc/terms/relation")) in pairs
    assert missing == []


def test_symmetric_properties_hold_both_ways(held: KnowledgeGraph) -> None:
    """Coordination is stated once; both ends must find it."""
    found = facts_of(held)
    symmetric = {
        Iri(str(row[0]))
        for row in held.select(
            "SELECT ?p { ?p a <http://www.w3.org/2002/07/owl#SymmetricProperty> }"
        )
    }
    stated = [fact for fact in found if fact[1] in symmetric]

    assert {nv("isCoordinatedWith"), nv("isComparableTo")} <= {p for _, p, _ in stated}
    assert [(s, p, o) for s, p, o in stated if (o, p, s) not in found] == []


def test_what_is_told_of_statements_is_absent(held: KnowledgeGraph) -> None:
    """Claims, passages, mappings and judgements are about what is said, not part of it."""
    absent = {
        *(nv(local) for local in ("Claim", "Evidence", "Assessment")),
        *(Iri(SSSOM + local) for local in ("Mapping", "MappingSet")),
        Iri(OA + "TextPositionSelector"),
        Iri("http://www.w3.org/ns/prov#Bundle"),
    }
    found = facts_of(held)
    segments = tuple(
        f"{names.THINGS}{s}/" for s in ("pastaende", "belagg", "bedomning", "mappning")
    )

    assert {o for _, p, o in found if p == A} & absent == set()
    assert [f for f in found if any(str(end).startswith(segments) for end in (f[0], f[2]))] == []


def test_all_else_that_is_said_is_there(shipped: KnowledgeGraph, held: KnowledgeGraph) -> None:
    """Only what was rejected may be missing of the things that the documents speak of."""
    found = facts_of(held)
    subjects = {s for s, _, _ in found}
    said = {
        quad[:3]
        for quad in shipped.quads()
        if quad.subject in subjects
        and quad.graph != ONTOLOGY_GRAPH
        and quad.predicate != nv("hasEvidence")
    }

    assert said - found == {(ACT, ENTRY, Typed("2017", Iri(XSD + "gYear")))}


def test_the_view_stands_in_one_graph_beside_the_ontology(
    shipped: KnowledgeGraph, held: KnowledgeGraph
) -> None:
    """It can be given away as a file and still be read with its terms."""
    assert {quad.graph for quad in held.quads()} == {CONSOLIDATED, ONTOLOGY_GRAPH}
    assert named(held.quads(ONTOLOGY_GRAPH)) == named(shipped.quads(ONTOLOGY_GRAPH))


def test_to_rebuild_it_gives_the_same(shipped: KnowledgeGraph, held: KnowledgeGraph) -> None:
    """Else nobody could tell a change of the data from a change of the weather."""
    assert facts_of(consolidated(shipped)) == facts_of(held)


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    """A symmetric and an inherited property, a class of two floors, and a rejected claim."""
    quads = [
        Quad(home, prop, value, home)
        for home, slug in ((HOME, "a"), (OTHER, "b"))
        for prop, value in (
            (A, Iri("http://www.w3.org/ns/prov#Bundle")),
            (SOURCE, thing(f"dokument/{slug}")),
        )
    ]
    act, one, other = thing("lag/x"), thing("uppdrag/x-1"), thing("uppdrag/x-2")
    year = Iri(XSD + "gYear")
    wrong = claim_of((act, ENTRY, Typed("2017", year)), "wrong", HOME, inferred=False)
    stated_in = Quad(thing("pastaende/wrong"), nv("statedIn"), thing("dokument/a"), HOME)
    judged = Iri(names.GRAPHS + "bedomning")
    judgement = thing("bedomning/j")
    return of_quads(
        [
            *load(shipped=False).quads(),
            *quads,
            *wrong,
            stated_in,
            Quad(judgement, A, nv("Assessment"), judged),
            Quad(judgement, Iri(OA + "hasTarget"), thing("pastaende/wrong"), judged),
            Quad(judgement, nv("rank"), Iri(names.VOCABULARIES + "rang/avford"), judged),
            Quad(act, ENTRY, Typed("2018", year), OTHER),
            Quad(act, A, nv("LegalAct"), OTHER),
            Quad(one, nv("isHandledTogetherWith"), other, HOME),
            Quad(one, nv("concerns"), act, HOME),
            Quad(one, nv("hasEvidence"), thing("belagg/x"), HOME),
        ]
    )


def test_the_view_of_a_small_graph_in_full(small: KnowledgeGraph) -> None:
    """Every statement of it, and no other."""
    act, one, other = "lag/x", "uppdrag/x-1", "uppdrag/x-2"
    found = sorted(
        " ".join(names.short(str(cell)) for cell in fact) for fact in facts_of(consolidated(small))
    )

    assert found == sorted(
        [
            f"{act} nv:statedEntryIntoForce 2018",
            *(f"{act} rdf:type {c}" for c in ("nv:LegalAct", "eli:LegalResource", "prov:Entity")),
            f"{act} rdf:type nv:SteeringInstrument",
            f"{one} nv:concerns {act}",
            f"{one} dcterms:relation {act}",
            *(
                f"{a} {p} {b}"
                for a, b in ((one, other), (other, one))
                for p in ("nv:isHandledTogetherWith", "nv:isCoordinatedWith", "dcterms:relation")
            ),
        ]
    )


def test_another_engine_gives_the_same_view(small: KnowledgeGraph) -> None:
    """The query stands by the standard, not by what one engine happens to do."""
    sparql = queryfiles.internal("consolidated").sparql
    ours = {tuple(n3(cell) for cell in fact) for fact in facts_of(consolidated(small))}
    other = small.to_rdflib().query(sparql).graph
    assert other is not None
    theirs = {tuple(term.n3() for term in triple) for triple in other}

    assert ours
    assert theirs == ours


def test_a_server_gives_the_same_view(endpoint: str, held: KnowledgeGraph) -> None:
    """Whoever has the graph on a server can consolidate it there."""
    answer = naravard_kg.connect(endpoint).query(queryfiles.internal("consolidated").sparql)

    assert isinstance(answer, tuple)
    assert {quad[:3] for quad in answer} == facts_of(held)


def test_another_engine_leaves_out_the_same() -> None:
    """The other view is a query too."""
    fact = (thing("uppdrag/u"), nv("concerns"), thing("omrade/o"))
    graph = of_quads(
        [
            *claim_of(fact, "a", HOME, inferred=True),
            *claim_of(fact, "b", OTHER, inferred=False),
        ]
    )
    sparql = queryfiles.internal("inferred").sparql
    ours = [tuple(map(str, row)) for row in graph.select(sparql).rows]
    other = graph.to_rdflib().query(sparql).bindings
    columns = [rdflib.Variable(name) for name in graph.select(sparql).columns]
    theirs = [tuple(str(row[column]) for column in columns) for row in other]

    assert len(ours) == 6
    assert [(*row[:3], row[3].lower()) for row in ours] == [
        (*row[:3], row[3].lower()) for row in theirs
    ]
