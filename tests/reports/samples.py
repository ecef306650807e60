"""What reports are tried on: whole ones by hand, and hostile ones made up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from naravard_kg import Finding, Report, names
from naravard_kg.places import NOWHERE, Place
from naravard_kg.render import reports
from naravard_kg.render.reports.terminal import text
from naravard_kg.reports import Coverage, Fix, Related
from naravard_kg.terms import Iri, Text, Typed
from naravard_kg.words import LANGUAGES, Words

SEVERITIES = ("error", "warning", "info")

EVIL = (
    "<script>alert(1)</script>", "' onload='x", '" autofocus onfocus="x', "&lt;b&gt;", "]]>",
    "\x1b[31mred\x07\x9b2J", "\u202egnp.exe", "\u2066x", "\ud800", "\udc80", "\x00", "\ufffe",
    "::error file=x::y", "##[add-mask]x", "%0A::error::x", "a,b:c", "\r\n::stop-commands::x",
    "| x |", "`code`", "``` \n", "@per #12 :100:", "![x](http://evil.example)", "*b* _i_ ~s~ $x$",
    "=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "{0} {value} {", "[here](1)", "\\", "\n\n\n# h", "",
    '"""', "'''", "\\u0041", "<http://x>", "a\u0301", "看護" * 40, "y" * 300, "\t\t", "$main ${style}",
)  # fmt: skip

hostile = st.one_of(
    st.sampled_from(EVIL),
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.lists(st.sampled_from(EVIL), max_size=3).map("".join),
)
numbers = st.integers(0, 12)
places = st.one_of(
    st.just(NOWHERE),
    st.builds(Place, numbers, numbers, numbers, numbers),
    st.builds(Place, numbers, numbers, numbers, numbers, st.sampled_from(["Uppdrag!C7", "/a/0"])),
    st.builds(Place, numbers, numbers, numbers, numbers, hostile),
)
words = st.builds(Words, hostile, hostile)
cells = st.one_of(
    st.none(),
    hostile,
    st.integers(),
    st.booleans(),
    st.builds(Text, hostile, st.sampled_from(["sv", "en-GB", "not a tag"])),
    st.builds(Typed, hostile, st.sampled_from([Iri("http://x/y"), Iri("no iri")])),
    st.sampled_from([Iri("_:b1"), names.thing("organ", "x"), Iri("urn:x:ö"), Iri("a b")]),
)
things = st.sampled_from([None, Iri("_:b7"), names.thing("uppdrag", "a-1"), Iri("http://x/å")])
findings = st.builds(
    Finding,
    st.sampled_from(["Body-label-missing", "no-hard-cycle", "plan-bad-value", "own.rule-ö"]),
    st.sampled_from(SEVERITIES),
    words,
    words,
    hostile,
    places,
    things,
    st.sampled_from([None, Iri("_:p"), names.expand("nv:awaits")]),
    cells,
    st.lists(st.builds(Related, words, hostile, places, hostile, things), max_size=2).map(tuple),
    st.one_of(st.none(), st.builds(Fix, places, hostile, st.booleans())),
)
listed = st.lists(findings, max_size=3).map(tuple)
coverages = st.builds(
    Coverage, numbers, numbers, numbers,
    st.lists(things.filter(bool), max_size=8).map(tuple),
    st.lists(st.sampled_from(["a-b", "c-d"]), max_size=3).map(tuple), hostile,
)  # fmt: skip
made = st.builds(
    Report, hostile, listed, coverages, listed, listed,
    st.dictionaries(numbers, hostile, max_size=12), st.booleans(),
)  # fmt: skip
several = st.lists(made, max_size=3)


def finding(severity: str = "error", line: int = 1, rule: str = "x", **more: Any) -> Finding:
    """A finding with hard words in it."""
    message = Words(f"Fel | på\nrad {line}.", f"Fault | on\nline {line}.")
    remedy = Words("Rätta.", 'Mend "it", now.')
    place = Place(line, 1, line, 1)
    facts = {"file": "plan.yaml", "place": place, **more}
    return Finding(rule, severity, message, remedy, **facts)


def report(*severities: str, **more: Any) -> Report:
    """A report with one finding of each severity."""
    found = [finding(severity, line) for line, severity in enumerate(severities, start=1)]
    return Report("plan.yaml", tuple(found), Coverage(9, 3, 2), **more)


def full() -> list[Report]:
    """Reports with everything in them: of a text, a workbook, JSON-LD, and a sound plan."""
    unchecked = names.thing("organ", "x"), Iri("_:b1"), names.thing("organ", "y")
    looked = Coverage(39, 8, 5, unchecked, ("a-rule", "b-rule"), "naravard")
    line = "    typ: samverkansorgn"
    place = Place(12, 10, 12, 24)
    passage = Words("Så heter det i planen.", "So the plan has it.")
    related = (
        Related(passage, "dokument/plan-2020", where="s. 4", thing=names.thing("organ", "x")),
        Related(passage, "plan.yaml", Place(3, 2, 3, 5)),
    )
    named = finding(
        rule="plan-unknown-value", place=place, value="samverkansorgn", related=related,
        fix=Fix(place, "samverkansorgan", certain=True),
    )  # fmt: skip
    cycle = finding(
        "warning", 14, "no-hard-cycle", focus=names.thing("uppdrag", "a"),
        path=names.expand("nv:awaits"), value=names.thing("uppdrag", "b"),
    )  # fmt: skip
    seventh = Place(7, 3, 7, 4, "Uppdrag!C7")
    cell = finding(place=seventh, fix=Fix(seventh, "ja"), file="planer/vård 1.xlsx")
    pointed = finding("info", 2, place=Place(2, 5, 2, 8, "/uppdrag/0/typ"), file="-")
    whole = finding("error", place=NOWHERE, file="-")
    return [
        Report("plan.yaml", (named, cycle), looked, (finding(line=5),), (finding(line=6),),
               {12: line, 14: "      inväntar: [1]"}),
        Report("planer/vård 1.xlsx", (cell,), Coverage(4, 2, 2)),
        Report("-", (pointed, whole), quotes={2: '    "typ": 1'}),
        Report("sund.yaml", (), Coverage(21, 5, 5)),
    ]  # fmt: skip


def everything() -> str:
    """Every format of those reports in both languages, one after the other."""
    found = full()
    texts = [form(found, lang) for form in reports.FORMATS.values() for lang in LANGUAGES]
    return "\n".join([*texts, text(found, "sv", width=60, colour=True)])
