"""A time limit from Python: who waits is let go, the work stops when it can, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import NoReturn

import pytest

from naravard_kg import KnowledgeGraph, deadlines, load, open_store, questions, stated_only
from naravard_kg.deadlines import GivenUp, within
from naravard_kg.errors import QueryError
from naravard_kg.graph import save
from naravard_kg.tables import Rows, Table

PRODUCT = "?a ?p ?o . ?b ?q ?r . ?c ?s ?t"
COUNTED = f"SELECT (COUNT(*) AS ?n) WHERE {{ {PRODUCT} FILTER(STR(?a) > STR(?c)) }}"
ORDERED = f"SELECT * WHERE {{ {PRODUCT} }} ORDER BY ?a ?c"
ROWS = f"SELECT * WHERE {{ {PRODUCT} }}"
FORMS = [
    "SELECT ?a ?o WHERE { ?a a nv:Agreement ; nv:title ?o } ORDER BY ?a ?o",
    "ASK { ?a a nv:Agreement }",
    "CONSTRUCT { ?a a nv:Plan } WHERE { ?a a nv:Agreement }",
]
PREFIX = "PREFIX nv: <https://w3id.org/naravard/ns#> "
GIVEN_UP = """
import sys, naravard_kg as nv
from naravard_kg.errors import QueryError
graph = nv.open_store(sys.argv[1], timeout=1) if sys.argv[1] else nv.load(timeout=1)
try:
    graph.query(sys.argv[2])
except QueryError as error:
    print(error.fault, len(nv.ask(graph, "statuses")) > 0)
"""
HEARD = """
import signal, sys, naravard_kg as nv
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is deaf to it
graph = nv.load(timeout=1000)
print("asked", flush=True)
try:
    graph.query(sys.argv[1])
except KeyboardInterrupt:
    print("heard", flush=True)
"""


@pytest.fixture(scope="module")
def timed() -> KnowledgeGraph:
    """The shipped graph with a limit that nothing here comes near."""
    return load(timeout=1000)


@pytest.fixture(scope="module")
def folder(timed: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk."""
    path = tmp_path_factory.mktemp("limited") / "store"
    path.mkdir()
    save(timed, path)
    return path


@pytest.mark.parametrize("sparql", FORMS, ids=["select", "ask", "construct"])
def test_a_limit_changes_no_answer(
    shipped: KnowledgeGraph, timed: KnowledgeGraph, sparql: str
) -> None:
    """It is about time alone."""
    assert timed.query(PREFIX + sparql) == shipped.query(PREFIX + sparql)


def test_a_stream_keeps_to_the_limit(shipped: KnowledgeGraph, timed: KnowledgeGraph) -> None:
    """What has a limit is held, for rows could come after it."""
    limited, free = (questions.streamed(graph, PREFIX + FORMS[0]) for graph in (timed, shipped))
    assert isinstance(limited, Rows) and isinstance(free, Rows)
    assert limited.held() == free.held()
    timed_out = load(shipped=False, timeout=0.2)
    with pytest.raises(QueryError, match=r"not finished after 0\.2 seconds"):
        questions.streamed(timed_out, ROWS)


def test_faults_are_told_as_ever(timed: KnowledgeGraph) -> None:
    """A query that cannot be parsed is not out of time."""
    with pytest.raises(QueryError) as caught:
        timed.query("SELECT")
    assert caught.value.fault == "syntax"


@pytest.mark.parametrize("stored", [False, True], ids=["memory", "disk"])
@pytest.mark.parametrize("sparql", [COUNTED, ORDERED, ROWS], ids=["counted", "ordered", "rows"])
def test_who_waits_is_let_go(folder: Path, sparql: str, *, stored: bool) -> None:
    """The graph answers on, and the program can end although the engine does not."""
    place = str(folder) if stored else ""
    done = subprocess.run(
        [sys.executable, "-c", GIVEN_UP, place, sparql], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "time True\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no signal of this kind")
def test_ctrl_c_is_heard_while_the_engine_works() -> None:
    """A notebook must not hang on a question."""
    with subprocess.Popen(
        [sys.executable, "-c", HEARD, COUNTED], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "asked\n"
        threading.Event().wait(1)
        os.kill(process.pid, signal.SIGINT)
        assert process.stdout.read() == "heard\n"
    assert process.returncode == 0


def test_rows_that_nobody_waits_for_are_not_fetched() -> None:
    """What was given up ends at its next row."""
    graph = load(shipped=False, timeout=0.2)
    before = set(threading.enumerate())
    with pytest.raises(QueryError):
        graph.query(ROWS)
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert set(threading.enumerate()) <= before


def test_what_the_work_raises_is_raised() -> None:
    """Also a time-out of its own."""

    def work(_: GivenUp) -> NoReturn:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        within(1000, work)


def test_what_comes_as_time_ends_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait may be over in the very moment in which the work is done."""

    class Late(Future[int]):
        def result(self, timeout: float | None = None) -> int:
            found = super().result()
            if timeout is not None:
                raise TimeoutError
            return found

    monkeypatch.setattr(deadlines, "Future", Late)
    assert within(1000, lambda _: 7) == 7


def test_a_view_keeps_the_limit(timed: KnowledgeGraph) -> None:
    """A graph without what was inferred is asked under the same terms."""
    view = stated_only(timed)
    assert view.timeout == timed.timeout
    assert isinstance(view.query(PREFIX + FORMS[0]), Table)


def test_a_store_takes_a_limit(folder: Path) -> None:
    """As ``connect`` does."""
    assert open_store(folder, timeout=3).timeout == 3
