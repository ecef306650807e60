"""Plan files: every value becomes a statement or a note, and each knows where it stands."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naravard_kg import KnowledgeGraph, names, passages, plans
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import Place, Plan, template, tree
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.terms import RDF, XSD, Cell, Iri, Quad, Text, Typed

Read = Callable[..., Plan]
HEAD = "källa: {id: test-plan, titel: Testplan, typ: handlingsplan}\n"
RDFS_LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
DCTERMS = "http://purl.org/dc/terms/"
BODY = """\
källa:
  id: test-plan
  titel: Testplan
  typ: handlingsplan
  text: {id: test-text, fil: text.txt, typ: digital, avsnitt: {1: början, 3: slutet}}
"""
WORDS = "Rad ett.\nUppdrag ett ska invänta uppdrag två.\nRad tre, rad tre.\n"


def nv(local: str) -> Iri:
    """A term of the ontology."""
    return Iri(names.ONTOLOGY + local)


def upp(number: int) -> Iri:
    """An assignment of the test plan."""
    return names.thing("uppdrag", f"test-plan-{number:02}")


@pytest.fixture
def read(tmp_path: Path, empty: KnowledgeGraph) -> Read:
    """Write a plan beside its text copy, and read it against the ontology alone."""

    def read_plan(text: str, name: str = "plan.yaml", words: str = WORDS, **more: Any) -> Plan:
        (tmp_path / "text.txt").write_text(words, encoding="utf-8", newline="")
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return plans.read(path, empty, **more)

    return read_plan


def facts(plan: Plan) -> set[tuple[Cell, ...]]:
    """The plan's statements without their graph."""
    return {quad[:3] for quad in plan.quads}


def rules(plan: Plan) -> list[tuple[str, int]]:
    """The plan's notes: rule and line."""
    return [(note.rule, note.place.line) for note in plan.notes]


# --- the tree -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["0114", "no", "ja", "12:30", "1.10", "2026-09-15", "1e3", "0x1F", "~", "null", "3"]
)
def test_a_value_stays_the_text_that_was_written(written: str) -> None:
    """YAML turns 0114 into 76 and no into False; municipality codes would die quietly."""
    root = tree.parse(f"key: {written}", "plan.yaml")

    assert isinstance(root, Mapping)
    value = root.get("key")
    assert isinstance(value, Scalar)
    assert value.text == written


def test_positions_count_from_one_as_editors_do() -> None:
    """A finding that is one line off sends the writer to the wrong value."""
    root = tree.parse("a: 1\nlista:\n  - {b: två, c: [x]}\n", "plan.yaml")

    assert isinstance(root, Mapping)
    items = root.get("LISTA")
    assert isinstance(items, Sequence)
    (item,) = items
    assert isinstance(item, Mapping)
    value = item.get("b")
    assert value is not None
    assert value.place == Place(3, 9, 3, 12)


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("a: &x 1\nb: *x\n", "alias", 2),
        ("a: &x [*x]\n", "alias", 1),
        ("a: [1\nb: 2\n", "yaml", 2),
        ("a: 'b\n", "yaml", 2),
        ("\ta: 1\n", "yaml", 1),
        ("a: 1\n---\nb: 2\n", "yaml", 2),
        ("a: 1\n? [b]\n: 2\n", "key", 2),
        ("a: 1\nb: x\x07y\n", "characters", 2),
        ("a:\n  " + "[" * 41 + "]" * 41, "deep", 2),
        ("a: " + "[" * 100_000, "deep", 1),
        ("".join("  " * n + "a:\n" for n in range(60)), "deep", 42),
    ],
)
def test_what_is_no_plain_tree_is_refused_with_its_line(text: str, fault: str, line: int) -> None:
    """Aliases let ten lines grow to a billion; depth ends in a crash; a fault needs its place."""
    with pytest.raises(UnreadableFileError) as caught:
        tree.parse(text, "plan.yaml")

    assert caught.value.fault == fault
    assert abs(caught.value.line - line) <= 1
    assert caught.value.column >= 1


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!!int 3", "!x y"])
def test_a_tag_makes_nothing_happen(tag: str) -> None:
    """A plan comes from a stranger; it must not be able to call anything."""
    root = tree.parse(f"a: {tag}", "plan.yaml")

    assert isinstance(root, Mapping)
    assert isinstance(root.get("a"), Scalar | Sequence)


def test_an_empty_text_is_no_tree() -> None:
    """An empty file is a fault of its own, not an empty plan."""
    assert tree.parse("# only a comment\n", "plan.yaml") is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_tree_or_an_error_with_a_place(text: str) -> None:
    """Whatever file is dropped on the program, it says where it stopped."""
    try:
        tree.parse(text, "plan.yaml")
    except UnreadableFileError as error:
        assert error.line >= 1


# --- the lifter: what becomes of each value -----------------------------------------------


@pytest.mark.parametrize("text", ["- a\n- b\n", "hej\n", "", "# nothing\n"])
def test_a_file_without_keys_at_the_top_is_no_plan(read: Read, text: str) -> None:
    """A list or a letter is not half a plan."""
    with pytest.raises(UnreadableFileError) as caught:
        read(text)

    assert (caught.value.fault, caught.value.line) == ("not-plan", 1)


def test_the_plan_names_its_document_and_its_graph(read: Read) -> None:
    """Each statement must stand in the graph of the document that it comes from."""
    plan = read(HEAD)
    document = names.thing("dokument", "test-plan")

    assert plan.graph == names.source_graph("test-plan")
    assert {quad.graph for quad in plan.quads} == {plan.graph}
    assert (plan.graph, Iri("http://www.w3.org/ns/prov#hadPrimarySource"), document) in facts(plan)


def test_a_plan_without_a_source_says_so(read: Read) -> None:
    """A fact that no document states is no fact of this graph."""
    assert ("plan-no-source", 1) in rules(read("organ:\n  - {id: x, namn: X}\n"))


def test_each_value_becomes_what_its_property_holds(read: Read) -> None:
    """A number that stays text cannot be counted; a code that becomes a number is lost."""
    plan = read(
        HEAD + "uppdrag:\n  - {nr: 3, rubrik: 0114}\n"
        "beslut:\n  - {id: b, namn: no, datum: 2026-09-15}\n"
        "projekt:\n  - {id: p, namn: P, härledd: ja}\n"
    )
    found = facts(plan)

    assert plan.is_complete
    assert (upp(3), nv("assignmentNumber"), 3) in found
    assert (upp(3), RDFS_LABEL, Text("0114", "sv")) in found
    decision = names.thing("beslut", "b")
    assert (decision, RDFS_LABEL, Text("no", "sv")) in found
    assert (decision, nv("decisionDate"), date(2026, 9, 15)) in found
    assert (names.thing("projekt", "p"), nv("isInferred"), True) in found


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("hittepå: x", "plan-unknown-key"),
        ("nr: tre", "plan-bad-value"),
        ("nr: 1_0", "plan-bad-value"),
        ("nr: ３", "plan-bad-value"),
        ("typ: hittepå", "plan-unknown-value"),
        ("ansvarig: hittepå", "plan-unknown-thing"),
        ("inväntar: 99", "plan-unknown-thing"),
        ("gäller: våren", "plan-bad-value"),
        ("gäller: [2019, 2020]", "plan-bad-value"),
        ("rubrik: [[a]]", "plan-not-a-value"),
        ("rubrik: {sv: [a], en: b}", "plan-not-a-value"),
        ("rubrik: 4", "plan-double-key"),
        ("klass: hittepå", "plan-unknown-class"),
        ("status: [x]", "plan-unknown-thing"),
        ("fil: text.txt", "plan-unknown-key"),
        ("sha256: abc", "plan-unknown-key"),
        ("belägg: 1", "plan-text-missing"),
        ("härledd: kanske", "plan-bad-value"),
        ("uppgiven tid: {värde: [[x]]}", "plan-not-a-value"),
    ],
)
def test_a_value_that_means_nothing_is_noted_at_its_line(read: Read, line: str, rule: str) -> None:
    """What is left out in silence is believed to be in the graph."""
    plan = read(f"{HEAD}uppdrag:\n  - id: fyra\n    rubrik: Fyra\n    {line}\n")

    assert (rule, 5) in rules(plan)
    assert (names.thing("uppdrag", "fyra"), RDFS_LABEL, Text("Fyra", "sv")) in facts(plan)


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        ("hittepå:\n  - {id: x}", "plan-unknown-class"),
        ("organ: x", "plan-not-a-thing"),
        ("organ:\n  - x", "plan-not-a-thing"),
        ("organ:\n  - {id: Å B}", "plan-bad-id"),
        ("organ:\n  - {id: [x]}", "plan-not-a-value"),
        ("organ:\n  - {id: x}\norgan:\n  - {id: y}", "plan-double-key"),
    ],
)
def test_a_block_that_means_nothing_is_noted(read: Read, block: str, rule: str) -> None:
    """A whole block lost for a misspelt key is the dearest slip of all."""
    assert rule in [name for name, _ in rules(read(f"{HEAD}{block}\n"))]


def test_a_misspelt_key_gets_a_suggestion(read: Read) -> None:
    """The writer needs the right word more than the news that hers is wrong."""
    (note,) = read(f"{HEAD}uppdrag:\n  - {{nr: 1, invänntar: 1}}\n").notes

    assert "inväntar" in note.facts["near"]


def test_a_reference_goes_by_slug_short_name_number_and_label(read: Read) -> None:
    """Writers refer in the way that is nearest at hand; all ways lead to one thing."""
    plan = read(
        HEAD + "organ:\n  - {id: test-rad, namn: Testrådet}\n"
        "uppdrag:\n  - {nr: 1, rubrik: Ett}\n"
        "  - nr: 2\n    rubrik: Två\n    inväntar: [1]\n"
        "    uppdragsgivare: [test-rad, organ/test-rad, Testrådet]\n"
        f"    samordnas med: {upp(1)}\n"
    )

    assert plan.is_complete
    assert (upp(2), nv("awaits"), upp(1)) in facts(plan)
    assert (upp(2), nv("isCoordinatedWith"), upp(1)) in facts(plan)
    assert (upp(2), nv("commissionedBy"), names.thing("organ", "test-rad")) in facts(plan)


def test_one_label_of_two_things_is_no_reference(read: Read) -> None:
    """Choosing one of two would state what nobody wrote."""
    plan = read(
        HEAD + "organ:\n  - {id: a, namn: Rådet}\n  - {id: b, namn: Rådet}\n"
        "uppdrag:\n  - {nr: 1, uppdragsgivare: Rådet}\n"
    )

    assert [name for name, _ in rules(plan)] == ["plan-ambiguous-thing"]


def test_a_qualified_dependency_is_a_fact_and_a_node_about_it(read: Read) -> None:
    """Who says it, how strongly and where is what makes a dependency more than an arrow."""
    plan = read(
        HEAD + "uppdrag:\n  - {nr: 1, rubrik: Ett}\n  - nr: 2\n    rubrik: Två\n"
        "    beror på: [{uppdrag: 1, typ: starkt-beroende, styrka: hard, härledd: ja, not: N}]\n"
    )
    found = facts(plan)
    (node,) = [s for s, p, o in found if (p, o) == (nv("depender"), upp(2))]

    assert plan.is_complete
    assert (upp(2), nv("dependsOn"), upp(1)) in found
    assert {
        (node, Iri(RDF + "type"), nv("Dependency")),
        (node, nv("dependee"), upp(1)),
        (node, Iri(DCTERMS + "type"), Iri(names.VOCABULARIES + "beroendetyp/starkt-beroende")),
        (node, nv("strength"), Iri(names.VOCABULARIES + "styrka/hard")),
        (node, nv("isInferred"), True),
        (node, Iri("http://www.w3.org/2000/01/rdf-schema#comment"), Text("N", "sv")),
    } <= found


def test_a_qualified_value_of_any_other_property_is_a_claim(read: Read) -> None:
    """A single fact may stand in another passage than the rest, or be the curator's inference."""
    plan = read(HEAD + "organ:\n  - id: x\n    namn: X\n    sfär: {värde: politisk, härledd: ja}\n")
    body, sphere = names.thing("organ", "x"), Iri(names.VOCABULARIES + "sfar/politisk")
    found = facts(plan)
    (claim,) = [s for s, p, o in found if (p, o) == (Iri(RDF + "subject"), body)]

    assert (body, nv("bodySphere"), sphere) in found
    assert {
        (claim, Iri(RDF + "predicate"), nv("bodySphere")),
        (claim, Iri(RDF + "object"), sphere),
        (claim, nv("isInferred"), True),
        (claim, nv("statedIn"), names.thing("dokument", "test-plan")),
    } <= found


def test_a_text_in_two_languages_is_two_statements(read: Read) -> None:
    """Also where the words are alike: a reader of each language must find her label."""
    plan = read(HEAD + "organ:\n  - {id: x, namn: {sv: Region, en: Region}}\n")
    labels = [q.object for q in plan.quads if q.predicate == RDFS_LABEL]

    assert sorted(getattr(label, "language", "") for label in labels) == ["en", "sv"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019/2022", date(2019, 1, 1), date(2022, 12, 31)),
        ("2018-03/..", date(2018, 3, 1), None),
        ("../2030", None, date(2030, 12, 31)),
        ("2021~", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_is_kept_as_stated_and_as_days(
    read: Read, written: str, first: date | None, last: date | None
) -> None:
    """The days answer questions; the words of the source show how sure they are."""
    plan = read(f'{HEAD}plan: {{namn: P, gäller: "{written}"}}\n')
    found = {q.predicate: q.object for q in plan.quads if q.subject.endswith("plan/test-plan")}

    assert found[nv("statedDate")] == written
    assert (found.get(nv("validFrom")), found.get(nv("validTo"))) == (first, last)


def test_assignments_below_a_plan_are_part_of_it(read: Read) -> None:
    """The indent says what belongs to what; so must the graph."""
    plan = read(HEAD + "plan:\n  namn: P\n  uppdrag:\n    - {nr: 1, rubrik: Ett}\n    - {nr: 12}\n")

    assert plan.is_complete
    for number in (1, 12):
        assert (upp(number), nv("isPartOfPlan"), names.thing("plan", "test-plan")) in facts(plan)


def test_status_records_are_things_of_their_own(read: Read) -> None:
    """A status holds at a time; two of them are two records, each with its own IRI."""
    plan = read(
        HEAD + "uppdrag:\n  - nr: 1\n    status:\n      - {status: ej-paborjat, per: 2026-01-01}\n"
        "      - {status: pagaende, uppgiven tid: 2026-03/2026-05}\n"
    )
    records = [q.object for q in plan.quads if q.predicate == nv("hasStatusRecord")]

    assert plan.is_complete
    assert len(set(records)) == 2
    assert all(str(record).startswith(names.THINGS + "statusnotering/") for record in records)


def test_a_body_of_a_kind_gets_the_class_of_the_kind(read: Read) -> None:
    """Rules and questions go by class; the writer goes by kind."""
    plan = read(HEAD + "organ:\n  - {id: x, namn: X, typ: samverkansorgan}\n")

    assert (names.thing("organ", "x"), Iri(RDF + "type"), nv("CollaborationBody")) in facts(plan)


def test_a_concept_of_the_file_belongs_to_the_file(read: Read) -> None:
    """A document's own target group is no national concept."""
    plan = read(HEAD + "målgrupp:\n  - {id: g, namn: Sköra äldre}\n")
    scheme = names.thing("begreppsschema", "test-plan")

    assert (
        names.thing("malgrupp", "g"),
        Iri("http://www.w3.org/2004/02/skos/core#inScheme"),
        scheme,
    ) in facts(plan)


@pytest.mark.parametrize("predicate", ["rubrik", "inväntar", "nr"])
def test_each_statement_knows_its_line(read: Read, predicate: str) -> None:
    """A finding without a line is a riddle."""
    lines = ["  - nr: 1", "    rubrik: Ett", "    inväntar: 1"]
    plan = read(HEAD + "uppdrag:\n" + "\n".join(lines) + "\n")
    prop = {"rubrik": RDFS_LABEL, "inväntar": nv("awaits"), "nr": nv("assignmentNumber")}[predicate]
    (value,) = [q.object for q in plan.quads if (q.subject, q.predicate) == (upp(1), prop)]
    place = plan.place_of(upp(1), prop, value)

    assert place is not None
    assert predicate in lines[place.line - 3]


def test_where_a_statement_is_not_written_its_property_or_thing_is_the_place(read: Read) -> None:
    """A missing value has no place of its own; the thing that misses it has."""
    plan = read(HEAD + "uppdrag:\n  - nr: 1\n    rubrik: Ett\n")

    for about in ((upp(1), RDFS_LABEL, "other"), (upp(1), nv("awaits")), (upp(1),)):
        assert plan.place_of(*about) is not None
    assert plan.place_of(upp(9)) is None


# --- the same in both languages ------------------------------------------------------------

SWEDISH = """\
källa: {id: test-plan, titel: T, typ: handlingsplan, utgiven: 2026-09-15}
samverkansorgan:
  - {id: r, namn: Rådet, typ: samverkansorgan, nivå: lan, sfär: politisk}
målgrupp:
  - {id: g, namn: Sköra äldre}
plan:
  namn: P
  gäller: 2026/2028
  uppdrag:
    - nr: 1
      rubrik: Ett
      målgrupper: [g]
      uppdragsgivare: r
      inväntar: [{uppdrag: 2, styrka: hard, härledd: ja}]
    - {nr: 2, rubrik: Två, status: [{status: pagaende, per: 2026-09-15}]}
beslut:
  - {id: b, namn: B, typ: faststalla, beslutat av: r, datum: 2026-09-15, beslut om: plan/test-plan}
"""
ENGLISH = """\
source document: {id: test-plan, title: T, type: handlingsplan, issued: 2026-09-15}
collaboration body:
  - {id: r, name: Rådet, type: samverkansorgan, body level: lan, body sphere: politisk}
target group:
  - {id: g, name: Sköra äldre}
plan:
  name: P
  valid: 2026/2028
  assignment:
    - number: 1
      name: Ett
      has target group: [g]
      commissioned by: r
      awaits: [{assignment: 2, strength: hard, is inferred: yes}]
    - {number: 2, name: Två, status: [{status: pagaende, as of: 2026-09-15}]}
decision:
  - {id: b, name: B, type: faststalla, decided by: r, decision date: 2026-09-15, decides on: plan/test-plan}
"""


def test_swedish_and_english_keys_say_the_same(read: Read) -> None:
    """There is one dictionary; which language a plan is written in must not change its facts."""
    swedish, english = read(SWEDISH), read(ENGLISH)

    assert swedish.is_complete
    assert english.is_complete
    assert facts(swedish) == facts(english)


def test_the_templates_say_the_same_and_all_of_it(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    """The first thing that a new user fills in must be sound, and alike in both languages."""
    found = []
    for language in ("sv", "en"):
        path = tmp_path / f"{language}.yaml"
        path.write_text(template.text(language), encoding="utf-8")
        found.append(plans.read(path, shipped))

    assert [plan.notes for plan in found] == [(), ()]
    assert facts(found[0]) == facts(found[1])
    with pytest.raises(ValueError, match="fi"):
        template.text("fi")


INTERFACE = """\
källa:
  id: exempel-nara-vard-2026
  titel: Handlingsplan nära vård 2026–2028
  typ: handlingsplan
  utgiven: 2026-09-15
  område: lan-12
  textfil: text.txt        # optional: lets `belägg` be located and digested
organ:
  - {id: exempel-samverkansrad, namn: Exempel samverkansråd, typ: samverkansorgan, nivå: lan, sfär: politisk}
målgrupp:
  - {id: exempel-skora-aldre, namn: Sköra äldre}
plan:
  gäller: 2026/2028
  uppdrag:
    - nr: 1
      rubrik: Gemensam modell för trygg hemgång
      målgrupper: [exempel-skora-aldre]
      inväntar:
        - {uppdrag: 2, styrka: hård, belägg: 2 ska invänta}
    - nr: 2
      rubrik: Reviderat avtal
"""


def test_the_example_of_the_interface_is_read_in_full(
    tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """It is what the documentation shows; its text file lets the evidence be located."""
    (tmp_path / "text.txt").write_text(WORDS, encoding="utf-8", newline="")
    path = tmp_path / "plan.yaml"
    path.write_text(INTERFACE, encoding="utf-8")
    plan = plans.read(path, shipped)
    digests = [q.object for q in plan.quads if q.predicate == nv("passageDigest")]

    assert plan.notes == ()
    assert digests == [passages.digest("ska invänta")]


# --- evidence -------------------------------------------------------------------------------


def test_evidence_holds_offsets_digest_and_locator_but_no_words(read: Read) -> None:
    """The words of the documents are not ours to store; the offsets and the digest prove them."""
    plan = read(BODY + "uppdrag:\n  - {nr: 1, rubrik: R, belägg: 2 ska … två}\n")
    start = WORDS.index("ska")
    end = WORDS.index("två") + 3
    evidence = names.thing("belagg", f"test-text_{start}-{end}")
    selector = Iri(f"{evidence}#pos")
    oa = "http://www.w3.org/ns/oa#"

    assert plan.notes == ()
    assert {
        (upp(1), nv("hasEvidence"), evidence),
        (evidence, nv("locator"), "början (2)"),
        (evidence, nv("passageDigest"), passages.digest(WORDS[start:end])),
        (evidence, Iri(oa + "hasSource"), names.thing("text", "test-text")),
        (selector, Iri(oa + "start"), start),
        (selector, Iri(oa + "end"), end),
    } <= facts(plan)
    assert not any("invänta uppdrag" in str(quad.object) for quad in plan.quads)


def test_the_text_copy_is_pinned_by_its_checksum(read: Read) -> None:
    """Offsets belong to one text; any other text of that name is another text."""
    plan = read(BODY)
    checksum = hashlib.sha256(WORDS.encode()).hexdigest()

    assert checksum in {quad.object for quad in plan.quads}


def test_a_changed_text_is_noted(read: Read) -> None:
    """Evidence located in another text than the one meant proves nothing."""
    stated = BODY.replace("fil: text.txt", f"fil: text.txt, sha256: {'0' * 64}")

    assert ("plan-text-changed", 5) in rules(read(stated))
    good = stated.replace("0" * 64, hashlib.sha256(WORDS.encode()).hexdigest())
    assert read(good).notes == ()


@pytest.mark.parametrize(
    ("wording", "rule"),
    [
        ("ska invänta", "plan-evidence-form"),
        ("9 ska", "plan-evidence-line"),
        ("2 skall", "plan-evidence-missing"),
        ("3 ad tre", "plan-evidence-double"),
        ("2 ska … tre", "plan-evidence-end"),
    ],
)
def test_evidence_that_is_not_found_is_noted(read: Read, wording: str, rule: str) -> None:
    """A passage that is not there must not become a proof."""
    plan = read(f"{BODY}uppdrag:\n  - nr: 1\n    belägg: {wording}\n")

    assert rules(plan) == [(rule, 8)]
    assert not any(quad.predicate == nv("hasEvidence") for quad in plan.quads)


@pytest.mark.parametrize(
    "block", ["källa: {id: p, titel: P, fil: x.txt}", "text: {id: t, fil: x.txt}"]
)
def test_a_text_copy_that_is_not_opened_is_noted(read: Read, block: str) -> None:
    """A line that leads nowhere must not look as if it did."""
    assert ("plan-text-missing", 1) in rules(read(f"{block}\n"))


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "/etc/passwd", "a/../../secret.txt", "..\\secret.txt", "C:\\x.txt", "C:x"],
)
def test_a_text_path_never_leads_out_of_its_folder(
    tmp_path: Path, empty: KnowledgeGraph, path: str
) -> None:
    """A plan from a stranger must not be able to read, or digest, other files."""
    (tmp_path / "secret.txt").write_text(WORDS, encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    file = folder / "plan.yaml"
    file.write_text(BODY.replace("fil: text.txt", f"fil: '{path}'"), encoding="utf-8")
    plan = plans.read(file, empty, sources=folder)

    assert [name for name, _ in rules(plan)] == ["plan-text-path"]
    assert not any(str(quad.predicate).endswith("checksumValue") for quad in plan.quads)


def test_a_text_copy_is_looked_for_beside_the_plan_and_in_sources(
    tmp_path: Path, empty: KnowledgeGraph
) -> None:
    """The copies of the shipped documents stand apart from their plan files."""
    file = tmp_path / "plan.yaml"
    file.write_text(BODY, encoding="utf-8")
    folder = tmp_path / "texts"
    folder.mkdir()

    assert [n for n, _ in rules(plans.read(file, empty, sources=folder))] == ["plan-text-missing"]
    (folder / "text.txt").write_text(WORDS, encoding="utf-8", newline="")
    assert plans.read(file, empty, sources=folder).notes == ()
    assert [n for n, _ in rules(plans.read(file, empty))] == ["plan-text-missing"]


# --- nothing is lost --------------------------------------------------------------------------

MARKS = st.integers(0, 10**6).map(lambda n: f"märke{n}")
KEYS = st.sampled_from(
    [
        "rubrik",
        "namn",
        "nr",
        "typ",
        "not",
        "belägg",
        "inväntar",
        "status",
        "gäller",
        "ansvarig",
        "uppgiven tid",
        "hittepå",
        "klass",
        "fil",
        "målgrupper",
        "härledd",
        "definition",
        "uppdrag",
        "id",
        "avsnitt",
        "del av",
        "beror på",
        "antal",
        "text",
    ]
)
VALUES = st.recursive(
    MARKS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["sv", "en", "värde", "uppdrag", "not", "styrka"]), inner),
        st.dictionaries(KEYS, inner, max_size=3),
    ),
    max_leaves=4,
)
THINGS = st.dictionaries(KEYS, VALUES, max_size=4)
PLANS = st.dictionaries(
    st.sampled_from(["uppdrag", "organ", "plan", "målgrupp", "hittepå", "beslut", "status"]),
    st.one_of(THINGS, st.lists(st.one_of(THINGS, MARKS), max_size=2)),
    max_size=3,
)


HOLDERS = {"värde", "uppdrag", "antal", "målgrupper", "status", "text"}  # of a qualified value


def _yaml(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
        case _:
            return str(value)


def _places(node: Node) -> Iterator[Place]:
    """The places of a node and of all in it."""
    yield node.place
    inner = node.items if isinstance(node, Sequence) else ()
    for item in inner if not isinstance(node, Mapping) else [v for _, v in node]:
        yield from _places(item)


def _scalars(node: Node | None) -> Iterator[tuple[Scalar, list[Place]]]:
    """Every value with the places of all that it stands in, or stands and falls with."""
    if isinstance(node, Scalar):
        yield node, [node.place]
    elif isinstance(node, Sequence | Mapping):
        inner = node.items if isinstance(node, Sequence) else [v for _, v in node]
        keys = {} if isinstance(node, Sequence) else {id(v): k.place for k, v in node}
        held = [v for k, v in node if k.text in HOLDERS] if isinstance(node, Mapping) else []
        value = [place for item in held for place in _places(item)]
        for item in inner:
            for scalar, places in _scalars(item):
                extra = [keys[id(item)]] if id(item) in keys else []
                yield scalar, [*places, *extra, *value, node.place]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=PLANS)
def test_no_value_is_lost_in_silence(read: Read, content: dict[str, Any]) -> None:
    """The promise of the reader: a value is in the statements, or a note says that it is not."""
    text = HEAD + "".join(f"{key}: {_yaml(value)}\n" for key, value in content.items())
    plan = read(text)

    said = " ".join(str(quad.object) + " " + quad.subject for quad in plan.quads)
    noted = {note.place for note in plan.notes}
    told = " ".join(str(note.facts) for note in plan.notes)
    no_text = any(note.rule == "plan-text-missing" for note in plan.notes)
    for scalar, places in _scalars(tree.parse(text, "plan.yaml")):
        kept = scalar.text in said or names.slug(scalar.text) in said or scalar.text in told
        cited = no_text and "belägg" in text
        assert kept or cited or noted & set(places), f"{scalar.text} of {text}"


# --- RDF ----------------------------------------------------------------------------------------

PREFIXES = "@prefix nv: <https://w3id.org/naravard/ontology#> .\n@prefix u: <urn:x:> .\n"
RDF_FILES = {
    "plan.ttl": PREFIXES + "\nu:a a nv:Assignment ;\n  nv:assignmentNumber 1 .\n",
    "plan.trig": PREFIXES + "u:g {\nu:a a nv:Assignment ;\n  nv:assignmentNumber 1 .\n}\n",
    "plan.nt": (
        "\n\n"
        f"<urn:x:a> <{RDF}type> <{names.ONTOLOGY}Assignment> .\n"
        f'<urn:x:a> <{names.ONTOLOGY}assignmentNumber> "1"^^<{XSD}integer> .\n'
    ),
    "plan.nq": (
        f"<urn:x:a> <{RDF}type> <{names.ONTOLOGY}Assignment> <urn:g> .\r\n"
        f'<urn:x:a> <{names.ONTOLOGY}assignmentNumber> "1"^^<{XSD}integer> <urn:g> .'
    ),
    "plan.owl": (
        f'<r:RDF xmlns:r="{RDF}" xmlns:nv="{names.ONTOLOGY}">\n'
        '<nv:Assignment r:about="urn:x:a">\n\n'
        f' <nv:assignmentNumber r:datatype="{XSD}integer">1</nv:assignmentNumber>\n'
        "</nv:Assignment></r:RDF>\n"
    ),
    "plan.jsonld": (
        '{"@context": {"nv": "https://w3id.org/naravard/ontology#", "u": "urn:x:"},\n'
        ' "@graph": [\n'
        '  {"@id": "u:a", "@type": "nv:Assignment",\n'
        '   "nv:assignmentNumber": 1}]}\n'
    ),
}


@pytest.mark.parametrize(("name", "text"), RDF_FILES.items(), ids=RDF_FILES)
def test_rdf_of_every_syntax_says_the_same_with_its_lines(read: Read, name: str, text: str) -> None:
    """Whatever form a plan has, a finding names its line."""
    plan = read(text, name)
    subject = Iri("urn:x:a")
    place = plan.place_of(subject, nv("assignmentNumber"), 1)

    assert facts(plan) == {
        (subject, Iri(RDF + "type"), nv("Assignment")),
        (subject, nv("assignmentNumber"), 1),
    }
    assert place is not None
    assert (
        place.line
        == text.split("\n").index(
            next(line for line in text.split("\n") if "assignmentNumber" in line)
        )
        + 1
    )


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("plan.ttl", "# å\n", ""), ("plan.trig", "u:g {\n", "}\n"), ("plan.trig", "\n", "")],
)
def test_each_statement_of_turtle_and_trig_has_its_line(
    read: Read, name: str, before: str, after: str
) -> None:
    """Every one, to the line: strings over several lines and empty lines between included."""
    things = "".join(f'u:s{n}\n  u:p {n} ;\n  u:q """å\n""" .\n\n' for n in range(50))
    plan = read(PREFIXES + before + things + after, name)
    lines = [plan.places[Iri(f"urn:x:s{n}"), Iri("urn:x:p"), n].line for n in range(50)]

    assert lines == [5 * n + 5 for n in range(50)]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("plan.ttl", "<urn:a> <urn:b> <urn:c> .\n<urn:a> hej .\n", 2),
        ("plan.trig", "<urn:g> {\n<urn:a> <urn:b> \n}\n", 3),
        ("plan.nt", "<urn:a> <urn:b> <urn:c> .\nhej\n", 2),
        ("plan.jsonld", '{"@id": "urn:a",\n "urn:b": }\n', 2),
        ("plan.rdf", "<rdf:RDF\n  hej\n", 2),
    ],
)
def test_broken_rdf_names_its_line(read: Read, name: str, text: str, line: int) -> None:
    """A parser's complaint without a line helps nobody with a thousand lines."""
    with pytest.raises(UnreadableFileError) as caught:
        read(text, name)

    assert abs(caught.value.line - line) <= 1


@pytest.mark.parametrize(
    "text", ["<urn:a> <urn:b> " + "[ <urn:b> " * 3000 + "]" * 3000 + " .", "(" * 9000]
)
def test_turtle_nested_without_end_is_refused(read: Read, text: str) -> None:
    """Depth must end in a sentence, not in a crash of the interpreter."""
    with pytest.raises(UnreadableFileError):
        read(text, "plan.ttl")


class _Listener(BaseHTTPRequestHandler):
    """Counts who calls."""

    calls = 0

    def do_GET(self) -> None:
        """Answer with an empty context."""
        type(self).calls += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"@context": {}}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


@pytest.mark.parametrize(
    "context",
    [
        '"{url}"',
        '["{url}"]',
        '[{{"a": "urn:a"}}, "{url}"]',
        '{{"@version": 1.1, "@import": "{url}"}}',
        '{{"a": {{"@id": "urn:a", "@context": "{url}"}}}}',
        '"relative.jsonld"',
        '"file:///etc/hostname"',
    ],
)
def test_a_context_from_elsewhere_is_refused_and_never_fetched(read: Read, context: str) -> None:
    """A file to be checked must not make the checker call a server or read another file."""
    with HTTPServer(("127.0.0.1", 0), _Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _Listener.calls = 0
        address = context.format(url=f"http://127.0.0.1:{server.server_port}/c.jsonld")
        try:
            with pytest.raises(UnreadableFileError) as caught:
                read(f'{{"@context": {address},\n "@id": "urn:a", "a": {{"a": "x"}}}}', "p.jsonld")
        finally:
            server.shutdown()

    assert (caught.value.fault, caught.value.line) == ("context", 1)
    assert _Listener.calls == 0


def test_literals_of_rdf_keep_their_types(read: Read) -> None:
    """1, true and "1" are equal to Python and three values to the graph."""
    plan = read('<urn:a> <urn:p> 1 , true , "1" , "v"@sv , "v"@en , "v" .\n', "plan.ttl")
    kept = sorted((type(q.object).__name__, str(q.object)) for q in plan.quads)

    assert kept == sorted(
        [("int", "1"), ("bool", "True"), ("str", "1"), ("Text", "v"), ("Text", "v"), ("str", "v")]
    )
    assert Quad(Iri("urn:a"), Iri("urn:p"), Text("v", "en"), plan.graph) in plan.quads
    assert Typed("x", Iri("urn:t")) not in {quad.object for quad in plan.quads}
