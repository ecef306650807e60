"""What stands before a thing, as an indented tree with its passages, and as JSON and a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from naravard_kg import names
from naravard_kg.dependencies import ANSWERS, AWAITS, HANDLED_THROUGH, Blockers, Edge
from naravard_kg.evidence import Passage
from naravard_kg.labels import labels
from naravard_kg.render.cells import as_json
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Iri
from naravard_kg.words import say

_HEADINGS = {AWAITS: "blocks.awaits", HANDLED_THROUGH: "blocks.handled", ANSWERS: "blocks.answers"}
_STEP = "  "


@dataclass
class _Tree:
    """A tree being laid out: what it is of, in which words, and what it has shown already."""

    found: Blockers
    labels: Mapping[Iri, str]
    language: str
    passages: Mapping[Iri, Passage]
    shown: set[Iri] = field(default_factory=set)

    def say(self, key: str, **facts: object) -> str:
        return say(key, **facts).in_(self.language)

    def title(self, thing: Iri) -> str:
        return f"{names.short(thing)}  {self.labels[thing]}"


def text(graph: Answers, found: Blockers, language: str, passages: Mapping[Iri, Passage]) -> str:
    """What it waits for, is handled through and hinges on, with all behind; then the steps."""
    tree = _Tree(found, labels(graph, _things(found), language), language, passages)
    lines = [tree.title(found.thing) + _status(tree, found.thing)]
    lines += _below(tree, found.thing, _STEP)
    if not any(edge.orders for edge in found.of(found.thing)):
        lines.append(_STEP + tree.say("blocks.nothing"))
    lines += _coordination(tree)
    return "\n".join([*lines, *_order(tree)])


def as_object(graph: Answers, found: Blockers, language: str) -> str:
    """One JSON object: the edges with their passages, the steps, what is ready."""
    known = labels(graph, _things(found), language)
    answer = {
        "thing": as_json(found.thing, known),
        "edges": [_edge(edge, known) for edge in found.edges],
        "coordination": [_edge(edge, known) for edge in found.coordination],
        "settled": [as_json(iri, known) for iri in found.settled],
        "statuses": {
            names.short(iri): as_json(status, known) for iri, status in found.statuses.items()
        },
        "steps": [list(step) for step in found.steps],
        "ready": list(found.ready),
        "cycles": [list(cycle) for cycle in found.cycles],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def table(found: Blockers) -> Table:
    """The edges as a table, for CSV and Markdown; one row a passage."""
    columns = ("depender", "via", "dependee", "kind", "strength", "inferred", "evidence", "locator")
    rows = [
        (e.depender, e.via, e.dependee, e.kind, e.strength, e.inferred, evidence, locator)
        for e in (*found.edges, *found.coordination)
        for evidence, locator in _cited(e)
    ]
    return Table(columns, tuple(rows), "blocks")


def _cited(edge: Edge) -> list[tuple[Iri | None, str | None]]:
    return [(c.evidence, c.locator) for c in edge.citations] or [(None, None)]


def _things(found: Blockers) -> Iterator[Iri | None]:
    yield found.thing
    yield from found.statuses.values()
    for edge in (*found.edges, *found.coordination):
        yield from (edge.depender, edge.via, edge.dependee, edge.kind, edge.strength)


def _below(tree: _Tree, thing: Iri, indent: str) -> list[str]:
    """What *thing* depends on; edges that say the same thing share one line of grounds."""
    tree.shown.add(thing)
    lines: list[str] = []
    for via, edges in groupby(tree.found.of(thing), key=lambda edge: edge.via):
        lines.append(indent + tree.say(_HEADINGS.get(via, "blocks.hinges")))
        if via == ANSWERS:
            lines[-1] += " " + ", ".join(names.short(edge.dependee) for edge in edges)
            continue
        for _, alike in groupby(edges, key=_facts):
            lines += _group(tree, list(alike), indent + _STEP)
    return lines


def _group(tree: _Tree, edges: list[Edge], indent: str) -> list[str]:
    lines = [f"{indent}{tree.title(e.dependee)}{_status(tree, e.dependee)}" for e in edges]
    lines += [f"{indent}{_STEP}{line}" for line in _grounds(tree, edges[0])]
    behind: dict[tuple[str, ...], list[Iri]] = {}
    for edge in edges:
        if edge.dependee not in tree.shown and tree.found.of(edge.dependee):
            below = tuple(_below(tree, edge.dependee, indent + _STEP * 2))
            behind.setdefault(below, []).append(edge.dependee)
    for below, things in behind.items():
        named = ", ".join(map(names.short, things))
        lines += [f"{indent}{_STEP}{tree.say('blocks.behind', things=named)}", *below]
    return lines


def _facts(edge: Edge) -> tuple[object, ...]:
    return edge.kind, edge.strength, edge.inferred, edge.citations


def _status(tree: _Tree, thing: Iri) -> str:
    """What is known of its state: its latest status, else whether it is settled."""
    status = tree.found.statuses.get(thing)
    if status is not None:
        return f"  [{tree.labels[status]}]"
    return f"  [{tree.say('blocks.settled')}]" if thing in tree.found.settled else ""


def _grounds(tree: _Tree, edge: Edge) -> Iterator[str]:
    facts = [tree.labels[iri] for iri in (edge.kind, edge.strength) if iri]
    facts.append(tree.say("blocks.inferred" if edge.inferred else "blocks.stated"))
    yield f"= {', '.join(facts)}"
    for citation in edge.citations:
        yield f"@ {citation.locator}  {names.short(citation.evidence)}"
        passage = tree.passages.get(citation.evidence)
        if passage is not None and passage.words:
            yield f"“{' '.join(passage.words.split())}”"


def _coordination(tree: _Tree) -> list[str]:
    lines: list[str] = []
    if tree.found.coordination:
        lines.append(_STEP + tree.say("blocks.coordinated"))
    for _, alike in groupby(tree.found.coordination, key=_facts):
        edges = list(alike)
        lines += [f"{_STEP * 2}{tree.title(edge.dependee)}" for edge in edges]
        lines += [f"{_STEP * 3}{line}" for line in _grounds(tree, edges[0])]
    return lines


def _order(tree: _Tree) -> list[str]:
    lines = [
        _STEP + tree.say("blocks.step", number=number) + " " + ", ".join(step)
        for number, step in enumerate(tree.found.steps, start=1)
    ]
    if tree.found.ready:
        lines.append(f"{_STEP}{tree.say('blocks.now')} {', '.join(tree.found.ready)}")
    lines += [
        f"{_STEP}{tree.say('blocks.cycle')} {' → '.join([*cycle, cycle[0]])}"
        for cycle in tree.found.cycles
    ]
    return [""] * bool(lines) + lines


def _edge(edge: Edge, known: Mapping[Iri, str]) -> dict[str, object]:
    return {
        "depender": as_json(edge.depender, known),
        "via": names.short(edge.via),
        "dependee": as_json(edge.dependee, known),
        "kind": as_json(edge.kind, known),
        "strength": as_json(edge.strength, known),
        "stated": not edge.inferred,
        "evidence": [
            {"name": names.short(c.evidence), "locator": c.locator} for c in edge.citations
        ],
    }
