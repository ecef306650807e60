"""Commands that answer: questions, ask, sparql, find."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_kg.cli.base import Option, command, settings, show_table


@command
def questions() -> None:
    """List the named questions with their parameters."""
    from naravard_kg import queryfiles
    from naravard_kg.render import catalogue

    table = catalogue.questions(queryfiles.catalogue(), settings().lang)
    show_table(table, catalogue.headings("questions", settings().lang))


@click.argument("name")
@click.option("--set", "values", metavar="KEY=VALUE", multiple=True, cls=Option, help="option.set")
@command
def ask(name: str, values: tuple[str, ...]) -> None:
    """Answer one named question."""
    from naravard_kg import queryfiles
    from naravard_kg import questions as asked

    graph = settings().graph()
    table = asked.ask(graph, name, **_pairs(values))
    question = queryfiles.named(name)
    heads = tuple(question.heading(column, settings().lang) for column in table.columns)
    show_table(table, heads, graph)


@click.argument("query", default="-")
@command
def sparql(query: str) -> None:
    """Answer any SPARQL query: its text, a file that holds it, or - for standard input."""
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    answer = graph.query(_query_text(query))
    now.write(answers.rendered(graph, answer, now.chosen(answers.formats(answer)), now))


@click.argument("words", nargs=-1, required=True)
@command
def find(words: tuple[str, ...]) -> None:
    """Find things by label, abbreviation or misprint."""
    from naravard_kg.find import find as search
    from naravard_kg.render import catalogue, things

    graph = settings().graph()
    table = things.matches(search(graph, " ".join(words)))
    show_table(table, catalogue.headings("find", settings().lang), graph)


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
