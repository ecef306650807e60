"""Where people check plans: before a commit, in a job, on every change; through what they install."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from naravard_kg import resources

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
BROKEN = resources.tour_folder() / "broken-plan.yaml"
SLIP = BROKEN.read_text(encoding="utf-8").replace("2026-02-30", "2026-02-20")


def installed(*words: str, folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the installed entry point in a folder."""
    return subprocess.run(
        [str(BIN / "naravard"), *words],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "NARAVARD_LANG": "en"}, **more,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two plans, one of them broken, and a file that is no plan."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "broken.yaml").write_text(SLIP, encoding="utf-8")
    sound = (ROOT / "naravard_kg" / "plans" / "templates" / "plan.sv.yaml").read_text("utf-8")
    (tmp_path / "plans" / "sound.yaml").write_text(sound, encoding="utf-8")
    (tmp_path / "plans" / "notes.txt").write_text("not a plan", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["plans/sound.yaml"], 0),
        (["plans/broken.yaml"], 1),
        (["plans"], 1),
        (["plans/*.yaml"], 1),
        (["plans/s*.yaml"], 0),
        (["plans/broken.yaml", "--select", "Assignment-label-missing"], 0),
        (["plans/broken.yaml", "--select", "Post-role-missing"], 1),
        (["plans/sound.yaml", "--fail-on", "info"], 1),
        (["plans/none*.yaml"], 3),
        (["plans/none.yaml"], 3),
        (["plans/sound.yaml", "--shapes", "none.ttl"], 3),
        (["plans/sound.yaml", "--report", "pdf=x"], 2),
        (["plans/sound.yaml", "--engine", "other"], 2),
        (["plans/broken.yaml", "--diff"], 1),
        (["plans/sound.yaml", "--diff"], 0),
    ],
)
def test_the_exit_code_tells_a_job_what_happened(folder: Path, words: list[str], code: int) -> None:
    """Scripts decide by the number alone; other validators give the same for a fault and no file."""
    done = installed("check", *words, folder=folder)

    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


def test_a_file_that_cannot_be_read_is_told_like_a_finding_and_stops_no_other(folder: Path) -> None:
    """One unclosed bracket must not keep a job from telling what is wrong in the other files."""
    (folder / "plans" / "cut.yaml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    done = installed("check", "plans", "-f", "json", folder=folder)
    found = {report["file"]: report for report in json.loads(done.stdout)["reports"]}
    cut = found[str(Path("plans/cut.yaml"))]

    assert done.returncode == 3
    assert [(f["rule"], f["line"]) for f in cut["findings"]] == [("plan-unreadable", 2)]
    assert len(found) == 3
    assert found[str(Path("plans/broken.yaml"))]["findings"]
    text = installed("check", "plans/cut.yaml", folder=folder).stdout
    assert "  2 | b: 2\n" in text
    assert re.search(r"^ +\| +\^", text, re.MULTILINE)


# --- mending ----------------------------------------------------------------------------------


def test_a_fix_is_shown_first_and_then_written(folder: Path) -> None:
    """What a program changes in a person's file, she sees."""
    path = folder / "plans" / "broken.yaml"
    shown = installed("check", "plans/broken.yaml", "--diff", folder=folder).stdout
    assert path.read_text(encoding="utf-8") == SLIP
    done = installed("check", "plans/broken.yaml", "--fix", folder=folder)

    assert "-    typ: samverkansorgn" in shown
    assert "+    typ: samverkansorgan" in shown
    assert shown.strip() == done.stderr.strip()
    mended = path.read_text(encoding="utf-8")
    assert mended == SLIP.replace("samverkansorgn", "samverkansorgan").replace(
        "målgrup:", "målgrupp:"
    )
    assert "plan-unknown" not in done.stdout
    again = installed("check", "plans/broken.yaml", "--fix", folder=folder)
    assert (again.stderr, path.read_text(encoding="utf-8")) == ("", mended)


def test_a_fix_keeps_line_ends_marks_and_rights(folder: Path) -> None:
    """A mended file differs from the old one in the mended words and nothing else."""
    path = folder / "plans" / "broken.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SLIP.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    installed("check", "plans/broken.yaml", "--fix", folder=folder)
    raw = path.read_bytes()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == SLIP.count("\n")
    assert b"samverkansorgan\r\n" in raw
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "broken.yaml",
        "notes.txt",
        "sound.yaml",
    ]


def test_only_what_can_be_meant_in_one_way_is_mended(folder: Path) -> None:
    """A guess written into a file is worse than the fault."""
    text = SLIP.replace("samverkansorgn", "samverkan").replace("målgrup:", "mål:")
    (folder / "plans" / "broken.yaml").write_text(text, encoding="utf-8")
    done = installed("check", "plans/broken.yaml", "--fix", folder=folder)

    assert (folder / "plans" / "broken.yaml").read_text(encoding="utf-8") == text
    assert "plan-unknown-value" in done.stdout


# --- baselines ------------------------------------------------------------------------------------


def test_with_a_baseline_only_new_findings_fail(folder: Path) -> None:
    """An old plan with a hundred faults can be put under check today."""
    wrote = installed("check", "plans", "--write-baseline", "known.json", folder=folder)
    same = installed("check", "plans", "--baseline", "known.json", folder=folder)
    path = folder / "plans" / "broken.yaml"
    path.write_text("# a line more\n" + SLIP.replace("nr: 2", "nr: två"), encoding="utf-8")
    new = installed("check", "plans", "--baseline", "known.json", "-f", "json", folder=folder)
    rules = [f["rule"] for r in json.loads(new.stdout)["reports"] for f in r["findings"]]

    assert (wrote.returncode, same.returncode, new.returncode) == (0, 0, 1)
    assert "plan-bad-value" in rules
    assert "plan-unknown-key" not in rules


def test_a_broken_baseline_is_told(folder: Path) -> None:
    """A baseline that cannot be read must not pass for an empty one."""
    (folder / "known.json").write_text('{"files": ', encoding="utf-8")
    done = installed("check", "plans", "--baseline", "known.json", folder=folder)

    assert done.returncode == 3
    assert "known.json" in done.stderr


# --- several reports of one run -------------------------------------------------------------------


def test_one_run_writes_every_report_a_job_needs(folder: Path) -> None:
    """A job annotates, archives and uploads; it must not check three times for that."""
    wanted = {
        "sarif": "x.sarif",
        "junit": "x.xml",
        "html": "x.html",
        "turtle": "x.ttl",
        "md": "x.md",
    }
    options = [word for form, name in wanted.items() for word in ("--report", f"{form}={name}")]
    done = installed("check", "plans", "-f", "github", *options, folder=folder)

    assert done.stdout.startswith("::")
    assert all((folder / name).read_text(encoding="utf-8") for name in wanted.values())
    assert json.loads((folder / "x.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


# --- a user's own shapes --------------------------------------------------------------------------

OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix nv: <https://w3id.org/naravard/ontology#> .
@prefix own: <https://example.org/own#> .
own:Assignment a sh:NodeShape ; sh:targetClass nv:Assignment ;
  sh:property own:Assignment-deadline , [ sh:path nv:assignmentNumber ; sh:maxInclusive 1 ] .
own:Assignment-deadline sh:path nv:targetDate ; sh:minCount 1 ; sh:severity sh:Warning ;
  sh:message "Every assignment of ours has a deadline. Write it on the line 'target date'."@en .
"""


def test_shapes_of_ones_own_count_like_ours(folder: Path) -> None:
    """A region has rules of its own; their findings have places, words and IDs like all others."""
    (folder / "own.ttl").write_text(OWN, encoding="utf-8")
    options = ("--shapes", "own.ttl", "-f", "json", "--select", "Assignment-assignmentNumber")
    done = installed("check", "plans/sound.yaml", *options, folder=folder)
    every = installed(
        "check", "plans/sound.yaml", "--shapes", "own.ttl", "-f", "json", folder=folder
    )
    line = next(f for f in json.loads(done.stdout)["findings"])
    rules = {f["rule"]: f for f in json.loads(every.stdout)["findings"]}

    assert (line["rule"], line["severity"], line["value"]) == (
        "Assignment-assignmentNumber",
        "error",
        "2",
    )
    assert (
        "nr: 2"
        in (folder / "plans" / "sound.yaml").read_text("utf-8").splitlines()[line["line"] - 1]
    )
    assert line["message"]["sv"] != line["message"]["en"]
    deadline = rules["Assignment-deadline"]
    assert deadline["message"]["en"] == "Every assignment of ours has a deadline."
    assert deadline["remedy"]["sv"] == "Write it on the line 'target date'."
    assert deadline["line"]


def test_shapes_beyond_the_engine_go_to_the_reference_and_it_says_so(folder: Path) -> None:
    """What the engine of the house does not cover is never skipped in silence."""
    (folder / "own.ttl").write_text(OWN + "own:Assignment sh:expression nv:x .\n", encoding="utf-8")
    done = installed(
        "check", "plans/sound.yaml", "--shapes", "own.ttl", "-f", "json", folder=folder
    )
    report = json.loads(done.stdout)

    assert report["coverage"]["engine"] == "naravard + pyshacl (sh:expression)"
    assert "Assignment-assignmentNumber" in {f["rule"] for f in report["findings"]}


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("sh:minCount", "sh:minCout", "sh:minCount"),
        ("sh:maxInclusive 1", "sh:minCount 1, 2 ; sh:path nv:x", "path"),
        ("sh:targetClass nv:Assignment ;", "sh:targetClass", "own.ttl:"),
    ],
)
def test_broken_shapes_are_told_and_not_taken_for_none(
    folder: Path, written: str, instead: str, told: str
) -> None:
    """A misspelt constraint would else hold nobody to anything."""
    (folder / "own.ttl").write_text(OWN.replace(written, instead), encoding="utf-8")
    done = installed("check", "plans/sound.yaml", "--shapes", "own.ttl", folder=folder)

    assert done.returncode == 3
    assert told in done.stderr


# --- watching -------------------------------------------------------------------------------------


# A job in the background is started deaf to Ctrl-C, and so would be all that it starts.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from naravard_kg.cli import main
main()
"""


def test_watching_checks_again_when_a_file_changes(folder: Path) -> None:
    """The window beside the editor is right half a second after each save."""
    path = folder / "plans" / "broken.yaml"
    watched = subprocess.Popen(
        [sys.executable, "-c", LISTENING, "check", "plans/broken.yaml", "--watch", "--lang", "en"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert watched.stdout is not None
    try:
        first = _until(watched.stdout, "does not conform")
        path.write_text(SLIP.replace("samverkansorgn", "samverkansorgan"), encoding="utf-8")
        second = _until(watched.stdout, "does not conform")
    finally:
        watched.send_signal(signal.SIGINT)
        code = watched.wait(timeout=20)
        watched.stdout.close()

    assert "plan-unknown-value" in first
    assert "plan-unknown-value" not in second
    assert code == 130


def _until(stream: Any, words: str) -> str:
    """All that is printed up to some words; fails after a while."""
    end, lines = time.monotonic() + 60, []
    while time.monotonic() < end:
        lines.append(stream.readline())
        if words in lines[-1]:
            return "".join(lines)
    raise AssertionError("".join(lines))


# --- pre-commit and GitHub ------------------------------------------------------------------------


def test_the_hooks_of_pre_commit_run_what_is_installed(folder: Path) -> None:
    """A hook that names an option which does not exist fails in every repository at once."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    codes = {}
    for hook in hooks:
        words = hook["entry"].split()
        assert words[0] == "naravard"
        assert re.search(hook["files"], "plans/broken.yaml")
        assert not re.search(hook["files"], "docs/conf.yaml")
        codes[hook["id"]] = installed(*words[1:], "plans/broken.yaml", folder=folder).returncode

    assert codes == {"naravard-check": 1, "naravard-fix": 1}
    assert "samverkansorgan\n" in (folder / "plans" / "broken.yaml").read_text(encoding="utf-8")


def _action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("files", "code"), [("plans/sound.yaml", 0), ("plans/sound.yaml\nplans/bro*.yaml\n", 1)]
)
def test_the_action_annotates_summarises_and_fails(folder: Path, files: str, code: int) -> None:
    """The script of the action is run as the runner would run it."""
    step = _action()["runs"]["steps"][-1]
    given = {"files": files, "lang": "en"}
    values = {n: given.get(n, i.get("default", "")) for n, i in _action()["inputs"].items()}
    names = {
        name: re.sub(r"\$\{\{ inputs\.|\ \}\}", "", text) for name, text in step["env"].items()
    }
    done = subprocess.run(
        ["/usr/bin/env", "bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "HOME": os.environ.get("HOME", "/"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            **{name: values[of] for name, of in names.items()},
        },
    )  # fmt: skip

    assert done.returncode == code, done.stderr
    assert ("::error file=plans/broken.yaml,line=" in done.stdout) is bool(code)
    assert "plans/sound.yaml" in (folder / "summary.md").read_text(encoding="utf-8")
    assert json.loads((folder / "naravard.sarif").read_text(encoding="utf-8"))["runs"]


def test_the_action_pastes_nothing_into_its_script() -> None:
    """An expression inside a script lets whoever names a file run commands in the job."""
    assert all("${{" not in step.get("run", "") for step in _action()["runs"]["steps"])
