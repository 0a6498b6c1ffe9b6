"""Validates a graph file against the schema, and the schema against the file: every member must be described.

Prints how many records it saw.
"""

import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
with open(sys.argv[2], encoding="utf-8") as file:
    graph = json.load(file)

Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(graph)]
definitions = schema["$defs"]
described = {
    "nodes": definitions["node"],
    "edges": definitions["edge"],
    "discusses": definitions["discusses"],
    "documents": definitions["document"],
}
for part, definition in described.items():
    for record in graph[part]:
        errors += [f"{part}: `{member}` is not described" for member in record.keys() - definition["properties"].keys()]
errors += [f"`{member}` is not described" for member in graph.keys() - schema["properties"].keys()]
errors += [f"graph: `{member}` is not described" for member in graph["graph"].keys() - schema["properties"]["graph"]["properties"].keys()]

# The schema must be able to fail.
broken = json.loads(json.dumps(graph))
for part, member, value in [("edges", "weight", 0), ("nodes", "pagerank", 2), ("nodes", "months", {"May": 1}), ("documents", "date", "yesterday")]:
    kept = broken[part][0][member]
    broken[part][0][member] = value
    if validator.is_valid(broken):
        errors.append(f"a {member} of {value} passes")
    broken[part][0][member] = kept

if errors:
    sys.exit("\n".join(sorted(set(errors))[:20]))
print(sum(len(graph[part]) for part in described))
