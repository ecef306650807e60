"""The W3C test suite of SHACL: every applicable case gives the report that it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from naravard_kg.errors import ShapesError
from naravard_kg.shacl import Rules, validate
from naravard_kg.shacl.data import Data, Held
from naravard_kg.shacl.paths import Path as PropertyPath
from naravard_kg.shacl.paths import as_sparql, read
from naravard_kg.shacl.terms import TYPE, Named, Node, Triple, is_blank, is_true, sh

SUITE = Path(__file__).parents[1] / ".." / "shared" / "suites" / "shacl"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

# What does not apply, and why.
NOT_APPLICABLE = {
    "sparql/pre-binding/shapesGraph-001": "access to the shapes graph as $shapesGraph is optional",
}

Told = tuple[str, ...]


def triples(path: Path) -> list[Triple]:
    """The triples of a Turtle file, terms as they are written."""
    parsed = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri())
    return [(quad.subject, quad.predicate, quad.object) for quad in parsed]


def cases() -> Iterator[Any]:
    """Every case of the suite, by its file."""
    for path in sorted(SUITE.rglob("*.ttl")):
        name = path.relative_to(SUITE).with_suffix("").as_posix()
        graph = Held(triples(path))
        for case in graph.subjects(TYPE, Named(SHT + "Validate")):
            yield pytest.param(graph, case, id=name)


def graph_at(node: Node) -> list[Triple]:
    """The triples of a graph that a case names."""
    return triples(Path(node.value.removeprefix("file://")))


def told(graph: Data, node: Node, *locals_: str) -> Node | None:
    """One value down a chain of properties."""
    for local in locals_:
        found = graph.described(node).get(Named(local))
        if not found:
            return None
        node = found[0]
    return node


def shown(node: Node | None) -> str:
    """A node to compare by; a blank one is told from no other."""
    return "_" if node is None or is_blank(node) else str(node)


def expected(graph: Data, report: Node) -> Counter[Told]:
    """The results that a report tells."""
    wanted = graph.described(report).get(sh("result"), [])
    return Counter(expected_result(graph, node) for node in wanted)


def expected_result(graph: Data, node: Node) -> Told:
    """One result that a report tells."""
    said = graph.described(node)
    paths = said.get(sh("resultPath"), [])
    parts = ("focusNode", "value", "sourceShape", "sourceConstraintComponent", "resultSeverity")
    return (
        *(shown(next(iter(said.get(sh(part), [])), None)) for part in parts),
        as_sparql(read(graph, paths[0])) if paths else "",
    )


def found(rules: Rules, data: Data) -> Counter[Told]:
    """The results that are found."""
    return Counter(
        (
            shown(result.focus),
            shown(result.value),
            shown(result.shape),
            shown(result.component),
            shown(result.severity),
            path_of(result.path),
        )
        for result in validate(rules, data)
    )


def path_of(path: PropertyPath | None) -> str:
    """A path to compare by."""
    return "" if path is None else as_sparql(path)


@pytest.mark.skipif(not SUITE.is_dir(), reason="the test suite of W3C is not part of the project")
@pytest.mark.parametrize(("graph", "case"), list(cases()))
def test_a_case_of_the_suite_has_its_report(
    graph: Held, case: Node, request: pytest.FixtureRequest
) -> None:
    """An evaluator of our own must be as right as the reference, case by case."""
    name = request.node.callspec.id
    if name in NOT_APPLICABLE:
        pytest.skip(NOT_APPLICABLE[name])
    action, result = (told(graph, case, MF + part) for part in ("action", "result"))
    assert action is not None
    assert result is not None
    shapes_of, data_of = (told(graph, action, SHT + p) for p in ("shapesGraph", "dataGraph"))
    assert shapes_of is not None
    assert data_of is not None
    if result == Named(SHT + "Failure"):
        with pytest.raises(ShapesError):
            found(Rules.of(Held(graph_at(shapes_of))), Held(graph_at(data_of)))
        return
    results = found(Rules.of(Held(graph_at(shapes_of))), Held(graph_at(data_of)))
    assert results == expected(graph, result)
    conforms = is_true(graph.described(result).get(sh("conforms"), []))
    assert conforms is not bool(results)


def test_the_suite_is_there_in_full() -> None:
    """A path that leads nowhere would pass every case there is."""
    if SUITE.is_dir():
        assert len(list(cases())) > 100
