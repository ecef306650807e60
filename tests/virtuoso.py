"""A real Virtuoso on loopback: started from an empty folder, filled, and stopped again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

SETTINGS = """
[Database]
DatabaseFile       = virtuoso.db
ErrorLogFile       = virtuoso.log
LockFile           = virtuoso.lck
TransactionFile    = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel      = 3
FileExtend         = 200
TempStorage        = TempDatabase

[TempDatabase]
DatabaseFile    = temp.db
TransactionFile = temp.trx

[Parameters]
ServerPort           = 127.0.0.1:{console}
DisableUnixSocket    = 1
LiteMode             = 0
MaxClientConnections = 10
CheckpointInterval   = 0
CaseMode             = 2
DirsAllowed          = .
NumberOfBuffers      = 20000
MaxDirtyBuffers      = 15000
MaxQueryMem          = 500M
ThreadsPerQuery      = 2

[HTTPServer]
ServerPort           = 127.0.0.1:{web}
ServerThreads        = 5
MaxClientConnections = 5
MaintenancePage      = atomic.html
EnabledGzipContent   = 1

[SPARQL]
ResultSetMaxRows           = 1000000
MaxQueryExecutionTime      = 60
MaxQueryCostEstimationTime = 0
DefaultQuery               = ask {{ ?s ?p ?o }}
"""
LOADED = "DB.DBA.TTLP_MT (file_to_string_output ('{file}'), '', 'urn:none', 512, 1, 2);"


@contextmanager
def serving(folder: Path, quads: Path) -> Iterator[str]:
    """The query address of a server in *folder*, which holds these N-Quads.

    Both programs are Debian's (``apt-get install virtuoso-opensource-7``).
    """
    server, console = (program(name) for name in ("virtuoso-t", "isql-vt"))
    ports = _free_ports(2)
    (folder / "virtuoso.ini").write_text(SETTINGS.format(console=ports[0], web=ports[1]))
    shutil.copy(quads, folder / "graph.nq")
    words = [server, "+foreground", "+configfile", "virtuoso.ini"]
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            _await(ports[1], running)
            _say([console, f"127.0.0.1:{ports[0]}"], LOADED.format(file="graph.nq"))
            yield f"http://127.0.0.1:{ports[1]}/sparql"
        finally:
            running.kill()  # nothing in the folder is to be kept


def program(name: str) -> str:
    """Where the program is; the test is skipped where it is not."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no program {name}; install the Debian package virtuoso-opensource-7")
    return found


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
        if server.poll() is not None:
            pytest.fail("Virtuoso ended before it answered")
    pytest.fail(f"no Virtuoso on port {port}")


def _say(console: Sequence[str], statement: str) -> None:
    words = [*console, "dba", "dba", f"EXEC={statement}", "ERRORS=STDOUT", "VERBOSE=OFF"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=300)
    if done.returncode or "Error" in done.stdout:
        pytest.fail(f"Virtuoso: {done.stdout or done.stderr}")
