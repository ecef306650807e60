"""The questions of the list about dependence, put to the library's own dependency questions."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import Edge

from .reading import A_TO_E, FOLLOWED_UP, PLAN, THREE_TO_FIVE, assignment

STEERING = "villkor/skane-hard-styrning-tydliggjord"
WIDENED = "villkor/sa-beslut-bredda-malgruppen"
ACTION_PLAN = "plan/sa-handlingsplan-fokusomraden"
ASSIGNMENTS = f"plan:{FOLLOWED_UP}"


def short(things: Iterable[str]) -> set[str]:
    """Their short names."""
    return set(map(names.short, things))


def ends(edges: Iterable[Edge]) -> set[tuple[str, str]]:
    """The ends of edges, by short name."""
    return {(names.short(e.depender), names.short(e.dependee)) for e in edges}


def test_cq_003_09_what_must_happen_before_6_starts(shipped: KnowledgeGraph) -> None:
    """A stand on five proposals, softly; and in part a steering made clear."""
    found = naravard_kg.dependencies(shipped).blocks(assignment(6))
    own = found.of(found.thing)

    assert {names.short(e.dependee) for e in own if e.role == "awaits"} == A_TO_E
    assert {names.short(e.dependee) for e in own if e.role == "hinges"} == {STEERING}
    assert all(e.is_soft for e in own)
    assert set(found.ready) == A_TO_E | {STEERING}


@pytest.mark.parametrize("number", [3, 4, 5])
def test_cq_003_11_which_assignments_depend_on_3_to_5(shipped: KnowledgeGraph, number: int) -> None:
    """6, 8, 9 and 12; 14 is only coordinated, and that is told beside."""
    found = naravard_kg.dependencies(shipped).impact(assignment(number))
    touched = {names.short(one.thing): one.effect for one in found.touched}

    assert {t for t in touched if t.startswith("uppdrag/")} - THREE_TO_FIVE == set(
        map(assignment, (6, 8, 9, 12))
    )
    assert (touched[assignment(8)], touched[assignment(9)]) == ("stopped", "affected")
    assert assignment(14) in {end for pair in ends(found.coordination) for end in pair}


def test_cq_003_13_what_6_9_and_12_have_in_common(shipped: KnowledgeGraph) -> None:
    """All three hinge on assignments 3–5, to which proposals a–e are the answer."""
    deps = naravard_kg.dependencies(shipped)
    common = deps.select(",".join(f"+{assignment(n)}" for n in (6, 9, 12)))

    assert set(common) == THREE_TO_FIVE
    assert set(deps.select(f"{assignment(3)}+1")) >= A_TO_E


def test_cq_003_15_which_assignments_are_roots_and_leaves(shipped: KnowledgeGraph) -> None:
    """With the stated edges only: 3–5 begin, 9 stands between, 6, 8 and 12 end."""
    deps = naravard_kg.dependencies(shipped, stated_only=True)
    below, above = {}, {}
    for number in range(1, 20):
        one = assignment(number)
        below[one] = {t for t in deps.select(f"+{one}") if t.startswith("uppdrag/")} - {one}
        above[one] = {t for t in deps.select(f"{one}+") if t.startswith("uppdrag/")} - {one}

    assert {t for t in below if above[t] and not below[t]} == THREE_TO_FIVE
    assert {t for t in below if below[t] and above[t]} == {assignment(9)}
    assert {t for t in below if below[t] and not above[t]} == set(map(assignment, (6, 8, 12)))


def test_cq_003_17_no_cycle_and_which_links_would_make_one(shipped: KnowledgeGraph) -> None:
    """Four links of coordination would lead round if they were read as dependence."""
    deps = naravard_kg.dependencies(shipped)
    beside = [e for e in deps.edges(ASSIGNMENTS) if e.role == "unordered"]

    assert (deps.cycles().circles, deps.cycles().entangled) == ((), ())
    assert {frozenset(pair) for pair in ends(beside)} == {
        frozenset((assignment(14), assignment(n))) for n in (3, 4, 5, 12)
    }


def test_cq_003_19_with_what_14_is_coordinated(shipped: KnowledgeGraph) -> None:
    """Four assignments, one of which hangs hard on the other three."""
    deps = naravard_kg.dependencies(shipped)
    found = deps.blocks(assignment(14))
    inner = naravard_kg.dependencies(shipped, hard_only=True).blocks(assignment(12))

    assert found.steps == ()
    assert {b for _, b in ends(found.coordination)} == THREE_TO_FIVE | {assignment(12)}
    assert set(inner.ready) == THREE_TO_FIVE


def test_cq_003_25_which_soft_assignments_depend_on_what(shipped: KnowledgeGraph) -> None:
    """1, 2 and 6, in part only, on one condition."""
    found = naravard_kg.dependencies(shipped).impact(STEERING)

    assert {names.short(one.thing) for one in found.touched} == set(map(assignment, (1, 2, 6)))
    assert {(one.effect, one.firm) for one in found.touched} == {("affected", False)}


@pytest.mark.parametrize("thing", ["malgrupp/sa-fler-malgrupper", "atgard/sa-bredda-malgruppen"])
def test_cq_002_11_what_must_happen_before_the_group_is_widened(
    shipped: KnowledgeGraph, thing: str
) -> None:
    """A decision, which has not been taken."""
    assert naravard_kg.dependencies(shipped).blocks(thing).steps == ((WIDENED,),)


def test_cq_002_17_what_the_action_plan_waits_for_and_precedes(shipped: KnowledgeGraph) -> None:
    """A decision first, then the plan, then the reports."""
    deps = naravard_kg.dependencies(shipped)

    assert set(deps.blocks(ACTION_PLAN).ready) == {
        "villkor/sa-beslut-om-fokusomraden",
        "forslag/sa-beslut-fokusomraden",
    }
    assert short(one.thing for one in deps.impact(ACTION_PLAN).touched) == {
        "utredning/sa-lagesrapporter"
    }


def test_cq_001_23_from_sub_goal_4_to_the_strategy(shipped: KnowledgeGraph) -> None:
    """The chain of the text goes over the plan; a shorter one is right as well."""
    deps = naravard_kg.dependencies(shipped, view="goals")
    found = deps.why("mal/orebro-delmal-4", "plan/orebro-rus", limit=100)
    chains = [chain.names for chain in found.chains]

    assert all((c[0], c[-1]) == ("plan/orebro-rus", "mal/orebro-delmal-4") for c in chains)
    assert all("mal/orebro-insatsomrade" in chain for chain in chains)
    assert (
        "plan/orebro-rus",
        "mal/rus-orebro-god-jamlik",
        PLAN,
        "mal/orebro-insatsomrade",
        "mal/orebro-delmal-4",
    ) in chains
    assert all(hop for chain in found.chains for hop in chain.hops)


def test_cq_000_21_what_digitalisation_hinges_on(shipped: KnowledgeGraph) -> None:
    """The source calls it decisive, so it is hard; it keeps nobody from beginning."""
    found = naravard_kg.dependencies(shipped).blocks("mal/skane-2021-intentioner-digitalt")

    assert found.steps == (("villkor/skane-2021-strategiska-beslut-e-halsa",),)
    assert found.startable == ("mal/skane-2021-intentioner-digitalt",)
    assert not any(e.is_soft for e in found.of(found.thing))


def test_what_falls_with_the_agreement_of_skane(shipped: KnowledgeGraph) -> None:
    """Were it terminated, its annexes and the plan it frames lose their ground, others' do not."""
    deps = naravard_kg.dependencies(shipped, view="agreements")
    fallen = short(deps.what_if(dropped=["avtal/skane-hs-2016"]).groundless)

    assert {"avtal/skane-hs-2016-del-b", "avtal/skane-hs-2016-del-c", FOLLOWED_UP} <= fallen
    assert {assignment(n) for n in range(1, 20)} <= fallen
    assert not {name for name in fallen if "orebro" in name or "jamtland" in name}
