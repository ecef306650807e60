"""What the tables are, for programs: ``datapackage.json``, and CSV on the Web beside CSV.

datapackage.json     Data Package (Frictionless): files, checksums, columns, keys
csv-metadata.json    CSV on the Web (W3C): the same of a folder of tables in CSV
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from naravard_kg.carriers import OF_A_FOLDER
from naravard_kg.origins import SITE, Origin, as_object, dumps
from naravard_kg.tabular import schema
from naravard_kg.tabular.schema import BETWEEN, TABLES, VERSION, Column, Table

PACKAGE = "datapackage.json"
_LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_CONTEXT = "http://www.w3.org/ns/csvw"
_TYPES = {
    **dict.fromkeys((schema.IRI, schema.NAME, schema.TEXT), "string"),
    **{kind: kind for kind in (schema.BOOLEAN, schema.INTEGER, schema.NUMBER, schema.DATE)},
}

Json = object


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: from what, of which statements, how many rows of each table."""

    origin: Origin
    statements: int
    digest: str
    rows: Mapping[str, int]

    def told(self) -> dict[str, str]:
        """What each file in Parquet carries."""
        return {
            "naravard-origin": dumps(self.origin),
            "naravard-schema": VERSION,
            "naravard-statements": str(self.statements),
            "naravard-digest": self.digest,
        }


def describe(folder: Path, made: Made, ending: str) -> None:
    """Write what describes the tables in *folder*, last of all the package."""
    if ending == ".csv":
        _write(folder / OF_A_FOLDER, on_the_web(made))
    _write(folder / PACKAGE, package(folder, made, ending))


def _write(path: Path, told: Json) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def package(folder: Path, made: Made, ending: str) -> dict[str, Json]:
    """The description of the files in *folder* as a data package."""
    licences = {} if made.origin.source else {"licenses": [_LICENCE]}
    return {
        "$schema": _PROFILE,
        "name": "naravard-tables",
        "title": made.origin.title,
        "version": VERSION,
        "homepage": SITE,
        "created": f"{made.origin.made.isoformat()}T00:00:00Z",
        "origin": as_object(made.origin),
        "statements": made.statements,
        "digest": made.digest,
        "resources": [_resource(folder, table, made, ending) for table in TABLES],
        **licences,
    }


def _resource(folder: Path, table: Table, made: Made, ending: str) -> dict[str, Json]:
    path = folder / f"{table.name}{ending}"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    is_text = ending == ".csv"
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "format": ending.removeprefix("."),
        "mediatype": "text/csv" if is_text else "application/vnd.apache.parquet",
        **({"encoding": "utf-8"} if is_text else {}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": made.rows[table.name],
        "description": str(table.said().en),
        "schema": _schema(table, is_text=is_text),
    }


def _schema(table: Table, *, is_text: bool) -> dict[str, Json]:
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
        for column, other in table.leads.items()
    ]
    return {
        "fields": [_field(table, column, is_text=is_text) for column in table.columns],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(table: Table, column: Column, *, is_text: bool) -> dict[str, Json]:
    told: dict[str, Json] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "array"),
        "description": table.said(column.name).en,
    }
    if column.kind in schema.SEVERAL and is_text:
        told |= {"type": "list", "itemType": "string", "delimiter": BETWEEN}
    if column.required:
        told["constraints"] = {"required": True}
    if column.kind == schema.TEXT and column.required:
        told["missingValues"] = []  # a text without characters is a value
    return told


def on_the_web(made: Made) -> dict[str, Json]:
    """The description of a folder of tables in CSV, as the W3C has it."""
    return {
        "@context": [_CONTEXT, {"@language": "en"}],
        "dc:created": {"@type": "xsd:date", "@value": made.origin.made.isoformat()},
        "dc:provenance": dumps(made.origin),
        "dc:source": {"@id": SITE},
        "dc:title": made.origin.title,
        "dialect": {"delimiter": ",", "doubleQuote": True, "encoding": "utf-8", "header": True},
        "rdfs:comment": made.origin.typed,
        "tables": [_table(table) for table in TABLES],
    }


def _table(table: Table) -> dict[str, Json]:
    keys = [
        {
            "columnReference": column,
            "reference": {"resource": f"{other}.csv", "columnReference": "id"},
        }
        for column, other in table.leads.items()
    ]
    columns = [_column(table, column) for column in table.columns]
    return {
        "url": f"{table.name}.csv",
        "dc:description": _both(table),
        "tableSchema": {
            "columns": columns,
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(table: Table, column: Column) -> dict[str, Json]:
    kind = "double" if column.kind == schema.NUMBER else _TYPES.get(column.kind, "string")
    told: dict[str, Json] = {
        "name": column.name,
        "titles": column.name,
        "datatype": kind,
        "dc:description": _both(table, column.name),
    }
    if column.kind in schema.SEVERAL:
        told["separator"] = BETWEEN
    if column.required:
        told["required"] = True
    if column.kind == schema.TEXT and column.required:
        told["null"] = []  # a text without characters is a value
    return told


def _both(table: Table, column: str = "") -> list[Json]:
    said = table.said(column)
    return [{"@value": said.sv, "@language": "sv"}, {"@value": said.en, "@language": "en"}]
