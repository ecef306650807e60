"""What a whole report comes to: the verdict, what was looked at, what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from naravard_kg.reports import Report, shown
from naravard_kg.rules import SEVERITIES
from naravard_kg.words import say

_MOST = 5  # things told of by name; the JSON has them all


def sentences(report: Report, language: str) -> list[str]:
    """The verdict on a file, and a sentence on each thing that a reader must not overlook."""
    return [verdict(report, language), *remarks(report, language)]


def verdict(report: Report, language: str) -> str:
    """Whether the file conforms, how many findings there are, and what was looked at."""
    key = f"report.{state(report)}"
    looked = report.coverage
    facts = {"statements": looked.statements, "things": looked.things, "checked": looked.checked}
    return say(key, file=report.file, **facts, **numbers(report.counts)).in_(language)


def state(report: Report) -> str:
    """What the verdict is called in the catalogue: conforms, fails or unreadable."""
    if report.unreadable:
        return "unreadable"
    return "conforms" if report.conforms else "fails"


def remarks(report: Report, language: str) -> list[str]:
    """What was not looked at, and what was set aside; nothing where there is nothing."""
    counted = {
        "idle": len(report.coverage.idle),
        "waived": len(report.waived),
        "known": len(report.known),
    }
    told = [say(f"report.{key}", count=count) for key, count in counted.items() if count]
    if report.coverage.unchecked:
        told.insert(0, say("report.unchecked", things=unchecked(report, language)))
    return [words.in_(language) for words in told]


def unchecked(report: Report, language: str) -> str:
    """The things that no rule looked at: the first few by name, the others counted."""
    things = report.coverage.unchecked
    named = [name for name in map(shown, things) if name][:_MOST]
    left = len(things) - len(named)
    if not named:
        return str(left)
    more = say("report.more", count=left).in_(language)
    return f"{', '.join(named)} {more}" if left else ", ".join(named)


def total(found: Sequence[Report], language: str) -> str:
    """All files together."""
    counts = sum((Counter(report.counts) for report in found), Counter())
    conforming = sum(report.conforms for report in found)
    facts = {"files": len(found), "conforming": conforming}
    return say("report.total", **facts, **numbers(counts)).in_(language)


def looked(report: Report, language: str) -> Iterator[tuple[str, str]]:
    """What was looked at and what was set aside, each with its key; nothing where there is none."""
    told = report.coverage
    if report.unreadable:
        return
    yield "statements", str(told.statements)
    yield "things", str(told.things)
    yield "checked", str(told.checked)
    more = {
        "unchecked": unchecked(report, language) if told.unchecked else "",
        "idle": len(told.idle),
        "waived": len(report.waived),
        "known": len(report.known),
        "engine": told.engine,
    }
    yield from ((key, str(value)) for key, value in more.items() if value)


def numbers(counts: Mapping[str, int]) -> dict[str, int]:
    """How many findings there are of each severity, by the names that sentences have for them."""
    return {f"{severity}s": counts.get(severity, 0) for severity in SEVERITIES}
