"""Literals by their values: whether a form is allowed, and which of two comes first.

Source:
    XML Schema Definition Language (XSD) 1.1 Part 2: Datatypes, W3C 2012,
    https://www.w3.org/TR/xmlschema11-2/; SPARQL 1.1 Query Language, section 17.3.
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from naravard_kg.shacl.terms import XSD, Literal

_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
_LENGTH = r"(?:[0-9]+Y)?(?:[0-9]+M)?"
_SPAN = r"(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_FLOAT = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_INTEGER = r"[+-]?[0-9]+"

_FORMS = {
    "boolean": r"true|false|0|1",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE}",
    "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_CLOCK}{_ZONE.removesuffix('?')}",
    "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": rf"{_CLOCK}{_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": rf"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=[0-9T]){_LENGTH}{_SPAN}",
    "yearMonthDuration": rf"-?P(?=[0-9]){_LENGTH}",
    "dayTimeDuration": rf"-?P(?=[0-9T]){_SPAN}",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": r"(?:[A-Za-z0-9+/]\s*)*(?:=\s*){0,2}",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?! )(?:(?!  )[^\t\n\r])*(?<! )|",
}
_ENDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_COMPILED = {kind: re.compile(form) for kind, form in _FORMS.items()}
_COMPILED |= dict.fromkeys(_ENDS, re.compile(_INTEGER))
_MOMENTS = ("dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gDay")
_EARLY = (("year", 1972), ("month", 1), ("day", 1))
_WIDEST_ZONE = 14 * 3600

Value = tuple[str, Any, object]


def is_well_formed(literal: Literal) -> bool:
    """Whether a literal has a form that its datatype allows; unknown datatypes allow all.

    >>> from pyoxigraph import NamedNode
    >>> [is_well_formed(Literal(form, datatype=NamedNode(XSD + "date")))
    ...  for form in ("2020-02-29", "2021-02-29")]
    [True, False]
    """
    kind = literal.datatype.value.removeprefix(XSD)
    form = _COMPILED.get(kind)
    if form is None:
        return True
    match = form.fullmatch(literal.value)
    if match is None:
        return False
    if kind in _ENDS:
        low, high = _ENDS[kind]
        number = int(literal.value)
        return (low is None or number >= low) and (high is None or number <= high)
    return _is_day(match.groupdict())


def compare(one: Literal, other: Literal) -> int | None:
    """-1, 0 or 1 as *one* comes before, with or after *other*; None where none can tell.

    Values of different kinds, ill-formed ones, and moments of which just one has a time zone and
    which lie within fourteen hours of one another, cannot be compared.
    """
    left, right = _value(one), _value(other)
    if left is None or right is None or left[0] != right[0]:
        return None
    return _ORDERS.get(left[0], _plainly)(left, right)


def _value(literal: Literal) -> Value | None:
    kind = literal.datatype.value.removeprefix(XSD)
    if literal.language or not is_well_formed(literal):
        return None
    if kind == "string":
        return "string", literal.value, None
    if kind == "boolean":
        return "boolean", literal.value in ("true", "1"), None
    if kind in _ENDS or kind == "decimal":
        return "number", Decimal(literal.value), None
    if kind in ("float", "double"):
        return "number", float(literal.value.replace("INF", "inf")), None
    return _moment(kind, literal.value) if kind in _MOMENTS else None


def _moment(kind: str, form: str) -> Value | None:
    match = _COMPILED[kind].fullmatch(form)
    if match is None:
        return None
    part = match.groupdict()
    days = _days(*(int(part.get(name) or early) for name, early in _EARLY))
    clock = 3600 * int(part.get("hour") or 0) + 60 * int(part.get("minute") or 0)
    seconds = Decimal(86400 * days + clock) + Decimal(part.get("second") or 0)
    kind = "dateTime" if kind == "dateTimeStamp" else kind
    zone = _zone(part["zone"])
    return kind, seconds - (zone or 0), zone is not None


def _days(year: int, month: int, day: int) -> int:
    """Days since an early one, in the proleptic Gregorian calendar, for any year."""
    shifted = year - (month <= 2)  # noqa: PLR2004 -- March begins the year that leap days end
    months = (month + 9) % 12
    leap = shifted // 4 - shifted // 100 + shifted // 400
    return 365 * shifted + leap + (153 * months + 2) // 5 + day


def _zone(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    seconds = 3600 * int(text[1:3]) + 60 * int(text[4:6])
    return -seconds if text[0] == "-" else seconds


def _is_day(part: dict[str, str | None]) -> bool:
    month, day = part.get("month"), part.get("day")
    if part.get("hour") == "24" and float(part["minute"] or 0) + float(part["second"] or 0):
        return False
    if not month or not day:
        return True
    year = int(part.get("year") or 2000)
    return int(day) <= monthrange(year % 400 + 400, int(month))[1]


def _plainly(left: Value, right: Value) -> int | None:
    one, other = left[1], right[1]
    if any(isinstance(value, float) and math.isnan(value) for value in (one, other)):
        return None
    return int(one > other) - int(one < other)


def _in_time(left: Value, right: Value) -> int | None:
    gap = left[1] - right[1]
    if left[2] != right[2] and abs(gap) <= _WIDEST_ZONE:
        return None
    return int(gap > 0) - int(gap < 0)


_ORDERS: dict[str, Callable[[Value, Value], int | None]] = dict.fromkeys(_MOMENTS, _in_time)
