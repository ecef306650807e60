"""Tables of mappings: nothing of a table is lost in silence, and no mapping says too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, check, names, plans
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import Plan, sssom
from naravard_kg.plans.sssom import HOME, SSSOM
from naravard_kg.terms import RDF, Cell, Iri, Text

Run = Callable[..., Any]
ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "data" / "comparison").glob("*.tsv"))
EVERY = pytest.mark.parametrize("path", TABLES, ids=[path.name for path in TABLES])
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "comment",
)
HEAD = "\t".join(COLUMNS)
ROW = (
    "omrade:x-trygg-hemgang",
    "Trygg hemgång",
    "skos:closeMatch",
    "v-utvecklingsomrade:utskrivning",
    "utskrivning och trygg hemgång",
    "semapv:ManualMappingCuration",
    "curator",
    "2026-11-22",
    "Same words; another scope.",
)
SUBJECT = Iri(names.THINGS + "omrade/x-trygg-hemgang")
OBJECT = Iri(names.VOCABULARIES + "utvecklingsomrade/utskrivning")
NODE = names.thing("mappning", "omrade-x-trygg-hemgang--utvecklingsomrade-utskrivning")
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
MATCHES = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}


def read(*rows: tuple[str, ...] | str, head: str = HEAD, about: str = "") -> Plan:
    """A table read from rows of cells, or from lines."""
    lines = [row if isinstance(row, str) else "\t".join(row) for row in rows]
    return sssom.read("\n".join([*about.splitlines(), head, *lines]) + "\n", Path("x.sssom.tsv"))


def with_cell(column: str, written: str) -> tuple[str, ...]:
    """The row with another cell in one column."""
    return tuple(written if c == column else v for c, v in zip(COLUMNS, ROW, strict=True))


def said(plan: Plan, subject: Iri) -> set[tuple[str, Cell]]:
    """What a plan says of a thing."""
    return {(names.short(q.predicate), q.object) for q in plan.quads if q.subject == subject}


def noted(plan: Plan) -> list[tuple[str, int, int, int]]:
    """The notes: the rule, the line, the first column and the one after the last."""
    return [(n.rule, n.place.line, n.place.column, n.place.end_column) for n in plan.notes]


# --- cells ------------------------------------------------------------------------------------


def test_a_row_becomes_the_relation_and_a_node_that_tells_of_it() -> None:
    """The relation is for queries, the node for whoever asks who says so and why."""
    plan = read(ROW)

    assert plan.notes == ()
    assert said(plan, SUBJECT) == {("skos:closeMatch", OBJECT)}
    assert said(plan, NODE) == {
        ("rdf:type", Iri(SSSOM + "Mapping")),
        ("dcterms:isPartOf", Iri(names.BASE + "mappings/x")),
        ("sssom:subject_id", SUBJECT),
        ("sssom:subject_label", Text("Trygg hemgång", "sv")),
        ("sssom:predicate_id", Iri(SKOS + "closeMatch")),
        ("sssom:object_id", OBJECT),
        ("sssom:object_label", Text("utskrivning och trygg hemgång", "sv")),
        (
            "sssom:mapping_justification",
            Iri("https://w3id.org/semapv/vocab/ManualMappingCuration"),
        ),
        ("sssom:author_label", "curator"),
        ("sssom:mapping_date", date(2026, 11, 22)),
        ("rdfs:comment", Text("Same words; another scope.", "en")),
    }
    assert {quad.graph for quad in plan.quads} == {HOME}


def test_a_thing_that_is_only_related_is_judged_at_home() -> None:
    """The table describes mappings; the rules for areas are for the files that describe areas."""
    plan = read(ROW)

    assert NODE in plan.subjects
    assert SUBJECT not in plan.subjects


def test_no_term_found_relates_nothing() -> None:
    """That no shared concept fits is worth telling; it is no relation to a thing of that name."""
    plan = read(with_cell("object_id", "sssom:NoTermFound"))
    node = names.thing("mappning", "omrade-x-trygg-hemgang--sssom-notermfound")

    assert said(plan, SUBJECT) == set()
    assert ("sssom:object_id", Iri(SSSOM + "NoTermFound")) in said(plan, node)
    assert ("sssom:subject_id", SUBJECT) in said(plan, node)
    assert plan.notes == ()


def test_an_empty_cell_says_nothing() -> None:
    """A mapping may lack a comment; it does not have an empty one."""
    plan = read(with_cell("comment", ""))

    assert {p for p, _ in said(plan, NODE)} == {p for p, _ in said(read(ROW), NODE)} - {
        "rdfs:comment"
    }


def test_a_full_iri_is_as_good_as_a_short_one() -> None:
    """Other tools write IRIs out."""
    written = read(with_cell("subject_id", SUBJECT), with_cell("object_id", OBJECT))

    assert set(written.quads) == set(read(ROW).quads)


@pytest.mark.parametrize(
    ("column", "written", "rule"),
    [
        ("mapping_date", "2026-02-30", "plan-bad-value"),
        ("mapping_date", "i går", "plan-bad-value"),
        ("mapping_date", "2026", "plan-bad-value"),
        ("mapping_justification", "semapv ManualMappingCuration", "plan-unknown-thing"),
        ("mapping_justification", "unknown:Thing", "plan-unknown-thing"),
    ],
)
def test_a_cell_that_cannot_be_read_is_noted_where_it_stands(
    column: str, written: str, rule: str
) -> None:
    """The rest of the row is read; the reader is shown the very cell."""
    row = with_cell(column, written)
    start = 1 + sum(len(cell) + 1 for cell in row[: COLUMNS.index(column)])
    plan = read(ROW, row)

    assert noted(plan) == [(rule, 3, start, start + len(written))]
    assert plan.notes[0].facts["value"] == written


@pytest.mark.parametrize("column", ["subject_id", "predicate_id", "object_id"])
@pytest.mark.parametrize("written", ["", "   ", "unknown:x", "no iri"])
def test_a_row_without_its_relation_is_noted_as_a_whole(column: str, written: str) -> None:
    """A mapping with one end is none; but its other cells must not vanish unsaid."""
    row = with_cell(column, written)
    plan = read(row)

    assert [q for q in plan.quads if "mappning/" in q.subject or q.subject == SUBJECT] == []
    assert plan.notes[-1].rule == "plan-not-a-thing"
    assert plan.notes[-1].facts["value"] == "\t".join(row)
    assert [n.facts["value"] for n in plan.notes[:-1]] == ([written] if written.strip() else [])


@pytest.mark.parametrize("row", [ROW[:-1], (*ROW, "more"), ("omrade:x",)])
def test_a_row_with_another_number_of_cells_is_noted(row: tuple[str, ...]) -> None:
    """A tab too many moves every cell after it into the wrong column."""
    plan = read(ROW, row, ROW)

    assert noted(plan) == [("plan-not-a-thing", 3, 1, 1)]
    assert plan.notes[0].facts["value"] == "\t".join(row)
    assert set(plan.quads) == set(read(ROW).quads)


# --- columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "#license: https://creativecommons.org/licenses/by/4.0/\n",
        "subject_id\tpredicate_id\n",
        "subject_id,predicate_id,object_id\na,b,c\n",
        "omrade:x\tskos:closeMatch\tv-malgrupp:aldre\n",
    ],
)
def test_a_table_without_the_three_columns_is_refused(text: str) -> None:
    """Without them no row means anything; to note each of a thousand would help nobody."""
    with pytest.raises(UnreadableFileError) as caught:
        sssom.read(text, Path("x.tsv"))

    assert (caught.value.fault, caught.value.path) == ("columns", "x.tsv")
    assert caught.value.detail == "subject_id, predicate_id, object_id"


@pytest.mark.parametrize(
    ("language", "said_so"),
    [
        ("sv", "Tabellen {path} saknar kolumnerna subject_id, predicate_id, object_id."),
        ("en", "The table {path} lacks the columns subject_id, predicate_id, object_id."),
    ],
)
def test_the_refusal_is_told_in_the_language_of_the_reader(
    run: Run, tmp_path: Path, language: str, said_so: str
) -> None:
    """And what to do about it."""
    path = tmp_path / "x.tsv"
    path.write_text("a\tb\n", encoding="utf-8")
    done = run("check", path, "--lang", language)

    assert (done.returncode, done.stderr) == (3, "")
    assert said_so.format(path=path) in " ".join(done.stdout.split())
    assert "plan-unreadable" in done.stdout


def test_an_unknown_column_is_noted_once() -> None:
    """SSSOM has many more columns; a reader must know that this one is not kept."""
    plan = read((*ROW, "0.9"), (*ROW, "0.8"), head=f"{HEAD}\tconfidence")
    start = len(HEAD) + 2

    assert noted(plan) == [("plan-unknown-key", 1, start, start + len("confidence"))]
    assert set(plan.quads) == set(read(ROW).quads)


def test_a_misspelt_column_suggests_the_right_one() -> None:
    """The commonest fault is a letter."""
    plan = read(ROW, head=HEAD.replace("mapping_date", "maping_date"))

    assert [(n.rule, n.facts["near"]) for n in plan.notes] == [("plan-unknown-key", "mapping_date")]


def test_a_column_that_stands_twice_is_noted() -> None:
    """Only one of two comments can be the comment."""
    plan = read((*ROW, "other"), head=f"{HEAD}\tcomment")

    assert noted(plan) == [("plan-double-key", 1, len(HEAD) + 2, len(HEAD) + 9)]


# --- about the set ----------------------------------------------------------------------------

ABOUT = """\
#mapping_set_id: https://w3id.org/naravard/mappings/own
#mapping_set_title: "Areas compared"
# license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  omrade: "https://w3id.org/naravard/id/omrade/"
#  other: "http://example.org/"
"""


def test_what_is_told_of_the_set_is_kept() -> None:
    """Title and licence go with the mappings wherever they are taken."""
    plan = read(ROW, about=ABOUT.replace("# license", "#license"))
    own = Iri("https://w3id.org/naravard/mappings/own")

    assert plan.notes == ()
    assert said(plan, own) == {
        ("rdf:type", Iri(SSSOM + "MappingSet")),
        ("dcterms:title", Text("Areas compared", "en")),
        ("dcterms:license", Iri("https://creativecommons.org/licenses/by/4.0/")),
    }
    assert ("dcterms:isPartOf", own) in said(plan, NODE)
    assert plan.places[NODE,].line == 8


@pytest.mark.parametrize(
    ("about", "note"),
    [
        ("#creator_id: x", ("plan-unknown-key", 1, 14, 15)),
        ("#creator_id: [x, y]", ("plan-unknown-key", 1, 14, 20)),
        ("# creator_id: x", ("plan-unknown-key", 1, 15, 16)),
        ("#mapping_set_id: no iri", ("plan-unknown-thing", 1, 18, 24)),
        ("#mapping_set_title: [x]", ("plan-not-a-value", 1, 21, 24)),
        ("#curie_map: x", ("plan-not-a-value", 1, 13, 14)),
        ("#just words", ("plan-not-a-thing", 1, 1, 1)),
        ("#- a list", ("plan-not-a-thing", 1, 1, 1)),
        ('#curie_map:\n#  omrade: "http://example.org/"', ("plan-bad-value", 2, 12, 33)),
    ],
)
def test_what_cannot_be_kept_of_it_is_noted(about: str, note: tuple[str, int, int, int]) -> None:
    """A prefix that means something else there would make every row say something else."""
    plan = read(ROW, about=about)

    assert noted(plan) == [note]
    assert said(plan, SUBJECT) == {("skos:closeMatch", OBJECT)}


def test_broken_lines_about_the_set_are_an_error_with_their_line() -> None:
    """YAML that cannot be read may have said anything."""
    with pytest.raises(UnreadableFileError) as caught:
        read(ROW, about="#license: x\n#mapping_set_title: {a")

    assert caught.value.fault == "yaml"
    assert caught.value.line >= 2


# --- whatever is written ----------------------------------------------------------------------

SLUG = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
WORDS = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\x85\u2028\u2029"),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip())
ROWS = st.tuples(
    SLUG.map("omrade:{}".format),
    WORDS,
    st.sampled_from(sorted(MATCHES)),
    SLUG.map("v-utvecklingsomrade:{}".format),
    WORDS,
    st.just("semapv:ManualMappingCuration"),
    WORDS,
    st.dates(date(1000, 1, 1)).map(str),
    WORDS,
)


@given(
    st.lists(
        ROWS.filter(lambda row: not row[0].startswith("#")),
        min_size=1,
        max_size=4,
        unique_by=(lambda row: (row[0], row[3])),
    )
)
def test_every_row_can_be_read_back_from_the_statements(rows: list[tuple[str, ...]]) -> None:
    """Cell by cell, in whatever words; and no statement that no cell gave."""
    plan = read(*rows)
    terms = {column: f"sssom:{column}" for column in COLUMNS[:-1]} | {"comment": "rdfs:comment"}
    back = set()
    for node in {q.subject for q in plan.quads if q.object == Iri(SSSOM + "Mapping")}:
        of_node = dict(said(plan, node))
        back.add(tuple(_written(of_node[terms[column]]) for column in COLUMNS))

    assert plan.notes == ()
    assert back == set(rows)
    assert len(plan.quads) == 2 + len(rows) * 12


def _written(cell: Cell) -> str:
    """A value as a cell of the table writes it."""
    short = names.short(cell) if isinstance(cell, Iri) else str(cell)
    for folder, prefix in (("vocab/utvecklingsomrade/", "v-utvecklingsomrade:"), ("omrade/", "")):
        if isinstance(cell, Iri) and short.startswith(folder):
            return (prefix or "omrade:") + short.removeprefix(folder)
    return short


@given(st.lists(st.lists(st.sampled_from(["", "x", "å b", *ROW]), max_size=10), max_size=4))
def test_every_cell_becomes_a_statement_or_a_note(rows: list[list[str]]) -> None:
    """The promise of every form of plan file: nothing is lost in silence."""
    lines = ["\t".join(row) for row in rows]
    plan = read(*lines)
    told = {note.place.line for note in plan.notes} | {place.line for place in plan.places.values()}

    for number, line in enumerate(lines, 2):
        whole = sum(note.place.line == number for note in plan.notes)
        assert not line.strip() or number in told or _is_repeated(lines, number - 2), line
        assert whole or len(line.split("\t")) == len(COLUMNS) or not line.strip()


def _is_repeated(lines: list[str], at: int) -> bool:
    """Whether an earlier line has the same relation, so that its place is the one that is told."""
    ends = (0, 2, 3)
    cells = lines[at].split("\t")
    earlier = [line.split("\t") for line in lines[:at]]
    return any(
        len(other) == len(cells) and all(other[end] == cells[end] for end in ends)
        for other in earlier
    )


@given(st.text(max_size=60))
def test_any_text_is_a_table_or_an_error_of_ours(text: str) -> None:
    """Files come from anywhere; none may end in a traceback."""
    for whole in (text, f"#{text}", f"{HEAD}\n{text}", f"#mapping_set_id: {text}\n{HEAD}\n"):
        try:
            plan = sssom.read(whole, Path("x.tsv"))
        except UnreadableFileError as error:
            assert error.fault in {"columns", "yaml", "characters", "alias", "deep", "key"}
        else:
            assert plan.quads


# --- the shipped tables -----------------------------------------------------------------------


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table, column by column."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


ALL_ROWS = [row for path in TABLES for row in rows_of(path)]


def full(curie: str) -> Iri:
    """The IRI of a cell."""
    found = names.expand(curie)
    assert found is not None, curie
    return found


def kinds(graph: KnowledgeGraph) -> dict[Iri, set[str]]:
    """The classes of each thing."""
    found: dict[Iri, set[str]] = defaultdict(set)
    for thing, kind in graph.select("SELECT DISTINCT ?t ?c { ?t a ?c }"):
        found[Iri(str(thing))].add(names.short(str(kind)))
    return found


@EVERY
def test_a_shipped_table_is_read_whole_and_conforms(shipped: KnowledgeGraph, path: Path) -> None:
    """What is not read, or breaks a rule, would be compared by nobody."""
    plan = plans.read(path, shipped)

    assert plan.notes == ()
    assert [(f.rule, f.line) for f in check(shipped, path).findings] == []
    assert [q for q in plan.quads if q.graph != HOME] == []


@EVERY
def test_a_shipped_table_stands_in_order_and_has_no_row_twice(path: Path) -> None:
    """So that a change is seen as one line; and a node tells of one mapping only."""
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows_of(path)]
    pairs = {(subject, target) for subject, _, target in keys}

    assert keys == sorted(keys, key=lambda key: (key[0], key[2], key[1]))
    assert len(pairs) == len(keys)


def test_every_regional_concept_is_mapped_or_said_to_have_no_term(
    shipped: KnowledgeGraph,
) -> None:
    """A concept that was forgotten looks like one that no other document has."""
    mapped = {full(r["subject_id"]) for r in ALL_ROWS if r["predicate_id"] in MATCHES}
    wanted = {
        thing
        for thing, classes in kinds(shipped).items()
        if thing.startswith(names.THINGS)
        and classes & {"nv:DevelopmentArea", "nv:TargetGroup", "nv:WorkingMethod"}
    }

    assert len(wanted) > 200
    assert sorted(map(names.short, wanted - mapped)) == []


def test_no_concept_is_both_mapped_and_said_to_have_no_term() -> None:
    """One of the two rows would be wrong."""
    without = {r["subject_id"] for r in ALL_ROWS if r["object_id"] == "sssom:NoTermFound"}
    found = {
        r["subject_id"]
        for r in ALL_ROWS
        if r["object_id"] != "sssom:NoTermFound" and r["predicate_id"] in MATCHES
    }

    assert without
    assert sorted(without & found) == []


def test_the_labels_of_the_tables_are_those_of_the_graph(shipped: KnowledgeGraph) -> None:
    """A row is read by its labels; one that has changed since misleads the reader."""
    table = shipped.select(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT DISTINCT ?t ?l { ?t rdfs:label|skos:prefLabel ?l }"
    )
    known = defaultdict(set)
    for thing, label in table:
        known[str(thing)].add(str(label))
    ends = [("subject_id", "subject_label"), ("object_id", "object_label")]
    wrong = [
        (row[end], row[label])
        for row in ALL_ROWS
        for end, label in ends
        if row[end] != "sssom:NoTermFound" and row[label] not in known[full(row[end])]
    ]

    assert wrong == []


def test_no_exact_match_joins_two_concepts_of_one_document(shipped: KnowledgeGraph) -> None:
    """Exact matches chain: the two would be one."""
    table = shipped.select(
        "PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT DISTINCT ?t ?d { ?g prov:hadPrimarySource ?d . GRAPH ?g { ?t a ?c } }"
    )
    documents = defaultdict(set)
    for thing, document in table:
        documents[str(thing)].add(str(document))
    joined: dict[str, list[str]] = defaultdict(list)
    for row in ALL_ROWS:
        if row["predicate_id"] == "skos:exactMatch":
            joined[row["object_id"]].append(row["subject_id"])
    doubles = [
        (target, one, other)
        for target, subjects in joined.items()
        for at, one in enumerate(subjects)
        for other in subjects[at + 1 :]
        if documents[full(one)] & documents[full(other)]
    ]

    assert joined
    assert doubles == []


def test_nothing_is_matched_to_another_regions_concept() -> None:
    """Regions are compared through shared concepts; only bodies alike are compared in pairs."""
    among = {
        row["predicate_id"] for row in ALL_ROWS if full(row["object_id"]).startswith(names.THINGS)
    }

    assert among <= {"nv:isComparableTo"}
    assert {full(r["object_id"]).startswith(names.THINGS) for r in rows_of(TABLES[1])} == {True}


def test_to_be_comparable_is_said_once_and_never_of_the_same_county(
    shipped: KnowledgeGraph,
) -> None:
    """The relation holds both ways; a second row the other way could come to say otherwise."""
    pairs = [
        frozenset((r["subject_id"], r["object_id"]))
        for r in ALL_ROWS
        if r["predicate_id"] == "nv:isComparableTo"
    ]
    county = {pair: {end.partition(":")[2].partition("-")[0] for end in pair} for pair in pairs}

    assert len(pairs) > 5
    assert len(set(pairs)) == len(pairs)
    assert [sorted(pair) for pair, counties in county.items() if len(counties) == 1] == []
    assert [p for p in pairs for end in p if not kinds(shipped)[full(end)]] == []


def test_every_mapping_tells_who_when_and_how() -> None:
    """A judgement of ours that nobody can date or answer for is no better than a rumour."""
    needed = ("mapping_justification", "author_label", "mapping_date")

    assert [row for row in ALL_ROWS if not all(row[column] for column in needed)] == []
    assert {row["author_label"] for row in ALL_ROWS} == {"curator"}


def test_what_the_tables_say_stands_in_the_shipped_graph(shipped: KnowledgeGraph) -> None:
    """The graph beside a table is built from it; one that was not is out of date."""
    held = set(shipped.quads(HOME))
    said_there = {quad for path in TABLES for quad in plans.read(path, shipped).quads}

    assert held == said_there
    assert {q.object for q in held if q.predicate == RDF + "type"} == {
        Iri(SSSOM + "Mapping"),
        Iri(SSSOM + "MappingSet"),
        Iri("http://www.w3.org/ns/prov#Bundle"),
    }
