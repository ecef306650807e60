"""Every statement of an RDF file stands where its object is written, in every syntax."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from naravard_kg import names, resources
from naravard_kg.convert import serialise
from naravard_kg.errors import UnreadableFileError
from naravard_kg.graph import canonical, load_files
from naravard_kg.plans import Place, Plan, jsontree, rdf
from naravard_kg.plans.iris import resolve
from naravard_kg.plans.spans import Lines
from naravard_kg.terms import RDF, XSD, Cell, Iri, Quad, Text, Typed, from_lexical, literal, n3

SUFFIXES = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nt": ".nt",
    "nq": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
}
NV = names.ONTOLOGY
A = Iri(RDF + "type")
TRIG = sorted(resources.root().glob("data/**/*.trig"))
TURTLE = sorted(
    path
    for folder in ("ontology", "shapes", "data")
    for path in (resources.root() / folder).rglob("*.ttl")
)
Fact = tuple[Iri, Iri, Cell]
Key = tuple[Cell, ...]


def read(text: str, suffix: str) -> Plan:
    """The plan of a text, as if it stood in a file of that ending."""
    return rdf.read(text, Path(f"plan{suffix}"))


@cache
def starts(text: str) -> list[int]:
    """The offset of each line, counted in another way than the library does."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text)
    return [0, *accumulate(map(len, lines))]


def cut(text: str, at: Place | None) -> str:
    """What stands at a place."""
    assert at is not None
    known = starts(text)
    return text[known[at.line - 1] + at.column - 1 : known[at.end_line - 1] + at.end_column - 1]


def place(text: str, start: int, end: int) -> Place:
    """The place of a slice, by a third way of counting."""
    first, last = (re.split(r"\r\n|\n|\r", text[:offset]) for offset in (start, end))
    return Place(len(first), len(first[-1]) + 1, len(last), len(last[-1]) + 1)


def engine(text: str, suffix: str) -> set[Quad]:
    """The statements as the engine has them, blank nodes named after what is said of them."""
    base = Path(f"plan{suffix}").resolve().as_uri() if suffix == ".rdf" else None
    kind = FORMATS[suffix]
    found = ox.parse(text, format=kind, base_iri=base, rename_blank_nodes=True)
    triples = [(q.subject, q.predicate, q.object) for q in found]
    return {*canonical(Quad(Iri(cell(s)), Iri(cell(p)), cell(o)) for s, p, o in triples)}


def cell(term: Any) -> Any:
    """A term of the engine as a value."""
    if isinstance(term, ox.Literal):
        return from_lexical(term.value, term.datatype.value, term.language or "")
    return Iri(term.value if isinstance(term, ox.NamedNode) else str(term))


def ours(plan: Plan) -> set[Quad]:
    """The statements of a plan, named in the same way."""
    return {*canonical(quad._replace(graph=None) for quad in plan.quads)}


def placed(plan: Plan) -> bool:
    """Whether each statement has a place of its own, and of no other."""
    places = [plan.places[quad[:3]] for quad in plan.quads if quad[:3] in plan.places]
    written = [at for at in places if at.end_column > at.column or at.end_line > at.line]
    return len(places) == len(plan.quads) and len(written) == len(set(written))


# --- Random statements, written at random ---------------------------------------------------------

SUBJECTS = [Iri(NV + "a"), Iri("urn:x:å😀"), Iri("https://example.org/a?b=c&d#e")]
PREDICATES = [Iri(NV + "awaits"), Iri(NV + "åäö"), Iri("urn:x:p")]
SPACES = [" ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", " # . ; \" < ' @prefix\n", "#😀å\r\n"]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ['"', "'''", '"""', "\\", "\\n", "\r\n", "\u2028\x85\x0c", "]]>", "&amp;", " "]
    ),
    st.text("åäö😀 \n", min_size=80, max_size=300),
)
OBJECTS: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from([*SUBJECTS, Iri(NV + "x.y-z"), Iri("urn:x:" + "z" * 200)]),
    TEXTS,
    st.builds(Text, TEXTS, st.sampled_from(["sv", "en", "en-gb"])),
    st.integers(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(),
    st.builds(Typed, TEXTS.filter(bool), st.just(Iri("urn:x:datatype"))),
    st.just(Typed("2019", Iri(XSD + "gYear"))),
)
FACTS: st.SearchStrategy[list[Fact]] = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), OBJECTS), max_size=8
)


class Script:
    """A text as it is written, and where the object of each statement comes to stand."""

    def __init__(self, seed: int) -> None:
        """Start with nothing."""
        self.random = random.Random(seed)  # noqa: S311 -- a layout is no secret
        self.parts: list[str] = []
        self.marks: dict[str, tuple[int, int]] = {}
        self.length = 0

    def put(self, *parts: str) -> None:
        """Write on."""
        self.parts.extend(parts)
        self.length += sum(map(len, parts))

    def mark(self, fact: Fact, written: str) -> None:
        """Write the object of a statement."""
        key = " ".join(map(n3, fact))
        self.marks.setdefault(key, (self.length, self.length + len(written)))
        self.put(written)

    def one(self, *choices: str) -> str:
        """One of several ways."""
        return self.random.choice(choices)

    def gap(self) -> None:
        """Space, and in it what a careless reader could take for more."""
        self.put(*self.random.choices(SPACES, k=self.random.randint(1, 3)))

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self.parts)


def spelt(script: Script, text: str, raw: str) -> str:
    r"""Text with escapes: those it needs, for which *raw* is a pattern, and some it does not."""

    def character(match: re.Match[str]) -> str:
        code = ord(match[0])
        short = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "'": "\\'", "\\": "\\\\"}
        long = f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04x}"
        return script.one(short.get(match[0], long), long)

    also = re.escape(script.one("å", "😀", "x", "\x00"))
    return re.sub(f"{raw}|{also}", character, text)


def string(script: Script, text: str, *, lines: bool) -> str:
    """A string between any of the quotes of Turtle, or of N-Triples alone."""
    quote = script.one('"""', "'''", '"', "'") if lines else '"'
    needs = r"[\\\"']|\r" if len(quote) == 3 else r"[\\\"'\n\r]"
    return f"{quote}{spelt(script, text, needs)}{quote}"


def turtle_term(script: Script, cell: Cell, *, lines: bool) -> str:
    """A term in one of its forms."""
    if isinstance(cell, Iri):
        local = cell.removeprefix(NV)
        if lines and local != cell and script.random.random() < 0.7:
            return f"nv:{local}"
        return f"<{spelt(script, cell, '(?!)')}>"
    if isinstance(cell, Text):
        tag = script.one(cell.language, cell.language.upper())
        between = script.one("", " ", "\n") if lines else ""
        return f"{string(script, cell, lines=lines)}{between}@{tag}"
    if isinstance(cell, str):
        return string(script, cell, lines=lines)
    assert cell is not None
    form, datatype = literal(cell)
    if lines and isinstance(cell, bool | int | Decimal) and script.random.random() < 0.7:
        return form
    return f"{string(script, form, lines=lines)}{script.one('^^', '^^ ' if lines else '^^')}<{datatype}>"


def as_turtle(script: Script, facts: list[Fact]) -> None:
    """Turtle, or the inside of a graph of TriG: subjects and predicates repeated or not."""
    before: Fact | None = None
    for fact in facts:
        same = 0 if before is None else next((n for n in (2, 1) if before[:n] == fact[:n]), 0)
        kept = script.random.randint(0, same)
        if before is not None:
            script.put((" .", ";", ",")[kept] + script.one("", ";" if kept == 1 else ""))
        for term in fact[kept:2]:
            script.gap()
            script.put(turtle_term(script, term, lines=True))
        script.gap()
        script.mark(fact, turtle_term(script, fact[2], lines=True))
        script.gap()
        before = fact
    script.put("" if before is None else ".")
    script.gap()


def turtle_head(script: Script) -> None:
    """A prefix, in one of its two ways."""
    script.put(script.one(f"@prefix nv: <{NV}> .", f"PREFIX nv:<{NV}>"))
    script.gap()


def write_turtle(script: Script, facts: list[Fact]) -> None:
    """A file of Turtle."""
    turtle_head(script)
    as_turtle(script, facts)


def write_trig(script: Script, facts: list[Fact]) -> None:
    """A file of TriG: some statements in a graph, some in another or in none."""
    turtle_head(script)
    half = script.random.randint(0, len(facts))
    for part in (facts[:half], facts[half:]):
        script.put(script.one("{", "<urn:g>{", "GRAPH nv:g {", "_:g {", "[] {"))
        as_turtle(script, part)
        script.put("}")
        script.gap()


def write_lines(script: Script, facts: list[Fact], graph: str = "") -> None:
    """A file of N-Triples."""
    for fact in facts:
        for term in fact[:2]:
            script.put(turtle_term(script, term, lines=False), script.one(" ", "\t ", ""))
        script.mark(fact, turtle_term(script, fact[2], lines=False))
        script.put(" ", script.one("", graph), " .", script.one("\n", "\r\n", "\r", " # <a> .\n"))


def write_quads(script: Script, facts: list[Fact]) -> None:
    """A file of N-Quads."""
    write_lines(script, facts, "<urn:g>")


def json_text(script: Script, text: str) -> str:
    """A string of JSON."""
    return json.dumps(text, ensure_ascii=script.random.random() < 0.5)


def json_space(script: Script) -> None:
    """Space between two words of JSON."""
    script.put(script.one("", " ", "\n", "\r\n", "\r", "\t\t"))


def json_value(script: Script, fact: Fact) -> None:
    """The value of a property: its object is marked as far as it is written in one piece."""
    cell = fact[2]
    if isinstance(cell, Iri):
        script.put('{"@id"', script.one("", " ", "\r\n"), ":")
        script.mark(fact, json_text(script, cell))
        script.put("}")
    elif isinstance(cell, Text):
        tag = script.one(cell.language, cell.language.upper())
        body = f'"@language"{script.one("", chr(10))}:"{tag}","@value": {json_text(script, cell)}'
        script.mark(fact, f"{{{body}}}")
    elif isinstance(cell, str):
        script.mark(fact, json_text(script, cell))
    elif isinstance(cell, bool | int) and script.random.random() < 0.7:
        script.mark(fact, json.dumps(cell))
    elif cell is not None:
        form, datatype = literal(cell)
        script.mark(fact, f'{{"@value":{json_text(script, form)}, "@type":"{datatype}"}}')


def write_json(script: Script, facts: list[Fact]) -> None:
    """A file of JSON-LD: a node a statement, or one for all that is said of a subject at a time."""
    script.put(f'{{"@context": {{"nv": "{NV}"}},"@graph":[')
    for number, fact in enumerate(facts):
        subject, predicate, _ = fact
        script.put("," if number else "")
        json_space(script)
        script.put(f'{{"@id": {json_text(script, subject.replace(NV, script.one("nv:", NV)))},')
        json_space(script)
        script.put(json_text(script, predicate.replace(NV, script.one("nv:", NV))), ":")
        listed = script.random.random() < 0.5
        script.put("[" if listed else "")
        json_space(script)
        json_value(script, fact)
        json_space(script)
        script.put("]" if listed else "", "}")
    script.put("]}")


def xml_text(script: Script, text: str) -> str:
    """The content of an element; XML reads a bare CR as LF."""
    return escape(text).replace("\r", "&#13;").replace("å", script.one("å", "&#xE5;"))


def write_xml(script: Script, facts: list[Fact]) -> None:
    """A file of RDF/XML."""
    space = script.one(" ", "\n", "\r\n", "\t", "\r")
    script.put(script.one("", f'<?xml version="1.0"{space}encoding="UTF-8"?>{space}'))
    script.put(f'<r:RDF{space}xmlns:r="{RDF}" xmlns:nv="{NV}" xmlns:x="urn:x:"{space}>')
    for fact in facts:
        subject, predicate, cell = fact
        name = predicate.replace(NV, "nv:").replace("urn:x:", "x:")
        script.put(space, f"<!-- å <a> -->{space}<r:Description r:about={quoteattr(subject)}>")
        if isinstance(cell, Iri):
            script.put(f'{space}<{name}{space}r:resource="')
            script.mark(fact, escape(cell))
            script.put(f'"{space}/>')
        elif cell is not None:
            form, datatype = literal(cell)
            typed = "" if isinstance(cell, str) else f'r:datatype="{datatype}"'
            stated = f"xml:lang='{cell.language}'" if isinstance(cell, Text) else typed
            opened, closed = f"<{name}{space}{stated}>", f"</{name}{space}>"
            if form:
                script.put(opened)
                script.mark(fact, xml_text(script, form))
                script.put(closed)
            else:
                script.mark(fact, opened + closed)
        script.put("</r:Description>")
    script.put(f"{space}</r:RDF>{space}")


WRITERS: dict[str, Callable[[Script, list[Fact]], None]] = {
    ".ttl": write_turtle,
    ".trig": write_trig,
    ".nt": write_lines,
    ".nq": write_quads,
    ".jsonld": write_json,
    ".rdf": write_xml,
}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.mark.parametrize("suffix", WRITERS)
@given(facts=FACTS, seed=st.integers())
def test_a_statement_stands_where_its_object_is_written(
    suffix: str, facts: list[Fact], seed: int
) -> None:
    """Whatever the layout: an editor marks just these characters, and a fix replaces them."""
    if suffix == ".rdf":
        facts = [fact for fact in facts if not NOT_IN_XML.search(str(fact[2]))]
    script = Script(seed)
    WRITERS[suffix](script, facts)
    text = script.text
    plan = read(text, suffix)
    found = {" ".join(map(n3, quad[:3])): plan.places[quad[:3]] for quad in plan.quads}

    assert found.keys() == script.marks.keys()
    for key, (start, end) in script.marks.items():
        at = found[key]
        assert cut(text, at) == text[start:end]
        assert place(text, start, end) == Place(at.line, at.column, at.end_line, at.end_column)


# --- Shipped data ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*TRIG, *TURTLE], ids=lambda path: path.name)
def test_shipped_data_is_read_as_the_engine_reads_it(path: Path) -> None:
    """A reader of our own must not see another graph than the one that questions are put to."""
    text = path.read_text(encoding="utf-8")
    plan = read(text, path.suffix)

    assert ours(plan) == engine(text, path.suffix)
    assert placed(plan)


@cache
def shipped_quads(path: Path) -> list[Quad]:
    """The statements of a shipped file, as the engine reads it."""
    return load_files([path]).quads()


@cache
def shipped_as(path: Path, syntax: str) -> str:
    """A shipped file in another syntax."""
    return serialise(shipped_quads(path), syntax)


def reread(cuts: list[str], text: str, suffix: str) -> list[Cell]:
    """What each of the pieces means on its own; no reader of ours is asked."""
    if suffix == ".jsonld":
        return [json_cell(json.loads(piece)) for piece in cuts]
    if suffix == ".rdf":
        return [ET.fromstring(f"<x>{piece}</x>").text or "" for piece in cuts]  # noqa: S314 -- our own
    head = "\n".join(re.findall(r"^@prefix .*$", text, re.MULTILINE))
    rows = "\n".join(f"<urn:{n}> <urn:p> {piece} ." for n, piece in enumerate(cuts))
    return [cell(q.object) for q in ox.parse(f"{head}\n{rows}\n", format=ox.RdfFormat.TURTLE)]


def json_cell(value: Any) -> Cell:
    """The term that a piece of JSON-LD stands for; of a reference its IRI stands alone."""
    if not isinstance(value, dict):
        found: Cell = value
        return found
    form, kind = value["@value"], XSD + "string"
    if not isinstance(form, str):
        form, kind = json.dumps(form), XSD + ("boolean" if isinstance(form, bool) else "integer")
    return from_lexical(form, value.get("@type", kind), value.get("@language", ""))


def meant(cell: Cell) -> str:
    """What XML writes of a term: its datatype and language stand elsewhere."""
    assert cell is not None
    return str(cell) if isinstance(cell, str) else literal(cell)[0]


@pytest.mark.parametrize("syntax", SUFFIXES)
@pytest.mark.parametrize("path", TRIG, ids=lambda path: path.name)
def test_every_statement_of_the_shipped_data_is_found_in_every_syntax(
    path: Path, syntax: str
) -> None:
    """Not most of them: each one, at text that means just its object when it is read alone."""
    text, suffix = shipped_as(path, syntax), SUFFIXES[syntax]
    plan = read(text, suffix)
    exact = [quad for quad in plan.quads if quad[:3] in plan.places]
    again = reread([cut(text, plan.places[quad[:3]]) for quad in exact], text, suffix)

    assert len(exact) / len(plan.quads) == 1
    assert again == [meant(quad.object) if suffix == ".rdf" else quad.object for quad in exact]
    assert {quad[:3] for quad in plan.quads} == {quad[:3] for quad in shipped_quads(path)}
    assert placed(plan)


def test_json_in_the_words_of_our_own_context_is_found_too() -> None:
    """That is how people write JSON-LD: short words, their meaning told once above."""
    words = json.loads((resources.root() / "ontology/context.jsonld").read_text(encoding="utf-8"))
    for path in TRIG:
        graph = rdflib.Graph().parse(data=shipped_as(path, "nt"), format="nt")
        plan = read(graph.serialize(format="json-ld", context=words["@context"], indent=1), ".json")

        assert {q[:3] for q in plan.quads} == {q[:3] for q in shipped_quads(path)}
        assert placed(plan) and plan.is_complete


# --- Turtle and its kin ---------------------------------------------------------------------------

P = f"@prefix : <urn:x:> . @prefix xsd: <{XSD}> .\n"
ODDITIES = {
    "nothing": "",
    "only a comment": "# <urn:a> <urn:b> <urn:c> .",
    "no space at all": "<urn:a><urn:b><urn:c>,<urn:d>;<urn:e>_:f.",
    "semicolons": P + ":a :b :c ;; :d :e ; ; .",
    "a": P + ":a a :a , <urn:a> .",
    "a prefix called a": "@prefix a: <urn:a:> . a:a a a:a .",
    "the empty prefix": P + ": : : .",
    "colons": P + ":a:b :: :c:d:e .",
    "a full stop in a name": P + ":a.b :c.d..e :f.",
    "digits first": P + ":1 :2a :3-4 .",
    "a number right behind a prefix": P + ":a :-1 .",
    "escapes in names": P + r":a\,b\~\. :c%20d :e\#f%C3%A5 .",
    "letters of all kinds": "@prefix å.ä-ö: <urn:x:> . å.ä-ö:日本 å.ä-ö:a\u0301· å.ä-ö:\U00010000 .",
    "escapes in IRIs": r"<urn:\u00E5> <urn:\U0001F600> <urn:x> .",
    "numbers": P + ":a :b 1, -1, +1, 007, 1.0, .5, -.5, 1.50, 1e0, 1.E3, -.1e-9, 1.0E+3 .",
    "a number and a full stop": P + ":a :b 1.\n:a :b 2.5.\n:a :b 3.e1.\n:a :b 4 .",
    "booleans": P + ":a :b true,false.",
    "strings": P + """:a :b "x", 'y', "it's", 'say "hi"', "", ''.""",
    "long strings": P + ':a :b """a "quoted" \n""line""", \'\'\'b\'\'c\'\'\', """""", """\\"""".',
    "escapes in strings": P + r""":a :b "\t\b\n\r\f\"\'\\ \u00e5 \U0001F600", '\''.""",
    "line ends in strings": P + ':a :b """a\r\nb\rc\nd""" .',
    "comments in strings": P + ':a :b "# no", """\n# no\n""" . # :a :b "yes" .',
    "languages": P + ':a :b "x"@sv, "x"@EN-gb, "x" @de , "x"\n#c\n@fr .',
    "datatypes": P
    + f':a :b "1"^^xsd:int, "1" ^^ <{XSD}date>, "x"^^xsd:string, "05"^^xsd:integer .',
    "base": "@base <http://a/b/c/d;p?q> . <g> <../h> <#s>, <?y>, <>, </r>, <//s/t>, <urn:x>, <./i/.> .",
    "base on base": "BASE <http://a/b/> base <c/> @base <../d/> . <e> <e> <e> .",
    "prefix on base": "BASE <http://a/b/> PREFIX p: <c#> p:d p:d p:d .",
    "a prefix that changes": "PREFIX p: <urn:a:> p:x p:x p:x . PREFIX p: <urn:b:> p:x p:x p:x .",
    "blank nodes": P + "_:a :b _:c . _:1 :b _:a.b . _:å :b _:d-e , [] .",
    "labels that we would make up": P + "_:b1 :b [] , _:b2 , _:bb1 , [ :c _:b3 ] .",
    "brackets": P + "[ :a :b ] . [ :a [ :b [ :c :d ] ; :e 1 ] ] :f [] , [ ] .",
    "lists": P + ":a :b () , ( 1 ) , ( :a ( :b () ) [ :c ( 2 ) ] ) . ( 1 2 ) :d ( ) .",
    "an item twice": P + ":a :b ( 1 1 1 ) , ( 1 1 1 ) .",
    "a statement twice": P + ":a :b 1 , 1 , 01 . :a :b 1 .",
    "line ends": P + ":a :b 1 .\r:a :b 2 .\r\n:a :b 3 .\n\r:a :b 4 .",
    "NUL in a string": P + ':a :b "\x00" , "\\u0000" .',
    "separators that are no line ends": P + ':a :b "\u2028\x85\x0b\x0c" , 1 .',
}
GRAPHS = {
    "a graph": P + ":g { :a :b :c } :h { :a :b :d . }",
    "with its word": P + "GRAPH :g { :a :b 1 ; :c 2 . :d :e 3 } graph <urn:g> {}",
    "blank graphs": P + "_:g { :a :b _:g } [] { :a :b [] . } GRAPH [] { [] :b 1 }",
    "the default graph": P + "{ :a :b 1 } { } :a :b 2 .",
    "brackets": P + ":g { [ :a 1 ] . [ :a 2 ] :b 3 . ( 1 ) :c ( 2 ) } [ :d 4 ] . ( 5 ) :e 6 .",
    "directives between": "@prefix p: <urn:a:> . p:g { p:a p:b 1 } PREFIX p: <urn:b:> p:g { p:a p:b 2 }",
}
LINES = {
    "triples": '<urn:a><urn:b>"c"@en.\n\n# c\r_:a <urn:b> _:c . # d\n',
    "quads": '<urn:a> <urn:b> "c" <urn:g> .\r\n_:a <urn:b> _:c _:g .\n<urn:a> <urn:b> "d"^^<urn:d> _:g.',
}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        *((text, ".ttl") for text in ODDITIES.values()),
        *((text, ".trig") for text in (*ODDITIES.values(), *GRAPHS.values())),
        *((text, ".nq") for text in LINES.values()),
    ],
    ids=[*ODDITIES, *(f"{name} (TriG)" for name in (*ODDITIES, *GRAPHS)), *LINES],
)
def test_oddities_of_turtle_are_read_as_the_engine_reads_them(text: str, suffix: str) -> None:
    """The corners of a grammar are where a reader goes wrong and nobody looks."""
    plan = read(text, suffix)

    assert ours(plan) == engine(text, suffix)
    assert all(quad[:3] in plan.places for quad in plan.quads)


def test_brackets_and_lists_stand_from_end_to_end() -> None:
    """A thing without a name can only be shown by all that is written of it."""
    text = P + ':a :b [ :c "]" ;\n :d ( 1 ")" ) ] , () .\n'
    plan = read(text, ".ttl")
    whole = {cut(text, plan.places[q[:3]]) for q in plan.quads if str(q.object).startswith("_:")}
    nil = [q for q in plan.quads if q.object == RDF + "nil"]

    assert whole == {'[ :c "]" ;\n :d ( 1 ")" ) ]', '( 1 ")" )', '")" )'}
    assert sorted(cut(text, plan.places[q[:3]]) for q in nil) == ["()", ")"]
    assert {cut(text, note.place) for note in plan.notes} == whole


def test_properties_and_subjects_have_places_of_their_own() -> None:
    """What is missing is shown at the thing that lacks it, what is double at its property."""
    text = P + ":a :b 1 ;\n   :c 2 .\n<urn:x:a> :b 3 ."
    plan = read(text, ".ttl")
    thing, prop = Iri("urn:x:a"), Iri("urn:x:b")

    assert plan.place_of(thing) == Place(2, 1, 2, 3)
    assert plan.place_of(thing, prop) == plan.place_of(thing, prop, 99) == Place(2, 4, 2, 6)
    assert plan.place_of(thing, Iri("urn:x:c"), 2) == Place(3, 7, 3, 8)
    assert plan.place_of(thing, prop, 3) == Place(4, 14, 4, 15)
    assert plan.place_of(Iri("urn:x:z")) is None


def test_values_that_python_takes_for_equal_have_their_own_places() -> None:
    """1, true and 1.0 are one value to Python and three to the graph; text is no IRI."""
    text = '<urn:a> <urn:b> 1 , true , 1.0 , 1.00 , "urn:a" , <urn:a> , "urn:a"@en , "urn:a"@sv .'
    plan = read(text, ".ttl")
    found = [cut(text, plan.places[q[:3]]) for q in plan.quads]

    assert sorted(found) == sorted(re.split(" , ", text[16:-2]))
    assert len(plan.places) == len([*plan.places]) == len(found) + 2 == 10
    assert plan.places[Iri("urn:a"), Iri("urn:b"), True].column == 21
    assert (Iri("urn:a"), Iri("urn:b"), None) not in plan.places


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("<urn:a> <urn:b>\n << <urn:a> <urn:b> <urn:c> >> .", 2, 2),
        ("<urn:a> <urn:b>\n <<( <urn:a> <urn:b> <urn:c> )>> .", 2, 2),
        ("<urn:a> <urn:b> <urn:c> {| <urn:d> 1 |} .", 1, 25),
        ("<urn:a> <urn:b> <urn:c> ~ <urn:d> .", 1, 25),
        ('<urn:a> <urn:b> "x"@en--ltr .', 1, 20),
        ('VERSION "1.2"\n<urn:a> <urn:b> 1 .', 1, 1),
        ('\n@version "1.2" .\n<urn:a> <urn:b> 1 .', 2, 1),
    ],
)
def test_what_came_after_rdf_1_1_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    """A statement about a statement that is read by halves would be another statement."""
    with pytest.raises(UnreadableFileError) as caught:
        read(text, ".ttl")

    assert (caught.value.fault, caught.value.line, caught.value.column) == ("syntax", line, column)
    assert "RDF 1.2" in caught.value.detail


@pytest.mark.parametrize("inner", ["[ :b ", "( "])
def test_no_depth_of_turtle_is_too_much(inner: str) -> None:
    """The stack of the interpreter is small, and a file can be as deep as it is long."""
    closing = " ]" if inner[0] == "[" else " )"
    plan = read(f"{P}:a :b {inner * 20_000} 1 {closing * 20_000} .", ".ttl")

    assert len(plan.quads) > 20_000


# --- JSON-LD --------------------------------------------------------------------------------------

WORDS = {
    "nv": NV,
    "id": "@id",
    "type": "@type",
    "is": "@value",
    "Assignment": "nv:Assignment",
    "awaits": {"@id": "nv:awaits", "@type": "@id"},
    "status": {"@id": "nv:status", "@type": "@vocab"},
    "blocks": {"@reverse": "nv:awaits", "@type": "@id"},
    "title": {"@id": "nv:title", "@container": "@language"},
    "due": {"@id": "nv:due", "@type": "http://www.w3.org/2001/XMLSchema#date"},
    "steps": {"@id": "nv:steps", "@container": "@list"},
    "named": {"@id": "nv:named", "@language": "sv"},
    "parts": {"@id": "nv:parts", "@container": "@id"},
    "kinds": {"@id": "nv:kinds", "@container": "@type"},
    "notes": {"@id": "nv:notes", "@container": "@index"},
    "about": {"@id": "nv:about", "@container": "@graph"},
    "raw": {"@id": "nv:raw", "@type": "@json"},
    "box": "@nest",
    "silent": None,
    "Plan": {"@id": "nv:Plan", "@context": {"inner": "nv:inner"}},
    "lead": {"@id": "nv:lead", "@context": {"deep": "nv:deep"}},
}
# What is said of nv:a, the object that must be found, what stands there, and its pointer.
JSON: dict[str, tuple[str, Cell, str, str]] = {
    "a number": ('"nv:p": 5', 5, "5", "/nv:p"),
    "a double": ('"nv:p": 1.50', Typed("1.5E0", Iri(XSD + "double")), "1.50", "/nv:p"),
    "true": ('"nv:p": [false, true]', True, "true", "/nv:p/1"),
    "text": (r'"nv:p": "\u00e5 😀"', "å 😀", r'"\u00e5 😀"', "/nv:p"),
    "a reference": ('"nv:p": {"@id": "nv:b"}', Iri(NV + "b"), '"nv:b"', "/nv:p/@id"),
    "by another name": ('"nv:p": [{"id": "nv:b"}]', Iri(NV + "b"), '"nv:b"', "/nv:p/0/id"),
    "coerced to a reference": ('"awaits": ["nv:b"]', Iri(NV + "b"), '"nv:b"', "/awaits/0"),
    "coerced to a word": ('"status": "Plan"', Iri(NV + "Plan"), '"Plan"', "/status"),
    "coerced to a date": ('"due": "2026-01-31"', date(2026, 1, 31), '"2026-01-31"', "/due"),
    "a class": ('"type": ["Assignment"]', Iri(NV + "Assignment"), '"Assignment"', "/type/0"),
    "a language of a map": ('"title": {"sv": ["Å"]}', Text("Å", "sv"), '"Å"', "/title/sv/0"),
    "a language of a term": ('"named": "Å"', Text("Å", "sv"), '"Å"', "/named"),
    "a language of a value": (
        '"nv:p": {"@language": "SV", "is": "Å"}',
        Text("Å", "sv"),
        '{"@language": "SV", "is": "Å"}',
        "/nv:p",
    ),
    "a datatype": (
        f'"nv:p": {{"@value": "7", "@type": "{XSD}integer"}}',
        7,
        f'{{"@value": "7", "@type": "{XSD}integer"}}',
        "/nv:p",
    ),
    "a set": ('"nv:p": {"@set": ["x", "y"]}', "y", '"y"', "/nv:p/@set/1"),
    "a key": ('"parts": {"nv:b": {"nv:q": 1}}', Iri(NV + "b"), '"nv:b"', "/parts/nv:b"),
    "an index": ('"notes": {"x/y": "z"}', "z", '"z"', "/notes/x~1y"),
    "json": ('"raw": {"b": [1, null]}', Typed('{"b":[1,null]}', Iri(RDF + "JSON")), '{"b": [1, null]}', "/raw"),
    "nested in name only": ('"box": {"nv:p": 5}', 5, "5", "/box/nv:p"),
}  # fmt: skip


def document(body: str) -> str:
    """A document that says something of nv:a, in the words above."""
    return f'{{"@context": {json.dumps(WORDS)},\n "id": "nv:a",\n {body}}}\n'


@pytest.mark.parametrize(("body", "value", "written", "at"), JSON.values(), ids=JSON)
def test_json_is_found_by_characters_and_by_pointer(
    body: str, value: Cell, written: str, at: str
) -> None:
    """A form has many ways to say one thing, and people use them all."""
    text = document(body)
    plan = read(text, ".jsonld")
    found = [q for q in plan.quads if q.object == value and type(q.object) is type(value)]

    assert [(cut(text, plan.places[q[:3]]), plan.places[q[:3]].at) for q in found] == [
        (written, at)
    ]
    assert plan.place_of(Iri(NV + "a")) == Place(2, 8, 2, 14, "/id")
    assert plan.is_complete or {note.rule for note in plan.notes} == {"plan-blank-node"}
    assert placed(plan)


RELATIONS = {
    "reverse of a term": '"blocks": ["nv:b", {"id": "nv:c", "nv:p": 1}]',
    "reverse of a key": '"@reverse": {"awaits": {"id": "nv:b"}, "nv:p": [{"nv:q": 1}]}',
    "things in things": '"nv:p": {"nv:q": {"id": "nv:b", "nv:r": [{"nv:s": 1}, {}]}}',
    "lists": '"steps": [1, "x", [2, []], {"id": "nv:b", "nv:p": 1}], "nv:l": {"@list": []}',
    "classes as keys": '"kinds": {"Plan": [{"id": "nv:b", "inner": 1}], "nv:T": "nv:c"}',
    "graphs": '"about": {"id": "nv:b", "nv:p": 1}, "@graph": [{"id": "nv:c", "nv:p": 2}]',
    "included": '"@included": [{"id": "nv:b", "nv:p": 1}]',
    "a context of a class": '"type": "Plan", "inner": 1, "nv:p": {"id": "nv:b", "nv:q": 1}',
    "a context of a property": '"lead": {"deep": 1, "nv:p": {"deep": 2}}',
    "a context in between": '"nv:p": {"@context": [{"x": "nv:x"}, {"y": "x"}], "y": 1}',
    "a context that ends another": '"nv:p": {"@context": null, "urn:y": 1}',
    "blank nodes": '"nv:p": [{"id": "_:x"}, {"id": "_:å", "nv:q": {"id": "_:b1"}}, {}]',
    "numbers": '"nv:p": [0, -1, 1e3, 1.5e-7, 12345678901234567890123]',
    "a large double": f'"nv:p": {{"@value": {"1" * 400}, "@type": "{XSD}double"}}',
    "relative": '"nv:p": [{"id": "b"}, {"id": "#c"}, {"id": "../d?e"}], "type": "nv:f"',
    "nothing": '"nv:p": [null, {"@value": null}], "silent": "x", "nv:q": []',
}


@pytest.mark.parametrize("body", RELATIONS.values(), ids=RELATIONS)
def test_json_is_read_as_rdflib_reads_it(body: str) -> None:
    """What reads the places must understand the document; rdflib was not written by us."""
    text = document(body)
    plan = read(text, ".jsonld")

    assert in_form(ours(plan)) == in_form(by_rdflib(text, ".jsonld"))
    assert all(quad[:3] in plan.places for quad in plan.quads)
    assert {note.rule for note in plan.notes} <= {"plan-blank-node"}


def by_rdflib(text: str, suffix: str) -> set[Quad]:
    """The statements as rdflib has them."""
    peer = rdflib.Dataset(default_union=True)
    base = Path(f"plan{suffix}").resolve().as_uri()
    peer.parse(data=text, format=rdf.FORMATS[suffix], publicID=base)
    labels: dict[Any, Iri] = defaultdict(lambda: Iri(f"_:n{len(labels)}"))
    rows = [
        [labels[t] if isinstance(t, rdflib.BNode) else rdf.cell(t) for t in row[:3]]
        for row in peer.quads()
    ]
    return {*canonical(Quad(Iri(str(s)), Iri(str(p)), o) for s, p, o in rows)}


def in_form(quads: set[Quad]) -> set[Quad]:
    """The statements with their values in the forms that rdflib gives them."""

    def form(value: Cell) -> Cell:
        if not isinstance(value, Typed):
            return value
        told = rdflib.Literal(value.lexical, datatype=rdflib.URIRef(value.datatype))
        return Typed(str(told), value.datatype)

    return {quad._replace(object=form(quad.object)) for quad in quads}


LOST = {
    "a key twice": ('"nv:p": 1, "nv:q": 2, "nv:p": 3', "plan-double-key", '"nv:p"', "nv:p"),
    "a key thrice": (
        '"nv:p": 1, "nv:p": 2, "nv:p": {"nv:q": 3}',
        "plan-double-key",
        '"nv:p"',
        "nv:p",
    ),
    "a key that means nothing": ('"awaitz": "nv:b"', "plan-unknown-key", '"awaitz"', "awaitz"),
    "a keyword out of place": ('"@language": "sv"', "plan-unknown-key", '"@language"', "@language"),
    "a text among things": ('"@graph": ["x", null]', "plan-not-a-thing", '"x"', "x"),
}


@pytest.mark.parametrize(("body", "rule", "written", "told"), LOST.values(), ids=LOST)
def test_what_json_loses_is_told(body: str, rule: str, written: str, told: str) -> None:
    """Every reader of JSON-LD drops these in silence, and the plan is poorer than its file."""
    text = document(body)
    plan = read(text, ".jsonld")
    notes = [note for note in plan.notes if note.rule == rule]

    assert [note for note in plan.notes if note.rule not in {rule, "plan-blank-node"}] == []
    assert len(notes) == max(body.count(written) - 1, 1)
    assert {cut(text, note.place) for note in notes} == {written}
    assert {told} <= {*notes[0].facts.values()}
    assert notes[0].place.column == text.split("\n")[2].index(written) + 1


def test_a_file_of_keys_that_mean_nothing_is_told_of_in_good_time() -> None:
    """Any JSON can be given for a plan; a guess at what each of its keys meant is too much."""
    words = {f"word{number}": f"nv:word{number}" for number in range(300)}
    keys = {f"ward{number}": number for number in range(20_000)}
    plan = read(json.dumps({"@context": {"nv": NV, **words}, **keys}), ".json")

    assert len(plan.notes) == len(keys)
    assert "word1" in plan.notes[1].facts["near"]


def test_of_a_key_that_stands_twice_the_last_value_counts() -> None:
    """So all readers of JSON have it; its place must be that of the value that counts."""
    text = document('"nv:p": 1,\n "nv:p": 1')
    plan = read(text, ".jsonld")

    assert plan.place_of(Iri(NV + "a"), Iri(NV + "p"), 1) == Place(4, 10, 4, 11, "/nv:p")
    assert [note.place.line for note in plan.notes] == [3]


FORBIDDEN = {
    "no JSON": ('"nv:p": }', "}"),
    "no number": ('"nv:p": NaN', "NaN"),
    "half a character": (r'"nv:p": "\ud83d"', '"\\ud83d"'),
    "an @id of a number": ('"nv:p": {"@id": 5}', "5"),
    "a class of a number": ('"type": 7', "7"),
    "no IRI": ('"nv:p": {"id": "urn:x y"}', '"urn:x y"'),
    "no language": ('"title": {"s v": "x"}', '"x"'),
    "text in no language": ('"title": {"sv": 8}', "8"),
    "a value beside a value": ('"nv:p": {"@value": 1, "nv:q": 2}', '"nv:q"'),
    "a list beside a list": ('"nv:p": {"@list": [], "nv:q": 2}', '"nv:q"'),
    "a value in a thing": ('"is": 9', '"is"'),
    "a text before a property": ('"@reverse": {"nv:q": "x"}', '"x"'),
    "a reverse that is none": ('"@reverse": ["y"]', '["y"]'),
    "a nest that is none": ('"box": "z"', '"z"'),
    "a value of values": ('"nv:p": {"@value": [1]}', "[1]"),
    "a number without end": (f'"nv:p": {"1" * 5000}', "1" * 5000),
    "a number too large": ('"nv:p": [1, 1e999]', "1e999"),
    "too deep": ('"nv:p": ' + "[" * 60 + "]" * 60, "["),
}


@pytest.mark.parametrize(("body", "written"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_json_ld_does_not_allow_is_refused_at_its_place(body: str, written: str) -> None:
    """Half a document that looks whole is worse than none, and a line finds the fault."""
    text = document(body)
    with pytest.raises(UnreadableFileError) as caught:
        read(text, ".jsonld")

    row = text.split("\n")[2]
    column = row.index(written) + 1
    deep = caught.value.fault == "deep"
    assert (caught.value.line, caught.value.column) == (3, column + 39 if deep else column)


def test_terms_that_rest_on_each_other_without_end_are_refused() -> None:
    """A context can be as deep as a document."""
    chain = {f"t{number}": f"t{number + 1}:x" for number in range(5000)}
    with pytest.raises(UnreadableFileError) as caught:
        read(json.dumps({"@context": chain, "t0": 1}), ".jsonld")

    assert caught.value.fault == "deep"


@pytest.mark.parametrize(
    ("pointer", "written"),
    [("/a~1b/1/c~0", "2"), ("/", "3"), ("/a~1b/0", "1"), ("/d/0/0", "4"), ("/a~1b/1", '{"c~": 2}')],
)
def test_a_pointer_leads_where_rfc_6901_says(pointer: str, written: str) -> None:
    """A program follows it without knowing of lines."""
    text = '{"a/b": [1, {"c~": 2}], "": 3, "d": [[4]]}'

    assert jsontree.parse(Lines(text, "x")).pointer(text.rindex(written)) == pointer


# --- RDF/XML --------------------------------------------------------------------------------------

XML_HEAD = (
    f'<?xml version="1.0"?>\r\n<r:RDF xmlns:r="{RDF}" xmlns:nv="{NV}" '
    'xml:base="http://a/b">\n<!-- å😀 <nv:x> -->\r'
)
# What stands in the root element; for each object that must be found, what is written there.
XML: dict[str, tuple[str, dict[str, str]]] = {
    "a resource": ('<nv:T r:about="#s">\n<nv:p r:resource="x" /></nv:T>', {"http://a/x": "x", NV + "T": "nv:T"}),
    "a text": ("<r:Description r:about='s'><nv:p>å &lt;b&gt;\n c</nv:p></r:Description>", {"å <b>\n c": "å &lt;b&gt;\n c"}),
    "text with a comment": ("<nv:T><nv:p>a<!-- < -->b<?c d?>e</nv:p></nv:T>", {"abe": "a<!-- < -->b<?c d?>e"}),
    "text in CDATA": ("<nv:T><nv:p>a<![CDATA[<b>]]>c</nv:p></nv:T>", {"a<b>c": "a<![CDATA[<b>]]>c"}),
    "empty texts": ("<nv:T><nv:p/></nv:T>", {"": "<nv:p/>"}),
    "empty text": ("<nv:T><nv:p></nv:p></nv:T>", {"": "<nv:p></nv:p>"}),
    "space": ("<nv:T><nv:p> \t</nv:p></nv:T>", {" \t": " \t"}),
    "attributes": ("<nv:T nv:p='a \"b\"' r:about='s'\n nv:q = \"c&amp;\"/>", {'a "b"': 'a "b"', "c&": "c&amp;"}),
    "a class as an attribute": ('<r:Description r:type="x"/>', {"http://a/x": "x"}),
    "a language": ('<nv:T xml:lang="sv"><nv:p>x</nv:p><nv:q xml:lang="">y</nv:q></nv:T>', {"x": "x", "y": "y"}),
    "a datatype": (f'<nv:T><nv:p r:datatype="{XSD}gYear">2019</nv:p></nv:T>', {"2019": "2019"}),
    "a thing in a thing": ('<nv:T r:about="s"><nv:p> <nv:U r:about="t"><nv:q>x</nv:q></nv:U> </nv:p></nv:T>', {"http://a/t": "t", "x": "x"}),
    "an ID": ('<nv:T r:ID="s"><nv:p r:resource="#s"/></nv:T>', {"http://a/b#s": "#s"}),
    "another base": ('<nv:T xml:base="c/d"><nv:p r:resource="e"/></nv:T>', {"http://a/c/e": "e"}),
    "items": ('<r:Bag><r:li>x</r:li><r:li r:resource="y"/></r:Bag>', {"x": "x", "http://a/y": "y"}),
    "a name for a statement": ('<nv:T r:about="s"><nv:p r:ID="n">x</nv:p></nv:T>', {"x": "x", "http://a/s": "s", NV + "p": "nv:p"}),
    "a resource with attributes": ('<nv:T><nv:p r:resource="x" nv:q="y"/></nv:T>', {"http://a/x": "x", "y": "y"}),
    "XML": ('<nv:T><nv:p r:parseType="Literal">a <b>c</b></nv:p></nv:T>', {"a <b>c</b>": "a <b>c</b>"}),
    "1999": ('<r:Description about="s"><nv:p resource="x"/></r:Description>', {"http://a/x": "x"}),
}  # fmt: skip
BLANK_XML = {
    "nodes": '<nv:T r:nodeID="x"/><nv:T><nv:p r:nodeID="x"/><nv:q r:nodeID="å"/></nv:T>',
    "properties": '<nv:T><nv:p r:parseType="Resource"><nv:q>1</nv:q></nv:p><nv:p nv:q="2"/></nv:T>',
    "collections": '<nv:T><nv:p r:parseType="Collection"><nv:U/><nv:U r:about="x"/></nv:p></nv:T>',
    "an empty collection": '<nv:T><nv:p r:parseType="Collection"></nv:p></nv:T>',
}


@pytest.mark.parametrize(("body", "expected"), XML.values(), ids=XML)
def test_xml_is_found_by_what_is_written(body: str, expected: dict[str, str]) -> None:
    """In an attribute, between tags, or as the name of a tag."""
    text = f"{XML_HEAD}{body}</r:RDF>"
    plan = read(text, ".rdf")
    found = {str(q.object): cut(text, plan.places[q[:3]]) for q in plan.quads}

    assert {value: found.get(value) for value in expected} == expected
    assert all(quad[:3] in plan.places for quad in plan.quads)


@pytest.mark.parametrize("suffix", [".rdf", ".owl", ".xml"])
@pytest.mark.parametrize("body", [*(body for body, _ in XML.values()), *BLANK_XML.values()])
def test_xml_is_read_as_rdflib_reads_it(body: str, suffix: str) -> None:
    """Of the two engines it is rdflib that reads all that is sound, comments in a text too."""
    text = f"{XML_HEAD}{body}</r:RDF>"
    plan = read(text, suffix)

    assert in_form(ours(plan)) == in_form(by_rdflib(text, suffix))
    assert all(quad[:3] in plan.places for quad in plan.quads)


def test_xml_in_xml_has_the_value_that_rdflib_gives_it_and_its_own_place() -> None:
    """Its namespaces must travel with it; where one value stands for another, the place is known."""
    inner = '<b xmlns="urn:b:" c="d">e<nv:f/></b>'
    body = f'<nv:T><nv:p r:parseType="Literal">{inner}</nv:p><nv:q>x</nv:q></nv:T>'
    text = f"{XML_HEAD}{body}</r:RDF>"
    plan = read(text, ".rdf")
    value = next(q for q in plan.quads if q.predicate == NV + "p")

    assert ET.fromstring(str(value.object)).find(f"{{{NV}}}f") is not None  # noqa: S314 -- our own
    assert cut(text, plan.places[value[:3]]) == inner
    assert all(quad[:3] in plan.places for quad in plan.quads)


WRONG_XML = {
    "no XML": ("<nv:T", ""),
    "a tag that is not closed": ("<nv:T></nv:U>", "nv:U"),
    "text beside a thing": ("<nv:T><nv:p>x<nv:U/></nv:p></nv:T>", "<nv:p"),
    "text where a thing is to stand": ("å<nv:T/>", "å"),
    "text in a thing": ("<nv:T>x</nv:T>", "x<"),
    "two values": ("<nv:T><nv:p><nv:U/><nv:V/></nv:p></nv:T>", "<nv:V"),
    "no IRI": ('<nv:T r:about="x y"/>', "x y"),
    "no namespace": ("<T/>", "T"),
    "two names": ('<nv:T r:about="x" r:ID="y"/>', "<nv:T"),
    "no name at all": ("<r:li/>", "<r:li"),
}


@pytest.mark.parametrize(("body", "written"), WRONG_XML.values(), ids=WRONG_XML)
def test_wrong_xml_names_its_place(body: str, written: str) -> None:
    """The engine knows no line in XML."""
    text = f"{XML_HEAD}{body}</r:RDF>"
    with pytest.raises(UnreadableFileError) as caught:
        read(text, ".rdf")

    column = body.index(written) + 1 if written else caught.value.column
    assert caught.value.fault == "syntax"
    assert (caught.value.line, caught.value.column) == (4, column)


ENTITIES = {
    "one": '<!ENTITY x "y">',
    "a bomb": '<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "another file": '<!ENTITY x SYSTEM "file:///etc/hostname">',
    "a parameter": '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;',
    "unparsed": '<!NOTATION n SYSTEM "n"> <!ENTITY x SYSTEM "y" NDATA n>',
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES)
def test_entities_are_refused_before_anything_is_read(declared: str) -> None:
    """They can grow to gigabytes, and fetch what no plan may fetch."""
    text = f"<!DOCTYPE r:RDF [\n {declared}]>\n<r:RDF xmlns:r='{RDF}'>&x;&i;</r:RDF>"
    with pytest.raises(UnreadableFileError) as caught:
        read(text, ".owl")

    place_of = caught.value.line, caught.value.column
    assert (caught.value.fault, place_of) == ("entities", (2, 2 + declared.index("<!ENTITY")))
    assert "ENTITY" in caught.value.remedy.en


def test_a_document_type_elsewhere_is_not_fetched() -> None:
    """The file itself is all that is read."""
    text = f'<!DOCTYPE r:RDF SYSTEM "http://127.0.0.1:9/x.dtd">\n{XML_HEAD[22:]}<nv:T/></r:RDF>'

    assert len(read(text, ".rdf").quads) == 1


def test_the_encoding_that_xml_declares_is_that_of_the_file_no_more() -> None:
    """The text has been read as UTF-8; a parser that believes the declaration would garble it."""
    text = f'{XML_HEAD}<nv:T r:about="s"><nv:p>å<!-- --></nv:p></nv:T></r:RDF>'
    plan = read(text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"'), ".rdf")

    assert "å" in {quad.object for quad in plan.quads}


# --- Large files ----------------------------------------------------------------------------------

LONG = 50_000
PREFIXED = f"@prefix nv: <{NV}> .\n"
LARGE: dict[str, tuple[str, str, str]] = {
    ".ttl": (PREFIXED, "nv:s{n} nv:p {n} ; # å\r\n  nv:q {n}, 'x' .\n", ""),
    ".trig": (PREFIXED + "nv:g {\n", 'nv:s{n} nv:p {n} ; nv:r """\n""" ; # å\n  nv:q {n} .\n', "}\n"),
    ".nt": ("", f'<{NV}s{{n}}> <{NV}q> "{{n}}"^^<{XSD}integer> . # å\n', ""),
    ".nq": ("", f'<{NV}s{{n}}> <{NV}q> "{{n}}"^^<{XSD}integer> <urn:g> .\n\n', ""),
    ".jsonld": (
        f'{{"@context": {{"nv": "{NV}"}}, "@graph": [\n',
        '{{"@id":\n "nv:s{n}",\n "nv:p": ["å",\n {n}],\n "nv:q": {n}}},\n\n\n\n\n',
        "{}]}\n",
    ),
    ".rdf": (
        f'<r:RDF xmlns:r="{RDF}"\n xmlns:nv="{NV}">\n',
        f'<nv:T r:about="{NV}s{{n}}">\n <!-- å -->\n\n <nv:q r:datatype="{XSD}integer">{{n}}</nv:q>\n</nv:T>\n',
        "</r:RDF>\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("suffix", LARGE)
def test_in_a_large_file_a_place_is_as_exact_as_in_a_small_one(suffix: str) -> None:
    """Fifty thousand lines, and still the very characters."""
    head, thing, tail = LARGE[suffix]
    things = [thing.format(n=n) for n in range(LONG // (thing.count("\n")) + 1)]
    text = head + "".join(things) + tail
    plan = read(text, suffix)
    seeded = random.Random(suffix).sample(range(len(things)), 50)  # noqa: S311 -- no secret

    assert text.count("\n") >= LONG
    for n in (0, *seeded, len(things) - 1):
        end = len(head) + sum(map(len, things[: n + 1]))
        start = text.rindex(f'"{n}"' if suffix in {".nt", ".nq"} else str(n), 0, end)
        at = plan.places[Iri(f"{NV}s{n}"), Iri(NV + "q"), n]
        assert at.line == text.count("\n", 0, start) + 1
        assert at.column == start - text.rfind("\n", 0, start)
        assert cut(text, at).partition("^")[0].strip('"') == str(n)


# --- Whatever comes -------------------------------------------------------------------------------

SOUND = {
    ".ttl": ODDITIES["brackets"] + ODDITIES["lists"][len(P) :] + ODDITIES["strings"][len(P) :],
    ".trig": GRAPHS["a graph"] + GRAPHS["blank graphs"][len(P) :],
    ".nt": LINES["triples"],
    ".nq": LINES["quads"],
    ".jsonld": document(", ".join((RELATIONS["lists"], JSON["a key"][0], LOST["a key twice"][0]))),
    ".rdf": f"{XML_HEAD}{''.join(body for body, _ in XML.values())}{BLANK_XML['nodes']}</r:RDF>",
}
PIECES = st.one_of(
    st.text(st.characters(), max_size=5),
    st.sampled_from([*"\"'<>.;,[](){}@^#\\:_/&=\n\r\t\x00", '"""', "<<", "{|", "_:", "@id", "]]>"]),
    st.sampled_from(
        ["@prefix", "PREFIX", "BASE <x>", "GRAPH", "@context", "null", "<!--", "\ud800"]
    ),
)
CHANGES = st.lists(st.tuples(st.integers(0), st.integers(0, 9), PIECES), min_size=1, max_size=4)


def survives(text: str, suffix: str) -> Plan | None:
    """The plan of a text, or nothing where it is refused with a place."""
    try:
        return read(text, suffix)
    except UnreadableFileError as error:
        assert error.line > 0 and error.column > 0
        return None


@pytest.mark.parametrize("suffix", SOUND)
@settings(max_examples=300)
@given(text=st.text(st.characters(), max_size=80))
@example(text="")
@example(text="\ud800")
@example(text="[" * 20_000)
@example(text="(" * 20_000)
@example(text="<a>" * 20_000)
@example(text='{"a":' * 20_000)
@example(text='"\ud83d\ude00"')
@example(text="\r\r\n\n\x00")
def test_no_text_is_too_strange(suffix: str, text: str) -> None:
    """A file from a stranger gives a plan or a sentence, never a traceback."""
    survives(text, suffix)


@pytest.mark.parametrize("suffix", SOUND)
@settings(max_examples=300)
@given(changes=CHANGES)
def test_no_slip_of_the_hand_is_too_strange(
    suffix: str, changes: list[tuple[int, int, str]]
) -> None:
    """Nearly sound is the worst: what is read still has its places."""
    text = SOUND[suffix]
    for at, taken, given_ in changes:
        start = at % (len(text) + 1)
        text = text[:start] + given_ + text[start + taken :]
    plan = survives(text, suffix)

    if plan is not None and suffix not in {".jsonld", ".rdf"}:
        assert all(quad[:3] in plan.places for quad in plan.quads)
        assert {*engine(text, suffix)} == ours(plan)


@pytest.mark.parametrize("suffix", SOUND)
def test_the_files_that_slips_are_made_in_are_sound(suffix: str) -> None:
    """Else they would test nothing but refusals."""
    assert len(read(SOUND[suffix], suffix).quads) >= 2


RFC_3986 = """
g:h g:h | g http://a/b/c/g | ./g http://a/b/c/g | g/ http://a/b/c/g/ | /g http://a/g | //g http://g
?y http://a/b/c/d;p?y | g?y http://a/b/c/g?y | #s http://a/b/c/d;p?q#s | g#s http://a/b/c/g#s
g?y#s http://a/b/c/g?y#s | ;x http://a/b/c/;x | g;x http://a/b/c/g;x | g;x?y#s http://a/b/c/g;x?y#s
. http://a/b/c/ | ./ http://a/b/c/ | .. http://a/b/ | ../ http://a/b/ | ../g http://a/b/g
../.. http://a/ | ../../ http://a/ | ../../g http://a/g | ../../../g http://a/g
../../../../g http://a/g | /./g http://a/g | /../g http://a/g | g. http://a/b/c/g. | .g http://a/b/c/.g
g.. http://a/b/c/g.. | ..g http://a/b/c/..g | ./../g http://a/b/g | ./g/. http://a/b/c/g/
g/./h http://a/b/c/g/h | g/../h http://a/b/c/h | g;x=1/./y http://a/b/c/g;x=1/y
g;x=1/../y http://a/b/c/y | g?y/./x http://a/b/c/g?y/./x | g#s/../x http://a/b/c/g#s/../x
http:g http:g
"""


@pytest.mark.parametrize("case", re.split(r" \| |\n", RFC_3986.strip()))
def test_relative_iris_mean_what_rfc_3986_says(case: str) -> None:
    """Its own examples, section 5.4; the strict reading of the last."""
    reference, _, expected = case.partition(" ")

    assert resolve("http://a/b/c/d;p?q", reference) == expected
