"""The edges as a reader meets them: their kind and strength, stated or inferred, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from naravard_kg import names, queryfiles
from naravard_kg.dependencies.links import Link
from naravard_kg.dependencies.views import JOINT, ORDERING, ROLES, UNORDERED, View
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

SOFT = Iri(names.VOCABULARIES + "styrka/mjuk")
_TYPE = Iri("http://purl.org/dc/terms/type")
_STRENGTH = Iri(names.ONTOLOGY + "strength")
_INFERRED = Iri(names.ONTOLOGY + "isInferred")
_EVIDENCE = Iri(names.ONTOLOGY + "hasEvidence")
_MANY = 20_000  # more things than this are not named in a query: it then asks about all
_BATCHES = 5  # or is asked again, so often at the most


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A passage: its evidence node, and where a reader finds it in print."""

    evidence: Iri
    locator: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing depends on another: by which property, of what kind and strength, who says so.

    ``role`` is what the view makes of the property. An edge is inferred where the curator drew
    it and no source states it. ``through`` holds what a *derived* edge goes by: nobody states
    that one assignment awaits another whose proposals it awaits, but it follows.
    """

    depender: Iri
    via: Iri
    dependee: Iri
    role: str
    kind: Iri | None = None
    strength: Iri | None = None
    inferred: bool = False
    citations: tuple[Citation, ...] = ()
    through: tuple[Iri, ...] = ()

    @property
    def orders(self) -> bool:
        """Whether the dependee is settled before the depender."""
        return self.role in ORDERING

    @property
    def is_soft(self) -> bool:
        """Whether the source words it as a should, not as a must."""
        return self.strength == SOFT

    @property
    def link(self) -> Link:
        """The bare link."""
        return Link(self.depender, self.via, self.dependee)

    @property
    def rank(self) -> tuple[object, ...]:
        """By what edges are sorted: the ends, awaited first."""
        order = ROLES.index(self.role)
        tail = (self.dependee, self.via, self.kind or "", self.strength or "", self.inferred)
        return (self.depender, order, *tail)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which edges count: only stated ones, only those not worded softly, only of these kinds."""

    stated_only: bool = False
    hard_only: bool = False
    kinds: frozenset[Iri] = frozenset()

    def admits(self, edge: Edge) -> bool:
        """Whether the edge counts."""
        wanted = not self.kinds or edge.kind in self.kinds or edge.via in self.kinds
        soft, inferred = self.hard_only and edge.is_soft, self.stated_only and edge.inferred
        return wanted and not soft and not inferred


EVERY = Narrowing()
_Facts = dict[Iri, list[Cell]]


class Grounds:
    """What is said of links, read once for each subject; it may narrow which edges count."""

    def __init__(self, answers: Answers, view: View, narrowing: Narrowing = EVERY) -> None:
        """Nothing is read yet."""
        self.narrowing = narrowing
        self._answers = answers
        self._view = view
        self._said: dict[Link, dict[Iri, _Facts]] = {}
        self._own: dict[Iri, list[Citation]] = defaultdict(list)
        self._read: set[Iri] = set()

    def edges(self, links: Iterable[Link]) -> list[Edge]:
        """The edges of *links* that count, sorted, with their passages."""
        kept = sorted(self._counting(links), key=lambda edge: edge.rank)
        return _located(self._answers, kept)

    def keep(self, links: list[Link]) -> list[Link]:
        """Those of *links* of which an edge counts."""
        if self.narrowing == EVERY:
            return links
        counting = {edge.link for edge in self._counting(links)}
        return [link for link in links if link in counting]

    def _counting(self, links: Iterable[Link]) -> list[Edge]:
        wanted = list(dict.fromkeys(links))
        self._fetch(wanted)
        found = filter(self.narrowing.admits, (e for link in wanted for e in self._edges(link)))
        if not self.narrowing.stated_only:
            return list(found)
        ends = {end for link in wanted for end in (link.depender, link.dependee)}
        drawn = {row[0] for row in self._answers.select(about("inferred-of", "thing", ends)).rows}
        return [edge for edge in found if not drawn & {edge.depender, edge.dependee}]

    def _fetch(self, links: Collection[Link]) -> None:
        ends = {way.depender for link in links for way in self._ways(link)} - self._read
        if not ends:
            return
        self._read |= ends
        rows = [row for row in asked(self._answers, "grounds", "subject", ends) if row[1] in ends]
        for node, subject, predicate, value, prop, fact in rows:
            if predicate is None:
                self._own[Iri(str(subject))].append(Citation(Iri(str(fact)), ""))
            else:
                link = Link(Iri(str(subject)), Iri(str(predicate)), Iri(str(value)))
                facts = self._said.setdefault(link, {}).setdefault(Iri(str(node)), {})
                facts.setdefault(Iri(str(prop)), []).append(fact)
        self._hear({row[1] for row in rows if row[4] == _INFERRED and row[5] is True})

    def _hear(self, inferred: set[Cell]) -> None:
        """Let a document that states plainly what was inferred from another have its say."""
        subjects = {Iri(str(subject)) for subject in inferred}
        if subjects:
            query = about("stated-elsewhere", "subject", subjects)
            for row in self._answers.select(query).rows:
                link = Link(*row)  # type: ignore[arg-type]
                self._said.setdefault(link, {})[link.depender] = {}

    def _ways(self, link: Link) -> tuple[Link, ...]:
        """The statements that a link may have been read from."""
        verb = self._view.verbs[link.via]
        other = Link(link.dependee, link.via, link.depender)
        if verb.role in (JOINT, UNORDERED):
            return link, other
        return (other,) if verb.inverse else (link,)

    def _edges(self, link: Link) -> Iterable[Edge]:
        bare = Edge(*link, self._view.verbs[link.via].role)
        ways = self._ways(link)
        said = [facts for way in ways for facts in self._said.get(way, {}).values()]
        kinded = [facts for facts in said if _TYPE in facts]
        found: dict[Edge, list[_Facts]] = defaultdict(list)
        for facts in kinded or said:
            kind, strength = (_iri(_one(facts, prop)) for prop in (_TYPE, _STRENGTH))
            found[replace(bare, kind=kind, strength=strength)].append(facts)
        own = [citation for way in ways for citation in self._own[way.depender]]
        return (_told(edge, facts, own) for edge, facts in (found or {bare: []}).items())


def about(query: str, variable: str, things: Collection[Iri]) -> str:
    """An internal query about *things*; about all there are, where they are too many to name."""
    file = queryfiles.internal(query)
    named = things and len(things) <= _MANY
    return file.bind({variable: sorted(things)}) if named else file.bind({}, free=[variable])


def asked(
    answers: Answers, query: str, variable: str, things: Collection[Iri]
) -> Iterator[tuple[Cell, ...]]:
    """The rows of an internal query about *things*, of which there is one; maybe about others too.

    Things too many to name at once are named in turn, as long as that beats asking about all.
    """
    size = _MANY if len(things) <= _BATCHES * _MANY else len(things)
    named = sorted(things) if size < len(things) else list(things)
    for start in range(0, len(named), size):
        yield from answers.select(about(query, variable, named[start : start + size])).rows


def _told(edge: Edge, said: list[_Facts], own: list[Citation]) -> Edge:
    """The edge as all that is said of it has it; it is stated where one of them says so."""
    evidence = {Iri(str(node)) for facts in said for node in facts.get(_EVIDENCE, ())}
    inferred = bool(said) and all(_one(facts, _INFERRED) is True for facts in said)
    cited = [Citation(node, "") for node in sorted(evidence)]
    return replace(edge, inferred=inferred, citations=tuple(cited or ([] if inferred else own)))


def _located(answers: Answers, edges: list[Edge]) -> list[Edge]:
    cited = {c.evidence for edge in edges for c in edge.citations}
    if not cited:
        return edges
    where = {row[0]: row[1] for row in asked(answers, "locators", "evidence", cited)}
    return [replace(edge, citations=_placed(edge.citations, where)) for edge in edges]


def _one(facts: Mapping[Iri, list[Cell]], prop: Iri) -> Cell:
    return next(iter(facts.get(prop, ())), None)


def _iri(cell: Cell) -> Iri | None:
    return Iri(str(cell)) if cell is not None else None


def _placed(citations: Iterable[Citation], where: Mapping[Cell, Cell]) -> tuple[Citation, ...]:
    return tuple(Citation(c.evidence, str(where.get(c.evidence) or "")) for c in citations)
