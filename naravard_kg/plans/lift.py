"""A YAML plan → statements. Keys are read through the ontology; see ``vocabulary``.

Two rounds: first every thing of the file gets its IRI, so that any may refer to any; then
every value becomes a statement or a note.

A *qualified value* is a mapping that holds a value and what is known of the fact itself:
``{värde: X, belägg: …}`` or, by the class of what it refers to, ``{uppdrag: 2, styrka: hård}``.
It gives the plain statement and a node about it: a Dependency where the property carries an
edge of a dependency, a Claim everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from naravard_kg import dates, names
from naravard_kg.errors import UnreadableFileError
from naravard_kg.nearness import mending
from naravard_kg.plans import citations, tree, values
from naravard_kg.plans.declare import declare_all
from naravard_kg.plans.draft import A, Draft, Note, Plan, nv
from naravard_kg.plans.form import (
    CLASS,
    DCTERMS,
    EVIDENCE,
    FILE_KEYS,
    GRAPH,
    ID,
    PERIOD,
    PREF_LABEL,
    THING,
    is_languages,
    items,
    slug_of,
    source_block,
    value_entry,
)
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Cell, Iri, Text
from naravard_kg.vocabulary import CONCEPT, Vocabulary, fold_key, near_keys, vocabulary

_IN_SCHEME = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
_PROV = "http://www.w3.org/ns/prov#"
_DISTRIBUTION = Iri("http://www.w3.org/ns/dcat#distribution")


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
    return lift_tree(root, path, graph, sources=sources)


def lift_tree(
    root: Mapping,
    path: Path,
    graph: Answers,
    *,
    sources: Path | None = None,
    notes: Iterable[Note] = (),
) -> Plan:
    """State the values of a plan, whatever form they were read from; *notes* came up before."""
    draft = _begin(root, path, graph, vocabulary(graph))
    draft.notes += notes
    declare_all(draft, root)
    _state_bundle(draft, root)
    _open_text(draft, root, sources)
    for node, (iri, class_iri) in [*_mappings(draft, root)]:
        _state_thing(draft, node, iri, class_iri)
    return draft.finish()


def _begin(root: Mapping, path: Path, graph: Answers, words: Vocabulary) -> Draft:
    named = root.get(*GRAPH)
    if isinstance(named, Scalar):
        return Draft(path, graph, words, Iri(names.GRAPHS + names.slug(named.text)))
    source = source_block(root, words)
    slug = slug_of(source) or names.slug(path.stem) or "plan"
    document = names.thing("dokument", slug)
    return Draft(path, graph, words, names.source_graph(slug), document)


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
    block = source_block(root, draft.vocabulary)
    text = block.get("text", "textåtergivning", "source text") if block else None
    if isinstance(text, Mapping) and text.place in draft.things:
        draft.opened = text.place
        citations.open_text(draft, text, draft.things[text.place][0], sources)
    elif block and draft.document and block.get("textfil", "textfile"):
        draft.opened = block.place
        iri = names.thing("text", draft.slug)
        draft.state(iri, A, nv("SourceText"), block.place)
        draft.state(draft.document, _DISTRIBUTION, iri, block.place)
        citations.open_text(draft, block, iri, sources)


def _state_thing(draft: Draft, node: Mapping, iri: Iri, class_iri: Iri) -> None:
    if class_iri != THING:
        draft.state(iri, A, class_iri, node.place)
    seen: set[str] = set()
    of_file = FILE_KEYS if class_iri in (nv("SourceText"), nv("SourceDocument")) else set()
    for key, value in node:
        if fold_key(key.text) in {*ID, *CLASS, *of_file}:
            if fold_key(key.text) in of_file and node.place != draft.opened:
                _note_unread(draft, value)
            continue
        if key.text in seen:
            draft.leave_out("plan-double-key", key.place, key=key.text)
        seen.add(key.text)
        _state_entry(draft, (iri, class_iri), key, value)
    _state_scheme(draft, iri, class_iri, node)


def _note_unread(draft: Draft, value: Node) -> None:
    """A line about a text copy, in a block whose text is not the one that is opened."""
    shown = value.text if isinstance(value, Scalar) else "…"
    draft.leave_out("plan-text-missing", value.place, value=shown)


def _state_entry(draft: Draft, owner: tuple[Iri, Iri], key: Scalar, value: Node) -> None:
    iri, class_iri = owner
    if fold_key(key.text) in PERIOD:
        _state_period(draft, iri, value)
        return
    prop = draft.vocabulary.property_for(key.text, class_iri)
    if prop is not None:
        draft.places.setdefault((iri, prop), key.place)
        for item in items(value):
            _state_value(draft, owner, prop, item)
    elif not _state_nested(draft, iri, key, value):
        known = draft.vocabulary.keys_on(class_iri)
        near = ", ".join(near_keys(key.text, known)) or "–"
        fix = mending(key.place, key.text, known)
        draft.leave_out("plan-unknown-key", key.place, fix, key=key.text, near=near)


def _state_nested(draft: Draft, iri: Iri, key: Scalar, value: Node) -> bool:
    nested = draft.vocabulary.class_for(key.text)
    link = draft.vocabulary.classes[nested].nests_by if nested else None
    if link is None:
        return False
    for item in items(value):
        if item.place in draft.things:
            draft.state(draft.things[item.place][0], link, iri, item.place)
        elif not any(note.place == item.place for note in draft.notes):
            draft.leave_out("plan-not-a-value", item.place)
    return True


def _state_value(draft: Draft, owner: tuple[Iri, Iri], prop: Iri, node: Node) -> None:
    if isinstance(node, Scalar):
        _state_scalar(draft, owner, prop, node)
    elif node.place in draft.things:
        draft.state(owner[0], prop, draft.things[node.place][0], node.place)
    elif isinstance(node, Mapping) and is_languages(node):
        for language, text in node:
            if isinstance(text, Scalar):
                words = Text(" ".join(text.text.split()), language.text)
                draft.state(owner[0], prop, words, text.place)
            else:
                draft.leave_out("plan-not-a-value", text.place)
    elif isinstance(node, Mapping):
        _state_qualified(draft, owner, prop, node)
    else:
        draft.leave_out("plan-not-a-value", node.place)


def _state_scalar(draft: Draft, owner: tuple[Iri, Iri], prop: Iri, node: Scalar) -> None:
    iri, class_iri = owner
    found: Cell
    if prop == EVIDENCE and not node.text.startswith("belagg/"):  # else one of the graph
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
    entry = value_entry(draft, node)
    if entry is None:
        draft.leave_out("plan-not-a-value", node.place)
        return
    key, written, of = entry
    objects: list[tuple[Cell, Scalar]] = []
    for item in items(written):
        if isinstance(item, Scalar):
            objects.append((values.cell(draft, prop, owner[1], item, of), item))
        else:
            draft.leave_out("plan-not-a-value", item.place)
    if not items(written):
        draft.leave_out("plan-not-a-value", written.place)
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
            draft.state(about[0], Iri(DCTERMS + "type"), kinds[0].iri, node.place)
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
    slug = f"{draft.slug}-{_tail(subject)}-{_tail(prop)}-{_tail(value)[:40]}"  # one a source
    iri = draft.fresh("pastaende", names.slug(slug))
    draft.taken.add(iri)
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
    worded, placed = (iri, PREF_LABEL) in draft.places, (iri, _IN_SCHEME) in draft.places
    if placed or not worded or CONCEPT not in draft.vocabulary.classes.upwards(class_iri):
        return
    slug = draft.slug if draft.document else "nationella"
    scheme = names.thing("begreppsschema", slug)
    draft.state(iri, _IN_SCHEME, scheme, node.place)
    draft.state(scheme, A, Iri("http://www.w3.org/2004/02/skos/core#ConceptScheme"), node.place)
    for words in (Text(f"Begrepp: {slug}", "sv"), Text(f"Concepts: {slug}", "en")):
        draft.state(scheme, Iri(DCTERMS + "title"), words, node.place)


def _tail(cell: Cell) -> str:
    local = str(cell).rpartition("/")[2].rpartition("#")[2]
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in local).strip("-")
