"""One finding as it stands on a page for a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from naravard_kg.render.reports import addresses
from naravard_kg.render.reports.quotes import mended, quoted
from naravard_kg.reports import Finding, Related
from naravard_kg.visible import visible
from naravard_kg.words import say

_ROOM = 240  # columns of a quoted line; longer ones are cut around the stretch


def safe(text: str) -> str:
    """Text as text: no tag, no attribute, nothing hidden."""
    return escape(visible(text, keep="\n"))


def badge(kind: str, words: str, style: str = "severity") -> str:
    """A severity or a verdict, told by a shape and a word and not by its colour alone."""
    return f'<span class="{style} {kind}">{icon(kind)}{safe(words)}</span>'


def icon(kind: str) -> str:
    """The shape of a severity or of what is fine."""
    return f'<svg class="icon" aria-hidden="true"><use href="#icon-{kind}"/></svg>'


def rule_link(rule: str, kind: str = "rule") -> str:
    """A link to where the page explains a rule."""
    return f'<a class="{kind}" href="#rule-{safe(rule)}">{safe(rule)}</a>'


def entry(finding: Finding, lines: Mapping[int, str], language: str) -> str:
    """A finding whole: how grave, where, which rule, the line, and what to do."""
    grave = badge(finding.severity, say(f"severity.{finding.severity}").in_(language))
    spot = addresses.spot(finding.file, finding.place)
    place = f'<span class="place">{safe(spot)}</span>' if spot else ""
    return "\n".join(
        [
            f'<li class="finding {finding.severity}">',
            f'<div class="head">{grave}{place}{rule_link(finding.rule)}</div>',
            f"<h3>{safe(finding.message.in_(language))}</h3>",
            *_quote(finding, lines),
            '<dl class="notes">',
            *(
                f"<dt>{safe(key)}</dt><dd>{told}</dd>"
                for key, told in _notes(finding, lines, language)
            ),
            "</dl>",
            "</li>",
        ]
    )


def brief(finding: Finding, language: str) -> str:
    """A finding that was set aside, on one line."""
    grave = say(f"severity.{finding.severity}").in_(language)
    place = f'<span class="place">{safe(addresses.spot(finding.file, finding.place))}</span>'
    message = safe(finding.message.in_(language))
    return f"<li>{place} {safe(grave)} {rule_link(finding.rule)}: {message}</li>"


def _quote(finding: Finding, lines: Mapping[int, str]) -> Iterator[str]:
    quote = quoted(finding.place, lines, _ROOM)
    if quote is None:
        return
    more = "…" if quote.goes_on and not quote.after else ""
    marked = f"<mark>{escape(quote.marked)}</mark>"
    line = f"{escape(quote.before)}{marked}{escape(quote.after)}{more}"
    number = f'<span class="number">{quote.number}</span>'
    yield f'<div class="quote">{number}<pre><code>{line}</code></pre></div>'


def _notes(finding: Finding, lines: Mapping[int, str], language: str) -> Iterator[tuple[str, str]]:
    yield _label("report.do", language), safe(finding.remedy.in_(language))
    if finding.fix is not None:
        rows = "\n".join(mended(finding.fix, lines, _ROOM))
        yield _label("report.fix", language), f"<code>{escape(rows)}</code>"
    for related in finding.related:
        yield _label("report.related", language), _passage(related, language)


def _passage(related: Related, language: str) -> str:
    place, message = addresses.elsewhere(related), safe(related.message.in_(language))
    return f'<span class="path">{safe(place)}</span>: {message}' if place else message


def _label(key: str, language: str) -> str:
    return say(key).in_(language).capitalize()
