"""Every failure a user can meet: what happened, where, and what to do next.

    NaravardError              4   a fault of ours: report it
    ├── UnknownNameError       3   a name that nothing carries
    ├── AmbiguousNameError     3   a name that several things carry
    ├── ParameterError         2   a named question with the wrong values
    ├── SelectorError          2   a selector of a dependency graph that is not of the grammar
    ├── QueryError             3   SPARQL that cannot be run, or may not
    ├── UnreadableFileError    3   a file that is missing, or not what it should be
    ├── ShapesError            3   shapes that are no well-formed SHACL
    ├── QueryFileError         4   a file in queries/ that breaks its own contract
    ├── StoreError             3   a store on disk that cannot be opened, or not be written to
    └── EndpointError          5   an endpoint that did not answer, or refused

The number is the exit code of the command line. Codes 0, 1 and 2 are otherwise not errors of
this kind: 0 is an answer, 1 a report with findings, 2 wrong arguments.

Each error words itself from facts, in Swedish and in English, and keeps the facts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from naravard_kg.words import Words, keys, say


class NaravardError(Exception):
    """What all failures share: the fact and what to do about it, in both languages."""

    exit_code = 4

    def __init__(self, message: Words, remedy: Words) -> None:
        """Keep both; ``str()`` gives the English ones."""
        super().__init__(f"{message.en} {remedy.en}")
        self.message = message
        self.remedy = remedy


class UnknownNameError(NaravardError, LookupError):
    """A name that nothing carries; suggests the nearest known ones."""

    exit_code = 3

    def __init__(self, kind: str, name: str, *, known: Iterable[str] = ()) -> None:
        """Name the *kind* of thing that was looked for: question, thing or rule."""
        near = difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=0.5)
        message = say(f"error.unknown.{kind}", name=name)
        remedy = say("error.near", near=Words.either(near)) if near else say(f"error.see.{kind}")
        super().__init__(message, remedy)
        self.kind = kind
        self.name = name
        self.near = tuple(near)


class AmbiguousNameError(NaravardError, LookupError):
    """A name that several things carry; lists them."""

    exit_code = 3

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        """List up to ten of the *candidates*, by their short names."""
        shown = Words.either(candidates[:10])
        super().__init__(
            say("error.ambiguous", name=name, count=len(candidates)),
            say("error.ambiguous.remedy", candidates=shown),
        )
        self.name = name
        self.candidates = tuple(candidates)


class ParameterError(NaravardError, ValueError):
    """A named question with a parameter it does not have, or a value of the wrong kind."""

    exit_code = 2

    def __init__(self, fault: str, question: str, **facts: object) -> None:
        """*fault* is one of: unknown, form, kind."""
        super().__init__(
            say(f"error.parameter.{fault}", question=question, **facts),
            say(f"error.parameter.{fault}.remedy", question=question, **facts),
        )
        self.fault = fault
        self.question = question


class SelectorError(NaravardError, ValueError):
    """A selector of a dependency graph that is not of the grammar; points at the character."""

    exit_code = 2

    def __init__(  # noqa: PLR0913 -- facts
        self,
        fault: str,
        text: str,
        column: int,
        *,
        known: Iterable[str] = (),
        word: str = "",
        detail: str = "",
    ) -> None:
        """*fault* names the entry ``error.selector.{fault}``; columns count from 1."""
        shown = " ".join(text.split("\n"))
        near = difflib.get_close_matches(word, sorted(known), n=3, cutoff=0.5)
        facts = {"column": column, "word": word, "detail": detail}
        pointed = f"    {shown}\n    {' ' * (column - 1)}^"
        remedy = (
            say("error.near", near=Words.either(near)) if near else say("error.selector.remedy")
        )
        super().__init__(say(f"error.selector.{fault}", pointed=pointed, **facts), remedy)
        self.fault = fault
        self.text = text
        self.column = column


class QueryError(NaravardError, ValueError):
    """SPARQL that cannot be parsed, or that would change something."""

    exit_code = 3

    def __init__(self, fault: str, detail: str = "", *, line: int = 0, column: int = 0) -> None:
        """*fault* is one of: syntax, form, update, service, failed, time; lines count from 1."""
        told = say(f"error.query.{fault}", detail=detail)
        super().__init__(
            say("query.at", line=line, column=column, told=told) if line else told,
            say(f"error.query.{fault}.remedy"),
        )
        self.fault = fault
        self.detail = detail
        self.line = line
        self.column = column


class UnreadableFileError(NaravardError, OSError):
    """A file that is missing, or is not what it should be; says where it goes wrong."""

    exit_code = 3

    def __init__(
        self, fault: str, path: str, *, line: int = 0, column: int = 0, detail: str = ""
    ) -> None:
        """*fault* names the entry ``error.file.{fault}`` of the catalogue; lines count from 1."""
        place = f"{path}:{line}:{column}" if line else path
        facts = {"place": place, "path": path, "detail": detail}
        super().__init__(
            say(f"error.file.{fault}", **facts), say(f"error.file.{fault}.remedy", **facts)
        )
        self.fault = fault
        self.path = path
        self.line = line
        self.column = column
        self.detail = detail


class ShapesError(NaravardError, ValueError):
    """Shapes that are no well-formed SHACL, or that no evaluator can run; names the node."""

    exit_code = 3

    def __init__(self, fault: str, node: str, detail: str = "") -> None:
        """*fault* names the entry ``error.shapes.{fault}`` of the catalogue."""
        super().__init__(
            say(f"error.shapes.{fault}", node=node, detail=detail),
            say("error.shapes.remedy", node=node),
        )
        self.fault = fault
        self.node = node


class QueryFileError(NaravardError):
    """A file in queries/ that breaks the contract of a query file."""

    def __init__(self, path: str, detail: str) -> None:
        """Name the file and the broken rule."""
        super().__init__(
            say("error.query-file", path=path, detail=detail), say("error.query-file.remedy")
        )
        self.path = path
        self.detail = detail


class StoreError(NaravardError, OSError):
    """A store on disk that cannot be opened, or cannot be written to."""

    exit_code = 3

    def __init__(self, path: str, detail: str, fault: str = "") -> None:
        """Name the folder and what the store said; *fault*: ``error.store.{fault}``, if any."""
        key = f"error.store.{fault}" if fault else "error.store"
        remedy = f"error.store.{fault}.remedy" if fault else "error.store.remedy"
        super().__init__(say(key, path=path, detail=detail), say(remedy, path=path, detail=detail))
        self.path = path
        self.detail = detail
        self.fault = fault


class EndpointError(NaravardError, ConnectionError):
    """An endpoint that did not answer, refused, or answered with something else.

    *fault* names the entry ``error.endpoint.{fault}`` of the catalogue:

        before it is asked    address, secret, insecure
        no answer             host, unreachable, tls, timeout, redirect
        a refusal             unauthorized, forbidden, missing, long, busy, unavailable,
                              failed, limit, refused
        no SPARQL result      html, content, empty, encoding, answer
        a part of one         broken, packed, large, partial
    """

    exit_code = 5

    def __init__(self, fault: str, url: str, detail: str = "", *, status: int = 0) -> None:
        """Keep the fault, the address that was asked, what it said, and by which HTTP status."""
        facts = {"url": url, "detail": detail}
        key = f"error.publish.{fault}" if isinstance(self, PublishError) else ""
        key = key if key in keys() else f"error.endpoint.{fault}"
        super().__init__(say(key, **facts), say(f"{key}.remedy", **facts))
        self.fault = fault
        self.url = url
        self.detail = detail
        self.status = status


class PublishError(EndpointError):
    """A server that did not take what was sent to it, or not so that it could be seen.

    *fault* names the entry ``error.publish.{fault}`` of the catalogue, else that of an endpoint:

        nothing was sent      nameless
        no answer             unreachable, timeout
        a refusal             missing, long, busy, failed, refused
        not as it should be   lost, unpublished
    """
