"""Commands about what the graph holds: show, evidence, stats."""

from __future__ import annotations

import click

from naravard_kg.cli.base import command, settings


@click.argument("thing")
@command
def show(thing: str) -> None:
    """Show all that is known of a thing."""
    from naravard_kg import things
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    now.write(answers.thing(graph, things.show(graph, thing), now))


@click.argument("thing")
@command
def evidence(thing: str) -> None:
    """Show where each fact about a thing stands; with --sources, verify every passage."""
    from naravard_kg.evidence import FAILED
    from naravard_kg.evidence import evidence as cited
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    found = cited(graph, thing, sources=now.sources)
    now.write(answers.evidence(graph, found, now))
    click.get_current_context().exit(any(p.state == FAILED for p in found))


@command
def stats() -> None:
    """Show how much the graph holds, and how much of it has evidence."""
    from naravard_kg import things
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    now.write(answers.stats(graph, things.stats(graph), now))
