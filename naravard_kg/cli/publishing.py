"""The command that publishes graphs to a server."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from naravard_kg import names
from naravard_kg.cli.base import Option, Settings, command, settings, show_table
from naravard_kg.words import say

if TYPE_CHECKING:
    from naravard_kg.publishing import Published, Step, Target

_BLINK = 0.2  # seconds between two tellings of how far the work has come
_PROTOCOL = click.Choice(("auto", "graph-store", "update"))
_VERIFY = click.Choice(("digests", "counts"))


@click.option("--dry-run", is_flag=True, cls=Option, help="option.dry-run")
@click.option("--verify", type=_VERIFY, default="digests", cls=Option, help="option.verify")
@click.option("--protocol", type=_PROTOCOL, cls=Option, help="option.protocol")
@click.option("--query", metavar="URL", cls=Option, help="option.query")
@click.option("--update", metavar="URL", cls=Option, help="option.update")
@click.option("--graph", "graphs", metavar="NAME", multiple=True, cls=Option, help="option.graph")
@click.argument("address", metavar="URL")
@command
def publish(address: str, graphs: tuple[str, ...], verify: str, dry_run: bool, **to: Any) -> None:
    """Let a server hold the named graphs, each whole or as it was before."""
    from naravard_kg.publishing import publish as published
    from naravard_kg.render import tables

    now = settings()
    form = now.chosen(tables.FORMATS)  # refused before anything is sent
    given: Any = {"verify": verify, "dry_run": dry_run}
    source = _source(now)
    with _meter(now) as told:
        done = published(source, _target(address, now, to), graphs, told=told, **given)
    _show(done, source, form, now)


def _source(now: Settings) -> Any:
    """The graph that is published; ``--timeout`` counts for each request, not for the command."""
    return now.graph() if now.endpoint else replace(now, timeout=None).graph()


def _target(address: str, now: Settings, to: dict[str, Any]) -> Target:
    from naravard_kg.publishing import Target

    given = {"timeout": now.timeout, **to}
    return Target(address, **{name: value for name, value in given.items() if value})


def _show(done: Published, source: Any, form: str, now: Settings) -> None:
    """The table, then what there is to say; exit code 5 where a graph is not as it should be."""
    from naravard_kg.errors import PublishError
    from naravard_kg.render import published
    from naravard_kg.render.catalogue import headings

    table = published.table(done, form, now.lang)
    show_table(table, headings("published", now.lang), source)
    for line in published.notes(done, now.lang):
        click.echo(line, err=True)
    if not done.is_done:
        bad = sum(not outcome.is_good for outcome in done.outcomes)
        raise PublishError("unpublished", done.url, f"{bad} / {len(done.outcomes)}")


@dataclass(slots=True)
class _Meter:
    """How far the work has come: a line on the terminal's standard error; in a pipe nothing."""

    now: Settings
    shown: bool
    told_at: float = field(default=0.0)
    last: Step | None = None

    def told(self, step: Step) -> None:
        self.last = step
        if self.shown and (at := time.monotonic()) - self.told_at > _BLINK:
            self.told_at = at
            share = round(100 * step.share)
            doing = say(f"publish.doing.{step.doing}", share=share).in_(self.now.lang)
            line = f"{step.number}/{step.total} {names.short(step.graph)}: {doing}"
            click.echo(f"\r{line[: self.now.width - 1]}\x1b[K", nl=False, err=True, color=True)

    def tell_interrupted(self) -> None:
        """Say what the graph is that was on its way."""
        if self.last is not None:
            doing = "reading" if self.last.doing == "reading" else "sending"
            facts = {"graph": names.short(self.last.graph)}
            click.echo(say(f"publish.interrupted.{doing}", **facts).in_(self.now.lang), err=True)

    def wipe(self) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True, color=True)


@contextmanager
def _meter(now: Settings) -> Iterator[Any]:
    meter = _Meter(now, sys.stderr.isatty())
    try:
        yield meter.told
    except KeyboardInterrupt:
        meter.wipe()
        meter.tell_interrupted()
        raise
    finally:
        meter.wipe()
