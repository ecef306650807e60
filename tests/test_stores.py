"""Stores on disk: whole or as they were before, readable while they are written, never a traceback."""

from __future__ import annotations

import errno
import gzip
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, generations, resources, stores
from naravard_kg.errors import StoreError, UnreadableFileError
from naravard_kg.graph import save
from naravard_kg.terms import Quad

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = [sys.executable, "-m", "naravard_kg"]
MINE = "<urn:a> <urn:b> <urn:c> <urn:g> .\n"
OTHER = "<urn:d> <urn:b> <urn:c> <urn:h> .\n"
GRAPHS = (
    "SELECT ?g ?p (COUNT(*) AS ?n) (MIN(STR(?o)) AS ?first) WHERE "
    "{ GRAPH ?g { ?s ?p ?o } FILTER(!isBlank(?o)) } GROUP BY ?g ?p ORDER BY ?g ?p"
)
CLASS = "ASK { ?c a <http://www.w3.org/2002/07/owl#Class> }"
REGION = "ASK { ?r a <https://w3id.org/naravard/ontology#Region> }"
ASSIGNMENT = "ASK { ?r a <https://w3id.org/naravard/ontology#Assignment> }"
PACKED = gzip.compress((MINE + OTHER).encode(), mtime=0)
TURTLE = "<urn:a> <urn:b> <urn:c> .\n"
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
    '<rdf:Description rdf:about="urn:a"><u:b rdf:resource="urn:c"/></rdf:Description></rdf:RDF>'
)
FILES = {
    "x.ttl": TURTLE,
    "x.nt": TURTLE,
    "x.trig": "<urn:g> { <urn:a> <urn:b> <urn:c> . }\n",
    "x.nq": MINE,
    "x.rdf": XML,
    "x.jsonld": '{"@id": "urn:a", "urn:b": {"@id": "urn:c"}}',
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file of one statement."""
    path = tmp_path / "mine.nq"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def place(mine: Path) -> Path:
    """A small store of one statement, and nothing that is shipped."""
    folder = mine.parent / "a-store"
    stores.load(folder, [mine], "bare")
    return folder


def _surroundings() -> dict[str, str]:
    """The environment of a program that a test starts itself."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NARAVARD_")}
    path = str(Path(naravard_kg.__file__).parents[1])
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", "NARAVARD_LANG": "en"}


def _holds(place: Path) -> list[Quad]:
    return naravard_kg.open_store(place).quads()


def _bytes(place: Path) -> dict[str, bytes]:
    """All that stands in a folder, but for the lock, which tells who wrote last."""
    files = [path for path in place.rglob("*") if path.is_file() and path.name != "lock"]
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


def _fault(place: Path) -> str:
    with pytest.raises(StoreError) as caught:
        naravard_kg.open_store(place)
    return caught.value.fault


# what is loaded


@pytest.mark.parametrize(
    ("carry", "kept"),
    [("bare", (0, 0, 0)), ("reference", (1, 1, 0)), ("shipped", (1, 1, 1))],
)
def test_a_store_carries_what_questions_need(
    carry: str, kept: tuple[bool, ...], mine: Path, tmp_path: Path
) -> None:
    """A nation's data without terms and places answers nothing; with our documents it is not hers."""
    done = stores.load(tmp_path / "s", [mine], carry)
    graph = naravard_kg.open_store(tmp_path / "s")

    assert tuple(map(graph.query, (CLASS, REGION, ASSIGNMENT))) == tuple(map(bool, kept))
    assert graph.query("ASK { <urn:a> <urn:b> <urn:c> }") is True
    assert done.statements == len(graph)
    assert done.files == 1


def test_a_store_holds_what_memory_holds(mine: Path, tmp_path: Path) -> None:
    """Where the data lies must not change an answer."""
    stores.load(tmp_path / "s", [mine], "shipped")

    stored, held = naravard_kg.open_store(tmp_path / "s"), naravard_kg.load([mine])
    assert stored.select(GRAPHS) == held.select(GRAPHS)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_every_kind_is_loaded(name: str, packed: bool, tmp_path: Path) -> None:
    """People bring RDF in the form they have; large files come packed."""
    path = tmp_path / (f"{name}.gz" if packed else name)
    content = FILES[name].encode()
    path.write_bytes(gzip.compress(content) if packed else content)
    stores.load(tmp_path / "s", [path], "bare")

    (quad,) = _holds(tmp_path / "s")
    home = "urn:g" if name in {"x.nq", "x.trig"} else path.resolve().as_uri()
    assert quad[:3] == ("urn:a", "urn:b", "urn:c")
    assert quad.graph == (None if name == "x.jsonld" else home)


def test_patterns_and_standard_input_are_files_too(run: Run, tmp_path: Path, mine: Path) -> None:
    """A nation comes in many files, or out of another program."""
    (tmp_path / "more.nq").write_text(OTHER, encoding="utf-8")
    words = ["load", tmp_path / "s", tmp_path / "m*.nq", mine, "-", "--bare", "-f", "json"]
    done = run(*words, input="<urn:e> <urn:b> <urn:c> .\n")

    assert (done.returncode, done.stderr) == (0, "")
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["files"], row["read"], row["graphs"], row["statements"]) == (3, 3, 2, 3)


def test_the_commands_answer_from_the_store(
    run: Run, tmp_path: Path, mine: Path, shipped: KnowledgeGraph
) -> None:
    """What was loaded is what is asked, by the option and by the variable."""
    stores.load(tmp_path / "s", [mine], "shipped")
    asked = run("ask", "decisions", "--store", tmp_path / "s", "-f", "json")
    named = run("stats", env={"NARAVARD_STORE": str(tmp_path / "s")})

    assert len(json.loads(asked.stdout)["rows"]) == len(naravard_kg.ask(shipped, "decisions")) > 1
    assert (named.returncode, named.stderr) == (0, "")


def test_files_are_added_and_said_twice_count_once(place: Path, mine: Path) -> None:
    """Whoever loads a county at a time must not lose the ones before."""
    (mine.parent / "more.nq").write_text(OTHER, encoding="utf-8")
    done = stores.load(place, [mine, mine.parent / "more.nq"], "bare")

    assert (done.read, done.statements, done.graphs) == (2, 2, 2)
    assert [quad[0] for quad in _holds(place)] == ["urn:a", "urn:d"]


def test_replacing_forgets_what_was_there(place: Path, mine: Path) -> None:
    """A corrected file must get rid of what it no longer says."""
    mine.write_text(OTHER, encoding="utf-8")
    stores.load(place, [mine], "bare", replace=True)

    assert [quad[0] for quad in _holds(place)] == ["urn:d"]


def test_the_ontology_is_put_in_once(mine: Path, tmp_path: Path) -> None:
    """Its blank nodes would be new ones each time, and the store grow with each file."""
    first = stores.load(tmp_path / "s", [mine])
    again = stores.load(tmp_path / "s", [mine])

    assert again.statements == first.statements
    assert (again.read, len(list((tmp_path / "s").glob("[0-9]*")))) == (1, 1)


def test_another_ontology_is_not_mixed_in(mine: Path, tmp_path: Path) -> None:
    """Two versions of a term in one store answer as neither."""
    stores.load(tmp_path / "s", [mine])
    _edit(tmp_path / "s", digest="another", naravard="0.0.1")

    with pytest.raises(StoreError, match=r"0\.0\.1") as caught:
        stores.load(tmp_path / "s", [mine])
    assert caught.value.fault == "version"
    assert stores.load(tmp_path / "s", [mine], "bare").read == 1
    assert stores.load(tmp_path / "s", [mine], replace=True).files == 1


def _edit(place: Path, **facts: Any) -> None:
    mark = place / generations.MARK
    told = json.loads(mark.read_text(encoding="utf-8"))
    mark.write_text(json.dumps({**told, **facts}), encoding="utf-8")


# whole or as it was


@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("b.ttl", f"{TURTLE}<urn:a> <urn:b> .\n", ("syntax", "b.ttl:2:")),
        ("b.nq", f"{MINE}{MINE}hej\n", ("syntax", "b.nq:3:")),
        ("b.nq.gz", PACKED[:-9], ("unreadable", "b.nq.gz")),
        ("b.nq.gz", PACKED[:20] + b"xyz" + PACKED[23:], ("unreadable", "b.nq.gz")),
        ("b.nq.gz", MINE, ("unreadable", "b.nq.gz")),
        ("b.docx", "", ("kind", "b.docx")),
        ("b.jsonld", "[" * 1000, ("deep", "b.jsonld")),
        ("b.nq", None, ("missing", "b.nq")),
        ("b*.nq", None, ("no-match", "b*.nq")),
    ],
    ids=["turtle", "lines", "cut", "changed", "unpacked", "kind", "deep", "missing", "no-match"],
)
def test_a_broken_file_in_the_middle_changes_nothing(
    existing: bool, name: str, content: str | bytes | None, told: tuple[str, str], tmp_path: Path
) -> None:
    """Half a nation is worse than none: nobody sees which half."""
    first, last, broken = tmp_path / "1.nq", tmp_path / "3.nq", tmp_path / name
    first.write_text(MINE, encoding="utf-8")
    last.write_text(OTHER, encoding="utf-8")
    if content is not None:
        broken.write_bytes(content if isinstance(content, bytes) else content.encode())
    if existing:
        stores.load(tmp_path / "s", [first], "bare")
    before = _bytes(tmp_path / "s")

    with pytest.raises(UnreadableFileError) as caught:
        stores.load(tmp_path / "s", [last, broken, first], "bare")
    assert caught.value.fault == told[0]
    assert told[1] in str(caught.value)
    assert caught.value.remedy.sv
    assert _bytes(tmp_path / "s") == before
    assert (tmp_path / "s").exists() == existing


def _heard() -> None:
    """What a job in the background starts is deaf to Ctrl-C, unless it is told not to be."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def _at_work(place: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A load that has begun to build, and waits for more on standard input."""
    command = [*PROGRAM, "load", str(place), "-", "--bare", *words]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    more: dict[str, Any] = {"preexec_fn": _heard, "env": _surroundings(), **pipes}
    with subprocess.Popen(command, **more) as process:
        try:
            assert process.stdin
            process.stdin.write(OTHER.encode())
            process.stdin.flush()
            while not (place / "building" / "CURRENT").exists():
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.01)
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_a_load_that_is_ended_changes_nothing(
    name: str, existing: bool, mine: Path, tmp_path: Path
) -> None:
    """Power cuts, impatience and the scheduler of a cluster come in the middle."""
    place = tmp_path / "s"
    if existing:
        stores.load(place, [mine], "bare")
    before = _bytes(place)
    with _at_work(place) as process:
        process.send_signal(signal.Signals[name])
        said = process.communicate()[1]

    assert process.returncode == {"SIGKILL": -9, "SIGTERM": 143, "SIGINT": 130}[name]
    assert b"Traceback" not in said
    if name != "SIGKILL":
        assert _bytes(place) == before
        assert place.exists() == existing
    assert [_holds(place)[0][0]] == ["urn:a"] if existing else _fault(place) == "missing"
    stores.load(place, [mine], "bare")
    assert not (place / "building").exists()
    assert [quad[0] for quad in _holds(place)] == ["urn:a"]


def test_a_load_that_was_killed_at_the_last_moment_leaves_nothing(place: Path, mine: Path) -> None:
    """Between the building and the one step that counts, the old store still holds."""
    shutil.copytree(place / "1", place / "2")

    assert len(_holds(place)) == 1
    stores.load(place, [mine], "bare")
    assert [path.name for path in place.glob("[0-9]*")] == ["3"]


@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
def test_a_full_disk_is_told_and_changes_nothing(
    existing: bool, run: Run, mine: Path, tmp_path: Path
) -> None:
    """A limit on the size of files is the full disk that a test can have anywhere."""
    place, large = tmp_path / "s", tmp_path / "large.nq"
    large.write_text("".join(f'<urn:{n}> <urn:b> "{n:099}" .\n' for n in range(30_000)), "utf-8")
    if existing:
        stores.load(place, [mine], "bare")
    before = _bytes(place)
    words = ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh", *PROGRAM]
    done = subprocess.run(
        [*words, "load", str(place), str(large), "--bare"],
        env=_surroundings(), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (3, "")
    assert "as it was" in done.stderr
    assert "room on the disk" in done.stderr
    assert _bytes(place) == before
    assert place.exists() == existing
    assert run("load", place, large, "--bare").returncode == 0


def test_a_file_system_without_room_is_told(mine: Path, tmp_path: Path) -> None:
    """The real thing, where a test may mount one."""
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    script = 'mount -t tmpfs -o size=$0 none "$1" && shift && exec "$@"'
    for size in ("64k", "250k"):
        words = ["unshare", "-rm", "sh", "-c", script, size, str(tiny), *PROGRAM]
        try:
            done = subprocess.run(
                [*words, "load", str(tiny), str(mine), "--with-shipped"],
                env=_surroundings(), capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
        except FileNotFoundError:
            pytest.skip("no program unshare")
        if "mount" in done.stderr or "unshare" in done.stderr:
            pytest.skip("no file system may be mounted here")
        assert (done.returncode, done.stdout) == (3, "")
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(place: Path, mine: Path) -> None:
    """Shared stores are often somebody else's."""
    place.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        stores.load(place, [mine], "bare")
    place.chmod(0o700)
    assert caught.value.fault == "unwritable"


# many readers, one writer


def test_who_reads_goes_on_while_others_write(place: Path, mine: Path) -> None:
    """The engine opens its files while it answers: they must not go, nor be others of the name."""
    reader = naravard_kg.open_store(place)
    for text in (OTHER, MINE + OTHER):
        mine.write_text(text, encoding="utf-8")
        stores.load(place, [mine], "bare", replace=True)
        assert reader.query("ASK { <urn:a> <urn:b> <urn:c> }") is True
        assert len(reader) == 1
        assert (place / "1" / "CURRENT").exists()
    assert len(naravard_kg.open_store(place)) == 2

    del reader
    stores.load(place, [mine], "bare")
    assert [path.name for path in place.glob("[0-9]*")] == ["4"]


def test_a_second_writer_is_told_who_writes(run: Run, place: Path, mine: Path) -> None:
    """Two at a time would lose what one of them read; a reader need not wait."""
    with _at_work(place) as first:
        second = run("load", place, mine)
        read = run("stats", "--store", place)
        assert (second.returncode, second.stdout) == (3, "")
        assert str(first.pid) in second.stderr
        assert read.returncode == 0
        printed, said = first.communicate()

    assert (first.returncode, said) == (0, b"")
    assert printed
    assert [quad[0] for quad in _holds(place)] == ["urn:a", "urn:d"]


def test_readers_come_in_while_generations_pass(place: Path, mine: Path) -> None:
    """Between reading which generation holds and opening it, another may take its place."""
    code = (
        "import sys, naravard_kg\n"
        "for _ in range(150):\n"
        "    assert len(naravard_kg.open_store(sys.argv[1])) == 1\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(place)], env=_surroundings(), stderr=subprocess.PIPE
    ) as reader:
        while reader.poll() is None:
            stores.load(place, [mine], "bare", replace=True)
        said = reader.stderr.read() if reader.stderr else b""
    assert (reader.returncode, said) == (0, b"")


# what is no store, or no longer


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


HARM: list[Callable[[Path], None]] = [Path.unlink, _truncate, _empty, _flip]


@pytest.mark.parametrize("harm", HARM, ids=["deleted", "truncated", "emptied", "changed"])
@pytest.mark.parametrize("pattern", ["CURRENT", "MANIFEST-*", "*.sst", "OPTIONS-*"])
def test_a_damaged_store_says_so_before_it_answers(
    pattern: str, harm: Callable[[Path], None], place: Path, mine: Path
) -> None:
    """The engine does not look at checksums: on changed bytes it answers wrongly, or takes all memory."""
    for path in sorted((place / "1").glob(pattern)):
        kept = path.read_bytes()
        harm(path)
        assert _fault(place) == "damaged"
        path.write_bytes(kept)
    assert len(_holds(place)) == 1

    harm(path)
    stores.load(place, [mine], "bare", replace=True)
    assert len(_holds(place)) == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_damaged_store_is_exit_code_three(run: Run, place: Path, language: str) -> None:
    """The sentence tells how to get the store back; adding to it is refused as well."""
    _truncate(max((place / "1").glob("*.sst")))
    for words in (["stats", "--store", place], ["load", place, place / "nothing.nq"]):
        done = run(*words, "--lang", language)
        assert (done.returncode, done.stdout) == (3, "")
        assert "Traceback" not in done.stderr
    done = run("ask", "decisions", "--store", place)
    assert "--replace" in done.stderr


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "files": 3}'])
def test_a_mark_that_is_no_mark_is_damage(text: str, place: Path, mine: Path) -> None:
    """It is a text file in the user's folder; anything may have happened to it."""
    (place / generations.MARK).write_text(text, encoding="utf-8")

    assert _fault(place) == "damaged"
    stores.load(place, [mine], "bare", replace=True)
    assert len(_holds(place)) == 1


def test_a_store_whose_mark_is_gone_is_damaged(place: Path) -> None:
    """There is a store; only nobody knows which of it holds."""
    (place / generations.MARK).unlink()

    assert _fault(place) == "damaged"


def test_a_store_of_another_format_says_so(place: Path, mine: Path) -> None:
    """A store of next year's Naravard is not damaged, and must not be written to."""
    _edit(place, format=99)
    before = _bytes(place)

    assert _fault(place) == "format"
    with pytest.raises(StoreError, match="99"):
        stores.load(place, [mine], "bare")
    assert _bytes(place) == before


def test_a_copy_is_compared_once(place: Path, tmp_path: Path) -> None:
    """A copy has other times; that is no damage, and must not cost a reading of all each time."""
    shutil.copytree(place, tmp_path / "copy", copy_function=shutil.copyfile)
    times = _times(tmp_path / "copy")

    assert len(_holds(tmp_path / "copy")) == 1
    assert _times(tmp_path / "copy") != times
    told = generations.facts(tmp_path / "copy")
    assert told is not None
    assert generations._unchanged(tmp_path / "copy" / "1", told["files"])


@pytest.mark.parametrize(("owner", "name"), [(generations, "_put"), (os, "write")])
def test_a_full_disk_does_not_leave_the_store_locked(
    place: Path, mine: Path, tmp_path: Path, owner: Any, name: str
) -> None:
    """Reading goes without what cannot be remembered, and the same process may write later."""
    shutil.copytree(place, tmp_path / "copy", copy_function=shutil.copyfile)
    with pytest.MonkeyPatch.context() as full:
        full.setattr(owner, name, _full)
        assert len(_holds(tmp_path / "copy")) == 1
        with pytest.raises(StoreError, match="No space left") as caught:
            stores.load(tmp_path / "copy", [mine], "bare")
        assert caught.value.fault == "unwritable"
    assert stores.load(tmp_path / "copy", [mine], "bare").read == 1


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _times(place: Path) -> list[int]:
    told = generations.facts(place)
    assert told is not None
    return [fact[1] for fact in told["files"].values()]


def test_what_is_damaged_while_it_is_open_ends_in_a_sentence(place: Path) -> None:
    """No check at the opening can know what happens afterwards."""
    code = (
        "import os, sys, pathlib, naravard_kg\n"
        "graph = naravard_kg.open_store(sys.argv[1])\n"
        "for path in pathlib.Path(sys.argv[1], '1').glob('*.sst'): os.truncate(path, 0)\n"
        "try: graph.query('SELECT * { GRAPH ?g { ?s ?p ?o } }')\n"
        "except naravard_kg.NaravardError as error: print(error.exit_code, error.fault)\n"
        "else: print('3 damaged')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, place], env=_surroundings(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout.strip()) == (0, "3 damaged"), done.stderr


def test_a_store_of_the_engine_itself_is_read_and_not_written(
    chain: KnowledgeGraph, mine: Path, tmp_path: Path
) -> None:
    """What another program writes to is not ours to replace."""
    save(chain, tmp_path / "engine")
    assert len(naravard_kg.open_store(tmp_path / "engine")) == len(chain)
    with pytest.raises(StoreError) as caught:
        stores.load(tmp_path / "engine", [mine], replace=True)
    assert caught.value.fault == "bare"


@pytest.mark.parametrize("name", ["\0", "a" * 5000, "mine.nq/s", "\udcff"])
def test_whatever_is_named_ends_in_a_sentence(name: str, mine: Path) -> None:
    """Names come from other systems; none may end in a traceback."""
    with suppress(StoreError, UnreadableFileError):
        stores.load(mine.parent / name, [mine], "bare")
    with pytest.raises(UnreadableFileError):
        stores.load(mine.parent / "s", [mine.parent / f"{name}.nq"], "bare")
    with suppress(StoreError):
        naravard_kg.open_store(mine.parent / name)


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_of_something_else_is_left_alone(replace: bool, mine: Path) -> None:
    """A slip of the hand must not cost anyone her files."""
    before = _bytes(mine.parent)
    for place in (mine.parent, mine):
        with pytest.raises(StoreError) as caught:
            stores.load(place, [mine], replace=replace)
        assert caught.value.fault == "foreign"
    assert _bytes(mine.parent) == before


# what is told


def test_the_two_ways_to_carry_exclude_one_another(run: Run, tmp_path: Path, mine: Path) -> None:
    """Both at once mean nothing."""
    done = run("load", tmp_path / "s", mine, "--bare", "--with-shipped")

    assert done.returncode == 2
    assert not (tmp_path / "s").exists()


def test_progress_is_for_a_terminal(tmp_path: Path, mine: Path) -> None:
    """Ten million statements take minutes; a log file wants none of it (see the tests above)."""
    code = (
        "from naravard_kg.cli import data, main\n"
        "data._BLINK = -1\n"
        f"main(['load', {str(tmp_path / 's')!r}, {str(mine)!r}, '--lang', 'sv'])\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code], stderr=theirs, stdout=subprocess.PIPE, check=False,
        env=_surroundings(),
    )  # fmt: skip
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 0
    assert "mine.nq: " in shown
    assert "i sekunden, 100 %" in shown
    assert shown.endswith("\r\x1b[K")
    assert b"\x1b[K" not in done.stdout


def test_the_share_of_a_packed_file_is_told_too(tmp_path: Path) -> None:
    """What is packed is counted packed: nobody knows how large it will be."""
    path, told = tmp_path / "x.nq.gz", list[tuple[str, int, float]]()
    path.write_bytes(gzip.compress(MINE.encode()))
    stores.load(tmp_path / "s", [path], "bare", told=lambda *facts: told.append(facts))

    assert told == [("x.nq.gz", 1, 1.0)]


def test_the_mark_tells_what_the_store_is_of(place: Path) -> None:
    """Whoever finds a store in a year wants to know what made it."""
    told = generations.facts(place)

    assert told is not None
    assert (told["naravard"], told["digest"]) == (resources.version(), resources.digest())
    assert (told["graphs"], told["statements"], told["carried"]) == (1, 1, "bare")
