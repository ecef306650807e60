"""What stands before a thing, as an indented tree with its passages, and as JSON, CSV, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from naravard_kg import names
from naravard_kg.dependencies import ANSWERS, AWAITS, HANDLED_THROUGH, Blockers, Edge
from naravard_kg.evidence import Passage
from naravard_kg.labels import labels
from naravard_kg.render.cells import as_json
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Iri
from naravard_kg.words import say

Passages = Mapping[Iri, Passage]
_SECTIONS = {AWAITS: "awaits", HANDLED_THROUGH: "handled", ANSWERS: "answers"}


def text(graph: Answers, found: Blockers, language: str, passages: Passages) -> str:
    """The tree: what it waits for, is handled through and hinges on; the steps; what can start."""
    known = labels(graph, _things(found), language)
    lines = [_title(found.thing, known)]
    lines += _branches(found, found.thing, known, language, passages, depth=0, path=())
    if not any(edge.orders for edge in found.of(found.thing)):
        lines.append("  " + say("blocks.nothing").in_(language))
    lines += _coordination(found, known, language, passages)
    lines += _steps(found, known, language)
    return "\n".join(lines)


def as_object(graph: Answers, found: Blockers, language: str) -> str:
    """One JSON object: the edges with their passages, the steps, what is ready."""
    known = labels(graph, _things(found), language)
    answer = {
        "thing": as_json(found.thing, known),
        "edges": [_edge(edge, known) for edge in found.edges],
        "coordination": [_edge(edge, known) for edge in found.coordination],
        "settled": [as_json(iri, known) for iri in found.settled],
        "steps": [list(step) for step in found.steps],
        "ready": list(found.ready),
        "cycles": [list(cycle) for cycle in found.cycles],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def table(found: Blockers) -> Table:
    """The edges as a table, for CSV and Markdown."""
    columns = ("depender", "via", "dependee", "kind", "strength", "inferred", "evidence", "locator")
    rows = [
        (e.depender, e.via, e.dependee, e.kind, e.strength, e.inferred, *_first(e))
        for e in (*found.edges, *found.coordination)
    ]
    return Table(columns, tuple(rows), "blocks")


def _first(edge: Edge) -> tuple[Iri | None, str | None]:
    return (edge.citations[0].evidence, edge.citations[0].locator) if edge.citations else (None, None)


def _things(found: Blockers) -> Iterator[Iri | None]:
    yield found.thing
    for edge in (*found.edges, *found.coordination):
        yield from (edge.depender, edge.via, edge.dependee, edge.kind, edge.strength)


def _title(thing: Iri, known: Mapping[Iri, str]) -> str:
    return f"{names.short(thing)}  {known[thing]}"


def _branches(  # noqa: PLR0913 -- a recursive layout carries its state
    found: Blockers,
    thing: Iri,
    known: Mapping[Iri, str],
    language: str,
    passages: Passages,
    *,
    depth: int,
    path: tuple[Iri, ...],
) -> list[str]:
    lines: list[str] = []
    indent = "  " * (depth + 1)
    heading = ""
    for edge in found.of(thing):
        section = say(f"blocks.{_SECTIONS.get(edge.via, 'hinges')}").in_(language)
        if section != heading:
            lines.append(indent + section)
            heading = section
        mark = _mark(found, edge.dependee, language)
        lines.append(f"{indent}  {mark} {_title(edge.dependee, known)}")
        lines += [f"{indent}      {line}" for line in _grounds(edge, known, language, passages)]
        if edge.dependee in path or edge.dependee == thing:
            lines.append(f"{indent}      {say('blocks.again').in_(language)}")
        else:
            lines += _branches(
                found, edge.dependee, known, language, passages,
                depth=depth + 2, path=(*path, thing),
            )
    return lines


def _mark(found: Blockers, thing: Iri, language: str) -> str:
    if thing in found.settled:
        return say("blocks.settled").in_(language)
    ready = names.short(thing) in found.ready
    return say("blocks.ready" if ready else "blocks.open").in_(language)


def _grounds(
    edge: Edge, known: Mapping[Iri, str], language: str, passages: Passages
) -> Iterator[str]:
    facts = [known[iri] for iri in (edge.kind, edge.strength) if iri]
    facts.append(say("blocks.inferred" if edge.inferred else "blocks.stated").in_(language))
    yield ", ".join(facts)
    for citation in edge.citations:
        yield f"{citation.locator} · {names.short(citation.evidence)}"
        passage = passages.get(citation.evidence)
        if passage is not None and passage.words:
            yield f"“{' '.join(passage.words.split())}”"


def _coordination(
    found: Blockers, known: Mapping[Iri, str], language: str, passages: Passages
) -> list[str]:
    if not found.coordination:
        return []
    lines = ["  " + say("blocks.coordinated").in_(language)]
    for edge in found.coordination:
        lines.append(f"    ~ {_title(edge.dependee, known)}")
        lines += [f"        {line}" for line in _grounds(edge, known, language, passages)]
    return lines


def _steps(found: Blockers, known: Mapping[Iri, str], language: str) -> list[str]:
    lines: list[str] = []
    for number, step in enumerate(found.steps, start=1):
        lines.append(f"  {say('blocks.step', number=number).in_(language)} {', '.join(step)}")
    if found.ready:
        lines.append(f"  {say('blocks.now').in_(language)} {', '.join(found.ready)}")
    for cycle in found.cycles:
        lines.append(f"  {say('blocks.cycle').in_(language)} {' → '.join([*cycle, cycle[0]])}")
    del known
    return lines


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
