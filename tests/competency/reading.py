"""What the competency tests share: the documents by name, and the reading of an answer."""

from __future__ import annotations

from naravard_kg import KnowledgeGraph, Table, names

MALBILD = "dokument/skane-malbild-2021"
OREBRO = "dokument/orebro-handlingsplan-2019"
ALVSBORG = "dokument/sodra-alvsborg-processledning-2024"
SKANE = "dokument/skane-uppfoljning-lakarstod"
JAMTLAND = "dokument/jamtland-samverkan-2022"
EVERY_DOCUMENT = (MALBILD, OREBRO, ALVSBORG, SKANE, JAMTLAND)

PLAN = "plan/orebro-sammanhallen-2019"
FOLLOWED_UP = "plan/skane-lakarstod"
A_TO_E = {f"forslag/skane-lakarstod-03-05-{letter}" for letter in "abcde"}
THREE_TO_FIVE = {f"uppdrag/skane-lakarstod-{number}" for number in ("03", "04", "05")}

Row = dict[str, object]


def rows(table: Table) -> list[Row]:
    """The rows of a table, things by short name."""
    return [
        {key: names.short(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
        for row in table.records()
    ]


def column(table: Table, name: str) -> set[object]:
    """The values in one column, things by short name, empty cells left out."""
    return {row[name] for row in rows(table)} - {None}


def assignment(number: int) -> str:
    """The short name of an assignment of the plan that Skåne follows up."""
    return f"uppdrag/skane-lakarstod-{number:02}"


def holds(graph: KnowledgeGraph, pattern: str) -> bool:
    """Whether the graph holds the pattern; every prefix may be used."""
    prefixes = "".join(f"PREFIX {p}: <{ns}> " for p, ns in names.prefixes().items())
    return graph.query(f"{prefixes} ASK {{ {pattern} }}") is True


def term(short: str) -> str:
    """A thing's short name as SPARQL writes it."""
    return f"<{names.THINGS}{short}>"
