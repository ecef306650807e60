"""The rules explained: why each is there, its examples in both languages, what a reader is shown."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, names, resources, rules
from naravard_kg.plans import tree
from naravard_kg.plans.translated import explanation, in_language
from naravard_kg.render import catalogue
from naravard_kg.reports import Report
from naravard_kg.rules import Example, Explanation, Rule
from naravard_kg.validate import check_all
from naravard_kg.words import LANGUAGES, Words, say

RULES = rules.rules()
EVERY = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
UNREADABLE = "plan-unreadable"
IN_YAML = [
    pytest.param((rule, example), id=f"{rule.id}-{example.kind}")
    for rule in RULES.values()
    if rule.id != UNREADABLE
    for example in rules.examples(rule)
    if example.form == "yaml"
]
SHORTEST, LONGEST = 60, 240
MOST_SENTENCES = 3
OF_THE_TRADE = {
    *("bnode", "edtf", "iri", "json", "literal", "nod", "node", "owl", "rdf", "sfs", "shacl"),
    *("skos", "sparql", "trippel", "triple", "turtle", "uri", "xsd", "yaml"),
}
PARTS = ("why", "bad", "good", "remedy", "source")


def both(words: Words) -> tuple[str, str]:
    """The Swedish and the English."""
    return words.sv, words.en


def sentences(text: str) -> int:
    """How many sentences a text has."""
    return len(re.findall(r"[.!?](?=\s+[A-ZÅÄÖ]|$)", text))


def words_of(text: str) -> set[str]:
    """The words of a text, in small letters."""
    return set(re.findall(r"\w+", text.casefold()))


@cache
def explained(rule_id: str, language: str) -> Explanation:
    """All that is told of a rule."""
    return explanation(rule_id, language)


def findings(graph: KnowledgeGraph, folder: Path, example: Example) -> Report:
    """The report on an example, with its text copy beside it."""
    (text,) = (resources.root() / "shapes" / "examples").glob("*.txt")
    (folder / text.name).write_bytes(text.read_bytes())
    path = folder / f"example.{example.form}"
    path.write_text(example.text, encoding="utf-8")
    return next(iter(check_all(graph, [str(path)])))


# --- why there is such a rule -------------------------------------------------------------


@EVERY
def test_a_rule_says_why_it_is_there(rule: Rule) -> None:
    """Whoever does not know the reason works round the rule instead of mending the plan."""
    for why in both(rule.why):
        assert SHORTEST <= len(why) <= LONGEST
        assert 1 <= sentences(why) <= MOST_SENTENCES
        assert re.fullmatch(r"[A-ZÅÄÖ”“].*\.", why)
        assert not re.search(r"[{}\"]|  |\.\.", why)


@EVERY
def test_a_reason_is_more_than_the_message(rule: Rule) -> None:
    """A reader who has seen the finding has read fault and remedy already."""
    for language in LANGUAGES:
        why, fault, remedy = (w.in_(language) for w in (rule.why, rule.fault, rule.remedy))
        assert why not in {fault, remedy, f"{fault} {remedy}"}
        assert fault.rstrip(".") not in why
        assert len(words_of(why) - words_of(f"{fault} {remedy}")) >= 7
    assert rule.why.sv != rule.why.en


@EVERY
def test_a_reason_is_told_without_words_of_the_trade(rule: Rule) -> None:
    """The reader is an official, not a programmer."""
    assert words_of(" ".join(both(rule.why))) & OF_THE_TRADE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rules_have_the_same_reason(language: str) -> None:
    """A reason that fits two rules is the reason of neither."""
    told = Counter(rule.why.in_(language) for rule in RULES.values())
    assert [why for why, times in told.items() if times > 1] == []


# --- the examples -------------------------------------------------------------------------


@EVERY
def test_an_example_is_shown_without_its_first_line(rule: Rule) -> None:
    """The line that tells the findings is for the tests; a reader would copy it."""
    bad, good = rules.examples(rule)

    assert "line:" not in bad.text + good.text
    assert not good.marks
    assert bad.marks
    for mark in bad.marks:
        assert 1 <= mark.line <= len(bad.text.splitlines())
        assert bad.text.splitlines()[mark.line - 1].strip()


@EVERY
def test_an_example_tells_every_fact_of_its_message(rule: Rule) -> None:
    """A reader is shown the finding itself, not the gaps in it."""
    for mark in rules.examples(rule)[0].marks:
        said = " ".join((*both(rule.fault.filled(mark.facts)), *both(rule.remedy)))
        assert not re.search(r"\{[^}]*\}", " ".join(both(rule.fault.filled(mark.facts)))), said


def test_the_marks_are_counted_without_the_first_line() -> None:
    """Several findings, each with its facts, stand in one line."""
    marks = rules.examples(RULES["duplicate-number"])[0].marks

    assert [mark.line for mark in marks] == [7, 12]
    assert [mark.facts["value"] for mark in marks] == ["uppdrag/hemgang-2", "uppdrag/hemgang-1"]


def test_a_rule_without_examples_has_none() -> None:
    """A rule of somebody else's is explained too."""
    known = next(iter(RULES.values()))
    other = Rule(
        "other", known.kind, known.severity, known.name, known.fault, known.remedy, known.why
    )

    assert rules.examples(other) == ()
    assert catalogue.rule(Explanation(other, "", ()), "en", 80).startswith("other  (")


# --- the same for an English reader -------------------------------------------------------


@pytest.mark.parametrize("told", IN_YAML)
def test_an_example_in_english_is_judged_as_in_swedish(
    told: tuple[Rule, Example], tmp_path: Path, shipped: KnowledgeGraph
) -> None:
    """What an English reader copies breaks the same rule on the same line, or holds."""
    rule, example = told
    english = in_language(rule, example, "en")
    found = findings(shipped, tmp_path, english).findings

    assert [(f.rule, f.line) for f in found] == [(rule.id, mark.line) for mark in english.marks]
    assert [f.message for f in found] == [m for _, m in catalogue.findings(rule, english)]


@pytest.mark.parametrize("told", IN_YAML)
def test_only_keys_are_translated(told: tuple[Rule, Example]) -> None:
    """Names and values are those of a Swedish document, which stays what it is."""
    rule, example = told
    swedish, english = (tree.parse(e.text, "") for e in (example, in_language(rule, example, "en")))

    assert [*values(swedish)] == [*values(english)]
    assert len(example.text.splitlines()) == len(in_language(rule, example, "en").text.splitlines())


def values(node: tree.Node | None) -> list[str]:
    """The values of a YAML file, in order, without the keys."""
    if isinstance(node, tree.Scalar):
        return [node.text]
    if isinstance(node, tree.Mapping):
        return [text for _, value in node for text in ("{", *values(value))]
    return [text for item in node or () for text in ("[", *values(item))]


@pytest.mark.parametrize("told", IN_YAML)
def test_every_key_is_translated_that_can_be(told: tuple[Rule, Example]) -> None:
    """A Swedish word is left only where the fault is that the program does not know it."""
    rule, example = told
    english = tree.parse(in_language(rule, example, "en").text, "")

    left = [key for key in keys(english) if re.search(r"[åäöÅÄÖ]", key)]
    assert left == [] or rule.id in {"plan-unknown-class", "plan-unknown-key"}


def keys(node: tree.Node | None) -> list[str]:
    """The keys of a YAML file."""
    if isinstance(node, tree.Mapping):
        return [text for key, value in node for text in (key.text, *keys(value))]
    return (
        [key for item in node or () for key in keys(item)]
        if isinstance(node, tree.Sequence)
        else []
    )


def test_a_key_gets_the_word_of_the_rules_own_message() -> None:
    """A reader told to write a line 'heading' looks for that word in the example."""
    for rule_id, key in (
        ("Assignment-label-missing", "heading"),
        ("Agreement-hasParty-few", "parties"),
    ):
        _, good = explanation(rule_id, "en").examples
        assert f"    {key}: " in good.text


def test_a_finding_speaks_of_the_key_as_it_is_written() -> None:
    """The line that stands twice is called by the name that the reader sees."""
    bad, _ = explanation("plan-double-key", "en").examples

    assert [mark.facts["key"] for mark in bad.marks] == ["performed by"]
    assert bad.text.count("performed by: ") == 2


@pytest.mark.parametrize("form", ["ttl", "tsv"])
def test_what_has_no_keys_is_shown_as_it_is(form: str) -> None:
    """The terms of Turtle and the columns of a table are English for everyone."""
    shown = [
        (example, in_language(rule, example, "en"))
        for rule in RULES.values()
        for example in rules.examples(rule)
        if example.form == form
    ]
    assert len(shown) > 2
    assert [a for a, b in shown if a is not b] == []


def test_what_cannot_be_read_is_shown_as_it_is() -> None:
    """Half a translation would hide where the two examples differ."""
    assert explanation(UNREADABLE, "en").examples == explanation(UNREADABLE, "sv").examples


# --- what a reader is shown ---------------------------------------------------------------


@EVERY
def test_a_rule_is_explained_part_by_part(rule: Rule) -> None:
    """Name and fault first, then why, what is wrong, what is right, what to do, the rule itself."""
    for language, width in product(LANGUAGES, (60, 100)):
        told = explained(rule.id, language)
        lines = catalogue.rule(told, language, width).splitlines()
        heads = [f"  {say(f'explain.{part}').in_(language)}" for part in PARTS]
        places = [lines.index(head) for head in heads]

        assert lines[0] == f"{rule.id}  ({say(f'severity.{rule.severity}').in_(language)})"
        assert lines[1].strip() in rule.name.in_(language)
        assert places == sorted(places)
        assert joined(lines[places[0] + 1 : places[1]]) == rule.why.in_(language)
        assert joined(lines[places[3] + 1 : places[4]]) == catalogue.mending(told).in_(language)
        assert [line for line in lines[: places[1]] if len(line) > width] == []
        assert not [line for line in lines if line != line.rstrip()]


def joined(lines: list[str]) -> str:
    """The words of some lines."""
    return " ".join(" ".join(lines).split())


@EVERY
def test_the_findings_stand_below_their_lines(rule: Rule) -> None:
    """The carets stand below the line, and after them what a check says of it."""
    for language in LANGUAGES:
        told = explained(rule.id, language)
        bad, _ = told.examples
        text = catalogue.rule(told, language, 300)
        for number, message in catalogue.findings(rule, bad):
            line = bad.text.splitlines()[number - 1]
            place = text.index(f" {number} | {line}".rstrip())
            carets, said = text[place:].splitlines()[1:3]
            assert set(carets.partition("|")[2].strip()) == {"^"}
            assert said.partition("| ")[2].strip() == message.in_(language)


@EVERY
def test_what_mends_a_plan_is_marked(rule: Rule) -> None:
    """The eye finds the changed line without comparing two files."""
    told = explained(rule.id, "en")
    good = catalogue.rule(told, "en", 100).partition(f"  {say('explain.good').en}\n")[2]
    marked = re.findall(r"^ +\d* ([-+]) ?(.*)$", good.partition("\n\n")[0], re.MULTILINE)
    changed = [(s, line) for s, line in catalogue.changes(*told.examples) if s != " "]
    added = [(sign, line) for sign, line in changed if sign == "+"]

    assert marked == [(sign, line.rstrip()) for sign, line in added or changed]
    assert marked


def test_the_rule_itself_is_shown_without_its_words() -> None:
    """What has been said above is not said again; in JSON the whole stands as it is written."""
    for rule_id in (
        "Decision-date-missing",
        "FrailtyCriterion-level-outside",
        "no-cycle",
        "plan-bad-id",
    ):
        rule = RULES[rule_id]
        shown = catalogue.bare(rules.source(rule))
        assert rule.fault.sv not in shown
        assert rule.why.en not in shown
        assert shown.rstrip().endswith((".", "?value"))
    assert "sh:minCount 1" in catalogue.bare(rules.source(RULES["Decision-date-missing"]))
    assert "FILTER" in catalogue.bare(rules.source(RULES["FrailtyCriterion-level-outside"]))


@EVERY
def test_json_tells_all_of_a_rule(rule: Rule) -> None:
    """An editor shows the reason and the mended plan beside the finding."""
    told = json.loads(catalogue.rule_as_object(explained(rule.id, "en")))

    assert told["id"] == rule.id
    assert (told["why"]["sv"], told["why"]["en"]) == both(rule.why)
    assert told["documentation"] == names.SHAPES + rule.id
    assert told["source"] == rules.source(rule)
    assert [example["kind"] for example in told["examples"]] == ["bad", "good"]
    assert [bool(example["findings"]) for example in told["examples"]] == [True, False]


@EVERY
def test_markdown_has_the_same_parts(rule: Rule) -> None:
    """It can be pasted into a pull request."""
    for language in LANGUAGES:
        text = catalogue.rule_as_markdown(explained(rule.id, language), language)
        heads = [say(f"explain.{part}").in_(language) for part in PARTS[1:]]

        assert text.startswith(f"# `{rule.id}`\n")
        assert rule.why.in_(language) in text
        assert len(re.findall("^```", text, re.MULTILINE)) == 6
        assert re.findall("^## (.*)$", text, re.MULTILINE) == heads


def test_every_rule_has_an_address_in_the_catalogue() -> None:
    """The documentation that a report links to is a section of its own."""
    text = (resources.root() / "shapes" / "README.md").read_text(encoding="utf-8")

    assert re.findall(r'^<a id="(.*)"></a>$', text, re.MULTILINE) == sorted(RULES)
    assert sorted(re.findall(r"\]\(#(.*?)\)", text)) == sorted(RULES)


def test_a_rule_is_explained_without_a_check() -> None:
    """The answer comes at once: nothing that judges plans is loaded for it."""
    code = (
        "import sys; from naravard_kg.plans.translated import explanation;"
        "from naravard_kg.render import catalogue;"
        "catalogue.rule(explanation('no-cycle', 'en'), 'en', 80);"
        "print(sorted({'pyshacl', 'rdflib', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
