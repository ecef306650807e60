"""What a status, or a connection that fails, means to the reader, and whether it may pass."""

from __future__ import annotations

import email.utils
import html
import re
import socket
import ssl
import time
import unicodedata
import zlib
from contextlib import suppress
from http.client import HTTPException, InvalidURL
from typing import Any
from urllib.error import HTTPError, URLError

from naravard_kg.endpoints import dialects
from naravard_kg.endpoints.access import Access
from naravard_kg.endpoints.body import Bounds
from naravard_kg.errors import EndpointError, NaravardError, QueryError

PASSING = ("busy", "unavailable", "unreachable")
_STATUSES = {
    401: "unauthorized",
    403: "forbidden",
    404: "missing",
    410: "missing",
    413: "long",
    414: "long",
    429: "busy",
    500: "failed",
    502: "unavailable",
    503: "unavailable",
    504: "unavailable",
}
_KINDS: tuple[tuple[type[Exception], str], ...] = (  # the first that fits
    (TimeoutError, "timeout"),
    (ssl.SSLError, "tls"),
    (socket.gaierror, "host"),
    (InvalidURL, "address"),
    (UnicodeError, "address"),
    (OSError, "unreachable"),
    (HTTPException, "unreachable"),
)
_BAD_QUERY = 400
_REDIRECTS = range(300, 400)
_READ = 4096  # bytes of a refusal that are looked at
_SHOWN = 200  # characters of it that are told
_UNSEEN = re.compile(r"<(script|style|head)\b.*?(</\1>|$)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def of_failure(error: Exception, who: Access, bounds: Bounds) -> NaravardError:
    """What went wrong before there was an answer."""
    if isinstance(error, HTTPError):
        return _of_status(error, who)
    reason = error.reason if isinstance(error, URLError) else error
    told = who.hidden(first_line(str(getattr(reason, "strerror", None) or reason)))
    told = getattr(reason, "verify_message", "") or told or type(reason).__name__
    if isinstance(reason, TimeoutError):
        told = f"{bounds.seconds:g}"
    kinds = (fault for kind, fault in _KINDS if isinstance(reason, kind))
    return EndpointError(next(kinds, "refused"), who.url, told)


def _of_status(error: HTTPError, who: Access) -> NaravardError:
    with error:
        said = who.hidden(first_line(_text(error))) or first_line(str(error.reason))
    if dialects.is_limit(said):
        return EndpointError("limit", who.url, said)
    if error.code == _BAD_QUERY:
        return QueryError("syntax", said)
    if error.code in _REDIRECTS:
        target = first_line(error.headers.get("Location") or "") or str(error.code)
        told = f"{error.code}, {who.hidden(target)}"
        return EndpointError("redirect", who.url, told, status=error.code)
    fault = _STATUSES.get(error.code, "refused")
    numbered = fault in ("long", "unavailable", "refused")
    told = f"{error.code}: {said}" if numbered else said
    return EndpointError(fault, who.url, told, status=error.code)


def _text(error: HTTPError) -> str:
    said = b""
    packed = (error.headers.get("Content-Encoding") or "").strip().lower() == "gzip"
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    with suppress(OSError, HTTPException, ValueError, AttributeError, zlib.error):
        while not said and (piece := error.fp.read1(_READ)):  # type: ignore[attr-defined]
            said = unpacker.decompress(piece, _READ) if packed else piece
    return said.decode("utf-8", "replace")


def first_line(text: str) -> str:
    r"""The first line with words in it, of text or of a page, without what cannot be printed.

    >>> first_line("<html><head><title>x</title></head><h1>Not\x1b[31m here</h1></html>")
    'Not[31m here'
    """
    plain = text
    if re.match(r"\s*<(!doctype|html|\?xml|head|body)", text, re.IGNORECASE):
        plain = html.unescape(_TAG.sub("\n", _UNSEEN.sub("\n", text)))
    for line in re.split(r"[\r\n\u0085\u2028\u2029]", plain):
        kept = "".join(c for c in line if unicodedata.category(c)[0] != "C" or c == "\t")
        if words := " ".join(kept.split()):
            return words[:_SHOWN]
    return ""


def retry_after(error: Exception) -> float:
    """The seconds that a server asks to wait; nought where it does not say."""
    headers: Any = error.headers if isinstance(error, HTTPError) else {}
    told = (headers.get("Retry-After") or "").strip()
    if told.isdecimal() and told.isascii():
        return float(told[:9])
    with suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    return 0.0
