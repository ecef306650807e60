"""Contradictions: every side with its passages, what was marked and what was found, how judged."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names
from naravard_kg.conflicts import EXPLAINED, OPEN, SETTLED, Conflict, conflicts
from naravard_kg.errors import UnknownNameError, UnreadableFileError
from naravard_kg.evidence import UNKNOWN, VERIFIED
from naravard_kg.graph import load, of_quads
from naravard_kg.render import conflicts as pages
from naravard_kg.terms import RDF, XSD, Cell, Iri, Quad, Text, Typed

Run = Callable[..., Any]
ACT = "lag/sfs-2017-612"
JAMTLAND, OREBRO = "dokument/jamtland-samverkan-2022", "dokument/orebro-handlingsplan-2019"
SOURCE = Iri("http://www.w3.org/ns/prov#hadPrimarySource")
TARGET = Iri("http://www.w3.org/ns/oa#hasTarget")
COMMENT = Iri("http://www.w3.org/2000/01/rdf-schema#comment")
IN_FORCE = Iri("http://data.europa.eu/eli/ontology#first_date_entry_in_force")
JUDGED = Iri(names.GRAPHS + "bedomning")
THING = names.thing("uppdrag", "x")


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def year(number: int) -> Typed:
    """A year."""
    return Typed(str(number), Iri(XSD + "gYear"))


def said(document: str, subject: Iri, prop: Iri, value: Cell) -> Quad:
    """A statement in the graph of a document."""
    return Quad(subject, prop, value, names.source_graph(document))


def graph_of(quads: Iterable[Quad]) -> KnowledgeGraph:
    """The ontology with documents a to e beside it, and *quads*."""
    ontology = load(shipped=False).quads()
    homes = [(names.source_graph(slug), names.thing("dokument", slug)) for slug in "abcde"]
    documents = [Quad(home, SOURCE, document, home) for home, document in homes]
    return of_quads([*ontology, *documents, *quads])


def sides(conflict: Conflict) -> list[tuple[str, Cell, str | None]]:
    """What each side is about, its value, and who says so."""
    return [
        (
            names.short(s.subject),
            names.short(s.value) if isinstance(s.value, Iri) else s.value,
            names.short(s.document) if s.document else None,
        )
        for s in conflict.sides
    ]


# --- found ------------------------------------------------------------------------------------


def test_what_nobody_has_marked_is_found() -> None:
    """Two documents that give one body two levels, and no editor who has seen it."""
    body, level = names.thing("organ", "x"), names.VOCABULARIES + "organniva/"
    graph = graph_of(
        [
            said("a", body, nv("bodyLevel"), Iri(level + "lan")),
            said("b", body, nv("bodyLevel"), Iri(level + "kommun")),
        ]
    )
    (found,) = conflicts(graph)

    assert sides(found) == [
        ("organ/x", "vocab/organniva/lan", "dokument/a"),
        ("organ/x", "vocab/organniva/kommun", "dokument/b"),
    ]
    assert (found.state, found.is_marked, found.subject) == (OPEN, False, body)
    assert {(s.claim, s.rank, s.reasons, s.passages) for s in found.sides} == {(None, None, (), ())}


def pair(one: Cell, other: Cell, prop: str = "targetDate") -> tuple[Conflict, ...]:
    """The contradictions between two documents that give a thing one value each."""
    return conflicts(graph_of([said("a", THING, nv(prop), one), said("b", THING, nv(prop), other)]))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (year(2030), year(2030), False),
        (year(2030), date(2030, 6, 30), False),
        (date(2030, 12, 31), year(2030), False),
        (year(2030), date(2031, 1, 1), True),
        (year(2030), year(2031), True),
        (date(2030, 6, 30), date(2030, 7, 1), True),
    ],
)
def test_a_date_and_its_year_do_not_differ(one: Cell, other: Cell, *, differ: bool) -> None:
    """One document is more precise than the other; that is no contradiction."""
    assert bool(pair(one, other)) is differ


@pytest.mark.parametrize(("one", "other"), [(1, 12), (12, 1), (2, 20), (100, 10)])
def test_a_number_and_a_longer_one_that_begins_alike_differ(one: int, other: int) -> None:
    """A year is the beginning of its days; 1 is not the beginning of 12."""
    (found,) = pair(one, other, "assignmentNumber")

    assert [side.value for side in found.sides] == [one, other]


def test_a_thing_and_one_whose_name_begins_alike_differ() -> None:
    """Two plans of one county may share the beginning of their names and nothing else."""
    one, other = names.thing("plan", "x"), names.thing("plan", "x-2021")

    assert len(pair(one, other, "isPartOfPlan")) == 1


def test_what_may_hold_several_values_never_conflicts() -> None:
    """Two documents that each name a target group have named two."""
    assert pair(names.thing("malgrupp", "a"), names.thing("malgrupp", "b"), "hasTargetGroup") == ()


def test_one_document_does_not_contradict_itself_unmarked() -> None:
    """Within a document two values are the checks' business; between documents they are ours."""
    number = nv("assignmentNumber")
    graph = graph_of([said("a", THING, number, 1), said("a", THING, number, 2)])

    assert conflicts(graph) == ()


def test_two_counts_of_the_same_in_the_same_differ() -> None:
    """How many municipalities take part is one number, whoever counts."""
    quads = []
    for document, number in (("a", 14), ("b", 15), ("c", 14)):
        counted = names.thing("antal", f"x-{document}")
        quads += [
            said(document, counted, nv("count"), number),
            said(document, counted, nv("countOf"), names.thing("aktor", "kommun")),
            said(document, counted, nv("countedIn"), names.thing("plats", "lan-18")),
        ]
    (found,) = conflicts(graph_of(quads))

    assert sides(found) == [
        ("plats/lan-18", 14, "dokument/a"),
        ("plats/lan-18", 15, "dokument/b"),
        ("plats/lan-18", 14, "dokument/c"),
    ]


@pytest.mark.parametrize(("stated", "differ"), [(2017, True), (2018, False), (2019, True)])
def test_a_verified_date_is_a_side_of_its_own(stated: int, *, differ: bool) -> None:
    """No document says it; the register of acts does."""
    act = names.thing("lag", "x")
    graph = graph_of(
        [
            said("a", act, nv("statedEntryIntoForce"), year(stated)),
            Quad(act, IN_FORCE, date(2018, 1, 1), Iri(names.GRAPHS + "referens")),
        ]
    )
    found = [sides(conflict) for conflict in conflicts(graph)]
    both = [("lag/x", year(stated), "dokument/a"), ("lag/x", date(2018, 1, 1), None)]

    assert found == ([both] if differ else [])


@settings(max_examples=15)
@given(st.lists(st.integers(1, 3), min_size=2, max_size=5))
def test_all_who_differ_about_one_thing_stand_together(values: list[int]) -> None:
    """Three documents with three values are one contradiction with three sides, not three."""
    quads = [
        said(document, THING, nv("assignmentNumber"), value)
        for document, value in zip("abcde", values, strict=False)
    ]
    found = conflicts(graph_of(quads))
    expected = [
        ("uppdrag/x", value, f"dokument/{document}")
        for document, value in zip("abcde", values, strict=False)
    ]

    assert [sides(conflict) for conflict in found] == ([expected] if len(set(values)) > 1 else [])


# --- marked and judged ------------------------------------------------------------------------


def test_what_is_assessed_and_not_marked_is_told_with_its_rank() -> None:
    """An editor who rejects one of two values has settled the matter without joining them."""
    claim, act, stated = names.thing("pastaende", "x"), THING, nv("statedEntryIntoForce")
    rejection, home = names.thing("bedomning", "x"), names.source_graph("a")
    graph = graph_of(
        [
            said("a", act, stated, year(2017)),
            said("b", act, stated, year(2018)),
            Quad(claim, Iri(RDF + "subject"), act, home),
            Quad(claim, Iri(RDF + "predicate"), stated, home),
            Quad(claim, Iri(RDF + "object"), year(2017), home),
            Quad(claim, nv("statedIn"), names.thing("dokument", "a"), home),
            Quad(rejection, TARGET, claim, JUDGED),
            Quad(rejection, nv("rank"), Iri(f"{names.VOCABULARIES}rang/avford"), JUDGED),
            Quad(rejection, COMMENT, Text("Fel år.", "sv"), JUDGED),
        ]
    )
    (found,) = conflicts(graph)

    assert (found.state, found.is_marked) == (SETTLED, False)
    assert [(side.value, side.claim) for side in found.sides] == [
        (year(2017), claim),
        (year(2018), None),
    ]


def marked(ranks: tuple[str | None, str | None]) -> KnowledgeGraph:
    """Two claims of one document about two things, one marked as against the other."""
    quads = []
    for n, rank in enumerate(ranks):
        claim = names.thing("pastaende", f"c-{n}")
        quads += [
            said("a", claim, Iri(RDF + "type"), nv("Claim")),
            said("a", claim, Iri(RDF + "subject"), names.thing("uppdrag", f"u-{n}")),
            said("a", claim, Iri(RDF + "predicate"), nv("concerns")),
            said("a", claim, Iri(RDF + "object"), names.thing("omrade", f"o-{n}")),
            said("a", claim, nv("statedIn"), names.thing("dokument", "a")),
        ]
        if rank:
            judged = names.thing("bedomning", f"j-{n}")
            quads += [
                Quad(judged, TARGET, claim, JUDGED),
                Quad(judged, nv("rank"), Iri(f"{names.VOCABULARIES}rang/{rank}"), JUDGED),
                Quad(judged, COMMENT, Text(f"Skäl {n}.", "sv"), JUDGED),
                Quad(judged, COMMENT, Text(f"Reason {n}.", "en"), JUDGED),
            ]
    one, other = (names.thing("pastaende", f"c-{n}") for n in (0, 1))
    return graph_of([*quads, Quad(one, nv("contradicts"), other, JUDGED)])


@pytest.mark.parametrize(
    ("ranks", "state"),
    [
        ((None, None), OPEN),
        (("normal", None), OPEN),
        ((None, "normal"), OPEN),
        (("normal", "normal"), EXPLAINED),
        (("avford", "foredragen"), SETTLED),
        (("avford", None), SETTLED),
        (("normal", "foredragen"), SETTLED),
    ],
)
def test_a_contradiction_is_open_explained_or_settled(
    ranks: tuple[str | None, str | None], state: str
) -> None:
    """Open until every side is judged, or one of them is found right or wrong."""
    (found,) = conflicts(marked(ranks))

    assert (found.state, found.is_marked) == (state, True)
    assert [s.rank and s.rank.rpartition("/")[2] for s in found.sides] == list(ranks)


def test_a_marked_contradiction_keeps_its_two_subjects() -> None:
    """An editor may join what two sentences say of two things; neither is the other's."""
    (found,) = conflicts(marked(("normal", None)))

    assert sides(found) == [
        ("uppdrag/u-0", "omrade/o-0", "dokument/a"),
        ("uppdrag/u-1", "omrade/o-1", "dokument/a"),
    ]
    assert [names.short(s.claim or "") for s in found.sides] == ["pastaende/c-0", "pastaende/c-1"]
    assert sorted(map(repr, found.sides[0].reasons)) == [
        "Text('Reason 0.', 'en')",
        "Text('Skäl 0.', 'sv')",
    ]
    assert found.sides[1].reasons == ()


@pytest.mark.parametrize(("language", "reason"), [("sv", "Skäl 0."), ("en", "Reason 0.")])
def test_the_reason_is_told_in_the_language_of_the_reader(language: str, reason: str) -> None:
    """It was written in both; a page in two languages is read by nobody."""
    graph = marked(("avford", None))
    found = conflicts(graph)
    (one,) = json.loads(pages.as_object(graph, found, language))["conflicts"]
    text = pages.text(graph, found, language, 100)

    assert [side["reason"] for side in one["sides"]] == [reason, None]
    assert f"→ {reason}" in text
    assert text.count("→") == 1


# --- the shipped graph ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def every(shipped: KnowledgeGraph) -> tuple[Conflict, ...]:
    """All contradictions of the shipped graph."""
    return conflicts(shipped)


def about(every: tuple[Conflict, ...], subject: str) -> Conflict:
    """The one contradiction about a thing."""
    (found,) = (c for c in every if names.short(c.subject) == subject)
    return found


def test_the_year_of_the_act_has_three_sides(every: tuple[Conflict, ...]) -> None:
    """One document is wrong, one is right, and the register of acts bears the second out."""
    found = about(every, ACT)

    assert sides(found) == [
        (ACT, year(2017), JAMTLAND),
        (ACT, year(2018), OREBRO),
        (ACT, date(2018, 1, 1), None),
    ]
    assert [s.rank and names.short(s.rank) for s in found.sides] == [
        "vocab/rang/avford",
        "vocab/rang/foredragen",
        None,
    ]
    assert (found.state, found.is_marked) == (SETTLED, True)
    assert all(s.passages and s.reasons for s in found.sides[:2])


@pytest.mark.parametrize(
    ("subject", "state"),
    [
        ("antal/skane-1-delregion-samordningsfunktion", OPEN),
        ("arbetssatt/skane-teambaserad-vardform", EXPLAINED),
        ("beslut/jamtland-malbild-rekommendation", EXPLAINED),
        (ACT, SETTLED),
    ],
)
def test_what_is_marked_in_the_shipped_graph_has_its_state(
    every: tuple[Conflict, ...], subject: str, state: str
) -> None:
    """One of each kind, so that no state is without an example."""
    assert about(every, subject).state == state


def test_one_or_two_sub_regions_is_nobodys_to_settle(every: tuple[Conflict, ...]) -> None:
    """One document says both; both stay, with their passages, until somebody asks it."""
    found = about(every, "antal/skane-1-delregion-samordningsfunktion")

    assert [side.value for side in found.sides] == [1, 2]
    assert {side.document for side in found.sides} == {
        names.thing("dokument", "skane-uppfoljning-lakarstod")
    }
    assert all(side.passages for side in found.sides)


def test_every_contradiction_has_two_sides_with_passages(every: tuple[Conflict, ...]) -> None:
    """A contradiction with one leg is none; a side without a passage cannot be looked up."""
    assert every
    assert [c for c in every if len(c.sides) < 2] == []
    assert [s for c in every for s in c.sides if s.document and not s.passages] == []
    assert len({frozenset(map(repr, c.sides)) for c in every}) == len(every)


def test_the_passages_of_a_contradiction_verify(shipped: KnowledgeGraph, sources: Path) -> None:
    """What is held against a document must stand in it."""
    with_texts = conflicts(shipped, sources=sources)
    passages = [p for c in with_texts for s in c.sides for p in s.passages]

    assert passages
    assert {p.state for p in passages} == {VERIFIED}
    assert all(p.words for p in passages)
    text = pages.text(shipped, with_texts, "en", 100)
    assert text.count("“") >= len(passages)


def test_without_the_texts_the_places_are_told(every: tuple[Conflict, ...]) -> None:
    """The words are not shipped; where they stand is."""
    passages = [p for c in every for s in c.sides for p in s.passages]

    assert {(p.state, p.words) for p in passages} == {(UNKNOWN, "")}
    assert all(p.locator and p.end > p.start for p in passages)


@pytest.mark.parametrize(
    ("thing", "subjects"),
    [
        (ACT, {ACT}),
        ("sfs-2017-612", {ACT}),
        ("beslut/jamtland-malbild-rekommendation", {"beslut/jamtland-malbild-rekommendation"}),
        ("mal/jamtland-malbild-nara-vard", {"beslut/jamtland-malbild-rekommendation"}),
        (
            "mal/jamtland-gemensam-malbild-nara-vard",
            {"beslut/jamtland-malbild-rekommendation"},
        ),
        ("skane-lakarstod-12", set()),
    ],
)
def test_a_thing_is_looked_for_on_every_side(
    shipped: KnowledgeGraph, thing: str, subjects: set[str]
) -> None:
    """As what it is about, as the document that says so, as the value; on the second side too."""
    assert {names.short(c.subject) for c in conflicts(shipped, thing)} == subjects


def test_a_document_gives_all_its_contradictions(
    shipped: KnowledgeGraph, every: tuple[Conflict, ...]
) -> None:
    """Whoever answers for a document wants all of them, and none of the others'."""
    document = names.thing("dokument", "jamtland-samverkan-2022")
    expected = [c for c in every if document in {s.document for s in c.sides}]

    assert len(expected) > 1
    assert list(conflicts(shipped, "jamtland-samverkan-2022")) == expected


def test_a_wrong_name_or_folder_is_an_error(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """An empty answer would read as "nobody disagrees"."""
    with pytest.raises(UnknownNameError):
        conflicts(shipped, "qwertyuiop")
    with pytest.raises(UnreadableFileError):
        conflicts(shipped, sources=tmp_path / "missing")


# --- on the screen ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "    settled; marked by an editor",
                "    stated entry into force: 2017 – deprecated",
                "    stated entry into force: 2018 – preferred",
                "    stated entry into force: 2018-01-01",
                "        verified fact of the reference data",
            ],
        ),
        (
            "sv",
            [
                "    avgjord; uppmärkt av en redaktör",
                "    uppgivet ikraftträdande: 2017 – avförd",
                "    uppgivet ikraftträdande: 2018 – föredragen",
                "    uppgivet ikraftträdande: 2018-01-01",
                "        styrkt uppgift i referensdata",
            ],
        ),
    ],
)
def test_a_contradiction_in_words(run: Run, language: str, lines: list[str]) -> None:
    """Each side with its value, its rank and who says so; nothing in another language."""
    done = run("conflicts", ACT, "--lang", language)

    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in lines if line not in done.stdout.splitlines()] == []
    assert done.stdout.startswith("1. ")
    assert "\n2. " not in done.stdout


def test_what_was_found_says_so(run: Run, tmp_path: Path) -> None:
    """A reader must know whether a person has looked at it."""
    path = tmp_path / "own.trig"
    path.write_text(
        """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix id: <https://w3id.org/naravard/id/> .
<https://w3id.org/naravard/graph/kalla/ny> {
  <https://w3id.org/naravard/graph/kalla/ny> prov:hadPrimarySource <https://w3id.org/naravard/id/dokument/ny> .
  <https://w3id.org/naravard/id/uppdrag/skane-lakarstod-12> nv:assignmentNumber 120 .
}
""",
        encoding="utf-8",
    )
    words = ("conflicts", "skane-lakarstod-12", "--data", path)
    english, swedish = (run(*words, "--lang", language).stdout for language in ("en", "sv"))
    (found,) = json.loads(run(*words, "-f", "json").stdout)["conflicts"]

    assert "    open; found in the graph" in english.splitlines()
    assert "    öppen; funnen i grafen" in swedish.splitlines()
    assert (found["marked"], found["state"]) == (False, "open")
    assert sorted(side["value"] for side in found["sides"]) == [12, 120]


def test_a_narrow_terminal_is_kept_to(run: Run) -> None:
    """Only a name that cannot be broken may reach beyond the edge."""
    done = run("conflicts", env={"COLUMNS": "60"})
    wide = [line for line in done.stdout.splitlines() if len(line) > 60]

    assert done.returncode == 0
    assert [line for line in wide if not _is_unbroken(line)] == []


def _is_unbroken(line: str) -> bool:
    """Whether a line is one word, or a locator with the passage's name."""
    return " " not in line.strip() or "  belagg/" in line.strip()


def test_a_table_has_a_row_for_each_passage(run: Run, every: tuple[Conflict, ...]) -> None:
    """A spreadsheet groups by the number; a side without a passage has a row too."""
    rows = list(csv.DictReader(io.StringIO(run("conflicts", "-f", "csv").stdout)))

    assert len(rows) == sum(max(len(s.passages), 1) for c in every for s in c.sides)
    assert {row["number"] for row in rows} == {str(n) for n in range(1, len(every) + 1)}
    assert {row["state"] for row in rows} == {c.state for c in every}
    assert [row["locator"] for row in rows if not row["document"]] == [""]


@pytest.mark.parametrize(("language", "answer"), [("sv", "Inga svar."), ("en", "No answers.")])
def test_nothing_that_differs_is_said(run: Run, language: str, answer: str) -> None:
    """An empty answer is an answer; a blank screen looks like a crash."""
    done = run("conflicts", "skane-lakarstod-12", "--lang", language)

    assert (done.returncode, done.stdout.strip()) == (0, answer)


@pytest.mark.parametrize(("language", "start"), [("sv", "Fel: "), ("en", "Error: ")])
def test_bad_input_is_told_in_the_language_of_the_reader(
    run: Run, language: str, start: str
) -> None:
    """A name that nothing has, and a folder that is not there."""
    for words in (["qwertyuiop"], ["--sources", "qwertyuiop"]):
        done = run("conflicts", *words, "--lang", language)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith(start)
        assert "qwertyuiop" in done.stderr
