"""Where an answer comes from: version, data, and the command that gives it again.

A table or a figure that leaves the terminal carries this, so that it can be cited and made anew:
as one line, ``dumps``, that goes unescaped into every format there is.

    SVG     <metadata>…</metadata>             HTML      <meta name="naravard-origin" content="…">
    PNG     tEXt chunk, keyword Naravard       Markdown  <!-- … -->
    PDF     /Info << /Naravard (…) >>          LaTeX     % …
    xlsx    docProps/core.xml, description     JSON      "origin": as_object(origin)
    CSV     in the file beside it, ``sidecar``

``found_in`` reads it back out of any of them (``carriers`` knows how); ``naravard cite`` tells it.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from naravard_kg import resources

SITE = "https://w3id.org/naravard/"
MARK = "naravard-origin:"

_LINE = re.compile(MARK + r"((?:[a-z]+=[A-Za-z0-9%+.,:/~-]*;)+)")
_UNSAFE = re.compile(r"_|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])")  # _x0041_ in xlsx, -- in comments


@dataclass(frozen=True, slots=True)
class Origin:
    """What a table or figure was made from.

    ``data`` is the day the shipped data was last changed and ``digest`` its checksum; both are
    empty where the graph is another one, which ``source`` names then: a store, an endpoint,
    files. ``made`` is the day of making, ``title`` what is shown, in the words printed over it.
    """

    version: str
    command: tuple[str, ...]
    made: date
    data: date | None = None
    digest: str = ""
    source: str = ""
    title: str = ""

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


def in_language(language: str) -> tuple[str, ...]:
    """What is typed to have the same in a language; English needs nothing.

    >>> in_language("sv"), in_language("en")
    (('--lang', 'sv'), ())
    """
    return () if language == "en" else ("--lang", language)


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 -- the reader's own day


def dumps(origin: Origin, title: str = "") -> str:
    """The one line that a file carries; *title* is what is shown, where the origin has none.

    Printable ASCII without spaces, quotes, brackets, ``&``, ``#``, backslashes and ``--``: to be
    written as it is, with nothing escaped. ``made`` is last, so that a line cut short is none.

    >>> made = Origin("0.1.0", ("naravard", "compare", "skåne", "--by", "areas"), date(2026, 12, 1))
    >>> dumps(made)
    'naravard-origin:version=0.1.0;command=naravard+compare+sk%C3%A5ne+%2D%2Dby+areas;made=2026-12-01;'
    """
    told = replace(origin, title=title or origin.title)
    fields = [f"{key}={value};" for key, value in _fields(told) if value is not None]
    return MARK + "".join(fields)


def _fields(told: Origin) -> list[tuple[str, str | None]]:
    words = "+".join(map(_quoted, told.command)) if told.command else None
    return [
        ("version", _quoted(told.version)),
        ("data", told.data.isoformat() if told.data else None),
        ("digest", _quoted(told.digest) or None),
        ("source", _quoted(told.source) or None),
        ("command", words),
        ("title", _quoted(told.title) or None),
        ("made", told.made.isoformat()),
    ]


def _quoted(text: str) -> str:
    escaped = quote(text, safe="/:,", errors="surrogatepass")
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", escaped)


def loads(text: str) -> Origin | None:
    """The origin in *text*, wherever in it the line stands; None where there is no whole one.

    >>> line = "naravard-origin:version=0.1.0;command=naravard+stats;made=2026-12-01;"
    >>> loads(f"<!-- {line} -->").typed
    'naravard stats'
    """
    for match in _LINE.finditer(text):
        pairs = (field.partition("=") for field in match[1].split(";") if field)
        try:
            return _read({key: value for key, _, value in pairs})
        except (KeyError, ValueError):
            continue
    return None


def _read(fields: dict[str, str]) -> Origin:
    words = fields["command"].split("+") if "command" in fields else []
    return Origin(
        version=_plain(fields["version"]),
        command=tuple(map(_plain, words)),
        made=date.fromisoformat(fields["made"]),
        data=date.fromisoformat(fields["data"]) if "data" in fields else None,
        digest=_plain(fields.get("digest", "")),
        source=_plain(fields.get("source", "")),
        title=_plain(fields.get("title", "")),
    )


def _plain(text: str) -> str:
    return unquote(text, errors="surrogatepass")


def as_object(origin: Origin, title: str = "") -> dict[str, str | None]:
    """The origin as an object of JSON: what programs read, and the line that ``found_in`` finds.

    >>> as_object(Origin("0.1.0", ("naravard", "stats"), date(2026, 12, 1)))["command"]
    'naravard stats'
    """
    return {
        "command": origin.typed,
        "data": origin.data.isoformat() if origin.data else None,
        "digest": origin.digest or None,
        "line": dumps(origin, title),
        "made": origin.made.isoformat(),
        "source": origin.source or None,
        "title": title or origin.title or None,
        "version": origin.version,
    }


def found_in(path: str | Path) -> Origin | None:
    """The origin that a file carries, whatever its format; None where it carries none.

    A table in CSV carries it in the file beside it. Little is read of a large file, and nothing
    of it is trusted: what is damaged, or grows when it is unpacked, carries no origin.

    Raises:
        UnreadableFileError: there is no such file, or it cannot be read.
    """
    from naravard_kg import carriers

    return next(filter(None, map(loads, carriers.texts(Path(path), MARK))), None)
