"""Drawings: all that stands in a picture is in each of them, in its place, in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations, pairwise

import pydot
import pytest
from contrast import contrast
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_kg.render.drawing.dot import dot
from naravard_kg.render.drawing.lettering import clean, width, wrapped
from naravard_kg.render.drawing.marks import mark, stroke
from naravard_kg.render.drawing.mermaid import mermaid
from naravard_kg.render.drawing.picture import PHASES, ROLES, Arrow, Entry, Node, Picture
from naravard_kg.render.drawing.styles import PHASE, ROLE
from naravard_kg.render.drawing.svg import svg
from naravard_kg.words import LANGUAGES, say

SVG = "{http://www.w3.org/2000/svg}"
WORDS = dict(
    zip(ROLES, ("awaits", "is handled through", "hinges on", "proposes", "goes with"), strict=True)
)
HOSTILE = (
    '<script>alert("x")</script>',
    "R&D 'quoted' \"twice\" \\ \\N \\l",
    "1. not a list",
    "- nor this",
    "# nor a heading #quot; #35;",
    "end",
    "graph",
    "%%{init: {}}%% --> ]] }; `code` **bold** _it_ $$x$$",
    "control \x00\x07\x1b\x7f\ufffe and half \ud800",
    "ord" * 60,
    "שלום עולם مرحبا",
    "👩‍⚕️ 日本語",
    "\n\t ",
    "",
)


def _arrow(first: str, then: str, role: str = "awaits") -> Arrow:
    return Arrow(first, then, role, WORDS[role])


def _full(language: str = "en") -> Picture:
    """Every phase, every role, a joint box, a focus, soft and inferred links, one box alone."""
    nodes = [
        Node(f"p{at}", (Entry(f"thing/{at}", f"{at}. A thing of its own", phase, f"status {at}"),))
        for at, phase in enumerate(PHASES)
    ]
    joint = Node("j", (Entry("j/1", "One of two"), Entry("j/2", "The other", "open")), joint=True)
    arrows = [_arrow(f"p{at}", f"p{at + 1}", role) for at, role in enumerate(ROLES)]
    arrows += [
        replace(_arrow("p0", "p3"), soft=True),
        replace(_arrow("j", "p2", "hinges"), inferred=True),
    ]
    nodes[1] = replace(nodes[1], focus=True)
    return Picture("What waits for what", (*nodes, joint), tuple(arrows), language)


def _hostile() -> Picture:
    nodes = [
        Node(text, (Entry(text, text, PHASES[at % 7], text),), joint=at % 3 == 0)
        for at, text in enumerate(HOSTILE)
    ]
    arrows = [
        Arrow(first.id, then.id, ROLES[at % 5], first.id, inferred=at % 2 == 0)
        for at, (first, then) in enumerate(pairwise(nodes))
    ]
    return Picture('--- "T" <i> & \x01 title: #', tuple(nodes), tuple(arrows), "en")


@st.composite
def _pictures(draw: st.DrawFn) -> Picture:
    text = st.text(max_size=90)
    entries = st.builds(Entry, text, text, st.sampled_from(PHASES), text)
    nodes = tuple(
        Node(str(at), tuple(own), draw(st.booleans()), draw(st.booleans()))
        for at, own in enumerate(draw(st.lists(st.lists(entries, max_size=3), max_size=6)))
    )
    ids = st.sampled_from([node.id for node in nodes] or ["none"])
    arrows = st.builds(Arrow, ids, ids, st.sampled_from(ROLES), text, st.booleans(), st.booleans())
    drawn = tuple(draw(st.lists(arrows, max_size=8 if nodes else 0)))
    return Picture(draw(text), nodes, drawn, draw(st.sampled_from(LANGUAGES)))


PICTURES = pytest.mark.parametrize("picture", [_full(), _full("sv"), _hostile()])


def _root(picture: Picture) -> ET.Element:
    return ET.fromstring(svg(picture))  # noqa: S314 -- we wrote it ourselves


def _said(box: ET.Element) -> str:
    """The words drawn in a box, without spaces, since a long word may be broken anywhere."""
    return re.sub(r"\s", "", "".join(text.text or "" for text in box.findall(f"{SVG}text")))


def _keys(picture: Picture) -> list[ET.Element]:
    return [g for g in _root(picture).iter(f"{SVG}g") if g.get("class") == "key"]


def _keyed(picture: Picture) -> list[str]:
    """The words of the legend, without the letters at the samples."""
    return [
        "".join((key.findall(f"{SVG}text")[-1:] or [key])[0].itertext()) for key in _keys(picture)
    ]


# --- letters


def test_a_text_is_rather_taken_too_wide() -> None:
    """Helvetica's own widths, by Adobe's metrics; a text taken too narrow leaves its box."""
    assert 6.2 * 12 <= width("Nytt avtal m.m.", 12) <= 7.6 * 12
    assert width("läkare", 12) == width("lakare", 12)
    assert width("abc", 12, bold=True) > width("abc", 12)


@given(st.text(max_size=200), st.integers(40, 300))
def test_lines_fit_and_nothing_is_lost(text: str, room: int) -> None:
    """Whatever the words: they stay within, and all of them are there."""
    lines = wrapped(text, room, 12)

    assert all(width(line, 12) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_a_number_stays_with_its_word() -> None:
    """A number alone at the end of a line belongs to nothing."""
    assert wrapped("3. Dimensioneringsberäkning", 170, 12) == ("3. Dimensioneringsberäkning",)


# --- SVG


@PICTURES
def test_svg_says_all_words_of_a_box(picture: Picture) -> None:
    """A drawing that leaves out words is no drawing of the plan."""
    boxes = [g for g in _root(picture).iter(f"{SVG}g") if g.get("class") == "box"]
    said = list(map(_said, boxes))
    for node in picture.nodes:
        expected = re.sub(r"\s", "", "".join(clean(e.words + " " + e.status) for e in node.entries))
        assert any(text.startswith(expected) for text in said), expected


@given(_pictures())
@settings(deadline=None, max_examples=60)
def test_svg_is_xml_whatever_stands_in_it(picture: Picture) -> None:
    """One control character from a spreadsheet, and no viewer shows anything."""
    root = _root(picture)

    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.findtext(f"{SVG}title") == clean(picture.title)


@given(_pictures())
@settings(deadline=None, max_examples=60)
def test_text_fits_its_box(picture: Picture) -> None:
    """Words that run out of a box run into the next one."""
    for box in (g for g in _root(picture).iter(f"{SVG}g") if g.get("class") == "box"):
        frame = next(box.iter(f"{SVG}rect"))
        left, top, wide, high = (float(frame.get(n, "")) for n in ("x", "y", "width", "height"))
        for text in box.findall(f"{SVG}text"):
            x, y, size = (float(text.get(n, "")) for n in ("x", "y", "font-size"))
            assert left < x
            assert x + width(text.text or "", size) <= left + wide
            assert top + size * 0.7 <= y <= top + high - 2


def test_the_legend_stays_on_the_page() -> None:
    """The words of a link may be long, and a drawing narrow."""
    words = "is, in the opinion of both parties and after thorough consideration, to await " * 2
    root = _root(
        Picture("T", (Node("a", ()), Node("b", ())), (Arrow("a", "b", "awaits", words),), "en")
    )
    wide = float(root.get("width", ""))
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]

    assert max(width(text, 11) for text in texts) < wide - 100
    assert "".join(words.split()) in re.sub(r"\s", "", "".join(texts))


def test_the_legend_lists_what_occurs() -> None:
    """And says in which direction a link is read."""
    assert _keyed(_full()) == [
        "B awaits A",
        "B is handled through A",
        "B hinges on A",
        "B proposes A",
        "A goes with B",
        "soft: thin line, open head",
        "inferred",
        "settled",
        "under way",
        "on hold",
        "not begun",
        "lapsed",
        "unknown",
        "what the drawing starts from",
        "What comes first stands to the left.",
    ]


def test_the_legend_lists_nothing_else() -> None:
    """A sign that is explained and cannot be found is looked for in vain."""
    nodes = (Node("a", (Entry("a", "A", "lapsed"),)), Node("b", (Entry("b", "B"),)))
    arrows = (_arrow("a", "b", "hinges"), replace(_arrow("a", "b", "hinges"), words="also"))

    assert _keyed(Picture("T", nodes, arrows, "sv")) == [
        "B also A",
        "B hinges on A",
        "bortfallet",
        "Det som kommer först står till vänster.",
    ]
    assert _keyed(Picture("T", (Node("a", (Entry("a", "A"),)),), (), "sv")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_svg_speaks_one_language(language: str) -> None:
    """A Swedish report has no English caption."""
    said = " ".join(_root(_full(language)).itertext())
    other = "en" if language == "sv" else "sv"
    for key in ("joint", "soft", "inferred", "order", "phase.resting", "unlinked"):
        words = say(f"drawing.{key}")
        assert words.in_(language) in said
        assert words.in_(other) not in said
    assert _root(_full(language)).get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_a_phase_has_a_shape_of_its_own() -> None:
    """Whoever sees no colour, or prints in black and white, reads the same drawing."""
    shapes = {re.sub(r"#[0-9a-f]{6}|class=\"[^\"]*\"", "", mark(p, (0, 0))) for p in PHASES}

    assert len(shapes) == len(PHASES)
    assert mark("", (0, 0)) == ""
    assert len({PHASE[phase].sign for phase in PHASES}) == len(PHASES)


def test_a_role_has_a_line_of_its_own() -> None:
    """The colour alone must carry nothing."""
    assert len({ROLE[role].dashes for role in ROLES}) == len(ROLES)
    assert len({ROLE[role].colour for role in ROLES}) == len(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_only_an_ordered_link_has_a_head(role: str) -> None:
    """A head on what has no direction would invent an order."""
    nodes = (Node("a", (Entry("a", "A"),)), Node("b", (Entry("b", "B"),)))
    root = _root(Picture("T", nodes, (_arrow("a", "b", role),), "en"))
    links = [g for g in root.iter(f"{SVG}g") if g.get("class") == role]

    assert len(links) == 2
    assert all(
        len(link.findall(f"{SVG}path")) == (1 if role == "unordered" else 2) for link in links
    )


def test_soft_and_inferred_links_can_be_told() -> None:
    """A wish and a condition, a statement and a conclusion are not the same."""
    hard = _arrow("a", "b")
    nodes = (Node("a", (Entry("a", "A"),)), Node("b", (Entry("b", "B"),)))
    drawings = [
        svg(Picture("T", nodes, (link,), "en"))
        for link in (hard, replace(hard, soft=True), replace(hard, inferred=True))
    ]

    assert stroke(hard) != stroke(replace(hard, soft=True))
    assert ["<circle" in drawing for drawing in drawings] == [False, False, True]


def test_text_has_contrast_on_every_tint() -> None:
    """At least 7 to 1 for words and 4.5 to 1 for the status, as WCAG asks for."""
    for phase in PHASES:
        assert contrast("#1a1a1a", PHASE[phase].tint) > 7
        assert contrast("#555555", PHASE[phase].tint) > 4.5
    for role in ROLES:
        assert contrast(ROLE[role].colour, "#ffffff") > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_picture_says_so(language: str) -> None:
    """An empty page would look like a fault."""
    empty = Picture("Nothing", (), (), language)
    nothing = say("drawing.empty").in_(language)

    assert nothing in " ".join(_root(empty).itertext())
    assert nothing in dot(empty)
    assert nothing in mermaid(empty)


def test_boxes_do_not_overlap() -> None:
    """The layout keeps them apart only if it is told the sizes that are drawn."""
    frames = []
    for box in (g for g in _root(_full()).iter(f"{SVG}g") if g.get("class") == "box"):
        frame = next(box.iter(f"{SVG}rect"))
        frames.append([float(frame.get(n, "")) for n in ("x", "y", "width", "height")])
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(frames, 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay


def test_drawings_are_the_same_in_every_run() -> None:
    """They are kept under version control; a hash seed must not change them."""
    program = (
        "from naravard_kg.render.drawing.picture import *\n"
        "from naravard_kg.render.drawing import dot, mermaid, svg\n"
        "nodes = tuple(Node(n, (Entry(n, n, p),)) for n, p in zip('abcdefg', PHASES))\n"
        "arrows = [Arrow(a, b, ROLES[(ord(a) + ord(b)) % 5], 'x') for a in 'abc' for b in 'abcdef']\n"
        "picture = Picture('T', nodes, tuple(arrows), 'sv')\n"
        "print(ascii((svg.svg(picture), dot.dot(picture), mermaid.mermaid(picture))))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(said) == 1


# --- DOT


def _parsed(picture: Picture) -> pydot.Dot:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what pydot asks of its own parser
        graphs = pydot.graph_from_dot_data(dot(picture))
    assert graphs is not None
    return graphs[0]


@PICTURES
def test_dot_is_read_by_others(picture: Picture) -> None:
    """A quote in a title must not end the file."""
    graph = _parsed(picture)

    assert {f"n{at}" for at in range(1, len(picture.nodes) + 1)} <= {
        node.get_name() for node in graph.get_nodes()
    }
    assert len(graph.get_edges()) == len(picture.arrows)
    assert graph.get_graph_defaults()[0]["rankdir"] == "LR"


def test_dot_tells_what_the_drawing_tells() -> None:
    """Phase, joint, focus, role, strength and inference, for whoever lays it out anew."""
    text = dot(_full())
    for sign in (
        "✔ 0. A thing",
        "peripheries=2",
        "penwidth=3",
        "dir=none",
        "odot",
        "vee",
        "dotted",
    ):
        assert sign in text


@given(st.text(max_size=60))
def test_dot_quotes_everything(text: str) -> None:
    """No text can leave its quotation marks, or be read as one of Graphviz' own escapes."""
    drawn = dot(Picture(text, (Node("a", (Entry(text, "w"),)),), (), "en"))
    title = re.search(r' label="((?:[^"\\]|\\.)*)"\];', drawn)
    assert title is not None
    told = title[1]
    for escape, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        told = told.replace(escape, sign)
    assert re.sub(r"\\(.)", r"\1", told) == clean(text)


# --- Mermaid


def _labels(text: str) -> list[str]:
    return re.findall(r'"([^"\n]*)"', text.partition("flowchart LR")[2])


@PICTURES
def test_mermaid_has_a_line_for_everything(picture: Picture) -> None:
    """GitHub draws a flowchart whole or shows an error in its place."""
    head, _, body = mermaid(picture).partition("flowchart LR\n")
    lines = body.splitlines()

    assert re.fullmatch(r'---\ntitle: "(?:[^"\\]|\\.)*"\n---\n', head)
    assert sum(bool(re.match(r"  n\d+\[", line)) for line in lines) == len(picture.nodes)
    assert sum("linkStyle" in line for line in lines) == len(picture.arrows)
    shapes = (
        r'  n\d+(\["[^"]*"\]|\[\["[^"]*"\]\])',
        r'  n\d+ (==>|-->|-\.->|---)(\|"[^"]*"\|)? n\d+',
        r'  note\["[^"]*"\]:::note',
        r"  classDef [a-z-]+ [a-z-]+:[#\w]+(,[a-z-]+:[#\w]+)*",
        r"  class n\d+(,n\d+)* [a-z-]+",
        r"  linkStyle \d+ stroke:#\w{6},stroke-width:\dpx(,stroke-dasharray:[\d. ]+)?",
    )
    assert [ln for ln in lines if not any(re.fullmatch(shape, ln) for shape in shapes)] == []


@given(st.text(max_size=60))
def test_mermaid_escapes_everything(text: str) -> None:
    """A label holds letters, digits, a few harmless signs and numbered entities, all of it back."""
    label = _labels(mermaid(Picture("T", (Node("a", (Entry("a", text),)),), (), "en")))[0]
    told = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)

    assert told == (clean(text) or " ")
    assert not re.search(r"[<>`\"\\$*{}\[\]|&@]", label)
    assert not re.match(r"\d+[.)] |[-+*#] ?", re.sub(r"#\d+;", "·", label))


def test_mermaid_holds_on_dark_pages() -> None:
    """On a dark page GitHub's own colour of text is white; ours stands on light boxes."""
    classes = re.findall(r"classDef (?!focus).*", mermaid(_full()))

    assert len(classes) == len(PHASES) + 1
    assert all(",color:#" in line for line in classes)


def test_words_at_an_arrow_are_told_to_be_read_backwards() -> None:
    """ "a -> b: awaits" would be read as a awaiting b, the reverse of what is meant."""
    for text in (dot(_full()), mermaid(_full())):
        assert "◂ awaits" in text
        assert "goes with" in text
        assert "◂ goes with" not in text
        assert say("drawing.reading").in_("en").partition(";")[0] in text
