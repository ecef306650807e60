"""Regions, documents, agreements, plans and bodies side by side, with the evidence in every cell.

    compare(graph, ["skane", "orebro"], by="areas")
    compare(graph, by="target-groups", only="missing-in skane")

See ``stances`` for what the answer is made of and ``aspects`` for by what things are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from naravard_kg.compare import frame
from naravard_kg.compare.asking import Asked
from naravard_kg.compare.aspects import Aspect, aspect
from naravard_kg.compare.narrowing import columns_of, kept, parted
from naravard_kg.compare.order import depth
from naravard_kg.compare.parties import parties, who_is
from naravard_kg.compare.stances import Comparison, Party, Row
from naravard_kg.evidence import Passage, of_things
from naravard_kg.find import Heard, resolve
from naravard_kg.origins import origin
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

__all__ = ["Aspect", "Comparison", "Party", "Row", "aspect", "compare"]


def compare(  # noqa: PLR0913 -- what a comparison is made by
    graph: Answers,
    who: str | Sequence[str] = (),
    *,
    by: str = "areas",
    only: str | None = None,
    as_of: date | Sequence[date] | None = None,
    concepts: Iterable[str] = (),
    rows: str | None = None,
    evidence: bool = False,
) -> Comparison:
    """Set parties side by side.

    Args:
        graph: any graph.
        who: regions, counties, parts of counties, documents, plans, agreements, bodies, or
            ``national`` for the national frame; none means every county that has documents.
        by: an aspect (``areas``, ``bodies``, ``status``), a class or a scheme of the ontology.
        only: ``shared``, ``unique``, ``differing`` or ``missing-in WHO``.
        as_of: the day that the parties are seen on; several make a column of each.
        concepts: only these rows, by any name.
        rows: for a class: ``concepts``, ``kinds`` or ``themselves``.
        evidence: whether to fetch the passages behind each thing too.

    Raises:
        UnknownNameError: no such party, aspect, concept or sort of rows; suggests the nearest.
        AmbiguousNameError: a name that several things carry.
    """
    chosen = aspect(graph, by, rows=rows)
    national = frame.frame(graph)
    sort, lacking = parted(only)
    who = [who] if isinstance(who, str) else who
    heard = Heard(graph)
    missing = who_is(graph, lacking, heard) if lacking else None
    sides = parties(heard, who, _several(as_of), national, and_first=missing)
    asked = Asked(graph, chosen, sides, national)
    wanted = [resolve(graph, name) for name in concepts] or asked.gaps(sort, missing)
    every = asked.rows(wanted, whole=sort is None)
    found = kept(every, sort, columns_of(sides, missing) if missing else ())
    told = {row.key for row in found}
    found = tuple(replace(row, depth=depth(row.key, asked.above, told)) for row in found)
    passages = _passages(graph, found) if evidence else {}
    days = [day.isoformat() for day in _several(as_of)]
    options = _options(by=[by], rows=[rows], only=[only], as_of=days, concept=concepts)
    options += ["--evidence"] if evidence else []
    made = origin(["naravard", "compare", *who, *options], graph.source)
    return Comparison(chosen, sides, found, only, made, passages, graph)


def _options(**values: Iterable[str | None]) -> list[str]:
    """Options as they are typed; those without a value are left out."""
    given = ((f"--{name.replace('_', '-')}", v) for name, some in values.items() for v in some if v)
    return [word for option in given for word in option]


def _several(as_of: date | Sequence[date] | None) -> tuple[date, ...]:
    if as_of is None:
        return ()
    return (as_of,) if isinstance(as_of, date) else tuple(dict.fromkeys(as_of))


def _passages(graph: Answers, rows: Sequence[Row]) -> dict[Iri, tuple[Passage, ...]]:
    things = {e.thing for row in rows for stance in row.stances for e in stance.entries}
    found: dict[Iri, tuple[Passage, ...]] = {}
    for passage in of_things(graph, sorted(things)):
        found[passage.about] = (*found.get(passage.about, ()), passage)
    return found
