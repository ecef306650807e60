"""A graph or an update on its way to a server, and a graph on its way back.

    GET, PUT    the SPARQL 1.1 Graph Store Protocol: ``?graph=`` and the graph's name
    update      the SPARQL 1.1 Protocol: the text of an update, as what is posted

Credentials are those of ``access``; redirects are followed within the server alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from urllib.request import Request

from naravard_kg.endpoints import replies
from naravard_kg.endpoints.access import access
from naravard_kg.endpoints.body import Body, Bounds, largest
from naravard_kg.endpoints.calls import UPDATE, opened, persistent
from naravard_kg.errors import EndpointError, PublishError, QueryError

_AT_A_TIME = 500  # lines
_TRIPLES = "application/n-triples; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request may take, in seconds, and how often it is made again."""

    timeout: float
    retries: int


def graph_at(url: str, graph: str, patience: Patience) -> Iterator[str]:
    """The statements of a graph in a graph store, as lines of N-Triples; none where it has none.

    Raises:
        EndpointError: no answer, a refusal, or no graph; also while the lines are read.
    """
    headers = {
        "Accept": replies.TRIPLES,
        "Accept-Encoding": "gzip",
        "Cache-Control": "no-cache",
    }
    request = Request(_address(url, graph), headers=headers)  # noqa: S310 -- was checked
    try:
        response, bounds = _answered(request, url, patience)
    except EndpointError as fault:
        if fault.fault == "missing":
            return iter(())
        raise
    return replies.lines(replies.Reply(url, response, Body(response, url, bounds)))


@dataclass(frozen=True, slots=True)
class Text:
    """Lines on their way: never all of them at once, and from the front again where it must be."""

    lines: Sequence[str]

    @property
    def size(self) -> int:
        """The bytes of it."""
        return sum(map(size, self.lines))

    def __iter__(self) -> Iterator[bytes]:
        """The lines, some at a time."""
        for at in range(0, len(self.lines), _AT_A_TIME):
            yield "".join(f"{line}\n" for line in self.lines[at : at + _AT_A_TIME]).encode()


def size(line: str) -> int:
    """The bytes of a line with its end."""
    return (len(line) if line.isascii() else len(line.encode())) + 1


def put(url: str, graph: str, text: Text, patience: Patience) -> None:
    """Let the lines of N-Triples be the graph, whatever it was before; twice is as once.

    Raises:
        PublishError: no answer, or a refusal.
    """
    headers = {"Content-Type": _TRIPLES, "Content-Length": str(text.size)}
    request = Request(_address(url, graph), text, headers, method="PUT")  # noqa: S310 -- was checked
    _send(request, url, patience)


def update(url: str, text: bytes, patience: Patience) -> None:
    """Carry out an update.

    Raises:
        PublishError: no answer, or a refusal.
    """
    headers = {"Content-Type": UPDATE}
    request = Request(url, text, headers, method="POST")  # noqa: S310 -- was checked
    _send(request, url, patience)


def _send(request: Request, url: str, patience: Patience) -> None:
    try:
        response, _ = _answered(request, url, patience)
    except EndpointError as fault:
        raise PublishError(fault.fault, url, fault.detail, status=fault.status) from None
    response.close()


def _address(url: str, graph: str) -> str:
    between = "&" if "?" in url else "?"
    return f"{url}{between}graph={quote(graph, safe='')}"


def _answered(request: Request, url: str, patience: Patience) -> tuple[Any, Bounds]:
    who = access(url)
    bounds = Bounds(patience.timeout, time.monotonic() + patience.timeout, largest())

    def send() -> Any:
        return opened(request, who, bounds)

    try:
        return persistent(send, who, bounds, patience.retries), bounds
    except QueryError as fault:
        raise EndpointError("refused", url, f"400: {fault.detail}", status=400) from None
