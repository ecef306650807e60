"""The form of a plan file: its few keywords, and how its values are told apart."""

from __future__ import annotations

from naravard_kg import names
from naravard_kg.plans.draft import Draft, nv
from naravard_kg.plans.tree import Mapping, Node, Scalar, Sequence
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary

ID = ("id",)
CLASS = ("klass", "class")
GRAPH = ("graf", "graph")
PERIOD = {"gäller", "gäller tid", "period", "valid"}
FILE_KEYS = {"fil", "file", "textfil", "textfile", "avsnitt", "sections", "sha256"}
EVIDENCE = nv("hasEvidence")
DCTERMS = "http://purl.org/dc/terms/"
PREF_LABEL = Iri("http://www.w3.org/2004/02/skos/core#prefLabel")
THING = Iri("http://www.w3.org/2002/07/owl#Thing")
_VALUE = ("värde", "value")
_QUALIFIERS = {
    EVIDENCE,
    nv("strength"),
    nv("isInferred"),
    nv("statedDate"),
    Iri(DCTERMS + "type"),
    Iri("http://www.w3.org/2000/01/rdf-schema#comment"),
}


def items(node: Node) -> tuple[Node, ...]:
    """The values of a list; a single value is a list of one."""
    return node.items if isinstance(node, Sequence) else (node,)


def is_languages(node: Mapping) -> bool:
    """Whether a mapping gives one text in several languages."""
    return bool(node.entries) and all(key.text in ("sv", "en") for key, _ in node)


def value_entry(draft: Draft, node: Mapping) -> tuple[Scalar, Node, Iri | None] | None:
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


def source_block(root: Mapping, words: Vocabulary) -> Mapping | None:
    """The block that describes the source document."""
    for key, node in root:
        if words.class_for(key.text) == nv("SourceDocument") and isinstance(node, Mapping):
            return node
    return None


def slug_of(block: Mapping | None) -> str:
    """The id of a block as a slug; empty where it has none."""
    written = block.get(*ID) if block else None
    return names.slug(written.text) if isinstance(written, Scalar) else ""
