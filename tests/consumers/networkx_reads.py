"""Reads graph.json with NetworkX and prints what it found, for the test to compare."""
import json
import sys

import networkx as nx

with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
graph = nx.node_link_graph(data, edges="edges")
assert not graph.is_directed() and not graph.is_multigraph()
assert graph.graph["format"] == "comention-graph", graph.graph
for record in data["nodes"]:
    attributes = {key: value for key, value in record.items() if key != "id"}
    assert graph.nodes[record["id"]] == attributes, record["id"]
for record in data["edges"]:
    attributes = {key: value for key, value in record.items() if key not in ("source", "target")}
    assert graph.edges[record["source"], record["target"]] == attributes, record
assert graph.number_of_nodes() == len(data["nodes"]) and graph.number_of_edges() == len(data["edges"])
strength = sum(weight for _, _, weight in graph.edges(data="weight"))
print(json.dumps({"version": nx.__version__, "nodes": graph.number_of_nodes(), "edges": graph.number_of_edges(), "strength": strength}))
