"""The same questions, put to a SPARQL 1.1 endpoint."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from naravard_kg.endpoints import dialects, results
from naravard_kg.endpoints.access import access, checked
from naravard_kg.endpoints.body import Body, Bounds, largest
from naravard_kg.endpoints.calls import Call, answered
from naravard_kg.endpoints.replies import TRIPLES, Reply, closed, lines, quads, read, start, unread
from naravard_kg.endpoints.windows import Window, is_told_cut, may_be_cut, window
from naravard_kg.errors import EndpointError, NaravardError, QueryError
from naravard_kg.graph import distinct
from naravard_kg.safety import refuse_updates
from naravard_kg.tables import Answer, Rows, Stream, Table
from naravard_kg.terms import Cell
from naravard_kg.words import say

_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"


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
            return quads(self._reply(sparql, form, TRIPLES))
        reply = self._reply(sparql, form, _RESULTS)
        answer = _solutions(reply)
        if isinstance(answer, bool):
            reply.body.close()
            return answer
        rows = self._whole(sparql, reply, answer)
        return Rows(answer.columns, dialects.cleaned(sparql, rows, self._dialect))

    def lines(self, construct: str) -> Iterator[str]:
        """The statements of a CONSTRUCT as lines of N-Triples, literals as the server has them.

        Raises:
            QueryError: as ``query``.
            EndpointError: as ``query``; also while the lines are read.
        """
        return lines(self._reply(construct, refuse_updates(construct), TRIPLES))

    def _reply(self, sparql: str, form: str, accepted: str) -> Reply:
        bounds = Bounds(self.timeout, time.monotonic() + self.timeout, largest())
        call = Call(sparql, form, accepted, access(self.url), bounds, self.retries)
        if not self._dialect and dialects.hangs_on_it(sparql):
            self._dialect = _dialect(call)
        reply = _sent(replace(call, sparql=dialects.worded(sparql, self._dialect)))
        if not self._dialect and (told := dialects.named(reply.response.headers)):
            self._dialect = told
        return reply

    def _whole(self, sparql: str, reply: Reply, rows: Rows) -> Iterator[tuple[Cell, ...]]:
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


def _sent(call: Call) -> Reply:
    response = answered(call)
    return Reply(call.who.url, response, Body(response, call.who.url, call.bounds))


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


def _solutions(reply: Reply) -> Rows | bool:
    form = _form(reply)
    try:
        answer = results.answer(reply.body, form)
    except (ValueError, NaravardError) as error:
        raise unread(reply, error, "}" if form == "json" else ">") from None
    if isinstance(answer, bool):
        return answer
    return Rows(answer.columns, read(reply, answer.cells, "}" if form == "json" else ">"))


def _form(reply: Reply) -> str:
    """Whether an answer is JSON or XML: by what it begins with, for servers mislabel it."""
    begun = start(reply)
    if begun.startswith("{"):
        return "json"
    if begun.startswith("<"):
        return "xml"
    fault = "answer" if "json" in reply.kind or "xml" in reply.kind else "content"
    raise closed(reply, fault, begun if fault == "answer" else reply.kind or "–")
