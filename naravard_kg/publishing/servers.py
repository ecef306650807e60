"""A server that is published to: its addresses, what it can, and the graphs it holds.

Most servers have one address for graphs, one for updates and one for questions, which lie side by
side: whoever names the first need not name the others.

    /store                    /update       /query          Oxigraph
    /data                     /update       /query          Fuseki
    /rdf-graphs/service       /statements                   GraphDB, RDF4J
    /sparql-graph-crud-auth   /sparql-auth  /sparql-auth    Virtuoso
    any other                 the same      the same        Blazegraph, Fuseki's /dataset
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from naravard_kg.endpoints.access import access, checked
from naravard_kg.endpoints.writes import Patience, Text, graph_at, put, update
from naravard_kg.errors import EndpointError, NaravardError, PublishError, QueryError
from naravard_kg.publishing.contents import construct
from naravard_kg.remote import RemoteGraph
from naravard_kg.terms import Iri, n3

AUTO, GRAPH_STORE, UPDATE = PROTOCOLS = ("auto", "graph-store", "update")
TIMEOUT = 300.0  # seconds for one request
# What would meet every other graph as well.
FATAL = frozenset(
    {
        *("address", "secret", "insecure", "host", "unreachable", "tls", "redirect"),
        *("unauthorized", "forbidden", "missing"),
    }
)
_SIBLINGS = {  # how the address for graphs ends: those for updates and for questions
    "/store": ("/update", "/query"),
    "/data": ("/update", "/query"),
    "/rdf-graphs/service": ("/statements", ""),
    "/sparql-graph-crud-auth": ("/sparql-auth", "/sparql-auth"),
    "/sparql-graph-crud": ("/sparql", "/sparql"),
    "/update": ("/update", "/query"),
    "/statements": ("/statements", ""),
}
_UNSUPPORTED = (404, 405, 410, 415, 501)  # what a server says that does not speak the protocol
_ABSENT = Iri("urn:naravard:absent")
_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Target:
    """Where to publish, and how.

    ``store`` is the address for graphs; the others, left empty, are found beside it. ``protocol``
    is one of ``PROTOCOLS``; ``timeout`` counts for each request, which is made again up to
    ``retries`` times; ``largest`` is the most bytes of one update.
    """

    store: str
    update: str = ""
    query: str = ""
    protocol: str = AUTO
    timeout: float = TIMEOUT
    retries: int = 3
    largest: int = 4_000_000

    def whole(self) -> Target:
        """The same with all addresses.

        Raises:
            EndpointError: one is no address, or credentials would go unencrypted over a network.
        """
        beside = _beside(self.store)
        found = replace(self, update=self.update or beside[0], query=self.query or beside[1])
        for url in (found.store, found.update, found.query):
            access(checked(url))
        return found


class Server:
    """The server, and the protocol that it is spoken to by."""

    def __init__(self, target: Target) -> None:
        """Find out by which protocol, unless *target* says; nothing is changed.

        Raises:
            EndpointError: there is no such server, or it wants another login.
        """
        self.target = whole = target.whole()
        self._questions = RemoteGraph(whole.query, timeout=whole.timeout, retries=whole.retries)
        self.left: frozenset[Iri] = frozenset()  # what an interrupted run left behind
        self.way = target.protocol
        if self.way == AUTO:
            self.way = GRAPH_STORE if _has_graphs(self.target) else UPDATE

    def lines(self, graph: Iri) -> Iterator[str]:
        """The statements of a graph, none where it has none.

        Raises:
            EndpointError: they cannot be read; also while they are.
        """
        if self.way == GRAPH_STORE:
            return graph_at(self.target.store, graph, _patience(self.target))
        try:
            return self._questions.lines(construct(graph))
        except (EndpointError, QueryError) as fault:
            raise _unanswered(fault, self.target.query) from None

    def count(self, graph: Iri) -> int:
        """The number of statements of a graph."""
        counting = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {n3(graph)} {{ ?s ?p ?o }} }}"
        try:
            ((number,),) = self._questions.select(counting).rows
            return int(str(number))
        except (QueryError, EndpointError, ValueError) as fault:
            if self.way == UPDATE:
                raise _unanswered(fault, self.target.query) from None
        return sum(1 for _ in self.lines(graph))

    def holds(self, graphs: Iterable[Iri]) -> frozenset[Iri]:
        """Those of *graphs* that hold something; none where questions are not answered."""
        wanted, found = list(graphs), set[Iri]()
        with suppress(NaravardError):
            for start in range(0, len(wanted), _AT_A_TIME):
                some = " ".join(map(n3, wanted[start : start + _AT_A_TIME]))
                asked = f"VALUES ?g {{ {some} }} FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }}"
                rows = self._questions.select(f"SELECT ?g WHERE {{ {asked} }}").rows
                found.update(Iri(str(iri)) for (iri,) in rows)
        return frozenset(found)

    def put(self, graph: Iri, lines: Sequence[str]) -> None:
        """Let *lines* be the graph, by the Graph Store Protocol."""
        put(self.target.store, graph, Text(lines), _patience(self.target))

    def update(self, text: str, *, once: bool = False) -> None:
        """Carry out an update; one that is not the same when done twice only *once*."""
        target = self.target
        retries = 0 if once else target.retries
        update(target.update, text.encode(), Patience(target.timeout, retries))

    def turns(self, fault: EndpointError) -> bool:
        """Whether a refusal means that it only takes updates; from now on, they are used."""
        if self.way == UPDATE or self.target.protocol != AUTO or not is_unsupported(fault):
            return False
        self.way = UPDATE
        return True


def _has_graphs(target: Target) -> bool:
    """Whether it speaks the Graph Store Protocol, as far as can be seen without writing.

    An address for questions refuses, or describes the service, whichever graph it is.
    """
    try:
        found = sum(1 for _ in graph_at(target.store, _ABSENT, _patience(target)))
    except EndpointError as fault:
        if fault.fault in FATAL:
            raise
        return False
    return not found


def _patience(target: Target) -> Patience:
    return Patience(target.timeout, target.retries)


def would_meet_all(fault: object) -> bool:
    """Whether a fault is one of the server or the login, so that any other graph would meet it."""
    return isinstance(fault, EndpointError) and (fault.fault in FATAL or is_unsupported(fault))


def is_unsupported(fault: EndpointError) -> bool:
    """Whether a server does not know what was asked of it."""
    return fault.status in _UNSUPPORTED


def _unanswered(fault: Exception, url: str) -> EndpointError:
    """Why a question about a graph has no answer."""
    if not isinstance(fault, EndpointError):
        detail = str(getattr(fault, "detail", fault))
        return EndpointError("refused", url, f"400: {detail}", status=400)
    if fault.fault == "missing":
        return PublishError("missing", url, fault.detail, status=fault.status)
    return fault


def _beside(store: str) -> tuple[str, str]:
    """The addresses for updates and for questions that go with one for graphs.

    >>> _beside("http://localhost:7878/store")
    ('http://localhost:7878/update', 'http://localhost:7878/query')
    """
    for end, (updates, questions) in _SIBLINGS.items():
        if store.endswith(end):
            stem = store.removesuffix(end)
            return stem + updates, stem + questions
    return store, store
