"""EDTF: the days of a time that a source states, whether it holds on a day, and its wording.

The subset used here, of the Extended Date/Time Format (ISO 8601-2:2019), level 1 and the
"one of a set" of level 2:

    2020-12-11   2018-03   2019            a day, a month, a year
    2024-21 … 2024-24                      spring, summer, autumn, winter
    2021~   2021?   2021%                  about, perhaps, both
    2016/2020   2018-03/   /2030           from … to; an empty end is unknown
    2018/..   ../2030                      an open end: none is set
    [..2019]   [2019..]   [2018..2019]     some day up to, from, or between
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from naravard_kg.words import say

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?[~?%]?")
_DOUBTS = {"~": "about", "?": "perhaps", "%": "perhaps-about"}
_SPRING = 21
_SEASONS = {_SPRING: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


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


def holds(edtf: str, day: date) -> bool | None:
    """Whether the stated time holds on *day*; None where the source does not let us know.

    An end that is left empty is unknown, one that is open (``..``) is not. A season, or a time
    given as about or perhaps, leaves the days inside it unknown where it is an end.

    Raises:
        ValueError: *edtf* is not of the subset above.

    >>> holds("2019/2022", date(2020, 6, 1)), holds("/2030", date(2020, 6, 1))
    (True, None)
    """
    found = period(edtf)
    if (found.first and day < found.first) or (found.last and day > found.last):
        return False
    if "/" not in edtf:
        return True if found.first == found.last else None
    vague = [end for end in edtf.split("/") if end != ".." and _is_vague(end, day)]
    return None if vague else True


def _is_vague(end: str, day: date) -> bool:
    """Whether an end of a period is unknown, or only loosely given and *day* lies in it."""
    if not end:
        return True
    around = _point(end)
    loose = end[-1] in "~?%" or end[5:7] > "12"
    return loose and around.first is not None and around.first <= day <= (around.last or day)


def worded(edtf: str, language: str) -> str:
    """The stated time as a reader says it, no more precise than the source.

    Raises:
        ValueError: *edtf* is not of the subset above.

    >>> worded("2020-23", "en"), worded("2024-23/2025-23~", "sv")
    ('autumn 2020', 'hösten 2024 – omkring hösten 2025')
    """
    period(edtf)
    set_of = edtf.startswith("[")
    start, mark, end = edtf.strip("[]").partition(".." if set_of else "/")
    if not mark:
        return _worded_point(start, language)
    first, last = (_worded_point(p, language) if p not in ("", "..") else "" for p in (start, end))
    return say(_wording(start, end, set_of=set_of), start=first, end=last).in_(language)


def _wording(start: str, end: str, *, set_of: bool) -> str:
    """The key of the sentence that a period is told with."""
    if set_of:
        return "date.within" if start and end else "date.since" if start else "date.by"
    loose = {
        ("end", ""): "date.end-unknown",
        ("end", ".."): "date.end-open",
        ("start", ""): "date.start-unknown",
        ("start", ".."): "date.start-open",
    }
    plain = "date.between" if start.isdecimal() and end.isdecimal() else "date.from-to"
    return loose.get(("end", end)) or loose.get(("start", start)) or plain


def _worded_point(text: str, language: str) -> str:
    sure, doubt = (text[:-1], text[-1]) if text[-1] in _DOUBTS else (text, "")
    year, _, rest = sure.partition("-")
    time = sure
    if len(rest) == 2:  # noqa: PLR2004 -- a month or a season, no day
        key, number = (
            ("seasons", int(rest) - 20) if int(rest) in _SEASONS else ("months", int(rest))
        )
        names = say(f"date.{key}").in_(language).split()
        time = f"{names[number - 1]} {year}"
    return say(f"date.{_DOUBTS[doubt]}", time=time).in_(language) if doubt else time
