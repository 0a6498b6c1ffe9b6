"""The same bytes from a Spark cluster as from `comention build`: a master and two workers on this machine.

    COMENTION=target/release/comention python spark/tests/test_spark.py

Needs pyspark 4 (which brings its own Spark), pyarrow, and Java 17 or later.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
import comention_spark

BINARY = Path(os.environ.get("COMENTION", ROOT / "target/debug/comention")).resolve()
SPARK_HOME = Path(pyspark.__file__).parent
COPIES = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A standalone master and two workers, each a process of its own."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.address = f"spark://127.0.0.1:{free_port()}"
        port = self.address.rsplit(":", 1)[1]
        self.master = self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
        self.workers = [self.worker(number) for number in range(2)]

    def worker(self, number: int):
        options = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(self.directory / f"work-{number}")]
        return self.start(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", *options, self.address)

    def start(self, name: str, *command):
        environment = {**os.environ, "SPARK_HOME": str(SPARK_HOME), "SPARK_LOCAL_IP": "127.0.0.1"}
        with open(self.directory / f"{name}.log", "ab") as log:
            return subprocess.Popen([str(SPARK_HOME / "bin/spark-class"), *command], stdout=log, stderr=log, env=environment)

    def stop(self):
        for process in (self.master, *self.workers):
            process.kill()
            process.wait()


def copies(into: Path):
    """The project's examples under other names, and what cannot be read."""
    for number in range(COPIES):
        for example in sorted((ROOT / "examples/transcripts").glob("*.md")):
            # A leading underscore, a space and Chinese, as people name files.
            name = ["", "_", "访谈 "][number % 3] + f"{number:03}-{example.name}"
            target = into / f"show-{number % 7}" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(example, target)
    (into / "broken.md").write_bytes(b"\0 is no text")


class SparkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Path(tempfile.mkdtemp(prefix="comention-spark-"))
        cls.before = os.getcwd()
        os.chdir(cls.home)
        copies(Path("talks"))
        cls.dictionaries = str(ROOT / "examples/dictionary")
        built = subprocess.run([BINARY, "build", "talks", "-o", "built", "-d", cls.dictionaries], capture_output=True, text=True)
        assert built.returncode == 2, built.stderr
        cls.cluster = Cluster(cls.home)
        cls.spark = (
            SparkSession.builder.master(cls.cluster.address)
            .appName("comention-test")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.memory", "512m")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()
        )
        cls.spark.sparkContext.setLogLevel("ERROR")

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.cluster.stop()
        os.chdir(cls.before)
        shutil.rmtree(cls.home)

    def count(self, output: str, *more: str, source="talks"):
        arguments = ["--input", source, "--output", str(self.home / output), "--binary", str(BINARY), "--dictionaries", self.dictionaries]
        comention_spark.run(self.spark, comention_spark.parse([*arguments, "--graph", f"{output}-graph", *more]))

    def assert_same_as_built(self, output: str):
        for name in ("graph.json", "graph.dot", "graph.svg", "mentions.jsonl"):
            self.assertEqual(Path("built", name).read_bytes(), Path(f"{output}-graph", name).read_bytes(), name)

    def rows(self, output: str, table: str) -> list:
        return [row.asDict(recursive=True) for row in self.spark.read.parquet(str(self.home / output / table)).collect()]

    def assert_same_tables(self, output: str):
        graph = json.loads(Path("built/graph.json").read_text())
        for table, key in (("nodes", ["id"]), ("edges", ["source", "target"]), ("discusses", ["source", "target"])):
            found = {tuple(row[name] for name in key): row for row in self.rows(output, table)}
            self.assertEqual(len(found), len(graph[table]), table)
            for expected in graph[table]:
                row = found[tuple(expected[name] for name in key)]
                for name in {"weight", "mentions", "turns", "windows", "documents", "turns_spoken", "months", "first_date", "last_date"} & set(expected):
                    self.assertEqual(row[name], expected[name], f"{table} {row}")
                if "evidence" in expected:
                    self.assertEqual([{**kept["evidence"]} for kept in row["evidence"]], expected["evidence"], table)
        mentions = [json.loads(line) for line in Path("built/mentions.jsonl").read_text().splitlines()]
        found = {(row["document"], row["start"]): row for row in self.rows(output, "mentions")}
        self.assertEqual(len(found), len(mentions))
        for mention in mentions:
            row = found[mention["document"], mention["start"]]
            self.assertEqual({name: row[name] for name in mention}, mention)
        self.assertEqual([row["path"] for row in self.rows(output, "skipped")], ["talks/broken.md"])

    def test_any_number_of_partitions(self):
        for partitions in (1, 7, 200):
            with self.subTest(partitions=partitions):
                output = f"parts-{partitions}"
                self.count(output, "--partitions", str(partitions), "--salts", str(1 + partitions // 50))
                self.assert_same_as_built(output)
        self.assert_same_tables("parts-7")

    def test_archives_and_tables(self):
        subprocess.run([BINARY, "pack", "talks", "-o", "packed", "--size", "1"], check=True, capture_output=True)
        self.count("from-archives", "--format", "packed", source="packed")
        self.assert_same_as_built("from-archives")
        files = sorted(path for path in Path("talks").rglob("*") if path.is_file())
        table = pyarrow.table({"name": [str(path) for path in files], "text": [path.read_bytes() for path in files]})
        pyarrow.parquet.write_table(table, "table.parquet")
        self.count("from-table", "--format", "table", "--path-column", "name", "--content-column", "text", source="table.parquet")
        self.assert_same_as_built("from-table")

    def test_what_is_killed_is_done_again(self):
        killed = {"extractor": 0, "worker": 0}
        done = threading.Event()

        def kill():
            while not done.is_set():
                extractors = subprocess.run(["pgrep", "-f", "tally --packed --mentions"], capture_output=True, text=True).stdout.split()
                if extractors and killed["extractor"] < 3:
                    killed["extractor"] += kill_process(int(extractors[0]))
                elif extractors and not killed["worker"]:
                    # The worker, and with it its executor.
                    self.cluster.workers[0].kill()
                    self.cluster.workers[0].wait()
                    killed["worker"] = 1
                time.sleep(0.02)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            self.count("killed", "--partitions", "60")
        finally:
            done.set()
            killer.join()
            self.cluster.workers[0] = self.cluster.worker(0)
        self.assertEqual(killed, {"extractor": 3, "worker": 1})
        self.assert_same_as_built("killed")

    def test_what_cannot_work_is_said(self):
        for arguments, reason in (
            (["--input", "nowhere"], "nowhere"),
            (["--input", "talks", "--glob", "*.none"], "*.none"),
            (["--input", "talks", "--binary", "no-such-program"], "no-such-program"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises((SystemExit, FileNotFoundError)) as raised:
                arguments = comention_spark.parse(["--output", str(self.home / "wrong"), "--binary", str(BINARY), *arguments])
                arguments.binary = comention_spark.which(arguments.binary)
                comention_spark.run(self.spark, arguments)
            self.assertIn(reason, str(raised.exception))


def kill_process(number: int) -> int:
    try:
        os.kill(number, signal.SIGKILL)
        return 1
    except ProcessLookupError:
        return 0


if __name__ == "__main__":
    unittest.main()
