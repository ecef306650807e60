"""What changed between two versions, for a reader, for a pull request and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from naravard_kg import names
from naravard_kg.differences import CHANGED, KINDS, Change, Difference, mentioned
from naravard_kg.folding import Fact
from naravard_kg.graph import of_quads
from naravard_kg.labels import labels
from naravard_kg.render.cells import as_json, shown
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Text
from naravard_kg.words import say

Known = Mapping[Iri, str]
_TYPE = Iri(RDF + "type")
_CITES = Iri(names.ONTOLOGY + "hasEvidence")


def text(found: Difference, known: Known, language: str) -> str:
    """Each thing with its facts, gone (-) and come (+), under new, gone and changed things."""
    blocks = [_counts(found, language)]
    for kind in KINDS:
        changes = found.of(kind)
        blocks += [say(f"diff.{kind}").in_(language)] if changes else []
        for change in changes:
            facts = (f"    {line}" for line in _facts(found, change, known, language))
            blocks.append("\n".join([f"  {_heading(change, known)}", *facts]))
    return "\n\n".join([*blocks, *_left_out(found, language)])


def markdown(found: Difference, known: Known, language: str) -> str:
    """The same for a pull request: each thing a heading, its facts a coloured block."""
    blocks = [_counts(found, language)]
    for kind in KINDS:
        changes = found.of(kind)
        blocks += [f"## {say(f'diff.{kind}').in_(language)}"] if changes else []
        for change in changes:
            facts = _facts(found, change, known, language)
            blocks += [f"### {_heading(change, known)}", "\n".join(["```diff", *facts, "```"])]
    return "\n\n".join([*blocks, *_left_out(found, language)])


def as_object(found: Difference, known: Known, language: str) -> str:
    """One JSON object."""
    del language
    answer = {
        "old": {"path": found.old, "left_out": found.left_out[0]},
        "new": {"path": found.new, "left_out": found.left_out[1]},
        "counts": {kind: len(found.of(kind)) for kind in KINDS},
        "changes": [_record(change, known) for change in found.changes],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


FORMATS: dict[str, Callable[[Difference, Known, str], str]] = {
    "text": text,
    "json": as_object,
    "md": markdown,
}


def rendered(graph: Answers, found: Difference, form: str, language: str) -> str:
    """The difference in one of ``FORMATS``; things are called as the newest version does."""
    things = {iri for change in found.changes for iri in mentioned(change)}
    own = labels(of_quads(found.names), things, language)
    known = labels(graph, things, language)
    known |= {iri: label for iri, label in own.items() if label != names.short(iri)}
    return FORMATS[form](found, known, language)


def _counts(found: Difference, language: str) -> str:
    counts = {kind: len(found.of(kind)) for kind in KINDS}
    return say("diff.counts", old=found.old, new=found.new, **counts).in_(language)


def _left_out(found: Difference, language: str) -> list[str]:
    pairs = zip((found.old, found.new), found.left_out, strict=True)
    lines = [say("diff.left-out", path=p, count=n).in_(language) for p, n in pairs if n]
    return ["\n".join(lines)] if lines else []


def _heading(change: Change, known: Known) -> str:
    short, label = names.short(change.thing), known[change.thing]
    kinds = ", ".join(known[kind] for kind in change.types)
    words = [short, *([label] if label != short else []), *([f"({kinds})"] if kinds else [])]
    return "  ".join(words)


def _facts(found: Difference, change: Change, known: Known, language: str) -> Iterator[str]:
    """The facts by property, those that are gone before those that came."""
    removed, added = _apart(change.removed, change.added), _apart(change.added, change.removed)
    marked = [("-", fact) for fact in removed] + [("+", fact) for fact in added]
    several = len({fact.graph for c in found.changes for fact in (*c.removed, *c.added)}) > 1
    for mark, fact in sorted(marked, key=lambda pair: (pair[1].property, pair[0] == "+")):
        if change.kind == CHANGED or fact.property != _TYPE:
            home = f"  ({names.short(fact.graph or '').rpartition('/')[2]})" if several else ""
            yield f"{mark} {_fact(fact, known, language)}{home if fact.graph else ''}"


def _apart(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The facts; of one that is also on the other side, only what is said otherwise about it."""
    ends = [(fact.property, fact.value, fact.graph) for fact in facts]
    found = []
    for fact, end in zip(facts, ends, strict=True):
        same = [o for o in others if (o.property, o.value, o.graph) == end]
        paired = fact.value is not None and len(same) == ends.count(end) == 1
        common = set(same[0].about) if paired else set()
        found.append(replace(fact, about=tuple(p for p in fact.about if p not in common)))
    return found


def _fact(fact: Fact, known: Known, language: str) -> str:
    pairs = [f"{known[p]}: {_value(v, known, language)}" for p, v in fact.about if p != _CITES]
    places = [_place(v, known) for p, v in fact.about if p == _CITES]
    value = _value(fact.value, known, language) if fact.value is not None else ""
    more = [f"({'; '.join(pairs)})"] if pairs else []
    cited = [f"[{'; '.join(places)}]"] if places else []
    return f"{known[fact.property]}: " + "  ".join([*([value] if value else []), *more, *cited])


def _value(cell: Cell, known: Known, language: str) -> str:
    words = " ".join(shown(cell, known, language).split())
    return f"{words} @{cell.language}" if isinstance(cell, Text) else words


def _place(cell: Cell, known: Known) -> str:
    """A passage: where it stands in print, and its name."""
    iri = Iri(str(cell))
    short, label = names.short(iri), known.get(iri, "")
    return short if label in ("", short) else f"{label} {short}"


def _record(change: Change, known: Known) -> dict[str, object]:
    return {
        "change": change.kind,
        "thing": as_json(change.thing, known),
        "types": [as_json(iri, known) for iri in change.types],
        "removed": [_statement(fact, known) for fact in change.removed],
        "added": [_statement(fact, known) for fact in change.added],
    }


def _statement(fact: Fact, known: Known) -> dict[str, object]:
    return {
        "property": as_json(fact.property, known),
        "value": as_json(fact.value, known),
        "about": [
            {"property": as_json(prop, known), "value": as_json(value, known)}
            for prop, value in fact.about
        ],
        "graph": names.short(fact.graph) if fact.graph else None,
    }
