"""The first round of reading a plan: every thing of the file gets its IRI."""

from __future__ import annotations

from naravard_kg import names
from naravard_kg.nearness import mending
from naravard_kg.plans.draft import Draft, nv
from naravard_kg.plans.form import (
    CLASS,
    DCTERMS,
    FILE_KEYS,
    GRAPH,
    ID,
    PERIOD,
    PREF_LABEL,
    THING,
    is_languages,
    items,
    value_entry,
)
from naravard_kg.plans.tree import Mapping, Node, Scalar
from naravard_kg.reports import Fix
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import fold_key, near_keys

_NUMBER = nv("assignmentNumber")
_NAMES = (
    PREF_LABEL,
    Iri("http://www.w3.org/2000/01/rdf-schema#label"),
    Iri(DCTERMS + "title"),
)
_TELLING = (*_NAMES, nv("status"), nv("asOf"), nv("statedDate"))


def declare_all(draft: Draft, root: Mapping) -> None:
    """Give every thing its IRI, whether it stands at the top or below another."""
    seen: set[str] = set()
    for key, node in root:
        if fold_key(key.text) in GRAPH:
            continue
        class_iri = draft.vocabulary.class_for(key.text)
        if class_iri is None:
            _note_class(draft, key)
            continue
        if key.text in seen:
            draft.leave_out("plan-double-key", key.place, key=key.text)
        seen.add(key.text)
        for item in items(node):
            _declare(draft, item, class_iri, draft.slug, sole=isinstance(node, Mapping))


def _declare(draft: Draft, node: Node, class_iri: Iri, owner: str, *, sole: bool = False) -> None:
    if not isinstance(node, Mapping):
        written = node.text if isinstance(node, Scalar) else "[…]"
        draft.leave_out("plan-not-a-thing", node.place, value=written)
        return
    chosen = node.get(*CLASS)
    if chosen is not None:
        class_iri = _chosen_class(draft, chosen) or class_iri
    iri = _new_iri(draft, node, class_iri, owner, sole=sole)
    draft.declare(iri, class_iri, node.place)
    _index(draft, node, class_iri, iri)
    for key, value in node:
        _declare_inside(draft, key, value, (iri, class_iri))


def _chosen_class(draft: Draft, written: Node) -> Iri | None:
    text = written if isinstance(written, Scalar) else Scalar("…", written.place)
    found = draft.vocabulary.class_for(text.text)
    if found is None:
        _note_class(draft, text)
    return found


def _note_class(draft: Draft, key: Scalar) -> None:
    known = {k for term in draft.vocabulary.classes.values() for k in term.keys}
    near = ", ".join(near_keys(key.text, known)) or "–"
    fix = mending(key.place, key.text, known)
    draft.leave_out("plan-unknown-class", key.place, fix, key=key.text, near=near)


def _declare_inside(draft: Draft, key: Scalar, value: Node, owner: tuple[Iri, Iri]) -> None:
    iri, class_iri = owner
    prop = draft.vocabulary.property_for(key.text, class_iri)
    inner = _inner_class(draft, prop, key)
    if inner is None or fold_key(key.text) in PERIOD | FILE_KEYS:
        return
    for item in items(value):
        if prop is None or (isinstance(item, Mapping) and _is_thing(draft, item)):
            _declare(draft, item, inner, iri.rpartition("/")[2])


def _inner_class(draft: Draft, prop: Iri | None, key: Scalar) -> Iri | None:
    if prop is None:
        nested = draft.vocabulary.class_for(key.text)
        return nested if nested and draft.vocabulary.classes[nested].nests_by else None
    ranges = sorted(draft.vocabulary.properties[prop].ranges)
    return ranges[0] if ranges else THING


def _is_thing(draft: Draft, node: Mapping) -> bool:
    """Whether a mapping below a property describes a thing, rather than qualifies a value."""
    if node.get(*ID) is not None:
        return True
    return value_entry(draft, node) is None and not is_languages(node)


def _new_iri(draft: Draft, node: Mapping, class_iri: Iri, owner: str, *, sole: bool) -> Iri:
    written = node.get(*ID)
    segment = draft.vocabulary.classes.segment(class_iri) or "ting"
    if isinstance(written, Scalar):
        return _written_iri(draft, written, segment)
    if written is not None:
        draft.leave_out("plan-not-a-value", written.place)
    if class_iri == nv("SourceDocument") and draft.document:
        return draft.document
    parts = [owner] if sole else [owner, *_distinguishing(draft, node, class_iri)]
    return draft.fresh(segment, "-".join(part for part in parts if part))


def _written_iri(draft: Draft, written: Scalar, segment: str) -> Iri:
    explicit = names.expand(written.text)
    if explicit is not None:
        return explicit
    slug = names.slug(written.text)
    if slug != written.text:
        fix = Fix(written.place, slug)
        draft.leave_out("plan-bad-id", written.place, fix, value=written.text, near=slug)
    return names.thing(segment, slug)


def _distinguishing(draft: Draft, node: Mapping, class_iri: Iri) -> list[str]:
    told = _told(draft, node, class_iri)
    if told.get(_NUMBER, "").isdecimal():
        return [f"{int(told[_NUMBER]):02}"]
    return [names.slug(told[prop])[:40].strip("-") for prop in _TELLING if prop in told]


def _index(draft: Draft, node: Mapping, class_iri: Iri, iri: Iri) -> None:
    told = _told(draft, node, class_iri)
    if told.get(_NUMBER, "").isdecimal():
        draft.numbers[int(told[_NUMBER])].append(iri)
    for prop in _NAMES:
        if prop in told and iri not in draft.labels[told[prop]]:
            draft.labels[told[prop]].append(iri)


def _told(draft: Draft, node: Mapping, class_iri: Iri) -> dict[Iri, str]:
    """The scalar values of a mapping, by property."""
    found = ((draft.vocabulary.property_for(k.text, class_iri), v) for k, v in node)
    return {prop: v.text for prop, v in found if prop is not None and isinstance(v, Scalar)}
