"""The JSON Schema of plan files in YAML, made from ontology and rules, for editors to read.

It knows every name that the reader knows, so that an editor can suggest them, explain them and
underline what is misspelt. It is no second set of rules: what depends on other parts of a file,
or on the graph, only ``naravard check`` can tell. Case and hyphens of a key, which the reader
passes by, are as in the ontology here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from naravard_kg import names
from naravard_kg.plans.draft import nv
from naravard_kg.plans.form import CLASS, EVIDENCE, FILE_KEYS, GRAPH, ID, PERIOD, THING
from naravard_kg.plans.schema_fields import properties_of
from naravard_kg.plans.schema_terms import Wording, lowered, wording
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, XSD, Iri
from naravard_kg.vocabulary import Vocabulary
from naravard_kg.words import LANGUAGES, Words, say

_Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HOME = "https://w3id.org/naravard/schema/plan.json"
_OF_FILE = (nv("SourceDocument"), nv("SourceText"))
_SECTIONS = ("avsnitt", "sections")
_VALUE = ("värde", "value")
_SCALAR = ["string", "number", "boolean"]
_EDTF = r"^\[?[0-9./~?%-]+\]?$"
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_SHORT_NAME = r"[/:]"  # organ/skane-cs, nv:concerns, an IRI
_YES_NO = ("ja", "nej", "yes", "no", "true", "false", "sant", "falskt")
_KINDS: dict[str, _Schema] = {
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "gYear": {"type": ["string", "integer"], "pattern": "^[0-9]{4}$"},
    "integer": {"type": ["string", "integer"], "pattern": "^[+-]?[0-9]+$"},
    "decimal": {"type": ["string", "number"], "pattern": r"^[+-]?[0-9]+([.,][0-9]+)?\s*%?$"},
    "boolean": {"enum": [True, False, *_YES_NO, *(word.capitalize() for word in _YES_NO)]},
    "anyURI": {"type": "string", "pattern": ":"},
}
_BY_SHORT_NAME: _Schema = {"^[a-z0-9-]+:": {}}
_MADE: dict[str, _Schema] = {
    "words": {"type": _SCALAR},
    "values": {"type": [*_SCALAR, "array"], "items": {"type": _SCALAR}},
    "languages": {
        "type": "object",
        "properties": {key: {"type": _SCALAR} for key in LANGUAGES},
        "additionalProperties": False,
        "minProperties": 1,
    },
    "period": {"type": ["string", "integer"], "pattern": _EDTF},
    "id": {"type": "string", "anyOf": [{"pattern": _SLUG}, {"pattern": _SHORT_NAME}]},
}


def text(graph: Answers) -> str:
    """The schema as JSON, a definition a line."""
    whole = schema(graph)
    made = whole.pop("$defs")
    lines = [f"  {_json(name)}: {_json(found)}" for name, found in made.items()]
    whole["$defs"] = {}
    head = json.dumps(whole, ensure_ascii=False, indent=1)
    return head.removesuffix("{}\n}") + "{\n" + ",\n".join(lines) + "\n }\n}"


def schema(graph: Answers) -> _Schema:
    """The schema of a plan file, by the ontology that *graph* carries."""
    return _Maker(wording(graph)).schema()


@dataclass
class _Maker:
    """Makes the schema; what is used in many places is made once, under ``$defs``."""

    terms: Wording
    made: dict[str, _Schema] = field(default_factory=lambda: dict(_MADE))

    def schema(self) -> _Schema:
        """The whole."""
        keys = {key: self._things(iri) for iri, key in _class_keys(self.terms)}
        graph = {key: _ref("words") for key in GRAPH}
        for name in ("dependency", "claim"):
            self.made[f"qualified-{name}"] = self._qualified(nv(name.capitalize()))
        whole = _object({**keys, **graph}, **_told(say("schema.title"), say("schema.text")))
        return {
            "$schema": _DIALECT,
            "$id": _HOME,
            **whole,
            "$defs": dict(sorted(self.made.items())),
        }

    def _things(self, class_iri: Iri) -> _Schema:
        """One thing of a class, or a list of them."""
        name = f"things-{_local(class_iri)}"
        if name not in self.made:
            self.made[name] = _told(self.terms.label(class_iri), self.terms.definition(class_iri))
            one = self._thing(class_iri)
            self.made[name]["anyOf"] = [one, {"type": "array", "items": one}]
        return _ref(name)

    def _thing(self, class_iri: Iri) -> _Schema:
        """A thing of a class, strictly; one that chooses its own class may hold anything."""
        name = f"thing-{_local(class_iri)}"
        if name not in self.made:
            self.made[name] = {}  # a thing may hold things of its own class
            strict = _object(self._lines(class_iri), patternProperties=_BY_SHORT_NAME)
            chosen = {"anyOf": [{"required": [key]} for key in CLASS]}
            self.made[name] = {"if": chosen, "then": {"type": "object"}, "else": strict}
        return _ref(name)

    def _lines(self, class_iri: Iri) -> dict[str, _Schema]:
        """Every line that a thing of a class may have: its own, then things inside it."""
        lines = {**{key: _ref(key) for key in ID}, **{key: _ref("words") for key in CLASS}}
        for prop, key in _property_keys(self.terms, class_iri):
            lines[key] = self._property(prop, class_iri)
        lines |= {key: _ref("period") for key in sorted(PERIOD)}
        for iri, key in _class_keys(self.terms):
            if self.terms.words.classes[iri].nests_by and key not in lines:
                lines[key] = self._things(iri)
        return lines | (_file_lines() if class_iri in _OF_FILE else {})

    def _property(self, prop: Iri, class_iri: Iri) -> _Schema:
        """The values of a property on a class."""
        scheme = self.terms.words.scheme_of(prop, class_iri)
        name = f"{_local(prop)}-{_local(scheme)}" if scheme else _local(prop)
        if name not in self.made:
            self.made[name] = _told(self.terms.label(prop), self.terms.definition(prop))
            plain = [self._scheme(scheme)] if scheme else _plain(self.terms.words, prop)
            values = [*plain, *self._structures(prop)]
            several = {"type": "array", "items": {"anyOf": values}}
            self.made[name]["anyOf"] = [*values, several]
        return _ref(name)

    def _structures(self, prop: Iri) -> list[_Schema]:
        """What may stand there besides a plain value: languages, a qualified value, a thing."""
        words = self.terms.words
        term = words.properties[prop]
        direct = any(concept.direct == prop for concept in words.concepts.values())
        found = [_ref("qualified-dependency" if direct else "qualified-claim")]
        if Iri(RDF + "langString") in term.ranges:
            found.append(_ref("languages"))
        elif term.kind == "ObjectProperty" and term.scheme is None and prop != EVIDENCE:
            found.append(self._thing(next(iter(sorted(term.ranges)), THING)))
        return found

    def _scheme(self, scheme: Iri) -> _Schema:
        """The concepts of a scheme, by all their names."""
        name = f"scheme-{_local(scheme)}"
        if name not in self.made:
            named = _concept_names(self.terms, scheme)
            numbers = [int(word) for word in named if word.isdecimal()]
            other = {"type": "string", "pattern": _SHORT_NAME}
            self.made[name] = {"anyOf": [{"enum": [*named, *numbers]}, other]}
        return _ref(name)

    def _qualified(self, about: Iri) -> _Schema:
        """A value with what is known of the fact: ``{värde: X, belägg: …}``."""
        lines = {key: _ref("values") for key in _VALUE}
        lines |= {key: _ref("values") for _, key in _class_keys(self.terms)}
        holders = set(lines)
        for prop, key in _property_keys(self.terms, about):
            known = self._property(prop, about)
            lines[key] = {"anyOf": [known, lines[key]]} if key in lines else known
        only_about = {"propertyNames": {"enum": [key for key in lines if key not in holders]}}
        return _object(lines, **{"patternProperties": _BY_SHORT_NAME, "not": only_about})


def _class_keys(terms: Wording) -> Iterator[tuple[Iri, str]]:
    """Each name of each class that the reader takes for that class."""
    for iri in sorted(terms.words.classes):
        yield from ((iri, key) for key in terms.called(iri) if terms.words.class_for(key) == iri)


def _property_keys(terms: Wording, class_iri: Iri) -> Iterator[tuple[Iri, str]]:
    """Each name of each property that the reader takes for it on a thing of a class."""
    for prop in properties_of(terms.words, class_iri):
        for key in terms.called(prop):
            if terms.words.property_for(key, class_iri) == prop:
                yield prop, key


def _concept_names(terms: Wording, scheme: Iri) -> list[str]:
    """Short names first: they are what an editor should suggest."""
    concepts = sorted(c.iri for c in terms.words.concepts.values() if c.scheme == scheme)
    said = [label for iri in concepts for label in terms.labels(iri)]
    own = [iri.rpartition("/")[2] for iri in concepts]
    return list(dict.fromkeys([*own, *said, *map(lowered, said)]))


def _plain(words: Vocabulary, prop: Iri) -> list[_Schema]:
    kinds = {iri.removeprefix(XSD) for iri in words.properties[prop].ranges}
    return [_KINDS[kind] for kind in sorted(kinds & set(_KINDS))] or [_ref("words")]


def _file_lines() -> dict[str, _Schema]:
    lines: dict[str, _Schema] = {key: {"type": "string"} for key in sorted(FILE_KEYS)}
    sections: _Schema = {"type": "object", "additionalProperties": {"type": _SCALAR}}
    return lines | dict.fromkeys(_SECTIONS, sections)


def _object(properties: dict[str, _Schema], **more: object) -> _Schema:
    return {
        "type": "object", **more, "properties": properties, "additionalProperties": False
    }  # fmt: skip


def _told(label: Words, definition: Words) -> _Schema:
    """A title and a description in both languages; alike ones once."""
    title = " / ".join(dict.fromkeys([label.sv, label.en]))
    said = "\n\n".join(part for part in dict.fromkeys([definition.sv, definition.en]) if part)
    return {"title": title, "description": said} if said else {"title": title}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _local(iri: Iri) -> str:
    return re.sub(r"[^\w.-]", "-", names.short(iri).removeprefix("vocab/"))
