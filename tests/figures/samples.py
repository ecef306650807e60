"""What figures are tried on: comparisons with hard names, and how a drawn figure is measured."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text as Lettering

from naravard_kg import KnowledgeGraph, names
from naravard_kg.compare import stances
from naravard_kg.compare.aspects import Aspect
from naravard_kg.compare.similarity import Pair, Similarity
from naravard_kg.compare.stances import Comparison, Entry, Party, Row, Stance
from naravard_kg.graph import of_quads
from naravard_kg.origins import Origin
from naravard_kg.terms import Iri, Quad, Text
from naravard_kg.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
GRAPH = Iri("urn:naravard:test")
HOSTILE = (
    "<b>R&D</b> \"dubbla\" 'enkla' ]]> -->",
    "$x^2$ \\frac{1}{2} $\\badmacro{$ _a_ ^b^ {c} %d %s 100 %",
    "rad ett\nrad två\r\n\ttabb",
    "samverkansutskottsordförande" * 8,
    "x" * 200,
    "1234567890" * 20,
    "👩‍⚕️ 🏥 日本語 看護",
    "שלום עולם مرحبا بالعالم",
    "\u202egnp.exe \u2066x",
    "control \x00\x07\x1b and half \ud800",
    "A\u0301\u0302\u0303b a\u0308",
    "",
    " ",
    "–",
    "Å" * 30,
    "kommunchefs-/regiondirektörsnätverket " * 3,
)
ORIGIN = Origin(
    "0.1.0",
    ("naravard", "compare", "skåne", "--by", "$areas$ & <b>"),
    date(2026, 11, 28),
    date(2026, 11, 22),
    "671e52e0559f8384",
)
FACETS = (
    (*(f"vocab/organniva/{n}" for n in ("lokal", "lan", "egen")), None),
    (*(f"vocab/sfar/{n}" for n in ("profession", "politisk", "tjansteperson")), None),
    (*(f"vocab/organtyp/{n}" for n in ("rad", "namnd")), None),
)


def iri(name: str) -> Iri:
    """A thing of the tests."""
    return Iri(f"https://w3id.org/naravard/id/{name}")


def named(labels: dict[Iri, str]) -> KnowledgeGraph:
    """A graph that knows what things are called, and nothing else."""
    said = {thing: label.encode("utf-8", "replace").decode() for thing, label in labels.items()}
    return of_quads([Quad(thing, LABEL, Text(label, "sv"), GRAPH) for thing, label in said.items()])


entries = st.builds(
    Entry,
    st.sampled_from([iri(f"organ/{n}") for n in range(9)]),
    st.sampled_from(stances.MATCHES),
    st.just((iri("dokument/d"),)),
    st.none(),
    st.sampled_from([None, None, iri("status/saknas")]),
    st.sampled_from([None, None, iri("avtal/nationellt")]),
    st.just(()),
    st.sampled_from([True, True, None]),
)


def stance(found: Sequence[Entry], *, speaks: bool = True) -> Stance:
    """A cell with things in it, in the state that they make."""
    counting = [e for e in found if e.counts]
    if any(e.absent is None for e in counting):
        return Stance(stances.STATED, tuple(found))
    if counting:
        return Stance(stances.ABSENT, tuple(found))
    return Stance(stances.UNMENTIONED if speaks else stances.SILENT, tuple(found))


def made(
    cells: Sequence[Sequence[Sequence[Entry]]],
    parties: int,
    keys: Sequence[tuple[Iri | None, ...]],
    words: Sequence[str] = HOSTILE,
) -> Comparison:
    """A comparison of things that are called by *words*, in turn."""
    who = [Party(iri(f"plats/{n}"), frozenset(), national=n == 0) for n in range(parties)]
    rows = tuple(
        Row(key, tuple(stance(found, speaks=i % 3 < 2) for i, found in enumerate(row)), n % 3)
        for n, (key, row) in enumerate(zip(keys, cells, strict=True))
    )
    things = [party.who for party in who]
    things += [part for key in keys for part in key if part]
    things += [e.thing for row in cells for found in row for e in found]
    called = {thing: words[n % len(words)] for n, thing in enumerate(dict.fromkeys(things))}
    aspect = Aspect("prov", Words("prov & $försök$", "trial & $test$"), "concepts")
    return Comparison(aspect, tuple(who), rows, origin=ORIGIN, graph=named(called))


@st.composite
def comparisons(draw: st.DrawFn, *, bodies: bool = False) -> Comparison:
    """Any comparison: from nothing at all to more than fits on a page."""
    parties = draw(st.sampled_from([0, 1, 2, 3, 5, 21]))
    number = draw(st.integers(0, 6))
    cell = st.lists(entries, max_size=4, unique_by=lambda e: e.thing)
    cells = [[draw(cell) for _ in range(parties)] for _ in range(number)]
    keys: list[tuple[Iri | None, ...]] = [(iri(f"begrepp/{n}"),) for n in range(number)]
    if bodies:
        facet = st.tuples(*(st.sampled_from(some) for some in FACETS))
        drawn = draw(st.lists(facet, min_size=number, max_size=number, unique=True))
        keys = [tuple(names.expand(part) if part else None for part in key) for key in drawn]
    words = draw(st.permutations(HOSTILE))
    return made(cells, parties, keys, words)


@st.composite
def likenesses(draw: st.DrawFn) -> tuple[Comparison, Similarity]:
    """Any likeness of any parties."""
    comparison = draw(comparisons())
    part = st.floats(0, 1)
    pairs = [
        Pair(i, j, 1, 2, draw(part), 0.5, draw(part) / 2, 0.5 + draw(part) / 2, draw(part))
        for i in range(len(comparison.parties))
        for j in range(i + 1, len(comparison.parties))
    ]
    return comparison, Similarity("jaccard", 99, 1, comparison.parties, tuple(pairs))


def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Each text of a figure, with the room that it takes on paper."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that no font has
        renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
        found = [a for a in figure.axes[0].get_children() if isinstance(a, Lettering)]
        return [(a.get_text(), a.get_window_extent(renderer)) for a in found if a.get_text()]


def faults(figure: Figure) -> list[str]:
    """Texts outside of the figure, and texts upon each other."""
    wide, high = figure.canvas.get_width_height()
    found = texts(figure)
    outside = [
        text
        for text, box in found
        if box.x0 < -1 or box.y0 < -1 or box.x1 > wide + 1 or box.y1 > high + 1
    ]
    found.sort(key=lambda pair: pair[1].y0)
    for at, (text, box) in enumerate(found):
        for other, beside in found[at + 1 :]:
            if beside.y0 > box.y1 - 1.5:
                break
            across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
            if across > 1.5 and min(box.y1, beside.y1) - beside.y0 > 1.5:
                outside.append(f"{text} | {other}")
    return outside
