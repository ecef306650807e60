"""The schema for editors and the long template: they know what the reader knows, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from naravard_kg import KnowledgeGraph, names, plans, resources
from naravard_kg.plans import schema, schema_fields, schema_template, template, tree
from naravard_kg.plans.form import CLASS, FILE_KEYS, ID, PERIOD
from naravard_kg.plans.schema_terms import Wording, wording
from naravard_kg.plans.tree import Mapping, Node, Sequence
from naravard_kg.plans.workbook_blank import title
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import fold_key
from naravard_kg.words import LANGUAGES

Run = Callable[..., Any]
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
TESTS = Path(__file__).parent
FILES = [
    *sorted((TESTS / "plans" / "sound").glob("*.yaml")),
    *sorted((resources.root() / "data").rglob("*.yaml")),
    *sorted((resources.root() / "shapes" / "examples").glob("*.good.yaml")),
]
HEAD = "källa: {id: test-plan, titel: Testplan, typ: handlingsplan}\n"
OF_FORM = {*ID, *CLASS, *PERIOD, *FILE_KEYS, "värde", "value"}


class _AsEditors(yaml.SafeLoader):
    """YAML as editors read it (1.2, core schema): numbers and true are no text, dates are."""


_AsEditors.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|false|True|False|TRUE|FALSE", "tfTF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+(?:[eE][-+]?[0-9]+)?", "-+0123456789."),
):
    _AsEditors.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), [*_first]
    )


@pytest.fixture(scope="module")
def made(empty: KnowledgeGraph) -> dict[str, Any]:
    """The schema, made once."""
    found: dict[str, Any] = json.loads(schema.text(empty))
    return found


@pytest.fixture(scope="module")
def terms(empty: KnowledgeGraph) -> Wording:
    """Names, definitions and demands, read once."""
    return wording(empty)


def faults(made: dict[str, Any], text: str, loader: type[Any] = yaml.BaseLoader) -> list[str]:
    """Where the schema finds fault with a plan: the innermost lines."""
    content = yaml.load(text, Loader=loader)  # noqa: S506 -- both loaders make plain values only
    judge = jsonschema.Draft202012Validator(made)
    best = (jsonschema.exceptions.best_match([error]) for error in judge.iter_errors(content))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in best if e]


def is_plan(text: str) -> bool:
    """Whether a shipped file is a plan, and no list of waivers."""
    return not re.search(r"^(?:undantag|waivers)\s*:", text, re.MULTILINE)


def test_the_schema_is_one(made: dict[str, Any]) -> None:
    """An editor that cannot read the schema says nothing of the plan."""
    jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("loader", [yaml.BaseLoader, _AsEditors])
def test_what_the_reader_takes_the_schema_takes(
    made: dict[str, Any], file: Path, loader: type[Any]
) -> None:
    """A red line below what is right teaches people not to look at red lines."""
    text = file.read_text(encoding="utf-8")
    if is_plan(text):
        assert faults(made, text, loader) == []


@EVERY_LANGUAGE
@pytest.mark.parametrize("loader", [yaml.BaseLoader, _AsEditors])
def test_the_template_fits_the_schema(
    made: dict[str, Any], language: str, loader: type[Any]
) -> None:
    """The first thing a writer opens must be without faults."""
    assert faults(made, template.text(language), loader) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("updrag: [{nr: 1}]", ": "),
        ("uppdrag: [{nr: 1, rubriik: Ett}]", "uppdrag/0"),
        ("uppdrag: [{nr: ett, rubrik: Ett}]", "uppdrag/0/nr"),
        ("uppdrag: [{rubrik: {sv: Ett, de: Eins}}]", "uppdrag/0/rubrik"),
        ("uppdrag: [{inväntar: [{uppdrag: 2, styrk: hard}]}]", "uppdrag/0/inväntar"),
        ("uppdrag: [{inväntar: [{uppdrag: 2, styrka: stenhård}]}]", "uppdrag/0/inväntar"),
        ("uppdrag: [{status: [{status: pågåendee}]}]", "uppdrag/0/status"),
        ("plan: {uppdrag: [{nr: 1, rubriik: Ett}]}", "plan/uppdrag"),
        ("plan: {namn: P, gäller: våren 2026}", "plan/gäller"),
        ("beslut: [{id: b, datum: 15 sept 2026}]", "beslut/0/datum"),
        ("organ: [{id: Å B}]", "organ/0/id"),
        ("organ: [{id: a, nivå: läns}]", "organ/0/nivå"),
        ("organ: a", "organ"),
        ("projekt: [{id: p, härledd: kanske}]", "projekt/0/härledd"),
    ],
)
def test_a_slip_is_underlined_where_it_is(made: dict[str, Any], text: str, where: str) -> None:
    """A misspelt key, an unknown value, a date in words: what an editor should catch at once."""
    (fault,) = faults(made, HEAD + text)

    assert fault.startswith(where)


@pytest.mark.parametrize(
    "text",
    [
        "uppdrag: {nr: 1, rubrik: {sv: Ett, en: One}, nv:concerns: x, samordnas med: [1, 2]}",
        "assignment: [{number: 1, awaits: {assignment: [2, 3], strength: hard, evidence: 1 a}}]",
        "organ: [{id: a, klass: nämnd, huvudman: b}]",
        "organ: [{id: a, nivå: vocab/organniva/lan, sfär: {värde: politisk, härledd: ja}}]",
        "beslut: [{namn: B, beslut om: {plan: plan/x, belägg: [1 a, 2 b]}, datum: 2026-09-15}]",
        "Assignment: [{hasStatusRecord: [{status: pågående, asOf: 2026-01-01}]}]",
        "text: {id: t, fil: a.txt, avsnitt: {1: början, 20: slutet}}\ngraf: x",
        "post: [{id: p, tjänstgöringsgrad: 50 %}, {id: q, tjänstgöringsgrad: '0,5'}]",
    ],
)
def test_what_may_be_written_is_not_underlined(made: dict[str, Any], text: str) -> None:
    """The schema must not be narrower than the reader: people trust the stricter one."""
    assert faults(made, HEAD + text) == []


def test_titles_and_descriptions_speak_both_languages(made: dict[str, Any], terms: Wording) -> None:
    """An editor shows one text; a reader of either language must find hers in it."""
    told = {name: found for name, found in made["$defs"].items() if "title" in found}
    of_awaits = told["nv-awaits"]

    assert of_awaits["title"] == "inväntar / awaits"
    assert of_awaits["description"].count("\n\n") == 1
    assert len(told) > 150
    for prop in terms.words.properties:
        definition = terms.definition(prop)
        assert definition.sv
        assert definition.en


def _lines_of(made: dict[str, Any], class_iri: Iri) -> set[str]:
    strict = made["$defs"][f"thing-{names.short(class_iri).replace(':', '-')}"]["else"]
    assert strict["additionalProperties"] is False
    return {fold_key(key) for key in strict["properties"]}


def test_the_schema_has_every_key_that_the_reader_has(made: dict[str, Any], terms: Wording) -> None:
    """One dictionary: a new label in the ontology is a new key in the editor."""
    words = terms.words
    assert {fold_key(key) for key in made["properties"]} >= {
        key for term in words.classes.values() for key in term.keys if words.class_for(key)
    }
    for class_iri in words.classes:
        known = {key for key in words.keys_on(class_iri) if words.property_for(key, class_iri)}
        spelt = {re.sub(" ", "", key) for key in _lines_of(made, class_iri)}
        assert {key for key in known if re.sub(" ", "", key) not in spelt} == set(), class_iri


@EVERY_LANGUAGE
def test_every_sheet_and_column_of_the_workbook_is_in_the_schema(
    made: dict[str, Any], terms: Wording, language: str
) -> None:
    """The forms are one form: what is learnt in one holds in the others."""
    for form in schema_fields.chosen_forms(terms, language):
        keys = _lines_of(made, form.class_iri)
        assert fold_key(form.name) in {fold_key(key) for key in made["properties"]}
        assert fold_key(title(form)) == fold_key(form.name)
        for column in form.fields:
            of = terms.words.class_for(column.key) if column.prop is None else None
            assert fold_key(column.key) in keys or of, (form.name, column.key)


def _keys(node: Node | None) -> Iterator[str]:
    if isinstance(node, Sequence):
        for item in node:
            yield from _keys(item)
    elif isinstance(node, Mapping):
        for key, value in node:
            yield key.text
            yield from _keys(value)


@EVERY_LANGUAGE
def test_every_key_of_a_template_is_a_name_in_its_language(
    empty: KnowledgeGraph, terms: Wording, language: str
) -> None:
    """A Swedish template with one English key teaches a mixture."""
    vocabulary = {*terms.words.classes, *terms.words.properties}
    own = {
        fold_key(str(text))
        for iri in vocabulary
        for ranked in terms.texts.get(iri, {}).values()
        for text in ranked
        if getattr(text, "language", "") == language
    }
    own |= {str(iri).rpartition("/")[2] for iri in vocabulary if language == "en"}
    written = _keys(tree.parse(template.text(language), "plan.yaml"))
    every = [
        line.partition(":")[0].strip()
        for line in _uncommented(schema_template.text(empty, language))
    ]

    assert {fold_key(key) for key in written} - own - OF_FORM == set()
    assert {fold_key(key) for key in every} - own - OF_FORM == set()


def _uncommented(text: str) -> list[str]:
    """The lines of the long template as a writer uses them."""
    return [line[2:] for line in text.splitlines() if line.startswith("# ")]


@EVERY_LANGUAGE
def test_the_long_template_holds_every_class_and_every_property(
    tmp_path: Path, empty: KnowledgeGraph, terms: Wording, language: str
) -> None:
    """What is not in it will not be found; what the reader does not know has no place in it."""
    text = schema_template.text(empty, language)
    lines = _uncommented(text)
    first = next(n for n, line in enumerate(lines) if not line.startswith(" "))
    path = tmp_path / "plan.yaml"
    path.write_text("\n".join(lines[first:]), encoding="utf-8")
    notes = plans.read(path, empty).notes
    classes = {terms.words.class_for(line.rstrip(":")) for line in lines if line[:1] != " "}
    shown = {line.partition("#")[2].strip() for line in lines}

    assert {note.rule for note in notes} & {"plan-unknown-key", "plan-unknown-class"} == set()
    assert classes == {iri for iri, term in terms.words.classes.items() if term.segment}
    for prop in terms.words.properties:
        definition = terms.definition(prop).in_(language)
        if any(definition in line for line in shown):
            continue
        # Of the texts that evidence stands in only the lifter writes anything.
        assert terms.words.properties[prop].domains, prop
        assert not any(
            terms.words.classes[iri].segment for iri in terms.words.properties[prop].domains
        ), prop


def test_the_commands_write_what_the_library_gives(run: Run, tmp_path: Path) -> None:
    """The file that an editor is pointed at, and the template to copy from."""
    path = tmp_path / "plan.schema.json"
    done = run("new", "schema", "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(path.read_text(encoding="utf-8"))["$id"].endswith("/schema/plan.json")
    assert path.stat().st_size < 3_000_000

    short, long = run("new", "plan", "--lang", "sv"), run("new", "plan", "--all", "--lang", "sv")
    assert short.stdout == template.text("sv")
    assert long.stdout.startswith("## ")
    assert "# uppdrag:" in long.stdout


def test_a_schema_is_the_same_on_every_run(empty: KnowledgeGraph) -> None:
    """It is kept beside plans under version control, where noise hides changes."""
    assert schema.text(empty) == schema.text(empty)
    assert list(json.loads(schema.text(empty))["$defs"]) == sorted(schema.schema(empty)["$defs"])
