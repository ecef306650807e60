"""Answers to dependency questions in the format that was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from naravard_kg import netformats
from naravard_kg.dependencies import among
from naravard_kg.dependencies.bottlenecks import Bottlenecks
from naravard_kg.dependencies.chains import Why
from naravard_kg.dependencies.critical import Critical
from naravard_kg.dependencies.cycles import Cycles
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.exchange import flat, to_networkx
from naravard_kg.dependencies.impact import Impact
from naravard_kg.dependencies.network import Network
from naravard_kg.dependencies.planning import Order
from naravard_kg.dependencies.selection import chosen
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.supposing import Supposition
from naravard_kg.dependencies.views import JOINT, ORDERING, UNORDERED
from naravard_kg.dependencies.waiting import Blockers
from naravard_kg.render import cells, tables
from naravard_kg.render.cells import Json, Reader
from naravard_kg.render.deps import lists, objects, rows, trees
from naravard_kg.render.deps.pictures import picture
from naravard_kg.render.deps.speech import Speech, speech, wrapped
from naravard_kg.render.drawing.dot import dot
from naravard_kg.render.drawing.mermaid import mermaid
from naravard_kg.render.drawing.picture import Picture
from naravard_kg.render.drawing.svg import svg
from naravard_kg.tables import Table
from naravard_kg.terms import Iri

DRAWINGS: dict[str, Callable[[Picture], str]] = {"svg": svg, "dot": dot, "mermaid": mermaid}
FORMATS = (*tables.FORMATS, *DRAWINGS, *netformats.FORMATS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of the graph to be drawn: things, the edges between them, and what it is about."""

    things: tuple[Iri, ...]
    edges: tuple[Edge, ...]
    states: Mapping[Iri, State]
    of: str = ""


Answer = Blockers | Bottlenecks | Critical | Cycles | Drawn | Impact | Order | Supposition | Why


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind of answer is told: as lines of text, as a JSON object, as a table."""

    text: Callable[[Speech, Any], list[str]]
    object: Callable[[Speech, Any], dict[str, Json]]
    table: Callable[[Any], Table]
    focus: Callable[[Any], tuple[Iri, ...]] = lambda _: ()
    is_code: bool = False  # for a program to read: its lines stay as they are


def _graph_text(told: Speech, found: Drawn) -> list[str]:
    return mermaid(picture(told, found.things, list(found.edges), of=found.of)).splitlines()


def _graph_object(told: Speech, found: Drawn) -> dict[str, Json]:
    return {"edges": objects.edges(told, found.edges)}


_FORMS: dict[type, _Form] = {
    Blockers: _Form(trees.blockers, objects.blockers, rows.blockers, lambda found: found.things),
    Bottlenecks: _Form(lists.bottlenecks, objects.bottlenecks, rows.bottlenecks),
    Critical: _Form(lists.critical, objects.critical, rows.critical),
    Cycles: _Form(lists.cycles, objects.cycles, rows.cycles),
    Drawn: _Form(_graph_text, _graph_object, lambda found: rows.edges(found.edges), is_code=True),
    Impact: _Form(trees.impact, objects.impact, rows.impact, lambda found: found.origin),
    Order: _Form(lists.order, objects.order, rows.order),
    Supposition: _Form(
        lists.supposition,
        objects.supposition,
        rows.supposition,
        lambda found: (*found.done, *found.dropped),
    ),
    Why: _Form(lists.why, objects.why, rows.why, lambda found: found.ends),
}


def drawn(network: Network, selector: str | None) -> Drawn:
    """What a selector chooses, to be drawn; everything in the view where it is None."""
    things = chosen(network, selector)
    edges = among(network, things)
    return Drawn(tuple(sorted(things)), tuple(edges), network.states(things), selector or "")


def rendered(network: Network, found: Answer, reader: Reader) -> str | bytes:
    """The answer in the format that the reader asked for."""
    form = reader.chosen(dict.fromkeys(FORMATS))
    own = _FORMS[type(found)]
    if form in DRAWINGS or form in netformats.FORMATS:
        return _drawing(network, found, form, reader)
    if form in ("text", "json"):
        behind = _behind(network, found)
        things = _with_ends(found.things, behind)
        told = speech(network, things, behind, found.states, reader)
        if form == "text":
            lines = own.text(told, found)
            fitted = (
                lines if own.is_code else [w for li in lines for w in wrapped(li, reader.width)]
            )
            return re.sub(r"\n{3,}", "\n\n", "\n".join(fitted)).rstrip("\n")
        answer = {**objects.envelope(told, things), **own.object(told, found)}
        return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)
    page = cells.page(network.answers, own.table(found), reader.lang)
    return tables.FORMATS[form](page, reader.width)


def _drawing(network: Network, found: Answer, form: str, reader: Reader) -> str:
    """The things of an answer and all edges between them, drawn."""
    things = dict.fromkeys(_with_ends(found.things, _edges(found)))
    edges = list(found.edges) if isinstance(found, Drawn) else among(network, things)
    states = network.states(things)
    told = speech(network, things, edges, states, reader)
    if form in netformats.FORMATS:
        graph = to_networkx(edges, states, told.labels, things)
        return netformats.written(flat(graph), form)
    focus, of = _FORMS[type(found)].focus(found), found.of if isinstance(found, Drawn) else ""
    return DRAWINGS[form](picture(told, things, edges, focus, of=of))


def _with_ends(things: Iterable[Iri], edges: Iterable[Edge]) -> list[Iri]:
    """Things and the ends of edges, each once, sorted."""
    ends = (end for edge in edges for end in (edge.depender, edge.dependee))
    return sorted({*things, *ends})


def _behind(network: Network, found: Answer) -> list[Edge]:
    """The edges that an answer rests on; those that give figures only are read when it is told."""
    if isinstance(found, Order):
        return [e for e in among(network, found.things) if e.role not in (JOINT, UNORDERED)]
    if isinstance(found, Bottlenecks):
        links = network.links.after(found.things)
        return network.grounds.edges(li for li in links if network.role(li) in ORDERING)
    return _edges(found)


def _edges(found: Answer) -> list[Edge]:
    """Every edge in an answer."""
    named = (getattr(found, name, ()) for name in ("edges", "coordination", "beside"))
    chains = (*getattr(found, "chains", ()), *getattr(found, "circles", ()))
    hops = (edge for chain in chains for hop in chain.hops for edge in hop)
    return [*(edge for edges in named for edge in edges), *hops]
