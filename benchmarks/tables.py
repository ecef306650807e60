"""What exporting a nation as tables costs, as ratios to the raw engine's own dump in the same run.

A made-up nation in a store on disk is written as N-Quads by the engine alone (`dump` of
`pyoxigraph`), and as tables by `naravard export -f parquet` and `-f tables`, in turn, each time in
a process of its own. The tables sort the statements, join them with claims, passages and labels,
and type their values. Then DuckDB counts things, days and what depends on what in the tables in
Parquet, and the engine answers the same in SPARQL; their answers must be equal.

    python benchmarks/tables.py --statements 10000000 --runs 1
    python benchmarks/tables.py --store store/
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nation
import pyoxigraph
from loading import Cost, measured, megabytes

from naravard_kg import open_store, stores
from naravard_kg.exports import export
from naravard_kg.streaming import dump

RUNS = 3
BUDGET = 6  # times the engine's dump, which neither sorts nor joins
MEMORY = 1_000  # megabytes at the peak, at any size
_PREFIXES = """PREFIX nv: <https://w3id.org/naravard/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
QUESTIONS = {
    "things per class and document": (
        """SELECT dst, document, count(DISTINCT src) FROM edges
        WHERE relationship = 'rdf:type' AND document IS NOT NULL GROUP BY ALL""",
        """SELECT ?class ?document (COUNT(DISTINCT ?thing) AS ?things) WHERE {
        ?graph prov:hadPrimarySource ?document . GRAPH ?graph { ?thing a ?class }
        } GROUP BY ?class ?document""",
    ),
    "what awaits what, all the way": (
        """WITH RECURSIVE link AS (SELECT DISTINCT src, dst FROM edges
        WHERE relationship IN ('nv:dependsOn', 'nv:awaits')),
        far(src, dst) AS (SELECT * FROM link UNION
        SELECT far.src, link.dst FROM far JOIN link ON far.dst = link.src)
        SELECT count(*) FROM far""",
        """SELECT (COUNT(*) AS ?pairs) WHERE { SELECT DISTINCT ?a ?b WHERE {
        { SELECT DISTINCT ?a WHERE { ?a nv:dependsOn|nv:awaits ?any } }
        ?a (nv:dependsOn|nv:awaits)+ ?b } }""",
    ),
    "values that are dates": (
        "SELECT count(*) FROM literals WHERE as_date IS NOT NULL",
        """SELECT (COUNT(*) AS ?days) WHERE { GRAPH ?g { ?s ?p ?o }
        FILTER(DATATYPE(?o) = <http://www.w3.org/2001/XMLSchema#date>) }""",
    ),
}


def raw(store: Path, file: Path) -> None:
    """The engine's own dump."""
    with file.open("wb") as stream:
        dump(open_store(store), stream)


def ours(store: Path, place: Path, form: str) -> None:
    """The library's tables, in a folder that is not there."""
    shutil.rmtree(place, ignore_errors=True)
    export(open_store(store), place, form=form)


def costs(store: Path, folder: Path, runs: int) -> Iterator[str]:
    """A table of what writing costs."""
    file, ways = folder / "raw.nq", ("parquet", "tables")
    found: dict[str, list[Cost]] = {"engine's dump": []}
    for _ in range(runs):
        found["engine's dump"].append(measured(lambda: raw(store, file)))
        for form in ways:
            work = _work(store, folder / form, form)
            found.setdefault(f"export -f {form}", []).append(measured(work))
    yield f"{'':20}{'seconds':>9}{'cpu s':>9}{'peak MB':>9}{'disk MB':>9}{'ratio':>8}"
    sizes = [file.stat().st_size / 1e6, *(megabytes(folder / form) for form in ways)]
    peers = found["engine's dump"]
    for (name, spent), size in zip(found.items(), sizes, strict=True):
        middle = [statistics.median(getattr(cost, f) for cost in spent) for f in Cost.__slots__]
        ratio = statistics.median(a.clock / b.clock for a, b in zip(spent, peers, strict=True))
        over = "" if ratio <= BUDGET and middle[2] <= MEMORY else "  over"
        told = "".join(f"{number:9,.1f}" for number in middle)
        yield f"{name:20}{told}{size:9,.0f}{ratio:8.2f}{over}"


def _work(store: Path, place: Path, form: str) -> Callable[[], None]:
    return lambda: ours(store, place, form)


def answers(store: Path, place: Path) -> Iterator[str]:
    """Seconds of DuckDB over the tables and of SPARQL over the store, for the same answers."""
    import duckdb

    graph = open_store(store)
    yield f"{'':34}{'DuckDB s':>10}{'SPARQL s':>10}{'rows':>8}"
    with duckdb.connect() as database:
        for table in ("edges", "literals"):
            database.execute(f"CREATE VIEW {table} AS FROM '{place / table}.parquet'")
        for name, (sql, sparql) in QUESTIONS.items():
            start = time.perf_counter()
            mine = database.execute(sql).fetchall()
            between = time.perf_counter()
            theirs = graph.select(_PREFIXES + sparql).rows
            end = time.perf_counter()
            if sorted(map(str, mine)) != sorted(str(tuple(_plain(c) for c in r)) for r in theirs):
                raise SystemExit(f"{name}: the answers differ")
            yield f"{name:34}{between - start:10.2f}{end - between:10.2f}{len(mine):8,}"


def _plain(cell: object) -> object:
    return str(cell) if isinstance(cell, str) else cell


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--folder", type=Path, help="where there is room")
    parser.add_argument("--store", type=Path, help="a store that is there, in place of a new one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        store = asked.store or _loaded(folder, asked.statements)
        print(f"{len(open_store(store)):,} statements, pyoxigraph {pyoxigraph.__version__}")
        for line in (*costs(store, folder, asked.runs), "", *answers(store, folder / "parquet")):
            print(line, flush=True)


def _loaded(folder: Path, size: int) -> Path:
    nation.write(folder / "nation.nq", size)
    stores.load(folder / "store", [folder / "nation.nq"])
    (folder / "nation.nq").unlink()
    return folder / "store"


if __name__ == "__main__":
    main()
