"""What stands at the foot of an answer: what it was made from, and how to have it again."""

from __future__ import annotations

from naravard_kg.origins import Origin, dumps
from naravard_kg.visible import visible
from naravard_kg.words import say

Notes = tuple[tuple[str, str], ...]


def source(made: Origin, language: str) -> str:
    """The version and the data, in a line."""
    if made.source:
        place = _on_one_line(made.source)
        return say("compared.source", version=made.version, source=place).in_(language)
    day = made.data.isoformat() if made.data else "–"
    return say("compared.data", version=made.version, data=day).in_(language)


def notes(made: Origin | None, language: str) -> Notes:
    """The same with checksum and day of making; and the command; each with its heading."""
    if made is None:
        return ()
    told = [source(made, language)]
    told += [say("compared.digest", digest=made.digest).in_(language)] if made.digest else []
    day = say("compared.made", made=made.made.isoformat()).in_(language)
    return (
        (say("compared.origin").in_(language), f"{', '.join(told)}. {day}."),
        (say("compared.again").in_(language), _on_one_line(made.typed)),
    )


def below(text: str, made: Origin | None, language: str) -> str:
    """A text for a terminal with its source and command below it."""
    if made is None:
        return text
    return f"{text}\n\n{source(made, language)}\n{_on_one_line(made.typed)}"


def carried(made: Origin | None, title: str) -> str:
    """The line by which a file is known again; empty where it has no origin."""
    return dumps(made, title) if made else ""


def _on_one_line(text: str) -> str:
    return " ".join(visible(text, keep="\n\r\t").split())
