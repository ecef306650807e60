"""The answer of the command compare: the matrix, or another look at it, in the format asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from naravard_kg.compare import compare, frame, offering
from naravard_kg.compare.coverage import coverage, of
from naravard_kg.compare.similarity import similarity
from naravard_kg.compare.stances import Comparison
from naravard_kg.compare.wording import wording
from naravard_kg.render import catalogue, compared, likeness, tables, wordings
from naravard_kg.render.cells import Page, Reader, page
from naravard_kg.tables import Answers

_FIGURES = ("svg", "png", "pdf")
_Form = Callable[[], str | bytes]


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


def answer(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    """The answer, as text or as the bytes of a file."""
    return _LOOKS[asked.look](graph, asked, reader)


def _matrix(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    forms = {**compared.FORMATS, **dict.fromkeys(_FIGURES)}
    form = reader.chosen(forms)
    made = _made(graph, asked, evidence=asked.evidence or form in _WITH_EVIDENCE)
    if form in _FIGURES:
        name = "structure" if made.aspect.name == "bodies" else "matrix"
        return _drawn(name, made, form, reader)
    if form == "text":
        return compared.text(made, reader.lang, reader.width, full=asked.full)
    return compared.FORMATS[form](made, reader.lang, reader.width)


def _coverage(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    def page() -> Page:
        narrowed = asked.only or asked.as_of or asked.concepts or asked.rows
        found = of(_made(graph, asked)) if narrowed else coverage(graph, asked.who, by=asked.by)
        return likeness.covered(graph, found, asked.by, reader.lang)

    return _looked(
        reader,
        page,
        text=lambda: likeness.covered_text(page(), reader.width),
        **_figures("coverage", lambda: _made(graph, asked, "--coverage"), reader),
    )


def _similarity(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    options = ("--similarity", "--measure", asked.measure, "--seed", str(asked.seed))
    made = _made(graph, asked, *options, "--permutations", str(asked.permutations))
    drawn = {"permutations": asked.permutations, "seed": asked.seed}
    found = similarity(made, asked.measure, **drawn)
    return _looked(
        reader,
        lambda: likeness.similar(graph, found, reader.lang),
        text=lambda: likeness.similar_text(graph, found, reader.lang, reader.width),
        **_figures("similarity", lambda: (made, found), reader),
    )


def _wording(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    found = wording(graph, _made(graph, asked, "--wording", evidence=True))
    return _looked(
        reader,
        lambda: wordings.tabled(graph, found, reader.lang),
        text=lambda: wordings.text(graph, found, reader.lang, reader.width),
        json=lambda: wordings.as_object(graph, found, reader.lang),
    )


def _list(graph: Answers, asked: Asked, reader: Reader) -> str | bytes:
    offered = offering.offers(graph, asked.who, frame.frame(graph))
    return _looked(reader, lambda: _offered(graph, offered, reader.lang))


def _offered(graph: Answers, offered: offering.Offered, language: str) -> Page:
    found = offering.table(offered, language)
    heads = catalogue.headings("offered", language)
    from naravard_kg.labels import labels

    known = labels(graph, [side.who for side in offered[0]], language)
    return page(graph, found, language, (*heads, *(known[side.who] for side in offered[0])))


def _made(graph: Answers, asked: Asked, *options: str, evidence: bool = False) -> Comparison:
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
    if made.origin is None or not options:
        return made
    command = (*made.origin.command, *options)
    return replace(made, origin=replace(made.origin, command=command))


def _looked(reader: Reader, plain: Callable[[], Page], **forms: _Form) -> str | bytes:
    """An answer in a form of its own, else its table in the format asked for."""
    form = reader.chosen({**tables.FORMATS, **forms})
    return forms[form]() if form in forms else tables.FORMATS[form](plain(), reader.width)


def _figures(name: str, subject: Callable[[], object], reader: Reader) -> dict[str, _Form]:
    return {form: partial(_of, name, subject, form, reader) for form in _FIGURES}


def _of(name: str, subject: Callable[[], object], form: str, reader: Reader) -> bytes:
    return _drawn(name, subject(), form, reader)


def _drawn(name: str, subject: object, form: str, reader: Reader) -> bytes:
    from naravard_kg import figures

    return figures.drawn(name, subject, form, reader.lang)


_Look = Callable[[Answers, Asked, Reader], str | bytes]
_LOOKS: Mapping[str | None, _Look] = {
    None: _matrix,
    "coverage": _coverage,
    "similarity": _similarity,
    "wording": _wording,
    "list": _list,
}
_WITH_EVIDENCE = frozenset({"json", "xlsx", "html", "csv", "tsv"})
