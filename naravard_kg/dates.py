"""EDTF: the first and the last day of a time that a source states.

The subset used here, of the Extended Date/Time Format (ISO 8601-2:2019), level 1 and the
"one of a set" of level 2:

    2020-12-11   2018-03   2019            a day, a month, a year
    2024-21 … 2024-24                      spring, summer, autumn, winter
    2021~   2021?   2021%                  about, perhaps, both
    2016/2020   2018-03/   /2030           from … to; an empty end is unknown
    2018/..   ../2030                      an open end: none is set
    [..2019]   [2019..]                    some day up to, or from, then
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a stated time; None where the end is unknown or open."""

    first: date | None
    last: date | None


def period(edtf: str) -> Period:
    """The days between which the stated time lies; winter ends with the year it is named by.

    Raises:
        ValueError: *edtf* is not of the subset above, or names a day that does not exist.

    >>> period("2016/2020")
    Period(first=datetime.date(2016, 1, 1), last=datetime.date(2020, 12, 31))
    >>> period("[..2019]")
    Period(first=None, last=datetime.date(2019, 12, 31))
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        start, dots, end = edtf[1:-1].partition("..")
    else:
        start, dots, end = edtf.partition("/")
    if not dots:
        return _point(edtf)
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(edtf)
    found = Period(_end(start).first, _end(end).last)
    if found.first and found.last and found.first > found.last:
        raise ValueError(edtf)
    return found


def _end(text: str) -> Period:
    return Period(None, None) if text in ("", "..") else _point(text)


def _point(text: str) -> Period:
    match = _POINT.fullmatch(text)
    if match is None or "00" in match.groups():
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        return Period(date(year, month, day), date(year, month, day))
    first, last = _months(month, text)
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _months(month: int, text: str) -> tuple[int, int]:
    if month in _SEASONS:
        return _SEASONS[month]
    if month > 12:  # noqa: PLR2004 -- a year's months
        raise ValueError(text)
    return (month, month) if month else (1, 12)
