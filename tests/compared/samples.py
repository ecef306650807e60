"""What comparisons are tried on: one with everything in it, and hostile ones made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from hypothesis import settings
from hypothesis import strategies as st

from naravard_kg import names
from naravard_kg.compare.aspects import Aspect
from naravard_kg.compare.stances import (
    MATCHES,
    RELATED,
    STATES,
    Comparison,
    Entry,
    Party,
    Row,
    Stance,
)
from naravard_kg.evidence import Passage
from naravard_kg.origins import Origin
from naravard_kg.tables import Answer, Table
from naravard_kg.terms import Cell, Iri, Text
from naravard_kg.words import Words

EVIL = (
    "<script>alert(1)</script>", "' onload='x", '" autofocus onfocus="x', "&lt;b&gt;", "]]>",
    "\x1b[31mred\x07", "\u202egnp.exe", "\u2066x", "\ud800", "\x00", "\ufffe", "a,b;c", "a\r\nb",
    "| x |", "`code`", "``` \n", "@per #12 :100:", "![x](http://evil.example)", "*b* _i_ ~s~ $x$",
    "=1+1", "+1", "-x", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")', "{0} {value} {",
    "\\", "\\input{x}", "\\end{longtable}", "$a^2$ % & # _ { } ~ ^", "\n\n\n# h", "", '"', "'",
    "a\u0301", "看護" * 40, "y" * 300, "שלום", "\t\t", "$main ${style}", "--,,''``<<>>?`!`",
    "_x000D_", "[x]", "*x", "×2", "«»", "…",
)  # fmt: skip
hostile = st.one_of(
    st.sampled_from(EVIL), st.lists(st.sampled_from(EVIL), min_size=1, max_size=3).map(" ".join)
)

few = settings(max_examples=40)  # a comparison is large, and holds many cases by itself
_TOLD = names.expand("nv:hasParty") or Iri()
_ABSENT = Iri(names.VOCABULARIES + "status/efterfragad")


@dataclass
class Labelled:
    """A graph that knows the names of things and nothing else."""

    known: Mapping[Iri, tuple[str, str]]
    source: str = ""

    def query(self, sparql: str) -> Answer:
        """The names."""
        return self.select(sparql)

    def select(self, sparql: str) -> Table:
        """The names, whatever was asked."""
        del sparql
        return Table(("thing", "label"), tuple(self._rows()))

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for thing, (swedish, english) in self.known.items():
            yield thing, Text(swedish, "sv")
            yield thing, Text(english, "en")


def concept(name: str) -> Iri:
    """A shared concept."""
    return Iri(f"{names.VOCABULARIES}utvecklingsomrade/{name}")


def thing(name: str) -> Iri:
    """A thing of a region."""
    return names.thing("omrade", name)


def document(name: str) -> Iri:
    """A document."""
    return names.thing("dokument", name)


def passage(about: Iri, of: Iri, locator: str, start: int = 3) -> Passage:
    """A passage of a document."""
    evidence = names.thing("belagg", f"b-{start}")
    text = names.thing("text", "t")
    return Passage(about, None, None, evidence, of, text, locator, start, start + 5, "ab" * 32)


MADE = Origin(
    "9.9.9", ("naravard", "compare", "a", "b", "--only", "missing-in a"), date(2026, 1, 2),
    date(2025, 12, 31), "0123456789abcdef",
)  # fmt: skip
SUBJECT = Aspect("areas", Words("utvecklingsområden", "development areas"), "concepts")


def full() -> Comparison:
    """Every state, every match, every note, a row that fits nothing, facets, days and a part."""
    plan, other = document("plan-2020"), document("plan-2021")
    everything = [Entry(thing(f"sak-{match}"), match, (plan,)) for match in MATCHES]
    absent = Entry(thing("borta"), "exact", (plan, other), absent=_ABSENT)
    noted = Entry(
        thing("anmarkt"), "broad", (plan,), within=concept("snavare"), frame=names.thing("lag", "x"),
        telling=((_TOLD, names.thing("aktor", "a")), (_TOLD, names.thing("aktor", "b"))), holds=None,
    )  # fmt: skip
    related = Entry(thing("slakt"), RELATED, (other,))
    silent, unsaid = Stance("silent"), Stance("not-mentioned")
    stated = Stance("stated", tuple(everything))
    rows = (
        Row((concept("vid"),), (stated, Stance("stated-absent", (absent,)), silent)),
        Row((concept("snavare"),), (Stance("stated", (noted,)), unsaid, silent), 1),
        Row((concept("vid"), None, concept("rad")), (Stance("not-mentioned", (related,)), unsaid, silent)),
        Row((thing("sjalv"),), (Stance("stated", (Entry(thing("sjalv"), "itself", (plan,)),)), unsaid, silent)),
        Row((), (Stance("stated", (Entry(thing("udda"), "itself", (plan,)),)), unsaid, silent)),
    )  # fmt: skip
    parties = (
        Party(names.thing("plats", "lan-12"), frozenset({plan}), part=names.thing("plats", "del")),
        Party(names.thing("plats", "lan-18"), frozenset({other}), as_of=date(2020, 6, 1)),
        Party(names.thing("aktor", "staten"), frozenset({plan}), national=True),
    )
    passages = {
        thing("sak-exact"): tuple(passage(thing("sak-exact"), plan, f"s. {n}", n) for n in range(5))
    }
    known = {iri: named(iri) for iri in _iris(rows, parties)}
    return Comparison(SUBJECT, parties, rows, "shared", MADE, passages, Labelled(known))


def named(iri: Iri) -> tuple[str, str]:
    """The names of a thing in Swedish and in English, made of its own."""
    word = names.short(iri).rpartition("/")[2].replace("-", " ")
    return f"{word} på svenska", f"{word} in English"


def _iris(rows: tuple[Row, ...], parties: tuple[Party, ...]) -> set[Iri]:
    found = {iri for party in parties for iri in (party.who, party.part) if iri}
    found |= {part for row in rows for part in row.key if part}
    for entry in (e for row in rows for stance in row.stances for e in stance.entries):
        found |= {
            entry.thing,
            *entry.documents,
            *(v for _, v in entry.telling if isinstance(v, Iri)),
        }
        found |= {iri for iri in (entry.within, entry.absent, entry.frame) if iri}
    return found | {_TOLD}


_words = st.text("abcdeåäö", min_size=3, max_size=11)
plain = st.lists(_words, min_size=1, max_size=5).map(" ".join)
_things = st.sampled_from([thing(f"t{n}") for n in range(9)])
_concepts = st.sampled_from([concept(f"c{n}") for n in range(5)])
_documents = st.lists(
    st.sampled_from([document(f"d{n}") for n in range(3)]), min_size=1, max_size=2
)
_values = st.sampled_from([names.thing("aktor", "a"), date(2020, 1, 2), 5, "fritext"])
_entries = st.builds(
    Entry, _things, st.sampled_from(MATCHES), _documents.map(tuple), st.none() | _concepts,
    st.sampled_from([None, _ABSENT]), st.sampled_from([None, names.thing("lag", "x")]),
    st.lists(st.tuples(st.just(_TOLD), _values), max_size=4).map(tuple), st.sampled_from([True, None]),
)  # fmt: skip
_stances = st.builds(Stance, st.sampled_from(STATES), st.lists(_entries, max_size=5).map(tuple))
_keys = st.lists(st.none() | _concepts, max_size=3).map(tuple)


@st.composite
def comparisons(draw: st.DrawFn, labels: st.SearchStrategy[str] = plain) -> Comparison:
    """Any comparison, its things named by *labels*."""
    count = draw(st.integers(1, 8))
    days, parts = st.sampled_from([None, date(2020, 6, 1)]), st.sampled_from([None, thing("t0")])
    parties = tuple(
        Party(names.thing("plats", f"p{n}"), frozenset(), as_of=draw(days), part=draw(parts))
        for n in range(count)
    )
    stances = st.lists(_stances, min_size=count, max_size=count).map(tuple)
    rows = tuple(draw(st.lists(st.builds(Row, _keys, stances, st.integers(0, 2)), max_size=5)))
    known = {iri: (draw(labels), draw(labels)) for iri in sorted(_iris(rows, parties))}
    about = [e.thing for row in rows for s in row.stances for e in s.entries]
    passages = {
        one: tuple(passage(one, document("d0"), draw(labels), n) for n in range(draw(st.integers(0, 4))))
        for one in sorted(set(about)) if draw(st.booleans())
    }  # fmt: skip
    only = draw(st.sampled_from([None, "shared", "differing", "missing-in p1"]))
    made = draw(st.sampled_from([None, MADE]))
    return Comparison(SUBJECT, parties, rows, only, made, passages, Labelled(known))


class Page(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        """Read all of it."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each tag is closed in its turn."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All its text on one line."""
        return " ".join(" ".join(self.words).split())
