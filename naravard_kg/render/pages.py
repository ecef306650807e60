"""Tables as pages for a browser: no scripts, nothing fetched, light and dark, for print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Template

from naravard_kg import names, resources
from naravard_kg.render import footing
from naravard_kg.render.cells import Page, shown
from naravard_kg.render.reports.entry import safe
from naravard_kg.tables import Table
from naravard_kg.terms import Cell, Iri
from naravard_kg.words import say

_MOST = 100  # rows of a notebook


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is made of: its title, its body, what describes it, and what it brings itself.

    ``style`` comes after that of all pages; ``symbols`` are drawings that the body refers to.
    """

    title: str
    main: Iterable[str]
    described: str = ""
    style: str = ""
    origin: str = ""
    symbols: str = ""


def framed(sheet: Sheet, language: str) -> str:
    """A whole page; what stands in *main* is markup, all else is text.

    Its own policy forbids whatever might slip through: only the style it came with is used,
    nothing is run or fetched.
    """
    style = _part("pages.css") + sheet.style
    return (
        Template(_part("pages.html"))
        .substitute(
            language="sv" if language == "sv" else "en",
            policy=_policy(style),
            title=safe(sheet.title),
            described=safe(sheet.described),
            style=style,
            main="\n".join(sheet.main),
            origin=safe(sheet.origin),
            symbols=sheet.symbols,
            version=safe(resources.version()),
        )
        .rstrip("\n")
    )


def as_page(page: Page, width: int = 0) -> str:
    """A table as a page."""
    del width
    title = page.table.question or say("compared.answer").in_(page.language)
    carried = footing.carried(page.origin, title)
    described = page.origin.typed if page.origin else f"naravard: {title}"
    return framed(Sheet(title, _main(page, title), described, origin=carried), page.language)


def fragment(table: Table) -> str:
    """A table for a notebook, its things by short name; a long one without all of its rows."""
    from naravard_kg.words import preferred_language

    language = preferred_language()
    page = Page(
        Table(table.columns, table.rows[:_MOST], table.question), table.columns, {}, language
    )
    left = len(table) - _MOST
    more = (
        [f"<p>{safe(say('compared.more.rows', count=left).in_(language))}</p>"] if left > 0 else []
    )
    return "\n".join(["<table>", *_rows(page), "</table>", *more])


def _main(page: Page, title: str) -> Iterator[str]:
    yield f'<p class="over">Naravard</p>\n<h1>{safe(title)}</h1>'
    if page.table.rows:
        yield '<div class="scroll" tabindex="0"><table>'
        yield from _rows(page)
        yield "</table></div>"
    else:
        yield f"<p>{safe(say('table.empty').in_(page.language))}</p>"
    for term, text in footing.notes(page.origin, page.language):
        yield f"<p><small>{safe(term)}: {safe(text)}</small></p>"


def _rows(page: Page) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{safe(head)}</th>' for head in page.headings)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in page.table.rows:
        yield f"<tr>{''.join(_cell(cell, page.labels, page.language) for cell in row)}</tr>"
    yield "</tbody>"


def _cell(cell: Cell, known: Mapping[Iri, str], language: str) -> str:
    if isinstance(cell, Iri):
        short, label = names.short(cell), known.get(cell, "")
        name = f"<code>{safe(short).replace('/', '/<wbr>')}</code>"
        return f'<td class="thing">{safe(label) if label not in ("", short) else ""}{name}</td>'
    number = isinstance(cell, int | Decimal) and not isinstance(cell, bool)
    kind = ' class="number"' if number else ' class="day"' if isinstance(cell, date) else ""
    return f"<td{kind}>{safe(shown(cell, known, language))}</td>"


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
