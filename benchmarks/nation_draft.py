"""A document in the making: what is said in it, with the passage each statement rests on.

Whatever is described gets a class, a passage of the text copy, and now and then a claim, as in the
graphs of real documents; whatever is compared gets its match and the record of who matched it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

from nation_land import County, Topic  # noqa: TC002 -- no third party: it stands beside
from nation_lines import (
    DCTERMS,
    PART_OF,
    SKOS,
    SSSOM,
    TRUE,
    TYPE,
    A,
    Fact,
    Page,
    concept,
    day,
    nv,
    thing,
    whole,
)

from naravard_kg.names import BASE, THINGS
from naravard_kg.terms import RDF

COMPARED = "jamforelse"
MAPPINGS = f"<{BASE}mappings/nation>"
_OA = "http://www.w3.org/ns/oa#"
_SELECTOR = "http://www.w3.org/ns/oa#TextPositionSelector"
_MATCHED_ON = day("2026-11-22")
_CURATION = "<https://w3id.org/semapv/vocab/ManualMappingCuration>"
_SECOND_PASSAGE = 7  # one in so many things
_CLAIMED, _BRIEFLY = 0.45, 0.15  # of the facts that lead from thing to thing
_INFERRED = 0.4  # of the claims
_LINK = f"<{THINGS}"


@dataclass(slots=True)
class Draft:
    """A document of a county: its place in the county's row, its pages, how far the text has come.

    ``topics`` are what its areas and groups are matched to; ``names`` its things by class.
    """

    county: County
    turn: int
    year: int
    chance: Random
    page: Page
    compared: Page
    tally: Counter[str] = field(default_factory=Counter)
    names: dict[str, list[str]] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    reached: int = 0
    passages: int = 0

    @property
    def slug(self) -> str:
        """The name that its own things begin with."""
        return slug(self.county.code, self.turn)

    @property
    def document(self) -> str:
        """The document itself."""
        return thing(f"dokument/{self.slug}")

    @property
    def scheme(self) -> str:
        """The scheme of its concepts."""
        return thing(f"begreppsschema/{self.slug}")

    @property
    def principals(self) -> tuple[str, str]:
        """The region, and the municipalities of the county together."""
        return thing(f"aktor/region-{self.county.code}"), thing(
            f"aktor/kommuner-{self.county.code}"
        )

    def some(self, *kinds: str) -> str:
        """Any thing of some classes that has been described."""
        return self.chance.choice([name for kind in kinds for name in self.names.get(kind, ())])

    def one_in(self, number: int) -> bool:
        """Whether it is that one time in so many."""
        return self.chance.randrange(number) == 0

    def has_one_in(self, number: int, kind: str) -> bool:
        """The same, where it has a thing of a class at all."""
        return kind in self.names and self.one_in(number)

    def date(self, years: int = 0) -> str:
        """Any day of its year, or of one before or after."""
        month, day_of = self.chance.randint(1, 12), self.chance.randint(1, 28)
        return f"{self.year + years}-{month:02}-{day_of:02}"


def slug(code: str, turn: int) -> str:
    """The name of a county's document in the row of its documents."""
    return f"nation-{code}-{turn:04}"


def describe(draft: Draft, name: str, kind: str, *facts: Fact) -> str:
    """Describe a thing by its short name, and let it be claimed who says so; gives the thing."""
    this, passage = state(draft, name, kind, *facts)
    share = _CLAIMED if draft.turn else _BRIEFLY
    for about, value in facts:
        if value.startswith(_LINK) and draft.chance.random() < share:
            claim(draft, (this, about, value), passage)
    return this


def state(draft: Draft, name: str, kind: str, *facts: Fact) -> tuple[str, str]:
    """Describe a thing without claims; gives the thing and its passage."""
    this, passage = thing(name), cite(draft)
    draft.page.say(this, (A, nv(kind)), (nv("hasEvidence"), passage), *facts)
    if draft.one_in(_SECOND_PASSAGE):
        draft.page.say(this, (nv("hasEvidence"), cite(draft)))
    draft.tally[kind] += 1
    draft.names.setdefault(kind, []).append(this)
    return this, passage


def claim(draft: Draft, said: tuple[str, str, str], passage: str) -> None:
    """Claim that the document says so: subject, property and value."""
    draft.tally["Claim"] += 1
    this = thing(f"pastaende/{draft.slug}-{draft.tally['Claim']}")
    inferred = [(nv("isInferred"), TRUE)] if draft.chance.random() < _INFERRED else []
    draft.page.say(
        this,
        (A, nv("Claim")),
        *zip(_PARTS, said, strict=True),
        (nv("statedIn"), draft.document),
        (nv("hasEvidence"), passage),
        *inferred,
    )


_PARTS = (f"<{RDF}subject>", f"<{RDF}predicate>", f"<{RDF}object>")


def cite(draft: Draft) -> str:
    """The next passage of the text copy, as evidence."""
    start = draft.reached + draft.chance.randint(5, 300)
    end = draft.reached = start + draft.chance.randint(15, 250)
    draft.passages += 1
    return passage(draft, start, end)


def passage(draft: Draft, start: int, end: int) -> str:
    """A passage from one character to another."""
    name = f"belagg/{draft.slug}_{start}-{end}"
    this, selector = thing(name), thing(f"{name}#pos")
    draft.page.say(
        this,
        (A, nv("Evidence")),
        (f"<{_OA}hasSelector>", selector),
        (f"<{_OA}hasSource>", thing(f"text/{draft.slug}")),
        (nv("locator"), f'"avsnitt {draft.passages // 20 + 1} ({draft.passages})"'),
        (nv("passageDigest"), f'"{sha256(name.encode()).hexdigest()}"'),
    )
    draft.page.say(
        selector,
        (A, f"<{_SELECTOR}>"),
        (f"<{_OA}start>", whole(start)),
        (f"<{_OA}end>", whole(end)),
    )
    return this


def compare(draft: Draft, of: tuple[str, str], via: str, topic: Topic | None) -> str:
    """Match a thing and its label to a shared concept, or to none; gives the record."""
    this, label = of
    target = concept(topic.name) if topic else f"<{SSSOM}NoTermFound>"
    if topic:
        draft.compared.say(this, (via, target))
    record = thing(f"mappning/{_dashed(this)}--{_dashed(target)}")
    draft.tally["Mapping"] += 1
    draft.compared.say(
        record,
        (A, f"<{SSSOM}Mapping>"),
        (PART_OF, MAPPINGS),
        (f"<{SSSOM}author_label>", '"curator"'),
        (f"<{SSSOM}mapping_date>", _MATCHED_ON),
        (f"<{SSSOM}mapping_justification>", _CURATION),
        (f"<{SSSOM}subject_id>", this),
        (f"<{SSSOM}subject_label>", f'"{label}"@sv'),
        (f"<{SSSOM}predicate_id>", via),
        (f"<{SSSOM}object_id>", target),
        *([(f"<{SSSOM}object_label>", f'"{topic.swedish}"@sv')] if topic else []),
    )
    return record


def _dashed(iri: str) -> str:
    """What an IRI ends in, as part of a name."""
    return "-".join(iri[1:-1].split("/")[-2:]).lower()


def match(kind: str) -> str:
    """A property that matches concepts: exactly, closely, broadly and so on."""
    return f"<{SKOS}{kind}Match>"


def status(draft: Draft, of: str, told: str, years: int = 0) -> Fact:
    """A status record, as what is said of the thing that has it."""
    name = f"statusnotering/{draft.slug}-{of}-{told}"
    facts = (nv("status"), concept(f"status/{told}")), (nv("asOf"), day(draft.date(years)))
    return nv("hasStatusRecord"), state(draft, name, "StatusRecord", *facts)[0]


def of_kind(scheme: str, name: str) -> Fact:
    """A ``dcterms:type`` from a vocabulary."""
    return TYPE, concept(f"{scheme}/{name}")


def mapping_set() -> Page:
    """The graph of comparisons, and the set that all mappings belong to."""
    page = Page(COMPARED)
    page.say(page.iri, (A, "<http://www.w3.org/ns/prov#Bundle>"))
    page.say(
        MAPPINGS,
        (A, f"<{SSSOM}MappingSet>"),
        (f"<{DCTERMS}title>", '"A made-up nation compared"@en'),
        (f"<{DCTERMS}license>", "<https://creativecommons.org/licenses/by/4.0/>"),
    )
    return page
