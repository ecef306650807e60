"""How far a selector goes: steps, closures, unions and intersections, in two implementations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names, queryfiles
from naravard_kg.dependencies import dependencies
from naravard_kg.dependencies.network import before
from naravard_kg.dependencies.selection import everything
from naravard_kg.terms import Iri

from .small_graphs import (
    DIRECTED,
    MANY,
    NODES,
    Pair,
    Small,
    iri,
    numbers,
    reach,
    short,
    smalls,
    steps_away,
)

NODE = st.sampled_from(NODES)
DEPTH = st.none() | st.sampled_from(["", 0, 1, 2, 3])
TERM = st.tuples(NODE, DEPTH, DEPTH, st.booleans())
Term = tuple[int, str | int | None, str | int | None, bool]
LINKS = smalls(statuses=(), findings=False)


def written(term: Term) -> str:
    """A term of a selector as it is typed."""
    node, up, down, closed = term
    if closed:
        return f"@{short(node)}"
    head = "" if up is None else f"{up}+"
    tail = "" if down is None else f"+{down}"
    return f"{head}{short(node)}{tail}"


def meant(term: Term, pairs: set[Pair]) -> set[int]:
    """What it chooses, hop by hop."""
    node, up, down, closed = term
    back = {(b, a) for a, b in pairs}
    if closed:
        return reach(reach([node], back), pairs)
    return _far(node, up, pairs) | _far(node, down, back)


def _far(node: int, depth: str | int | None, pairs: set[Pair]) -> set[int]:
    most = 0 if depth is None else 99 if depth == "" else int(depth)
    return {n for n, hops in steps_away([node], pairs).items() if hops <= most}


@MANY
@given(LINKS, TERM)
def test_a_term_goes_as_far_as_it_says(small: Small, term: Term) -> None:
    """One step too far and a plan is shown what is none of its business."""
    found = small.deps.select(written(term))

    assert numbers(found) == meant(term, small.pairs(*DIRECTED))
    assert list(found) == sorted(found)


@MANY
@given(LINKS, st.lists(st.lists(TERM, min_size=1, max_size=3), min_size=1, max_size=3))
def test_blanks_join_and_commas_intersect(small: Small, sets: list[list[Term]]) -> None:
    """A comma binds closer than a blank, as in the tools that people know."""
    pairs = small.pairs(*DIRECTED)
    text = " ".join(",".join(map(written, terms)) for terms in sets)
    chosen = [set.intersection(*(meant(term, pairs) for term in terms)) for terms in sets]

    assert numbers(small.deps.select(text)) == set().union(*chosen)


@MANY
@given(LINKS, st.sets(NODE, min_size=1, max_size=4))
def test_the_edges_of_a_selector_have_both_ends_in_it(small: Small, chosen: set[int]) -> None:
    """A drawing of one plan must not trail off into all others."""
    found = small.deps.edges(" ".join(map(short, chosen)))

    told = {(e.depender, names.short(e.via)[3:], e.dependee) for e in found}
    inner = (a for a in small.arrows if set(a.ends) <= chosen)
    assert told == {(iri(a.depender), a.role, iri(a.dependee)) for a in inner}


def _by_paths(graph: KnowledgeGraph, thing: Iri) -> set[Iri]:
    """The same by property paths, which the store follows itself."""
    (file,) = (one for one in queryfiles.catalogue() if one.name == "upstream")
    rows = graph.select(file.bind({"thing": [thing]})).records()
    ends = ({row["depender"], row["dependee"]} for row in rows)
    return {Iri(str(end)) for pair in ends for end in pair} | {thing}


@MANY
@given(LINKS, NODE)
def test_property_paths_reach_the_same_things(small: Small, node: int) -> None:
    """Two ways through one graph, by two engines, end in the same places."""
    assert before(small.deps, [iri(node)]) == _by_paths(small.graph, iri(node))


def test_property_paths_reach_the_same_things_from_all_that_is_shipped(
    shipped: KnowledgeGraph,
) -> None:
    """Every thing, not a sample."""
    deps = dependencies(shipped)
    things = everything(deps)

    assert len(things) > 50
    for thing in things:
        assert before(deps, [thing]) == _by_paths(shipped, thing), thing


@pytest.mark.parametrize(
    ("text", "expected"),
    [("+a-12", {12, 9, 7}), ("1+a-12", {12, 9}), ("a-07+1", {7, 9}), ("@a-09,a-07+", {12, 9, 7})],
)
def test_a_slug_is_name_enough(chain: KnowledgeGraph, text: str, expected: set[int]) -> None:
    """People type what is after the last slash."""
    assert numbers(dependencies(chain).select(text)) == expected
