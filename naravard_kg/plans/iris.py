"""Relative references to IRIs, made absolute as RFC 3986, section 5.2, has it.

``urllib.parse.urljoin`` is not used: it knows only some schemes, and drops an empty query.
"""

from __future__ import annotations

import re
from functools import lru_cache

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_Parts = tuple[str | None, str | None, str, str | None, str | None]


@lru_cache(maxsize=4096)
def resolve(base: str, reference: str) -> str:
    """The IRI that *reference* means where *base* holds; an absolute one stays as it is.

    >>> resolve("http://a/b/c/d?q", "../g"), resolve("http://a/b/c/d?q", "#s")
    ('http://a/b/g', 'http://a/b/c/d?q#s')
    """
    if ABSOLUTE.match(reference):
        return reference
    scheme, authority, path, query, _ = _parts(base)
    _, host, local, asked, fragment = _parts(reference)
    if host is not None:
        return _joined((scheme, host, _without_dots(local), asked, fragment))
    if not local:
        return _joined((scheme, authority, path, query if asked is None else asked, fragment))
    if not local.startswith("/"):
        local = _merged(authority, path, local)
    return _joined((scheme, authority, _without_dots(local), asked, fragment))


def _parts(iri: str) -> _Parts:
    found = _PARTS.fullmatch(iri)
    scheme, authority, path, query, fragment = found.groups() if found else (None,) * 5
    return scheme, authority, path or "", query, fragment


def _merged(authority: str | None, path: str, local: str) -> str:
    if authority is not None and not path:
        return f"/{local}"
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}{local}"


def _without_dots(path: str) -> str:
    """The path with ``.`` and ``..`` worked out."""
    kept: list[str] = []
    segments = path.split("/")
    rooted = segments[0] == "" and len(segments) > 1
    for segment in segments[rooted:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return ("/" if rooted else "") + "/".join(kept)


def _joined(parts: _Parts) -> str:
    scheme, authority, path, query, fragment = parts
    front = ("" if scheme is None else f"{scheme}:") + (
        "" if authority is None else f"//{authority}"
    )
    back = ("" if query is None else f"?{query}") + ("" if fragment is None else f"#{fragment}")
    return front + path + back
