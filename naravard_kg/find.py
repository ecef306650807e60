"""Things by the words people use; case, diacritics, abbreviations and misprints forgiven."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from naravard_kg import names, queryfiles
from naravard_kg.errors import AmbiguousNameError, UnknownNameError
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

_WEIGHTS = {"code": 1.0, "name": 1.0, "other": 0.95, "misprint": 0.9}
_HIDDEN = {"text", "belagg", "begreppsschema"}  # named only in full: their slugs are others' too
_NEAR = 0.8
_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that fits the words: how well (0 to 1), and by which of its names."""

    thing: Iri
    score: float
    by: str


def find(graph: Answers, words: str, *, limit: int = 20) -> list[Match]:
    """Things whose names fit *words*, best first; at most *limit*.

    A name scores 1 when it equals the words, less when it only holds them all, and less again
    when a word is near but not equal (a misprint). Case and diacritics never count.
    """
    wanted = _tokens(words)
    best: dict[Iri, Match] = {}
    for thing, name, kind in _names(graph):
        score = _score(wanted, _tokens(name)) * _WEIGHTS[kind]
        if score > _KEPT and (thing not in best or score > best[thing].score):
            best[thing] = Match(thing, round(score, 3), name)
    ranked = sorted(best.values(), key=lambda m: (-m.score, not _is_thing(m.thing), m.thing))
    return ranked[:limit]


def resolve(graph: Answers, text: str, *, kinds: Iterable[str] = ()) -> Iri:
    """The one thing that *text* names: an IRI, a short name, a slug, a label or abbreviation.

    Args:
        graph: where to look.
        text: what a person typed.
        kinds: the segments it may be of (``uppdrag``, ``organ``); empty means any.

    Raises:
        AmbiguousNameError: several things carry the name.
        UnknownNameError: none does; suggests the nearest.
    """
    allowed = set(kinds)
    for attempt in (_by_iri, _by_slug, _by_name):
        candidates = attempt(graph, text)
        fitting = sorted({c for c in candidates if not allowed or _segment(c) in allowed})
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AmbiguousNameError(text, [names.short(thing) for thing in fitting])
    raise UnknownNameError("thing", text, known=_suggestions(graph, allowed))


@dataclass(frozen=True)
class Heard:
    """Who there are documents of: regions, counties, parts of counties, documents themselves.

    Each is asked for once, when it is first needed.
    """

    graph: Answers

    @cached_property
    def about(self) -> dict[Iri, set[Iri]]:
        """Each document with the places it is about."""
        found: dict[Iri, set[Iri]] = {}
        for document, place in self.graph.select(queryfiles.internal("about").sparql).rows:
            found.setdefault(Iri(str(document)), set()).update([Iri(str(place))] if place else ())
        return found

    @cached_property
    def places(self) -> dict[Iri, set[Iri]]:
        """Each place and region with the documents about it or about a part of it."""
        found: dict[Iri, set[Iri]] = defaultdict(set)
        over: dict[Iri, set[Iri]] = defaultdict(set)
        for place, *above in self.graph.select(queryfiles.internal("who").sparql).rows:
            over[Iri(str(place))].update(Iri(str(who)) for who in above if who)
        for document, places in self.about.items():
            for who in set().union(*(over[place] for place in places)):
                found[who].add(document)
        return dict(sorted(found.items()))

    @cached_property
    def documents(self) -> dict[Iri, set[Iri]]:
        """Each of them with the documents that speak for it; a document speaks for itself."""
        return {**{document: {document} for document in self.about}, **self.places}

    def called(self, who: Iterable[Iri]) -> list[tuple[Iri, tuple[str, ...]]]:
        """Each of *who* with the words of each of its names."""
        wanted = sorted(who)
        if not wanted:
            return []
        rows = self.graph.select(queryfiles.internal("called").bind({"who": wanted})).rows
        return [(Iri(str(who)), _tokens(str(name))) for who, name in rows]


def resolve_who(graph: Answers, text: str, *, heard: Heard | None = None) -> Iri:
    """The region, county, part of a county or document that *text* names.

    Only those that the graph has documents of are looked at, so the first word is enough:
    ``skane`` is Skåne County, ``orebro`` Örebro County and not the municipality. A document is
    meant where no place or region has the words in its name. ``heard`` is who there are, where
    several names are resolved.

    Raises:
        AmbiguousNameError: several carry the name.
        UnknownNameError: none does; suggests those there are.
    """
    heard = heard or Heard(graph)
    iri = names.expand(text)
    named = {who for who in heard.documents if who == iri or text == who.rpartition("/")[2]}
    fitting = (_fitting(heard.called(who), text) for who in (heard.places, heard.about))
    for found in chain([named], chain.from_iterable(fitting)):
        if found:
            return _one(text, found)
    raise UnknownNameError("who", text, known=_typable(heard.called(heard.documents)))


def _fitting(known: Sequence[tuple[Iri, tuple[str, ...]]], text: str) -> Iterable[set[Iri]]:
    """Those with the words as a name, as the beginning of one, and anywhere in one."""
    wanted = _tokens(text)
    yield {who for who, name in known if name == wanted}
    yield {who for who, name in known if wanted and _begins(name, wanted)}
    yield {who for who, name in known if wanted and set(wanted) <= set(name)}


def _one(text: str, found: set[Iri]) -> Iri:
    """The only one found, or the only place: a county rather than its region."""
    places = [who for who in found if _segment(who) == "plats"]
    if len(found) > 1 and len(places) != 1:
        raise AmbiguousNameError(text, sorted(map(names.short, found)))
    return (places or list(found))[0]


def _typable(known: Iterable[tuple[Iri, tuple[str, ...]]]) -> set[str]:
    """What may be typed instead: slugs, and the first word of a place's name."""
    named = list(known)
    places = {name[0] for who, name in named if name and _segment(who) == "plats"}
    return places | {who.rpartition("/")[2] for who, _ in named}


def _begins(name: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether a name begins with the words, the last of which may be cut short."""
    head = name[: len(wanted)]
    return head[:-1] == wanted[:-1] and head[-1:] != () and head[-1].startswith(wanted[-1])


def exists(graph: Answers, things: Iterable[Iri]) -> set[Iri]:
    """Those of *things* that the graph says something of."""
    asked = sorted(set(things))
    if not asked:
        return set()
    table = graph.select(queryfiles.internal("types").bind({"thing": asked}))
    return {Iri(str(row[0])) for row in table.rows}


def segments(graph: Answers) -> tuple[str, ...]:
    """The kinds of things, as the segments of their IRIs."""
    table = graph.select(queryfiles.internal("classes").sparql)
    return tuple(sorted({str(s) for s in table.column("segment") if s is not None}))


def _by_iri(graph: Answers, text: str) -> set[Iri]:
    iri = names.expand(text)
    return exists(graph, [iri]) if iri else set()


def _by_slug(graph: Answers, text: str) -> set[Iri]:
    slug = text.strip().lower()
    if not re.fullmatch(r"[a-z0-9_-]+", slug):
        return set()
    kinds = (kind for kind in segments(graph) if kind not in _HIDDEN)
    return exists(graph, [names.thing(kind, slug) for kind in kinds])


def _by_name(graph: Answers, text: str) -> set[Iri]:
    wanted = _tokens(text)
    found: dict[bool, set[Iri]] = defaultdict(set)
    for thing, name, _ in _names(graph):
        if wanted and _tokens(name) == wanted:
            found[_is_thing(thing)].add(thing)
    return found[True] or found[False]


def _names(graph: Answers) -> Iterable[tuple[Iri, str, str]]:
    table = graph.select(queryfiles.internal("names").sparql)
    return ((Iri(str(thing)), str(name), str(kind)) for thing, name, kind in table.rows)


def _suggestions(graph: Answers, allowed: set[str]) -> list[str]:
    things = {thing for thing, _, _ in _names(graph) if _is_thing(thing)}
    shorts = [names.short(thing) for thing in things if not allowed or _segment(thing) in allowed]
    return [*shorts, *(short.partition("/")[2] for short in shorts)]


def _is_thing(iri: Iri) -> bool:
    return iri.startswith(names.THINGS)


def _segment(iri: Iri) -> str:
    return iri.removeprefix(names.THINGS).partition("/")[0]


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", names.fold(text)))


def _score(wanted: tuple[str, ...], name: tuple[str, ...]) -> float:
    if not wanted or not name:
        return 0.0
    if wanted == name:
        return 1.0
    fits = [max(_fit(word, token) for token in name) for word in wanted]
    if min(fits) < _NEAR:
        return 0.0
    share = min(1.0, len(wanted) / len(name))
    return sum(fits) / len(fits) * (0.7 + 0.25 * share)


def _fit(word: str, token: str) -> float:
    if word == token:
        return 1.0
    if len(word) > 2 and token.startswith(word):  # noqa: PLR2004 -- shorter says too little
        return 0.95
    if len(word) > 3 and word in token:  # noqa: PLR2004 -- a part of a compound
        return 0.85
    matcher = difflib.SequenceMatcher(None, word, token, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _NEAR else 0.0
