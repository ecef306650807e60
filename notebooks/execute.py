"""Run the notebooks, and write them as they are committed: with outputs, without what changes.

    python notebooks/execute.py                  all of them, in place (make notebook)
    python notebooks/execute.py NAME -o FILE     one of them, somewhere else

Left out is what differs from run to run: counts, times, the version of Python. Settings and
history of Jupyter's own are neither read nor written. A cell that warns is as bad as one that
fails: the exit code is 1 then, and nothing is written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from naravard_kg import resources

HERE = Path(__file__).resolve().parent
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
_KEPT = ("jupyter", "tags")  # of a cell's own metadata
_TIMEOUT = 120  # seconds for a cell


def main() -> int:
    """Run what is named, or all; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notebook", nargs="*", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    paths = asked.notebook or sorted(HERE.glob("*.ipynb"))
    if asked.output and len(paths) > 1:
        parser.error("--output takes one notebook")
    return max([_run(path, asked.output or path) for path in paths], default=0)


def _run(path: Path, output: Path) -> int:
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="nv") as folder:  # short: it is a socket's path
        os.environ.update(_surroundings(folder))
        sockets = Config(ConnectionFileMixin={"transport": "ipc", "ip": f"{folder}/ipc"})
        where = {"metadata": {"path": str(path.resolve().parent)}}
        client = NotebookClient(notebook, timeout=_TIMEOUT, resources=where, config=sockets)
        try:
            client.execute()
        except CellExecutionError as failed:
            return _told(path, str(failed))
    warned = [told.text for told in _outputs(notebook) if told.get("name") == "stderr"]
    if warned:
        return _told(path, "\n".join(warned))
    output.write_text(canonical(notebook), encoding="utf-8")
    return 0


def _told(path: Path, fault: str) -> int:
    sys.stderr.write(f"{path.name}: {fault}\n")
    return 1


def _surroundings(folder: str) -> dict[str, str]:
    """The same in every run: the day is that of the data, and the home is left alone."""
    made = datetime.combine(resources.modified(), time(), UTC)
    homes = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    return {
        **{name: str(Path(folder) / name.lower()) for name in homes},
        "JUPYTER_PLATFORM_DIRS": "1",
        "NARAVARD_CACHE": "",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(made.timestamp())),
    }


def canonical(notebook: Any) -> str:
    """The notebook as text: the same for the same cells and outputs."""
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        kept = {key: value for key, value in cell.metadata.items() if key in _KEPT}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            cell.execution_count = None
    for output in _outputs(notebook):
        if "metadata" in output:
            output.metadata = nbformat.from_dict({})
        if "execution_count" in output:
            output.execution_count = None
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


if __name__ == "__main__":
    sys.exit(main())
