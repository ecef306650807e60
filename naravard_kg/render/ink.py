"""Colours for a terminal, and whether to use any."""

from __future__ import annotations

from collections.abc import Mapping

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;34", "rule": "1"}


def painted(text: str, style: str, *, colour: bool) -> str:
    r"""The text in the style of a severity or of a rule's ID; as it is without colour.

    >>> painted("x", "error", colour=True), painted("x", "error", colour=False)
    ('\x1b[1;31mx\x1b[0m', 'x')
    """
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour and text else text


def wanted(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether a reader wants colours: NO_COLOR and FORCE_COLOR decide, else the *terminal* does.

    >>> wanted({}, terminal=True), wanted({"NO_COLOR": "1"}, terminal=True)
    (True, False)
    """
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR"):
        return forced != "0"
    return terminal and environment.get("TERM") != "dumb"
