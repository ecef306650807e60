"""A thing, its passages and the matches of a search, for a reader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from naravard_kg import names
from naravard_kg.evidence import Passage
from naravard_kg.find import Match
from naravard_kg.labels import labels
from naravard_kg.render.cells import as_json, shown
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.things import Fact, Thing
from naravard_kg.words import say


def text(graph: Answers, thing: Thing, language: str) -> str:
    """What is said of it, who says so, its status over time, and what points at it."""
    known = labels(graph, _things(thing), language)
    kinds = ", ".join(known[iri] for iri in thing.types)
    lines = [f"{names.short(thing.iri)}  {known[thing.iri]}", f"  {kinds}"]
    lines += ["", *_facts(thing.facts, known, language)]
    if thing.statuses.rows:
        lines += ["", "  " + say("show.statuses").in_(language), *_statuses(thing, known, language)]
    if thing.links:
        lines += ["", "  " + say("show.links").in_(language), *_facts(thing.links, known, language)]
    return "\n".join(lines)


def as_object(graph: Answers, thing: Thing, language: str) -> str:
    """One JSON object."""
    known = labels(graph, _things(thing), language)
    answer = {
        "thing": as_json(thing.iri, known),
        "types": [as_json(iri, known) for iri in thing.types],
        "facts": [_record(fact, known) for fact in thing.facts],
        "links": [_record(link, known) for link in thing.links],
        "statuses": [
            {key: as_json(cell, known) for key, cell in row.items()}
            for row in thing.statuses.records()
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def table(thing: Thing) -> Table:
    """The facts and links as a table, for CSV and Markdown."""
    rows: list[tuple[Cell, ...]] = [
        (thing.iri, f.property, f.value, names.short(g)) for f in thing.facts for g in f.graphs
    ]
    rows += [
        (f.value, f.property, thing.iri, names.short(g)) for f in thing.links for g in f.graphs
    ]
    return Table(("subject", "property", "value", "graph"), tuple(rows), "show")


def passages(found: Iterable[Passage]) -> Table:
    """Passages as a table; their words where the text copies were at hand."""
    columns = ("about", "property", "value", "locator", "text", "start", "end", "state", "words")
    rows = tuple(
        (
            p.about,
            p.property,
            p.value,
            p.locator,
            p.text,
            p.start,
            p.end,
            p.state,
            " ".join(p.words.split()) or None,
        )
        for p in found
    )
    return Table(columns, rows, "evidence")


def passages_text(graph: Answers, found: Iterable[Passage], language: str) -> str:
    """Each passage once: where it stands, what it supports, and its words if at hand."""
    grouped: dict[Iri, list[Passage]] = {}
    for passage in found:
        grouped.setdefault(passage.evidence, []).append(passage)
    cells = [cell for p in found for cell in (p.about, p.property, p.value, p.document)]
    known = labels(graph, cells, language)
    blocks = ["\n".join(_passage(ps, known, language)) for ps in grouped.values()]
    return "\n\n".join(blocks) or say("table.empty").in_(language)


def _passage(alike: list[Passage], known: Mapping[Iri, str], language: str) -> Iterator[str]:
    first = alike[0]
    state = say(f"evidence.{first.state}").in_(language)
    yield f"{first.locator}  {names.short(first.evidence)}  {state}".rstrip()
    yield f"  {known[first.document]}"
    for p in alike:
        facts = [known[p.property]] if p.property else [known[p.about]]
        facts += [shown(p.value, known, language)] if p.value is not None else []
        yield f"  · {': '.join(facts)}"
    if first.words:
        yield f"  “{' '.join(first.words.split())}”"


def matches(found: Iterable[Match]) -> Table:
    """Matches of a search as a table, best first."""
    return Table(
        ("thing", "fits_by", "score"),
        tuple((m.thing, m.by, f"{m.score:.2f}") for m in found),
        "find",
    )


def _things(thing: Thing) -> list[Iri]:
    cells = [thing.iri, *thing.types]
    for fact in (*thing.facts, *thing.links):
        cells += [fact.property, *fact.graphs]
        cells += [fact.value] if isinstance(fact.value, Iri) else []
    cells += [cell for row in thing.statuses.rows for cell in row if isinstance(cell, Iri)]
    return cells


def _facts(facts: Iterable[Fact], known: Mapping[Iri, str], language: str) -> list[str]:
    lines: list[str] = []
    before = None
    for fact in facts:
        if fact.property != before:
            lines.append(f"  {known[fact.property]}")
            before = fact.property
        graphs = ", ".join(names.short(graph).rpartition("/")[2] for graph in fact.graphs)
        lines.append(f"    {shown(fact.value, known, language)}  ({graphs})")
    return lines


def _statuses(thing: Thing, known: Mapping[Iri, str], language: str) -> list[str]:
    lines = []
    for row in thing.statuses.records():
        when = shown(row["as_of"] or row["stated"], known, language) or "–"
        locator = f"  ({row['locator']})" if row["locator"] else ""
        lines.append(f"    {when}  {shown(row['status'], known, language)}{locator}")
    return lines


def _record(fact: Fact, known: Mapping[Iri, str]) -> dict[str, object]:
    return {
        "property": as_json(fact.property, known),
        "value": as_json(fact.value, known),
        "graphs": [names.short(graph) for graph in fact.graphs],
    }
