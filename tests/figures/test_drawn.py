"""Every figure: nothing cut or covered, the same bytes each time, and its source in the file."""

from __future__ import annotations

import io
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from naravard_kg import KnowledgeGraph, figures
from naravard_kg.compare import compare
from naravard_kg.compare.similarity import similarity
from naravard_kg.compare.stances import Comparison, Entry
from naravard_kg.errors import UnreadableFileError
from naravard_kg.figures.engine import figure
from naravard_kg.figures.furniture import footer
from naravard_kg.figures.sheet import Face, Lettering
from naravard_kg.origins import found_in, origin
from naravard_kg.render import figured
from naravard_kg.terms import Iri
from naravard_kg.timeline import timeline
from naravard_kg.words import LANGUAGES

from . import samples

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"
COUNTIES = ("plats/lan-12", "plats/lan-14", "plats/lan-18", "plats/lan-23")
MADE = origin(["naravard", "timeline"])
Subject = Callable[[KnowledgeGraph], Any]


def _compared(by: str, *who: str) -> Subject:
    return lambda graph: compare(graph, who or COUNTIES, by=by)


def _alike(graph: KnowledgeGraph) -> Any:
    comparison = compare(graph, COUNTIES)
    return comparison, similarity(comparison, permutations=19)


SHIPPED: dict[str, tuple[str, Subject]] = {
    **{
        f"matrix of {by}": ("matrix", _compared(by))
        for by in ("areas", "target-groups", "methods", "themes", "bodies", "status")
    },
    "structure": ("structure", _compared("bodies")),
    "structure of one": ("structure", _compared("bodies", "plats/lan-23")),
    "coverage": ("coverage", _compared("areas")),
    "coverage of the frame": ("coverage", _compared("areas", "national", *COUNTIES)),
    "similarity": ("similarity", _alike),
    "timeline": ("timeline", lambda graph: (graph, timeline(graph))),
    "timeline of one": ("timeline", lambda graph: (graph, timeline(graph, ["plats/lan-12"]))),
}
EVERY = pytest.mark.parametrize("case", SHIPPED)
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def _sheet(case: str, graph: KnowledgeGraph, language: str) -> Any:
    name, subject = SHIPPED[case]
    made = figures.FIGURES[name](subject(graph), language)
    return footer(made, MADE if name == "timeline" else None)


@EVERY
@BOTH
def test_no_text_is_cut_or_covered(shipped: KnowledgeGraph, case: str, language: str) -> None:
    """What cannot be read in print might as well not stand there."""
    sheet = _sheet(case, shipped, language)

    assert samples.faults(figure(sheet)) == []


@EVERY
def test_letters_are_large_enough_and_the_figure_fits_a_column(
    shipped: KnowledgeGraph, case: str
) -> None:
    """Journals ask for six points at least, and for one column's width or two."""
    sheet = _sheet(case, shipped, "sv")
    faces = [mark.face for mark in sheet.marks if isinstance(mark, Lettering)]

    assert min(faces, key=lambda face: face.size).size >= 6
    assert sheet.width in (90.0, 140.0, 180.0)


def test_the_forms_that_are_offered_are_those_that_can_be_drawn() -> None:
    """What an answer offers is known without loading the figures, and so is told twice."""
    assert figured.FORMATS == figures.FORMATS


@EVERY
@BOTH
@pytest.mark.parametrize("form", figures.FORMATS)
def test_each_figure_is_a_file_that_tells_its_source(
    shipped: KnowledgeGraph, tmp_path: Path, case: str, language: str, form: str
) -> None:
    """A figure that has left its folder must still say how it is made again."""
    name, subject = SHIPPED[case]
    made = MADE if name == "timeline" else None
    path = tmp_path / f"figure.{form}"
    path.write_bytes(figures.drawn(name, subject(shipped), form, language, origin=made))
    found = found_in(path)

    assert found is not None
    assert found.command[:1] == ("naravard",)
    assert (found.data, found.digest) == (MADE.data, MADE.digest)
    assert found.title


def test_an_svg_has_a_role_a_name_and_a_description() -> None:
    """Who does not see the figure is told what it is and what it shows."""
    root = _parsed(figures.drawn("matrix", _hard(), "svg", "sv"))
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    facts = {e.tag.removeprefix(DC): e.text for e in root.iter() if e.tag.startswith(DC)}

    assert root.get("role") == "img"
    assert title is not None and told is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text and title.text.startswith("Prov & $försök$")
    assert told.text and told.text.startswith("En tabell med begrepp")
    assert facts["source"] == samples.ORIGIN.typed
    assert facts["date"] == "2026-11-28"
    assert facts["language"] == "sv"
    assert "data 2026-11-22; digest 671e52e0559f8384" in str(facts["relation"])


def test_a_png_tells_title_software_and_command() -> None:
    """Picture programs show these; they are what is left when the file is renamed."""
    picture = Image.open(io.BytesIO(figures.drawn("matrix", _hard(), "png", "en")))
    told = picture.info

    assert told["Title"].startswith("Trial & $test$")
    assert told["Description"].startswith("A table with concepts")
    assert told["Software"] == "naravard 0.1.0"
    assert told["Source"] == samples.ORIGIN.typed
    assert told["Creation Time"] == "2026-11-28"
    assert [round(dots) for dots in told["dpi"]] == [300, 300]


def test_a_pdf_tells_title_and_day_and_holds_whole_letters() -> None:
    """Journals refuse letters drawn as programs (Type 3)."""
    raw = figures.drawn("matrix", _hard(), "pdf", "sv")

    assert "Prov & $försök$".encode("utf-16-be") in raw.replace(b"\\", b"")
    assert b"/CreationDate (D:20261128000000Z)" in raw
    assert b"/Creator (naravard 0.1.0)" in raw
    assert b"/Type3" not in raw and b"/FontFile2" in raw


def test_the_line_below_names_version_data_and_command() -> None:
    """Readers of the printed page have no metadata."""
    told = " ".join(text for text, _ in samples.texts(figures.matrix(_hard(), "sv")))

    assert "naravard 0.1.0 · data 2026-11-22 · naravard compare" in told
    assert "'$areas$ & <b>'" in told


def test_another_graph_is_named_instead_of_the_data() -> None:
    """The day of the shipped data says nothing of a store of the user's own."""
    own = replace(samples.ORIGIN, data=None, digest="", source="min.ttl")
    root = _parsed(figures.drawn("matrix", _hard(), "svg", "en", origin=own))

    assert any("· min.ttl ·" in text for text in root.itertext())


def test_a_comparison_without_an_origin_is_drawn_all_the_same() -> None:
    """A comparison made by hand has none."""
    bare = replace(_hard(), origin=None, graph=None)

    for form in figures.FORMATS:
        assert figures.drawn("matrix", bare, form, "sv")


def _parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own


def _hard() -> Comparison:
    cells: list[list[list[Entry]]] = [[[], []] for _ in samples.HOSTILE]
    keys: list[tuple[Iri | None, ...]] = [
        (samples.iri(f"begrepp/{n}"),) for n in range(len(samples.HOSTILE))
    ]
    return samples.made(cells, 2, keys)


def test_no_letter_is_read_as_mathematics_or_markup() -> None:
    """A name with dollars in it is a name."""
    written = "".join(text for text, _ in samples.texts(figures.matrix(_hard(), "sv")))
    root = _parsed(figures.drawn("matrix", _hard(), "svg", "sv"))

    assert "\\frac{1}{2}" in written and "<b>R&D</b>" in written
    assert "$x^2$" in "".join(root.itertext())
    assert not list(root.iter(f"{SVG}b"))


@pytest.mark.parametrize("form", figures.FORMATS)
def test_two_processes_write_the_same_bytes(form: str, tmp_path: Path) -> None:
    """A file under version control must not change when nothing has."""
    code = (
        "import sys\n"
        "from tests.figures.test_drawn import _hard\n"
        "from naravard_kg import figures\n"
        "sys.stdout.buffer.write(figures.drawn('matrix', _hard(), sys.argv[1], 'sv'))\n"
    )
    outputs = set()
    for seed in ("1", "2"):
        words = [sys.executable, "-c", code, form]
        folder = str(Path(__file__).parent.parent.parent)
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": folder, "MPLCONFIGDIR": str(tmp_path)}
        done = subprocess.run(words, env=env, capture_output=True, check=True)
        outputs.add(done.stdout)

    assert len(outputs) == 1
    assert outputs.pop()


def test_a_readers_own_settings_change_nothing_and_are_kept() -> None:
    """Whoever likes dark figures must not get dark ones from us, nor lose hers."""
    plain = figures.drawn("coverage", _hard(), "svg", "sv")
    theirs: Any = {
        "text.usetex": True,
        "figure.facecolor": "black",
        "savefig.bbox": "tight",
        "font.family": ["serif"],
        "svg.fonttype": "path",
    }
    with mpl.rc_context(theirs):
        assert figures.drawn("coverage", _hard(), "svg", "sv") == plain
        assert mpl.rcParams["text.usetex"] is True


def test_a_missing_package_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not everybody has the extra; a traceback would not say which."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(UnreadableFileError) as caught:
        figures.drawn("matrix", _hard(), "svg", "sv")
    assert "paketet matplotlib" in caught.value.message.sv
    assert 'pip install "naravard-kg[figures]"' in caught.value.remedy.en


def test_an_unknown_form_is_a_programmers_mistake() -> None:
    """The command line offers only those there are."""
    with pytest.raises(ValueError, match="gif"):
        figures.drawn("matrix", _hard(), "gif", "sv")


NAMES = ("matrix", "coverage")


@given(samples.comparisons(), st.sampled_from(NAMES), st.sampled_from(LANGUAGES))
@settings(max_examples=20)
def test_any_comparison_is_drawn_whole(comparison: Comparison, name: str, language: str) -> None:
    """No names, however long or strange, and no numbers of them may cover each other."""
    sheet = footer(figures.FIGURES[name](comparison, language))

    assert samples.faults(figure(sheet)) == []
    assert _parsed(figures.drawn(name, comparison, "svg", language)).tag == f"{SVG}svg"


@given(samples.likenesses(), st.sampled_from(LANGUAGES))
@settings(max_examples=8)
def test_any_likeness_is_drawn_whole(subject: Any, language: str) -> None:
    """Twenty-one parties make 210 pairs."""
    sheet = footer(figures.FIGURES["similarity"](subject, language))

    assert samples.faults(figure(sheet)) == []


@given(samples.comparisons(bodies=True))
@settings(max_examples=20)
def test_any_structure_is_drawn_whole(comparison: Comparison) -> None:
    """Many bodies in one place make the figure longer, and cover nothing."""
    sheet = footer(figures.FIGURES["structure"](comparison, "sv"))

    assert samples.faults(figure(sheet)) == []


def test_hostile_names_are_written_in_every_form() -> None:
    """Each form has its own way to fail on a letter."""
    for form in figures.FORMATS:
        assert figures.drawn("matrix", _hard(), form, "sv")


def test_a_face_is_measured_as_it_is_drawn() -> None:
    """Were letters wider than they are measured, boxes would not hold them."""
    from naravard_kg.figures.engine import INCH, width

    matrix = figures.matrix(_hard(), "sv")
    for text, box in samples.texts(matrix):
        if text.isascii() and box.width > box.height * 3:
            drawn = box.width / matrix.dpi * INCH
            sizes = [width(text, Face(size, bold)) for size in (6.0, 7.0) for bold in (True, False)]
            assert min(abs(size - drawn) / drawn for size in sizes) < 0.05


def test_a_year_of_many_days_has_one_date() -> None:
    """The day of making is the origin's and not today's."""
    later = replace(samples.ORIGIN, made=date(1999, 12, 31))

    assert b"1999-12-31" in figures.drawn("matrix", _hard(), "svg", "sv", origin=later)
