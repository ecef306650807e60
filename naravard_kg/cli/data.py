"""Commands about the data as a whole: export, consolidate, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_kg.cli.base import Option, Settings, command, settings
from naravard_kg.words import say


@click.argument("what", nargs=-1)
@click.option("--force", is_flag=True, cls=Option, help="option.force")
@command
def export(what: tuple[str, ...], force: bool) -> None:
    """Write the graph, or a part of it, for another tool."""
    from naravard_kg import exports

    now = settings()
    form, where = _form(now), now.output or sys.stdout
    exports.export(now.graph(), where, what, form=form, language=now.lang, force=force)


@click.argument("new")  # read from below: old comes first
@click.argument("old")
@command
def diff(old: str, new: str) -> None:
    """Show what changed between two versions of the data, by thing."""
    from naravard_kg import differences
    from naravard_kg.render import differences as pages

    now = settings()
    form, graph = now.chosen(pages.FORMATS), now.graph()
    sources = Path(now.sources) if now.sources else None
    found = differences.diff(graph, old, new, sources=sources)
    now.write(pages.rendered(graph, found, form, now.lang))


@command
def consolidate() -> None:
    """Write what holds after assessment, with symmetric and inherited properties written out."""
    from naravard_kg import convert, views

    now = settings()
    form = now.chosen(convert.SYNTAXES) if now.format else "trig"
    quads = views.consolidated(now.graph()).quads(views.CONSOLIDATED)
    now.write(convert.serialise(quads, form))


def _form(now: Settings) -> str:
    """The form asked for, else the one that the ending of the output means."""
    from naravard_kg import exports

    form = now.chosen(dict.fromkeys(exports.FORMATS)) if now.format else ""
    if form == "csv" and now.output is None:
        raise click.UsageError(say("usage.folder").in_(now.lang))
    return form or exports.form_for(now.output)
