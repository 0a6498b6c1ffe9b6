"""Time and peak memory of every export of a graph of a million edges.

    python3 benches/million_edges.py target/release/comention [EDGES]

Makes a graph.json with that many co-mentions, each with a quote, a tenth as many discusses, and half as many mentions
beside it; prints a table for docs/exports.md.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

BINARY, EDGES = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
NODES, DOCUMENTS = max(EDGES // 20, 10), max(EDGES // 1_000, 1)
KINDS = ["person", "company", "product"]
dice = random.Random(6)


def node_id(i):
    return f"entity-{i:07}"


def path(i):
    return f"talks/{i % DOCUMENTS:06}.md"


def evidence(i):
    quote = f"第 {i} 句：{node_id(i % NODES)} 和另一家公司谈到了 turbines, tides and “the price of salt”."
    return [{"document": path(i), "section": "海与风", "line": i % 900 + 1, "speaker": node_id(i % NODES // 3 * 3), "time": i % 7200 + 0.5,
             "quote": quote, "url": f"https://example.org/{i % DOCUMENTS}?t={i % 7200}"}]


def node(i):
    return {"id": node_id(i), "name": f"名字 Name {i}", "kind": KINDS[i % 3], "aliases": [f"别名{i}", f"Alias {i}"], "mentions": 20,
            "turns": 18, "windows": 18, "documents": 9, "first_date": "2025-01-02", "last_date": "2026-03-04", "speaker": i % 3 == 0,
            "turns_spoken": 5 if i % 3 == 0 else 0, "months": {"2025-01": 9, "2026-03": 9}, "degree": 40, "strength": 60,
            "pagerank": dice.random(), "betweenness": dice.random(), "community": i % 50, "x": i % 1000 + 0.1, "y": i // 1000 + 0.2}


def pairs(count):
    """Pairs in order of source and target; the first half of the nodes are sources, each of about as many."""
    sources = NODES // 2
    for i in range(sources):
        share = count * (i + 1) // sources - count * i // sources
        for j in sorted(dice.sample(range(i + 1, NODES), share)):
            yield i, j


def edge(number, i, j):
    return {"source": node_id(i), "target": node_id(j), "weight": number % 7 + 1, "documents": 1, "npmi": dice.random(), "g2": 20 * dice.random(),
            "association": 9 * dice.random(), "jaccard": dice.random(), "backbone": number % 9 == 0, "first_date": "2025-01-02",
            "last_date": "2026-03-04", "months": {"2026-03": number % 7 + 1}, "evidence": evidence(number)}


def discusses(number, i, j):
    return {"source": node_id(i), "target": node_id(j), "weight": number % 5 + 1, "documents": 1, "first_date": "2025-01-02",
            "last_date": "2026-03-04", "months": {"2026-03": 1}, "evidence": evidence(number)}


def document(i):
    return {"path": path(i), "title": f"Talk {i} 谈话", "date": "2026-03-04", "show": "Slack Water", "url": f"https://example.org/{i}",
            "turns": 100, "windows": 100, "mentions": 300, "speakers": [node_id(3 * i % (NODES // 3 * 3))]}


def mention(i):
    return {"document": path(i * DOCUMENTS // max(EDGES // 2, 1)), "turn": i % 100, "section": "海与风", "speaker": node_id(i % NODES // 3 * 3), "entity": node_id(i % NODES),
            "kind": KINDS[i % 3], "name": f"名字 Name {i % NODES}", "surface": f"Alias {i % NODES}", "line": i % 900 + 1, "column": 7,
            "start": i, "end": i + 9, "alias": f"Alias {i % NODES}", "rule": "dictionary", "time": None}


def write(directory):
    info = {"format": "comention-graph", "version": 1, "generator": "benches/million_edges.py", "window": "turn", "documents": DOCUMENTS,
            "turns": 100 * DOCUMENTS, "windows": 100 * DOCUMENTS, "mentions": EDGES // 2, "dictionary": "none", "front_matter": True,
            "evidence": 1, "betweenness_sources": 0}
    parts = {"nodes": (node(i) for i in range(NODES)), "edges": (edge(n, *ends) for n, ends in enumerate(pairs(EDGES))),
             "discusses": (discusses(n, *ends) for n, ends in enumerate(pairs(EDGES // 10))), "documents": map(document, range(DOCUMENTS))}
    with open(f"{directory}/graph.json", "w", encoding="utf-8") as out:
        out.write('{"directed": false, "multigraph": false, "graph": ' + json.dumps(info))
        for name, records in parts.items():
            out.write(f',\n"{name}": [')
            for index, record in enumerate(records):
                out.write(("\n" if index == 0 else ",\n") + json.dumps(record, ensure_ascii=False))
            out.write("\n]")
        out.write("\n}\n")
    with open(f"{directory}/mentions.jsonl", "w", encoding="utf-8") as out:
        for i in range(EDGES // 2):
            out.write(json.dumps(mention(i), ensure_ascii=False) + "\n")


def size(path):
    if os.path.isdir(path):
        return sum(size(entry.path) for entry in os.scandir(path))
    return os.path.getsize(path)


def measured(arguments):
    """Seconds, and peak memory in MB."""
    started = time.monotonic()
    process = subprocess.Popen([BINARY, *arguments], stderr=subprocess.PIPE)
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments}: {told}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def formats():
    told = subprocess.run([BINARY, "export", "--help"], capture_output=True, text=True, check=True).stdout
    listed = told[told.index("Possible values:"):told.index("Options:")]
    return [line.split(":")[0].strip(" -") for line in listed.splitlines()[1:] if line.strip().startswith("- ")]


def main():
    directory = tempfile.mkdtemp(prefix="comention-")
    try:
        write(directory)
        print(f"graph.json of {EDGES:,} edges: {size(directory + '/graph.json') / 1e6:.0f} MB\n")
        print("| format | seconds | peak memory, MB | output, MB |\n|---|---|---|---|")
        for name in formats():
            out = f"{directory}/out"
            seconds, memory = measured(["export", name, "--graph", f"{directory}/graph.json", "-o", out])
            print(f"| `{name}` | {seconds:.1f} | {memory:.0f} | {size(out) / 1e6:.1f} |", flush=True)
            shutil.rmtree(out) if os.path.isdir(out) else os.remove(out)
    finally:
        shutil.rmtree(directory)


main()
