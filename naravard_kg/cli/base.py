"""What every command shares: its options, its help in two languages, where its answer goes."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import click

from naravard_kg.carriers import sidecar
from naravard_kg.cli import stopping
from naravard_kg.cli.writing import write_file, write_pieces
from naravard_kg.words import LANGUAGES, preferred_language, say

_Held = TypeVar("_Held", bound=click.Command)
_WIDEST = 120
_MOST = 1e9  # seconds, rows
_PIECES = {"[OPTIONS]": "help.some-options", "COMMAND [ARGS]...": "help.some-command"}


@dataclass
class Settings:
    """The shared options as they were given, before the command or after it."""

    lang: str = "en"
    format: str | None = None
    output: str | None = None
    data: tuple[str, ...] = ()
    store: str | None = None
    endpoint: str | None = None
    sources: str | None = None
    stated_only: bool = False
    debug: bool = False
    view: str = "dependencies"
    as_of: date | None = None
    hard_only: bool = False
    kind: tuple[str, ...] = ()
    timeout: float | None = None
    rows: int | None = None

    @property
    def width(self) -> int:
        """The columns of the terminal; a pipe gets 100."""
        return min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)

    @property
    def colour(self) -> bool:
        """Whether colours are wanted: on a terminal, unless NO_COLOR; elsewhere by FORCE_COLOR."""
        from naravard_kg.render import ink

        return self.output is None and ink.wanted(os.environ, terminal=sys.stdout.isatty())

    def graph(self) -> Any:
        """The graph the command is about; with ``--stated-only`` without what was inferred."""
        if not self.stated_only:
            return self.whole()
        if self.endpoint:
            raise click.UsageError(say("usage.stated-only").in_(self.lang))
        from naravard_kg.views import stated_only

        return stated_only(self.whole())

    def whole(self) -> Any:
        """The graph with all that was inferred: embedded, on disk, or at an endpoint."""
        if self.endpoint:
            from naravard_kg.remote import connect

            return connect(self.endpoint, timeout=self.timeout or 60)
        if self.timeout:
            stopping.limit(self.timeout, self.out_of_time)
        if self.store:
            from naravard_kg.graph import open_store

            return open_store(self.store)
        if self.data:
            from naravard_kg.graph import load

            return load(self.data)
        from naravard_kg.cache import shipped

        return shipped()

    def chosen(self, formats: Mapping[str, Any]) -> str:
        """The format asked for, else text; refused where the command has no such format."""
        wanted = self.format or "text"
        if wanted not in formats:
            known = ", ".join(formats)
            raise click.UsageError(say("usage.format", format=wanted, known=known).in_(self.lang))
        return wanted

    def out_of_time(self) -> None:
        """Say that the time of ``--timeout`` is over."""
        from naravard_kg.errors import QueryError

        error = QueryError("time", f"{self.timeout:g}")
        fail(error.message.in_(self.lang), error.remedy.in_(self.lang), self.lang)

    def write(self, answer: str | bytes | Iterator[str], beside: str = "") -> None:
        """Put the answer where it was asked to go; bytes never to a terminal.

        What describes a table in CSV goes into a file *beside* it.
        """
        if isinstance(answer, Iterator):
            write_pieces(self.output, answer)
        elif self.output is not None:
            whole = answer if isinstance(answer, bytes) else _with_line_end(answer)
            write_file(Path(self.output), whole)
            if beside:
                write_file(sidecar(Path(self.output)), _with_line_end(beside))
        elif isinstance(answer, str):
            click.echo(answer.rstrip("\n"), color=self.colour or None)
        elif sys.stdout.isatty():
            raise click.UsageError(say("usage.no-text", format=self.format).in_(self.lang))
        else:
            click.echo(answer, nl=False)


def _with_line_end(text: str) -> bytes:
    return f"{text.rstrip(chr(10))}\n".encode()


def settings() -> Settings:
    """The settings of the command that runs."""
    found = click.get_current_context().find_object(Settings)
    return found if found is not None else Settings()


def language() -> str:
    """The language of the reader, at any time while a command line is read."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Settings) if context else None
    return found.lang if found else preferred_language()


class Day(click.ParamType[date]):
    """A day, written as ISO 8601 has it."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read it; say in the reader's language where it is none."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(say("usage.day", value=value).in_(language()), param, ctx)


class Amount(click.ParamType[float]):
    """A number above nought: of seconds, of rows."""

    name = "number"

    def __init__(self, reader: Callable[[str], float]) -> None:
        """*reader* is ``int`` or ``float``."""
        self._reader = reader

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it; say in the reader's language where it is none."""
        number = 0.0
        with suppress(ValueError):
            number = self._reader(str(value))
        if not 0 < number < _MOST:
            self.fail(say("usage.amount", value=value).in_(language()), param, ctx)
        return number


class Option(click.Option):
    """An option whose help stands in the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the reader's language."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        return record[0], record[1].replace(self.help, say(self.help).in_(language()))


class Translated:
    """A command or group whose help stands in the catalogue under ``help.NAME``."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        pieces = [say(_PIECES[p]).in_(language()) if p in _PIECES else p for p in pieces]
        prefix = say("help.usage").in_(language()) + " "
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._said())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the commands of a group."""
        params: list[click.Parameter] = self.get_params(ctx)  # type: ignore[attr-defined]
        options = (p for p in params if isinstance(p, click.Option))
        records = [r for p in options if (r := p.get_help_record(ctx)) is not None]
        with formatter.section(say("help.options").in_(language())):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help."""
        del limit
        return self._said().partition(". ")[0].rstrip(".")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, with its own help in the reader's language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say("option.help").in_(language())
        return option

    def _said(self) -> str:
        return say(f"help.{self.name}").in_(language())  # type: ignore[attr-defined]


class Command(Translated, click.Command):
    """A command."""

    allow_extra_args = True  # refused below, in the reader's language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; more than the command takes are wrong ones."""
        rest = super().parse_args(ctx, args)
        if ctx.args:
            fault = say("usage.extra", words=" ".join(ctx.args))
            raise click.UsageError(fault.in_(language()), ctx)
        return rest


class Group(Translated, click.Group):
    """A group; its commands are imported when they are asked for, so that none costs another."""

    homes: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the manual."""
        return [*self.homes, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds the command."""
        if cmd_name in self.homes:
            module = importlib.import_module(f"naravard_kg.cli.{self.homes[cmd_name]}")
            found: click.Command = getattr(module, cmd_name)
            return found
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; say in the reader's language where there is none."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(say("usage.command", name=args[0]).in_(language()), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the first sentence of their help."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str()) for name, command in named if command]
        if rows:
            with formatter.section(say("help.commands").in_(language())):
                formatter.write_dl(rows)


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """Keep a shared option wherever it stands; the last one given wins."""
    held = ctx.find_object(Settings)
    if held is None:
        held = Settings(lang=preferred_language())
        ctx.find_root().obj = held
    if value not in (None, (), False) and param.name:
        setattr(held, param.name, value)
    return value


def _option(*names: str, **more: Any) -> Callable[[Any], Any]:
    key = names[-1].lstrip("-")
    return click.option(
        *names, cls=Option, help=f"option.{key}", callback=_keep, expose_value=False, **more
    )


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""
    for option in (
        _option("--sources", metavar="DIR", envvar="NARAVARD_SOURCES"),
        _option("--endpoint", metavar="URL", envvar="NARAVARD_ENDPOINT"),
        _option("--store", metavar="DIR", envvar="NARAVARD_STORE"),
        _option("--data", metavar="FILE", multiple=True),
        _option("-o", "--output", metavar="FILE"),
        _option("-f", "--format", metavar="FORMAT"),
        _option("--lang", type=click.Choice(LANGUAGES), is_eager=True),
        _option("--stated-only", is_flag=True),
        _option("--timeout", metavar="SECONDS", type=Amount(float), envvar="NARAVARD_TIMEOUT"),
        _option("--debug", is_flag=True),
    ):
        function = option(function)
    return function


def narrowing(held: _Held) -> _Held:
    """The options that every command about dependencies takes besides."""
    for option in (
        _option("--kind", metavar="KIND", multiple=True),
        _option("--hard-only", is_flag=True),
        _option("--as-of", type=Day(), metavar="DATE"),
        _option("--view", metavar="NAME"),
    ):
        option(held)
    return held


def bounded(held: _Held) -> _Held:
    """The option of a command whose answer may be large."""
    _option("--rows", metavar="N", type=Amount(int))(held)
    return held


def told_cut() -> None:
    """Say on standard error that there is more than ``--rows`` let through."""
    now = settings()
    click.echo(say("rows.cut", count=now.rows).in_(now.lang), err=True)


def command(function: Callable[..., Any]) -> click.Command:
    """A command named after its function, with the shared options."""
    return click.command(function.__name__, cls=Command)(shared(function))


def show_table(table: Any, headings: tuple[str, ...] | None = None, graph: Any = None) -> None:
    """Print a table in the format asked for, its things by label."""
    from naravard_kg.render import cells, tables

    now = settings()
    known = {} if graph is None else cells.labels_in(graph, table, now.lang)
    page = cells.Page(table, headings or table.columns, known, now.lang)
    now.write(tables.FORMATS[now.chosen(tables.FORMATS)](page, now.width))


def fail(message: str, remedy: str, lang: str) -> None:
    """Say on standard error what went wrong, then what to do."""
    lines = [say("error", message=message).in_(lang)]
    lines += ["  " + remedy] if remedy else []
    click.echo("\n".join(lines), err=True)


def arguments(given: Sequence[str] | None) -> list[str]:
    """The words of the command line."""
    return list(sys.argv[1:] if given is None else given)
