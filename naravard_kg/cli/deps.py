"""Commands about what waits for what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from naravard_kg.cli.base import (
    Day,
    Group,
    Option,
    command,
    narrowing,
    settings,
    shared,
    show_table,
)


class _Deps(Group):
    """The group ``deps``."""


@narrowing
@click.group("deps", cls=_Deps)
@shared
def deps() -> None:
    """Answer questions about what waits for what."""


@click.argument("selector", nargs=-1, required=True)
@narrowing
@command
def blocks(selector: tuple[str, ...]) -> None:
    """Show what must be settled before things, in steps, and what can start now."""
    _tell("blocks", " ".join(selector))


@click.argument("selector", nargs=-1, required=True)
@narrowing
@command
def impact(selector: tuple[str, ...]) -> None:
    """Show what a delay of things, or a decision on them, touches."""
    _tell("impact", " ".join(selector))


@click.argument("selector", nargs=-1)
@narrowing
@command
def order(selector: tuple[str, ...]) -> None:
    """Show in which order things can be settled."""
    _tell("order", _chosen(selector))


@click.argument("other")  # read from below: the one comes first
@click.argument("one")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, cls=Option, help="option.limit"
)
@narrowing
@command
def why(one: str, other: str, limit: int) -> None:
    """Show every chain between two things, with its grounds."""
    _tell("why", one, other, limit=limit)


@click.argument("selector", nargs=-1)
@narrowing
@command
def cycles(selector: tuple[str, ...]) -> None:
    """Show what waits for itself; the exit code is 1 where something does."""
    found = _tell("cycles", _chosen(selector))
    click.get_current_context().exit(bool(found.circles))


@click.argument("selector", nargs=-1)
@click.option("--days", is_flag=True, cls=Option, help="option.days")
@click.option(
    "--durations",
    metavar="FILE",
    type=click.Path(path_type=Path),
    cls=Option,
    help="option.durations",
)
@click.option("--start", type=Day(), metavar="DATE", cls=Option, help="option.start")
@narrowing
@command
def critical(
    selector: tuple[str, ...], days: bool, durations: Path | None, start: date | None
) -> None:
    """Show the longest chain, and how much time everything else has to spare."""
    from naravard_kg.dependencies.durations import read

    lasting = read(durations) if durations or days or start else None
    _tell("critical", _chosen(selector), durations=lasting, start=start)


@click.argument("selector", nargs=-1)
@click.option("--seed", type=int, default=0, cls=Option, help="option.seed")
@narrowing
@command
def bottlenecks(selector: tuple[str, ...], seed: int) -> None:
    """Show on what most hangs."""
    _tell("bottlenecks", _chosen(selector), seed=seed)


@click.option("--done", metavar="WHAT", multiple=True, cls=Option, help="option.done")
@click.option("--dropped", metavar="WHAT", multiple=True, cls=Option, help="option.dropped")
@narrowing
@command
def whatif(done: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    """Show what becomes free, what stays and what loses its ground."""
    _tell("what_if", done=_each(done), dropped=_each(dropped))


@click.argument("selector", nargs=-1)
@narrowing
@command
def graph(selector: tuple[str, ...]) -> None:
    """Draw things and what lies between them."""
    from naravard_kg.render.deps import drawn, rendered

    network, now = _network(), settings()
    now.write(rendered(network, drawn(network, _chosen(selector)), now))


@command
def views() -> None:
    """List the views, with their kinds of edges."""
    from naravard_kg.render.deps.manual import views as listed

    show_table(*listed(settings().lang))


@command
def selectors() -> None:
    """Tell how to select things."""
    from naravard_kg.render.deps.manual import selectors as told

    settings().write(told(settings().lang, settings().width))


def _network() -> Any:
    from naravard_kg.dependencies import dependencies

    now = settings()
    return dependencies(
        now.whole(),
        view=now.view,
        as_of=now.as_of,
        stated_only=now.stated_only,
        hard_only=now.hard_only,
        kinds=now.kind,
    )


def _tell(question: str, *words: Any, **more: Any) -> Any:
    """Ask the network a question, print the answer, and give it."""
    from naravard_kg.render.deps import rendered

    network = _network()
    found = getattr(network, question)(*words, **more)
    settings().write(rendered(network, found, settings()))
    return found


def _chosen(selector: tuple[str, ...]) -> str | None:
    """The selector; None where nothing was written, which means everything."""
    return " ".join(selector) or None


def _each(listed: tuple[str, ...]) -> list[str]:
    """The selectors of an option that may be repeated, or hold several with commas between."""
    return [part for words in listed for part in words.split(",") if part]


for _command in (
    *(blocks, impact, order, why, cycles, critical),
    *(bottlenecks, whatif, graph, views, selectors),
):
    deps.add_command(_command)
