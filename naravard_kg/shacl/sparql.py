"""Constraints written in SPARQL: sh:sparql, and components with validators of their own.

Source:
    Shapes Constraint Language (SHACL), W3C 2017, sections 5 and 6,
    https://www.w3.org/TR/shacl/#sparql-constraints
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from naravard_kg.errors import ShapesError
from naravard_kg.shacl.data import Data, Solution, downwards
from naravard_kg.shacl.paths import Path, as_sparql
from naravard_kg.shacl.prebinding import is_plain, joined, refuse_unfit, substitute
from naravard_kg.shacl.shapes import Constraint, Hit, Run
from naravard_kg.shacl.terms import (
    TYPE,
    Blank,
    Literal,
    Named,
    Node,
    is_blank,
    is_iri,
    is_true,
    sh,
)

_AT_ONCE = 1000
_IMPORTS = Named("http://www.w3.org/2002/07/owl#imports")
_BEFOREHAND = {"this", "value", "PATH"}


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT or ASK of the shapes graph, with the shape it belongs to.

    ``terms`` are bound before it is run: the path, the shape itself, a component's parameters.
    ``source`` is the node of a constraint of sh:sparql; a component's validator has none.
    """

    text: str
    terms: Mapping[str, Node]
    path: Path | None = None
    messages: tuple[Literal, ...] = ()
    source: Node | None = None


def constraints(shapes: Data, shape: Node, path: Path | None) -> Iterator[Constraint]:
    """The constraints of sh:sparql on a shape.

    Raises:
        ShapesError: one has no query, or one that cannot be run as SHACL asks for.
    """
    for node in shapes.described(shape).get(sh("sparql"), ()):
        told = shapes.described(node)
        if is_true(told.get(sh("deactivated"), ())):
            continue
        text = _text(shapes, node, "select")
        terms = {"currentShape": shape}
        query = Query(text, terms, path, literals(told.get(sh("message"), ())), node)
        refuse_unfit(text, {"this"})
        yield _selecting(sh("SPARQLConstraintComponent"), query)


def _selecting(component: Named, query: Query) -> Constraint:
    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        del values
        for solution in _solutions(run, query, {"this": focus}):
            yield _hit(query, focus, solution)

    def batch(run: Run, nodes: list[Node]) -> Iterator[tuple[Node, Hit]]:
        for row in _together(run, query, nodes):
            yield row["this"], _hit(query, row["this"], row)

    return Constraint(component, check, batch if _joins(query) else None, query.source)


def _joins(query: Query) -> bool:
    selected = re.search(r"\bSELECT\b([^{]*)", query.text, re.IGNORECASE)
    return is_plain(query.text) and selected is not None and "this" in selected[1]


def _together(run: Run, query: Query, nodes: list[Node]) -> Iterator[Solution]:
    named = iter([node for node in nodes if not is_blank(node)])
    terms = _named(query, query.terms)
    while some := list(islice(named, _AT_ONCE)):
        text = joined(substitute(query.text, terms), "this", [str(node) for node in some])
        answer = run.data.query(text)
        yield from () if isinstance(answer, bool) else answer
    for node in nodes:
        if is_blank(node):
            yield from ({**row, "this": node} for row in _solutions(run, query, {"this": node}))


def _solutions(run: Run, query: Query, bound: Mapping[str, Node]) -> Iterable[Solution]:
    answer = _ask(run, query, bound)
    return [{}] * answer if isinstance(answer, bool) else answer


def _ask(run: Run, query: Query, bound: Mapping[str, Node]) -> Iterable[Solution] | bool:
    every = {**query.terms, **bound}
    blank = {name: node for name, node in every.items() if isinstance(node, Blank)}
    terms = _named(query, every)
    used = {name: node for name, node in blank.items() if re.search(rf"[?$]{name}\b", query.text)}
    return run.data.query(substitute(query.text, terms), used)


def _named(query: Query, bound: Mapping[str, Node]) -> dict[str, str]:
    """What can be written into the query: the path, and all terms but blank nodes."""
    path = {"PATH": as_sparql(query.path)} if query.path is not None else {}
    return {name: str(node) for name, node in bound.items() if not is_blank(node)} | path


def _hit(query: Query, focus: Node, solution: Solution) -> Hit:
    path, value = solution.get("path"), solution.get("value")
    told = solution.get("message")
    messages = (told,) if isinstance(told, Literal) else query.messages
    known = {**query.terms, **solution, "this": focus}
    return Hit(
        value if value is not None else focus if query.path is None else None,
        path if isinstance(path, Named) else None,
        tuple(_filled(message, known) for message in messages),
        query.source,
    )


def _filled(message: Literal, known: Mapping[str, Node]) -> Literal:
    def shown(match: re.Match[str]) -> str:
        node = known.get(match[1])
        return match[0] if node is None else node.value

    text = re.sub(r"\{[?$](\w+)\}", shown, message.value)
    return Literal(text, language=message.language) if message.language else Literal(text)


# --- components with validators of their own ------------------------------------------------------


def of_components(shapes: Data, shape: Node, path: Path | None) -> Iterator[Constraint]:
    """The constraints of components that the shapes graph itself declares.

    Raises:
        ShapesError: a component has no validator that fits.
    """
    told = shapes.described(shape)
    for component in _components(shapes):
        parameters = list(_parameters(shapes, component))
        needed = [path_of for path_of, optional in parameters if not optional]
        if needed and all(parameter in told for parameter in needed):
            given = [p for p, _ in parameters if p in told]
            for terms in _choices(told, given):
                yield _validated(shapes, component, (shape, path), terms)


def _components(shapes: Data) -> list[Named]:
    kinds = downwards(shapes, sh("ConstraintComponent"))
    found = dict.fromkeys(node for kind in kinds for node in shapes.subjects(TYPE, kind))
    return [node for node in found if isinstance(node, Named)]


def _choices(told: Mapping[Named, list[Node]], given: list[Named]) -> list[dict[str, Node]]:
    """The values of the parameters; a single parameter may have several, each a constraint."""
    if len(given) == 1:
        return [{_local(given[0]): value} for value in told[given[0]]]
    return [{_local(parameter): told[parameter][0] for parameter in given}]


def _parameters(shapes: Data, component: Node) -> Iterator[tuple[Named, bool]]:
    for node in shapes.described(component).get(sh("parameter"), ()):
        told = shapes.described(node)
        for path in told.get(sh("path"), ()):
            if isinstance(path, Named):
                yield path, is_true(told.get(sh("optional"), ()))


def _validated(
    shapes: Data, component: Named, owner: tuple[Node, Path | None], terms: dict[str, Node]
) -> Constraint:
    shape, path = owner
    own = "nodeValidator" if path is None else "propertyValidator"
    told = shapes.described(component)
    for parameter, form in ((own, "select"), ("validator", "ask")):
        for validator in told.get(sh(parameter), ()):
            text = _text(shapes, validator, form)
            refuse_unfit(text, _BEFOREHAND & set(re.findall(r"[?$](\w+)", text)))
            messages = literals(shapes.described(validator).get(sh("message"), ()))
            query = Query(text, {**terms, "currentShape": shape}, path, messages)
            return _selecting(component, query) if form == "select" else _asking(component, query)
    raise ShapesError("validator", component.value)


def _asking(component: Named, query: Query) -> Constraint:
    def check(run: Run, focus: Node, values: list[Node]) -> Iterator[Hit]:
        for value in values:
            if not _ask(run, query, {"this": focus, "value": value}):
                known = {**query.terms, "this": focus, "value": value}
                yield Hit(value, None, tuple(_filled(m, known) for m in query.messages))

    return Constraint(component, check)


def _text(shapes: Data, node: Node, form: str) -> str:
    """A query with its prefixes.

    Raises:
        ShapesError: the node has none of that form.
    """
    told = shapes.described(node)
    texts = [text.value for text in told.get(sh(form), ()) if isinstance(text, Literal)]
    if len(texts) != 1:
        raise ShapesError("query", str(node))
    return "".join(_prefixes(shapes, told.get(sh("prefixes"), []))) + texts[0]


def _prefixes(shapes: Data, homes: list[Node]) -> list[str]:
    declared: dict[str, str] = {}
    line = list(homes)
    for home in line:
        told = shapes.described(home)
        line += [node for node in told.get(_IMPORTS, ()) if node not in line]
        for node in told.get(sh("declare"), ()):
            at = shapes.described(node)
            pairs = product(at.get(sh("prefix"), ()), at.get(sh("namespace"), ()))
            declared |= {prefix.value: space.value for prefix, space in pairs}
    return [f"PREFIX {prefix}: <{space}>\n" for prefix, space in sorted(declared.items())]


def _local(path: Named) -> str:
    return re.split(r"[/#:]", path.value)[-1]


def literals(nodes: Iterable[Node]) -> tuple[Literal, ...]:
    """The literals among nodes, in an order that holds."""
    found = [node for node in nodes if isinstance(node, Literal)]
    return tuple(sorted(found, key=lambda text: (text.language or "", text.value)))


def queries(shapes: Data) -> Iterator[str]:
    """The text of every query of a shapes graph."""
    for form in ("select", "ask"):
        yield from (text.value for _, text in shapes.pairs(sh(form)) if not is_iri(text))
