"""Errors: the drawing is the classes, and each says in both languages what and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from naravard_kg import errors
from naravard_kg.errors import (
    AmbiguousNameError,
    EndpointError,
    NaravardError,
    ParameterError,
    QueryError,
    QueryFileError,
    StoreError,
    UnknownNameError,
    UnreadableFileError,
)
from naravard_kg.words import keys

DRAWN = re.compile(r"^ {4}(?:[├└]── )?(\w+Error) +(\d) {3}(\S.*)$", re.MULTILINE)


def _faults(prefix: str) -> list[str]:
    """The faults that the catalogue has words for."""
    found = {key.removeprefix(prefix).removesuffix(".remedy") for key in keys() if prefix in key}
    return sorted(found)


def test_the_drawing_is_the_classes_and_their_codes() -> None:
    """Scripts go by the exit codes, and people by the drawing."""
    drawn = {name: int(code) for name, code, _ in DRAWN.findall(errors.__doc__ or "")}
    classes: set[type[NaravardError]] = {NaravardError, *NaravardError.__subclasses__()}

    assert drawn == {cls.__name__: cls.exit_code for cls in classes}
    assert all(told for *_, told in DRAWN.findall(errors.__doc__ or ""))


@pytest.mark.parametrize(
    ("error", "built_in"),
    [
        (UnknownNameError("thing", "x"), LookupError),
        (AmbiguousNameError("x", ["a", "b"]), LookupError),
        (ParameterError("form", "q", value="x"), ValueError),
        (QueryError("update", "DROP"), ValueError),
        (UnreadableFileError("missing", "x"), OSError),
        (StoreError("x", "y"), OSError),
        (EndpointError("refused", "http://x"), ConnectionError),
    ],
)
def test_an_error_is_the_built_in_that_a_caller_expects(
    error: NaravardError, built_in: type[Exception]
) -> None:
    """Code that catches LookupError need not know of us."""
    assert isinstance(error, built_in)
    assert str(error) == f"{error.message.en} {error.remedy.en}"


MAKERS: dict[str, Callable[[str], NaravardError]] = {
    "error.unknown.": lambda kind: UnknownNameError(kind, "name"),
    "error.parameter.": lambda fault: ParameterError(
        fault, "q", parameter="p", known="k", value="v", kind="date"
    ),
    "error.query.": lambda fault: QueryError(fault, "detail"),
    "error.file.": lambda fault: UnreadableFileError(fault, "path", line=1, detail="detail"),
    "error.endpoint.": lambda fault: EndpointError(fault, "http://x", "detail"),
}


@pytest.mark.parametrize(
    ("prefix", "fault"), [(prefix, fault) for prefix in MAKERS for fault in _faults(prefix)]
)
def test_each_fault_is_worded_in_both_languages(prefix: str, fault: str) -> None:
    """A reader who gets half a message, or a bare placeholder, cannot act on it."""
    error = MAKERS[prefix](fault)

    for said in (error.message, error.remedy):
        assert said.sv
        assert said.en
        assert "{" not in said.sv + said.en
    assert error.message.sv != error.message.en


def test_an_error_keeps_its_facts() -> None:
    """A program acts on the facts; it must not have to read the sentence."""
    error = UnreadableFileError("yaml", "plan.yaml", line=3, column=7, detail="d")

    assert (error.fault, error.path, error.line, error.column) == ("yaml", "plan.yaml", 3, 7)
    assert "plan.yaml:3:7" in error.message.sv


def test_suggestions_are_the_nearest_known_names() -> None:
    """Three at most; none where nothing is near."""
    near = UnknownNameError("question", "statusses", known=["statuses", "status-on", "decisions"])
    far = UnknownNameError("question", "statusses", known=["xyz"])

    assert near.near[0] == "statuses"
    assert near.remedy.en.startswith("Did you mean statuses")
    assert far.near == ()
    assert far.remedy.sv.startswith("Se ")


def test_many_candidates_are_counted_and_ten_are_shown() -> None:
    """A screen full of names helps as little as none."""
    error = AmbiguousNameError("x", [f"organ/{n}" for n in range(30)])

    assert "30" in error.message.sv
    assert error.remedy.en.count("organ/") == 10
    assert len(error.candidates) == 30


def test_a_broken_query_file_is_our_own_fault() -> None:
    """The user did nothing wrong; code 4 asks her to report it."""
    assert QueryFileError("x.rq", "d").exit_code == 4
