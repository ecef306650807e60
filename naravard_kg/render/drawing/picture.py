"""A drawing before it is drawn: boxes with what stands in them, and the arrows between.

Every drawing is made from one ``Picture``, so that SVG, DOT and Mermaid show the same. What must
come first stands to the left of what depends on it; an arrow goes from the one to the other.
"""

from __future__ import annotations

from dataclasses import dataclass

# How far a thing has come. The empty phase is that of a thing of which no status is known.
PHASES = ("settled", "under-way", "resting", "open", "lapsed", "unknown", "")
# What an arrow means for the order of its ends. An unordered one has no direction.
ROLES = ("awaits", "delegates", "hinges", "answers", "unordered")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a box: its short name, the words a reader meets, its phase and its status."""

    name: str
    words: str
    phase: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box with one thing in it or several: those that are handled as one, or linked alike."""

    id: str
    entries: tuple[Entry, ...]
    joint: bool = False
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link between two boxes: ``first`` comes before ``then``; ``words`` say how they relate.

    ``variant`` counts the wordings of one role in a picture, so that each has a line of its own.
    """

    first: str
    then: str
    role: str
    words: str
    soft: bool = False
    inferred: bool = False
    variant: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """All boxes and arrows of a drawing, with its title, in one language."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    language: str
