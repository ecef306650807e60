"""The command cite: how Naravard, a source or a file that the tool made is cited."""

from __future__ import annotations

import click

from naravard_kg.cli.base import Option, command, settings


@click.argument("what", nargs=-1)
@click.option("--documents", is_flag=True, cls=Option, help="option.documents")
@command
def cite(what: tuple[str, ...], documents: bool) -> None:
    """Tell how Naravard, a thing or a file is cited."""
    from naravard_kg.citing import cited
    from naravard_kg.render import citations

    now = settings()
    graph = now.graph()
    found = cited(graph, what, documents=documents)
    now.write(citations.rendered(graph, found, now))
    click.get_current_context().exit(any(one.stale for one in found))
