"""The command check: plans held against the rules, once or on every change, mended on request."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from naravard_kg.cli.base import Option, Settings, command, settings
from naravard_kg.errors import UnreadableFileError
from naravard_kg.words import say

if TYPE_CHECKING:
    from naravard_kg.reports import Report

_FAIL_ON = ("error", "warning", "info")
_ENGINES = ("naravard", "pyshacl")
_PAUSE = 0.5  # seconds between two looks at the files that are watched
UNREADABLE = 3


@dataclass(frozen=True)
class Job:
    """What was asked for, as it was given."""

    files: tuple[str, ...]
    fail_on: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    shapes: tuple[str, ...]
    engine: str
    waivers: str | None
    baseline: str | None
    write_baseline: str | None
    report: tuple[str, ...]
    fix: bool
    diff: bool
    yes: bool
    watch: bool


def _asked(name: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(f"--{name}", cls=Option, help=f"option.{name}", **more)


@_asked("watch", is_flag=True)
@_asked("yes", is_flag=True)
@_asked("diff", is_flag=True)
@_asked("fix", is_flag=True)
@_asked("report", multiple=True, metavar="FORMAT=FILE")
@_asked("write-baseline", metavar="FILE")
@_asked("baseline", metavar="FILE")
@_asked("waivers", metavar="FILE")
@_asked("engine", type=click.Choice(_ENGINES), default=_ENGINES[0])
@_asked("shapes", multiple=True, metavar="FILE")
@_asked("ignore", multiple=True, metavar="RULE")
@_asked("select", multiple=True, metavar="RULE")
@_asked("fail-on", type=click.Choice(_FAIL_ON), default=_FAIL_ON[0])
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@command
def check(**asked: Any) -> None:
    """Check plan files against the rules; the exit code is 1 where one is broken."""
    job, now = Job(**asked), settings()
    click.get_current_context().exit(_watch(job, now) if job.watch else _once(job, now))


def _once(job: Job, now: Settings) -> int:
    """Check, mend where that is wanted, and report; the exit code."""
    found = _reports(job, now)
    if job.diff or job.fix:
        patches = _patches(found)
        if job.diff:
            now.write(patches or say("fix.none").in_(now.lang))
            return int(bool(patches))
        if patches and _agreed(job, now, patches):
            _mend(found)
            found = _reports(job, now)
    return _told(job, now, found)


def _told(job: Job, now: Settings, found: list[Report]) -> int:
    from naravard_kg.render import reports

    if job.write_baseline:
        return _baseline_written(job.write_baseline, found, now)
    counted = _beyond(job.baseline, found)
    _write_reports(job.report, counted, now)
    now.write(reports.rendered(counted, now))
    if any(report.unreadable for report in counted):
        return UNREADABLE
    return int(not all(report.passes(job.fail_on) for report in counted))


def _reports(job: Job, now: Settings) -> list[Report]:
    from naravard_kg import validate

    scope = validate.Scope(job.select, job.ignore, job.shapes, job.engine, now.sources)
    files = [path for file in job.files for path in validate.named(file)]
    count = len(validate.files_in(files))
    checked = validate.check_all(now.graph(), job.files, scope, waivers=job.waivers)
    return list(_with_progress(checked, count, now))


def _with_progress(checked: Iterable[Report], count: int, now: Settings) -> Iterable[Report]:
    """A bar on the terminal's standard error where there are several files; else nothing."""
    if count < 2 or not sys.stderr.isatty():  # noqa: PLR2004 -- one needs no bar
        yield from checked
        return
    label = say("check.progress").in_(now.lang)
    with click.progressbar(checked, length=count, label=label, file=sys.stderr) as bar:
        yield from bar


def _patches(found: Iterable[Report]) -> str:
    from naravard_kg import fixing

    return "".join(fixing.patch(report) for report in found)


def _agreed(job: Job, now: Settings, patches: str) -> bool:
    """Show what would be changed; on a terminal ask, unless it was said beforehand."""
    click.echo(patches, err=True, nl=False)
    if job.yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    return click.confirm(say("fix.ask").in_(now.lang), default=False, err=True)


def _mend(found: Iterable[Report]) -> None:
    from naravard_kg import fixing

    for report in found:
        try:
            fixing.write(report)
        except OSError as error:
            detail = error.strerror or ""
            raise UnreadableFileError("unwritable", report.file, detail=detail) from None


def _beyond(baseline: str | None, found: list[Report]) -> list[Report]:
    from naravard_kg import baselines, plans

    if baseline is None:
        return found
    text = plans.text_of(Path(baseline), (".json",))
    return baselines.beyond(found, baselines.read(text, baseline))


def _baseline_written(path: str, found: Sequence[Report], now: Settings) -> int:
    from naravard_kg import baselines

    Settings(lang=now.lang, output=path).write(baselines.write(found))
    count = sum(len(report.findings) for report in found)
    now.write(say("check.baseline", count=count, path=path).in_(now.lang))
    return 0


def _write_reports(wanted: Iterable[str], found: Sequence[Report], now: Settings) -> None:
    """Reports beside the one that is printed, each in a file of its own."""
    from naravard_kg.render import reports

    for pair in wanted:
        form, equals, path = pair.partition("=")
        if form not in reports.FORMATS or not (equals and path):
            known = ", ".join(reports.FORMATS)
            raise click.UsageError(say("usage.report", pair=pair, known=known).in_(now.lang))
        Settings(lang=now.lang, output=path).write(reports.FORMATS[form](found, now.lang))


def _watch(job: Job, now: Settings) -> int:
    """Check again whenever a file has changed, until it is interrupted."""
    seen: dict[Path, int] = {}
    while True:
        stamps = _stamps(job)
        if stamps != seen:
            seen = stamps
            click.clear()
            _once_more(job, now)
            click.echo(say("check.watching", count=len(stamps)).in_(now.lang), err=True)
        time.sleep(_PAUSE)


def _once_more(job: Job, now: Settings) -> None:
    """One of many times: what is wrong now may be right at the next."""
    try:
        _once(job, now)
    except UnreadableFileError as error:
        click.echo(f"{error.message.in_(now.lang)}\n  {error.remedy.in_(now.lang)}", err=True)


def _stamps(job: Job) -> dict[Path, int]:
    from naravard_kg import validate

    own = [file for file in (*job.shapes, job.waivers, job.baseline) if file]
    listed = [Path(path) for file in job.files for path in _there(validate, file)]
    paths = [*validate.files_in(listed), *map(Path, own)]
    return {path: path.stat().st_mtime_ns for path in paths if path.exists()}


def _there(validate: Any, file: str) -> list[Path]:
    try:
        found: list[Path] = validate.named(file)
    except UnreadableFileError:
        return []
    return found
