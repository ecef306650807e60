"""Named graphs to a server, by the Graph Store Protocol or SPARQL Update, graph by graph.

    from naravard_kg.publishing import publish

    done = publish(naravard_kg.load(), "https://example.org/store")
    done.is_done
    print(done.table())

Each graph is read at the server first; one that is the same already is not sent, which is how a
run that was broken off is taken up again. After sending it is read back and compared. Whatever
happens, each graph is told of by a state (see ``outcomes``): no graph is half published without
a word.

A refusal that is about one graph leaves the others to be sent; one that would meet all of them,
such as a login, ends the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from naravard_kg.errors import EndpointError, NaravardError
from naravard_kg.publishing import outcomes, ways
from naravard_kg.publishing.contents import Content, Seen, chosen, content, nameless
from naravard_kg.publishing.outcomes import Outcome, Published
from naravard_kg.publishing.servers import Server, Target, would_meet_all
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

__all__ = ["VERIFICATIONS", "Outcome", "Published", "Step", "Target", "publish"]

DIGESTS, COUNTS = VERIFICATIONS = ("digests", "counts")
_LATER = (0.0, 0.5, 2.0)  # seconds before each look at what a server may not show yet


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work has come: which graph, the how-manieth of how many, and what is done."""

    graph: Iri
    number: int
    total: int
    doing: str  # reading, sending or verifying
    share: float = 0.0  # of the graph, that has been sent


Told = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """One graph on its way."""

    server: Server
    content: Content
    count: bool
    step: Step
    told: Told

    def tell(self, doing: str, share: float = 0.0) -> None:
        step = self.step
        self.told(Step(step.graph, step.number, step.total, doing, share))

    def sending(self, share: float) -> None:
        self.tell("sending", share)

    def look(self) -> Seen:
        return ways.look(self.server, self.content, self.content.graph, count=self.count)

    def outcome(self, state: str, seen: Seen | None, fault: NaravardError | None = None) -> Outcome:
        ours = self.content
        told = seen.difference if seen and state in (outcomes.DIFFERS, outcomes.HALF) else None
        there = seen.statements if seen else None
        digest = "" if self.count else ours.digest
        return Outcome(ours.graph, len(ours.lines), digest, state, there, fault, told)


def publish(  # noqa: PLR0913 -- what, where to, how: all but the first three keyword-only
    graph: Answers,
    target: str | Target,
    graphs: Iterable[str] = (),
    *,
    verify: str = DIGESTS,
    dry_run: bool = False,
    told: Told | None = None,
) -> Published:
    """Let a server hold the named graphs of *graph*, each whole or as it was before.

    Args:
        graph: what is published.
        target: the address for graphs, or a ``Target`` with all addresses and a protocol.
        graphs: the graphs that are meant, by any name; all where there is none.
        verify: ``digests`` compares every statement; ``counts`` only how many there are, and
            then a graph is sent even if the server has as many already.
        dry_run: say what would be done, and do none of it.
        told: called as the work goes on.

    Raises:
        EndpointError: nothing was sent: the address, the login or the server is not right.
        UnknownNameError: no graph has a name in *graphs*.
        AmbiguousNameError: several things have it.
    """
    homes = chosen(graph, graphs)
    server = Server(Target(target) if isinstance(target, str) else target)
    server.left = server.holds(map(ways.staging, homes))
    found: list[Outcome] = []
    for number, home in enumerate(homes, start=1):
        step = Step(home, number, len(homes), "reading")
        try:
            job = _Job(server, content(graph, home), verify == COUNTS, step, told or _silent)
        except NaravardError as fault:  # ours cannot be read
            found.append(Outcome(home, 0, "", outcomes.UNSENT, None, fault))
        else:
            found.append(_stopped(job, found) or _looked(job, _planned if dry_run else _sent))
        _refuse_all(found)
    gone = len(server.left - server.holds(server.left))
    return Published(server.target.store, server.way, tuple(found), nameless(graph), gone)


def _silent(step: Step) -> None:
    del step


def _stopped(job: _Job, before: list[Outcome]) -> Outcome | None:
    """What becomes of a graph after a fault that would meet it too."""
    return job.outcome(outcomes.UNSENT, None) if any(map(_stops, before)) else None


def _stops(outcome: Outcome) -> bool:
    """Whether the fault is the server's; one that breaks off and answers again is the graph's."""
    fault, answered = outcome.fault, outcome.there is not None
    cut = answered and isinstance(fault, EndpointError) and fault.fault == "unreachable"
    return would_meet_all(fault) and not cut and not outcome.is_good


def _refuse_all(found: list[Outcome]) -> None:
    """Where the first of all graphs could not be sent for such a fault, it is the answer.

    So it is where ours could not be read: then nothing has been sent.
    """
    first, fault = found[0], found[0].fault
    as_it_was = first.state in (outcomes.UNSENT, outcomes.UNCHANGED)
    if len(found) == 1 and fault and as_it_was and (_stops(first) or not first.statements):
        raise fault


def _looked(job: _Job, then: Callable[[_Job, Seen], Outcome]) -> Outcome:
    """What *then* makes of a graph and of what the server holds; nothing where it does not say."""
    job.tell("reading")
    try:
        before = job.look()
    except EndpointError as fault:
        return job.outcome(outcomes.UNSENT, None, fault)
    return then(job, before)


def _planned(job: _Job, before: Seen) -> Outcome:
    """What would be done with a graph."""
    state = outcomes.CHANGED if before.statements else outcomes.NEW
    return job.outcome(outcomes.THERE if _is_there(job, before) else state, before)


def _is_there(job: _Job, seen: Seen) -> bool:
    """Whether nothing need be sent; as many statements need not be the same ones."""
    return not job.count and seen.equals(job.content)


def _sent(job: _Job, before: Seen) -> Outcome:
    """Send a graph unless it is there, and find out what the server then holds."""
    if _is_there(job, before):
        return _tidied(job, job.outcome(outcomes.THERE, before))
    job.tell("sending")
    try:
        ways.send(job.server, job.content, job.sending, count=job.count)
    except EndpointError as fault:
        if job.server.turns(fault):
            return _looked(job, _sent)
        return _tidied(job, _after(job, before, fault))
    return _tidied(job, _after(job, before, None))


def _tidied(job: _Job, outcome: Outcome) -> Outcome:
    """Remove what an interrupted run had gathered, unless something may still come of it."""
    if outcome.is_good and ways.staging(outcome.graph) in job.server.left:
        ways.drop(job.server, outcome.graph)
    return outcome


def _after(job: _Job, before: Seen, fault: EndpointError | None) -> Outcome:
    """What the server holds after it was sent a graph, whatever it said."""
    job.tell("verifying")
    try:
        seen = _settled(job, patient=fault is None)
    except EndpointError as unread:
        return job.outcome(outcomes.UNKNOWN, None, fault or unread)
    sure = not (job.count and fault and before.equals(job.content))
    if seen.equals(job.content) and sure:
        return job.outcome(outcomes.PUBLISHED, seen)
    return job.outcome(_state(job, before, seen, failed=fault is not None), seen, fault)


def _settled(job: _Job, *, patient: bool) -> Seen:
    """What the server holds; a copy that lags behind is given some moments."""
    for pause in _LATER if patient else _LATER[:1]:
        time.sleep(pause)
        seen = job.look()
        if seen.equals(job.content):
            break
    return seen


def _state(job: _Job, before: Seen, seen: Seen, *, failed: bool) -> str:
    if not failed:
        return outcomes.DIFFERS
    if (seen.statements, seen.digest) != (before.statements, before.digest):
        return outcomes.HALF
    return outcomes.UNKNOWN if job.count and seen.statements else outcomes.UNCHANGED
