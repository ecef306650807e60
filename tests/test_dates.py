"""Stated times: the first and the last day that a source's words allow."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dates import Period, holds, period, worded

POINTS = st.builds(
    lambda day, precision, doubt: (
        f"{[day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], f'{day.year:04}-23'][precision]}{doubt}"
    ),
    st.dates(),
    st.integers(0, 3),
    st.sampled_from(["", "", "~", "?", "%"]),
)
FORMS = st.sampled_from(["{0}", "{0}/", "/{0}", "{0}/..", "../{0}", "[..{0}]", "[{0}..]"])
TIMES = st.builds(str.format, FORMS, POINTS) | st.builds(
    lambda ends, form: form.format(*sorted(ends)),
    st.tuples(POINTS, POINTS).filter(lambda ends: ends[0][:4] != ends[1][:4]),
    st.sampled_from(["{0}/{1}", "[{0}..{1}]"]),
)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2020-12-11", date(2020, 12, 11), date(2020, 12, 11)),
        ("2018-03", date(2018, 3, 1), date(2018, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2024-21", date(2024, 3, 1), date(2024, 5, 31)),
        ("2024-22", date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-23", date(2024, 9, 1), date(2024, 11, 30)),
        ("2024-24", date(2024, 12, 1), date(2024, 12, 31)),
        ("2021~", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021?", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021%", date(2021, 1, 1), date(2021, 12, 31)),
        ("2016/2020", date(2016, 1, 1), date(2020, 12, 31)),
        ("2018-03/", date(2018, 3, 1), None),
        ("/2030", None, date(2030, 12, 31)),
        ("2018/..", date(2018, 1, 1), None),
        ("../2030", None, date(2030, 12, 31)),
        ("[..2019]", None, date(2019, 12, 31)),
        ("[2019..]", date(2019, 1, 1), None),
        ("[2018..2019-06]", date(2018, 1, 1), date(2019, 6, 30)),
        ("2020-11/2021~", date(2020, 11, 1), date(2021, 12, 31)),
    ],
)
def test_a_stated_time_lies_between_two_days(
    edtf: str, first: date | None, last: date | None
) -> None:
    """What was valid on a day is decided by these two; one day off is a wrong answer."""
    assert period(edtf) == Period(first, last)


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "våren 2021",
        "2020-13",
        "2020-00",
        "2020-12-00",
        "2020-02-30",
        "2020-21-05",
        "2020-25",
        "0000",
        "20",
        "2021~/x",
        "2020/2016",
        "2016/2018/2020",
        "/",
        "../..",
        "[2019]",
        "[..]",
        "[2019/2020]",
        "..2019",
        " 2019",
        "２０１９",
    ],
)
def test_what_is_no_time_is_refused(edtf: str) -> None:
    """A misprint read as some time or other would date a fact that has no date."""
    with pytest.raises(ValueError):  # noqa: PT011 -- the text itself is the message
        period(edtf)


@given(st.dates(), st.dates())
def test_a_range_of_days_is_those_days(one: date, other: date) -> None:
    """Exact days must come back exactly, whatever they are."""
    first, last = sorted((one, other))

    assert period(f"{first.isoformat()}/{last.isoformat()}") == Period(first, last)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_starts_on_its_first_day_and_lies_in_its_year(year: int, month: int) -> None:
    """Months differ in length, and February differs between years."""
    found, whole = period(f"{year:04}-{month:02}"), period(f"{year:04}")

    assert found.first == date(year, month, 1)
    assert found.first and found.last
    assert whole.first and whole.last
    assert whole.first <= found.first < found.last <= whole.last


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    """Plan files hold whatever people write; none of it may end in a crash."""
    try:
        found = period(text)
    except ValueError:
        return
    assert found.first or found.last


# --- whether it holds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "day", "answer"),
    [
        # both ends known: the first day and the last are in it
        ("2019/2022", "2018-12-31", False),
        ("2019/2022", "2019-01-01", True),
        ("2019/2022", "2022-12-31", True),
        ("2019/2022", "2023-01-01", False),
        ("2018-03/2030", "2018-02-28", False),
        ("2018-03/2030", "2018-03-01", True),
        # an unknown end is not an open one
        ("2014/", "2013-12-31", False),
        ("2014/", "2014-01-01", None),
        ("2014/", "2026-01-01", None),
        ("/2030", "2020-06-01", None),
        ("/2030", "2031-01-01", False),
        ("2018/..", "2017-12-31", False),
        ("2018/..", "2018-01-01", True),
        ("2018/..", "2099-01-01", True),
        ("../2030", "1999-01-01", True),
        ("../2030", "2031-01-01", False),
        # an end told by its season: the days of the season are unsure, those between are not
        ("2020-23/2022-22", "2020-08-31", False),
        ("2020-23/2022-22", "2020-09-01", None),
        ("2020-23/2022-22", "2020-11-30", None),
        ("2020-23/2022-22", "2020-12-01", True),
        ("2020-23/2022-22", "2022-05-31", True),
        ("2020-23/2022-22", "2022-06-01", None),
        ("2020-23/2022-22", "2022-08-31", None),
        ("2020-23/2022-22", "2022-09-01", False),
        ("2020-23/..", "2020-10-01", None),
        ("2020-23/..", "2020-12-01", True),
        ("2020-23/", "2020-12-01", None),
        # about, perhaps and both leave the same doubt
        ("2016~/2020", "2016-07-01", None),
        ("2016~/2020", "2017-01-01", True),
        ("2016/2020?", "2020-07-01", None),
        ("2016/2020%", "2019-12-31", True),
        ("2016/2020%", "2020-01-01", None),
        # something that happened on some day of a stretch
        ("2020-12-11", "2020-12-11", True),
        ("2020-12-11", "2020-12-12", False),
        ("2020", "2020-06-01", None),
        ("2020-23", "2020-09-01", None),
        ("[..2019]", "2018-01-01", None),
        ("[..2019]", "2020-01-01", False),
        ("[2019..]", "2018-12-31", False),
        ("[2019..]", "2026-01-01", None),
        ("[2018..2019]", "2018-06-01", None),
    ],
)
def test_what_held_on_a_day_is_yes_no_or_unknown(edtf: str, day: str, answer: bool | None) -> None:
    """A yes that the source does not bear out is as wrong as a no."""
    assert holds(edtf, date.fromisoformat(day)) is answer


@given(st.dates(), st.dates(), st.dates())
def test_exact_days_leave_no_doubt(one: date, other: date, day: date) -> None:
    """Where both ends are days there is nothing that the source has not told."""
    first, last = sorted((one, other))

    assert holds(f"{first}/{last}", day) is (first <= day <= last)


@given(TIMES, st.dates())
def test_a_day_outside_is_a_no_and_no_other_day_is(edtf: str, day: date) -> None:
    """The answer must agree with the two days that the time lies between."""
    found = period(edtf)
    outside = (found.first and day < found.first) or (found.last and day > found.last)

    assert (holds(edtf, day) is False) is bool(outside)


@pytest.mark.parametrize("edtf", ["", "i höstas", "2020-13", "2020/2016", "/"])
def test_what_is_no_time_neither_holds_nor_can_be_told(edtf: str) -> None:
    """To answer "no" for a misprint would hide it."""
    with pytest.raises(ValueError):  # noqa: PT011 -- the text itself is the message
        holds(edtf, date(2020, 1, 1))
    with pytest.raises(ValueError):  # noqa: PT011 -- the text itself is the message
        worded(edtf, "sv")


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "swedish", "english"),
    [
        ("2020-12-11", "2020-12-11", "2020-12-11"),
        ("2018-03", "mars 2018", "March 2018"),
        ("2018-12", "december 2018", "December 2018"),
        ("2019", "2019", "2019"),
        ("2024-21", "våren 2024", "spring 2024"),
        ("2024-22", "sommaren 2024", "summer 2024"),
        ("2020-23", "hösten 2020", "autumn 2020"),
        ("2024-24", "vintern 2024", "winter 2024"),
        ("2021~", "omkring 2021", "about 2021"),
        ("2024-23?", "kanske hösten 2024", "perhaps autumn 2024"),
        ("2020-12-11%", "kanske omkring 2020-12-11", "perhaps about 2020-12-11"),
        ("2016/2020", "2016–2020", "2016–2020"),
        ("2018-03/2030", "mars 2018 – 2030", "March 2018 – 2030"),
        (
            "2024-23/2025-23~",
            "hösten 2024 – omkring hösten 2025",
            "autumn 2024 – about autumn 2025",
        ),
        ("2014/", "från 2014, slut okänt", "from 2014, end unknown"),
        ("/2030", "till 2030, början okänd", "to 2030, start unknown"),
        ("2018/..", "från och med 2018", "from 2018 on"),
        ("../2030", "till och med 2030", "up to 2030"),
        ("[..2019]", "2019 eller tidigare", "2019 or earlier"),
        ("[2020-12-04..]", "2020-12-04 eller senare", "2020-12-04 or later"),
        (
            "[2018..2019-06]",
            "någon gång från 2018 till juni 2019",
            "some time from 2018 to June 2019",
        ),
    ],
)
def test_a_time_is_told_as_precisely_as_the_source_has_it(
    edtf: str, swedish: str, english: str
) -> None:
    """An autumn shown as its first day is a day that nobody has stated."""
    assert (worded(edtf, "sv"), worded(edtf, "en")) == (swedish, english)


@given(TIMES, st.sampled_from(["sv", "en"]))
def test_no_time_is_told_more_precisely_than_it_is_stated(edtf: str, language: str) -> None:
    """No day, and no end of a period, may come in or go missing on the way to the screen."""
    told = worded(edtf, language)
    points = re.findall(r"[0-9]{4}(?:-[0-9]{2}){0,2}", edtf)

    assert re.findall(r"[0-9]{4}", told) == [point[:4] for point in points]
    assert re.findall(r"[0-9-]{10}", told) == [point for point in points if len(point) == 10]
    assert not re.search(r"\b[0-9]{4}-[0-9]{2}\b(?!-)", told)
