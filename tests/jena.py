"""Jena's engine and store, those of Fuseki, behind a small endpoint on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import servers

SETTINGS = Path(__file__).parents[1] / "examples" / "engines" / "fuseki.ttl"
LOCATION = "/fuseki/databases/naravard"
JARS = Path("/usr/share/java")
PACKAGES = "install the Debian packages default-jdk-headless and libapache-jena-java"
OWN = "jena-arq jena-base jena-core jena-iri jena-tdb2"
STORE = (
    "jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data jena-dboe-transaction"
)
OTHERS = (
    "commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava "
    "httpclient httpcore protobuf slf4j-api slf4j-nop thrift"
)
MESSAGES = "org/apache/jena/ext/"  # where Debian's package has them; its classes look without it
PATIENCE = 600.0  # seconds: it loads the graph before it answers


@contextmanager
def serving(folder: Path, quads: Path) -> Iterator[str]:
    """The query address of a server in *folder*, with our settings for Fuseki and these N-Quads."""
    if not is_there():
        servers.skip(f"no Jena; {PACKAGES}")
    _messages(folder / "messages")
    settings = folder / "fuseki.ttl"
    settings.write_text(_settings(folder / "store"), encoding="utf-8")
    (port,) = servers.free_ports(1)
    source = Path(__file__).with_name("JenaEndpoint.java")
    words = ["java", "-cp", _classes(folder / "messages"), str(source)]
    command = [*words, settings.as_uri(), str(quads), str(port)]
    with servers.running(servers.Server(command, port, patience=PATIENCE)) as url:
        yield f"{url}/query"


def is_there() -> bool:
    """Whether what it needs is installed."""
    return bool(servers.program("javac")) and (JARS / "jena-tdb2.jar").is_file()


def _settings(store: Path) -> str:
    """Those that are recommended, but for the place of the store."""
    there = f'"{LOCATION}"'
    text = SETTINGS.read_text(encoding="utf-8")
    assert there in text
    store.mkdir()
    return text.replace(there, f'"{store.as_posix()}"')


def _classes(messages: Path) -> str:
    names = f"{OWN} {STORE} {OTHERS}".split()
    return ":".join([str(messages), *(str(JARS / f"{name}.jar") for name in names)])


def _messages(folder: Path) -> None:
    """Put the texts of the schema types where the classes look for them."""
    with ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{MESSAGES}xerces/") and name.endswith(".properties"):
                place = folder / name.removeprefix(MESSAGES)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
