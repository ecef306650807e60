"""The answers to dependency questions as tables, for CSV, TSV and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain as joined

from naravard_kg.dependencies.bottlenecks import Bottlenecks
from naravard_kg.dependencies.chains import Why
from naravard_kg.dependencies.critical import Critical
from naravard_kg.dependencies.cycles import Cycles
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.impact import Impact
from naravard_kg.dependencies.planning import Order
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.supposing import Supposition
from naravard_kg.dependencies.waiting import Blockers
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri

EDGE = ("depender", "via", "dependee", "kind", "strength", "inferred", "evidence", "locator")
Row = tuple[Cell, ...]


def edges(found: Iterable[Edge], name: str = "edges") -> Table:
    """An edge list; one row a passage."""
    return Table(EDGE, tuple(row for edge in found for row in _edge(edge)), name)


def blockers(found: Blockers) -> Table:
    """The edges that lie before."""
    return edges((*found.edges, *found.coordination), "blocks")


def impact(found: Impact) -> Table:
    """What is touched."""
    rows = (
        (one.thing, one.steps, one.effect, one.firm, _status(found.states.get(one.thing)))
        for one in found.touched
    )
    return Table(("thing", "steps", "effect", "firm", "status"), tuple(rows), "impact")


def order(found: Order) -> Table:
    """A row a thing: its level, and its place in it, which it shares where it is handled as one."""
    rows: list[Row] = [
        (number, position, thing, place.circle, place.followers, _status(found.states.get(thing)))
        for number, level in enumerate(found.levels, start=1)
        for position, place in enumerate(level, start=1)
        for thing in place.things
    ]
    columns = ("level", "place", "thing", "circle", "followers", "status")
    rest = (*found.settled, *found.lapsed, *found.outside)
    rows += [(None, None, t, None, None, _status(found.states.get(t))) for t in rest]
    return Table(columns, tuple(rows), "order")


def why(found: Why) -> Table:
    """A row a passage of a hop of a chain."""
    rows = (
        (number, hop, *row)
        for number, chain in enumerate(found.chains, start=1)
        for hop, own in enumerate(chain.hops, start=1)
        for edge in own
        for row in _edge(edge)
    )
    return Table(("chain", "hop", *EDGE), tuple(rows), "why")


def cycles(found: Cycles) -> Table:
    """A row a passage of an edge of a circle."""
    rows = (
        (number, edge == circle.closing, *row)
        for number, circle in enumerate(found.circles, start=1)
        for edge in joined.from_iterable(circle.hops)
        for row in _edge(edge)
    )
    return Table(("circle", "closing", *EDGE), tuple(rows), "cycles")


def critical(found: Critical) -> Table:
    """A row a thing: when it can be settled and must be."""
    chain = {thing for things in found.chain for thing in things}
    rows = (
        (
            *(thing, thing in chain, slot.duration, slot.earliest, slot.latest, slot.slack),
            *(found.day(slot.earliest), found.day(slot.latest), slot.deadline),
        )
        for slot in found.slots
        for thing in slot.things
    )
    columns = ("thing", "critical", "duration", "earliest", "latest", "slack")
    return Table((*columns, "earliest_day", "latest_day", "deadline"), tuple(rows), "critical")


def bottlenecks(found: Bottlenecks) -> Table:
    """A row a thing: what hangs on it. Shares are in per cent, with two decimals."""
    rows = (
        (
            *(thing, p.waiting, round(p.waiting_error), p.direct, p.cut),
            *(f"{100 * p.betweenness:.2f}", f"{100 * p.betweenness_error:.2f}"),
        )
        for p in found.places
        for thing in p.things
    )
    columns = ("thing", "waiting", "waiting_error", "direct", "cut")
    shares = ("betweenness_percent", "betweenness_error")
    return Table((*columns, *shares), tuple(rows), "bottlenecks")


def supposition(found: Supposition) -> Table:
    """A row a thing: what becomes of it, and what it still waits for."""
    groups = ("done", "dropped", "freed", "startable", "settled", "groundless", "weakened")
    rows: list[Row] = [(t, name, None) for name in groups for t in getattr(found, name)]
    rows += [(held.thing, "held", by) for held in found.held for by in held.by]
    return Table(("thing", "outcome", "by"), tuple(rows), "whatif")


def _edge(edge: Edge) -> Iterator[Row]:
    facts = (edge.depender, edge.via, edge.dependee, edge.kind, edge.strength, edge.inferred)
    for citation in edge.citations or (None,):
        cited = (citation.evidence, citation.locator) if citation else (None, None)
        yield (*facts, *cited)


def _status(state: State | None) -> Iri | None:
    return state.status if state else None
