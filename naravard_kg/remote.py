"""The same questions, put to a SPARQL 1.1 endpoint through SPARQLWrapper."""

from __future__ import annotations

import json
import os
from typing import Any

from naravard_kg.errors import EndpointError, QueryError
from naravard_kg.graph import of_nquads, refuse_updates
from naravard_kg.tables import Answer, Table
from naravard_kg.terms import Cell, Iri, from_lexical

_LONG = 2000  # characters past which a query goes by POST: some servers cut longer addresses


class RemoteGraph:
    """A graph at an endpoint; answers as the embedded one does, types of cells included."""

    def __init__(self, url: str, *, timeout: int = 60) -> None:
        """Remember where it is; nothing is sent yet. *timeout* is in seconds."""
        self.url = url
        self.source = url
        self.timeout = timeout

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT (Table), an ASK (bool), a CONSTRUCT or DESCRIBE (quads).

        Raises:
            QueryError: *sparql* is an update, or the endpoint cannot parse it.
            EndpointError: no answer in time, a refusal, or an answer that is no SPARQL result.
        """
        form = refuse_updates(sparql)
        if form in ("CONSTRUCT", "DESCRIBE"):
            return self._triples(self._fetch(sparql, "nt"))
        return self._read(self._fetch(sparql, "json"))

    def select(self, sparql: str) -> Table:
        """Answer a SELECT query."""
        answer = self.query(sparql)
        if not isinstance(answer, Table):
            raise QueryError("form")
        return answer

    def _fetch(self, sparql: str, wanted: str) -> bytes:
        from http.client import HTTPException
        from urllib.error import HTTPError

        from SPARQLWrapper import SPARQLExceptions

        wrapper = self._wrapper(sparql, wanted)
        try:
            with wrapper.query().response as response:
                content: bytes = response.read()
        except SPARQLExceptions.QueryBadFormed as error:
            raise QueryError("syntax", _first_line(error)) from None
        except SPARQLExceptions.SPARQLWrapperException as error:
            raise EndpointError("refused", self.url, _first_line(error)) from None
        except (OSError, HTTPException, ValueError) as error:
            fault = "refused" if hasattr(error, "code") else "unreachable"
            if isinstance(error, HTTPError):
                error.close()
            raise EndpointError(fault, self.url, _first_line(error)) from None
        return content

    def _wrapper(self, sparql: str, wanted: str) -> Any:
        from SPARQLWrapper import GET, POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(sparql)
        wrapper.queryType = refuse_updates(sparql)  # its own guess finds ADD in "padded"
        wrapper.setTimeout(self.timeout)
        wrapper.setMethod(POST if len(sparql) > _LONG else GET)
        wrapper.setOnlyConneg(True)
        accepted = {"json": "application/sparql-results+json", "nt": "application/n-triples"}
        wrapper.addCustomHttpHeader("Accept", accepted[wanted])
        user, password = (os.environ.get(f"NARAVARD_{name}") for name in ("USER", "PASSWORD"))
        if user and password:
            wrapper.setCredentials(user, password)
        return wrapper

    def _triples(self, content: bytes) -> Answer:
        try:
            return of_nquads(content).triples()
        except (SyntaxError, ValueError):
            start = content[:80].decode("utf-8", "replace")
            raise EndpointError("answer", self.url, start) from None

    def _read(self, content: bytes) -> Answer:
        try:
            answer = json.loads(content)
            if "boolean" in answer:
                return bool(answer["boolean"])
            columns = tuple(answer["head"]["vars"])
            bindings = answer["results"]["bindings"]
            rows = tuple(tuple(_cell(b.get(column)) for column in columns) for b in bindings)
        except (ValueError, KeyError, TypeError, AttributeError):
            start = content[:80].decode("utf-8", "replace")
            raise EndpointError("answer", self.url, start) from None
        return Table(columns, rows)


def connect(url: str, *, timeout: int = 60) -> RemoteGraph:
    """A graph at a SPARQL 1.1 endpoint; ``NARAVARD_USER`` and ``NARAVARD_PASSWORD`` log in.

    Raises:
        EndpointError: *url* is no http or https address.
    """
    if not url.startswith(("http://", "https://")):
        raise EndpointError("address", url)
    return RemoteGraph(url, timeout=timeout)


def _cell(binding: dict[str, str] | None) -> Cell:
    if binding is None:
        return None
    value = binding["value"]
    match binding["type"]:
        case "uri":
            return Iri(value)
        case "bnode":
            return Iri(f"_:{value}")
        case _:
            return from_lexical(value, binding.get("datatype", ""), binding.get("xml:lang", ""))


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:200]
