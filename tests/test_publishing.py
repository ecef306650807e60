"""Publishing: each graph whole or as it was before, compared afterwards, and never a silent half."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import naravard_kg
from naravard_kg import KnowledgeGraph, publishing, stores
from naravard_kg.endpoints import calls, writes
from naravard_kg.errors import EndpointError, PublishError, UnknownNameError
from naravard_kg.graph import load_files
from naravard_kg.publishing import Published, Target, contents, publish, servers, ways
from naravard_kg.terms import Iri
from naravard_kg.words import LANGUAGES

Run = Callable[..., subprocess.CompletedProcess[str]]
Quirk = Callable[["Handler"], bool]
PROGRAM = [sys.executable, "-m", "naravard_kg"]

GRAPHS = """
<https://w3id.org/naravard/graph/kalla/ett> {
  <urn:a> <urn:p> "å \\"x\\" \\\\ \\t\\u0001"@sv , 7 , "7"^^<urn:own> , <urn:b> , [ <urn:q> [ <urn:q> 1.5 ] ] .
  <urn:b> <urn:p> "ett\\ntvå" , _:x . _:x <urn:p> _:x .
}
<urn:g:two> { <urn:a> <urn:p> 1 , 2 , 3 , true , "2020-12-11"^^<http://www.w3.org/2001/XMLSchema#date> . }
<urn:g:three> { <urn:c> <urn:p> <urn:d> . }
"""
ONE, TWO, THREE = HOMES = (
    Iri("https://w3id.org/naravard/graph/kalla/ett"),
    Iri("urn:g:two"),
    Iri("urn:g:three"),
)
ORDER = tuple(sorted(HOMES))
MANY = "".join(f'<urn:s{n}> <urn:p> "{n}" <urn:g:many> .\n' for n in range(2000))


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    """Three small graphs, with blank nodes, escapes and kinds of literals."""
    return _loaded(tmp_path / "three.trig", GRAPHS)


@pytest.fixture
def many(tmp_path: Path) -> KnowledgeGraph:
    """One graph of 2,000 statements, some 60 kB."""
    return _loaded(tmp_path / "many.nq", MANY)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The three graphs as a store on disk, for the command line."""
    (tmp_path / "g.trig").write_text(GRAPHS, encoding="utf-8")
    stores.load(tmp_path / "store", [tmp_path / "g.trig"], "bare")
    return tmp_path / "store"


def _surroundings() -> dict[str, str]:
    """The environment of a program that a test starts itself."""
    own = {key for key in os.environ if key.startswith("NARAVARD_")} - {"NARAVARD_CACHE"}
    kept = {key: value for key, value in os.environ.items() if key not in own}
    path = str(Path(naravard_kg.__file__).parents[1])
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "NARAVARD_LANG": "en"}


def _loaded(path: Path, text: str) -> KnowledgeGraph:
    path.write_text(text, encoding="utf-8")
    return load_files([path])


# --- a server of the tests' own, with the faults that real ones have ------------------------------


class Server(ThreadingHTTPServer):
    """A graph store in memory; each request goes through the quirks first."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on loopback."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.quirks: list[Quirk] = []
        self.asked: list[tuple[str, str]] = []
        self.heads: list[dict[str, str]] = []
        self.awake = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def holds(self, graph: str) -> set[str]:
        """The statements of a graph."""
        quads = self.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return {str(quad.triple) for quad in quads}

    def fill(self, graph: str, lines: str) -> None:
        """Let a graph hold something."""
        self.store.remove_graph(ox.NamedNode(graph))
        self.store.load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))

    def count(self, method: str, way: str) -> int:
        """How often it was asked that."""
        return self.asked.count((method, way))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client hangs up."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer it, unless a quirk does."""
        parts = urlsplit(self.path)
        self.way = parts.path.strip("/")
        self.graph = parse_qs(parts.query).get("graph", [""])[0]
        self.close_connection = True
        self.server.asked.append((self.command, self.way))
        self.server.heads.append(dict(self.headers))
        if any(quirk(self) for quirk in self.server.quirks):
            return
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.lock:
            self.carry_out(content)

    do_POST = do_PUT = do_GET  # noqa: N815 -- the names are http.server's

    def carry_out(self, content: bytes) -> None:
        """Do as a server without faults does."""
        store, home = self.server.store, ox.NamedNode(self.graph or "urn:none")
        match self.command, self.way:
            case "GET", "store" if not store.contains_named_graph(home):
                self.say(404, b"no such graph")
            case "GET", "store":
                lines = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=home)
                self.say(200, lines or b"", "application/n-triples")
            case "PUT", "store":
                self.server.fill(self.graph, content.decode())
                self.say(204)
            case "POST", "update":
                self.updated(content.decode())
            case _, "query":
                self.asked_for(content.decode() or urlsplit(self.path).query)
            case _:
                self.say(404, b"nothing here")

    def updated(self, text: str) -> None:
        """Carry out an update as one transaction."""
        try:
            self.server.store.update(text)
        except (SyntaxError, OSError, RuntimeError) as error:
            self.say(400, str(error).encode())
        else:
            self.say(204)

    def asked_for(self, form: str) -> None:
        """Answer a question."""
        found = self.server.store.query(parse_qs(form)["query"][0])
        if isinstance(found, ox.QueryTriples):
            self.say(
                200, found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples"
            )
        else:
            self.say(
                200,
                found.serialize(format=ox.QueryResultsFormat.JSON) or b"",
                "application/sparql-results+json",
            )

    def say(self, code: int, content: bytes = b"", kind: str = "text/plain", **heads: str) -> None:
        """A whole answer."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in heads.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


def refusing(  # noqa: PLR0913 -- what fits, and what is said
    code: int, content: bytes = b"no", *, command: str = "", way: str = "", graph: str = "",
    times: int = 999, kind: str = "text/plain", **heads: str,
) -> Quirk:  # fmt: skip
    """A quirk: refuse what fits, so many times."""
    left = [times]

    def quirk(handler: Handler) -> bool:
        fits = (not command or command == handler.command) and (not way or way == handler.way)
        if not fits or (graph and graph != handler.graph) or left[0] <= 0:
            return False
        left[0] -= 1
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        handler.say(code, content, kind, **heads)
        return True

    return quirk


def after(quirk: Quirk, number: int) -> Quirk:
    """The quirk, from the so-manieth time that it could have been."""
    seen = [0]

    def later(handler: Handler) -> bool:
        if handler.command == "PUT" or handler.way == "update":
            seen[0] += 1
        return seen[0] > number and quirk(handler)

    return later


def hanging_up(command: str = "PUT", graph: str = "", times: int = 999) -> Quirk:
    """A quirk: read a part of what is sent, and cut the connection."""
    left = [times]

    def quirk(handler: Handler) -> bool:
        if handler.command != command or (graph and graph != handler.graph) or left[0] <= 0:
            return False
        left[0] -= 1
        handler.rfile.read(10)
        handler.connection.close()
        return True

    return quirk


def changing(change: Callable[[str], str], *, then: int = 204) -> Quirk:
    """A quirk: a PUT is carried out with what *change* makes of it."""

    def quirk(handler: Handler) -> bool:
        if handler.command != "PUT":
            return False
        length = int(handler.headers["Content-Length"])
        handler.server.fill(handler.graph, change(handler.rfile.read(length).decode()))
        handler.say(then, b"at /srv/secret.c:12")
        return True

    return quirk


@pytest.fixture
def server() -> Iterator[Server]:
    """A server without faults, until a test gives it some."""
    with Server() as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield listener
        listener.awake.set()
        listener.shutdown()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, and no long pauses."""
    for name in ("USER", "PASSWORD", "TOKEN", "INSECURE", "LARGEST"):
        monkeypatch.delenv(f"NARAVARD_{name}", raising=False)
    monkeypatch.setattr(calls, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(publishing, "_LATER", (0.0, 0.01, 0.01))


def states(done: Published) -> dict[Iri, str]:
    """What became of each graph."""
    return {outcome.graph: outcome.state for outcome in done.outcomes}


def all_(state: str) -> dict[Iri, str]:
    """The same of every graph."""
    return dict.fromkeys(HOMES, state)


def equal(server: Server, graph: KnowledgeGraph, home: Iri) -> bool:
    """Whether the server holds the graph, by another way than that of the library."""
    there = (
        ox.Quad(q.subject, q.predicate, q.object)
        for q in server.store.quads_for_pattern(None, None, None, ox.NamedNode(home))
    )
    here = (
        ox.Quad(q.subject, q.predicate, q.object)
        for q in graph._store.quads_for_pattern(None, None, None, ox.NamedNode(home))
    )
    both = [ox.Dataset(there), ox.Dataset(here)]
    for held in both:
        held.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return both[0] == both[1]


# --- a real server ----------------------------------------------------------------------------------


@pytest.fixture
def real(writable: str) -> str:
    """A real server that holds nothing."""
    _update(writable, "DROP ALL")
    return writable


def _update(url: str, text: str) -> None:
    writes.update(f"{url}/update", text.encode(), writes.Patience(30, 0))


def _count(url: str, graph: str) -> int:
    asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    ((number,),) = naravard_kg.connect(f"{url}/query").select(asked).rows
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize("protocol", servers.PROTOCOLS)
@pytest.mark.parametrize("largest", [4_000_000, 100], ids=["whole", "in-parts"])
@pytest.mark.parametrize("verify", publishing.VERIFICATIONS)
def test_a_real_server_holds_what_was_published(
    real: str, graph: KnowledgeGraph, protocol: str, largest: int, verify: str
) -> None:
    """By every way: blank nodes, escapes and numbers arrive as they are, and nothing is left over."""
    target = Target(f"{real}/store", protocol=protocol, largest=largest)
    done = publish(graph, target, verify=verify)

    assert (done.is_done, states(done)) == (True, all_("published"))
    again = publish(graph, f"{real}/store")
    assert states(again) == all_("there")
    assert [o.there for o in again.outcomes] == [o.statements for o in again.outcomes]
    rows = naravard_kg.connect(f"{real}/query").select(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    )
    assert set(rows.column("g")) == set(HOMES)


def test_what_is_no_longer_said_goes(real: str, graph: KnowledgeGraph) -> None:
    """A graph is replaced, not added to; graphs of others stay."""
    _update(
        real,
        f"INSERT DATA {{ GRAPH <{TWO}> {{ <urn:old> <urn:p> 1 }} GRAPH <urn:theirs> {{ <urn:t> <urn:p> 1 }} }}",
    )

    plan = publish(graph, f"{real}/store", dry_run=True)
    assert states(plan) == {ONE: "new", TWO: "changed", THREE: "new"}
    assert (_count(real, TWO), _count(real, ONE)) == (1, 0)
    assert states(publish(graph, f"{real}/store")) == all_("published")
    assert (_count(real, TWO), _count(real, "urn:theirs")) == (5, 1)


def test_the_shipped_graph_is_published_from_the_command_line(run: Run, real: str) -> None:
    """What the guide promises: once it is sent, the second time there is nothing to do."""
    first = run("publish", f"{real}/store", "-f", "json")
    assert (first.returncode, first.stderr) == (0, "")
    table = json.loads(first.stdout)
    assert {row["state"] for row in table["rows"]} == {"published"}
    assert sum(row["there"] for row in table["rows"]) == sum(
        row["statements"] for row in table["rows"]
    )
    schema = Path(naravard_kg.__file__).parent / "schemas" / "table.json"
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(table)

    again = run("publish", f"{real}/store", "--graph", "referens", "--lang", "sv")
    assert "redan där" in again.stdout
    digest = next(
        row["digest"] for row in table["rows"] if row["graph"]["name"] == "graph/referens"
    )
    assert digest[:12] in again.stdout
    lines = run("export", "graph/referens", "-f", "nt").stdout.splitlines(keepends=True)
    assert hashlib.sha256("".join(sorted(lines)).encode()).hexdigest() == digest


@pytest.mark.parametrize("protocol", ["graph-store", "update"])
def test_a_killed_run_leaves_whole_graphs_and_is_taken_up_again(
    real: str, run: Run, protocol: str
) -> None:
    """Power cuts come in the middle; what is there is whole, and is not sent again."""
    words = [*PROGRAM, "publish", f"{real}/store", "--protocol", protocol]
    with subprocess.Popen(
        words, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        base = "https://w3id.org/naravard/graph/"
        while running.poll() is None and not _count(real, f"{base}bedomning"):
            time.sleep(0.01)
        time.sleep(0.2)
        running.kill()
    done = run("publish", f"{real}/store", "-f", "json")

    rows = json.loads(done.stdout)["rows"]
    assert (done.returncode, rows[0]["state"]) == (0, "there")
    assert {row["state"] for row in rows} <= {"there", "published"}
    assert [row["there"] for row in rows] == [row["statements"] for row in rows]


def test_who_reads_meanwhile_sees_the_old_graph_or_the_new(real: str, many: KnowledgeGraph) -> None:
    """A page that shows half a plan is worse than one that shows yesterday's."""
    _update(real, "INSERT DATA { GRAPH <urn:g:many> { <urn:old> <urn:p> 1 } }")
    seen, stop = set[int](), threading.Event()

    def watch() -> None:
        while not stop.is_set():
            seen.add(_count(real, "urn:g:many"))

    watching = threading.Thread(target=watch)
    watching.start()
    target = Target(f"{real}/store", protocol="update", largest=5000)
    assert publish(many, target).is_done
    stop.set()
    watching.join()
    assert {1} <= seen <= {1, 2000}


# --- finding out what a server can ----------------------------------------------------------------


@pytest.mark.parametrize("code", [404, 405, 415, 501])
def test_a_server_without_graphs_gets_updates(
    server: Server, graph: KnowledgeGraph, code: int
) -> None:
    """Many servers take updates alone; whoever said neither need not find out."""
    server.quirks = [refusing(code, command="PUT")]
    done = publish(graph, f"{server.url}/store")

    assert (states(done), done.way) == (all_("published"), "update")
    assert server.count("PUT", "store") == 1
    assert all(equal(server, graph, home) for home in HOMES)


def test_an_address_for_everything_is_found_out(server: Server, graph: KnowledgeGraph) -> None:
    """A service description is no graph, whatever graph is asked for; so is a page."""
    for content, kind in (
        (b"<urn:this> <urn:is> <urn:it> .\n", "text/turtle"),
        (b"<html>Hi</html>", "text/html"),
    ):
        server.store = ox.Store()
        server.quirks = [refusing(200, content, command="GET", way="store", kind=kind)]
        done = publish(graph, f"{server.url}/store")
        assert (states(done), done.way) == (all_("published"), "update")
        assert server.count("PUT", "store") == 0


def test_the_addresses_can_be_given(
    server: Server, graph: KnowledgeGraph, run: Run, place: Path
) -> None:
    """Where nothing lies where it usually does."""
    update, query = f"{server.url}/update", f"{server.url}/query"
    done = publish(graph, Target(f"{server.url}/nothing", update, query, "update"))
    assert (done.is_done, done.way) == (True, "update")
    words = ["--update", update, "--query", query]
    again = run("publish", f"{server.url}/nothing", *words, "--store", place)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.count("already there") == 3


@pytest.mark.parametrize(
    ("store", "beside"),
    [
        ("http://h/store", ("http://h/update", "http://h/query")),
        ("http://h/ds/data", ("http://h/ds/update", "http://h/ds/query")),
        (
            "http://h/repositories/r/rdf-graphs/service",
            ("http://h/repositories/r/statements", "http://h/repositories/r"),
        ),
        ("http://h/sparql-graph-crud-auth", ("http://h/sparql-auth", "http://h/sparql-auth")),
        ("http://h/ds", ("http://h/ds", "http://h/ds")),
    ],
)
def test_the_other_addresses_lie_where_servers_have_them(
    store: str, beside: tuple[str, str]
) -> None:
    """Whoever knows one address of a well-known server need not know three."""
    target = Target(store).whole()
    assert (target.update, target.query) == beside
    assert Target(store, update="http://u/", query="http://q/").whole().update == "http://u/"


def test_without_questions_the_graph_store_is_enough(server: Server, graph: KnowledgeGraph) -> None:
    """Counting then reads the graph."""
    server.quirks = [refusing(404, way="query"), refusing(404, way="update")]
    assert states(publish(graph, f"{server.url}/store", verify="counts")) == all_("published")
    assert states(publish(graph, f"{server.url}/store")) == all_("there")


# --- refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "fault"), [(401, "unauthorized"), (403, "forbidden")])
@pytest.mark.parametrize("command", ["GET", "PUT"])
def test_who_may_not_is_told_at_once(
    server: Server, graph: KnowledgeGraph, code: int, fault: str, command: str
) -> None:
    """The same refusal nine times over helps nobody; nothing has changed."""
    server.quirks = [refusing(code, command=command)]
    with pytest.raises(EndpointError) as caught:
        publish(graph, f"{server.url}/store")

    assert (caught.value.fault, caught.value.exit_code) == (fault, 5)
    assert server.count("PUT", "store") == (command == "PUT")
    assert len(server.store) == 0


def test_a_login_that_ends_midway_ends_the_run(server: Server, graph: KnowledgeGraph) -> None:
    """What was sent is told of as sent, and what was not as not."""
    server.quirks = [after(refusing(401), 1)]
    done = publish(graph, f"{server.url}/store")

    assert list(states(done).values()) == ["published", "unknown", "unsent"]
    server.quirks = [refusing(401, command="PUT", graph=ORDER[1])]
    done = publish(graph, f"{server.url}/store")
    assert list(states(done).values()) == ["there", "unchanged", "unsent"]
    assert server.holds(ORDER[2]) == set()


def test_one_refusal_does_not_keep_the_others_back(run: Run, server: Server, place: Path) -> None:
    """A fault at one graph is told of with what the server holds; the run ends with code 5."""
    server.fill(ORDER[1], "<urn:old> <urn:p> <urn:o> .")
    server.quirks = [refusing(500, b"at /srv/x.c:12", command="PUT", graph=ORDER[1])]
    done = run("publish", f"{server.url}/store", "--store", place, "-f", "csv")

    assert done.returncode == 5
    found = [line.split(",")[-2] for line in done.stdout.splitlines()]
    assert found == ["state", "published", "unchanged", "published"]
    assert "still holds what it held before (1 statements)" in done.stderr
    assert "1 / 3" in done.stderr and "Traceback" not in done.stderr
    assert server.holds(ORDER[1]) == {"<urn:old> <urn:p> <urn:o>"}


@pytest.mark.parametrize("code", [413, 400])
def test_what_is_too_large_goes_in_parts(server: Server, many: KnowledgeGraph, code: int) -> None:
    """Proxies take a megabyte; not all servers have the right number for it."""

    def strict(handler: Handler) -> bool:
        length = int(handler.headers.get("Content-Length") or 0)
        return length > 9000 and refusing(code, b"payload too large")(handler)

    server.quirks = [strict]
    done = publish(many, f"{server.url}/store")

    assert list(states(done).values()) == ["published"]
    assert server.count("POST", "update") > 8
    assert len(server.holds("urn:g:many")) == 2000
    assert [g.value for g in server.store.named_graphs()] == ["urn:g:many"]


def test_what_is_too_large_for_all_ways_is_told(server: Server, many: KnowledgeGraph) -> None:
    """Without updates there are no parts; the remedy names the option."""
    server.fill("urn:g:many", "<urn:old> <urn:p> <urn:o> .")
    for quirks, protocol in (
        ([refusing(413, command="PUT")], "graph-store"),
        ([refusing(413, command="PUT"), refusing(404, way="update")], "auto"),
        ([refusing(413, command="PUT"), refusing(413, way="update")], "auto"),
    ):
        server.quirks = quirks
        done = publish(many, Target(f"{server.url}/store", protocol=protocol))
        (outcome,) = done.outcomes
        assert (outcome.state, outcome.there) == ("unchanged", 1)
        assert isinstance(outcome.fault, PublishError) and outcome.fault.fault == "long"
        assert "--update" in outcome.fault.remedy.en


def test_a_busy_server_is_asked_again(server: Server, graph: KnowledgeGraph) -> None:
    """To put a graph twice is as to put it once."""
    server.quirks = [refusing(503, times=2), refusing(429, command="PUT", times=2)]
    assert publish(graph, f"{server.url}/store").is_done
    server.quirks = [refusing(503, command="PUT", graph=ORDER[0])]
    server.fill(ORDER[0], "")
    done = publish(graph, f"{server.url}/store")
    assert list(states(done).values()) == ["unchanged", "there", "there"]
    assert server.count("PUT", "store") == 3 + 2 + 4


# --- connections ----------------------------------------------------------------------------------------


def test_a_connection_that_is_cut_while_sending(server: Server, graph: KnowledgeGraph) -> None:
    """Once: nobody notices. Each time: told, with what the server holds; the others are sent."""
    server.quirks = [hanging_up(times=2)]
    assert publish(graph, f"{server.url}/store").is_done

    server.store = ox.Store()
    server.quirks = [hanging_up(graph=ORDER[1])]
    done = publish(graph, f"{server.url}/store")
    assert list(states(done).values()) == ["published", "unchanged", "published"]
    assert done.outcomes[1].there == 0


def test_a_refusal_is_heard_though_the_server_stopped_listening(
    server: Server, tmp_path: Path
) -> None:
    """A proxy says 413 and hangs up before all is sent."""
    large = "".join(f'<urn:s{n}> <urn:p> "{"x" * 500}" <urn:g> .\n' for n in range(20_000))

    def curt(handler: Handler) -> bool:
        if handler.command != "PUT":
            return False
        handler.say(413, b"too much")
        time.sleep(0.3)
        return True

    server.quirks = [curt]
    done = publish(
        _loaded(tmp_path / "l.nq", large), Target(f"{server.url}/store", protocol="graph-store")
    )
    fault = done.outcomes[0].fault
    assert isinstance(fault, PublishError) and fault.fault == "long"
    assert done.outcomes[0].state == "unchanged"


def test_a_server_that_goes_away_leaves_a_graph_unknown(
    server: Server, graph: KnowledgeGraph
) -> None:
    """What nobody can see is not called published, nor lost."""
    gone = after(lambda handler: bool(handler.connection.close()) or True, 1)
    server.quirks = [gone]
    done = publish(graph, f"{server.url}/store")

    assert list(states(done).values()) == ["published", "unknown", "unsent"]
    assert [outcome.there for outcome in done.outcomes[1:]] == [None] * 2


def test_a_server_that_takes_too_long(server: Server, graph: KnowledgeGraph) -> None:
    """The time-out is of each request; what it may still do is said."""

    def slow(handler: Handler) -> bool:
        return handler.command == "PUT" and handler.server.awake.wait(3) and False

    server.quirks = [slow]
    done = publish(graph, Target(f"{server.url}/store", timeout=0.3), [THREE])
    (outcome,) = done.outcomes
    assert outcome.state == "unchanged"
    assert isinstance(outcome.fault, PublishError) and outcome.fault.fault == "timeout"
    assert "may still be at it" in outcome.fault.message.en


def test_what_was_done_all_the_same_is_seen(server: Server, graph: KnowledgeGraph) -> None:
    """A server that carries out and then says 500 has published."""
    server.quirks = [changing(lambda lines: lines, then=500)]
    assert states(publish(graph, f"{server.url}/store")) == all_("published")


# --- servers that do something else ---------------------------------------------------------------------


def test_a_half_graph_is_called_one(run: Run, server: Server, place: Path) -> None:
    """A server that is no database: it broke off in the middle, and the middle is what is there."""
    server.fill(TWO, "<urn:old> <urn:p> <urn:o> .")
    server.quirks = [changing(lambda lines: "".join(lines.splitlines(keepends=True)[:2]), then=500)]
    done = run("publish", f"{server.url}/store", "--graph", TWO, "--store", place, "-f", "csv")

    assert done.returncode == 5
    assert done.stdout.splitlines()[1].split(",")[2:5] == ["5", "2", "half"]
    assert "neither what it held before nor what was sent (2 statements of 5)" in done.stderr
    assert "Run the same command again" in done.stderr
    server.quirks = []
    assert run("publish", f"{server.url}/store", "--store", place).returncode == 0


@pytest.mark.parametrize("verify", publishing.VERIFICATIONS)
def test_a_server_that_drops_statements_is_found_out(
    server: Server, graph: KnowledgeGraph, verify: str
) -> None:
    """It said 204; counting is enough to see that it did not mean it."""
    server.quirks = [changing(lambda lines: "".join(lines.splitlines(keepends=True)[1:]))]
    done = publish(graph, f"{server.url}/store", [TWO], verify=verify)

    (outcome,) = done.outcomes
    assert (outcome.state, outcome.statements, outcome.there) == ("differs", 5, 4)
    if verify == "digests":
        assert outcome.difference is not None
        assert (outcome.difference.missing, outcome.difference.foreign) == (1, 0)


def test_as_many_statements_need_not_be_the_same(server: Server, graph: KnowledgeGraph) -> None:
    """Who only counts sends every graph: else a corrected date would never arrive."""
    server.fill(THREE, "<urn:old> <urn:p> <urn:o> .")
    target = f"{server.url}/store"
    assert states(publish(graph, target, [THREE], verify="counts")) == {THREE: "published"}
    assert server.holds(THREE) == {"<urn:c> <urn:p> <urn:d>"}


def test_parts_that_do_not_all_arrive_are_not_moved(server: Server, many: KnowledgeGraph) -> None:
    """What readers see is still the old graph, and what was gathered is removed."""
    server.fill("urn:g:many", "<urn:old> <urn:p> <urn:o> .")

    def forgetful(handler: Handler) -> bool:
        updates = handler.server.count("POST", "update")
        return handler.way == "update" and updates == 3 and refusing(200)(handler)

    server.quirks = [forgetful]
    done = publish(many, Target(f"{server.url}/store", protocol="update", largest=5000))
    (outcome,) = done.outcomes
    assert (outcome.state, outcome.there) == ("unchanged", 1)
    assert isinstance(outcome.fault, PublishError) and outcome.fault.fault == "lost"
    assert [g.value for g in server.store.named_graphs()] == ["urn:g:many"]


def test_a_literal_that_a_server_changes_is_told(run: Run, server: Server, place: Path) -> None:
    """Virtuoso makes 1 of true: the first statement that differs is shown, both ways."""
    server.quirks = [
        changing(
            lambda lines: lines.replace('"true"^^', '"1"^^').replace(
                "XMLSchema#boolean", "XMLSchema#integer"
            )
        )
    ]
    done = run("publish", f"{server.url}/store", "--graph", TWO, "--store", place, "--lang", "sv")

    assert done.returncode == 5
    assert "avviker" in done.stdout
    assert (
        'skickad: <urn:a> <urn:p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .'
        in done.stderr
    )


def test_a_copy_that_lags_is_given_a_moment(server: Server, graph: KnowledgeGraph) -> None:
    """Reads may go to another machine than writes."""
    behind = [0]

    def lagging(handler: Handler) -> bool:
        behind[0] += handler.command == "PUT"
        if handler.command == "GET" and behind[0] == 1:
            behind[0] = 2
            return refusing(404)(handler)
        return False

    server.quirks = [lagging]
    assert publish(graph, f"{server.url}/store", [TWO]).is_done


@pytest.mark.parametrize("code", [500, 503])
def test_a_move_that_is_refused_leaves_the_old_graph(
    server: Server, many: KnowledgeGraph, code: int
) -> None:
    """And it is not tried twice: a second move would move nothing into the place of the graph.

    Where the server may still be at it, what it moves must not be taken away.
    """
    server.fill("urn:g:many", "<urn:old> <urn:p> <urn:o> .")
    moves = [0]

    def stubborn(handler: Handler) -> bool:
        if handler.way != "update" or int(handler.headers["Content-Length"]) > 200:
            return False
        text = handler.rfile.read(int(handler.headers["Content-Length"]))
        if text.startswith(b"MOVE"):
            moves[0] += 1
            handler.say(code, b"no moves")
        else:
            handler.updated(text.decode())
        return True

    server.quirks = [stubborn]
    done = publish(many, Target(f"{server.url}/store", protocol="update", largest=9000))
    assert (list(states(done).values()), moves[0]) == (["unchanged"], 1)
    left = server.holds(ways.staging(Iri("urn:g:many")))
    assert (len(left), len(server.holds("urn:g:many"))) == (2000 if code == 503 else 0, 1)
    server.quirks = []
    assert publish(many, f"{server.url}/store").is_done
    assert [g.value for g in server.store.named_graphs()] == ["urn:g:many"]


# --- broken off -----------------------------------------------------------------------------------------


def _begun(server: Server, place: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [*PROGRAM, "publish", f"{server.url}/store", "--store", str(place), *words]
    return subprocess.Popen(
        command, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it did not come about")


def test_parts_of_a_killed_run_are_removed_by_the_next(
    run: Run, server: Server, tmp_path: Path
) -> None:
    """Nobody else knows what such a graph is, or that it may go."""
    (tmp_path / "many.nq").write_text(MANY, encoding="utf-8")
    stores.load(tmp_path / "s", [tmp_path / "many.nq"], "bare")
    tight = [lambda h: int(h.headers.get("Content-Length") or 0) > 9000 and refusing(413)(h)]

    def stalled(handler: Handler) -> bool:
        stalls = handler.way == "update" and handler.server.count("POST", "update") > 8
        return stalls and handler.server.awake.wait(20) and False

    server.quirks = [*tight, stalled]
    with _begun(server, tmp_path / "s") as running:
        _until(lambda: server.count("POST", "update") > 8)
        running.kill()
    here = ways.staging(Iri("urn:g:many"))
    assert 0 < len(server.holds(here)) < 2000
    assert server.holds("urn:g:many") == set()

    server.quirks = []
    dry = run("publish", f"{server.url}/store", "--store", tmp_path / "s", "--dry-run", "-f", "csv")
    assert (dry.returncode, len(server.holds(here)) > 0) == (0, True)
    done = run("publish", f"{server.url}/store", "--store", tmp_path / "s")
    assert (done.returncode, len(server.holds("urn:g:many"))) == (0, 2000)
    assert "left 1 unfinished graphs behind" in done.stderr
    assert server.holds(here) == set()


def test_parts_that_were_all_there_are_moved_and_not_sent_again(
    server: Server, many: KnowledgeGraph
) -> None:
    """The run was killed between the last part and the move."""
    here = ways.staging(Iri("urn:g:many"))
    server.fill(here, "\n".join(contents.content(many, Iri("urn:g:many")).lines))
    done = publish(many, Target(f"{server.url}/store", protocol="update", largest=9000))

    assert (done.is_done, done.removed) == (True, 1)
    assert server.count("POST", "update") == 2  # the move, and the removal of what was gathered
    assert [g.value for g in server.store.named_graphs()] == ["urn:g:many"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ctrl_c_says_what_was_on_its_way(server: Server, place: Path, language: str) -> None:
    """Exit code 130, the graph and what to do; no traceback."""
    server.quirks = [
        lambda h: h.command == "PUT" and h.graph == ORDER[1] and h.server.awake.wait(20) and False
    ]
    with _begun(server, place, "--lang", language) as running:
        _until(lambda: server.count("PUT", "store") == 2)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)

    assert (running.returncode, out) == (130, b"")
    assert ORDER[1].encode() in err
    assert {"sv": "Kör samma kommando igen", "en": "Run the same command again"}[
        language
    ] in err.decode()
    assert b"Traceback" not in err


def test_a_terminal_sees_how_far_the_work_has_come(server: Server, place: Path) -> None:
    """On standard error, and wiped at the end."""
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "publish", f"{server.url}/store", "--store", str(place)]
    with subprocess.Popen(
        command, env=_surroundings(), stdout=subprocess.DEVNULL, stderr=theirs
    ) as running:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass
    os.close(ours)
    assert running.returncode == 0
    assert b"1/3 graph/kalla/ett: reading" in shown
    assert shown.endswith(b"\r\x1b[K")


# --- addresses and credentials ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("ftp://example.org/store", "address"),
        ("store/", "address"),
        ("http://u:hemligt@127.0.0.1:1/store", "secret"),
        ("http://127.0.0.1:1/store", "unreachable"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_told(
    run: Run, place: Path, url: str, fault: str, language: str
) -> None:
    """Exit code 5, two lines, and no secret in them."""
    done = run("publish", url, "--store", place, "--lang", language)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 2)
    assert "hemligt" not in done.stderr
    with pytest.raises(EndpointError) as caught:
        servers.Server(Target(url, retries=0))
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("quirk", "words"),
    [
        (refusing(200, b"<!DOCTYPE html><html>Log in first</html>", kind="text/html"), "web page"),
        (
            refusing(404, b"<html>Nothing</html>", kind="text/html"),
            "is not on the server, or takes no graphs",
        ),
    ],
    ids=["page", "nothing"],
)
def test_an_address_that_is_no_store_is_told(
    run: Run, server: Server, place: Path, quirk: Quirk, words: str
) -> None:
    """Whatever is there, no graph was lost on it."""
    server.quirks = [quirk]
    done = run("publish", f"{server.url}/store", "--store", place)

    assert (done.returncode, "Traceback" in done.stderr) == (5, False)
    assert words in done.stderr


def test_credentials_go_to_their_server_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At home a redirect is followed as it was sent; abroad nothing is, neither graph nor login."""
    monkeypatch.setenv("NARAVARD_TOKEN", "t0ken")
    home = refusing(307, way="moved", Location="/store?graph=urn%3Ag%3Athree")
    server.quirks = [lambda h: h.command == "PUT" and h.way == "moved" and home(h)]
    server.quirks.append(lambda h: h.command == "GET" and h.way == "moved" and refusing(404)(h))
    line = writes.Text(["<urn:c> <urn:p> <urn:d> ."])
    writes.put(f"{server.url}/moved", THREE, line, writes.Patience(9, 0))
    assert server.holds(THREE) == {"<urn:c> <urn:p> <urn:d>"}
    assert {head["Authorization"] for head in server.heads} == {"Bearer t0ken"}

    abroad = server.url.replace("127.0.0.1", "localhost")
    before = len(server.asked)
    for code in (301, 302, 303, 307, 308):
        server.quirks = [refusing(code, way="moved", Location=f"{abroad}/store?graph=urn:x")]
        moved, patience = f"{server.url}/moved", writes.Patience(9, 0)
        with pytest.raises(PublishError) as graph:
            writes.put(moved, THREE, line, patience)
        with pytest.raises(PublishError) as update:
            writes.update(moved, b"DROP ALL", patience)
        for caught in (graph, update):
            assert caught.value.fault == "redirect" and abroad in caught.value.message.en
    assert {way for _, way in server.asked[before:]} == {"moved"}


@pytest.mark.parametrize("option", ["--update", "--query", ""])
def test_credentials_never_go_in_the_open(
    run: Run, server: Server, place: Path, option: str
) -> None:
    """Nothing is sent at all where one of the addresses would get them unencrypted."""
    words = (
        [f"{server.url}/store", option, "http://192.0.2.1/x"] if option else ["http://192.0.2.1/x"]
    )
    done = run("publish", *words, "--store", place, env={"NARAVARD_TOKEN": "t0ken"})

    assert (done.returncode, done.stdout, server.asked) == (5, "", [])
    assert "NARAVARD_INSECURE=1" in done.stderr and "t0ken" not in done.stderr


def test_what_a_server_repeats_of_a_login_is_not_told(
    run: Run, server: Server, place: Path
) -> None:
    """Logs are read by others."""
    server.quirks = [
        lambda h: (
            h.command == "PUT" and refusing(500, f"no {h.headers['Authorization']}".encode())(h)
        )
    ]
    done = run(
        "publish", f"{server.url}/store", "--store", place, env={"NARAVARD_TOKEN": "t0ken-of-mine"}
    )

    assert done.returncode == 5
    assert "no Bearer …" in done.stderr
    assert "t0ken" not in done.stdout + done.stderr


def test_basic_and_digest_log_in(
    server: Server, graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for questions; a graph is sent again with the answer to the challenge."""
    monkeypatch.setenv("NARAVARD_USER", "u")
    monkeypatch.setenv("NARAVARD_PASSWORD", "p")
    challenge = 'Digest realm="x", nonce="abc", qop="auth", algorithm=MD5'
    server.quirks = [
        lambda h: (
            "Digest" not in h.headers.get("Authorization", "")
            and refusing(401, WWW_Authenticate=challenge)(h)
        )
    ]
    assert publish(graph, f"{server.url}/store", [THREE]).is_done


# --- which graphs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [ONE, f"<{ONE}>", "graph/kalla/ett", "ett"])
def test_a_graph_is_chosen_by_any_name(graph: KnowledgeGraph, name: str) -> None:
    """What the terminal shows can be pasted back."""
    assert contents.chosen(graph, [name]) == (ONE,)


def test_a_graph_is_chosen_by_its_document(shipped: KnowledgeGraph) -> None:
    """People know documents."""
    (home,) = contents.chosen(shipped, ["dokument/skane-malbild-2021"])
    assert home == "https://w3id.org/naravard/graph/kalla/skane-malbild-2021"


def test_an_unknown_graph_is_told(run: Run, server: Server, place: Path) -> None:
    """Before anything is sent."""
    done = run("publish", f"{server.url}/store", "--graph", "graph/kalla/et", "--store", place)
    assert (done.returncode, done.stdout, server.asked) == (3, "", [])
    assert "Did you mean" in done.stderr


def test_a_thing_is_no_graph(shipped: KnowledgeGraph) -> None:
    """It exists, but nothing is drawn from it."""
    with pytest.raises(UnknownNameError):
        contents.chosen(shipped, ["skane-lakarstod-12"])


def test_a_graph_named_after_a_file_is_published_only_where_it_is_meant(
    run: Run, server: Server, tmp_path: Path
) -> None:
    """A path of one machine means nothing to anyone else, and tells where somebody works."""
    path = tmp_path / "own.ttl"
    path.write_text("<urn:a> <urn:p> <urn:o> .", encoding="utf-8")
    done = run("publish", f"{server.url}/store", "--data", path)
    assert (done.returncode, server.asked) == (5, [])
    assert "named after a file" in done.stderr
    meant = run("publish", f"{server.url}/store", "--data", path, "--graph", path.as_uri())
    assert (meant.returncode, len(server.holds(path.as_uri()))) == (0, 1)


def test_statements_in_no_graph_are_told_of(server: Server, tmp_path: Path) -> None:
    """They would take the place of what a server's default graph holds."""
    loose = _loaded(
        tmp_path / "loose.nq", "<urn:a> <urn:p> <urn:o> .\n" + MANY[:100].splitlines()[0]
    )
    done = publish(loose, f"{server.url}/store")
    assert (done.is_done, done.nameless, len(done.outcomes)) == (True, 1, 1)


def test_an_endpoint_is_published_as_it_stands(server: Server, endpoint: str) -> None:
    """From one server to another, literals in the form they have."""
    remote = naravard_kg.connect(endpoint)
    done = publish(remote, f"{server.url}/store", ["referens"])
    assert done.is_done
    ours = contents.content(naravard_kg.load(), done.outcomes[0].graph)
    assert done.outcomes[0].digest == ours.digest


def test_a_source_that_goes_away_is_told_with_what_was_sent(
    server: Server, graph: KnowledgeGraph
) -> None:
    """Of the graphs that it gave, and of those that it did not."""
    with Server() as source:
        threading.Thread(target=source.serve_forever, daemon=True).start()
        for home in HOMES:
            lines = contents.content(graph, home).lines
            source.fill(home, "\n".join(lines))
        remote = naravard_kg.connect(f"{source.url}/query", retries=0)
        source.quirks = [lambda h: source.count("GET", "query") == 3 and refusing(500)(h)]
        done = publish(remote, f"{server.url}/store")
        source.quirks = [lambda h: source.count("GET", "query") > 4 and refusing(500)(h)]
        with pytest.raises(EndpointError):
            publish(remote, f"{server.url}/store")
        source.shutdown()
    assert list(states(done).values()) == ["published", "unsent", "published"]


@pytest.mark.parametrize("form", ["text", "csv", "tsv", "json", "md", "html", "latex"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_has_every_format(
    run: Run, server: Server, place: Path, form: str, language: str
) -> None:
    """Codes for programs, words for readers."""
    done = run(
        "publish",
        f"{server.url}/store",
        "--store",
        place,
        "--dry-run",
        "-f",
        form,
        "--lang",
        language,
    )
    said = "new" if form in ("csv", "tsv", "json") or language == "en" else "ny"
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


def test_a_dry_run_changes_nothing(server: Server, graph: KnowledgeGraph) -> None:
    """It only reads."""
    assert states(publish(graph, f"{server.url}/store", dry_run=True)) == all_("new")
    assert {method for method, way in server.asked if way != "query"} == {"GET"}


# --- the digest -----------------------------------------------------------------------------------------

LINES = st.lists(
    st.builds('<urn:{}> <urn:p> "{}" .'.format, st.integers(0, 9), st.text("ab", max_size=3)),
    unique=True, max_size=8,
)  # fmt: skip


@given(LINES, st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_the_order(lines: list[str], random: Any) -> None:
    """A server gives statements as it likes."""
    ours = contents.Content(Iri("urn:g"), tuple(sorted(lines)), contents.digest(sorted(lines)))
    random.shuffle(lines)
    assert contents.compared(ours, [*lines, *lines[:2]]) == contents.Seen(
        len(set(lines)), ours.digest
    )


@given(LINES, LINES)
def test_other_statements_have_another_digest(some: list[str], others: list[str]) -> None:
    """And what differs first is told; the digest told of is that of what is there."""
    ours = contents.Content(Iri("urn:g"), tuple(sorted(some)), contents.digest(sorted(some)))
    seen = contents.compared(ours, others)
    assert seen.equals(ours) == (set(some) == set(others))
    assert seen.digest == contents.digest(sorted(others))
    if seen.difference:
        assert (seen.difference.sent in some) == (seen.difference.missing > 0)
        assert (seen.difference.found in others) == (seen.difference.foreign > 0)


@given(st.permutations(range(5)))
def test_blank_nodes_have_no_names(order: list[int]) -> None:
    """Each server has its own for them."""
    here = [f"_:b{n} <urn:next> _:b{n + 1} ." for n in range(4)] + ['_:b0 <urn:p> "x" .']
    there = [f"_:o{order[n]} <urn:next> _:o{order[n + 1]} ." for n in range(4)] + [
        f'_:o{order[0]} <urn:p> "x" .'
    ]
    lines = tuple(sorted(contents._canonical(here)))
    ours = contents.Content(Iri("urn:g"), lines, contents.digest(lines))
    assert contents.compared(ours, there).equals(ours)
    assert not contents.compared(ours, [*there[:4], f'_:o{order[1]} <urn:p> "x" .']).equals(ours)


@given(LINES, st.integers(20, 200))
def test_parts_hold_everything_once(lines: list[str], most: int) -> None:
    """Blank nodes together in the first; none larger than allowed but by one statement."""
    blank = ["_:a <urn:p> _:b .", "_:b <urn:p> _:a ."]
    found = list(ways.parts([*blank, *lines], most))
    assert sorted(line for part in found for line in part) == sorted([*blank, *lines])
    assert found[0][:2] == blank
    assert all(len(part) == 1 or sum(len(x) + 1 for x in part) <= most for part in found[1:])
