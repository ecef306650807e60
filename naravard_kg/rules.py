"""The rules for plans: those of shapes/, of queries/checks/ and of the plan form itself.

A rule's ID is the local name of its shape, or the name of its check file. Its message is two
sentences in each language: the fault, and what to do. Beside it stand the reason why there is such
a rule, and two examples in shapes/examples/: a plan that breaks it, and the same one mended. The
first line of the former tells where it is found, and what its message tells of there:

    # line: 8; key: utförsav; near: utförs av, utförare
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from naravard_kg import names, queryfiles, resources, shapefiles
from naravard_kg.errors import UnknownNameError
from naravard_kg.shacl.data import Held
from naravard_kg.shacl.shapes import VIOLATION
from naravard_kg.shacl.terms import TYPE, Named, Node, language_of, sh
from naravard_kg.terms import Iri
from naravard_kg.words import Words

SEVERITIES = ("error", "warning", "info")
_NAMES = {"violation": "error"}
_HEAD = re.compile(r'#(?:comment: ")? ?line: ([^\n"]*)"?\n')

_HOLDERS = {"property": "shape", "sparql": "sparql"}
_FORM_RULE = Named(names.SHAPES + "FormRule")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its ID, where it comes from, how grave a breach is, what is said then, and why."""

    id: str
    kind: str
    severity: str
    name: Words
    fault: Words
    remedy: Words
    why: Words

    @property
    def iri(self) -> Iri:
        """The IRI of the rule's shape, which is also the address of its documentation."""
        return Iri(names.SHAPES + self.id)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a rule is broken in an example, and the facts that its message tells of there."""

    line: int
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A plan that breaks a rule (``bad``), with its marks, or the same one mended (``good``)."""

    kind: str
    text: str
    form: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is told of a rule: the rule, as it is written, and its examples."""

    rule: Rule
    source: str
    examples: tuple[Example, ...]


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its ID, sorted by ID."""
    found = [*_from_shapes(), *_from_checks()]
    return {rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)}


def named(rule_id: str) -> Rule:
    """One rule.

    Raises:
        UnknownNameError: there is none of that ID.
    """
    if rule_id not in rules():
        raise UnknownNameError("rule", rule_id, known=rules())
    return rules()[rule_id]


def source(rule: Rule) -> str:
    """The rule as it is written: its block of Turtle, or its check file."""
    if rule.kind == "check":
        return next(q.sparql for q in queryfiles.in_folder("checks") if q.name == rule.id).strip()
    block = re.compile(rf"^nvs:{re.escape(rule.id)}\n?\s.*?\.$", re.DOTALL | re.MULTILINE)
    texts = (path.read_text(encoding="utf-8") for path in resources.shape_files())
    return next((match[0] for text in texts if (match := block.search(text))), "")


def examples(rule: Rule) -> tuple[Example, ...]:
    """A plan that breaks the rule, and the same one mended, as they stand in shapes/examples/."""
    return tuple(_example(path) for path in resources.example_files(rule.id))


def _example(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    kind, form = (suffix.removeprefix(".") for suffix in path.suffixes)
    return Example(kind, text[head.end() :] if head else text, form, tuple(_marks(head)))


def _marks(head: re.Match[str] | None) -> Iterator[Mark]:
    """What the first line tells, each line counted without it."""
    for told in head[1].split("; line: ") if head else ():
        line, *facts = told.split("; ")
        pairs = (fact.partition(": ") for fact in facts)
        yield Mark(max(int(line) - 1, 1), {name: value for name, _, value in pairs})


def _from_shapes() -> list[Rule]:
    """The rules that are constraints of a shape, or that the reader of the form holds."""
    shapes = shapefiles.shipped()
    found: dict[Node, tuple[str, Node | None]] = dict.fromkeys(
        shapes.subjects(TYPE, _FORM_RULE), ("form", None)
    )
    for holder, kind in _HOLDERS.items():
        found |= {rule: (kind, shape) for shape, rule in shapes.pairs(sh(holder))}
    return [_of_shape(shapes, rule, *about) for rule, about in found.items()]


def _of_shape(shapes: Held, rule: Node, kind: str, shape: Node | None) -> Rule:
    told = shapes.described(rule)
    shared = shapes.described(shape) if shape is not None else {}
    severities = [*told.get(sh("severity"), ()), *shared.get(sh("severity"), ()), VIOLATION]
    severity = severities[0].value.rpartition("#")[2].lower()
    rule_id = rule.value.removeprefix(names.SHAPES)
    texts = (_words(told.get(sh(said), ())) for said in ("name", "message", "description"))
    return _rule((rule_id, kind, severity), *texts)


def _words(nodes: Iterable[Node]) -> Words:
    return Words(**{language_of(node): node.value for node in nodes})


def _from_checks() -> list[Rule]:
    return [
        _rule(
            (check.name, "check", str(check.header["severity"])),
            check.question,
            Words(**check.header["message"]),
            Words(**check.header["why"]),
        )
        for check in queryfiles.in_folder("checks")
    ]


def _rule(about: tuple[str, str, str], name: Words, message: Words, why: Words) -> Rule:
    rule_id, kind, severity = about
    fault, remedy = halves(message)
    return Rule(rule_id, kind, _NAMES.get(severity, severity), name, fault, remedy, why)


def halves(message: Words) -> tuple[Words, Words]:
    """A message's fault and its remedy."""
    parts = [sentences(message.sv), sentences(message.en)]
    fault, remedy = (Words(*both) for both in zip(*parts, strict=True))
    return fault, remedy


def sentences(message: str) -> tuple[str, str]:
    """A message's two sentences: the fault, and the remedy.

    >>> sentences("Beslutet saknar organ. Skriv det på raden 'beslutat av'.")
    ('Beslutet saknar organ.', "Skriv det på raden 'beslutat av'.")
    """
    first, _, rest = re.sub(r"([.!?])\s+(?=[A-ZÅÄÖ])", "\\1\n", message, count=1).partition("\n")
    return first, rest
