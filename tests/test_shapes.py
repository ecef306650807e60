"""The rules: each has an example that breaks it and nothing else; what is mended breaks none.

An example is named after its rule, and the first line of a bad one tells the lines of the findings.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import ndiff
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, Node, URIRef
from rdflib.plugins.sparql import prepareQuery

import naravard_kg
from naravard_kg import KnowledgeGraph, queryfiles, rules
from naravard_kg.reports import Report
from naravard_kg.validate import check_all
from naravard_kg.words import Words

ROOT = Path(__file__).parents[1]
SH = Namespace("http://www.w3.org/ns/shacl#")
NVS = Namespace("https://w3id.org/naravard/shapes#")

SHAPES = sorted((ROOT / "shapes").glob("*.ttl"))
CHECKS = sorted((ROOT / "queries" / "checks").glob("*.rq"))
PLANS = Path(__file__).parent / "plans"
EXAMPLES = ROOT / "shapes" / "examples"
BAD, GOOD = (sorted(EXAMPLES.glob(f"*.{kind}.*")) for kind in ("bad", "good"))
SOUND = sorted(path for path in (PLANS / "sound").iterdir() if path.suffix != ".txt")
RULES = rules.rules()
UNREADABLE = "plan-unreadable"  # what cannot be read is held to no rule, so none can be ignored
MOST_CHANGED = 4

PARAMETERS = {
    *(SH[p] for p in ("class", "datatype", "disjoint", "hasValue", "in", "languageIn")),
    *(SH[p] for p in ("lessThan", "lessThanOrEquals", "maxCount", "maxInclusive", "minCount")),
    *(SH[p] for p in ("minInclusive", "nodeKind", "not", "or", "pattern", "uniqueLang")),
}
FACTS = {
    "shape": set[str](),
    "sparql": {"$this", "?value"},
    "check": {"entity", "property", "value"},
    "form": {"value", "key", "near", "words", "scheme", "kind", "found"},
}
VERBS = {
    "sv": "Ange Behåll Byt Hämta Jämför Kontrollera Lägg Märk Rätta Räkna Skriv Slå Ta Välj",
    "en": "Change Check Choose Compute Correct Fetch Give Keep Mark Match Merge Name Put Remove "
    "Swap Tag Write",
}
FILE_KEYS = {
    "regel",
    "rule",
    "sak",
    "thing",
    "skäl",
    "reason",
    "owner",
    "till",
    "until",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "predicate_id",
    "id",
    "fil",
    "file",
    "sha256",
    "värde",
    "value",
    "gäller",
    "valid",
}


@cache
def turtle(*paths: Path) -> Graph:
    """The triples of some Turtle files together."""
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@cache
def shapes() -> Graph:
    """Every shape there is, those for the ontology too."""
    return turtle(*SHAPES)


def name_of(path: Path) -> str:
    """The rule that an example shows."""
    return path.name.partition(".")[0]


def expected(path: Path) -> list[tuple[str, int]]:
    """The findings that a bad example must give: its rule, at the lines its first line tells."""
    head = path.read_text(encoding="utf-8").partition("\n")[0]
    lines = re.findall(r"\bline: (\d+)", head)
    assert lines, f"{path.name} does not tell its lines"
    return [(name_of(path), int(line)) for line in lines]


def report(graph: KnowledgeGraph, path: Path) -> Report:
    """The report on one file, which may also say that it cannot be read."""
    return next(iter(check_all(graph, [str(path)])))


def of_kind(*kinds: str) -> list[Node]:
    """The named rules among the shapes."""
    found = {node for kind in kinds for node in shapes().subjects(RDF.type, URIRef(kind))}
    return sorted(found, key=str)


PROPERTY_SHAPES = of_kind(SH.PropertyShape)
RULE_NODES = of_kind(SH.PropertyShape, SH.SPARQLConstraint, NVS.FormRule)


# --- every rule on its examples -----------------------------------------------------------


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_example_breaks_its_rule_and_no_other(path: Path, shipped: KnowledgeGraph) -> None:
    """A reader who mends the line that is named has mended the plan.

    `rules explain` shows the findings without a check: what it shows must not rot.
    """
    findings = report(shipped, path).findings
    rule = RULES[name_of(path)]

    assert [(finding.rule, finding.line) for finding in findings] == expected(path)
    for finding, mark in zip(findings, rules.examples(rule)[0].marks, strict=True):
        assert finding.severity == rule.severity
        assert all(part for words in (finding.message, finding.remedy) for part in both(words))
        assert not re.search(r"\{[$?]?\w+\}", " ".join(both(finding.message)))
        if rule.id != UNREADABLE:  # which tells the name of the file too
            assert finding.message == rule.fault.filled(mark.facts)
            assert finding.remedy.sv.startswith(rule.remedy.filled(mark.facts).sv)


@pytest.mark.parametrize("path", [p for p in BAD if name_of(p) != UNREADABLE], ids=name_of)
def test_without_its_rule_a_bad_example_is_sound(path: Path, shipped: KnowledgeGraph) -> None:
    """Mutation: no other rule stands in for the one that is taken away."""
    assert naravard_kg.check(shipped, path, ignore=[name_of(path)]).findings == ()


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_example_breaks_no_rule(path: Path, shipped: KnowledgeGraph) -> None:
    """People copy it; what they copy must hold."""
    findings = report(shipped, path).findings

    assert [f for f in findings if f.rule == name_of(path) or f.severity != "info"] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_two_examples_that_differ_in_a_few_lines(rule: rules.Rule) -> None:
    """Coverage: a rule nobody has seen fire may be dead; a mended plan shows what mends it."""
    bad, good = rules.examples(rule)
    differing = ndiff(bad.text.splitlines(), good.text.splitlines())
    changed = Counter(line[0] for line in differing)

    assert (bad.kind, good.kind, bad.form) == ("bad", "good", good.form)
    assert changed["-"] + changed["+"] > 0
    assert max(changed["-"], changed["+"]) <= MOST_CHANGED


def test_every_example_shows_a_rule() -> None:
    """A file of a rule that is gone is never looked at again."""
    assert {name_of(path) for path in (*BAD, *GOOD)} == set(RULES)
    assert {path.suffix for path in EXAMPLES.iterdir()} == {".yaml", ".ttl", ".tsv", ".txt"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers
@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_a_sound_plan_gives_nothing_to_mend(path: Path, shipped: KnowledgeGraph) -> None:
    """False alarms teach people to look away; only what the source is silent on is told."""
    report = naravard_kg.check(shipped, path)

    assert [f for f in report.findings if f.severity != "info"] == []
    assert report.conforms


# --- what the files alone do not show -----------------------------------------------------


def plan(folder: Path, things: str) -> Path:
    """A plan file with a source and some things."""
    path = folder / "plan.yaml"
    path.write_text(f"källa: {{id: prov, titel: Prov}}\n{things}", encoding="utf-8")
    return path


def broken_rules(graph: KnowledgeGraph, path: Path) -> list[str]:
    """The rules a plan breaks, infos left out, one for each finding."""
    return [f.rule for f in naravard_kg.check(graph, path).findings if f.severity != "info"]


def assignment(slug: str, *lines: str) -> str:
    """An assignment that lacks nothing, with some lines more."""
    more = "".join(f"    {line}\n" for line in lines)
    return f"  - id: {slug}\n    rubrik: Pröva {slug}\n    utförs av: region-12\n{more}"


def test_a_circle_of_waiting_is_told_to_everyone_in_it(
    tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """Each of the three can break the circle; what only leads into it is not blamed."""
    things = "uppdrag:\n" + "".join(
        assignment(slug, f"{how}: uppdrag/{other}")
        for slug, how, other in (
            ("a", "inväntar", "b"),
            ("b", "hanteras genom", "c"),
            ("c", "inväntar", "a"),
            ("d", "inväntar", "a"),
        )
    )
    assert broken_rules(shipped, plan(tmp_path, things)) == ["no-hard-cycle"] * 3


def test_coordination_makes_no_circle(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    """What is coordinated or handled together waits for nobody."""
    things = "uppdrag:\n" + "".join(
        assignment(slug, f"samordnas med: uppdrag/{other}", f"inväntar: villkor/{slug}")
        for slug, other in (("a", "b"), ("b", "a"))
    )
    things += "villkor:\n  - {id: a, namn: Ett}\n  - {id: b, namn: Två}\n"
    assert broken_rules(shipped, plan(tmp_path, things)) == []


def test_a_proposal_that_is_decided_on_is_settled(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    """Done may well await a proposal, once a body has taken its stand."""
    done = "status: {status: genomfort, per: 2025-01-01}"
    things = "uppdrag:\n" + assignment("a", "inväntar: forslag/p", done)
    things += "förslag:\n  - {id: p, rubrik: Ett förslag, gäller för: region-12}\n"
    assert broken_rules(shipped, plan(tmp_path, things)) == ["done-but-waiting"]

    things += (
        "beslut:\n  - {id: d, typ: godkanna, beslutat av: region-12, "
        "datum: 2024-05-06, beslut om: forslag/p}\n"
    )
    assert broken_rules(shipped, plan(tmp_path, things)) == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("utförs av: plats/lan-12", "Thing-performedBy-unknown"),
        ("använder: aktor/inera", "Thing-uses-unknown"),
        ("bidrar till: lag/sfs-2017-612", None),
        ("använder: arbetssatt/sip", None),
        ("ansvarig: aktor/kommuner-12", None),
    ],
)
def test_what_the_graph_describes_is_judged_like_the_plans_own(
    line: str, rule: str | None, tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """The kind of a thing counts whichever file describes it."""
    path = plan(tmp_path, f"åtgärd:\n  - id: a\n    namn: En åtgärd\n    {line}\n")
    assert broken_rules(shipped, path) == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("time", "sound"),
    [
        *((t, True) for t in ("2019", "2019-02", "2019-02-28", "2024-23", "2021~", "2021?")),
        *((t, True) for t in ("2019/2022", "2024-23/2025-23~", "2018/..", "../2030", "/2030")),
        *((t, True) for t in ("2018-03/", "[..2019]", "[2019..]", "[2019..2020]")),
        *((t, False) for t in ("hösten 2020", "2019-13", "2019-02-32", "19", "2024-25", "/")),
        *((t, False) for t in ("../..", "[..]", "2019-2022", "2019 / 2022", "[2019]", "2022/2019")),
    ],
)
def test_a_stated_time_is_edtf(
    time: str, sound: bool, tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """The pattern and the reader of dates agree on what a time looks like."""
    path = plan(tmp_path, f'projekt:\n  - {{id: a, namn: Ett, uppgiven tid: "{time}"}}\n')
    assert (broken_rules(shipped, path) == []) is sound


# --- the words ----------------------------------------------------------------------------


def both(words: Words) -> tuple[str, str]:
    """The Swedish and the English."""
    return words.sv, words.en


def sentences(text: str) -> int:
    """How many sentences a text has."""
    return len(re.findall(r"[.!?](?=\s+[A-ZÅÄÖ]|$)", text))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_message_is_the_fault_and_then_what_to_do(rule: rules.Rule) -> None:
    """Two sentences in each language, and the second starts with a verb."""
    for language, fault, remedy in zip(
        ("sv", "en"), both(rule.fault), both(rule.remedy), strict=True
    ):
        assert (sentences(fault), sentences(remedy)) == (1, 1)
        assert remedy.split()[0] in VERBS[language].split(), remedy
    assert rule.fault.sv != rule.fault.en
    assert rule.name.sv != rule.name.en


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_message_asks_for_facts_that_are_known(rule: rules.Rule) -> None:
    """A placeholder that nobody fills in would reach the reader."""
    asked = [
        set(re.findall(r"\{([^}]*)\}", f"{fault} {remedy}"))
        for fault, remedy in zip(both(rule.fault), both(rule.remedy), strict=True)
    ]
    assert asked[0] == asked[1] <= FACTS[rule.kind]


def test_a_remedy_names_lines_that_a_plan_may_have(shipped: KnowledgeGraph) -> None:
    """What a message puts in quotes can be written in a plan file, in the message's language."""
    table = shipped.select(
        "SELECT DISTINCT ?key WHERE { ?term <http://www.w3.org/2000/01/rdf-schema#label>|"
        "<http://www.w3.org/2004/02/skos/core#altLabel> ?key }"
    )
    labels = {(getattr(row[0], "language", ""), str(row[0]).casefold()) for row in table.rows}
    unknown = [
        (rule.id, key)
        for rule in RULES.values()
        for language, text in zip(("sv", "en"), both(rule.remedy), strict=True)
        for key in re.findall(r"'([^']+)'", text)
        if (language, key.casefold()) not in labels | {(language, k) for k in FILE_KEYS}
        and not re.search(r"[:{]", key)
    ]
    assert unknown == []


# --- the form of the files ----------------------------------------------------------------


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.name)
def test_two_parsers_read_the_same_shapes(path: Path) -> None:
    """A shape file is plain Turtle to every tool."""
    other = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(turtle(path)) == len({str(quad) for quad in other})


def test_an_id_is_used_once() -> None:
    """One ID, one rule, one place where it is written."""
    written = [
        str(node)
        for path in SHAPES
        for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint, NVS.FormRule)
        for node in turtle(path).subjects(RDF.type, kind)
    ]
    counted = Counter([*written, *(str(NVS[path.stem]) for path in CHECKS)])
    assert [iri for iri, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("rule", RULE_NODES, ids=lambda rule: str(rule).rpartition("#")[2])
def test_a_shape_states_its_severity_and_speaks_both_languages(rule: Node) -> None:
    """A missing severity would mean violation in silence."""
    graph = shapes()
    assert graph.value(rule, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
    of_plans = str(rule).removeprefix(str(NVS)) in RULES
    for prop in (SH.name, SH.message, *[SH.description] * of_plans):
        texts = [text for text in graph.objects(rule, prop) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "sv"]


@pytest.mark.parametrize("rule", PROPERTY_SHAPES, ids=lambda rule: str(rule).rpartition("#")[2])
def test_a_property_shape_holds_one_constraint_and_says_so_in_its_name(rule: Node) -> None:
    """One constraint, one message: class, property, fault."""
    graph = shapes()
    home = next(graph.subjects(SH.property, rule))
    stated = [p for p in graph.predicates(rule) if p in PARAMETERS]

    assert len(stated) == 1
    assert re.fullmatch(rf"{re.escape(str(home))}-[A-Za-z_]+-[a-z]+", str(rule))
    assert len(list(graph.objects(rule, SH.path))) == 1


def test_the_shapes_are_shacl() -> None:
    """SHACL's own shapes for shapes find no fault in ours."""
    conforms, _, text = pyshacl.validate(
        Graph(), shacl_graph=turtle(*SHAPES), meta_shacl=True, inference="none"
    )
    assert conforms, text


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_a_check_keeps_its_contract(path: Path, shipped: KnowledgeGraph) -> None:
    """It runs as it stands, in both engines, and gives entity, property and value in order.

    It may tell besides what stands against the value, or that it goes round in a circle.
    """
    check = queryfiles.read(path)

    assert check.header["id"] == path.stem
    assert check.header["severity"] in {"violation", "warning", "info"}
    assert set(check.header["why"]) == set(check.header["message"]) == {"sv", "en"}
    assert dict(check.parameters) == {"entity": "any"}
    columns = shipped.select(check.sparql).columns
    assert "\nORDER BY ?entity ?property ?value" in check.sparql
    assert columns[:3] == ("entity", "property", "value")
    assert set(columns[3:]) <= {"against", "against_property", "against_value", "at", "circle"}
    prepareQuery(check.sparql)


# --- the rules for the ontology itself ----------------------------------------------------

TERM = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
nv:Thing a owl:Class ; rdfs:isDefinedBy <https://w3id.org/naravard/ontology> ;
    rdfs:label "Sak"@sv , "Thing"@en ; skos:definition "En sak."@sv , "A thing."@en .
<https://w3id.org/naravard/vocab/a/ett> skos:topConceptOf <https://w3id.org/naravard/vocab/a> ;
    skos:notation "ett" ; skos:prefLabel "ett"@sv , "one"@en ;
    skos:definition "Det första."@sv , "The first."@en .
"""
FAULTS = {
    "OntologyTerm-label-missing": ('"Sak"@sv , ', ""),
    "OntologyTerm-label-double": ('"Sak"@sv , ', '"Sak"@sv , "Ting"@sv , '),
    "OntologyTerm-label-unknown": ('"Sak"@sv , ', '"Sak"@sv , "Ding"@de , '),
    "OntologyTerm-definition-missing": ('"En sak."@sv , ', ""),
    "OntologyTerm-definition-double": ('"En sak."@sv , ', '"En sak."@sv , "Ett ting."@sv , '),
    "OntologyTerm-definition-unknown": ('"En sak."@sv , ', '"En sak."@sv , "Ein Ding."@de , '),
    "OntologyTerm-isDefinedBy-missing": (
        "rdfs:isDefinedBy <https://w3id.org/naravard/ontology> ;",
        "",
    ),
    "OntologyTerm-isDefinedBy-double": ("rdfs:isDefinedBy ", "rdfs:isDefinedBy nv: , "),
    "OntologyClass-name-form": ("nv:Thing", "nv:some_thing"),
    "OntologyProperty-name-form": ("owl:Class", "owl:ObjectProperty"),
    "Vocabulary-prefLabel-missing": (' , "one"@en', ""),
    "Vocabulary-prefLabel-double": ('"one"@en', '"one"@en , "1"@en'),
    "Vocabulary-notation-missing": ('skos:notation "ett" ;', ""),
    "Vocabulary-definition-missing": (' , "The first."@en', ""),
}


def ontology_faults(data: Graph) -> list[str]:
    """The rules for the ontology that some terms break."""
    own = turtle(*(ROOT / "shapes" / f"{name}.ttl" for name in ("ontology", "prefixes")))
    _, results, _ = pyshacl.validate(data, shacl_graph=own, inference="none")
    return sorted(
        str(results.value(node, SH.sourceConstraint) or results.value(node, SH.sourceShape))
        for node in results.subjects(RDF.type, SH.ValidationResult)
    )


@pytest.mark.parametrize("rule", FAULTS)
def test_a_faulty_term_breaks_its_rule_and_no_other(rule: str) -> None:
    """The rules for the ontology are held as hard as those for plans."""
    before, after = FAULTS[rule]
    assert before in TERM
    assert ontology_faults(Graph().parse(data=TERM.replace(before, after))) == [str(NVS[rule])]


def test_every_rule_for_the_ontology_has_a_faulty_term() -> None:
    """Coverage, as for plans; and a term without a fault breaks none."""
    nodes = turtle(ROOT / "shapes" / "ontology.ttl").subjects(SH.severity)
    kinds = {RDFS.Class, SH.NodeShape}
    named = {n for n in nodes if shapes().value(n, RDF.type) not in kinds}

    assert named == {NVS[rule] for rule in FAULTS}
    assert ontology_faults(Graph().parse(data=TERM)) == []


def test_the_ontology_keeps_its_own_rules() -> None:
    """Label, definition, home and form of name, for every term and concept there is."""
    files = sorted((ROOT / "ontology").glob("*.ttl")) + sorted((ROOT / "ontology/vocab").glob("*"))
    assert ontology_faults(turtle(*files)) == []
