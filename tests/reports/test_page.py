"""The report as a page: safe, readable for everybody, whole without a network."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from contrast import faint
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg import Finding, Report
from naravard_kg.places import Place
from naravard_kg.render import reports
from naravard_kg.visible import visible
from naravard_kg.words import LANGUAGES, Words

from .samples import full, several

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)


class Page(HTMLParser):
    """What a browser makes of a page: its tags with the names of their attributes, and its text."""

    def __init__(self, source: str) -> None:
        """Read all of it."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words.append(data)

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [str(attrs[name]) for _, attrs in self.tags if name in attrs]


def _page(found: list[Report], language: str = "sv") -> Page:
    return Page(reports.FORMATS["html"](found, language))


TAGS = {
    "html", "head", "meta", "title", "style", "body", "svg", "symbol", "path", "use", "main",
    "footer", "p", "h1", "h2", "h3", "fieldset", "legend", "div", "label", "input", "b", "nav",
    "ul", "ol", "li", "a", "span", "section", "header", "dl", "dt", "dd", "details", "summary",
    "pre", "code", "mark", "article", "strong",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "width", "height", "hidden", "aria-hidden",
    "id", "viewbox", "fill-rule", "d", "class", "href", "type", "checked", "disabled",
    "aria-label", "aria-labelledby",
}  # fmt: skip


@given(several, st.sampled_from(LANGUAGES))
def test_a_page_holds_nothing_but_its_own_tags(found: list[Report], language: str) -> None:
    """A value in a plan is text on the page, and can be nothing else."""
    page = _page(found, language)

    assert {tag for tag, _ in page.tags} <= TAGS
    assert {name for _, attrs in page.tags for name in attrs} <= ATTRIBUTES
    assert sum(tag == "h2" for tag, _ in page.tags) == len(found) + any(
        one.findings or one.waived or one.known for one in found
    )
    assert all(link.startswith("#") for link in page.values("href"))


def test_a_page_shows_hostile_text_as_it_is() -> None:
    """Left out or changed, the reader would not find it in the file."""
    evil = "<script>alert('x')</script>&amp;\x1b"
    one = Finding("x", "error", Words(evil, evil), Words(evil, evil), evil, Place(1, 1, 1, 9))
    page = _page([Report(evil, (one,), quotes={1: evil})])

    assert "".join(page.words).count(visible(evil)) >= 4
    assert "script" not in {tag for tag, _ in page.tags}


@SPOKEN
def test_a_page_fetches_and_runs_nothing(language: str) -> None:
    """It can be mailed, kept and opened years later; and its own policy forbids the rest."""
    source = reports.FORMATS["html"](full(), language)
    (policy,) = [
        str(attrs["content"]) for tag, attrs in Page(source).tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]  # fmt: skip
    style = source.partition("<style>")[2].partition("</style>")[0]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert _digest(style) in policy
    assert "<script" not in source and "style=" not in source
    assert not re.search(r"https?://|@import|url\(|@font-face", source)


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@SPOKEN
def test_a_page_can_be_read_without_eyes_or_colours(language: str) -> None:
    """Its language, its headings in order, one name for one place, a word with every shape."""
    page = _page(full(), language)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    ids = page.values("id")
    said = {"sv": ("fel", "varning", "upplysning"), "en": ("error", "warning", "info")}[language]

    assert page.tags[0] == ("html", {"lang": language})
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert all(word in page.words for word in said)


def test_a_page_explains_the_rules_it_names() -> None:
    """Whoever meets a rule for the first time finds out without leaving the page."""
    page = _page(full())

    assert {"rule-plan-unknown-value", "rule-no-hard-cycle", "rule-x"} <= set(page.values("id"))
    assert "naravard rules explain plan-unknown-value" in page.words
    assert "naravard rules explain x" not in page.words


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_has_contrast_in_the_light_and_in_the_dark(dark: bool) -> None:
    """WCAG 2.2 asks for 4.5 to 1 between letters and what they stand on."""
    pairs = [
        (ink_, paper) for ink_ in ("ink", "grey", "link") for paper in ("paper", "sheet", "code")
    ]
    for tone in ("error", "warning", "info", "fine"):
        pairs += [(tone, f"{tone}-tint"), (tone, "sheet"), (tone, "paper")]

    assert faint(pairs, dark=dark) == []
