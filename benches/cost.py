#!/usr/bin/env python3
"""What `comention build` costs in time and memory, against the size of the text and of the dictionary.

    benches/cost.py [--language en] [--gigabytes 10] [--aliases 1000000] [--plot docs/performance.svg]
                    [--only text|aliases] [--table FILE]
    benches/cost.py --draw FILE... --plot docs/performance.svg

Text: 100 MB made from a seed, with 843 aliases, in files that larger sizes hold again and again under other names (as
links, so that 10 GB need no disk), and smaller ones in part; all threads. Then the largest size as one stream: a tar
archive through standard input, that is never on a disk, into `comention tally --packed -`.
Dictionaries: 1,000 to 1,000,000 aliases, on 100 MB of text with their names; cold (the first process that sees the
dictionary) and warm (the one after it), each on one line of text, and with one thread on all of it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))
import shared

shared.with_packages("matplotlib")

BASE = 100  # megabytes of text that are all different
SIZES = [1, 10, 100, 1_000, 10_000]
ALIASES = [1_000, 10_000, 100_000, 1_000_000]


def repeated(paths, megabytes, into):
    """A folder with so many bytes of the files: some of them, or all of them over and over as links."""
    size = number = 0
    while size < megabytes * 1e6:
        path = paths[number % len(paths)]
        folder = into / f"{number // len(paths):04}"
        folder.mkdir(parents=True, exist_ok=True)
        os.link(path, folder / path.name)
        size += path.stat().st_size
        number += 1
    return size / 1e6


def against_text(program, place, args):
    paths = shared.generate(place, 843, args.language, BASE)
    rows = []
    for megabytes in [size for size in SIZES if size <= args.gigabytes * 1_000]:
        folder = place / "repeated"
        size = repeated(paths, megabytes, folder)
        command = [program, "build", folder, "-d", place / "dictionary", "-o", place / "output"]
        cost = shared.Cost(command, cwd=place)
        rows.append(row("build", size, 843, cost))
        shutil.rmtree(folder)
    rows.append(streamed(program, place, paths, args.gigabytes))
    return rows


def streamed(program, place, paths, gigabytes):
    """The same as one endless archive through standard input."""
    size = sum(path.stat().st_size for path in paths) / 1e6
    times = round(gigabytes * 1_000 / size)
    # One archive over and over, in different folders.
    archives = f'for i in $(seq {times}); do tar -cf - --transform "s,^,$i/," -C {place} text; done'
    archiver = subprocess.Popen(["sh", "-c", archives], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    command = [program, "tally", "--packed", "-", "-d", place / "dictionary", "-o", place / "tally.jsonl"]
    cost = shared.Cost(command, cwd=place, stdin=archiver.stdout)
    archiver.stdout.close()
    archiver.wait()
    return row("tally --packed -", size * times, 843, cost)


def against_aliases(program, place, args):
    rows = []
    for aliases in [number for number in ALIASES if number <= args.aliases]:
        folder = place / f"d{aliases}"
        paths = shared.generate(folder, aliases, args.language, BASE)
        size = sum(path.stat().st_size for path in paths) / 1e6
        (folder / "line.md").write_text("One line.\n")
        # An empty cache of its own makes the first run a cold one.
        common = ["env", f"XDG_CACHE_HOME={folder / 'cache'}", program, "build", "-d", folder / "dictionary", "-o", folder / "output"]
        for run in ["cold", "warm"]:
            rows.append(row(f"ready, {run}", 0, aliases, shared.Cost([*common, folder / "line.md"], cwd=folder)))
        ready = rows[-1]["cpu"]
        whole = shared.Cost([*common, folder / "text", "--jobs", "1"], cwd=folder)
        rows.append(row("build, one thread", size, aliases, whole))
        rows[-1]["without_start"] = size / max(whole.cpu - ready, 1e-9)
        shutil.rmtree(folder)
    return rows


def row(what, size, aliases, cost):
    made = {"what": what, "megabytes": size, "aliases": aliases, "clock": cost.clock, "cpu": cost.cpu, "memory": cost.memory}
    print(
        f"{what:<18}{aliases:>10,} aliases{size:>9,.0f} MB{cost.clock:>9.2f} s{cost.cpu:>9.2f} cpu-s{cost.memory:>8.0f} MB peak"
        + (f"{size / cost.clock:>7.0f} MB/s{size / cost.cpu:>7.0f} MB/cpu-s" if size else ""),
        flush=True,
    )
    return made


def plot(rows, file):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "comention", "svg.fonttype": "none", "font.family": "sans-serif"})
    from matplotlib import pyplot

    figure, (text, names) = pyplot.subplots(1, 2, figsize=(8, 3), layout="constrained")
    builds = [row for row in rows if row["what"] == "build"]
    lines(text, [row["megabytes"] for row in builds], builds, "MB of text, 843 aliases")
    ready = [row for row in rows if row["what"] == "ready, cold"]
    lines(names, [row["aliases"] for row in ready], ready, "aliases, until ready (cold)")
    figure.savefig(file, metadata={"Date": None})


def lines(axes, sizes, rows, label):
    axes.loglog(sizes, [row["cpu"] for row in rows], "o-", color="#0072B2", label="processor seconds")
    axes.set_xlabel(label)
    axes.set_ylabel("seconds")
    axes.set_ylim(0.01, 1_000)
    memory = axes.twinx()
    memory.loglog(sizes, [row["memory"] for row in rows], "s--", color="#D55E00", label="peak memory")
    memory.set_ylabel("MB")
    memory.set_ylim(10, 10_000)
    handles = [axes.get_lines()[0], memory.get_lines()[0]]
    axes.legend(handles, [line.get_label() for line in handles], loc="upper left", frameon=False, fontsize="small")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=["en", "zh", "mixed"], default="en")
    parser.add_argument("--gigabytes", type=float, default=10, help="the largest text")
    parser.add_argument("--aliases", type=int, default=1_000_000, help="the largest dictionary")
    parser.add_argument("--only", choices=["text", "aliases"])
    parser.add_argument("--plot", help="SVG file to draw to")
    parser.add_argument("--table", help="JSON file to put all figures into")
    parser.add_argument("--draw", nargs="+", help="measure nothing, and plot what such files hold")
    parser.add_argument("--place", help="folder for what is generated, removed again; it must be on one disk")
    args = parser.parse_args()
    if args.draw:
        return plot([row for file in args.draw for row in json.loads(Path(file).read_text())], args.plot)
    program = shared.program()
    rows = []
    with tempfile.TemporaryDirectory(dir=args.place) as place:
        if args.only != "aliases":
            rows += against_text(program, Path(place), args)
        if args.only != "text":
            rows += against_aliases(program, Path(place), args)
    if args.table:
        Path(args.table).write_text(json.dumps(rows, indent=1))
    if args.plot:
        plot(rows, args.plot)


main()
