"""The catalogues: the named questions, the rules, and one rule explained."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from naravard_kg import names
from naravard_kg.queryfiles import Question
from naravard_kg.render.prose import wrapped
from naravard_kg.rules import Example, Explanation, Rule
from naravard_kg.tables import Table
from naravard_kg.words import Words, say

_TOLD = re.compile(r"^    sh:(?:name|description|message)\n(?:        .*\n?)+", re.MULTILINE)
_HEADER = re.compile(r"^#\+.*\n", re.MULTILINE)


def headings(table: str, language: str) -> tuple[str, ...]:
    """The headings of one of the program's own tables."""
    return tuple(say(f"headings.{table}").in_(language).split(", "))


def questions(catalogue: Iterable[Question], language: str) -> Table:
    """Each named question: its name, what it asks, its parameters with an example."""
    rows = tuple((q.name, q.question.in_(language), _parameters(q)) for q in catalogue)
    return Table(("name", "question", "parameters"), rows, "questions")


def rules(known: Iterable[Rule], language: str) -> Table:
    """Each rule: its ID, how grave a breach is, and what a breach says."""
    rows = tuple(
        (rule.id, say(f"severity.{rule.severity}").in_(language), rule.fault.in_(language))
        for rule in known
    )
    return Table(("rule", "severity", "fault"), rows, "rules")


def rule(told: Explanation, language: str, width: int) -> str:
    """One rule in full, in at most *width* columns where it is prose.

    What it holds and why, a plan that breaks it, the same one mended, how to mend, the rule itself.
    """
    return "\n".join(_Page(language, width).rule(told))


def rule_as_object(told: Explanation, language: str = "", width: int = 0) -> str:
    """One JSON object; all but the keys of the examples in both languages."""
    del language, width
    about = told.rule
    answer = {
        "id": about.id,
        "kind": about.kind,
        "severity": about.severity,
        "name": _both(about.name),
        "fault": _both(about.fault),
        "remedy": _both(about.remedy),
        "why": _both(about.why),
        "source": told.source,
        "examples": [_example(about, example) for example in told.examples],
        "documentation": str(about.iri),
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def rule_as_markdown(told: Explanation, language: str, width: int = 0) -> str:
    """One rule in full, for a page or a pull request."""
    del width
    about = told.rule
    grave = say(f"severity.{about.severity}").in_(language)
    parts = [f"# `{about.id}`", f"{about.name.in_(language)} ({grave})"]
    parts += [general(about.fault).in_(language), about.why.in_(language)]
    for example in told.examples:
        parts.append(f"## {say(f'explain.{example.kind}').in_(language)}")
        parts.append(fenced(example.text, example.form))
        parts += [f"- {n}: {message.in_(language)}" for n, message in findings(about, example)]
    parts += [f"## {say('explain.remedy').in_(language)}", mending(told).in_(language)]
    form = "sparql" if about.kind == "check" else "turtle"
    parts += [f"## {say('explain.source').in_(language)}", fenced(bare(told.source), form)]
    return "\n\n".join(parts)


RULE_FORMATS: dict[str, Callable[[Explanation, str, int], str]] = {
    "text": rule,
    "json": rule_as_object,
    "md": rule_as_markdown,
}


def general(words: Words) -> Words:
    """A message with … for each fact that only a finding has.

    >>> general(Words("{entity} inväntar {value}.", "{entity} awaits {value}.")).en
    '… awaits …'
    """
    open_ = (re.sub(r"\{[^{}]*\}", "…", text) for text in (words.sv, words.en))
    return Words(*(text.removesuffix(".") if text.endswith("….") else text for text in open_))


def mending(told: Explanation) -> Words:
    """What to do about the example, else about any plan."""
    facts = (mark.facts for example in told.examples for mark in example.marks)
    return general(told.rule.remedy.filled(next(facts, {})))


def findings(known: Rule, example: Example) -> Iterator[tuple[int, Words]]:
    """What a check says of an example: line by line."""
    return ((mark.line, known.fault.filled(mark.facts)) for mark in example.marks)


def bare(source: str) -> str:
    """A rule without its words, which are told elsewhere."""
    left = _TOLD.sub("", _HEADER.sub("", source)).strip()
    return f"{left.removesuffix(';').rstrip()} ." if left.endswith(";") else left


def fenced(text: str, form: str) -> str:
    """Text as a block of Markdown."""
    return f"```{form}\n{text.rstrip()}\n```"


def changes(bad: Example, good: Example) -> Iterator[tuple[str, str]]:
    """The lines of both examples in order, each with ``-``, ``+`` or a space as diff has it."""
    before, after = (example.text.rstrip("\n").split("\n") for example in (bad, good))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from ((" ", line) for line in after[k:m])
        else:
            yield from (("-", line) for line in before[i:j])
            yield from (("+", line) for line in after[k:m])


def _example(known: Rule, example: Example) -> dict[str, object]:
    told = [{"line": n, "message": _both(message)} for n, message in findings(known, example)]
    return {"kind": example.kind, "form": example.form, "text": example.text, "findings": told}


def _both(words: Words) -> dict[str, str]:
    return {"sv": words.sv, "en": words.en}


@dataclass(frozen=True, slots=True)
class _Page:
    """The language and the columns that a rule is written in."""

    language: str
    width: int

    def rule(self, told: Explanation) -> Iterator[str]:
        """Part by part."""
        about = told.rule
        yield f"{about.id}  ({self._said(f'severity.{about.severity}')})"
        yield from self._prose(about.name, "  ")
        yield ""
        yield from self._prose(general(about.fault), "  ")
        yield from ("", f"  {self._said('explain.why')}")
        yield from self._prose(about.why)
        for example in told.examples:
            yield from ("", f"  {self._said(f'explain.{example.kind}')}")
            yield from self._shown(about, example, told.examples[0])
        yield from ("", f"  {self._said('explain.remedy')}")
        yield from self._prose(mending(told))
        yield from ("", f"  {self._said('explain.source')}")
        if about.kind == "form":
            yield from self._prose(say("explain.form"))
        yield from (f"    {line}".rstrip() for line in bare(told.source).splitlines())

    def _shown(self, known: Rule, example: Example, bad: Example) -> Iterator[str]:
        """The lines with their numbers: those that break the rule, or those that mend it."""
        marks: dict[int, list[Words]] = {}
        for number, message in findings(known, example):
            marks.setdefault(number, []).append(message)
        lines = [pair for pair in changes(bad, example) if pair[0] != "-" or _is_gone(bad, example)]
        margin = len(str(len(lines)))
        number = 0
        for sign, line in lines:
            number += sign != "-"
            shown = "" if sign == "-" else number
            yield f"    {shown:>{margin}} {'|' if sign == ' ' else sign} {line}".rstrip()
            for message in marks.get(number, ()):
                yield from self._marked(line, message, f"    {'':>{margin}} | ")

    def _marked(self, line: str, message: Words, margin: str) -> Iterator[str]:
        indent = " " * (len(line) - len(line.lstrip(" -")))
        meant = line.strip(" -\t").expandtabs()
        yield f"{margin}{indent}{'^' * len(meant)}"
        yield from self._prose(message, margin + indent)

    def _said(self, key: str) -> str:
        return say(key).in_(self.language)

    def _prose(self, words: Words, indent: str = "    ") -> list[str]:
        return wrapped(words.in_(self.language), self.width, indent, hang="")


def _is_gone(bad: Example, good: Example) -> bool:
    """Whether what mends a plan is only that lines are taken away."""
    return all(sign != "+" for sign, _ in changes(bad, good))


def _parameters(question: Question) -> str:
    return " ".join(f"--set {name}={example}" for name, example in _examples(question))


def _examples(question: Question) -> Iterable[tuple[str, str]]:
    spaces = dict(re.findall(r"PREFIX (\S*):\s+<([^>]*)>", question.sparql))
    for name, example in question.examples.items():
        for literal, term in re.findall(r'"([^"]*)"\S*|(\S+)', example):
            prefix, _, local = term.partition(":")
            short = names.short(spaces[prefix] + local if prefix in spaces else term.strip("<>"))
            of_any = question.parameters[name] == "any"  # a slug alone may be several things
            yield name, literal or (short if of_any else short.rpartition("/")[2])
