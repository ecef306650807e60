"""The longest chain of what is open, and how much time everything else has to spare.

The critical path method of Kelley and Walker (1959): a pass forward gives the earliest time that
each thing can be settled, a pass back the latest time that delays nothing, and their difference
is the slack. Without durations each thing counts as one step. With them time is in days, a stated
period is the duration of what has it, and a stated target date is a deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from naravard_kg import names
from naravard_kg.dates import period
from naravard_kg.dependencies.edges import Edge, about
from naravard_kg.dependencies.links import Link
from naravard_kg.dependencies.network import Network, within
from naravard_kg.dependencies.planning import Work, work
from naravard_kg.dependencies.states import State
from naravard_kg.dependencies.views import ANSWERS, AWAITS, DIRECTED
from naravard_kg.find import resolve
from naravard_kg.terms import Cell, Iri

STEPS, DAYS = "steps", "days"


@dataclass(frozen=True, slots=True)
class Slot:
    """When one place of the order can be settled, and must be, counted from the start.

    ``duration``, ``earliest``, ``latest`` and ``slack`` are steps or days; negative slack means
    that a deadline cannot be kept. ``deadline`` is the target date that a source states.
    """

    things: tuple[Iri, ...]
    duration: int
    earliest: int
    latest: int
    deadline: date | None = None

    @property
    def slack(self) -> int:
        """How much later than at the earliest it can be settled without delaying anything."""
        return self.latest - self.earliest


@dataclass(frozen=True, slots=True)
class Critical:
    """The longest chain, first to last, and the slot of every place.

    ``length`` and the slots are in ``unit``, steps or days; ``start`` is the day from which days
    count. ``unknown`` is how many open things have no known duration, and count as none.
    """

    chain: tuple[tuple[Iri, ...], ...]
    length: int
    unit: str
    slots: tuple[Slot, ...]
    edges: tuple[Edge, ...]
    states: Mapping[Iri, State]
    start: date | None = None
    unknown: int = 0

    @property
    def things(self) -> tuple[Iri, ...]:
        """Everything in it."""
        return tuple(thing for slot in self.slots for thing in slot.things)

    def day(self, number: int) -> date | None:
        """The day that a count of days from the start ends on."""
        return self.start + timedelta(days=number) if self.start else None


@dataclass(frozen=True, slots=True)
class _Times:
    """What is known of the time of things, in days from the start."""

    durations: Mapping[Iri, int]
    begins: Mapping[Iri, int]
    deadlines: Mapping[Iri, date]


def critical(
    network: Network,
    selector: str | None = None,
    *,
    durations: Mapping[str, int] | Mapping[Iri, int] | None = None,
    start: date | None = None,
) -> Critical:
    """The longest chain among the open things that *selector* chooses; of all, where it is None.

    Args:
        network: the network.
        selector: the things.
        durations: days by any name of a thing, beside the periods that sources state; None
            counts steps.
        start: the day from which days count; None means the day of the network.

    Raises:
        SelectorError: the selector is not of the grammar.
        UnknownNameError: nothing has a name in it.
        AmbiguousNameError: several things have it.
    """
    done = work(network, selector)
    began = start or network.day
    unit = STEPS if durations is None else DAYS
    none = _Times(dict.fromkeys(done.listed, 1), {}, {})
    lasting = {resolve(network.answers, name): days for name, days in (durations or {}).items()}
    times = none if durations is None else _times(network, done, lasting, began)
    finish = _forward(done, times)
    length = max(finish.values(), default=0)
    latest = _backward(done, times, finish, length, began)
    slots = [
        Slot(done.named(n), _duration(done, times, n), finish[n], latest[n], _due(done, times, n))
        for n in done.whole
        if done.named(n)
    ]
    chain = _chain(done, times, finish)
    spoken = {thing for group in chain for thing in group}
    inner = _along(network, done.links, spoken)
    unknown = 0 if durations is None else len(done.listed - times.durations.keys())
    return Critical(
        chain,
        length,
        unit,
        tuple(sorted(slots, key=lambda slot: (slot.slack, slot.earliest, slot.things))),
        tuple(network.grounds.edges(inner)),
        done.states,
        began if durations is not None else None,
        unknown,
    )


def _duration(done: Work, times: _Times, group: int) -> int:
    """Of a group: the longest of its members', which are handled at the same time."""
    return max((times.durations.get(thing, 0) for thing in done.named(group)), default=0)


def _due(done: Work, times: _Times, group: int) -> date | None:
    days = (times.deadlines[t] for t in done.named(group) if t in times.deadlines)
    return min(days, default=None)


def _forward(done: Work, times: _Times) -> dict[int, int]:
    """The earliest time by which each group is settled."""
    import networkx as nx

    finish: dict[int, int] = {}
    for group in nx.topological_sort(done.whole):
        first = max((finish[n] for n in done.whole.predecessors(group)), default=0)
        begins = max((times.begins.get(thing, 0) for thing in done.members[group]), default=0)
        finish[group] = max(first, begins) + _duration(done, times, group)
    return finish


def _backward(
    done: Work, times: _Times, finish: Mapping[int, int], length: int, start: date | None
) -> dict[int, int]:
    """The latest time by which each group must be settled, so that nothing is late."""
    latest: dict[int, int] = {}
    for group in reversed(list(finish)):
        ends = [latest[n] - _duration(done, times, n) for n in done.whole.successors(group)]
        due = _due(done, times, group)
        if due and start:
            ends.append((due - start).days)
        latest[group] = min(ends, default=length)
    return latest


def _chain(done: Work, times: _Times, finish: Mapping[int, int]) -> tuple[tuple[Iri, ...], ...]:
    """The longest chain, read backwards from its end; of several, the first by name."""
    last = max((finish[n] for n in finish if done.named(n)), default=0)
    ends = [n for n in finish if done.named(n) and finish[n] == last]
    at = min(ends, key=lambda n: sorted(done.members[n]), default=None)
    found: list[tuple[Iri, ...]] = []
    while at is not None:
        found += [done.named(at)] if done.named(at) else []
        before = done.whole.predecessors(at)
        begins = finish[at] - _duration(done, times, at)
        tight = [n for n in before if finish[n] == begins]
        at = min(tight, key=lambda n: sorted(done.members[n]), default=None)
    return tuple(reversed(found))


def _along(network: Network, links: Iterable[Link], things: set[Iri]) -> list[Link]:
    """The links among *things*, and those by which they await one another's proposals."""
    awaited = {li.dependee for li in links if network.role(li) == AWAITS and li.depender in things}
    answers = [li for li in links if network.role(li) == ANSWERS and li.depender in awaited]
    between = {li.depender for li in answers if li.dependee in things}
    inner = within(links, things | between)
    return [li for li in inner if network.role(li) in DIRECTED]


def _times(
    network: Network, done: Work, durations: Mapping[Iri, int], start: date | None
) -> _Times:
    """Durations and deadlines of what is listed; the given ones before those that sources state."""
    stated: dict[Iri, dict[str, Cell]] = {}
    if done.listed:
        rows = network.answers.select(about("times-of", "thing", done.listed)).rows
        for thing, prop, value in rows:
            stated.setdefault(Iri(str(thing)), {})[names.short(str(prop))] = value
    lasting = {thing: _days(facts) for thing, facts in stated.items() if thing in done.listed}
    spans = {
        thing: (last - first).days + 1 for thing, (first, last) in lasting.items() if first and last
    }
    begins = {t: max((f - start).days, 0) for t, (f, _) in lasting.items() if f and start}
    due = {t: d for t, facts in stated.items() if isinstance(d := facts.get("nv:targetDate"), date)}
    return _Times({**spans, **durations}, begins, due)


def _days(facts: Mapping[str, Cell]) -> tuple[date | None, date | None]:
    """First and last day of a stated period, from the normalised days or the stated time."""
    first, last = facts.get("nv:validFrom"), facts.get("nv:validTo")
    if isinstance(first, date) and isinstance(last, date):
        return first, last
    stated = str(facts.get("nv:statedDate") or "")
    if "/" not in stated:
        return (first if isinstance(first, date) else None), None
    try:
        found = period(stated)
    except ValueError:
        return None, None
    return found.first, found.last
