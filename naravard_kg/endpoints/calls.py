"""One request over the network, made again where that can help; SPARQLWrapper words questions."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urljoin, urlsplit, urlunsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from naravard_kg.endpoints.access import Access, origin
from naravard_kg.endpoints.body import Bounds
from naravard_kg.endpoints.faults import PASSING, of_failure, retry_after
from naravard_kg.errors import EndpointError

_LONG = 2000  # characters of an address past which a query goes by POST: some servers cut it
_CONNECTING = 10.0  # seconds for a connection to come about
_FIRST_PAUSE = 0.25  # seconds; each pause after it is twice as long
_AGAIN = (301, 302, 307, 308)  # redirects after which what was sent is sent again
UPDATE = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Call:
    """A question on its way: by whom, in which form, what may come back, within which bounds."""

    sparql: str
    form: str
    accepted: str
    who: Access
    bounds: Bounds
    retries: int
    post: bool = False


def answered(call: Call) -> Any:
    """The response to a question, its head read and its body not yet.

    A read may be asked again: after a refusal for the moment (429, 502, 503, 504) and where no
    connection came about, *retries* times, each pause twice as long and never past the bounds.

    Raises:
        EndpointError: no answer, or a refusal.
        QueryError: the endpoint cannot parse the query.
    """
    try:
        return persistent(partial(_sent, call), call.who, call.bounds, call.retries)
    except EndpointError as fault:
        if fault.fault != "long" or _by_post(call):
            raise
    return answered(replace(call, post=True))


def persistent(send: Callable[[], Any], who: Access, bounds: Bounds, retries: int) -> Any:
    """What *send* gives; it is called again after a refusal for the moment or no connection.

    Raises:
        EndpointError: no answer, or a refusal.
        QueryError: the server cannot parse what it was sent.
    """
    tried = 0
    while True:
        try:
            return send()
        except (OSError, HTTPException, ValueError) as error:
            fault = of_failure(error, who, bounds)
            pause = max(retry_after(error), _pause(tried))
        kind = fault.fault if isinstance(fault, EndpointError) else ""
        if not (kind in PASSING and tried < retries and _there_is_time(pause, bounds)):
            raise fault from None
        time.sleep(pause)
        tried += 1


def opened(request: Request, who: Access, bounds: Bounds) -> Any:
    """The response to one request, its head read; credentials go to *who*'s own server alone."""
    if who.header:
        request.add_unredirected_header("Authorization", who.header)
    left = max(0.01, bounds.until - time.monotonic())
    return _opener(who).open(request, timeout=left)


def _pause(tried: int) -> float:
    return _FIRST_PAUSE * float(2**tried) * random.uniform(0.5, 1)  # noqa: S311 -- no secret


def _there_is_time(pause: float, bounds: Bounds) -> bool:
    return time.monotonic() + pause < bounds.until


def _by_post(call: Call) -> bool:
    return call.post or len(f"{call.who.url}?query={quote_plus(call.sparql)}") > _LONG


def _sent(call: Call) -> Any:
    from SPARQLWrapper import GET, POST, SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        """Words the request; the opener that sends it knows where credentials may go."""

        def _query(self) -> tuple[Any, str]:
            return opened(self._createRequest(), call.who, call.bounds), self.returnFormat

    parts = urlsplit(call.who.url)
    wrapper = Wrapper(urlunsplit((*parts[:3], "", "")))
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        wrapper.addParameter(name, value)
    wrapper.queryString, wrapper.queryType = (
        call.sparql,
        call.form,
    )  # its guess finds ADD in "padded"
    wrapper.setMethod(POST if _by_post(call) else GET)
    wrapper.setOnlyConneg(True)
    wrapper.addCustomHttpHeader("Accept", call.accepted)
    wrapper.addCustomHttpHeader("Accept-Encoding", "gzip")
    return wrapper.query().response


def _opener(who: Access) -> OpenerDirector:
    known = HTTPPasswordMgrWithDefaultRealm()
    if who.user and who.password:
        known.add_password(None, who.url, who.user, who.password)
    return build_opener(_Plain, _Secure, _Digest(known), _Redirects(who))


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, by http and https alone; credentials stay with their server.

    What changes something is sent on within its own server only.
    """

    max_redirections = 5

    def __init__(self, who: Access) -> None:
        self._who = who

    def redirect_request(self, req: Request, *told: Any) -> Request | None:
        code, target = told[1], urljoin(req.full_url, told[-1])
        at_home = origin(target) == origin(self._who.url)
        stray = _changes(req) and not (at_home and code in _AGAIN)
        if stray or urlsplit(target).scheme not in ("http", "https"):
            return None
        if req.data is not None and code in _AGAIN:
            headers, method = dict(req.headers), req.get_method()
            made: Request | None = Request(target, req.data, headers, method=method)  # noqa: S310
        else:
            made = super().redirect_request(req, *told)
        if made is not None and self._who.header and at_home:
            made.add_unredirected_header("Authorization", self._who.header)
        return made


def _changes(request: Request) -> bool:
    """Whether a request is to change something at the server."""
    return (
        request.get_method() not in ("GET", "POST") or request.get_header("Content-type") == UPDATE
    )


class _Digest(HTTPDigestAuthHandler):
    """Logs in by digest where a server asks for that, and says nothing to other ways.

    Virtuoso asks for it only where it is sent no password at all.
    """

    def http_error_401(self, req: Request, *told: Any) -> Any:
        asked = str(told[-1].get("WWW-Authenticate") or "").lower()
        if asked.startswith("digest"):
            return super().http_error_401(req, *told)
        sent = req.unredirected_hdrs.get("Authorization", "")
        if asked or not sent.startswith("Basic"):
            return None
        del req.unredirected_hdrs["Authorization"]
        return self.parent.open(req, timeout=req.timeout)


def _connected(connection: Any, connect: Callable[[], None]) -> None:
    """Connect in a part of the time; who does not answer the knock will not later."""
    whole = connection.timeout
    connection.timeout = min(whole, _CONNECTING)
    try:
        connect()
    except TimeoutError:
        raise ConnectionAbortedError(f"{connection.timeout:g} s") from None
    connection.timeout = whole
    connection.sock.settimeout(whole)


class _Sending:
    """Goes on to read the answer of a server that has stopped listening: it says why."""

    def send(self, data: Any) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            super().send(data)  # type: ignore[misc]


class _PlainConnection(_Sending, HTTPConnection):
    def connect(self) -> None:
        _connected(self, super().connect)


class _SecureConnection(_Sending, HTTPSConnection):
    def connect(self) -> None:
        _connected(self, super().connect)


class _Plain(HTTPHandler):
    def http_open(self, req: Request) -> Any:
        return self.do_open(_PlainConnection, req)


class _Secure(HTTPSHandler):
    def https_open(self, req: Request) -> Any:
        return self.do_open(_SecureConnection, req, context=self._context)  # type: ignore[attr-defined]
