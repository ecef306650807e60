"""What is written from the files themselves: three catalogues, a picture, what commands print.

``make docs`` runs it; tests hold the committed files to it. In README.md and LÄSMIG.md the words
and the commands are written by hand; what stands below a command is what it prints.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from naravard_kg import names, queryfiles, resources, rules
from naravard_kg.compare import compare
from naravard_kg.dependencies import dependencies
from naravard_kg.figures import drawn as drawn_figure
from naravard_kg.graph import KnowledgeGraph, load
from naravard_kg.render import catalogue
from naravard_kg.render.deps import drawn, rendered
from naravard_kg.render.figured import chart
from naravard_kg.terms import Cell, Iri

PICTURES = {"sv": "docs/beroenden.svg", "en": "docs/dependencies.svg"}
TEXTS = ("README.md", "LÄSMIG.md")
GUIDES = (  # in pairs
    *("docs/waiting.md", "docs/vantan.md"),
    *("docs/checking.md", "docs/prova.md"),
    *("docs/comparing.md", "docs/jamfora.md"),
    *("docs/stores.md", "docs/lager.md"),
    *("docs/tables.md", "docs/tabeller.md"),
    *("docs/endpoints.md", "docs/slutpunkter.md"),
    *("docs/publishing.md", "docs/publicera.md"),
    *("docs/engines.md", "docs/motorer.md"),
)
FIGURES = {  # what is compared, and the figure in each language
    "areas": {"sv": "docs/omraden.svg", "en": "docs/areas.svg"},
    "bodies": {"sv": "docs/organ.svg", "en": "docs/bodies.svg"},
}
_PLAN = "+plan:skane-lakarstod"
_PREFIX = re.compile(r"^PREFIX\s+([\w-]+):\s*<([^<>]*)>\s*$", re.MULTILINE)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_NAMED = re.compile(r"<([^<>\s]+)>|(?<![\w?$-])([a-z][\w-]*):([\w-]+)")
_COMMAND = re.compile(r"```console\n\$ ([^\n]*)\n(.*?)```", re.DOTALL)
_DRAWN = re.compile(r"`(naravard [^`\n]*)`:\n\n```mermaid\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
_TERMINAL = {"NARAVARD_LANG": "en", "COLUMNS": "100"}


def documents() -> dict[Path, str]:
    """Every generated document: where it stands, and what it says."""
    graph = load()
    root = resources.root()
    pictures = {root / path: picture(graph, lang) for lang, path in PICTURES.items()}
    return {
        root / "queries" / "README.md": "\n".join(_questions(graph)) + "\n",
        root / "ontology" / "README.md": "\n".join(_terms(graph)) + "\n",
        root / "shapes" / "README.md": "\n".join(_rules()) + "\n",
        **pictures,
        **{root / path: text for path, text in figures(graph).items()},
    }


@dataclass(slots=True)
class _Reader:
    """Who a drawing is made for."""

    lang: str
    format: str | None = "svg"
    sources: str | None = None
    output: str | None = None
    width: int = 100

    def chosen(self, formats: Mapping[str, object]) -> str:
        """The format of drawings."""
        return next(form for form in formats if form == self.format)


def picture(graph: KnowledgeGraph, language: str) -> str:
    """What the assignments of the shipped follow-up depend on, drawn."""
    network = dependencies(graph)
    return str(rendered(network, drawn(network, _PLAN), _Reader(language)))


def figures(graph: KnowledgeGraph) -> dict[str, str]:
    """The figures of the guide to comparing, made on the day of the data: each time the same."""
    found: dict[str, str] = {}
    for by, paths in FIGURES.items():
        made = compare(graph, by=by)
        assert made.origin is not None  # noqa: S101 -- a comparison has one
        dated = replace(made, origin=replace(made.origin, made=resources.modified()))
        for language, path in paths.items():
            found[path] = drawn_figure(chart(dated), dated, "svg", language).decode()
    return found


def _terms(graph: KnowledgeGraph) -> Iterator[str]:
    yield "# Terms and vocabularies\n"
    yield "Written by `make docs` from the files. A label is also a key in plan files."
    for query, column in (("terms", "kind"), ("schemes", "scheme")):
        heading = ""
        for row in graph.select(queryfiles.internal(query).sparql).records():
            group = names.short(str(row[column]))
            if group != heading:
                heading = group
                yield f"\n## {group}\n\n| term | svenska | English |\n|---|---|---|"
            yield _term(row)


def _term(row: dict[str, Cell]) -> str:
    name = names.short(str(row["term"])) if "term" in row else row["notation"]
    worded = (f"**{row[f'label_{x}']}**: {row[f'definition_{x}']}" for x in ("sv", "en"))
    return f"| `{name}` | {' | '.join(worded)} |"


def _questions(graph: KnowledgeGraph) -> Iterator[str]:
    yield "# Named questions\n"
    yield "Written by `make docs` from the files. Ask one with `naravard ask NAME --set KEY=VALUE`."
    topic = ""
    for question in queryfiles.catalogue():
        if question.topic != topic:
            topic = question.topic
            yield f"\n## {topic}\n\n| name | question | parameters | answers | growth |"
            yield "|---|---|---|---|---|"
        asked = f"{question.question.sv}<br>*{question.question.en}*"
        takes = "<br>".join(f"`{name}`: {kind}" for name, kind in question.parameters.items())
        answers = ", ".join(question.answers)
        name = f"[{question.name}]({topic}/{question.name}.rq)"
        yield f"| {name} | {asked} | {takes} | {answers} | {question.growth} |"
    yield from _covered(coverage(graph))


def _covered(told: dict[Iri, tuple[str, ...]]) -> Iterator[str]:
    left = [term for term, questions in told.items() if not questions]
    yield "\n## Coverage\n"
    yield f"{len(told) - len(left)} of {len(told)} terms are covered by at least one question:"
    yield "the classes and properties of nv: that its SPARQL names, and the vocabularies that it"
    yield "names or takes a concept from."
    if left:
        yield "\nNot yet covered:\n"
        yield from (f"- `{names.short(term)}`" for term in left)


def coverage(graph: KnowledgeGraph) -> dict[Iri, tuple[str, ...]]:
    """Each own class, property and vocabulary, with the named questions whose SPARQL names it.

    A vocabulary is named by its own address or by that of one of its concepts. A prefix that is
    declared, and a word in a comment, name nothing.
    """
    named = {question.name: named_in(question.sparql) for question in queryfiles.catalogue()}
    return {
        term: tuple(name for name, iris in named.items() if _names(iris, term))
        for term in _own_terms(graph)
    }


def named_in(sparql: str) -> frozenset[str]:
    """The IRIs that a query names, written out in full."""
    prefixes = dict(_PREFIX.findall(sparql))
    body = _COMMENT.sub("", _PREFIX.sub("", sparql))
    return frozenset(
        iri or prefixes.get(prefix, f"{prefix}:") + local
        for iri, prefix, local in _NAMED.findall(body)
    )


def _names(iris: frozenset[str], term: Iri) -> bool:
    return any(iri == term or iri.startswith(f"{term}/") for iri in iris)


def _own_terms(graph: KnowledgeGraph) -> list[Iri]:
    asked = (("terms", "term"), ("schemes", "scheme"))
    found = {
        cell
        for query, column in asked
        for row in graph.select(queryfiles.internal(query).sparql).records()
        if isinstance(cell := row[column], Iri)
    }
    return sorted(found)


def _rules() -> Iterator[str]:
    known = rules.rules().values()
    yield "# Rules\n"
    yield "Written by `make docs` from the files. `naravard rules explain RULE` shows one whole."
    for severity in rules.SEVERITIES:
        told = [rule for rule in known if rule.severity == severity]
        yield f"\n## {severity}: {len(told)}\n\n| rule | svenska | English |\n|---|---|---|"
        yield from (f"| [`{r.id}`](#{r.id}) | {r.name.sv} | {r.name.en} |" for r in told)
    yield "\n## Each rule\n"
    yield "What breaks it, and why it is there; `-` marks what a plan had, `+` what mends it."
    for rule in known:
        yield from _rule(rule)


def _rule(rule: rules.Rule) -> Iterator[str]:
    """A section on a rule, with an address of its own."""
    bad, good = rules.examples(rule)
    facts = bad.marks[0].facts
    fault, remedy = rule.fault.filled(facts), rule.remedy.filled(facts)
    yield f'\n<a id="{rule.id}"></a>\n\n### {rule.id}\n'
    yield f"- **{fault.sv}** {rule.why.sv} → {remedy.sv}"
    yield f"- **{fault.en}** {rule.why.en} → {remedy.en}\n"
    lines = (f"{sign} {line}".rstrip() for sign, line in catalogue.changes(bad, good))
    yield catalogue.fenced("\n".join(lines), "diff")


def refilled(text: str) -> str:
    """A text whose commands and lines of Python are followed by what they print now."""
    return _PYTHON.sub(_python, _DRAWN.sub(_drawing, _COMMAND.sub(_command, text)))


def printed(command: str) -> str:
    """What a command of a document prints on a terminal of 100 columns."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own documents
        [sys.executable, "-m", "naravard_kg", *shlex.split(command)[1:]],
        capture_output=True,
        check=False,
        cwd=resources.root(),
        encoding="utf-8",
        env={**os.environ, **_TERMINAL, "PYTHONPATH": str(resources.root())},
    )
    return (done.stdout + done.stderr).rstrip()


def _command(block: re.Match[str]) -> str:
    return f"```console\n$ {block[1]}\n{printed(block[1])}\n```"


def _drawing(block: re.Match[str]) -> str:
    """A drawing in Mermaid, under the command that makes it."""
    return f"`{block[1]}`:\n\n```mermaid\n{printed(block[1])}\n```"


def _python(block: re.Match[str]) -> str:
    """The lines of Python of a block, run one by one, with what each shows."""
    known: dict[str, object] = {}
    lines: list[str] = []
    for line in (line for line in block[1].splitlines() if line.startswith(">>> ")):
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown), contextlib.chdir(resources.root()):
            exec(compile(line[4:], "document", "single"), known)  # noqa: S102 -- our own documents
        lines += [line, *shown.getvalue().splitlines()]
    return "\n".join(["```pycon", *lines, "```"])


def write() -> None:
    """Write every generated document, then those that show what commands print."""
    for path, text in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name in (*TEXTS, *GUIDES):
        path = resources.root() / name
        text = refilled(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
