"""Who asks an endpoint: its address, the credentials from the environment, where they may go."""

from __future__ import annotations

import base64
import ipaddress
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from naravard_kg.errors import EndpointError

_PORTS = {"http": 80, "https": 443}
_UNPRINTED = re.compile(r"//[^/?#]*@")


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """The credentials for one address; they are shown nowhere, not even by ``repr``."""

    url: str
    user: str = ""
    password: str = ""
    token: str = ""

    @property
    def header(self) -> str:
        """What goes into ``Authorization``; empty where nothing is set."""
        if self.token:
            return f"Bearer {self.token}"
        if not (self.user and self.password):
            return ""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def hidden(self, text: str) -> str:
        """What a server said, without the secrets in it."""
        for secret in (self.header.partition(" ")[2], self.password, self.token):
            text = text.replace(secret, "…") if secret else text
        return text


def checked(url: str) -> str:
    """The address, if it is one that may be asked.

    Raises:
        EndpointError: it is no http or https address, or it holds a user name or a password.
    """
    try:
        parts = urlsplit(url)
        fit = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if _UNPRINTED.search(url):
        raise EndpointError("secret", _UNPRINTED.sub("//…@", url))
    if not fit or re.search(r"[\x00-\x20\x7f-\U0010ffff]", url):
        raise EndpointError("address", url)
    return url


def access(url: str) -> Access:
    """The credentials that the environment has for an endpoint.

    Raises:
        EndpointError: they would go unencrypted over a network.
    """
    names = ("USER", "PASSWORD", "TOKEN")
    found = Access(url, *(os.environ.get(f"NARAVARD_{name}", "").strip() for name in names))
    open_ = urlsplit(url).scheme == "http" and not _is_loopback(urlsplit(url).hostname or "")
    if found.header and open_ and os.environ.get("NARAVARD_INSECURE") != "1":
        raise EndpointError("insecure", url)
    return found


def origin(url: str) -> tuple[str, str, int]:
    """What makes two addresses one server: scheme, host and port.

    >>> origin("http://a/x") == origin("http://A:80/y")
    True
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
