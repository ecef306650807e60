"""What checking costs, as ratios to what others take for the same, and as the graph grows.

    python benchmarks/checking.py --triples 10000 100000 1000000

Three questions: the cold command on one plan, against the command line of pySHACL on the same
statements as Turtle with the same shapes and the same graph; one plan of some 250 statements,
with graphs of different sizes behind it; and everything in a graph by all shapes, against pySHACL
and pyrudof, with the most memory that each took.

Each measurement of a whole graph is a process of its own. A peer that is not installed is left
out (``pip install pyrudof``); one that would take longer than ``--patience`` seconds, going by
the size before, is not run. Read the ratios: milliseconds belong to one machine.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import plans
import pyoxigraph as ox

import naravard_kg
from naravard_kg import resources, rulesets
from naravard_kg.convert import serialise
from naravard_kg.graph import ONTOLOGY_GRAPH, KnowledgeGraph, open_store
from naravard_kg.plans import read
from naravard_kg.shacl import validate
from naravard_kg.shacl.data import Stored

SIZES = (10_000, 100_000, 1_000_000)
PER_EDGE = 15  # statements that the generator writes for each ordering edge
RUNS = 9
FRESH = get_context("spawn")
NARAVARD = str(Path(sys.executable).with_name("naravard"))
PYSHACL = str(Path(sys.executable).with_name("pyshacl"))


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of work, the most memory in megabytes, and how many results there were."""

    seconds: float
    megabytes: float
    results: int

    def against(self, other: Cost) -> str:
        """As a ratio to another."""
        return f"{self.seconds / other.seconds:8.1f} ×"


# --- everything in a graph -----------------------------------------------------------------------


def ours(data: Path) -> Callable[[], int]:
    """All shapes of the house over a store in memory."""
    store = stored(data)
    rules = rulesets.shipped().rules
    return lambda: sum(1 for _ in validate(rules, Stored(store)))


def by_pyshacl(data: Path) -> Callable[[], int]:
    """The same by pySHACL, on its own rdflib graph."""
    import pyshacl
    import rdflib

    graph, shapes = rdflib.Graph(), rdflib.Graph()
    graph.parse(data=triples_of(data), format="nt")
    shapes.parse(data=shapes_text(), format="turtle")

    def work() -> int:
        _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        return len(set(found.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))

    return work


def by_pyrudof(data: Path) -> Callable[[], int]:
    """The same by pyrudof, with its native engine."""
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(triples_of(data), format=pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes_text(), format=pyrudof.ShaclFormat.Turtle)

    def work() -> int:
        rudof.validate_shacl()
        return 0

    return work


ENGINES: dict[str, Callable[[Path], Callable[[], int]]] = {
    "naravard_kg": ours,
    "pyshacl": by_pyshacl,
    "pyrudof": by_pyrudof,
}


def cost(engine: str, data: Path) -> Cost:
    """What an engine takes, in a process of its own."""
    reader, writer = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=_measure, args=(engine, data, writer))
    process.start()
    found: Cost = reader.recv()
    process.join()
    return found


def _measure(engine: str, data: Path, writer: Any) -> None:
    work = ENGINES[engine](data)
    gc.freeze()
    start = time.perf_counter()
    results = work()
    seconds = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    writer.send(Cost(seconds, most, results))


def stored(data: Path) -> ox.Store:
    """A store in memory with made-up plans, the ontology, and the reference data plans refer to."""
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    for path in resources.data_files():
        if path.parent.name == "reference":
            store.load(path=str(path), format=ox.RdfFormat.TRIG)
    for path in resources.ontology_files():
        home = ox.NamedNode(ONTOLOGY_GRAPH)
        store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=home)
    return store


def triples_of(data: Path) -> str:
    """The same as N-Triples."""
    store = stored(data)
    quads = store.quads_for_pattern(None, None, None, None)
    return "".join(sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in quads}))


def shapes_text() -> str:
    """All shapes of the house as one Turtle file."""
    return "\n".join(path.read_text(encoding="utf-8") for path in resources.shape_files())


def whole(sizes: list[int], folder: Path, patience: float) -> Iterator[str]:
    """A line for each engine at each size."""
    yield f"{'whole graph':16}{'triples':>12}{'seconds':>10}{'MB':>8}{'results':>10}{'to ours':>10}"
    last: dict[str, tuple[int, float]] = {}
    for size in sizes:
        data = folder / f"{size}.nq"
        plans.write(data, size // PER_EDGE)
        reference = cost("naravard_kg", data)
        for engine in ENGINES:
            if engine != "naravard_kg" and importlib.util.find_spec(engine) is None:
                yield f"{engine:16}{size:12,}  not installed"
                continue
            before, took = last.get(engine, (size, 0.0))
            if took * size / before > patience:
                yield f"{engine:16}{size:12,}  not run: some {took * size / before:,.0f} s"
                continue
            found = reference if engine == "naravard_kg" else cost(engine, data)
            last[engine] = size, found.seconds
            told = f"{found.seconds:10.2f}{found.megabytes:8.0f}{found.results:10,}"
            yield f"{engine:16}{size:12,}{told}{found.against(reference)}"


# --- one plan ------------------------------------------------------------------------------------


def plan_text(assignments: int = 24) -> str:
    """A plan of some 250 statements with eight faults."""
    lines = [
        "källa: {id: matt, titel: Plan, typ: handlingsplan, utgiven: 2026-09-15, område: lan-12}",
        "plan: {id: matt, namn: Mätt plan, gäller: 2026/2028}",
        "uppdrag:",
    ]
    for number in range(1, assignments + 1):
        status = "status: {status: pagaende, per: 2026-01-01}"
        awaited = f", inväntar: [{number - 1}]" if number > 1 else ""
        lines.append(f"  - {{nr: {number}, rubrik: Uppdrag {number}, {status},")
        lines.append(f"     utförs av: region-12, ingår i plan: matt{awaited}}}")
    faults = [
        "  - {nr: 99, utförs av: region-12}",
        "  - {nr: 0, rubrik: Noll, utförs av: region-12}",
        "  - {nr: 98, rubrik: Fel, utförs av: lan-12}",
        "  - {nr: 97, rubrik: Typ, typ: hittepå, utförs av: region-12}",
    ]
    return "\n".join([*lines, *faults, ""])


def behind(sizes: list[int], folder: Path) -> Iterator[str]:
    """One plan, checked with graphs of different sizes behind it, in memory and on disk."""
    plan = folder / "plan.yaml"
    plan.write_text(plan_text(), encoding="utf-8")
    yield f"{'one plan':16}{'triples':>12}{'memory ms':>12}{'disk ms':>12}{'to smallest':>14}"
    first: tuple[float, float] | None = None
    for size in sizes:
        store = stored(folder / f"{size}.nq")
        graphs = KnowledgeGraph(store), open_store(_on_disk(store, folder / f"store-{size}"))
        took = [_repeated(graph, plan) for graph in graphs]
        first = first or (took[0], took[1])
        growth = max(now / then for now, then in zip(took, first, strict=True))
        yield f"{'':16}{size:12,}{took[0] * 1000:12.0f}{took[1] * 1000:12.0f}{growth:12.2f} ×"


def _repeated(graph: KnowledgeGraph, plan: Path) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        naravard_kg.check(graph, plan)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _on_disk(store: ox.Store, home: Path) -> Path:
    copy = ox.Store(str(home))
    copy.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    copy.optimize()
    return home


# --- the command ---------------------------------------------------------------------------------


def cold(folder: Path) -> Iterator[str]:
    """The whole command on one plan, against the command line of pySHACL."""
    plan = folder / "cold.yaml"
    plan.write_text(plan_text(), encoding="utf-8")
    shipped = naravard_kg.load()
    quads = read(plan, shipped).quads
    data, shapes = folder / "data.ttl", folder / "shapes.ttl"
    data.write_text(serialise([*shipped.triples(), *quads], "turtle"), encoding="utf-8")
    shapes.write_text(shapes_text(), encoding="utf-8")
    commands = {
        "naravard check": [NARAVARD, "check", str(plan), "-f", "json"],
        "pyshacl": [PYSHACL, "-s", str(shapes), "-i", "none", str(data)],
    }
    took = {
        name: _command(words, 5 if name != "pyshacl" else 2) for name, words in commands.items()
    }
    yield f"{'cold command':16}{'statements':>12}{'seconds':>10}"
    for name, seconds in took.items():
        yield f"{name:16}{len(quads):12,}{seconds:10.2f}{seconds / took['naravard check']:8.1f} ×"


def _command(words: list[str], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--patience", type=float, default=120.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lines in (
            whole(asked.triples, folder, asked.patience),
            cold(folder),
            behind(asked.triples, folder),
        ):
            for line in lines:
                print(line, flush=True)
            print()


if __name__ == "__main__":
    main()
