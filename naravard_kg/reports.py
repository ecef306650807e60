"""What a check found: findings with their places, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from naravard_kg.rules import SEVERITIES
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: what, how grave, where in the file, and what to write instead."""

    rule: str
    severity: str
    message: Words
    remedy: Words
    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    focus: Iri | None = None
    path: Iri | None = None
    value: Cell = None

    @property
    def order(self) -> tuple[int, int, str, str, str]:
        """By place, then by rule; the order of every report."""
        return (self.line, self.column, self.rule, str(self.focus or ""), str(self.value))


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one file, in order, and the coverage: what the rules looked at."""

    file: str
    findings: tuple[Finding, ...]
    coverage: Mapping[str, int] = field(default_factory=dict)
    waived: tuple[Finding, ...] = ()

    def without(self, accepted: Collection[tuple[str, Iri]]) -> Report:
        """The report with the findings set aside that someone has accepted: rule and thing."""
        waived = tuple(f for f in self.findings if (f.rule, f.focus) in accepted)
        kept = tuple(f for f in self.findings if (f.rule, f.focus) not in accepted)
        return replace(self, findings=kept, waived=(*self.waived, *waived))

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def conforms(self) -> bool:
        """Whether there is no error; warnings and infos are allowed."""
        return self.passes("error")

    def passes(self, fail_on: str) -> bool:
        """Whether nothing is at or above the severity *fail_on*."""
        grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return not any(finding.severity in grave for finding in self.findings)
