"""A knowledge graph of Sweden's transition to god och nära vård, and the questions it answers.

import naravard_kg as nv

graph = nv.load()
print(nv.ask(graph, "decisions"))
nv.dependencies(graph).blocks("skane-lakarstod-12")
nv.check(graph, "plan.yaml").findings
"""

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
from naravard_kg.validate import check

__all__ = [
    "Blockers",
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
    "connect",
    "dependencies",
    "evidence",
    "find",
    "load",
    "open_store",
    "show",
    "sparql",
]
