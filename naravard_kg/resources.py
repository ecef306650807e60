"""Where the shipped files are, in a checkout and in a wheel alike. Nobody else builds a path."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path

_DAY = re.compile(r'dcterms:(?:issued|modified)\s+"([0-9-]{10})"')
_VERSION = re.compile(r'owl:versionInfo\s+"([^"]+)"')


@cache
def root() -> Path:
    """The folder that holds ontology/, data/, queries/ and shapes/."""
    package = Path(__file__).resolve().parent
    shipped = package / "_resources"
    return shipped if shipped.is_dir() else package.parent


def version() -> str:
    """The version of ontology, rules, data and code, as the ontology states it."""
    with (root() / "ontology" / "naravard.ttl").open(encoding="utf-8") as stream:
        stated = (_VERSION.search(line) for line in stream)
        return next(match[1] for match in stated if match)


@cache
def modified() -> date:
    """The day the shipped data was last changed, as its catalogue states it."""
    text = (root() / "data" / "catalog.ttl").read_text(encoding="utf-8")
    return max(map(date.fromisoformat, _DAY.findall(text)))


@cache
def digest() -> str:
    """A checksum of the shipped ontology and data: the same data has the same one everywhere."""
    total = hashlib.sha256()
    for path in [*ontology_files(), *data_files()]:
        total.update(path.relative_to(root()).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def ontology_files() -> list[Path]:
    """The ontology's Turtle files and its vocabularies, sorted."""
    folder = root() / "ontology"
    return sorted([*folder.glob("*.ttl"), *folder.glob("vocab/*.ttl")])


def data_files() -> list[Path]:
    """The shipped named graphs, one TriG file each, sorted."""
    return sorted((root() / "data").rglob("*.trig"))


def query_folder() -> Path:
    """The folder of the named questions, with checks/ and internal/ in it."""
    return root() / "queries"


def shape_files() -> list[Path]:
    """The rules for data, sorted; the rules for the ontology itself are not among them."""
    return sorted(path for path in (root() / "shapes").glob("*.ttl") if path.name != "ontology.ttl")


def example_files(rule: str) -> list[Path]:
    """The plans that show a rule, sorted: ``bad`` before ``good``."""
    return sorted((root() / "shapes" / "examples").glob(f"{rule}.*.*"))


def context_file() -> Path:
    """The JSON-LD context: the one table of prefixes."""
    return root() / "ontology" / "context.jsonld"


def tour_folder() -> Path:
    """The plan files that the tour checks."""
    return root() / "examples"
