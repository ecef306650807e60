"""The report as a SHACL validation report in Turtle, the same byte for byte at every run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from naravard_kg import names, rules, terms
from naravard_kg.render.reports import addresses
from naravard_kg.reports import Finding, Report
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.visible import encoded
from naravard_kg.words import LANGUAGES

_PREFIXES = {
    "nvs": names.SHAPES,
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
}
_SEVERITIES = {"error": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
# Narrower than what RDFLib takes, so that every parser reads the report.
_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    '(?:[^\x00-\x20<>"{}|^`\\\\%\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|%[0-9A-Fa-f]{2})*'
)
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def turtle(found: Sequence[Report], language: str = "") -> str:
    """One report with the results of all files, by file and place; messages in both languages.

    As SHACL has it (§3.4.1) a graph conforms only where there is no result at all: a warning
    or an info counts too, other than for the exit code. Waived findings and those of a
    baseline are no results. A finding that is about no thing has the file as its focus; the
    file and the place stand in what the result was derived from.

    Source:
        W3C, "Shapes Constraint Language (SHACL)", https://www.w3.org/TR/shacl/#validation-report
    """
    del language
    findings = sorted(
        (finding for report in found for finding in report.findings),
        key=lambda finding: (finding.file, finding.order),
    )
    head = [f"@prefix {prefix}: <{space}> ." for prefix, space in _PREFIXES.items()]
    conforms = str(not findings).lower()
    facts = ["a sh:ValidationReport", f"sh:conforms {conforms}"]
    if findings:
        facts.append("sh:result" + ",".join(_nested(_result(finding)) for finding in findings))
    return "\n".join([*head, "", "[] " + " ;\n    ".join(facts) + " ."])


def _nested(facts: Iterator[str]) -> str:
    """A blank node with its statements in it, so that it needs no name."""
    inside = " ;\n".join(f"            {fact}" for fact in facts)
    return f"\n        [\n{inside}\n        ]"


def _entity(label: str) -> str:
    return f"[ a prov:Entity ; rdfs:label {_quoted(label)} ]"


def _result(finding: Finding) -> Iterator[str]:
    rule = rules.rules().get(finding.rule)
    yield "a sh:ValidationResult"
    yield f"sh:focusNode {_focus(finding)}"
    if finding.path is not None and _IRI.fullmatch(finding.path):
        yield f"sh:resultPath {_short(finding.path)}"
    if value := _term(finding.value):
        yield f"sh:value {value}"
    yield f"sh:resultSeverity {_SEVERITIES[finding.severity]}"
    if component := _component(finding, rule):
        yield f"sh:sourceConstraintComponent {component}"
    if shape := _shape(finding, rule):
        yield f"sh:sourceShape {_short(shape)}"
    yield f"sh:resultMessage {_messages(finding)}"
    yield f"prov:wasDerivedFrom {_entity(addresses.address(finding))}"


def _focus(finding: Finding) -> str:
    """The thing; a node without a name where it has none, the file where there is no thing."""
    if finding.focus is None:
        return _entity(finding.file)
    return _term(finding.focus) or "[]"


def _component(finding: Finding, rule: rules.Rule | None) -> str:
    """What kind of constraint was broken; a rule of the form is none of SHACL's."""
    if finding.component and _IRI.fullmatch(finding.component):
        return _short(Iri(finding.component))
    return "sh:SPARQLConstraintComponent" if rule is not None and rule.kind == "check" else ""


def _shape(finding: Finding, rule: rules.Rule | None) -> Iri | None:
    if finding.shape is not None and _IRI.fullmatch(finding.shape):
        return finding.shape
    return rule.iri if rule is not None else None


def _messages(finding: Finding) -> str:
    told = {
        language: f"{finding.message.in_(language)} {finding.remedy.in_(language)}"
        for language in LANGUAGES
    }
    return " , ".join(_quoted(Text(text.strip(), language)) for language, text in told.items())


def _term(cell: Cell) -> str:
    """A term in Turtle; nothing for a blank node, whose name means nothing outside its graph."""
    if cell is None or (isinstance(cell, Iri) and cell.startswith("_:")):
        return ""
    if isinstance(cell, Iri):
        return _short(cell) if _IRI.fullmatch(cell) else _quoted(str(cell))
    return _quoted(cell)


def _short(iri: Iri) -> str:
    """An IRI with its prefix where it has one here."""
    for prefix, space in _PREFIXES.items():
        if iri.startswith(space) and _LOCAL.fullmatch(local := iri.removeprefix(space)):
            return f"{prefix}:{local}"
    return encoded(terms.n3(iri))


def _quoted(cell: Cell) -> str:
    """A literal; a datatype that is no IRI, or a language that is none, is left out."""
    try:
        return encoded(terms.n3(cell))
    except ValueError:
        return encoded(terms.n3(str(cell)))
