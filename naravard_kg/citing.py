"""How a thing, a file that the tool made, or Naravard itself is cited.

    cite(graph, "skane-malbild-2021")      a document, plan, agreement, act: any thing
    cite_file(graph, "areas.svg")          what was made, from which data, and how to make it again
    cite_naravard()                        the software and the data of this version

A source is cited by the bodies behind it; persons stand nowhere in the graph.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from naravard_kg import names, queryfiles
from naravard_kg.errors import UnreadableFileError
from naravard_kg.find import resolve
from naravard_kg.origins import Origin, found_in, origin
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

NARAVARD, THING, FIGURE, TABLE = "naravard", "thing", "figure", "table"
SAME, CHANGED, OTHER, UNKNOWN = "same", "changed", "other", "unknown"

FIGURES = (".pdf", ".png", ".svg")
TABLES = (".csv", ".htm", ".html", ".json", ".md", ".tex", ".tsv", ".xlsx")

_KINDS = {"dokument": "document", "plan": "plan", "avtal": "agreement", "lag": "act"}
_BY = ("publisher", "body", "party", "author")  # who stands behind it: the first that is stated
_ON = ("issued", "document", "decided", "stated", "force")  # its time: the first that is stated
_FORMATS = {"htm": "html", "tex": "latex"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What something is cited by; a part is empty where nothing states it.

    ``kind`` is *naravard*, *document*, *plan*, *agreement*, *act* or *thing*, and of a file
    *figure* or *table*. ``role`` is how those of ``by`` stand to it: *publisher*, *body*,
    *party* or *author*; ``times`` are EDTF, and ``occasion`` what they are the times of:
    *issued*, *document*, *decided*, *stated* or *force*. ``hand`` is the data at hand.

    Of a file, ``made`` is the origin that it carries, and ``standing`` whether the data at hand
    is the *same*, has *changed*, is *other* data altogether, or is not known to be the same.
    """

    kind: str
    hand: Origin
    thing: Iri | None = None
    titles: tuple[Cell, ...] = ()
    by: tuple[Cell, ...] = ()
    role: str = ""
    times: tuple[str, ...] = ()
    occasion: str = ""
    types: tuple[Cell, ...] = ()
    numbers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    documents: tuple[Iri, ...] = ()
    path: str = ""
    made: Origin | None = None
    standing: str = ""

    @property
    def stale(self) -> bool:
        """Whether it is a file that was made from other data than is at hand."""
        return self.standing in (CHANGED, OTHER)

    @property
    def again(self) -> str:
        """The command that makes the file again; empty where the file names none of ours.

        A file may come from a stranger, and what it tells is meant to be typed.
        """
        told = self.made
        if told is None or told.command[:1] != ("naravard",) or not told.typed.isprintable():
            return ""
        file = Path(self.path)
        ending = file.suffix.removeprefix(".").lower()
        form = [] if _has(told, "-f", "--format") else ["-f", _FORMATS.get(ending, ending)]
        where = [] if _has(told, "-o", "--output") else ["-o", file.name]
        return shlex.join([*told.command, *form, *where])


def _has(told: Origin, *options: str) -> bool:
    return any(word.partition("=")[0] in options for word in told.command)


def cite(graph: Answers, thing: str) -> Citation:
    """What a thing is cited by.

    Args:
        graph: any graph.
        thing: any name of it.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
    """
    return _of_things(graph, [resolve(graph, thing)])[0]


def cite_documents(graph: Answers) -> tuple[Citation, ...]:
    """What each source document of the graph is cited by."""
    table = graph.select(queryfiles.internal("documents").sparql)
    return _of_things(graph, [Iri(str(document)) for document in table.column("document")])


def cite_naravard() -> Citation:
    """What Naravard itself is cited by: the software and the shipped data of this version."""
    return Citation(NARAVARD, origin(["naravard", "cite"]), by=("Naravard",))


def cite_file(graph: Answers, path: str | Path) -> Citation:
    """What a file that the tool made is cited by, and whether the data is the same as then.

    Args:
        graph: the graph at hand.
        path: a figure or a table, in any format; a table in CSV with the file beside it.

    Raises:
        UnreadableFileError: there is no such file, or it carries no origin.
    """
    made = found_in(path)
    if made is None:
        raise UnreadableFileError("no-origin", str(path))
    hand = origin(["naravard", "cite", str(path)], graph.source)
    kind = FIGURE if Path(path).suffix.lower() in FIGURES else TABLE
    titles = (made.title or made.typed,)
    standing = _standing(made, hand)
    return Citation(
        kind, hand, titles=titles, by=("Naravard",), path=str(path), made=made, standing=standing
    )


def _standing(made: Origin, hand: Origin) -> str:
    if made.source != hand.source:
        return OTHER
    if not (made.digest and hand.digest):
        return UNKNOWN
    return SAME if made.digest == hand.digest else CHANGED


def cited(
    graph: Answers, named: Sequence[str] = (), *, documents: bool = False
) -> tuple[Citation, ...]:
    """What each thing or file is cited by, in the order named; none named is Naravard itself.

    With *documents*, all source documents of the graph come last.

    Raises:
        UnknownNameError: a name that nothing has.
        AmbiguousNameError: a name that several things have.
        UnreadableFileError: a file that is not there, or carries no origin.
    """
    found = [cite_file(graph, n) if _is_file(n) else cite(graph, n) for n in named]
    found += cite_documents(graph) if documents else ()
    return tuple(found) if named or documents else (cite_naravard(),)


def _is_file(name: str) -> bool:
    """Whether a name is a file's: by its ending, or because there is such a file."""
    try:
        return Path(name).suffix.lower() in (*FIGURES, *TABLES) or Path(name).is_file()
    except OSError:  # longer than any file's name
        return False


def _of_things(graph: Answers, things: Sequence[Iri]) -> tuple[Citation, ...]:
    if not things:
        return ()
    told: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for thing, role, value in graph.select(
        queryfiles.internal("citations").bind({"thing": things})
    ):
        told[str(thing)][str(role)].append(value)
    return tuple(_of_thing(graph, thing, told[thing]) for thing in things)


def _of_thing(graph: Answers, thing: Iri, told: dict[str, list[Cell]]) -> Citation:
    short = names.short(thing)
    role = next((role for role in _BY if told.get(role)), "")
    occasion = next((occasion for occasion in _ON if told.get(occasion)), "")
    return Citation(
        kind=_KINDS.get(short.partition("/")[0], THING),
        hand=origin(["naravard", "cite", short], graph.source),
        thing=thing,
        titles=tuple(told.get("title", ())) or (short,),
        by=tuple(told.get(role, ())),
        role=role,
        times=_texts(told, occasion),
        occasion=occasion,
        types=tuple(told.get("type", ())),
        numbers=_texts(told, "number"),
        cases=_texts(told, "case"),
        checksums=_texts(told, "checksum"),
        links=_texts(told, "link"),
        documents=tuple(Iri(str(document)) for document in told.get("stated-in", ())),
    )


def _texts(told: dict[str, list[Cell]], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, told.get(role, ()))))
