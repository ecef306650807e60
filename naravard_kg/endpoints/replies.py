"""What came back: the answer to a question, or a graph; and what is wrong where it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from naravard_kg.endpoints.body import Body
from naravard_kg.endpoints.faults import first_line
from naravard_kg.endpoints.windows import is_told_cut
from naravard_kg.errors import EndpointError, NaravardError
from naravard_kg.streaming import parsed, written
from naravard_kg.terms import Quad

TRIPLES = "application/n-triples, text/turtle;q=0.7, application/n-quads;q=0.5"
_SYNTAXES = {
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "text/turtle": "ttl",
    "application/x-turtle": "ttl",
    "application/trig": "trig",
    "text/plain": "nt",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: from where, the head and the body."""

    url: str
    response: Any
    body: Body

    @property
    def kind(self) -> str:
        """Its media type, in small letters, without parameters."""
        return (self.response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def start(reply: Reply) -> str:
    """What an answer begins with.

    Raises:
        EndpointError: it is a web page, or empty.
    """
    begun = _begun(reply)
    if not begun:
        raise closed(reply, "empty")
    return begun


def _begun(reply: Reply) -> str:
    try:
        begun = reply.body.start()
    except NaravardError:
        reply.body.close()
        raise
    page = begun.lower().startswith(("<!doctype html", "<html"))
    if page or (begun and reply.kind == "text/html"):
        raise closed(reply, "html", begun)
    return begun


def read(reply: Reply, items: Iterator[Any], end: str) -> Iterator[Any]:
    """The items of an answer; what keeps them from being read is told."""
    try:
        yield from items
    except (ValueError, NaravardError) as error:
        raise unread(reply, error, end) from None
    finally:
        reply.body.close()


def unread(reply: Reply, error: Exception, end: str) -> NaravardError:
    """Why an answer could not be read to its end."""
    reply.body.close()
    if isinstance(error, NaravardError):
        return error
    if reply.body.is_cut(end):
        return EndpointError("broken", reply.url, reply.kind)
    return EndpointError("answer", reply.url, _line(str(error)))


def quads(reply: Reply) -> Iterator[Quad]:
    """The statements of a graph.

    Raises:
        EndpointError: it is none, or a part of one; also while they are read.
    """
    return read(reply, parsed(reply.body, _syntax(reply)), ".")


def lines(reply: Reply) -> Iterator[str]:
    """The statements of a graph as lines of N-Triples, each literal in the form that came.

    Raises:
        EndpointError: it is none, or a part of one; also while they are read.
    """
    return read(reply, written(reply.body, _syntax(reply)), ".")


def _syntax(reply: Reply) -> str:
    """The syntax of a graph; one without statements may be an empty text."""
    syntax, begun = _SYNTAXES.get(reply.kind), _begun(reply)
    if not begun and syntax is None:
        raise closed(reply, "empty")
    if syntax is None:
        raise closed(reply, "content", reply.kind or _line(begun))
    if is_told_cut(reply.response.status, reply.response.headers, 0):
        raise closed(reply, "partial", str(reply.response.status))
    return syntax


def closed(reply: Reply, fault: str, detail: str = "") -> EndpointError:
    """What is wrong with an answer that is not read any further."""
    reply.body.close()
    return EndpointError(fault, reply.url, _line(detail))


def _line(text: str) -> str:
    return first_line(text) or "–"
