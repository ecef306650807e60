"""Commands about the data as a whole: export, consolidate, load, diff."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_kg.cli.base import Option, Settings, command, settings, show_table
from naravard_kg.words import say

if TYPE_CHECKING:
    from naravard_kg.stores import Told

_BLINK = 0.2  # seconds between two tellings of how far the work has come


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


@click.argument("files", nargs=-1, required=True)  # read from below: the store comes first
@click.argument("place", metavar="STORE")
@click.option("--replace", is_flag=True, cls=Option, help="option.replace")
@click.option("--with-shipped", "shipped", is_flag=True, cls=Option, help="option.with-shipped")
@click.option("--bare", is_flag=True, cls=Option, help="option.bare")
@command
def load(place: str, files: tuple[str, ...], replace: bool, shipped: bool, bare: bool) -> None:
    """Load RDF files into a store on disk."""
    from naravard_kg import stores
    from naravard_kg.render.catalogue import headings

    now = settings()
    with _meter(now) as told:
        carry = _carried(shipped, bare, now)
        done = stores.load(place, files, carry, replace=replace, told=told)
    show_table(done.table(), headings("loaded", now.lang))


def _carried(shipped: bool, bare: bool, now: Settings) -> str:
    """How much of the shipped data is put in as well."""
    if shipped and bare:
        raise click.UsageError(say("usage.bare").in_(now.lang))
    return "shipped" if shipped else "bare" if bare else "reference"


@contextmanager
def _meter(now: Settings) -> Iterator[Told | None]:
    """A line on the terminal's standard error: how far the work has come; else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    start = told_at = time.monotonic()

    def told(file: str, statements: int, share: float) -> None:
        nonlocal told_at
        if (at := time.monotonic()) - told_at > _BLINK:
            told_at, speed = at, round(statements / (at - start))
            facts = {"statements": _grouped(statements, now), "speed": _grouped(speed, now)}
            line = say("load.progress", file=file, share=round(100 * share), **facts).in_(now.lang)
            click.echo(f"\r{line[: now.width - 1]}\x1b[K", nl=False, err=True, color=True)

    try:
        yield told
    finally:
        click.echo("\r\x1b[K", nl=False, err=True, color=True)


def _grouped(number: int, now: Settings) -> str:
    return f"{number:,}".replace(",", "\u00a0" if now.lang == "sv" else ",")


def _form(now: Settings) -> str:
    """The form asked for, else the one that the ending of the output means."""
    from naravard_kg import exports

    form = now.chosen(dict.fromkeys(exports.FORMATS)) if now.format else ""
    if form in exports.FOLDERS and now.output is None:
        raise click.UsageError(say("usage.folder").in_(now.lang))
    return form or exports.form_for(now.output)
