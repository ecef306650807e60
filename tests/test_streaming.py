"""Large answers, long questions, Ctrl-C: what is bounded, and what ends when it is told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from naravard_kg import KnowledgeGraph, questions, sorting
from naravard_kg.graph import distinct
from naravard_kg.render import streams, tables
from naravard_kg.render.cells import page
from naravard_kg.tables import Rows, Table

Run = Callable[..., subprocess.CompletedProcess[str]]
PAIRS = "{ SELECT ?a { ?a ?p ?o } LIMIT 1100 } { SELECT ?b { ?b ?q ?r } LIMIT 1000 }"
MILLION = f"SELECT ?a ?b WHERE {{ {PAIRS} }}"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?o . ?b ?q ?r . ?c ?s ?t "
    "FILTER(STRLEN(CONCAT(STR(?a), STR(?b), STR(?c))) > 0) }"
)
LANGUAGES = {
    "sv": ("Fel: Frågan blev inte klar på 1", "rad"),
    "en": ("Error: The query was", "row"),
}
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=open(sys.argv[-1] + ".out", "wb"), check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_what_is_streamed_is_what_is_held(shipped: KnowledgeGraph, form: str) -> None:
    """A reader must not be able to tell which way an answer was written."""
    text = "SELECT ?a ?p ?o ?none WHERE { ?a ?p ?o OPTIONAL { ?a <urn:none> ?none } } ORDER BY ?a ?p ?o LIMIT 3000"
    table = shipped.select(text)
    answer = questions.streamed(shipped, text)
    assert isinstance(answer, Rows)
    delimiter = {"csv": ",", "tsv": "\t"}[form]
    streamed = "".join(streams.separated(shipped, answer, delimiter, "sv"))

    assert streamed == tables.separated(page(shipped, table, "sv"), delimiter) + "\n"


@pytest.mark.parametrize(("most", "least"), [(500, 60), (5_000, 5), (10_000_000, 0)])
def test_statements_are_sorted_and_stand_once(
    monkeypatch: pytest.MonkeyPatch, runs: list[IO[bytes]], most: int, least: int
) -> None:
    """In runs on disk as in memory; who stops reading leaves no file open."""
    monkeypatch.setattr(sorting, "_MOST", most)
    monkeypatch.setattr(sorting, "_PIECE", 0)
    monkeypatch.setattr(streams, "_TOGETHER", 7)
    lines = [f"<urn:{n % 70}> <urn:på> <urn:{n % 30}> ." for n in range(500)]
    expected = [f"{line}\n" for line in sorted(set(lines))]
    assert list(streams._ordered(lines)) == expected
    assert least <= len(runs)
    assert bool(runs) == bool(least)

    broken_off = streams._ordered(lines)
    assert isinstance(broken_off, Generator)
    assert next(broken_off) == expected[0]
    broken_off.close()
    assert all(run.closed for run in runs)


def test_what_fails_while_it_is_sorted_leaves_no_file_open(
    monkeypatch: pytest.MonkeyPatch, runs: list[IO[bytes]]
) -> None:
    """An endpoint may break off in the middle."""
    monkeypatch.setattr(sorting, "_MOST", 500)
    monkeypatch.setattr(sorting, "_PIECE", 0)
    monkeypatch.setattr(streams, "_TOGETHER", 7)
    lines = (f"<urn:{1 // (90 - n)}{n}> <urn:p> <urn:o> ." for n in range(100))
    with pytest.raises(ZeroDivisionError):
        next(streams._ordered(lines))
    assert runs
    assert all(run.closed for run in runs)


def _kilobytes(run: Run, text: str, form: str, answer: Path) -> float:
    """The most memory of the command that writes an answer."""
    pytest.importorskip("resource", reason="no such measure on this system")
    run("stats")  # which may have to build the cache
    words = [sys.executable, "-m", "naravard_kg", "sparql", text, "-f", form]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words, "-o", str(answer)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout) / (1024 if sys.platform == "darwin" else 1)


def test_a_million_rows_take_little_memory(run: Run, tmp_path: Path) -> None:
    """Who asks for everything must not bring the machine down."""
    kilobytes = _kilobytes(run, MILLION, "csv", tmp_path / "answer")

    assert (tmp_path / "answer").read_bytes().count(b"\n") == 1_100_001
    assert kilobytes < 200_000


CONSTRUCTED = {
    "plain": "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
    "short": "CONSTRUCT WHERE { ?s nv:awaits ?o . ?s rdfs:label ?l }",
    "two": "CONSTRUCT { ?s nv:awaits ?o . ?o nv:awaits ?s . } WHERE { ?s nv:awaits ?o }",
    "predicate": "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o . ?s a nv:Assignment }",
    "text": """CONSTRUCT { ?s rdfs:comment "a ?s } b"@sv, 'x'^^nv:t, 1.5, true ; a nv:X }
        WHERE { ?s a nv:Assignment }""",
    "unbound": "CONSTRUCT { ?s nv:x ?l } WHERE { ?s a nv:Plan OPTIONAL { ?s nv:none ?l } }",
    "limit": "CONSTRUCT { $s a ?c } # all of them }\nWHERE { ?s a ?c } ORDER BY ?s ?c LIMIT 7 OFFSET 3",
    "from": "CONSTRUCT { ?s ?p ?o } FROM <https://w3id.org/naravard/graph/referens> { ?s ?p ?o }",
    "grouped": "CONSTRUCT { ?c nv:n ?n } WHERE { SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c }",
    "constant": "CONSTRUCT { nv:a a nv:C } WHERE { ?s a nv:Plan }",
    "nothing": "CONSTRUCT { } WHERE { ?s a nv:Plan }",
    "path": "CONSTRUCT { ?s nv:above ?c } WHERE { ?s a/rdfs:subClassOf* ?c . ?s a nv:Plan }",
    "values": "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } VALUES ?c { nv:Plan nv:Agreement }",
}


@pytest.mark.parametrize("case", CONSTRUCTED)
def test_statements_that_need_not_come_once_are_the_same(
    shipped: KnowledgeGraph, case: str
) -> None:
    """They are made from rows; sorted, nobody can tell."""
    text = (
        "PREFIX nv: <https://w3id.org/naravard/ontology#>\n"
        f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n{CONSTRUCTED[case]}"
    )
    answers = [questions.streamed(shipped, text, once=once) for once in (True, False)]
    engine, made = (distinct(answer) for answer in answers if isinstance(answer, Iterator))

    assert made == engine
    assert bool(made) == (case not in ("unbound", "nothing"))


def test_a_blank_node_of_a_template_is_another_one_for_each_row(shipped: KnowledgeGraph) -> None:
    """And the same one within a row."""
    text = "CONSTRUCT { _:a <urn:p> ?s ; <urn:q> [ <urn:r> _:a ] } WHERE { ?s a ?c } LIMIT 5"
    answer = questions.streamed(shipped, text, once=False)
    assert isinstance(answer, Iterator)
    made = list(answer)

    assert len(made) == 15
    assert len({quad.subject for quad in made}) == 10
    assert {q.object for q in made if q.predicate == "urn:r"} == {
        q.subject for q in made if q.predicate == "urn:p"
    }


def test_many_constructed_statements_take_little_memory(run: Run, tmp_path: Path) -> None:
    """The engine would remember each of them."""
    pairs = "{ SELECT ?a { ?a ?p ?o } LIMIT 500 } { SELECT ?b { ?b ?q ?r } LIMIT 900 }"
    made = 'BIND(IRI(CONCAT("urn:", MD5(CONCAT(STR(?a), STR(RAND()))))) AS ?c)'
    text = f"CONSTRUCT {{ ?a <urn:p> ?c }} WHERE {{ {pairs} {made} }}"
    kilobytes = _kilobytes(run, text, "nt", tmp_path / "answer")

    assert (tmp_path / "answer").read_bytes().count(b"\n") == 450_000
    assert kilobytes < 220_000  # the way of the engine takes some 260,000


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("words", [["sparql", MILLION], ["ask", "statuses"]], ids=["sparql", "ask"])
def test_a_limit_on_rows_says_that_there_is_more(run: Run, words: list[str], language: str) -> None:
    """A cut answer looks like a whole one; standard error tells them apart."""
    done = run(*words, "--rows", "1", "-f", "json", "--lang", language)

    assert done.returncode == 0
    assert len(json.loads(done.stdout)["rows"]) == 1
    assert f"{LANGUAGES[language][1]} 1;" in done.stderr
    assert "--rows" in done.stderr


def test_a_limit_that_is_not_reached_says_nothing(run: Run) -> None:
    """There is nothing more to be had."""
    done = run("sparql", "SELECT * { VALUES ?a { 1 2 } }", "--rows", "2")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "words", [["--rows", "0"], ["--rows", "x"], ["--timeout", "-1"], ["--timeout", "nan"]]
)
def test_what_is_no_amount_is_refused(run: Run, words: list[str]) -> None:
    """Nought seconds, and no rows, is a slip."""
    done = run("sparql", "ASK {}", *words)

    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_question_out_of_time_is_stopped(run: Run, language: str) -> None:
    """The engine cannot be told; the command ends all the same, and says why."""
    done = run("sparql", ENDLESS, "--timeout", "1", "--lang", language)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(LANGUAGES[language][0])
    assert "--timeout" in done.stderr and len(done.stderr.splitlines()) == 2


def test_the_environment_may_set_the_time(run: Run) -> None:
    """A job sets it once for all its commands."""
    assert run("sparql", ENDLESS, env={"NARAVARD_TIMEOUT": "0.5"}).returncode == 3
    assert run("ask", "statuses", env={"NARAVARD_TIMEOUT": "100"}).returncode == 0


def test_a_file_that_was_there_is_as_it_was(run: Run, tmp_path: Path) -> None:
    """Half an answer must not take the place of a whole one; nothing is left lying about."""
    path = tmp_path / "answer.csv"
    path.write_text("before", encoding="utf-8")
    long = MILLION.replace("1100", "30000")
    done = run("sparql", long, "-f", "csv", "-o", path, "--timeout", "2")

    assert done.returncode == 3
    assert path.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["answer.csv"]


def _heard() -> None:
    """A job that runs in the background is deaf to Ctrl-C, and so is what it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups of this kind")
def test_ctrl_c_ends_a_question_at_once(tmp_path: Path) -> None:
    """While the engine works, no Python runs that could hear it."""
    more: dict[str, Any] = {"preexec_fn": _heard, "start_new_session": True}
    with subprocess.Popen(
        [sys.executable, "-m", "naravard_kg", "sparql", ENDLESS, "-o", str(tmp_path / "x")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    ) as process:  # fmt: skip
        time.sleep(3)
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)

    assert (process.returncode, out, err) == (130, b"", b"")


def test_rows_can_be_held_after_all() -> None:
    """Who wants them all at once gets a table."""
    assert Rows(("a",), iter([(1,), (2,)])).held() == Table(("a",), ((1,), (2,)))
