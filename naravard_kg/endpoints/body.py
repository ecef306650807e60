"""The answer of a server as it comes: in pieces, unpacked, counted, and checked to be UTF-8."""

from __future__ import annotations

import codecs
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from itertools import chain
from typing import Any

from naravard_kg.errors import EndpointError

LARGEST = 2_000_000_000  # bytes
_PIECE = 65_536  # bytes
_GZIP = 16 + zlib.MAX_WBITS
_SHOWN = 80  # characters of an answer that a message shows


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long an answer may take, in seconds and until when, and how large it may be, in bytes."""

    seconds: float
    until: float
    largest: int


class Body:
    """The text of an answer, read once from the front; ``ended`` tells whether all was read."""

    def __init__(self, response: Any, url: str, bounds: Bounds) -> None:
        """Take over *response*; refuse what says of itself that it is too large."""
        self._response = response
        self._url = url
        self._bounds = bounds
        self._ahead: list[str] = []
        self._pieces = self._decoded()
        self._last = ""
        self.ended = False
        if _length(response) > bounds.largest:
            self.close()
            raise EndpointError("large", url, f"{bounds.largest:,}")

    def __iter__(self) -> Iterator[str]:
        """The pieces that have not been read yet."""
        ahead, self._ahead = self._ahead, []
        for piece in chain(ahead, self._pieces):
            self._last = piece.strip()[-1:] or self._last
            yield piece
        self.ended = True
        self.close()

    def start(self) -> str:
        """The first characters that are no space, without reading past them for good."""
        while not "".join(self._ahead).strip():
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._ahead.append(piece)
        return "".join(self._ahead).lstrip()[:_SHOWN]

    def is_cut(self, *ends: str) -> bool:
        """Whether all was read and it does not end as it should."""
        return self.ended and self._last not in ends

    def close(self) -> None:
        """Let go of the connection."""
        self._response.close()

    def _decoded(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            for piece in self._counted():
                yield decoder.decode(piece)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise EndpointError("encoding", self._url, error.reason) from None

    def _counted(self) -> Iterator[bytes]:
        packed = (self._response.headers.get("Content-Encoding") or "").strip().lower()
        pieces = raw(self._response, self._url, self._bounds)
        count = 0
        for piece in _unpacked(pieces, self._url) if packed in ("gzip", "x-gzip") else pieces:
            count += len(piece)
            if count > self._bounds.largest:
                raise EndpointError("large", self._url, f"{self._bounds.largest:,}")
            yield piece


def largest() -> int:
    """The bytes that one answer may have, unpacked."""
    told = os.environ.get("NARAVARD_LARGEST", "")
    return int(told) if told.isdecimal() and told.isascii() else LARGEST


def raw(response: Any, url: str, bounds: Bounds) -> Iterator[bytes]:
    """The bytes of a response; to its end, or with a word on what came between."""
    left = _length(response)
    while left:
        if time.monotonic() > bounds.until:
            raise EndpointError("timeout", url, f"{bounds.seconds:g}")
        try:
            piece = response.read1(min(left, _PIECE) if left > 0 else _PIECE)
        except TimeoutError:
            raise EndpointError("timeout", url, f"{bounds.seconds:g}") from None
        except (OSError, HTTPException, ValueError) as error:
            raise EndpointError("broken", url, type(error).__name__) from None
        if not piece:
            break
        left -= len(piece) if left > 0 else 0
        yield piece
    if left > 0:
        raise EndpointError("broken", url, f"{left:,} B –")


def _length(response: Any) -> int:
    """The bytes that are to come; -1 where the server does not say."""
    told = (response.headers.get("Content-Length") or "").strip()
    chunked = "chunked" in (response.headers.get("Transfer-Encoding") or "").lower()
    return int(told) if told.isdecimal() and told.isascii() and not chunked else -1


def _unpacked(pieces: Iterator[bytes], url: str) -> Iterator[bytes]:
    """What gzip packed, never more of it at once than a few pieces."""
    unpacker, empty = zlib.decompressobj(_GZIP), True
    try:
        for piece in pieces:
            empty = False
            rest = piece
            while rest:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data:  # several packed parts in a row
                    rest, unpacker = unpacker.unused_data, zlib.decompressobj(_GZIP)
    except zlib.error as error:
        raise EndpointError("packed", url, str(error)) from None
    if not (empty or unpacker.eof):
        raise EndpointError("broken", url, "gzip")
