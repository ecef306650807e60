"""What changed between two versions: as little as did change, under the thing that it concerns."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, names, resources
from naravard_kg.differences import ADDED, CHANGED, REMOVED, Difference, diff
from naravard_kg.errors import UnreadableFileError
from naravard_kg.exports import export
from naravard_kg.labels import label
from naravard_kg.plans.draft import nv
from naravard_kg.render.differences import FORMATS, rendered
from naravard_kg.terms import Iri

Run = Callable[..., subprocess.CompletedProcess[str]]
DOCUMENT = "skane-uppfoljning-lakarstod"
DATA = resources.root() / "data"
TRIG = DATA / "sources" / f"{DOCUMENT}.trig"
YAML = TRIG.with_suffix(".yaml")
TWELVE = names.thing("uppdrag", "skane-lakarstod-12")
SMALL = """
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix upp: <https://w3id.org/naravard/id/uppdrag/> .
upp:a a nv:Assignment ; rdfs:label "Ett"@sv , "One"@en ; nv:assignmentNumber 1 ; nv:awaits upp:b .
upp:b a nv:Assignment ; rdfs:label "Två"@sv , "Two"@en .
"""


def _edited(path: Path, tmp_path: Path, old: str, new: str) -> Path:
    """A copy of a file with the first *old* in it made *new*."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / path.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def _pair(tmp_path: Path, old: str, new: str) -> tuple[Path, Path]:
    """Two files of different names; their names must say nothing."""
    paths = tmp_path / "old.ttl", tmp_path / "new.ttl"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def _label(graph: KnowledgeGraph, language: str) -> str:
    """What the property of labels is called."""
    return label(graph, Iri("http://www.w3.org/2000/01/rdf-schema#label"), language)


def _lines(graph: KnowledgeGraph, found: Difference, language: str = "en") -> list[str]:
    text = rendered(graph, found, "text", language)
    return [line.strip() for line in text.splitlines() if line.strip()][1:]


def test_nothing_changed_is_no_change(empty: KnowledgeGraph) -> None:
    """The first thing a user tries."""
    found = diff(empty, TRIG, TRIG)

    assert found.changes == ()
    assert _lines(empty, found) == []


def test_one_edited_number_is_one_thing_and_two_lines(
    empty: KnowledgeGraph, tmp_path: Path
) -> None:
    """What a reviewer reads must be as small as the change."""
    found = diff(
        empty, TRIG, _edited(TRIG, tmp_path, "assignmentNumber 12 ", "assignmentNumber 20 ")
    )
    (change,) = found.changes

    assert (change.thing, change.kind) == (TWELVE, CHANGED)
    assert [(fact.property, fact.value) for fact in change.removed] == [
        (nv("assignmentNumber"), 12)
    ]
    assert [(fact.property, fact.value) for fact in change.added] == [(nv("assignmentNumber"), 20)]
    assert _lines(empty, found)[2:] == ["- assignment number: 12", "+ assignment number: 20"]


def test_one_edited_strength_of_a_plan_file_is_one_thing_and_two_lines(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """A plan file is read as what it says; the node that carries the strength is not listed."""
    found = diff(shipped, YAML, _edited(YAML, tmp_path, "styrka: mjuk", "styrka: hård"))
    (change,) = found.changes
    gone, come = _lines(shipped, found)[2:4]

    assert (change.kind, len(change.removed), len(change.added)) == (CHANGED, 1, 1)
    assert gone.startswith("- ")
    assert gone.endswith("(strength: soft)")
    assert come == "+" + gone[1:].replace("soft", "hard")


def test_a_status_on_another_day_is_told_under_its_thing(
    empty: KnowledgeGraph, tmp_path: Path
) -> None:
    """The record is folded in, with its passage by place and name."""
    found = diff(empty, TRIG, _edited(TRIG, tmp_path, 'asOf "2020-12-11"', 'asOf "2020-12-12"'))
    (change,) = found.changes
    gone, come = _lines(empty, found)[2:]

    assert names.short(change.thing).startswith("atgard/")
    assert come == gone.replace("- ", "+ ", 1).replace("12-11", "12-12")
    assert re.search(
        r"status: wanted\)  \[uppdrag 3–5 \(104–105\) belagg/skane-uppf_\d+-\d+\]$", come
    )


def test_the_names_of_what_carries_a_fact_do_not_count(
    empty: KnowledgeGraph, tmp_path: Path
) -> None:
    """Claims, dependencies and records are named after values; a renamed one says the same.

    Where a fact refers to one, its name is part of what that fact says.
    """
    text = TRIG.read_text(encoding="utf-8")
    kept = "|".join(set(re.findall(r"nv:hasReason beroende:([\w-]+)", text)) or {"-"})
    carriers = rf"\b(pastaende|beroende|statusnotering):(?!(?:{kept})\b)([\w-]+)"
    renamed = re.sub(carriers, r"\1:x-\2", text)
    copy = tmp_path / TRIG.name
    copy.write_text(renamed, encoding="utf-8")

    assert renamed != text
    assert diff(empty, TRIG, copy).changes == ()


def test_a_mended_digest_is_told_once(empty: KnowledgeGraph, tmp_path: Path) -> None:
    """However many facts cite the passage."""
    digest = re.findall(r'passageDigest "(\w+)"', TRIG.read_text(encoding="utf-8"))[0]
    found = diff(empty, TRIG, _edited(TRIG, tmp_path, digest, digest[::-1]))

    assert _lines(empty, found)[2:] == [
        f"- passage digest: {digest}",
        f"+ passage digest: {digest[::-1]}",
    ]


def test_new_and_gone_things_are_told_as_such(empty: KnowledgeGraph, tmp_path: Path) -> None:
    """With all their facts, so that nothing need be looked up."""
    new = SMALL.replace("upp:b", "upp:c").replace("Två", "Tre").replace("Two", "Three")
    old_path, new_path = _pair(tmp_path, SMALL, new)
    found = diff(empty, old_path, new_path)
    word = _label(empty, "en")

    assert [(names.short(c.thing), c.kind) for c in found.changes] == [
        ("uppdrag/c", ADDED),
        ("uppdrag/b", REMOVED),
        ("uppdrag/a", CHANGED),
    ]
    assert _lines(empty, found) == [
        "Added",
        "uppdrag/c  Three  (Assignment)",
        f"+ {word}: Three @en",
        f"+ {word}: Tre @sv",
        "Removed",
        "uppdrag/b  Two  (Assignment)",
        f"- {word}: Två @sv",
        f"- {word}: Two @en",
        "Changed",
        "uppdrag/a  One  (Assignment)",
        "- awaits: Two [uppdrag/b]",
        "+ awaits: Three [uppdrag/c]",
    ]


def test_a_thing_is_called_what_the_new_version_calls_it(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """Not what the shipped graph calls it, which may be older than both."""
    paths = _pair(tmp_path, SMALL, SMALL.replace("Ett", "Först"))
    found = diff(shipped, *paths)
    word = _label(shipped, "sv")

    assert _lines(shipped, found, "sv") == [
        "Ändrat",
        "uppdrag/a  Först  (Uppdrag)",
        f"- {word}: Ett @sv",
        f"+ {word}: Först @sv",
    ]


def test_folders_are_compared_with_all_their_graphs(empty: KnowledgeGraph, tmp_path: Path) -> None:
    """Two checkouts' data/, say; a fact that moves to another document is a change."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("*.yaml", "*.tsv"))
    path = next(new.rglob(TRIG.name))
    path.write_text(
        path.read_text(encoding="utf-8").replace("assignmentNumber 12 ", "assignmentNumber 20 "),
        encoding="utf-8",
    )
    found = diff(empty, old, new)

    assert [change.thing for change in found.changes] == [TWELVE]
    assert {fact.graph for fact in found.changes[0].added} == {names.source_graph(DOCUMENT)}


def test_a_plan_file_and_its_graph_say_the_same(shipped: KnowledgeGraph, sources: Path) -> None:
    """The form does not count, only what is said."""
    found = diff(shipped, YAML, TRIG, sources=sources)

    assert [names.short(change.thing) for change in found.changes] == []
    assert found.left_out == (0, 0)


@pytest.mark.parametrize("form", ["turtle", "nt", "nq", "jsonld", "rdfxml"])
def test_a_file_in_another_syntax_says_the_same(
    empty: KnowledgeGraph, tmp_path: Path, form: str
) -> None:
    """Blank nodes too, which have other names in every file; and graphs where only one has any."""
    ending = {"turtle": "ttl", "jsonld": "jsonld", "rdfxml": "rdf"}.get(form, form)
    paths = tmp_path / "one.ttl", tmp_path / f"other.{ending}"
    for path in paths:
        export(empty, path, ["nv:Assignment", "nv:awaits"])
    found = diff(empty, *paths)

    assert [(names.short(c.thing), c.kind) for c in found.changes] == []


def test_what_could_not_be_read_is_counted(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """Two files are not the same because neither could be read."""
    plan = resources.root() / "tests" / "plans" / "sound" / "minimal.yaml"
    worse = tmp_path / "minimal.yaml"
    worse.write_text(plan.read_text(encoding="utf-8") + "\nobegriplig: 1\n", encoding="utf-8")
    found = diff(shipped, plan, worse)
    text = rendered(shipped, found, "text", "sv")

    assert found.left_out == (0, 1)
    assert text.splitlines()[-1].startswith(f"{worse}: värden som inte kunde läsas")


@pytest.mark.parametrize(
    ("name", "fault"), [("missing.ttl", "missing"), ("empty", "no-data"), ("notes.txt", "kind")]
)
def test_what_is_no_version_is_told(
    empty: KnowledgeGraph, tmp_path: Path, name: str, fault: str
) -> None:
    """A missing version is not an empty one, of which all would be new."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UnreadableFileError) as caught:
        diff(empty, tmp_path / name, TRIG)

    assert caught.value.fault == fault


# --- the command -------------------------------------------------------------------------------------


def test_the_command_tells_the_old_from_the_new_and_ends_well(run: Run, tmp_path: Path) -> None:
    """As git diff: that something changed is no failure."""
    old, new = _pair(tmp_path, SMALL, SMALL.replace("assignmentNumber 1 ", "assignmentNumber 2 "))
    done = run("diff", old, new)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{old} → {new}: 0 added, 0 removed, 1 changed."
    assert done.stdout.splitlines()[-2:] == [
        "    - assignment number: 1",
        "    + assignment number: 2",
    ]


def test_a_pull_request_gets_coloured_lines(run: Run, tmp_path: Path) -> None:
    """GitHub colours a block of the language diff by its first characters."""
    old, new = _pair(tmp_path, SMALL, SMALL.replace("assignmentNumber 1 ", "assignmentNumber 2 "))
    done = run("diff", old, new, "-f", "md", "--lang", "sv")

    assert done.stdout.endswith(
        "### uppdrag/a  Ett  (Uppdrag)\n\n```diff\n- uppdragsnummer: 1\n+ uppdragsnummer: 2\n```\n"
    )


def test_a_program_gets_every_fact_with_what_is_said_of_it(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """In full, where the lines for readers leave out what did not change."""
    found = diff(shipped, YAML, _edited(YAML, tmp_path, "styrka: mjuk", "styrka: hård"))
    answer = json.loads(rendered(shipped, found, "json", "en"))
    (change,) = answer["changes"]
    said = {p["property"]["name"]: p["value"]["name"] for p in change["added"][0]["about"]
            if "name" in p["value"]}  # fmt: skip

    assert answer["counts"] == {"added": 0, "changed": 1, "removed": 0}
    assert change["change"] == "changed"
    assert said["nv:strength"] == "vocab/styrka/hard"
    assert change["added"][0]["graph"] == f"graph/kalla/{DOCUMENT}"
    assert set(FORMATS) == {"text", "json", "md"}


def test_every_name_can_be_pasted_back(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """What the terminal prints is what the next command takes."""
    found = diff(shipped, YAML, _edited(YAML, tmp_path, "styrka: mjuk", "styrka: hård"))
    text = rendered(shipped, found, "text", "sv")
    pasted = [names.expand(name) for name in re.findall(r"\[(\w+/[\w-]+)\]", text)]

    assert pasted
    assert all(isinstance(iri, Iri) for iri in pasted)
