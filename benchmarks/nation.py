"""A made-up nation of any size: 21 counties, their documents and how these compare, as N-Quads.

    python benchmarks/nation.py 1000000 nation.nq
    python benchmarks/nation.py 10000 dirty.nq --dirty

It is written to be loaded beside the ontology, its vocabularies and the reference data, of which
it takes counties, regions, municipalities and shared concepts; it may stand beside the shipped
documents too, for all it names is its own. A document is a named graph and is described as the
real ones are; what it names is compared in the graph of comparisons.

The bytes are the same at every run. A document is the same however many there are: the counties
take turns, first with a plan in brief, then with plans of six to forty assignments, so that a
smaller nation is what a larger one begins with. The last document is whole, and so there are some
statements more than were asked for.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import TextIO

from nation_document import compose
from nation_draft import COMPARED, Draft, mapping_set, slug
from nation_faults import Fault, spoil
from nation_land import County, counties
from nation_lines import Page

SEED = 2026
DIRTY = 5  # documents that get faults where faults are asked for
_BRIEF = 2  # assignments in a county's first plan
_SMALLEST, _LARGEST = 6, 40  # assignments in the plans after it
_FIRST_YEAR, _YEARS = 2016, 10


@dataclass(frozen=True, slots=True)
class Nation:
    """What was written: statements, documents, things by class, and the faults put in."""

    statements: int
    documents: int
    kinds: Mapping[str, int]
    faults: tuple[Fault, ...] = ()


def write(path: Path, statements: int, *, seed: int = SEED, dirty: bool = False) -> Nation:
    """Write a nation of *statements* and a few more; *dirty* spoils its first documents."""
    kinds: Counter[str] = Counter()
    faults: list[Fault] = []
    with path.open("w", encoding="utf-8", newline="\n") as out:
        written = _put(out, mapping_set())
        for documents, draft in enumerate(drafts(seed), 1):
            faults += spoil(draft) if dirty and documents <= DIRTY else ()
            written += _put(out, draft.page) + _put(out, draft.compared)
            kinds.update(draft.tally)
            if written >= statements:
                break
    return Nation(written, documents, dict(sorted(kinds.items())), tuple(faults))


def _put(out: TextIO, page: Page) -> int:
    out.writelines(page.lines)
    return len(page.lines)


def drafts(seed: int = SEED) -> Iterator[Draft]:
    """Document after document, without an end: the counties take turns."""
    land = counties(seed)
    for turn in count():
        for county in land:
            yield _draft(county, turn, seed)


def _draft(county: County, turn: int, seed: int) -> Draft:
    chance = Random(f"{seed}/{county.code}/{turn}")  # noqa: S311 -- data, no secret
    page = Page(f"kalla/{slug(county.code, turn)}")
    draft = Draft(county, turn, _FIRST_YEAR + turn % _YEARS, chance, page, Page(COMPARED))
    compose(draft, chance.randint(_SMALLEST, _LARGEST) if turn else _BRIEF)
    return draft


def main() -> None:
    """Write a nation, and tell what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("statements", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--dirty", action="store_true")
    asked = parser.parse_args()
    nation = write(asked.file, asked.statements, seed=asked.seed, dirty=asked.dirty)
    print(f"{nation.statements:12,} statements in {nation.documents:,} documents")
    for kind, number in nation.kinds.items():
        print(f"{number:12,} {kind}")
    for fault in nation.faults:
        print(f"{fault.rule:>40} {fault.thing}")


if __name__ == "__main__":
    main()
