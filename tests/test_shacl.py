"""The evaluator of shapes: what the suite of W3C leaves out, and what it costs as the data grows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.errors import ShapesError
from naravard_kg.shacl import Rules, misspelt, uncovered, validate, validate_nodes
from naravard_kg.shacl.components.strings import matcher
from naravard_kg.shacl.data import Data, Held, Layered, Stored, items
from naravard_kg.shacl.paths import Either, Inverse, Path, Repeated, Steps, as_sparql, walk
from naravard_kg.shacl.prebinding import is_plain, joined, refuse_unfit, substitute
from naravard_kg.shacl.terms import XSD, Literal, Named, Node
from naravard_kg.shacl.values import compare, is_well_formed

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <urn:x:> .
"""


def held(turtle: str) -> Held:
    """A graph of Turtle, held whole."""
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return Held((quad.subject, quad.predicate, quad.object) for quad in parsed)


def stored(turtle: str) -> Stored:
    """The same in a store."""
    store = ox.Store()
    store.load(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return Stored(store)


def x(local: str) -> Named:
    """A node of the example."""
    return Named("urn:x:" + local)


def typed(form: str, kind: str) -> Literal:
    """A literal of a datatype of XML Schema."""
    return Literal(form, datatype=Named(XSD + kind))


def broken(shapes: str, data: Data) -> list[tuple[str, str]]:
    """What breaks the shapes: focus and component."""
    found = validate(Rules.of(held(shapes)), data)
    return sorted(
        (result.focus.value.removeprefix("urn:x:"), result.component.value.rpartition("#")[2])
        for result in found
    )


# --- values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", ["0", "-5", "+7", "007"], ["", "1.0", "1e3", " 1", "٣"]),
        ("byte", ["127", "-128"], ["128", "-129"]),
        ("unsignedInt", ["0", "4294967295"], ["-1", "4294967296"]),
        ("positiveInteger", ["1"], ["0"]),
        ("decimal", ["1", "1.", ".5", "-0.50"], [".", "1e3", "INF"]),
        ("double", ["1e3", "INF", "-INF", "NaN", ".5E-2"], ["inf", "1e", "nan"]),
        ("boolean", ["true", "false", "0", "1"], ["True", "ja"]),
        ("date", ["2020-02-29", "2000-02-29", "-0044-03-15", "2020-01-01+14:00"],
         ["2021-02-29", "1900-02-29", "2020-13-01", "20-01-01", "2020-1-1", "2020-01-01+15:00"]),
        ("dateTime", ["2020-02-29T24:00:00", "2020-02-29T23:59:59.5Z"],
         ["2020-02-29T24:00:01", "2020-02-29", "2020-02-30T00:00:00"]),
        ("dateTimeStamp", ["2020-02-29T23:59:59Z"], ["2020-02-29T23:59:59"]),
        ("time", ["00:00:00", "24:00:00"], ["24:00:01", "1:00:00"]),
        ("gYear", ["2020", "-0001", "12020"], ["20", "02020"]),
        ("gYearMonth", ["2020-02"], ["2020-13"]),
        ("gMonthDay", ["--02-29"], ["--02-30"]),
        ("gDay", ["---31"], ["---32"]),
        ("gMonth", ["--12"], ["--13"]),
        ("duration", ["P1Y", "-P1DT2H", "PT0.5S", "P1Y2M3DT4H5M6S"], ["P", "PT", "P1S", "1Y"]),
        ("yearMonthDuration", ["P1Y2M"], ["P1D"]),
        ("dayTimeDuration", ["P1DT2H"], ["P1Y"]),
        ("hexBinary", ["", "0aF3"], ["0", "xy"]),
        ("base64Binary", ["", "QQ==", "QUJD"], ["*"]),
        ("language", ["sv", "en-GB"], ["s v", "abcdefghij"]),
        ("token", ["", "a b"], [" a", "a  b", "a\nb"]),
        ("anyURI", ["whatever"], []),
    ],
)  # fmt: skip
def test_a_form_is_one_its_datatype_allows(kind: str, good: list[str], bad: list[str]) -> None:
    """The engine's store takes 30 February for a date; only the rule can tell."""
    assert [form for form in good if not is_well_formed(typed(form, kind))] == []
    assert [form for form in bad if is_well_formed(typed(form, kind))] == []


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (typed("1", "integer"), typed("1.0", "decimal"), 0),
        (typed("2", "integer"), typed("1e1", "double"), -1),
        (typed("INF", "double"), typed("9", "integer"), 1),
        (typed("NaN", "double"), typed("9", "integer"), None),
        (typed("x", "integer"), typed("9", "integer"), None),
        (Literal("b"), Literal("a"), 1),
        (Literal("b"), typed("1", "integer"), None),
        (Literal("b", language="sv"), Literal("a", language="sv"), None),
        (typed("true", "boolean"), typed("0", "boolean"), 1),
        (typed("2020-12-31", "date"), typed("2021-01-01", "date"), -1),
        (typed("2020-12-31", "date"), typed("2020", "gYear"), None),
        (typed("-0044-03-15", "date"), typed("0001-01-01", "date"), -1),
        (typed("2020-01-01T00:00:00Z", "dateTime"), typed("2020-01-01T01:00:00+01:00", "dateTime"), 0),
        (typed("2020-01-01T00:00:00Z", "dateTime"), typed("2020-01-01T12:00:00", "dateTime"), None),
        (typed("2020-01-01T00:00:00Z", "dateTime"), typed("2020-01-02T00:00:00", "dateTime"), -1),
        (typed("2020-12", "gYearMonth"), typed("2021-01", "gYearMonth"), -1),
    ],
)  # fmt: skip
def test_values_are_compared_by_what_they_mean(
    one: Literal, other: Literal, order: int | None
) -> None:
    """A bound that compares texts lets 10 pass for less than 9."""
    assert compare(one, other) == order
    assert compare(other, one) == (None if order is None else -order)


@given(st.dates(), st.dates())
def test_days_are_in_the_order_of_the_calendar(one: Any, other: Any) -> None:
    """Our own count of days must be that of the calendar."""
    order = (one > other) - (one < other)
    assert compare(typed(one.isoformat(), "date"), typed(other.isoformat(), "date")) == order


# --- patterns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "matches"),
    [
        ("^a+$", "", "aaa", True),
        ("^a+$", "", "aaa\n", False),  # Python's own $ would let the line end pass
        ("^A", "i", "abc", True),
        ("a.c", "s", "a\nc", True),
        ("a.c", "", "a\nc", False),
        ("^b", "m", "a\nb", True),
        ("a b", "x", "ab", True),
        ("a.c", "q", "abc", False),
        (r"^\p{Lu}", "", "Örebro", True),
        (r"^\p{Lu}", "", "örebro", False),
        ("a$|b$", "", "b", True),
    ],
)
def test_a_pattern_means_what_it_means_in_sparql(
    pattern: str, flags: str, text: str, matches: bool
) -> None:
    """SHACL takes its expressions from XPath, and Python has another dialect."""
    assert matcher(pattern, flags)(text) is matches


@pytest.mark.parametrize("pattern", ["(", "[a", r"\p{Nonsense}"])
def test_a_broken_pattern_is_told(pattern: str) -> None:
    """A rule that can match nothing must not pass for one that everything breaks."""
    with pytest.raises(ShapesError) as caught:
        matcher(pattern, "")

    assert caught.value.node == pattern


# --- paths ------------------------------------------------------------------------------------

STEPS = st.sampled_from([x("p"), x("q")])
PATHS: st.SearchStrategy[Path] = st.recursive(
    STEPS,
    lambda inner: st.one_of(
        inner.map(Inverse),
        st.tuples(inner, inner).map(Steps),
        st.tuples(inner, inner).map(Either),
        st.builds(Repeated, inner, st.sampled_from([0, 1]), st.just(True)),
        st.builds(Repeated, inner, st.just(0), st.just(False)),
    ),
    max_leaves=4,
)
EDGES = st.sets(st.tuples(st.integers(0, 4), STEPS, st.integers(0, 4)), max_size=9)


@given(EDGES, PATHS)
def test_a_path_leads_where_sparql_says(edges: set[Any], path: Path) -> None:
    """The walker of paths and the engine's own are two programs with one answer."""
    triples = [(x(str(a)), p, x(str(b))) for a, p, b in edges]
    data = Held([*triples, (x("0"), x("is"), x("there"))])  # to the engine, else no path begins
    rows = data.query(f"SELECT DISTINCT ?o {{ <urn:x:0> {as_sparql(path)} ?o }}")
    assert not isinstance(rows, bool)

    assert {node.value for node in walk(data, x("0"), path)} == {row["o"].value for row in rows}


def test_a_list_without_an_end_is_no_list() -> None:
    """A circle in a list must be told, not followed for ever."""
    data = held(":l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
                "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> :l .")  # fmt: skip
    assert items(data, x("l")) is None
    with pytest.raises(ShapesError):
        Rules.of(
            held(
                ":S a sh:NodeShape ; sh:targetNode :a ; sh:in :l . "
                ":l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; "
                "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> :l ."
            )
        )


# --- recursion, layers, words -----------------------------------------------------------------


def test_shapes_that_lead_to_each_other_come_to_an_end() -> None:
    """A person knows persons: the recommendation leaves open what then holds, not that it ends."""
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :Person ; sh:property :P .
    :P sh:path :knows ; sh:node :S ; sh:nodeKind sh:IRI ."""
    circle = held(":a a :Person ; :knows :b . :b a :Person ; :knows :a .")
    wrong = held(':a a :Person ; :knows :b . :b a :Person ; :knows "a name" .')

    assert broken(shapes, circle) == []
    assert ("b", "NodeKindConstraintComponent") in broken(shapes, wrong)


def test_a_graph_laid_over_another_is_one_graph() -> None:
    """What the plan says and what the graph knows of a thing count together, each fact once."""
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :C ; sh:property
      [ sh:path :label ; sh:minCount 1 ; sh:maxCount 1 ] , [ sh:path :to ; sh:class :D ] ,
      [ sh:path [ sh:inversePath :to ] ; sh:maxCount 1 ] ."""
    top = held(':a a :C ; :label "A" ; :to :d .')
    below = stored(
        ':a a :C ; :label "A" . :d a :E . :E rdfs:subClassOf :D . :b a :C ; :to :a , :d .'
    )
    data = Layered(top, below, top)

    assert broken(shapes, data) == [
        ("b", "ClassConstraintComponent"),
        ("b", "MinCountConstraintComponent"),
    ]
    whole = Rules.of(held(shapes))
    assert validate_nodes(whole, data, [x("a")]).results == []
    outcome = validate_nodes(whole, data, [x("a"), x("d")])
    assert {node: len(shapes) for node, shapes in outcome.looked.items()} == {x("a"): 1, x("d"): 0}


@pytest.mark.parametrize(
    ("shapes", "named"),
    [
        (":S sh:targetNode :a ; sh:rule [] .", ["sh:rule"]),
        (":S sh:target [] ; sh:js [] .", ["sh:js", "sh:target"]),
        (':S sh:targetNode :a ; sh:sparql [ sh:select "SELECT $this { GRAPH $shapesGraph {} }" ] .',
         ["$shapesGraph"]),
        (":S sh:targetNode :a ; sh:minCount 1 .", []),
    ],
)  # fmt: skip
def test_what_is_not_covered_is_named(shapes: str, named: list[str]) -> None:
    """A construct that is passed over in silence makes everything conform."""
    assert uncovered(held(shapes)) == named


def test_a_misspelt_word_of_shacl_is_told_with_the_nearest() -> None:
    """Other engines read sh:minCout as a comment."""
    assert misspelt(held(":S sh:minCout 1 ; sh:targetClas :C ; sh:minCount 1 .")) == {
        "minCout": "minCount",
        "targetClas": "targetClass",
    }


@pytest.mark.parametrize(
    ("shapes", "fault"),
    [
        (":S a sh:PropertyShape ; sh:targetNode :a ; sh:path :p , :q .", "path"),
        (":S a sh:PropertyShape ; sh:targetNode :a ; sh:path [ :nothing :known ] .", "path"),
        (":S a sh:PropertyShape ; sh:targetNode :a ; sh:path :p ; sh:minCount :x .", "number"),
        (":S a sh:NodeShape ; sh:targetNode :a ; sh:minCount 1 .", "no-path"),
        (":S a sh:NodeShape ; sh:targetNode :a ; sh:in :x .", "list"),
        (":S a sh:NodeShape ; sh:targetNode :a ; sh:nodeKind :x .", "node-kind"),
        (":S a sh:NodeShape ; sh:targetNode :a ; sh:sparql [ sh:message 'x' ] .", "query"),
        (":S a sh:NodeShape ; sh:targetNode :a ; sh:sparql [ sh:select 'SELECT $this { {} MINUS {} }' ] .",
         "prebinding"),
    ],
)  # fmt: skip
def test_shapes_that_are_not_well_formed_are_refused(shapes: str, fault: str) -> None:
    """Whoever wrote them meant something; to guess would be to check something else."""
    with pytest.raises(ShapesError) as caught:
        Rules.of(held(shapes))

    assert caught.value.fault == fault


# --- SPARQL -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "out"),
    [
        ("SELECT $this WHERE { $this a ?x }", "SELECT $this WHERE { <urn:a> a ?x }"),
        ("SELECT (STR($this) AS ?s) { ?this ?p 1 }", "SELECT (STR(<urn:a>) AS ?s) { <urn:a> ?p 1 }"),
        ('SELECT $this { FILTER("$this" = ?x) } # $this', 'SELECT $this { FILTER("$this" = ?x) } # $this'),
        ("SELECT $this { ?thisOther a $this }", "SELECT $this { ?thisOther a <urn:a> }"),
        ("ASK { FILTER(bound($this)) }", "ASK { FILTER((true)) }"),
        ("SELECT $this { { SELECT $this { $this ?p ?o } } }",
         "SELECT $this { { SELECT $this { <urn:a> ?p ?o } } }"),
    ],
)  # fmt: skip
def test_a_variable_is_bound_before_the_query_runs(query: str, out: str) -> None:
    """In strings and comments nothing is a variable; what is selected stays one."""
    assert substitute(query, {"this": "<urn:a>"}) == out


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { VALUES ?x { 1 } }",
        "SELECT $this { SERVICE <urn:s> {} }",
        "SELECT $this { BIND(1 AS $this) }",
        "SELECT $this { { SELECT ?x { $this ?x ?y } } }",
    ],
)
def test_what_cannot_be_bound_beforehand_is_refused(query: str) -> None:
    """SHACL forbids it, and the answer would be another one than its author thinks."""
    with pytest.raises(ShapesError):
        refuse_unfit(query, {"this"})


PLAIN = "SELECT $this ?value { $this <urn:x:p> ?value FILTER NOT EXISTS { ?value a ?c } }"


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        (PLAIN, True),
        ("SELECT $this { { FILTER(bound($this)) } $this a ?x }", False),
        ("SELECT $this { $this a ?x } LIMIT 1", False),
        ("SELECT $this (COUNT(?x) AS ?n) { $this a ?x } GROUP BY $this", False),
        ("SELECT $this { $this a ?x OPTIONAL { ?x ?y ?z } }", False),
    ],
)
def test_only_a_plain_query_is_asked_for_many_at_once(query: str, plain: bool) -> None:
    """Joined with its focus nodes, a query with groups or limits means something else."""
    assert is_plain(query) is plain


@given(EDGES)
def test_many_at_once_find_what_each_alone_finds(edges: set[Any]) -> None:
    """The quick way and the plain way are the same way."""
    data = Held([(x(str(a)), p, x(str(b))) for a, p, b in edges])
    nodes = [f"<urn:x:{n}>" for n in range(5)]
    alone = [
        (node, row["value"].value)
        for node in nodes
        for row in _rows(data.query(substitute(PLAIN, {"this": node})))
    ]
    together = _rows(data.query(joined(PLAIN, "this", nodes)))

    assert sorted(alone) == sorted((str(row["this"]), row["value"].value) for row in together)


def _rows(answer: Iterable[dict[str, Node]] | bool) -> list[dict[str, Node]]:
    assert not isinstance(answer, bool)
    return list(answer)


# --- what it costs ----------------------------------------------------------------------------


class Counted:
    """Data that counts how often it is read."""

    def __init__(self, data: Data) -> None:
        """Nothing has been read yet."""
        self.inner, self.reads = data, 0

    def described(self, subject: Node) -> Any:
        """Count and pass on."""
        self.reads += 1
        return self.inner.described(subject)

    def subjects(self, predicate: Node, value: Node) -> list[Node]:
        """Count and pass on."""
        self.reads += 1
        return self.inner.subjects(predicate, value)

    def pairs(self, predicate: Named) -> Any:
        """Never asked for when only some nodes are judged."""
        raise AssertionError(predicate)

    def query(self, sparql: str, blank: Any = None) -> Any:
        """Count and pass on."""
        self.reads += 1
        return self.inner.query(sparql, blank or {})


@pytest.mark.parametrize("size", [10, 1000])
def test_judging_a_node_reads_no_more_in_a_larger_graph(size: int) -> None:
    """The check of one plan must cost the same whatever the graph behind it holds."""
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :to ; sh:class :D ] ,
      [ sh:path ( :to :to ) ; sh:maxCount 1 ] , [ sh:path :n ; sh:minCount 1 ] .
    :T a sh:NodeShape ; sh:targetSubjectsOf :to ; sh:nodeKind sh:IRI .
    :U a sh:NodeShape ; sh:targetObjectsOf :to ; sh:nodeKind sh:IRI ."""
    others = " ".join(f":c{n} a :C ; :to :c{n + 1} ." for n in range(size))
    data = Counted(stored(f":a a :C ; :to :b . :b :to :a . {others}"))
    outcome = validate_nodes(Rules.of(held(shapes)), data, [x("a")])

    assert len(outcome.results) == 2
    assert data.reads == 10
