"""By what things can be compared: the named aspects, and any class or scheme of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from naravard_kg import names, queryfiles
from naravard_kg.errors import UnknownNameError
from naravard_kg.labels import labels
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import CONCEPT, Vocabulary, fold_key, vocabulary
from naravard_kg.words import Words

CONCEPTS, KINDS, THEMSELVES, VALUES = "concepts", "kinds", "themselves", "values"
STATUSES = "statuses"
ROWS = (CONCEPTS, KINDS, THEMSELVES)


@dataclass(frozen=True, slots=True)
class Aspect:
    """By what is compared: a query of queries/aspects/, and what is bound into it.

    ``classes`` are the classes of things that count, with those below them (none means all),
    ``scheme`` is the one whose concepts are the rows, ``facets`` the schemes of a row that is a
    combination, ``telling`` the properties that are told of a thing beside its name.
    """

    name: str
    label: Words
    query: str
    classes: tuple[Iri, ...] = ()
    scheme: Iri | None = None
    facets: tuple[Iri, ...] = ()
    telling: tuple[Iri, ...] = ()


@cache
def named() -> dict[str, Aspect]:
    """The aspects that have a name, in the order of their file."""
    return {name: _read(name, block) for name, block in queryfiles.aspects().items()}


def aspect(graph: Answers, by: str, *, rows: str | None = None) -> Aspect:
    """The aspect that *by* names: an aspect, a class or a scheme of the ontology.

    Args:
        graph: the graph, which carries its ontology.
        by: ``areas``, ``Risk``, ``risker``, ``organniva``.
        rows: what the rows are for a class: shared concepts, kinds, or the things themselves.

    Raises:
        UnknownNameError: nothing can be compared by that name; suggests the nearest.
    """
    found = named().get(by) or _called(by)
    if found is None or rows is not None:
        words = vocabulary(graph)
        found = found or _of_scheme(graph, words, by) or _of_class(graph, words, by)
        if found is None:
            raise UnknownNameError("aspect", by, known=[*named(), *_class_names(words)])
        found = _with_rows(found, words, rows)
    return replace(found, classes=_narrower(graph, found.classes))


def _narrower(graph: Answers, classes: tuple[Iri, ...]) -> tuple[Iri, ...]:
    """The classes with all classes below them."""
    if not classes:
        return ()
    table = graph.select(queryfiles.internal("narrower").bind({"class": classes}))
    return tuple(Iri(str(found)) for found in table.column("narrower"))


def _read(name: str, block: Mapping[str, Any]) -> Aspect:
    scheme = block.get("scheme")
    return Aspect(
        name,
        Words(block["sv"], block["en"]),
        block["query"],
        _expanded(block.get("classes", ())),
        _expanded([scheme])[0] if scheme else None,
        _expanded(block.get("facets", ())),
        _expanded(block.get("telling", ())),
    )


def _expanded(short: Any) -> tuple[Iri, ...]:
    return tuple(iri for name in short if (iri := names.expand(name)) is not None)


def _called(by: str) -> Aspect | None:
    """The aspect whose Swedish or English label is *by*."""
    wanted = names.fold(fold_key(by))
    heads = (
        (a, names.fold(fold_key(w))) for a in named().values() for w in (a.label.sv, a.label.en)
    )
    return next((a for a, label in heads if label == wanted), None)


def _of_scheme(graph: Answers, words: Vocabulary, by: str) -> Aspect | None:
    schemes = {term.scheme for term in words.concepts.values() if term.scheme}
    ours = {iri for iri in schemes if iri.startswith(names.VOCABULARIES)}
    slug = names.fold(by).removeprefix("vocab/")
    found = next((iri for iri in sorted(ours) if by == iri or iri.endswith(f"/{slug}")), None)
    if found is None:
        return None
    mapped = {a.scheme for a in named().values() if a.query == CONCEPTS}
    query = CONCEPTS if found in mapped else VALUES
    return Aspect(names.short(found), _label(graph, found), query, scheme=found)


def _of_class(graph: Answers, words: Vocabulary, by: str) -> Aspect | None:
    found = names.expand(by) if names.expand(by) in words.classes else words.class_for(by)
    if found is None:
        return None
    same = next((a for a in named().values() if a.classes == (found,)), None)
    if same is not None:
        return same
    kinds = _kinds(words, found)
    label = _label(graph, found)
    query = KINDS if kinds else THEMSELVES
    return Aspect(names.short(found), label, query, (found,), kinds)


def _kinds(words: Vocabulary, class_iri: Iri) -> Iri | None:
    line = words.classes.upwards(class_iri)
    return next(
        (words.classes[c].kinds for c in line if c in words.classes and words.classes[c].kinds),
        None,
    )


def _with_rows(found: Aspect, words: Vocabulary, rows: str | None) -> Aspect:
    """The aspect with rows of another sort."""
    if rows is None or rows == found.query:
        return found
    themes = named()["themes"].scheme
    kinds = next((k for c in found.classes if (k := _kinds(words, c))), None)
    scheme = {CONCEPTS: themes, KINDS: kinds}.get(rows)
    if rows not in ROWS or not found.classes or (rows == KINDS and scheme is None):
        raise UnknownNameError("rows", rows, known=ROWS)
    name = f"{found.name}/{rows}"
    return Aspect(name, found.label, rows, found.classes, scheme, (), found.telling)


def _class_names(words: Vocabulary) -> list[str]:
    ours = (iri for iri in words.classes if iri.startswith(names.ONTOLOGY))
    return [iri.removeprefix(names.ONTOLOGY) for iri in ours if iri != CONCEPT]


def _label(graph: Answers, iri: Iri) -> Words:
    return Words(*(labels(graph, [iri], language)[iri] for language in ("sv", "en")))
