"""All benchmarks in one go, and what they gave as a page: ``RESULTS.md`` with tables and a picture.

    python benchmarks/report.py                    all of them: three quarters of an hour
    python benchmarks/report.py --only engines     one of them; the others' results stay

What each prints is kept in ``results/``, under a line that describes the machine.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import engines
from contenders import OURS
from engines import Run

HERE = Path(__file__).parent
RESULTS = HERE / "results"
KEPT = RESULTS / "engines.json"
PICTURE = RESULTS / "engines.svg"
SCRIPTS = {
    "startup": "What a command costs before it answers",
    "engines": "The same questions on different engines",
    "growth": "How each named question grows with the graph",
    "comparing": "Comparing counties, against SPARQL by hand",
    "dependencies": "What waits for what, against networkx and property paths",
    "checking": "Checking a plan and a whole graph, against pySHACL and pyrudof",
    "positions": "Reading with the place of every value",
    "loading": "Loading a store, against the engine's own loader",
    "tables": "Exporting tables, against the engine's own dump",
}
_PACKAGES = ("pyoxigraph", "rdflib", "oxrdflib", "maplib", "networkx", "pyshacl", "pyrudof")


def machine() -> str:
    """Where and with what it was measured."""
    cores, system = os.cpu_count(), f"{platform.system()} {platform.machine()}"
    told = [f"{_processor()}, {cores} cores", f"{_memory()} GB", system]
    told.append(f"Python {platform.python_version()}")
    told += [f"{name} {_version(name)}" for name in _PACKAGES if _version(name)]
    return f"{datetime.now(UTC):%Y-%m-%d}: " + ", ".join(told)


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def run(name: str) -> None:
    """Run a benchmark, and keep what it prints."""
    words = [sys.executable, str(HERE / f"{name}.py")]
    words += ["--keep", str(KEPT)] if name == "engines" else []
    told = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout
    (RESULTS / f"{name}.txt").write_text(f"{machine()}\n\n{told}", encoding="utf-8")


def page() -> Iterator[str]:
    """What was kept, as Markdown."""
    yield "# What was measured"
    yield ""
    yield "Written by `make bench`. Read the ratios: milliseconds belong to one machine."
    for name, title in SCRIPTS.items():
        path = RESULTS / f"{name}.txt"
        if path.is_file():
            told, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
            yield f"\n## {title}\n\n`benchmarks/{name}.py`, {told}\n"
            if name == "engines":
                yield "![Time of every named question, as a ratio to ours](results/engines.svg)\n"
            yield f"```\n{rest.rstrip()}\n```"


def _answering(runs: Sequence[Run]) -> list[Run]:
    ours = next(run for run in runs if run.engine == OURS)
    return [run for run in runs if run is not ours and engines.ratios(run, ours)]


def picture(runs: Sequence[Run]) -> None:
    """Each question's time on each engine, as a ratio to ours in memory, on a scale of powers."""
    import matplotlib as mpl

    mpl.rcParams["svg.hashsalt"] = "naravard"
    from matplotlib.figure import Figure

    ours = next(run for run in runs if run.engine == OURS)
    others = _answering(runs)
    figure = Figure(figsize=(7.1, 0.5 * len(others) + 1.3), layout="constrained")
    axes = figure.subplots()
    for row, other in enumerate(reversed(others)):
        told = sorted(engines.ratios(other, ours))
        spread = [row + 0.3 * ((7 * i) % 11 - 5) / 5 for i in range(len(told))]
        axes.scatter(told, spread, s=9, color="#0b7285", alpha=0.35, linewidths=0)
        middle = statistics.median(told)
        axes.vlines(middle, row - 0.38, row + 0.38, color="black")
        axes.text(middle, row + 0.4, f"{middle:.3g}", ha="center", va="bottom", fontsize=7)
    axes.axvline(1, color="#868e96", linewidth=0.8, linestyle=":")
    axes.set_xscale("log")
    axes.set_yticks(range(len(others)), [f"{o.engine}" for o in reversed(others)], fontsize=8)
    axes.set_ylim(-0.6, len(others) - 0.2)
    axes.set_xlabel(
        f"time of a named question, as a ratio to ours in memory; {ours.statements:,} statements",
        fontsize=8,
    )
    axes.tick_params(axis="x", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(PICTURE, format="svg", metadata={"Date": None})


def main() -> None:
    """Run the benchmarks that are wanted, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="*", choices=list(SCRIPTS), default=list(SCRIPTS))
    RESULTS.mkdir(exist_ok=True)
    for name in parser.parse_args().only:
        print(name, flush=True)
        run(name)
    if KEPT.is_file():
        sizes = sorted(
            engines.read(KEPT).items(), key=lambda kept: (len(_answering(kept[1])), kept[0])
        )
        picture(sizes[-1][1])
    (HERE / "RESULTS.md").write_text("\n".join(page()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
