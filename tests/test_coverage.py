"""What the named questions reach of the ontology: every term that is ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from naravard_kg import KnowledgeGraph, docs, names, queryfiles
from naravard_kg.terms import Iri

ROOT = Path(__file__).parents[1]
LEFT: dict[str, str] = {}
"""Terms that no question names, and why: none at present."""


@pytest.fixture(scope="module")
def told(shipped: KnowledgeGraph) -> dict[Iri, tuple[str, ...]]:
    """Each own term and vocabulary, with the questions that name it."""
    return docs.coverage(shipped)


def test_every_term_of_ours_is_counted(told: dict[Iri, tuple[str, ...]]) -> None:
    """A figure of how many is worth what its whole is worth: the files tell the whole."""
    text = (ROOT / "ontology" / "naravard.ttl").read_text(encoding="utf-8")
    terms = set(re.findall(r"^nv:(\w+)$", text, flags=re.MULTILINE))
    schemes = {path.stem for path in (ROOT / "ontology" / "vocab").glob("*.ttl")}

    assert {names.short(term) for term in told} == {
        *(f"nv:{term}" for term in terms),
        *(f"vocab/{scheme}" for scheme in schemes),
    }


def test_every_term_is_named_by_a_question(told: dict[Iri, tuple[str, ...]]) -> None:
    """A term that nobody can ask about might as well not be there."""
    left = {names.short(term) for term, questions in told.items() if not questions}

    assert left == set(LEFT)


def test_only_named_questions_count(told: dict[Iri, tuple[str, ...]]) -> None:
    """What the library asks for itself helps no researcher."""
    counted = {name for questions in told.values() for name in questions}

    assert counted <= set(queryfiles.names())
    assert counted


def test_a_term_is_named_where_it_is_used_and_not_where_it_is_only_mentioned() -> None:
    """A prefix, a comment or the head of a file is no use of a term."""
    text = (
        '#+ question.en = "nv:Head?"\n'
        "PREFIX nv: <https://example.org/o#>\n"
        "PREFIX v-roll: <https://example.org/v/roll/>\n"
        "# nv:Comment\n"
        "SELECT ?x WHERE { ?x a nv:Used ; ^nv:path/nv:next <https://example.org/v/kind> }\n"
        "ORDER BY ?x\n"
    )

    assert docs.named_in(text) == {
        "https://example.org/o#Used",
        "https://example.org/o#path",
        "https://example.org/o#next",
        "https://example.org/v/kind",
    }


def test_a_vocabulary_is_named_by_a_concept_of_its_own(told: dict[Iri, tuple[str, ...]]) -> None:
    """A question about a role asks the vocabulary of roles, and no other that begins alike."""
    roles = told[Iri(names.BASE + "vocab/roll")]

    assert "role-holders" in roles
    assert "groups-at-level" not in roles


def test_the_figure_stands_in_the_catalogue(told: dict[Iri, tuple[str, ...]]) -> None:
    """Whoever reads the list of questions sees how far it reaches."""
    text = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
    foot = text.partition("## Coverage\n")[2]
    covered = sum(1 for questions in told.values() if questions)

    assert f"{covered} of {len(told)} terms are covered by at least one question" in foot
    assert ("Not yet covered" in foot) is bool(LEFT)
