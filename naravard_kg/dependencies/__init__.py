"""What waits for what, why, and what to do first: dependency questions over any graph.

    deps = dependencies(graph)
    deps.blocks("skane-lakarstod-12").steps        what must be settled before it
    deps.impact("skane-lakarstod-03").touched      what a delay of it touches
    deps.order("plan:skane-lakarstod").levels      in which order
    deps.why("skane-lakarstod-08", "skane-mobila-team-i-hela-skane").chains
    deps.cycles().circles                          what waits for itself
    deps.critical().chain                          the longest chain
    deps.bottlenecks().places                      on what most hangs
    deps.what_if(done=["skane-lakarstod-03"])      what becomes free

Awaiting is not hinging: what awaits another may not start before that is settled; what hinges on
another may start, but cannot be settled before it. Coordination and joint handling order nothing;
what is handled together is ordered as one. Settled is what was last noted with a status that
means so, and a proposal that has been decided on. To await a proposal is to await what it answers,
in an order and in a circle; as a blocker the proposal, which is laid already, stands for itself.
A finding numbered as an assignment takes no place: what it is handled through does.

The same questions can be put to other views: goals, agreements, bodies, documents. A view is a
file in queries/views/ that names its kinds of edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from naravard_kg import names
from naravard_kg.dependencies import bottlenecks as _bottlenecks
from naravard_kg.dependencies import chains, critical, cycles, impact, planning, supposing, waiting
from naravard_kg.dependencies.edges import Citation, Edge, Narrowing
from naravard_kg.dependencies.exchange import to_networkx
from naravard_kg.dependencies.network import Network, within
from naravard_kg.dependencies.selection import everything, selected
from naravard_kg.dependencies.views import DEFAULT, View, named
from naravard_kg.dependencies.waiting import Blockers
from naravard_kg.errors import UnknownNameError
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Blockers", "Citation", "Dependencies", "Edge", "dependencies"]


@dataclass(frozen=True)
class Dependencies(Network):
    """Dependency questions over a graph; ``graph`` is all of it as a networkx MultiDiGraph."""

    blocks = waiting.blockers
    impact = impact.impact
    order = planning.order
    why = chains.why
    cycles = cycles.cycles
    critical = critical.critical
    bottlenecks = _bottlenecks.bottlenecks
    what_if = supposing.what_if

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Every edge, from depender to dependee, by short names; an edge's data are its facts."""
        return to_networkx(self.edges(), self.states(everything(self)))

    def edges(self, selector: str | None = None) -> list[Edge]:
        """The edges among the things that *selector* chooses; all edges, where it is None.

        Raises:
            SelectorError: the selector is not of the grammar.
            UnknownNameError: nothing has a name in it.
            AmbiguousNameError: several things have it.
        """
        return among(self, None if selector is None else selected(self, selector))

    def select(self, selector: str) -> tuple[str, ...]:
        """The short names of the things that *selector* chooses, sorted.

        Raises:
            SelectorError: the selector is not of the grammar.
            UnknownNameError: nothing has a name in it.
            AmbiguousNameError: several things have it.
        """
        return tuple(sorted(map(names.short, selected(self, selector))))


def among(network: Network, things: Iterable[Iri] | None) -> list[Edge]:
    """The edges that have both ends among *things*; all edges, where it is None."""
    if things is None:
        return network.grounds.edges(network.links.all())
    wanted = set(things)
    return network.grounds.edges(within(network.links.before(sorted(wanted)), wanted))


def dependencies(  # noqa: PLR0913 -- each narrows the answer, all by name
    graph: Answers,
    *,
    view: str = DEFAULT,
    as_of: date | None = None,
    stated_only: bool = False,
    hard_only: bool = False,
    kinds: Iterable[str] = (),
) -> Dependencies:
    """Dependency questions over *graph*.

    Args:
        graph: any graph: in memory, on disk, at an endpoint.
        view: which kinds of edges: dependencies, goals, agreements, bodies, documents.
        as_of: the day that is asked about; None means the latest that is told.
        stated_only: leave out what the curator inferred.
        hard_only: leave out what a source words softly.
        kinds: only edges of these kinds or properties, by name or label.

    Raises:
        UnknownNameError: there is no such view or kind.
    """
    chosen = named(view)
    kinds_ = frozenset(_kind(graph, chosen, name) for name in kinds)
    return Dependencies(graph, chosen, as_of, Narrowing(stated_only, hard_only, kinds_))


def _kind(graph: Answers, chosen: View, name: str) -> Iri:
    """A property of the view, or a kind of dependency, by the name that a person gives it."""
    from naravard_kg.vocabulary import vocabulary

    wanted = names.fold(name)
    for via, verb in chosen.verbs.items():
        local = names.short(via).partition(":")[2]
        if wanted in map(names.fold, (local, names.short(via), verb.words.sv, verb.words.en)):
            return via
    scheme = Iri(names.VOCABULARIES + "beroendetyp")
    found = vocabulary(graph).concept_for(name.rpartition("/")[2], scheme)
    if found is None:
        known = [names.short(via).partition(":")[2] for via in chosen.verbs]
        raise UnknownNameError("kind", name, known=known)
    return found
