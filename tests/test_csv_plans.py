"""Plans as CSV files: a sheet a file, each cell with its line and column, each row a thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names, plans
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import Place, Plan, csv_text
from naravard_kg.plans.lift import lift
from naravard_kg.plans.sheets import Sheet, address
from naravard_kg.terms import RDF, Cell, Iri, Text

Read = Callable[..., Plan]
Run = Callable[..., Any]
LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
DCTERMS = "http://purl.org/dc/terms/"
SOURCE = "id;titel;typ\ntest-plan;Testplan;handlingsplan\n"


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def upp(number: int) -> Iri:
    """An assignment of the test plan."""
    return names.thing("uppdrag", f"test-plan-{number:02}")


def facts(plan: Plan) -> set[tuple[Cell, ...]]:
    """The plan's statements without their graph."""
    return {quad[:3] for quad in plan.quads}


def told(plan: Plan) -> list[tuple[str, str]]:
    """The plan's notes: rule and cell."""
    return [(note.rule, note.place.at) for note in plan.notes]


def cells(sheet: Sheet) -> list[list[str]]:
    """The texts of a sheet."""
    return [[cell.text for cell in row.cells.values()] for row in sheet.rows]


@pytest.fixture
def read(tmp_path: Path, empty: KnowledgeGraph) -> Read:
    """Write sheets into a folder that is one plan, and read it against the ontology alone."""

    def read_plan(source: str = SOURCE, **sheets: str) -> Plan:
        for old in tmp_path.glob("*.csv"):
            old.unlink()
        for name, text in {"källa": source, **sheets}.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return plans.read(tmp_path, empty)

    return read_plan


# --- the text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nr;rubrik\n1;a, b\n", [["nr", "rubrik"], ["1", "a, b"]]),
        ("nr,rubrik\n1,a; b\n", [["nr", "rubrik"], ["1", "a; b"]]),
        ("nr\trubrik\r\n1\ta;b,c\r\n", [["nr", "rubrik"], ["1", "a;b,c"]]),
        ('"a;b;c",nr\nx,1\n', [["a;b;c", "nr"], ["x", "1"]]),
        ("# a,b,c\nnr;rubrik\n1;x\n", [["# a,b,c"], ["nr", "rubrik"], ["1", "x"]]),
        ("sep=|\nnr|rubrik\n1|a;b\n", [["nr", "rubrik"], ["1", "a;b"]]),
        ("nr\n1\n", [["nr"], ["1"]]),
        ("nr;rubrik\r1;x\r", [["nr", "rubrik"], ["1", "x"]]),
    ],
)
def test_the_delimiter_is_the_one_of_the_heading(text: str, expected: list[list[str]]) -> None:
    """Spreadsheet programs write semicolons in Swedish and commas in English."""
    assert cells(csv_text.read(text, "uppdrag", "uppdrag.csv")) == expected


def test_a_cell_knows_its_line_its_column_and_its_address() -> None:
    """A text over two lines must not move the places of all that follows."""
    text = '# ur tabellen\r\n\r\nnr;rubrik\r\n 0114 ;"två\r\n""rader"""\r\n2;x'
    sheet = csv_text.read(text, "uppdrag", "uppdrag.csv")
    found = {c.text: c.place for row in sheet.rows for c in row.cells.values()}

    assert found["0114"] == Place(4, 2, 4, 6, "uppdrag!A4")
    assert found['två\r\n"rader"'] == Place(4, 8, 5, 11, "uppdrag!B4")
    assert found["x"] == Place(6, 3, 6, 4, "uppdrag!B5")


@pytest.mark.parametrize(
    ("text", "fault", "line", "column"),
    [
        ('nr;rubrik\n1;"a\n2;b\n', "csv-open", 2, 3),
        ('nr;rubrik\n1;"a""\n', "csv-open", 2, 3),
        ('nr;rubrik\n1;"a"b\n', "csv-after", 2, 6),
        ('nr;rubrik\n"x\ny" ;b\n', "csv-after", 3, 3),
        ("nr;rubrik\n1;a\x07b\n", "control", 2, 4),
    ],
)
def test_what_is_no_csv_is_refused_with_its_place(
    text: str, fault: str, line: int, column: int
) -> None:
    """A quotation mark that is not closed swallows the rest of the file."""
    with pytest.raises(UnreadableFileError) as caught:
        csv_text.read(text, "uppdrag", "uppdrag.csv")

    assert (caught.value.fault, caught.value.line, caught.value.column) == (fault, line, column)


TEXTS = st.text(st.sampled_from('ab åÖ";,\t\n\r#=1'), max_size=8)


def _field(text: str, *, quoted: bool) -> str:
    must = quoted or re.search(r'[";,\t\r\n]', text)
    return '"' + text.replace('"', '""') + '"' if must else text


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_the_place_of_any_cell_points_at_its_text(
    table: list[list[str]], ending: str, quoted: bool
) -> None:
    """Quotes, semicolons and line ends inside a text are where readers of CSV lose count."""
    rows = (";".join(_field(text, quoted=quoted) for text in row) for row in table)
    text = f"sep=;{ending}" + ending.join(rows) + ending
    found = csv_text.read(text, "blad", "blad.csv")
    kept = {c.place.at: c for row in found.rows for c in row.cells.values()}

    for number, row in enumerate(table, 1):
        for column, written in enumerate(row, 1):
            cell = kept.pop(address("blad", number, column), None)
            assert (cell.text if cell else "") == written.strip()
            if cell:
                raw, bare = _field(written, quoted=quoted), written.strip()
                padded = written != bare and not re.search(r'["\r\n]', written)
                quotes = raw[:1] == '"' and not padded
                assert _at(text, cell.place) == (raw if quotes else bare)
    assert kept == {}


def _at(text: str, place: Place) -> str:
    """The characters of a text at a place."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    first = starts[place.line - 1] + place.column - 1
    return text[first : starts[place.end_line - 1] + place.end_column - 1]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_sheet_or_an_error_with_a_place(text: str) -> None:
    """Whatever is saved as .csv, the program says where it stopped."""
    try:
        csv_text.read(text, "blad", "blad.csv")
    except UnreadableFileError as error:
        assert error.line >= 1
        assert error.column >= 1


# --- files and folders --------------------------------------------------------------------


def test_a_single_file_is_one_sheet(tmp_path: Path, empty: KnowledgeGraph) -> None:
    """What it says is read; that no document says it is told, as it is of YAML."""
    file = tmp_path / "uppdrag.csv"
    file.write_bytes("\ufeffnr;rubrik\n1;Ett\n".encode())
    plan = plans.read(file, empty)

    assert told(plan) == [("plan-no-source", "uppdrag!A1")]
    assert {q.object for q in plan.quads if q.predicate == LABEL} == {Text("Ett", "sv")}
    assert plan.lines == ("nr;rubrik", "1;Ett", "")


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path, empty: KnowledgeGraph) -> None:
    """Older programs write Windows-1252; guessing would turn å into something else."""
    file = tmp_path / "uppdrag.csv"
    file.write_bytes("nr;rubrik\n1;Två\n".encode("cp1252"))
    with pytest.raises(UnreadableFileError) as caught:
        plans.read(file, empty)

    assert (caught.value.fault, caught.value.line, caught.value.column) == ("encoding", 2, 5)


def test_a_file_without_cells_is_no_plan(tmp_path: Path, empty: KnowledgeGraph) -> None:
    """An empty file is more likely a failed export than a plan."""
    file = tmp_path / "uppdrag.csv"
    file.write_text(";;\n\n")
    with pytest.raises(UnreadableFileError) as caught:
        plans.read(file, empty)

    assert caught.value.fault == "no-sheets"


@pytest.mark.parametrize("name", ["källa.csv", "Källa.CSV", "kalla.csv", "source.csv"])
def test_a_folder_with_the_sheet_of_its_source_is_one_plan(tmp_path: Path, name: str) -> None:
    """One rule tells a plan of several files from a folder of plans."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "uppdrag.csv").write_text("nr;rubrik\n1;Ett\n")
    (folder / "annan.yaml").write_text("källa: {id: x, titel: X}\n")
    assert not plans.is_folder_of_sheets(folder)
    (folder / name).write_text(SOURCE)

    assert plans.is_folder_of_sheets(folder)
    assert plans.written_in(tmp_path) == [folder, folder / "annan.yaml"]


def test_a_folder_of_plans_leaves_out_what_is_no_plan(tmp_path: Path) -> None:
    """A table that stands alone may be anything; an owner file is no workbook."""
    for name in ("a.yaml", "b.xlsx", "c.XLSM", "~$b.xlsx", "tabell.csv", "d.ttl"):
        (tmp_path / name).touch()

    assert [path.name for path in plans.written_in(tmp_path)] == ["a.yaml", "b.xlsx", "c.XLSM"]


def test_the_name_of_a_file_may_have_its_letters_taken_apart(
    tmp_path: Path, empty: KnowledgeGraph
) -> None:
    """Some systems store å as a and a ring; the sheet is called målgrupp all the same."""
    for name, text in {"källa": SOURCE, "målgrupp": "id;namn\ng;Sköra äldre\n"}.items():
        (tmp_path / f"{unicodedata.normalize('NFD', name)}.csv").write_text(text)
    plan = plans.read(tmp_path, empty)

    assert plan.notes == ()
    assert names.thing("malgrupp", "g") in plan.subjects
    assert plan.path == str(tmp_path)


def test_the_text_copy_stands_in_the_folder(tmp_path: Path, empty: KnowledgeGraph) -> None:
    """The files of a plan belong together: what is sent is one folder."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "text.txt").write_text("Rad ett.\nUppdrag ett inväntar två.\n", newline="")
    (folder / "källa.csv").write_text(
        'id;titel;textfil;avsnitt\nt;T;text.txt;"1: början; 2: slutet"\n'
    )
    (folder / "uppdrag.csv").write_text(
        'nr;rubrik;belägg\n1;Ett;"2 Uppdrag … två; 1 Rad"\n2;Två;2 saknas\n'
    )
    plan = plans.read(folder, empty)
    sections = [str(q.object) for q in plan.quads if q.predicate == nv("locator")]

    assert told(plan) == [("plan-evidence-missing", "uppdrag!C3")]
    assert len([q for q in plan.quads if q.predicate == nv("hasEvidence")]) == 2
    assert sorted(section.partition(" ")[0] for section in sections) == ["början", "slutet"]


def test_the_command_takes_a_folder_of_sheets(tmp_path: Path, run: Run) -> None:
    """A person points at the folder; each finding names the cell."""
    (tmp_path / "källa.csv").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "uppdrag.csv").write_text("nr;rubrik;uppdragsgivare\n1;Ett;ingen\n")
    done = run("check", tmp_path)

    assert done.returncode == 1, done.stderr
    assert "uppdrag!C2" in done.stdout
    assert "plan-unknown-thing" in done.stdout


# --- what rows and columns mean -----------------------------------------------------------


def test_a_row_is_a_thing_of_the_class_of_its_sheet(read: Read) -> None:
    """Each column becomes what its property holds: codes stay text, numbers count."""
    plan = read(
        uppdrag="nr;Rubrik ;härledd;# mitt\n01;0114;ja;x\n\n# 2;utkast\n",
        beslut="id;namn;datum\nb;no;2026-09-15\n",
    )
    found = facts(plan)

    assert plan.is_complete
    assert (upp(1), nv("assignmentNumber"), 1) in found
    assert (upp(1), LABEL, Text("0114", "sv")) in found
    assert (upp(1), nv("isInferred"), True) in found
    assert (names.thing("beslut", "b"), nv("decisionDate"), date(2026, 9, 15)) in found
    assert upp(2) not in plan.subjects


def test_a_reference_may_be_to_several(read: Read) -> None:
    """Semicolons and lines part references and concepts; text is kept whole."""
    plan = read(
        uppdrag='nr;rubrik;inväntar;se även\n1;A; \n2;B; \n3;"C; D";"1;2";"https://x.se/a;b; '
        'https://y.se/"\n4;E;"1\n2";\n5;F;"1;";\n'
    )
    found = facts(plan)
    see = {str(q.object) for q in plan.quads if str(q.predicate).endswith("seeAlso")}

    assert plan.is_complete
    assert {(upp(n), nv("awaits"), upp(m)) for n in (3, 4) for m in (1, 2)} <= found
    assert (upp(5), nv("awaits"), upp(1)) in found
    assert (upp(3), LABEL, Text("C; D", "sv")) in found
    assert see == {"https://x.se/a;b", "https://y.se/"}


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("1;x; 22", 5, 6),
        ('"1; x;22"', 7, 8),
        ('" 1; x "', 8, 9),
        ('"1;""x"', 3, 1),
        ('"1\nx"', 3, 3),
    ],
)
def test_of_several_values_each_has_its_own_place(
    read: Read, cell: str, start: int, end: int
) -> None:
    """A fix is written where the fault is; the values beside it must stay."""
    head = "nr\tinväntar\n" if cell[:1] != '"' else "nr;inväntar\n"
    plan = read(uppdrag=f"{head}1{head[2]}{cell}\n22{head[2]}\n")
    places = [n.place for n in plan.notes if "x" in n.facts["value"]]

    assert [(place.column, place.end_column) for place in places] == [(start, end)]


def test_a_heading_may_name_a_language(read: Read) -> None:
    """A reader of each language must find her name; the first one is what others refer to."""
    plan = read(
        organ="id;namn;namn (en);även kallad@EN\nr;Rådet;The council;TC\n",
        uppdrag="nr;rubrik;ansvarig\n1;Ett;Rådet\n",
    )
    body = names.thing("organ", "r")
    said = {q.object for q in plan.quads if q.subject == body and isinstance(q.object, Text)}

    assert plan.is_complete
    assert said == {Text("Rådet", "sv"), Text("The council", "en"), Text("TC", "en")}
    assert (upp(1), nv("responsibleBody"), body) in facts(plan)


def test_a_row_may_choose_its_class(read: Read) -> None:
    """What a YAML plan says with 'klass' a sheet says in a column of that name."""
    plan = read(organ="id;namn;klass;huvudman\na;A;nämnd;\nb;B;samverkansorgan;a\n")
    found = facts(plan)

    assert plan.is_complete
    assert (names.thing("organ", "a"), Iri(RDF + "type"), nv("Committee")) in found
    assert (names.thing("organ", "b"), nv("hasPrincipal"), names.thing("organ", "a")) in found


@pytest.mark.parametrize("owner", ["1", "01", "test-plan-01", "uppdrag/test-plan-01", "Ett", " 1 "])
def test_a_status_record_names_what_it_is_the_status_of(read: Read, owner: str) -> None:
    """An official writes one list of statuses; each becomes a record of its own assignment."""
    plan = read(
        uppdrag="nr;rubrik\n1;Ett\n2;Två\n",
        statusnotering=f"uppdrag;status;per\n{owner};ej-paborjat;2026-01-01\n"
        "2;pagaende;2026-01-01\n1;pagaende;2026-05-01\n",
    )
    records = {(q.subject, q.object) for q in plan.quads if q.predicate == nv("hasStatusRecord")}

    assert plan.is_complete
    assert sorted(str(subject)[-2:] for subject, _ in records) == ["01", "01", "02"]
    assert len({record for _, record in records}) == 3


@pytest.mark.parametrize(
    ("owner", "rule"), [("3", "plan-unknown-thing"), ("Lika", "plan-ambiguous-thing")]
)
def test_a_row_that_belongs_to_nothing_is_told_and_kept(read: Read, owner: str, rule: str) -> None:
    """Guessing which assignment is meant would state what nobody wrote."""
    plan = read(
        uppdrag="nr;rubrik\n1;Lika\n2;Lika\n",
        statusnotering=f"uppdrag;status;per\n{owner};pagaende;2026-01-01\n",
    )

    assert told(plan) == [(rule, "statusnotering!A2")]
    assert any(q.predicate == nv("status") for q in plan.quads)


def test_rows_that_belong_to_each_other_are_not_lost(read: Read) -> None:
    """A circle of owners would hang in the air; it is told instead."""
    plan = read(
        indikator="id;namn;mål\ni;I;m\n",
        mål="id;namn;indikator;del av\nm;M;i;\n",
    )
    twisted = read(kriterium="id;namn;målgrupp\nk;K;g\n", målgrupp="id;namn;kriterium\ng;G;k\n")

    for plan_read in (plan, twisted):
        assert plan_read.is_complete
        assert len(plan_read.subjects) >= 3


def test_a_dependency_is_the_link_and_what_is_known_of_it(read: Read) -> None:
    """The same statements, with the same identifiers, as the qualified value of a YAML plan."""
    plan = read(
        uppdrag="nr;rubrik\n1;Ett\n2;Två\n3;Tre\n",
        beroende="beroende part;det som inväntas;typ;styrka;not\n"
        '2;"1; 3";invantar;hard;N\n2;1;samordnas;mjuk;\n',
    )
    found = facts(plan)
    node = names.thing("beroende", "test-plan-02-awaits-test-plan-01")

    assert plan.is_complete
    assert {
        (upp(2), nv("awaits"), upp(1)),
        (upp(2), nv("awaits"), upp(3)),
        (upp(2), nv("isCoordinatedWith"), upp(1)),
        (node, nv("depender"), upp(2)),
        (node, nv("dependee"), upp(3)),
        (node, nv("strength"), Iri(names.VOCABULARIES + "styrka/hard")),
        (node, Iri(DCTERMS + "type"), Iri(names.VOCABULARIES + "beroendetyp/invantar")),
        (node, Iri("http://www.w3.org/2000/01/rdf-schema#comment"), Text("N", "sv")),
    } <= found


def test_a_dependency_with_an_id_keeps_it(read: Read) -> None:
    """Who has named a row refers to it by that name."""
    plan = read(
        uppdrag="nr;rubrik\n1;Ett\n2;Två\n",
        beroende="id;beroende part;det som inväntas;typ;styrka\nb;2;1;invantar;hard\n",
    )

    assert plan.is_complete
    assert (upp(2), nv("awaits"), upp(1)) in facts(plan)
    assert (names.thing("beroende", "b"), nv("depender"), upp(2)) in facts(plan)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("2;9;invantar;hard", "beroende!B2"),
        ("9;1;invantar;hard", "beroende!A2"),
        ("2;1;väntan;hard", "beroende!C2"),
        ("2;1;invantar;hård?", "beroende!D2"),
    ],
)
def test_a_dependency_with_a_fault_names_its_cell(read: Read, row: str, cell: str) -> None:
    """A row that is moved keeps its places."""
    plan = read(
        uppdrag="nr;rubrik\n1;Ett\n2;Två\n",
        beroende=f"beroende part;det som inväntas;typ;styrka\n{row}\n",
    )

    assert [at for _, at in told(plan)] == [cell]


def test_a_plan_without_an_id_is_named_as_its_source(read: Read) -> None:
    """As the plan of a YAML file is, so that a decision can refer to it."""
    plan = read(
        plan="namn;gäller\nP;2026/2028\nQ;2027\n",
        beslut="id;namn;beslut om\nb;B;plan/test-plan\n",
    )

    assert plan.is_complete
    assert (names.thing("plan", "test-plan"), LABEL, Text("P", "sv")) in facts(plan)
    assert (names.thing("plan", "test-plan"), nv("validFrom"), date(2026, 1, 1)) in facts(plan)


def test_the_source_may_be_names_and_values(read: Read) -> None:
    """One thing is easier to fill in downwards than across."""
    across = read()
    down = read("id;test-plan\ntitel;Testplan\ntyp;handlingsplan\n")

    assert down.is_complete
    assert facts(down) == facts(across)
    assert down.places[names.thing("dokument", "test-plan"), Iri(DCTERMS + "title")].line == 2


def test_the_sheet_called_source_is_the_plans_own(read: Read) -> None:
    """Files are sorted by name, and the document that the plan is need not come first."""
    plan = read(dokument="id;titel\nannat;Annat\n")

    assert plan.is_complete
    assert plan.graph == names.source_graph("test-plan")
    assert names.thing("dokument", "annat") in plan.subjects


def test_other_sources_stand_below_the_plans_own(read: Read) -> None:
    """The first row is the document that the plan is; the rest are documents it names."""
    plan = read(SOURCE + "bilaga;Bilaga;bilaga\n")

    assert plan.is_complete
    assert plan.graph == names.source_graph("test-plan")
    assert names.thing("dokument", "bilaga") in plan.subjects


@pytest.mark.parametrize(
    ("sheet", "text", "expected"),
    [
        ("hittepå", "id;namn\nx;X\n", [("plan-unknown-class", "hittepå!A1")]),
        ("uppdrag", "nr;rubriik\n1;Ett\n2;Två\n", [("plan-unknown-key", "uppdrag!B1")]),
        ("uppdrag", "nr;rubrik;\n1;Ett;lös\n2;Två;lös\n", [("plan-unknown-key", "uppdrag!C2")]),
        ("uppdrag", "nr;rubrik;rubrik\n1;Ett;Uno\n", [("plan-double-key", "uppdrag!C1")]),
        ("uppdrag", "nr;rubrik\ntre;Tre\n", [("plan-bad-value", "uppdrag!A2")]),
        ("uppdrag", "nr;typ\n1;hittepå\n", [("plan-unknown-value", "uppdrag!B2")]),
        ("uppdrag", "nr;typ (en)\n1;x\n", [("plan-unknown-key", "uppdrag!B1")]),
        ("uppdrag", "nr;inväntar\n1;1\n2;1; 9\n", [("plan-unknown-key", "uppdrag!C3")]),
        ("uppdrag", 'nr;inväntar\n1;\n2;"1; 9"\n', [("plan-unknown-thing", "uppdrag!B3")]),
        ("uppdrag", "nr;fil\n1;x\n", [("plan-unknown-key", "uppdrag!B1")]),
        ("organ", "id;namn\nÅ B;X\n", [("plan-bad-id", "organ!A2")]),
        (
            "text",
            "id;fil\na;a.txt\nb;b.txt\n",
            [("plan-text-missing", f"text!B{n}") for n in (2, 3)],
        ),
        ("# utkast", "vad;som\nhelst;står\n", []),
    ],
)
def test_what_means_nothing_is_told_once_where_it_is_to_be_mended(
    read: Read, sheet: str, text: str, expected: list[tuple[str, str]]
) -> None:
    """A misspelt heading is one fault, not one a row; nothing is left out in silence."""
    assert told(read(**{sheet: text})) == expected


def test_sections_that_cannot_be_read_are_told(read: Read) -> None:
    """A place in a text without its section sends the reader to the wrong page."""
    plan = read("id;titel;avsnitt\ntest-plan;T;inledning sida 3\n")

    assert told(plan) == [("plan-bad-value", "källa!C2"), ("plan-text-missing", "källa!C2")]


# --- nothing is lost ----------------------------------------------------------------------

HEADS = st.sampled_from(
    [
        "id", "nr", "rubrik", "namn", "typ", "not", "belägg", "inväntar", "uppdrag", "status",
        "gäller", "ansvarig", "uppgiven tid", "hittepå", "klass", "fil", "härledd", "", "# eget",
        "beroende part", "det som inväntas", "styrka", "rubrik (en)", "typ (en)", "plan", "mål",
        "källa", "del av", "textfil", "avsnitt", "sha256",
    ]
)  # fmt: skip
SHEETS = st.sampled_from(
    [
        "uppdrag",
        "beroende",
        "statusnotering",
        "plan",
        "organ",
        "målgrupp",
        "hittepå",
        "text",
        "källa",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Sheets with any headings and marks, some of them references to a row of the plan."""
    found = {}
    for sheet in draw(st.lists(SHEETS, unique=True, max_size=3)):
        head = draw(st.lists(HEADS, min_size=1, max_size=5))
        value = st.one_of(st.just(""), st.integers(0, 10**6).map("märke{}".format), st.just("7"))
        rows = st.lists(st.lists(value, min_size=1, max_size=6), max_size=3)
        first = "nr" if head[0].startswith("#") else head[0]  # else the row would be a comment
        found[sheet] = [[first, *head[1:]], *draw(rows)]
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables())
def test_no_cell_is_lost_in_silence(read: Read, content: dict[str, list[list[str]]]) -> None:
    """The promise of the reader: a cell is in the statements, or a note says that it is not."""
    texts = {name: "\n".join(map(";".join, rows)) + "\n" for name, rows in content.items()}
    plan = read(**{"åtgärd": "id;namn\nx;X\n", **texts})
    said = " ".join(f"{quad.object} {quad.subject}" for quad in plan.quads)
    noted = {note.place.at for note in plan.notes}
    classes = {(note.rule, note.facts.get("key")) for note in plan.notes}
    facts_told = " ".join(str(note.facts) for note in plan.notes)

    for name, (head, *rows) in content.items():
        for row, values in enumerate(rows, 2):
            # What is known of a link stands and falls with it.
            tied = {address(name, row, n) for n in range(1, len(values) + 1) if name == "beroende"}
            for column, value in enumerate(values, 1):
                title = head[column - 1] if column <= len(head) else ""
                spared = title.startswith("#") or not value.startswith("märke")
                kept = value in said or names.slug(value) in said or value in facts_told
                # A column without a heading is told where it begins.
                above = {address(name, n, column) for n in ({1, row} if title else range(row + 1))}
                cited = title == "belägg" and "plan-text-missing" in str(plan.notes)
                whole = ("plan-unknown-class", name) in classes
                assert spared or kept or cited or whole or noted & (above | tied), value


# --- as YAML ------------------------------------------------------------------------------


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tables())
def test_a_plan_of_sheets_says_the_same_as_yaml(
    read: Read, tmp_path: Path, empty: KnowledgeGraph, content: dict[str, list[list[str]]]
) -> None:
    """Whoever begins in a table and goes on in YAML goes on with the same plan."""
    texts = {name: "\n".join(map(";".join, rows)) + "\n" for name, rows in content.items()}
    plan = read(**{"åtgärd": "id;namn\nx;X\n", **texts})
    text = plans.as_yaml(tmp_path, empty)
    lifted = lift(text, tmp_path / tmp_path.name, empty)

    assert set(lifted.quads) == set(plan.quads)


@pytest.mark.parametrize(
    "text",
    [
        "0114",
        "no",
        "a: b",
        "# a",
        "- a",
        "[a",
        "é",
        "a\u2028b",
        "😀",
        "a\x85b",
        '"',
        "\\",
        "~",
        "a #b",
    ],
)
def test_any_text_survives_as_yaml(
    read: Read, text: str, empty: KnowledgeGraph, tmp_path: Path
) -> None:
    """What YAML could take for a number, a list or a comment is a text."""
    plan = read(organ=f'id;namn;not\nx;"{text.replace(chr(34), chr(34) * 2)}";1; 2\n')
    lifted = lift(plans.as_yaml(tmp_path, empty), tmp_path / tmp_path.name, empty)

    assert set(lifted.quads) == set(plan.quads)
    assert any(q.predicate == LABEL and str(q.object) == " ".join(text.split()) for q in plan.quads)


def test_only_tables_become_yaml(tmp_path: Path, empty: KnowledgeGraph, run: Run) -> None:
    """RDF has no rows; what cannot be done is refused, and not done by halves."""
    (tmp_path / "plan.ttl").write_text("")
    (tmp_path / "plan.yaml").write_text("källa: {id: x, titel: X}\n")
    with pytest.raises(UnreadableFileError):
        plans.as_yaml(tmp_path / "plan.ttl", empty)
    assert plans.as_yaml(tmp_path / "plan.yaml", empty) == "källa: {id: x, titel: X}\n"

    (tmp_path / "uppdrag.csv").write_text("nr;rubrik\n1;Ett\n", encoding="utf-8")
    done = run("convert", tmp_path / "uppdrag.csv", "-f", "yaml")
    assert done.stdout == "uppdrag:\n  - nr: 1\n    rubrik: Ett\n"


# --- size ---------------------------------------------------------------------------------


def test_a_fault_in_the_fifty_thousandth_row_has_its_place(
    tmp_path: Path, empty: KnowledgeGraph
) -> None:
    """A place that drifts by one line in a thousand is no place at all."""
    rows = [f'{n};"Uppdrag\n{n}";2026-09-15\n' for n in range(1, 50_001)]
    rows[31_414] = '31415;"Uppdrag\n31415";2026-02-30\n'
    file = tmp_path / "uppdrag.csv"
    file.write_text("nr;rubrik;senast\n" + "".join(rows), encoding="utf-8", newline="")
    plan = plans.read(file, empty)
    (note,) = [note for note in plan.notes if note.rule != "plan-no-source"]
    line = 1 + 2 * 31_414 + 2

    assert note.place == Place(line, 8, line, 18, "uppdrag!C31416")
    assert plan.lines[line - 1][7:17] == "2026-02-30"
