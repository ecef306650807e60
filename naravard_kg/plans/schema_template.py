"""The long plan template: every kind of thing and every line it may have, with its definition.

All of it is commented out, for a writer to copy from: ``##`` tells, ``#`` stands before a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from naravard_kg.plans.form import ID, THING
from naravard_kg.plans.schema_fields import Field, all_forms, field_of, properties_of
from naravard_kg.plans.schema_terms import Wording, wording
from naravard_kg.tables import Answers
from naravard_kg.words import Words, say

_SHOWN = 6
_DEFINED_AT = 44
_GRAVE = {2: "template.must", 1: "template.should"}
_EXAMPLES = {
    "date": "2026-09-15",
    "gYear": "2026",
    "integer": "1",
    "decimal": "0.5",
}
_YES = Words("ja", "yes")
_NAME = Words("exempel-1", "example-1")


def text(graph: Answers, language: str) -> str:
    """The template in *language*, from the ontology that *graph* carries."""
    return "\n".join(_lines(wording(graph), language))


def _lines(terms: Wording, language: str) -> Iterator[str]:
    yield from _told(say("template.all").in_(language))
    yield from ("", *_told(say("template.common").in_(language)), "")
    common = properties_of(terms.words, THING)
    fields = [field_of(terms, THING, prop, language) for prop in common]
    yield from _fields(terms, fields, language)
    for form in all_forms(terms, language):
        yield from ("", *_told(f"{form.name}: {form.definition.in_(language)}"))
        yield f"# {form.name}:"
        own = [f for f in form.fields if f.prop not in common or _is_of_class(terms, f)]
        yield from _fields(terms, own, language)


def _is_of_class(terms: Wording, field: Field) -> bool:
    """Whether a line that any thing may have means more, or is needed, on things of a class."""
    anywhere = terms.words.scheme_of(field.prop, THING) if field.prop else None
    return field.demand.grave > 0 or field.scheme != anywhere


def _told(words: str) -> list[str]:
    return [f"## {line}" for line in words.split("\n")]


def _fields(terms: Wording, fields: Iterable[Field], language: str) -> Iterator[str]:
    for field in fields:
        values = terms.values(field.scheme) if field.scheme else []
        line = f"#   {field.key}: {_example(field, values, language)}"
        demanded = _GRAVE.get(field.demand.grave)
        parts = [
            say(demanded).in_(language) if demanded else "",
            field.definition.in_(language),
            f"({', '.join(values[:_SHOWN])}{', …' if values[_SHOWN:] else ''})" if values else "",
        ]
        yield f"{line:<{_DEFINED_AT}}# {' '.join(part for part in parts if part)}"


def _example(field: Field, values: list[str], language: str) -> str:
    if field.key == ID[0]:
        return _NAME.in_(language)
    if field.kinds == ("boolean",):
        return _YES.in_(language)
    shown = (_EXAMPLES[kind] for kind in field.kinds if kind in _EXAMPLES)
    return values[0] if values else next(shown, "…")
