"""The documents: every command of README and LÄSMIG runs and prints what it says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from naravard_kg import docs

ROOT = Path(__file__).parents[1]
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in docs.TEXTS}
README, SWEDISH = TEXTS.values()
GUIDES = {name: (ROOT / name).read_text(encoding="utf-8") for name in docs.GUIDES}
ALL = TEXTS | GUIDES
_SHOWN = re.compile(
    r"```console\n\$ ([^\n]*)\n(.*?)```|`(naravard [^`\n]*)`:\n\n```mermaid\n(.*?)```", re.DOTALL
)
CONSOLE = [
    (block[0] or block[2], block[1] or block[3])
    for text in ALL.values()
    for block in _SHOWN.findall(text)
]
DOCUMENTS = docs.documents()


@pytest.mark.parametrize(("command", "printed"), CONSOLE, ids=[c for c, _ in CONSOLE])
def test_a_command_of_a_document_prints_what_it_says(command: str, printed: str) -> None:
    """A reader's first command must not disappoint."""
    assert docs.printed(command) == printed.rstrip()


@pytest.mark.parametrize("name", TEXTS)
def test_the_python_of_a_document_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for a reader's first lines of Python."""
    monkeypatch.chdir(ROOT)
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", TEXTS[name], flags=re.DOTALL))
    example = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    outcome = doctest.DocTestRunner().run(example)
    assert (outcome.failed, outcome.attempted > 5) == (0, True)


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_the_make_commands_of_a_document_exist(text: str) -> None:
    """The two commands that do all the set-up are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make (\w+)", text, flags=re.MULTILINE))
    assert named == {"tour", "test"}
    assert all(re.search(rf"^{target}:", makefile, flags=re.MULTILINE) for target in named)


@pytest.mark.parametrize("path", sorted(DOCUMENTS), ids=lambda path: path.name)
def test_a_generated_document_is_current(path: Path) -> None:
    """What `make docs` writes is what is committed."""
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path]


@pytest.mark.parametrize("name", ALL)
def test_the_links_of_a_document_lead_somewhere(name: str) -> None:
    """A dead link in the README is a shut door."""
    targets = re.findall(r"\]\(([^)#:]+)\)", ALL[name])
    home = (ROOT / name).parent
    assert [target for target in targets if not (home / target).exists()] == []
    assert {path.name for path in map(Path, ALL)} & set(targets)


PAIRS = list(zip([*ALL.values()][::2], [*ALL.values()][1::2], strict=True))


@pytest.mark.parametrize("pair", PAIRS, ids=[*ALL][::2])
def test_both_documents_tell_the_same(pair: tuple[str, str]) -> None:
    """A reader of either language gets every section and every command in hers."""
    english, swedish = ([c or d for c, _, d, _ in _SHOWN.findall(t)] for t in pair)
    assert [f"{c.removesuffix(' --lang sv')} --lang sv" for c in english] == swedish
    assert len({len(re.findall("\n## ", text)) for text in pair}) == 1


def test_every_command_stands_in_the_readme_or_the_tour() -> None:
    """A command nobody is told of is not there."""
    told = README + "".join(GUIDES.values()) + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    commands = re.findall(r"^  (\w+)  ", docs.printed("naravard --help"), flags=re.MULTILINE)
    assert len(commands) > 10
    assert [name for name in commands if name not in told] == []


def test_every_question_of_deps_stands_in_the_guide() -> None:
    """The guide is the manual; what it leaves out has no example that runs."""
    guide = GUIDES["docs/waiting.md"]
    commands = re.findall(r"^  (\w+)  ", docs.printed("naravard deps --help"), flags=re.MULTILINE)
    assert len(commands) > 10
    assert [name for name in commands if f"deps {name}" not in guide] == []


def test_the_tour_shows_the_four_things_it_promises() -> None:
    """Within a minute: an answer with its source, what blocks an assignment, a broken plan."""
    printed = docs.printed("naravard tour")
    assert "$ naravard ask decisions" in printed
    assert "uppdrag 12 (236–238)" in printed
    assert "plan-unknown-key" in printed
    assert "Traceback" not in printed
