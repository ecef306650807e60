"""What stands before things, and what they touch, as indented trees with their passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.impact import AFFECTED, STOPPED, Impact
from naravard_kg.dependencies.states import SETTLED, State
from naravard_kg.dependencies.views import ANSWERS, JOINT, ROLES, UNORDERED
from naravard_kg.dependencies.waiting import Blockers
from naravard_kg.render.deps.speech import STEP, Speech, listed
from naravard_kg.terms import Iri


@dataclass
class _Tree:
    """A tree being laid out: which edges hang under a thing, and which end of them is meant."""

    speech: Speech
    of: Callable[[Iri], list[Edge]]
    end: Callable[[Edge], Iri]
    heading: Callable[[Edge], str]
    shown: set[Iri] = field(default_factory=set)


def blockers(speech: Speech, found: Blockers) -> list[str]:
    """What things wait for, are handled through and hinge on, with all behind; then the steps."""
    tree = _Tree(speech, found.of, lambda edge: edge.dependee, speech.heading)
    lines: list[str] = []
    for thing in found.things:
        lines += [speech.title(thing), *_below(tree, thing, STEP)]
        if not any(edge.orders for edge in found.of(thing)):
            lines.append(STEP + speech.say("blocks.nothing"))
    return [*lines, *coordination(speech, found.coordination), *_steps(speech, found)]


def impact(speech: Speech, found: Impact) -> list[str]:
    """What hangs on things, nearest first, and how each of it is touched."""
    hanging = _hanging(found)
    tree = _Tree(
        speech, lambda thing: hanging.get(thing, []), lambda e: e.depender, _Onward(speech).heading
    )
    lines: list[str] = []
    for thing in found.origin:
        lines += [speech.title(thing), *_below(tree, thing, STEP)]
    if not found.touched:
        lines.append(STEP + speech.say("impact.nothing"))
    lines += coordination(speech, [e for e in found.coordination if e.role == UNORDERED])
    return [*lines, *_touched(speech, found)]


def coordination(speech: Speech, edges: Iterable[Edge]) -> list[str]:
    """With what something is to be coordinated or handled together."""
    lines: list[str] = []
    for _, same in groupby(edges, key=lambda edge: edge.via):
        rows = list(same)
        lines.append(STEP + speech.heading(rows[0]))
        for _, alike in groupby(rows, key=_facts):
            group = list(alike)
            for edge in group:
                lines += [STEP * 2 + speech.title(edge.dependee)]
            lines += _grounds(speech, group[0], STEP * 3)
    return lines


@dataclass(frozen=True, slots=True)
class _Onward:
    """The headings of a tree that goes from what is depended on to what depends on it."""

    speech: Speech

    def heading(self, edge: Edge) -> str:
        """In the words of the one that depends."""
        return self.speech.say("impact.onward", verb=self.speech.verb(edge))


def _hanging(found: Impact) -> dict[Iri, list[Edge]]:
    """What hangs on each thing. Of things handled as one, the first has what hangs on any."""
    home = _homes(found)
    hanging: dict[Iri, dict[tuple[Iri, Iri], Edge]] = {}
    for edge in found.edges:
        if edge.role != JOINT:
            ends = home.get(edge.dependee, edge.dependee), edge.depender
            hanging.setdefault(ends[0], {}).setdefault((edge.via, ends[1]), edge)
            continue
        for thing in (edge.depender, edge.dependee):
            if thing != home[thing]:
                joint = replace(edge, depender=thing, dependee=home[thing])
                hanging.setdefault(home[thing], {}).setdefault((edge.via, thing), joint)
    return {
        thing: sorted(edges.values(), key=lambda e: (ROLES.index(e.role), e.via, e.depender))
        for thing, edges in hanging.items()
    }


def _homes(found: Impact) -> dict[Iri, Iri]:
    """Each thing handled as one with others, and the one among them that is shown with them."""
    group: dict[Iri, set[Iri]] = {}
    for edge in found.edges:
        if edge.role == JOINT:
            ends = (edge.depender, edge.dependee)
            merged = set(ends).union(*(group.get(end, ()) for end in ends))
            group.update((thing, merged) for thing in merged)
    return {thing: min(same & set(found.origin) or same) for thing, same in group.items()}


def _below(tree: _Tree, thing: Iri, indent: str) -> list[str]:
    """What hangs under *thing*; edges that say the same thing share one line of grounds."""
    tree.shown.add(thing)
    lines: list[str] = []
    for _, same in groupby(tree.of(thing), key=lambda edge: edge.via):
        rows = list(same)
        lines.append(indent + tree.heading(rows[0]))
        if rows[0].role == ANSWERS and tree.end(rows[0]) == rows[0].dependee:
            told = ", ".join(names.short(edge.dependee) for edge in rows)
            lines[-1:] = [indent + f"{lines[-1].strip()} {told}"]
            continue
        for _, alike in groupby(rows, key=_facts):
            lines += _group(tree, list(alike), indent + STEP)
    return lines


def _group(tree: _Tree, edges: list[Edge], indent: str) -> list[str]:
    speech, lines = tree.speech, list[str]()
    for edge in edges:
        lines += [indent + speech.title(tree.end(edge))]
    lines += _grounds(speech, edges[0], indent + STEP)
    behind: dict[tuple[str, ...], list[Iri]] = {}
    for thing in (tree.end(edge) for edge in edges):
        if thing not in tree.shown and tree.of(thing) and not _is_settled(speech, thing):
            behind.setdefault(tuple(_below(tree, thing, indent + STEP * 2)), []).append(thing)
    for below, things in behind.items():
        named = ", ".join(map(names.short, things))
        lines += [indent + STEP + speech.say("blocks.behind", things=named)] * bool(below)
        lines += below
    return lines


def _is_settled(speech: Speech, thing: Iri) -> bool:
    return speech.states.get(thing, State()).phase == SETTLED


def _grounds(speech: Speech, edge: Edge, indent: str) -> list[str]:
    return [line for ground in speech.grounds(edge) for line in [indent + ground]]


def _facts(edge: Edge) -> tuple[object, ...]:
    return edge.kind, edge.strength, edge.inferred, edge.citations


def _steps(speech: Speech, found: Blockers) -> list[str]:
    lines: list[str] = []
    for number, step in enumerate(found.steps, start=1):
        told = f"{speech.say('blocks.step', number=number)} {', '.join(step)}"
        lines += [STEP + told]
    lines += listed(speech, "blocks.now", found.ready)
    lines += listed(speech, "blocks.startable", found.startable)
    lines += listed(speech, "blocks.lapsed", found.lapsed)
    lines += listed(speech, "blocks.outside", found.outside)
    for cycle in found.cycles:
        lines += [f"{STEP}{speech.say('blocks.cycle')} {' → '.join([*cycle, cycle[0]])}"]
    return [""] * bool(lines) + lines


def _touched(speech: Speech, found: Impact) -> list[str]:
    lines: list[str] = []
    for effect in (STOPPED, AFFECTED):
        for firm in (True, False):
            rows = [t.thing for t in found.touched if (t.effect, t.firm) == (effect, firm)]
            lines += listed(speech, f"impact.{effect}.{'firm' if firm else 'loose'}", rows)
    lines += listed(speech, "impact.settled", found.settled)
    return [""] * bool(lines) + lines
