"""The passage behind a fact: where it stands, and, with the text copies at hand, its words.

A fact is supported by the evidence of a node about it (a Claim or a Dependency) where there is
one, else by the evidence of the thing it is said of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naravard_kg import names, passages, queryfiles
from naravard_kg.errors import UnreadableFileError
from naravard_kg.find import resolve
from naravard_kg.tables import Answers
from naravard_kg.terms import Cell, Iri

UNKNOWN, VERIFIED, FAILED = "unknown", "verified", "failed"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that supports facts of a thing.

    ``state`` is *verified* or *failed* where the text copy was at hand, else *unknown*;
    ``words`` are its words then, which the graph does not hold.
    """

    about: Iri
    property: Iri | None
    value: Cell
    evidence: Iri
    document: Iri
    text: Iri
    locator: str
    start: int
    end: int
    digest: str
    checksum: str = ""
    state: str = UNKNOWN
    words: str = ""


def evidence(
    graph: Answers, thing: str, *, sources: str | Path | None = None
) -> tuple[Passage, ...]:
    """The passages behind what is said of *thing*.

    Args:
        graph: the graph.
        thing: any name of it.
        sources: a folder with the text copies; each passage is then read and verified.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it.
        UnreadableFileError: *sources* is no folder.
    """
    texts = texts_in(Path(sources)) if sources else {}
    found = of_thing(graph, resolve(graph, thing))
    return tuple(verified(passage, texts) if texts else passage for passage in found)


def of_thing(graph: Answers, thing: Iri) -> list[Passage]:
    """The passages behind what is said of *thing*; none where the graph knows nothing of it."""
    table = graph.select(queryfiles.named("passages").bind({"thing": [thing]}))
    return [_passage(row) for row in table.records()]


def of_things(graph: Answers, things: Sequence[Iri]) -> list[Passage]:
    """The passages behind each of *things* itself, in the order of the texts."""
    if not things:
        return []
    table = graph.select(queryfiles.internal("behind").bind({"thing": things}))
    return [_passage({**row, "about": row["thing"]}) for row in table.records()]


def of_nodes(graph: Answers, nodes: Iterable[Iri]) -> list[Passage]:
    """The passages of evidence nodes, in the order of the texts."""
    wanted = list(nodes)
    if not wanted:
        return []
    table = graph.select(queryfiles.internal("positions").bind({"evidence": wanted}))
    return [_passage(row) for row in table.records()]


def texts_in(folder: Path) -> dict[str, str]:
    """The text copies of a folder, by the SHA-256 of their characters.

    Raises:
        UnreadableFileError: there is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableFileError("no-folder", str(folder))
    found = (passages.read_text(path) for path in sorted(folder.glob("*.txt")))
    return {passages.digest(text): text for text in found}


def verified(passage: Passage, texts: dict[str, str]) -> Passage:
    """The passage with its words and whether its digest holds; unchanged without its text."""
    text = texts.get(passage.checksum)
    if text is None:
        return passage
    words = text[passage.start : passage.end]
    state = VERIFIED if passages.digest(words) == passage.digest else FAILED
    return replace(passage, state=state, words=words)


def _passage(row: dict[str, Cell]) -> Passage:
    return Passage(
        about=Iri(str(row.get("about") or row["evidence"])),
        property=Iri(str(row["property"])) if row.get("property") else None,
        value=row.get("value"),
        evidence=Iri(str(row["evidence"])),
        document=Iri(str(row["document"] or names.BASE)),
        text=Iri(str(row["text"])),
        locator=str(row["locator"] or ""),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        digest=str(row["digest"]),
        checksum=str(row["checksum"] or ""),
    )
