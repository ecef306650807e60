"""The weight of a start: what is not asked for is not imported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ["rdflib", "pyshacl", "networkx", "SPARQLWrapper", "click", "pandas", "yaml"]
LOADED = "import json, sys; sys.stdout.write(json.dumps(sorted(sys.modules)))"


def _loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}\n{LOADED}"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import naravard_kg", set()),
        ("import naravard_kg as nv; graph = nv.load(); nv.ask(graph, 'statuses')", set()),
        ("import naravard_kg as nv; nv.find(nv.load(), 'samverkan')", set()),
        ("import naravard_kg as nv; nv.connect('http://127.0.0.1:1/')", set()),
        (
            "import naravard_kg as nv; nv.dependencies(nv.load()).blocks('skane-lakarstod-12')",
            {"networkx"},
        ),
        ("import naravard_kg.cli", {"click"}),
    ],
)
def test_only_what_is_used_is_loaded(code: str, allowed: set[str]) -> None:
    """A notebook that asks one question must not wait for SHACL, and must not need pandas."""
    assert _loaded(code) & set(HEAVY) <= allowed
