"""What programs read: the JSON of every command keeps to its schema, and nothing else does."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import naravard_kg
from naravard_kg import KnowledgeGraph, Report, check
from naravard_kg.render import reports
from naravard_kg.rules import SEVERITIES

ROOT = Path(__file__).parents[1]
FOLDER = Path(naravard_kg.__file__).parent / "schemas"
BROKEN = "examples/broken-plan.yaml"
SILENT = "shapes/examples/Assignment-origin-missing.bad.yaml"
CIRCLE = "tests/plans/circle.ttl"
UNNAMED = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix uppdrag: <https://w3id.org/naravard/id/uppdrag/> .
uppdrag:prov-1 a nv:Assignment ; nv:isHandledThrough [ rdfs:label "utan namn"@sv ] .
"""

Run = Callable[..., subprocess.CompletedProcess[str]]
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

SCHEMAS: dict[str, dict[str, Json]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir())
}
COMMANDS = {
    "ask decisions --set document=skane-uppfoljning-lakarstod": "table",
    "ask statuses --set thing=skane-lakarstod-15 --lang sv": "table",
    "find tjanstemanaberedning": "table",
    "find zzzzzz": "table",
    "evidence skane-lakarstod-13": "table",
    "questions": "table",
    "rules": "table",
    "rules list --lang sv": "table",
    "rules explain no-hard-cycle": "rule",
    "rules explain Decision-date-missing --lang sv": "rule",
    "deps blocks skane-lakarstod-12": "blockers",
    "deps blocks skane-lakarstod-08 --lang sv": "blockers",
    "deps impact skane-lakarstod-03": "impact",
    "deps order plan:skane-lakarstod --lang sv": "order",
    "deps why skane-lakarstod-08 skane-mobila-team-i-hela-skane": "chains",
    f"deps cycles --data {CIRCLE}": "cycles",
    "deps critical plan:skane-lakarstod": "critical",
    "deps critical region:skane --days --start 2020-01-01 --lang sv": "critical",
    "deps bottlenecks": "bottlenecks",
    "deps whatif --done skane-lakarstod-03 --dropped skane-lakarstod-05": "supposition",
    "deps graph +plan:skane-lakarstod --as-of 2020-06-01": "network",
    "deps graph --view agreements +plan:skane-lakarstod": "network",
    "deps views": "table",
    "show skane-lakarstod-12": "thing",
    "show vocab/status/pagaende --lang sv": "thing",
    "stats": "stats",
    "conflicts": "conflicts",
    "conflicts dokument/skane-uppfoljning-lakarstod --lang sv": "conflicts",
    "conflicts skane-lakarstod-12": "conflicts",
    "timeline orebro": "table",
    "timeline --as-of 2020-06-01 --lang sv": "table",
    "cite": "citation",
    "cite tests/cited/areas.md lag/sfs-2018-1197 skane-lakarstod-12 --lang sv": "citation",
    "cite --documents": "citation",
    "compare skane orebro": "comparison",
    "compare --coverage": "table",
    "compare --list --lang sv": "table",
    "compare --by themes --similarity --permutations 9": "table",
    "compare --by target-groups --concept vocab/malgrupp/skora-aldre --wording": "wording",
    "compare skane orebro --by bodies --as-of 2021-01-01 --evidence --lang sv": "comparison",
    "diff tests/plans/sound/minimal.yaml tests/plans/sound/english-keys.yaml": "difference",
    "diff tests/plans/sound/turtle.ttl tests/plans/sound/turtle.ttl --lang sv": "difference",
    f"check {BROKEN}": "report",
    f"check {SILENT}": "report",
    f"check {BROKEN} {SILENT}": "report",
}
QUERIES = {
    "ASK { ?s ?p ?o }": "boolean",
    "SELECT ?s ?o WHERE { ?s a ?o FILTER(isIRI(?s)) } ORDER BY ?s ?o LIMIT 3": "table",
    'SELECT (1 AS ?a) (1.5 AS ?b) (true AS ?c) ("å"@sv AS ?d) ("e" AS ?e) ?f {}': "table",
}
CASES = [
    *(pytest.param((c.split(), name), id=c) for c, name in COMMANDS.items()),
    *(pytest.param((["sparql", q], name), id=q) for q, name in QUERIES.items()),
]
FOREIGN: Json = {"unknown": {"unknown": 1}}


def printed(run: Run, words: list[str]) -> str:
    """What a command prints with ``-f json``."""
    done = run(*words, "-f", "json", cwd=ROOT)
    assert (done.stderr, done.returncode in {0, 1}) == ("", True)
    return done.stdout


def valid(name: str, value: Json) -> bool:
    """Whether *value* keeps to a schema."""
    return Draft202012Validator(SCHEMAS[name]).is_valid(value)


def shortened(value: Json) -> Json:
    """The same with no more than two of each list, which is enough to spoil."""
    if isinstance(value, dict):
        return {key: shortened(inner) for key, inner in value.items()}
    return [shortened(inner) for inner in value[:2]] if isinstance(value, list) else value


def spoilt(value: Json) -> Iterator[Json]:
    """The same with something foreign in one place, for every place; and with something more."""
    yield FOREIGN
    if isinstance(value, dict):
        yield {**value, "unknown": FOREIGN}
        for key, inner in value.items():
            yield from ({**value, key: worse} for worse in spoilt(inner))
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], worse, *value[at + 1 :]] for worse in spoilt(inner))


def objects(schema: Json) -> Iterator[dict[str, Json]]:
    """Every part of a schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    for inner in schema if isinstance(schema, list) else ():
        yield from objects(inner)


@pytest.fixture(scope="module", params=CASES)
def answer(run: Run, request: pytest.FixtureRequest) -> tuple[str, str]:
    """The JSON of a command, and the name of the schema it keeps to."""
    words, name = request.param
    return printed(run, words), name


def test_the_json_of_a_command_keeps_to_its_schema(answer: tuple[str, str]) -> None:
    """A program written after the schema reads every answer."""
    text, name = answer
    found = Draft202012Validator(SCHEMAS[name]).iter_errors(json.loads(text))
    assert [error.message for error in found] == []


def test_nothing_else_keeps_to_the_schema(answer: tuple[str, str]) -> None:
    """Something foreign in any place is refused, and so is a missing key."""
    text, name = answer
    found = shortened(json.loads(text))
    assert isinstance(found, dict)
    worse = [*spoilt(found), *({k: found[k] for k in found if k != left} for left in found)]
    assert [value for value in worse if valid(name, value)] == []


def test_the_json_of_a_command_is_the_same_at_every_run(answer: tuple[str, str]) -> None:
    """Sorted keys, and no name that the store made up, so that answers can be compared."""
    text, _ = answer
    found = json.loads(text)
    assert json.dumps(found) == json.dumps(found, sort_keys=True)
    assert '"_:' not in text


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    """It is valid after its own standard, and says what it describes."""
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"] == f"https://w3id.org/naravard/schemas/{name}.json"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_leaves_nothing_open(name: str) -> None:
    """An object has exactly the keys that are told of, or it is a map of one kind of value."""
    for described in objects(SCHEMAS[name]):
        known, more = described.get("properties"), described["additionalProperties"]
        if isinstance(known, dict):
            assert (described["required"], more) == (sorted(known), False)
        else:
            assert isinstance(more, dict)


def test_the_schemas_agree_on_what_they_share() -> None:
    """Each stands alone, so a definition of the same name must be the same everywhere."""
    shared: dict[str, Json] = {}
    for schema in SCHEMAS.values():
        definitions = schema.get("$defs", {})
        assert isinstance(definitions, dict)
        for key, definition in definitions.items():
            assert shared.setdefault(key, definition) == definition, key


def test_every_schema_is_the_schema_of_a_command() -> None:
    """A schema of nothing is dead."""
    assert set(SCHEMAS) == {*COMMANDS.values(), *QUERIES.values()}


def test_the_severities_are_those_of_the_rules() -> None:
    """The library and the schema list them in the same order, gravest first."""
    described = json.loads((FOLDER / "report.json").read_text(encoding="utf-8"))["$defs"]
    assert described["finding"]["properties"]["severity"]["enum"] == list(SEVERITIES)


def test_a_blank_node_has_no_name_in_a_report(run: Run, tmp_path: Path) -> None:
    """The name of a blank node is another at every run, and means nothing to a reader."""
    plan = tmp_path / "plan.ttl"
    plan.write_text(UNNAMED, encoding="utf-8")
    text = printed(run, ["check", str(plan)])
    assert "Assignment-isHandledThrough-unknown" in text
    assert ("_:" in text, text) == (False, printed(run, ["check", str(plan)]))


@pytest.fixture(scope="module")
def both(shipped: KnowledgeGraph) -> list[Report]:
    """The reports of two files."""
    return [check(shipped, ROOT / path) for path in (BROKEN, SILENT)]


def test_several_files_are_one_object(run: Run, both: list[Report]) -> None:
    """A list of reports in the order of the files; each is what its file gives alone."""
    alone = [json.loads(reports.FORMATS["json"]([report], "en")) for report in both]
    text = printed(run, ["check", *(report.file for report in both)])
    assert json.loads(text) == {"reports": alone}


def test_several_files_have_one_line_of_headings(both: list[Report]) -> None:
    """A spreadsheet reads the findings of all files as one table."""
    texts = [reports.FORMATS["csv"](some, "en") for some in (both[:1], both[1:], both)]
    first, second, all_ = (list(csv.reader(text.splitlines())) for text in texts)
    assert all_ == [*first, *second[1:]]
    assert all_[0][:3] == ["file", "line", "column"]


def test_several_files_are_several_tables_of_a_pull_request(both: list[Report]) -> None:
    """An empty line ends a table and a verdict, or the next would be part of it."""
    texts = [reports.FORMATS["md"](some, "en") for some in (both[:1], both[1:], both)]
    assert texts[2].endswith(f"\n\n{texts[0]}\n\n{texts[1]}")
    assert texts[2].startswith("**Files: 2,")
