"""Everything that can go wrong between here and a server, one row each: what is told, and how."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any, ClassVar

import pytest

import naravard_kg
from naravard_kg import cli
from naravard_kg.endpoints import calls
from naravard_kg.errors import EndpointError, QueryError
from naravard_kg.tables import Rows, Table
from naravard_kg.terms import Iri, Text
from naravard_kg.words import LANGUAGES

JSON = "application/sparql-results+json"
SELECT = "SELECT ?a WHERE { ?a ?p ?o }"
ORDERED = f"{SELECT} ORDER BY ?a"
FAULTY = "\x1b[31mVirtuoso 37000 Error SP030\x07: out of memory\nat /srv/secret.c:12"


def results(count: int, start: int = 0, **more: object) -> bytes:
    """SPARQL results of one column with numbers."""
    rows = [{"a": {"type": "literal", "value": str(n)}} for n in range(start, start + count)]
    return json.dumps({**more, "head": {"vars": ["a"]}, "results": {"bindings": rows}}).encode()


class Server(BaseHTTPRequestHandler):
    """Plays the part that the first piece of its address names."""

    asked: ClassVar[list[tuple[str, str]]] = []
    heads: ClassVar[list[dict[str, str]]] = []
    awake: ClassVar[threading.Event] = threading.Event()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Play it."""
        length = int(self.headers.get("Content-Length") or 0)
        self.query = self.rfile.read(length).decode() or self.path.partition("?")[2]
        self.way = self.path.partition("?")[0].strip("/")
        self.asked.append((self.command, self.way))
        self.heads.append(dict(self.headers))
        self.close_connection = True
        PARTS[self.way](self)

    do_POST = do_GET  # noqa: N815 -- the names are http.server's

    def say(self, code: int, content: bytes = b"", kind: str = JSON, **more: str) -> None:
        """A whole answer; a head with a length of its own is not put right."""
        self.send_response(code)
        given = {name.replace("_", "-"): value for name, value in more.items()}
        heads = {"Content-Type": kind, "Content-Length": str(len(content)), **given}
        for name, value in heads.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


class Listener(ThreadingHTTPServer):
    """Says nothing where a client hangs up, or the part is to do so itself."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


def _slow(server: Server) -> None:
    server.awake.wait(20)


def _slow_body(server: Server) -> None:
    server.say(200, b'{"head": ', Content_Length="900000")
    for _ in range(400):
        if Server.awake.wait(0.05):
            return
        server.wfile.write(b" ")
        server.wfile.flush()


def _hang_up(server: Server) -> None:
    server.connection.close()


def _many(server: Server) -> None:
    server.send_response(200)
    server.send_header("Content-Type", JSON)
    server.end_headers()
    server.wfile.write(b'{"head": {"vars": ["a"]}, "results": {"bindings": [')
    row = b'{"a": {"type": "literal", "value": "x"}},' * 1000
    for _ in range(999):
        server.wfile.write(row)
    server.wfile.write(row[:-1] + b"]}}")


def _then(refusal: int, times: int, **heads: str) -> Callable[[Server], None]:
    def play(server: Server) -> None:
        before = [way for _, way in Server.asked if way == server.way]
        if len(before) <= times:
            server.say(refusal, b"busy", "text/plain", **heads)
        else:
            server.say(200, results(1))

    return play


def _always(code: int, content: bytes = b"", kind: str = JSON, **heads: str) -> Any:
    return lambda server: server.say(code, content, kind, **heads)


HTML = b"<!DOCTYPE html><html><head><title>Login</title></head><body>Log in first</body></html>"
WHOLE = gzip.compress(results(3))
XML = (
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
    '<variable name="a"/><variable name="b"/></head><results><result><binding name="a">'
    '<literal xml:lang="sv">vård</literal></binding><binding name="b"><bnode>node://b1</bnode>'
    '</binding></result><result><binding name="a"><literal datatype="http://www.w3.org/2001/'
    'XMLSchema#integer">7</literal></binding></result></results></sparql>'
).encode()
LOL = b'<!DOCTYPE sparql [<!ENTITY a "aaaa">]>' + XML.partition(b"?>")[2]
PARTS: dict[str, Callable[[Server], None]] = {
    "slow": _slow,
    "slow-body": _slow_body,
    "hang-up": _hang_up,
    "html": _always(200, HTML, "text/html; charset=utf-8"),
    "html-as-json": _always(200, b"\n  <HTML>hi</HTML>"),
    "cut": _always(200, results(3)[:40], Content_Length="900"),
    "cut-json": _always(200, results(3)[:-20], Content_Length=""),
    "cut-chunk": _always(200, b"40\r\n{", Transfer_Encoding="chunked", Content_Length=""),
    "csv": _always(200, b"a\r\n1\r\n", "text/csv"),
    "no-type": _always(200, b"hello", ""),
    "empty": _always(200),
    "loop": _always(301, Location="/loop"),
    "to-file": _always(302, Location="file:///etc/hostname"),
    "401": _always(401, b"who are you", "text/plain", WWW_Authenticate='Bearer realm="x"'),
    "403": _always(403, HTML, "text/html"),
    "404": _always(404, HTML, "text/html"),
    "413": _always(413, b"too much", "text/plain"),
    "414": _always(414, b"too long", "text/plain"),
    "429": _then(429, 99, Retry_After="1000"),
    "500": _always(500, FAULTY.encode(), "text/plain"),
    "503": _always(503, b"down for repair", "text/plain"),
    "418": _always(418, b"teapot", "text/plain"),
    "cut-gzip": _always(200, WHOLE[:-12], Content_Encoding="gzip"),
    "no-gzip": _always(200, results(1), Content_Encoding="gzip"),
    "huge": _always(200, b"{", Content_Length="10000000000"),
    "latin": _always(200, '{"head": {"vars": ["å"]}'.encode("latin-1")),
    "list": _always(200, b"[1]"),
    "no-results": _always(200, b'{"head": {"vars": ["a"]}}'),
    "laughs": _always(200, LOL, "application/sparql-results+xml"),
    "told-cut": _always(200, results(3), X_SPARQL_MaxRows="3"),
    "part": _always(206, results(3)),
}
FAULTS = {  # the part that is played: the fault, and what the message holds
    "slow": ("timeout", "1 s"),
    "slow-body": ("timeout", "1 s"),
    "hang-up": ("unreachable", ""),
    "html": ("html", "Log in first"),
    "html-as-json": ("html", ""),
    "cut": ("broken", ""),
    "cut-json": ("broken", ""),
    "cut-chunk": ("broken", "IncompleteRead"),
    "csv": ("content", "text/csv"),
    "no-type": ("content", ""),
    "empty": ("empty", ""),
    "loop": ("redirect", "/loop"),
    "to-file": ("redirect", "file:///etc/hostname"),
    "401": ("unauthorized", "who are you"),
    "403": ("forbidden", "Log in first"),
    "404": ("missing", "/query"),
    "413": ("long", "413"),
    "414": ("long", "414"),
    "429": ("busy", "busy"),
    "500": ("failed", "[31mVirtuoso 37000 Error SP030: out of memory"),
    "503": ("unavailable", "down for repair"),
    "418": ("refused", "418: teapot"),
    "cut-gzip": ("broken", "gzip"),
    "no-gzip": ("packed", ""),
    "huge": ("large", "2,000,000,000"),
    "latin": ("encoding", ""),
    "list": ("answer", "[1]"),
    "no-results": ("answer", ""),
    "laughs": ("answer", "DOCTYPE"),
    "told-cut": ("partial", "3"),
    "part": ("partial", "3"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the server of many parts."""
    with Listener(("127.0.0.1", 0), Server) as listener:
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listener.server_port}"
        Server.awake.set()
        listener.shutdown()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of what was asked before, no credentials, and no long pauses."""
    Server.asked.clear()
    Server.heads.clear()
    monkeypatch.setattr(calls, "_FIRST_PAUSE", 0.01)
    for name in ("USER", "PASSWORD", "TOKEN", "INSECURE", "LARGEST"):
        monkeypatch.delenv(f"NARAVARD_{name}", raising=False)


def told(*words: str) -> tuple[int, str, str]:
    """The exit code of a command, and what it printed on either stream."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli._run([*words])
    return code, out.getvalue(), err.getvalue()


# --- what is told -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", FAULTS)
def test_each_fault_is_told_in_the_readers_language(server: str, way: str, language: str) -> None:
    """One sentence on what happened, one on what to do, exit code 5, and nothing else."""
    code, out, err = told(
        "sparql", SELECT, "--endpoint", f"{server}/{way}", "--lang", language, "--timeout", "1"
    )
    fact, remedy = err.splitlines()

    assert (code, out) == (5, "")
    assert fact.startswith({"sv": "Fel: ", "en": "Error: "}[language])
    assert f"{server}/{way}" in fact
    assert FAULTS[way][1] in err
    assert remedy.startswith("  ")
    assert "Traceback" not in err
    assert not [c for c in err if ord(c) < 32 and c != "\n"]


@pytest.mark.parametrize("way", FAULTS)
def test_each_fault_has_its_own_name(server: str, way: str) -> None:
    """A program decides by the name what to do; it must not have to read the sentence."""
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/{way}", timeout=1).query(SELECT)

    assert caught.value.fault == FAULTS[way][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_there_is_told(language: str) -> None:
    """A wrong port is the commonest slip, a wrong name the second."""
    for url in ("http://127.0.0.1:1/query", "http://no-such-host.invalid/query"):
        code, out, err = told("sparql", SELECT, "--endpoint", url, "--lang", language)

        assert (code, out, len(err.splitlines())) == (5, "", 2)
        assert url in err


def test_who_has_to_log_in_is_told_which_variables(server: str) -> None:
    """The remedy can be followed as it stands."""
    for way in ("401", "403"):
        err = told("sparql", SELECT, "--endpoint", f"{server}/{way}")[2]
        assert "NARAVARD_USER" in err and "NARAVARD_PASSWORD" in err and "NARAVARD_TOKEN" in err


def test_what_a_server_cannot_parse_is_the_writers_fault(server: str) -> None:
    """The server's own word on where, without what a terminal would obey."""
    PARTS["400"] = _always(400, b"\x1b]0;x\x07Parse error at line 3", "text/plain")
    with pytest.raises(QueryError, match="Parse error at line 3") as caught:
        naravard_kg.connect(f"{server}/400").query(SELECT)

    assert "\x1b" not in str(caught.value)


# --- what passes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "part", "times"),
    [
        ("again-429", _then(429, 1, Retry_After="0"), 2),
        ("again-503", _then(503, 2), 3),
        ("again-502", _then(502, 1), 2),
        ("again-504", _then(504, 1), 2),
    ],
)
def test_a_refusal_for_the_moment_is_asked_again(
    server: str, way: str, part: Any, times: int
) -> None:
    """A read changes nothing, so it may be put again."""
    PARTS[way] = part

    assert len(naravard_kg.connect(f"{server}/{way}").select(SELECT)) == 1
    assert len(Server.asked) == times


def test_the_pause_that_a_server_asks_for_is_kept(server: str) -> None:
    """It knows best when it can answer."""
    PARTS["wait"] = _then(429, 1, Retry_After="1")
    start = time.monotonic()
    naravard_kg.connect(f"{server}/wait").select(SELECT)

    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    ("way", "times"), [("503", 3), ("429", 1), ("404", 1), ("500", 1), ("403", 1)]
)
def test_what_will_not_pass_is_asked_once(server: str, way: str, times: int) -> None:
    """Asking again for what is refused for good only makes it worse; so does waiting too long."""
    with pytest.raises(EndpointError):
        naravard_kg.connect(f"{server}/{way}").query(SELECT)

    assert len(Server.asked) == times


def test_whoever_wants_no_second_try_says_so(server: str) -> None:
    """A monitor wants to know of the first failure."""
    with pytest.raises(EndpointError):
        naravard_kg.connect(f"{server}/503", retries=0).query(SELECT)

    assert len(Server.asked) == 1


def test_an_address_too_long_goes_by_post(server: str) -> None:
    """A server that takes less than we thought still gets the question."""
    PARTS["short"] = lambda s: s.say(*((414,) if s.command == "GET" else (200, results(2))))

    assert len(naravard_kg.connect(f"{server}/short").select(SELECT)) == 2
    assert [method for method, _ in Server.asked] == ["GET", "POST"]


def test_a_query_is_measured_as_it_is_sent(server: str) -> None:
    """An å takes six characters of an address."""
    PARTS["ok"] = _always(200, results(1))
    for letters, method in (("å" * 250, "GET"), ("å" * 400, "POST"), ("x" * 1500, "GET")):
        naravard_kg.connect(f"{server}/ok").select(f"{SELECT} # {letters}")
        assert Server.asked[-1][0] == method


def test_parameters_of_the_address_are_kept(server: str) -> None:
    """Some servers are told by the address which graph is meant."""
    PARTS["ok"] = lambda s: s.say(200, results(1, query=s.query))
    naravard_kg.connect(f"{server}/ok?default-graph-uri=urn%3Ag").select(SELECT)

    assert Server.heads
    assert Server.asked == [("GET", "ok")]


# --- credentials ------------------------------------------------------------------------------------


def test_a_token_goes_as_bearer(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a password, where both are set."""
    PARTS["ok"] = _always(200, results(1))
    for name, value in (("USER", "u"), ("PASSWORD", "p"), ("TOKEN", "t0ken")):
        monkeypatch.setenv(f"NARAVARD_{name}", value)
    naravard_kg.connect(f"{server}/ok").select(SELECT)

    assert Server.heads[-1]["Authorization"] == "Bearer t0ken"


@pytest.mark.parametrize("silent", [True, False])
def test_digest_is_answered(server: str, monkeypatch: pytest.MonkeyPatch, silent: bool) -> None:
    """The way of Virtuoso's closed endpoint, which asks for it where no password is sent."""
    challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5'

    def play(s: Server) -> None:
        login = s.headers.get("Authorization", "").lower()
        if "digest" in login:
            s.say(200, results(1))
        else:
            s.say(401, b"", WWW_Authenticate="" if silent and login else challenge)

    PARTS["digest"] = play
    monkeypatch.setenv("NARAVARD_USER", "u")
    monkeypatch.setenv("NARAVARD_PASSWORD", "p")

    assert len(naravard_kg.connect(f"{server}/digest").select(SELECT)) == 1
    assert 'username="u"' in Server.heads[-1]["Authorization"]


def test_credentials_stay_with_their_server(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect to another host must not carry a password there; one at home must."""
    PARTS["ok"] = _always(200, results(1))
    PARTS["home"] = _always(307, Location="/ok")
    PARTS["away"] = _always(307, Location=f"{server.replace('127.0.0.1', 'localhost')}/ok")
    monkeypatch.setenv("NARAVARD_TOKEN", "t0ken")
    for way, carried in (("home", "Bearer t0ken"), ("away", None)):
        for padding in ("", "x" * 3000):  # by GET and by POST
            naravard_kg.connect(f"{server}/{way}").select(f"{SELECT} # {padding}")
            assert Server.heads[-2]["Authorization"] == "Bearer t0ken"
            assert Server.heads[-1].get("Authorization") == carried


@pytest.mark.parametrize("url", ["http://example.org/sparql", "http://192.0.2.1/sparql"])
def test_credentials_never_go_in_the_open(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens on the way would have them."""
    monkeypatch.setenv("NARAVARD_TOKEN", "t0ken")
    code, out, err = told("sparql", SELECT, "--endpoint", url)

    assert (code, out) == (5, "")
    assert "NARAVARD_INSECURE=1" in err and "t0ken" not in err


def test_a_server_that_tells_a_secret_does_not_make_us_tell_it(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Logs are read by others."""
    PARTS["tells"] = lambda s: s.say(403, f"no {s.headers['Authorization']}".encode(), "text/plain")
    monkeypatch.setenv("NARAVARD_TOKEN", "t0ken-of-mine")
    err = told("sparql", SELECT, "--endpoint", f"{server}/tells")[2]

    assert "no Bearer …" in err and "t0ken" not in err


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    """It would stand in the shell's history, in logs, and in every message."""
    code, out, err = told("sparql", SELECT, "--endpoint", "http://u:hemligt@127.0.0.1:1/q")

    assert (code, out) == (5, "")
    assert "hemligt" not in err and "NARAVARD_PASSWORD" in err


# --- answers ----------------------------------------------------------------------------------------


def test_a_packed_answer_is_unpacked(server: str) -> None:
    """Large answers shrink tenfold on their way."""
    PARTS["gzip"] = _always(200, WHOLE, Content_Encoding="gzip")

    assert naravard_kg.connect(f"{server}/gzip").select(SELECT).column("a") == ["0", "1", "2"]
    assert Server.heads[-1]["Accept-Encoding"] == "gzip"


def test_what_grows_past_the_bound_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few packed bytes can hold more than the machine has."""
    PARTS["bomb"] = _always(200, gzip.compress(b" " * 5_000_000), Content_Encoding="gzip")
    monkeypatch.setenv("NARAVARD_LARGEST", "1000000")
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/bomb").select(SELECT)

    assert (caught.value.fault, caught.value.detail) == ("large", "1,000,000")


@pytest.mark.parametrize(
    "kind",
    [JSON, "application/json", "text/javascript", "text/plain", "", "application/octet-stream"],
)
def test_results_are_known_by_what_they_are(server: str, kind: str) -> None:
    """Many servers put the wrong label on a right answer."""
    PARTS["kind"] = _always(200, b"\xef\xbb\xbf\n" + results(2), kind)

    assert len(naravard_kg.connect(f"{server}/kind").select(SELECT)) == 2


def test_keys_of_no_concern_are_passed_over(server: str) -> None:
    """Virtuoso tells of links and distinctness; the head may even come last."""
    bindings = [
        {"a": {"type": "uri", "value": "urn:x", "more": 1}},
        {},
        {"a": {"type": "typed-literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}},
        {"a": {"type": "literal", "value": "vård", "xml:lang": "sv"}},
        {"a": {"type": "bnode", "value": "nodeID://b100"}},
    ]  # fmt: skip
    parts = {
        "head": {"link": [], "vars": ["a"]},
        "extra": {"results": [1, {"bindings": [{}]}], "n": 12},
        "results": {"distinct": False, "bindings": bindings, "ordered": True},
    }
    for number, keys in enumerate((list(parts), [*reversed(parts)])):
        PARTS[f"extra-{number}"] = _always(200, json.dumps({k: parts[k] for k in keys}).encode())
        cells = naravard_kg.connect(f"{server}/extra-{number}").select(SELECT).column("a")
        assert cells == ["urn:x", None, 7, Text("vård", "sv"), "_:nodeID_3a__2f__2f_b100"]
        assert isinstance(cells[0], Iri)


def test_xml_is_read_where_a_server_has_nothing_else(server: str) -> None:
    """The first form of SPARQL results, and still the only one of some servers."""
    PARTS["xml"] = _always(200, XML, "application/sparql-results+xml")
    PARTS["yes"] = _always(
        200, XML.partition(b"<head>")[0] + b"<head/><boolean>true</boolean></sparql>", ""
    )
    table = naravard_kg.connect(f"{server}/xml").select(SELECT)

    assert table == Table(("a", "b"), ((Text("vård", "sv"), "_:node_3a__2f__2f_b1"), (7, None)))
    assert naravard_kg.connect(f"{server}/yes").query("ASK { ?s ?p ?o }") is True


def test_a_graph_is_read_in_the_form_that_comes(server: str) -> None:
    """N-Triples is asked for; Turtle is what many give."""
    PARTS["nt"] = _always(200, b"<urn:a> <urn:b> <urn:c> .\n", "application/n-triples")
    PARTS["ttl"] = _always(200, b"@prefix u: <urn:> . u:a u:b u:c .", "text/turtle;charset=utf-8")
    PARTS["bad"] = _always(200, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> .\n", "application/n-triples")
    PARTS["cut-nt"] = _always(200, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> ", "application/n-triples")
    construct = "CONSTRUCT WHERE { ?s ?p ?o }"

    assert naravard_kg.connect(f"{server}/nt").query(construct) == naravard_kg.connect(
        f"{server}/ttl"
    ).query(construct)
    for way, fault in (("bad", "answer"), ("cut-nt", "broken")):
        with pytest.raises(EndpointError) as caught:
            naravard_kg.connect(f"{server}/{way}").query(construct)
        assert caught.value.fault == fault


def test_a_million_rows_are_read(server: str) -> None:
    """Row by row, so that the size of the answer is no matter."""
    PARTS["many"] = _many
    answer = naravard_kg.connect(f"{server}/many").stream(f"{SELECT} LIMIT 1000000")

    assert isinstance(answer, Rows)
    assert sum(1 for _ in answer) == 1_000_000


# --- servers that cut ---------------------------------------------------------------------------------


def capped(rows: int, cap: int, **heads: str) -> Callable[[Server], None]:
    """A server that has *rows* and gives *cap* of them at a time, with *heads* where it cuts."""

    def play(server: Server) -> None:
        words = server.query.replace("+", " ").replace("%0A", " ").split("query=")[-1].split()
        skipped = int(words[words.index("OFFSET") + 1]) if "OFFSET" in words else 0
        wanted = int(words[words.index("LIMIT") + 1]) if "LIMIT" in words else rows
        count = max(0, min(rows - skipped, cap, wanted))
        told = heads if count == cap else {}
        server.say(200, results(count, skipped), **told)

    return play


@pytest.mark.parametrize("heads", [{}, {"X_SPARQL_MaxRows": "1000"}], ids=["silent", "told"])
@pytest.mark.parametrize("rows", [0, 7, 999, 1000, 2000, 2500])
def test_what_a_server_keeps_back_is_fetched(server: str, rows: int, heads: dict[str, str]) -> None:
    """An answer that was cut without a word is the worst of all: nobody looks for the rest."""
    PARTS["capped"] = capped(rows, 1000, **heads)

    column = naravard_kg.connect(f"{server}/capped").select(ORDERED).column("a")
    assert column == [str(n) for n in range(rows)]


@pytest.mark.parametrize("heads", [{}, {"X_SPARQL_MaxRows": "1000"}], ids=["silent", "told"])
def test_without_an_order_the_cut_is_told(server: str, heads: dict[str, str]) -> None:
    """Parts of an unordered answer need not fit together."""
    PARTS["capped"] = capped(2500, 1000, **heads)
    with pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"{server}/capped").select(SELECT)

    assert (caught.value.fault, caught.value.detail) == ("partial", "1,000 rows")


def test_a_round_number_that_is_whole_is_an_answer(server: str) -> None:
    """One more question settles it."""
    PARTS["capped"] = capped(1000, 10_000)

    assert len(naravard_kg.connect(f"{server}/capped").select(SELECT)) == 1000
    assert len(Server.asked) == 2


@pytest.mark.parametrize(
    ("limit", "count", "asked"), [(1000, 1000, 1), (1500, 1500, 2), (2000, 2000, 2)]
)
def test_a_limit_of_the_query_is_no_cut(server: str, limit: int, count: int, asked: int) -> None:
    """Who asks for a thousand rows gets a thousand."""
    PARTS["capped"] = capped(2500, 1000)
    table = naravard_kg.connect(f"{server}/capped").select(f"{ORDERED} LIMIT {limit}")

    assert (len(table), len(Server.asked)) == (count, asked)
