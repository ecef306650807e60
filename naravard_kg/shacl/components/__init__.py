"""The constraint components of SHACL Core, one file a family.

Each file says by name of the parameter how a constraint is built: from the shapes graph, the
shape's node and one value of the parameter.
"""

from naravard_kg.shacl.components import counts, logic, nested, pairs, ranges, sets, strings, types
from naravard_kg.shacl.components.building import Build

COMPONENTS: dict[str, Build] = {
    **types.BUILDS,
    **counts.BUILDS,
    **ranges.BUILDS,
    **strings.BUILDS,
    **pairs.BUILDS,
    **logic.BUILDS,
    **nested.BUILDS,
    **sets.BUILDS,
}
