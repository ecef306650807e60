"""What loading a nation into a store on disk costs, as ratios to the raw engine in the same run.

A made-up nation is loaded by the engine's own bulk loader and by `stores.load`, in turn, each time
in a process of its own. Ours also counts what it reads, answers to Ctrl-C, takes checksums of
what it wrote and puts it in place at once. The median counts; seconds of the processor stand
beside those of the clock, since a busy machine spoils the latter.

    python benchmarks/loading.py --statements 10000000 --runs 1
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nation
import pyoxigraph
from processes import apart

from naravard_kg import open_store, stores

RUNS = 3
BUDGET = 1.3
SMALL = 10_000  # statements added to a store that is there


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, and megabytes at the peak."""

    clock: float
    processor: float
    memory: float


def measured(work: Callable[[], object]) -> Cost:
    """What *work* costs, in a process of its own."""

    def cost() -> Cost:
        start = time.perf_counter()
        work()
        clock = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_SELF)
        return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    return apart(cost)


def raw(place: Path, file: Path) -> None:
    """The engine's own bulk loader."""
    shutil.rmtree(place, ignore_errors=True)
    store = pyoxigraph.Store(str(place))
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def ours(place: Path, file: Path) -> None:
    """The library's, with the terms and places that questions need."""
    stores.load(place, [file], replace=True)


def opening(place: Path) -> float:
    """Milliseconds to open a store and to look one thing up."""
    start = time.perf_counter()
    open_store(place).query("ASK { <urn:a> <urn:b> <urn:c> }")
    return (time.perf_counter() - start) * 1000


def megabytes(place: Path) -> float:
    """What a folder takes on the disk."""
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6


def lines(size: int, runs: int, folder: Path) -> Iterator[str]:
    """A table for one size."""
    file, theirs, mine = folder / f"{size}.nq", folder / "raw", folder / "ours"
    made = nation.write(file, size)
    found: dict[str, list[Cost]] = {"raw engine": [], "naravard load": []}
    for _ in range(runs):
        found["raw engine"].append(measured(lambda: raw(theirs, file)))
        found["naravard load"].append(measured(lambda: ours(mine, file)))
    yield f"{made.statements:,} statements, {file.stat().st_size / 1e6:,.0f} MB of N-Quads"
    yield f"{'':18}{'seconds':>9}{'cpu s':>9}{'peak MB':>9}{'disk MB':>9}{'open ms':>9}"
    for (name, costs), place in zip(found.items(), (theirs, mine), strict=True):
        middle = [statistics.median(getattr(c, f) for c in costs) for f in Cost.__slots__]
        opened = statistics.median(opening(place) for _ in range(5))
        told = "".join(f"{number:9,.1f}" for number in middle)
        yield f"{name:18}{told}{megabytes(place):9,.0f}{opened:9.1f}"
    pairs = list(zip(found["naravard load"], found["raw engine"], strict=True))
    ratio = statistics.median(a.clock / b.clock for a, b in pairs)
    spent = statistics.median(a.processor / b.processor for a, b in pairs)
    over = "" if ratio <= BUDGET else f"  over {BUDGET}"
    yield f"{'ratio':18}{ratio:9.2f}{spent:9.2f}{over}"
    nation.write(file, SMALL)
    more = measured(lambda: stores.load(mine, [file]))
    told = f"{more.clock:9.1f}{more.processor:9.1f}{more.memory:9.1f}"
    yield f"{f'adding {SMALL:,}':18}{told}"


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--folder", type=Path, help="where there is room")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        for size in asked.statements:
            for line in lines(size, asked.runs, Path(name)):
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main()
