#!/usr/bin/env python3
"""comention against what Python offers, on the same text and the same names, in one run.

    benches/peers.py [--aliases 843] [--language en|zh|mixed] [--megabytes 100] [--runs 3] [--from FOLDER]

makes a dictionary and transcripts from a seed and goes round so many times: `comention build` over all of it, as a
process of its own with one thread, then each peer over as much of it as a steady figure needs. Peers get their text
read and their automata built before the clock starts; what comention takes to start is measured on one line of text.
Speeds are medians, in megabytes for each second of processor time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))
import shared

shared.with_packages("ahocorasick_rs", "pyahocorasick", "flashtext", "flashtext2", "networkx", "daachorse", "spacy")


def ahocorasick_rs(aliases, _):
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick(list(aliases))
    return lambda paths: sum(len(automaton.find_matches_as_indexes(path.read_text(), overlapping=True)) for path in paths)


def daachorse(aliases, _):
    from daachorse import DoubleArrayAhoCorasick

    automaton = DoubleArrayAhoCorasick([alias.encode() for alias in aliases])
    return lambda paths: sum(len(automaton.find_overlapping(path.read_bytes())) for path in paths)


def pyahocorasick_automaton(aliases):
    from ahocorasick import Automaton

    automaton = Automaton()
    for alias, entity in aliases.items():
        automaton.add_word(alias.lower(), (entity, len(alias)))
    automaton.make_automaton()
    return automaton


def pyahocorasick(aliases, _):
    automaton = pyahocorasick_automaton(aliases)
    return lambda paths: sum(sum(1 for _ in automaton.iter(path.read_text().lower())) for path in paths)


def flashtext(aliases, _):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for alias, entity in aliases.items():
        processor.add_keyword(alias, entity)
    return lambda paths: sum(len(processor.extract_keywords(path.read_text())) for path in paths)


def flashtext2(aliases, _):
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_with_clean_word_from_iter(list(aliases.items()))
    return lambda paths: sum(len(processor.extract_keywords(path.read_text())) for path in paths)


def afternoon_script(aliases, _):
    """What one writes in an afternoon: turns, whole words, pairs into a networkx graph, JSON."""
    import networkx

    automaton = pyahocorasick_automaton(aliases)

    def whole_word(text, start, end):
        edges = (text[start - 1 : start + 1], text[end - 1 : end + 1])
        return not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)

    def run(paths):
        graph, mentions = networkx.Graph(), 0
        for path in paths:
            for turn in path.read_text().lower().split("\n\n"):
                found = set()
                for last, (entity, length) in automaton.iter(turn):
                    if whole_word(turn, last + 1 - length, last + 1):
                        found.add(entity)
                        mentions += 1
                for a, b in combinations(sorted(found), 2):
                    if graph.has_edge(a, b):
                        graph[a][b]["weight"] += 1
                        graph[a][b]["documents"].add(path.name)
                    else:
                        graph.add_edge(a, b, weight=1, documents={path.name})
        for _, _, edge in graph.edges(data=True):
            edge["documents"] = len(edge["documents"])
        with tempfile.TemporaryFile("w") as out:
            json.dump(networkx.node_link_data(graph), out)
        return mentions

    return run


def spacy_language(language):
    import spacy

    return spacy.blank("en" if language == "en" else "zh")


def turns(paths):
    return [turn for path in paths for turn in path.read_text().split("\n\n")]


def phrase_matcher(aliases, language):
    from spacy.matcher import PhraseMatcher

    nlp = spacy_language(language)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    of_entity = defaultdict(list)
    for alias, entity in aliases.items():
        of_entity[entity].append(nlp.make_doc(alias))
    for entity, docs in of_entity.items():
        matcher.add(entity, docs)
    return lambda paths: sum(len(matcher(doc)) for doc in nlp.pipe(turns(paths)))


def entity_ruler(aliases, language):
    nlp = spacy_language(language)
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "NAME", "pattern": alias, "id": entity} for alias, entity in aliases.items()])
    return lambda paths: sum(len(doc.ents) for doc in nlp.pipe(turns(paths)))


# Each with the megabytes it gets a round, and the lead over it that issue 7 asks for at D1 English and Chinese, and D2.
PEERS = [
    (daachorse, 50, {}),
    (ahocorasick_rs, 50, {("en", 843): 4}),
    (flashtext2, 20, {("en", 843): 9}),
    (pyahocorasick, 10, {}),
    (flashtext, 4, {}),
    (afternoon_script, 10, {("en", 843): 35, ("zh", 843): 18, ("en", 50_000): 100}),
    (phrase_matcher, 1, {("en", 843): 150, ("zh", 843): 100}),
    (entity_ruler, 0.5, {("en", 843): 300, ("zh", 843): 100}),
]


class Peer:
    def __init__(self, make, aliases, language, paths, megabytes):
        started = time.process_time()
        self.run = make(aliases, language)
        self.ready = time.process_time() - started
        self.paths, self.bytes = [], 0
        while paths[len(self.paths) :] and self.bytes < megabytes * 1e6:
            self.bytes += paths[len(self.paths)].stat().st_size
            self.paths.append(paths[len(self.paths)])
        self.speeds = []

    def round(self):
        started = time.process_time()
        self.found = self.run(self.paths)
        self.speeds.append(self.bytes / 1e6 / (time.process_time() - started))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aliases", type=int, default=843)
    parser.add_argument("--language", choices=["en", "zh", "mixed"], default="en")
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--from", dest="source", help="folder of transcripts to take sentences from")
    parser.add_argument("--only", help="names of peers, joined by commas")
    args = parser.parse_args()
    program = shared.program()
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        paths = shared.generate(place, args.aliases, args.language, args.megabytes, args.source)
        size = sum(path.stat().st_size for path in paths) / 1e6
        (place / "line.md").write_text("One line.\n")
        with open(place / "aliases.tsv") as table:
            aliases = {alias: entity for entity, alias in (line.rstrip("\n").split("\t") for line in table)}
        peers = {}
        for make, megabytes, bars in PEERS:
            if args.only and make.__name__ not in args.only.split(","):
                continue
            try:
                peers[make.__name__] = Peer(make, aliases, args.language, paths, megabytes)
            except ImportError as error:
                print(f"left out {make.__name__}: {error}")

        def build(what, *more):
            command = [program, "build", what, "-d", place / "dictionary", "-o", place / "output", *more]
            return shared.Cost(command, cwd=place)

        starts, wholes, threaded = [], [], []
        build(place / "text")  # warms up
        for _ in range(args.runs):
            starts.append(build(place / "line.md", "--jobs", "1"))
            wholes.append(build(place / "text", "--jobs", "1"))
            threaded.append(build(place / "text"))
            for peer in peers.values():
                peer.round()
    report(args, size, len(aliases), starts, wholes, threaded, peers)


def report(args, size, aliases, starts, wholes, threaded, peers):
    start = statistics.median(cost.cpu for cost in starts)
    whole = statistics.median(cost.cpu for cost in wholes)
    clock = statistics.median(cost.clock for cost in threaded)
    ours, working = size / whole, size / max(whole - start, 1e-9)
    print(f"{aliases} aliases, {size:.0f} MB of {args.language}; medians of {args.runs}")
    print(f"comention build, one thread: {ours:.0f} MB/cpu-s as a whole process; start-up {start * 1e3:.0f} ms of it, {working:.0f} without")
    print(f"comention build, all threads: {size / clock:.0f} MB/s by the clock")
    print(f"{'peer':<18}{'MB/cpu-s':>10}{'ready s':>9}{'comention':>11}{'w/o start':>11}{'asked for':>11}")
    for make, _, bars in PEERS:
        if peer := peers.get(make.__name__):
            speed = statistics.median(peer.speeds)
            bar = bars.get((args.language, args.aliases))
            asked = f"{bar}" if bar else ""
            print(f"{make.__name__:<18}{speed:>10.2f}{peer.ready:>9.2f}{ours / speed:>10.1f}x{working / speed:>10.1f}x{asked:>11}")


main()
