"""The made-up nation: sound by every rule, spoilt where it says so, the same at every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

import naravard_kg
from naravard_kg import KnowledgeGraph, names, queryfiles, resources, rulesets
from naravard_kg.graph import load_files
from naravard_kg.shacl import validate
from naravard_kg.shacl.data import Stored

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.append(str(BENCHMARKS))

import comparing_queries  # noqa: E402
import nation  # noqa: E402
import nation_land  # noqa: E402

SIZE = 10_000
OWN = "nation-"
NV = "PREFIX nv: <https://w3id.org/naravard/ontology#>"
ASKED = {
    "document": f"{NV} SELECT ?iri WHERE {{ ?iri a nv:SourceDocument }}",
    "thing": f"{NV} SELECT ?iri WHERE {{ ?iri a nv:Assignment ; nv:awaits ?other }}",
}
WITHOUT_PASSAGE = """
PREFIX nv: <https://w3id.org/naravard/ontology#>
SELECT DISTINCT ?thing WHERE {
  GRAPH ?graph { ?thing a ?class }
  FILTER(STRSTARTS(STR(?class), STR(nv:)) && ?class NOT IN (nv:Evidence, nv:SourceText))
  FILTER(CONTAINS(STR(?graph), "/kalla/nation-"))
  MINUS { ?thing nv:hasEvidence ?passage }
}"""


@dataclass(frozen=True)
class Written:
    """A nation, its file, and the graph that it stands in beside all that ships."""

    path: Path
    nation: nation.Nation
    graph: KnowledgeGraph


def written(folder: Path, *, dirty: bool) -> Written:
    """A nation in a folder."""
    path = folder / "nation.nq"
    return Written(path, nation.write(path, SIZE, dirty=dirty), naravard_kg.load([path]))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A nation without faults. Tests read it; none may add to it."""
    return written(tmp_path_factory.mktemp("sound"), dirty=False)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A nation with faults. Tests read it; none may add to it."""
    return written(tmp_path_factory.mktemp("spoilt"), dirty=True)


def broken(one: Written) -> dict[str, set[tuple[str, str]]]:
    """What the nation breaks of all rules, as rules and things, by severity."""
    found: dict[str, set[tuple[str, str]]] = {"violation": set(), "warning": set(), "info": set()}
    for result in validate(rulesets.shipped().rules, Stored(one.graph._store)):
        if OWN in str(result.focus):
            severity = result.severity.value.rpartition("#")[2].lower()
            rule = rulesets.local_name(result.source or result.shape)
            found[severity].add((rule, str(result.focus)[1:-1].removeprefix(names.THINGS)))
    own = {quad.subject for quad in load_files([one.path]).quads() if OWN in quad.subject}
    for check in queryfiles.in_folder("checks"):
        table = one.graph.select(check.bind({"entity": sorted(own)}))
        things = (str(thing).removeprefix(names.THINGS) for thing in table.column("entity"))
        found[str(check.header["severity"])] |= {(check.name, thing) for thing in things}
    return found


def test_a_nation_is_as_large_as_asked(sound: Written) -> None:
    """A size that is told wrongly makes every figure per statement wrong."""
    assert SIZE <= sound.nation.statements <= SIZE * 1.1
    assert len(load_files([sound.path])) == sound.nation.statements
    assert 18 <= sound.nation.documents <= 24


def test_a_nation_breaks_no_rule(sound: Written) -> None:
    """What is measured on data that no document could hold tells nothing of real data."""
    found = broken(sound)

    assert not found["violation"] and not found["warning"]
    assert {rule for rule, _ in found["info"]} <= {"Assignment-hasStatusRecord-missing"}


def test_every_thing_rests_on_a_passage(sound: Written) -> None:
    """Half of a real graph is evidence; a nation without would be twice as fast as it should be."""
    assert sound.graph.select(WITHOUT_PASSAGE).rows == ()


def test_every_fault_put_in_is_found_and_no_other(spoilt: Written) -> None:
    """A validator is measured by what it finds, so what there is to find must be known."""
    faults = [(fault.rule, fault.thing) for fault in spoilt.nation.faults]

    assert len(faults) == len(set(faults)) >= 100
    assert broken(spoilt)["violation"] == set(faults)


def test_the_bytes_are_the_same_at_every_run(sound: Written, tmp_path: Path) -> None:
    """Two who measure must measure the same; and a small nation is what a large one begins with."""
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.nq"
        subprocess.run(
            [sys.executable, str(BENCHMARKS / "nation.py"), "3000", str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        made.append(path.read_bytes())

    assert made[0] == made[1]
    assert sound.path.read_bytes().startswith(made[0])


def test_another_seed_is_another_nation(tmp_path: Path) -> None:
    """A finding that holds for one seed only is a finding about the seed."""
    paths = [tmp_path / f"{seed}.nq" for seed in (1, 2)]
    for seed, path in enumerate(paths):
        nation.write(path, 1000, seed=seed)

    assert paths[0].read_bytes() != paths[1].read_bytes()


def test_counties_differ_as_real_ones_do() -> None:
    """What all have, what one has and what nobody has are each a case of comparing."""
    land = nation_land.counties(nation.SEED)
    areas = Counter(topic.name for county in land for topic in county.topics[nation_land.AREAS])
    silences = Counter(kind for county in land for kind in county.silent)

    assert len(land) == 21 and sum(len(county.municipalities) for county in land) == 290
    assert max(areas.values()) == 21 and min(areas.values()) == 1
    assert set(silences) == set(nation_land.OPTIONAL) and max(silences.values()) < 21


@pytest.fixture(scope="module")
def alone(sound: Written) -> KnowledgeGraph:
    """The nation beside the ontology and the reference data, without the shipped documents."""
    reference = [path for path in resources.data_files() if path.parent.name == "reference"]
    return naravard_kg.load([sound.path, *reference], shipped=False)


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("areas", "document"),
        ("stated-absences", "document"),
        ("decisions", "document"),
        ("open-dependencies", "thing"),
        ("matches-by-county", None),
        ("concepts-by-county", None),
        ("silent-on-class", None),
        ("other-regions", None),
    ],
)
def test_a_nation_answers_named_questions(
    alone: KnowledgeGraph, question: str, parameter: str | None
) -> None:
    """What the questions ask for must be there in the form that they ask for."""
    asked = {parameter: alone.select(ASKED[parameter]).column("iri")} if parameter else {}
    bound = queryfiles.named(question).bind(asked)

    assert alone.select(bound).rows


def test_the_queries_written_by_hand_agree(sound: Written) -> None:
    """Each is put in its own quickest way; together they must still say the same."""
    answers = {name: sound.graph.select(text) for name, text in comparing_queries.COUNTS.items()}
    listed = {
        row[:3] for row in answers["listing"].rows if not str(row[3]).endswith("relatedMatch")
    }
    counted = Counter((county, concept) for county, concept, _ in listed)
    here = {concept for county, concept in counted if str(county).endswith("lan-12")}
    concepts = {concept for _, concept in counted}

    assert {row[:2]: row[2] for row in answers["matrix"].rows} == counted
    assert {row[0]: row[1] for row in answers["coverage"].rows} == Counter(c for c, _ in counted)
    gaps = set(answers["gaps"].column("concept"))
    assert gaps >= concepts - here and not gaps & here
    assert set(answers["gaps-in-tree"].column("concept")) <= gaps
