"""Dependencies as a picture; one box for what is handled as one, or has the very same links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from naravard_kg import names
from naravard_kg.dependencies.edges import Edge, about
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import JOINT, UNORDERED
from naravard_kg.render.deps.speech import Speech
from naravard_kg.render.drawing.picture import Arrow, Entry, Node, Picture
from naravard_kg.terms import Iri

Boxes = Mapping[Iri, Iri]


def picture(
    speech: Speech,
    things: Collection[Iri],
    edges: list[Edge],
    focus: Collection[Iri] = (),
    *,
    of: str = "",
) -> Picture:
    """The picture of *things* and the *edges* between them.

    *focus* is what was asked about; *of* is the selector that chose them, for the title.
    """
    joint = _joint(things, edges)
    box = _alike(joint, edges)
    inside: dict[Iri, list[Iri]] = defaultdict(list)
    for thing in sorted(things):
        inside[box[thing]].append(thing)
    ids = {first: f"n{number}" for number, first in enumerate(inside, start=1)}
    numbers = _numbers(speech, things)
    nodes = tuple(
        Node(
            ids[first],
            tuple(_entry(speech, thing, numbers) for thing in members),
            joint=len({joint[thing] for thing in members}) < len(members),
            focus=bool(set(members) & set(focus)),
        )
        for first, members in inside.items()
    )
    title = speech.network.view.title.in_(speech.language)
    return Picture(
        f"{title}: {of}" if of else title,
        nodes,
        tuple(_arrows(speech, edges, box, ids)),
        speech.language,
    )


def _joint(things: Iterable[Iri], edges: Iterable[Edge]) -> dict[Iri, Iri]:
    """Each thing with the first of those that are handled as one with it."""
    import networkx as nx

    drawn: nx.Graph[Iri] = nx.Graph()
    drawn.add_nodes_from(things)
    drawn.add_edges_from((e.depender, e.dependee) for e in edges if e.role == JOINT)
    return {node: min(group) for group in nx.connected_components(drawn) for node in group}


def _alike(joint: Boxes, edges: Iterable[Edge]) -> dict[Iri, Iri]:
    """Each thing with the first of those, of its kind, that have the very same links."""
    links: dict[Iri, set[tuple[object, ...]]] = defaultdict(set)
    for edge in edges:
        if edge.role != JOINT:
            facts = (edge.role, edge.is_soft, edge.inferred)
            links[joint[edge.depender]].add(("to", joint[edge.dependee], *facts))
            links[joint[edge.dependee]].add(("from", joint[edge.depender], *facts))
    size: dict[Iri, int] = defaultdict(int)
    for first in joint.values():
        size[first] += 1
    alike: dict[tuple[object, ...], list[Iri]] = defaultdict(list)
    for first in sorted(set(joint.values())):
        alone = size[first] == 1 and links[first]
        segment = names.short(first).partition("/")[0]
        alike[(segment, frozenset(links[first])) if alone else (first,)].append(first)
    home = {first: group[0] for group in alike.values() for first in group}
    return {thing: home[first] for thing, first in joint.items()}


def _numbers(speech: Speech, things: Collection[Iri]) -> dict[Iri, str]:
    if not things:
        return {}
    rows = speech.network.answers.select(about("numbers-of", "thing", things)).rows
    return {Iri(str(thing)): str(number) for thing, number in rows}


def _entry(speech: Speech, thing: Iri, numbers: Mapping[Iri, str]) -> Entry:
    label = speech.labels.get(thing, names.short(thing))
    words = f"{numbers[thing]} {label}" if thing in numbers else label
    phase = speech.states.get(thing, State()).phase
    return Entry(names.short(thing), words, phase, speech.status(thing))


def _arrows(
    speech: Speech, edges: Iterable[Edge], box: Boxes, ids: Mapping[Iri, str]
) -> Iterable[Arrow]:
    """One arrow for each way in which two boxes relate; soft or inferred where all of it is."""
    found: dict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        first, then = ids[box[edge.dependee]], ids[box[edge.depender]]
        if edge.role == JOINT or (first == then and edge.depender != edge.dependee):
            continue
        ends = sorted((first, then)) if edge.role == UNORDERED else (first, then)
        found[ends[0], ends[1], edge.role, speech.verb(edge)].append(edge)
    wordings: dict[str, list[str]] = defaultdict(list)
    for role, words in sorted({(role, words) for _, _, role, words in found}):
        wordings[role].append(words)
    for (first, then, role, words), own in sorted(found.items()):
        soft, inferred = all(e.is_soft for e in own), all(e.inferred for e in own)
        yield Arrow(first, then, role, words, soft, inferred, wordings[role].index(words))
