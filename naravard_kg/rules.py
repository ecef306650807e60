"""The rules for plans: those of shapes/, of queries/checks/ and of the plan form itself.

A rule's ID is the local name of its shape, or the name of its check file. Its message is two
sentences in each language: the fault, and what to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from naravard_kg import graph, names, queryfiles, resources
from naravard_kg.errors import UnknownNameError
from naravard_kg.terms import Iri, Text
from naravard_kg.words import Words

SEVERITIES = ("error", "warning", "info")
_NAMES = {"violation": "error"}

_SHACL = "http://www.w3.org/ns/shacl#"
_RULES = f"""
PREFIX sh:  <{_SHACL}>
PREFIX nvs: <{names.SHAPES}>
SELECT DISTINCT ?rule ?kind ?severity ?name ?message WHERE {{
  {{ ?shape sh:property ?rule . BIND("shape" AS ?kind) }}
  UNION {{ ?shape sh:sparql ?rule . BIND("sparql" AS ?kind) }}
  UNION {{ ?rule a nvs:FormRule . BIND("form" AS ?kind) }}
  ?rule sh:message ?message .
  OPTIONAL {{ ?rule sh:severity ?own }}
  OPTIONAL {{ ?shape sh:severity ?shared }}
  BIND(COALESCE(?own, ?shared, sh:Violation) AS ?severity)
  OPTIONAL {{ ?rule sh:name ?name . FILTER(LANG(?name) = LANG(?message)) }}
}}
ORDER BY ?rule ?message
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its ID, where it comes from, how grave a breach is, and what is said then."""

    id: str
    kind: str
    severity: str
    name: Words
    fault: Words
    remedy: Words

    @property
    def iri(self) -> Iri:
        """The IRI of the rule's shape."""
        return Iri(names.SHAPES + self.id)


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


def _from_shapes() -> list[Rule]:
    messages: dict[str, dict[str, str]] = {}
    titles: dict[str, dict[str, str]] = {}
    known: dict[str, tuple[str, str]] = {}
    for row in graph.load_files(resources.shape_files()).select(_RULES).records():
        rule_id = str(row["rule"]).removeprefix(names.SHAPES)
        message, name = row["message"], row["name"]
        if isinstance(message, Text):
            messages.setdefault(rule_id, {})[message.language] = str(message)
            titles.setdefault(rule_id, {})[message.language] = str(name or rule_id)
        known[rule_id] = (str(row["kind"]), str(row["severity"]).removeprefix(_SHACL).lower())
    return [
        _rule(rule_id, *known[rule_id], Words(**titles[rule_id]), Words(**messages[rule_id]))
        for rule_id in known
    ]


def _from_checks() -> list[Rule]:
    return [
        _rule(
            check.name,
            "check",
            str(check.header["severity"]),
            check.question,
            Words(**check.header["message"]),
        )
        for check in queryfiles.in_folder("checks")
    ]


def _rule(rule_id: str, kind: str, severity: str, name: Words, message: Words) -> Rule:
    parts = [sentences(message.sv), sentences(message.en)]
    fault, remedy = (Words(*halves) for halves in zip(*parts, strict=True))
    return Rule(rule_id, kind, _NAMES.get(severity, severity), name, fault, remedy)


def sentences(message: str) -> tuple[str, str]:
    """A message's two sentences: the fault, and the remedy.

    >>> sentences("Beslutet saknar organ. Skriv det på raden 'beslutat av'.")
    ('Beslutet saknar organ.', "Skriv det på raden 'beslutat av'.")
    """
    first, _, rest = re.sub(r"([.!?])\s+(?=[A-ZÅÄÖ])", "\\1\n", message, count=1).partition("\n")
    return first, rest
