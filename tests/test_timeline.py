"""The timeline: all that is dated, in order, as its source tells it; and what held on a day."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naravard_kg
from naravard_kg import KnowledgeGraph, names
from naravard_kg.errors import AmbiguousNameError, UnknownNameError
from naravard_kg.graph import of_quads
from naravard_kg.render import timeline as pages
from naravard_kg.render.cells import worded
from naravard_kg.terms import RDF, Iri, Quad
from naravard_kg.timeline import Dated, timeline

Run = Callable[..., Any]
PREFIXES = "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in names.prefixes().items())
DATA = (
    PREFIXES
    + """
@prefix plats: <https://w3id.org/naravard/id/plats/> .
@prefix xs: <http://www.w3.org/2001/XMLSchema#> .
graph:referens {
  plats:norr a m8g:AdminUnit ; rdfs:label "Norra länet"@sv .
  plats:norr-vast a m8g:AdminUnit ; rdfs:label "Nordväst"@sv ; dcterms:isPartOf plats:norr .
  plats:syd a m8g:AdminUnit ; rdfs:label "Södra länet"@sv .
  aktor:region-n a nv:Region ; rdfs:label "Region Norr"@sv ; dcterms:spatial plats:norr .
  lag:l eli:first_date_entry_in_force "2018-01-01"^^xs:date .
}
<https://w3id.org/naravard/graph/kalla/ett> {
  <https://w3id.org/naravard/graph/kalla/ett> a prov:Bundle ; prov:hadPrimarySource dokument:ett .
  dokument:ett dcterms:title "Första planen"@sv ; dcterms:spatial plats:norr-vast ;
    dcterms:issued "2020-12-01"^^xs:date .
  plan:p a nv:Plan ; rdfs:label "Planen"@sv , "The plan"@en ; nv:statedDate "2020-23/2022" ;
    nv:validFrom "2020-09-01"^^xs:date ; nv:validTo "2022-12-31"^^xs:date .
  beslut:b a nv:Decision ; nv:decisionDate "2020-11-02"^^xs:date ; nv:decidedBy organ:o .
  beslut:vag a nv:Decision ; nv:statedDate "[..2019]" ; nv:decidedBy organ:o .
  beslut:utan a nv:Decision ; nv:decidedBy organ:o .
  forslag:f nv:submittedOn "2020-12-11"^^xs:date ; nv:submittedTo organ:o .
  mal:m nv:targetDate "2030"^^xs:gYear .
  uppdrag:u nv:hasStatusRecord statusnotering:u-1 , statusnotering:u-2 , statusnotering:u-3 .
  statusnotering:u-1 a nv:StatusRecord ; nv:status v-status:planerad ; nv:asOf "2020-01-15"^^xs:date .
  statusnotering:u-2 a nv:StatusRecord ; nv:status v-status:pagaende ; nv:statedDate "2020-23" .
  statusnotering:u-3 a nv:StatusRecord ; nv:status v-status:genomfort ; nv:asOf "2021-06-30"^^xs:date .
}
<https://w3id.org/naravard/graph/kalla/tva> {
  <https://w3id.org/naravard/graph/kalla/tva> a prov:Bundle ; prov:hadPrimarySource dokument:tva .
  dokument:tva dcterms:title "Andra planen"@sv ; dcterms:spatial plats:syd .
  lag:l nv:statedEntryIntoForce "2018"^^xs:gYear .
  plan:okand nv:statedDate "2014/" ; nv:validFrom "2014-01-01"^^xs:date .
  plan:oppen nv:statedDate "2018/.." ; nv:validFrom "2018-01-01"^^xs:date .
  plan:bara-slut nv:validTo "2030-12-31"^^xs:date .
  plan:bara-dagar nv:validFrom "2015-01-01"^^xs:date ; nv:validTo "2016-12-31"^^xs:date .
}
"""
)
EVERY = [
    ("plan/okand", "nv:validFrom", "2014/", "tva"),
    ("plan/bara-dagar", "nv:validFrom", "2015-01-01/2016-12-31", "tva"),
    ("lag/l", "eli:first_date_entry_in_force", "2018-01-01", None),
    ("lag/l", "nv:statedEntryIntoForce", "2018", "tva"),
    ("plan/oppen", "nv:validFrom", "2018/..", "tva"),
    ("beslut/vag", "nv:decidedBy", "[..2019]", "ett"),
    ("uppdrag/u", "nv:status", "2020-01-15", "ett"),
    ("uppdrag/u", "nv:status", "2020-23", "ett"),
    ("plan/p", "nv:validFrom", "2020-23/2022", "ett"),
    ("beslut/b", "nv:decidedBy", "2020-11-02", "ett"),
    ("dokument/ett", "dcterms:issued", "2020-12-01", "ett"),
    ("forslag/f", "nv:submittedOn", "2020-12-11", "ett"),
    ("uppdrag/u", "nv:status", "2021-06-30", "ett"),
    ("mal/m", "nv:targetDate", "2030", "ett"),
    ("plan/bara-slut", "nv:validFrom", "/2030-12-31", "tva"),
]


def told(found: tuple[Dated, ...]) -> list[tuple[str, str, str, str | None]]:
    """What each row is about, by what property, when, and in which document."""
    return [
        (
            names.short(d.thing),
            names.short(d.via),
            d.stated,
            names.short(d.document).rpartition("/")[2] if d.document else None,
        )
        for d in found
    ]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents about two counties, and a verified date."""
    path = tmp_path_factory.mktemp("timeline") / "dated.trig"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small(file: Path) -> KnowledgeGraph:
    """The two documents as a graph."""
    return naravard_kg.load([file], shipped=False)


# --- order ------------------------------------------------------------------------------------


def test_what_is_dated_comes_in_the_order_of_time(small: KnowledgeGraph) -> None:
    """First by the first day, then by the last; a time without a first day by its last."""
    assert told(timeline(small)) == EVERY


def test_a_decision_without_a_time_is_left_out(small: KnowledgeGraph) -> None:
    """It has no place in an order of time; to put it first or last would date it."""
    assert "beslut/utan" not in {names.short(d.thing) for d in timeline(small)}


def test_a_period_is_told_once_and_as_its_source_has_it(small: KnowledgeGraph) -> None:
    """The days it was normalised to are for computing; the source said autumn."""
    (found,) = (d for d in timeline(small) if names.short(d.thing) == "plan/p")

    assert (found.stated, found.first, found.last) == (
        "2020-23/2022",
        date(2020, 9, 1),
        date(2022, 12, 31),
    )


def test_what_goes_with_a_date_is_told(small: KnowledgeGraph) -> None:
    """Who decided, and which status, are what one looks for in an order of time."""
    found = [(names.short(d.thing), names.short(str(d.what))) for d in timeline(small) if d.what]

    assert found == [
        ("beslut/vag", "organ/o"),
        ("uppdrag/u", "vocab/status/planerad"),
        ("uppdrag/u", "vocab/status/pagaende"),
        ("beslut/b", "organ/o"),
        ("forslag/f", "organ/o"),
        ("uppdrag/u", "vocab/status/genomfort"),
    ]


POINT = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(str) | st.integers(1990, 2040).map(str)
TIME = st.builds(
    lambda form, point: form.format(point),
    st.sampled_from(["{0}", "{0}~", "{0}/", "{0}/..", "/{0}", "[..{0}]", "[{0}..]"]),
    POINT,
)


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def graph_of(*quads: Quad) -> KnowledgeGraph:
    """A graph with one source document."""
    home = names.source_graph("x")
    source = Iri("http://www.w3.org/ns/prov#hadPrimarySource")
    document = names.thing("dokument", "x")
    return of_quads([Quad(home, source, document, home), *quads])


@settings(max_examples=30)
@given(st.lists(TIME, min_size=1, max_size=6))
def test_every_time_is_there_once_as_it_was_stated(stated: list[str]) -> None:
    """Nothing dated is lost or changed, and no day comes before an earlier one."""
    home = names.source_graph("x")
    quads = [
        Quad(names.thing("konstaterande", f"k-{n}"), nv("statedDate"), time, home)
        for n, time in enumerate(stated)
    ]
    found = timeline(graph_of(*quads))
    days = [(d.first or d.last, d.last or date.max) for d in found]

    assert {names.short(d.thing): d.stated for d in found} == {
        f"konstaterande/k-{n}": time for n, time in enumerate(stated)
    }
    assert len(found) == len(stated)
    assert days == sorted(days, key=lambda pair: (pair[0] or date.max, pair[1]))


# --- who --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "documents"),
    [
        (["dokument/ett"], {"ett"}),
        (["tva"], {"tva"}),
        (["första"], {"ett"}),
        (["norra länet"], {"ett"}),
        (["plats/norr"], {"ett"}),
        (["nordvast"], {"ett"}),
        (["region norr"], {"ett"}),
        (["aktor/region-n"], {"ett"}),
        (["SÖDRA"], {"tva"}),
        (["sodra", "norra"], {"ett", "tva"}),
    ],
)
def test_who_is_a_region_a_county_a_part_of_one_or_a_document(
    small: KnowledgeGraph, who: list[str], documents: set[str]
) -> None:
    """The rows are all of those documents and none of another's, nor of the reference data."""
    expected = [row for row in EVERY if row[3] in documents]

    assert told(timeline(small, who)) == expected


def test_a_document_is_not_the_others_of_its_county(shipped: KnowledgeGraph) -> None:
    """Two documents about Skåne: to name one is not to ask for both."""
    by_name = {
        name: {names.short(d.document or "") for d in timeline(shipped, [name])}
        for name in ("skane-malbild-2021", "skane-uppfoljning-lakarstod", "skane")
    }

    assert by_name == {
        "skane-malbild-2021": {"dokument/skane-malbild-2021"},
        "skane-uppfoljning-lakarstod": {"dokument/skane-uppfoljning-lakarstod"},
        "skane": {"dokument/skane-malbild-2021", "dokument/skane-uppfoljning-lakarstod"},
    }


def test_an_unknown_or_ambiguous_who_is_an_error(small: KnowledgeGraph) -> None:
    """An empty timeline would read as "nothing is dated"."""
    with pytest.raises(UnknownNameError) as caught:
        timeline(small, ["nora"])
    assert (caught.value.kind, caught.value.near[0]) == ("who", "norra")
    with pytest.raises(AmbiguousNameError):
        timeline(small, ["planen"])  # held by both titles


# --- what held on a day -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "answers"),
    [
        ("2014-06-01", {"okand": None, "bara-dagar": False, "oppen": False, "p": False}),
        ("2015-01-01", {"okand": None, "bara-dagar": True, "oppen": False, "p": False}),
        ("2016-12-31", {"okand": None, "bara-dagar": True, "oppen": False, "p": False}),
        ("2017-01-01", {"okand": None, "bara-dagar": False, "oppen": False, "p": False}),
        ("2020-08-31", {"okand": None, "bara-dagar": False, "oppen": True, "p": False}),
        ("2020-09-01", {"okand": None, "bara-dagar": False, "oppen": True, "p": None}),
        ("2020-11-30", {"okand": None, "bara-dagar": False, "oppen": True, "p": None}),
        ("2020-12-01", {"okand": None, "bara-dagar": False, "oppen": True, "p": True}),
        ("2022-12-31", {"okand": None, "bara-dagar": False, "oppen": True, "p": True}),
        ("2023-01-01", {"okand": None, "bara-dagar": False, "oppen": True, "p": False}),
        ("2013-12-31", {"okand": False, "bara-dagar": False, "oppen": False, "p": False}),
    ],
)
def test_a_plan_held_on_the_day_or_not_or_nobody_knows(
    small: KnowledgeGraph, day: str, answers: dict[str, bool | None]
) -> None:
    """An unknown end is not an open one, and the days of a season are unsure."""
    found = timeline(small, as_of=date.fromisoformat(day))
    periods = {names.short(d.thing): d.holds for d in found if names.short(d.via) == "nv:validFrom"}

    assert periods == {f"plan/{slug}": a for slug, a in answers.items()} | {
        "plan/bara-slut": None  # its start is unknown
    }


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2020-01-14", []),
        ("2020-01-15", [("planerad", True)]),
        ("2020-08-31", [("planerad", True)]),
        ("2020-09-01", [("planerad", True), ("pagaende", None)]),
        ("2020-11-29", [("planerad", True), ("pagaende", None)]),
        ("2020-11-30", [("pagaende", True)]),
        ("2021-06-29", [("pagaende", True)]),
        ("2021-06-30", [("genomfort", True)]),
        ("2026-01-01", [("genomfort", True)]),
    ],
)
def test_a_status_holds_until_the_next(
    small: KnowledgeGraph, day: str, standing: list[tuple[str, bool | None]]
) -> None:
    """A status noted in the autumn may have begun on any of its days; after it, it has."""
    found = timeline(small, as_of=date.fromisoformat(day))
    statuses = [
        (str(d.what).rpartition("/")[2], d.holds)
        for d in found
        if names.short(d.via) == "nv:status"
    ]

    assert statuses == standing


def test_on_a_day_nothing_is_told_but_periods_and_statuses(small: KnowledgeGraph) -> None:
    """A decision happened; it does not hold on some days and not on others."""
    found = timeline(small, as_of=date(2020, 11, 2))

    assert {names.short(d.via) for d in found} == {"nv:validFrom", "nv:status"}


def test_two_documents_may_tell_two_statuses_of_one_thing() -> None:
    """Neither is overruled by the other's later date: each is that document's last word."""
    homes = [names.source_graph(slug) for slug in ("x", "y")]
    source = Iri("http://www.w3.org/ns/prov#hadPrimarySource")
    thing, status = names.thing("uppdrag", "u"), Iri(names.VOCABULARIES + "status/pagaende")
    quads = [Quad(homes[1], source, names.thing("dokument", "y"), homes[1])]
    for year, home in zip((2020, 2021), homes, strict=True):
        record = names.thing("statusnotering", f"u-{year}")
        quads += [
            Quad(thing, nv("hasStatusRecord"), record, home),
            Quad(record, nv("status"), status, home),
            Quad(record, nv("asOf"), date(year, 1, 1), home),
        ]
    found = timeline(graph_of(*quads), as_of=date(2022, 1, 1))

    assert [(d.stated, d.holds) for d in found] == [("2020-01-01", True), ("2021-01-01", True)]


@pytest.mark.parametrize(
    ("stated", "day", "holds"),
    [
        ("2019/2022", "2020-06-01", True),
        ("2019/2022", "2023-01-01", "gone"),
        ("2019/2022", "2018-12-31", "gone"),
        ("2019/", "2020-06-01", None),
        ("[..2019]", "2018-01-01", None),
        ("[..2019]", "2020-01-01", True),
        ("2021", "2021-06-01", None),
        ("2021", "2021-12-31", True),
        ("2021", "2022-01-01", True),
        ("[2020-12-04..]", "2020-12-03", "gone"),
        ("[2020-12-04..]", "2026-01-01", None),
        ("i höstas", "2020-06-01", None),
    ],
)
def test_a_status_of_a_vague_time(stated: str, day: str, holds: bool | str | None) -> None:
    """Before the time it is not told, in it it is unknown, after it it holds unless it ended."""
    home, record = names.source_graph("x"), names.thing("statusnotering", "r")
    graph = graph_of(
        Quad(names.thing("uppdrag", "u"), nv("hasStatusRecord"), record, home),
        Quad(record, Iri(RDF + "type"), nv("StatusRecord"), home),
        Quad(record, nv("status"), Iri(names.VOCABULARIES + "status/pagaende"), home),
        Quad(record, nv("statedDate"), stated, home),
    )
    found = [d.holds for d in timeline(graph, as_of=date.fromisoformat(day))]

    assert found == ([] if holds == "gone" else [holds])


@settings(max_examples=30)
@given(
    st.lists(st.dates(date(2015, 1, 1), date(2025, 12, 31)), min_size=1, max_size=5, unique=True),
    st.dates(date(2014, 1, 1), date(2026, 12, 31)),
)
def test_of_exact_statuses_the_latest_is_the_one(days: list[date], day: date) -> None:
    """Whatever the dates, one status stands from its day to the next one's."""
    home = names.source_graph("x")
    quads = []
    for n, noted in enumerate(days):
        record = names.thing("statusnotering", f"r-{n}")
        quads += [
            Quad(names.thing("uppdrag", "u"), nv("hasStatusRecord"), record, home),
            Quad(record, nv("status"), Iri(names.VOCABULARIES + "status/pagaende"), home),
            Quad(record, nv("asOf"), noted, home),
        ]
    before = [noted for noted in days if noted <= day]
    found = [(d.stated, d.holds) for d in timeline(graph_of(*quads), as_of=day)]

    assert found == ([(max(before).isoformat(), True)] if before else [])


# --- on the screen ----------------------------------------------------------------------------


def test_no_row_of_the_shipped_graph_shows_a_day_that_is_not_stated(
    shipped: KnowledgeGraph,
) -> None:
    """A season, a year or a month must reach the reader as such, in both languages."""
    found = timeline(shipped)
    vague = {d.stated for d in found if len(d.stated) < len("2020-12-11")}

    assert {"2020-23", "[..2019]"} <= vague
    for stated in vague:
        for language in ("sv", "en"):
            assert "-" not in worded(stated, language), stated


def test_a_plan_of_ones_own_with_a_misspelt_time_is_told_as_it_stands(
    run: Run, tmp_path: Path
) -> None:
    """The check says that it is wrong; the timeline must not fall over it."""
    path = tmp_path / "own.trig"
    path.write_text(DATA.replace('"2014/"', '"förra hösten"'), encoding="utf-8")
    done = run("timeline", "dokument/tva", "--data", path)
    asked = run("timeline", "dokument/tva", "--data", path, "--as-of", "2016-06-01")

    assert (done.returncode, done.stderr, asked.returncode, asked.stderr) == (0, "", 0, "")
    assert "förra hösten" in done.stdout
    assert "plan/okand" in asked.stdout


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "autumn 2020 – 2022",
                "The plan [plan/p]",
                "valid  (ett)  → unknown",
                "→ yes",
            ],
        ),
        (
            "sv",
            [
                "hösten 2020 – 2022",
                "Planen [plan/p]",
                "gäller  (ett)  → okänt",
                "→ ja",
            ],
        ),
    ],
)
def test_the_answer_for_a_day_in_words(
    run: Run, file: Path, language: str, lines: list[str]
) -> None:
    """A reader meets words, never EDTF and never a blank for unknown."""
    done = run(
        *("timeline", "nordväst", "--as-of", "2020-10-01"),
        *("--data", file, "--lang", language),
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in lines if line not in done.stdout] == []
    assert "2020-09-01" not in done.stdout


def test_a_time_and_a_thing_are_said_once(run: Run, file: Path) -> None:
    """Rows of one time stand under it, so that the eye finds the next time."""
    done = run("timeline", "sodra lanet", "--data", file, "--lang", "sv")

    assert done.stdout.splitlines() == [
        "från 2014, slut okänt     plan/okand",
        "                            gäller  (tva)",
        "2015-01-01 – 2016-12-31   plan/bara-dagar",
        "                            gäller  (tva)",
        "2018                      lag/l",
        "                            uppgivet ikraftträdande  (tva)",
        "från och med 2018         plan/oppen",
        "                            gäller  (tva)",
        "till 2030-12-31, början   plan/bara-slut",
        "okänd                       gäller  (tva)",
    ]


def test_a_narrow_terminal_is_kept_to(run: Run) -> None:
    """A line that wraps by itself breaks the column of times."""
    done = run("timeline", "orebro", "--as-of", "2020-06-01", env={"COLUMNS": "60"})
    lines = done.stdout.splitlines()

    assert done.returncode == 0
    assert [x for x in lines if len(x) > 60 and " " in x[24:].strip()] == []  # names stay whole
    assert len(lines) > len(run("timeline", "orebro", "--as-of", "2020-06-01").stdout.splitlines())


def test_for_programs_a_time_is_edtf(run: Run, file: Path) -> None:
    """What was stated goes out as it came in, whatever the language."""
    done = run("timeline", "dokument/ett", "--data", file, "-f", "csv", "--lang", "sv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    expected = [row for row in EVERY if row[3] == "ett"]

    assert [(r["thing"], r["via"], r["stated"]) for r in rows] == [row[:3] for row in expected]
    assert {r["document"] for r in rows} == {"dokument/ett"}
    assert "holds" not in rows[0]


def test_for_programs_the_answer_is_true_false_or_null(run: Run, file: Path) -> None:
    """Unknown is not false; a script must be able to tell."""
    words = ("timeline", "--data", file, "--as-of", "2020-10-01", "-f", "json")
    found = json.loads(run(*words, "norra").stdout)

    assert found["question"] == "timeline"
    assert [(row["thing"]["name"], row["stated"], row["holds"]) for row in found["rows"]] == [
        ("uppdrag/u", "2020-01-15", True),
        ("uppdrag/u", "2020-23", None),
        ("plan/p", "2020-23/2022", None),
    ]


def test_the_table_has_the_answer_where_a_day_was_asked_about(small: KnowledgeGraph) -> None:
    """An empty column would look like "unknown" for everything."""
    day = date(2020, 10, 1)

    assert pages.table(timeline(small), None).columns == (
        *("stated", "thing", "via", "what", "document"),
    )
    assert pages.table(timeline(small, as_of=day), day).columns[-1] == "holds"


@pytest.mark.parametrize(("language", "said"), [("sv", "Inga svar."), ("en", "No answers.")])
def test_nothing_dated_is_said(run: Run, file: Path, language: str, said: str) -> None:
    """A blank screen looks like a crash."""
    done = run(
        *("timeline", "norra", "--data", file),
        *("--as-of", "1900-01-01", "--lang", language),
        *("-f", "text"),
    )
    empty = of_quads([])

    assert done.returncode == 0
    assert timeline(empty) == ()
    assert said in pages.text(empty, [], None, _Reader(language))


class _Reader:
    """Who reads."""

    format: str | None = None
    sources: str | None = None
    output: str | None = None
    width = 100

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def chosen(self, formats: object) -> str:
        """Text."""
        del formats
        return "text"


@pytest.mark.parametrize("day", ["2020-13-01", "i går", "2020-02-30", "2020"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Fel: Värdet för --as-of går inte: ”{day}” är ingen dag; skriv den som 2020-06-01"),
        (
            "en",
            "Error: The value of --as-of will not do: “{day}” is no day; write it as 2020-06-01",
        ),
    ],
)
def test_a_wrong_day_is_told_in_the_language_of_the_reader(
    run: Run, day: str, language: str, said: str
) -> None:
    """The option is named, and a day that works is shown."""
    done = run("timeline", "--as-of", day, "--lang", language)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == said.format(day=day)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Fel: Grafen har inget dokument om eller med namnet ”qwxqwx”."),
        ("en", "Error: The graph has no document about or named “qwxqwx”."),
    ],
)
def test_an_unknown_who_is_told_in_the_language_of_the_reader(
    run: Run, language: str, said: str
) -> None:
    """What is not there is named, with a way to see what is."""
    done = run("timeline", "qwxqwx", "--lang", language)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines()[0] == said
    assert "naravard ask document-standing" in done.stderr
