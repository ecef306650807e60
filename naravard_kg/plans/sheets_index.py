"""The things of all sheets while a plan is read, and how their rows refer to one another."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from naravard_kg import names
from naravard_kg.places import Place
from naravard_kg.plans import tree
from naravard_kg.plans.draft import nv
from naravard_kg.plans.form import DCTERMS, PREF_LABEL
from naravard_kg.plans.tree import Mapping, Node, Scalar
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary, near_keys

_MOST_SUGGESTED = 2000
_NUMBER = nv("assignmentNumber")
_NAMES = (
    PREF_LABEL,
    Iri("http://www.w3.org/2000/01/rdf-schema#label"),
    Iri(DCTERMS + "title"),
)


@dataclass(eq=False)
class Thing:
    """A row: what it holds, and the things that were moved into it."""

    sheet: str
    class_iri: Iri
    place: Place
    id: str = ""
    owner: Thing | None = None
    roles: set[str] = field(default_factory=set)
    inside: dict[str, str] = field(default_factory=dict)
    entries: list[tuple[Scalar, Node | Thing]] = field(default_factory=list)
    owners: list[tuple[Iri, Iri, Scalar]] = field(default_factory=list)
    told: dict[Iri, list[Scalar]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: Scalar, value: Node | Thing, prop: Iri | None = None) -> None:
        """Hold a value under a key; the same key may come again."""
        self.entries.append((key, value))
        if prop is not None and not isinstance(value, Thing | Mapping):
            listed = value.items if isinstance(value, tree.Sequence) else (value,)
            self.told[prop] += [item for item in listed if isinstance(item, Scalar)]

    def values(self, prop: Iri) -> list[Scalar]:
        """The values of a property."""
        return self.told.get(prop, [])

    def sole(self, prop: Iri) -> Scalar | None:
        """The value of a property that has exactly one."""
        found = self.values(prop)
        return found[0] if len(found) == 1 else None

    def drop(self, *props: Iri) -> None:
        """Hold the values of some properties no more."""
        gone = {id(scalar) for prop in props for scalar in self.values(prop)}
        self.entries = [(k, v) for k, v in self.entries if not _all_of(v, gone)]

    def stands_in(self, other: Thing) -> bool:
        """Whether it is *other*, or was moved into it."""
        above: Thing | None = self
        while above is not None and above is not other:
            above = above.owner
        return above is other

    def mapping(self) -> Mapping:
        """What it holds as a mapping; values under one key become a list."""
        held: dict[str, list[tuple[Scalar, Node]]] = {}
        for key, value in self.entries:
            node = value.mapping() if isinstance(value, Thing) else value
            if self.owner and key.text in self.inside:
                key = Scalar(self.inside[key.text], key.place)  # noqa: PLW2901 -- the same key
            held.setdefault(key.text, []).append((key, node))
        entries = ((pairs[0][0], _merged([node for _, node in pairs])) for pairs in held.values())
        return Mapping(tuple(entries), self.place)


class Index:
    """Finds the thing that a cell refers to, in the order in which references are looked up."""

    def __init__(self, things: Iterable[Thing], words: Vocabulary, slug: str) -> None:
        """Note what each thing may be called: by IRI, number, slug and name."""
        self.words = words
        self.wanted: dict[Iri, list[Iri]] = {}
        self.called: list[dict[str, dict[Thing, None]]] = [defaultdict(dict) for _ in range(4)]
        for thing in things:
            for rank, name in self._names(thing, slug):
                self.called[rank][name][thing] = None

    def fitting(self, text: str, class_iri: Iri | None = None) -> list[Thing]:
        """The things, of a class where it is given, that *text* names."""
        wanted = self._below(class_iri) if class_iri else None
        written = text.strip()
        number = str(int(written)) if written.isdecimal() else ""
        asked = (names.expand(written) or "", number, written, written)
        for called, name in zip(self.called, asked, strict=True):
            found = [t for t in called.get(name, ()) if not wanted or t.class_iri in wanted]
            if found:
                return found
        return []

    def near(self, text: str, class_iri: Iri) -> str:
        """What things of a class are called that comes close to *text*."""
        wanted = self._below(class_iri)
        known = {
            name
            for called in self.called
            for name, things in itertools.islice(called.items(), _MOST_SUGGESTED)
            if any(thing.class_iri in wanted for thing in things)
        }
        return ", ".join(near_keys(text, known)) or "–"

    def _below(self, class_iri: Iri) -> list[Iri]:
        if class_iri not in self.wanted:
            self.wanted[class_iri] = self.words.classes.below(class_iri)
        return self.wanted[class_iri]

    def _names(self, thing: Thing, slug: str) -> Iterator[tuple[int, str]]:
        number = thing.sole(_NUMBER)
        counted = int(number.text) if number and number.text.isdecimal() else None
        written = thing.id or ("" if counted is None else f"{slug}-{counted:02}")
        if written:
            segment = self.words.classes.segment(thing.class_iri) or "ting"
            iri = names.expand(written) or names.thing(segment, names.slug(written))
            yield from ((0, iri), (2, iri.rpartition("/")[2]))
        if counted is not None:
            yield 1, str(counted)
        yield from ((3, label.text) for prop in _NAMES for label in thing.values(prop))


def _all_of(value: Node | Thing, gone: set[int]) -> bool:
    items = value.items if isinstance(value, tree.Sequence) else (value,)
    return bool(items) and all(id(item) in gone for item in items)


def _merged(nodes: list[Node]) -> Node:
    flat = [
        i for node in nodes for i in (node.items if isinstance(node, tree.Sequence) else [node])
    ]
    return flat[0] if len(flat) == 1 else tree.Sequence(tuple(flat), nodes[0].place)
