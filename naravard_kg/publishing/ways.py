"""The ways to put a graph in the place of another, so that who reads sees the one or the other.

    graph-store   one PUT
    update        one request that drops the graph and inserts the statements
    in parts      where that is too large: many requests into a graph of its own, which is read
                  back, and then moves into the place of the other by one request

A server that carries out one request as one transaction, as most do, never shows a half graph.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from naravard_kg.endpoints.faults import PASSING
from naravard_kg.endpoints.writes import size
from naravard_kg.errors import EndpointError, NaravardError, PublishError
from naravard_kg.publishing.contents import Content, Seen, compared, is_blank
from naravard_kg.publishing.servers import GRAPH_STORE, Server, is_unsupported
from naravard_kg.terms import Iri, n3

LEAST = 4_000  # bytes below which a part is not divided
_STAGING = "urn:naravard:staging:"
_TOO_LARGE = re.compile(r"too (large|long|big)|exceed|over the limit|size limit", re.IGNORECASE)

Told = Callable[[float], None]  # the share that has been sent


def staging(graph: Iri) -> Iri:
    """The graph that the parts of another are gathered in: always the same, to be found again."""
    return Iri(_STAGING + hashlib.sha256(graph.encode()).hexdigest()[:32])


def look(server: Server, content: Content, graph: Iri, *, count: bool) -> Seen:
    """What the server holds under the name *graph*, set beside what is to be there.

    Raises:
        EndpointError: it cannot be read.
    """
    if count:
        return Seen(server.count(graph))
    return compared(content, server.lines(graph))


def send(server: Server, content: Content, told: Told, *, count: bool) -> None:
    """Put a graph in the place of what the server holds under its name.

    Raises:
        EndpointError: it was refused, or the server broke off.
    """
    bytes_, most, refusal = sum(map(size, content.lines)), server.target.largest, None
    try:
        if server.way == GRAPH_STORE:
            server.put(content.graph, content.lines)
            return
        if bytes_ <= most:
            server.update(_replacing(content.graph, content.lines))
            return
    except PublishError as fault:
        if not _is_too_large(fault) or server.target.protocol == GRAPH_STORE:
            raise
        most, refusal = min(most, max(bytes_ // 2, LEAST)), fault
    try:
        _in_parts(server, content, told, count=count, most=most)
    except PublishError as fault:
        raise (refusal if refusal and is_unsupported(fault) else fault) from None


def drop(server: Server, graph: Iri) -> None:
    """Remove what was gathered, if the server lets us; the next run finds it again."""
    with suppress(NaravardError):
        server.update(f"DROP SILENT GRAPH {n3(staging(graph))}")


def parts(lines: Sequence[str], most: int) -> Iterator[list[str]]:
    """The statements in parts of at most so many bytes.

    Those with blank nodes stay together, in the first: in two requests one node would be two.
    """
    part = [line for line in lines if is_blank(line)]
    total = sum(map(size, part))
    for line in lines:
        if is_blank(line):
            continue
        if part and total + size(line) > most:
            yield part
            part, total = [], 0
        part.append(line)
        total += size(line)
    yield part


def _in_parts(server: Server, content: Content, told: Told, *, count: bool, most: int) -> None:
    """Gather, read back, move; what was gathered before and is whole is moved as it is."""
    here = staging(content.graph)
    known = here in server.left and look(server, content, here, count=False).equals(content)
    if not known:
        _gather(server, content, told, most)
        _see(server, content, count=count)
    try:  # once: the second time there would be nothing to move, and some servers then drop both
        server.update(f"MOVE GRAPH {n3(here)} TO {n3(content.graph)}", once=True)
    except PublishError as fault:
        if fault.status and fault.fault not in PASSING:  # else it may still be at it
            drop(server, content.graph)
        raise


def _gather(server: Server, content: Content, told: Told, most: int) -> None:
    """Send the parts; in smaller ones where the server finds them too large."""
    while True:
        try:
            _send_parts(server, content, told, list(parts(content.lines, most)))
        except PublishError as fault:
            if most <= LEAST or not _is_too_large(fault):
                drop(server, content.graph)
                raise
            most = max(most // 2, LEAST)
        else:
            return


def _send_parts(server: Server, content: Content, told: Told, all_: list[list[str]]) -> None:
    here = staging(content.graph)
    for number, part in enumerate(all_):
        told(number / len(all_))
        server.update(_inserting(here, part) if number else _replacing(here, part))


def _see(server: Server, content: Content, *, count: bool) -> None:
    """Refuse to move what has not all arrived."""
    try:
        seen = look(server, content, staging(content.graph), count=count)
    except EndpointError:
        drop(server, content.graph)
        raise
    if seen.statements != len(content.lines):
        drop(server, content.graph)
        told = f"{seen.statements:,} / {len(content.lines):,}"
        raise PublishError("lost", server.target.update, told)


def _replacing(graph: Iri, lines: Sequence[str]) -> str:
    return f"DROP SILENT GRAPH {n3(graph)} ;\n{_inserting(graph, lines)}"


def _inserting(graph: Iri, lines: Sequence[str]) -> str:
    return f"INSERT DATA {{ GRAPH {n3(graph)} {{\n{_text(lines)}}} }}"


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _is_too_large(fault: EndpointError) -> bool:
    """Whether a refusal is about the size; not all servers say 413."""
    return fault.fault == "long" or bool(
        fault.status in (400, 500) and _TOO_LARGE.search(fault.detail)
    )
