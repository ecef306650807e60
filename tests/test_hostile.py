"""Hostile input: refused with its place and what to do; nothing hangs, nothing is fetched or run."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from naravard_kg import KnowledgeGraph, check, plans
from naravard_kg.convert import serialise
from naravard_kg.errors import NaravardError, UnreadableFileError
from naravard_kg.plans import template
from naravard_kg.plans.characters import LONGEST
from naravard_kg.reports import Report
from naravard_kg.terms import statement
from naravard_kg.validate import check_all

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = f'<?xml version="1.0"?>\n{{dtd}}<rdf:RDF xmlns:rdf="{RDF}">{{body}}</rdf:RDF>'
ENTITY = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
HEAD = "källa: {id: prov, titel: Prov}\n"


def zipped(name: str, size: int) -> bytes:
    """A zip archive whose one part grows to *size*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, b"0" * size)
    return stream.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "yaml-bomb": ("x.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "alias"),
    "yaml-merge": ("x.yaml", b"a: &a {x: 1}\nb: {<<: *a}\n", "alias"),
    "laughs": ("x.rdf", XML.format(dtd=ENTITY, body="&b;").encode(), "entities"),
    "outside-entity": ("x.rdf", XML.format(dtd=OUTSIDE, body="&x;").encode(), "entities"),
    "zip-bomb": ("x.xlsx", zipped("xl/workbook.xml", 300_000_000), ""),
    "no-zip": ("x.xlsx", b"PK\x03\x04 cut", ""),
    "long-literal": ("x.ttl", b'<urn:a> <urn:b> "' + b"x" * 20_000_000 + b'" .\n', "literal"),
    "long-value": ("x.yaml", HEAD.encode() + b"x: " + b"y" * 20_000_000, ""),
    "long-text": (
        "x.yaml", f'källa: {{id: prov, titel: "{"x" * (LONGEST + 1)}"}}\n'.encode(), "literal"
    ),
    "deep-list": ("x.jsonld", b"[" * 100_000 + b"]" * 100_000, "deep"),
    "remote-context": ("x.jsonld", b'{"@context": "http://127.0.0.1:9/x", "@id": "urn:a"}', "context"),
    "surrogate-json": ("x.jsonld", b'{"@id": "urn:a", "urn:b": "\\ud800"}', "syntax"),
    "surrogate-yaml": ("x.yaml", b'a: "\\ud800"\n', "yaml"),
    "surrogate-turtle": ("x.ttl", b'<urn:a> <urn:b> "\\uD800" .\n', "syntax"),
    "surrogate-bytes": ("x.yaml", b"a: \xed\xa0\x80\n", "encoding"),
    "nul-bytes": ("x.ttl", b'<urn:a> <urn:b> "a\x00b" .\n', "binary"),
    "utf-16": ("x.yaml", "källa: {id: x}".encode("utf-16"), "binary"),
    "bad-iri": ("x.ttl", b"<urn:a b> <urn:b> <urn:c> .\n", "syntax"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "fault"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_made_to_harm_is_refused(
    shipped: KnowledgeGraph, tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    """A job that checks what strangers send must come to its end, and say why it stopped."""
    path = tmp_path / name
    path.write_bytes(content)
    try:
        found = check(shipped, path)
    except UnreadableFileError as error:
        assert fault in ("", error.fault)
        assert str(path) in error.message.en
    else:
        assert not fault
        assert not found.conforms


def test_a_text_copy_outside_its_folder_is_never_opened(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """A plan must not read the files of the machine that checks it."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    path = folder / "plan.yaml"
    for name in ("../secret.txt", "/etc/hostname", "..\\secret.txt", "a/../../secret.txt"):
        path.write_text(f"källa: {{id: a, titel: A, text: {{id: t, fil: '{name}'}}}}\n", "utf-8")
        assert "plan-text-path" in {finding.rule for finding in check(shipped, path).findings}


HOSTILE_TEXTS = [
    '"@sv . } DELETE WHERE { ?s ?p ?o',
    "x> ; DROP ALL #",
    "\\u003e } UNION { ?s ?p ?o",
    "'''\"\"\"",
    "$this ?value {entity} {0} %s {{",
    "</script><script>alert(1)</script>",
    "a\\",
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_sparql_in_a_label_is_a_label(shipped: KnowledgeGraph, tmp_path: Path, text: str) -> None:
    """What a plan says becomes part of no query: it is found again letter by letter."""
    before = len(shipped)
    path = tmp_path / "plan.yaml"
    quoted = text.replace("'", "''")
    path.write_text(
        f"{HEAD}uppdrag:\n  - {{id: a, rubrik: '{quoted}', utförs av: '{quoted}'}}\n", "utf-8"
    )
    plan = plans.read(path, shipped)
    report = check(shipped, path)

    assert text in {str(quad.object) for quad in plan.quads}
    assert "plan-unknown-thing" in {finding.rule for finding in report.findings}
    assert len(shipped) == before


def test_letters_in_either_normal_form_are_one_thing(
    shipped: KnowledgeGraph, tmp_path: Path
) -> None:
    """A file from a Mac writes å as two characters; keys, names and references mean the same."""
    text = template.text("sv") + "målgrupp:\n  - {id: prov, benämning: Sköra äldre på Åland}\n"
    statements = []
    for form in ("NFC", "NFD"):
        path = tmp_path / "plan.yaml"
        path.write_text(unicodedata.normalize(form, text), encoding="utf-8")
        plan = plans.read(path, shipped)
        statements.append(plan.quads)
        turtle = tmp_path / "plan.ttl"
        turtle.write_text(unicodedata.normalize(form, serialise(plan.quads, "turtle")), "utf-8")
        again = plans.read(turtle, shipped).quads
        statements.append(tuple(sorted(again, key=statement)))

    assert statements[0] == statements[2]
    assert statements[1] == statements[3]


@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_a_byte_order_mark_is_no_part_of_the_plan(
    shipped: KnowledgeGraph, tmp_path: Path, mark: str
) -> None:
    """Windows puts it there, and a second one comes from joining files."""
    path = tmp_path / "plan.yaml"
    path.write_text(mark + template.text("sv"), encoding="utf-8")

    assert check(shipped, path).conforms


def test_control_characters_are_told(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """What cannot be seen must be named."""
    path = tmp_path / "plan.yaml"
    path.write_text(f'{HEAD}projekt:\n  - {{id: a, namn: "A\\0B"}}\n', encoding="utf-8")
    (finding,) = [f for f in check(shipped, path).findings if f.rule == "plan-control-character"]

    assert "U+0000" in finding.message.en
    assert finding.line == 3


# --- fuzzing ----------------------------------------------------------------------------------

FORMS = {
    ".yaml": "", ".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nq", ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}  # fmt: skip
PIECES = [
    b"", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\n", b"\r", b"\t", b"'", b'"', b"{",
    b"}", b"[", b"]", b":", b"-", b"#", b"<", b">", b"&", b"*", b"@", b"\\", b"\\u0000", b"%",
    "å".encode(), "a\u030a".encode(), "\u2028".encode(), "😀".encode(), b"!!python/object", b"^^",
    b"_:", b"<!DOCTYPE a>", b'"@context"', b"../..", b"9" * 40, b"@prefix", b"null", b"{{", b"%s",
]  # fmt: skip


@pytest.fixture(scope="module")
def sound(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound plan in every form of text."""
    text = template.text("sv")
    path = tmp_path_factory.mktemp("sound") / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    quads = plans.read(path, shipped).quads
    written = {ending: serialise(quads, form) if form else text for ending, form in FORMS.items()}
    return {ending: content.encode() for ending, content in written.items()}


def mutated(random: Random, content: bytes) -> bytes:
    """The content with a few pieces put in, taken out, doubled or cut off."""
    for _ in range(random.randint(1, 4)):
        start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
        end = min(end, start + random.choice((0, 1, 3, 40)))
        piece = random.choice([*PIECES, content[start:end] * 2])
        content = content[:start] + piece + content[end:]
        if random.random() < 0.05:
            content = content[: random.randrange(len(content) + 1)]
    return content


def read_or_refused(graph: KnowledgeGraph, path: Path) -> Report | None:
    """The report; none where the file is refused for what it is."""
    try:
        (report,) = check_all(graph, [str(path)])
    except NaravardError as error:
        assert error.message.sv
        assert error.remedy.en
        return None
    return report


@pytest.mark.parametrize("ending", FORMS)
def test_whatever_is_done_to_a_file_it_is_checked_or_refused(
    shipped: KnowledgeGraph, tmp_path: Path, sound: dict[str, bytes], ending: str
) -> None:
    """No input is a fault of ours, and every place that is told lies in the file."""
    random = Random(ending)  # noqa: S311 -- input, no secret
    path = tmp_path / f"plan{ending}"
    for _ in range(ROUNDS):
        content = mutated(random, sound[ending])
        path.write_bytes(content)
        report = read_or_refused(shipped, path)
        for finding in report.findings if report else ():
            assert 0 <= finding.line <= len(LINE_ENDS.findall(content)) + 2, content
            assert "{" not in finding.message.en.replace(str(finding.value), "") or b"{" in content


LINE_ENDS = re.compile("\n|\r|\x85|\u2028|\u2029".encode())
ROUNDS = 40  # of each form in every run; thousands have been run by hand


def test_a_workbook_is_checked_or_refused(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    """The same for bytes that are no text."""
    pytest.importorskip("openpyxl", reason="workbooks are an extra")
    path = tmp_path / "plan.xlsx"
    content = _workbook(shipped)
    random = Random("xlsx")  # noqa: S311 -- input, no secret
    for _ in range(ROUNDS):
        path.write_bytes(mutated(random, content))
        read_or_refused(shipped, path)


def _workbook(graph: KnowledgeGraph) -> bytes:
    from naravard_kg.plans import workbook_blank

    blank: Callable[..., Any] = workbook_blank.blank
    return bytes(blank(graph, "sv"))
