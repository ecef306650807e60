"""The sheets of a plan → statements, by the same lifter as YAML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from naravard_kg.errors import UnreadableFileError
from naravard_kg.plans.draft import Plan
from naravard_kg.plans.lift import lift_tree
from naravard_kg.plans.sheets import Sheet
from naravard_kg.plans.sheets_tree import plan
from naravard_kg.tables import Answers
from naravard_kg.vocabulary import vocabulary


def lift_sheets(
    sheets: Sequence[Sheet], path: Path, graph: Answers, *, sources: Path | None = None
) -> Plan:
    """Read *sheets*, which stand in the file at *path*, as statements; see ``lift.lift``.

    Raises:
        UnreadableFileError: no sheet holds a cell.
    """
    if not any(sheet.rows or sheet.faults for sheet in sheets):
        raise UnreadableFileError("no-sheets", str(path))
    root, notes = plan(sheets, vocabulary(graph), path)
    return lift_tree(root, path, graph, sources=sources, notes=notes)
