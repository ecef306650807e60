"""The named questions: find, read, bind, ask; and any SPARQL of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from naravard_kg import names, queryfiles
from naravard_kg.errors import ParameterError, UnknownNameError
from naravard_kg.find import resolve, resolve_who
from naravard_kg.graph import KnowledgeGraph
from naravard_kg.queryfiles import Question
from naravard_kg.streaming import stream
from naravard_kg.tables import Answer, Answers, Rows, Stream, Table
from naravard_kg.terms import XSD, Cell, Iri, Typed, from_lexical

Value = str | int | Decimal | date | Iterable[str]


def ask(graph: Answers, name: str, **values: Value) -> Table:
    """Answer a named question.

    Args:
        graph: any graph: in memory, on disk, at an endpoint.
        name: the question's name; ``catalogue()`` lists them.
        values: its parameters; a thing by any name, a date as ISO text or ``date``. Several
            values: a list. A parameter left out keeps the example of the file.

    Raises:
        UnknownNameError: no such question, or no such thing.
        AmbiguousNameError: a name that several things carry.
        ParameterError: a parameter the question has not, or a value of the wrong kind.
    """
    question = queryfiles.named(name)
    for variable in values:
        if variable not in question.parameters:
            known = ", ".join(question.parameters) or "–"
            raise ParameterError("unknown", name, parameter=variable, known=known)
    bound = {
        variable: [cell(graph, question, variable, item) for item in _listed(value)]
        for variable, value in values.items()
    }
    return replace(graph.select(question.bind(bound)), question=name)


def sparql(graph: Answers, text: str) -> Answer:
    """Answer any SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: it cannot be parsed, or would change something.
    """
    return graph.query(text)


def streamed(graph: Answers, text: str, *, once: bool = True) -> Stream:
    """The answer to any SPARQL as it comes, where it may be too large to hold.

    Statements need not come but ``once`` where they are sorted afterwards: that takes less memory.

    Raises:
        QueryError: it cannot be parsed, or would change something.
    """
    if isinstance(graph, KnowledgeGraph) and graph.timeout is None:
        return stream(graph, text, once=once)
    from naravard_kg.remote import RemoteGraph  # which loads what speaks with servers

    if isinstance(graph, RemoteGraph):
        return graph.stream(text)
    answer = graph.query(text)
    if isinstance(answer, Table):
        return Rows(answer.columns, iter(answer.rows))
    return answer if isinstance(answer, bool) else iter(answer)


def _listed(value: Value) -> list[Value]:
    if isinstance(value, str | int | Decimal | date):
        return [value]
    return list(value)


def cell(graph: Answers, question: Question, variable: str, value: Value) -> Cell:
    """The value of a parameter as a term; where it may be of several kinds, of the first that fits.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
        ParameterError: it is of none of the kinds.
    """
    *others, last = question.parameters[variable].split("|")
    for kind in others:
        with suppress(UnknownNameError, ParameterError):
            return _cell(graph, (question, variable), kind, value)
    return _cell(graph, (question, variable), last, value)


def _cell(graph: Answers, of: tuple[Question, str], kind: str, value: Value) -> Cell:
    question, variable = of
    if kind in _LITERALS:
        try:
            return _LITERALS[kind](value)
        except (TypeError, ValueError):
            raise ParameterError(
                "kind", question.name, parameter=variable, value=value, kind=kind
            ) from None
    if kind.startswith("vocab/"):
        return _concept(graph, of, kind, str(value))
    if kind == "who":
        return resolve_who(graph, str(value))
    return resolve(graph, str(value), kinds=_segments(graph, kind))


def _concept(graph: Answers, of: tuple[Question, str], kind: str, value: str) -> Iri:
    from naravard_kg.vocabulary import vocabulary

    scheme = Iri(names.BASE + kind)
    found = vocabulary(graph).concept_for(value.rpartition("/")[2], scheme)
    if found is None:
        question, variable = of
        raise ParameterError("kind", question.name, parameter=variable, value=value, kind=kind)
    return found


def _segments(graph: Answers, kind: str) -> list[str]:
    if kind == "any":
        return []
    from naravard_kg.vocabulary import vocabulary

    words = vocabulary(graph)
    class_iri = Iri(names.expand(kind) or names.ONTOLOGY + kind)
    return words.classes.segments([class_iri])


def _literal(value: object, kind: str) -> Cell:
    cell = from_lexical(str(value), XSD + kind)
    if isinstance(cell, Typed):  # of a form that the datatype does not allow
        raise ValueError(value)  # noqa: TRY004 -- the value is wrong, not its type
    return cell


_LITERALS: dict[str, Callable[[object], Cell]] = {
    "date": partial(_literal, kind="date"),
    "integer": partial(_literal, kind="integer"),
    "text": str,
}
