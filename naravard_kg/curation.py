"""The shipped data: each file of data/ lifted to its named graph, in canonical form.

``make data`` runs it. The files may refer to one another, so all are lifted twice: once to
learn what there is, once to write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from naravard_kg import plans, resources
from naravard_kg.convert import serialise
from naravard_kg.graph import load

_ORDER = ("places", "actors", "organisations")
_AFTER = ("sources/*.yaml", "comparison/*.tsv", "assessments/*.yaml")


def lifted(sources: Path | None) -> Iterator[tuple[Path, plans.Plan]]:
    """Each file of data/ as statements, with all the others known."""
    graph = load(shipped=False)
    files = plan_files()
    for path in files:
        graph.add(plans.read(path, graph, sources=sources).quads)
    for path in files:
        yield path, plans.read(path, graph, sources=sources)


def rebuild(sources: Path) -> list[str]:
    """Write every named graph of data/; what was left out comes back as lines of text."""
    faults: list[str] = []
    for path, plan in lifted(sources):
        faults += [f"{path.name}:{n.place.line}: {n.rule} {dict(n.facts)}" for n in plan.notes]
        text = serialise(plan.quads, "trig")
        graph_file(path).write_text(text, encoding="utf-8", newline="\n")
    return faults


def plan_files() -> list[Path]:
    """The files of data/ that people write, those that others refer to first."""
    folder = resources.root() / "data"
    reference = sorted(folder.glob("reference/*.yaml"), key=_rank)
    return [*reference, *(path for kind in _AFTER for path in sorted(folder.glob(kind)))]


def graph_file(path: Path) -> Path:
    """Where the named graph of a file stands: ``areas.trig`` beside ``areas.sssom.tsv``."""
    return path.with_name(path.name.partition(".")[0] + ".trig")


def _rank(path: Path) -> tuple[int, str]:
    known = _ORDER.index(path.stem) if path.stem in _ORDER else len(_ORDER)
    return known, path.stem


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():  # noqa: PLR2004 -- the one folder
        sys.exit("usage: python -m naravard_kg.curation DIR   (the folder of the text copies)")
    found = rebuild(Path(sys.argv[1]))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(1 if found else 0)
