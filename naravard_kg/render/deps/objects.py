"""The answers to dependency questions as JSON objects; naravard_kg/schemas/ describes each."""

from __future__ import annotations

from collections.abc import Iterable

from naravard_kg import names
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
from naravard_kg.render.cells import Json, as_json
from naravard_kg.render.deps.speech import Speech
from naravard_kg.terms import Iri


def envelope(speech: Speech, things: Iterable[Iri]) -> dict[str, Json]:
    """What every answer has: its view and day, and all its things by short name."""
    day = speech.network.day
    return {
        "view": speech.network.view.name,
        "as_of": day.isoformat() if day else None,
        "things": {names.short(thing): _thing(speech, thing) for thing in things},
    }


def _thing(speech: Speech, thing: Iri) -> Json:
    state = speech.states.get(thing, State())
    return {
        "iri": str(thing),
        "label": speech.labels.get(thing, ""),
        "phase": state.phase,
        "status": as_json(state.status, speech.labels),
    }


def blockers(speech: Speech, found: Blockers) -> dict[str, Json]:
    """What stands before things."""
    return {
        "of": shorts(found.things),
        "edges": edges(speech, found.edges),
        "coordination": edges(speech, found.coordination),
        "settled": shorts(found.settled),
        "steps": [list(step) for step in found.steps],
        "ready": list(found.ready),
        "startable": list(found.startable),
        "lapsed": list(found.lapsed),
        "outside": list(found.outside),
        "cycles": [list(cycle) for cycle in found.cycles],
    }


def impact(speech: Speech, found: Impact) -> dict[str, Json]:
    """What a delay touches."""
    return {
        "of": shorts(found.origin),
        "touched": [
            {
                "thing": names.short(one.thing),
                "steps": one.steps,
                "effect": one.effect,
                "firm": one.firm,
            }
            for one in found.touched
        ],
        "edges": edges(speech, found.edges),
        "coordination": edges(speech, found.coordination),
        "settled": shorts(found.settled),
    }


def order(speech: Speech, found: Order) -> dict[str, Json]:
    """The levels."""
    return {
        "levels": [
            [
                {
                    "things": shorts(place.things),
                    "after": shorts(place.after),
                    "followers": place.followers,
                    "circle": place.circle,
                }
                for place in level
            ]
            for level in found.levels
        ],
        "settled": shorts(found.settled),
        "lapsed": shorts(found.lapsed),
        "outside": shorts(found.outside),
        "coordination": edges(speech, found.coordination),
        "edges": edges(speech, speech.edges),
    }


def why(speech: Speech, found: Why) -> dict[str, Json]:
    """The chains."""
    return {
        "ends": shorts(found.ends),
        "total": found.total,
        "chains": [
            {
                "things": list(chain.names),
                "stated": chain.stated,
                "hard": chain.hard,
                "hops": [edges(speech, hop) for hop in chain.hops],
            }
            for chain in found.chains
        ],
        "beside": edges(speech, found.beside),
    }


def cycles(speech: Speech, found: Cycles) -> dict[str, Json]:
    """The circles."""
    return {
        "circles": [
            {
                "things": list(circle.names),
                "deadlock": circle.deadlock,
                "hops": [edges(speech, hop) for hop in circle.hops],
                "closing": _edge(speech, circle.closing),
            }
            for circle in found.circles
        ],
        "entangled": shorts(found.entangled),
        "cut": found.cut,
    }


def critical(speech: Speech, found: Critical) -> dict[str, Json]:
    """The longest chain and the slots."""
    return {
        "chain": [shorts(things) for things in found.chain],
        "length": found.length,
        "unit": found.unit,
        "start": as_json(found.start, {}),
        "unknown": found.unknown,
        "edges": edges(speech, found.edges),
        "slots": [
            {
                "things": shorts(slot.things),
                "duration": slot.duration,
                "earliest": slot.earliest,
                "earliest_day": as_json(found.day(slot.earliest), {}),
                "latest": slot.latest,
                "latest_day": as_json(found.day(slot.latest), {}),
                "slack": slot.slack,
                "deadline": as_json(slot.deadline, {}),
            }
            for slot in found.slots
        ],
    }


def bottlenecks(speech: Speech, found: Bottlenecks) -> dict[str, Json]:
    """The places that most waits for."""
    return {
        "edges": edges(speech, speech.edges),
        "open": found.open,
        "starts": found.starts,
        "places": [
            {
                "things": shorts(place.things),
                "waiting": place.waiting,
                "waiting_error": place.waiting_error,
                "direct": place.direct,
                "cut": place.cut,
                "betweenness": place.betweenness,
                "betweenness_error": place.betweenness_error,
            }
            for place in found.places
        ],
    }


def supposition(speech: Speech, found: Supposition) -> dict[str, Json]:
    """What changes."""
    groups = ("done", "dropped", "freed", "startable", "settled", "groundless", "weakened")
    return {
        **{name: shorts(getattr(found, name)) for name in groups},
        "held": [{"thing": names.short(h.thing), "by": shorts(h.by)} for h in found.held],
        "edges": edges(speech, found.edges),
    }


def edges(speech: Speech, found: Iterable[Edge]) -> list[Json]:
    """Edges, with their passages."""
    return [_edge(speech, edge) for edge in found]


def _edge(speech: Speech, edge: Edge) -> Json:
    return {
        "depender": names.short(edge.depender),
        "via": names.short(edge.via),
        "dependee": names.short(edge.dependee),
        "role": edge.role,
        "kind": as_json(edge.kind, speech.labels),
        "strength": as_json(edge.strength, speech.labels),
        "stated": not edge.inferred,
        "evidence": [
            {"name": names.short(c.evidence), "locator": c.locator} for c in edge.citations
        ],
        "through": shorts(edge.through),
    }


def shorts(things: Iterable[Iri]) -> list[Json]:
    """Short names, in the order of the things."""
    return [names.short(thing) for thing in things]
