"""The texts that a file carries unseen: PNG chunks, a workbook's properties, the bytes of the rest.

The file may come from a stranger, so little is read of it: the chunks of text in a picture, the
properties of a workbook, the first and last megabytes of anything else, and no part of it beyond
a limit, whatever the file says of itself.
"""

from __future__ import annotations

import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from naravard_kg.errors import UnreadableFileError

SIDECAR = "-metadata.json"  # of a table in CSV, as CSV on the Web names it
OF_A_FOLDER = "csv-metadata.json"  # of all the tables in CSV of a folder

_PNG = b"\x89PNG\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_TABLES = (".csv", ".tsv")
_END = 8_000_000  # bytes read at either end of a file
_MOST = 1_000_000  # bytes read of one part of it
_MOST_PARTS = 16
_MOST_CHUNKS = 100_000
_TAIL = 66_000  # the end of a zip, with the longest comment
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


def sidecar(path: Path) -> Path:
    """The file that tells of a table in CSV.

    >>> sidecar(Path("tables/areas.csv")).name
    'areas.csv-metadata.json'
    """
    return path.with_name(path.name + SIDECAR)


def texts(path: Path, mark: str) -> Iterator[str]:
    """The texts in a file, or in the one beside a table, that have the *mark* in them.

    Raises:
        UnreadableFileError: there is no such file, or it cannot be read.
    """
    for file in _files(path):
        for raw in _raw(file):
            plain = raw.replace(b"\0", b"")  # as UTF-16 has it, in a PDF
            if mark.encode() in plain:
                yield plain[plain.index(mark.encode()) :].decode("latin-1")


def _files(path: Path) -> list[Path]:
    told = [sidecar(path), path.with_name(OF_A_FOLDER)] if path.suffix.lower() in _TABLES else []
    return [*(beside for beside in told if beside.is_file()), path]


def _raw(path: Path) -> Iterator[bytes]:
    try:
        _refuse_others(path)
        with path.open("rb") as stream:
            yield from _parts(stream)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFileError("missing", str(path)) from None
    except UnreadableFileError:
        raise
    except OSError as error:
        raise UnreadableFileError("unreadable", str(path), detail=error.strerror or "") from None


def _refuse_others(path: Path) -> None:
    """Refuse a folder, a device, a pipe that never ends."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableFileError("no-file", str(path))


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    first = stream.read(len(_PNG))
    try:
        if first == _PNG:
            yield from _chunks(stream)
        elif first.startswith(_ZIP):
            yield from _properties(stream)
        else:
            yield from _ends(stream)
    except _DAMAGED:  # what was whole before the damage has been read
        return
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the beginning, named by a broken zip
            raise


def _ends(stream: BinaryIO) -> Iterator[bytes]:
    size = stream.seek(0, 2)
    stream.seek(0)
    yield stream.read(2 * _END if size <= 2 * _END else _END)
    if size > 2 * _END:
        stream.seek(size - _END)
        yield stream.read(_END)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The chunks of text of a PNG that are whole."""
    for _ in range(_MOST_CHUNKS):
        size, kind = struct.unpack(">I4s", stream.read(8))
        if kind not in (b"tEXt", b"iTXt", b"zTXt") or size > _MOST:
            stream.seek(size + 4, 1)
            continue
        data = stream.read(size)
        (check,) = struct.unpack(">I", stream.read(4))
        if check == zlib.crc32(kind + data):
            yield _text_of(kind, data)


def _text_of(kind: bytes, data: bytes) -> bytes:
    """A chunk's text behind its keyword, unpacked where it is packed."""
    _, _, rest = data.partition(b"\0")
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _unpacked(rest[1:])
    packed, (_, _, text) = rest[:1] == b"\1", rest[2:].partition(b"\0")
    _, _, text = text.partition(b"\0")
    return _unpacked(text) if packed else text


def _unpacked(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, _MOST)


def _properties(stream: BinaryIO) -> Iterator[bytes]:
    """The beginnings of a workbook's properties; nothing else of it is unpacked."""
    if not _is_modest(stream):
        return
    with zipfile.ZipFile(stream) as archive:
        parts = [info for info in archive.infolist() if info.filename.startswith("docProps/")]
        for info in parts[:_MOST_PARTS]:
            if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                with archive.open(info) as part:
                    yield part.read(_MOST)


def _is_modest(stream: BinaryIO) -> bool:
    """Whether the list of a zip's parts, which is read whole, is short."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    return at >= 0 and b"PK\x06\x07" not in tail and listed <= _MOST
