"""What a command costs before it answers, as ratios to importing click in the same run.

Each command is a whole process; the runs are interleaved, so that a busy machine slows all
alike, and the median is taken. Budgets are those of CONTRIBUTING.md.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 21
NARAVARD = str(Path(sys.executable).with_name("naravard"))
PLAN = str(Path(__file__).parents[1] / "examples" / "broken-plan.yaml")
REFERENCE = "import click"
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    REFERENCE: ([sys.executable, "-c", "import click"], None),
    "python -c pass": ([sys.executable, "-c", "pass"], None),
    "naravard --version": ([NARAVARD, "--version"], 2.0),
    "naravard --help": ([NARAVARD, "--help"], 2.0),
    "naravard ask decisions": ([NARAVARD, "ask", "decisions"], 4.0),
    "naravard deps blocks": ([NARAVARD, "deps", "blocks", "skane-lakarstod-12"], None),
    "naravard check PLAN": ([NARAVARD, "check", PLAN], None),
}


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def medians() -> dict[str, float]:
    """The median wall time of each command, in seconds, over interleaved runs."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, (command, _) in COMMANDS.items():
            taken[name].append(seconds(command))
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    """Print each command's time, its ratio to the reference, and its budget."""
    found = medians()
    print(f"{'command':26}{'ms':>8}{'ratio':>8}{'budget':>8}")
    for name, (_, budget) in COMMANDS.items():
        ratio = found[name] / found[REFERENCE]
        limit = f"{budget:.1f}" if budget else "–"
        print(f"{name:26}{found[name] * 1000:8.0f}{ratio:8.2f}{limit:>8}")


if __name__ == "__main__":
    main()
