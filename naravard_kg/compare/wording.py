"""The words of each party for what it shares with others: synonyms, homonyms, definitions.

Synonyms are different words for what is mapped to the same concept, exactly or closely. Homonyms
are the same words for different things: things of different parties that are not both exactly
the same concept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from naravard_kg import names, queryfiles
from naravard_kg.compare.stances import CLOSE, EXACT, Comparison, Entry, Row
from naravard_kg.tables import Answers, Table
from naravard_kg.terms import Cell, Iri, Text

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_NAMES = (Iri(_SKOS + "prefLabel"), Iri(_RDFS + "label"))
_OTHER = (Iri(_SKOS + "altLabel"),)
_TOLD = (Iri(_SKOS + "definition"), Iri(_SKOS + "scopeNote"), Iri(names.ONTOLOGY + "hasCriterion"))
_MAIN = ("concept", "who", "words", "match", "thing", "also", "definition", "reason", "documents")
_COLUMNS = (*_MAIN, "locators")


@dataclass(frozen=True, slots=True)
class Term:
    """How one party words a concept: its own words, other words, definitions in both languages.

    ``reason`` is why the editors mapped it as they did; empty where they gave none.
    """

    key: tuple[Iri | None, ...]
    party: int
    entry: Entry
    words: str
    also: tuple[str, ...] = ()
    definitions: tuple[Text, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """All terms, row by row; and those that go together.

    ``synonyms`` holds, for a concept, terms in different words of two parties or more;
    ``homonyms``, for one wording, terms of two parties or more that are different things.
    """

    comparison: Comparison
    terms: tuple[Term, ...]
    synonyms: tuple[tuple[Term, ...], ...]
    homonyms: tuple[tuple[Term, ...], ...]

    def table(self, language: str = "sv") -> Table:
        """A row for each term, with its definitions in a language."""
        rows = tuple(self._row(term, language) for term in self.terms)
        return Table(_COLUMNS, rows, f"wording {self.comparison.aspect.name}")

    def _row(self, term: Term, language: str) -> tuple[Cell, ...]:
        entry = term.entry
        defined = [str(d) for d in term.definitions if d.language == language]
        passages = self.comparison.passages.get(entry.thing, ())
        return (
            term.key[-1] if term.key else None,
            self.comparison.parties[term.party].who,
            term.words,
            entry.match,
            entry.thing,
            "; ".join(term.also) or None,
            " ".join(defined) or None,
            term.reason or None,
            ", ".join(names.short(document) for document in entry.documents),
            "; ".join(dict.fromkeys(p.locator for p in passages if p.locator)) or None,
        )


def wording(graph: Answers, comparison: Comparison) -> Wording:
    """The words in which the parties of a comparison say what they share."""
    things = sorted({entry.thing for _, _, entry in _entries(comparison.rows)})
    said, reasons = _said(graph, things), _reasons(graph, things)
    terms = tuple(
        _term(row, i, entry, said[entry.thing], reasons)
        for row, i, entry in _entries(comparison.rows)
        if entry.within is None
    )
    return Wording(comparison, terms, tuple(_synonyms(terms)), tuple(_homonyms(terms)))


def _entries(rows: Sequence[Row]) -> Iterator[tuple[Row, int, Entry]]:
    for row in rows:
        for i, stance in enumerate(row.stances):
            yield from ((row, i, entry) for entry in stance.entries)


_Said = Mapping[Iri, list[Cell]]


def _said(graph: Answers, things: Sequence[Iri]) -> dict[Iri, dict[Iri, list[Cell]]]:
    found: dict[Iri, dict[Iri, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    if things:
        question = queryfiles.internal("wordings")
        for thing, via, words in graph.select(question.bind({"thing": things})).rows:
            found[Iri(str(thing))][Iri(str(via))].append(words)
    return found


def _reasons(graph: Answers, things: Sequence[Iri]) -> dict[tuple[Iri, Iri], str]:
    if not things:
        return {}
    rows = graph.select(queryfiles.internal("mappings").bind({"thing": things})).rows
    return {(Iri(str(t)), Iri(str(c))): str(reason) for t, c, reason in rows if reason}


def _term(
    row: Row, i: int, entry: Entry, said: _Said, reasons: Mapping[tuple[Iri, Iri], str]
) -> Term:
    own = next(iter(_swedish(said, _NAMES)), names.short(entry.thing))
    reason = reasons.get((entry.thing, row.key[-1] or Iri()), "") if row.key else ""
    defined = tuple(w for via in _TOLD for w in said.get(via, ()) if isinstance(w, Text))
    return Term(row.key, i, entry, own, tuple(_swedish(said, _OTHER)), defined, reason)


def _swedish(said: _Said, properties: Iterable[Iri]) -> list[str]:
    """The Swedish words, which are the sources' own."""
    words = (w for via in properties for w in said.get(via, ()))
    return [str(w) for w in words if isinstance(w, Text) and w.language == "sv"]


def _synonyms(terms: Sequence[Term]) -> Iterator[tuple[Term, ...]]:
    """Terms of one concept, near it, when two parties or more use two wordings or more."""
    near = [t for t in terms if t.key and t.entry.match in (EXACT, CLOSE)]
    for group in _grouped((term.key, term) for term in near):
        wordings = {names.fold(term.words) for term in group}
        if len(wordings) > 1 and len({term.party for term in group}) > 1:
            yield group


def _homonyms(terms: Sequence[Term]) -> Iterator[tuple[Term, ...]]:
    """Terms of one wording, of two parties or more, unless all are exactly one concept."""
    seen: set[tuple[Term, ...]] = set()
    named = [(names.fold(words), term) for term in terms for words in (term.words, *term.also)]
    for group in _grouped(named):
        exact = all(term.entry.match == EXACT for term in group)
        same = exact and len({term.key for term in group}) == 1
        things = {term.entry.thing for term in group}
        if not same and len(things) > 1 and len({term.party for term in group}) > 1:
            if group not in seen:
                yield group
            seen.add(group)


def _grouped(terms: Iterable[tuple[Hashable, Term]]) -> Iterator[tuple[Term, ...]]:
    """The terms that have the same name, each once."""
    found: dict[Hashable, dict[Term, None]] = defaultdict(dict)
    for name, term in terms:
        found[name][term] = None
    yield from (tuple(group) for group in found.values())
