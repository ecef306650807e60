"""What the same questions cost on different engines, as ratios to ours in the same run.

    python benchmarks/engines.py --statements 10000 100000    (a million takes a quarter of an hour)

A made-up nation beside the shipped graph is written to one file. Each engine reads it in a process
of its own, and then answers every named question with the example in its file, the region × area
matrix written by hand, all that waits for all, and, where the library answers over it, comparing
and coverage. Milliseconds are the median of several, as a program sees them that reads all rows.

A question that takes longer than ``--limit`` ends its engine's process, and the next one goes on
without it: "–". Where an engine gives another number of rows than ours, "≠". With ``--keep``, what
was measured is kept as JSON, beside what the file has of other sizes, and the tables are of all
that it then has; ``report.py`` makes its page and picture of them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import selectors
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import nation
from comparing_queries import ANSWERS
from contenders import CONTENDERS, OURS, Contender

import naravard_kg
from naravard_kg import queryfiles
from naravard_kg.compare.coverage import coverage
from naravard_kg.convert import serialise

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 5
ENOUGH = 0.5  # seconds for a question, after which the median is taken of what there is
LIMIT = 5.0
LOADING = 900.0
_CLOSURE = """PREFIX nv: <https://w3id.org/naravard/ontology#>
SELECT DISTINCT ?a ?b WHERE { ?a nv:awaits+ ?b }"""

Point = tuple[float, int]  # milliseconds and rows


@dataclass(slots=True)
class Run:
    """What was measured of an engine with a number of statements."""

    engine: str
    statements: int
    load: float | None = None  # seconds
    megabytes: float = 0.0  # the most memory
    points: dict[str, Point | None] = field(default_factory=dict)


def tasks() -> dict[str, str]:
    """What is asked in SPARQL: every named question, and what is written by hand."""
    named = {question.name: question.sparql for question in queryfiles.catalogue()}
    return {"matrix by hand": ANSWERS["matrix"], "closure": _CLOSURE, **named}


def library() -> dict[str, Callable[[naravard_kg.tables.Answers], int]]:
    """What the library does with several questions."""
    return {
        "compare": lambda graph: len(naravard_kg.compare(graph, by="themes").rows),
        "gaps": lambda graph: len(
            naravard_kg.compare(graph, by="themes", only="missing-in skane").rows
        ),
        "coverage": lambda graph: len(coverage(graph, by="themes")),
    }


def write(path: Path, size: int) -> int:
    """The shipped graph and a nation as one file; how many statements it holds."""
    made = path.with_name("nation.nq")
    nation.write(made, size)
    quads = naravard_kg.load([made]).quads()
    path.write_text(serialise(quads, "nq"), encoding="utf-8")
    return len(quads)


# --- in the engine's own process -------------------------------------------------------------


def work(contender: Contender, path: Path, folder: Path) -> None:
    """Load, say so, and answer what is asked on standard input, a line each."""
    asked, done = tasks(), library()
    start = time.perf_counter()
    with contender.load(path, folder) as loaded:
        _say(load=time.perf_counter() - start, megabytes=_megabytes())
        for line in sys.stdin:
            name = line.strip()
            if name in asked and not contender.graphs and "GRAPH" in asked[name]:
                _say(name=name, point=None)
            elif name in asked:
                _tell(name, lambda name=name: loaded.ask(asked[name]))  # type: ignore[misc]
            elif loaded.graph is not None:
                _tell(name, lambda name=name: done[name](loaded.graph))  # type: ignore[misc]
            else:
                _say(name=name, point=None)


def _tell(name: str, ask: Callable[[], int]) -> None:
    try:
        point = timed(ask)
    except BaseException as error:  # noqa: BLE001 -- an engine's panic is no Exception
        _say(name=name, point=None, error=f"{type(error).__name__}: {error}"[:200])
    else:
        _say(name=name, point=point, megabytes=_megabytes())


def timed(ask: Callable[[], int]) -> Point:
    """The median of several, in milliseconds, and the rows."""
    times: list[float] = []
    rows = 0
    while len(times) < RUNS and sum(times) < ENOUGH:
        start = time.perf_counter()
        rows = ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000, rows


def _megabytes() -> float:
    """The most memory so far, of this process and of the server that it started; 0 if unknown."""
    told = [_status(path) for path in Path("/proc").glob("[0-9]*/status")]
    family = (one for one in told if str(os.getpid()) in (one.get("Pid"), one.get("PPid")))
    return sum(int(one.get("VmHWM", "0 kB").split()[0]) / 1024 for one in family)


def _status(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _say(**told: object) -> None:
    print(json.dumps(told), flush=True)


# --- beside it -------------------------------------------------------------------------------


def measure(
    contender: Contender, path: Path, statements: int, limit: float, before: Run | None
) -> Run:
    """Ask an engine everything, beginning anew after what it did not answer in time.

    What it did not answer of fewer statements, as it had *before*, it is not asked again.
    """
    run = Run(contender.name, statements)
    names = [*library(), *tasks()]
    failed = [name for name, point in before.points.items() if point is None] if before else []
    run.points.update(dict.fromkeys(failed))
    while len(run.points) < len(names):
        _go_on(run, [name for name in names if name not in run.points], path, limit)
        if run.load is None:
            return run
    return run


def _go_on(run: Run, names: Sequence[str], path: Path, limit: float) -> None:
    words = [sys.executable, __file__, "--work", run.engine, "--file", str(path)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [*words, "--folder", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            process_group=0,
        ) as process,
    ):
        try:
            _converse(run, names, process, limit)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)


def _converse(run: Run, names: Sequence[str], process: subprocess.Popen[str], limit: float) -> None:
    assert process.stdin is not None  # noqa: S101 -- they are pipes
    assert process.stdout is not None  # noqa: S101
    begun = _heard(process.stdout, LOADING)
    if begun is None:
        return
    run.load = run.load or begun["load"]
    for name in names:
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        told = _heard(process.stdout, limit)
        point = told.get("point") if told else None
        run.points[name] = (point[0], point[1]) if point else None
        run.megabytes = max(run.megabytes, (told or begun).get("megabytes", 0.0))
        if told is None or "Panic" in str(told.get("error")):  # an engine is of no use after that
            return


def _heard(stream: IO[str], limit: float) -> dict[str, Any] | None:
    """The next line that an engine's process says; None where it does not in time, or ended."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        line = stream.readline() if selector.select(limit) else ""
    return json.loads(line) if line else None


# --- told ------------------------------------------------------------------------------------


def ratios(run: Run, ours: Run) -> list[float]:
    """The named questions that both answered with as many rows: this one's time to ours."""
    named = {question.name for question in queryfiles.catalogue()}
    pairs = ((run.points.get(name), ours.points.get(name)) for name in sorted(named))
    return [a[0] / b[0] for a, b in pairs if a and b and a[1] == b[1]]


def lines(runs: Sequence[Run]) -> Iterator[str]:
    """A table of the engines at one size."""
    ours = next(run for run in runs if run.engine == OURS)
    yield f"{ours.statements:,} statements"
    yield f"{'engine':22}{'load s':>8}{'MB':>7}{'same':>6}{'median':>8}{'least':>8}{'most':>8}" + (
        "".join(f"{name:>16}" for name in (*library(), "matrix by hand", "closure"))
    )
    for run in runs:
        yield line(run, ours)


def line(run: Run, ours: Run) -> str:
    """An engine: what loading took, how many questions it answers as ours, and how quickly."""
    if run.load is None:
        return f"{run.engine:22}{'–':>8}"
    told = ratios(run, ours) or [math.nan]
    spread = f"{statistics.median(told):8.2f}{min(told):8.2f}{max(told):8.1f}"
    found = "".join(f"{cell(run, ours, name):>16}" for name in (*library(), *list(tasks())[:2]))
    return f"{run.engine:22}{run.load:8.2f}{run.megabytes:7.0f}{len(told):6}{spread}{found}"


def cell(run: Run, ours: Run, name: str) -> str:
    """Milliseconds, and the ratio to ours."""
    point, own = run.points.get(name), ours.points.get(name)
    if point is None:
        return "–"
    if own is None:
        return f"{point[0]:.1f}"
    if point[1] != own[1]:
        return "≠"
    return f"{point[0]:.1f}" if run is ours else f"{point[0]:.1f} ({point[0] / own[0]:.2f})"


def questions(runs: Sequence[Run]) -> Iterator[str]:
    """A line for each question: milliseconds of ours, and every engine's ratio to it."""
    ours = next(run for run in runs if run.engine == OURS)
    others = [run for run in runs if run is not ours and run.load is not None]
    yield f"{'question':34}{'ms':>9}{'rows':>8}" + "".join(f"{o.engine:>20}" for o in others)
    for name in tasks():
        own = ours.points.get(name)
        told = f"{own[0]:9.2f}{own[1]:8,}" if own else f"{'–':>9}{'':8}"
        yield f"{name:34}{told}" + "".join(f"{ratio(o, ours, name):>20}" for o in others)


def ratio(run: Run, ours: Run, name: str) -> str:
    """An engine's time for a question to ours."""
    point, own = run.points.get(name), ours.points.get(name)
    if point is None or own is None:
        return "–"
    return f"{point[0] / own[0]:.2f}" if point[1] == own[1] else "≠"


def read(path: Path) -> dict[int, list[Run]]:
    """What was kept, by the number of statements."""
    found: dict[int, list[Run]] = {}
    for told in json.loads(path.read_text(encoding="utf-8")):
        points = {name: tuple(p) if p else None for name, p in told.pop("points").items()}
        run = Run(**told, points=points)
        found.setdefault(run.statements, []).append(run)
    return found


def compete(sizes: Sequence[int], only: str, limit: float) -> Iterator[list[Run]]:
    """The runs of every engine, size by size."""
    entered = [c for c in CONTENDERS if c.installed and (c.name == OURS or only in c.name)]
    before: dict[str, Run] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "all.nq"
            held = write(path, size)
            fit = [c for c in entered if size <= c.largest]
            runs = [measure(c, path, held, limit, before.get(c.name)) for c in fit]
        before = {run.engine: run for run in runs}
        yield runs


def main() -> None:
    """Print the tables; as an engine's own process, answer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for a question")
    parser.add_argument("--only", default="", help="engines with this in their name, and ours")
    parser.add_argument("--keep", type=Path, help="a file for all that was measured, as JSON")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        by_name: Mapping[str, Contender] = {c.name: c for c in CONTENDERS}
        work(by_name[chosen.work], chosen.file, chosen.folder)
        return
    found = read(chosen.keep) if chosen.keep and chosen.keep.is_file() else {}
    for runs in compete(sorted(chosen.statements), chosen.only, chosen.limit):
        found[runs[0].statements] = runs
    if chosen.keep:
        kept = [asdict(run) for size in sorted(found) for run in found[size]]
        chosen.keep.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for size in sorted(found):
        print(*lines(found[size]), "", *questions(found[size]), "", sep="\n")


if __name__ == "__main__":
    main()
