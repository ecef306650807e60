"""The command line: reads arguments, calls one function, prints what it gave."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import ClassVar

import click

from naravard_kg.cli.base import Group, arguments, fail, language, shared
from naravard_kg.cli.usage import explained
from naravard_kg.errors import NaravardError
from naravard_kg.words import say

INTERRUPTED = 130
UNWRITABLE = 3


class _Naravard(Group):
    homes: ClassVar[Mapping[str, str]] = {
        "tour": "tour",
        "questions": "answers",
        "ask": "answers",
        "sparql": "answers",
        "find": "answers",
        "show": "about",
        "evidence": "about",
        "stats": "about",
        "deps": "deps",
        "check": "checking",
        "rules": "checking",
        "new": "checking",
        "convert": "checking",
    }


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value:
        from naravard_kg.resources import version

        click.echo(f"naravard {version()}")
        ctx.exit()


@click.group("naravard", cls=_Naravard)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help=say("option.version").in_(language()),
)
@click.option("--debug", is_flag=True, expose_value=False, help=say("option.debug").in_(language()))
@shared
def naravard() -> None:
    """Answer questions over the knowledge graph of god och nära vård."""


def main(given: Sequence[str] | None = None) -> None:
    """Run the command line and exit; the one place that catches."""
    gc.freeze()  # what is imported lives to the end: the collector need not look at it
    gc.set_threshold(100_000)
    code = _run(arguments(given))
    if given is not None:
        sys.exit(code)
    sys.stderr.flush()
    os._exit(code)  # freeing the graph statement by statement takes longer than many an answer


def _run(words: list[str]) -> int:
    try:
        code = naravard.main(words, prog_name="naravard", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        fail(*explained(error, language()))
        return 2
    except NaravardError as error:
        fail(error.message.in_(language()), error.remedy.in_(language()))
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # standard output: a full disk, say
        fault = say("error.file.unwritable", path="–", detail=error.strerror or "")
        fail(fault.in_(language()), say("error.file.unwritable.remedy").in_(language()))
        return UNWRITABLE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:  # the last resort: a fault of ours
        if "--debug" in words:
            raise
        fault = say("error.ours", kind=type(error).__name__, detail=str(error)[:200])
        fail(fault.in_(language()), say("error.ours.remedy").in_(language()))
        return NaravardError.exit_code
    return code if isinstance(code, int) else 0
