"""The files in queries/: a question with its header, and values bound into it.

A file starts with ``#+`` lines that together are TOML:

    #+ question.sv = "…"                 what is asked, in both languages
    #+ question.en = "…"
    #+ answers     = ["003-09"]          the competency questions it answers
    #+ parameters  = { thing = "Assignment" }    variable -> kind of value
    #+ columns     = { thing = "uppdrag" }       variable -> Swedish heading
    #+ growth      = "answer"            what its cost follows: constant, answer or graph

Each parameter stands in one line ``VALUES ?p { … }`` with an example, or with UNDEF for any value
at all, so that the file runs as it stands in any SPARQL tool; in several lines, all alike, where
queries within the query need it. Values are bound by replacing those lines, never by pasting text
elsewhere; ``terms.n3`` is the one function that turns a value into SPARQL.

What a question costs follows the graph's size (``graph``: it counts or looks through a class of
things), the rows it gives (``answer``: what is shared by many documents), or neither (``constant``:
it is about one thing or document). ``benchmarks/growth.py`` holds the questions to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from naravard_kg import resources
from naravard_kg.errors import QueryFileError, UnknownNameError
from naravard_kg.terms import Cell, n3
from naravard_kg.words import Words

GROWTH = ("constant", "answer", "graph")
_VALUES = re.compile(r"VALUES \?(\w+) \{([^{}]*)\}")


@dataclass(frozen=True)
class Question:
    """One file of queries/: what it asks, what it takes, what it gives, and its SPARQL."""

    name: str
    topic: str
    question: Words
    sparql: str
    answers: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    growth: str = ""  # one of GROWTH, or not told
    header: Mapping[str, Any] = field(default_factory=dict)

    def heading(self, column: str, language: str) -> str:
        """The heading of a column in *language*."""
        english = column.replace("_", " ")
        return self.columns.get(column, english) if language == "sv" else english

    def bind(self, values: Mapping[str, Iterable[Cell]], *, free: Iterable[str] = ()) -> str:
        """The SPARQL with *values* in place of the examples; variables not named keep theirs.

        Those of *free* may take any value.

        Raises:
            ValueError: a variable that the question does not declare, or no value for it.
        """
        for variable in values:
            if variable not in self.parameters:
                raise ValueError(f"{self.name} has no parameter {variable!r}.")
        bound = {variable: _terms(variable, cells) for variable, cells in values.items()}
        return self._with({**dict.fromkeys(free, "UNDEF"), **bound})

    def _with(self, bound: Mapping[str, str]) -> str:
        # One pass over the file's own text, so that no value is ever read as a VALUES line.
        return _VALUES.sub(
            lambda m: f"VALUES ?{m[1]} {{ {bound.get(m[1], m[2].strip())} }}", self.sparql
        )

    @property
    def examples(self) -> dict[str, str]:
        """The example value of each parameter, as it stands in the file."""
        found = {match[1]: match[2].strip() for match in _VALUES.finditer(self.sparql)}
        return {name: found[name] for name in self.parameters}


def read(path: Path) -> Question:
    """Read one file.

    Raises:
        QueryFileError: the header is no TOML, a parameter has not exactly one VALUES line, or the
            class of growth is unknown.
    """
    import tomllib

    text = path.read_text(encoding="utf-8")
    lines = [line[2:].strip() for line in text.splitlines() if line.startswith("#+")]
    try:
        header = tomllib.loads("\n".join(lines))
        asked = Words(header["question"]["sv"], header["question"]["en"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise QueryFileError(path.name, str(error)) from None
    return _question(path, text, header, asked)


def _question(path: Path, text: str, header: dict[str, Any], asked: Words) -> Question:
    parameters = header.get("parameters", {})
    lines = {(match[1], match[2].strip()) for match in _VALUES.finditer(text)}
    for variable in parameters:
        if sum(of == variable for of, _ in lines) != 1:
            raise QueryFileError(path.name, f"VALUES ?{variable}")
    growth = header.get("growth", "")
    if growth and growth not in GROWTH:
        raise QueryFileError(path.name, f"growth: {growth}")
    return Question(
        name=path.stem,
        topic=path.parent.name,
        question=asked,
        sparql=text,
        answers=tuple(header.get("answers", ())),
        parameters=parameters,
        columns=header.get("columns", {}),
        growth=growth,
        header=header,
    )


@cache
def _files() -> dict[str, Path]:
    apart = {"aspects", "checks", "internal", "selectors", "views"}
    files = sorted(resources.query_folder().rglob("*.rq"))
    return {path.stem: path for path in files if path.parent.name not in apart}


def names() -> tuple[str, ...]:
    """The names of all named questions, sorted."""
    return tuple(_files())


def catalogue() -> list[Question]:
    """All named questions, by topic and name."""
    return sorted(map(read, _files().values()), key=lambda q: (q.topic, q.name))


def named(name: str) -> Question:
    """One named question.

    Raises:
        UnknownNameError: there is none of that name.
    """
    path = _files().get(name)
    if path is None:
        raise UnknownNameError("question", name, known=_files())
    return read(path)


def in_folder(folder: str) -> list[Question]:
    """All files of a folder of queries/ that is no topic: checks, selectors or views; by name."""
    return [read(path) for path in sorted((resources.query_folder() / folder).glob("*.rq"))]


@cache
def internal(name: str) -> Question:
    """A query that the library itself asks, from queries/internal/."""
    return read(resources.query_folder() / "internal" / f"{name}.rq")


@cache
def of_aspect(name: str) -> Question:
    """A query that a comparison asks, from queries/aspects/."""
    return read(resources.query_folder() / "aspects" / f"{name}.rq")


@cache
def aspects() -> dict[str, dict[str, Any]]:
    """The aspects by which things are compared, from queries/aspects/aspects.toml."""
    import tomllib

    path = resources.query_folder() / "aspects" / "aspects.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _terms(variable: str, cells: Iterable[Cell]) -> str:
    terms = " ".join(map(n3, cells))
    if not terms:
        raise ValueError(f"No value for {variable!r}.")
    return terms
