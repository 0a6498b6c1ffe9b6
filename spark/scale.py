"""What Spark costs against one process, stage by stage: the figures of docs/scale.md.

    COMENTION=target/release/comention python spark/scale.py FOLDER [MEGABYTES]

Repeats the transcripts of FOLDER under other names to MEGABYTES (default: 1000), packs them, and
times `comention build --jobs 2` and the Spark job on two local cores, one after the other.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession

sys.path.insert(0, str(Path(__file__).resolve().parent))
import comention_spark

BINARY = Path(os.environ.get("COMENTION", "comention")).resolve()
MB = 1_000_000


def repeated(folder: Path, into: Path, enough: int) -> tuple:
    """Copies transcripts under other names until there are enough bytes; how many files, how many bytes."""
    originals = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
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


def timed(work) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def program(*arguments) -> None:
    status = subprocess.run([BINARY, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    assert status in (0, 2), f"comention {arguments[0]} ended with status {status}"


def stages(log: Path) -> list:
    """The stages of an event log: name, tasks, seconds of all tasks, bytes shuffled and written, rows shuffled."""
    found = {}
    for line in log.read_text().splitlines():
        event = json.loads(line)
        if event["Event"] == "SparkListenerStageCompleted":
            info = event["Stage Info"]
            stage = found.setdefault(info["Stage ID"], new_stage())
            stage["start"], stage["end"] = info["Submission Time"], info["Completion Time"]
        elif event["Event"] == "SparkListenerTaskEnd" and "Task Metrics" in event:
            metrics, stage = event["Task Metrics"], found.setdefault(event["Stage ID"], new_stage())
            stage["tasks"] += 1
            stage["seconds"] += metrics["Executor Run Time"] / 1000
            stage["shuffled"] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            stage["rows"] += metrics["Shuffle Write Metrics"]["Shuffle Records Written"]
            stage["written"] += metrics["Output Metrics"]["Bytes Written"]
            stage["records"] += metrics["Output Metrics"]["Records Written"]
    return [found[number] for number in sorted(found) if "start" in found[number]]


def new_stage() -> dict:
    return {"tasks": 0, "seconds": 0.0, "shuffled": 0, "rows": 0, "written": 0, "records": 0}


def spark_job(directory: Path) -> dict:
    """Runs the job; seconds of start-up, of each step and of all."""
    events = directory / "events"
    events.mkdir()
    started = time.monotonic()
    spark = (
        SparkSession.builder.master("local[2]").appName("comention-scale")
        .config("spark.driver.memory", "2g").config("spark.ui.enabled", "false")
        .config("spark.eventLog.enabled", "true").config("spark.eventLog.dir", events.as_uri())
        .config("spark.eventLog.rolling.enabled", "false").config("spark.eventLog.compress", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1").config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.range(2).repartition(2).mapInArrow(lambda batches: batches, "id bigint").count()  # Workers are up.
    seconds = {"start-up": time.monotonic() - started}
    steps = comention_spark.steps
    arguments = comention_spark.parse([
        "--format", "packed", "--input", str(directory / "packed"), "--output", str(directory / "tables"),
        "--graph", str(directory / "graph"), "--binary", str(BINARY),
    ])
    for name, step in steps(spark, arguments):
        seconds[name] = timed(step)
    spark.stop()
    seconds["stages"] = stages(next(path for path in events.iterdir() if path.is_file()))
    return seconds


def main():
    folder, enough = Path(sys.argv[1]), int(sys.argv[2]) * MB if len(sys.argv) > 2 else 1000 * MB
    with tempfile.TemporaryDirectory(prefix="comention-scale-") as home:
        home = Path(home)
        os.chdir(home)
        files, size = repeated(folder, home / "talks", enough)
        packing = timed(lambda: program("pack", "talks", "-o", "packed"))
        program("build", "talks", "-o", "warm", "--jobs", 2)
        one = timed(lambda: program("build", "talks", "-o", "built", "--jobs", 2))
        job = spark_job(home)
        same = all((home / "built" / name).read_bytes() == (home / "graph" / name).read_bytes() for name in ("graph.json", "mentions.jsonl"))
        report(files, size, packing, one, job, same)


def report(files: int, size: int, packing: float, one: float, job: dict, same: bool):
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{files} files, {size / MB:.0f} MB; packed in {packing:.1f} s; the same bytes: {same}; peak of one process {peak:.0f} MB")
    print(f"comention build --jobs 2: {one:.1f} s, {size / MB / one:.0f} MB/s")
    start, parts = job.pop("start-up"), job.pop("stages")
    whole = sum(job.values())
    print(f"Spark on two cores: {whole:.1f} s, {size / MB / whole:.0f} MB/s, {one / whole:.2f} of build; start-up {start:.1f} s more")
    for name, seconds in job.items():
        print(f"  {name:<24} {seconds:6.1f} s  {one / seconds:5.2f} of build")
    print("stage  tasks  seconds  shuffled kB    rows  written kB  records")
    for number, stage in enumerate(parts):
        print(
            f"{number:>5} {stage['tasks']:>6} {stage['seconds']:>8.1f} {stage['shuffled'] / 1000:>12.0f} {stage['rows']:>7}"
            f" {stage['written'] / 1000:>11.0f} {stage['records']:>8}"
        )


if __name__ == "__main__":
    main()
