"""An endpoint: the same answers as the embedded graph, and a plain word when it fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, Table, names
from naravard_kg.errors import EndpointError, QueryError
from naravard_kg.terms import Iri

Run = Callable[..., Any]
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
HTML = b"<html><body>It works!</body></html>"


class _Server(BaseHTTPRequestHandler):
    """A server that answers as its address asks it to."""

    seen: ClassVar[list[tuple[str, str, str]]] = []
    asleep: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        """Answer by the first part of the path."""
        way = self.path.partition("?")[0].strip("/")
        self.seen.append((self.command, way, self.headers.get("Authorization", "")))
        if way == "sleep":
            self.asleep.wait(10)
        elif way == "hang-up":
            self.connection.close()
        elif way == "cut":
            self._answer(200, b"{", "application/json", length=1000)
        elif way.isdecimal():
            self._answer(int(way), HTML, "text/html")
        else:
            self._answer(200, _CONTENT[way], "application/json")

    do_POST = do_GET  # noqa: N815 -- the names are http.server's

    def _answer(self, code: int, content: bytes, kind: str, length: int | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


def _json(**answer: object) -> bytes:
    return json.dumps(answer).encode()


_CONTENT = {
    "html": HTML,
    "empty": b"",
    "list": b"[1]",
    "no-head": _json(results={"bindings": []}),
    "no-rows": _json(head={"vars": ["a"]}),
    "odd-term": _json(head={"vars": ["a"]}, results={"bindings": [{"a": {"type": "uri"}}]}),
    "odd-row": _json(head={"vars": ["a"]}, results={"bindings": ["a"]}),
    "latin": '{"boolean": "å"}'.encode("latin-1"),
    "yes": _json(head={}, boolean=True),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the little server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as listener:
        listener.daemon_threads = True
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}"
        _Server.asleep.set()
        listener.shutdown()


# --- a real server --------------------------------------------------------------------------


def test_a_real_endpoint_gives_the_same_rows(endpoint: str, shipped: KnowledgeGraph) -> None:
    """Numbers stay numbers and dates dates on their way over the network."""
    text = (
        "SELECT ?t ?v WHERE { ?t <https://w3id.org/naravard/ontology#assignmentNumber>|"
        "<https://w3id.org/naravard/ontology#decisionDate>|"
        "<http://www.w3.org/2000/01/rdf-schema#label> ?v } ORDER BY ?t ?v"
    )
    here, there = shipped.select(text), naravard_kg.connect(endpoint).select(text)

    assert [[repr(c) for c in row] for row in there] == [[repr(c) for c in row] for row in here]


def test_the_whole_library_works_over_an_endpoint(endpoint: str, shipped: KnowledgeGraph) -> None:
    """Nothing above the graph may know where it lives."""
    remote, one = naravard_kg.connect(endpoint), "skane-lakarstod-12"

    assert naravard_kg.show(remote, one) == naravard_kg.show(shipped, one)
    assert naravard_kg.evidence(remote, one) == naravard_kg.evidence(shipped, one)
    assert naravard_kg.find(remote, "samverkan") == naravard_kg.find(shipped, "samverkan")
    blocks = naravard_kg.dependencies(remote).blocks(one)
    assert blocks == naravard_kg.dependencies(shipped).blocks(one)


def test_a_graph_without_statements_is_an_answer(endpoint: str) -> None:
    """An empty text is all the N-Triples that there are of nothing."""
    remote = naravard_kg.connect(endpoint)

    assert remote.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s <urn:none> ?o . ?s ?p ?o }") == ()


def test_a_long_query_is_answered_too(endpoint: str) -> None:
    """Many servers cut an address at some thousand characters; a question must not be cut."""
    things = " ".join(f"<{names.thing('uppdrag', f'skane-lakarstod-{n:04}')}>" for n in range(500))
    table = naravard_kg.connect(endpoint).select(
        f"SELECT (COUNT(*) AS ?n) WHERE {{ VALUES ?t {{ {things} }} }}"
    )

    assert table.rows == ((500,),)


def test_unbound_cells_and_blank_nodes_come_as_from_memory(endpoint: str) -> None:
    """An empty cell is None; a blank node is named as one."""
    table = naravard_kg.connect(endpoint).select(
        "SELECT ?nothing (BNODE() AS ?b) WHERE { OPTIONAL { ?nothing <urn:none> 1 } }"
    )
    ((nothing, blank),) = table.rows

    assert nothing is None
    assert isinstance(blank, Iri)
    assert blank.startswith("_:")


def test_a_query_that_it_cannot_parse_is_the_writers_fault(endpoint: str) -> None:
    """A misspelt query is exit 3, as from memory, and not a broken server."""
    with pytest.raises(QueryError) as caught:
        naravard_kg.connect(endpoint).query("SELECT * WHERE { ?s ?p }")

    assert caught.value.fault == "syntax"


@pytest.mark.parametrize(
    "text", ["DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }"]
)
def test_an_update_is_never_sent(server: str, text: str) -> None:
    """A server that would carry it out must never get to see it."""
    before = len(_Server.seen)
    with pytest.raises(QueryError):
        naravard_kg.connect(f"{server}/yes").query(text)

    assert len(_Server.seen) == before


def test_select_gives_a_table_or_an_error(endpoint: str) -> None:
    """A caller of select counts on rows."""
    remote = naravard_kg.connect(endpoint)

    assert isinstance(remote.select("SELECT * { ?s ?p ?o } LIMIT 1"), Table)
    with pytest.raises(QueryError):
        remote.select(ASK)


# --- servers that fail ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "fault"),
    [
        ("401", "unauthorized"),
        ("403", "forbidden"),
        ("404", "missing"),
        ("405", "refused"),
        ("500", "failed"),
        ("503", "unavailable"),
        ("html", "html"),
        ("empty", "empty"),
        ("list", "answer"),
        ("no-head", "answer"),
        ("no-rows", "answer"),
        ("odd-term", "answer"),
        ("odd-row", "answer"),
        ("latin", "encoding"),
        ("hang-up", "unreachable"),
        ("cut", "broken"),
    ],
)
def test_each_way_to_fail_is_told_apart(server: str, way: str, fault: str) -> None:
    """No server, no permission, no SPARQL: the remedy differs."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/{way}").select("SELECT * { ?s ?p ?o }")

    assert (caught.value.fault, caught.value.exit_code) == (fault, 5)
    assert caught.value.url == f"{server}/{way}"


@pytest.mark.parametrize(("way", "fault"), [("html", "html"), ("yes", "content")])
def test_an_answer_that_is_no_graph_is_told_so(server: str, way: str, fault: str) -> None:
    """CONSTRUCT is answered in RDF; a login page is none."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/{way}").query(CONSTRUCT)

    assert caught.value.fault == fault


def test_silence_ends_after_the_time_that_was_given(server: str) -> None:
    """A job must not hang on a server that took the question and went to sleep."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/sleep", timeout=1).query(ASK)

    assert caught.value.fault == "timeout"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/query", "http://127.0.0.1:x/query", "http://[/query", "http://"]
)
def test_nobody_there_is_unreachable(url: str) -> None:
    """A wrong port is the commonest slip of all."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(url).query(ASK)

    assert caught.value.fault in {"unreachable", "address"}


@pytest.mark.parametrize("url", ["localhost:7878", "file:///etc/passwd", "ftp://x/", ""])
def test_only_http_is_an_address(url: str) -> None:
    """A file or another protocol must never be opened in its place."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(url)

    assert caught.value.fault == "address"


def test_user_and_password_come_from_the_environment(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password on the command line ends up in the shell's history."""
    monkeypatch.setenv("NARAVARD_USER", "u")
    monkeypatch.setenv("NARAVARD_PASSWORD", "p")

    assert naravard_kg.connect(f"{server}/yes").query(ASK) is True
    assert _Server.seen[-1] == ("GET", "yes", "Basic dTpw")


def test_a_long_query_goes_by_post(server: str) -> None:
    """The address line has an end; the body has none."""
    naravard_kg.connect(f"{server}/yes").query(ASK + " # " + "x" * 3000)

    assert _Server.seen[-1][0] == "POST"


def test_the_command_line_says_who_did_not_answer(run: Run, server: str) -> None:
    """Exit code 5 lets a job try again later; the words say which server it was."""
    for url in (f"{server}/html", f"{server}/503", "http://127.0.0.1:1/query"):
        done = run("ask", "statuses", "--endpoint", url)
        assert done.returncode == 5, url
        assert url in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_the_command_line_answers_over_an_endpoint(run: Run, endpoint: str) -> None:
    """The option, and the variable of the environment, stand in for the embedded graph."""
    words = ("ask", "statuses", "-f", "json")
    here = run(*words)

    assert here.returncode == 0
    assert run(*words, "--endpoint", endpoint).stdout == here.stdout
    assert run(*words, env={"NARAVARD_ENDPOINT": endpoint}).stdout == here.stdout
