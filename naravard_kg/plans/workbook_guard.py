"""What is refused of a workbook before it is opened: a file from a stranger may be a trap.

A workbook is a zip of XML parts. It is looked at for what it claims to be, for parts that would
grow out of bounds, and for declarations that could make an XML parser grow or fetch things.
"""

from __future__ import annotations

import io
import zipfile
from typing import IO, NoReturn
from xml.parsers import expat

from naravard_kg.errors import UnreadableFileError

MAX_UNPACKED = 200_000_000
_MAX_RATIO = 150
_SUSPECT = 20_000_000
_OLD = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_CHUNK = 65_536


class _RootReachedError(Exception):
    """The prolog is over, and with it all that could be declared."""


def refuse_traps(raw: bytes, path: str) -> None:
    """Refuse what is no workbook, and a workbook that may do harm.

    Raises:
        UnreadableFileError: an old or encrypted workbook, another kind of document, parts too
            large, or a document type declaration.
        Exception: a broken zip, by whatever ``zipfile`` raises.
    """
    if raw.startswith(_OLD):
        raise UnreadableFileError("workbook-old", path)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        listed = archive.infolist()
        _refuse_growth(sum(info.file_size for info in listed), len(raw), path)
        for info in listed:
            with archive.open(info) as stream:
                _refuse_part(stream, info.filename, path)


def _refuse_growth(unpacked: int, packed: int, path: str) -> None:
    """Ordinary workbooks unpack to ten or thirty times their size, and traps to a thousand."""
    if unpacked > MAX_UNPACKED or (unpacked > _SUSPECT and unpacked > packed * _MAX_RATIO):
        raise UnreadableFileError("workbook-large", path, detail=f"{MAX_UNPACKED // 10**6} MB")


def _refuse_part(stream: IO[bytes], name: str, path: str) -> None:
    first = stream.read(_CHUNK)
    if name == "mimetype" and first.startswith(_OPEN_DOCUMENT):
        raise UnreadableFileError("workbook-other", path, detail="OpenDocument")
    _refuse_declarations(first, stream, path)


def _refuse_declarations(first: bytes, stream: IO[bytes], path: str) -> None:
    """Read a part as far as its root element; what is no XML declares nothing either."""

    def refuse(*_: object) -> NoReturn:
        raise UnreadableFileError("workbook-declaration", path)

    def stop(*_: object) -> NoReturn:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    chunk = first
    try:
        while chunk:
            parser.Parse(chunk)
            chunk = stream.read(_CHUNK)
    except (_RootReachedError, expat.ExpatError):
        return
