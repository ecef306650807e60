"""RDF files into a store on disk, which opens in milliseconds however much it holds.

    naravard load store/ nation.nq          in Python: stores.load("store/", ["nation.nq"])
    naravard stats --store store/                      naravard_kg.open_store("store/")

With the files come the ontology, the vocabularies and the reference data, without which hardly a
question has an answer: the user's own documents take the place of the shipped ones. ``carry`` says
otherwise. To a store that is there the files are added, and a statement it holds already stays one;
``replace`` builds it from these files alone, which is how a corrected file gets rid of what it
no longer says.

Everything is read in one go of the engine's bulk loader. ``generations`` sees to it that the
store is whole or as it was before, and that readers go on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from naravard_kg import generations, graph, resources
from naravard_kg.ending import tidily
from naravard_kg.errors import NaravardError, StoreError, UnreadableFileError
from naravard_kg.hazards import opened
from naravard_kg.tables import Table
from naravard_kg.validate import named

CARRIED = ("bare", "reference", "shipped")  # each carries what those before it do
_STEP = 10_000  # statements between two tellings
_PIPE = Path("stdin.nq")

Told = Callable[[str, int, float], None]  # file, statements so far, share of the file


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: files and statements read, and what the store then holds."""

    store: str
    files: int
    read: int
    graphs: int
    statements: int

    def table(self) -> Table:
        """As a table of one row."""
        columns = ("store", "files", "read", "graphs", "statements")
        return Table(columns, (tuple(getattr(self, column) for column in columns),))


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    graph: str  # of the statements that name none

    def open(self) -> IO[bytes]:
        if self.path == _PIPE:
            return sys.stdin.buffer
        try:
            return opened(self.path)
        except FileNotFoundError:
            raise UnreadableFileError("missing", str(self.path)) from None
        except (OSError, ValueError) as error:
            detail = getattr(error, "strerror", None) or str(error)
            raise UnreadableFileError("unreadable", str(self.path), detail=detail) from None


@dataclass(slots=True)
class _Reading:
    """The work in progress: statement after statement of all files, counted."""

    sources: Sequence[_Source]
    told: Told | None
    statements: int = field(default=0)

    def __iter__(self) -> Iterator[Any]:
        for source in self.sources:
            with source.open() as stream:
                found = graph.read_quads(stream, source.path, source.graph)
                while some := list(islice(found, _STEP)):
                    self.statements += len(some)
                    if self.told:
                        self.told(source.path.name, self.statements, _share(stream))
                    yield from some


def load(
    store: str | Path,
    files: Sequence[str | Path],
    carry: str = "reference",
    *,
    replace: bool = False,
    told: Told | None = None,
) -> Loaded:
    """Put files into a store on disk; whatever happens, it is whole or as it was before.

    Args:
        store: a folder; made where there is none.
        files: RDF files, packed with gzip or not, and patterns; ``-`` is N-Quads on standard input.
        carry: ``reference``: the ontology, the vocabularies and the reference data too;
            ``shipped``: all that is shipped; ``bare``: nothing but the files.
        replace: build the store from these files alone, instead of adding them.
        told: called as the work goes on.

    Raises:
        UnreadableFileError: a file is missing, of no known kind, or broken.
        StoreError: the store cannot be written to, or another process writes.
    """
    place, sources = Path(store), list(_sources(files))
    with tidily(), generations.writing(place) as building:
        try:
            held = None if replace else generations.facts(place)
            carried, more = _carried(place, carry, held)
            if held:
                generations.copy(place, building)
            reading = _Reading([*more, *sources], told)
            graphs, statements = _filled(building, reading)
            about = {"carried": carried, "graphs": graphs, "statements": statements}
            generations.publish(place, {**about, **_maker()}, held)
        except (OSError, RuntimeError) as error:
            if isinstance(error, NaravardError):
                raise
            detail = str(getattr(error, "strerror", None) or error)
            raise StoreError(str(place), detail, "unwritable") from None
    return Loaded(str(store), len(sources), reading.statements, graphs, statements)


def _filled(building: Path, reading: Iterable[Any]) -> tuple[int, int]:
    """The numbers of named graphs and of statements, when the store is closed again."""
    engine = graph.writable(building)
    try:
        engine.bulk_extend(reading)
        engine.flush()
        return sum(1 for _ in engine.named_graphs()), len(engine)
    finally:
        del engine  # closes it, before anything is moved or removed


def _sources(files: Sequence[str | Path]) -> Iterator[_Source]:
    """What is to be read, each file once; what cannot be is told before any work is done."""
    listed = (path for file in files for path in _named(str(file)))
    for path in dict.fromkeys(listed):
        graph.refuse_unknown(path)
        if path != _PIPE:
            _Source(path, "").open().close()
        yield _Source(path, path.resolve().as_uri())


def _named(file: str) -> list[Path]:
    return [_PIPE] if file == "-" else named(file)


def _carried(
    place: Path, carry: str, held: generations.Facts | None
) -> tuple[str, Iterator[_Source]]:
    """How much of the shipped files the store will hold, and those that it does not hold yet."""
    before = CARRIED.index(held["carried"]) if held else 0
    wanted = max(before, CARRIED.index(carry))
    if held and before and carry != "bare" and held["digest"] != resources.digest():
        raise StoreError(str(place), held["naravard"], "version")
    return CARRIED[wanted], (
        _Source(path, home) for level, path, home in _shipped() if before < level <= wanted
    )


def _shipped() -> Iterator[tuple[int, Path, str]]:
    """Every shipped file with the level it comes with, and the graph of its statements."""
    for path in resources.ontology_files():
        yield CARRIED.index("reference"), path, graph.ONTOLOGY_GRAPH
    for path in resources.data_files():
        level = "reference" if path.parent.name == "reference" else "shipped"
        yield CARRIED.index(level), path, path.resolve().as_uri()


def _maker() -> dict[str, str]:
    return {
        "naravard": resources.version(),
        "engine": graph.ENGINE,
        "digest": resources.digest(),
    }


def _share(stream: IO[bytes]) -> float:
    """How much of a file has been read, from 0 to 1; 0 where nobody can know."""
    raw = getattr(stream, "fileobj", None) or stream  # what is packed is counted packed
    try:
        size = Path(raw.name).stat().st_size
        return min(raw.tell() / size, 1.0) if size else 1.0
    except (OSError, TypeError, ValueError):
        return 0.0
