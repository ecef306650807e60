"""A networkx graph in the files that network tools open: GraphML, GEXF, Cytoscape's JSON.

The same graph always gives the same bytes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naravard_kg.convert import refuse_unfit_for_xml

if TYPE_CHECKING:
    import networkx as nx

ENDINGS = {".graphml": "graphml", ".gexf": "gexf", ".cyjs": "cyjs"}
_DATED = re.compile(rb' lastmodifieddate="[^"]*"')


def written(drawn: nx.MultiDiGraph[str], form: str) -> str:
    """The graph in one of ``FORMATS``; every attribute is text, a number or a truth value.

    Raises:
        UnreadableFileError: a value holds a character that no XML may hold.
    """
    return FORMATS[form](drawn)


def _graphml(drawn: nx.MultiDiGraph[str]) -> str:
    from networkx.readwrite.graphml import write_graphml_xml

    return _xml(drawn, write_graphml_xml)


def _gexf(drawn: nx.MultiDiGraph[str]) -> str:
    from networkx.readwrite.gexf import write_gexf

    return _xml(drawn, write_gexf)


def _xml(drawn: nx.MultiDiGraph[str], write: Callable[..., Any]) -> str:
    nodes = (value for _, data in drawn.nodes(data=True) for value in data.values())
    edges = (value for _, _, data in drawn.edges(data=True) for value in data.values())
    refuse_unfit_for_xml("".join(str(value) for values in (nodes, edges) for value in values))
    buffer = io.BytesIO()
    write(drawn, buffer)
    return _DATED.sub(b"", buffer.getvalue()).decode("utf-8").rstrip("\n") + "\n"


def _cyjs(drawn: nx.MultiDiGraph[str]) -> str:
    from networkx.readwrite.json_graph import cytoscape_data

    return json.dumps(cytoscape_data(drawn), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


FORMATS: dict[str, Callable[[Any], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "cyjs": _cyjs,
}
