"""Commands about what the graph holds: show, evidence, conflicts, timeline, stats."""

from __future__ import annotations

from datetime import date

import click

from naravard_kg.cli.base import Day, Option, command, settings


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


@click.argument("thing", required=False)
@command
def conflicts(thing: str | None) -> None:
    """Show where sources contradict one another, with how it has been assessed."""
    from naravard_kg.conflicts import conflicts as contradictions
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    found = contradictions(graph, thing, sources=now.sources)
    now.write(answers.conflicts(graph, found, now))


@click.argument("who", nargs=-1)
@click.option("--as-of", type=Day(), metavar="DATE", cls=Option, help="option.as-of")
@command
def timeline(who: tuple[str, ...], as_of: date | None) -> None:
    """Show everything dated in order, or what held on a day."""
    from naravard_kg.render import answers
    from naravard_kg.timeline import timeline as dated

    now = settings()
    graph = now.graph()
    now.write(answers.timeline(graph, dated(graph, who, as_of=as_of), as_of, now, who))


@command
def stats() -> None:
    """Show how much the graph holds, and how much of it has evidence."""
    from naravard_kg import things
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    now.write(answers.stats(graph, things.stats(graph), now))
