"""A comparison as a page for a browser, and as a table for a notebook.

Every state has a colour and words; the passages behind a thing are folded away below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from naravard_kg.compare.stances import STATES, Comparison
from naravard_kg.render import footing
from naravard_kg.render.compared.legends import legend
from naravard_kg.render.compared.wording import (
    Field,
    Item,
    Line,
    Told,
    grouped,
    told,
)
from naravard_kg.render.pages import Sheet, framed
from naravard_kg.render.reports.entry import safe
from naravard_kg.words import say

_DEEPEST = 3
# A notebook has colours of its own, which these let through.
_THROUGH = """.naravard {
  --sheet: transparent; --ink: inherit; --grey: #808080; --line: rgb(128 128 128 / .35);
  --code: rgb(128 128 128 / .12); --link: #3b82c4; --warning: #a8700a;
  --warning-tint: rgb(240 180 40 / .2); --fine: #2e8b57; --fine-tint: rgb(46 160 90 / .13);
}
.naravard { overflow-x: auto; }
.naravard .compared thead th, .naravard .compared td, .naravard .compared th { min-width: 6rem; }
.naravard .compared ul, .naravard .compared ol { padding-left: 0; margin: 0; }
.naravard .compared { border-collapse: collapse; }
.naravard .compared th, .naravard .compared td {
  padding: .4rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top;
  white-space: normal;
}
.naravard .compared th:first-child { position: static; }
.naravard .compared .exact, .naravard .compared .itself, .naravard .compared .kind { color: #fff; }
"""


def as_page(comparison: Comparison, language: str, width: int = 0) -> str:
    """The table, the legend, the counts and the origin on a page that stands alone."""
    del width
    words = told(comparison, language)
    made = comparison.origin
    described = f"{made.typed} (naravard {made.version})" if made else words.title
    title = f"{words.title} – Naravard"
    carried = footing.carried(made, words.title)
    return framed(Sheet(title, _main(words), described, _style(), carried), language)


def notebook(comparison: Comparison, language: str) -> str:
    """The table alone, with a style that touches nothing else in the notebook."""
    words = told(comparison, language)
    foot = " ".join(made for _, made in footing.notes(comparison.origin, language))
    rules = _style().partition("@media")[0]
    return "\n".join(
        [
            f'<div class="naravard"><style>{_THROUGH}{rules}</style>',
            f"<p><b>{safe(words.title)}</b></p>",
            *_table(words),
            *_legend(words),
            f"<p><small>{safe(foot)}</small></p></div>",
        ]
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _main(words: Told) -> Iterator[str]:
    over = say("compared.sheet").in_(words.language)
    yield f'<p class="over">Naravard · {safe(over)}</p>\n<h1>{safe(words.title)}</h1>'
    if words.lines:
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="{safe(words.title)}">'
        yield from _table(words)
        yield "</div>"
        yield from _titled("legend", words, _legend(words))
        yield from _titled("counts", words, _counts(words))
    else:
        yield f"<p>{safe(say('table.empty').in_(words.language))}</p>"
    if words.comparison.origin:
        yield from _titled("origin", words, _origin(words))


def _titled(key: str, words: Told, inner: Iterator[str]) -> Iterator[str]:
    lines = list(inner)
    if lines:
        yield f"<h2>{safe(say(f'compared.{key}').in_(words.language))}</h2>"
        yield from lines


def _table(words: Told) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{safe(column)}</th>' for column in words.columns)
    corner = f'<th scope="col">{safe(words.subject)}</th>'
    yield f'<table class="compared">\n<thead><tr>{corner}{heads}</tr></thead>\n<tbody>'
    for line in words.lines:
        yield from _row(line, words.language)
    yield "</tbody></table>"


def _row(line: Line, language: str) -> Iterator[str]:
    depth = f"depth-{min(line.row.depth, _DEEPEST)}"
    yield "<tr>" if line.row.key else '<tr class="unfit">'
    yield f'<th scope="row" class="{depth}">{safe(line.heading)}</th>'
    yield from (_cell(field, language) for field in line.fields)
    yield "</tr>"


def _cell(field: Field, language: str) -> str:
    state = f'<div class="state">{safe(field.words)}</div>' if field.empty else ""
    items = "".join(_item(item, language) for item in field.gathered)
    things = f'<ul class="things">{items}</ul>' if items else ""
    return f'<td class="{safe(field.state)}">{state}{things}</td>'


def _item(item: Item, language: str) -> str:
    loose = "" if item.entry.counts else ' class="loose"'
    own = f' <span class="own" lang="sv">«{safe(item.own)}»</span>' if item.own else ""
    match = f'<span class="match {safe(item.entry.match)}">{safe(item.matched)}</span>'
    times = f" ×{item.times}" if item.times > 1 else ""
    told = f'<span class="name">{safe(item.label)}</span>{own}{times}'
    notes = "".join(_notes(item))
    shown = f"{told} {match}" if item.matched else told
    return f"<li{loose}>{shown}{notes}{_evidence(item, language)}</li>"


def _notes(item: Item) -> Iterator[str]:
    for note in item.notes:
        missing = " missing" if item.absence == note else ""
        frame = f": {safe(item.frame)}" if note == item.reported else ""
        yield f'<span class="note{missing}">{safe(note)}{frame}</span>'
    yield from (f'<span class="note">{safe(told)}</span>' for told in item.telling)


def _evidence(item: Item, language: str) -> str:
    if not item.places:
        return ""
    title = safe(say("compared.evidence").in_(language))
    places = "".join(
        f"<li><b>{safe(slug)}</b> {safe(locator)}</li>" for slug, locator in grouped(item.places)
    )
    return f"<details><summary>{title}: {len(item.places)}</summary><ul>{places}</ul></details>"


def _legend(words: Told) -> Iterator[str]:
    """The colours, then the words and signs."""
    used = {field.state for line in words.lines for field in line.fields}
    yield '<dl class="legend">'
    for state in STATES:
        if state in used:
            told = say(f"compare.state.{state}").in_(words.language)
            swatch = f'<span class="swatch {state}"></span>'
            yield f"<dt>{swatch}{safe(told)}</dt>"
            yield f"<dd>{safe(say(f'compared.meaning.{state}').in_(words.language))}</dd>"
    for sign, meaning in legend(words, states=False):
        yield f"<dt>{safe(sign)}</dt><dd>{safe(meaning)}</dd>"
    yield "</dl>"


def _counts(words: Told) -> Iterator[str]:
    heads = [say("compared.party").in_(words.language)]
    heads += [say(f"compare.state.{state}").in_(words.language) for state in STATES]
    cells = "".join(f'<th scope="col">{safe(head)}</th>' for head in heads)
    yield f'<div class="wide"><table class="counts"><thead><tr>{cells}</tr></thead><tbody>'
    for column, counts in zip(words.columns, words.counts, strict=True):
        numbers = "".join(f'<td class="number">{count}</td>' for count in counts)
        yield f'<tr><th scope="row">{safe(column)}</th>{numbers}</tr>'
    yield "</tbody></table></div>"


def _origin(words: Told) -> Iterator[str]:
    (_, source), (again, command) = footing.notes(words.comparison.origin, words.language)
    yield f'<div class="origin"><p>{safe(source)}</p>'
    yield f"<p>{safe(again)}: <code>{safe(command)}</code></p></div>"
