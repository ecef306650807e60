"""Commands about plans and the rules they are held to: check, rules, new, convert."""

from __future__ import annotations

from pathlib import Path

import click

from naravard_kg.cli.base import Group, Option, command, settings, shared, show_table

_FAIL_ON = click.Choice(["error", "warning", "info"])


@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--fail-on", default="error", type=_FAIL_ON, cls=Option, help="option.fail-on")
@click.option("--ignore", multiple=True, metavar="RULE", cls=Option, help="option.ignore")
@click.option("--waivers", metavar="FILE", cls=Option, help="option.waivers")
@command
def check(
    files: tuple[str, ...], fail_on: str, ignore: tuple[str, ...], waivers: str | None
) -> None:
    """Check plan files against the rules; the exit code is 1 where one is broken."""
    from naravard_kg import validate
    from naravard_kg.render import reports

    now = settings()
    form = reports.FORMATS[now.chosen(reports.FORMATS)]
    found = validate.check_all(
        now.graph(), files, sources=now.sources, ignore=ignore, waivers=waivers
    )
    now.write(form(found, now.lang))
    click.get_current_context().exit(not all(report.passes(fail_on) for report in found))


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
    """Explain a rule: the fault, what to do, and the rule itself."""
    from naravard_kg import rules as known
    from naravard_kg.render import catalogue

    rule = known.named(rule_id)
    settings().write(catalogue.rule(rule, known.source(rule), settings().lang))


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


@command
def plan() -> None:
    """Write a commented plan file, in Swedish or English."""
    from naravard_kg.plans import template

    settings().write(template.text(settings().lang).rstrip("\n"))


@click.argument("file")
@command
def convert(file: str) -> None:
    """Write a plan file as RDF: turtle, trig, jsonld, nt or nq."""
    from naravard_kg import convert as writer
    from naravard_kg import plans
    from naravard_kg.render import answers

    now = settings()
    read = plans.read(Path(file), now.graph(), sources=Path(now.sources) if now.sources else None)
    now.write(writer.serialise(read.quads, now.chosen(writer.SYNTAXES) if now.format else "turtle"))
    click.echo(answers.left_out(read, now.lang), err=True)


list_.name = "list"
for _command in (list_, explain):
    rules.add_command(_command)
new.add_command(plan)
