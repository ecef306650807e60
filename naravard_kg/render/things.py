"""A thing, its passages and the matches of a search, for a reader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from naravard_kg import names
from naravard_kg.evidence import Passage
from naravard_kg.find import Match
from naravard_kg.labels import labels
from naravard_kg.render import tables
from naravard_kg.render.cells import Page, as_json, shown, worded
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.things import Fact, Thing
from naravard_kg.words import say

_NARROWEST = 20  # characters of a column
_RECORDED = Iri(names.ONTOLOGY + "hasStatusRecord")
_STATED = Iri(names.ONTOLOGY + "statedDate")


def text(graph: Answers, thing: Thing, language: str, width: int) -> str:
    """What is said of it, who says so, its status over time, and what points at it.

    Where several documents speak of it, what they say stands side by side.
    """
    known = labels(graph, _things(thing), language)
    kinds = ", ".join(known[iri] for iri in thing.types)
    lines = [f"{names.short(thing.iri)}  {known[thing.iri]}", f"  {kinds}"]
    facts = _for_reader(thing.facts, language)
    beside = _side_by_side(facts, known, language, width)
    lines += ["", *(beside or _facts(facts, known, language))]
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
        lines.append(f"    {_value(fact, known, language)}  ({graphs})")
    return lines


def _for_reader(facts: Sequence[Fact], language: str) -> list[Fact]:
    """The facts without status records, told below, and without texts in another language.

    A text stays where its property has none in the reader's language.
    """
    told = {f.property for f in facts if isinstance(f.value, Text) and f.value.language == language}
    foreign = [f for f in facts if isinstance(f.value, Text) and f.value.language != language]
    spared = {id(fact) for fact in foreign if fact.property in told}
    return [f for f in facts if id(f) not in spared and f.property != _RECORDED]


def _value(fact: Fact, known: Mapping[Iri, str], language: str) -> str:
    """A value as a reader says it; a stated time in words."""
    if fact.property == _STATED:
        return worded(str(fact.value), language)
    return shown(fact.value, known, language)


def _side_by_side(
    facts: Sequence[Fact], known: Mapping[Iri, str], language: str, width: int
) -> list[str]:
    """A column for each graph that speaks of the thing; nothing where it is one, or too narrow."""
    graphs = sorted({graph for fact in facts for graph in fact.graphs})
    documents = [graph for graph in graphs if graph.startswith(names.source_graph(""))]
    if len(documents) < 2 or width // (len(graphs) + 1) < _NARROWEST:  # noqa: PLR2004 -- a pair
        return []
    held: dict[Iri, dict[Iri, list[str]]] = {}
    for fact in facts:
        row = held.setdefault(fact.property, {graph: [] for graph in graphs})
        for graph in fact.graphs:
            row[graph].append(_value(fact, known, language))
    rows = [(known[prop], *("\n".join(row[g]) for g in graphs)) for prop, row in held.items()]
    headings = ("", *(names.short(graph).rpartition("/")[2] for graph in graphs))
    page = Page(Table(headings, tuple(rows)), headings, {}, language)
    return tables.text(page, width).split("\n")


def _statuses(thing: Thing, known: Mapping[Iri, str], language: str) -> list[str]:
    lines = []
    for row in thing.statuses.records():
        when = shown(row["as_of"], known, language) or worded(str(row["stated"] or "–"), language)
        locator = f"  ({row['locator']})" if row["locator"] else ""
        lines.append(f"    {when}  {shown(row['status'], known, language)}{locator}")
    return lines


def _record(fact: Fact, known: Mapping[Iri, str]) -> dict[str, object]:
    return {
        "property": as_json(fact.property, known),
        "value": as_json(fact.value, known),
        "graphs": [names.short(graph) for graph in fact.graphs],
    }
