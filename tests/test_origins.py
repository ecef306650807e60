"""What a file was made from: one line that every format carries, and that is found again in each."""

from __future__ import annotations

import html
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from naravard_kg import carriers, origins, resources
from naravard_kg.errors import UnreadableFileError
from naravard_kg.origins import MARK, Origin, as_object, dumps, found_in, loads

MADE = Origin(
    "0.1.0",
    ("naravard", "compare", "skåne", "örebro", "--only", "missing-in skane", "a_x0041_b", "--"),
    date(2026, 12, 1),
    date(2026, 11, 22),
    "0123456789abcdef",
    title='Områden --> "i" två <län> & 100 % (\\)',
)
LINE = dumps(MADE)
ORIGINS = st.builds(
    Origin,
    version=st.text(),
    command=st.lists(st.text()).map(tuple),
    made=st.dates(),
    data=st.none() | st.dates(),
    digest=st.text(),
    source=st.text(),
    title=st.text(),
)
SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+.,:/~-=;")


# --- the line ----------------------------------------------------------------------------------------


@given(ORIGINS)
@example(Origin("", (), date(1, 1, 1)))
@example(Origin("1", ("",), date(2026, 1, 1)))
@example(Origin("1", ("", "a b", "+", "å\n--\t-->"), date(2026, 1, 1), source="\"'\\"))
@example(Origin("\udcff", ("\ud800",), date(2026, 1, 1)))
def test_what_is_written_is_read_back(told: Origin) -> None:
    """A command that comes back as another one makes another figure."""
    assert loads(dumps(told)) == told


@given(ORIGINS)
def test_the_line_needs_no_escaping_anywhere(told: Origin) -> None:
    """XML, HTML comments, TeX comments, PDF strings and Latin-1 each forbid something else."""
    line = dumps(told)

    assert set(line) <= SAFE
    assert "--" not in line
    assert html.escape(line) == line
    assert json.dumps(line) == f'"{line}"'
    assert line.encode("ascii").decode("latin-1") == line


@given(ORIGINS, st.text(), st.text())
def test_the_line_is_found_among_other_text(told: Origin, before: str, after: str) -> None:
    """A file is more than its origin."""
    assert loads(f"{before}\n{dumps(told)}{after}") == told


@given(ORIGINS, st.data())
def test_a_line_cut_short_is_none(told: Origin, data: st.DataObject) -> None:
    """Half a command must not pass for the whole one; some programs cut properties at 255."""
    line = dumps(told)
    cut = data.draw(st.integers(0, len(line) - 1))

    assert loads(line[:cut]) is None


@given(st.text() | st.binary().map(lambda raw: MARK + raw.decode("latin-1")))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    """A file comes from anywhere."""
    found = loads(text)

    assert found is None or isinstance(found, Origin)


@pytest.mark.parametrize(
    "line",
    [
        "version=1;made=2026-13-01;",
        "version=1;made=soon;",
        "version=1;",
        "made=2026-01-01;",
        "version=%ff;made=2026-01-01;",
        "version=1;data=x;made=2026-01-01;",
    ],
)
def test_a_line_that_says_nothing_is_passed_over(line: str) -> None:
    """The next one may be whole."""
    assert loads(MARK + line) is None
    assert loads(f"{MARK}{line}\n{LINE}") == MADE


def test_what_a_later_version_adds_is_passed_over() -> None:
    """An older program must still read what a newer one wrote."""
    assert loads(LINE.replace(";data=", ";later=x%20y;data=")) == MADE


def test_a_title_may_be_given_with_the_line() -> None:
    """Who draws a figure knows what stands over it; who compared does not."""
    told = Origin("0.1.0", ("naravard", "stats"), date(2026, 12, 1))

    assert loads(dumps(told, "Å")) == Origin("0.1.0", ("naravard", "stats"), told.made, title="Å")
    assert loads(dumps(MADE)) == MADE


def test_the_object_of_json_holds_the_line() -> None:
    """A program reads the keys, and the file is found to carry its origin."""
    told = as_object(MADE)

    assert loads(json.dumps(told)) == MADE
    assert told["command"] == MADE.typed
    assert (told["data"], told["made"], told["source"]) == ("2026-11-22", "2026-12-01", None)


def test_the_shipped_data_is_named_by_day_and_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two makings on one day of the build are the same to the byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    told = origins.origin(["naravard", "stats"])

    assert told.made == date(1970, 1, 2)
    assert (told.data, told.digest) == (resources.modified(), resources.digest())


# --- files of every kind -----------------------------------------------------------------------------


def _chunk(kind: bytes, data: bytes, check: int | None = None) -> bytes:
    crc = zlib.crc32(kind + data) if check is None else check
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def _png(*texts: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = _chunk(b"IDAT", zlib.compress(b"\0\0"))
    chunks = [_chunk(b"IHDR", head), *texts, pixels, _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _xlsx() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.properties.description = LINE
    book.save(stream)
    return stream.getvalue()


def _pdf(info: bytes) -> bytes:
    return (
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"3 0 obj\n<< /Producer (Naravard) /Naravard " + info + b" >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Info 3 0 R >>\n%%EOF\n"
    )


def _svg() -> bytes:
    root = ET.Element("{http://www.w3.org/2000/svg}svg", {"data-origin": LINE})
    ET.SubElement(root, "metadata").text = LINE
    raw: bytes = ET.tostring(root, encoding="utf-8")
    return raw


RAW = LINE.encode()
PACKED = zlib.compress(RAW)
FILES: dict[str, bytes] = {
    "figure.svg": _svg(),
    "text.png": _png(_chunk(b"tEXt", b"Naravard\0" + RAW)),
    "international.png": _png(_chunk(b"iTXt", b"Naravard\0\0\0sv\0Naravard\0" + RAW)),
    "packed.png": _png(_chunk(b"iTXt", b"Naravard\0\1\0\0\0" + PACKED)),
    "old.png": _png(_chunk(b"zTXt", b"Naravard\0\0" + PACKED)),
    "second.png": _png(_chunk(b"tEXt", b"Software\0x"), _chunk(b"tEXt", b"Naravard\0" + RAW)),
    "plain.pdf": _pdf(b"(" + RAW + b")"),
    "wide.pdf": _pdf(b"(\xfe\xff" + LINE.encode("utf-16-be") + b")"),
    "table.xlsx": _xlsx(),
    "page.html": f'<!doctype html><meta name="naravard-origin" content="{LINE}"><p>å'.encode(),
    "table.md": f"| a |\n| --- |\n| å |\n\n<!-- {LINE} -->\n".encode(),
    "table.tex": f"% {LINE}\n\\begin{{tabular}}{{l}}å\\end{{tabular}}\n".encode(),
    "table.json": json.dumps({"origin": as_object(MADE), "rows": ["å"]}).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_found_in_a_file_of_every_kind(name: str, tmp_path: Path) -> None:
    """A figure that is moved, mailed and renamed still says what it was made from."""
    path = tmp_path / name
    path.write_bytes(FILES[name])
    renamed = path.rename(tmp_path / "renamed")

    assert found_in(renamed) == MADE
    assert found_in(str(renamed)) == MADE


def test_a_table_in_csv_has_it_in_the_file_beside_it(tmp_path: Path) -> None:
    """CSV carries no comments; and what stands in its cells is no origin of the file."""
    path = tmp_path / "areas.csv"
    path.write_text(f"a\r\n{dumps(Origin('9', (), date(1999, 1, 1)))}\r\n", encoding="utf-8")
    carriers.sidecar(path).write_text(json.dumps({"dc:provenance": LINE}), encoding="utf-8")

    assert found_in(path) == MADE
    assert found_in(tmp_path / "areas.csv-metadata.json") == MADE


def test_it_is_found_at_either_end_of_a_large_file(tmp_path: Path) -> None:
    """A picture of many megabytes may have its properties first or last."""
    path = tmp_path / "large.pdf"
    for before, after in ((0, 40_000_000), (40_000_000, 0)):
        path.write_bytes(b" " * before + RAW + b" " * after)
        assert found_in(path) == MADE


# --- files from strangers ----------------------------------------------------------------------------


def _zip(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


BOMB = _zip(("docProps/core.xml", b"0" * 200_000_000), ("xl/workbook.xml", b"0" * 50_000_000))
WRONG_CHECK = _png(_chunk(b"tEXt", b"Naravard\0" + RAW, check=0))
SHORT = _xlsx()
HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "noise": bytes(range(256)) * 50,
    "signature": b"\x89PNG\r\n\x1a\n",
    "truncated.png": _png()[:40],
    "endless-chunk.png": b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 0xFFFFFFFF, b"tEXt") + b"x",
    "wrong-check.png": WRONG_CHECK,
    "bad-packing.png": _png(_chunk(b"zTXt", b"Naravard\0\0" + b"not zlib")),
    "packed-bomb.png": _png(_chunk(b"zTXt", b"N\0\0" + zlib.compress(b"0" * 50_000_000))),
    "many-chunks.png": b"\x89PNG\r\n\x1a\n" + _chunk(b"IDAT", b"") * 120_000,
    "bomb.xlsx": BOMB,
    "truncated.xlsx": SHORT[: len(SHORT) // 2],
    "no-directory.xlsx": b"PK\x03\x04" + b"x" * 100,
    "other-packing.xlsx": _zip(("docProps/core.xml", RAW), method=zipfile.ZIP_BZIP2),
    "elsewhere.xlsx": _zip(("xl/workbook.xml", RAW)),
    "many-parts.xlsx": _zip(*((f"docProps/{n}" + "x" * 99, b"") for n in range(9_000))),
    "marks": MARK.encode() * 100_000,
    "equals": (MARK + "a=").encode() * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_damaged_or_a_trap_carries_none(name: str, tmp_path: Path) -> None:
    """A file from a stranger must neither crash nor fill the memory."""
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])

    assert found_in(path) is None


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_cut_anywhere_is_read_or_not(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    """A download that broke off ends in an answer, and never in another origin."""
    cut = data.draw(st.integers(0, len(FILES[name])))
    path = tmp_path_factory.mktemp("cut") / "file"
    path.write_bytes(FILES[name][:cut])

    assert found_in(path) in (None, MADE)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_a_byte_changed_is_read_or_not(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    """Nothing that a file says of itself, its lengths least of all, may be believed."""
    raw = bytearray(FILES[name])
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("changed") / "file"
    path.write_bytes(bytes(raw))
    found = found_in(path)

    assert found is None or isinstance(found, Origin)


def test_a_large_file_of_nothing_is_soon_read(tmp_path: Path) -> None:
    """A sparse file claims a size that no memory has."""
    path = tmp_path / "sparse"
    with path.open("wb") as stream:
        stream.truncate(100_000_000_000)

    assert found_in(path) is None


def _missing(folder: Path) -> Path:
    return folder / "missing.svg"


def _below_a_file(folder: Path) -> Path:
    (folder / "file").write_bytes(b"")
    return folder / "file" / "x.svg"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _long(folder: Path) -> Path:
    return folder / ("x" * 5000)


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (_missing, "missing"),
        (_below_a_file, "missing"),
        (Path, "no-file"),
        (_pipe, "no-file"),
        (_long, "unreadable"),
    ],
)
def test_what_is_no_file_is_told(made: Callable[[Path], Path], fault: str, tmp_path: Path) -> None:
    """A pipe would never end, and a folder holds nothing to read: each has its own sentence."""
    with pytest.raises(UnreadableFileError) as caught:
        found_in(made(tmp_path))

    assert caught.value.fault == fault
