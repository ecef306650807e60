"""Commands that answer: questions, ask, sparql, find."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_kg.cli.base import Option, bounded, command, settings, show_table, told_cut

if TYPE_CHECKING:
    from naravard_kg.tables import Table


@command
def questions() -> None:
    """List the named questions with their parameters."""
    from naravard_kg import queryfiles
    from naravard_kg.render import catalogue

    table = catalogue.questions(queryfiles.catalogue(), settings().lang)
    show_table(table, catalogue.headings("questions", settings().lang))


@click.argument("name")
@click.option("--set", "values", metavar="KEY=VALUE", multiple=True, cls=Option, help="option.set")
@bounded
@command
def ask(name: str, values: tuple[str, ...]) -> None:
    """Answer one named question."""
    from naravard_kg import queryfiles
    from naravard_kg import questions as asked

    graph = settings().graph()
    table = asked.ask(graph, name, **_pairs(values))
    question = queryfiles.named(name)
    heads = tuple(question.heading(column, settings().lang) for column in table.columns)
    show_table(_at_most(table, settings().rows), heads, graph)


@click.argument("query", default="-")
@bounded
@command
def sparql(query: str) -> None:
    """Answer any SPARQL query: its text, a file that holds it, or - for standard input."""
    from naravard_kg import questions as asked
    from naravard_kg.render import streams

    now = settings()
    graph = now.graph()
    answer = asked.streamed(graph, _query_text(query), once=now.rows is not None)
    now.write(streams.rendered(graph, streams.first(answer, now.rows, told_cut), now))


@click.argument("words", nargs=-1, required=True)
@command
def find(words: tuple[str, ...]) -> None:
    """Find things by label, abbreviation or misprint."""
    from naravard_kg.find import find as search
    from naravard_kg.render import catalogue, things

    graph = settings().graph()
    table = things.matches(search(graph, " ".join(words)))
    show_table(table, catalogue.headings("find", settings().lang), graph)


def _at_most(table: Table, most: int | None) -> Table:
    if most is None or len(table) <= most:
        return table
    told_cut()
    return replace(table, rows=table.rows[:most])


def _pairs(values: tuple[str, ...]) -> dict[str, list[str]]:
    from naravard_kg.errors import ParameterError

    found: dict[str, list[str]] = {}
    for pair in values:
        key, equals, value = pair.partition("=")
        if not equals or not key or not value:
            raise ParameterError("form", "ask", value=pair)
        found.setdefault(key.strip(), []).append(value.strip())
    return found


def _query_text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    if not query.endswith((".rq", ".sparql")) and (query.count("{") or not path.is_file()):
        return query
    from naravard_kg.plans import text_of

    return text_of(path, (path.suffix.lower(),))
