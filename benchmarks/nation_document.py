"""The frame of a made-up document: its text copy, who takes part, what has been agreed.

Some things are described by every document of a county, as its council is; most by one.
"""

from __future__ import annotations

from hashlib import sha256

from nation_content import fill
from nation_draft import Draft, cite, describe, of_kind, slug, state, status
from nation_lines import (
    CLASSIFICATION,
    DCTERMS,
    LABEL,
    PART_OF,
    SKOS,
    SPATIAL,
    TITLE,
    WITHIN,
    A,
    Fact,
    both,
    concept,
    day,
    nv,
    thing,
)

_PROV = "http://www.w3.org/ns/prov#"
_SPDX = "http://spdx.org/rdf/terms#"
_SUB_REGIONS = (
    ("norra", "Norra delen av {}", "The north of {}"),
    ("sodra", "Södra delen av {}", "The south of {}"),
)


def compose(draft: Draft, size: int) -> None:
    """Write all of a document that has *size* assignments."""
    _copy(draft)
    _document(draft)
    municipalities = _municipalities(draft, 1 + size // 10)
    _bodies(draft)
    for number, municipality in enumerate(municipalities, 1):
        _group(draft, number, municipality)
    _instruments(draft)
    fill(draft, size)


def _copy(draft: Draft) -> None:
    """The graph, the text copy, and the scheme of the document's concepts."""
    page, text = draft.page, f"text/{draft.slug}"
    page.say(page.iri, (A, f"<{_PROV}Bundle>"), (f"<{_PROV}hadPrimarySource>", draft.document))
    page.say(
        thing(text),
        (A, nv("SourceText")),
        of_kind("textkvalitet", "digital"),
        (f"<{_SPDX}checksum>", thing(f"{text}#sha256")),
    )
    page.say(
        thing(f"{text}#sha256"),
        (A, f"<{_SPDX}Checksum>"),
        (f"<{_SPDX}algorithm>", f"<{_SPDX}checksumAlgorithm_sha256>"),
        (f"<{_SPDX}checksumValue>", f'"{sha256(text.encode()).hexdigest()}"'),
    )
    title = both(TITLE, f"Begrepp: {draft.slug}", f"Concepts: {draft.slug}")
    page.say(draft.scheme, (A, f"<{SKOS}ConceptScheme>"), *title)


def _document(draft: Draft) -> None:
    describe(
        draft,
        f"dokument/{draft.slug}",
        "SourceDocument",
        *_own(draft, TITLE, "Handlingsplan för god och nära vård", "Plan for good and local care"),
        of_kind("doktyp", "handlingsplan"),
        (SPATIAL, _sub_region(draft) if draft.turn % 5 == 4 else _county(draft)),  # noqa: PLR2004
        (f"<{DCTERMS}issued>", day(draft.date())),
        ("<http://xmlns.com/foaf/0.1/primaryTopic>", thing(f"plan/{draft.slug}")),
        ("<http://www.w3.org/ns/dcat#distribution>", thing(f"text/{draft.slug}")),
    )


def _county(draft: Draft) -> str:
    return thing(f"plats/lan-{draft.county.code}")


def _sub_region(draft: Draft) -> str:
    name, swedish, english = _SUB_REGIONS[draft.turn % 2]
    county = draft.county
    labels = both(LABEL, swedish.format(county.swedish), english.format(county.english))
    place = f"plats/nation-{county.code}-{name}"
    return describe(draft, place, "SubRegion", *labels, (PART_OF, _county(draft)))


def _own(draft: Draft, about: str, swedish: str, english: str) -> tuple[Fact, Fact]:
    """A name that no other document of the county gives."""
    county, place = draft.county, f"{draft.year}:{draft.turn}"
    return both(
        about, f"{swedish}, {county.swedish} {place}", f"{english}, {county.english} {place}"
    )


def _shared(draft: Draft, swedish: str, english: str) -> tuple[Fact, Fact]:
    """The name of what several documents of the county describe."""
    county = draft.county
    return both(LABEL, f"{swedish}, {county.swedish}", f"{english}, {county.english}")


# --- who takes part ------------------------------------------------------------------------------


def _municipalities(draft: Draft, number: int) -> list[str]:
    """Some municipalities of the county, in turn; gives their codes."""
    state(draft, f"aktor/region-{draft.county.code}", "Region")
    if draft.one_in(4):
        _neighbour(draft)
    codes = draft.county.municipalities
    first = draft.turn * 3
    chosen = dict.fromkeys(codes[place % len(codes)] for place in range(first, first + number))
    for code in chosen:
        state(draft, f"aktor/kommun-{code}", "Municipality")
    return list(chosen)


def _neighbour(draft: Draft) -> None:
    """Another region, which this one works with."""
    draft.page.say(
        thing(f"aktor/region-{draft.county.neighbour}"),
        (A, nv("Region")),
        (nv("hasEvidence"), cite(draft)),
        (nv("inCooperationWith"), draft.principals[0]),
    )


def _bodies(draft: Draft) -> None:
    """The county's council, and what prepares its matters or carries them out."""
    county, code = f"nation-{draft.county.code}", draft.county.code
    here = (SPATIAL, _county(draft)), *((nv("hasPrincipal"), one) for one in draft.principals)
    names = _shared(draft, "Vårdsamverkan", "Care collaboration")
    within = describe(draft, f"struktur/{county}", "CollaborationStructure", *names, *here)
    council = describe(
        draft,
        f"organ/{county}-samverkansrad",
        "CollaborationBody",
        *_shared(draft, "Samverkansrådet för vård och omsorg", "The care council"),
        *_body("lan", "politisk", "samverkansorgan"),
        *here,
        (WITHIN, within),
    )
    if draft.turn % 2:
        describe(
            draft,
            f"organ/{county}-beredning",
            "CollaborationBody",
            *_shared(draft, "Tjänstemannaberedningen", "The group of officials"),
            *_body("lan", "tjansteperson", "beredning"),
            *here,
            (WITHIN, within),
            (nv("prepares"), council),
        )
        return
    describe(
        draft,
        f"organ/{county}-hsn",
        "Committee",
        *_shared(draft, "Hälso- och sjukvårdsnämnden", "The health care committee"),
        *_body("lan", "politisk", "namnd"),
        here[0],
        (WITHIN, thing(f"aktor/region-{code}")),
    )


def _body(level: str, sphere: str, kind: str) -> tuple[Fact, ...]:
    return (
        (nv("bodyLevel"), concept(f"organniva/{level}")),
        (nv("bodySphere"), concept(f"sfar/{sphere}")),
        (CLASSIFICATION, concept(f"organtyp/{kind}")),
    )


def _group(draft: Draft, number: int, municipality: str) -> None:
    """A working group: of a municipality, or of a part of the county."""
    local = thing(f"plats/kommun-{municipality}")
    level, place = draft.chance.choice((("lokal", local), ("delregional", _county(draft))))
    sphere = draft.chance.choice(("tjansteperson", "profession", "blandad"))
    describe(
        draft,
        f"organ/{draft.slug}-{number}",
        "Body",
        *_own(draft, LABEL, f"Arbetsgrupp {number}", f"Working group {number}"),
        *_body(level, sphere, "arbetsgrupp"),
        (SPATIAL, place),
        (WITHIN, thing(f"struktur/nation-{draft.county.code}")),
    )


# --- what has been agreed ------------------------------------------------------------------------


def _instruments(draft: Draft) -> None:
    """The plan, which replaces the one before, and the agreement that it is part of."""
    region, municipalities = draft.principals
    local = draft.one_in(3)
    start = (nv("validFrom"), day(f"{draft.year}-01-01"))
    agreement = describe(
        draft,
        f"avtal/{draft.slug}",
        "Agreement",
        *_own(draft, LABEL, "Överenskommelse om nära vård", "Agreement on local care"),
        of_kind("instrumenttyp", "lokal-ok" if local else "hs-avtal"),
        (nv("hasParty"), region),
        (nv("hasParty"), draft.some("Municipality") if local else municipalities),
        start,
        status(draft, "avtal", "gallande"),
    )
    before = thing(f"plan/{slug(draft.county.code, draft.turn - 1)}")
    describe(
        draft,
        f"plan/{draft.slug}",
        "Plan",
        *_own(draft, LABEL, "Handlingsplan för nära vård", "Action plan for local care"),
        of_kind("instrumenttyp", "handlingsplan"),
        (SPATIAL, _county(draft)),
        start,
        (nv("validTo"), day(f"{draft.year + 3}-12-31")),
        (nv("responsibleBody"), draft.names["CollaborationBody"][0]),
        (PART_OF, agreement),
        status(draft, "plan", "gallande"),
        *([(f"<{DCTERMS}replaces>", before)] if draft.turn % 10 else []),
    )
