"""The cached store: only ever a copy, safe to lose, safe to share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from naravard_kg import cache, resources
from naravard_kg.graph import load

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own for each test."""
    monkeypatch.setenv("NARAVARD_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_cached_graph_is_the_shipped_graph(folder: Path) -> None:
    """A copy that differs from its original is worse than none."""
    first, second = cache.shipped(), cache.shipped()
    assert len(list(folder.iterdir())) == 1
    assert first.select(COUNT) == second.select(COUNT) == load().select(COUNT)


def test_an_empty_setting_means_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who wants nothing written gets nothing written."""
    monkeypatch.setenv("NARAVARD_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert len(cache.shipped()) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_cache_is_built_anew(folder: Path) -> None:
    """A crash or a full disk must not shut anyone out."""
    cache.shipped()
    (place,) = folder.iterdir()
    for file in place.iterdir():
        file.write_bytes(b"")
    assert cache.shipped().select(COUNT) == load().select(COUNT)
    assert cache.shipped().select(COUNT) == load().select(COUNT)


def test_a_cache_that_cannot_be_written_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A read-only home is no reason not to answer."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("NARAVARD_CACHE", str(tmp_path / "file"))
    assert len(cache.shipped()) > 0


def test_other_data_have_another_store(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer from the data of yesterday would be wrong without anyone noticing."""
    cache.shipped()
    extra = tmp_path / "extra.trig"
    extra.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    files = [*resources.data_files(), extra]
    monkeypatch.setattr(resources, "data_files", lambda: files)
    cache.shipped()
    assert len(list(folder.iterdir())) == 2


def test_what_is_a_month_old_is_forgotten(folder: Path) -> None:
    """Each new version would otherwise leave its store behind for ever."""
    old = folder / "old"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    cache.shipped()
    assert not old.exists()


def test_many_may_build_it_at_once(folder: Path) -> None:
    """A CI job starts several commands in the same second."""
    code = "from naravard_kg import cache; print(len(cache.shipped()))"
    command = [sys.executable, "-c", code]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    printed = {process.communicate()[0] for process in running}
    assert len(printed) == 1
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert len(list(folder.iterdir())) == 1
    shutil.rmtree(folder)
