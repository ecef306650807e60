"""Text from files as text in Markdown: never a link, a mention, a cell or a tag of its own."""

from __future__ import annotations

import re

from naravard_kg.visible import visible

_SIGNS = re.compile(r"([\\`*_\[\]|~$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# GitHub and GitLab make links of these to people, issues and addresses, and pictures of :100:;
# a space of no width keeps them apart, as in what Dependabot and Renovate write.
_CALLS = re.compile(r"[@#](?=\w)|:(?=//|[\w+-]+:)|(?<=\bwww)\.")
_APART = "&#8203;"


def plain(text: str) -> str:
    r"""The text as it is read, on one line; its signs mean nothing to Markdown.

    >>> plain("a|b <i> @per `x`")
    'a\\|b &lt;i&gt; @&#8203;per \\`x\\`'
    """
    escaped = _SIGNS.sub(r"\\\1", _line(text).translate(_ENTITIES))
    return _CALLS.sub(lambda match: match[0] + _APART, escaped)


def code(text: str) -> str:
    r"""The text as code, in a table too: a fence longer than any in it, and its pipes escaped.

    >>> code("typ: fel"), code("a`b|c")
    ('`typ: fel`', '``a`b\\|c``')
    """
    line = _line(text)
    if "\\|" in line:  # the one thing that code in a table cannot hold
        return plain(line)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line or ' '}{pad}{fence}".replace("|", "\\|")


def _line(text: str) -> str:
    return " ".join(visible(text, keep="\n\r\t").split())
