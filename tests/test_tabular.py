"""Tables of nodes and edges: nothing of the graph is lost, and other tools answer as SPARQL does."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from naravard_kg import KnowledgeGraph, folders, load, names, queryfiles, sorting
from naravard_kg.errors import UnreadableFileError
from naravard_kg.exports import export
from naravard_kg.graph import of_nquads
from naravard_kg.origins import found_in
from naravard_kg.streaming import dump
from naravard_kg.tables import Answers
from naravard_kg.tabular.nquads import cut, name
from naravard_kg.tabular.schema import TABLES
from naravard_kg.terms import RDF, XSD, Iri

Run = Callable[..., subprocess.CompletedProcess[str]]
Row = dict[str, Any]
ROOT = Path(__file__).parents[1]
GUIDES = [ROOT / "docs" / "tables.md", ROOT / "docs" / "tabeller.md"]
PROGRAM = [sys.executable, "-m", "naravard_kg"]
HOSTILE = r"""
<urn:å> <urn:p> "a, \"b\"\r\nc; å | NA" <urn:g> .
<urn:å> <urn:p> "" <urn:g> .
<urn:å> <urn:p> "NA" <urn:g> .
<urn:å> <urn:p> "NULL"@sv <urn:g> .
<urn:å> <urn:p> " =1+1 " <urn:g> .
<urn:å> <urn:p> "\u2028 \u0085 \u0007 \u007F \\n \t" <urn:g> .
<urn:å> <urn:p> "x <urn:y> ." .
<urn:å> <urn:p> "x _:y" .
<urn:å> <urn:p> "rtl"@ar--rtl <urn:g> .
<urn:å> <urn:p> "7"^^<urn:own> _:g .
<urn:å> <urn:p> "99999999999999999999999"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:å> <urn:p> "1_000"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:å> <urn:p> "12"^^<http://www.w3.org/2001/XMLSchema#unsignedByte> .
<urn:å> <urn:p> "1.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<urn:å> <urn:p> "INF"^^<http://www.w3.org/2001/XMLSchema#double> .
<urn:å> <urn:p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<urn:å> <urn:p> "maybe"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<urn:å> <urn:p> "2020-12-11"^^<http://www.w3.org/2001/XMLSchema#date> .
<urn:å> <urn:p> "2020-12-11Z"^^<http://www.w3.org/2001/XMLSchema#date> .
<urn:å> <urn:p> "2020-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .
<urn:å> <urn:p> <<( <urn:s> <urn:p> "o" )>> <urn:g> .
<urn:å> <urn:p> <<( <urn:s> <urn:p> <urn:o> )>> .
<urn:å> <urn:q> _:b <urn:g> .
_:b <urn:q> _:c <urn:g> .
_:c <urn:q> <urn:å> .
<urn:å/b> <urn:q> <urn:å> <urn:g> .
<urn:å/b> <urn:q> <urn:å> <urn:h> .
"""


@pytest.fixture(scope="module")
def folder(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped graph in nation/ (Parquet) and in tables/ (CSV), as in the guide."""
    place = tmp_path_factory.mktemp("tabular")
    export(shipped, place / "nation", form="parquet")
    export(shipped, place / "tables", form="tables")
    return place


def _parquet(place: Path, table: str) -> list[Row]:
    rows: list[Row] = parquet.read_table(place / f"{table}.parquet").to_pylist()
    return rows


def _csv(place: Path, table: str) -> list[Row]:
    """The rows of a table in CSV, read by what is written beside it and nothing else."""
    told = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(r for r in told["resources"] if r["name"] == table)["schema"]["fields"]
    with (place / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return [_typed(row, fields) for row in csv.DictReader(stream)]


def _typed(row: dict[str, str], fields: list[Row]) -> Row:
    readers: dict[str, Callable[[str], Any]] = {
        "string": str,
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
    }
    found: Row = {}
    for field in fields:
        cell = row[field["name"]]
        if field["type"] == "list":
            found[field["name"]] = cell.split(field["delimiter"]) if cell else []
        else:
            missing = cell in field.get("missingValues", [""])
            found[field["name"]] = None if missing else readers[field["type"]](cell)
    return found


READERS = pytest.mark.parametrize(
    ("form", "read"), [("parquet", _parquet), ("tables", _csv)], ids=["parquet", "csv"]
)
Read = Callable[[Path, str], list[Row]]


def _lines(graph: KnowledgeGraph) -> Counter[tuple[str, ...]]:
    """Every statement as the engine itself writes it, cut into what a table must tell."""
    pieces: list[bytes] = []

    class Out:
        def write(self, piece: bytes) -> int:
            pieces.append(piece)
            return len(piece)

        def flush(self) -> None:
            """Nothing waits."""

    dump(graph, Out())
    told = (cut(line) for line in b"".join(pieces).decode().split("\n") if line)
    return Counter(
        (
            name(q.subject),
            q.predicate,
            name(q.object),
            q.value,
            q.datatype,
            q.language,
            name(q.graph),
        )
        for q in told
    )


def _told(place: Path, read: Read) -> Counter[tuple[str, ...]]:
    """Every statement that the tables tell."""
    edges = (
        (r["src"], r["predicate"], r["dst"], "", "", "", r["graph"] or "")
        for r in read(place, "edges")
    )
    literals = (
        (r["node"], r["predicate"], "", r["value"], r["datatype"] or "", r["language"] or "",
         r["graph"] or "")
        for r in read(place, "literals")
    )  # fmt: skip
    return Counter([*edges, *literals])


# --- nothing is lost ----------------------------------------------------------------------------------


@READERS
def test_every_statement_is_one_row(
    shipped: KnowledgeGraph, folder: Path, form: str, read: Read
) -> None:
    """Who starts from the tables must not start from less."""
    found = _told(folder / ("nation" if form == "parquet" else form), read)

    assert found == _lines(shipped)
    assert set(found.values()) == {1}


@READERS
def test_whatever_people_write_comes_through(tmp_path: Path, form: str, read: Read) -> None:
    """Quotes, line ends, empty texts, blank nodes, triples in triples, no graph at all."""
    graph = of_nquads(HOSTILE.encode())
    export(graph, tmp_path / "t", form=form)

    assert _told(tmp_path / "t", read) == _lines(graph)
    nodes = [row["id"] for row in read(tmp_path / "t", "nodes")]
    assert len(nodes) == len(set(nodes)) == 4
    assert {row["id"] for row in read(tmp_path / "t", "graphs")} >= {None, "urn:g", "urn:h"}


@READERS
def test_values_have_columns_of_their_type(tmp_path: Path, form: str, read: Read) -> None:
    """A number is a number where it is one exactly as it stands; else its text is all there is."""
    export(of_nquads(HOSTILE.encode()), tmp_path / "t", form=form)
    kinds = ("as_boolean", "as_integer", "as_number", "as_date")
    rows = read(tmp_path / "t", "literals")
    found = {row["value"]: tuple(row[kind] for kind in kinds) for row in rows}

    assert found["12"] == (None, 12, 12.0, None)
    assert found["1.5"] == (None, None, 1.5, None)
    assert found["99999999999999999999999"] == (None, None, 1e23, None)
    assert found["true"] == (True, None, None, None)
    assert found["2020-12-11"] == (None, None, None, date(2020, 12, 11))
    untyped = ["1_000", "INF", "maybe", "2020-12-11Z", "2020-02-30", "7", "NA", ""]
    assert {found[value] for value in untyped} == {(None,) * 4}


def test_both_forms_hold_the_same_rows_in_the_same_order(folder: Path) -> None:
    """Whoever changes from one to the other finds the same answers."""
    for table in TABLES:
        assert _csv(folder / "tables", table.name) == _parquet(folder / "nation", table.name)


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_an_empty_graph_has_tables_without_rows(tmp_path: Path, form: str) -> None:
    """A program that reads them every night must not fall over the first night."""
    export(of_nquads(b""), tmp_path / "t", form=form)
    read = _parquet if form == "parquet" else _csv

    assert [read(tmp_path / "t", table.name) for table in TABLES] == [[]] * len(TABLES)


# --- what is told besides ------------------------------------------------------------------------------


def test_a_row_is_inferred_where_the_library_says_so(shipped: KnowledgeGraph, folder: Path) -> None:
    """`--stated-only` and the column must not tell two stories."""
    inferred = {tuple(map(str, r)) for r in shipped.select(queryfiles.internal("inferred").sparql)}
    edges = {
        (r["graph"], r["src"], r["predicate"], r["dst"])
        for r in _parquet(folder / "nation", "edges") if r["inferred"]
    }  # fmt: skip
    literals = [r for r in _parquet(folder / "nation", "literals") if r["inferred"]]

    assert edges <= inferred
    assert len(edges) + len(literals) == len(inferred) > 1000


def test_nodes_are_everything_that_edges_lead_to(folder: Path) -> None:
    """GraphFrames and Neo4j refuse, or drop, an edge to a node that is not there."""
    nodes = [row["id"] for row in _parquet(folder / "nation", "nodes")]
    edges = _parquet(folder / "nation", "edges")
    literals = _parquet(folder / "nation", "literals")

    assert len(nodes) == len(set(nodes))
    assert {e for r in edges for e in (r["src"], r["dst"])} | {r["node"] for r in literals} == set(
        nodes
    )


def test_a_node_says_what_it_is(folder: Path) -> None:
    """Name, classes and both labels, without a join."""
    known = {row["name"]: row for row in _parquet(folder / "nation", "nodes")}
    node = known["uppdrag/skane-lakarstod-12"]

    assert node["label_sv"] == "Förslag till nytt avtal för läkarmedverkan"
    assert node["label_en"]
    assert node["classes"] == ["nv:Assignment"]
    assert "dokument/skane-uppfoljning-lakarstod" in [names.short(d) for d in node["documents"]]


def test_a_passage_stands_where_the_library_finds_it(shipped: KnowledgeGraph, folder: Path) -> None:
    """Offsets and digests are what makes a fact checkable."""
    query = queryfiles.internal("positions")
    rows = {row["id"]: row for row in _parquet(folder / "nation", "evidence")}
    some = [Iri(iri) for iri in sorted(rows)[::50]]
    for found in shipped.select(query.bind({"evidence": some})).records():
        row = rows[str(found["evidence"])]
        told = (row["start_offset"], row["end_offset"], row["digest"], row["document"])
        assert told == (found["start"], found["end"], found["digest"], found["document"])


def test_claims_bring_their_own_evidence(tmp_path: Path) -> None:
    """What backs the fact itself comes before what backs the thing; each in its own graph."""
    nv = names.ONTOLOGY
    lines = f"""
<urn:a> <{nv}hasEvidence> <urn:of-a> <urn:g> .
<urn:a> <urn:p> "x"@sv <urn:g> .
<urn:a> <urn:p> "x" <urn:g> .
<urn:a> <urn:p> "x"@sv <urn:h> .
<urn:c> <{RDF}subject> <urn:a> <urn:g> .
<urn:c> <{RDF}predicate> <urn:p> <urn:g> .
<urn:c> <{RDF}object> "x"@sv <urn:g> .
<urn:c> <{nv}hasEvidence> <urn:of-c> <urn:g> .
<urn:c> <{nv}isInferred> "true"^^<{XSD}boolean> <urn:g> .
"""
    export(of_nquads(lines.encode()), tmp_path / "t", form="parquet")
    rows = [r for r in _parquet(tmp_path / "t", "literals") if r["node"] == "urn:a"]

    assert [
        (r["language"], r["graph"], r["claims"], r["evidence"], r["inferred"]) for r in rows
    ] == [
        (None, "urn:g", [], ["urn:of-a"], False),
        ("sv", "urn:g", ["urn:c"], ["urn:of-c"], True),
        ("sv", "urn:h", [], [], False),
    ]


def test_a_part_is_exported_with_the_names_of_what_it_leads_to(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """One document, or one thing, is enough for many a study."""
    export(shipped, tmp_path / "t", ["skane-lakarstod-12"], form="parquet")
    nodes = {row["name"]: row for row in _parquet(tmp_path / "t", "nodes")}

    assert len(nodes) < 400
    assert nodes["plan/skane-lakarstod"]["label_sv"]
    assert nodes["nv:Assignment"]["label_en"] == "Assignment"


def test_the_rows_do_not_hang_on_where_the_graph_is(
    shipped: KnowledgeGraph, elsewhere: Answers, tmp_path: Path
) -> None:
    """From a store, an endpoint or memory: the same part gives the same bytes."""
    for place, graph in (("here", shipped), ("there", elsewhere)):
        export(graph, tmp_path / place, ["graph/bedomning", "skane-lakarstod-12"], form="tables")
    here, there = ({p.name: p.read_bytes() for p in (tmp_path / place).glob("[a-z]*s.csv")}
                   for place in ("here", "there"))  # fmt: skip

    assert len(here) == 4
    assert here == there


def test_a_whole_graph_gives_the_same_rows_wherever_it_is(
    elsewhere: Answers, folder: Path, tmp_path: Path
) -> None:
    """But for the marks of blank nodes, which the ontology has."""
    export(elsewhere, tmp_path / "t", form="parquet")
    for table in TABLES:
        mine, theirs = (
            [row for row in _parquet(place, table.name) if "_:" not in str(row)]
            for place in (folder / "nation", tmp_path / "t")
        )
        assert mine == theirs


def test_sorting_on_disk_changes_nothing(
    folder: Path, shipped: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph larger than what is held is sorted in pieces."""
    monkeypatch.setattr(sorting, "_MOST", 200_000)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    export(shipped, tmp_path / "t", form="tables")
    for table in TABLES:
        path = f"{table.name}.csv"
        assert (tmp_path / "t" / path).read_bytes() == (folder / "tables" / path).read_bytes()


# --- descriptions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "ending"), [("nation", "parquet"), ("tables", "csv")])
def test_the_package_describes_its_files(folder: Path, place: str, ending: str) -> None:
    """A program finds columns, keys, sizes and what it was made from, without a manual."""
    told = json.loads((folder / place / "datapackage.json").read_text(encoding="utf-8"))
    files = {resource["path"]: resource for resource in told["resources"]}

    assert set(files) == {f"{table.name}.{ending}" for table in TABLES}
    for path, resource in files.items():
        assert resource["bytes"] == (folder / place / path).stat().st_size
        assert all(field["description"] for field in resource["schema"]["fields"])
    assert (
        told["statements"] == files[f"edges.{ending}"]["rows"] + files[f"literals.{ending}"]["rows"]
    )
    assert told["origin"]["digest"] and told["origin"]["data"]


def test_csv_on_the_web_names_the_columns_as_they_stand(folder: Path) -> None:
    """The W3C's description of the same folder."""
    told = json.loads((folder / "tables" / "csv-metadata.json").read_text(encoding="utf-8"))
    for table in told["tables"]:
        with (folder / "tables" / table["url"]).open(encoding="utf-8") as stream:
            head = stream.readline().rstrip("\n").split(",")
        assert head == [column["name"] for column in table["tableSchema"]["columns"]]


def test_a_file_in_parquet_knows_what_it_was_made_from(folder: Path) -> None:
    """It travels alone; `naravard cite` reads it. Of CSV, what stands beside it tells."""
    assert found_in(folder / "tables" / "edges.csv") is not None
    path = folder / "nation" / "edges.parquet"
    made = found_in(path)
    held = parquet.read_metadata(path)
    schema = parquet.read_schema(path)

    assert made is not None
    assert made.typed == "naravard export -f parquet"
    assert held.row_group(0).column(0).compression == "ZSTD"
    assert schema.metadata[b"naravard-schema"] == b"1"
    assert schema.field("inferred").type == pa.bool_()
    assert (
        parquet.read_schema(path.with_name("literals.parquet")).field("as_date").type == pa.date32()
    )


# --- the guide -----------------------------------------------------------------------------------------


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def _texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in GUIDES]


def test_both_guides_have_the_same_code() -> None:
    """A reader of either language gets every command."""
    english, swedish = _texts()
    for language in ("sql", "python"):
        assert _blocks(english, language) == _blocks(swedish, language) != []


def test_both_guides_tell_every_column() -> None:
    """The schema is a contract, and its words are those of the files."""
    for text, language in zip(_texts(), ("en", "sv"), strict=True):
        for table in TABLES:
            for column in table.columns:
                assert f"`{column.name}`" in text
                assert f"| {table.said(column.name).in_(language)} |" in text


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[list[tuple[Any, ...]]]:
    """What DuckDB answers to each block of SQL of the guide, in turn."""
    with duckdb.connect() as database:
        database.execute(f"SET file_search_path = '{folder}'")
        found = []
        for block in _blocks(_texts()[0], "sql"):
            sql = block.replace("TO '", f"TO '{folder}/")
            sql = sql.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")
            for statement in filter(str.strip, sql.split(";\n")):
                rows = database.execute(statement).fetchall()
            found.append(rows)
        return found


def _asked(graph: KnowledgeGraph, sparql: str) -> list[tuple[Any, ...]]:
    prefixes = "".join(f"PREFIX {k}: <{v}>\n" for k, v in names.prefixes().items())
    rows = graph.select(prefixes + sparql).rows
    return [tuple(str(c) if isinstance(c, str) else c for c in row) for row in rows]


def test_duckdb_counts_things_as_sparql_does(
    answers: list[list[tuple[Any, ...]]], shipped: KnowledgeGraph
) -> None:
    """Things per class and document."""
    asked = _asked(shipped, """SELECT ?class ?document (COUNT(DISTINCT ?thing) AS ?things) WHERE {
        ?graph prov:hadPrimarySource ?document . GRAPH ?graph { ?thing a ?class }
    } GROUP BY ?class ?document ORDER BY ?class ?document""")  # fmt: skip

    assert answers[1] == asked
    assert len(asked) > 100


def test_duckdb_follows_dependencies_as_sparql_does(
    answers: list[list[tuple[Any, ...]]], shipped: KnowledgeGraph
) -> None:
    """What depends transitively: a recursive query against a property path."""
    asked = _asked(shipped, """SELECT DISTINCT ?other WHERE {
        <https://w3id.org/naravard/id/uppdrag/skane-lakarstod-12> (nv:dependsOn|nv:awaits)+ ?other
        FILTER(!STRENDS(STR(?other), "skane-lakarstod-12"))
    } ORDER BY ?other""")  # fmt: skip

    assert [row[0] for row in answers[2]] == sorted(names.short(str(row[0])) for row in asked)
    assert len(asked) > 3
    assert all(label for _, label in answers[2])


def test_duckdb_finds_what_has_no_evidence_as_sparql_does(
    answers: list[list[tuple[Any, ...]]], shipped: KnowledgeGraph
) -> None:
    """Statements of each graph that neither a claim, a dependency nor their thing has evidence for."""
    asked = _asked(shipped, """SELECT ?graph (COUNT(*) AS ?statements) WHERE {
        { SELECT DISTINCT ?graph ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } } }
        MINUS { GRAPH ?graph { ?s nv:hasEvidence ?any } }
        MINUS { GRAPH ?graph {
            ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; nv:hasEvidence ?own } }
        MINUS {
            ?kind nv:directProperty ?p .
            GRAPH ?graph { ?dependency nv:depender ?s ; nv:dependee ?o ; dcterms:type ?kind ;
                                       nv:hasEvidence ?own } }
    } GROUP BY ?graph ORDER BY ?graph""")  # fmt: skip

    assert answers[3] == asked
    assert len(asked) > 5


def test_duckdb_finds_the_passages(answers: list[list[tuple[Any, ...]]]) -> None:
    """From a row to the characters of a text."""
    assert len(answers[4]) > 20
    assert all(end > start for *_, start, end in answers[4])


def test_what_is_made_for_neo4j_and_gephi_has_their_headings(
    answers: list[list[tuple[Any, ...]]], folder: Path
) -> None:
    """Both refuse a file without them."""
    assert answers
    heads = {
        path.name: path.read_text(encoding="utf-8").split("\n")[0].split(",")
        for path in folder.glob("*.csv")
    }
    assert heads["neo4j-nodes.csv"][:3] == ["id:ID", "name", ":LABEL"]
    assert heads["neo4j-edges.csv"][:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert heads["gephi-nodes.csv"] == ["Id", "Label", "Class"]
    assert heads["gephi-edges.csv"] == ["Source", "Target", "Type", "Label"]
    assert len(pd.read_csv(folder / "neo4j-edges.csv")) == len(_parquet(folder / "nation", "edges"))


def test_duckdb_reads_csv_as_it_reads_parquet(folder: Path, tmp_path: Path) -> None:
    """With the settings of the guide: a text without characters is not nothing."""
    export(of_nquads(HOSTILE.encode()), tmp_path / "tables", form="tables")
    csv_block = next(b for b in _blocks(_texts()[0], "sql") if "read_csv" in b)
    for place in (folder, tmp_path):
        with duckdb.connect() as database:
            database.execute(csv_block.replace("'tables/", f"'{place}/tables/"))
            found = database.execute("SELECT node, property, value, language FROM literals")
            keys = ("node", "property", "value", "language")
            wanted = [tuple(r[k] for k in keys) for r in _csv(place / "tables", "literals")]
            assert sorted(map(str, found.fetchall())) == sorted(map(str, wanted))
            lists = database.execute("SELECT evidence FROM edges").fetchall()
            assert len(lists) == len(_csv(place / "tables", "edges"))


def test_the_python_of_the_guide_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Polars and pandas; what they read from CSV is what Parquet holds."""
    monkeypatch.chdir(folder)
    known: dict[str, Any] = {}
    for block in _blocks(_texts()[0], "python"):
        if "spark" not in block and "graphframes" not in block:
            exec(compile(block, "guide", "exec"), known)  # noqa: S102 -- our own document
    values = [row["value"] for row in _parquet(folder / "nation", "literals")]

    assert capsys.readouterr().out
    assert known["texts"]["value"].tolist() == values
    assert known["values"]["value"].to_list() == values
    assert isinstance(known["values"], pl.DataFrame)


# --- whole, or not there --------------------------------------------------------------------------------


def _left(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


class _BrokenError(Exception):
    pass


def _broken(*_: object) -> Iterable[bytes]:
    raise _BrokenError


@pytest.mark.parametrize("form", ["tables", "parquet", "csv"])
def test_a_run_that_breaks_leaves_what_was_there(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a table in the place of a whole one is lost work."""
    graph = of_nquads(HOSTILE.encode() if form != "csv" else b'<urn:a> <urn:b> "c" <urn:g> .')
    export(graph, tmp_path / "kept", form=form)
    before = {p.name: p.read_bytes() for p in (tmp_path / "kept").iterdir()}
    for module in ("tabular.lookups.passages", "exports._nodes"):
        monkeypatch.setattr(f"naravard_kg.{module}", _broken)
    for place in ("kept", "new/deeper"):
        with pytest.raises(_BrokenError):
            export(graph, tmp_path / place, form=form, force=True)

    assert {p.name: p.read_bytes() for p in (tmp_path / "kept").iterdir()} == before
    assert _left(tmp_path) == ["kept"]


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_a_folder_with_something_in_it_is_left_alone_unless_forced(
    form: str, tmp_path: Path
) -> None:
    """Other people's files stay in any case."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    graph = of_nquads(HOSTILE.encode())
    with pytest.raises(UnreadableFileError) as caught:
        export(graph, tmp_path, form=form)
    assert (caught.value.fault, _left(tmp_path)) == ("not-empty", ["notes.txt"])

    export(graph, tmp_path, form=form, force=True)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert "datapackage.json" in _left(tmp_path)
    assert not [left for left in _left(tmp_path) if left.startswith(".")]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """Gigabytes that nobody sees."""
    killed = tmp_path / ".t.unfinished-1"
    killed.mkdir()
    (killed / ".lock").touch()
    at_work = tmp_path / ".t.unfinished-2"
    at_work.mkdir()
    lock = folders._locked(at_work)
    export(of_nquads(b""), tmp_path / "t", form="tables")

    assert _left(tmp_path) == [".t.unfinished-2", "t"]
    assert lock


def test_a_run_killed_before_it_held_its_lock_is_no_hindrance(tmp_path: Path) -> None:
    """What has no lock may be another's that is just beginning: only an old one goes."""
    for kind, age in (("young", 60), ("old", 7200)):
        begun = tmp_path / f".t.unfinished-{kind}"
        begun.mkdir()
        os.utime(begun, (time.time() - age, time.time() - age))
    export(of_nquads(b""), tmp_path / "t", form="tables")

    assert _left(tmp_path) == [".t.unfinished-young", "t"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, run: Run) -> None:
    """The fact and the remedy, and no traceback."""
    (tmp_path / "file").touch()
    done = run("export", "-f", "tables", "-o", tmp_path / "file" / "t", "graph/bedomning")
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_a_full_disk_is_told_and_leaves_nothing(form: str, store: Path, tmp_path: Path) -> None:
    """It is no damaged store, though it comes while the store is read."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000));"
        "from naravard_kg.cli import main; main(sys.argv[1:])"
    )
    words = ["export", "--store", store, "-f", form, "-o", tmp_path / "t", "--lang", "sv"]
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True, encoding="utf-8", check=False, cwd=ROOT,
    )  # fmt: skip

    assert done.returncode == 3
    assert "kan inte skrivas" in done.stderr
    assert _left(tmp_path) == []


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_export_that_is_ended_leaves_nothing(
    name: str, code: int, store: Path, tmp_path: Path
) -> None:
    """Ctrl-C, and the scheduler of a cluster."""
    words = [*PROGRAM, "export", "--store", str(store), "-f", "tables", "-o", str(tmp_path / "t")]
    more: dict[str, Any] = {"preexec_fn": _heard, "cwd": ROOT, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, **more) as process:
        while not list(tmp_path.glob(".t.*/work")):
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(0.3)
        process.send_signal(signal.Signals[name])
        said = process.communicate()[1]

    assert (process.returncode, b"Traceback" in said) == (code, False)
    assert _left(tmp_path) == []


def _heard() -> None:
    """What a job in the background starts is deaf to Ctrl-C, unless it is told not to be."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_without_pyarrow_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The library stays light; who wants Parquet is told what to type."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableFileError) as caught:
        export(of_nquads(b""), tmp_path / "t", form="parquet")

    assert "naravard-kg[parquet]" in caught.value.remedy.en
    assert "-f tables" in caught.value.remedy.sv
    assert _left(tmp_path) == []


# --- the command ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_command_writes_what_the_function_does(
    language: str, run: Run, shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """In either language the same tables: labels are there in both."""
    words = ("-f", "tables", "-o", tmp_path / "cli", "--lang", language)
    done = run("export", "graph/bedomning", *words)
    export(shipped, tmp_path / "own", ["graph/bedomning"], form="tables")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for path in (tmp_path / "own").iterdir():
        assert (tmp_path / "cli" / path.name).read_bytes() == path.read_bytes()


def test_the_command_asks_for_a_folder(run: Run) -> None:
    """Five files go to no pipe."""
    for form in ("tables", "parquet"):
        done = run("export", "-f", form, "--lang", "sv")
        assert (done.returncode, done.stdout) == (2, "")
        assert "--output" in done.stderr


def test_data_of_ones_own_is_exported_too(tmp_path: Path) -> None:
    """A plan beside nothing else but the ontology."""
    path = tmp_path / "own.ttl"
    path.write_text('<urn:å> <urn:säger> "hej"@sv .', encoding="utf-8")
    export(load([path], shipped=False), tmp_path / "t", form="tables")
    found = [row for row in _csv(tmp_path / "t", "literals") if row["node"] == "urn:å"]

    assert [(row["property"], row["value"]) for row in found] == [("urn:säger", "hej")]
