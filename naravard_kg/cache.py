"""The shipped graph, opened from a store on disk that is built once per version.

Reading the shipped files into memory takes longer than answering most questions, so the command
line keeps what it has read in the user's cache. The cache is only ever a copy: it may be
deleted at any time, several processes may build it at once (the first one to finish wins), and
where it cannot be written, or is damaged, the graph is read into memory as if there were none.

``NARAVARD_CACHE`` names another folder; set to nothing, there is no cache.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from naravard_kg import resources
from naravard_kg.errors import StoreError
from naravard_kg.graph import ENGINE, KnowledgeGraph, load, open_store, save

_MONTH = 30 * 24 * 3600  # seconds


def shipped() -> KnowledgeGraph:
    """The shipped graph: from the cache, else read into memory, and kept for the next time."""
    folder = _folder()
    if folder is None:
        return load()
    place = folder / _key()
    if place.is_dir():
        try:
            return _as_shipped(open_store(place))
        except StoreError:  # damaged: build it anew
            shutil.rmtree(place, ignore_errors=True)
    graph = load()
    with suppress(OSError):  # a full disk, a read-only home: there is just no cache
        _keep(graph, place)
    return graph


def _as_shipped(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The copy answers as the shipped graph, not as a store of the user's."""
    graph.source = ""
    return graph


def _keep(graph: KnowledgeGraph, place: Path) -> None:
    """Write the store beside its place and move it there in one step."""
    place.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix="building-", dir=place.parent))
    try:
        save(graph, building)
        _forget_old(place.parent)
        building.rename(place)  # fails where another process was first: its store is as good
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _forget_old(folder: Path) -> None:
    """Remove what no version has built anew for a month."""
    for entry in folder.iterdir():
        if time.time() - entry.stat().st_mtime > _MONTH:
            shutil.rmtree(entry, ignore_errors=True)


def _folder() -> Path | None:
    chosen = os.environ.get("NARAVARD_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    with suppress(RuntimeError):  # a user without a home
        return _user_cache() / "naravard"
    return None


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _key() -> str:
    """What the store is made of: the engine, and the name, size and time of every file."""
    facts = [ENGINE]
    for path in [*resources.ontology_files(), *resources.data_files()]:
        stat = path.stat()
        facts.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:20]
