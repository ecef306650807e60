"""Orders, chains, circles, the longest chain, bottlenecks and suppositions, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from naravard_kg import names
from naravard_kg.dependencies.bottlenecks import Bottleneck, Bottlenecks
from naravard_kg.dependencies.chains import Chain, Why
from naravard_kg.dependencies.critical import DAYS, Critical, Slot
from naravard_kg.dependencies.cycles import Circle, Cycles
from naravard_kg.dependencies.edges import Edge
from naravard_kg.dependencies.planning import Order, Place
from naravard_kg.dependencies.supposing import Supposition
from naravard_kg.render.deps.speech import STEP, Speech, grounding, listed, plural, titles
from naravard_kg.render.deps.trees import coordination
from naravard_kg.terms import Iri

_SHOWN = 25


def order(speech: Speech, found: Order) -> list[str]:
    """The levels, with what each thing comes after; then what takes no place."""
    lines: list[str] = []
    for number, level in enumerate(found.levels, start=1):
        lines.append(speech.say("order.level", number=number))
        for place in level:
            lines += _place(speech, place)
        lines += [STEP + speech.say("order.tie")] if len(level) > 1 else []
        lines.append("")
    if not found.levels:
        lines += [speech.say("order.nothing"), ""]
    parts = (("order.settled", found.settled), ("order.lapsed", found.lapsed))
    for key, things in (*parts, ("order.outside", found.outside)):
        lines += [*titles(speech, key, things), *[""] * bool(things)]
    return [*lines, *_beside(speech, found.coordination), *grounding(speech)]


def _place(speech: Speech, place: Place) -> list[str]:
    joint, last = len(place.things) > 1, len(place.things) - 1
    lines: list[str] = []
    for position, thing in enumerate(place.things):
        brace = {0: "┌ ", last: "└ "}.get(position, "│ ") if joint else ""
        lines += [STEP + brace + speech.title(thing)]
    if joint:
        lines += [STEP * 3 + speech.say("order.circle" if place.circle else "order.joint")]
    after = [_after(speech, place, thing) for thing in place.after]
    lines += [f"{STEP * 2}{line}" for line in listed(speech, "order.after", after)]
    if place.followers:
        lines.append(
            STEP * 3
            + speech.say(f"order.followers.{plural(place.followers)}", count=place.followers)
        )
    return lines


def _after(speech: Speech, place: Place, first: Iri) -> str:
    """What comes right before a place; marked where it is only inferred to."""
    drawn = any((thing, first) in speech.inferred for thing in place.things)
    return names.short(first) + (f" ({speech.say('blocks.inferred')})" if drawn else "")


def _beside(speech: Speech, edges: Sequence[Edge]) -> list[str]:
    """Coordination as pairs; it orders nothing."""
    if not edges:
        return []
    pairs = (f"{names.short(e.depender)} {speech.verb(e)} {names.short(e.dependee)}" for e in edges)
    told = (line for pair in pairs for line in [STEP + pair])
    return [speech.say("order.coordination"), *told]


def why(speech: Speech, found: Why) -> list[str]:
    """Every chain, the shortest first, hop by hop with its grounds."""
    lines: list[str] = []
    for number, chain in enumerate(found.chains, start=1):
        lines += [*_chain(speech, number, chain), ""]
    if found.total is None or found.total > len(found.chains):
        total = "?" if found.total is None else found.total
        lines += [speech.say("why.more", shown=len(found.chains), total=total), ""]
    if not found.chains:
        one, other = map(names.short, found.ends)
        lines += [speech.say("why.nothing", one=one, other=other)]
    if found.beside:
        lines += [speech.title(found.ends[0]), *coordination(speech, found.beside)]
    return lines


def _chain(speech: Speech, number: int, chain: Chain) -> list[str]:
    hops = speech.say(f"why.hops.{plural(len(chain.hops))}", count=len(chain.hops))
    firm = speech.say("why.hard" if chain.hard else "why.soft")
    said = speech.say("blocks.stated" if chain.stated else "why.inferred")
    lines = [f"{number}. {hops}, {firm}, {said}"]
    lines += [STEP + speech.title(chain.things[0])]
    for thing, hop in zip(chain.things[1:], chain.hops, strict=True):
        lines += _hop(speech, hop, STEP * 2)
        lines += [STEP + speech.title(thing)]
    return lines


def _hop(speech: Speech, hop: Iterable[Edge], indent: str) -> list[str]:
    lines: list[str] = []
    for edge in hop:
        lines.append(f"{indent}↓ {speech.verb(edge)}")
        for ground in speech.grounds(edge):
            lines += [indent + STEP + ground]
    return lines


def cycles(speech: Speech, found: Cycles) -> list[str]:
    """Every circle with its edges, and the one that closes it."""
    if not found.circles:
        return [speech.say("cycles.nothing")]
    lines: list[str] = []
    for number, circle in enumerate(found.circles, start=1):
        lines += [*_circle(speech, number, circle), ""]
    lines += [speech.say("cycles.cut"), ""] if found.cut else []
    told = speech.say(
        f"cycles.entangled.{plural(len(found.entangled))}", count=len(found.entangled)
    )
    return [*lines, f"{told} {', '.join(map(names.short, found.entangled))}"]


def _circle(speech: Speech, number: int, circle: Circle) -> list[str]:
    kind = speech.say("cycles.deadlock" if circle.deadlock else "cycles.mutual")
    lines = [f"{number}. {' → '.join([*circle.names, circle.names[0]])}"]
    lines += [STEP + kind]
    for thing, hop in zip(circle.things, circle.hops, strict=True):
        lines += [STEP + speech.title(thing)]
        lines += _hop(speech, hop, STEP * 2)
    closing = circle.closing
    ends = names.short(closing.depender), names.short(closing.dependee)
    told = speech.say(
        "cycles.closing", depender=ends[0], verb=speech.verb(closing), dependee=ends[1]
    )
    return [*lines, STEP + told]


def critical(speech: Speech, found: Critical) -> list[str]:
    """The longest chain, then how much everything else has to spare."""
    if not found.slots:
        return [speech.say("order.nothing")]
    lines = [speech.say(f"critical.length.{found.unit}", length=found.length)]
    for number, things in enumerate(found.chain, start=1):
        for position, thing in enumerate(things):
            lead = f"{number}." if position == 0 else " " * len(f"{number}.")
            lines += [f"{STEP}{lead} {speech.title(thing)}"]
    if found.unit == DAYS and found.unknown:
        lines += [speech.say("critical.unknown", count=found.unknown)]
    spare = [slot for slot in found.slots if not set(slot.things) <= _on(found)]
    lines += ["", speech.say(f"critical.slack.{found.unit}")] if spare else []
    for slot in spare[:_SHOWN]:
        lines += [STEP + _slot(speech, found, slot)]
    return [*lines, *_rest(speech, len(spare)), *grounding(speech)]


def _on(found: Critical) -> set[Iri]:
    return {thing for things in found.chain for thing in things}


def _slot(speech: Speech, found: Critical, slot: Slot) -> str:
    when = (_time(found, slot.earliest), _time(found, slot.latest))
    told = speech.say("critical.slot", slack=slot.slack, earliest=when[0], latest=when[1])
    late = f"  {speech.say('critical.late', deadline=slot.deadline)}" if slot.slack < 0 else ""
    return f"{told}{late}  {' + '.join(map(speech.title, slot.things))}"


def _time(found: Critical, number: int) -> str | int | date:
    return found.day(number) or number


def _rest(speech: Speech, total: int) -> list[str]:
    more = total - _SHOWN
    return [STEP + speech.say(f"deps.more.{plural(more)}", count=more)] if more > 0 else []


def bottlenecks(speech: Speech, found: Bottlenecks) -> list[str]:
    """The places that most waits for."""
    if not found.places:
        return [speech.say("bottlenecks.nothing")]
    lines = [speech.say("bottlenecks.heading", open=found.open)]
    if found.starts:
        lines += [speech.say("bottlenecks.drawn", starts=found.starts)]
    for place in found.places[:_SHOWN]:
        lines += ["", *_bottleneck(speech, place)]
    return [*lines, *_rest(speech, len(found.places)), *grounding(speech)]


def _bottleneck(speech: Speech, place: Bottleneck) -> list[str]:
    off = f" ± {place.waiting_error:.0f}" if place.waiting_error else ""
    between = f"{100 * place.betweenness:.2f}"
    near = f" ± {100 * place.betweenness_error:.2f}" if place.betweenness_error else ""
    if speech.language == "sv":
        between, near = between.replace(".", ","), near.replace(".", ",")
    facts = [
        speech.say("bottlenecks.waiting", waiting=f"{place.waiting}{off}", direct=place.direct),
        speech.say("bottlenecks.between", share=f"{between}{near}")
        if place.betweenness_error <= place.betweenness
        else speech.say("bottlenecks.vague"),
        *([speech.say("bottlenecks.cut")] if place.cut else []),
    ]
    lines = [line for t in place.things for line in [speech.title(t)]]
    return [*lines, STEP + "; ".join(facts)]


def supposition(speech: Speech, found: Supposition) -> list[str]:
    """What becomes free, what stays and what loses its ground."""
    lines: list[str] = []
    groups = ("done", "dropped", "freed", "startable", "settled", "groundless", "weakened")
    for name in groups:
        things = getattr(found, name)
        lines += [*titles(speech, f"whatif.{name}", things), *[""] * bool(things)]
    if found.held:
        lines.append(speech.say("whatif.held"))
    for held in found.held:
        lines += [STEP + speech.title(held.thing)]
        lines += [f"{STEP}{line}" for line in listed(speech, "whatif.by", held.by)]
    changed = any(getattr(found, name) for name in groups[2:])
    lines += [] if changed else [speech.say("whatif.nothing")]
    return [*lines, *grounding(speech)]
