"""Files as they are opened, and what in them the engine's parser would fall at."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from naravard_kg.errors import UnreadableFileError

PACKED = ".gz"
_DEEPEST = 200


def opened(path: Path) -> IO[bytes]:
    """A file opened for reading, unpacked as it is read where it ends in .gz."""
    if path.suffix.lower() != PACKED:
        return path.open("rb")
    import gzip

    return cast("IO[bytes]", gzip.open(path))


def refuse_unsafe(path: Path) -> None:
    """Refuse JSON-LD that the engine's parser would fall at, and take the program with it."""
    try:
        with opened(path) as stream:
            text = stream.read().decode("utf-8", errors="replace")
    except (OSError, EOFError):
        return  # the engine says it better
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", re.sub(r'"(?:\\.|[^"\\])*"', "", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableFileError("deep", str(path))
    with suppress(ValueError):  # the engine tells where JSON is broken
        if _holds_graphs(json.loads(text)):
            raise UnreadableFileError("container", str(path))


def _holds_graphs(node: Any) -> bool:
    """Whether a context somewhere asks for ``@container: @graph``; oxigraph aborts at some."""
    if isinstance(node, list):
        return any(map(_holds_graphs, node))
    if not isinstance(node, dict):
        return False
    return "@graph" in str(node.get("@container")) or any(map(_holds_graphs, node.values()))
