"""Waivers: findings that have been looked at and accepted, each with a reason, an owner, an end.

    undantag:
      - regel: Body-bodySphere-missing
        sak: [organ/x-lsg, organ/x-lpo]
        skäl: Källan säger inte om organet är politiskt.
        ansvarig: redaktör
        till: 2027-12-31

The keys may be English too: waivers, rule, thing, reason, owner, until.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from naravard_kg import names, rules
from naravard_kg.places import Place
from naravard_kg.plans import tree
from naravard_kg.plans.draft import Note, Plan
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.terms import Iri

FILE = "waivers.yaml"
_HEAD = re.compile(r"^(?:undantag|waivers)\s*:", re.MULTILINE)
_KEYS = {
    "rule": ("regel", "rule"),
    "thing": ("sak", "thing"),
    "reason": ("skäl", "reason"),
    "owner": ("ansvarig", "owner"),
    "until": ("till", "until"),
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding: the rule, the thing it is found on, and until when it is accepted."""

    rule: str
    thing: Iri
    until: date
    place: Place


def is_waivers(text: str) -> bool:
    """Whether a file holds waivers rather than a plan."""
    return _HEAD.search(text) is not None


def read(text: str, path: Path) -> tuple[tuple[Waiver, ...], tuple[Note, ...]]:
    """The waivers of a file, and a note for each that lacks something.

    Raises:
        UnreadableFileError: broken YAML.
    """
    root = tree.parse(text, str(path))
    listed = root.get("undantag", "waivers") if isinstance(root, Mapping) else None
    found: list[Waiver] = []
    notes: list[Note] = []
    for item in listed.items if isinstance(listed, Sequence) else ():
        lacking = [name for name in _KEYS if not _texts(item, name)]
        until = _day(_texts(item, "until"))
        if lacking or until is None:
            facts = {"value": ", ".join(lacking) or "until"}
            notes.append(Note("waiver-incomplete", item.place, facts))
            continue
        rule = _texts(item, "rule")[0].text
        found += [Waiver(rule, _thing(t.text), until, t.place) for t in _texts(item, "thing")]
    return tuple(found), tuple(notes)


def plan(text: str, path: Path, today: date) -> Plan:
    """A file of waivers as something to check: it describes nothing, but it may be out of date."""
    waivers, notes = read(text, path)
    stale = [note for waiver in waivers for note in _faults(waiver, today)]
    home = Iri(f"{names.GRAPHS}plan/{names.slug(path.stem)}")
    return Plan(str(path), home, (), {}, (*notes, *stale), describes=False)


def _faults(waiver: Waiver, today: date) -> Iterable[Note]:
    if waiver.rule not in rules.rules():
        yield Note("waiver-unknown", waiver.place, {"value": waiver.rule})
    if waiver.until < today:
        yield Note("waiver-expired", waiver.place, {"value": waiver.until.isoformat()})


def _texts(item: Node, name: str) -> list[Scalar]:
    """What stands under a key, as a list; empty where it is missing."""
    node = item.get(*_KEYS[name]) if isinstance(item, Mapping) else None
    if isinstance(node, Mapping):  # a reason in both languages
        return [value for _, value in node if isinstance(value, Scalar)]
    written = node.items if isinstance(node, Sequence) else (node,)
    return [value for value in written if isinstance(value, Scalar) and value.text.strip()]


def _day(written: list[Scalar]) -> date | None:
    try:
        return date.fromisoformat(written[0].text) if written else None
    except ValueError:
        return None


def _thing(text: str) -> Iri:
    return names.expand(text) or Iri(names.THINGS + names.slug(text))
