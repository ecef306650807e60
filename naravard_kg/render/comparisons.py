"""The answer of the command compare: the matrix, or another look at it, in the format asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from naravard_kg.compare import compare, frame, offering
from naravard_kg.compare.coverage import coverage, of
from naravard_kg.compare.similarity import similarity
from naravard_kg.compare.stances import Comparison
from naravard_kg.compare.wording import wording
from naravard_kg.origins import Origin, in_language, origin
from naravard_kg.render import catalogue, compared, figured, likeness, tables, wordings
from naravard_kg.render.cells import Page, Reader, page
from naravard_kg.render.csvw import csvw
from naravard_kg.tables import Answers

_Form = Callable[[], str | bytes]
Told = tuple[str | bytes, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line; ``look`` is None for the matrix itself."""

    who: tuple[str, ...] = ()
    by: str = "areas"
    only: str | None = None
    as_of: tuple[date, ...] = ()
    concepts: tuple[str, ...] = ()
    rows: str | None = None
    evidence: bool = False
    full: bool = False
    look: str | None = None
    measure: str = "jaccard"
    permutations: int = 999
    seed: int = 1


def answer(graph: Answers, asked: Asked, reader: Reader) -> Told:
    """The answer, and for a table in CSV what describes it."""
    return _LOOKS[asked.look](graph, asked, reader)


def _matrix(graph: Answers, asked: Asked, reader: Reader) -> Told:
    form = reader.chosen({**compared.FORMATS, **dict.fromkeys(figured.FORMATS)})
    evidence = asked.evidence or form in _WITH_EVIDENCE
    made = _made(graph, asked, reader, evidence=evidence)
    if form in figured.FORMATS:
        return figured.forms(figured.chart(made), lambda: made, reader.lang)[form](), ""
    if form == "text":
        return compared.text(made, reader.lang, reader.width, full=asked.full), ""
    beside = compared.described(made, reader.lang, _name(reader)) if form == "csv" else ""
    return compared.FORMATS[form](made, reader.lang, reader.width), beside


def _coverage(graph: Answers, asked: Asked, reader: Reader) -> Told:
    def page() -> Page:
        narrowed = asked.only or asked.as_of or asked.concepts or asked.rows
        found = (
            of(_made(graph, asked, reader)) if narrowed else coverage(graph, asked.who, by=asked.by)
        )
        told = likeness.covered(graph, found, asked.by, reader.lang)
        return replace(told, origin=_origin(graph, asked, reader, "--coverage"))

    return _looked(
        reader,
        page,
        text=lambda: likeness.covered_text(page(), reader.width),
        **figured.forms("coverage", lambda: _made(graph, asked, reader, "--coverage"), reader.lang),
    )


def _similarity(graph: Answers, asked: Asked, reader: Reader) -> Told:
    options = ("--similarity", "--measure", asked.measure, "--seed", str(asked.seed))
    made = _made(graph, asked, reader, *options, "--permutations", str(asked.permutations))
    drawn = {"permutations": asked.permutations, "seed": asked.seed}
    found = similarity(made, asked.measure, **drawn)
    page = replace(likeness.similar(graph, found, reader.lang), origin=made.origin)
    return _looked(
        reader,
        lambda: page,
        text=lambda: likeness.similar_text(page, found, reader.width),
        **figured.forms("similarity", lambda: (made, found), reader.lang),
    )


def _wording(graph: Answers, asked: Asked, reader: Reader) -> Told:
    found = wording(graph, _made(graph, asked, reader, "--wording", evidence=True))
    origin = found.comparison.origin
    return _looked(
        reader,
        lambda: replace(wordings.tabled(graph, found, reader.lang), origin=origin),
        text=lambda: wordings.text(graph, found, reader.lang, reader.width),
        json=lambda: wordings.as_object(graph, found, reader.lang),
    )


def _list(graph: Answers, asked: Asked, reader: Reader) -> Told:
    offered = offering.offers(graph, asked.who, frame.frame(graph))
    return _looked(reader, lambda: _offered(graph, offered, reader.lang))


def _offered(graph: Answers, offered: offering.Offered, language: str) -> Page:
    found = offering.table(offered, language)
    heads = catalogue.headings("offered", language)
    named = compared.heads(graph, offered[0], language)
    return page(graph, found, language, (*heads, *named))


def _made(
    graph: Answers, asked: Asked, reader: Reader, *options: str, evidence: bool = False
) -> Comparison:
    made = compare(
        graph,
        asked.who,
        by=asked.by,
        only=asked.only,
        as_of=asked.as_of,
        concepts=asked.concepts,
        rows=asked.rows,
        evidence=evidence,
    )
    return replace(made, origin=_longer(made.origin, (*options, *in_language(reader.lang))))


def _origin(graph: Answers, asked: Asked, reader: Reader, *options: str) -> Origin:
    """The origin of what is not made from a whole comparison."""
    command = ("naravard", "compare", *asked.who, "--by", asked.by)
    return origin((*command, *options, *in_language(reader.lang)), graph.source)


def _longer(made: Origin | None, options: Sequence[str]) -> Origin | None:
    return replace(made, command=(*made.command, *options)) if made else None


def _looked(reader: Reader, plain: Callable[[], Page], **forms: _Form) -> Told:
    """An answer in a form of its own, else its table in the format asked for."""
    form = reader.chosen({**tables.FORMATS, **forms})
    if form in forms:
        return forms[form](), ""
    told = plain()
    described = form == "csv" and told.origin is not None
    beside = csvw(told.table, _name(reader), told.origin) if described and told.origin else ""
    return tables.FORMATS[form](told, reader.width), beside


def _name(reader: Reader) -> str:
    """The name of the file, without folders."""
    return Path(reader.output or "").name


_Look = Callable[[Answers, Asked, Reader], Told]
_LOOKS: Mapping[str | None, _Look] = {
    None: _matrix,
    "coverage": _coverage,
    "similarity": _similarity,
    "wording": _wording,
    "list": _list,
}
_WITH_EVIDENCE = frozenset({"json", "xlsx", "html", "csv", "tsv"})
