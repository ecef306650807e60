"""Which things a selector chooses. A method is a file of queries/selectors/, or ``changed``."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial

from naravard_kg import queryfiles
from naravard_kg.dependencies.edges import asked
from naravard_kg.dependencies.grammar import Term, parse
from naravard_kg.dependencies.links import downstream, reach, upstream
from naravard_kg.dependencies.network import Network, after, before
from naravard_kg.dependencies.views import DIRECTED
from naravard_kg.errors import SelectorError
from naravard_kg.find import resolve
from naravard_kg.queryfiles import Question
from naravard_kg.questions import cell
from naravard_kg.terms import Iri

CHANGED = "changed"


@cache
def methods() -> dict[str, Question]:
    """The methods that are files, by name."""
    return {file.name: file for file in queryfiles.in_folder("selectors")}


def selected(network: Network, selector: str) -> set[Iri]:
    """The things that a selector chooses.

    Raises:
        SelectorError: it is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
        ParameterError: a method has no such value.
    """
    read = parse(selector, {*methods(), CHANGED})
    found: set[Iri] = set()
    for terms in read.sets:
        chosen = [_of(network, term, selector) for term in terms]
        found |= chosen[0].intersection(*chosen[1:])
    return found


def everything(network: Network) -> set[Iri]:
    """All things that a link of the view joins."""
    return {end for link in network.links.all() for end in (link.depender, link.dependee)}


def chosen(network: Network, selector: str | None) -> set[Iri]:
    """What a selector chooses; everything where there is none."""
    return everything(network) if selector is None else selected(network, selector)


def _of(network: Network, term: Term, text: str) -> set[Iri]:
    seeds = _seeds(network, term, text)
    if term.closed:
        return before(network, after(network, seeds))
    ways = ((term.up, upstream), (term.down, downstream))
    found = set(seeds)
    for depth, step in ways:
        if depth is not None:
            follow = step(network.links, DIRECTED)
            found |= reach(network.links, seeds, follow, depth=None if depth < 0 else depth)
    return found


def _seeds(network: Network, term: Term, text: str) -> set[Iri]:
    if not term.method:
        return {resolve(network.answers, term.value.strip("<>"))}
    if term.method == CHANGED:
        return _in_view(network, _changed(network, term, text))
    file = methods()[term.method]
    ((variable, _),) = file.parameters.items()
    value = cell(network.answers, file, variable, term.value.strip("<>"))
    things = {
        Iri(str(row[0])) for row in network.answers.select(file.bind({variable: [value]})).rows
    }
    if file.header.get("latest"):
        found = network.states(things)
        things = {thing for thing in things if thing in found and found[thing].status == value}
    return _in_view(network, things)


def _in_view(network: Network, things: Collection[Iri]) -> set[Iri]:
    """Those of *things* that the view is about: joined by a link, or of one of its classes."""
    joined = {
        end for li in network.links.around(sorted(things)) for end in (li.depender, li.dependee)
    }
    rest = set(things) - joined
    rows = asked(network.answers, "types", "thing", rest)
    named = {row[0] for row in rows if row[1] in network.view.classes}
    return {thing for thing in things if thing in joined or thing in named}


def _changed(network: Network, term: Term, text: str) -> set[Iri]:
    from naravard_kg.changes import changed_since

    refuse = partial(SelectorError, "revision", text, term.column, word=term.value)
    try:
        return changed_since(network.answers, term.value)
    except ValueError as error:
        raise refuse(detail=str(error)) from None
