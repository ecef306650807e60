"""An encrypted endpoint: one to be trusted, and each way of not being that."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import naravard_kg
from naravard_kg.errors import EndpointError
from naravard_kg.words import LANGUAGES

HERE, ELSEWHERE = "IP:127.0.0.1", "DNS:elsewhere.example"
Run = Callable[..., Any]
ASK = "ASK { ?s ?p ?o }"
Identity = Callable[..., Path]


class _Server(BaseHTTPRequestHandler):
    """Says yes."""

    def do_GET(self) -> None:
        """Say it."""
        content = json.dumps({"head": {}, "boolean": True}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its parent
        """Say nothing."""


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client does not trust it."""


@contextmanager
def _served(certificate: Path | None) -> Iterator[str]:
    """A server on loopback, encrypted where it has a certificate."""
    listener = _Listener(("127.0.0.1", 0), _Server)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # the handshake belongs to the thread of the request, not to the one that listens
        listener.socket = context.wrap_socket(
            listener.socket, server_side=True, do_handshake_on_connect=False
        )
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{listener.server_port}/sparql"
    finally:
        listener.shutdown()
        listener.server_close()


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """Makes a certificate that vouches for itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no program openssl to make certificates with")
    folder = tmp_path_factory.mktemp("identities")

    def make(name: str = HERE, days: int = 2) -> Path:
        made = folder / f"{days}-{name.partition(':')[2]}.pem"
        key, request = made.with_suffix(".key"), made.with_suffix(".csr")
        extra = made.with_suffix(".ext")
        extra.write_text(f"subjectAltName={name}\n", encoding="utf-8")
        for words in (
            ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request,
             "-subj", "/CN=test"],
            ["x509", "-req", "-in", request, "-signkey", key, "-days", days, "-out", made,
             "-extfile", extra],
        ):  # fmt: skip
            subprocess.run([openssl, *map(str, words)], check=True, capture_output=True)
        made.write_bytes(made.read_bytes() + key.read_bytes())
        return made

    return make


def test_a_root_certificate_of_ones_own_is_trusted(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regions run servers of their own, behind certificates of their own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(identity()))
    with _served(identity()) as address:
        assert naravard_kg.connect(f"https://{address}").query(ASK) is True


@pytest.mark.parametrize(
    ("name", "days", "trusted"),
    [(HERE, 2, False), (ELSEWHERE, 2, True), (HERE, -1, True)],
    ids=["unknown", "another's", "expired"],
)
def test_a_server_that_cannot_be_trusted_is_not_asked(
    identity: Identity, monkeypatch: pytest.MonkeyPatch, name: str, days: int, trusted: bool
) -> None:
    """Nothing is sent, and it is not tried again: the certificate will be the same."""
    certificate = identity(name, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with _served(certificate) as address, pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"https://{address}").query(ASK)

    assert caught.value.fault == "tls"


def test_a_server_that_does_not_encrypt_is_told_so() -> None:
    """Another of the ways in which https and http are mixed up."""
    with _served(None) as address, pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"https://{address}").query(ASK)

    assert caught.value.fault == "tls"


def test_plain_http_to_a_server_that_encrypts_is_no_answer(identity: Identity) -> None:
    """And the other way round."""
    with _served(identity()) as address, pytest.raises(EndpointError) as caught:
        naravard_kg.connect(f"http://{address}", timeout=10).query(ASK)

    assert caught.value.fault in {"broken", "unreachable"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_line_says_what_to_do(run: Run, identity: Identity, lang: str) -> None:
    """The remedy names the setting, and the exit code is that of endpoints."""
    with _served(identity()) as address:
        done = run("sparql", ASK, "--endpoint", f"https://{address}", "--lang", lang)

    assert done.returncode == 5
    assert "SSL_CERT_FILE" in done.stderr
    assert "Traceback" not in done.stderr
