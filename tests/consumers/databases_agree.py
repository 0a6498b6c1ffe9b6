"""Databases give back what graph.json and mentions.jsonl hold, and answer the queries of docs/exports.md.

databases_agree.py sqlite FILE | ladybug DIR | neo4j URL  GRAPH  [QUERIES]
databases_agree.py turtle FILE QUERIES
databases_agree.py neo4j-wipe URL | neo4j-run URL SCRIPT
"""

import json
import os
import re
import sys
import tempfile


def sqlite(path):
    import sqlite3

    connection = sqlite3.connect(path)
    return lambda query: connection.execute(query).fetchall()


def ladybug(directory):
    import ladybug

    place = tempfile.mkdtemp()
    connection = ladybug.Connection(ladybug.Database(place + "/db"))
    connection.execute(f"IMPORT DATABASE '{os.path.abspath(directory)}'")

    def ask(query):
        result = connection.execute(query)
        rows = []
        while result.has_next():
            rows.append(tuple(result.get_next()))
        return rows

    return ask


def neo4j(url):
    import neo4j

    user = (os.environ["COMENTION_USER"], os.environ["COMENTION_PASSWORD"])
    driver = neo4j.GraphDatabase.driver(url, auth=user)
    return lambda query: [tuple(record.values()) for record in driver.execute_query(query).records]


def plain(text):
    """Text as databases hold it."""
    return text.replace("\0", "\ufffd") if isinstance(text, str) else text


def same(what, found, expected):
    found, expected = sorted(found, key=repr), sorted(expected, key=repr)
    if found != expected:
        missing = [row for row in expected if row not in found]
        extra = [row for row in found if row not in expected]
        sys.exit(f"{what}: missing {missing[:3]!r}, instead {extra[:3]!r}")
    print(f"{what}: {len(found)}")


ENTITY = ["id", "name", "kind", "mentions", "turns", "windows", "documents", "first_date", "last_date", "speaker", "turns_spoken",
          "degree", "strength", "pagerank", "betweenness", "community", "x", "y"]
EDGE = ["weight", "documents", "npmi", "g2", "association", "jaccard", "backbone", "first_date", "last_date"]
DISCUSSES = ["turns", "documents", "first_date", "last_date"]
DOCUMENT = ["path", "title", "date", "show", "url", "turns", "windows", "mentions"]
EVIDENCE = ["quote", "document", "speaker", "section", "line", "time", "url"]
MENTION = ["surface", "entity", "document", "speaker", "alias", "rule", "turn", "section", "line", "column_number", "start_byte",
           "end_byte", "time", "translation"]


def values(record, keys):
    return tuple(plain(record.get(key)) for key in keys)


def typed(rows):
    """Rows with days as text."""
    def cell(value):
        return value if value is None or isinstance(value, (bool, int, float, str, list)) else str(value)
    return [tuple(map(cell, row)) for row in rows]


def expected(graph, mentions):
    evidence = []
    for layer, links in [("co-mention", graph["edges"]), ("discusses", graph["discusses"])]:
        for link in links:
            for position, piece in enumerate(link["evidence"], 1):
                evidence.append((layer, link["source"], link["target"], position, *values(piece, EVIDENCE)))
    names = {"column_number": "column", "start_byte": "start", "end_byte": "end"}
    return {
        "entities": [values(node, ENTITY) for node in graph["nodes"]],
        "aliases": [(node["id"], plain(alias)) for node in graph["nodes"] for alias in node.get("aliases", [])],
        "documents": [values(document, DOCUMENT) for document in graph["documents"]],
        "speakers": [(speaker, document["path"]) for document in graph["documents"] for speaker in document["speakers"]],
        "co-mentions": [(edge["source"], edge["target"], *values(edge, EDGE)) for edge in graph["edges"]],
        "discusses": [(link["source"], link["target"], link["weight"], *values(link, DISCUSSES[1:])) for link in graph["discusses"]],
        "evidence": evidence,
        "mentions": [tuple(plain(mention.get(names.get(key, key), False)) for key in MENTION) for mention in mentions],
        "turns": sorted({(mention["document"], mention["turn"]) for mention in mentions}),
    }


def in_sql(ask):
    return {
        "entities": ask(f"SELECT {', '.join(ENTITY)} FROM entities"),
        "aliases": ask("SELECT entity, alias FROM aliases"),
        "documents": ask(f"SELECT {', '.join(DOCUMENT)} FROM documents"),
        "speakers": ask("SELECT speaker, document FROM document_speakers"),
        "co-mentions": ask(f"SELECT source, target, {', '.join(EDGE)} FROM co_mentions"),
        "discusses": ask(f"SELECT speaker, entity, {', '.join(DISCUSSES)} FROM discusses"),
        "evidence": ask(f"SELECT layer, source, target, position, {', '.join(EVIDENCE)} FROM evidence"),
        "mentions": ask(f"SELECT {', '.join(MENTION)} FROM mentions"),
        "turns": ask("SELECT document, number FROM turns"),
    }


def in_cypher(ask, labels):
    def of(name, keys):
        return ", ".join(f"{name}.{key}" for key in keys)

    aliases = []
    for label in labels:
        for entity, several in ask(f"MATCH (e:`{label}`) RETURN e.id, e.aliases"):
            aliases += [(entity, alias) for alias in (several.split(" | ") if isinstance(several, str) else several or [])]
    return {
        "entities": [row for label in labels for row in ask(f"MATCH (e:`{label}`) RETURN {of('e', ENTITY)}")],
        "aliases": aliases,
        "documents": ask(f"MATCH (d:Document) RETURN {of('d', DOCUMENT)}"),
        "speakers": ask("MATCH (s)-[:SPEAKS_IN]->(d:Document) RETURN s.id, d.path"),
        "co-mentions": ask(f"MATCH (a)-[r:CO_MENTIONED]->(b) RETURN a.id, b.id, {of('r', EDGE)}"),
        "discusses": ask(f"MATCH (a)-[r:DISCUSSES]->(b) RETURN a.id, b.id, {of('r', DISCUSSES)}"),
        "evidence": ask(f"MATCH (q:Evidence)-[:IN_DOCUMENT]->(:Document) RETURN q.layer, q.source, q.target, q.position, {of('q', EVIDENCE)}"),
        "mentions": ask(f"MATCH (d:Document)<-[:IN_DOCUMENT]-(m:Mention)-[:REFERS_TO]->(e) RETURN {of('m', MENTION)}"),
        "turns": ask("MATCH (m:Mention) RETURN DISTINCT m.document, m.turn"),
        "ends of evidence": ask("MATCH (q:Evidence)-[:ABOUT]->(e) RETURN q.id, e.id"),
        "speakers of evidence": ask("MATCH (q:Evidence)-[:SAID_BY]->(s) RETURN q.id, s.id"),
        "speakers of mentions": ask("MATCH (m:Mention)-[:SAID_BY]->(s) RETURN m.id, s.id"),
    }


def ties(graph, mentions):
    """What the relationships of evidence and mentions are to join."""
    about, said = [], []
    for layer, links in [("co-mention", graph["edges"]), ("discusses", graph["discusses"])]:
        for link in links:
            for position, piece in enumerate(link["evidence"], 1):
                name = f"{layer}:{link['source']}|{link['target']}#{position}"
                about += [(name, link["target"])] + ([(name, link["source"])] if layer == "co-mention" else [])
                said += [(name, piece["speaker"])] if piece["speaker"] else []
    speakers = lambda mention: mention.get("speakers") or [mention["speaker"]] if mention["speaker"] else []
    by = [(f"{m['document']}#{m['start']}:{m['entity']}", speaker) for m in mentions for speaker in speakers(m)]
    return {"ends of evidence": about, "speakers of evidence": said, "speakers of mentions": by}


def documented(page, database):
    """The queries of the page that are for this database."""
    languages = {"sqlite": ["sql"], "ladybug": ["cypher", "cypher ladybug"], "neo4j": ["cypher", "cypher neo4j"],
                 "turtle": ["sparql"]}[database]
    blocks = re.findall(r"^```([^\n]+)\n(.*?)^```$", open(page, encoding="utf-8").read(), re.M | re.S)
    return [text.strip().removesuffix(";") for language, text in blocks if language in languages]


def answers(ask, queries):
    """Every query gives rows."""
    for query in queries:
        rows = list(ask(query))
        assert rows, f"no rows: {query}"
        print(f"{len(rows)} rows: {query.splitlines()[0]}")


def main(database, where, *rest):
    if database == "turtle":
        import pyoxigraph

        store = pyoxigraph.Store()
        store.load(path=where, format=pyoxigraph.RdfFormat.TURTLE)
        answers(store.query, documented(rest[0], database))
        return
    if database == "neo4j-wipe":
        neo4j(where)("MATCH (n) DETACH DELETE n")
        return
    if database == "neo4j-run":
        ask = neo4j(where)
        for statement in open(rest[0], encoding="utf-8", newline="\n").read().split(";\n"):
            if statement.strip():
                ask(statement)
        return
    ask = {"sqlite": sqlite, "ladybug": ladybug, "neo4j": neo4j}[database](where)
    graph = json.load(open(rest[0], encoding="utf-8"))
    beside = os.path.join(os.path.dirname(rest[0]), "mentions.jsonl")
    mentions = [json.loads(line) for line in open(beside, encoding="utf-8")]
    known = {node["id"] for node in graph["nodes"]}
    mentions = [mention for mention in mentions if mention["entity"] in known]
    awaited = expected(graph, mentions)
    labels = sorted({node["kind"].capitalize() for node in graph["nodes"]} | {"Person", "Company", "Product"})
    if database == "sqlite":
        found = in_sql(ask)
        # A table of names has no use for one that is given twice.
        awaited["aliases"] = set(awaited["aliases"])
        assert ask("PRAGMA integrity_check") == [("ok",)] and ask("PRAGMA foreign_key_check") == []
    else:
        found = in_cypher(ask, labels)
        awaited |= ties(graph, mentions)
    for what, rows in awaited.items():
        same(what, typed(found[what]), typed(rows))
    if len(rest) > 1:
        queries = documented(rest[1], database)
        assert len(queries) == 10, f"{len(queries)} queries"
        answers(ask, queries)


main(*sys.argv[1:])
