"""What a check found: findings with their places, and what was looked at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from naravard_kg import names
from naravard_kg.places import NOWHERE, Place
from naravard_kg.rules import SEVERITIES
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import Words


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about: in the same file, or in what the graph holds.

    ``file`` is the file, or the short name of the document that states it; ``where`` is the
    locator of the passage in that document, as its evidence has it.
    """

    message: Words
    file: str = ""
    place: Place = NOWHERE
    where: str = ""
    thing: Iri | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write instead of the characters of ``place``.

    ``certain`` tells a mending that cannot be meant otherwise from a good guess.
    """

    place: Place
    text: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: what, how grave, where in the file, and what to write instead.

    ``shape`` and ``component`` are those of a shape of SHACL, by their IRIs, where it was one.
    """

    rule: str
    severity: str
    message: Words
    remedy: Words
    file: str
    place: Place = NOWHERE
    focus: Iri | None = None
    path: Iri | None = None
    value: Cell = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    shape: Iri | None = None
    component: str = ""

    @property
    def line(self) -> int:
        """The line it begins at, counted from 1; 0 where it has no place in the file."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column it begins at, counted from 1."""
        return self.place.column

    @property
    def order(self) -> tuple[int, int, str, str, str]:
        """By place, then by rule; the order of every report."""
        return (self.line, self.column, self.rule, str(self.focus or ""), str(self.value))

    @property
    def fingerprint(self) -> str:
        """The same for the same fault, on whatever line it stands after an edit.

        Of the rule, the thing, the property and the value, or of the words where it has none.
        """
        named = [shown(cell) for cell in (self.focus, self.path, self.value)]
        told = [self.rule, *named, "" if any(named) else self.message.en]
        return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at, so that a check of nothing is not taken for a sound file.

    ``unchecked`` are things of the file that no rule looked at, by their IRIs; ``idle`` are the
    rules that looked at no thing of the file; ``engine`` is what judged the shapes.
    """

    statements: int = 0
    things: int = 0
    checked: int = 0
    unchecked: tuple[Iri, ...] = ()
    idle: tuple[str, ...] = ()
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one file, in order, and the coverage: what the rules looked at.

    ``waived`` are findings that someone has accepted, ``known`` those of a baseline. ``quotes``
    are the lines of the file that findings stand on, by number; a workbook has none.
    ``unreadable`` tells a bad file from a bad plan: nothing of it was checked.
    """

    file: str
    findings: tuple[Finding, ...]
    coverage: Coverage = Coverage()
    waived: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()
    quotes: Mapping[int, str] = field(default_factory=dict, repr=False)
    unreadable: bool = False

    def without(self, accepted: Collection[tuple[str, Iri]]) -> Report:
        """The report with the findings set aside that someone has accepted: rule and thing."""
        waived = tuple(f for f in self.findings if (f.rule, f.focus) in accepted)
        kept = tuple(f for f in self.findings if (f.rule, f.focus) not in accepted)
        return replace(self, findings=kept, waived=(*self.waived, *waived))

    def beyond(self, baseline: Mapping[str, int]) -> Report:
        """The report with the findings set aside that *baseline* counts, by fingerprint."""
        left = Counter(baseline)
        kept: list[Finding] = []
        known: list[Finding] = []
        for finding in self.findings:
            (known if left[finding.fingerprint] > 0 else kept).append(finding)
            left[finding.fingerprint] -= 1
        return replace(self, findings=tuple(kept), known=(*self.known, *known))

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

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from naravard_kg.render.reports.page import fragment

        return fragment(self)


def shown(cell: Cell) -> str:
    """A cell as a reader sees it; a blank node has no name that holds from one run to the next."""
    if cell is None or (isinstance(cell, Iri) and cell.startswith("_:")):
        return ""
    return names.short(cell) if isinstance(cell, Iri) else str(cell)
