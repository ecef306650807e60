"""The same questions, put to a SPARQL 1.1 endpoint."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from naravard_kg.endpoints import dialects, results
from naravard_kg.endpoints.access import access, checked
from naravard_kg.endpoints.body import Body, Bounds
from naravard_kg.endpoints.calls import Call, answered
from naravard_kg.endpoints.windows import Window, is_told_cut, may_be_cut, window
from naravard_kg.errors import EndpointError, NaravardError, QueryError
from naravard_kg.graph import distinct
from naravard_kg.safety import refuse_updates
from naravard_kg.streaming import parsed
from naravard_kg.tables import Answer, Rows, Stream, Table
from naravard_kg.terms import Cell, Quad
from naravard_kg.words import say

LARGEST = 2_000_000_000  # bytes of one answer, unpacked
_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.7, application/n-quads;q=0.5"
_SYNTAXES = {
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/trig": "trig",
    "text/plain": "nt",
}


class RemoteGraph:
    """A graph at an endpoint; answers as the embedded one does, types of cells included."""

    def __init__(self, url: str, *, timeout: float = 60, retries: int = 2) -> None:
        """Remember where it is; nothing is sent yet.

        Args:
            url: the query address.
            timeout: the seconds that a question may take, attempts and answer included.
            retries: how often a question is put again where the server is busy or not there.
        """
        self.url = checked(url)
        self.source = url
        self.timeout = timeout
        self.retries = retries
        self._dialect = ""  # not known yet

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT (Table), an ASK (bool), a CONSTRUCT or DESCRIBE (quads).

        Raises:
            QueryError: *sparql* is an update, or the endpoint cannot parse it.
            EndpointError: no answer in time, a refusal, or an answer that is no SPARQL result.
        """
        answer = self.stream(sparql)
        if isinstance(answer, bool):
            return answer
        return answer.held() if isinstance(answer, Rows) else distinct(answer)

    def select(self, sparql: str) -> Table:
        """Answer a SELECT query."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("form")
        return answer

    def stream(self, sparql: str) -> Stream:
        """The same answer as it comes: row by row, statement by statement.

        Raises:
            QueryError: as ``query``.
            EndpointError: as ``query``; also while the answer is read.
        """
        form = refuse_updates(sparql)
        if form in ("CONSTRUCT", "DESCRIBE"):
            return _quads(self._reply(sparql, form, _TRIPLES))
        reply = self._reply(sparql, form, _RESULTS)
        answer = _solutions(reply)
        if isinstance(answer, bool):
            reply.body.close()
            return answer
        rows = self._whole(sparql, reply, answer)
        return Rows(answer.columns, dialects.cleaned(sparql, rows, self._dialect))

    def _reply(self, sparql: str, form: str, accepted: str) -> _Reply:
        bounds = Bounds(self.timeout, time.monotonic() + self.timeout, _largest())
        call = Call(sparql, form, accepted, access(self.url), bounds, self.retries)
        if not self._dialect and dialects.hangs_on_it(sparql):
            self._dialect = _dialect(call)
        reply = _sent(replace(call, sparql=dialects.worded(sparql, self._dialect)))
        if not self._dialect and (told := dialects.named(reply.response.headers)):
            self._dialect = told
        return reply

    def _whole(self, sparql: str, reply: _Reply, rows: Rows) -> Iterator[tuple[Cell, ...]]:
        """The rows; where the server cut them, also those that it kept back."""
        asked: Window | None = None
        total = 0
        while True:
            count = 0
            for count, row in enumerate(rows, start=1):  # noqa: B007 -- counted for below
                yield row
            total += count
            told = is_told_cut(reply.response.status, reply.response.headers, count)
            if not (told or may_be_cut(count)):
                return
            asked = asked or window(sparql)
            if asked.left(total) == 0:
                return
            if not asked.ordered:
                self._refuse_cut(asked, total, told=told)
                return
            reply = self._reply(asked.part(total), "SELECT", _RESULTS)
            following = _solutions(reply)
            rows = following if isinstance(following, Rows) else Rows((), iter(()))

    def _refuse_cut(self, asked: Window, total: int, *, told: bool) -> None:
        """Say that the answer is cut, if it is: without an order the rest cannot be fetched."""
        if not told:
            reply = self._reply(asked.part(total, 1), "SELECT", _RESULTS)
            with closing(reply.body):
                more = _solutions(reply)
                told = isinstance(more, Rows) and next(more.cells, None) is not None
        if told:
            raise EndpointError("partial", self.url, say("endpoint.rows", count=f"{total:,}").en)


@dataclass(frozen=True, slots=True)
class _Reply:
    """What came back: from where, the head and the body."""

    url: str
    response: Any
    body: Body

    @property
    def kind(self) -> str:
        """Its media type, in small letters, without parameters."""
        return (self.response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def connect(url: str, *, timeout: float = 60, retries: int = 2) -> RemoteGraph:
    """A graph at a SPARQL 1.1 endpoint.

    ``NARAVARD_USER`` and ``NARAVARD_PASSWORD``, or ``NARAVARD_TOKEN``, log in.

    Args:
        url: the query address.
        timeout: the seconds that a question may take, attempts and answer included.
        retries: how often a question is put again where the server is busy or not there.

    Raises:
        EndpointError: *url* is no http or https address, or it holds a password.
    """
    return RemoteGraph(url, timeout=timeout, retries=retries)


def _sent(call: Call) -> _Reply:
    response = answered(call)
    return _Reply(call.who.url, response, Body(response, call.who.url, call.bounds))


def _dialect(call: Call) -> str:
    """The dialect of a server that has not been asked anything yet."""
    try:
        reply = _sent(replace(call, sparql=dialects.PROBE, form="SELECT", accepted=_RESULTS))
    except QueryError:
        return dialects.STANDARD
    with closing(reply.body):
        answer = _solutions(reply)
        row = next(answer.cells, ()) if isinstance(answer, Rows) else ()
    return dialects.named(reply.response.headers) or dialects.taken(*row)


def _largest() -> int:
    told = os.environ.get("NARAVARD_LARGEST", "")
    return int(told) if told.isdecimal() and told.isascii() else LARGEST


def _solutions(reply: _Reply) -> Rows | bool:
    form = _form(reply)
    try:
        answer = results.answer(reply.body, form)
    except (ValueError, NaravardError) as error:
        raise _unread(reply, error, "}" if form == "json" else ">") from None
    if isinstance(answer, bool):
        return answer
    return Rows(answer.columns, _read(reply, answer.cells, "}" if form == "json" else ">"))


def _form(reply: _Reply) -> str:
    """Whether an answer is JSON or XML: by what it begins with, for servers mislabel it."""
    start = _start(reply)
    if start.startswith("{"):
        return "json"
    if start.startswith("<"):
        return "xml"
    fault = "answer" if "json" in reply.kind or "xml" in reply.kind else "content"
    raise _closed(reply, fault, start if fault == "answer" else reply.kind or "–")


def _start(reply: _Reply) -> str:
    try:
        start = reply.body.start()
    except NaravardError:
        reply.body.close()
        raise
    if not start:
        raise _closed(reply, "empty")
    if start.lower().startswith(("<!doctype html", "<html")) or reply.kind == "text/html":
        raise _closed(reply, "html", start)
    return start


def _read(reply: _Reply, cells: Iterator[Any], end: str) -> Iterator[Any]:
    try:
        yield from cells
    except (ValueError, NaravardError) as error:
        raise _unread(reply, error, end) from None
    finally:
        reply.body.close()


def _unread(reply: _Reply, error: Exception, end: str) -> NaravardError:
    """Why an answer could not be read to its end."""
    reply.body.close()
    if isinstance(error, NaravardError):
        return error
    if reply.body.is_cut(end):
        return EndpointError("broken", reply.url, reply.kind)
    return EndpointError("answer", reply.url, _line(str(error)))


def _quads(reply: _Reply) -> Iterator[Quad]:
    start = _start(reply)
    syntax = _SYNTAXES.get(reply.kind)
    if syntax is None:
        raise _closed(reply, "content", reply.kind or _line(start))
    if is_told_cut(reply.response.status, reply.response.headers, 0):
        raise _closed(reply, "partial", str(reply.response.status))
    return _read(reply, parsed(reply.body, syntax), ".")


def _closed(reply: _Reply, fault: str, detail: str = "") -> EndpointError:
    reply.body.close()
    return EndpointError(fault, reply.url, _line(detail))


def _line(text: str) -> str:
    from naravard_kg.endpoints.faults import first_line

    return first_line(text) or "–"
