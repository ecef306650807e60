"""Evidence: a line and its first and last words → offsets and digest of a passage."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from naravard_kg import names, passages
from naravard_kg.places import Place
from naravard_kg.plans.draft import A, Draft, Source, nv
from naravard_kg.plans.tree import Mapping, Scalar
from naravard_kg.terms import Iri

OA = "http://www.w3.org/ns/oa#"
_NO_TEXT = ("plan-text-missing", "plan-text-path")
SPDX = "http://spdx.org/rdf/terms#"


def open_text(draft: Draft, block: Mapping, text_iri: Iri, folder: Path | None) -> None:
    """Open the text copy that ``text:`` names, for evidence to be located in.

    It is looked for beside the plan, then in *folder*. Nothing outside the two is ever read.
    """
    written = block.get("fil", "file", "textfil", "textfile")
    if not isinstance(written, Scalar):
        return
    if _leads_out(written.text):
        draft.leave_out("plan-text-path", written.place, value=written.text)
        return
    homes = [draft.path.parent, *([folder] if folder else [])]
    found = next((h / written.text for h in homes if (h / written.text).is_file()), None)
    if found is None:
        draft.leave_out("plan-text-missing", written.place, value=written.text)
        return
    text = passages.read_text(found)
    draft.source = Source(text_iri, text, _sections(block))
    _state_checksum(draft, block, hashlib.sha256(text.encode("utf-8")).hexdigest(), written.place)


def cite(draft: Draft, wording: Scalar) -> Iri | None:
    """The evidence node of a passage; None, with a note, where the passage is not found."""
    if draft.source is None:
        if not any(note.rule in _NO_TEXT for note in draft.notes):  # said once a file
            draft.leave_out("plan-text-missing", wording.place, value="–")
        return None
    try:
        passage = passages.locate(draft.source.text, wording.text)
    except passages.PassageNotFoundError as error:
        draft.leave_out(
            f"plan-evidence-{error.fault}", wording.place, value=wording.text, words=error.words
        )
        return None
    return _evidence(draft, draft.source, passage, wording.place)


def _evidence(draft: Draft, source: Source, passage: passages.Passage, place: Place) -> Iri:
    slug = source.iri.rpartition("/")[2]
    iri = names.thing("belagg", f"{slug}_{passage.start}-{passage.end}")
    selector = Iri(f"{iri}#pos")
    section = source.section_at(passage.first_line)
    where = f"{section} ({passage.lines})" if section else passage.lines
    wording = source.text[passage.start : passage.end]
    for subject, predicate, value in (
        (iri, A, nv("Evidence")),
        (iri, Iri(OA + "hasSource"), source.iri),
        (iri, Iri(OA + "hasSelector"), selector),
        (iri, nv("locator"), where),
        (iri, nv("passageDigest"), passages.digest(wording)),
        (selector, A, Iri(OA + "TextPositionSelector")),
        (selector, Iri(OA + "start"), passage.start),
        (selector, Iri(OA + "end"), passage.end),
    ):
        draft.state(subject, predicate, value, place)
    return iri


def _state_checksum(draft: Draft, block: Mapping, sha256: str, place: Place) -> None:
    stated = block.get("sha256")
    if isinstance(stated, Scalar) and stated.text.lower() != sha256:
        draft.leave_out("plan-text-changed", stated.place, value=stated.text, found=sha256)
    if draft.source is None:
        return
    node = Iri(f"{draft.source.iri}#sha256")
    draft.state(draft.source.iri, Iri(SPDX + "checksum"), node, place)
    draft.state(node, A, Iri(SPDX + "Checksum"), place)
    draft.state(node, Iri(SPDX + "algorithm"), Iri(SPDX + "checksumAlgorithm_sha256"), place)
    draft.state(node, Iri(SPDX + "checksumValue"), sha256, place)


def _sections(block: Mapping) -> tuple[tuple[int, str], ...]:
    node = block.get("avsnitt", "sections")
    if not isinstance(node, Mapping):
        return ()
    found = (
        (int(key.text), value.text)
        for key, value in node
        if key.text.isdecimal() and isinstance(value, Scalar)
    )
    return tuple(sorted(found))


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name
