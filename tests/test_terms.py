"""RDF terms: what goes out comes back, and no value can leave its quotes or angle brackets."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.terms import XSD, Cell, Iri, Quad, Text, Typed, from_lexical, is_iri, n3, statement

ENCODABLE = st.text(st.characters(exclude_categories=["Cs"]))
CELLS = st.one_of(
    ENCODABLE,
    ENCODABLE.map(lambda text: Text(text, "sv")),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, places=4),
    st.booleans(),
    st.dates(),
)


def _parsed(line: str) -> ox.Quad:
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad, ox.Quad)
    return quad


@given(CELLS)
def test_every_cell_survives_the_way_out_and_back(cell: Cell) -> None:
    """A value that changed between graph and Python would be a fact that no source states."""
    line = statement(Quad(Iri("urn:s"), Iri("urn:p"), cell))

    found = _parsed(line).object
    assert isinstance(found, ox.Literal)
    back = from_lexical(found.value, found.datatype.value, found.language or "")
    assert (type(back), back) == (type(cell), cell)


@given(ENCODABLE)
def test_no_text_leaves_its_quotes(text: str) -> None:
    """Text from a stranger becomes part of a query; it must stay one term on one line."""
    line = statement(Quad(Iri("urn:s"), Iri("urn:p"), text))

    assert "\n" not in line
    assert _parsed(line).object == ox.Literal(text)


@given(ENCODABLE)
def test_no_text_leaves_its_angle_brackets(text: str) -> None:
    """An IRI with a bracket in it would let a stranger write the rest of the query."""
    try:
        written = n3(Iri(text))
    except ValueError:
        return
    assert written == text or not set(written[1:-1]) & set('<>"{}|^`\\ \n')


@pytest.mark.parametrize(
    "hostile", ["_:x } DROP ALL", "_:x>\n", "urn:a b", "urn:a>", "relative", "", 'urn:"x"']
)
def test_what_is_no_iri_is_refused(hostile: str) -> None:
    """A name that only looks like an IRI or a blank node is the usual door for injection."""
    with pytest.raises(ValueError, match="IRI"):
        n3(Iri(hostile))


@pytest.mark.parametrize("tag", ["sv } DROP ALL", "", "sv>", "sv\n"])
def test_a_language_tag_that_is_none_is_refused(tag: str) -> None:
    """The tag stands outside the quotes, so it needs its own guard."""
    with pytest.raises(ValueError, match="language"):
        n3(Text("vård", tag))


@pytest.mark.parametrize(
    ("lexical", "kind"),
    [
        ("2020-02-30", "date"),
        ("20201211", "date"),
        ("2020-W01-1", "date"),
        ("1_000", "integer"),
        ("3.5", "integer"),
        ("１２", "integer"),
        ("NaN", "decimal"),
        ("1e5", "decimal"),
        ("ja", "boolean"),
        ("2019", "gYear"),
    ],
)
def test_a_form_its_datatype_does_not_allow_stays_as_written(lexical: str, kind: str) -> None:
    """Python reads more forms than XML Schema; a value read too kindly hides a fault in data."""
    cell = from_lexical(lexical, XSD + kind)

    assert cell == Typed(lexical, Iri(XSD + kind))
    assert n3(cell) == f'"{lexical}"^^<{XSD}{kind}>'


@pytest.mark.parametrize(
    ("lexical", "kind", "value"),
    [
        ("2020-12-11", "date", date(2020, 12, 11)),
        ("-7", "integer", -7),
        ("+7", "integer", 7),
        ("0.20", "decimal", Decimal("0.20")),
        (".5", "decimal", Decimal("0.5")),
        ("1", "boolean", True),
        ("vård", "string", "vård"),
        ("vård", "", "vård"),
    ],
)
def test_a_form_its_datatype_allows_is_a_python_value(lexical: str, kind: str, value: Cell) -> None:
    """Numbers that stay text cannot be counted, and dates that stay text cannot be compared."""
    cell = from_lexical(lexical, XSD + kind if kind else "")

    assert (type(cell), cell) == (type(value), value)


def test_an_empty_cell_is_no_term() -> None:
    """An unbound cell written as a term would invent a value."""
    with pytest.raises(ValueError, match="empty"):
        n3(None)


def test_the_same_words_in_two_languages_are_two_values() -> None:
    """A label that is alike in Swedish and English must not vanish in one of them."""
    swedish, english = Text("Region", "sv"), Text("Region", "en")

    assert swedish != english
    assert len({swedish, english}) == 2
    assert swedish == Text("Region", "sv") == "Region"


def test_text_keeps_its_language_when_copied() -> None:
    """Answers go through caches and other processes; a lost tag shows the wrong language."""
    text = Text("vård", "sv")

    assert pickle.loads(pickle.dumps(text)).language == "sv"  # noqa: S301 -- our own bytes
    assert copy.deepcopy(text).language == "sv"
    assert repr(text) == "Text('vård', 'sv')"


def test_a_typed_literal_shows_its_lexical_form() -> None:
    """A reader wants to see the year, not the type of the year."""
    assert str(Typed("2019", Iri(XSD + "gYear"))) == "2019"


def test_a_graph_name_stands_last() -> None:
    """N-Quads has the graph in fourth place; anywhere else the statement is another one."""
    quad = Quad(Iri("urn:s"), Iri("urn:p"), 1, Iri("urn:g"))

    assert statement(quad) == f'<urn:s> <urn:p> "1"^^<{XSD}integer> <urn:g> .'


@pytest.mark.parametrize("text", ["https://w3id.org/naravard/", "urn:x", "mailto:a@b.se"])
def test_absolute_iris_are_iris(text: str) -> None:
    """Whatever scheme others use must be allowed as a reference."""
    assert is_iri(text)
