"""The bare links of a view, read as far as someone follows them.

A question about one plan must not cost what the whole graph costs: links are read a frontier at
a time, by what they start from or end in. Only where that has gone far is all of the view read at
once, which then is cheaper than to go on asking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from naravard_kg.dependencies.views import View
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

_ROUNDS = 200  # of asking; each is a journey where the graph is at an endpoint
_THINGS = 20_000  # in one question


class Link(NamedTuple):
    """One thing depends on another, by which property; what is said of it is read later."""

    depender: Iri
    via: Iri
    dependee: Iri


Keep = Callable[[list[Link]], list[Link]]


class Links:
    """The links of a view. ``keep`` narrows what is read."""

    def __init__(self, answers: Answers, view: View, keep: Keep) -> None:
        """Nothing is read yet."""
        self.view = view
        self._answers = answers
        self._keep = keep
        self._known: dict[str, dict[Iri, list[Link]]] = {}  # by an end, by what stands there
        self._all: list[Link] | None = None

    def before(self, things: Collection[Iri]) -> list[Link]:
        """The links that start from *things*: what these depend on."""
        return self._with(things, "depender")

    def after(self, things: Collection[Iri]) -> list[Link]:
        """The links that end in *things*: what depends on these."""
        return self._with(things, "dependee")

    def around(self, things: Collection[Iri]) -> list[Link]:
        """The links that start from or end in *things*, each once."""
        return list(dict.fromkeys([*self.before(things), *self.after(things)]))

    def all(self) -> list[Link]:
        """Every link of the view."""
        if self._all is None:
            self._all = self._read({})
            self._known = {}
        return self._all

    def _with(self, things: Collection[Iri], end: str) -> list[Link]:
        """The links that have one of *things* at an end."""
        known = self._known.get(end, {})
        missing = [] if self._all is not None else [t for t in things if t not in known]
        if len(missing) > _THINGS:
            self.all()
        if end not in self._known:
            self._known[end] = known = _sorted(self._all or (), end)
        if self._all is None and missing:
            known.update((thing, []) for thing in missing)
            for link in self._read({end: sorted(missing)}):
                known[getattr(link, end)].append(link)
        return [link for thing in things for link in known.get(thing, ())]

    def _read(self, values: dict[str, Iterable[Cell]]) -> list[Link]:
        rows = self._answers.select(self.view.file.bind(values)).rows
        return self._keep([Link(*row) for row in rows])  # type: ignore[arg-type]


def _sorted(links: Iterable[Link], end: str) -> dict[Iri, list[Link]]:
    """Links by what they have at an end."""
    found: dict[Iri, list[Link]] = defaultdict(list)
    for link in links:
        found[getattr(link, end)].append(link)
    return found


def reach(
    links: Links,
    seeds: Iterable[Iri],
    follow: Callable[[list[Iri]], Iterable[Iri]],
    *,
    depth: int | None = None,
) -> set[Iri]:
    """All that is reached from *seeds*, and they themselves, in at most *depth* steps."""
    found = set(seeds)
    frontier, rounds = sorted(found), 0
    while frontier and (depth is None or rounds < depth):
        if rounds == _ROUNDS or len(found) > _THINGS:
            links.all()
        fresh = set(follow(frontier)) - found
        found |= fresh
        frontier, rounds = list(fresh), rounds + 1
    return found


def upstream(links: Links, roles: Collection[str]) -> Callable[[list[Iri]], Iterable[Iri]]:
    """The step from things to what they depend on, by links of these roles."""
    verbs = links.view.verbs
    return lambda things: (
        link.dependee for link in links.before(things) if verbs[link.via].role in roles
    )


def downstream(links: Links, roles: Collection[str]) -> Callable[[list[Iri]], Iterable[Iri]]:
    """The step from things to what depends on them, by links of these roles."""
    verbs = links.view.verbs
    return lambda things: (
        link.depender for link in links.after(things) if verbs[link.via].role in roles
    )


def beside(links: Links, role: str) -> Callable[[list[Iri]], Iterable[Iri]]:
    """The step from things to those that a link of a role without direction joins them to."""
    verbs = links.view.verbs
    return lambda things: (
        end
        for link in links.around(things)
        if verbs[link.via].role == role
        for end in (link.depender, link.dependee)
    )
