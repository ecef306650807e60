"""The table for a paper: LaTeX that compiles, whatever the labels hold."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_kg.compare.stances import MATCHES, Comparison
from naravard_kg.render import compared
from naravard_kg.words import LANGUAGES, say

from .samples import EVIL, Labelled, comparisons, few, full, hostile

SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{textcomp,array,booktabs,longtable,ragged2e}
\usepackage[LANGUAGE]{babel}
\begin{document}
"""


def made(found: Comparison, language: str = "sv") -> str:
    """The LaTeX."""
    source = compared.FORMATS["latex"](found, language, 100)
    assert isinstance(source, str)
    return source


def body(source: str) -> str:
    """Without the comments at its head."""
    return "\n".join(line for line in source.split("\n") if not line.startswith("%"))


@few
@given(comparisons(hostile), st.sampled_from(LANGUAGES))
def test_it_is_balanced_and_even(found: Comparison, language: str) -> None:
    """One brace or one ampersand too many and the paper does not compile."""
    source = body(made(found, language))
    bare = re.sub(r"\\[\\{}&%$#_]", lambda m: "" if m[0] != "\\\\" else "\\\\", source)
    rows = [line for line in source.split("\n") if line.endswith("\\\\")]

    assert bare.count("{") == bare.count("}")
    assert re.findall(r"(?<!\\)[%$#^~]", source) == []
    assert set(re.findall(r"\\begin\{(\w+)\}", source)) == {"longtable"}
    assert source.count(r"\end{longtable}") == 1
    for row in rows[1:]:
        assert len(re.findall(r"(?<!\\)&", row)) == len(found.parties)


@SPOKEN
def test_every_match_is_told_and_the_legend_below(language: str) -> None:
    """A reader of the paper has no other source."""
    source = made(full(), language)

    for match in MATCHES[1:]:
        assert say(f"compare.match.{match}").in_(language) in source
    assert (
        say("compared.meaning.silent")
        .in_(language)
        .partition(".")[0]
        .replace("'", "\\textquotesingle{}")
        in source
    )
    assert r"\caption{" in source


def test_its_head_tells_the_packages_and_how_to_make_it_again() -> None:
    """Whoever pastes it into a paper should not have to guess."""
    head = made(full()).partition(r"\begingroup")[0]

    assert all(line.startswith("%") for line in head.strip().split("\n"))
    assert "{textcomp,array,booktabs,longtable,ragged2e}" in head
    assert "[swedish]{babel}" in head
    assert "naravard compare a b --only 'missing-in a'" in head


def test_a_long_row_can_be_broken_between_pages() -> None:
    """A row higher than a page would go off its foot, with whatever stands there."""
    lines = made(full()).split("\n")
    first = next(n for n, line in enumerate(lines) if line.startswith("vid på svenska &"))

    assert lines[first + 1].startswith(" & ")
    assert "sak kind" in lines[first + 1]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")
@SPOKEN
def test_it_compiles(language: str, tmp_path: Path) -> None:
    """With every letter that is let through, and every hostile label."""
    letters = "".join(map(chr, range(0x20, 0x250)))
    names = iter([*EVIL, letters, "åäöÅÄÖéüæø – “citat” …"] * 9)
    graph = full().graph
    assert isinstance(graph, Labelled)
    known = {iri: (next(names), next(names)) for iri in sorted(graph.known)}
    source = made(replace(full(), graph=Labelled(known)), language)
    preamble = PREAMBLE.replace("LANGUAGE", "swedish" if language == "sv" else "english")
    (tmp_path / "table.tex").write_text(
        f"{preamble}{source}\n\\end{{document}}\n", encoding="utf-8"
    )
    words = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "table.tex"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
