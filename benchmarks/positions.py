"""What it costs to read RDF with the place of every statement, against parsers that know none.

    python benchmarks/positions.py --lines 50000

The peers are the raw engine (pyoxigraph), which gives its own terms and no values, and rdflib,
which fills a graph of its own. We read with both eyes: our reader for the places, an engine to
judge it, and the statements as values, each once and sorted. "first place" is the cost of asking
for one place afterwards, when the lines are counted.

Everything is measured in one run, each way in a process of its own, as the time of the processor:
others may work on the machine. Read the ratios:
milliseconds belong to one machine.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib
from processes import apart

from naravard_kg import names
from naravard_kg.convert import serialise
from naravard_kg.plans import rdf
from naravard_kg.terms import RDF, Iri, Quad, Text

RUNS = 7  # at the most
ENOUGH = 6.0  # seconds: where one run takes longer, there is no other
HOME = Iri(names.GRAPHS + "plan/x")
BASE = "file:///plan"


@dataclass(frozen=True)
class Syntax:
    """A syntax, and what each peer calls it."""

    name: str
    suffix: str
    engine: ox.RdfFormat
    rdflib: str


SYNTAXES = (
    Syntax("turtle", ".ttl", ox.RdfFormat.TURTLE, "turtle"),
    Syntax("trig", ".trig", ox.RdfFormat.TRIG, "trig"),
    Syntax("nt", ".nt", ox.RdfFormat.N_TRIPLES, "nt"),
    Syntax("nq", ".nq", ox.RdfFormat.N_QUADS, "nquads"),
    Syntax("jsonld", ".jsonld", ox.RdfFormat.JSON_LD, "json-ld"),
    Syntax("rdfxml", ".rdf", ox.RdfFormat.RDF_XML, "xml"),
)


def quads() -> Iterator[Quad]:
    """Assignments without end, each with a number, a name in two languages, and two to wait for."""
    number = 0
    while True:
        thing = names.thing("uppdrag", f"plan-{number}")
        yield Quad(thing, Iri(RDF + "type"), Iri(names.ONTOLOGY + "Assignment"), HOME)
        yield Quad(thing, Iri(names.ONTOLOGY + "assignmentNumber"), number, HOME)
        for language in ("sv", "en"):
            words = Text(f"Uppdrag {number}: utveckla den nära vården \U0001f600", language)
            yield Quad(thing, Iri("http://www.w3.org/2000/01/rdf-schema#label"), words, HOME)
        for other in (number + 1, number + 7):
            awaited = names.thing("uppdrag", f"plan-{other}")
            yield Quad(thing, Iri(names.ONTOLOGY + "awaits"), awaited, HOME)
        number += 1


def text_of(syntax: Syntax, lines: int) -> str:
    """A text of at least that many lines, as our own exports write it."""
    wanted = lines
    while True:
        source = quads()
        text = serialise([next(source) for _ in range(wanted)], syntax.name)
        written = text.count("\n")
        if written >= lines:
            return text
        wanted = wanted * lines // written + 1


def seconds(work: Callable[[], object]) -> float:
    """The median time that *work* takes."""
    taken: list[float] = []
    while not taken or (len(taken) < RUNS and sum(taken) < ENOUGH):
        gc.collect()
        start = time.process_time()
        found = work()
        taken.append(time.process_time() - start)
        del found
    return statistics.median(taken)


def by_engine(text: str, syntax: Syntax) -> int:
    """Parse with the raw engine, and look at nothing."""
    base = None if syntax.suffix in (".nt", ".nq") else BASE
    return sum(1 for _ in ox.parse(text, format=syntax.engine, base_iri=base))


def by_rdflib(text: str, syntax: Syntax) -> rdflib.Dataset:
    """Parse with rdflib, into a dataset of its own."""
    dataset = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings(action="ignore"):
        dataset.parse(data=text, format=syntax.rdflib, publicID=BASE)
    return dataset


def first_place(text: str, syntax: Syntax) -> float:
    """The time that the first place takes, once a plan is read."""
    plan = rdf.read(text, Path(f"plan{syntax.suffix}"))
    start = time.process_time()
    plan.place_of(*plan.quads[len(plan.quads) // 2][:3])
    return time.process_time() - start


def row(syntax: Syntax, lines: int) -> str:
    """What one syntax costs."""
    text = text_of(syntax, lines)
    path = Path(f"plan{syntax.suffix}")
    rdf.read(text_of(syntax, 100), path)  # what is imported once is not measured
    plan = rdf.read(text, path)
    exact = sum(quad[:3] in plan.places for quad in plan.quads) / len(plan.quads)
    ours = apart(lambda: seconds(lambda: rdf.read(text, path)))
    engine = apart(lambda: seconds(lambda: by_engine(text, syntax)))
    peer = apart(lambda: seconds(lambda: by_rdflib(text, syntax)))
    first = apart(lambda: first_place(text, syntax))
    times = "".join(f"{taken * 1000:10.0f}" for taken in (ours, engine, peer))
    sizes = f"{text.count(chr(10)):9,}{len(plan.quads):12,}"
    shares = f"{ours / engine:12.1f}{ours / peer:10.2f}{first * 1000:10.1f}{exact:9.1%}"
    return f"{syntax.name:8}{sizes}{times}{shares}"


def main() -> None:
    """Print what reading with places costs in each syntax."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--only", default="", help="syntaxes with this word in their name")
    given = parser.parse_args()
    print("Milliseconds; a ratio is our time to that of the peer, so below 1 we are faster.")
    print("exact: the share of statements that have a place of their own.\n")
    heads = f"{'lines':>9}{'statements':>12}{'ours':>10}{'engine':>10}{'rdflib':>10}"
    print(f"{'':8}{heads}{'to engine':>12}{'to rdflib':>10}{'1st place':>10}{'exact':>9}")
    for syntax in SYNTAXES:
        if given.only in syntax.name:
            print(apart(partial(row, syntax, given.lines)), flush=True)


if __name__ == "__main__":
    main()
