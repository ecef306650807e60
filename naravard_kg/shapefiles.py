"""The files of shapes/ as they are written, read once: for what they hold, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from naravard_kg import resources
from naravard_kg.graph import triples_of
from naravard_kg.shacl.data import Held


@cache
def shipped() -> Held:
    """The shapes of the house."""
    return of_files(resources.shape_files())


def of_files(files: Iterable[Path]) -> Held:
    """The shapes of some files.

    Raises:
        UnreadableFileError: a file is missing, of no known kind, or broken.
    """
    return Held(triple for path in files for triple in triples_of(path))
