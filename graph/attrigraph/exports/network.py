"""GraphML and GEXF: the network of who acted towards whom, one edge an act and pair of agent and target.

Acts that did not happen are no edges: a program that counts edges asks for no status.
"""

from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from attrigraph.exports.formats import Order, Written
from attrigraph.outputs import GENERATOR
from attrigraph.rdf import Graph, iris
from attrigraph.rdf.terms import clean
from attrigraph.rdf.vocabulary import AG, RDF

if TYPE_CHECKING:
    from attrigraph.exports.facts import Facts


def write(order: Order, target: Path) -> Written:
    """Write the network of a graph for networkx, Gephi, Cytoscape, yEd or igraph."""
    found = network(order.graph)
    with target.open("wb") as out:
        if order.format == "graphml":
            nx.write_graphml(found, out, named_key_ids=True)
        else:
            _write_gexf(found, out)
    return Written({"node": found.number_of_nodes(), "edge": found.number_of_edges()}, left_out(order.facts, found))


def network(graph: Graph) -> "nx.MultiDiGraph[str]":
    """Return graph.to_networkx() with nodes and edges in the order of their ids, and with the act as key of an edge.

    Where an act gives several edges, the keys of the others end in "-2", "-3" and so on. Characters that XML cannot
    hold are U+FFFD.
    """
    found = graph.to_networkx()
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    copy.add_nodes_from((name, _clean(data)) for name, data in sorted(found.nodes(data=True)))
    seen: Counter[str] = Counter()
    for source, target, data in sorted(found.edges(data=True), key=lambda edge: (edge[2]["act"], edge[:2])):
        key = data["act"].removeprefix(iris.BASE)
        seen[key] += 1
        copy.add_edge(source, target, key=key if seen[key] == 1 else f"{key}-{seen[key]}", **_clean(data))
    return copy


def left_out(facts: "Facts", found: "nx.MultiDiGraph[str]") -> dict[str, int]:
    """Count the acts that did not happen, and the actors, incidents and documents that no edge touches."""
    groups = {"actor": facts.actors, "incident": facts.incidents, "document": facts.documents}
    missing = {f"{name} without an edge": sum(one.iri not in found for one in nodes) for name, nodes in groups.items()}
    unrealised = sum(AG.UnrealisedAct in act.values.get(RDF.type, ()) for act in facts.acts)
    return {"act that did not happen": unrealised, **missing}


def _write_gexf(found: "nx.MultiDiGraph[str]", out: IO[bytes]) -> None:
    """Write GEXF without the clock of the day, and with the dates of an act as the time of its edges."""
    dated = found.copy()
    for _, _, key, data in dated.edges(keys=True, data=True):
        data["id"] = key
        data |= {name: data[end] for name, end in (("start", "date"), ("end", "latest")) if data[end]}
    writer = GEXFWriter(dated, version="1.2draft")
    (meta,) = writer.xml.iter("meta")
    meta.attrib.clear()
    meta[0].text = GENERATOR
    for graph in writer.xml.iter("graph"):
        graph.attrib.pop("name", None)  # no attribute of the format, and empty
    writer.write(out)


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in data.items()}
