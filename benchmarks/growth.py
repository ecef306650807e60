"""How each named question grows with the graph, held against what its header says of it.

A made-up nation is read beside the shipped graph in three sizes. Each question is asked with its
own example, and with a thing of the nation where the example is of a class that the nation has.
Time is the processor's, the least of several. The slope is that of time between the two largest
sizes, on scales of powers of ten: 0 does not grow, 1 grows as the graph does, 2 as its square.
``constant`` may have a slope of 0.3. ``answer`` is seen against the rows instead, where these grow,
and may have 1.25; so may ``graph``. What takes less than five milliseconds at the largest size is
not judged: that is the clock, and what the processor happens to have at hand.

Each question has a process of its own and a time limit, so that one of them cannot stop the rest.
Last, the largest answers are fetched through the library and from the engine itself.
"""

from __future__ import annotations

import argparse
import gc
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nation
from processes import FORK

import naravard_kg
from naravard_kg import KnowledgeGraph, names, queryfiles
from naravard_kg.graph import load_files, store_of
from naravard_kg.queryfiles import Question
from naravard_kg.terms import Iri

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 5
LIMIT = 20.0  # seconds for a question
STEEPEST = {"constant": 0.3, "answer": 1.25, "graph": 1.25}
LARGEST = 10
BUDGET = 1.3  # of the library's time to the engine's
_NOTHING = 5.0  # milliseconds
_GROWN = 1.5  # times as many rows
_TRIED = 40  # things of the nation, for the one with the most to tell
_LITERALS = {"date", "integer", "text"}

Point = tuple[float, int]  # milliseconds and rows


@dataclass(slots=True)
class Case:
    """A question with values, and what was measured; None where it ran out of time."""

    question: Question
    about: str
    sparql: str
    points: list[Point | None] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """How time grows between the two last sizes; with the rows where its class says so."""
        *_, before, after = [None, *self.points]
        if before is None or after is None:
            return math.inf if after is None else 0.0
        grown, rows = self.sizes[-1] / self.sizes[-2], after[1] / max(before[1], 1)
        if self.question.growth == "answer" and rows > _GROWN:
            grown = rows
        return math.log(after[0] / before[0]) / math.log(grown)

    @property
    def most(self) -> float:
        """The slope that its class may have."""
        grown = [point[1] for point in self.points if point]
        still = self.question.growth == "answer" and grown[-1] <= _GROWN * max(grown[-2:][0], 1)
        return STEEPEST["constant" if still else self.question.growth]

    @property
    def over(self) -> bool:
        """Whether it grows more than its class may."""
        last = self.points[-1]
        return last is None or (last[0] >= _NOTHING and self.slope > self.most)


def cases(small: KnowledgeGraph, beside: KnowledgeGraph) -> list[Case]:
    """Every question with its example, and with a thing of the nation *small*."""
    found = []
    for question in queryfiles.catalogue():
        found.append(Case(question, "its example", question.sparql))
        thing = of_nation(question, small, beside)
        if thing is not None:
            parameter, iri = thing
            found.append(Case(question, names.short(iri), question.bind({parameter: [iri]})))
    return found


def of_nation(
    question: Question, small: KnowledgeGraph, beside: KnowledgeGraph
) -> tuple[str, Iri] | None:
    """A parameter, and the thing of its example's class about which the nation tells the most."""
    for parameter, kind in question.parameters.items():
        if kind in _LITERALS or kind.startswith("vocab/"):
            continue
        example = f"{_prefixes(question)}SELECT DISTINCT ?thing WHERE {{"
        example += f" VALUES ?example {{ {question.examples[parameter]} }} ?example a ?class ."
        classes = beside.select(example.replace("?thing", "?class", 1) + " }").rows
        for (of_class,) in classes:
            told = {
                thing: len(beside.select(question.bind({parameter: [thing]})))
                for thing in _things(small, Iri(str(of_class)))
            }
            if any(told.values()):
                return parameter, max(told, key=lambda thing: told[thing])
    return None


def _prefixes(question: Question) -> str:
    lines = question.sparql.splitlines()
    return "".join(f"{line}\n" for line in lines if line.startswith("PREFIX"))


def _things(small: KnowledgeGraph, of_class: Iri) -> list[Iri]:
    if not of_class.startswith(names.ONTOLOGY):
        return []
    asked = f"SELECT DISTINCT ?thing WHERE {{ ?thing a <{of_class}> }} ORDER BY ?thing"
    found = [Iri(str(thing)) for (thing,) in small.select(asked).rows]
    return [thing for thing in found if thing.startswith(names.BASE)][:_TRIED]


def measured(work: Callable[[], int], limit: float) -> Point | None:
    """The least processor time of several, and the rows; None where *limit* is not enough."""
    reader, writer = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: writer.send(_timed(work, limit / 4)))
    process.start()
    writer.close()
    try:
        return reader.recv() if reader.poll(limit) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def _timed(work: Callable[[], int], enough: float) -> Point:
    times: list[float] = []
    rows = 0
    until = time.monotonic() + enough
    while len(times) < RUNS and (not times or time.monotonic() < until):
        start = time.process_time()
        rows = work()
        times.append(time.process_time() - start)
    return min(times) * 1000, rows


def raw(graph: KnowledgeGraph, sparql: str) -> int:
    """The rows of an answer, read from the engine as its own terms."""
    found = store_of(graph).query(sparql, use_default_graph_as_union=True)
    return len([tuple(solution) for solution in found])


def ask(graph: KnowledgeGraph, asked: Sequence[Case], size: int, limit: float) -> None:
    """Measure each question on a graph."""
    for case in asked:
        case.sizes.append(size)
        if case.points and case.points[-1] is None:
            case.points.append(None)  # a larger graph takes no less
        else:
            case.points.append(measured(lambda case=case: raw(graph, case.sparql), limit))  # type: ignore[misc]


def overheads(graph: KnowledgeGraph, asked: Sequence[Case], limit: float) -> Iterator[str]:
    """The largest answers, through the library and from the engine, in milliseconds."""
    answered = [case for case in asked if case.points[-1]]
    answered.sort(key=lambda case: -(case.points[-1] or (0, 0))[1])
    for case in answered[:LARGEST]:
        ours = measured(lambda case=case: len(graph.select(case.sparql)), limit)  # type: ignore[misc]
        bare = measured(lambda case=case: raw(graph, case.sparql), limit)  # type: ignore[misc]
        if ours and bare:
            over = "" if ours[0] <= BUDGET * bare[0] else f"  over {BUDGET}"
            told = f"{ours[1]:8,}{ours[0]:12.1f}{bare[0]:12.1f}{ours[0] / bare[0]:8.2f}"
            yield f"{case.question.name:28}{told}{over}"


def table(asked: Sequence[Case], sizes: Sequence[int]) -> Iterator[str]:
    """A line a question, first those that grow more than their class may, then the slowest."""
    heads = "".join(f"{f'{size:,}':>11}" for size in sizes)
    yield f"{'question':28}{'class':10}{heads} ms{'rows':>8}{'slope':>7}"
    slowest = sorted(asked, key=lambda case: -(case.points[-1] or (math.inf, 0))[0])
    for case in sorted(slowest, key=lambda case: not case.over):
        told = "".join(f"{point[0]:11.2f}" if point else f"{'–':>11}" for point in case.points)
        last = case.points[-1]
        rows = f"{last[1]:,}" if last else "–"
        over = f"  over {case.most}" if case.over else ""
        line = f"{case.question.name:28}{case.question.growth:10}{told}{rows:>11}{case.slope:7.2f}"
        yield f"{line}{over}  {case.about}"


def main() -> None:
    """Print the table of growth, and what the library adds to the engine's time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for a question")
    chosen = parser.parse_args()
    asked: list[Case] = []
    told: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for size in sorted(chosen.statements):
            path = Path(name) / f"{size}.nq"
            nation.write(path, size)
            graph = naravard_kg.load([path])
            asked = asked or cases(load_files([path]), graph)
            gc.freeze()  # what is loaded lives to the end, in every process
            ask(graph, asked, size, chosen.limit)
            told += [f"\n{size:,} statements", *overheads(graph, asked, chosen.limit)]
            gc.unfreeze()
    print(*table(asked, chosen.statements), sep="\n", flush=True)
    print(f"\n{'largest answers':28}{'rows':>8}{'library ms':>12}{'engine ms':>12}{'ratio':>8}")
    print(*told, sep="\n")


if __name__ == "__main__":
    main()
