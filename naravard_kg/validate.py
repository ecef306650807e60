"""Check a plan against the rules: of the form, of shapes/ (pySHACL), of queries/checks/.

The plan's statements are judged together with what the rules can reach from them in the graph
(see ``context``); only the plan's own subjects are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from naravard_kg import names, plans, queryfiles, resources, rules
from naravard_kg.context import context
from naravard_kg.graph import KnowledgeGraph, of_quads
from naravard_kg.places import NOWHERE
from naravard_kg.plans.rdf import cell
from naravard_kg.reports import Coverage, Finding, Report
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Quad, statement

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"
_NOTHING = "plan-nothing-checked"


def check_all(
    graph: Answers,
    files: Iterable[str],
    *,
    sources: str | Path | None = None,
    ignore: Collection[str] = (),
    waivers: str | None = None,
) -> list[Report]:
    """Check files, and in folders all that people write there.

    Args:
        graph: the graph the plans belong to.
        files: files or folders; ``-`` reads YAML from standard input.
        sources: a folder with text copies, for evidence to be located in.
        ignore: IDs of rules to leave out.
        waivers: a file of waivers; each folder's ``waivers.yaml`` holds for that folder.

    Raises:
        UnreadableFileError: a file is missing or cannot be read as its form.
        UnknownNameError: *ignore* names a rule that does not exist.
    """
    listed = list(files)
    homes = [Path(file) / plans.WAIVERS for file in listed if Path(file).is_dir()]
    lists = [*([Path(waivers)] if waivers else []), *(home for home in homes if home.is_file())]
    accepted = [waiver for path in lists for waiver in plans.waivers_in(path)]
    kept = {(w.rule, w.thing) for w in accepted if w.until >= date.today()}  # noqa: DTZ011
    paths = [p for file in listed for p in _expanded(Path(file))]
    reports = (check(graph, path, sources=sources, ignore=ignore) for path in paths)
    return [report.without(kept) for report in reports]


def _expanded(path: Path) -> list[Path]:
    return plans.written_in(path) if path.is_dir() else [path]


def check(
    graph: Answers,
    path: str | Path,
    *,
    sources: str | Path | None = None,
    ignore: Collection[str] = (),
) -> Report:
    """Check a plan file of any form against all rules.

    Args:
        graph: the graph the plan belongs to; it is not changed.
        path: the file; ``-`` reads YAML from standard input.
        sources: a folder with text copies, for evidence to be located in.
        ignore: IDs of rules to leave out.

    Raises:
        UnreadableFileError: the file is missing or cannot be read as its form.
        UnknownNameError: *ignore* names a rule that does not exist.
    """
    for rule_id in ignore:
        rules.named(rule_id)
    plan = plans.read(Path(path), graph, sources=Path(sources) if sources else None)
    around = context(graph, plan.quads)
    shacl = _graph_of([*plan.quads, *around])
    targeted = _targeted(shacl, plan.subjects)
    left_out = frozenset(ignore)
    findings = [
        *(finding for finding in _of_form(plan, targeted) if finding.rule not in left_out),
        *_of_shapes(plan, shacl, left_out),
        *_of_checks(plan, of_quads([*plan.quads, *around]), left_out),
    ]
    kept = {finding.order: finding for finding in findings}
    return Report(
        str(path),
        tuple(kept[order] for order in sorted(kept)),
        Coverage(len(plan.quads), len(plan.subjects), len(targeted)),
        quotes={f.line: plan.lines[f.line - 1] for f in findings if 0 < f.line <= len(plan.lines)},
    )


def _of_form(plan: plans.Plan, targeted: set[Iri]) -> Iterator[Finding]:
    notes = list(plan.notes)
    if plan.describes and not targeted:
        notes.append(plans.Note(_NOTHING, plans.Place(1, 1, 1, 1)))
    for note in notes:
        rule = rules.named(note.rule)
        yield Finding(
            rule.id,
            rule.severity,
            rule.fault.filled(note.facts),
            rule.remedy.filled(note.facts),
            plan.path,
            note.place,
            value=note.facts.get("value"),
        )


def _of_shapes(plan: plans.Plan, data: rdflib.Graph, left_out: frozenset[str]) -> Iterator[Finding]:
    """What pySHACL finds on the plan's own subjects.

    The whole small graph is judged: pySHACL's own ``focus_nodes`` also leaves out the values
    that nested shapes (``sh:or``) must look at.
    """
    import pyshacl
    import rdflib

    own = {rdflib.URIRef(subject) for subject in plan.subjects}
    shapes = _shapes(left_out)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    for node in results.subjects(rdflib.RDF.type, rdflib.URIRef(SH + "ValidationResult")):
        if results.value(node, rdflib.URIRef(SH + "focusNode")) in own:
            yield _finding(plan, results, node)


def _finding(plan: plans.Plan, results: rdflib.Graph, node: rdflib.term.Node) -> Finding:
    import rdflib

    def told(local: str) -> Cell:
        return _cell(results.value(node, rdflib.URIRef(SH + local)))

    constraint, shape = told("sourceConstraint"), told("sourceShape")
    named = constraint if _is_rule(constraint) else shape
    rule = rules.named(str(named).removeprefix(names.SHAPES))
    return _worded(plan, rule, (told("focusNode"), _path(results, node), told("value")))


def _of_checks(
    plan: plans.Plan, graph: KnowledgeGraph, left_out: frozenset[str]
) -> Iterator[Finding]:
    subjects = [iri for iri in plan.subjects if not iri.startswith("_:")]
    kept = [query for query in queryfiles.in_folder("checks") if query.name not in left_out]
    for query in kept if subjects else ():
        for entity, prop, value in graph.select(query.bind({"entity": subjects})).rows:
            yield _worded(plan, rules.named(query.name), (entity, prop, value))


def _worded(plan: plans.Plan, rule: rules.Rule, about: tuple[Cell, Cell, Cell]) -> Finding:
    focus, path, value = about
    facts = {
        "$this": _shown(focus),
        "entity": _shown(focus),
        "property": _shown(path),
        "$value": _shown(value),
        "?value": _shown(value),
        "value": _shown(value),
    }
    return Finding(
        rule.id,
        rule.severity,
        rule.fault.filled(facts),
        rule.remedy.filled(facts),
        plan.path,
        plan.place_of(focus, path, value) or NOWHERE,
        focus=Iri(str(focus)) if focus is not None else None,
        path=Iri(str(path)) if path is not None else None,
        value=value,
    )


def _shown(cell: Cell) -> str:
    return names.short(cell) if isinstance(cell, Iri) else "" if cell is None else str(cell)


def _is_rule(cell: Cell) -> bool:
    return isinstance(cell, Iri) and cell.startswith(names.SHAPES)


def _path(results: rdflib.Graph, node: rdflib.term.Node) -> Cell:
    """The property of a result's path: the first one where the path is a sequence."""
    import rdflib

    path = results.value(node, rdflib.URIRef(SH + "resultPath"))
    first = results.value(path, rdflib.RDF.first) if path is not None else None
    return _cell(first if first is not None else path)


def _cell(term: rdflib.term.Node | None) -> Cell:
    return None if term is None else cell(term)


@cache
def _shapes(left_out: frozenset[str] = frozenset()) -> rdflib.Graph:
    """All shapes; those of the rules *left_out* are deactivated, as SHACL has it."""
    import rdflib

    shapes = rdflib.Graph()
    for path in resources.shape_files():
        shapes.parse(path, format="turtle")
    for rule_id in left_out:
        rule = rdflib.URIRef(names.SHAPES + rule_id)
        shapes.add((rule, rdflib.URIRef(SH + "deactivated"), rdflib.Literal(True)))  # noqa: FBT003
    return shapes


def _graph_of(quads: Iterable[Quad]) -> rdflib.Graph:
    import logging

    import rdflib

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # a bad date is a finding, not a log
    graph = rdflib.Graph()
    lines = "\n".join(sorted({statement(quad._replace(graph=None)) for quad in quads}))
    graph.parse(data=lines, format="nt")
    return graph


def _targeted(data: rdflib.Graph, subjects: list[Iri]) -> set[Iri]:
    """The subjects that at least one shape looks at."""
    import rdflib

    classes = set(_shapes().objects(None, rdflib.URIRef(SH + "targetClass")))
    properties = set(_shapes().objects(None, rdflib.URIRef(SH + "targetSubjectsOf")))
    found: set[Iri] = set()
    for subject in subjects:
        node = rdflib.URIRef(subject)
        types = data.objects(node, rdflib.RDF.type)
        above = {c for t in types for c in data.transitive_objects(t, rdflib.RDFS.subClassOf)}
        if above & classes or any((node, p, None) in data for p in properties):
            found.add(subject)
    return found
