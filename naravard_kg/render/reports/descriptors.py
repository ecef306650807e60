"""What the reports tell of a rule itself: those of the house are in the catalogue of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from naravard_kg import rules
from naravard_kg.reports import Finding, Report
from naravard_kg.words import Words

_FACT = re.compile(r"\{[?$]?\w+\}")


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A rule as a reader of a report meets it; ``kind`` is empty for a rule of the user's own."""

    id: str
    severity: str
    name: Words
    fault: Words
    remedy: Words
    kind: str = ""

    @property
    def command(self) -> str:
        """What tells more of the rule."""
        return f"naravard rules explain {self.id}"


def described(found: Iterable[Report]) -> list[Descriptor]:
    """The rules that the findings are about, also those that were set aside; sorted by ID."""
    first: dict[str, Finding] = {}
    for report in found:
        for finding in (*report.findings, *report.waived, *report.known):
            first.setdefault(finding.rule, finding)
    return [_described(first[rule]) for rule in sorted(first)]


def _described(finding: Finding) -> Descriptor:
    """A rule of the house from the catalogue; of another one no more is known than a finding."""
    rule = rules.rules().get(finding.rule)
    if rule is None:
        name = Words(finding.rule, finding.rule)
        return Descriptor(finding.rule, finding.severity, name, finding.message, finding.remedy)
    worded = _general(rule.fault), _general(rule.remedy)
    return Descriptor(rule.id, rule.severity, rule.name, *worded, rule.kind)


def _general(words: Words) -> Words:
    """A message with … where the facts of a finding stand."""
    sv, en = (_FACT.sub("…", text).replace("….", "…") for text in (words.sv, words.en))
    return Words(sv, en)
