"""Tables: the same answer as rows, columns, records, text and data frame."""

from __future__ import annotations

import pytest

from naravard_kg import KnowledgeGraph, RemoteGraph, Table
from naravard_kg.tables import Answers
from naravard_kg.terms import Iri

TABLE = Table(("thing", "n"), ((Iri("urn:a"), 1), (None, 2)), "example")


def test_a_table_is_its_rows() -> None:
    """A table in a loop or a len() must behave as a reader expects."""
    assert len(TABLE) == 2
    assert list(TABLE) == list(TABLE.rows)


def test_a_column_is_taken_by_name() -> None:
    """Positions change when a query does; names do not."""
    assert TABLE.column("n") == [1, 2]
    with pytest.raises(ValueError, match="x"):
        TABLE.column("x")


def test_records_carry_the_names() -> None:
    """Each row on its own must tell what its cells are."""
    assert TABLE.records() == [{"thing": "urn:a", "n": 1}, {"thing": None, "n": 2}]


def test_printing_shows_an_empty_cell_as_nothing() -> None:
    """ "None" in an answer looks like a value that the source states."""
    assert str(TABLE) == "thing\tn\nurn:a\t1\n\t2"


def test_a_table_cannot_be_changed() -> None:
    """Answers are shared between renderers; one must not spoil it for the next."""
    with pytest.raises(AttributeError):
        TABLE.question = "other"  # type: ignore[misc]


def test_a_table_becomes_a_data_frame() -> None:
    """Researchers go on in pandas; columns and rows must be the same there."""
    pytest.importorskip("pandas", reason="pandas is not installed (extra: pandas)")

    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["thing", "n"]
    assert frame["n"].tolist() == [1, 2]


def test_every_graph_answers_alike(empty: KnowledgeGraph) -> None:
    """Memory, disk and endpoint stand in for one another wherever Answers is asked for."""
    graphs: list[Answers] = [empty, RemoteGraph("http://127.0.0.1:9/query")]

    assert all(callable(graph.query) and callable(graph.select) for graph in graphs)
