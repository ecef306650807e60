"""The command line as a user meets it: the installed program, its exit codes, its two languages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from naravard_kg import cli, resources
from naravard_kg.cli import naravard
from naravard_kg.plans import template
from naravard_kg.words import LANGUAGES

Run = Callable[..., subprocess.CompletedProcess[str]]
ONE = "skane-lakarstod-12"
BROKEN = str(resources.tour_folder() / "broken-plan.yaml")
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <urn:none> } ?s ?p ?o }"


def _paths(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, by the words that lead to it."""
    yield path
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _paths(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = sorted(set(_paths(naravard)))
ANSWERS = {
    "tour": ["tour"],
    "questions": ["questions"],
    "ask": ["ask", "statuses"],
    "ask-set": ["ask", "statuses", "--set", f"thing={ONE}", "--set", "thing=skane-lakarstod-15"],
    "sparql": ["sparql", "ASK { ?s ?p ?o }"],
    "find": ["find", "samverkan"],
    "find-words": ["find", "centralt", "samverkansorgan"],
    "find-nothing": ["find", "qxzqxzqxz"],
    "show": ["show", ONE],
    "evidence": ["evidence", ONE],
    "stats": ["stats"],
    "deps": ["deps", "blocks", ONE],
    "rules": ["rules"],
    "rules-list": ["rules", "list"],
    "explain": ["rules", "explain", "no-hard-cycle"],
    "new": ["new", "plan"],
    "convert": ["convert", BROKEN],
    "version": ["--version"],
    "help": ["--help"],
}
TABLES = ["questions", "ask", "find", "show", "evidence", "stats", "deps", "rules"]


@pytest.fixture(scope="module")
def once(run: Run) -> Run:
    """What depends on the words and the language alone: run once, told again.

    English by the program itself; Swedish by its main function, which saves a start each time.
    """

    @cache
    def known(language: str, *words: str) -> subprocess.CompletedProcess[str]:
        return run(*words) if language == "en" else _within([*words], language)

    def run_once(*words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
        return known(language, *words)

    return run_once


def _within(words: list[str], language: str) -> subprocess.CompletedProcess[str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARAVARD_LANG", language)
        patch.setenv("COLUMNS", "100")
        with redirect_stdout(out), redirect_stderr(err):
            code = cli._run(words)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan."""
    path = tmp_path / "plan.yaml"
    path.write_text(template.text("sv"), encoding="utf-8")
    return path


# --- exit codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_exit_code_nought(once: Run, words: list[str]) -> None:
    """An empty answer is one too; nothing but the answer goes to standard output."""
    done = once(*words)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert words[0] == "convert" or done.stderr == ""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--ignore", "no-hard-cycle"], 1),
        (["-f", "json"], 1),
    ],
)
def test_a_broken_plan_is_exit_code_one(once: Run, options: list[str], code: int) -> None:
    """A job must turn red for a broken rule, and only for that."""
    done = once("check", BROKEN, *options)

    assert (done.returncode, done.stderr) == (code, "")
    assert "no-hard-cycle" in done.stdout or "--ignore" in options


def test_a_sound_plan_is_exit_code_nought(run: Run, plan: Path) -> None:
    """Several files, one broken, are broken together."""
    assert run("check", plan).returncode == 0
    assert run("check", plan, plan).returncode == 0
    assert run("check", plan, BROKEN).returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["ask"],
        ["show"],
        ["find"],
        ["check"],
        ["convert"],
        ["evidence"],
        ["deps", "nonsense"],
        ["deps", "blocks"],
        ["rules", "explain"],
        ["new", "nonsense"],
        ["show", ONE, "more"],
        ["ask", "statuses", "--set", "thing"],
        ["ask", "statuses", "--set", "=x"],
        ["ask", "statuses", "--set", "nonsense=x"],
        ["ask", "statuses", "--format", "nonsense"],
        ["show", ONE, "-f", "turtle"],
        ["check", BROKEN, "--fail-on", "nonsense"],
        ["--lang", "fi", "stats"],
        ["stats", "--lang"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_arguments_are_exit_code_two(once: Run, words: list[str], language: str) -> None:
    """A typing slip in a script is another thing than a broken plan; both languages say so."""
    done = once(*words, language=language)

    assert done.returncode == 2
    assert done.stderr.startswith({"sv": "Fel: ", "en": "Error: "}[language])
    assert done.stdout == ""
    assert language == "en" or not _english(done.stderr)


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "nonsense"],
        ["ask", "statuses", "--set", "thing=qwertyuiop"],
        ["show", "qwertyuiop"],
        ["evidence", "qwertyuiop"],
        ["evidence", ONE, "--sources", "qwertyuiop"],
        ["deps", "blocks", "qwertyuiop"],
        ["rules", "explain", "nonsense"],
        ["check", "missing.yaml"],
        ["check", "missing.docx"],
        ["check", BROKEN, "--ignore", "nonsense"],
        ["convert", "missing.yaml"],
        ["sparql", "SELECT"],
        ["sparql", "DROP ALL"],
        ["sparql", "missing.rq"],
        ["stats", "--store", "saknas"],
        ["stats", "--data", "missing.ttl"],
        ["stats", "-o", "missing/folder/x.txt"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_exit_code_three(once: Run, words: list[str], language: str) -> None:
    """The fact comes first, then what to do; and never a traceback."""
    done = once(*words, language=language)
    lines = done.stderr.splitlines()

    assert done.returncode == 3, done.stderr
    assert lines[0].startswith({"sv": "Fel: ", "en": "Error: "}[language])
    assert lines[1].startswith("  ")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    ours = ": ".join(lines[0].split(": ")[:2]) + lines[1]  # then what the engine or system said
    assert language == "en" or not _english(ours)


@pytest.mark.parametrize(
    "words", [["ask", "statuses"], ["show", ONE], ["check", BROKEN], ["stats"]]
)
def test_an_endpoint_that_is_not_there_is_exit_code_five(run: Run, words: list[str]) -> None:
    """A job may try again later; a broken plan will not mend itself."""
    done = run(*words, "--endpoint", "http://127.0.0.1:1/query")

    assert (done.returncode, done.stdout) == (5, "")
    assert "http://127.0.0.1:1/query" in done.stderr


@pytest.mark.parametrize("typed", ["\udcff\udcfe", "\x00", "a" * 100_000, "{x}", "%s", "--", "-"])
def test_whatever_is_typed_ends_in_a_sentence(typed: str) -> None:
    """Bytes that are no text come from other systems' file names; none may crash us."""
    if "\x00" in typed:
        pytest.skip("the system itself hands over no argument with a NUL in it")
    done = subprocess.run(
        [sys.executable, "-m", "naravard_kg", "show", typed],
        capture_output=True, check=False, env={**os.environ, "NARAVARD_LANG": "en"},
    )  # fmt: skip

    assert done.returncode in {2, 3}
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"Error: ")


# --- help ----------------------------------------------------------------------------------------------


ENGLISH = {
    "the",
    "of",
    "with",
    "or",
    "and",
    "is",
    "are",
    "not",
    "there",
    "no",
    "such",
    "see",
    "show",
    "usage",
    "options",
    "option",
    "commands",
    "error",
    "file",
    "missing",
    "given",
    "write",
    "list",
    "exit",
    "default",
    "required",
    "arguments",
    "value",
    "unexpected",
    "extra",
    "got",
}
NOT_WORDS = re.compile(  # what is typed, what stands for it, and the names of commands
    r"`[^`]*`|”[^”]*”|\[[^]]*\]|\b[A-Z]{2,}\b|--?[a-z][a-z-]*|\S*[/.]\S+"
    r"|^ +[a-z]+  |^Användning: .*|: error, warning, info$",
    re.MULTILINE,
)


def _english(text: str) -> set[str]:
    """English words in what ought to be Swedish."""
    return {word.lower() for word in re.findall(r"\w+", NOT_WORDS.sub(" ", text))} & ENGLISH


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_help_in_the_language_of_the_reader(
    once: Run, path: tuple[str, ...], language: str
) -> None:
    """Help in half a language helps half."""
    done = once(*path, "--help", language=language)
    usage = {"sv": "Användning: ", "en": "Usage: "}[language] + " ".join(["naravard", *path])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(usage)
    assert "--help" in done.stdout
    assert language == "en" or not _english(done.stdout)
    assert not re.search(r"\b(help|option|error|usage)\.[a-z]", done.stdout)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_option_decides_the_language_of_the_help(once: Run, path: tuple[str, ...]) -> None:
    """Someone who asks for Swedish gets it, whatever the machine is set to."""
    swedish = once(*path, "--help", language="sv").stdout

    assert once("--lang", "sv", *path, "--help").stdout == swedish
    assert once(*path, "--help").stdout != swedish


# --- languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["--lang", "sv", "show", "qwertyuiop"], ["show", "qwertyuiop", "--lang", "sv"]]
)
def test_an_unknown_thing_is_told_in_swedish(once: Run, words: list[str]) -> None:
    """The reader who asked for Swedish gets the bad news in Swedish too."""
    done = once(*words)

    assert done.returncode == 3
    assert done.stderr.startswith("Fel: Ingenting i grafen heter ”qwertyuiop”.")


def test_a_near_miss_is_told_with_the_nearest(once: Run) -> None:
    """The suggestion can be typed as it stands."""
    done = once("show", "skane-lakarstod-112", language="sv")
    near = re.search(r"Menade du (\S+?)[,? ]", done.stderr)

    assert near is not None
    assert once("show", near[1]).returncode == 0


@pytest.mark.parametrize("name", ["ask", "find", "show", "deps", "stats", "rules", "questions"])
def test_answers_differ_between_the_languages(once: Run, name: str) -> None:
    """Headings and labels are words for a reader."""
    swedish = once(*ANSWERS[name], language="sv").stdout

    assert swedish != once(*ANSWERS[name]).stdout
    assert swedish == once(*ANSWERS[name], "--lang", "sv").stdout


def test_our_variable_goes_before_the_systems(run: Run) -> None:
    """A Swede on an English machine sets one variable, once."""
    words = ("show", "qwertyuiop")
    system = {"LC_ALL": "sv_SE.UTF-8", "LANG": "sv_SE.UTF-8"}

    assert run(*words, env={"NARAVARD_LANG": "", **system}).stderr.startswith("Fel:")
    assert run(*words, env={"NARAVARD_LANG": "en", **system}).stderr.startswith("Error:")


# --- options, input, output ------------------------------------------------------------------------------------


def test_shared_options_stand_before_the_command_or_after(once: Run) -> None:
    """Nobody remembers which options belong where; they need not."""
    texts = {
        once("--lang", "sv", "-f", "csv", "ask", "statuses").stdout,
        once("ask", "statuses", "--lang", "sv", "-f", "csv").stdout,
        once("-f", "csv", "ask", "--lang", "sv", "statuses").stdout,
        once("-f", "json", "ask", "statuses", "--lang", "sv", "--format", "csv").stdout,
        once("--lang=sv", "--format=csv", "ask", "statuses").stdout,
    }

    assert len(texts) == 1


@pytest.mark.parametrize("name", [*TABLES, "sparql", "convert", "new", "explain"])
def test_output_writes_what_the_terminal_would_show(once: Run, tmp_path: Path, name: str) -> None:
    """A file must hold the answer, all of it, and nothing else goes to the terminal."""
    path = tmp_path / "answer.txt"
    done = once(*ANSWERS[name], "-o", path)

    assert (done.returncode, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == once(*ANSWERS[name]).stdout


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_every_format(once: Run, name: str) -> None:
    """What a person reads, a script can read."""
    made = {form: once(*ANSWERS[name], "-f", form) for form in ("csv", "json", "md")}

    assert {done.returncode for done in made.values()} == {0}
    assert isinstance(json.loads(made["json"].stdout), dict)
    if name != "stats":  # two tables, one below the other
        rows = list(csv.reader(io.StringIO(made["csv"].stdout)))
        assert len({len(row) for row in rows}) == 1
    assert made["md"].stdout.startswith("| ")


@pytest.mark.parametrize("form", ["turtle", "trig", "jsonld", "nt", "nq"])
def test_a_plan_is_converted_to_every_syntax(run: Run, plan: Path, form: str) -> None:
    """What goes to standard output can be piped; what was left out is told beside it."""
    done = run("convert", plan, "-f", form)

    assert done.returncode == 0
    assert "Trygg hemgång" in done.stdout or "Trygg hemg" in done.stdout
    assert re.fullmatch(r"\d+ statements, 0 values left out\.\n", done.stderr)


def test_what_a_conversion_leaves_out_is_told_with_its_line(run: Run) -> None:
    """A value lost in silence is believed to be in the graph."""
    done = run("convert", BROKEN)
    lines = Path(BROKEN).read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if "målgrup:" in line)

    assert f"{BROKEN}:{number}: left out (plan-unknown-key)" in done.stderr


def test_a_plan_is_read_from_standard_input(run: Run, plan: Path) -> None:
    """An editor pipes what has not been saved yet."""
    text = plan.read_text(encoding="utf-8")

    assert run("check", "-", input=text).returncode == 0
    assert run("check", "-", input=text.replace("nr: 2", "nr: två")).returncode == 1
    assert run("check", "-", input="").returncode == 3
    assert run("convert", "-", input=text).returncode == 0


def test_a_query_is_text_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    """All three are how people keep their queries."""
    path = tmp_path / "q.rq"
    text = "SELECT (1 AS ?one) WHERE {}"
    path.write_text(text, encoding="utf-8")
    answers = {run("sparql", path).stdout, run("sparql", text).stdout}
    answers |= {run("sparql", "-", input=text).stdout, run("sparql", input=text).stdout}

    assert len(answers) == 1
    assert "1" in answers.pop()


def test_a_graph_is_answered_as_a_graph(run: Run) -> None:
    """CONSTRUCT has other formats than a table; the wrong ones are refused."""
    assert run("sparql", CONSTRUCT, "-f", "nt").returncode == 0
    assert run("sparql", CONSTRUCT, "-f", "csv").returncode == 2


def test_further_data_stand_beside_the_shipped(run: Run, tmp_path: Path) -> None:
    """One's own facts and the documents' answer together."""
    path = tmp_path / "own.ttl"
    path.write_text("<urn:own> <urn:p> <urn:o> .", encoding="utf-8")
    query = "ASK { <urn:own> <urn:p> <urn:o> . ?x a <https://w3id.org/naravard/ontology#Plan> }"

    assert run("sparql", query, "--data", path, "-f", "json").stdout == '{"boolean": true}\n'
    assert run("sparql", query, "-f", "json").stdout == '{"boolean": false}\n'


def test_a_store_on_disk_stands_in_for_the_shipped_graph(run: Run, store: Path) -> None:
    """The answers do not depend on where the graph lives."""
    words = ("ask", "statuses", "-f", "json")

    assert run(*words, "--store", store).stdout == run(*words).stdout
    assert run(*words, env={"NARAVARD_STORE": str(store)}).stdout == run(*words).stdout


def test_sources_come_from_the_option_or_the_environment(run: Run, sources: Path) -> None:
    """Whoever works with the texts names their folder once."""
    words = ("evidence", ONE)
    verified = run(*words, "--sources", sources).stdout

    assert "verified" in verified
    assert run(*words, env={"NARAVARD_SOURCES": str(sources)}).stdout == verified


# --- the shell -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["stats", "rules", "questions", "sparql"])
def test_a_pipe_that_is_closed_early_leaves_no_traceback(name: str) -> None:
    """`| head -1` is how people look at long answers."""
    words = {"sparql": ["sparql", "SELECT * { ?s ?p ?o }", "-f", "csv"]}.get(name, ANSWERS[name])
    with subprocess.Popen(
        [sys.executable, "-m", "naravard_kg", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "NARAVARD_LANG": "en", "PYTHONUTF8": "1"},
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline()
        program.stdout.close()
        said = program.stderr.read().decode()

    assert said == ""
    assert program.returncode in {0, 1}


def test_a_full_disk_is_told_and_not_passed_over() -> None:
    """Half an answer in a file, with exit code 0, is believed to be all of it."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as nowhere:
        done = subprocess.run(
            [sys.executable, "-m", "naravard_kg", "stats"],
            stdout=nowhere, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip

    assert done.returncode not in {0, 1}
    assert b"Traceback" not in done.stderr


def test_a_pipe_gets_no_colours_and_no_traceback_of_warnings(once: Run) -> None:
    """Escape codes in a file are rubbish; warnings of libraries are not for users."""
    for name in ("stats", "deps", "questions"):
        done = once(*ANSWERS[name])
        assert "\x1b" not in done.stdout
        assert done.stderr == ""


@pytest.mark.parametrize("columns", ["60", "100", "200"])
def test_text_follows_the_width_of_the_terminal(run: Run, columns: str) -> None:
    """A table wider than the window wraps into nonsense."""
    done = run("rules", env={"COLUMNS": columns})

    assert max(map(len, done.stdout.splitlines())) <= int(columns)


BREAK = """
import sys
from naravard_kg import cli, things
things.stats = lambda *a, **k: 1 / 0
cli.main(sys.argv[1:])
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_is_exit_code_four_and_debug_shows_it(language: str) -> None:
    """A user gets a sentence; whoever mends it gets the traceback."""
    environment = {**os.environ, "NARAVARD_LANG": language, "PYTHONUTF8": "1"}

    def broken(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BREAK, *words],
            capture_output=True, encoding="utf-8", check=False, env=environment,
        )  # fmt: skip

    plain, debugged = broken("stats"), broken("--debug", "stats")
    assert plain.returncode == 4
    assert "ZeroDivisionError" in plain.stderr
    assert "--debug" in plain.stderr
    assert "Traceback" not in plain.stderr
    assert "Traceback" in debugged.stderr


def test_debug_changes_no_answer(once: Run) -> None:
    """It may be left on in a script."""
    assert once("--debug", "stats").stdout == once("stats").stdout
    assert once("stats", "--debug").stdout == once("stats").stdout


def test_the_module_is_the_command_line_too(run: Run) -> None:
    """Where the entry point is not on the path, `python -m` is."""
    done = subprocess.run(
        [sys.executable, "-m", "naravard_kg", "--version"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert re.fullmatch(r"naravard \d+\.\d+\.\d+\n", done.stdout)
    assert run("--version").stdout == done.stdout


def test_the_tour_runs_from_anywhere(run: Run, tmp_path: Path) -> None:
    """It is the first thing that a newcomer types, in whatever folder she is."""
    done = run("tour", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
    assert done.stdout.count("$ naravard ") >= 3


def _known(value: Any) -> bool:
    return isinstance(value, dict)


def test_a_check_as_json_is_one_object(once: Run, tmp_path: Path) -> None:
    """A job reads one object a call, however many files it names; one named twice is read once."""
    copy = tmp_path / "copy.yaml"
    copy.write_text(Path(BROKEN).read_text(encoding="utf-8"), encoding="utf-8")
    files = ([BROKEN], [BROKEN, BROKEN], [BROKEN, str(copy)])
    one, twice, two = (json.loads(once("check", *f, "-f", "json").stdout) for f in files)

    assert _known(one)
    assert twice == one
    assert two["reports"][0] == one
    assert [report["file"] for report in two["reports"]] == [BROKEN, str(copy)]
