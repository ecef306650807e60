"""Edges narrowed, and handed to others: nothing is dropped but what was asked to be."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import Citation, Edge, dependencies
from naravard_kg.dependencies.exchange import to_edges, to_networkx
from naravard_kg.dependencies.views import ROLES, catalogue
from naravard_kg.errors import UnknownNameError
from naravard_kg.terms import Iri
from naravard_kg.views import stated_only

from .small_graphs import KINDS, MANY, Arrow, Small, iri, number, nv, smalls, word

VIEWS = [view.name for view in catalogue()]
ENDS = st.sampled_from([iri(n) for n in range(4)])
CITED = st.lists(
    st.builds(Citation, st.sampled_from([Iri("urn:e:1"), Iri("urn:e:2")]), st.text(max_size=4)),
    max_size=2,
).map(tuple)
EDGES = st.lists(
    st.builds(
        Edge,
        ENDS,
        st.sampled_from([nv(local) for local in KINDS]),
        ENDS,
        st.sampled_from(ROLES),
        st.none() | st.sampled_from([word(f"beroendetyp/{kind}") for kind in KINDS.values()]),
        st.none() | st.sampled_from([word("styrka/mjuk"), word("styrka/hard")]),
        st.booleans(),
        CITED,
        st.just(()) | st.just((iri(5),)),
    ),
    unique_by=lambda e: (e.depender, e.via, e.dependee, e.kind, e.strength),
    max_size=12,
)
Key = tuple[int, str, int]


def by_rank(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Edges in the order that they are told in."""
    return tuple(sorted(edges, key=lambda edge: edge.rank))


@MANY
@given(EDGES)
def test_networkx_and_back_loses_nothing(edges: list[Edge]) -> None:
    """Parallel edges that differ in kind or strength only stay apart."""
    assert to_edges(to_networkx(edges, {})) == by_rank(edges)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_survives_the_journey(shipped: KnowledgeGraph, view: str) -> None:
    """What a researcher gets is what the library has."""
    deps = dependencies(shipped, view=view)
    edges = deps.edges()

    assert edges
    assert to_edges(to_networkx(edges, {})) == by_rank(edges) == to_edges(deps.graph)


# --- narrowing ------------------------------------------------------------------------------------


def told(edges: Iterable[Edge]) -> set[Key]:
    """The edges of a small graph, by number."""
    return {(number(e.depender), names.short(e.via)[3:], number(e.dependee)) for e in edges}


def drawn(arrows: Iterable[Arrow]) -> set[Key]:
    """The same of arrows."""
    return {(a.depender, a.role, a.dependee) for a in arrows}


@MANY
@given(smalls(), st.booleans(), st.booleans(), st.sampled_from([None, *KINDS]))
def test_narrowing_drops_just_what_it_says(
    small: Small, stated: bool, hard: bool, kind: str | None
) -> None:
    """Each narrowing answers another doubt; none may take more than its own."""
    deps = dependencies(small.graph, stated_only=stated, hard_only=hard)
    kept = [a for a in small.arrows if not (stated and a.inferred) and not (hard and a.soft)]

    assert told(deps.edges()) == drawn(kept)
    if kind:
        narrowed = dependencies(small.graph, stated_only=stated, hard_only=hard, kinds=[kind])
        assert told(narrowed.edges()) == drawn(a for a in kept if a.role == kind)


@pytest.mark.parametrize("view", VIEWS)
def test_stated_only_is_what_the_graph_without_inferences_says(
    shipped: KnowledgeGraph, view: str
) -> None:
    """The flag and the view are two ways to one thing."""
    narrowed = dependencies(shipped, view=view, stated_only=True).edges()
    without = dependencies(stated_only(shipped), view=view).edges()

    assert {e.link for e in narrowed} == {e.link for e in without}
    assert not any(e.inferred for e in narrowed)


def test_hard_only_and_kinds_on_what_is_shipped(shipped: KnowledgeGraph) -> None:
    """By kind, by property and by the word that stands on the screen."""
    every = dependencies(shipped).edges()
    awaits = [e for e in every if e.via == nv("awaits")]

    assert dependencies(shipped, hard_only=True).edges() == [e for e in every if not e.is_soft]
    for name in ("invantar", "awaits", "nv:awaits", "inväntar"):
        assert dependencies(shipped, kinds=[name]).edges() == awaits, name
    with pytest.raises(UnknownNameError):
        dependencies(shipped, kinds=["finns-inte"])
