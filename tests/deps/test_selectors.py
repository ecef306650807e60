"""The grammar of selectors and their methods: what is typed is meant, and a slip is pointed at."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, names, resources
from naravard_kg.dependencies import Edge, dependencies
from naravard_kg.dependencies.grammar import Selector, Term, parse
from naravard_kg.dependencies.selection import CHANGED, everything, methods
from naravard_kg.errors import NaravardError, SelectorError, UnknownNameError
from naravard_kg.terms import Iri

PLAN = "plan/skane-lakarstod"
KNOWN = {"plan", "status", "region", "changed"}
FUZZ = settings(max_examples=400, deadline=None)
VALUES = st.text(st.sampled_from("ab1-/. åö,+@:"), min_size=1, max_size=8).filter(
    lambda value: value.strip() == value
)
DEPTHS = st.none() | st.just(-1) | st.integers(0, 9_999)
OPEN = st.builds(Term, VALUES, st.sampled_from(["", *KNOWN]), DEPTHS, DEPTHS)
CLOSED = st.builds(Term, VALUES, st.sampled_from(["", *KNOWN]), closed=st.just(True))
SETS = st.lists(st.lists(OPEN | CLOSED, min_size=1, max_size=3), min_size=1, max_size=3)


def bare(selector: Selector) -> list[list[tuple[object, ...]]]:
    """A selector without the columns, which say only where its terms stood."""
    return [[(t.value, t.method, t.up, t.down, t.closed) for t in terms] for terms in selector.sets]


@FUZZ
@given(SETS)
def test_what_is_written_is_read_back(sets: list[list[Term]]) -> None:
    """A selector that is shown to a reader must mean the same when it is typed again."""
    selector = Selector(tuple(map(tuple, sets)))
    again = parse(str(selector), KNOWN)

    assert bare(again) == bare(selector)
    assert parse(str(again), KNOWN) == again


@FUZZ
@given(st.text(st.sampled_from('ab:,+@"<>/ 9\n\t|åplan')) | st.text())
def test_whatever_is_typed_is_read_or_pointed_at(text: str) -> None:
    """Nobody should meet a traceback for a slip of the finger."""
    try:
        read = parse(text, KNOWN)
    except SelectorError as error:
        assert 1 <= error.column <= len(text) + 1
        assert error.message and error.remedy
    else:
        assert bare(parse(str(read), KNOWN)) == bare(read)


@pytest.mark.parametrize(
    ("text", "fault", "column"),
    [
        ("", "empty", 1),
        ("  ", "empty", 1),
        ("a,,b", "comma", 3),
        (",a", "comma", 1),
        ("a,", "comma", 2),
        ("+", "plus", 1),
        ("++a", "plus", 1),
        ("@+a", "at", 2),
        ("@a+", "at", 3),
        ('"open', "quote", 1),
        ("a <b", "quote", 3),
        ('<">', "quote", 1),
        ('a ""', "empty", 3),
        ("99999+a", "depth", 1),
        ("a+99999", "depth", 3),
        ("plna:x", "method", 1),
        ("a +plna:x", "method", 4),
    ],
)
def test_a_slip_is_pointed_at(text: str, fault: str, column: int) -> None:
    """The caret under the line must stand under the sign that is wrong."""
    with pytest.raises(SelectorError) as caught:
        parse(text, KNOWN)

    assert (caught.value.fault, caught.value.column) == (fault, column)


def test_a_method_that_is_misspelt_is_suggested(shipped: KnowledgeGraph) -> None:
    """Six methods are too many to remember and few enough to guess."""
    with pytest.raises(SelectorError) as caught:
        dependencies(shipped).select("plna:x")

    assert "plan" in str(caught.value.remedy)


# --- methods ---------------------------------------------------------------------------------------


def assignments(*numbers_: int) -> tuple[str, ...]:
    """Short names of assignments of the plan that Skåne follows up."""
    return tuple(f"uppdrag/skane-lakarstod-{n:02}" for n in numbers_)


def test_a_plan_is_its_assignments(shipped: KnowledgeGraph) -> None:
    """The nineteen, also those that nothing depends on, and not the actions that are parts."""
    assert dependencies(shipped).select(f"plan:{PLAN}") == assignments(*range(1, 20))


def test_a_status_is_the_latest(shipped: KnowledgeGraph) -> None:
    """What was not begun in March and was begun in May is begun."""
    assert dependencies(shipped).select(f"status:ej-paborjat,plan:{PLAN}") == assignments(
        1, 2, 6, 14
    )


def test_a_region_keeps_out_the_others(shipped: KnowledgeGraph) -> None:
    """A county reads its own documents only."""
    found = dependencies(shipped).select("region:plats/lan-12")

    assert set(assignments(*range(1, 20))) <= set(found)
    assert not {name for name in found if "orebro" in name}


def test_a_group_holds_what_is_meant_for_it(shipped: KnowledgeGraph) -> None:
    """Only what a source says is meant for them, not all of the plan."""
    found = dependencies(shipped).select(f"group:malgrupp/skane-mest-sjuka,plan:{PLAN}")

    assert found == assignments(3)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("kind:invantar", lambda edge: names.short(edge.kind or "").endswith("/invantar")),
        ("strength:mjuk", lambda edge: edge.is_soft),
    ],
)
def test_a_kind_and_a_strength_hold_the_ends_of_their_edges(
    shipped: KnowledgeGraph, text: str, fits: Callable[[Edge], bool]
) -> None:
    """By what is said of the edge, whichever end one comes from."""
    deps = dependencies(shipped)
    ends = {end for e in deps.edges() if fits(e) for end in (e.depender, e.dependee)}

    assert ends
    assert set(deps.select(text)) >= set(map(names.short, ends))


def test_every_method_takes_a_name_and_refuses_an_unknown_one(shipped: KnowledgeGraph) -> None:
    """An unknown value is a slip to be told of, not an empty answer."""
    assert methods().keys() == {"group", "kind", "plan", "region", "status", "strength"}
    for method in methods():
        with pytest.raises(NaravardError):
            dependencies(shipped).select(f"{method}:finns-inte-alls")
    with pytest.raises(UnknownNameError):
        dependencies(shipped).select("finns-inte-alls+")


def test_changed_is_what_differs_from_an_earlier_version(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """After an update a reader asks what it touches."""
    old = tmp_path / "data"
    shutil.copytree(resources.root() / "data", old)
    deps = dependencies(shipped)
    assert deps.select(f'{CHANGED}:"{old}"') == ()

    file = old / "sources" / "skane-uppfoljning-lakarstod.trig"
    said = file.read_text(encoding="utf-8")
    earlier = said.replace("nv:assignmentNumber 12 ;", "nv:assignmentNumber 112 ;")
    assert earlier != said
    file.write_text(earlier, encoding="utf-8")
    assert deps.select(f'{CHANGED}:"{old}"') == assignments(12)
    assert set(deps.select(f'+{CHANGED}:"{old}"')) > set(assignments(3, 4, 5, 12))


def test_an_unknown_revision_is_pointed_at(shipped: KnowledgeGraph) -> None:
    """Neither a folder nor a revision: the word itself is what is wrong."""
    with pytest.raises(SelectorError) as caught:
        dependencies(shipped).select("changed:no-such-revision")

    assert (caught.value.fault, caught.value.column) == ("revision", 1)


def test_a_view_chooses_only_what_it_is_about(shipped: KnowledgeGraph) -> None:
    """A plan has parts that no dependency joins; they are no things of that view."""
    deps = naravard_kg.dependencies(shipped)
    inside = {Iri(names.expand(name) or name) for name in deps.select("region:plats/lan-14")}
    classes = set(map(str, deps.view.classes))

    for thing in inside - everything(deps):
        kinds = shipped.select(f"SELECT ?kind WHERE {{ <{thing}> a ?kind }} ORDER BY ?kind").rows
        assert {str(row[0]) for row in kinds} & classes
