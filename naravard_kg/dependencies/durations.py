"""How long things take, in days, as a user says it in a CSV file of two columns: thing and days."""

from __future__ import annotations

import csv
from pathlib import Path

from naravard_kg.errors import UnreadableFileError

_MOST = 366_000  # a thousand years


def read(path: Path | None) -> dict[str, int]:
    """Durations in days by the names that are written; none where there is no file.

    Raises:
        UnreadableFileError: the file is missing, or a line of it is not a name and a whole number.
    """
    if path is None:
        return {}
    rows = list(csv.reader(_text(path).splitlines()))
    start = 1 if rows and len(rows[0]) > 1 and not rows[0][1].strip().isdecimal() else 0
    found: dict[str, int] = {}
    for number, row in enumerate(rows[start:], start=start + 1):
        if row:
            found[row[0].strip()] = _days(path, number, row)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFileError("missing", str(path)) from None
    except UnicodeDecodeError:
        raise UnreadableFileError("encoding", str(path)) from None
    except OSError as error:
        raise UnreadableFileError("unreadable", str(path), detail=error.strerror or "") from None


def _days(path: Path, number: int, row: list[str]) -> int:
    days = row[1].strip() if len(row) > 1 else ""
    if not (days.isascii() and days.isdecimal()) or int(days[:9]) > _MOST:
        column = len(row[0]) + 2 if len(row) > 1 else len(row[0]) + 1
        raise UnreadableFileError("days", str(path), line=number, column=column, detail=days)
    return int(days)
