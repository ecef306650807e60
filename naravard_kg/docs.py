"""The documents that are written from the files themselves: two catalogues and one picture.

``make docs`` runs it; a test holds the committed files to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from naravard_kg import names, queryfiles, resources, rules
from naravard_kg.dependencies import dependencies
from naravard_kg.graph import KnowledgeGraph, load
from naravard_kg.labels import labels
from naravard_kg.render.drawing import svg
from naravard_kg.terms import Cell, Iri

PICTURES = {"sv": "docs/beroenden.svg", "en": "docs/dependencies.svg"}
_PLAN = "skane-lakarstod-"


def documents() -> dict[Path, str]:
    """Every generated document: where it stands, and what it says."""
    graph = load()
    root = resources.root()
    pictures = {root / path: picture(graph, lang) for lang, path in PICTURES.items()}
    return {
        root / "queries" / "README.md": "\n".join(_questions()) + "\n",
        root / "ontology" / "README.md": "\n".join(_terms(graph)) + "\n",
        root / "shapes" / "README.md": "\n".join(_rules()) + "\n",
        **pictures,
    }


def picture(graph: KnowledgeGraph, language: str) -> str:
    """What the assignments of the shipped follow-up depend on, drawn."""
    drawn = dependencies(graph).graph
    edges = [data["edge"] for start, _, data in drawn.edges(data=True) if _PLAN in start]
    things = {thing for edge in edges for thing in (edge.depender, edge.dependee)}
    known = labels(graph, things, language)
    return svg(edges, {thing: _numbered(thing, known[thing]) for thing in things}, language)


def _numbered(thing: Iri, label: str) -> str:
    _, found, number = names.short(thing).partition(_PLAN)
    return f"{number.lstrip('0')} {label}" if found else label


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


def _questions() -> Iterator[str]:
    yield "# Named questions\n"
    yield "Written by `make docs` from the files. Ask one with `naravard ask NAME --set KEY=VALUE`."
    topic = ""
    for question in queryfiles.catalogue():
        if question.topic != topic:
            topic = question.topic
            yield f"\n## {topic}\n\n| name | question | parameters | answers |\n|---|---|---|---|"
        asked = f"{question.question.sv}<br>*{question.question.en}*"
        takes = "<br>".join(f"`{name}`: {kind}" for name, kind in question.parameters.items())
        answers = ", ".join(question.answers)
        yield f"| [{question.name}]({topic}/{question.name}.rq) | {asked} | {takes} | {answers} |"


def _rules() -> Iterator[str]:
    yield "# Rules\n"
    yield "Written by `make docs` from the files. `naravard rules explain RULE` shows one whole.\n"
    yield "| rule | severity | fault | remedy |\n|---|---|---|---|"
    for rule in rules.rules().values():
        fault = f"{rule.fault.sv}<br>*{rule.fault.en}*"
        remedy = f"{rule.remedy.sv}<br>*{rule.remedy.en}*"
        yield f"| `{rule.id}` | {rule.severity} | {fault} | {remedy} |"


def write() -> None:
    """Write every generated document."""
    for path, text in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
