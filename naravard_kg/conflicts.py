"""Where sources contradict one another: each side with its passages, and how it was assessed.

Some contradictions are marked by an editor (claims joined by ``nv:contradicts``); the others are
found in the graph, where two documents give different values of what holds one value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from naravard_kg import names, queryfiles
from naravard_kg.evidence import Passage, of_nodes, of_thing, texts_in, verified
from naravard_kg.find import resolve
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Text

OPEN, EXPLAINED, SETTLED = "open", "explained", "settled"
_DECISIVE = {Iri(f"{names.VOCABULARIES}rang/{rank}") for rank in ("foredragen", "avford")}
_Fact = tuple[Iri, Iri, Cell, Iri | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the statements: what it says, where, and its rank where it has been assessed.

    ``document`` is None for a verified fact of the reference data; ``claim`` is None where the
    contradiction was found and nobody has marked it.
    """

    subject: Iri
    property: Iri
    value: Cell
    document: Iri | None
    claim: Iri | None = None
    rank: Iri | None = None
    reasons: tuple[Text, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all hold, or that an editor has found hard to unite."""

    sides: tuple[Side, ...]

    @property
    def subject(self) -> Iri:
        """What the first of them is about."""
        return self.sides[0].subject

    @property
    def is_marked(self) -> bool:
        """Whether an editor has marked it; otherwise it was found."""
        return all(side.claim for side in self.sides if side.document)

    @property
    def state(self) -> str:
        """*settled* where a side is preferred or rejected, *explained* where all may stand."""
        ranks = [side.rank for side in self.sides if side.document]
        if any(rank in _DECISIVE for rank in ranks):
            return SETTLED
        return EXPLAINED if all(ranks) else OPEN


def conflicts(
    graph: Answers, thing: str | None = None, *, sources: str | Path | None = None
) -> tuple[Conflict, ...]:
    """All contradictions of the graph, or those that a thing takes part in.

    Args:
        graph: the graph.
        thing: any name of a thing; only contradictions about it, or stated in it if it is a
            document, are given then.
        sources: a folder with the text copies; each passage is then read and verified.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
        UnreadableFileError: *sources* is no folder.
    """
    texts = texts_in(Path(sources)) if sources else {}
    wanted = resolve(graph, thing) if thing else None
    pairs = graph.select(queryfiles.named("contradictions").sparql).records()
    judged = _judged(graph, pairs)
    of_claim = {side.claim: fact for fact, side in judged.items()}
    groups = _joined(_ends(pair, of_claim) for pair in pairs)
    sides = ([judged.get(fact) or _bare(graph, fact) for fact in group] for group in groups)
    found = (Conflict(tuple(_read(side, texts) for side in group)) for group in sides)
    return tuple(conflict for conflict in found if wanted is None or _touches(conflict, wanted))


def _read(side: Side, texts: dict[str, str]) -> Side:
    """The side with the words of its passages, where the text copies are at hand."""
    return replace(side, passages=tuple(verified(p, texts) for p in side.passages))


def _judged(graph: Answers, pairs: list[dict[str, Cell]]) -> dict[_Fact, Side]:
    """The claims among the pairs, and assessed ones of the same facts, by the fact each states."""
    claims = {pair[end] for pair in pairs for end in ("one", "other")} - {None}
    claims |= _assessed(graph, {Iri(str(pair["subject"])) for pair in pairs if not pair["one"]})
    if not claims:
        return {}
    query = queryfiles.internal("claims").bind({"claim": sorted(claims, key=str)})
    rows: dict[Cell, list[dict[str, Cell]]] = defaultdict(list)
    for row in graph.select(query).records():
        rows[row["claim"]].append(row)
    return {_fact(alike[0]): _side(graph, alike) for alike in rows.values()}


def _assessed(graph: Answers, subjects: set[Iri]) -> set[Cell]:
    """The claims about *subjects* that have been assessed, whether or not anyone marked them."""
    if not subjects:
        return set()
    query = queryfiles.internal("judgements").bind({"thing": sorted(subjects)})
    rows = graph.select(query).records()
    return {row["subject"] for row in rows if row["property"] == RDF + "subject"}


def _fact(row: dict[str, Cell]) -> _Fact:
    document = row["document"]
    stated = Iri(str(document)) if document else None
    return Iri(str(row["subject"])), Iri(str(row["property"])), row["value"], stated


def _side(graph: Answers, rows: list[dict[str, Cell]]) -> Side:
    first, nodes = rows[0], {Iri(str(row["evidence"])) for row in rows if row["evidence"]}
    return Side(
        *_fact(first),
        claim=Iri(str(first["claim"])),
        rank=Iri(str(first["rank"])) if first["rank"] else None,
        reasons=tuple(dict.fromkeys(r["reason"] for r in rows if isinstance(r["reason"], Text))),
        passages=tuple(of_nodes(graph, sorted(nodes))),
    )


def _ends(pair: dict[str, Cell], of_claim: dict[Iri | None, _Fact]) -> tuple[_Fact, _Fact]:
    """The two facts of a pair; a marked one is known by its claim."""
    about = Iri(str(pair["subject"])), Iri(str(pair["property"]))
    facts = []
    for end in ("one", "other"):
        document = pair[f"{end}_document"]
        bare = (*about, pair[f"{end}_value"], Iri(str(document)) if document else None)
        facts.append(of_claim.get(Iri(str(pair[end])), bare) if pair[end] else bare)
    return facts[0], facts[1]


def _joined(pairs: Iterable[tuple[_Fact, _Fact]]) -> list[list[_Fact]]:
    """The facts in groups: what contradicts the same thing stands together."""
    group_of: dict[_Fact, list[_Fact]] = {}
    for one, other in pairs:
        merged = [*group_of.get(one, [one]), *group_of.get(other, [other])]
        group = list(dict.fromkeys(merged))
        group_of.update(dict.fromkeys(group, group))
    groups = {id(group): group for group in group_of.values()}
    return [sorted(group, key=_order) for group in groups.values()]


def _order(fact: _Fact) -> tuple[bool, str, str, str]:
    subject, _, value, document = fact
    return document is None, str(document), str(subject), str(value)


def _bare(graph: Answers, fact: _Fact) -> Side:
    """A side without a claim; its passages are those of the statement, else of the thing."""
    subject, prop, value, document = fact
    if document is None:
        return Side(*fact)
    known = [p for p in of_thing(graph, subject) if p.document == document]
    exact = [p for p in known if p.property == prop and p.value == value]
    return Side(*fact, passages=tuple(exact or [p for p in known if p.property is None]))


def _touches(conflict: Conflict, thing: Iri) -> bool:
    return any(thing in (side.subject, side.document, side.value) for side in conflict.sides)
