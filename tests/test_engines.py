"""The engine of the house finds what the reference finds: on examples, shipped data, mutants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names, plans, resources, rulesets
from naravard_kg.context import context
from naravard_kg.engines import Breach, Case, lazy, reference
from naravard_kg.plans.draft import A
from naravard_kg.terms import XSD, Cell, Iri, Quad, Text, Typed

FILES = resources.shape_files()
MUTANTS = 2000

# Where the two differ, and who is right.
# SHACL, 4.5.3: a pair of values that cannot be compared breaks sh:lessThan; pySHACL lets it pass.
# SPARQL, 17.4: a literal in the place of a subject matches nothing; rdflib drops the whole row.
ONLY_OURS = {
    "Criterion-minLevel-high",
    "TextPosition-start-late",
    "Validity-validFrom-late",
    "DependencyEdge",
}
# SPARQL, 17.3: a text or a date compared to a number is an error, and the row falls; rdflib puts
# values of all kinds in an order of its own.
ONLY_THEIRS = {"FrailtyCriterion"}
DOCUMENTS = sorted((resources.root() / "data" / "sources").glob("*.yaml"))
FOREIGN: tuple[Cell, ...] = (
    Iri(names.THINGS + "organ/skane-cs"),
    Iri(names.THINGS + "uppdrag/skane-lakarstod-12"),
    Iri(names.THINGS + "plats/lan-12"),
    Iri(names.THINGS + "finns-inte/alls"),
    Iri(names.VOCABULARIES + "status/genomfort"),
    Iri(names.VOCABULARIES + "organniva/lan"),
    Iri("urn:something"),
    Text("svenska", "sv"),
    Text("english", "en"),
    Text("deutsch", "de"),
    "utan språk",
    0,
    3,
    -1,
    Decimal("1.5"),
    True,
    date(2020, 2, 29),
    date(1999, 1, 1),
    Typed("2020-02-30", Iri(XSD + "date")),
    Typed("2021", Iri(XSD + "gYear")),
    Typed("x", Iri(XSD + "integer")),
)


def told(found: Iterable[Breach]) -> Counter[tuple[str, ...]]:
    """Breaches to compare: what the two engines must tell alike."""
    return Counter(
        (str(b.focus), str(b.shape), str(b.constraint), str(b.path), str(b.value), b.severity)
        for b in found
    )


def by_both(graph: KnowledgeGraph, case: Case) -> tuple[Counter[tuple[str, ...]], ...]:
    """What the two find."""
    ours = lazy.judge(rulesets.shipped().rules, case, graph)
    return told(ours), told(reference.judge(FILES, case))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_both_engines_find_the_same_in_the_shipped_documents(
    path: Path, shipped: KnowledgeGraph
) -> None:
    """The data that ships is the first thing that users will hold one engine against the other on."""
    plan = plans.read(path, shipped)
    case = Case(plan.quads, tuple(plan.subjects), tuple(context(shipped, plan.quads)))
    ours, theirs = by_both(shipped, case)

    assert ours == theirs


def mutants(graph: KnowledgeGraph, count: int, seed: int) -> list[Quad]:
    """Copies of things of the graph, each with one to three faults, the same at every run."""
    random = Random(seed)  # noqa: S311 -- data, no secret
    of_thing: dict[Iri, list[Quad]] = {}
    for quad in graph.triples():
        if quad.subject.startswith(names.THINGS):
            of_thing.setdefault(quad.subject, []).append(quad)
    of_class: dict[Cell, list[Iri]] = {}
    for thing, quads in sorted(of_thing.items()):
        for quad in quads:
            if quad.predicate == A:
                of_class.setdefault(quad.object, []).append(thing)
    classes = sorted(of_class, key=str)
    predicates = sorted({quad.predicate for quads in of_thing.values() for quad in quads})
    found: list[Quad] = []
    for number in range(count):
        thing = random.choice(of_class[random.choice(classes)])
        copy = Iri(f"{thing}-mutant-{number}")
        quads = [quad._replace(subject=copy) for quad in of_thing[thing]]
        for _ in range(random.randint(1, 3)):
            quads = mutated(random, quads, predicates)
        found += quads
    return found


def mutated(random: Random, quads: list[Quad], predicates: list[Iri]) -> list[Quad]:
    """One fault more: a statement is lost, doubled, or says something else."""
    at = random.randrange(len(quads)) if quads else 0
    how = random.choice(("lose", "change", "double", "add", "move"))
    if not quads:
        return quads
    before, quad, after = quads[:at], quads[at], quads[at + 1 :]
    match how:
        case "lose":
            return quads if quad.predicate == A else [*before, *after]
        case "change":
            return [*before, quad._replace(object=random.choice(FOREIGN)), *after]
        case "double":
            return [*quads, quad._replace(object=random.choice(FOREIGN))]
        case "move":
            return [*before, quad._replace(predicate=random.choice(predicates)), *after]
        case _:
            other = Quad(quad.subject, random.choice(predicates), random.choice(FOREIGN))
            return [*quads, other]


def test_both_engines_find_the_same_in_thousands_of_mutants(shipped: KnowledgeGraph) -> None:
    """Where they differ, one is wrong, and it is told above which."""
    quads = mutants(shipped, MUTANTS, seed=5)
    subjects = tuple(sorted({quad.subject for quad in quads}))
    case = Case(tuple(quads), subjects, tuple(shipped.triples()))
    ours, theirs = by_both(shipped, case)

    assert {shape.rpartition("#")[2] for _, shape, *_ in ours - theirs} <= ONLY_OURS
    assert {shape.rpartition("#")[2] for _, shape, *_ in theirs - ours} <= ONLY_THEIRS
    assert sum(ours.values()) > MUTANTS / 2
    assert len({shape for _, shape, *_ in ours}) > 80


def test_an_unknown_engine_is_refused(shipped: KnowledgeGraph) -> None:
    """A misspelt engine must not quietly be another one."""
    with pytest.raises(ValueError, match="pyshackle"):
        naravard_kg.check(shipped, "x.yaml", engine="pyshackle")


def test_the_reference_can_be_asked_for(shipped: KnowledgeGraph) -> None:
    """Whoever doubts the engine of the house holds it against the one that everybody knows."""
    path = resources.tour_folder() / "broken-plan.yaml"
    ours, theirs = (naravard_kg.check(shipped, path, engine=e) for e in ("naravard", "pyshacl"))

    assert ours.findings == theirs.findings
    assert (ours.coverage.engine, theirs.coverage.engine) == ("naravard", "pyshacl")
    assert ours.coverage.checked == theirs.coverage.checked
