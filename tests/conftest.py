"""What the tests share: graphs to read, texts to verify against, the program, a real endpoint."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import HealthCheck, settings
from jena import serving as serving_jena
from servers import oxigraph, oxigraph_load
from virtuoso import serving as serving_virtuoso

import naravard_kg
from naravard_kg import KnowledgeGraph
from naravard_kg.convert import serialise
from naravard_kg.tables import Answers

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ENGINES = ("disk", "endpoint", "virtuoso", "jena")
PATIENCE = 300  # seconds for a question: the slowest takes Jena half a minute
CHAIN = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .
upp:a-12 a nv:Assignment ; nv:assignmentNumber 12 ; nv:awaits upp:a-09 .
upp:a-09 a nv:Assignment ; nv:assignmentNumber 9 ; nv:awaits upp:a-07 .
upp:a-07 a nv:Assignment ; nv:assignmentNumber 7 .
"""

# A machine under load is slow; that is no fault of what is tested.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    """The shipped graph, loaded once. Tests read it; none may add to it."""
    return naravard_kg.load()


@pytest.fixture(scope="session")
def empty() -> KnowledgeGraph:
    """The ontology alone, loaded once. Tests read it; none may add to it."""
    return naravard_kg.load(shipped=False)


@pytest.fixture
def chain(tmp_path: Path) -> KnowledgeGraph:
    """Three open assignments in a row, 12 -> 9 -> 7, fresh for each test."""
    path = tmp_path / "chain.ttl"
    path.write_text(CHAIN, encoding="utf-8")
    return naravard_kg.load(data=[path], shipped=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that stands beside the checkout and is no part of it."""
    folder = Path(os.environ.get("NARAVARD_SHARED") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}; name it in NARAVARD_SHARED")
    return folder


@pytest.fixture(scope="session")
def sources(shared: Path) -> Path:
    """The text copies of the source documents, which the repository does not hold."""
    folder = shared / "sources"
    if not any(folder.glob("*.txt")):
        pytest.skip(f"no text copies in {folder}; name its parent in NARAVARD_SHARED")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own, so that they neither use nor fill the developer's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARAVARD_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def run() -> Run:
    """The installed program, started as a user starts it."""
    return _run


def _run(
    *words: str | Path,
    env: Mapping[str, str] | None = None,
    input: str | None = None,  # noqa: A002 -- the name that subprocess gives it
    cwd: Path | None = None,
) -> Done:
    return subprocess.run(
        [*program(), *map(str, words)],
        env=surroundings(env or {}),
        input=input,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def program() -> Sequence[str]:
    """The words that start the program: the entry point of this environment, else the module."""
    entry = BIN / "naravard"
    return [str(entry)] if entry.is_file() else [sys.executable, "-m", "naravard_kg"]


def surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program that a test starts: nothing of the developer's own settings."""
    own = {key for key in os.environ if key.startswith("NARAVARD_")} - {"NARAVARD_CACHE"}
    kept = {key: value for key, value in os.environ.items() if key not in own}
    path = os.pathsep.join(filter(None, [str(CHECKOUT), kept.get("PYTHONPATH", "")]))
    ours = {"PYTHONPATH": path, "PYTHONUTF8": "1", "NARAVARD_LANG": "en", "COLUMNS": "100"}
    return {**kept, **ours, **more}


@pytest.fixture(scope="session")
def quads(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph as N-Quads, for whatever program reads them."""
    lines = tmp_path_factory.mktemp("quads") / "shipped.nq"
    lines.write_text(serialise(shipped.quads(), "nq"), encoding="utf-8")
    return lines


@pytest.fixture(scope="session")
def store(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph as a store on disk, written by the real Oxigraph program."""
    place = tmp_path_factory.mktemp("store") / "db"
    oxigraph_load(place, quads)
    return place


@pytest.fixture(scope="session")
def endpoint(store: Path) -> Iterator[str]:
    """The query address of a real SPARQL server on loopback that holds the shipped graph."""
    with oxigraph("serve-read-only", "--location", str(store), "--union-default-graph") as url:
        yield f"{url}/query"


@pytest.fixture(scope="session", params=[[], ["--union-default-graph"]], ids=["plain", "union"])
def writable(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a real server on loopback that takes graphs and updates."""
    folder = tmp_path_factory.mktemp("writable")
    with oxigraph("serve", "--location", str(folder), *request.param) as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of a real Virtuoso on loopback that holds the shipped graph."""
    with serving_virtuoso(tmp_path_factory.mktemp("virtuoso"), quads) as address:
        yield address


@pytest.fixture(scope="session")
def jena(quads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of a real Jena on loopback that holds the shipped graph."""
    with serving_jena(tmp_path_factory.mktemp("jena"), quads) as address:
        yield address


@pytest.fixture(scope="module", params=ENGINES)
def elsewhere(request: pytest.FixtureRequest) -> Answers:
    """The shipped graph, held elsewhere than in memory."""
    if request.param == "disk":
        return naravard_kg.open_store(request.getfixturevalue("store"))
    return naravard_kg.connect(request.getfixturevalue(request.param), timeout=PATIENCE)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """The files that lines are sorted in, as they are made."""
    made: list[IO[bytes]] = []
    make: Callable[..., IO[bytes]] = tempfile.TemporaryFile

    def kept(**options: Any) -> IO[bytes]:
        made.append(make(**options))
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", kept)
    return made
