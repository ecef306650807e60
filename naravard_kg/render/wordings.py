"""The words of each party under a shared concept; synonyms and homonyms side by side."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from naravard_kg import names
from naravard_kg.compare.wording import Term, Wording
from naravard_kg.labels import labels
from naravard_kg.origins import as_object as as_origin
from naravard_kg.render import catalogue, compared, footing
from naravard_kg.render.cells import Page, as_json, page
from naravard_kg.render.prose import wrapped
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, Text
from naravard_kg.words import say

_INDENT = "    "


def tabled(graph: Answers, found: Wording, language: str) -> Page:
    """A row for each term, with headings in a language."""
    heads = catalogue.headings("wording", language)
    return page(graph, found.table(language), language, heads)


def text(graph: Answers, found: Wording, language: str, width: int) -> str:
    """Concept by concept, what each party calls it; then synonyms, then homonyms."""
    heads = compared.heads(graph, found.comparison.parties, language)
    writer = _Writer(found, _named(graph, found, language), heads, language, width)
    told = "\n".join(writer.lines()).rstrip() or say("table.empty").in_(language)
    return footing.below(told, found.comparison.origin, language)


def as_object(graph: Answers, found: Wording, language: str) -> str:
    """One JSON object: the terms, and which of them are synonyms and homonyms, by their places."""
    known = _named(graph, found, language)
    made = found.comparison.origin
    answer = {
        "aspect": found.comparison.aspect.name,
        "origin": as_origin(made) if made else None,
        "terms": [_object(found, term, known) for term in found.terms],
        "synonyms": [_places(found, group) for group in found.synonyms],
        "homonyms": [_places(found, group) for group in found.homonyms],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Lays out a wording in lines of at most *width* columns, a longer name uncut."""

    found: Wording
    known: Mapping[Iri, str]
    heads: Sequence[str]
    language: str
    width: int

    def lines(self) -> Iterator[str]:
        """Every line, a blank one between two concepts."""
        for key, group in itertools.groupby(self.found.terms, key=lambda term: term.key):
            yield from self._wrapped(self._heading(key), "")
            for term in group:
                yield from self._wrapped(f"{self._who(term)}: {self._words(term)}", "  ")
                for told in self._told(term):
                    yield from self._wrapped(told, _INDENT)
            yield ""
        yield from self._groups("synonyms", self.found.synonyms)
        yield from self._groups("homonyms", self.found.homonyms)

    def _heading(self, key: Sequence[Iri | None]) -> str:
        if not key:
            return say("compare.unmatched").in_(self.language)
        unsaid = say("compare.unsaid").in_(self.language)
        return " · ".join(self.known.get(part, part) if part else unsaid for part in key)

    def _told(self, term: Term) -> Iterator[str]:
        """The definitions, why the editors mapped it so, and where it stands."""
        yield from (str(d) for d in term.definitions if d.language == self.language)
        if term.reason:
            yield say("wording.reason", reason=term.reason).in_(self.language)
        passages = self.found.comparison.passages.get(term.entry.thing, ())
        if places := dict.fromkeys(p.locator for p in passages if p.locator):
            yield ", ".join(places)

    def _words(self, term: Term) -> str:
        also = f" ({', '.join(term.also)})" if term.also else ""
        return f"{_quoted(term, self.language)}{also}, {_match(term, self.language)}"

    def _who(self, term: Term) -> str:
        return self.heads[term.party]

    def _groups(self, kind: str, groups: Iterable[Sequence[Term]]) -> Iterator[str]:
        found = list(groups)
        yield from self._wrapped(say(f"wording.{kind}", count=len(found)).in_(self.language), "")
        for group in found:
            same = kind == "synonyms"
            head = self._heading(group[0].key) if same else _quoted(group[0], self.language)
            yield from self._wrapped(head, "  ")
            for term in group:
                about = f"{self._heading(term.key)}, {_match(term, self.language)}"
                told = self._words(term) if same else about
                yield from self._wrapped(f"{self._who(term)}: {told}", _INDENT)
        yield ""

    def _wrapped(self, words: str, indent: str) -> list[str]:
        return wrapped(words, self.width, indent)


def _quoted(term: Term, language: str) -> str:
    return say("wording.quoted", words=term.words).in_(language)


def _match(term: Term, language: str) -> str:
    match = say(f"compare.match.{term.entry.match}").in_(language)
    return f"{match} [{names.short(term.entry.thing)}]"


def _named(graph: Answers, found: Wording, language: str) -> dict[Iri, str]:
    parts = {part for term in found.terms for part in term.key if part}
    things = {term.entry.thing for term in found.terms}
    who = {party.who for party in found.comparison.parties}
    return labels(graph, parts | things | who, language)


def _object(found: Wording, term: Term, known: Mapping[Iri, str]) -> dict[str, Any]:
    party = found.comparison.parties[term.party]
    passages = found.comparison.passages.get(term.entry.thing, ())
    return {
        "concept": [as_json(part, known) for part in term.key],
        "who": as_json(party.who, known),
        "as_of": party.as_of.isoformat() if party.as_of else None,
        "words": term.words,
        "also": list(term.also),
        "match": term.entry.match,
        "thing": as_json(term.entry.thing, known),
        "definitions": [_tagged(definition) for definition in term.definitions],
        "reason": term.reason,
        "documents": [names.short(document) for document in term.entry.documents],
        "locators": list(dict.fromkeys(p.locator for p in passages if p.locator)),
    }


def _tagged(definition: Text) -> dict[str, str]:
    return {"text": str(definition), "language": definition.language}


def _places(found: Wording, group: Sequence[Term]) -> list[int]:
    return [found.terms.index(term) for term in group]
