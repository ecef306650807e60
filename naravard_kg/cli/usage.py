"""What click says of wrong arguments, in the reader's language."""

from __future__ import annotations

import click

from naravard_kg.words import Words, say


def explained(error: click.UsageError, language: str) -> tuple[str, str]:
    """The fact and the remedy, in *language*."""
    path = error.ctx.command_path if error.ctx else "naravard"
    return _fact(error).in_(language), say("usage.remedy", command=path).in_(language)


def _fact(error: click.UsageError) -> Words:
    match error:
        case click.NoSuchOption():
            return say("usage.option", option=error.option_name)
        case click.MissingParameter():
            named = error.param.human_readable_name if error.param else ""
            return say("usage.missing", name=named)
        case click.BadOptionUsage():
            return say("usage.bad-option", option=error.option_name)
        case click.BadParameter():
            named = _named(error.param)
            known = getattr(error.param and error.param.type, "choices", ())
            return say("usage.bad", name=named, detail=", ".join(known) or error.message)
        case _:
            return Words(error.message, error.message)


def _named(param: click.Parameter | None) -> str:
    """What the user wrote: the option itself, or the name of the argument."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return param.human_readable_name if param else ""
