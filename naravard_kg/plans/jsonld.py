"""JSON-LD → statements, each term with the place it stands at.

A walk over the document in its own order, each key read in the context that holds there. A node
stands where its ``@id`` is written, and where it has none at its braces; text in a language or
of a datatype at the whole ``{"@value": …}``. What JSON-LD does not allow is refused, and what
means nothing is told: neither is lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from naravard_kg.plans.iris import ABSOLUTE
from naravard_kg.plans.jsonld_context import Context, Term, expand
from naravard_kg.plans.jsonld_values import Thing, Value, Walk, json_text, literal, scalar, typed
from naravard_kg.plans.jsontree import NULL, Array, Document, Node, Object, Scalar, items, span
from naravard_kg.plans.spans import Labels, Lines, Span
from naravard_kg.terms import RDF, Iri

_TYPE, _FIRST, _REST, _NIL = (Iri(RDF + local) for local in ("type", "first", "rest", "nil"))
_THINGS = {"@graph", "@included"}
_VALUES = {"@value", "@list", "@set"}
_ASIDE = {"@id", "@context", "@index"}
_Entry = tuple[str, Span, Node]


def refuse_remote_contexts(lines: Lines, node: Node) -> None:
    """A context that lives elsewhere is never fetched.

    Raises:
        UnreadableFileError: there is one; with its place.
    """
    if isinstance(node, Object):
        for key in ("@context", "@import"):
            _, given = node.members.get(key, (None, NULL))
            for part in items(given):
                if isinstance(part, Scalar) and part.value is not None:
                    raise lines.fault("context", part.start, str(part.value))
    for inner in _inner(node):
        refuse_remote_contexts(lines, inner)


def _inner(node: Node) -> Iterator[Node]:
    if isinstance(node, Object):
        yield from (value for _, value in node.members.values())
    elif isinstance(node, Array):
        yield from node.items


def read(lines: Lines, document: Document, base: str) -> Walk:
    """The statements of a document, and what it says without meaning anything.

    Raises:
        UnreadableFileError: something that JSON-LD does not allow; with its place.
    """
    walk = Walk(lines, Labels(lines.text))
    for node in items(document.root):
        _things(walk, Context(base, base), node)
    return walk


# --- Things ---------------------------------------------------------------------------------------


def _things(walk: Walk, context: Context, node: Node) -> None:
    """Read a value where things stand for themselves: a text or a number says nothing there."""
    for item in _flat(walk, context, node):
        if isinstance(item, Object):
            words = context.keywords(item)
            if "@value" in words or "@list" in words:
                raise walk.refuse(item.start, "a value where a thing is to stand")
            _thing(walk, context, item)
        elif isinstance(item, Scalar) and item.value is not None:
            walk.loose.append(item)


def _flat(walk: Walk, context: Context, node: Node) -> Iterator[Node]:
    """The items of lists in lists, and of sets."""
    if isinstance(node, Array):
        for item in node.items:
            yield from _flat(walk, context, item)
    elif isinstance(node, Object) and "@set" in (words := context.keywords(node)):
        walk.alone(context, node, {"@set", "@index", "@context"})
        yield from _flat(walk, context, words["@set"])
    else:
        yield node


def _thing(walk: Walk, context: Context, node: Object, named: Thing | None = None) -> Thing:
    """A node object: what it names, with all that it says."""
    context, outer = _entered(walk, context, node)
    written = context.keywords(node).get("@id", NULL)
    if (name := walk.string(written, "@id")) is not None:
        named = _named(walk, context, name, span(written))
    thing = named or (walk.labels.fresh(), span(node))
    _describe(walk, context, thing, node, outer)
    return thing


def _named(walk: Walk, context: Context, name: str, at: Span, *, vocab: bool = False) -> Thing:
    """The thing that a text refers to."""
    iri = expand(context, name, vocab=vocab, relative=True)
    if iri is None:
        raise walk.refuse(at[0], f"{name} names nothing here")
    return walk.node(iri, at)


def _entered(walk: Walk, context: Context, node: Object) -> tuple[Context, Context]:
    """The context inside a node, and the one that its classes are read in."""
    if context.previous and set(context.keywords(node)) != {"@id"}:
        context = context.previous
    if "@context" in node.members:
        context = context.within(node.members["@context"][1])
    outer = context
    classes = items(context.keywords(node).get("@type", NULL))
    for word in sorted(walk.string(item, "@type") or "" for item in classes):
        if (scoped := outer.term(word).context) is not None:
            context = context.within(scoped, propagate=False)
    return context, outer


def _describe(walk: Walk, context: Context, thing: Thing, node: Object, outer: Context) -> None:
    """All that the members of a node say of a thing."""
    for word, (at, value) in node.members.items():
        meaning = context.meaning(word)
        if meaning == "@type":
            _classes(walk, outer, thing, (word, at, value))
        elif meaning in _THINGS:
            _things(walk, context, value)
        elif meaning == "@reverse":
            _reversed(walk, context, thing, value)
        elif meaning == "@nest":
            for inner in items(value):
                _describe(walk, context, thing, _object(walk, inner, "@nest"), outer)
        elif meaning in _VALUES:
            raise walk.refuse(at[0], f"{word} where a thing is described")
        elif meaning not in _ASIDE:
            _property(walk, context, thing, (word, at, value))


def _object(walk: Walk, node: Node, what: str) -> Object:
    if isinstance(node, Object):
        return node
    raise walk.refuse(node.start, f"{what} is no object")


def _note_unknown(walk: Walk, context: Context, entry: _Entry) -> None:
    """A key that means nothing, unless its context says so, or it has no value to lose."""
    word, at, value = entry
    on_purpose = word in context.terms and context.terms[word].iri is None
    if not on_purpose and not (isinstance(value, Scalar) and value.value is None):
        walk.unknown.append((word, at, context.terms))


def _classes(walk: Walk, context: Context, thing: Thing, entry: _Entry) -> None:
    _, at, value = entry
    for item in items(value):
        if name := walk.string(item, "@type"):
            kind = _named(walk, context, name, span(item), vocab=True)
            walk.state(thing, (_TYPE, at), kind)


def _reversed(walk: Walk, context: Context, thing: Thing, value: Node) -> None:
    for word, (at, inner) in _object(walk, value, "@reverse").members.items():
        _property(walk, context, thing, (word, at, inner), reverse=True)


def _property(
    walk: Walk, context: Context, thing: Thing, entry: _Entry, *, reverse: bool = False
) -> None:
    word, at, value = entry
    term, iri = context.term(word), context.meaning(word)
    if iri is None or not ABSOLUTE.match(iri):  # a keyword too says nothing here
        _note_unknown(walk, context, entry)
        return
    predicate = Iri(iri), at
    if term.context is not None:
        context = context.within(term.context)
    for raw, where in _values(walk, context, term, value):
        if reverse == term.reverse:
            walk.state(thing, predicate, (raw, where))
        elif isinstance(raw, Iri):
            walk.state((raw, where), predicate, thing)
        else:
            raise walk.refuse(where[0], "a value where a thing is to stand")


# --- Values ---------------------------------------------------------------------------------------


def _values(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    """The values of a property, as its term says they are written."""
    container = next((kind for kind in _CONTAINERS if kind in term.container), None)
    if term.type == "@json":
        yield json_text(node), span(node)
    elif container and (container == "@list" or isinstance(node, Object)):
        yield from _CONTAINERS[container](walk, context, term, node)
    else:
        for item in _flat(walk, context, node):
            yield from _value(walk, context, term, item)


def _value(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    if isinstance(node, Scalar):
        yield from _scalar(walk, context, term, node)
    elif isinstance(node, Array):
        yield _list(walk, context, term, node)
    else:
        words = context.keywords(node)
        if "@list" in words:
            walk.alone(context, node, {"@list", "@index", "@context"})
            yield _list(walk, context, term, words["@list"])
        elif "@value" in words:
            found = literal(walk, context, node, words)
            yield from () if found is None else (found,)
        else:
            yield _thing(walk, context, node)


def _scalar(walk: Walk, context: Context, term: Term, node: Scalar) -> Iterator[Value]:
    """A value that is no object: the term tells whether it is a reference."""
    if isinstance(node.value, str) and term.type in ("@id", "@vocab"):
        yield _named(walk, context, node.value, span(node), vocab=term.type == "@vocab")
    elif node.value is not None:
        yield scalar(context, term, node.value), span(node)


def _list(walk: Walk, context: Context, term: Term, node: Node) -> Value:
    """A list: each later cell stands where the rest of the list is written."""
    found = [pair for item in items(node) for pair in _value(walk, context, term, item)]
    starts = [node.start, *(at[0] for _, at in found[1:])][: len(found)]
    cells: list[Thing] = [(walk.labels.fresh(), (start, node.end)) for start in starts]
    cells.append((_NIL, (node.end - 1, node.end)))
    for value, cell, rest in zip(found, cells, cells[1:], strict=False):
        walk.state(cell, (_FIRST, value[1]), value)
        walk.state(cell, (_REST, rest[1]), rest)
    return cells[0][0], span(node)


# --- Containers: where the keys of an object say something themselves -----------------------------


def _as_list(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    listed = context.keywords(node).get("@list", node) if isinstance(node, Object) else node
    yield _list(walk, context, term, listed)


def _entries(context: Context, node: Node) -> Iterator[tuple[str | None, Span, Node]]:
    """Each value of a map with its key, and None for a key that says there is none."""
    for word, (at, value) in node.members.items() if isinstance(node, Object) else ():
        key = None if context.meaning(word) == "@none" else word
        yield from ((key, at, item) for item in items(value))


def _by_language(walk: Walk, context: Context, _: Term, node: Node) -> Iterator[Value]:
    for key, _at, item in _entries(context, node):
        if (said := walk.string(item, "a text in a language")) is not None:
            yield typed(said, None, (key or "").lower()), span(item)


def _by_id(walk: Walk, context: Context, _: Term, node: Node) -> Iterator[Value]:
    for key, at, item in _entries(context, node):
        named = None if key is None else _named(walk, context, key, at)
        yield _thing(walk, context, _object(walk, item, "what an IRI names"), named)


def _by_type(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    reference = Term(type=term.type or "@id")
    for key, at, item in _entries(context, node):
        scoped = context.term(key or "").context
        inner = context if scoped is None else context.within(scoped, propagate=False)
        for raw, where in _value(walk, inner, reference, item):
            if key and isinstance(raw, Iri):
                walk.state((raw, where), (_TYPE, at), _named(walk, context, key, at, vocab=True))
            yield raw, where


def _by_index(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    reference = Term(type="@id") if term.index else term
    index = context.meaning(term.index) if term.index else None
    for key, at, item in _entries(context, node):
        for raw, where in _value(walk, context, reference, item):
            if index and key and isinstance(raw, Iri):
                for said in _scalar(walk, context, context.term(term.index), Scalar(key, *at)):
                    walk.state((raw, where), (Iri(index), at), said)
            yield raw, where


def _as_graph(walk: Walk, context: Context, term: Term, node: Node) -> Iterator[Value]:
    mapped = term.container & {"@id", "@index"}
    for key, at, item in _entries(context, node) if mapped else [(None, span(node), node)]:
        by_id = key is not None and "@id" in mapped
        _things(walk, context, item)
        yield _named(walk, context, str(key), at) if by_id else (walk.labels.fresh(), span(item))


_CONTAINERS: dict[str, Callable[[Walk, Context, Term, Node], Iterator[Value]]] = {
    "@list": _as_list,
    "@language": _by_language,
    "@graph": _as_graph,
    "@id": _by_id,
    "@type": _by_type,
    "@index": _by_index,
}
