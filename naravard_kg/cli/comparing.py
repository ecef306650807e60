"""The command compare: parties side by side, in every way of looking at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from naravard_kg.cli.base import Command, Day, Option, settings, shared

_ONLY, _TAKES_WHO = "--only", "missing-in"


class _Compare(Command):
    """The command, whose ``--only missing-in WHO`` takes two words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the two words of ``missing-in WHO``, then read the arguments."""
        return super().parse_args(ctx, _joined(args))


def _joined(args: list[str]) -> list[str]:
    for i, word in enumerate(args[:-1]):
        after_only = word == _TAKES_WHO and i and args[i - 1] == _ONLY
        if after_only or word == f"{_ONLY}={_TAKES_WHO}":
            return [*args[:i], f"{word} {args[i + 1]}", *_joined(args[i + 2 :])]
    return args


def _option(*names: str, **more: Any) -> Callable[[Any], Any]:
    key = next(name for name in names if name.startswith("--")).lstrip("-")
    return click.option(*names, cls=Option, help=f"option.{key}", **more)


@click.command("compare", cls=_Compare)
@click.argument("who", nargs=-1)
@_option("--list", "look", flag_value="list")
@_option("--by", metavar="ASPECT", default="areas")
@_option("--only", metavar="ROWS")
@_option("--concept", "concepts", metavar="NAME", multiple=True)
@_option("--rows", metavar="SORT")
@_option("--as-of", type=Day(), metavar="DATE", multiple=True)
@_option("--evidence", is_flag=True)
@_option("--full", is_flag=True)
@_option("--coverage", "look", flag_value="coverage")
@_option("--wording", "look", flag_value="wording")
@_option("--similarity", "look", flag_value="similarity")
@_option("--measure", metavar="NAME", default="jaccard")
@_option("--permutations", type=click.IntRange(1, 100_000), default=999)
@_option("--seed", type=int, default=1)
@shared
def compare(**asked: Any) -> None:
    """Set regions, documents, agreements, plans or bodies side by side."""
    from naravard_kg.render.comparisons import Asked, answer

    now = settings()
    now.write(*answer(now.graph(), Asked(**asked), now))
