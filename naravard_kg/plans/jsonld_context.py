"""What the words of a JSON-LD document mean: its contexts, as JSON-LD 1.1 has them.

A context that lives elsewhere means nothing here: the reader has refused it before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from naravard_kg.plans.iris import ABSOLUTE, resolve
from naravard_kg.plans.jsontree import NULL, Node, Object, Scalar, items, plain

KEYWORDS = frozenset(
    f"@{word}"
    for word in (
        *("base", "container", "context", "direction", "graph", "id", "import", "included"),
        *("index", "json", "language", "list", "nest", "none", "prefix", "propagate"),
        *("protected", "reverse", "set", "type", "value", "version", "vocab"),
    )
)
_FIXED = KEYWORDS - {"@type"}
_LIKE_KEYWORD = re.compile(r"@[A-Za-z]+")
_OPEN_ENDS = tuple(":/?#[]@")  # what a namespace ends in


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a context means."""

    iri: str | None = None  # None: nothing, and on purpose
    type: str | None = None
    language: str | None = ""  # "": what the context says; None: no language
    container: frozenset[str] = frozenset()
    reverse: bool = False
    prefix: bool = False
    index: str = ""
    context: Node | None = None


_UNKNOWN = Term()
_Local = tuple[int, bool]  # where a context stands in its document, and whether it propagates


@dataclass(frozen=True)
class Context:
    """What holds at one place of a document."""

    base: str | None
    home: str  # the base of the document itself
    vocab: str | None = None
    language: str | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    previous: Context | None = None  # what holds again one thing further down
    _known: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    _within: dict[_Local, Context] = field(default_factory=dict, compare=False, repr=False)

    def within(self, local: Node, *, propagate: bool = True) -> Context:
        """The context that holds where *local* stands under ``@context``, worked out once."""
        key = local.start, propagate
        if key not in self._within:
            self._within[key] = _within(self, local, propagate=propagate)
        return self._within[key]

    def meaning(self, word: str) -> str | None:
        """The IRI or the keyword that a key or a class means; None where it means nothing."""
        if word not in self._known:
            self._known[word] = expand(self, word, vocab=True)
        return self._known[word]

    def term(self, word: str) -> Term:
        """What the context says of a word."""
        return self.terms.get(word, _UNKNOWN)

    def keywords(self, node: Object) -> dict[str, Node]:
        """The keywords of an object with their values, by whatever names they go."""
        found: dict[str, Node] = {}
        for word, (_, value) in node.members.items():
            meaning = self.meaning(word)
            if meaning in KEYWORDS:
                found.setdefault(str(meaning), value)
        return found


def text(node: Node | None) -> str:
    """The text of a scalar; empty for all else."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""


def expand(
    context: Context, word: str, *, vocab: bool = False, relative: bool = False
) -> str | None:
    """The IRI, blank node or keyword that a word means; None where it means nothing."""
    if word in KEYWORDS:
        return word
    if vocab and word in context.terms:
        return context.terms[word].iri
    if _LIKE_KEYWORD.fullmatch(word):
        return None
    return _by_prefix(context, word) or _by_place(context, word, vocab=vocab, relative=relative)


def _by_place(context: Context, word: str, *, vocab: bool, relative: bool) -> str | None:
    if vocab and context.vocab is not None:
        return context.vocab + word
    return resolve(context.base, word) if relative and context.base is not None else None


def _by_prefix(context: Context, word: str) -> str | None:
    prefix, colon, local = word.partition(":")
    if not colon:
        return None
    term = context.term(prefix)
    if prefix != "_" and not local.startswith("//") and term.prefix and term.iri:
        return term.iri + local
    return word if prefix == "_" or ABSOLUTE.match(word) else None


def _within(context: Context, local: Node, *, propagate: bool) -> Context:
    outer = context
    for part in items(local):
        if isinstance(part, Object):
            _, stated = part.members.get("@propagate", (None, NULL))
            propagate = propagate if stated is NULL else plain(stated) is True
            context = _merged(context, part)
        elif isinstance(part, Scalar) and part.value is None:
            context = Context(context.home, context.home)
    previous = outer.previous or (None if propagate else outer)
    return replace(context, previous=previous, _known={}, _within={})


def _merged(context: Context, local: Object) -> Context:
    given = {key: value for key, (_, value) in local.members.items()}
    if "@base" in given:
        base = text(given["@base"])
        empty = isinstance(given["@base"], Scalar) and given["@base"].value is None
        context = replace(context, base=None if empty else resolve(context.base or "", base))
    if "@vocab" in given:
        word = text(given["@vocab"])
        vocab = expand(context, word, vocab=True, relative=True) if word else None
        context = replace(context, vocab=vocab)
    if "@language" in given:
        context = replace(context, language=text(given["@language"]).lower() or None)
    return _Defining(context, given).finish()


def _is_null(node: Node) -> bool:
    """Whether a definition says that its word means nothing."""
    named = node.members.get("@id", (None, node))[1] if isinstance(node, Object) else node
    return isinstance(named, Scalar) and named.value is None


class _Defining:
    """Defines the terms of one context, each after those that it rests on."""

    def __init__(self, context: Context, given: Mapping[str, Node]) -> None:
        """Start with the terms that hold already."""
        self._given = given
        self._terms = dict(context.terms)
        self._context = replace(context, terms=self._terms)
        self._begun: set[str] = set()

    def finish(self) -> Context:
        """The context with all terms defined."""
        for word in self._given:
            self._define(word)
        return self._context

    def _define(self, word: str) -> None:
        if word in self._begun or word not in self._given or word in _FIXED:
            return
        self._begun.add(word)
        self._terms.pop(word, None)
        term = self._defined(word, self._given[word])
        if term.iri is not None or _is_null(self._given[word]):
            self._terms[word] = term

    def _defined(self, word: str, node: Node) -> Term:
        if not isinstance(node, Object):
            iri = self._meant(text(node)) if text(node) else None
            return Term(iri, prefix=bool(iri) and str(iri).endswith(_OPEN_ENDS))
        given = {key: value for key, (_, value) in node.members.items()}
        reverse = "@reverse" in given
        named = given.get("@reverse", given.get("@id"))
        iri = self._meant(word, own=True) if named is None else self._named(word, named)
        language = given.get("@language")
        return Term(
            iri,
            self._meant(text(given["@type"])) if text(given.get("@type")) else None,
            "" if language is None else text(language).lower() or None,
            frozenset(map(text, items(given.get("@container", NULL)))) - {""},
            reverse,
            self._is_prefix(iri, given.get("@prefix")),
            text(given.get("@index")),
            given.get("@context"),
        )

    def _named(self, word: str, named: Node) -> str | None:
        if text(named) == word:
            return self._meant(word, own=True)
        return self._meant(text(named)) if text(named) else None

    @staticmethod
    def _is_prefix(iri: str | None, stated: Node | None) -> bool:
        """As rdflib has it: a namespace is one also where the definition is long."""
        if isinstance(stated, Scalar):
            return stated.value is True
        return bool(iri) and str(iri).endswith(_OPEN_ENDS)

    def _meant(self, word: str, *, own: bool = False) -> str | None:
        """The meaning of a word that may rest on a term not defined yet."""
        if own:
            self._terms.pop(word, None)
        else:
            self._define(word)
        prefix, colon, _ = word.partition(":")
        if colon:
            self._define(prefix)
        return expand(self._context, word, vocab=True)
