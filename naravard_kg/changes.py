"""Which things have changed since an earlier version: a folder, a file, a git revision."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from naravard_kg import resources
from naravard_kg.differences import Version, between, read
from naravard_kg.errors import UnreadableFileError
from naravard_kg.parts import part
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri, Quad


def changed_since(answers: Answers, revision: str) -> set[Iri]:
    """The things that are new, gone or changed in the graph since *revision*.

    Args:
        answers: the graph as it is now.
        revision: a folder or file with an earlier version of the data, or a git revision of the
            checkout that the shipped data stand in.

    Raises:
        ValueError: it is neither; says why.
    """
    path = Path(revision)
    if path.exists():
        return _changed(answers, _read(answers, path))
    with tempfile.TemporaryDirectory() as folder:
        _check_out(revision, Path(folder))
        return _changed(answers, _read(answers, Path(folder)))


def _read(answers: Answers, path: Path) -> Version:
    try:
        return read(answers, path)
    except UnreadableFileError as error:
        raise ValueError(str(error)) from None


def _changed(answers: Answers, old: Version) -> set[Iri]:
    """What differs, in the named graphs that the old version has where it has some."""
    homes = {quad.graph for quad in old.quads if quad.graph}
    now = tuple(quad for quad in part(answers).quads() if _belongs(quad, homes))
    return {change.thing for change in between(old, Version("", now)).changes}


def _belongs(quad: Quad, homes: set[Iri]) -> bool:
    return not homes or quad.graph in homes


def _check_out(revision: str, folder: Path) -> None:
    """Write the data files of a git revision into a folder.

    Raises:
        ValueError: there is no git, no repository, or no such revision.
    """
    listed = _git("ls-tree", "-r", "--name-only", "-z", "--end-of-options", revision, "data")
    names = [name for name in listed.decode().split("\0") if name.endswith(".trig")]
    if not names:
        raise ValueError("data/*.trig")
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_git("show", "--end-of-options", f"{revision}:./{name}"))


def _git(*words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed program, the user's own revision
            ["git", "-C", str(resources.root()), *words],  # noqa: S607 -- wherever it is installed
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise ValueError(error.strerror or "git") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ValueError(said.rpartition("\n")[2] or "git")
    return done.stdout
