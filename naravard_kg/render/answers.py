"""An answer in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from naravard_kg import convert
from naravard_kg.conflicts import Conflict
from naravard_kg.evidence import Passage
from naravard_kg.origins import in_language, origin
from naravard_kg.plans import Place, Plan
from naravard_kg.queryfiles import named
from naravard_kg.render import cells, figured, tables
from naravard_kg.render import conflicts as sides
from naravard_kg.render import things as pages
from naravard_kg.render import timeline as dated
from naravard_kg.render.cells import Reader
from naravard_kg.render.reports.addresses import in_text, spot
from naravard_kg.rules import named as rule_named
from naravard_kg.tables import Answer, Answers, Table
from naravard_kg.things import Thing
from naravard_kg.timeline import Dated
from naravard_kg.words import say

_IN_PARTS = {"text": tables.text, "md": tables.markdown, "json": tables.as_object}


def rendered(graph: Answers, answer: Answer, form: str, reader: Reader) -> str | bytes:
    """The answer to any SPARQL: a table, yes or no, or a graph."""
    if isinstance(answer, tuple):
        return convert.serialise(answer, "turtle" if form == "text" else form)
    if isinstance(answer, bool):
        if form == "json":
            return json.dumps({"boolean": answer})
        return cells.shown(answer, {}, reader.lang)
    return tables.FORMATS[form](cells.page(graph, answer, reader.lang), reader.width)


def thing(graph: Answers, found: Thing, reader: Reader) -> str | bytes:
    """All that is known of a thing."""
    return _answer(
        (graph, pages.table(found), reader),
        text=lambda: pages.text(graph, found, reader.lang, reader.width),
        json=lambda: pages.as_object(graph, found, reader.lang),
    )


def evidence(graph: Answers, found: Sequence[Passage], reader: Reader) -> str | bytes:
    """Where the facts about a thing stand."""
    return _answer(
        (graph, pages.passages(found), reader),
        text=lambda: pages.passages_text(graph, found, reader.lang),
    )


def conflicts(graph: Answers, found: Sequence[Conflict], reader: Reader) -> str | bytes:
    """Where sources contradict one another."""
    return _answer(
        (graph, sides.table(found), reader),
        text=lambda: sides.text(graph, found, reader.lang, reader.width),
        json=lambda: sides.as_object(graph, found, reader.lang),
    )


def timeline(
    graph: Answers,
    found: Sequence[Dated],
    as_of: date | None,
    reader: Reader,
    who: Sequence[str] = (),
) -> str | bytes:
    """Dated things in order; those of *who*, as a figure says."""
    day = ["--as-of", as_of.isoformat()] if as_of else []
    command = ["naravard", "timeline", *who, *day, *in_language(reader.lang)]
    drawn = figured.forms(
        "timeline", lambda: (graph, found), reader.lang, lambda: origin(command, graph.source)
    )
    return _answer(
        (graph, dated.table(found, as_of), reader),
        text=lambda: dated.text(graph, found, as_of, reader),
        **drawn,
    )


def _answer(
    plain: tuple[Answers, Table, Reader], **forms: Callable[[], str | bytes]
) -> str | bytes:
    """An answer in the format asked for: one of its own *forms*, else its table in that format."""
    graph, table, reader = plain
    form = reader.chosen({**tables.FORMATS, **forms})
    return forms[form]() if form in forms else rendered(graph, table, form, reader)


def stats(graph: Answers, found: Mapping[str, Table], reader: Reader) -> str | bytes:
    """How much the graph holds."""
    form = reader.chosen(tables.FORMATS)
    if form not in _IN_PARTS:
        return rendered(graph, _long(found), form, reader)
    parts = {name: _counted(graph, name, table, form, reader) for name, table in found.items()}
    if form == "json":
        return json.dumps(
            {name: json.loads(part) for name, part in parts.items()},
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        )
    return "\n\n".join([*parts.values(), _share(found["facts-by-document"], reader.lang)])


def left_out(plan: Plan, language: str) -> str:
    """What of a plan became statements, and each value that did not."""
    lines = [
        say(
            "convert.left-out",
            place=_stands(plan.path, note.place),
            rule=note.rule,
            fault=rule_named(note.rule).fault.filled(note.facts),
        ).in_(language)
        for note in plan.notes
    ]
    counts = say("convert.done", statements=len(plan.quads), notes=len(plan.notes))
    return "\n".join([*lines, counts.in_(language)])


def _stands(path: str, place: Place) -> str:
    """The file and the line; where the form has addresses of its own, the value's address."""
    if not place.at:
        return f"{path}:{place.line}"
    told = spot(path, place)
    return f"{path}:{told}" if in_text(path, place) else f"{path}: {told}"


def _long(found: Mapping[str, Table]) -> Table:
    """All counts in one table, for what holds only one: a file for a program, a page, a sheet."""
    rows = [
        (name, row[0], column, count)
        for name, table in found.items()
        for row in table.rows
        for column, count in zip(table.columns[1:], row[1:], strict=True)
    ]
    return Table(("table", "of", "what", "count"), tuple(rows), "stats")


def _counted(graph: Answers, name: str, table: Table, form: str, reader: Reader) -> str:
    question = named(name)
    heads = tuple(question.heading(column, reader.lang) for column in table.columns)
    page = cells.page(graph, table, reader.lang, heads)
    return _IN_PARTS[form](page, reader.width)


def _share(table: Table, language: str) -> str:
    facts = sum(int(str(n)) for n in table.column("facts"))
    supported = sum(int(str(n)) for n in table.column("with_evidence"))
    share = f"{100 * supported / facts:.1f}" if facts else "–"
    share = share.replace(".", ",") if language == "sv" else share
    return say("stats.share", facts=facts, supported=supported, share=share).in_(language)
