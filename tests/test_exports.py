"""Exports: each form opens in the tool that it is for, and says what the graph says."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import rdflib
from rdflib.compare import isomorphic

from naravard_kg import KnowledgeGraph, load, names
from naravard_kg.convert import SYNTAXES
from naravard_kg.errors import UnreadableFileError
from naravard_kg.exports import ENDINGS, FACTS, FOLDERS, FORMATS, NODES, export, form_for
from naravard_kg.graph import of_nquads, of_quads
from naravard_kg.parts import part
from naravard_kg.plans import sssom
from naravard_kg.terms import Iri, Quad, Text, from_lexical, statement

Run = Callable[..., subprocess.CompletedProcess[str]]
DOCUMENT = "skane-uppfoljning-lakarstod"
HOME = names.source_graph(DOCUMENT)
TYPE = rdflib.RDF.type
AWKWARD = [
    Quad(
        names.thing("uppdrag", "a"),
        Iri("urn:x:says"),
        Text('a, "b"\r\nc; å | \u2028 NA', "sv"),
        HOME,
    ),
    Quad(names.thing("uppdrag", "a"), Iri("urn:x:says"), "=1+1", HOME),
    Quad(names.thing("uppdrag", "a"), Iri("urn:x:says"), "", HOME),
    Quad(names.thing("uppdrag", "a"), Iri("urn:x:says"), "007", HOME),
]
PROGRAM = """
import sys
from pathlib import Path
from naravard_kg import load
from naravard_kg.exports import export
folder, graph = Path(sys.argv[1]), load(shipped=False)
folder.mkdir()
for form in sys.argv[2:]:
    export(graph, folder / form, ["nv:Assignment", "nv:Plan"], form=form)
"""


@pytest.fixture(scope="module")
def folder(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of everything, written once."""
    place = tmp_path_factory.mktemp("tables") / "all"
    export(shipped, place, form="csv", language="sv")
    return place


def _rdflib_reads(path: Path, syntax: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=SYNTAXES[syntax])
    return dataset


def _triples(dataset: rdflib.Dataset) -> set[object]:
    return set(dataset.triples((None, None, None)))


# --- RDF --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_rdflib_reads_the_same_statements(
    shipped: KnowledgeGraph, tmp_path: Path, syntax: str
) -> None:
    """Most RDF tools of Python's world read with rdflib."""
    path = tmp_path / "part"
    export(shipped, path, ["skane-lakarstod-12", "graph/bedomning"], form=syntax)
    chosen = list(part(shipped, ["skane-lakarstod-12", "graph/bedomning"]).quads())

    assert _triples(_rdflib_reads(path, syntax)) == _triples(of_quads(chosen).to_rdflib())


@pytest.mark.parametrize("syntax", ["trig", "nq"])
def test_a_form_with_graphs_keeps_them(
    shipped: KnowledgeGraph, tmp_path: Path, syntax: str
) -> None:
    """Who states a fact is half of it: the document its own, the editors the themes."""
    path = tmp_path / "part"
    export(shipped, path, ["skane-lakarstod-12"], form=syntax)
    found = {str(g.identifier) for g in _rdflib_reads(path, syntax).graphs() if len(g)}

    assert found == {HOME, sssom.HOME}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_blank_nodes_come_through(empty: KnowledgeGraph, tmp_path: Path, syntax: str) -> None:
    """The ontology has lists and restrictions, which have no names of their own."""
    path = tmp_path / "part"
    export(empty, path, form=syntax)
    read, held = rdflib.Graph(), rdflib.Graph()
    for graph, dataset in ((read, _rdflib_reads(path, syntax)), (held, empty.to_rdflib())):
        for triple in dataset.triples((None, None, None)):
            graph.add(triple)

    assert any(isinstance(subject, rdflib.BNode) for subject in held.subjects())
    assert isomorphic(read, held)


def test_everything_as_quads_is_the_whole_graph(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """The one file that a store of one's own is filled from."""
    path = tmp_path / "all.nq"
    export(shipped, path)

    assert len(of_nquads(path.read_bytes())) == len(shipped)


def test_a_stream_is_written_to(shipped: KnowledgeGraph) -> None:
    """A pipe, a compressed file, a response: whatever takes text."""
    stream = io.StringIO()
    export(shipped, stream, ["skane-lakarstod-12"], form="nt")

    assert stream.getvalue().count(" .\n") == len(stream.getvalue().splitlines()) > 100


# --- every form -------------------------------------------------------------------------------------


def test_the_bytes_do_not_hang_on_the_run(tmp_path: Path) -> None:
    """Exports stand under version control too; Python shuffles its sets anew in each run."""
    for seed in ("1", "2"):
        words = [sys.executable, "-W", "ignore", "-X", "utf8", "-c", PROGRAM, str(tmp_path / seed)]
        subprocess.run([*words, *FORMATS], check=True, env={"PYTHONHASHSEED": seed})
    first, second = (_contents(tmp_path / seed) for seed in ("1", "2"))

    assert len(first) > len(FORMATS)
    assert first == second


def _contents(folder: Path) -> dict[Path, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


@pytest.mark.parametrize(("ending", "form"), ENDINGS.items())
def test_the_ending_tells_the_form(ending: str, form: str) -> None:
    """Nobody says twice what the name says already."""
    assert form_for(f"graph{ending.upper()}") == form
    assert set(ENDINGS.values()) == set(FORMATS) - set(FOLDERS)


def test_an_ending_that_tells_no_form_is_refused() -> None:
    """A guess would be found out only when the file is opened."""
    with pytest.raises(UnreadableFileError) as caught:
        form_for("graph.xyz")

    assert ".graphml" in caught.value.detail
    assert form_for(io.StringIO()) == "trig"


def test_a_form_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Half a file in the place of a whole one is lost work."""
    path = tmp_path / "kept.rdf"
    path.write_text("before", encoding="utf-8")
    graph = of_quads([Quad(Iri("urn:x:a"), Iri("http://x.example/12"), "x", HOME)])
    with pytest.raises(UnreadableFileError) as caught:
        export(graph, path)

    assert caught.value.fault == "no-xml"
    assert path.read_text(encoding="utf-8") == "before"


def test_a_place_that_cannot_be_written_is_told(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """The system's own words come with it."""
    occupied = tmp_path / "file"
    occupied.touch()
    for form in ("nt", "csv"):
        with pytest.raises(UnreadableFileError) as caught:
            export(shipped, occupied / "inside", ["skane-lakarstod-12"], form=form)
        assert caught.value.fault == "unwritable"


# --- tables ------------------------------------------------------------------------------------------


def test_pandas_reads_every_table(folder: Path) -> None:
    """One line of headings, as many cells in each row, UTF-8: what read_csv expects."""
    tables = {path.stem: pd.read_csv(path, dtype=str) for path in sorted(folder.iterdir())}

    assert set(tables) >= {"facts", "nodes", "Assignment", "Decision", "Region", "Evidence"}
    assert tuple(tables["facts"].columns) == FACTS
    assert tuple(tables["nodes"].columns) == NODES
    assert all(list(table.columns[:2]) == ["name", "iri"] for n, table in tables.items()
               if n not in ("facts", "nodes"))  # fmt: skip
    assert all(len(table) for table in tables.values())


def test_a_table_of_a_class_has_a_row_for_each_of_its_things(
    shipped: KnowledgeGraph, folder: Path
) -> None:
    """A count over the table must be the count over the graph."""
    query = "SELECT DISTINCT ?thing WHERE { ?thing a <%s> }"
    for kind in ("Assignment", "Municipality", "StatusRecord"):
        found = pd.read_csv(folder / f"{kind}.csv")
        assert len(found) == found["name"].nunique()
        assert len(found) == len(shipped.select(query % (names.ONTOLOGY + kind)))
    row = pd.read_csv(folder / "Assignment.csv").set_index("name").loc["uppdrag/skane-lakarstod-12"]
    assert row["nv:assignmentNumber"] == 12
    assert row["rdfs:label@sv"] == "Förslag till nytt avtal för läkarmedverkan"
    assert "uppdrag/skane-lakarstod-03 | uppdrag/skane-lakarstod-04" in row["nv:dependsOn"]


def _rebuilt(place: Path) -> list[str]:
    """The statements of a folder of tables, from its facts and its nodes alone."""
    with (place / "nodes.csv").open(encoding="utf-8", newline="") as stream:
        iris = {row["name"]: Iri(row["iri"]) for row in csv.DictReader(stream)}
    with (place / "facts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = []
    for row in rows:
        kind = iris[row["datatype"]] if row["datatype"] in iris else names.expand(row["datatype"])
        value = (
            from_lexical(row["value"], str(kind or ""), row["language"])
            if row["type"] == "literal"
            else iris.get(row["value"], Iri(row["value"]))
        )
        subject = iris.get(row["subject"], Iri(row["subject"]))
        found.append(Quad(subject, iris[row["property"]], value, iris[row["graph"]]))
    return sorted(map(statement, found))


def test_facts_and_nodes_say_all_that_the_graph_says(shipped: KnowledgeGraph, folder: Path) -> None:
    """Who starts from the tables must not start from less."""
    assert _rebuilt(folder) == [statement(quad) for quad in part(shipped).quads()]


def test_whatever_people_write_survives_a_table(tmp_path: Path) -> None:
    """Commas, quotes, line ends, leading noughts and what looks like a formula are values."""
    export(of_quads(AWKWARD), tmp_path / "all", form="csv")
    raw = (tmp_path / "all" / "facts.csv").read_bytes()

    assert _rebuilt(tmp_path / "all") == sorted(map(statement, AWKWARD))
    assert raw.startswith(",".join(FACTS).encode() + b"\r\n")
    assert not raw.startswith("\ufeff".encode())


def test_classes_of_one_name_have_tables_of_their_own(tmp_path: Path) -> None:
    """On some systems Plan.csv and plan.csv are one file, and facts.csv is taken."""
    kinds = [names.ONTOLOGY + "Plan", "http://purl.org/net/p-plan#Plan", names.ONTOLOGY + "Facts"]
    things = [names.thing("plan", letter) for letter in "abc"]
    pairs = zip(things, kinds, strict=True)
    quads = [Quad(thing, Iri(str(TYPE)), Iri(kind), HOME) for thing, kind in pairs]
    export(of_quads(quads), tmp_path, form="csv")

    assert {path.stem for path in tmp_path.iterdir()} == {
        "nv-Plan", "p-plan-Plan", "nv-Facts", "facts", "nodes",
    }  # fmt: skip


def test_a_folder_that_is_not_empty_is_left_alone_unless_forced(tmp_path: Path) -> None:
    """Other people's files are not ours to overwrite; with --force only those of our names are."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "facts.csv").write_text("old", encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        export(of_quads(AWKWARD), tmp_path, form="csv")
    assert caught.value.fault == "not-empty"
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8") == "old"

    export(of_quads(AWKWARD), tmp_path, form="csv", force=True)
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8").startswith("subject,")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_tables_go_to_no_stream() -> None:
    """A programmer's mistake."""
    with pytest.raises(TypeError):
        export(of_quads(AWKWARD), io.StringIO(), form="csv")


# --- the command -------------------------------------------------------------------------------------


def test_the_command_writes_what_the_function_does(
    run: Run, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """To standard output, or to a file whose ending tells the form."""
    piped = run("export", "skane-lakarstod-12", "-f", "turtle")
    written = run("export", "skane-lakarstod-12", "-o", tmp_path / "one.ttl")
    stream = io.StringIO()
    export(shipped, stream, ["skane-lakarstod-12"], form="turtle")

    assert (piped.returncode, piped.stderr, piped.stdout) == (0, "", stream.getvalue())
    assert (written.returncode, written.stderr, written.stdout) == (0, "", "")
    assert (tmp_path / "one.ttl").read_text(encoding="utf-8") == stream.getvalue()


def test_labels_are_in_the_readers_language(run: Run, tmp_path: Path) -> None:
    """A figure in a Swedish report has Swedish words."""
    path = tmp_path / "one.graphml"
    assert run("export", "skane-lakarstod-12", "-o", path, "--lang", "sv").returncode == 0

    labels = {data["label"] for _, _, data in nx.read_graphml(path).edges(data=True)}
    assert "beror på" in labels


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["-f", "csv"], 2, "--output"),
        (["-f", "xlsx"], 2, "graphml, gexf, cyjs, csv, tables, parquet"),
        (["-o", "graph.xyz"], 3, ".graphml"),
        (["qwertyuiop"], 3, "qwertyuiop"),
        (["-f", "csv", "-o", "tests"], 3, "--force"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_wish_is_told_with_its_remedy(
    run: Run, words: list[str], code: int, told: str
) -> None:
    """Nothing is written, and the reader knows what to write instead."""
    done = run("export", *words, cwd=Path(__file__).parents[1])

    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_data_of_ones_own_is_exported_too(tmp_path: Path) -> None:
    """A plan beside the shipped graph, or instead of it."""
    line = f"<https://x.example/a> <{TYPE}> <https://x.example/Kind> .\n"
    path = tmp_path / "own.ttl"
    path.write_text(line, encoding="utf-8")
    export(load([path], shipped=False), tmp_path / "own.nt", ["https://x.example/a"])

    assert (tmp_path / "own.nt").read_text(encoding="utf-8") == line
