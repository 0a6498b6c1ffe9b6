"""Reads exports with the programs they are made for and compares them with graph.json.

Usage: read_back.py GRAPH_JSON LAYER DIRECTORY, where DIRECTORY holds graph.EXTENSION for each format.
Each reader gives {id: name} and {(source, target): weight}; None where a format keeps no ids.
"""

import csv
import json
import re
import sys
from pathlib import Path

import igraph
import jsonschema
import networkx as nx
import pyoxigraph
import rdflib

graph_json, layer, directory = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
graph = json.loads(graph_json.read_text(encoding="utf-8"))
directed = layer == "discusses"
links = graph["discusses"] if directed else graph["edges"]
names = {node["id"]: node["name"] for node in graph["nodes"]}
weights = {(link["source"], link["target"]): link["weight"] for link in links}


def control_to_space(text):
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text)


def xml_rule(text):
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def nul_rule(text):
    return text.replace("\0", "\ufffd")


def pajek_rule(text):
    return re.sub("[\u2028\u2029]", " ", control_to_space(text.replace('"', "'").replace("\\", "/")))


def check(what, found_names, found_weights, rule=lambda text: text):
    expected = {id: rule(name) for id, name in names.items()}
    for id, name in expected.items():
        assert found_names.get(id) == name, f"{what}: {id} is {found_names.get(id)!r}, not {name!r}"
    assert set(found_names) == set(expected), f"{what}: nodes"
    key = (lambda pair: pair) if directed else (lambda pair: tuple(sorted(pair)))
    found = {key(pair): weight for pair, weight in found_weights.items()}
    assert found == {key(pair): weight for pair, weight in weights.items()}, f"{what}: edges"
    print(what)


def of_networkx(what, read, label, rule=lambda text: text, id_of=None):
    assert read.is_directed() == directed, what
    id_of = id_of or (lambda node: node)
    check(
        what,
        {id_of(node): data[label] for node, data in read.nodes(data=True)},
        {(id_of(a), id_of(b)): data["weight"] for a, b, data in read.edges(data=True)},
        rule,
    )


read = nx.read_graphml(directory / "graph.graphml")
of_networkx("NetworkX GraphML", read, "label", xml_rule, lambda node: read.nodes[node]["entity"])
some = next(iter(read.nodes(data=True)))[1]
assert isinstance(some["pagerank"], float) and isinstance(some["mentions"], int) and isinstance(some["speaker"], bool)

read = igraph.Graph.Read_GraphML(str(directory / "graph.graphml"))
ids = read.vs["entity"]
assert read.is_directed() == directed
check(
    "igraph GraphML",
    dict(zip(ids, read.vs["label"])),
    {(ids[edge.source], ids[edge.target]): edge["weight"] for edge in read.es},
    xml_rule,
)

for flavour in ["graph.gexf", "dynamic.gexf"]:
    read = nx.read_gexf(directory / flavour, version="1.3")
    of_networkx(f"NetworkX {flavour}", read, "label", xml_rule)
    for id, data in read.nodes(data=True):
        place = next(node for node in graph["nodes"] if node["id"] == id)
        assert (data["viz"]["position"]["x"], data["viz"]["position"]["y"]) == (place["x"], place["y"])
        if flavour == "dynamic.gexf":
            assert [value for value, _, _ in data.get("in_month", [])] == list(place["months"].values()), id

of_networkx("NetworkX node-link", nx.node_link_graph(json.loads((directory / "graph.node-link.json").read_text())), "name")
of_networkx("NetworkX Cytoscape", nx.cytoscape_graph(json.loads((directory / "graph.cyjs").read_text())), "name")

numbers = {str(number): node["id"] for number, node in enumerate(graph["nodes"], 1)}
read = nx.read_pajek(directory / "graph.net")
labels = [pajek_rule(name) for name in names.values()]
twice = {label for label in labels if labels.count(label) > 1}
id_of = lambda node: numbers[read.nodes[node]["id"]]
without_id = lambda node: node.removesuffix(f" ({id_of(node)})") if node.removesuffix(f" ({id_of(node)})") in twice else node
check(
    "NetworkX Pajek",
    {id_of(node): without_id(node) for node in read},
    {(id_of(a), id_of(b)): data["weight"] for a, b, data in read.edges(data=True)},
    pajek_rule,
)

# The schema of jsongraphformat.info, version 2, in short: only these keys, of these types.
metadata = {"type": "object"}
jgf_schema = {
    "type": "object",
    "required": ["graph"],
    "additionalProperties": False,
    "properties": {
        "graph": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{key: {"type": "string"} for key in ["id", "label", "type"]},
                "directed": {"type": "boolean"},
                "metadata": metadata,
                "nodes": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"label": {"type": "string"}, "metadata": metadata},
                    },
                },
                "edges": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["source", "target"],
                        "additionalProperties": False,
                        "properties": {
                            **{key: {"type": "string"} for key in ["id", "source", "target", "relation", "label"]},
                            "directed": {"type": "boolean"},
                            "metadata": metadata,
                        },
                    },
                },
            },
        }
    },
}
read = json.loads((directory / "graph.jgf.json").read_text())
jsonschema.validate(read, jgf_schema)
assert read["graph"]["directed"] is directed
check(
    "JSON Graph Format",
    {id: node["label"] for id, node in read["graph"]["nodes"].items()},
    {(edge["source"], edge["target"]): edge["metadata"]["weight"] for edge in read["graph"]["edges"]},
)

with open(directory / "csv/nodes.csv", newline="", encoding="utf-8") as file:
    nodes = {row["id"]: row["label"] for row in csv.DictReader(file)}
with open(directory / "csv/edges.csv", newline="", encoding="utf-8") as file:
    edges = {(row["source"], row["target"]): int(row["weight"]) for row in csv.DictReader(file)}
check("CSV", nodes, edges, nul_rule)

# RDF holds both layers.
QUESTION = """
PREFIX schema: <http://schema.org/> PREFIX cm: <urn:comention:term:>
SELECT ?id ?name ?other ?weight WHERE {
  ?node schema:identifier ?id ; schema:name ?name ; cm:kind ?kind .
  OPTIONAL { ?link a cm:CLASS ; cm:FROM ?node ; cm:TO ?end ; cm:weight ?weight . ?end schema:identifier ?other . FILTER(?end != ?node) }
}""".replace("CLASS", "Discussion" if directed else "CoMention").replace("FROM", "speaker" if directed else "entity").replace("TO", "subject" if directed else "entity")
WHO = 'PREFIX cm: <urn:comention:term:> PREFIX schema: <http://schema.org/> SELECT ?who WHERE { ?who cm:discusses ?x . ?x schema:identifier "%s" }'
ANNOTATIONS = """PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?a WHERE {
  ?a a oa:Annotation ; oa:hasBody ?body ; oa:hasTarget/oa:hasSelector/oa:exact ?quote . ?a oa:hasTarget/oa:hasSource/a ?document }"""
ANNOTATIONS = ANNOTATIONS.replace("/a ?document", "/<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?document")
evidence = sum(len(link["evidence"]) for link in graph["edges"] + graph["discusses"])
stores = {}
for ending, format in [("ttl", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)]:
    store = pyoxigraph.Store()
    store.load(path=str(directory / f"graph.{ending}"), format=format)
    stores[f"pyoxigraph {ending}"] = lambda question, store=store: [
        [cell.value if cell is not None else None for cell in row] for row in store.query(question)
    ]
    read = rdflib.Graph().parse(directory / f"graph.{ending}", format="turtle" if ending == "ttl" else "json-ld")
    stores[f"rdflib {ending}"] = lambda question, read=read: [
        [str(cell) if cell is not None else None for cell in row] for row in read.query(question)
    ]
for what, ask in stores.items():
    rows = ask(QUESTION)
    check(
        what,
        {id: name for id, name, _, _ in rows},
        {(id, other): int(weight) for id, _, other, weight in rows if other is not None},
        nul_rule,
    )
    for subject in {link["target"] for link in graph["discusses"][:20]}:
        speakers = {link["source"] for link in graph["discusses"] if link["target"] == subject}
        assert len({who for (who,) in ask(WHO % subject)}) == len(speakers), f"{what}: who discusses {subject}"
    assert len({row[0] for row in ask(ANNOTATIONS)}) == evidence, f"{what}: annotations"
