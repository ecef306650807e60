"""The engines that are set against one another: how each takes a file of N-Quads and a question.

Each gives the rows of an answer as a program would read them: as Python values where it makes
them, as its own terms where that is what it gives. All have the union of all graphs as the
default graph. An engine that is not installed is left out (``pip install maplib oxrdflib``).
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import naravard_kg
from naravard_kg import stores
from naravard_kg.tables import Answers

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
    program: str = ""
    graphs: bool = True  # whether it can be asked which graph a statement is in
    largest: int = 10_000_000  # statements; with more it is not tried

    @property
    def installed(self) -> bool:
        """Whether all it needs is there."""
        found = all(importlib.util.find_spec(package) for package in self.needs)
        return bool(found and (not self.program or program(self.program)))


def program(name: str) -> str | None:
    """A program of this environment, or of the system."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


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
    command, place = program("oxigraph"), str(folder / "served")
    words = [str(command), "load", "--location", place, "--file", str(path)]
    subprocess.run(words, check=True, capture_output=True)
    address = f"127.0.0.1:{_free_port()}"
    words = [str(command), "serve-read-only", "--location", place, "--bind", address]
    with _served([*words, "--union-default-graph"], f"http://{address}/"):
        yield _rows(naravard_kg.connect(f"http://{address}/query", timeout=_PATIENCE))


@contextlib.contextmanager
def _virtuoso(path: Path, folder: Path) -> Iterator[Loaded]:
    """Virtuoso 7, as the tests start it, asked through the library."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    from virtuoso import serving

    with serving(folder, path) as url:
        yield _rows(naravard_kg.connect(url, timeout=_PATIENCE))


@contextlib.contextmanager
def _served(words: list[str], url: str) -> Iterator[None]:
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _await(url)
            yield
        finally:
            server.terminate()


def _await(url: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return
        time.sleep(0.05)
    raise TimeoutError(url)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


OURS = "naravard, in memory"
CONTENDERS = (
    Contender(OURS, _memory),
    Contender("naravard, on disk", _disk),
    Contender("pyoxigraph, raw", _raw),
    Contender("Oxigraph server", _oxigraph, program="oxigraph"),
    Contender("Virtuoso 7", _virtuoso, needs=("pytest",), program="virtuoso-t"),
    Contender("oxrdflib", _oxrdflib, needs=("oxrdflib",), largest=1_000_000),
    Contender("rdflib", _rdflib, largest=100_000),
    Contender("maplib", _maplib, needs=("maplib",), graphs=False),
)
