"""The table as a page and in a notebook: safe, readable for everybody, whole without a network."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from contrast import faint
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.compare.stances import MATCHES, STATES, Comparison
from naravard_kg.render import compared
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES, say

from .samples import Page, comparisons, few, full, hostile

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "footer", "p", "h1", "h2", "div",
    "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "span", "details", "summary", "b",
    "dl", "dt", "dd", "code", "small",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "scope", "tabindex", "role",
    "aria-label",
}  # fmt: skip


def made(found: Comparison, language: str = "sv") -> str:
    """The page."""
    source = compared.FORMATS["html"](found, language, 100)
    assert isinstance(source, str)
    return source


@few
@given(comparisons(hostile), st.sampled_from(LANGUAGES))
def test_a_page_holds_nothing_but_its_own_tags(found: Comparison, language: str) -> None:
    """A label comes from a file of somebody's; it is text on the page, and can be nothing else."""
    for source in (made(found, language), compared.fragment(found)):
        page = Page(source)
        assert {tag for tag, _ in page.tags} <= TAGS
        assert {name for _, attrs in page.tags for name in attrs} <= ATTRIBUTES
        assert page.open == []


@few
@given(comparisons(hostile))
def test_a_page_shows_every_thing_of_every_cell(found: Comparison) -> None:
    """What is not there could be taken for what no document says."""
    text = Page(made(found)).text
    known = found.graph.known if found.graph else {}  # type: ignore[attr-defined]
    entries = [(r, e) for r in found.rows for s in r.stances for e in s.entries]

    for row, entry in entries:
        if row.key != (entry.thing,):
            label = visible(known[entry.thing][0], keep="\n\r\t")
            assert " ".join(label.split()) in text


@SPOKEN
def test_a_page_fetches_and_runs_nothing(language: str) -> None:
    """It can be mailed, kept and opened years later; and its own policy forbids the rest."""
    source = made(full(), language)
    (policy,) = [
        str(attrs["content"]) for tag, attrs in Page(source).tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]  # fmt: skip
    style = source.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert digest in policy
    assert "<script" not in source and "style=" not in source
    assert not re.search(r"https?://|@import|url\(|@font-face", source)


@SPOKEN
def test_every_state_and_match_has_words_beside_its_colour(language: str) -> None:
    """One in twelve men does not see the difference between red and green."""
    page = Page(made(full(), language))
    classes = {name for _, attrs in page.tags for name in str(attrs.get("class", "")).split()}

    assert set(STATES) <= classes
    assert set(MATCHES) <= classes
    for key in (*STATES[1:], *MATCHES):
        kind = "state" if key in STATES else "match"
        assert say(f"compare.{kind}.{key}").in_(language) in page.text
    for key in ("national", "unsure", "unsaid"):
        assert say(f"compare.{key}").in_(language) in page.text


@SPOKEN
def test_a_page_says_from_what_it_was_made(language: str) -> None:
    """On the page for who reads it, and in its head for who archives it."""
    page = Page(made(full(), language))
    metas = {str(a.get("name")): str(a.get("content")) for tag, a in page.tags if tag == "meta"}

    assert page.tags[0] == ("html", {"lang": language})
    assert "naravard 9.9.9, data 2025-12-31" in page.text
    assert "naravard compare a b --only 'missing-in a'" in page.text
    assert metas["description"] == "naravard compare a b --only 'missing-in a' (naravard 9.9.9)"
    assert metas["generator"].startswith("naravard ")


def test_evidence_is_folded_away_below_its_thing() -> None:
    """It is there for who doubts, and in nobody's way."""
    source = made(full())

    assert "<details><summary>Belägg: 5</summary><ul><li><b>plan-2020</b> s. 0; s. 1" in source
    assert "<details open" not in source


@SPOKEN
def test_a_page_without_rows_or_origin_is_a_page(language: str) -> None:
    """A comparison made by hand has no command."""
    page = Page(made(replace(full(), rows=(), origin=None), language))

    assert say("table.empty").in_(language) in page.text
    assert page.open == []


def test_a_notebook_gets_the_table_and_a_style_that_stays_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rule for ``body`` in an output would dress the whole notebook."""
    monkeypatch.setenv("NARAVARD_LANG", "en")
    source = full()._repr_html_()
    style = source.partition("<style>")[2].partition("</style>")[0]
    selectors = [
        part.strip() for rule in re.findall(r"([^{}]+)\{", style) for part in rule.split(",")
    ]

    assert Page(source).open == []
    assert "sak exact in English" in source
    assert all(
        re.match(r"\.(naravard|compared|legend|swatch|counts|wide|origin)", s) for s in selectors
    )
    assert "position: fixed" not in style


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_has_contrast_in_the_light_and_in_the_dark(dark: bool) -> None:
    """WCAG 2.2 asks for 4.5 to 1 between letters and what they stand on."""
    grounds = ("sheet", "paper", "code", "fine-tint", "warning-tint")
    pairs = [(ink, ground) for ink in ("ink", "grey", "link") for ground in grounds]
    pairs += [("fine", "fine-tint"), ("fine", "sheet"), ("sheet", "fine")]
    pairs += [("warning", "warning-tint"), ("warning", "sheet")]

    assert faint(pairs, dark=dark) == []
