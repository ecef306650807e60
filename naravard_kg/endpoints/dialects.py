"""The servers that answer otherwise than the standard says, and how a query is put to them.

A server is known by what it calls itself; where something between hides that, by what it takes
for true. Nothing else in the library knows that there are several kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from naravard_kg.endpoints import virtuoso
from naravard_kg.endpoints.virtuoso import Row

STANDARD = "standard"
PROBE = "SELECT (1 = 1 AS ?yes) WHERE {}"

_WORDED: dict[str, Callable[[str], str]] = {"virtuoso": virtuoso.worded}
_CLEANED: dict[str, Callable[[str, Iterable[Row]], Iterator[Row]]] = {"virtuoso": virtuoso.cleaned}


def named(headers: Mapping[str, str]) -> str:
    """The dialect of a server by what it calls itself; empty where it does not say.

    >>> named({"Server": "Virtuoso/07.20.3229 (Linux)"}), named({})
    ('virtuoso', '')
    """
    told = (headers.get("Server") or "").lower()
    return next((name for name in _WORDED if name in told), "")


def taken(yes: object = True) -> str:
    """The dialect of a server by its answer to ``PROBE``."""
    return "virtuoso" if type(yes) is int else STANDARD


def worded(sparql: str, dialect: str) -> str:
    """The query in this dialect."""
    return _WORDED[dialect](sparql) if dialect in _WORDED else sparql


def hangs_on_it(sparql: str) -> bool:
    """Whether a server must be known before it is asked this."""
    return any(worded(sparql) != sparql for worded in _WORDED.values())


def cleaned(sparql: str, rows: Iterator[Row], dialect: str) -> Iterator[Row]:
    """The rows of the answer to a SELECT, without what this dialect puts in unasked."""
    return _CLEANED[dialect](sparql, rows) if dialect in _CLEANED else rows


def is_limit(said: str) -> bool:
    """Whether a refusal is about what the server cannot do, and not about the query.

    >>> is_limit("Virtuoso 37000 Error TR...: transitive start not given")
    True
    """
    return bool(virtuoso.LIMIT.match(said))
