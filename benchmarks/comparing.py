"""What comparing costs at the size of a nation, as ratios to SPARQL by hand in the same run.

A made-up nation of 21 counties is read into memory beside the shipped graph. The full matrix of
counties by shared areas, the gaps of one county and the coverage of all are each asked for
through the library, and by the best query that a person wrote for the same store: once for the
same answer, once for bare numbers, which say less. Each is asked several times; the median counts.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nation
from comparing_queries import ANSWERS, COUNTS

import naravard_kg
from naravard_kg.compare import coverage

SIZES = (100_000, 1_000_000)
RUNS = 7
BUDGET = 2.0


def asked(graph: naravard_kg.KnowledgeGraph) -> dict[str, Callable[[], object]]:
    """The three questions, as the library answers them."""

    def themes(only: str | None = None) -> naravard_kg.Comparison:
        return naravard_kg.compare(graph, by="themes", only=only)

    return {
        "matrix": themes,
        "gaps": lambda: themes("missing-in skane"),
        "coverage": lambda: coverage.coverage(graph, by="themes"),
    }


def median(ask: Callable[[], object]) -> float:
    """Milliseconds, the median of several."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def lines(size: int, folder: Path) -> Iterator[str]:
    """A table for one size."""
    path = folder / f"{size}.nq"
    made = nation.write(path, size)
    graph = naravard_kg.load([path])
    gc.freeze()  # what is loaded lives to the end
    yield f"{made.statements:,} statements beside the shipped graph"
    yield f"{'':10}{'library ms':>12}{'by hand ms':>12}{'ratio':>8}{'numbers ms':>12}{'ratio':>8}"
    for name, ask in asked(graph).items():
        ours = median(ask)
        hand = median(lambda name=name: graph.select(ANSWERS[name]))  # type: ignore[misc]
        bare = median(lambda name=name: graph.select(COUNTS[name]))  # type: ignore[misc]
        over = "" if ours <= BUDGET * hand else f"  over {BUDGET:.0f}"
        told = f"{ours:12.0f}{hand:12.0f}{ours / hand:8.2f}{bare:12.0f}{ours / bare:8.2f}"
        yield f"{name:10}{told}{over}"
    gc.unfreeze()


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, nargs="+", default=list(SIZES))
    with tempfile.TemporaryDirectory() as name:
        for size in parser.parse_args().statements:
            for line in lines(size, Path(name)):
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main()
