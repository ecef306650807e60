"""The engines that are set against one another: how each takes a file of N-Quads and a question.

Each gives the rows of an answer as a program would read them: as Python values where it makes
them, as its own terms where that is what it gives. All have the union of all graphs as the
default graph. An engine that is not installed is left out (``pip install maplib oxrdflib``).
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import naravard_kg
from naravard_kg import stores
from naravard_kg.tables import Answers

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # they start the same servers

import jena
import servers
import virtuoso

Ask = Callable[[str], int]  # SPARQL to the number of rows
_PATIENCE = 600.0  # seconds for a server to begin


@dataclass(frozen=True, slots=True)
class Loaded:
    """What asks an engine that holds the file.

    ``graph`` is there where the library answers over it, so that comparing can be asked too.
    """

    ask: Ask
    graph: Answers | None = None


Load = Callable[[Path, Path], "contextlib.AbstractContextManager[Loaded]"]


@dataclass(frozen=True, slots=True)
class Contender:
    """An engine by name: what it needs, and how it loads."""

    name: str
    load: Load
    needs: tuple[str, ...] = ()
    found: Callable[[], object] = lambda: True
    graphs: bool = True  # whether it can be asked which graph a statement is in
    largest: int = 10_000_000  # statements; with more it is not tried

    @property
    def installed(self) -> bool:
        """Whether all it needs is there."""
        return bool(all(map(importlib.util.find_spec, self.needs)) and self.found())


def _rows(graph: Answers) -> Loaded:
    return Loaded(lambda sparql: len(graph.select(sparql)), graph)


@contextlib.contextmanager
def _memory(path: Path, _: Path) -> Iterator[Loaded]:
    yield _rows(naravard_kg.load([path], shipped=False))


@contextlib.contextmanager
def _disk(path: Path, folder: Path) -> Iterator[Loaded]:
    stores.load(folder / "store", [path], "bare")
    yield _rows(naravard_kg.open_store(folder / "store"))


@contextlib.contextmanager
def _raw(path: Path, _: Path) -> Iterator[Loaded]:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)

    def ask(sparql: str) -> int:
        found: Any = store.query(sparql, use_default_graph_as_union=True)
        return len([tuple(row) for row in found])

    yield Loaded(ask)


@contextlib.contextmanager
def _rdflib(path: Path, _: Path, store: str = "default") -> Iterator[Loaded]:
    import rdflib

    dataset = rdflib.Dataset(store=store, default_union=True)
    dataset.parse(path, format="nquads" if store == "default" else "ox-nquads")
    yield Loaded(lambda sparql: len(list(dataset.query(sparql))))


@contextlib.contextmanager
def _oxrdflib(path: Path, folder: Path) -> Iterator[Loaded]:
    with _rdflib(path, folder, "Oxigraph") as loaded:
        yield loaded


@contextlib.contextmanager
def _maplib(path: Path, folder: Path) -> Iterator[Loaded]:
    """Its graphs cannot be asked for by a variable: it has all statements in one."""
    import maplib

    plain = folder / "plain.nt"
    _in_one_graph(path, plain)
    model: Any = maplib.Model()
    model.read(str(plain), format="ntriples")
    yield Loaded(lambda sparql: len(model.query(sparql)))


def _in_one_graph(path: Path, plain: Path) -> None:
    import pyoxigraph as ox

    quads = ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    with plain.open("wb") as file:
        for some in iter(lambda: list(itertools.islice(quads, 100_000)), []):
            ox.serialize((quad.triple for quad in some), file, format=ox.RdfFormat.N_TRIPLES)


@contextlib.contextmanager
def _oxigraph(path: Path, folder: Path) -> Iterator[Loaded]:
    """The program oxigraph, asked through the library."""
    place = folder / "served"
    servers.oxigraph_load(place, path)
    words = ("serve-read-only", "--location", str(place), "--union-default-graph")
    with servers.oxigraph(*words, patience=_PATIENCE) as url:
        yield _rows(naravard_kg.connect(f"{url}/query", timeout=_PATIENCE))


@contextlib.contextmanager
def _virtuoso(path: Path, folder: Path) -> Iterator[Loaded]:
    """Virtuoso 7, asked through the library."""
    with virtuoso.serving(folder, path) as url:
        yield _rows(naravard_kg.connect(url, timeout=_PATIENCE))


@contextlib.contextmanager
def _jena(path: Path, folder: Path) -> Iterator[Loaded]:
    """Jena 4.5, the engine and store of Fuseki, asked through the library."""
    with jena.serving(folder, path) as url:
        yield _rows(naravard_kg.connect(url, timeout=_PATIENCE))


OURS = "naravard, in memory"
CONTENDERS = (
    Contender(OURS, _memory),
    Contender("naravard, on disk", _disk),
    Contender("pyoxigraph, raw", _raw),
    Contender("Oxigraph server", _oxigraph, found=lambda: servers.program("oxigraph")),
    Contender("Virtuoso 7", _virtuoso, found=lambda: servers.program("virtuoso-t")),
    Contender("Jena TDB2", _jena, found=jena.is_there, largest=100_000),
    Contender("oxrdflib", _oxrdflib, needs=("oxrdflib",), largest=1_000_000),
    Contender("rdflib", _rdflib, largest=100_000),
    Contender("maplib", _maplib, needs=("maplib",), graphs=False),
)
