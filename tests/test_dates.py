"""Stated times: the first and the last day that a source's words allow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.dates import Period, period


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
