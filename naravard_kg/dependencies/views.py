"""The views of what depends on what: each a file in queries/views/, which names its kinds of edges.

The header of a view says, for each property that carries an edge, how the edge is to be read:

    #+ edges."nv:awaits" = { role = "awaits", sv = "inväntar", en = "awaits" }

``sv`` and ``en`` are what is said of the one that depends; ``inverse`` tells that the property
itself points the other way. The role says what the edge means for the order of its ends:

    awaits      not to start or go on before the other is settled
    delegates   no work of its own: settled when the other is
    hinges      the outcome hinges on the other; may start, cannot be settled before it
    answers     a proposal answers an assignment: shown in a chain, holds nothing up
    joint       handled as one: ordered as one block
    unordered   coordinated: orders nothing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from naravard_kg import names, queryfiles
from naravard_kg.errors import QueryFileError, UnknownNameError
from naravard_kg.queryfiles import Question
from naravard_kg.terms import Iri
from naravard_kg.words import Words

AWAITS, DELEGATES, HINGES, ANSWERS = "awaits", "delegates", "hinges", "answers"
JOINT, UNORDERED = "joint", "unordered"
ORDERING = (AWAITS, DELEGATES, HINGES)  # what settles the one before the other
DIRECTED = (*ORDERING, ANSWERS)
ROLES = (*DIRECTED, JOINT, UNORDERED)
DEFAULT = "dependencies"


@dataclass(frozen=True, slots=True)
class Verb:
    """How the edges of a property are read, from the one that depends."""

    role: str
    words: Words
    note: Words | None = None
    inverse: bool = False


@dataclass(frozen=True)
class View:
    """One view: its name, its title, its kinds of edges, the classes whose things it is about.

    It *settles* where it is about waiting: what is settled then ends a chain, what has lapsed is
    waited for in vain. In other views what is in force, say, is as much part of a chain as all.
    """

    name: str
    title: Words
    verbs: Mapping[Iri, Verb]
    classes: tuple[Iri, ...]
    settles: bool
    file: Question


@cache
def catalogue() -> tuple[View, ...]:
    """Every view, by name."""
    return tuple(map(_view, queryfiles.in_folder("views")))


def named(name: str) -> View:
    """The view of that name.

    Raises:
        UnknownNameError: there is none.
    """
    known = {one.name: one for one in catalogue()}
    if name not in known:
        raise UnknownNameError("view", name, known=known)
    return known[name]


def _view(file: Question) -> View:
    header = file.header
    try:
        verbs = {_term(name): _verb(facts) for name, facts in header["edges"].items()}
        title = Words(header["title"]["sv"], header["title"]["en"])
        classes, settles = tuple(map(_term, header["nodes"])), header["settles"] is True
        return View(file.name, title, verbs, classes, settles, file)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise QueryFileError(f"{file.name}.rq", str(error)) from None


def _verb(facts: Mapping[str, Any]) -> Verb:
    if facts["role"] not in ROLES:
        raise ValueError(facts["role"])
    note = Words(facts["note_sv"], facts["note_en"]) if "note_sv" in facts else None
    return Verb(facts["role"], Words(facts["sv"], facts["en"]), note, facts.get("inverse") is True)


def _term(name: str) -> Iri:
    iri = names.expand(name)
    if iri is None:
        raise ValueError(name)
    return iri
