"""What Spark costs against one process, step by step: the figures of docs/scale.md.

    COMENTION=target/release/comention python spark/scale.py FOLDER [MEGABYTES] [-o measured.json]

Repeats the transcripts of FOLDER under other names to MEGABYTES (default: 1000), packs them, and
times `comention build --jobs 2` and the Spark job on two local cores, one after the other: by the
clock, and in seconds of processor, which other work on the machine disturbs less. Then counts how rows
grow with the documents of FOLDER. `costs.py` computes from the figures what larger archives take.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

sys.path.insert(0, str(Path(__file__).resolve().parent))
import comention_spark

BINARY = Path(os.environ.get("COMENTION", "comention")).resolve()
MB = 1_000_000
# The tasks run in the Python that runs this.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
TICKS = os.sysconf("SC_CLK_TCK")


def transcripts(folder: Path) -> list:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and comention_spark.is_transcript(path.name)]


def repeated(folder: Path, into: Path, enough: int) -> tuple:
    """Copies transcripts under other names until there are enough bytes; how many files, how many bytes."""
    originals = transcripts(folder)
    files = size = 0
    while size < enough:
        for original in originals:
            target = into / f"copy-{files // len(originals):04}" / original.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original, target)
            files, size = files + 1, size + target.stat().st_size
            if size >= enough:
                break
    return files, size


class Processor:
    """Seconds of processor that this process and all it has started took, those that have ended too.

    The system adds the time of a process that ends to its parent's only where the parent waits for it, and Spark's
    do not all: hence everything is looked at many times a second, and what was last seen is kept.
    """

    def __init__(self):
        self.seconds = {}
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while True:
            self.look()
            time.sleep(0.1)

    def look(self):
        children = {}
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                # The name of the program, in parentheses, may hold spaces.
                fields = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(((int(entry), fields[19]), sum(map(int, fields[11:13])) / TICKS))
        family = [os.getpid()]
        while family:
            for (number, started), seconds in children.get(family.pop(), []):
                self.seconds[number, started] = seconds
                family.append(number)

    def total(self) -> float:
        self.look()
        return sum(self.seconds.copy().values()) + time.process_time()


PROCESSOR = Processor()


def timed(work) -> dict:
    clock, used = time.monotonic(), PROCESSOR.total()
    work()
    return {"clock": round(time.monotonic() - clock, 2), "processor": round(PROCESSOR.total() - used, 2)}


def program(*arguments) -> None:
    status = subprocess.run([BINARY, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    assert status in (0, 2), f"comention {arguments[0]} ended with status {status}"


def spark_session() -> SparkSession:
    spark = (
        SparkSession.builder.master("local[2]").appName("comention-scale")
        .config("spark.driver.memory", "2g").config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.range(2).repartition(2).mapInArrow(lambda batches: batches, "id bigint").count()  # Workers are up.
    return spark


def spark_job(directory: Path) -> dict:
    """Runs the job; what start-up took, and each step."""
    found = {}
    start = timed(lambda: found.update(spark=spark_session()))
    arguments = comention_spark.parse([
        "--format", "packed", "--input", str(directory / "packed"), "--output", str(directory / "tables"),
        "--graph", str(directory / "graph"), "--binary", str(BINARY),
    ])
    steps = {name: timed(step) for name, step in comention_spark.Job(found["spark"], arguments).steps().items()}
    tables = {
        str(path.relative_to(directory / "tables")): {
            "files": sum(1 for file in path.rglob("*.parquet")),
            "bytes": sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
            "rows": found["spark"].read.parquet(str(path)).count() if next(path.rglob("*.parquet"), None) else 0,
        }
        for path in sorted([*(directory / "tables").glob("*"), *(directory / "tables/parts").glob("*")]) if path.name != "parts"
    }
    found["spark"].stop()
    return {"start-up": start, "steps": steps, "tables": tables}


def growth(folder: Path, directory: Path) -> list:
    """How many rows, and bytes of them, the counts of an eighth, a quarter, half and all of the documents are."""
    originals, found = transcripts(folder), []
    for part in (8, 4, 2, 1):
        some = originals[::part]
        listed = directory / f"part-{part}"
        listed.mkdir()
        for number, original in enumerate(some):
            os.symlink(original.resolve(), listed / f"{number:06}{original.suffix}")
        program("tally", listed, "-o", f"part-{part}.jsonl")
        rows = {"documents": len(some), "bytes": sum(path.stat().st_size for path in some)}
        for line in (directory / f"part-{part}.jsonl").open("rb"):
            kind = line[2 : line.index(b'"', 2)].decode()
            rows[kind] = rows.get(kind, 0) + 1
            rows[f"bytes of {kind}"] = rows.get(f"bytes of {kind}", 0) + len(line)
        found.append(rows)
    return found


def merging(directory: Path) -> dict:
    """What `comention merge` takes of the machine that runs it, for the counts of all documents of the folder."""
    command = [BINARY, "merge", directory / "part-1.jsonl", "-o", directory / "merged"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, "comention merge failed"
    return {"memory": used.ru_maxrss * 1024, "rows": (directory / "part-1.jsonl").stat().st_size}


def measure(folder: Path, enough: int) -> dict:
    with tempfile.TemporaryDirectory(prefix="comention-scale-") as home:
        home, folder = Path(home), folder.resolve()
        os.chdir(home)
        files, size = repeated(folder, home / "talks", enough)
        packing = timed(lambda: program("pack", "talks", "-o", "packed"))
        one = timed(lambda: program("build", "talks", "-o", "built", "--jobs", 2))
        job = spark_job(home)
        same = all((home / "built" / name).read_bytes() == (home / "graph" / name).read_bytes() for name in ("graph.json", "mentions.jsonl"))
        found = {"files": files, "bytes": size, "same bytes": same, "pack": packing, "build": one, "spark": job}
        return {**found, "growth": growth(folder, home), "merge": merging(home)}


def report(found: dict):
    size, one, job = found["bytes"] / MB, found["build"], found["spark"]
    print(f"{found['files']} files, {size:.0f} MB; the same bytes: {found['same bytes']}; packed in {found['pack']['clock']:.1f} s")
    print(f"Spark started in {job['start-up']['clock']:.1f} s")
    print("step                       clock   MB/s  ratio   processor  ratio")
    whole = {kind: sum(step[kind] for step in job["steps"].values()) for kind in one}
    for name, took in {"comention build --jobs 2": one, **job["steps"], "Spark, all steps": whole}.items():
        shares = [one[kind] / max(took[kind], 0.01) for kind in ("clock", "processor")]
        print(f"{name:<24} {took['clock']:7.1f} {size / max(took['clock'], 0.01):6.0f} {shares[0]:6.2f} {took['processor']:11.1f} {shares[1]:6.2f}")
    print("table                      rows    files         kB")
    for name, table in job["tables"].items():
        print(f"{name:<20} {table['rows']:>10} {table['files']:>8} {table['bytes'] / 1000:>10.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("megabytes", type=int, nargs="?", default=1000)
    parser.add_argument("-o", "--output", type=Path, help="file for the figures, which costs.py reads")
    arguments = parser.parse_args()
    output = arguments.output and arguments.output.resolve()
    found = measure(arguments.folder, arguments.megabytes * MB)
    report(found)
    if output:
        output.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
