"""comention inside Apache Spark: the graph of `comention build`, byte for byte, from any number of machines.

    spark-submit comention_spark.py --binary comention --input talks --output out

Every task pipes its documents through one long-lived `comention tally`, which gives
rows: mentions, skipped documents, and counts that add up in any order. Spark adds
them up and writes tables; `comention merge` makes graph.json of what is left.
"""

import argparse
import fnmatch
import os
import shutil
import subprocess
import sys
import tarfile
import threading

import pyarrow
import pyarrow.fs
from pyspark import SparkFiles
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

EVIDENCE = (
    "array<struct<rank: struct<in_document: bigint, distance: bigint, date: string, document: string, start: bigint>,"
    " evidence: struct<document: string, section: string, line: bigint, speaker: string, time: double, quote: string,"
    " url: string>>>"
)
LINK = (
    "source string, target string, weight bigint, documents bigint, first_date string, last_date string,"
    f" months map<string, bigint>, evidence {EVIDENCE}"
)
ENTITY = (
    "id string, kind string, name string, aliases array<string>, names map<string, bigint>, mentions bigint,"
    " turns bigint, windows bigint, documents bigint, turns_spoken bigint, first_date string, last_date string,"
    " months map<string, bigint>"
)
DOCUMENT = (
    "path string, title string, date string, show string, url string, turns bigint, windows bigint, mentions bigint,"
    " speakers array<string>"
)
MENTION = (
    "document string, turn bigint, section string, speaker string, speakers array<string>, entity string, kind string,"
    " name string, surface string, line bigint, column bigint, start bigint, end bigint, alias string, rule string,"
    " time double, translation boolean"
)
SKIPPED = "path string, reason string"

# Bytes of documents a task reads, where nothing else is said.
TASK_BYTES = 64 * 1024 * 1024

# How many rows of the extractor go to Spark at a time.
ROWS = 4096


class ExtractorError(Exception):
    """The extractor ended before its work was done; Spark repeats the task."""


class Extractor:
    """Pipes documents through `comention tally`, one process a partition."""

    def __init__(self, binary: "Sent", arguments: list, packed: bool, root: str | None):
        self.binary = binary
        self.arguments = arguments
        # Where files are read from; none where the contents come along.
        self.root = root
        self.packed = packed

    def __call__(self, batches):
        first = next(iter(batches), None)
        if first is None:
            return
        arguments = [value.here() if isinstance(value, Sent) else value for value in self.arguments]
        command = [self.binary.here(), "tally", "--packed", "--mentions", "-", *arguments]
        # What it writes to standard error goes to the log of the executor.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        failures = []
        feeder = threading.Thread(target=self.feed, args=(process, first, batches, failures), daemon=True)
        feeder.start()
        try:
            yield from self.rows(process.stdout)
            feeder.join()
            if failures:
                raise failures[0]
            status = process.wait()
            # 2: some documents were skipped, and are rows that say so.
            if status not in (0, 2):
                raise ExtractorError(f"comention tally ended with status {status}; its messages are in the log above")
        finally:
            process.kill()
            process.wait()

    def feed(self, process, first, batches, failures):
        """Writes the documents as one tar archive, or the archives that they are, to the extractor."""
        try:
            with process.stdin as out:
                self.write(out, first)
                for batch in batches:
                    self.write(out, batch)
        except BrokenPipeError:
            pass  # It ended early; its status tells why.
        except Exception as error:
            failures.append(error)
            process.kill()

    def write(self, out, batch):
        for path, content in zip(batch.column(0), batch.column(1)):
            content = memoryview(content.as_buffer()) if content.is_valid else memoryview(b"")
            if self.root:
                content = self.read(bytes(content).decode())
            if not self.packed:
                entry = tarfile.TarInfo(path.as_py())
                entry.size = len(content)
                out.write(entry.tobuf(tarfile.PAX_FORMAT))
            out.write(content)
            if not self.packed:
                out.write(bytes(-len(content) % tarfile.BLOCKSIZE))

    def read(self, path: str):
        filesystem, _ = pyarrow.fs.FileSystem.from_uri(self.root)
        with filesystem.open_input_stream(path) as stream:
            return stream.read()

    def rows(self, lines):
        """The rows of the extractor, `{"kind":line}`, in batches."""
        kinds, rest = [], []
        for line in lines:
            end = line.index(b'"', 2)
            kinds.append(line[2:end])
            rest.append(line[end + 2 : -2])
            if len(kinds) == ROWS:
                yield batch(kinds, rest)
                kinds, rest = [], []
        if kinds:
            yield batch(kinds, rest)


def batch(kinds, lines):
    columns = [pyarrow.array(values, pyarrow.binary()).cast(pyarrow.string()) for values in (kinds, lines)]
    return pyarrow.RecordBatch.from_arrays(columns, ["kind", "line"])


class Sent:
    """A file that Spark sends to every executor."""

    def __init__(self, path: str):
        self.name = os.path.basename(path)

    def here(self) -> str:
        """Where Spark has put it on this machine."""
        return SparkFiles.get(self.name)


def documents(spark: SparkSession, arguments) -> DataFrame:
    """The documents as `path` and `content`, which for files is where to read them; of archives, each is one."""
    if arguments.format == "table":
        table = spark.read.format(arguments.table_format).load(arguments.input)
        found = table.select(F.col(arguments.path_column).alias("path"), F.col(arguments.content_column).cast("binary").alias("content"))
    elif arguments.format == "packed":
        files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", arguments.glob or "*.tar")
        found = files.load(arguments.input).select("path", "content")
    else:
        return listed(spark, arguments)
    return found.repartition(arguments.partitions) if arguments.partitions else found


def listed(spark: SparkSession, arguments) -> DataFrame:
    """The files of a folder, divided into tasks of about 64 MB.

    Not by Spark's own reader of files: that leaves out every name that begins with an underscore, as identifiers of
    recordings may, and takes a tenth of a second a file.
    """
    root = arguments.input.rstrip("/")
    filesystem, base = pyarrow.fs.FileSystem.from_uri(address(root))
    found = filesystem.get_file_info(pyarrow.fs.FileSelector(base, recursive=True))
    hidden = lambda path: any(part.startswith(".") for part in path[len(base) :].split("/"))
    fits = lambda file: file.is_file and not hidden(file.path) and fnmatch.fnmatchcase(file.base_name, arguments.glob or "*")
    files = [file for file in found if fits(file)]
    if not files:
        raise SystemExit(f"{root} holds no files" + (f" that fit {arguments.glob}" if arguments.glob else ""))
    tasks = arguments.partitions or max(1, sum(file.size for file in files) // TASK_BYTES, spark.sparkContext.defaultParallelism)
    rows = [(root + file.path[len(base) :], file.path.encode()) for file in files]
    return spark.createDataFrame(rows, "path string, content binary").repartition(min(tasks, len(rows)))


def address(path: str) -> str:
    return path if "://" in path else os.path.abspath(path)


def added_up(links: DataFrame, keys: list, limit: int, salts: int) -> DataFrame:
    """Adds up rows of the same keys, in two steps where `salts` divides those of frequent keys among tasks."""
    if salts > 1:
        salted = links.withColumn("salt", F.spark_partition_id() % salts)
        links = sums(salted, [*keys, "salt"], limit).drop("salt")
    return sums(links, keys, limit)


def sums(rows: DataFrame, keys: list, limit: int) -> DataFrame:
    """One row for each of the keys: numbers summed, dates least and greatest, months key by key, the best evidence."""
    rules = {
        "first_date": F.min,
        "last_date": F.max,
        "months": summed_map,
        "names": summed_map,
        "evidence": lambda column: best(column, limit),
    }
    same = {"kind", "name", "aliases"}
    columns = []
    for column in (column for column in rows.columns if column not in keys):
        rule = rules.get(column) or ((lambda name: F.first(name, ignorenulls=True)) if column in same else F.sum)
        columns.append(rule(column).alias(column))
    order = [column for column in rows.columns]
    return rows.groupBy(*keys).agg(*columns).select(*order)


def summed_map(column: str) -> Column:
    nothing = F.create_map().cast("map<string, bigint>")
    add = lambda total, one: F.map_zip_with(total, one, lambda _, a, b: F.coalesce(a, F.lit(0)) + F.coalesce(b, F.lit(0)))
    return F.aggregate(F.collect_list(column), nothing, add)


def best(column: str, limit: int) -> Column:
    """The first by rank: as comention orders evidence, the latest date first and none last."""
    def sortable(kept):
        rank = kept["rank"]
        day = F.coalesce(F.regexp_replace(rank["date"], "-", "").cast("int"), F.lit(0))
        return F.struct(rank["in_document"], rank["distance"], -day, rank["document"], rank["start"], kept.alias("kept"))

    in_order = F.array_sort(F.transform(F.flatten(F.collect_list(column)), sortable))
    return F.transform(F.slice(in_order, 1, limit), lambda item: item["kept"])


def parsed(rows: DataFrame, kind: str, schema: str) -> DataFrame:
    of_kind = rows.where(F.col("kind") == kind)
    return of_kind.select(F.from_json("line", schema, {"mode": "FAILFAST"}).alias("row")).select("row.*")


def settings(rows: DataFrame) -> str:
    """What all counts share, and must."""
    found = [row.line for row in rows.where("kind = 'tally'").select("line").distinct().collect()]
    if len(found) != 1:
        raise SystemExit("no documents were counted" if not found else f"the parts were counted under different settings: {found}")
    return found[0]


def tables(rows: DataFrame, arguments) -> dict:
    """The tables, by name."""
    limit, salts = arguments.evidence, arguments.salts
    return {
        "nodes": added_up(parsed(rows, "entity", ENTITY), ["id"], limit, salts),
        "edges": added_up(parsed(rows, "pair", LINK), ["source", "target"], limit, salts),
        "discusses": added_up(parsed(rows, "discusses", LINK), ["source", "target"], limit, salts),
        "documents": parsed(rows, "document", DOCUMENT),
        "mentions": parsed(rows, "mention", MENTION),
        "skipped": parsed(rows, "skipped", SKIPPED),
    }


def finish(spark: SparkSession, rows: DataFrame, arguments):
    """Hands the sums to `comention merge` on the driver, which writes the graph."""
    process = subprocess.Popen([arguments.binary, "merge", "-", "-o", arguments.graph], stdin=subprocess.PIPE)
    with process.stdin as out:
        out.write(f'{{"tally":{settings(rows)}}}\n'.encode())
        for row in rows.where("kind = 'document'").select("line").toLocalIterator(True):
            out.write(f'{{"document":{row.line}}}\n'.encode())
        for kind, table in (("entity", "nodes"), ("pair", "edges"), ("discusses", "discusses")):
            sums = spark.read.parquet(os.path.join(arguments.output, table))
            for row in sums.select(F.to_json(F.struct("*"), {"ignoreNullFields": "false"}).alias("line")).toLocalIterator(True):
                out.write(f'{{"{kind}":{row.line}}}\n'.encode())
    if process.wait() != 0:
        raise SystemExit("comention merge failed; its message stands above")


def mentions_file(rows: DataFrame, path: str):
    """All mentions as `comention build` writes them: by path, its parts compared one after the other, and place."""
    key = F.from_json("line", "document string, start bigint")
    of_kind = rows.where("kind = 'mention'").withColumn("key", key)
    parts = F.split("key.document", "/")
    # A part file at a time reaches the driver.
    with open(path + ".part", "wb") as out:
        for row in of_kind.orderBy(parts, "key.start").select("line").toLocalIterator():
            out.write(row.line.encode() + b"\n")
    os.replace(path + ".part", path)


def run(spark: SparkSession, arguments):
    """Reads, counts, adds up and writes."""
    for _, step in steps(spark, arguments):
        step()
    skipped = counted(spark, arguments).where("kind = 'skipped'").count()
    print(f"wrote {arguments.output}" + (f"; {skipped} skipped, see its table" if skipped else ""), file=sys.stderr)


def steps(spark: SparkSession, arguments) -> list:
    """What is done one after the other: names and functions."""
    found = [("count", lambda: count(spark, arguments)), ("add up", lambda: add_up(spark, arguments))]
    if arguments.graph:
        found.append(("graph", lambda: finish(spark, counted(spark, arguments), arguments)))
        path = os.path.join(arguments.graph, "mentions.jsonl")
        found.append(("mentions.jsonl", lambda: mentions_file(counted(spark, arguments), path)))
    return found


def count(spark: SparkSession, arguments):
    """Has the extractor read all documents, and keeps its rows."""
    context = spark.sparkContext
    # For those who import this file: their executors have none of it.
    context.addPyFile(os.path.abspath(__file__))
    context.addFile(arguments.binary)
    extractor_arguments = ["--window", arguments.window, "--evidence", str(arguments.evidence)]
    extractor_arguments += ["--no-front-matter"] if arguments.no_front_matter else []
    for dictionary in dictionary_files(arguments.dictionaries):
        context.addFile(dictionary)
        extractor_arguments += ["--dictionaries", Sent(dictionary)]
    root = address(arguments.input) if arguments.format == "files" else None
    extractor = Extractor(Sent(arguments.binary), extractor_arguments, arguments.format == "packed", root)
    rows = documents(spark, arguments).mapInArrow(extractor, "kind string, line string")
    rows.write.mode("overwrite").partitionBy("kind").parquet(os.path.join(arguments.output, "rows"))
    settings(counted(spark, arguments))


def counted(spark: SparkSession, arguments) -> DataFrame:
    """The rows that `count` kept."""
    return spark.read.schema("line string, kind string").parquet(os.path.join(arguments.output, "rows"))


def add_up(spark: SparkSession, arguments):
    """Writes the tables."""
    for name, table in tables(counted(spark, arguments), arguments).items():
        writer = table.write.mode("overwrite")
        writer = writer.partitionBy("kind") if name == "mentions" else writer
        writer.parquet(os.path.join(arguments.output, name))


def dictionary_files(paths: list) -> list:
    """The files of dictionaries one by one, for Spark sends no directories to other machines."""
    files = []
    for path in paths:
        inside = [os.path.join(path, name) for name in sorted(os.listdir(path))] if os.path.isdir(path) else [path]
        files += [file for file in inside if file in paths or file.endswith((".yaml", ".yml"))]
    names = [os.path.basename(file) for file in files]
    if len(set(names)) < len(names):
        raise SystemExit(f"dictionaries that are sent to the executors need different names: {', '.join(names)}")
    return files


def parse(argv=None):
    parser = argparse.ArgumentParser(prog="comention_spark.py", description=__doc__.split("\n")[0])
    parser.add_argument("--input", required=True, help="folder of transcripts, of archives, or a table; any address that Spark reads")
    parser.add_argument("--output", required=True, help="folder for the tables: nodes, edges, discusses, documents, mentions, skipped")
    parser.add_argument("--format", choices=["files", "packed", "table"], default="files", help="what the input is: files, archives of `comention pack`, or a table")
    parser.add_argument("--table-format", default="parquet", help="Spark's name of the table's format (default: parquet)")
    parser.add_argument("--path-column", default="path", help="column that names the document (default: path)")
    parser.add_argument("--content-column", default="content", help="column that holds its bytes or text (default: content)")
    parser.add_argument("--glob", help="only files whose names fit")
    parser.add_argument("--binary", default="comention", help="the program; it is sent to the executors")
    parser.add_argument("--dictionaries", action="append", default=[], help="directory or file of dictionaries, sent along; else those built into the program")
    parser.add_argument("--graph", help="directory on the driver for graph.json and everything that `comention build` writes")
    parser.add_argument("--window", default="turn", help="as of `comention build`")
    parser.add_argument("--evidence", type=int, default=5, help="as of `comention build`")
    parser.add_argument("--no-front-matter", action="store_true", help="as of `comention build`")
    parser.add_argument("--partitions", type=int, help="tasks to divide the documents into (default: as Spark reads them)")
    parser.add_argument("--salts", type=int, default=1, help="tasks that share the sums of a frequent pair; raise it where a few tasks last")
    return parser.parse_args(argv)


def main(argv=None):
    arguments = parse(argv)
    arguments.binary = which(arguments.binary)
    builder = SparkSession.builder.appName("comention")
    # Archives are large rows.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1" if arguments.format == "packed" else "64")
    spark = builder.getOrCreate()
    spark.conf.set("spark.sql.sources.partitionOverwriteMode", "static")
    try:
        run(spark, arguments)
    finally:
        spark.stop()


def which(binary: str) -> str:
    found = shutil.which(binary) or (os.path.isfile(binary) and binary)
    if not found:
        raise SystemExit(f"{binary} is not there; build or download comention and give its path with --binary")
    return os.path.abspath(found)


if __name__ == "__main__":
    main()
