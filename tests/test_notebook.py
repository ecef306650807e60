"""The notebooks: what they show is what the data at hand gives, and they run wherever they are."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
RUFF = Path(sys.executable).with_name("ruff")
FIGURES = ("image/svg+xml", "image/png")
_MOST = 1_500_000  # bytes that GitHub still renders at ease
_COUNTED = re.compile(r"^#.*$|^\d\. |20\d\d|[Ff]igure \d|[Ff]inding \d|[Ss]ection \d", re.MULTILINE)

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _source(cell: Any) -> str:
    return "".join(cell["source"])


def _shown(notebook: Any) -> dict[str, list[tuple[str, str]]]:
    """What each cell shows in words: text, Markdown and tables."""
    return {
        cell["id"]: [
            (kind, "".join(words))
            for output in cell["outputs"]
            for kind, words in {"stream": output.get("text", ""), **output.get("data", {})}.items()
            if kind not in FIGURES
        ]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }


def _drawn(notebook: Any) -> list[str]:
    """The cells that show figures, each as often as it shows one."""
    return [
        cell["id"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if any(len("".join(output.get("data", {}).get(kind, ""))) > 1000 for kind in FIGURES)
    ]


@each
def test_a_notebook_runs_and_shows_what_is_stored(path: Path, tmp_path: Path) -> None:
    """A study whose numbers are no longer those of the data must be made again: `make notebook`."""
    home, fresh = tmp_path / "home", tmp_path / path.name
    home.mkdir()
    surroundings = {
        **{name: value for name, value in os.environ.items() if "NARAVARD" not in name},
        "HOME": str(home),
        "MPLCONFIGDIR": str(tmp_path / "matplotlib"),
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, str(FOLDER / "execute.py"), str(path), "-o", str(fresh)]
    done = subprocess.run(
        command, cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []

    stored, made = _read(path), _read(fresh)
    before, after = _shown(stored), _shown(made)
    assert [cell for cell in after if after[cell] != before[cell]] == [], "make notebook"
    assert len(_drawn(stored)) > 3
    assert _drawn(stored) == _drawn(made)


@each
def test_a_notebook_is_stored_the_same_whoever_ran_it(path: Path) -> None:
    """A difference between two commits is a difference in what the notebook says."""
    text, notebook = path.read_text(encoding="utf-8"), _read(path)
    canonical = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    assert text == canonical + "\n"
    assert len(text.encode()) < _MOST
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert "version" not in notebook["metadata"]["language_info"]

    cells = notebook["cells"]
    assert [
        cell["id"] for cell in cells if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", cell["id"])
    ] == []
    assert len({cell["id"] for cell in cells}) == len(cells)
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert {one.get("execution_count") for one in [*cells, *outputs]} == {None}
    assert [one["metadata"] for one in [*cells, *outputs] if one.get("metadata")] == []


@each
def test_a_notebook_tells_nothing_of_the_machine_that_ran_it(path: Path) -> None:
    """No folder, host, time of day or fault of anybody's machine."""
    text = path.read_text(encoding="utf-8")
    local = re.compile(r"(?<![\w/.])/(?:home|root|tmp|usr|var|work|Users)/|\b[A-Z]:\\\\|file://")
    assert local.findall(text) == []
    assert re.findall(r"localhost|127\.0\.0\.1|0x[0-9a-f]{8,}|Traceback", text) == []
    assert re.findall(r"\d{4}-\d\d-\d\dT(?!00:00:00)\d\d:\d\d", text) == []


@each
def test_the_prose_of_a_notebook_has_no_number_that_could_go_stale(path: Path) -> None:
    """What is counted is computed in a cell; prose numbers years, sections, figures and findings."""
    prose = [_source(cell) for cell in _read(path)["cells"] if cell["cell_type"] == "markdown"]
    assert [text for text in prose if re.search(r"\d", _COUNTED.sub("", text))] == []


@each
def test_the_code_of_a_notebook_is_as_tidy_as_the_rest(path: Path) -> None:
    """A notebook is what newcomers copy from."""
    for rule in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run(
            [str(RUFF), *rule, str(path)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_there_is_a_notebook() -> None:
    """No notebook found would make every test above pass."""
    assert [path.stem for path in NOTEBOOKS] == ["comparing-regions"]
