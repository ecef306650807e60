"""What was noted, breached or answered → findings: in words, with their places in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from naravard_kg import opposing, plans, queryfiles, rules
from naravard_kg.engines import Breach, Case
from naravard_kg.errors import UnreadableFileError
from naravard_kg.places import NOWHERE, Place
from naravard_kg.reports import Finding, Related, Report, shown
from naravard_kg.rulesets import Ruleset, is_ours, local_name
from naravard_kg.shacl.terms import Named
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri, Quad
from naravard_kg.words import Words, say

_COMPONENTS = {
    "And", "Class", "Closed", "Datatype", "Disjoint", "Equals", "HasValue", "In", "LanguageIn",
    "LessThan", "LessThanOrEquals", "MaxCount", "MaxExclusive", "MaxInclusive", "MaxLength",
    "MinCount", "MinExclusive", "MinInclusive", "MinLength", "Node", "NodeKind", "Not", "Or",
    "Pattern", "QualifiedMaxCount", "QualifiedMinCount", "UniqueLang", "Xone",
}  # fmt: skip
_About = tuple[Cell, Cell, Cell]
_Known = tuple[tuple[Related, ...], Place | None]


UNREADABLE = "plan-unreadable"


def of_fault(error: UnreadableFileError) -> Report:
    """The report on a file that cannot be read: its fault, in the form of every other finding."""
    place = Place(error.line, error.column, error.line, error.column) if error.line else NOWHERE
    rule = rules.named(UNREADABLE)
    finding = Finding(rule.id, rule.severity, error.message, error.remedy, error.path, place)
    return Report(error.path, (finding,), quotes=_quotes(error), unreadable=True)


def _quotes(error: UnreadableFileError) -> dict[int, str]:
    """The line that a fault stands on, with whatever can be read of it."""
    try:
        text = Path(error.path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return {}
    lines = re.split("\r\n|\r|\n", text)
    return {error.line: lines[error.line - 1]} if 0 < error.line <= len(lines) else {}


def of_notes(plan: plans.Plan, notes: Iterable[plans.Note]) -> Iterator[Finding]:
    """What the reader of the form noted."""
    for note in notes:
        rule = rules.named(note.rule)
        yield Finding(
            rule.id,
            rule.severity,
            rule.fault.filled(note.facts),
            rule.remedy.filled(note.facts),
            plan.path,
            note.place,
            value=note.facts.get("value"),
            fix=note.fix,
        )


def of_breaches(
    plan: plans.Plan, breaches: Iterable[Breach], ruleset: Ruleset
) -> Iterator[Finding]:
    """What an engine found."""
    for breach in breaches:
        about = breach.focus, breach.path, breach.value
        named = breach.constraint if is_ours(breach.constraint) else breach.shape
        finding = (
            worded(plan, rules.named(local_name(Named(str(named)))), about)
            if is_ours(named)
            else _own(plan, breach, ruleset)
        )
        yield replace(finding, shape=_iri(named), component=breach.component)


def _iri(cell: Cell) -> Iri | None:
    return cell if isinstance(cell, Iri) and not cell.startswith("_:") else None


def of_checks(
    plan: plans.Plan, case: Case, graph: Answers, left_out: frozenset[str]
) -> Iterator[Finding]:
    """What the questions of queries/checks/ answer about the plan's own things.

    They are put to the plan and what lies around it; *graph* tells the passages that stand
    against it.
    """
    held = (*case.quads, *case.around)
    subjects = [iri for iri in case.subjects if not iri.startswith("_:")]
    kept = [query for query in queryfiles.in_folder("checks") if query.name not in left_out]
    for query in kept if subjects else ():
        rows = case.whole.select(query.bind({"entity": subjects})).records()
        for about, against in _grouped(rows, held).items():
            related = opposing.sides(plan, case, graph, _fact(about), against)
            place = next((plan.place_of(*about[:2], at) for at in _ats(rows, about)), None)
            yield worded(plan, rules.named(query.name), about, (related, place))


def _ats(rows: Iterable[Mapping[str, Cell]], about: _About) -> Iterator[Cell]:
    """The values that a check names as the place, where the one it tells is not the plan's own."""
    for row in rows:
        if "at" in row and (row["entity"], row["property"], row["value"]) == about:
            yield row["at"]


def _grouped(
    rows: Iterable[Mapping[str, Cell]], held: Sequence[Quad]
) -> dict[_About, list[opposing.Fact]]:
    """What a check answers, once for each fact, with all that stands against it."""
    found: dict[_About, list[opposing.Fact]] = {}
    for row in rows:
        about = row["entity"], row["property"], row["value"]
        found.setdefault(about, []).extend(_against(row, held))
    return found


def _against(row: Mapping[str, Cell], held: Sequence[Quad]) -> tuple[opposing.Fact, ...]:
    """The facts that a row of a check names against its own; in a circle, those that close it."""
    if row.get("against") is not None:
        return (_fact((row["against"], row["against_property"], row["against_value"])),)
    if not row.keys() & {"circle"}:
        return ()
    facts = (quad[:3] for quad in held)
    own = _fact((row["entity"], row["property"], row["value"]))
    return (own, *opposing.way_back(facts, Iri(str(own[2])), own[0]))


def _fact(about: _About) -> opposing.Fact:
    return Iri(str(about[0])), Iri(str(about[1])), about[2]


def worded(
    plan: plans.Plan, rule: rules.Rule, about: _About, known: _Known = ((), None)
) -> Finding:
    """A breach of a rule of the house, with what is known of it beyond what it is about."""
    facts = _facts(about)
    related, place = known
    return Finding(
        rule.id,
        rule.severity,
        rule.fault.filled(facts),
        rule.remedy.filled(facts),
        plan.path,
        place or plan.place_of(*about) or NOWHERE,
        *_told(about),
        related=related,
    )


def _own(plan: plans.Plan, breach: Breach, ruleset: Ruleset) -> Finding:
    """A breach of a user's own rule: in its words, or where it has none in those of SHACL."""
    about = breach.focus, breach.path, breach.value
    name = _name(breach, ruleset)
    fault, remedy = rules.halves(_said(breach, about)) if breach.messages else (None, None)
    return Finding(
        name,
        breach.severity,
        fault or _by_component(breach, about),
        remedy if remedy and remedy.sv and remedy.en else say("own.remedy", rule=name),
        plan.path,
        plan.place_of(*about) or NOWHERE,
        *_told(about),
    )


def _name(breach: Breach, ruleset: Ruleset) -> str:
    cells = (str(breach.constraint), str(breach.shape))
    known = next((ruleset.names[cell] for cell in cells if cell in ruleset.names), "")
    return known or breach.name or "own-rule"


def _said(breach: Breach, about: _About) -> Words:
    """The rule's message in both languages; in one, it stands for the other too."""
    facts = {f"{sign}{name}": text for name, text in _facts(about).items() for sign in "?$"}
    spare = next(iter(breach.messages.values()))
    texts = (_filled(breach.messages.get(language, spare), facts) for language in ("sv", "en"))
    return Words(*texts)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return re.sub(r"\{([?$]\w+)\}", lambda match: facts.get(match[1], match[0]), text)


def _by_component(breach: Breach, about: _About) -> Words:
    component = re.split("[/#]", breach.component)[-1].removesuffix("ConstraintComponent")
    key = _kebab(component) if component in _COMPONENTS else "other"
    facts = {"focus": shown(about[0]), "path": shown(about[1]) or "–", "value": shown(about[2])}
    return say(f"own.{key}", component=component, **facts)


def _kebab(component: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", component).lower()


def _facts(about: _About) -> dict[str, str]:
    focus, path, value = map(shown, about)
    this = {"$this": focus, "this": focus, "entity": focus, "property": path, "path": path}
    return {**this, "$value": value, "?value": value, "value": value}


def _told(about: _About) -> tuple[Iri | None, Iri | None, Cell]:
    focus, path, value = about
    return (
        Iri(str(focus)) if focus is not None else None,
        Iri(str(path)) if path is not None else None,
        value,
    )
