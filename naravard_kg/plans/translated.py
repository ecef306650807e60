"""A YAML plan with its keys in another language; all else stays as it was written.

The examples of the rules are written with Swedish keys. An English reader sees the same lines with
an English name of each term: that of the rule's own words, else the one that the plan of
``naravard new plan`` has, else the preferred label.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from naravard_kg import names, rules
from naravard_kg.errors import UnreadableFileError
from naravard_kg.labels import labels
from naravard_kg.places import Place
from naravard_kg.plans import form, template, tree, waivers
from naravard_kg.plans.declare import declare_all
from naravard_kg.plans.draft import Draft, nv
from naravard_kg.plans.tree import Node, Scalar
from naravard_kg.rules import Example, Explanation, Mark, Rule
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri
from naravard_kg.vocabulary import Vocabulary, fold_key, vocabulary
from naravard_kg.words import Words

_OF_FILE = {nv("SourceText"), nv("SourceDocument")}
_KEYWORDS = {
    "fil": "file", "textfil": "textfile", "avsnitt": "sections", "värde": "value",
    "gäller": "valid", "gäller tid": "valid", "klass": "class", "graf": "graph",
}  # fmt: skip
_OF_WAIVERS = {
    "undantag": "waivers", "regel": "rule", "sak": "thing", "skäl": "reason",
    "ansvarig": "owner", "till": "until",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Key:
    """A key, the term it stands for, if any, and the class of the thing it describes."""

    written: Scalar
    term: Iri | None = None
    on: Iri | None = None


def explanation(rule_id: str, language: str) -> Explanation:
    """All that is told of a rule, with the keys of its examples in *language*.

    Examples of which one cannot be read stay as they are.

    Raises:
        UnknownNameError: there is no rule of that ID.
    """
    rule = rules.named(rule_id)
    shown = rules.examples(rule)
    with contextlib.suppress(UnreadableFileError):
        shown = tuple(in_language(rule, example, language) for example in shown)
    return Explanation(rule, rules.source(rule), shown)


def in_language(rule: Rule, example: Example, language: str) -> Example:
    """An example with its keys in *language*; only YAML has any.

    Raises:
        UnreadableFileError: it is no YAML.
    """
    if language == "sv" or example.form != "yaml":
        return example
    lines = example.text.split("\n")
    written: dict[str, str] = {}
    for place, key in sorted(renamings(example.text, *_shipped(), _quoted(rule)).items())[::-1]:
        line, start, end = place.line - 1, place.column - 1, place.end_column - 1
        written[lines[line][start:end]] = key
        lines[line] = lines[line][:start] + key + lines[line][end:]
    marks = tuple(_renamed(mark, written) for mark in example.marks)
    return replace(example, text="\n".join(lines), marks=marks)


@cache
def _shipped() -> tuple[Answers, Vocabulary]:
    from naravard_kg.cache import shipped

    graph = shipped()
    return graph, vocabulary(graph)


def _quoted(rule: Rule) -> dict[str, str]:
    """What the rule's own words call a key, in Swedish and in English."""
    told = Words(f"{rule.fault.sv} {rule.remedy.sv}", f"{rule.fault.en} {rule.remedy.en}")
    swedish, english = (re.findall(r"'([^'{}]+)'", text) for text in (told.sv, told.en))
    return dict(zip(swedish, english, strict=False))


def _renamed(mark: Mark, written: Mapping[str, str]) -> Mark:
    """A mark that speaks of the key as it is written now."""
    facts = {n: written.get(fact, fact) if n == "key" else fact for n, fact in mark.facts.items()}
    return replace(mark, facts=facts)


def renamings(
    text: str, graph: Answers, words: Vocabulary, quoted: Mapping[str, str]
) -> dict[Place, str]:
    """What to write in English for each key of a plan, by its place.

    Raises:
        UnreadableFileError: broken YAML.
    """
    root = tree.parse(text, "")
    if not isinstance(root, tree.Mapping):
        return {}
    if waivers.is_waivers(text):
        return {key.place: _OF_WAIVERS.get(key.text, key.text) for key in _of_waivers(root)}
    draft = Draft(Path(), graph, words, names.source_graph("plan"))
    declare_all(draft, root)
    keys = [*_at_top(draft, root)]
    known = labels(graph, (key.term for key in keys), "en")
    return {
        key.written.place: _english(words, key, known[key.term], quoted)
        if key.term
        else _KEYWORDS.get(fold_key(key.written.text), key.written.text)
        for key in keys
    }


def _english(words: Vocabulary, key: _Key, label: str, quoted: Mapping[str, str]) -> str:
    """The first of the names that is read back as the same term, else its short name."""
    own = quoted.get(key.written.text, "")
    lowered = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    usual = (lowered, *_usual()) if lowered in _usual() else (*_usual(), lowered)
    return next(
        (word for word in (own, *usual) if word and _reads(words, word, key)),
        names.short(key.term or ""),
    )


@cache
def _usual() -> tuple[str, ...]:
    """The keys of the plan that ``naravard new plan`` writes."""
    return tuple(dict.fromkeys(re.findall(r"([a-z][a-z ]*[a-z]):\s", template.text("en"))))


def _reads(words: Vocabulary, word: str, key: _Key) -> bool:
    if key.on is None:
        return words.class_for(word) == key.term
    return words.property_for(word, key.on) == key.term


def _of_waivers(node: Node) -> Iterator[Scalar]:
    for item in form.items(node):
        for key, value in item if isinstance(item, tree.Mapping) else ():
            yield key
            yield from _of_waivers(value)


def _at_top(draft: Draft, root: tree.Mapping) -> Iterator[_Key]:
    for key, value in root:
        of = draft.vocabulary.class_for(key.text)
        if fold_key(key.text) in form.GRAPH:
            yield _Key(key)
        elif of is not None:
            yield _Key(key, of)
            yield from _inside(draft, value, None)


def _inside(draft: Draft, node: Node, prop: Iri | None) -> Iterator[_Key]:
    """The keys of what stands under a key: of things, and of values with what is known of them."""
    for item in form.items(node):
        if not isinstance(item, tree.Mapping) or form.is_languages(item):
            continue
        if item.place in draft.things:
            yield from _of_entries(draft, [*item], draft.things[item.place][1])
        elif prop is not None and (entry := form.value_entry(draft, item)) is not None:
            yield _Key(entry[0], entry[2])
            rest = [(key, value) for key, value in item if key is not entry[0]]
            yield from _of_entries(draft, rest, _about(draft, prop))


def _about(draft: Draft, prop: Iri) -> Iri:
    """The class of the node that says more of a fact: a dependency, else a claim."""
    carried = any(concept.direct == prop for concept in draft.vocabulary.concepts.values())
    return nv("Dependency") if carried else nv("Claim")


def _of_entries(draft: Draft, entries: list[tuple[Scalar, Node]], of: Iri) -> Iterator[_Key]:
    kept = {*form.ID, *form.CLASS, *form.PERIOD, *(form.FILE_KEYS if of in _OF_FILE else ())}
    for key, value in entries:
        prop = draft.vocabulary.property_for(key.text, of)
        nested = draft.vocabulary.class_for(key.text)
        if fold_key(key.text) in kept:
            yield _Key(key)
        elif prop is not None:
            yield _Key(key, prop, of)
            yield from _inside(draft, value, prop)
        elif nested is not None:
            yield _Key(key, nested)
            yield from _inside(draft, value, None)
