"""A real Virtuoso on loopback: started from an empty folder, filled, and stopped again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from servers import HOST, Server, free_ports, required, running

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
# TTLP_MT of file_to_string_output, which is quicker, loses statements of files past 100 MB or so.
LOADED = "ld_add ('graph.nq', 'urn:none'); rdf_loader_run ();"
FAULTS = "SELECT CONCAT ('Error: ', ll_error) FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;"


@contextmanager
def serving(folder: Path, quads: Path) -> Iterator[str]:
    """The query address of a server in *folder*, which holds these N-Quads.

    Both programs are Debian's (``apt-get install virtuoso-opensource-7``).
    """
    program, console = (_required(name) for name in ("virtuoso-t", "isql-vt"))
    ports = free_ports(2)
    (folder / "virtuoso.ini").write_text(SETTINGS.format(console=ports[0], web=ports[1]))
    shutil.copy(quads, folder / "graph.nq")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with running(Server(command, ports[1], folder)) as url:
        for statement in (LOADED, FAULTS):
            _say([console, f"{HOST}:{ports[0]}"], statement)
        yield f"{url}/sparql"


def _required(name: str) -> str:
    return required(name, "install the Debian package virtuoso-opensource-7")


def _say(console: Sequence[str], statement: str) -> None:
    words = [*console, "dba", "dba", f"EXEC={statement}", "ERRORS=STDOUT", "VERBOSE=OFF"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=300)
    if done.returncode or "Error" in done.stdout:
        raise RuntimeError(f"Virtuoso: {done.stdout or done.stderr}")
