"""Servers on loopback for tests and benchmarks: found, started, awaited, and stopped again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

HOST = "127.0.0.1"
PATIENCE = 30.0  # seconds for a server to begin


@dataclass(frozen=True, slots=True)
class Server:
    """The command that starts a server, the port that it takes, and the folder that it runs in."""

    command: Sequence[str]
    port: int
    folder: Path | None = None
    patience: float = PATIENCE

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"


def program(name: str) -> str | None:
    """Where a program of this environment is, or of the system."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


def required(name: str, remedy: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    found = program(name)
    return found if found is not None else skip(f"no program {name}; {remedy}")


def skip(reason: str) -> NoReturn:
    """Skip the test that runs."""
    import pytest  # a benchmark has looked before, and runs without it

    pytest.skip(reason)


def free_ports(count: int) -> list[int]:
    """Different ports of loopback that nobody listens to at the moment."""
    listeners = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports: list[int] = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


@contextmanager
def running(server: Server) -> Iterator[str]:
    """The address of a server, which takes requests until the block ends."""
    with subprocess.Popen(
        server.command, cwd=server.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(server, process)
            yield server.url
        finally:
            process.kill()  # nothing that it holds is to be kept


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + server.patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{server.command[0]} ended before it answered")
        with suppress(OSError), socket.create_connection((HOST, server.port), timeout=5):
            return
        time.sleep(0.05)
    raise TimeoutError(f"no answer from {server.command[0]} at {server.url}")


@contextmanager
def oxigraph(*words: str, patience: float = PATIENCE) -> Iterator[str]:
    """The address of an Oxigraph server that is started with these words."""
    (port,) = free_ports(1)
    command = [_oxigraph(), *words, "--bind", f"{HOST}:{port}"]
    with running(Server(command, port, patience=patience)) as url:
        yield url


def oxigraph_load(place: Path, quads: Path) -> None:
    """Write a store on disk by the program itself."""
    command = [_oxigraph(), "load", "--location", str(place), "--file", str(quads)]
    subprocess.run(command, check=True, capture_output=True)


def _oxigraph() -> str:
    return required("oxigraph", "install the package of that name (group dev)")
