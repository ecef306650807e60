"""What each kind of figure shows: its signs, its places, its numbers, its times."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from contrast import contrast, luminance

from naravard_kg import KnowledgeGraph, figures
from naravard_kg.compare import compare, coverage, stances
from naravard_kg.compare.similarity import similarity
from naravard_kg.compare.stances import Comparison, Entry, Row
from naravard_kg.figures import cells, heat, panels, signs, times
from naravard_kg.figures.letters import plain, wrapped
from naravard_kg.figures.sheet import Lettering, Sheet
from naravard_kg.labels import labels
from naravard_kg.terms import Iri
from naravard_kg.timeline import STATUS, VALID, Dated, timeline
from naravard_kg.words import LANGUAGES, say

from .samples import iri, made

COUNTIES = ("plats/lan-12", "plats/lan-14", "plats/lan-18", "plats/lan-23")
DECIDED = times.DECIDED


def _letters(sheet: Sheet) -> str:
    """All that is written, without the places where it is broken."""
    lines = [mark.text for mark in sheet.marks if isinstance(mark, Lettering)]
    return "".join(" ".join(lines).replace("-", "").split())


def _squeezed(text: str) -> str:
    return "".join(plain(text).replace("-", "").split())


def _entry(name: str = "a", match: str = stances.EXACT, **more: object) -> Entry:
    return Entry(iri(f"organ/{name}"), match, (iri("dokument/d"),), **more)  # type: ignore[arg-type]


def _one(*found: Entry, parties: int = 1) -> Comparison:
    return made([[list(found)] * parties], parties, [(iri("begrepp/b"),)], ["namn"])


def test_signs_differ_in_more_than_colour() -> None:
    """One reader in twenty sees the colours otherwise, and many print in grey."""
    looks = [
        (signs.LOOKS[name].shape, luminance(signs.LOOKS[name].ink.fill)) for name in signs.LOOKS
    ]
    related, about = signs.LOOKS[stances.RELATED], signs.LOOKS[stances.ABOUT]
    for (shape, tone), (other, beside) in combinations(looks, 2):
        assert shape != other or abs(tone - beside) > 0.1 or shape == "disc"
    assert related.ink.dashes != about.ink.dashes


def test_bars_differ_by_tone_or_hatching() -> None:
    """In a bar all parts have the same shape."""
    shown = [name for name in signs.LOOKS if name not in (stances.RELATED, stances.KIND)]
    inks = [signs.LOOKS[name].ink for name in shown]
    for one, other in combinations(inks, 2):
        assert one.hatch != other.hatch or abs(luminance(one.fill) - luminance(other.fill)) > 0.05


def test_the_nearer_the_match_the_darker_the_sign() -> None:
    """The order is seen without the legend."""
    order = (stances.EXACT, stances.CLOSE, stances.BROAD, stances.NARROW, stances.ABOUT)
    tones = [luminance(signs.LOOKS[name].ink.fill) for name in order]

    assert tones == sorted(tones)
    assert all(_contrast(look) > 4.5 for look in signs.LOOKS.values() if look.shape != "dash")


def _contrast(look: signs.Look) -> float:
    ground = "#ffffff" if look.shape == "crossed" else look.ink.fill
    return contrast(look.number, ground)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_has_the_signs_used_and_no_others(language: str) -> None:
    """A legend of all signs there are hides the two that matter."""
    told = _letters(cells.sheet(_one(_entry(match=stances.CLOSE)), language))

    assert _squeezed(say("compare.match.close").in_(language)) in told
    for unused in ("compare.match.exact", "compare.state.silent", "figure.framed"):
        assert _squeezed(say(unused).in_(language)) not in told


@pytest.mark.parametrize(
    ("entry", "sign", "number"),
    [
        ([_entry(), _entry("b", stances.BROAD)], stances.EXACT, 2),
        ([_entry(absent=iri("status/s"))], stances.ABSENT, 1),
        ([_entry(), _entry("b", absent=iri("status/s"))], stances.EXACT, 1),
        ([_entry(match=stances.RELATED)], stances.RELATED, 1),
        ([], stances.UNMENTIONED, 0),
    ],
)
def test_a_cell_has_the_nearest_sign_and_the_number_of_things(
    entry: list[Entry], sign: str, number: int
) -> None:
    """What is merely related breaks no silence, and what is absent is not counted as stated."""
    (row,) = _one(*entry).rows

    assert (signs.sign(row.stances[0]), signs.count(row.stances[0])) == (sign, number)


def test_a_cell_that_only_reports_the_frame_or_is_unsure_is_marked() -> None:
    """Repeating an agreement is not answering it, and an unknown day is not a known one."""
    comparison = _one(_entry(frame=iri("avtal/n"), holds=None), parties=2)
    (row,) = comparison.rows

    assert signs.flags(row.stances[0], comparison.parties[0]) == [signs.UNSURE]  # the frame itself
    assert signs.flags(row.stances[1], comparison.parties[1]) == [signs.FRAMED, signs.UNSURE]
    assert _squeezed(say("figure.framed").sv) in _letters(cells.sheet(comparison, "sv"))


def test_rows_can_be_ordered_by_how_many_parties_state_them() -> None:
    """What all share and what one alone has are two ends of one list."""
    cell = [_entry()]
    keys: list[tuple[Iri | None, ...]] = [(iri(f"begrepp/{n}"),) for n in "abc"]
    comparison = made([[cell, []], [[], []], [cell, cell]], 2, [*keys], ["namn"])
    sheet = cells.sheet(comparison, "sv", ordered=True)
    plainly = cells.sheet(comparison, "sv")

    assert [m for m in sheet.marks if m not in plainly.marks]
    assert figures.matrix(comparison, "sv", ordered=True)


def test_what_no_concept_fits_stands_last_when_rows_are_ordered() -> None:
    """It is no row of the scheme."""
    comparison = made([[[_entry()]], [[]]], 1, [(), (iri("begrepp/b"),)], ["namn"])
    told = [m.text for m in cells.sheet(comparison, "sv", ordered=True).marks if hasattr(m, "text")]

    assert told.index("namn") < told.index(say("compare.unmatched").sv)


def test_a_column_tells_the_part_and_the_day(shipped: KnowledgeGraph) -> None:
    """A document about a part of a county says nothing of the rest of it."""
    comparison = compare(shipped, ["plats/lan-14"], as_of=date(2024, 12, 1))
    told = _letters(cells.sheet(comparison, "sv"))

    assert _squeezed("Västra Götalands län (Södra Älvsborg) @2024-12-01") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_body_stands_in_the_structure(shipped: KnowledgeGraph, language: str) -> None:
    """A body that is left out is taken for one that does not exist."""
    comparison = compare(shipped, COUNTIES, by="bodies")
    told = _letters(panels.sheet(comparison, language))
    bodies = {e.thing for row in comparison for s in row.stances for e in s.entries}
    called = labels(shipped, bodies, language)

    assert bodies
    assert [name for name in called.values() if _squeezed(name) not in told] == []


def test_levels_stand_in_their_natural_order(shipped: KnowledgeGraph) -> None:
    """From the largest to the smallest, not by the alphabet."""
    sheet = panels.sheet(compare(shipped, COUNTIES, by="bodies"), "sv")
    told = [mark.text for mark in sheet.marks if isinstance(mark, Lettering)]
    places = [told.index(name) for name in ("storregional", "länsövergripande", "delregional")]

    assert places == sorted(places)
    assert told.count("lokal") == len(COUNTIES)


def test_a_structure_is_one_of_bodies() -> None:
    """Areas have no level."""
    with pytest.raises(ValueError, match="prov"):
        panels.sheet(_one(_entry()), "sv")


def test_coverage_writes_every_number(shipped: KnowledgeGraph) -> None:
    """A bar without its number has to be measured."""
    comparison = compare(shipped, ["national", *COUNTIES])
    told = _letters(figures.FIGURES["coverage"](comparison, "sv"))
    for one in coverage.of(comparison):
        rows = sum(one.states.values())
        stated = say("figure.stated-of", count=one.states[stances.STATED], rows=rows).sv
        assert _squeezed(stated) in told
        if not one.party.national:
            answered = {"answered": one.answered, "required": one.required}
            assert _squeezed(say("figure.answers", **answered).sv) in told


def test_coverage_does_not_speak_of_requirements_without_the_frame(shipped: KnowledgeGraph) -> None:
    """Nothing is required where nobody requires."""
    told = _letters(figures.FIGURES["coverage"](compare(shipped, COUNTIES), "en"))

    assert "required" not in told


def test_a_number_that_has_no_room_stands_below() -> None:
    """A hundred rows and one: the one must be told too."""
    rows: list[list[list[Entry]]] = [[[_entry()]] if n == 0 else [[]] for n in range(150)]
    comparison = made(rows, 1, [(iri(f"begrepp/{n}"),) for n in range(150)], ["namn"])
    sheet = figures.FIGURES["coverage"](comparison, "sv")
    told = [mark.text for mark in sheet.marks if isinstance(mark, Lettering)]

    assert "1" in told and "149" in told


def test_similarity_shows_value_interval_and_what_is_beyond_it(shipped: KnowledgeGraph) -> None:
    """A value without what chance gives says nothing."""
    comparison = compare(shipped, COUNTIES)
    found = similarity(comparison, permutations=19)
    told = _letters(figures.FIGURES["similarity"]((comparison, found), "sv"))
    for pair in found.pairs:
        assert f"{pair.value:.2f}".replace(".", ",") in told
        assert f"{pair.low:.2f}–{pair.high:.2f}".replace(".", ",") in told
    assert _squeezed(say("similarity.jaccard").sv) in told


@pytest.mark.parametrize("value", [step / 50 for step in range(51)])
def test_a_value_is_legible_on_every_tone(value: float) -> None:
    """Grey on grey is no number."""
    assert contrast(heat.letters(value), heat.tone(value)) > 3.9


def _dated(stated: str, via: Iri = VALID) -> Dated:
    return Dated(iri("plan/p"), via, stated, None, None, None, iri("dokument/d"))


def _ordinals(first: str, after: str) -> times.Days:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(after).toordinal()


def test_a_day_is_a_day_and_a_year_is_a_year() -> None:
    """What the source gives as a year must not look like a day."""
    year = times.span(_dated("2020", DECIDED))

    assert times.span(_dated("2020-05-17", DECIDED)).is_day
    assert not year.is_day
    assert year.light == (_ordinals("2020-01-01", "2021-01-01"),)
    assert year.whole is None


def test_a_period_is_whole_and_its_loose_ends_are_light() -> None:
    """Autumn, or about a year, is not its first day."""
    whole = times.span(_dated("2016/2020"))
    loose = times.span(_dated("2024-23/2025-23~"))

    assert whole == times.Span(_ordinals("2016-01-01", "2021-01-01"))
    assert loose.whole == _ordinals("2024-12-01", "2025-09-01")
    assert loose.light == (
        _ordinals("2024-09-01", "2024-12-01"),
        _ordinals("2025-09-01", "2025-12-01"),
    )
    assert loose.doubtful


@pytest.mark.parametrize(
    ("stated", "before", "after"),
    [
        ("2014/", "", times.UNKNOWN),
        ("/2030", times.UNKNOWN, ""),
        ("2022-01-01/..", "", times.OPEN),
        ("../2030", times.OPEN, ""),
        ("[..2019]", times.FADING, ""),
        ("[2019..]", "", times.FADING),
        ("[2018..2019]", "", ""),
    ],
)
def test_an_end_that_is_open_is_not_one_that_is_unknown(
    stated: str, before: str, after: str
) -> None:
    """No end has been set, or none is told: the reader must see which."""
    found = times.span(_dated(stated))

    assert (found.before, found.after) == (before, after)
    assert found.known


def test_a_decision_in_a_period_has_no_day() -> None:
    """A decision is made on one day; a period says that we do not know which."""
    assert times.span(_dated("2021-03-01/2021-03-31", DECIDED)).whole is None


def test_a_time_that_breaks_the_form_leaves_a_row_without_a_mark(shipped: KnowledgeGraph) -> None:
    """A plan of the user's may hold one; its words are still shown."""
    odd = [_dated("någon gång $ibland$"), _dated("0001/9999"), _dated("9999-12-31", DECIDED)]
    sheet = figures.FIGURES["timeline"]((shipped, odd), "sv")

    assert _squeezed("någon gång $ibland$") in _letters(sheet)


def test_a_timeline_shows_what_is_decided_submitted_issued_or_valid(
    shipped: KnowledgeGraph,
) -> None:
    """Statuses are many; they are shown to those who ask for them."""
    found = timeline(shipped)
    kept = [d for d in found if d.via in times.VIAS and d.via != STATUS]
    told = _letters(figures.FIGURES["timeline"]((shipped, found), "sv"))
    called = labels(shipped, [d.thing for d in kept], "sv")

    assert kept
    assert [name for name in called.values() if _squeezed(name) not in told] == []
    assert figures.timeline(shipped, found, "en", statuses=True).get_figheight() > 20


def test_nothing_to_show_is_said() -> None:
    """An empty page looks like a fault."""
    empty = made([], 0, [])
    for name in ("matrix", "structure", "coverage"):
        sheet = figures.FIGURES[name](empty, "sv")
        assert _squeezed(say("figure.empty").sv) in _letters(sheet)


def test_words_are_broken_at_syllables_with_a_hyphen() -> None:
    """Swedish words are long; nothing of them may be lost."""
    lines = wrapped("samverkansutskottsordförande", 20)

    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.removesuffix("-") for line in lines) == "samverkansutskottsordförande"


def test_a_row_of_several_parts_says_what_is_not_said() -> None:
    """A body without a kind is not a body of every kind."""
    key = (iri("niva/a"), None, iri("slag/b"))
    comparison = made([[[_entry()]]], 1, [key], ["namn"])

    assert isinstance(comparison.rows[0], Row)
    assert _squeezed(say("compare.unsaid").sv) in _letters(cells.sheet(comparison, "sv"))
