"""What must not be merged: things of one name in two counties, and of nearly one name in one."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from naravard_kg import KnowledgeGraph, names
from naravard_kg.terms import RDF, Iri

SAME = "http://www.w3.org/2002/07/owl#sameAs"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"
EQUALS = "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ALIKE = {
    "regional development strategies": ("plan/orebro-rus", "plan/vg-rus"),
    "committees for health care": ("organ/skane-hsn", "organ/orebro-hsn", "organ/jamtland-hsn"),
    "collaboration councils": (
        "organ/orebro-regionala-radet",
        "organ/orebro-specifika-radet",
        "organ/jamtland-regionens-samverkansrad",
    ),
    "groups for social care": ("organ/jamtland-socsam", "organ/jamtland-svom"),
    "the most ill": ("malgrupp/skane-mest-sjuka", "malgrupp/orebro-mest-sjuka-aldre"),
    "the municipalities": (
        *("aktor/kommuner-12", "aktor/kommuner-14", "aktor/kommuner-18", "aktor/kommuner-23"),
        *("aktor/sa-kommunerna", "aktor/sveriges-kommuner", "aktor/orebro-kommunernas-vard-omsorg"),
    ),
    "action plans": (
        "plan/jamtland-handlingsplan-fasta-kontakter",
        "plan/orebro-god-jamlik-jamstalld-halsa",
        "plan/orebro-sammanhallen-2014",
        "plan/orebro-sammanhallen-2016",
        "plan/orebro-sammanhallen-2019",
        "plan/orebro-social-valfard",
        "plan/regionala-handlingsplaner-gnv-2021",
        "plan/sa-handlingsplan-fokusomraden",
        "plan/skane-handlingsplan-2021",
        "plan/skane-lakarstod",
        "plan/skane-malbild-handlingsplan-2021",
    ),
}
COUNTIES = {
    "skane": {"dokument/skane-malbild-2021", "dokument/skane-uppfoljning-lakarstod"},
    "orebro": {"dokument/orebro-handlingsplan-2019"},
    "jamtland": {"dokument/jamtland-samverkan-2022"},
    "vg": {"dokument/sodra-alvsborg-processledning-2024"},
    "sa": {"dokument/sodra-alvsborg-processledning-2024"},
    "kommuner-12": {"dokument/skane-malbild-2021", "dokument/skane-uppfoljning-lakarstod"},
    "kommuner-14": {"dokument/sodra-alvsborg-processledning-2024"},
    "kommuner-18": {"dokument/orebro-handlingsplan-2019"},
    "kommuner-23": {"dokument/jamtland-samverkan-2022"},
}
THINGS = sorted({thing for group in ALIKE.values() for thing in group})
PAIRS = [
    pytest.param(one, other, id=f"{one}-{other}")
    for group in ALIKE.values()
    for one, other in itertools.combinations(group, 2)
]


@pytest.fixture(scope="module")
def names_of_one(shipped: KnowledgeGraph) -> dict[str, set[str]]:
    """Of each thing, all that is said to be exactly it, through however many steps."""
    table = shipped.select(
        EQUALS
        + "SELECT DISTINCT ?a ?b { ?a owl:sameAs|^owl:sameAs|skos:exactMatch|^skos:exactMatch ?b }"
    )
    beside = defaultdict(set)
    for one, other in table:
        beside[str(one)].add(str(other))
    return {thing: _reached(beside, str(names.expand(thing))) for thing in THINGS}


def _reached(beside: dict[str, set[str]], start: str) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = beside.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


@pytest.fixture(scope="module")
def described(shipped: KnowledgeGraph) -> dict[str, set[str]]:
    """Of each thing, the documents that say what it is."""
    table = shipped.select(
        "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT DISTINCT ?t ?d "
        "{ ?g prov:hadPrimarySource ?d . GRAPH ?g { ?t ?p ?o } }"
    )
    found: dict[str, set[str]] = defaultdict(set)
    for thing, document in table:
        found[names.short(str(thing))].add(names.short(str(document)))
    return found


@pytest.mark.parametrize("thing", THINGS)
def test_each_is_a_thing_of_its_own(shipped: KnowledgeGraph, thing: str) -> None:
    """It has a class and a label; else the name stands for nothing, and nothing is kept apart."""
    iri = names.expand(thing)
    held = shipped.select(f"SELECT DISTINCT ?p {{ <{iri}> ?p ?o }}").column("p")

    assert Iri(RDF + "type") in held
    assert {str(p).rpartition("#")[2] for p in held} & {"label", "prefLabel"}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_that_are_alike_are_never_one(
    names_of_one: dict[str, set[str]], one: str, other: str
) -> None:
    """Neither directly nor through a shared concept that both are said to equal."""
    assert names_of_one[one].isdisjoint(names_of_one[other])


@pytest.mark.parametrize("thing", [t for t in THINGS if not t.startswith("aktor/sveriges")])
def test_only_its_own_countys_documents_describe_a_thing(
    described: dict[str, set[str]], thing: str
) -> None:
    """What one county says of its committee must not become a fact of another's."""
    slug = thing.rpartition("/")[2]
    county = max((key for key in COUNTIES if slug.startswith(key)), key=len, default=None)
    if county is None:  # named by a national agreement, which one county's document cites
        assert len(described[thing]) == 1
    else:
        assert described[thing] <= COUNTIES[county]


def test_nothing_is_the_same_as_anything(shipped: KnowledgeGraph) -> None:
    """Sameness is for a register to say; here things are compared, never merged."""
    assert shipped.query(f"ASK {{ ?one <{SAME}> ?other }}") is False


def test_all_action_plans_are_among_them(shipped: KnowledgeGraph) -> None:
    """A new one must be looked at too: which of the others might it be taken for?"""
    table = shipped.select(
        "PREFIX nv: <https://w3id.org/naravard/ontology#> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> "
        "SELECT DISTINCT ?p { ?p a nv:Plan ; "
        "dcterms:type <https://w3id.org/naravard/vocab/instrumenttyp/handlingsplan> }"
    )
    plans = {names.short(str(row[0])) for row in table}

    assert plans == set(ALIKE["action plans"])


def test_an_exact_match_is_only_with_a_shared_concept(shipped: KnowledgeGraph) -> None:
    """Between two documents' own concepts it would carry every fact of the one to the other."""
    table = shipped.select(f"SELECT DISTINCT ?a ?b {{ ?a <{EXACT}> ?b }}")

    assert len(table) > 0
    assert [
        (names.short(str(a)), names.short(str(b)))
        for a, b in table
        if str(a).startswith(names.THINGS) and str(b).startswith(names.THINGS)
    ] == []
