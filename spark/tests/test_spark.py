"""The same bytes from a Spark cluster as from `comention build`: a master and two workers on this machine.

    COMENTION=target/release/comention python spark/tests/test_spark.py
    COMENTION=… CORPUS=~/transcripts python spark/tests/test_spark.py SparkTest.test_any_number_of_partitions

Without CORPUS, on the project's own examples, repeated under other names.
Needs pyspark 4 (which brings its own Spark), pyarrow, and Java 17 or later.
"""

import itertools
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
CORPUS = os.environ.get("CORPUS")
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

    def extractors(self) -> list:
        """The processes of the program in tasks of this cluster."""
        found = subprocess.run(["pgrep", "-f", f"^{self.directory}/work-.*/comention tally"], capture_output=True, text=True)
        return [int(number) for number in found.stdout.split()]

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
    (into / "names.csv").write_text("no transcript")


def build(*arguments) -> list:
    """Has the program build a graph; what it skipped."""
    built = subprocess.run([BINARY, "build", *arguments], capture_output=True, text=True)
    assert built.returncode in (0, 2), built.stderr
    return [line for line in built.stderr.splitlines() if "skipped" in line]


class SparkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Path(tempfile.mkdtemp(prefix="comention-spark-")).resolve()
        cls.before = os.getcwd()
        cls.talks = os.path.abspath(CORPUS) if CORPUS else "talks"
        os.chdir(cls.home)
        cls.dictionaries = [] if CORPUS else ["--dictionaries", str(ROOT / "examples/dictionary")]
        if not CORPUS:
            copies(Path("talks"))
        started = time.monotonic()
        cls.skipped = build(cls.talks, "-o", "built", *cls.dictionaries)
        say(f"comention build: {time.monotonic() - started:.1f} s")
        cls.cluster = Cluster(cls.home)
        cls.spark = (
            SparkSession.builder.master(cls.cluster.address)
            .appName("comention-test")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.memory", "512m")
            # What Java spends on making code fast comes to nothing in short tests.
            .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
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

    def count(self, output: str, *more: str, source=None):
        arguments = ["--input", source or self.talks, "--output", str(self.home / output), "--binary", str(BINARY), *self.dictionaries]
        started = time.monotonic()
        comention_spark.run(self.spark, comention_spark.parse([*arguments, "--graph", f"{output}-graph", *more]))
        say(f"{output}: {time.monotonic() - started:.1f} s")

    def assert_same_as_built(self, output: str):
        for name in ("graph.json", "graph.dot", "graph.svg", "mentions.jsonl"):
            self.assertTrue(Path("built", name).read_bytes() == Path(f"{output}-graph", name).read_bytes(), f"{name} of {output} differs")

    def rows(self, output: str, table: str) -> list:
        rows = pyarrow.parquet.read_table(self.home / output / table)
        counts = {field.name for field in rows.schema if pyarrow.types.is_map(field.type)}
        return [{name: dict(value) if name in counts else value for name, value in row.items()} for row in rows.to_pylist()]

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
                    self.assertEqual([kept["evidence"] for kept in row["evidence"]], expected["evidence"], table)
        self.assertEqual(sorted(self.rows(output, "documents"), key=lambda row: row["path"]), graph["documents"])
        self.assert_same_mentions(output)
        self.assertEqual(len(self.rows(output, "skipped")), len(self.skipped))

    def assert_same_mentions(self, output: str):
        """Every row of the table is a line of mentions.jsonl, and the other way around."""
        absent = {"speakers": None, "translation": False}
        by_place = lambda mention: (mention["document"], mention["start"], mention["end"])
        with open("built/mentions.jsonl", encoding="utf-8") as lines:
            mentions = sorted(({**absent, **json.loads(line)} for line in lines), key=by_place)
        for row, mention in itertools.zip_longest(sorted(self.rows(output, "mentions"), key=by_place), mentions):
            self.assertEqual(row, mention)

    def test_any_number_of_partitions(self):
        for partitions in (1, 7, 200):
            with self.subTest(partitions=partitions):
                output = f"parts-{partitions}"
                self.count(output, "--partitions", str(partitions), "--salts", str(1 + partitions // 50))
                self.assert_same_as_built(output)
                self.assert_same_tables(output)

    def test_archives_and_tables(self):
        subprocess.run([BINARY, "pack", self.talks, "-o", "packed", "--size", "1"], check=True, capture_output=True)
        self.count("from-archives", "--format", "packed", source="packed")
        self.assert_same_as_built("from-archives")
        files = [path for path in sorted(Path(self.talks).rglob("*")) if path.is_file() and comention_spark.is_transcript(path.name)]
        table = pyarrow.table({"name": [str(path) for path in files], "text": [path.read_bytes() for path in files]})
        pyarrow.parquet.write_table(table, "table.parquet", row_group_size=64)
        self.count("from-table", "--format", "table", "--path-column", "name", "--content-column", "text", source="table.parquet")
        self.assert_same_as_built("from-table")

    def test_what_is_killed_is_done_again(self):
        killed = {"extractor": 0, "worker": 0}
        done = threading.Event()

        def kill():
            while not done.is_set():
                extractors = self.cluster.extractors()
                if extractors and killed["extractor"] < 3:
                    killed["extractor"] += kill_process(extractors[0])
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
        self.assert_same_tables("killed")
        self.assertFalse(Path("killed", comention_spark.ATTEMPTS).exists(), "what the killed left is gone")

    def test_results_of_an_earlier_run_are_replaced(self):
        Path("one").mkdir()
        Path("one/talk.md").write_text("**Ada Byte**: OpenAI and NVIDIA.\n\n**Bo Reef**: 谷歌.\n")
        Path("none").mkdir()
        Path("none/talk.md").write_text("Nobody and nothing.\n")
        for source in ("one", "none"):
            build(source, "-o", "built-small")
            arguments = ["--input", source, "--output", str(self.home / "small"), "--binary", str(BINARY), "--graph", "small-graph"]
            comention_spark.run(self.spark, comention_spark.parse(arguments))
            for name in ("graph.json", "mentions.jsonl"):
                self.assertEqual(Path("built-small", name).read_text(), Path("small-graph", name).read_text(), f"{name} of {source}")
            table = lambda name: self.spark.read.parquet(str(self.home / "small" / name))
            self.assertEqual([row.path for row in table("documents").collect()], [f"{source}/talk.md"])
            self.assertEqual(table("mentions").where("kind = 'company'").count(), 3 if source == "one" else 0)
            months = "map<string,bigint>"
            self.assertEqual([kind for name, kind in table("edges").dtypes if name == "months"], [months])

    def test_folders_are_read_as_build_reads_them(self):
        Path("empty").mkdir(exist_ok=True)
        said = subprocess.run([BINARY, "build", "empty"], capture_output=True, text=True).stderr
        endings = said.split("end in ")[1].split()
        self.assertEqual({ending.strip(",") for ending in endings}, {*comention_spark.ENDINGS, *comention_spark.PACKED_ENDINGS})

    def test_what_cannot_work_is_said(self):
        Path("empty").mkdir(exist_ok=True)
        Path("text.tar").write_text("no archive")
        for arguments, reason in (
            (["--input", "nowhere"], "nowhere"),
            (["--input", "empty"], "empty holds no files that end in .md"),
            (["--input", "empty", "--format", "packed"], "empty holds no files that fit *.tar"),
            (["--input", self.talks, "--glob", "*.none"], "*.none"),
            (["--input", "table.none", "--format", "table"], "table.none: [PATH_NOT_FOUND]"),
            (["--input", self.talks, "--binary", "no-such-program"], "no-such-program"),
            (["--input", self.talks, "--binary", "text.tar"], "text.tar does not run here"),
            (["--input", self.talks, "--dictionaries", "no-such-dictionary"], "no-such-dictionary"),
            (["--input", self.talks, "--window", "galaxy"], "galaxy"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(SystemExit) as raised:
                arguments = comention_spark.parse(["--output", str(self.home / "wrong"), "--binary", str(BINARY), *arguments])
                comention_spark.check(arguments)
                comention_spark.run(self.spark, arguments)
            self.assertIn(reason, str(raised.exception))


def kill_process(number: int) -> int:
    try:
        os.kill(number, signal.SIGKILL)
        return 1
    except ProcessLookupError:
        return 0


def say(line: str):
    """For those who look on; on a folder of one's own, it takes a while."""
    if CORPUS:
        print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    unittest.main()
