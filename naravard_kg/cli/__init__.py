"""The command line: reads arguments, calls one function, prints what it gave."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Mapping, Sequence
from typing import ClassVar

import click

from naravard_kg.cli import stopping
from naravard_kg.cli.base import Group, Option, Settings, arguments, fail, shared
from naravard_kg.cli.usage import explained
from naravard_kg.errors import NaravardError
from naravard_kg.words import LANGUAGES, preferred_language, say

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
        "compare": "comparing",
        "conflicts": "about",
        "timeline": "about",
        "cite": "citing",
        "stats": "about",
        "deps": "deps",
        "check": "check",
        "rules": "checking",
        "new": "checking",
        "convert": "checking",
        "export": "data",
        "consolidate": "data",
        "load": "data",
        "publish": "publishing",
        "diff": "data",
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
    cls=Option,
    help="option.version",
)
@shared
def naravard() -> None:
    """Answer questions over the knowledge graph of god och nära vård."""


def main(given: Sequence[str] | None = None) -> None:
    """Run the command line and exit; the one place that catches."""
    gc.freeze()  # what is imported lives to the end: the collector need not look at it
    gc.set_threshold(100_000)
    if given is None:
        stopping.listen()
    code = _run(arguments(given))
    if given is not None:
        sys.exit(code)
    sys.stderr.flush()
    os._exit(code)  # freeing the graph statement by statement takes longer than many an answer


def _run(words: list[str]) -> int:
    now = Settings(lang=_language(words))
    try:
        code = naravard.main(words, prog_name="naravard", standalone_mode=False, obj=now)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        if not stopping.out_of_time():
            return stopping.INTERRUPTED
        now.out_of_time()
        return stopping.OUT_OF_TIME
    except Exception as error:
        if "--debug" in words and not isinstance(error, click.UsageError | NaravardError):
            raise
        code, fault, remedy = _told(error, now.lang)
        fail(fault, remedy, now.lang)
    finally:
        stopping.off()
    return code if isinstance(code, int) else 0


def _language(words: list[str]) -> str:
    """The language asked for anywhere on the line, so that even --help before it is in it."""
    after = [b for a, b in itertools.pairwise(words) if a == "--lang"]
    joined = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((word for word in [*after, *joined] if word in LANGUAGES), preferred_language())


def _told(error: Exception, lang: str) -> tuple[int, str, str]:
    """The exit code of a failure, the fact and the remedy."""
    match error:
        case click.UsageError():
            return (2, *explained(error, lang))
        case NaravardError():
            return error.exit_code, error.message.in_(lang), error.remedy.in_(lang)
        case OSError():  # standard output: a full disk, say
            key, facts = "error.file.unwritable", {"path": "–", "detail": error.strerror or ""}
            return UNWRITABLE, say(key, **facts).in_(lang), say(f"{key}.remedy").in_(lang)
        case _:  # the last resort: a fault of ours
            fault = say("error.ours", kind=type(error).__name__, detail=str(error)[:200])
            return NaravardError.exit_code, fault.in_(lang), say("error.ours.remedy").in_(lang)
