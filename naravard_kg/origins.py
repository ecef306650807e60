"""Where an answer comes from: version, data, and the command that gives it again.

A table or a figure that leaves the terminal carries this, so that it can be cited and made anew.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from naravard_kg import resources

SITE = "https://w3id.org/naravard/"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a table or figure was made from.

    ``data`` is the day the shipped data was last changed and ``digest`` its checksum; both are
    empty where the graph is another one, which ``source`` names then: a store, an endpoint,
    files. ``made`` is the day of making.
    """

    version: str
    command: tuple[str, ...]
    made: date
    data: date | None = None
    digest: str = ""
    source: str = ""

    @property
    def typed(self) -> str:
        """The command as it is typed: ``naravard compare skane orebro --by areas``."""
        return shlex.join(self.command)


def origin(command: Sequence[str], source: str = "") -> Origin:
    """The origin of what *command* gives today, from the shipped graph or from *source*.

    ``SOURCE_DATE_EPOCH``, where it is set, is the day of making: two makings are then the same.
    """
    typed = tuple(command)
    if source:
        return Origin(resources.version(), typed, _today(), source=source)
    day, digest = resources.modified(), resources.digest()
    return Origin(resources.version(), typed, _today(), day, digest)


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 -- the reader's own day
