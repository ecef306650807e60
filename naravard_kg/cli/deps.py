"""Commands about what waits for what."""

from __future__ import annotations

import click

from naravard_kg.cli.base import Group, command, settings, shared


class _Deps(Group):
    """The group ``deps``."""


@click.group("deps", cls=_Deps)
@shared
def deps() -> None:
    """Answer questions about what waits for what."""


@click.argument("thing")
@command
def blocks(thing: str) -> None:
    """Show what must be settled before a thing, in steps, and what can start now."""
    from naravard_kg.dependencies import dependencies
    from naravard_kg.render import answers

    now = settings()
    graph = now.graph()
    found = dependencies(graph).blocks(thing)
    now.write(answers.blockers(graph, found, now))


deps.add_command(blocks)
