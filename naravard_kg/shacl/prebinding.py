"""SPARQL with its variables replaced by terms before it is run, as SHACL asks for.

A variable that is bound beforehand has its value in every part of the query, in nested groups
too; a join with VALUES would not reach these.

Source:
    Shapes Constraint Language (SHACL), W3C 2017, appendix A,
    https://www.w3.org/TR/shacl/#pre-binding
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from naravard_kg.errors import ShapesError

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<bound>\bbound\s*\(\s*[?$]\w+\s*\))
    |(?P<as>\bas\s+[?$]\w+)
    |(?P<variable>[?$]\w+)
    |(?P<word>[A-Za-z_][\w:.-]*)
    |(?P<sign>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")
_ALONE = {"GROUP", "HAVING", "LIMIT", "OFFSET"}


def substitute(query: str, terms: Mapping[str, str]) -> str:
    """*query* with each variable of *terms* replaced by its term, but not where it is selected.

    >>> substitute("SELECT $this WHERE { FILTER(bound($this) && $this = 1) }", {"this": "<urn:a>"})
    'SELECT $this WHERE { FILTER((true) && <urn:a> = 1) }'
    """
    return "".join(_replaced(query, terms))


def _replaced(query: str, terms: Mapping[str, str]) -> Iterator[str]:
    selecting, depth = False, 0
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "word":
            selecting = text.upper() in ("SELECT", "DISTINCT", "REDUCED") or (
                selecting and depth > 0
            )
            depth = depth if selecting else 0
        elif kind == "sign" and selecting:
            depth += {"(": 1, ")": -1}.get(text, 0)
            selecting = text != "{"
        name = text.strip("?$")
        if kind == "bound":
            name = re.findall(r"\w+", text)[-1]
            yield "(true)" if name in terms else text
        elif kind == "variable" and name in terms and not (selecting and depth == 0):
            yield terms[name]
        else:
            yield text


def refuse_unfit(query: str, bound: set[str]) -> None:
    """Refuse what cannot be run with variables bound beforehand.

    Raises:
        ShapesError: MINUS, VALUES, SERVICE, ``AS`` a bound variable, or a nested SELECT that
            does not name each of them.
    """
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "word" and text.upper() in _FORBIDDEN:
            raise ShapesError("prebinding", text.upper())
        if kind == "as" and re.findall(r"\w+", text)[-1] in bound:
            raise ShapesError("prebinding", text)
    for projection in _nested(query):
        if not all(_names(projection, name) for name in bound):
            raise ShapesError("prebinding", f"SELECT {projection}")


def _nested(query: str) -> list[str]:
    """What the SELECTs inside the query select."""
    code = "".join(m[0] for m in _TOKEN.finditer(query) if m.lastgroup != "skip")
    found = re.findall(r"\bSELECT\b([^{]*?)(?:\bWHERE\b|\{)", code, re.IGNORECASE)
    return [projection.strip() for projection in found[1:]]


def _names(projection: str, name: str) -> bool:
    return re.search(rf"[?$]{name}\b", projection) is not None


def is_plain(query: str) -> bool:
    """Whether a SELECT means the same with its focus nodes joined by one VALUES line.

    That holds where the pattern is one group of triples and filters: each nested group, and
    each word that counts or cuts, makes a difference.
    """
    words = [m[0].upper() for m in _TOKEN.finditer(query) if m.lastgroup == "word"]
    return words.count("SELECT") == 1 and not _ALONE & set(words) and _is_flat(query)


def _is_flat(query: str) -> bool:
    """Whether the only groups within the pattern belong to EXISTS."""
    code = "".join(m[0] for m in _TOKEN.finditer(query) if m.lastgroup != "skip")
    inner = re.sub(r"\bEXISTS\s*\{[^{}]*\}", "", code, flags=re.IGNORECASE)
    return inner.count("{") == 1


def joined(query: str, name: str, terms: list[str]) -> str:
    """A plain SELECT over all of *terms* as values of one variable.

    >>> joined("SELECT $this WHERE { $this a ?c }", "this", ["<urn:a>", "<urn:b>"])
    'SELECT $this WHERE { VALUES ?this { <urn:a> <urn:b> } $this a ?c }'
    """
    values = f" VALUES ?{name} {{ {' '.join(terms)} }}"
    start = next(m.end() for m in _TOKEN.finditer(query) if m[0] == "{")
    return query[:start] + values + query[start:]
