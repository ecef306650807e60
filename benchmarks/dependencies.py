"""What dependency questions cost as the graph grows, as ratios to what others take for the same.

    python benchmarks/dependencies.py --edges 1000 30000 300000

The peers are networkx as a programmer would use it, fed from rows of the raw engine ("building";
"with the statuses" where it also leaves out what is settled) or with the graph already in its
memory ("built"), and SPARQL property paths on the raw engine. Each answers less than we do: a
peer knows no day of a status, no passage, nothing handled as one.

Everything is measured in one run, with nothing kept from an earlier question: each way in a
process of its own that is split off once the graph is loaded, but what is to be flat where the
graph was loaded, as the copying of pages would be most of its time. Read the ratios, and how they
grow: milliseconds belong to one machine.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import log
from pathlib import Path
from typing import Any

import networkx as nx
import plans
import pyoxigraph as ox
from processes import apart

import naravard_kg
from naravard_kg import resources
from naravard_kg.dependencies import Dependencies
from naravard_kg.graph import ONTOLOGY_GRAPH, KnowledgeGraph
from naravard_kg.names import THINGS, VOCABULARIES
from naravard_kg.terms import statement

SIZES = (1_000, 30_000, 300_000)
RUNS = 15  # at the most
ENOUGH = 2.0  # seconds: where one run takes longer, there is no other
SMALL = 500  # edges of a graph to warm up on
CIRCLES = 20
OURS = "naravard_kg"
PIVOTS = 64
PREFIX = "PREFIX nv: <https://w3id.org/naravard/ontology#>"
ORDERING = "nv:awaits|nv:dependsOn|nv:isHandledThrough"
ENDED = {f"{VOCABULARIES}status/{name}" for name in ("genomfort", "ej-vidareford")}
DEEP = THINGS + plans.FIRST_REPORT
PATH = f"{PREFIX} SELECT DISTINCT ?x {{ <{DEEP}> ({ORDERING}|nv:proposalFor)* ?x }}"

Ours = Callable[[Dependencies], tuple[int, str]]
Peer = Callable[[ox.Store], Callable[[], int]]


@dataclass(frozen=True)
class Question:
    """What is asked: how we answer it, how others do, and whether its answer has one size."""

    name: str
    ours: Ours
    peers: dict[str, Peer] = field(default_factory=dict)
    flat: bool = False
    circles: bool = False


@dataclass(frozen=True)
class Cost:
    """Median wall time in seconds, memory beyond the loaded graph in MB, the size of the answer."""

    seconds: float
    megabytes: float
    answer: int
    note: str = ""


Row = tuple[str, str]  # a question and a way to answer it
Costs = dict[Row, Cost]


def raw(store: ox.Store, sparql: str) -> Any:
    """The answer of the engine itself, over all named graphs."""
    return store.query(sparql, use_default_graph_as_union=True)


def drawn(store: ox.Store, path: str = ORDERING) -> nx.DiGraph[str]:
    """All that the path joins, from what comes first, as networkx has it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    rows = raw(store, f"{PREFIX} SELECT ?thing ?first {{ ?thing {path} ?first }}")
    graph.add_edges_from((first.value, thing.value) for thing, first in rows)
    return graph


def by_path(store: ox.Store) -> Callable[[], int]:
    """The closure as a SPARQL property path."""
    return lambda: len({row[0].value for row in raw(store, PATH)})


def upstream(graph: nx.DiGraph[str]) -> int:
    """The closure as networkx has it, the thing itself among it."""
    return len(nx.ancestors(graph, DEEP)) + 1


def built(store: ox.Store) -> Callable[[], int]:
    """The closure in a graph that networkx holds already."""
    graph = drawn(store, f"{ORDERING}|nv:proposalFor")
    return lambda: upstream(graph)


def building(
    work: Callable[[nx.DiGraph[str]], int], path: str = ORDERING
) -> Callable[[ox.Store], Callable[[], int]]:
    """The work of networkx after building its graph."""
    return lambda store: lambda: work(drawn(store, path))


def unsettled(store: ox.Store) -> nx.DiGraph[str]:
    """The same without what has a status that ends it, whenever that was noted."""
    graph = drawn(store)
    rows = raw(
        store, f"{PREFIX} SELECT ?thing ?status {{ ?thing nv:hasStatusRecord/nv:status ?status }}"
    )
    graph.remove_nodes_from([thing.value for thing, status in rows if status.value in ENDED])
    return graph


def order(deps: Dependencies) -> tuple[int, str]:
    """The order of everything."""
    found = deps.order()
    return len(found.things), f"{len(found.levels)} levels"


def bottlenecks(deps: Dependencies) -> tuple[int, str]:
    """The bottlenecks of everything, and how far off a figure may be."""
    found = deps.bottlenecks()
    most = max(found.places, key=lambda place: place.waiting)
    waiting = max(place.waiting_error for place in found.places)
    between = max(place.betweenness_error for place in found.places)
    peak = max(place.betweenness for place in found.places)
    off = f"waiting ± {waiting:.0f} of {most.waiting} at the most"
    share = f"betweenness ± {between:.1e} of {peak:.1e}, starts: {found.starts or 'all'}"
    return len(found.places), f"{off}; {share}"


def cycles(deps: Dependencies) -> tuple[int, str]:
    """The circles of everything."""
    found = deps.cycles()
    return len(found.entangled), f"{len(found.circles)} circles"


def generations(graph: nx.DiGraph[str]) -> int:
    """How many things networkx puts in an order."""
    return sum(map(len, nx.topological_generations(graph)))


def longest(graph: nx.DiGraph[str]) -> int:
    """How many things are on the longest path."""
    return len(nx.dag_longest_path(graph))


def entangled(graph: nx.DiGraph[str]) -> int:
    """How many things wait for themselves."""
    return sum(len(c) for c in nx.strongly_connected_components(graph) if len(c) > 1)


QUESTIONS = (
    Question(
        "closure before one deep thing",
        lambda deps: (len(deps.select(f"+{plans.FIRST_REPORT}")), ""),
        {
            "SPARQL path": by_path,
            "networkx, built": built,
            "networkx, building": building(upstream, f"{ORDERING}|nv:proposalFor"),
        },
    ),
    Question(
        "order of everything",
        order,
        {
            "networkx, building": building(generations),
            "with the statuses": lambda store: lambda: generations(unsettled(store)),
        },
    ),
    Question(
        "critical path of everything",
        lambda deps: (len((found := deps.critical()).slots), f"length {found.length}"),
        {
            "networkx, building": building(longest),
            "with the statuses": lambda store: lambda: longest(unsettled(store)),
        },
    ),
    Question(
        "bottlenecks of everything",
        bottlenecks,
        {
            "networkx, building": building(
                lambda graph: len(
                    nx.betweenness_centrality(graph, k=min(PIVOTS, len(graph)), seed=0)
                )
            )
        },
    ),
    Question("cycles of everything", cycles, {"networkx, building": building(entangled)}),
    Question(
        "order of one plan",
        lambda deps: (len(deps.order(f"plan:{plans.FIRST_PLAN}").things), ""),
        flat=True,
    ),
    Question(
        "blocks of one thing",
        lambda deps: (len(deps.blocks(plans.LAST_THING).states), ""),
        flat=True,
    ),
    Question(
        "impact of one thing",
        lambda deps: (len(deps.impact(plans.FIRST_THING).touched), ""),
        flat=True,
    ),
    Question(
        f"cycles, {CIRCLES} there",
        cycles,
        {"networkx, building": building(entangled)},
        circles=True,
    ),
)


def loaded(edges: int) -> ox.Store:
    """A store in memory with that many ordering edges, and the ontology."""
    store = ox.Store()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plans.nq"
        plans.write(path, edges)
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    for file in resources.ontology_files():
        store.load(path=str(file), to_graph=ox.NamedNode(ONTOLOGY_GRAPH))
    return store


def ways(question: Question, store: ox.Store) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each way to answer a question; what a way may have beforehand is made as it is asked for."""
    graph = KnowledgeGraph(store)
    yield OURS, lambda: question.ours(naravard_kg.dependencies(graph))
    for name, peer in question.peers.items():
        yield name, peer(store)


def measured(work: Callable[[], Any]) -> Cost:
    """What *work* costs; the memory is right in a process that has done nothing else."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken: list[float] = []
    while not taken or (len(taken) < RUNS and sum(taken) < ENOUGH):
        gc.collect()
        start = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - start)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    answer, note = found if isinstance(found, tuple) else (found, "")
    return Cost(statistics.median(taken), grown / 1024, answer, note)


def costs(edges: int, questions: Sequence[Question]) -> Costs:
    """What each way to answer each question costs at one size; what has circles comes last."""
    small, store = loaded(SMALL), loaded(edges)
    found: Costs = {}
    for question in questions:
        if question.circles:
            store.load(
                "\n".join(map(statement, plans.circles(CIRCLES))), format=ox.RdfFormat.N_QUADS
            )
        for _, work in ways(question, small):
            work()  # what is read or imported once is not measured
        for way, work in ways(question, store):
            measure = partial(measured, work)
            found[question.name, way] = measure() if question.flat else apart(measure)
    return found


def shown(rows: dict[int, Costs], question: Question) -> Iterator[str]:
    """The lines of one question: a line a way."""
    sizes = sorted(rows)
    first, largest = sizes[0], sizes[-1]
    for way in (OURS, *question.peers):
        taken = {size: rows[size][question.name, way] for size in sizes}
        cells = [f"{taken[size].seconds * 1000:11.1f}" for size in sizes]
        ratios = [
            "" if way == OURS else f"{rows[size][question.name, OURS].seconds / cost.seconds:.2f}"
            for size, cost in taken.items()
        ]
        pairs = (f"{cell}{ratio:>8}" for cell, ratio in zip(cells, ratios, strict=True))
        grown = taken[largest].seconds / taken[first].seconds
        growth = f"{grown:8.2f} ×" if question.flat else f"{_slope(taken):10.2f}"
        last = taken[largest]
        name = question.name if way == OURS else ""
        yield f"{name:31}{way:20}{''.join(pairs)}{growth}{last.megabytes:7.0f}{last.answer:9,}"
        if last.note:
            yield f"{'':31}{last.note}"


def _slope(taken: dict[int, Cost]) -> float:
    """The exponent that time grows by, between the two largest sizes."""
    *_, smaller, larger = [next(iter(taken)), *taken]
    if smaller == larger:
        return 0.0
    return log(taken[larger].seconds / taken[smaller].seconds) / log(larger / smaller)


def main() -> None:
    """Print what each question costs at each size, and how that grows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edges", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--only", default="", help="questions with this word in their name")
    given = parser.parse_args()
    asked = [question for question in QUESTIONS if given.only in question.name]
    rows = {edges: apart(partial(costs, edges, asked)) for edges in sorted(set(given.edges))}
    heads = "".join(f"{edges:11,}{'ratio':>8}" for edges in rows)
    print("Milliseconds by ordering edges; ratio: our time to that of the peer on the line.")
    print(
        "growth: exponent between the two largest sizes, or × the smallest where it is to be flat;"
    )
    print("MB: memory beyond the loaded graph, and answer: its size, both at the largest size.")
    print("The ratios and the growth count; the milliseconds are those of one machine.\n")
    print(f"{'question':31}{'way':20}{heads}{'growth':>10}{'MB':>7}{'answer':>9}")
    for question in asked:
        print("\n".join(shown(rows, question)))


if __name__ == "__main__":
    main()
