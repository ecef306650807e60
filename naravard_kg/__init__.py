"""A knowledge graph of Sweden's transition to god och nära vård, and the questions it answers.

    import naravard_kg as nv

    graph = nv.load()
    print(nv.ask(graph, "decisions"))
    nv.compare(graph, ["skane", "orebro"], by="areas")
    nv.dependencies(graph).blocks("skane-lakarstod-12")
    nv.check(graph, "plan.yaml").findings

What stands here is fetched when it is first used, so that a command pays for nothing else.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naravard_kg.compare import Comparison, compare
    from naravard_kg.conflicts import conflicts
    from naravard_kg.dependencies import Blockers, Dependencies, dependencies
    from naravard_kg.errors import NaravardError
    from naravard_kg.evidence import Passage, evidence
    from naravard_kg.find import Match, find
    from naravard_kg.graph import KnowledgeGraph, load, open_store
    from naravard_kg.questions import ask, sparql
    from naravard_kg.remote import RemoteGraph, connect
    from naravard_kg.reports import Finding, Report
    from naravard_kg.tables import Table
    from naravard_kg.things import Thing, show
    from naravard_kg.timeline import timeline
    from naravard_kg.validate import check
    from naravard_kg.views import consolidated, stated_only

__all__ = [
    "Blockers",
    "Comparison",
    "Dependencies",
    "Finding",
    "KnowledgeGraph",
    "Match",
    "NaravardError",
    "Passage",
    "RemoteGraph",
    "Report",
    "Table",
    "Thing",
    "ask",
    "check",
    "compare",
    "conflicts",
    "connect",
    "consolidated",
    "dependencies",
    "evidence",
    "find",
    "load",
    "open_store",
    "show",
    "sparql",
    "stated_only",
    "timeline",
]

_HOMES = {
    "compare": ("Comparison", "compare"),
    "conflicts": ("conflicts",),
    "dependencies": ("Blockers", "Dependencies", "dependencies"),
    "errors": ("NaravardError",),
    "evidence": ("Passage", "evidence"),
    "find": ("Match", "find"),
    "graph": ("KnowledgeGraph", "load", "open_store"),
    "questions": ("ask", "sparql"),
    "remote": ("RemoteGraph", "connect"),
    "reports": ("Finding", "Report"),
    "tables": ("Table",),
    "things": ("Thing", "show"),
    "timeline": ("timeline",),
    "validate": ("check",),
    "views": ("consolidated", "stated_only"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


class _FrontDoor(ModuleType):
    """The package, whose functions keep their names although some modules share them."""

    def __setattr__(self, name: str, value: object) -> None:
        """Python would put the module ``find`` in the place of the function ``find``."""
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        """Fetch a public name from the module it lives in."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = importlib.import_module(f"{__name__}.{_HOME_OF[name]}")
        value: object = getattr(module, name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        """The public names and what every module has."""
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _FrontDoor
