"""Commands about plans and the rules they are held to: rules, new, convert."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_kg.cli.base import Group, Option, Settings, command, settings, shared, show_table
from naravard_kg.words import say


class _Rules(Group):
    """The group ``rules``; without a command it lists them."""


@click.group("rules", cls=_Rules, invoke_without_command=True)
@shared
def rules() -> None:
    """List the rules, or explain one."""
    if click.get_current_context().invoked_subcommand is None:
        _list_rules()


@command
def list_() -> None:
    """List the rules."""
    _list_rules()


@click.argument("rule_id", metavar="RULE")
@command
def explain(rule_id: str) -> None:
    """Explain a rule: what it holds and why, an example of both kinds, and the rule itself."""
    from naravard_kg.plans.translated import explanation
    from naravard_kg.render.catalogue import RULE_FORMATS

    now = settings()
    form = RULE_FORMATS[now.chosen(RULE_FORMATS)]
    now.write(form(explanation(rule_id, now.lang), now.lang, now.width))


def _list_rules() -> None:
    from naravard_kg import rules as known
    from naravard_kg.render import catalogue

    table = catalogue.rules(known.rules().values(), settings().lang)
    show_table(table, catalogue.headings("rules", settings().lang))


class _New(Group):
    """The group ``new``."""


@click.group("new", cls=_New)
@shared
def new() -> None:
    """Write an empty plan to fill in."""


@click.option("--all", "everything", is_flag=True, cls=Option, help="option.all")
@command
def plan(everything: bool) -> None:
    """Write a commented plan file, in Swedish or English."""
    from naravard_kg.plans import schema_template, template

    now = settings()
    short = template.text(now.lang).rstrip("\n")
    now.write(schema_template.text(now.graph(), now.lang) if everything else short)


@command
def workbook() -> None:
    """Write a workbook to fill in."""
    from naravard_kg.plans import workbook_blank

    now = settings()
    _refuse_terminal(now)
    _write_bytes(now, workbook_blank.blank(now.graph(), now.lang))


@command
def schema() -> None:
    """Write the JSON Schema of plan files, for editors."""
    from naravard_kg.plans import schema as schemas

    settings().write(schemas.text(settings().graph()))


def _refuse_terminal(now: Settings) -> None:
    """A terminal cannot show a workbook; a pipe and a file can take it."""
    if now.output is None and sys.stdout.isatty():
        raise click.UsageError(say("usage.binary").in_(now.lang))


def _write_bytes(now: Settings, content: bytes) -> None:
    from naravard_kg.errors import UnreadableFileError

    if now.output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        Path(now.output).write_bytes(content)
    except OSError as error:
        raise UnreadableFileError("unwritable", now.output, detail=error.strerror or "") from None


@click.argument("file")
@command
def convert(file: str) -> None:
    """Write a plan file as RDF: turtle, trig, jsonld, nt or nq; or a workbook as YAML."""
    from naravard_kg import convert as writer
    from naravard_kg import plans
    from naravard_kg.render import answers

    now = settings()
    read = plans.read(Path(file), now.graph(), sources=Path(now.sources) if now.sources else None)
    form = now.chosen({**writer.SYNTAXES, "yaml": ""}) if now.format else "turtle"
    as_yaml = form == "yaml" and plans.as_yaml(Path(file), now.graph())
    now.write(as_yaml or writer.serialise(read.quads, form))
    click.echo(answers.left_out(read, now.lang), err=True)


list_.name = "list"
for _command in (list_, explain):
    rules.add_command(_command)
for _command in (plan, workbook, schema):
    new.add_command(_command)
