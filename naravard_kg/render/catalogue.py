"""The catalogues: the named questions, the rules, and one rule explained."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naravard_kg import names
from naravard_kg.queryfiles import Question
from naravard_kg.rules import Rule
from naravard_kg.tables import Table
from naravard_kg.words import say


def headings(table: str, language: str) -> tuple[str, ...]:
    """The headings of one of the program's own tables."""
    return tuple(say(f"headings.{table}").in_(language).split(", "))


def questions(catalogue: Iterable[Question], language: str) -> Table:
    """Each named question: its name, what it asks, its parameters with an example."""
    rows = tuple((q.name, q.question.in_(language), _parameters(q)) for q in catalogue)
    return Table(("name", "question", "parameters"), rows, "questions")


def rules(known: Iterable[Rule], language: str) -> Table:
    """Each rule: its ID, how grave a breach is, and what a breach says."""
    rows = tuple(
        (rule.id, say(f"severity.{rule.severity}").in_(language), rule.fault.in_(language))
        for rule in known
    )
    return Table(("rule", "severity", "fault"), rows, "rules")


def rule(known: Rule, source: str, language: str) -> str:
    """One rule in full."""
    grave = say(f"severity.{known.severity}").in_(language)
    remedy = say("report.remedy").in_(language)
    parts = [
        f"{known.id}  ({grave})",
        f"  {known.name.in_(language)}",
        "",
        f"  {known.fault.in_(language)}",
        f"  = {remedy}: {known.remedy.in_(language)}",
        "",
        *(f"    {line}".rstrip() for line in source.splitlines()),
    ]
    return "\n".join(parts)


def _parameters(question: Question) -> str:
    return " ".join(f"--set {name}={example}" for name, example in _examples(question))


def _examples(question: Question) -> Iterable[tuple[str, str]]:
    spaces = dict(re.findall(r"PREFIX (\S*):\s+<([^>]*)>", question.sparql))
    for name, example in question.examples.items():
        for literal, term in re.findall(r'"([^"]*)"\S*|(\S+)', example):
            prefix, _, local = term.partition(":")
            short = names.short(spaces[prefix] + local if prefix in spaces else term.strip("<>"))
            of_any = question.parameters[name] == "any"  # a slug alone may be several things
            yield name, literal or (short if of_any else short.rpartition("/")[2])
