"""What changed between two versions of the data, by thing.

What only carries a statement is folded into the statement: a claim or dependency into the fact
it is about, a status record into its thing, a passage into the fact that it supports. So the
names of such nodes may change, and nothing has; but another strength, date or passage is
another fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from naravard_kg import names, plans
from naravard_kg.errors import UnreadableFileError
from naravard_kg.folding import Fact, Folded, altered, folded
from naravard_kg.graph import load_files
from naravard_kg.plans import rdf
from naravard_kg.tables import Answers
from naravard_kg.terms import RDF, Iri, Quad

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
KINDS = (ADDED, REMOVED, CHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, gone or changed, with the facts that are gone and those that came."""

    thing: Iri
    kind: str
    types: tuple[Iri, ...]
    removed: tuple[Fact, ...]
    added: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one version to another.

    ``names`` are the statements that name the things in it, the new version's first;
    ``left_out`` counts the values of either version that could not be read as statements.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    names: tuple[Quad, ...] = ()
    left_out: tuple[int, int] = (0, 0)

    def of(self, kind: str) -> list[Change]:
        """The changes of one of ``KINDS``."""
        return [change for change in self.changes if change.kind == kind]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the data: where it was read, and what it states."""

    path: str
    quads: tuple[Quad, ...]
    left_out: int = 0


def diff(
    graph: Answers, old: str | Path, new: str | Path, *, sources: Path | None = None
) -> Difference:
    """What changed from *old* to *new*.

    Args:
        graph: the graph that plan files may refer to, with the ontology in it.
        old: a plan file, an RDF file, or a folder with TriG files in it, at any depth.
        new: the same, later.
        sources: a folder with the text copies that the evidence of plan files is located in.

    Raises:
        UnreadableFileError: one of them is missing, of no known form, or broken.
    """
    versions = [read(graph, Path(path), sources=sources) for path in (old, new)]
    return between(*versions)


def read(graph: Answers, path: Path, *, sources: Path | None = None) -> Version:
    """One version: a file of any form that plans are read from, or a folder of TriG files.

    Raises:
        UnreadableFileError: missing, of no known form, broken; or a folder without TriG.
    """
    if str(path) != "-" and not path.exists():
        raise UnreadableFileError("missing", str(path))
    if path.is_dir():
        files = sorted(path.rglob("*.trig"))
        if not files:
            raise UnreadableFileError("no-data", str(path))
        return Version(str(path), tuple(load_files(files).quads()))
    if path.suffix.lower() in rdf.FORMATS:
        return Version(str(path), tuple(map(_homeless, load_files([path]).quads())))
    plan = plans.read(path, graph, sources=sources)
    return Version(str(path), tuple(map(_homeless, plan.quads)), len(plan.notes))


def between(old: Version, new: Version) -> Difference:
    """What changed between two versions; who states it counts where both of them tell."""
    both_tell = all(any(quad.graph for quad in version.quads) for version in (old, new))
    quads = [[q if both_tell else q._replace(graph=None) for q in v.quads] for v in (old, new)]
    apart = altered(*quads)
    before, after = (folded(stated, apart) for stated in quads)
    changes = [_change(thing, before, after) for thing in sorted({*before.facts, *after.facts})]
    found = [change for change in changes if change.removed or change.added]
    ordered = sorted(found, key=lambda change: (KINDS.index(change.kind), change.thing))
    naming = tuple(_naming(ordered, after.names, before.names))
    return Difference(old.path, new.path, tuple(ordered), naming, (old.left_out, new.left_out))


def _homeless(quad: Quad) -> Quad:
    """The statement of a file that has no named graph of its own: its name says nothing."""
    plan = quad.graph and quad.graph.startswith(names.GRAPHS + "plan/")
    of_data = quad.graph and not quad.graph.startswith("file:") and not plan
    return quad if of_data else quad._replace(graph=None)


def _change(thing: Iri, before: Folded, after: Folded) -> Change:
    old, new = before.facts.get(thing, {}), after.facts.get(thing, {})
    kind = CHANGED if old and new else ADDED if new else REMOVED
    types = {Iri(str(f.value)) for f in (new or old).values() if f.property == RDF + "type"}
    return Change(
        thing,
        kind,
        tuple(sorted(types)),
        tuple(old[key] for key in old if key not in new),
        tuple(new[key] for key in new if key not in old),
    )


def _naming(changes: Iterable[Change], *versions: Mapping[Iri, list[Quad]]) -> Iterator[Quad]:
    """What the first version that names it calls each thing of the changes."""
    for iri in sorted({iri for change in changes for iri in mentioned(change)}):
        yield from next((version[iri] for version in versions if iri in version), ())


def mentioned(change: Change) -> Iterator[Iri]:
    """Every IRI that a reader of the change meets."""
    yield from (change.thing, *change.types)
    for fact in (*change.removed, *change.added):
        pairs = ((fact.property, fact.value), *fact.about)
        yield from (cell for pair in pairs for cell in pair if isinstance(cell, Iri))
        if fact.graph is not None:
            yield fact.graph
