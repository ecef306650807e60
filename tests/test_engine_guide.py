"""The guide to engines: its figures, its addresses, and the servers that it starts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from naravard_kg import queryfiles, resources

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = Path(__file__).parents[1] / "examples" / "engines"
GUIDES = pytest.mark.parametrize("guide", ["engines.md", "motorer.md"])


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    """What Docker Compose is told."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return told


@GUIDES
def test_the_guide_counts_what_is_asked(guide: str) -> None:
    """A figure in prose goes stale unless it is held."""
    text = (DOCS / guide).read_text(encoding="utf-8").replace(" av ", " of ")
    named = len(queryfiles.catalogue())
    every = len(list((resources.root() / "queries").rglob("*.rq")))
    for count in (named, every - named):
        assert f"| {' | '.join([f'{count} of {count}'] * 4)} |" in text


@GUIDES
def test_an_engine_is_started_where_the_guide_says_that_it_answers(
    composed: dict[str, Any], guide: str
) -> None:
    """On loopback alone: none of them asks for a login before it answers."""
    text = (DOCS / guide).read_text(encoding="utf-8")
    for service in composed["services"].values():
        (ports,) = service["ports"]
        host, port, inside = ports.split(":")
        assert (host, port) == ("127.0.0.1", inside)
        assert f"http://localhost:{port}" in text


def test_what_an_engine_mounts_is_there(composed: dict[str, Any]) -> None:
    """A file that is not there becomes an empty folder in the container."""
    for service in composed["services"].values():
        for source in (volume.partition(":")[0] for volume in service["volumes"]):
            beside = source.startswith("./") and source != "./graph"  # which the reader makes
            assert (
                (FOLDER / source).is_file()
                if beside
                else source in {"./graph", *composed["volumes"]}
            )
