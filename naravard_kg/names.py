"""IRIs, and the short names people type and read instead of them.

    uppdrag/skane-lakarstod-12     a thing            …/naravard/id/uppdrag/skane-lakarstod-12
    vocab/status/pagaende          a concept          …/naravard/vocab/status/pagaende
    graph/kalla/…                  a named graph      …/naravard/graph/kalla/…
    nv:Assignment                  a term             …/naravard/ontology#Assignment

What a terminal prints can be typed back. The prefixes stand in ``ontology/context.jsonld``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

from naravard_kg import resources
from naravard_kg.terms import RDF, Iri, is_iri

BASE = "https://w3id.org/naravard/"
THINGS = BASE + "id/"
VOCABULARIES = BASE + "vocab/"
GRAPHS = BASE + "graph/"
ONTOLOGY = BASE + "ontology#"
SHAPES = BASE + "shapes#"

# What leads from a claim or a dependency to what it is about, whose own statements say it too.
ENDS = frozenset(
    {
        Iri(RDF + "subject"),
        Iri(RDF + "object"),
        Iri(ONTOLOGY + "depender"),
        Iri(ONTOLOGY + "dependee"),
    }
)

_LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})
_FOLDED = str.maketrans({"ø": "o", "æ": "a", "ß": "s", "đ": "d", "ł": "l"})


@cache
def prefixes() -> dict[str, str]:
    """Prefix to namespace, as the JSON-LD context declares them."""
    context = json.loads(resources.context_file().read_text(encoding="utf-8"))["@context"]
    return {
        key: value
        for key, value in context.items()
        if isinstance(value, str) and value.endswith(("/", "#")) and not key.startswith("@")
    }


@cache
def _namespaces() -> list[tuple[str, str]]:
    pairs = ((namespace, prefix) for prefix, namespace in prefixes().items())
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def short(iri: str) -> str:
    """The short name of *iri*; the IRI itself where it has none.

    >>> short("https://w3id.org/naravard/id/organ/skane-cs")
    'organ/skane-cs'
    >>> short("https://w3id.org/naravard/ontology#Assignment")
    'nv:Assignment'
    """
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS)
    if iri.startswith((VOCABULARIES, GRAPHS)):
        return iri.removeprefix(BASE)
    for namespace, prefix in _namespaces():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expand(name: str) -> Iri | None:
    """The IRI that a short name stands for; None where *name* has no such form.

    >>> expand("organ/skane-cs")
    'https://w3id.org/naravard/id/organ/skane-cs'
    >>> expand("skane-cs") is None
    True
    """
    if name.startswith("<") and name.endswith(">"):
        name = name[1:-1]
    if "://" in name:
        return Iri(name) if is_iri(name) else None
    if re.fullmatch(r"[a-z]+(?:/[^\s/<>\"{}|^`\\#]+)+(?:#\w+)?", name):
        home = BASE if name.startswith(("vocab/", "graph/")) else THINGS
        return Iri(home + name)
    return _from_prefix(name)


def _from_prefix(name: str) -> Iri | None:
    prefix, colon, local = name.partition(":")
    namespace = prefixes().get(prefix)
    if not colon or namespace is None or not is_iri(namespace + local):
        return None
    return Iri(namespace + local)


def thing(segment: str, slug: str) -> Iri:
    """The IRI of the thing *slug* of a kind; *segment* is the kind's part of the path."""
    return Iri(f"{THINGS}{segment}/{slug}")


def source_graph(document: str) -> Iri:
    """The named graph of a document, by the document's slug."""
    return Iri(f"{GRAPHS}kalla/{document}")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; å and ä become a, ö becomes o.

    >>> slug("Förslag: Överenskommelse nr 2")
    'forslag-overenskommelse-nr-2'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def composed(text: str) -> str:
    r"""The text with each letter as one character (NFC): å may be written as two.

    >>> len("a\u030a"), len(composed("a\u030a"))
    (2, 1)
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Text without case and diacritics, for comparing what people type.

    >>> fold("ÖREBRO län") == fold("orebro lan")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def swedish_order(text: str) -> str:
    """What to sort by so that words come as in a Swedish dictionary: å, ä and ö last.

    >>> sorted(["öppen", "ärlig", "zon", "åldre", "apa"], key=swedish_order)
    ['apa', 'zon', 'åldre', 'ärlig', 'öppen']
    """
    letters = composed(text).casefold().translate(_LAST_LETTERS)
    decomposed = unicodedata.normalize("NFKD", letters)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
