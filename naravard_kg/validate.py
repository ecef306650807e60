"""Check a plan against the rules: of the form, of shapes/, of queries/checks/, and a user's own.

The plan is laid over the graph; only its own things are looked at. Rules in SPARQL, and the
reference engine, see of the graph what they can reach from the plan (see ``context``).
"""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from naravard_kg import findings, guesses, plans, rules, rulesets
from naravard_kg.context import context
from naravard_kg.engines import ENGINES, Breach, Case, lazy, reference
from naravard_kg.errors import UnknownNameError, UnreadableFileError
from naravard_kg.reports import Coverage, Finding, Report
from naravard_kg.rulesets import Ruleset
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

_NOTHING = "plan-nothing-checked"
_DANGLING = "dangling-reference"
_MAGIC = "*?["
_NOT_THERE = ("missing", "kind", "no-match", "no-xlsx")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is checked by what: the rules in scope, and the engine that judges the shapes.

    ``select`` keeps only the rules named, ``ignore`` leaves rules out; ``shapes`` are files with
    a user's own, which count like those of the house.
    """

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    shapes: Sequence[str | Path] = ()
    engine: str = lazy.NAME
    sources: str | Path | None = None


def check(  # noqa: PLR0913 -- each narrows what is checked, by its name
    graph: Answers,
    path: str | Path,
    *,
    sources: str | Path | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    shapes: Sequence[str | Path] = (),
    engine: str = lazy.NAME,
) -> Report:
    """Check a plan file of any form against all rules.

    Args:
        graph: the graph the plan belongs to; it is not changed.
        path: the file; ``-`` reads YAML from standard input.
        sources: a folder with text copies, for evidence to be located in.
        select: IDs of the only rules to hold it to.
        ignore: IDs of rules to leave out.
        shapes: files with shapes of one's own, to hold it to as well.
        engine: ``naravard``, or ``pyshacl``, the slower reference.

    Raises:
        UnreadableFileError: the file is missing or cannot be read as its form.
        UnknownNameError: *select* or *ignore* names a rule that does not exist.
        ShapesError: *shapes* are no well-formed SHACL.
        ValueError: there is no such *engine*.
    """
    return _judged(graph, path, _prepared(Scope(select, ignore, shapes, engine, sources)))


def check_all(
    graph: Answers,
    files: Iterable[str],
    scope: Scope | None = None,
    *,
    waivers: str | None = None,
) -> Iterator[Report]:
    """Check files one after another, and in folders all that people write there.

    A file that is there and cannot be read gets a report that says so, and where.

    Args:
        graph: the graph the plans belong to.
        files: files, folders or patterns (``plans/**/*.yaml``); ``-`` reads standard input.
        scope: the rules in scope.
        waivers: a file of waivers, which is checked too; each folder's ``waivers.yaml`` holds
            for that folder.

    Raises:
        UnreadableFileError: a file is missing or of no known form; waivers cannot be read.
        UnknownNameError: the scope names a rule that does not exist.
    """
    listed = [path for file in files for path in named(file)]
    homes = [path / plans.WAIVERS for path in listed if path.is_dir()]
    extra = [Path(waivers)] if waivers else []
    lists = [*extra, *(home for home in homes if home.is_file())]
    accepted = [waiver for path in lists for waiver in plans.waivers_in(path)]
    kept = {(w.rule, w.thing) for w in accepted if w.until >= date.today()}  # noqa: DTZ011
    ready = _prepared(scope or Scope())
    for path in files_in([*listed, *extra]):
        yield _read_or_told(graph, path, ready).without(kept)


def named(file: str) -> list[Path]:
    """The paths that a name or a pattern stands for, sorted.

    Raises:
        UnreadableFileError: a pattern that fits nothing.
    """
    if not any(sign in file for sign in _MAGIC) or Path(file).exists():
        return [Path(file)]
    found = sorted(map(Path, glob.glob(file, recursive=True)))  # noqa: PTH207 -- may be absolute
    if not found:
        raise UnreadableFileError("no-match", file)
    return found


def files_in(listed: Iterable[Path]) -> list[Path]:
    """The plans among files and folders, each once, in their order."""
    found = (plan for path in listed for plan in _expanded(path))
    return list(dict.fromkeys(found))


def _expanded(path: Path) -> list[Path]:
    whole = not os.path.isdir(path) or plans.is_folder_of_sheets(path)  # noqa: PTH112 -- any name
    return [path] if whole else plans.written_in(path)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A scope, made ready once for all files: the sets of shapes, and the rules left out."""

    sets: tuple[Ruleset, ...]
    left_out: frozenset[str]
    engine: str
    sources: Path | None


def _prepared(scope: Scope) -> _Ready:
    own = [rulesets.of_files([Path(file) for file in scope.shapes])] if scope.shapes else []
    sets = (rulesets.shipped(), *own)
    sources = Path(scope.sources) if scope.sources else None
    return _Ready(sets, _left_out(scope, sets), scope.engine, sources)


def _read_or_told(graph: Answers, path: Path, ready: _Ready) -> Report:
    """The report on a file; one that cannot be read has its fault as the only finding."""
    try:
        return _judged(graph, path, ready)
    except UnreadableFileError as error:
        if error.fault in _NOT_THERE or Path(error.path) != path:
            raise
        return findings.of_fault(error)


def _judged(graph: Answers, path: str | Path, ready: _Ready) -> Report:
    plan = plans.read(Path(path), graph, sources=ready.sources)
    case = Case(plan.quads, tuple(plan.subjects), tuple(context(graph, plan.quads)))
    judged = [_judge(graph, case, ruleset, ready) for ruleset in ready.sets]
    coverage = _coverage(plan, ready, judged)
    found = [
        *findings.of_notes(plan, _notes(plan, coverage)),
        *(
            f
            for s, j in zip(ready.sets, judged, strict=True)
            for f in findings.of_breaches(plan, j.breaches, s)
        ),
        *findings.of_checks(plan, case, graph, ready.left_out),
    ]
    kept = [finding for finding in found if finding.rule not in ready.left_out]
    return _report(plan, guesses.with_guesses(plan, graph, kept), coverage)


@dataclass(frozen=True, slots=True)
class _Judged:
    breaches: list[Breach]
    looked: dict[Iri, tuple[Iri, ...]]
    engine: str


def _judge(graph: Answers, case: Case, ruleset: Ruleset, ready: _Ready) -> _Judged:
    nodes = ruleset.nodes(ready.left_out)
    outcome = lazy.look(ruleset.rules.without(nodes), case, graph)
    if ready.engine == lazy.NAME and not ruleset.beyond:
        return _Judged(lazy.breaches(outcome), lazy.looked(outcome), ready.engine)
    without = [Iri(node.value) for node in nodes]
    found = reference.judge(ruleset.files, case, without)
    why = f" ({', '.join(ruleset.beyond)})" if ruleset.beyond else ""
    return _Judged(found, lazy.looked(outcome), f"{reference.NAME}{why}")


def _left_out(scope: Scope, sets: Sequence[Ruleset]) -> frozenset[str]:
    """The IDs of all rules that are not in scope.

    Raises:
        UnknownNameError: a rule that does not exist is named.
        ValueError: there is no such engine.
    """
    if scope.engine not in ENGINES:
        raise ValueError(scope.engine)
    known = {*rules.rules(), *(name for ruleset in sets for name in ruleset.ids.values())}
    for rule in (*scope.select, *scope.ignore):
        if rule not in known:
            raise UnknownNameError("rule", rule, known=known)
    kept = {*scope.select, _NOTHING}  # a check of nothing is told whatever was selected
    return frozenset(scope.ignore) | (known.difference(kept) if scope.select else set())


def _notes(plan: plans.Plan, coverage: Coverage) -> list[plans.Note]:
    nothing = plan.describes and not coverage.checked
    return [*plan.notes, *([plans.Note(_NOTHING, plans.Place(1, 1, 1, 1))] if nothing else [])]


def _coverage(plan: plans.Plan, ready: _Ready, judged: list[_Judged]) -> Coverage:
    used: dict[Iri, set[str]] = {}
    for ruleset, j in zip(ready.sets, judged, strict=True):
        for thing, shapes in j.looked.items():
            rules_of = (rule for shape in shapes for rule in ruleset.inside.get(shape, ()))
            used.setdefault(thing, set()).update(r for r in rules_of if r not in ready.left_out)
    looked = {thing for thing, by in used.items() if by}
    every = {rule for s in ready.sets for inside in s.inside.values() for rule in inside}
    things = [thing for thing in plan.subjects if thing != plan.graph]  # the file is no thing
    return Coverage(
        len(plan.quads),
        len(things),
        len(looked),
        tuple(thing for thing in things if thing not in looked),
        tuple(sorted(every.difference(ready.left_out, *used.values()))),
        " + ".join(dict.fromkeys(j.engine for j in judged)),
    )


def _fact(finding: Finding) -> tuple[Cell, Cell, Cell]:
    """What a finding is about: of what is not there, no more is said than that it is not there."""
    return finding.focus, finding.path, finding.value


def _report(plan: plans.Plan, found: list[Finding], coverage: Coverage) -> Report:
    dangling = {_fact(finding) for finding in found if finding.rule == _DANGLING}
    said = (f for f in found if f.rule == _DANGLING or _fact(f) not in dangling)
    kept = {finding.order: finding for finding in said}
    lines = {finding.line for finding in found if 0 < finding.line <= len(plan.lines)}
    return Report(
        plan.path,
        tuple(kept[order] for order in sorted(kept)),
        coverage,
        quotes={line: plan.lines[line - 1] for line in sorted(lines)},
    )
