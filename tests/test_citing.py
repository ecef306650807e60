"""Citing: Naravard itself, what the graph holds, and what was made from it, in every format."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, connect, load, queryfiles, resources
from naravard_kg.citing import (
    CHANGED,
    OTHER,
    SAME,
    UNKNOWN,
    Citation,
    cite,
    cite_documents,
    cite_file,
    cite_naravard,
    cited,
)
from naravard_kg.errors import AmbiguousNameError, UnknownNameError, UnreadableFileError
from naravard_kg.origins import SITE, Origin, dumps, origin
from naravard_kg.render import bibliographies, csvw, tables
from naravard_kg.render.cells import page
from naravard_kg.render.references import Reference, references, unique
from naravard_kg.tables import Table
from naravard_kg.terms import Iri, Text
from naravard_kg.words import LANGUAGES, say

ROOT = Path(__file__).parents[1]
COMPARE = ("naravard", "compare", "skane", "orebro", "--by", "areas")
DOCUMENTS = [
    "jamtland-samverkan-2022",
    "orebro-handlingsplan-2019",
    "skane-malbild-2021",
    "skane-uppfoljning-lakarstod",
    "sodra-alvsborg-processledning-2024",
]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def figure(tmp_path: Path) -> Callable[[Origin], Path]:
    """A figure that carries an origin."""

    def drawn(told: Origin) -> Path:
        path = tmp_path / "areas.svg"
        path.write_text(f"<svg><metadata>{dumps(told)}</metadata></svg>", encoding="utf-8")
        return path

    return drawn


# --- what the graph holds ----------------------------------------------------------------------------


def test_a_document_is_cited_by_what_it_says_of_itself(shipped: KnowledgeGraph) -> None:
    """Title, body, day, checksum: what a reader needs to find the same document."""
    found = cite(shipped, "skane-malbild-2021")

    assert found.thing == "https://w3id.org/naravard/id/dokument/skane-malbild-2021"
    assert found.kind == "document"
    assert list(found.titles) == [
        Text(
            "Målbild och handlingsplan avseende god och nära vård inom ramen för Vårdsamverkan Skåne",
            "sv",
        )
    ]
    assert (found.role, found.times, found.occasion) == ("publisher", ("2021-09-24",), "issued")
    assert [by.rpartition("/")[2] for by in map(str, found.by)] == ["vardsamverkan-skane"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", checksum) for checksum in found.checksums)
    assert len(found.checksums) == 1


def test_a_case_number_is_told_and_an_undated_document_is_not_dated(
    shipped: KnowledgeGraph,
) -> None:
    """What a document states is kept as it is: about, or earlier than, is no day."""
    jamtland, orebro = cite(shipped, DOCUMENTS[0]), cite(shipped, DOCUMENTS[1])

    assert (jamtland.cases, jamtland.times) == (("HSN/156/2021",), ("2022~",))
    assert (orebro.by, orebro.role, orebro.times) == ((), "", ("[..2019]",))


def test_agreements_and_acts_are_cited_too(shipped: KnowledgeGraph) -> None:
    """An agreement by its parties, an act by its number and by no day that is not its own."""
    agreement, act = cite(shipped, "avtal/skane-hs-2016"), cite(shipped, "lag/sfs-2018-1197")
    line = references(shipped, [act], "sv")[0].line

    assert (agreement.kind, agreement.role, len(agreement.by)) == ("agreement", "party", 2)
    assert (act.kind, act.numbers, act.occasion) == ("act", ("SFS 2018:1197",), "force")
    assert line.endswith("barnets rättigheter. SFS 2018:1197.")


def test_what_is_no_document_is_cited_by_where_it_stands(shipped: KnowledgeGraph) -> None:
    """An assignment has an address, and a document that names it."""
    found = cite(shipped, "skane-lakarstod-12")
    (told,) = references(shipped, [found], "en")

    assert found.kind == "thing"
    assert [str(d).rpartition("/")[2] for d in found.documents] == ["skane-uppfoljning-lakarstod"]
    assert told.line.endswith(f" (n.d.). {found.thing}")


def test_all_source_documents_are_cited_at_once(shipped: KnowledgeGraph) -> None:
    """The list of sources of a paper is one command."""
    found = cite_documents(shipped)

    assert [str(one.thing).rpartition("/")[2] for one in found] == DOCUMENTS
    assert all(one.checksums for one in found)
    assert cited(shipped, ["lag/sfs-2018-1197"], documents=True)[1:] == found


def test_the_order_is_that_of_the_names(shipped: KnowledgeGraph) -> None:
    """A list of references is in the order its writer wants."""
    named = ["lag/sfs-2018-1197", "skane-malbild-2021", "avtal/skane-hs-2016"]

    assert [one.kind for one in cited(shipped, named)] == ["act", "document", "agreement"]
    assert [one.kind for one in cited(shipped)] == ["naravard"]


def test_a_name_that_fits_nothing_or_too_much_is_told(shipped: KnowledgeGraph) -> None:
    """Naming is the same everywhere."""
    with pytest.raises(UnknownNameError):
        cite(shipped, "qwertyuiop")
    with pytest.raises(AmbiguousNameError):
        cite(shipped, "handlingsplan")


def test_a_graph_without_documents_has_none_to_cite(empty: KnowledgeGraph) -> None:
    """A list of nothing is no failure."""
    assert cite_documents(empty) == ()


def test_an_endpoint_gives_the_same_citations(shipped: KnowledgeGraph, endpoint: str) -> None:
    """Who keeps the graph on a server cites the same documents."""
    there = [replace(one, hand=None) for one in cite_documents(connect(endpoint))]  # type: ignore[arg-type]

    assert there == [replace(one, hand=None) for one in cite_documents(shipped)]  # type: ignore[arg-type]


# --- files --------------------------------------------------------------------------------------------


def test_a_file_made_from_the_data_at_hand_is_the_same(
    shipped: KnowledgeGraph, figure: Callable[[Origin], Path]
) -> None:
    """Nothing need be made again."""
    found = cite_file(shipped, figure(origin(COMPARE)))

    assert (found.kind, found.standing, found.stale) == ("figure", SAME, False)
    assert found.again == "naravard compare skane orebro --by areas -f svg -o areas.svg"


@pytest.mark.parametrize(
    ("told", "standing", "stale"),
    [
        ({"digest": "0" * 16}, CHANGED, True),
        ({"digest": "", "data": None, "source": "store"}, OTHER, True),
        ({"digest": "", "data": None}, UNKNOWN, False),
    ],
)
def test_other_data_is_told(
    shipped: KnowledgeGraph,
    figure: Callable[[Origin], Path],
    told: dict[str, Any],
    standing: str,
    stale: bool,
) -> None:
    """A figure in a report must not pass for today's."""
    found = cite_file(shipped, figure(replace(origin(COMPARE), **told)))

    assert (found.standing, found.stale) == (standing, stale)


def test_a_file_made_from_files_of_ones_own_is_not_known_to_be_the_same(
    tmp_path: Path, figure: Callable[[Origin], Path]
) -> None:
    """Files of the same name may hold something else."""
    own = tmp_path / "own.ttl"
    own.write_text("", encoding="utf-8")
    graph = load([own])

    assert cite_file(graph, figure(origin(COMPARE, graph.source))).standing == UNKNOWN


@pytest.mark.parametrize(
    ("command", "again"),
    [
        (COMPARE, "naravard compare skane orebro --by areas -f svg -o areas.svg"),
        ((*COMPARE, "--format=svg"), f"{' '.join(COMPARE)} --format=svg -o areas.svg"),
        ((*COMPARE, "-f", "svg", "-o", "x y.svg"), f"{' '.join(COMPARE)} -f svg -o 'x y.svg'"),
        (("naravard", "stats", "; rm -rf x"), "naravard stats '; rm -rf x' -f svg -o areas.svg"),
        (("rm", "-rf", "x"), ""),
        ((), ""),
        (("naravard", "stats", "\x1b[2J"), ""),
        (("naravard", "stats\nrm -rf x"), ""),
        (("naravard", "\u202egnihton"), ""),
        (("naravard", "\udcff"), ""),
    ],
)
def test_only_a_command_of_ours_is_given_to_type(
    shipped: KnowledgeGraph, figure: Callable[[Origin], Path], command: tuple[str, ...], again: str
) -> None:
    """What is told is meant to be pasted: a file from a stranger must not choose what runs."""
    assert cite_file(shipped, figure(Origin("1", command, date(2026, 1, 1)))).again == again


def test_latex_is_asked_for_by_its_own_name(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """A file's ending is not always the name of its format."""
    path = tmp_path / "areas.tex"
    path.write_text(f"% {dumps(origin(COMPARE))}\n", encoding="utf-8")
    found = cite_file(shipped, path)

    assert (found.kind, found.again.split()[-4:]) == ("table", ["-f", "latex", "-o", "areas.tex"])


def test_what_a_file_says_cannot_drive_a_terminal(
    shipped: KnowledgeGraph, figure: Callable[[Origin], Path]
) -> None:
    """Escape sequences and characters that turn the writing round are shown by number."""
    evil = "\x1b[31m\u202e\n"
    path = figure(Origin(evil, (evil,), date(2026, 1, 1), digest=evil, source=evil, title=evil))
    (told,) = references(shipped, [cite_file(shipped, path)], "en")

    assert told.line.isprintable()
    assert "\\u{1b}[31m\\u{202e}" in told.line


@pytest.mark.parametrize("name", ["missing.svg", "missing.CSV", "README.md"])
def test_a_file_without_an_origin_is_told(shipped: KnowledgeGraph, name: str) -> None:
    """A missing file is not taken for a thing of the graph, and a remedy is given."""
    with pytest.raises(UnreadableFileError) as caught:
        cited(shipped, [str(ROOT / name)])

    assert caught.value.exit_code == 3
    assert caught.value.remedy.sv


# --- words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_naravard_is_cited_by_version_and_data(shipped: KnowledgeGraph, language: str) -> None:
    """Who reads the paper years later must be able to have the same data."""
    (told,) = references(shipped, [cite_naravard()], language)

    day, digest = resources.modified().isoformat(), resources.digest()
    for fact in ("Naravard", resources.version(), day, day[:4], digest, SITE, "CC BY 4.0"):
        assert fact in told.line
    assert told.line.startswith(f"Naravard ({day[:4]}). Naravard: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_is_that_of_the_catalogue(language: str) -> None:
    """The data set has one name, in dataportal.se and in a list of references."""
    catalogue = (ROOT / "data" / "catalog.ttl").read_text(encoding="utf-8")

    assert f'"{say("cite.title").in_(language)}"@{language}' in catalogue


def test_a_title_keeps_its_language_and_is_translated_beside_it(shipped: KnowledgeGraph) -> None:
    """A Swedish document is found by its Swedish title, whatever the reader reads."""
    bill = [cite(shipped, "dokument/prop-2019-20-164")]
    swedish, english = (references(shipped, bill, language)[0] for language in LANGUAGES)

    assert english.title == swedish.title
    assert (swedish.translated, english.language) == ("", "sv")
    assert f"{english.title} [{english.translated}] [government bill]" in english.line


# --- reference managers ----------------------------------------------------------------------------


_ENTRY = re.compile(r"@misc\{([a-z0-9.-]+),\n((?:  [a-z]+ +=[^\n]*,\n)+)\}")
_FIELD = re.compile(r"  ([a-z]+) += (\{.*\}|[a-z]{3}),")


def _bibtex(text: str) -> dict[str, dict[str, str]]:
    """A strict reader: entries one after another, a field a line, braces balanced."""
    entries = {}
    for block in text.split("\n\n"):
        match = _ENTRY.fullmatch(block)
        assert match, block
        found = [f for f in map(_FIELD.fullmatch, match[2].splitlines()) if f]
        fields = {f[1]: f[2] for f in found}
        assert len(fields) == match[2].count("\n")
        assert all(_balanced(value) for value in fields.values())
        entries[match[1]] = fields
    return entries


def _balanced(value: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\.", "", value)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _made(shipped: KnowledgeGraph, figure: Callable[[Origin], Path]) -> list[Reference]:
    things = ["lag/sfs-2018-1197", "dokument/prop-2019-20-164", "avtal/skane-hs-2016"]
    several: list[Citation] = [cite_naravard(), *cited(shipped, things, documents=True)]
    several += [cite(shipped, "skane-lakarstod-12"), cite(shipped, "plan/skane-lakarstod")]
    return list(references(shipped, [*several, cite_file(shipped, figure(origin(COMPARE)))], "en"))


def test_bibtex_is_read_back(shipped: KnowledgeGraph, figure: Callable[[Origin], Path]) -> None:
    """A bracket too few and LaTeX stops in the middle of a thesis."""
    made = _made(shipped, figure)
    entries = _bibtex(bibliographies.bibtex(made))

    assert list(entries) == [one.key for one in made]
    assert all(fields["title"].startswith("{{") for fields in entries.values())
    naravard, plan = entries["naravard-0.1.0"], entries["dokument-skane-malbild-2021"]
    assert (naravard["author"], naravard["url"]) == ("{{Naravard}}", f"{{{SITE}}}")
    assert (plan["year"], plan["month"], plan["language"]) == ("{2021}", "sep", "{swedish}")
    assert resources.digest() in naravard["note"]
    both = entries["dokument-skane-uppfoljning-lakarstod"]
    assert both["author"] == "{{Skånes Kommuner} and {Care Collaboration Skåne}}"
    assert both["note"].startswith("{about 2021; ")


@given(st.text(), st.text())
def test_bibtex_holds_any_text(title: str, note: str) -> None:
    """A title with a per cent sign must not comment out the rest of the line."""
    told = " ".join("".join(c for c in title if c.isprintable()).split()) or "x"
    said = " ".join("".join(c for c in note if c.isprintable()).split()) or "x"
    made = Reference("x", "document", told, by=(told,), url=said, notes=(("a", said),))
    entry = _bibtex(bibliographies.bibtex([made]))["x"]

    assert not re.search(r"(?<!\\)[#$%&_~^]", re.sub(r"\\text\w+\{\}", "", entry["title"]))


def test_csl_has_the_fields_that_the_schema_allows(
    shipped: KnowledgeGraph, figure: Callable[[Origin], Path]
) -> None:
    """One unknown field, and a strict reader refuses the whole list."""
    made = _made(shipped, figure)
    items = json.loads(bibliographies.csl(made))
    allowed = {
        *("author", "genre", "id", "issued", "language", "note", "number", "title", "type"),
        *("URL", "version"),
    }
    kinds = {"dataset", "document", "figure", "legislation", "report"}

    assert [item["id"] for item in items] == [one.key for one in made]
    assert all(set(item) <= allowed and item["title"] for item in items)
    assert {item["type"] for item in items} == kinds
    for item in items:
        assert all(set(name) == {"literal"} for name in item.get("author", ()))
        assert set(item.get("issued", {})) <= {"date-parts", "season", "circa", "literal"}


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2021-09-24", {"date-parts": [[2021, 9, 24]]}),
        ("2021-09", {"date-parts": [[2021, 9]]}),
        ("2021", {"date-parts": [[2021]]}),
        ("2022~", {"date-parts": [[2022]], "circa": True}),
        ("2020-23", {"date-parts": [[2020]], "season": 3}),
        ("2024-23%", {"date-parts": [[2024]], "season": 3, "circa": True}),
        ("[..2019]", {"literal": "words"}),
        ("2016/2020", {"literal": "words"}),
        ("2018/..", {"literal": "words"}),
    ],
)
def test_a_time_is_no_more_precise_than_its_source(edtf: str, issued: dict[str, Any]) -> None:
    """About 2022 must not become the first of January 2022 in somebody's list."""
    made = Reference("x", "document", "Titel", edtf=edtf, time="words")

    assert json.loads(bibliographies.csl([made]))[0]["issued"] == issued
    assert ("month" in bibliographies.bibtex([made])) == (edtf[:7] == "2021-09")
    assert ("DA  - " in bibliographies.ris([made])) == (edtf == "2021-09-24")


def test_ris_is_lines_of_tags(shipped: KnowledgeGraph, figure: Callable[[Origin], Path]) -> None:
    """A record begins with its type and ends with ER; each line has its tag."""
    made = _made(shipped, figure)
    lines = bibliographies.ris(made).split("\n")

    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [n for n, line in enumerate(lines) if line.startswith("TY")] == [
        0,
        *(n + 1 for n, line in enumerate(lines[:-1]) if line == "ER  - "),
    ]
    assert lines.count("ER  - ") == len(made)
    assert f"UR  - {SITE}" in lines


def test_a_reference_is_listed_once_and_keys_are_its_own() -> None:
    """Two figures of one name in two folders are two references."""
    one, other = Reference("x", "figure", "a"), Reference("x", "figure", "b")

    assert [(r.key, r.title) for r in unique([one, other, one])] == [("x", "a"), ("x-2", "b")]


def test_the_citation_file_is_whole() -> None:
    """GitHub shows nothing at all of a file that lacks a required key."""
    told = yaml.safe_load(bibliographies.cff(cite_naravard().hand, "sv"))

    assert {"authors", "cff-version", "message", "title"} <= set(told)
    assert (told["cff-version"], told["type"], told["license"]) == ("1.2.0", "software", "MIT")
    assert told["version"] == resources.version()
    assert told["date-released"] == resources.modified().isoformat()
    (data,) = told["references"]
    assert {"authors", "title", "type"} <= set(data)
    assert (data["type"], data["license"]) == ("data", "CC-BY-4.0")
    assert told["authors"] == [{"name": "Naravard", "website": SITE}]


def test_the_citation_file_of_the_repository_is_current() -> None:
    """Write it anew with ``naravard cite -f cff --lang en -o CITATION.cff``."""
    committed = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert committed == bibliographies.cff(cite_naravard().hand, "en")


# --- the file beside a table -------------------------------------------------------------------------


TABLE = Table(
    ("thing", "status", "count", "sure", "day", "words", "mixed"),
    (
        (
            Iri("https://w3id.org/naravard/id/organ/skane-cs"),
            Iri("https://w3id.org/naravard/vocab/status/pagaende"),
            *(1, True, date(2026, 1, 1), Text("å", "sv"), 1),
        ),
        (None, None, None, None, None, None, "x"),
    ),
)


def test_the_file_beside_a_table_describes_each_of_its_columns(shipped: KnowledgeGraph) -> None:
    """A program that reads it knows the day from the number, and a thing from its label."""
    told = json.loads(csvw.csvw(TABLE, "areas.csv", origin(COMPARE)))
    columns = told["tableSchema"]["columns"]
    header = tables.comma_separated(page(shipped, TABLE, "en")).split("\n")[0].split(",")

    assert [column["name"] for column in columns] == header
    assert all(column["name"] in column["titles"]["en"] for column in columns)
    assert all(column["titles"]["sv"] for column in columns)
    kinds = {column["name"]: column["datatype"] for column in columns}
    assert kinds["count"], kinds["sure"] == ("integer", "boolean")
    assert (kinds["day"], kinds["mixed"], kinds["thing"]) == ("date", "string", "string")
    address = {column["name"]: column.get("valueUrl") for column in columns}
    assert address["thing"] == "https://w3id.org/naravard/id/{+thing}"
    assert address["status"] == "https://w3id.org/naravard/{+status}"
    assert next(c["lang"] for c in columns if c["name"] == "words") == "sv"


def test_a_column_of_things_is_two_even_where_it_is_empty() -> None:
    """A comparison has the same columns whatever it finds, and so has what describes them."""
    empty = Table(("who", "state"), ((None, "x"),))
    told = json.loads(csvw.csvw(empty, "areas.csv", origin(COMPARE), things=["who"]))
    columns = told["tableSchema"]["columns"]

    assert [column["name"] for column in columns] == ["who", "who_label", "state"]
    assert "valueUrl" not in columns[0]


def test_the_file_beside_a_table_says_what_it_was_made_from() -> None:
    """It is the only place where CSV can."""
    told = json.loads(csvw.csvw(TABLE, "areas.csv", origin(COMPARE)))

    assert (told["url"], told["@context"][0]) == ("areas.csv", "http://www.w3.org/ns/csvw")
    assert dumps(origin(COMPARE), "areas.csv") == told["dc:provenance"]
    assert all(":" in key or key in {"@context", "dialect", "tableSchema", "url"} for key in told)


def test_the_headings_of_a_question_are_in_both_languages() -> None:
    """What a reader of the table sees is what the description says."""
    asked = Table(tuple(queryfiles.named("statuses").columns), (), "statuses")
    columns = json.loads(csvw.csvw(asked, "s.csv", origin(COMPARE)))["tableSchema"]["columns"]

    assert {c["name"]: c["titles"]["sv"] for c in columns} == queryfiles.named("statuses").columns


# --- the command --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "json", "bibtex", "csl", "ris", "cff"])
def test_every_format_has_its_answer(run: Run, form: str, language: str) -> None:
    """The format is a matter of the reader's other programs."""
    done = run("cite", "-f", form, "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    assert resources.version() in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_from_other_data_is_exit_code_one(run: Run, language: str) -> None:
    """A job that keeps a report's figures fresh asks for nothing more."""
    done = run("cite", "tests/cited/areas.md", "--lang", language, cwd=ROOT)
    then, now = {"sv": (" då; ", " nu"), "en": (" then; ", " now")}[language]

    assert (done.returncode, done.stderr) == (1, "")
    assert f"0123456789abcdef{then}" in done.stdout
    assert f"{resources.digest()}{now}" in done.stdout
    assert "naravard compare skane orebro --by areas -f md -o areas.md" in done.stdout


def test_a_figure_from_the_same_data_is_exit_code_nought(
    run: Run, figure: Callable[[Origin], Path]
) -> None:
    """Another version of the program is told, and is no other data."""
    done = run("cite", figure(replace(origin(COMPARE), version="0.0.9")))

    assert (done.returncode, done.stderr) == (0, "")
    assert "unchanged since" in done.stdout
    assert f"0.0.9 then, {resources.version()} now" in done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["README.md", "missing.png", "qwertyuiop", "data"])
def test_what_cannot_be_cited_is_exit_code_three(run: Run, name: str, language: str) -> None:
    """The fact, the remedy, and no traceback."""
    done = run("cite", name, "--lang", language, cwd=ROOT)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith({"sv": "Fel: ", "en": "Error: "}[language])
    assert len(done.stderr.splitlines()) == 2


def test_a_thing_has_no_citation_file(run: Run) -> None:
    """CITATION.cff tells of the repository it stands in."""
    done = run("cite", "skane-malbild-2021", "-f", "cff")

    assert (done.returncode, done.stdout) == (2, "")


def test_several_are_cited_at_once(run: Run) -> None:
    """A paper has more than one reference."""
    done = run("cite", "skane-malbild-2021", "lag/sfs-2018-1197", "--lang", "sv")
    first, second = done.stdout.split("\n\n")

    assert first.startswith("Vårdsamverkan Skåne (2021-09-24). Målbild och handlingsplan ")
    assert "dokument/skane-malbild-2021, https://w3id.org/naravard/id/dokument/" in first
    assert second.startswith("Lag (2018:1197) om ")
