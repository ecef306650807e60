"""A YAML plan → statements. Keys are read through the ontology; see ``vocabulary``.

Two rounds: first every thing of the file gets its IRI, so that any may refer to any; then
every value becomes a statement or a note.

A *qualified value* is a mapping that holds a value and what is known of the fact itself:
``{värde: X, belägg: …}`` or, by the class of what it refers to, ``{uppdrag: 2, styrka: hård}``.
It gives the plain statement and a node about it: a Dependency where the property carries an
edge of a dependency, a Claim everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_kg import dates, names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans import citations, tree, values
from naravard_kg.plans.draft import A, Draft, Plan, nv
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Text
from naravard_kg.vocabulary import Vocabulary, fold_key, near_keys, vocabulary

_ID = ("id",)
_CLASS = ("klass", "class")
_VALUE = ("värde", "value")
_PERIOD = {"gäller", "gäller tid", "period", "valid"}
_GRAPH = ("graf", "graph")
_FILE_KEYS = {"fil", "file", "textfil", "textfile", "avsnitt", "sections", "sha256"}
_EVIDENCE = nv("hasEvidence")
_PREF_LABEL = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")
_IN_SCHEME = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
_DISTRIBUTION = Iri("http://www.w3.org/ns/dcat#distribution")
_DCTERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"
_NUMBER = nv("assignmentNumber")
_NAMES = (
    _PREF_LABEL,
    Iri("http://www.w3.org/2000/01/rdf-schema#label"),
    Iri(_DCTERMS + "title"),
)
_TELLING = (*_NAMES, nv("status"), nv("asOf"), nv("statedDate"))
_QUALIFIERS = {
    _EVIDENCE,
    nv("strength"),
    nv("isInferred"),
    nv("statedDate"),
    Iri(_DCTERMS + "type"),
    Iri("http://www.w3.org/2000/01/rdf-schema#comment"),
}
_OWL_THING = Iri("http://www.w3.org/2002/07/owl#Thing")


def lift(text: str, path: Path, graph: Answers, *, sources: Path | None = None) -> Plan:
    """Read the YAML *text* of the plan at *path* as statements.

    Args:
        text: what the file holds.
        path: where it stands; its text copy is looked for beside it.
        graph: the graph it may refer to, with the ontology in it.
        sources: a folder with text copies, searched after the plan's own.

    Raises:
        UnreadableFileError: broken YAML, or no plan: not keys at the top.
    """
    root = tree.parse(text, str(path))
    if not isinstance(root, Mapping):
        raise UnreadableFileError("not-plan", str(path), line=1, column=1)
    draft = _begin(root, path, graph, vocabulary(graph))
    _declare_all(draft, root)
    _state_bundle(draft, root)
    _open_text(draft, root, sources)
    for node, (iri, class_iri) in [*_mappings(draft, root)]:
        _state_thing(draft, node, iri, class_iri)
    return draft.finish()


def _begin(root: Mapping, path: Path, graph: Answers, words: Vocabulary) -> Draft:
    named = root.get(*_GRAPH)
    if isinstance(named, Scalar):
        return Draft(path, graph, words, Iri(names.GRAPHS + names.slug(named.text)))
    source = _source_block(root, words)
    slug = _slug_of(source) or names.slug(path.stem) or "plan"
    document = names.thing("dokument", slug)
    return Draft(path, graph, words, names.source_graph(slug), document)


def _source_block(root: Mapping, words: Vocabulary) -> Mapping | None:
    for key, node in root:
        if words.class_for(key.text) == nv("SourceDocument") and isinstance(node, Mapping):
            return node
    return None


def _slug_of(block: Mapping | None) -> str:
    written = block.get(*_ID) if block else None
    return names.slug(written.text) if isinstance(written, Scalar) else ""


# --- the first round: every thing gets its IRI -------------------------------------------


def _declare_all(draft: Draft, root: Mapping) -> None:
    seen: set[str] = set()
    for key, node in root:
        if fold_key(key.text) in _GRAPH:
            continue
        class_iri = draft.vocabulary.class_for(key.text)
        if class_iri is None:
            known = {k for term in draft.vocabulary.classes.values() for k in term.keys}
            near = ", ".join(near_keys(key.text, known)) or "–"
            draft.leave_out("plan-unknown-class", key.place, key=key.text, near=near)
            continue
        if key.text in seen:
            draft.leave_out("plan-double-key", key.place, key=key.text)
        seen.add(key.text)
        for item in _items(node):
            _declare(draft, item, class_iri, draft.slug, sole=isinstance(node, Mapping))


def _declare(
    draft: Draft, node: Node, class_iri: Iri, owner: str, *, sole: bool = False
) -> None:
    if not isinstance(node, Mapping):
        written = node.text if isinstance(node, Scalar) else "[…]"
        draft.leave_out("plan-not-a-thing", node.place, value=written)
        return
    chosen = node.get(*_CLASS)
    if isinstance(chosen, Scalar):
        class_iri = draft.vocabulary.class_for(chosen.text) or class_iri
    iri = _new_iri(draft, node, class_iri, owner, sole=sole)
    draft.declare(iri, class_iri, node.place)
    _index(draft, node, class_iri, iri)
    for key, value in node:
        _declare_inside(draft, key, value, (iri, class_iri))


def _declare_inside(draft: Draft, key: Scalar, value: Node, owner: tuple[Iri, Iri]) -> None:
    iri, class_iri = owner
    prop = draft.vocabulary.property_for(key.text, class_iri)
    inner = _inner_class(draft, prop, key)
    if inner is None or fold_key(key.text) in _PERIOD | _FILE_KEYS:
        return
    for item in _items(value):
        if prop is None or (isinstance(item, Mapping) and _is_thing(draft, item)):
            _declare(draft, item, inner, iri.rpartition("/")[2])


def _inner_class(draft: Draft, prop: Iri | None, key: Scalar) -> Iri | None:
    if prop is None:
        nested = draft.vocabulary.class_for(key.text)
        return nested if nested and draft.vocabulary.classes[nested].nests_by else None
    ranges = sorted(draft.vocabulary.properties[prop].ranges)
    return ranges[0] if ranges else _OWL_THING


def _is_thing(draft: Draft, node: Mapping) -> bool:
    """Whether a mapping below a property describes a thing, rather than qualifies a value."""
    if node.get(*_ID) is not None:
        return True
    return _value_entry(draft, node) is None and not _is_languages(node)


def _new_iri(draft: Draft, node: Mapping, class_iri: Iri, owner: str, *, sole: bool) -> Iri:
    written = node.get(*_ID)
    segment = draft.vocabulary.segment_of(class_iri) or "ting"
    if isinstance(written, Scalar):
        return _written_iri(draft, written, segment)
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
        draft.leave_out("plan-bad-id", written.place, value=written.text, near=slug)
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


# --- the second round: every value becomes a statement or a note --------------------------


def _mappings(draft: Draft, node: Node) -> Iterator[tuple[Mapping, tuple[Iri, Iri]]]:
    if isinstance(node, Mapping):
        if node.place in draft.things:
            yield node, draft.things[node.place]
        for _, value in node:
            yield from _mappings(draft, value)
    elif isinstance(node, Sequence):
        for item in node:
            yield from _mappings(draft, item)


def _state_bundle(draft: Draft, root: Mapping) -> None:
    draft.state(draft.home, A, Iri(_PROV + "Bundle"), root.place)
    if draft.document is not None:
        draft.state(draft.home, Iri(_PROV + "hadPrimarySource"), draft.document, root.place)
        if draft.document not in draft.slugs[draft.slug]:
            draft.leave_out("plan-no-source", root.place)


def _open_text(draft: Draft, root: Mapping, sources: Path | None) -> None:
    block = _source_block(root, draft.vocabulary)
    text = block.get("text", "textåtergivning", "source text") if block else None
    if isinstance(text, Mapping) and text.place in draft.things:
        citations.open_text(draft, text, draft.things[text.place][0], sources)


def _state_thing(draft: Draft, node: Mapping, iri: Iri, class_iri: Iri) -> None:
    if class_iri != _OWL_THING:
        draft.state(iri, A, class_iri, node.place)
    seen: set[str] = set()
    for key, value in node:
        if fold_key(key.text) in {*_ID, *_CLASS, *_FILE_KEYS}:
            continue
        if key.text in seen:
            draft.leave_out("plan-double-key", key.place, key=key.text)
        seen.add(key.text)
        _state_entry(draft, (iri, class_iri), key, value)
    _state_scheme(draft, iri, class_iri, node)


def _state_entry(draft: Draft, owner: tuple[Iri, Iri], key: Scalar, value: Node) -> None:
    iri, class_iri = owner
    if fold_key(key.text) in _PERIOD:
        _state_period(draft, iri, value)
        return
    prop = draft.vocabulary.property_for(key.text, class_iri)
    if prop is not None:
        draft.places.setdefault((iri, prop), key.place)
        for item in _items(value):
            _state_value(draft, owner, prop, item)
    elif not _state_nested(draft, iri, key, value):
        near = ", ".join(near_keys(key.text, draft.vocabulary.keys_on(class_iri))) or "–"
        draft.leave_out("plan-unknown-key", key.place, key=key.text, near=near)


def _state_nested(draft: Draft, iri: Iri, key: Scalar, value: Node) -> bool:
    nested = draft.vocabulary.class_for(key.text)
    link = draft.vocabulary.classes[nested].nests_by if nested else None
    if link is None:
        return False
    for item in _items(value):
        if item.place in draft.things:
            draft.state(draft.things[item.place][0], link, iri, item.place)
    return True


def _state_value(draft: Draft, owner: tuple[Iri, Iri], prop: Iri, node: Node) -> None:
    if isinstance(node, Scalar):
        _state_scalar(draft, owner, prop, node)
    elif node.place in draft.things:
        draft.state(owner[0], prop, draft.things[node.place][0], node.place)
    elif isinstance(node, Mapping) and _is_languages(node):
        for language, text in node:
            if isinstance(text, Scalar):
                words = Text(" ".join(text.text.split()), language.text)
                draft.state(owner[0], prop, words, text.place)
    elif isinstance(node, Mapping):
        _state_qualified(draft, owner, prop, node)
    else:
        draft.leave_out("plan-not-a-value", node.place)


def _state_scalar(draft: Draft, owner: tuple[Iri, Iri], prop: Iri, node: Scalar) -> None:
    iri, class_iri = owner
    found: Cell
    if prop == _EVIDENCE:
        found = citations.cite(draft, node)
    else:
        found = values.cell(draft, prop, class_iri, node)
    if found is None:
        return
    draft.state(iri, prop, found, node.place)
    concept = draft.vocabulary.concepts.get(Iri(str(found)))
    for implied in sorted(concept.types_as) if concept else ():
        draft.state(iri, A, implied, node.place)


def _state_qualified(draft: Draft, owner: tuple[Iri, Iri], prop: Iri, node: Mapping) -> None:
    entry = _value_entry(draft, node)
    if entry is None:
        draft.leave_out("plan-not-a-value", node.place)
        return
    key, written, of = entry
    objects: list[tuple[Cell, Scalar]] = []
    for item in _items(written):
        if isinstance(item, Scalar):
            objects.append((values.cell(draft, prop, owner[1], item, of), item))
        else:
            draft.leave_out("plan-not-a-value", item.place)
    found = [(value, item) for value, item in objects if value is not None]
    for value, item in found:
        draft.state(owner[0], prop, value, item.place)
    _state_about(draft, (owner[0], prop), [value for value, _ in found], (key, node))


def _state_about(
    draft: Draft, fact: tuple[Iri, Iri], objects: list[Cell], written: tuple[Scalar, Mapping]
) -> None:
    key, node = written
    rest = [(k, v) for k, v in node if k is not key]
    if not rest or not objects:
        return
    kinds = [c for c in draft.vocabulary.concepts.values() if c.direct == fact[1]]
    if kinds:
        about = [_dependency(draft, fact, objects, node)]
        if len(kinds) == 1 and node.get("typ", "type") is None:
            draft.state(about[0], Iri(_DCTERMS + "type"), kinds[0].iri, node.place)
        class_iri = nv("Dependency")
    else:
        about = [_claim(draft, fact, value, node) for value in objects]
        class_iri = nv("Claim")
    for iri in about:
        for k, v in rest:
            _state_entry(draft, (iri, class_iri), k, v)


def _dependency(draft: Draft, fact: tuple[Iri, Iri], objects: list[Cell], node: Mapping) -> Iri:
    subject, prop = fact
    slug = f"{_tail(subject)}-{_tail(prop)}-{_tail(objects[0])}"
    iri = draft.fresh("beroende", names.slug(slug))
    draft.declare(iri, nv("Dependency"), node.place)
    draft.state(iri, A, nv("Dependency"), node.place)
    draft.state(iri, nv("depender"), subject, node.place)
    for value in objects:
        draft.state(iri, nv("dependee"), value, node.place)
    return iri


def _claim(draft: Draft, fact: tuple[Iri, Iri], value: Cell, node: Mapping) -> Iri:
    subject, prop = fact
    slug = f"{_tail(subject)}-{_tail(prop)}-{_tail(value)[:40]}"
    iri = draft.fresh("pastaende", names.slug(slug))
    draft.slugs[_tail(iri)].append(iri)
    draft.state(iri, A, nv("Claim"), node.place)
    draft.state(iri, Iri(RDF + "subject"), subject, node.place)
    draft.state(iri, Iri(RDF + "predicate"), prop, node.place)
    draft.state(iri, Iri(RDF + "object"), value, node.place)
    if draft.document is not None:
        draft.state(iri, nv("statedIn"), draft.document, node.place)
    return iri


def _state_period(draft: Draft, iri: Iri, node: Node) -> None:
    written = node if isinstance(node, Scalar) else None
    try:
        stated = dates.period(written.text.strip()) if written else None
    except ValueError:
        stated = None
    if written is None or stated is None:
        text = written.text if written else "…"
        draft.leave_out("plan-bad-value", node.place, value=text, kind="EDTF")
        return
    draft.state(iri, nv("statedDate"), written.text.strip(), node.place)
    for prop, day in (("validFrom", stated.first), ("validTo", stated.last)):
        if day is not None:
            draft.state(iri, nv(prop), day, node.place)


def _state_scheme(draft: Draft, iri: Iri, class_iri: Iri, node: Mapping) -> None:
    """A concept that the file words itself belongs to the file's own scheme."""
    worded, placed = (iri, _PREF_LABEL) in draft.places, (iri, _IN_SCHEME) in draft.places
    if placed or not worded or not draft.vocabulary.is_concept_class(class_iri):
        return
    slug = draft.slug if draft.document else "nationella"
    scheme = names.thing("begreppsschema", slug)
    draft.state(iri, _IN_SCHEME, scheme, node.place)
    draft.state(scheme, A, Iri("http://www.w3.org/2004/02/skos/core#ConceptScheme"), node.place)
    for words in (Text(f"Begrepp: {slug}", "sv"), Text(f"Concepts: {slug}", "en")):
        draft.state(scheme, Iri(_DCTERMS + "title"), words, node.place)


# --- small readers ------------------------------------------------------------------------


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _is_languages(node: Mapping) -> bool:
    return bool(node.entries) and all(key.text in ("sv", "en") for key, _ in node)


def _value_entry(draft: Draft, node: Mapping) -> tuple[Scalar, Node, Iri | None] | None:
    """The entry of a qualified value that holds the value: its key, the value, its class."""
    for key, value in node:
        if key.text.casefold() in _VALUE:
            return key, value, None
    for key, value in node:
        of = draft.vocabulary.class_for(key.text)
        if of is None or isinstance(value, Mapping):
            continue
        if draft.vocabulary.property_for(key.text, nv("Dependency")) not in _QUALIFIERS:
            return key, value, of
    return None


def _tail(cell: Cell) -> str:
    local = str(cell).rpartition("/")[2].rpartition("#")[2]
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in local).strip("-")
