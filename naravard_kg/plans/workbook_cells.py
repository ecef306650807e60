"""A value of a workbook and its number format → the text that is shown in the cell.

A format may add what a reader sees (``0114`` for 114, ``50%`` for 0.5), and never takes a digit
away: 75.5 % in a format without decimals stays ``75.5%``. What formats add besides (a currency,
a space between thousands) is no part of the value.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_MOST = Decimal(10) ** 15
_PLAIN = ("General", "@", "")
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([0#?,.%]+)|(.)')
_DECIMALS = re.compile(r"[#0?,]*0(?:\.(0+))?(%?)")


def shown(value: object, form: str) -> str:
    """The text of a cell, by its value and its number format.

    >>> shown(114, "0000"), shown(0.755, "0%"), shown(2.0, "General")
    ('0114', '75.5%', '2')
    >>> shown(date(2026, 9, 1), "mmm-yy")
    '2026-09'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), form)
    if isinstance(value, date | time):
        return _moment(value, form)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value).replace("_x000D_", "\r").strip()


def _moment(value: date | time, form: str) -> str:
    """A day, a month or a year as ISO 8601 has them; the time only where there is one."""
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    told = {text.lower() for text in re.findall(r"[ymd]", _bare(form), re.IGNORECASE)}
    length = 10 if "d" in told or not told else 7 if "m" in told else 4
    return value.strftime("%Y-%m-%d").zfill(10)[:length]


def _bare(form: str) -> str:
    """A format without its literal text, colours and conditions."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", form.partition(";")[0])


def _number(value: Decimal, form: str) -> str:
    pieces = [match.groups() for match in _TOKEN.finditer(form.partition(";")[0])]
    codes = "".join(code or "" for _, _, code, _ in pieces)
    scientific = "E" in {other for _, _, _, other in pieces}
    if form in _PLAIN or not 0 <= value < _MOST or scientific:
        return _exact(value)
    if re.fullmatch("00+", codes) and value == value.to_integral_value():
        return _with_zeros(int(value), pieces)
    decimals = _DECIMALS.fullmatch(codes)
    return _with_decimals(value, *decimals.groups("")) if decimals else _exact(value)


def _exact(value: Decimal) -> str:
    """All digits that count, fifteen as spreadsheet programs keep them, and no exponent."""
    whole = value == value.to_integral_value()
    counted = value.to_integral_value() if whole else Decimal(format(value, ".15g")).normalize()
    return format(counted, "f")


def _with_zeros(value: int, pieces: list[tuple[str | None, ...]]) -> str:
    """The digits laid into the places of a format such as ``0000":"0000``."""
    room = sum(len(code or "") for _, _, code, _ in pieces)
    digits = str(value).zfill(room)
    extra, found = len(digits) - room, ""
    for quoted, escaped, code, other in pieces:
        take = len(code or "") + (extra if code else 0)
        extra = 0 if code else extra
        found += (quoted or escaped or other or "") if code is None else digits[:take]
        digits = digits[take:] if code else digits
    return found.strip()


def _with_decimals(value: Decimal, decimals: str, percent: str) -> str:
    exact = Decimal(_exact(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    return (format(rounded, "f") if rounded == exact else _exact(exact)) + percent
