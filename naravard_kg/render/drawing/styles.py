"""How phases and roles look in every drawing: sign, tint, colour and line.

The colours are Okabe and Ito's, which survive colour blindness. None carries a meaning alone:
a phase has a sign of its own and a role a line of its own, so that a drawing holds in grey.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from naravard_kg.render.drawing.picture import PHASES, ROLES, Arrow, Entry, Node, Picture
from naravard_kg.words import say

INK, GREY, PAPER, PLAIN = "#1a1a1a", "#555555", "#ffffff", "#f7f7f5"


@dataclass(frozen=True, slots=True)
class Phase:
    """The sign of a phase in plain text, the colour of its mark, and the tint of its box."""

    sign: str
    colour: str
    tint: str


@dataclass(frozen=True, slots=True)
class Role:
    """The colour of a role's line, and its lengths of dash and gap; none is a whole line."""

    colour: str
    dashes: tuple[float, ...] = ()


PHASE = {
    "settled": Phase("✔", "#009e73", "#e3f4ee"),
    "under-way": Phase("◐", "#0072b2", "#e4f0f9"),
    "resting": Phase("‖", "#e69f00", "#fdf1d9"),
    "open": Phase("○", "#ffffff", "#ffffff"),
    "lapsed": Phase("✕", "#8c8c8c", "#ebebeb"),
    "unknown": Phase("?", "#cc79a7", "#f9edf4"),
    "": Phase("", "#ffffff", PLAIN),
}
ROLE = {
    "awaits": Role("#d55e00"),
    "delegates": Role("#0072b2", (1.5, 4)),
    "hinges": Role("#009e73", (9, 4)),
    "answers": Role("#b0528a", (11, 3, 2, 3)),
    "unordered": Role("#777777", (4, 3)),
}


# Lines for a role that a picture words in several ways: the first wording has the role's own.
_VARIANTS = (
    Role("#0072b2", (2, 4)),
    Role("#d55e00"),
    Role("#b0528a", (11, 3, 2, 3)),
    Role("#1a1a1a", (5, 2)),
    Role("#0a7f9c", (14, 4)),
    Role("#7a6a00", (3, 2, 3, 6)),
)


def line_of(arrow: Arrow) -> Role:
    """The colour and dashes of an arrow's line."""
    if not arrow.variant:
        return ROLE[arrow.role]
    return _VARIANTS[(arrow.variant - 1) % len(_VARIANTS)]


def occurring_phases(picture: Picture) -> list[str]:
    """The phases that stand in a picture, in the order of ``PHASES``; not the empty one."""
    found = {entry.phase for node in picture.nodes for entry in node.entries}
    return [phase for phase in PHASES if phase and phase in found]


def occurring_roles(picture: Picture) -> list[tuple[str, str]]:
    """Each role with each of its words, in the order of ``ROLES``."""
    found = {(arrow.role, arrow.words) for arrow in picture.arrows}
    return sorted(found, key=lambda pair: (ROLES.index(pair[0]), pair[1]))


def phase_of(node: Node) -> str:
    """The phase that all things in a box share; else the empty one."""
    phases = {entry.phase for entry in node.entries}
    return phases.pop() if len(phases) == 1 else ""


def ordered(arrows: Iterable[Arrow]) -> bool:
    """Whether any of the arrows has a direction."""
    return any(arrow.role != "unordered" for arrow in arrows)


def caption(entry: Entry) -> str:
    """A thing in one line of plain text: its sign, its words and its status.

    >>> caption(Entry("a", "Avtal", "settled", "klart"))
    '✔ Avtal (klart)'
    """
    status = f"({entry.status})" if entry.status else ""
    return " ".join(filter(None, (PHASE[entry.phase].sign, entry.words, status)))


def reading(arrow: Arrow, language: str) -> str:
    """The words at an arrow in plain text. They are read from the head to the tail, hence ◂.

    >>> reading(Arrow("a", "b", "awaits", "inväntar", inferred=True), "sv")
    '◂ inväntar (härlett)'
    """
    inferred = f"({say('drawing.inferred').in_(language)})" if arrow.inferred else ""
    back = "" if arrow.role == "unordered" else "◂"
    return " ".join(filter(None, (back, arrow.words, inferred)))
