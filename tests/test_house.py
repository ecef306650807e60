"""The rules of the house: floors, owners, sizes, the weight of an import, the front door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import naravard_kg

PACKAGE = Path(naravard_kg.__file__).parent

# From the ground up. A new module is a name here, and this line is where it is asked whether
# it is needed.
FLOORS: tuple[set[str], ...] = (
    {"words", "visible"},
    {"errors"},
    {
        "resources",
        "deadlines",
        "terms",
        "dates",
        "passages",
        "places",
        "carriers",
        "safety",
        "sorting",
        "generations",
        "hazards",
        "ending",
    },
    {
        "names",
        "tables",
        "origins",
        "folders",
        "tabular.nquads",
        "tabular.schema",
    },
    {"queryfiles"},
    {"graph"},
    {"shacl.terms"},
    {"shacl.values", "shacl.data", "shacl.prebinding"},
    {"shacl.paths"},
    {"shacl.shapes"},
    {"shacl.components.building"},
    {
        "shacl.components.types",
        "shacl.components.counts",
        "shacl.components.ranges",
        "shacl.components.strings",
        "shacl.components.pairs",
        "shacl.components.logic",
        "shacl.components.nested",
        "shacl.components.sets",
    },
    {"shacl.components", "shacl.sparql"},
    {"shacl.reading", "shacl.targets"},
    {"shacl"},
    {"shapefiles", "constructing"},
    {
        "streaming",
        "endpoints",
        "endpoints.access",
        "endpoints.body",
        "endpoints.results",
        "endpoints.windows",
    },
    {"endpoints.virtuoso"},
    {"endpoints.dialects"},
    {"endpoints.faults"},
    {"endpoints.calls", "endpoints.replies"},
    {"endpoints.writes"},
    {
        "cache",
        "remote",
        "labels",
        "find",
        "vocabulary",
        "rules",
        "convert",
        "context",
        "views",
        "folding",
        "rulesets",
    },
    {
        "plans.tree",
        "plans.iris",
        "plans.spans",
        "plans.turtle_tokens",
        "plans.schema_terms",
        "plans.workbook_cells",
        "plans.workbook_guard",
        "reports",
        "questions",
        "evidence",
        "things",
        "timeline",
        "parts",
    },
    {"tabular.backing", "tabular.comma", "tabular.parquet", "tabular.describing"},
    {"tabular.rows"},
    {"tabular.lookups"},
    {"tabular"},
    {"compare.aspects", "compare.frame"},
    {"compare.days"},
    {"compare.stances"},
    {"compare.parties", "compare.hits", "compare.narrowing"},
    {"compare.order", "compare.matrix"},
    {"compare.asking", "compare.similarity", "compare.wording", "compare.offering"},
    {"compare.coverage"},
    {"compare"},
    {"baselines", "citing", "netformats", "plans.jsontree", "plans.rdfxml", "plans.turtle"},
    {"nearness", "plans.jsonld_context"},
    {
        "plans.draft",
        "plans.jsonld_values",
        "plans.sheets",
        "plans.template",
        "conflicts",
        "networks",
    },
    {
        "plans.characters",
        "plans.values",
        "plans.citations",
        "plans.jsonld",
        "plans.form",
        "plans.sssom",
        "plans.waivers",
        "plans.csv_text",
        "plans.sheets_yaml",
        "plans.workbook",
        "exports",
    },
    {
        "plans.declare",
        "plans.rdf",
        "plans.schema_fields",
        "plans.sheets_columns",
        "plans.sheets_index",
    },
    {
        "plans.lift",
        "plans.translated",
        "plans.schema",
        "plans.schema_template",
        "plans.sheets_tree",
        "plans.workbook_blank",
    },
    {"plans.sheets_lift"},
    {"plans"},
    {"engines.breaches"},
    {"engines.lazy", "engines.reference"},
    {"engines"},
    {"opposing", "guesses"},
    {"findings"},
    {"validate", "curation", "differences", "fixing"},
    {"publishing.contents"},
    {"publishing.servers", "publishing.outcomes"},
    {"publishing.ways"},
    {"publishing"},
    {"stores", "changes", "dependencies.durations", "dependencies.grammar", "dependencies.views"},
    {"dependencies.links"},
    {"dependencies.edges"},
    {"dependencies.states"},
    {"dependencies.exchange"},
    {"dependencies.network", "dependencies.levels"},
    {"dependencies.selection", "dependencies.chains"},
    {
        "dependencies.waiting",
        "dependencies.planning",
        "dependencies.cycles",
        "dependencies.impact",
        "dependencies.supposing",
    },
    {"dependencies.critical", "dependencies.bottlenecks"},
    {"dependencies"},
    {"render.prose"},
    {
        "render.cells",
        "render.reports.addresses",
        "render.reports.descriptors",
        "render.ink",
        "render.reports.verdicts",
        "render.catalogue",
        "render.drawing",
        "render.drawing.picture",
        "render.drawing.lettering",
        "render.drawing.ranks",
        "render.drawing.heights",
        "render.drawing.ordering",
    },
    {"figures.sheet"},
    {"figures.engine"},
    {"figures.letters", "figures.signs"},
    {"figures.speech", "figures.furniture", "figures.times"},
    {
        "figures.cells",
        "figures.panels",
        "figures.lanes",
        "figures.bars",
        "figures.heat",
        "figures.files",
    },
    {"figures"},
    {
        "render.drawing.tracks",
        "render.drawing.styles",
        "render.reports.markup",
        "render.reports.objects",
        "render.reports.quotes",
    },
    {
        "render.drawing.layout",
        "render.drawing.marks",
        "render.drawing.dot",
        "render.drawing.mermaid",
        "render.reports.entry",
        "render.reports.github",
        "render.reports.junit",
        "render.reports.markdown",
        "render.reports.sarif",
        "render.reports.shacl",
        "render.reports.sheet",
        "render.reports.terminal",
        "render.footing",
    },
    {
        "render.drawing.boxes",
        "render.drawing.legend",
        "render.compared.wording",
        "render.csvw",
        "render.pages",
    },
    {"render.reports.page"},
    {
        "render.drawing.svg",
        "render.reports",
        "render.workbooks",
        "render.latex",
        "render.compared.fitting",
        "render.compared.legends",
    },
    {
        "render.tables",
        "render.references",
        "render.conflicts",
        "render.differences",
        "render.timeline",
        "render.figured",
        "render.compared.terminal",
        "render.compared.objects",
        "render.compared.markdown",
        "render.compared.page",
        "render.compared.workbook",
        "render.compared.typeset",
        "render.deps.speech",
        "render.deps.manual",
        "render.deps.rows",
    },
    {
        "render.things",
        "render.compared.separated",
        "render.bibliographies",
        "render.deps.trees",
        "render.deps.objects",
        "render.deps.pictures",
        "render.drawing.ranks",
    },
    {"render.deps.lists", "render.compared", "render.citations"},
    {"render.deps", "render.likeness", "render.wordings"},
    {"render.answers", "render.comparisons", "render"},
    {"render.streams", "render.published"},
    {"docs"},
    {"cli.writing"},
    {"cli.stopping"},
    {"cli.base", "cli.usage"},
    {
        "cli.answers",
        "cli.about",
        "cli.citing",
        "cli.comparing",
        "cli.deps",
        "cli.check",
        "cli.checking",
        "cli.tour",
        "cli.data",
        "cli.publishing",
    },
    {"cli"},
    {"", "__main__"},
)

OWNERS = {
    "click": {"cli", "cli.base", "cli.usage", "cli.answers", "cli.about", "cli.citing",
              "cli.comparing", "cli.deps",
              "cli.check", "cli.checking", "cli.tour", "cli.data", "cli.publishing"},
    "matplotlib": {"figures", "figures.engine"},
    "networkx": {"dependencies", "dependencies.planning", "dependencies.cycles",
                 "dependencies.network", "dependencies.levels", "dependencies.critical",
                 "dependencies.bottlenecks", "dependencies.waiting", "dependencies.exchange",
                 "netformats", "networks", "render.deps.pictures", "render.drawing.ranks"},
    "openpyxl": {"plans.workbook", "plans.workbook_blank", "render.workbooks"},
    "pandas": {"tables", "compare.stances"},
    "pyarrow": {"tabular.parquet"},
    "pyoxigraph": {"graph", "streaming", "shacl.data", "shacl.terms"},
    "pyshacl": {"engines.reference"},
    "rdflib": {"convert", "engines.reference", "graph", "plans.rdf"},
    "SPARQLWrapper": {"endpoints.calls"},
    "yaml": {"plans.tree"},
}  # fmt: skip
HEAVY = {"click", "matplotlib", "networkx", "openpyxl", "pandas", "pyarrow", "pyshacl",
         "rdflib",
         "SPARQLWrapper", "yaml"}  # fmt: skip

LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
MOST_METHODS = 8
MOST_POSITIONAL = 5
MOST_PUBLIC = 30


def _modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts).removesuffix("__init__").removesuffix(".")] = path
    return found


MODULES = _modules()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def _imports(name: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in _below(TREES[name]):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((target, node) for target in _targets(node))
        elif isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)


def _below(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node, but those of a method by which a noun shows itself: a renderer stands above it."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.FunctionDef) and node.name == "_repr_html_"):
            yield node
            yield from _below(node)


def _targets(node: ast.ImportFrom) -> list[str]:
    """The modules an import names: of ``from package import module`` the module itself."""
    inner = (node.module or "").removeprefix("naravard_kg").removeprefix(".")
    full = [f"{inner}.{alias.name}".removeprefix(".") for alias in node.names]
    if (node.module or "").startswith("naravard_kg"):
        return [f"naravard_kg.{name if name in MODULES else inner}" for name in full]
    return [node.module or ""]


def _floor(name: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if name in names)


def test_every_module_has_a_floor() -> None:
    """A module without a floor could import anything."""
    assert set().union(*FLOORS) == set(MODULES)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_go_strictly_downwards(name: str) -> None:
    """Reading from the ground up must never meet a name that has not been explained."""
    ours = [
        t.removeprefix("naravard_kg.") for t, _ in _imports(name) if t.startswith("naravard_kg")
    ]
    lazily = {"cli.tour": {"cli"}}.get(name, set())  # the tour runs the commands it shows
    upwards = [t for t in ours if t not in lazily and _floor(t) >= _floor(name)]
    assert upwards == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_third_party_package_has_an_owner(name: str) -> None:
    """What one module owns can be swapped in one place."""
    foreign = {target.partition(".")[0] for target, _ in _imports(name)} & set(OWNERS)
    assert {package for package in foreign if name not in OWNERS[package]} == set()


@pytest.mark.parametrize("name", sorted(n for n in MODULES if not n.startswith("cli")))
def test_heavy_packages_are_imported_where_they_are_used(name: str) -> None:
    """A command must not pay for a package that it does not use."""
    top = [node for node in TREES[name].body if isinstance(node, ast.Import | ast.ImportFrom)]
    heavy = [t for t, node in _imports(name) if node in top and t.partition(".")[0] in HEAVY]
    assert heavy == []


def _functions(name: str) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(TREES[name]) if isinstance(node, ast.FunctionDef))


def _body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nothing_outgrows_its_room(name: str) -> None:
    """Long functions, modules and classes are where codebases rot."""
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert [f.name for f in _functions(name) if _body_lines(f) > LONGEST_FUNCTION] == []
    assert [f.name for f in _functions(name) if len(f.args.args) > MOST_POSITIONAL] == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_class_can_do_everything(name: str) -> None:
    """Verbs are functions; a class with many methods has become a module."""
    classes = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.ClassDef)]
    large = {c.name: sum(isinstance(n, ast.FunctionDef) for n in c.body) for c in classes}
    assert {n: m for n, m in large.items() if m > MOST_METHODS} == {}


def test_the_typical_function_is_short() -> None:
    """Half of all functions fit in eight lines, or the house is not what it says."""
    lengths = sorted(_body_lines(f) for name in MODULES for f in _functions(name))
    assert lengths[len(lengths) // 2] <= 8


def test_commands_only_carry() -> None:
    """A command reads arguments, calls one function and prints; it neither tries nor loops."""
    commands = [
        function
        for name in MODULES
        if name.startswith("cli.")
        for function in _functions(name)
        if any(isinstance(d, ast.Name) and d.id == "command" for d in function.decorator_list)
    ]
    kinds = (ast.Try, ast.For, ast.While)
    assert commands
    assert [c.name for c in commands for n in ast.walk(c) if isinstance(n, kinds)] == ["tour"]


def test_the_front_door_says_what_it_opens() -> None:
    """What is public is listed, sorted, there, and not too much."""
    assert naravard_kg.__all__ == sorted(naravard_kg.__all__)
    assert len(naravard_kg.__all__) <= MOST_PUBLIC
    assert all(hasattr(naravard_kg, name) for name in naravard_kg.__all__)


def test_importing_the_library_loads_nothing_heavy() -> None:
    """A script that only names the library must not wait for what it may never use."""
    code = f"import sys, naravard_kg; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_file_names_a_machine() -> None:
    """Paths of one machine mean nothing to anyone else."""
    marks = ("/" + "work/", "/" + "root/", "/" + "tmp/")
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.parent.glob("*.md")]
    assert [f.name for f in files if any(m in f.read_text(encoding="utf-8") for m in marks)] == []
