"""The report as a SHACL validation report, for every parser of Turtle."""

from __future__ import annotations

import re

import pyoxigraph
import rdflib
from hypothesis import given

from naravard_kg import Report, names
from naravard_kg.render import reports
from naravard_kg.words import LANGUAGES

from .samples import finding, full, hostile, several

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def _graph(found: list[Report]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=reports.FORMATS["turtle"](found, "sv"), format="turtle")


@given(several)
def test_turtle_is_a_validation_report_for_every_parser(found: list[Report]) -> None:
    """As SHACL has it: one report; results with one focus, one severity and messages in both."""
    told = reports.FORMATS["turtle"](found, "sv")
    graph = rdflib.Graph().parse(data=told, format="turtle")
    every = [one for each in found for one in each.findings]
    other = pyoxigraph.Store()
    other.load(told.encode(), pyoxigraph.RdfFormat.TURTLE)

    assert len(other) == len(graph)
    (top,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms) == rdflib.Literal(not every)
    results = list(graph.objects(top, SH.result))
    assert len(results) == len(every)
    for result in results:
        assert len(list(graph.objects(result, SH.focusNode))) == 1
        assert len(list(graph.objects(result, SH.resultSeverity))) == 1
        assert len(list(graph.objects(result, SH.resultPath))) <= 1
        tags = {m.language for m in graph.objects(result, SH.resultMessage)}  # type: ignore[attr-defined]
        assert tags == set(LANGUAGES)


@given(hostile)
def test_turtle_keeps_a_value_to_the_letter(value: str) -> None:
    """A program that mends what is told must find it again; only halves of characters are lost."""
    graph = _graph([Report("f", (finding(value=value),))])
    (kept,) = graph.objects(None, SH.value)

    assert str(kept) == re.sub("[\ud800-\udfff]", "\ufffd", value)


def test_turtle_names_the_thing_the_property_and_the_rule() -> None:
    """With SHACL's own words for the kind of rule, as another engine would report it."""
    missing = finding(
        rule="Body-label-missing",
        focus=names.thing("organ", "x"),
        component=str(SH.MinCountConstraintComponent),
    )
    graph = _graph([Report("f", (full()[0].findings[1], missing))])
    told = {
        str(graph.value(result, SH.sourceShape)).removeprefix(names.SHAPES): result
        for result in graph.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    cycle, label = told["no-hard-cycle"], told["Body-label-missing"]

    assert graph.value(cycle, SH.focusNode) == rdflib.URIRef(names.thing("uppdrag", "a"))
    assert graph.value(cycle, SH.resultPath) == rdflib.URIRef(str(names.expand("nv:awaits")))
    assert graph.value(cycle, SH.value) == rdflib.URIRef(names.thing("uppdrag", "b"))
    assert graph.value(cycle, SH.resultSeverity) == SH.Warning
    assert graph.value(cycle, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    assert graph.value(label, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent


def test_turtle_of_several_files_is_one_report_that_names_them() -> None:
    """Which file a result comes from, and where in it, is what it was derived from."""
    told = reports.FORMATS["turtle"](full(), "sv")
    derived = rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    graph = _graph(full())
    labels = {str(graph.value(node, rdflib.RDFS.label)) for node in graph.objects(None, derived)}

    assert {"plan.yaml:12:10", "planer/vård 1.xlsx: Uppdrag!C7"} <= labels
    assert told == reports.FORMATS["turtle"](full()[::-1], "en")
