"""Answers to dependency questions, laid out: complete in every format, in both languages, at any width."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names
from naravard_kg.dependencies import Dependencies, dependencies
from naravard_kg.dependencies.exchange import to_edges
from naravard_kg.dependencies.states import LAPSED, SETTLED
from naravard_kg.dependencies.views import catalogue
from naravard_kg.render import deps as layouts
from naravard_kg.render.deps import DRAWINGS, FORMATS, Answer, drawn
from naravard_kg.render.deps.manual import examples, selectors, views
from naravard_kg.render.deps.pictures import picture
from naravard_kg.render.deps.speech import MARKS, speech
from naravard_kg.render.drawing.styles import line_of
from naravard_kg.words import LANGUAGES

PLAN = "plan:skane-lakarstod"
CIRCLE = Path(__file__).parent / "plans" / "circle.ttl"
ASKED: dict[str, Callable[[Dependencies], Answer]] = {
    "blocks": lambda deps: deps.blocks("skane-lakarstod-08"),
    "impact": lambda deps: deps.impact("skane-lakarstod-03"),
    "order": lambda deps: deps.order(PLAN),
    "why": lambda deps: deps.why("skane-lakarstod-06", "skane-lakarstod-03"),
    "cycles": lambda deps: deps.cycles("cirkel-1 cirkel-5"),
    "critical": lambda deps: deps.critical(PLAN),
    "days": lambda deps: deps.critical("region:skane", durations={}, start=date(2020, 1, 1)),
    "bottlenecks": lambda deps: deps.bottlenecks(PLAN),
    "what_if": lambda deps: deps.what_if(
        done=["skane-lakarstod-03"], dropped=["skane-lakarstod-03-05-a"]
    ),
    "graph": lambda deps: drawn(deps, f"+{PLAN}"),
}
EVERY = pytest.mark.parametrize("question", ASKED)
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@dataclass
class Reader:
    """Who reads."""

    lang: str = "en"
    format: str | None = None
    sources: str | None = None
    output: str | None = None
    width: int = 100

    def chosen(self, formats: Mapping[str, object]) -> str:
        """The format asked for."""
        return next(form for form in formats if form == (self.format or "text"))


@pytest.fixture(scope="module")
def deps() -> Dependencies:
    """The dependencies of the shipped graph, with a circle beside it."""
    return dependencies(naravard_kg.load(data=[CIRCLE]))


def rendered(network: Dependencies, found: Answer, reader: Reader) -> str:
    """An answer as text; the bytes of a file letter by letter."""
    answer = layouts.rendered(network, found, reader)
    return answer if isinstance(answer, str) else answer.decode("latin-1")


def told(deps: Dependencies, question: str, form: str, language: str = "en") -> str:
    """An answer in a format."""
    return rendered(deps, ASKED[question](deps), Reader(language, form))


# --- every answer in every format --------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("form", FORMATS)
def test_every_answer_has_every_format_alike_at_every_run(
    deps: Dependencies, question: str, form: str
) -> None:
    """Sets lie behind the answers; their order must not show, or every diff is noise."""
    first = told(deps, question, form)

    assert first.strip()
    assert told(dependencies(deps.answers), question, form) == first


@EVERY
def test_every_text_differs_between_languages(deps: Dependencies, question: str) -> None:
    """Else one of the two is not translated."""
    assert told(deps, question, "text", "sv") != told(deps, question, "text", "en")


@EVERY
@BOTH
@pytest.mark.parametrize("width", [40, 72, 100])
def test_a_text_keeps_to_the_width_and_loses_nothing(
    deps: Dependencies, question: str, language: str, width: int
) -> None:
    """A narrow terminal wraps lines; what is longer than it allows is one name, which stays whole."""
    found = ASKED[question](deps)
    if question == "graph":
        return  # Mermaid is for a program: its lines are not wrapped
    narrow = rendered(deps, found, Reader(language, width=width))
    wide = rendered(deps, found, Reader(language, width=10_000))

    assert "".join(narrow.split()) == "".join(wide.split())
    for line in narrow.splitlines():
        depth = len(line) - len(line.lstrip())
        assert len(line) <= max(width, depth + 24) or len(line.split()) == 1


@EVERY
def test_an_answer_as_json_names_every_thing_it_speaks_of(
    deps: Dependencies, question: str
) -> None:
    """A program looks each name up in the one map of things; a name without an entry is lost."""
    answer = json.loads(told(deps, question, "json"))
    edges = [edge for key in ("edges", "coordination", "beside") for edge in answer.get(key, [])]

    assert list(answer) == sorted(answer)
    assert {edge[end] for edge in edges for end in ("depender", "dependee")} <= set(
        answer["things"]
    )
    for name, thing in answer["things"].items():
        assert names.expand(name) == thing["iri"]


@EVERY
def test_an_answer_as_csv_has_a_line_of_headings_and_even_rows(
    deps: Dependencies, question: str
) -> None:
    """A spreadsheet reads it as one table."""
    rows = list(csv.reader(io.StringIO(told(deps, question, "csv"))))

    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@EVERY
def test_a_text_names_every_passage_behind_it(deps: Dependencies, question: str) -> None:
    """What is claimed without its passage is hearsay."""
    found = ASKED[question](deps)
    if question not in ("blocks", "why", "cycles"):
        return  # the others tell figures and names; their edges stand in JSON and CSV
    chains = [*getattr(found, "chains", ()), *getattr(found, "circles", ())]
    edges = [*getattr(found, "edges", ()), *(e for c in chains for hop in c.hops for e in hop)]
    text = " ".join(rendered(deps, found, Reader()).split())

    for edge in edges:
        assert all(citation.locator in text for citation in edge.citations)


# --- text ------------------------------------------------------------------------------------------


@BOTH
def test_blockers_show_grounds_and_steps(shipped: KnowledgeGraph, language: str) -> None:
    """What waits, why, where it is written, and what can start: all on one page."""
    found = dependencies(shipped).blocks("skane-lakarstod-12")
    text = rendered(dependencies(shipped), found, Reader(language, width=10_000))

    for edge in found.edges:
        assert names.short(edge.dependee) in text
        assert all(citation.locator in text for citation in edge.citations)
    for step in found.steps:
        assert ", ".join(step) in text
    assert found.startable == ("uppdrag/skane-lakarstod-12",)


def test_the_words_of_a_passage_are_shown_where_the_text_is_at_hand(
    shipped: KnowledgeGraph, sources: Path
) -> None:
    """Who holds the text reads the grounds without leaving the answer."""
    deps = dependencies(shipped)
    found = deps.why("skane-lakarstod-09", "skane-mobila-team-i-hela-skane")
    text = rendered(deps, found, Reader(sources=str(sources), width=10_000))

    assert text.count("“") == text.count("@") > 0


@BOTH
def test_a_circle_is_shown_with_its_arrows(deps: Dependencies, language: str) -> None:
    """ "Goes in a circle" without the way round helps nobody out of it."""
    round_ = "uppdrag/cirkel-1 → uppdrag/cirkel-2 → uppdrag/cirkel-3 → uppdrag/cirkel-1"

    for found in (deps.cycles("cirkel-1"), deps.blocks("cirkel-4")):
        assert round_ in rendered(deps, found, Reader(language))


@pytest.mark.parametrize("question", ["order", "critical", "bottlenecks", "what_if"])
def test_an_answer_of_figures_tells_what_it_rests_on(deps: Dependencies, question: str) -> None:
    """What is stated and what a reader inferred must be told apart wherever an answer is given."""
    edges = json.loads(told(deps, question, "json"))["edges"]
    stated = sum(edge["stated"] for edge in edges)

    assert f"{stated} are stated and {len(edges) - stated} inferred" in told(deps, question, "text")


def test_an_order_marks_what_is_only_inferred_to(shipped: KnowledgeGraph) -> None:
    """Nobody states that the reports await the plan; the order must not pass it off as stated."""
    deps = dependencies(shipped)
    text = rendered(deps, deps.order("region:sodra-alvsborg"), Reader(width=200))

    assert "after plan/sa-handlingsplan-fokusomraden (inferred)" in text
    assert text.count("(inferred)") < text.count("after ")


@BOTH
def test_empty_answers_say_so(deps: Dependencies, shipped: KnowledgeGraph, language: str) -> None:
    """An empty page could also be a fault."""
    sound = dependencies(shipped)
    made: list[tuple[Answer, dict[str, str]]] = [
        (
            sound.cycles(),
            {"sv": "Ingenting väntar på sig självt.", "en": "Nothing waits for itself."},
        ),
        (
            sound.blocks("skane-lakarstod-03"),
            {"sv": "Väntar inte på något.", "en": "Waits for nothing."},
        ),
        (
            sound.why("skane-lakarstod-07", "skane-lakarstod-13"),
            {"sv": "Ingen kedja", "en": "No chain"},
        ),
        (sound.order("skane-lakarstod-07"), {"sv": "Inget öppet", "en": "Nothing open"}),
        (sound.critical("skane-lakarstod-07"), {"sv": "Inget öppet", "en": "Nothing open"}),
        (
            sound.bottlenecks("skane-lakarstod-07"),
            {"sv": "Ingenting väntar", "en": "Nothing waits"},
        ),
        (sound.what_if(done=["skane-lakarstod-07"]), {"sv": "Inget annat", "en": "Nothing else"}),
        (sound.impact("skane-lakarstod-12"), {"sv": "Ingenting väntar", "en": "Nothing waits"}),
    ]

    for found, said in made:
        assert said[language] in rendered(sound, found, Reader(language))
    assert deps.cycles().circles


def test_every_phase_has_a_mark_of_its_own() -> None:
    """Two phases with one mark are one phase to a reader."""
    assert len(set(MARKS.values())) == len(MARKS)


def test_a_deadline_that_cannot_be_kept_is_told(shipped: KnowledgeGraph) -> None:
    """It is what the calculation is made for."""
    deps = dependencies(shipped)
    thing = names.thing("mal", "skane-mobila-vardteam-2020")
    found = deps.critical(f"+{names.short(thing)}", durations={thing: 30}, start=date(2020, 12, 15))
    text = rendered(deps, found, Reader("sv"))

    assert {slot.deadline for slot in found.slots} >= {date(2020, 12, 31)}
    assert min(slot.slack for slot in found.slots) == -14
    assert "2020-12-31" in json.dumps(json.loads(rendered(deps, found, Reader("sv", "json"))))
    assert "30" in text


# --- the manual --------------------------------------------------------------------------------------


@BOTH
def test_every_example_of_the_manual_runs(shipped: KnowledgeGraph, language: str) -> None:
    """An example that does not run teaches the wrong thing."""
    deps = dependencies(shipped)
    manual = selectors(language, 80)

    for written, meaning in examples():
        assert written in manual
        assert meaning.in_(language).split()[0] in manual
        if written.startswith("changed:"):
            continue  # a revision of the checkout, which a copy of it need not have
        assert deps.select(written), written
    assert deps.select("plan:skane-lakarstod,status:ej-paborjat")


@BOTH
def test_the_table_of_views_is_the_catalogue(language: str) -> None:
    """The views are data; the table must not be a second list of them."""
    table, headings = views(language)

    assert len(table) == sum(len(view.verbs) for view in catalogue())
    assert len(headings) == len(table.columns)
    assert {row[0] for row in table} == {view.name for view in catalogue()}


# --- drawings ------------------------------------------------------------------------------------------


def test_a_picture_shows_each_thing_once_and_joint_ones_in_one_box(shipped: KnowledgeGraph) -> None:
    """Assignments 3 to 5 are one piece of work; three boxes would say that they are three."""
    deps = dependencies(shipped)
    found = drawn(deps, f"+{PLAN}")
    made = picture(
        speech(deps, found.things, found.edges, found.states, Reader()),
        found.things,
        list(found.edges),
    )
    shown = [entry.name for node in made.nodes for entry in node.entries]
    joint = [node for node in made.nodes if node.joint]

    assert sorted(shown) == sorted(map(names.short, found.things))
    assert [[entry.name[-2:] for entry in node.entries] for node in joint] == [["03", "04", "05"]]
    assert {entry.phase for node in made.nodes for entry in node.entries} >= {SETTLED, LAPSED}


def test_a_picture_draws_every_edge_between_two_boxes(deps: Dependencies) -> None:
    """An edge that is not drawn is an edge that a reader believes is not there."""
    found = drawn(deps, "region:skane cirkel-1+ cirkel-5")
    told_ = speech(deps, found.things, found.edges, found.states, Reader())
    made = picture(told_, found.things, list(found.edges))
    home = {entry.name: node.id for node in made.nodes for entry in node.entries}
    arrows = {frozenset((arrow.first, arrow.then, arrow.role)) for arrow in made.arrows}

    for edge in found.edges:
        ends = home[names.short(edge.dependee)], home[names.short(edge.depender)]
        if edge.role != "joint":
            assert frozenset((*ends, edge.role)) in arrows


@EVERY
def test_an_svg_is_sound_xml_with_every_label(deps: Dependencies, question: str) -> None:
    """It is opened in browsers and put in documents."""
    root = ET.fromstring(told(deps, question, "svg"))  # noqa: S314 -- our own text
    text = " ".join("".join(root.itertext()).split())

    assert root.tag.endswith("svg")
    assert len(text) > 20


@pytest.mark.parametrize("form", ["graphml", "gexf", "cyjs"])
def test_a_network_file_has_every_node_and_edge(shipped: KnowledgeGraph, form: str) -> None:
    """What networkx reads back is as much as was written, with phases and roles."""
    deps = dependencies(shipped)
    found = drawn(deps, f"+{PLAN}")
    text = rendered(deps, found, Reader(format=form))
    read = {
        "graphml": lambda: nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True),
        "gexf": lambda: nx.read_gexf(io.BytesIO(text.encode())),
        "cyjs": lambda: nx.cytoscape_graph(json.loads(text)),
    }[form]()

    assert set(read) == set(map(names.short, found.things))
    assert read.number_of_edges() == len(found.edges)
    assert all(data["phase"] is not None for _, data in read.nodes(data=True))
    assert {data["role"] for *_, data in read.edges(data=True)} >= {"awaits", "hinges", "unordered"}


def test_the_edge_list_is_the_graph(shipped: KnowledgeGraph) -> None:
    """A row a passage: together they say what the networkx graph says."""
    deps = dependencies(shipped)
    rows = list(
        csv.DictReader(io.StringIO(rendered(deps, drawn(deps, None), Reader(format="csv"))))
    )
    edges = to_edges(deps.graph)

    assert len(rows) == sum(max(len(edge.citations), 1) for edge in edges)
    assert {(r["depender"], r["via"], r["dependee"]) for r in rows} == {
        tuple(map(names.short, (e.depender, e.via, e.dependee))) for e in edges
    }


def test_the_drawings_are_those_of_the_command() -> None:
    """The manual and the code must name the same."""
    assert set(DRAWINGS) == {"svg", "dot", "mermaid"}
    assert {"graphml", "gexf", "cyjs", "csv", "json", "md", "tsv", "text"} <= set(FORMATS)


@pytest.mark.parametrize("view", [view.name for view in catalogue()])
def test_no_two_kinds_of_edges_look_alike_in_a_picture(shipped: KnowledgeGraph, view: str) -> None:
    """A legend with the same line twice tells a reader nothing."""
    deps = dependencies(shipped, view=view)
    found = drawn(deps, None)
    told_ = speech(deps, found.things, found.edges, found.states, Reader())
    made = picture(told_, found.things, list(found.edges))
    lines = {(arrow.role, arrow.words): line_of(arrow) for arrow in made.arrows}

    assert len(set(lines.values())) == len(lines) > 1
