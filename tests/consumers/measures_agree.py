"""Works out every measure of a graph file anew and compares.

    measures_agree.py GRAPH MENTIONS

Counts come from the mentions, PageRank and betweenness from NetworkX (from igraph where
the file says it was estimated), npmi and G² from SciPy, the backbone from the integral
in the paper, modularity from leidenalg. Prints what it found as JSON.
"""

import collections
import json
import math
import sys

import igraph
import leidenalg
import networkx as nx
import numpy as np
from scipy import integrate, stats

with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
graph = nx.node_link_graph(data, edges="edges")
nodes = list(graph)
position = {node: place for place, node in enumerate(nodes)}
info = data["graph"]
assert info["window"] == "turn"


def near(name, ours, theirs, relative, absolute=0.0):
    assert math.isclose(ours, theirs, rel_tol=relative, abs_tol=absolute), f"{name}: {ours} is not {theirs}"


# Counts, from the mentions.
windows = collections.defaultdict(set)
for line in open(sys.argv[2], encoding="utf-8"):
    mention = json.loads(line)
    if not mention.get("translation"):
        windows[mention["document"], mention["turn"]].add(mention["entity"])
dates = {document["path"]: document["date"] for document in data["documents"]}
single, pairs, months = (collections.Counter() for _ in range(3))
in_documents = collections.defaultdict(set)
for (document, _), entities in windows.items():
    month = (dates[document] or "")[:7]
    for a in entities:
        single[a] += 1
        months[a, month] += 1
        for b in entities:
            if a < b:
                pairs[a, b] += 1
                months[(a, b), month] += 1
                in_documents[a, b].add(document)
assert {pair: edge["weight"] for pair, edge in (((e["source"], e["target"]), e) for e in data["edges"])} == dict(pairs)
for edge in data["edges"]:
    pair = edge["source"], edge["target"]
    assert edge["documents"] == len(in_documents[pair]), pair
    assert all(months[pair, month] == count for month, count in edge["months"].items()), pair
    assert sum(edge["months"].values()) == edge["weight"] - months[pair, ""], pair
for node in data["nodes"]:
    assert node["windows"] == single[node["id"]], node["id"]
    assert all(months[node["id"], month] == count for month, count in node["months"].items()), node["id"]
    assert (node["degree"], node["strength"]) == (graph.degree(node["id"]), graph.degree(node["id"], weight="weight"))

# Measures of pairs.
n = info["windows"]
for edge in data["edges"]:
    a, b, ab = single[edge["source"]], single[edge["target"]], edge["weight"]
    table = np.array([[ab, a - ab], [b - ab, n - a - b + ab]])
    if 0 not in (n - a, n - b):
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        near("g2", edge["g2"], g2, 1e-9, 1e-7)
    pmi = np.log(ab / n) - np.log(a / n) - np.log(b / n)
    near("npmi", edge["npmi"], 1.0 if ab == n else pmi / -np.log(ab / n), 1e-9, 1e-12)

# The backbone: 1 − (k−1) ∫ (1−x)^(k−2) dx from 0 to w/s, below 0.05 at either end; and each node's heaviest.
heaviest = {node: max((edge["weight"] for _, _, edge in graph.edges(node, data=True)), default=0) for node in graph}
for a, b, edge in graph.edges(data=True):
    alphas = []
    for end in (a, b):
        k, s = graph.degree(end), graph.degree(end, weight="weight")
        part = edge["weight"] / s
        alphas.append(1 - (k - 1) * integrate.quad(lambda x: (1 - x) ** (k - 2), 0, part)[0] if k > 1 else 1.0)
    stands_out = min(alphas) < 0.05
    if abs(min(alphas) - 0.05) > 1e-6:
        best = edge["weight"] in (heaviest[a], heaviest[b])
        assert edge["backbone"] or not stands_out, (a, b, alphas)
        assert stands_out or best or not edge["backbone"], (a, b, alphas)

# Measures of nodes.
pagerank = nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-15, max_iter=1000)
for node in nodes:
    near("pagerank", graph.nodes[node]["pagerank"], pagerank[node], 1e-8, 1e-12)
linked = sum(1 for node in nodes if graph.degree(node))
exact = info["betweenness_sources"] == linked
ours = np.array([graph.nodes[node]["betweenness"] for node in nodes])
mirror = igraph.Graph(len(nodes), [(position[a], position[b]) for a, b in graph.edges()])
weights = [edge["weight"] for _, _, edge in graph.edges(data=True)]
if exact:
    # Whole numbers, so that ways of equal length are equal.
    unit = math.lcm(*range(1, 37))
    for _, _, edge in graph.edges(data=True):
        edge["length"] = unit // edge["weight"]
    betweenness = nx.betweenness_centrality(graph, weight="length")
    for node in nodes:
        near("betweenness", graph.nodes[node]["betweenness"], betweenness[node], 1e-9, 1e-12)
    agreement = 1.0
else:
    theirs = np.array(mirror.betweenness(weights=[1 / weight for weight in weights]))
    agreement = float(np.corrcoef(ours, theirs)[0, 1])

# Communities: hanging together, and as good as leidenalg's.
membership = [graph.nodes[node]["community"] for node in nodes]
modularity = mirror.modularity(membership, weights=weights)
partitions = [
    leidenalg.find_partition(mirror, leidenalg.ModularityVertexPartition, weights=weights, n_iterations=-1, seed=seed)
    for seed in range(5)
]
best = max(mirror.modularity(partition.membership, weights=weights) for partition in partitions)
assert modularity >= 0.99 * best, (modularity, best)
sizes = collections.Counter(membership)
assert sorted(sizes) == list(range(len(sizes)))
assert all(sizes[community] >= sizes[community + 1] for community in range(len(sizes) - 1))
for community in sizes:
    members = [node for node in nodes if graph.nodes[node]["community"] == community]
    assert nx.is_connected(graph.subgraph(members)), community

print(json.dumps({"nodes": len(nodes), "edges": len(weights), "exact": exact, "agreement": agreement, "modularity": modularity, "leidenalg": best}))
