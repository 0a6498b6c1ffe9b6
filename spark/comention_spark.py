"""comention inside Apache Spark: the graph of `comention build`, byte for byte, from any number of machines.

    spark-submit comention_spark.py --binary comention --input talks --output out

Every task pipes its documents through one long-lived `comention tally`, which gives mentions and counts. The task
writes them as Parquet, to where nobody looks before Spark has taken the task for done. Spark then brings together the
counts of the same key, `comention merge` adds them up, and once more makes graph.json of the sums.
"""

import argparse
import contextlib
import fnmatch
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.fs
import pyarrow.json
import pyarrow.parquet
from pyspark import SparkFiles, TaskContext
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

TEXT, NUMBER, TEXTS = pyarrow.string(), pyarrow.int64(), pyarrow.list_(pyarrow.string())
COUNTS = pyarrow.map_(TEXT, NUMBER)
DOCUMENT = pyarrow.schema([
    ("path", TEXT), ("title", TEXT), ("date", TEXT), ("show", TEXT), ("url", TEXT), ("turns", NUMBER), ("windows", NUMBER),
    ("mentions", NUMBER), ("speakers", TEXTS),
])
MENTION = pyarrow.schema([
    ("document", TEXT), ("turn", NUMBER), ("section", TEXT), ("speaker", TEXT), ("speakers", TEXTS), ("entity", TEXT), ("kind", TEXT),
    ("name", TEXT), ("surface", TEXT), ("line", NUMBER), ("column", NUMBER), ("start", NUMBER), ("end", NUMBER), ("alias", TEXT),
    ("rule", TEXT), ("time", pyarrow.float64()), ("translation", pyarrow.bool_()),
])
ENTITY = pyarrow.schema([
    ("id", TEXT), ("kind", TEXT), ("name", TEXT), ("aliases", TEXTS), ("names", COUNTS), ("mentions", NUMBER), ("turns", NUMBER),
    ("windows", NUMBER), ("documents", NUMBER), ("turns_spoken", NUMBER), ("first_date", TEXT), ("last_date", TEXT), ("months", COUNTS),
])
RANK = pyarrow.struct([("in_document", NUMBER), ("distance", NUMBER), ("date", TEXT), ("document", TEXT), ("start", NUMBER)])
EVIDENCE = pyarrow.struct([
    ("document", TEXT), ("section", TEXT), ("line", NUMBER), ("speaker", TEXT), ("time", pyarrow.float64()), ("quote", TEXT), ("url", TEXT),
])
LINK = pyarrow.schema([
    ("source", TEXT), ("target", TEXT), ("weight", NUMBER), ("documents", NUMBER), ("first_date", TEXT), ("last_date", TEXT),
    ("months", COUNTS), ("evidence", pyarrow.list_(pyarrow.struct([("rank", RANK), ("evidence", EVIDENCE)]))),
])
SKIPPED = pyarrow.schema([("path", TEXT), ("reason", TEXT)])
ROW = pyarrow.schema([("line", TEXT)])
PLACE = pyarrow.schema([("document", TEXT), ("file", TEXT), ("offset", NUMBER), ("bytes", NUMBER)])
# What tasks write besides the tables: rows as they came, and where in their files the lines of a document stand.
PARTS = {"parts/documents": ROW, "parts/rows": ROW, "parts/places": PLACE, "parts/lines": None}
# The tables of each step; those of sums by the kind of their rows.
SUMS = {"entity": ("nodes", ENTITY), "pair": ("edges", LINK), "discusses": ("discusses", LINK)}
SUMMED = {"parts/sums": ROW, **dict(SUMS.values())}
COUNTED = {"documents": DOCUMENT, "mentions": MENTION, "skipped": SKIPPED, **PARTS}

# Endings of the files that `comention build` picks from a folder, before which one of packing may stand.
ENDINGS = (
    ".md", ".markdown", ".txt", ".srt", ".vtt", ".sbv", ".lrc", ".tsv", ".html", ".htm", ".json3", ".srv1", ".srv2", ".srv3", ".xml", ".jsonl", ".ndjson", ".json",
)
PACKED_ENDINGS = (".gz", ".zst")

# What divides several speakers in a field of the program's CSV.
UNIT_SEPARATOR = "\x1f"

# Bytes of documents a task reads, where nothing else is said. Larger tasks give fewer rows to add up.
TASK_BYTES = 256 * 1024 * 1024

# Bytes that are parsed, or copied, at a time.
BLOCK = 4 * 1024 * 1024

# Rows of Parquet, and bytes of them, that are written at a time.
ROW_GROUP = 1 << 17
GROUP_BYTES = 64 * 1024 * 1024

# Where attempts at tasks leave their files.
ATTEMPTS = "_attempts"

MANY = 16


class ExtractorError(Exception):
    """The program ended before its work was done; Spark repeats the task."""


class Sent:
    """A file that Spark sends to every executor."""

    def __init__(self, path: str):
        self.name = os.path.basename(path)

    def here(self) -> str:
        """Where Spark has put it on this machine."""
        return SparkFiles.get(self.name)


class Program:
    """comention with its arguments, as a task runs it."""

    def __init__(self, *command):
        self.command = command

    @contextlib.contextmanager
    def running(self, feed):
        """Gives what the program writes, while `feed` writes what it reads. Leaving fails where the program did."""
        command = [value.here() if isinstance(value, Sent) else value for value in self.command]
        # What it writes to standard error goes to the log of the executor.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 20)
        failures = []
        feeder = threading.Thread(target=fed, args=(process, feed, failures), daemon=True)
        feeder.start()
        try:
            yield process.stdout
            feeder.join()
            if failures:
                raise failures[0]
            status = process.wait()
            # 2: some documents were skipped, and are rows that say so.
            if status not in (0, 2):
                raise ExtractorError(f"comention {command[1]} ended with status {status}; its messages are in the log above")
        finally:
            process.kill()
            process.wait()


def fed(process, feed, failures: list):
    try:
        with process.stdin as out:
            feed(out)
    except BrokenPipeError:
        pass  # It ended early; its status tells why.
    except Exception as error:
        failures.append(error)
        process.kill()


class Attempt:
    """The files of one attempt at a task.

    They have names of their own in a folder that no table is in, so that attempts that fail, or that Spark makes twice,
    leave nothing to be seen: `publish` moves the files of those attempts that Spark has taken.
    """

    def __init__(self, output: str):
        self.filesystem, self.root = place(output)
        self.name = f"{TaskContext.get().partitionId():05}-{uuid.uuid4().hex}"
        self.waiting, self.writers, self.streams, self.files = {}, {}, {}, []

    def create(self, folder: str, ending: str):
        """A file of a table."""
        self.files.append(f"{folder}/{self.name}.{ending}")
        path = f"{self.root}/{ATTEMPTS}/{self.files[-1]}"
        self.filesystem.create_dir(os.path.dirname(path), recursive=True)
        return self.filesystem.open_output_stream(path)

    def add(self, folder: str, rows: pyarrow.Table):
        """Adds rows to a table."""
        waiting = self.waiting.setdefault(folder, [])
        waiting.append(rows)
        if sum(map(len, waiting)) >= ROW_GROUP or sum(some.nbytes for some in waiting) >= GROUP_BYTES:
            self.write(folder)

    def write(self, folder: str):
        rows = pyarrow.concat_tables(self.waiting.pop(folder))
        if folder not in self.writers:
            stream = self.streams[folder] = self.create(folder, "parquet")
            # Rows as they came are all different.
            self.writers[folder] = pyarrow.parquet.ParquetWriter(stream, rows.schema, compression="zstd", use_dictionary=rows.schema != ROW)
        self.writers[folder].write_table(rows, row_group_size=ROW_GROUP)

    def close(self) -> list:
        """Completes the files and says which."""
        for folder in list(self.waiting):
            self.write(folder)
        for writer in self.writers.values():
            writer.close()
        for stream in self.streams.values():
            stream.close()
        return self.files


def publish(output: str, files: list, tables: dict):
    """Puts the files of attempts that count in place of what was there, and forgets the others."""
    filesystem, root = place(output)
    for table in tables:
        if filesystem.get_file_info(f"{root}/{table}").type != pyarrow.fs.FileType.NotFound:
            filesystem.delete_dir(f"{root}/{table}")
    for folder in {os.path.dirname(file) for file in files}.union(tables):
        filesystem.create_dir(f"{root}/{folder}", recursive=True)
    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(lambda file: filesystem.move(f"{root}/{ATTEMPTS}/{file}", f"{root}/{file}"), files))
    for table, schema in tables.items():
        # A table without rows has columns still.
        if schema is not None and not any(file.startswith(f"{table}/") for file in files):
            pyarrow.parquet.write_table(schema.empty_table(), f"{root}/{table}/empty.parquet", filesystem=filesystem)
    with contextlib.suppress(FileNotFoundError):
        filesystem.delete_dir(f"{root}/{ATTEMPTS}")


def place(path: str) -> tuple:
    """The file system of an address, and the path there; Hadoop says s3a for what others call s3."""
    return pyarrow.fs.FileSystem.from_uri(re.sub("^s3a:", "s3:", address(path)))


def address(path: str) -> str:
    return (path if "://" in path else os.path.abspath(path)).rstrip("/")


class Count:
    """A task that counts documents: they come as `path` and `content`, which may say where to read them."""

    def __init__(self, program: Program, arguments):
        self.program = program
        self.packed = arguments.format == "packed"
        # Where files are read from; none where the contents come along.
        self.root = None if arguments.format == "table" else address(arguments.input)
        self.output = address(arguments.output)

    def __call__(self, batches):
        first = next((batch for batch in batches if batch.num_rows), None)
        if first is None:
            return
        attempt = Attempt(self.output)
        with self.program.running(lambda out: self.feed(out, itertools.chain([first], batches))) as rows:
            settings = Counted(attempt).read(rows)
        files = attempt.close()
        yield pyarrow.RecordBatch.from_pydict({"settings": [settings] * len(files), "file": files})

    def feed(self, out, batches):
        """Writes the documents as one tar archive, or the archives that they are."""
        for batch in batches:
            for path, content in zip(batch.column(0), batch.column(1)):
                content = memoryview(content.as_buffer()) if content.is_valid else memoryview(b"")
                if self.packed:
                    self.copy(bytes(content).decode(), out)
                else:
                    self.entry(path.as_py(), self.load(bytes(content).decode()) if self.root else content, out)

    def entry(self, path: str, content, out):
        entry = tarfile.TarInfo(path)
        entry.size = len(content)
        out.write(entry.tobuf(tarfile.PAX_FORMAT))
        out.write(content)
        out.write(bytes(-len(content) % tarfile.BLOCKSIZE))

    def load(self, path: str) -> bytes:
        with place(self.root)[0].open_input_stream(path) as stream:
            return stream.read()

    def copy(self, path: str, out):
        with place(self.root)[0].open_input_stream(path) as stream:
            while block := stream.read_buffer(1 << 20):
                out.write(block)


class Counted:
    """Puts what `comention tally` writes into the tables of an attempt."""

    def __init__(self, attempt: Attempt):
        self.attempt = attempt
        self.csv = []
        # The file of lines, and where those of a document stand.
        self.lines, self.file, self.places = None, None, []

    def read(self, rows) -> str:
        """Reads to the end; the settings of the counts."""
        skipped, settings, documents = [], None, []
        for line in rows:
            if line.startswith(b'{"mentions":'):
                self.mentions(rows, json.loads(line)["mentions"])
            elif line.startswith(b'{"skipped":'):
                skipped.append(json.loads(line)["skipped"])
            elif line.startswith(b'{"tally":'):
                settings = line.decode()
            elif line.startswith(b'{"document":'):
                documents.append(line)
            else:
                self.rest(line, rows)
        if settings is None:
            raise ExtractorError("comention tally ended early")
        self.parse_mentions()
        self.documents(b"".join(documents))
        if skipped:
            self.attempt.add("skipped", pyarrow.Table.from_pylist(skipped, SKIPPED))
        if self.lines is not None:
            self.lines.close()
            self.attempt.add("parts/places", pyarrow.Table.from_pylist(self.places, PLACE))
        return settings

    def mentions(self, rows, row: dict):
        """Takes the mentions of one document: as CSV for the table, as lines for mentions.jsonl."""
        csv, lines = read_exactly(rows, row["csv"]), read_exactly(rows, row["jsonl"])
        self.csv.append(csv)
        if sum(map(len, self.csv)) >= BLOCK:
            self.parse_mentions()
        if lines:
            if self.lines is None:
                self.lines = self.attempt.create("parts/lines", "jsonl")
                self.file = self.attempt.files[-1]
            self.places.append({"document": row["document"], "file": self.file, "offset": self.lines.tell(), "bytes": len(lines)})
            self.lines.write(lines)

    def parse_mentions(self):
        csv, self.csv = b"".join(self.csv), []
        if csv:
            mentions = parsed_mentions(csv)
            for kind in pyarrow.compute.unique(mentions["kind"]):
                of_kind = mentions.filter(pyarrow.compute.equal(mentions["kind"], kind)).drop_columns("kind")
                self.attempt.add(f"mentions/kind={escaped(kind.as_py())}", of_kind)

    def documents(self, lines: bytes):
        if lines:
            self.attempt.add("parts/documents", table_of_lines(lines))
            schema = pyarrow.schema([("document", pyarrow.struct(DOCUMENT))])
            self.attempt.add("documents", pyarrow.Table.from_struct_array(parsed_json(lines, schema)["document"]))

    def rest(self, line: bytes, rows):
        """The counts, which come last and are not looked into."""
        for block in blocks(rows, line):
            self.attempt.add("parts/rows", table_of_lines(block))


def read_exactly(stream, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise ExtractorError("comention tally ended early")
    return found


def parsed_mentions(csv: bytes) -> pyarrow.Table:
    types = {field.name: TEXT if field.type == TEXTS else field.type for field in MENTION}
    table = pyarrow.csv.read_csv(
        pyarrow.BufferReader(csv),
        pyarrow.csv.ReadOptions(column_names=MENTION.names, use_threads=False, block_size=len(csv) + 1),
        pyarrow.csv.ParseOptions(newlines_in_values=True),
        pyarrow.csv.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False),
    )
    speakers = pyarrow.compute.split_pattern(table["speakers"], UNIT_SEPARATOR)
    return table.set_column(MENTION.get_field_index("speakers"), MENTION.field("speakers"), speakers)


def parsed_json(lines: bytes, schema: pyarrow.Schema) -> pyarrow.Table:
    return pyarrow.json.read_json(
        pyarrow.BufferReader(lines),
        pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error"),
    ).combine_chunks()


def blocks(stream, begun: bytes = b""):
    """What a stream of lines holds, in blocks of whole lines."""
    while block := stream.read(BLOCK):
        end = block.rfind(b"\n") + 1
        if end:
            yield begun + block[:end]
            begun = block[end:]
        else:
            begun += block
    if begun:
        yield begun


def table_of_lines(block: bytes) -> pyarrow.Table:
    """Lines, each with its end, as rows; without copying."""
    ends = numpy.flatnonzero(numpy.frombuffer(block, numpy.uint8) == ord("\n")) + 1
    offsets = numpy.concatenate([[0], ends]).astype(numpy.int32)
    lines = pyarrow.StringArray.from_buffers(len(ends), pyarrow.py_buffer(offsets), pyarrow.py_buffer(block))
    return pyarrow.Table.from_arrays([lines], schema=ROW)


def bytes_of_lines(lines: pyarrow.Array) -> pyarrow.Buffer:
    """The same back again."""
    if not len(lines):
        return b""
    offsets = numpy.frombuffer(lines.buffers()[1], numpy.int32)[lines.offset : lines.offset + len(lines) + 1]
    return lines.buffers()[2].slice(int(offsets[0]), int(offsets[-1] - offsets[0]))


def escaped(kind: str) -> str:
    """A value in the name of a folder, as Spark writes it."""
    return re.sub(r"[\x00-\x1f\"#%'*/:=?\\\x7f{\[\]^]", lambda found: f"%{ord(found[0]):02X}", kind)


class Sum:
    """A task that adds up rows: those of a key are all in one task."""

    def __init__(self, program: Program, settings: str, output: str | None = None):
        self.program = program
        self.settings = settings.encode()
        # Where sums are written; given out where nowhere.
        self.output = output

    def __call__(self, batches):
        first = next((batch for batch in batches if batch.num_rows), None)
        if first is None:
            return
        attempt = Attempt(self.output) if self.output else None
        with self.program.running(lambda out: self.feed(out, itertools.chain([first], batches))) as rows:
            rows.readline()
            for block in blocks(rows):
                if attempt:
                    self.store(block, attempt)
                else:
                    yield from table_of_lines(block).to_batches()
        if attempt:
            yield pyarrow.RecordBatch.from_pydict({"line": attempt.close()})

    def store(self, block: bytes, attempt: Attempt):
        attempt.add("parts/sums", table_of_lines(block))
        rows = {kind: [] for kind in SUMS}
        for line in block.splitlines():
            for kind, row in json.loads(line).items():
                rows[kind].append({name: list(value.items()) if isinstance(value, dict) else value for name, value in row.items()})
        for kind, (table, schema) in SUMS.items():
            if rows[kind]:
                attempt.add(table, pyarrow.Table.from_pylist(rows[kind], schema))

    def feed(self, out, batches):
        out.write(self.settings)
        for batch in batches:
            out.write(bytes_of_lines(batch.column(0)))


class Job:
    """The steps from documents to a graph."""

    def __init__(self, spark: SparkSession, arguments):
        self.spark = spark
        self.arguments = arguments
        self.settings = None
        # For those who import this file: their executors have none of it.
        spark.sparkContext.addPyFile(os.path.abspath(__file__))
        spark.sparkContext.addFile(arguments.binary)

    def steps(self) -> dict:
        """What is done one after the other, by name."""
        found = {"count": self.count, "add up": self.add_up}
        if self.arguments.graph:
            found["graph"] = self.graph
            if not self.arguments.no_mentions_file:
                found["mentions.jsonl"] = self.mentions_file
        return found

    def part(self, name: str) -> str:
        return f"{address(self.arguments.output)}/{name}"

    def tally(self) -> Program:
        """The program that tasks pipe documents through."""
        dictionaries = dictionary_files(self.arguments.dictionaries)
        for dictionary in dictionaries:
            self.spark.sparkContext.addFile(dictionary)
        return Program(Sent(self.arguments.binary), *tally_arguments(self.arguments, map(Sent, dictionaries)))

    def count(self):
        """Has the program read all documents, and keeps what it gives."""
        count = Count(self.tally(), self.arguments)
        found = documents(self.spark, self.arguments).mapInArrow(count, "settings string, file string").collect()
        settings = {row.settings for row in found}
        if len(settings) != 1:
            raise SystemExit(f"no documents in {self.arguments.input}" if not found else f"the parts were counted under different settings: {settings}")
        self.settings = settings.pop()
        publish(self.arguments.output, [row.file for row in found], COUNTED)

    def add_up(self):
        """Adds up the counts of all tasks."""
        # Ids stand first in a row, and what follows them cannot be part of them: there its quotation mark would be escaped.
        key = F.substring_index(F.substring_index("line", ',"weight":', 1), ',"kind":', 1)
        program = Program(Sent(self.arguments.binary), "merge", "--rows", "-")
        rows = self.spark.read.schema("line string").parquet(self.part("parts/rows"))
        if self.arguments.salts > 1:
            salted = rows.repartition(key, F.spark_partition_id() % self.arguments.salts)
            rows = salted.mapInArrow(Sum(program, self.settings), "line string")
        summed = rows.repartition(key).mapInArrow(Sum(program, self.settings, address(self.arguments.output)), "line string").collect()
        publish(self.arguments.output, [row.line for row in summed], SUMMED)

    def graph(self):
        """Hands documents and sums to `comention merge` on the driver, which writes the graph."""
        process = subprocess.Popen([self.arguments.binary, "merge", "-", "-o", self.arguments.graph], stdin=subprocess.PIPE)
        with process.stdin as out:
            out.write(self.settings.encode())
            for part in ("parts/documents", "parts/sums"):
                for batch in self.stored(part):
                    out.write(bytes_of_lines(batch.column(0)))
        if process.wait() != 0:
            raise SystemExit("comention merge failed; its message stands above")

    def stored(self, part: str):
        """The rows of a part, on the driver, a batch at a time."""
        filesystem, root = place(self.part(part))
        for file in sorted(file.path for file in filesystem.get_file_info(pyarrow.fs.FileSelector(root))):
            with filesystem.open_input_file(file) as stream:
                yield from pyarrow.parquet.ParquetFile(stream).iter_batches()

    def mentions_file(self):
        """All mentions as `comention build` writes them: by path, its parts compared one after the other, and place."""
        filesystem, root = place(self.arguments.output)
        places = [row for batch in self.stored("parts/places") for row in batch.to_pylist()]
        places.sort(key=lambda row: row["document"].encode().split(b"/"))
        path, opened = os.path.join(self.arguments.graph, "mentions.jsonl"), {}
        with open(path + ".part", "wb") as out:
            for row in places:
                if row["file"] not in opened:
                    if len(opened) >= MANY:
                        opened.pop(next(iter(opened))).close()
                    opened[row["file"]] = filesystem.open_input_file(f"{root}/{row['file']}")
                out.write(opened[row["file"]].read_at(row["bytes"], row["offset"]))
        for stream in opened.values():
            stream.close()
        os.replace(path + ".part", path)


def documents(spark: SparkSession, arguments) -> DataFrame:
    """The documents as `path` and `content`, which for files and archives is where to read them."""
    if arguments.format != "table":
        return listed(spark, arguments)
    try:
        table = spark.read.format(arguments.table_format).load(arguments.input)
        found = table.select(F.col(arguments.path_column).alias("path"), F.col(arguments.content_column).cast("binary").alias("content"))
    except AnalysisException as error:
        raise SystemExit(f"{arguments.input}: {str(error).splitlines()[0]}") from None
    return found.repartition(arguments.partitions) if arguments.partitions else found


def listed(spark: SparkSession, arguments) -> DataFrame:
    """The files of a folder, divided into tasks of about as many bytes.

    Not by Spark's own reader of files: that leaves out every name that begins with an underscore, as identifiers of
    recordings may, takes a tenth of a second a file, and brings archives through memory as a whole.
    """
    root = arguments.input.rstrip("/")
    glob = arguments.glob or ("*.tar" if arguments.format == "packed" else None)
    filesystem, base = place(root)
    found = filesystem.get_file_info(pyarrow.fs.FileSelector(base, recursive=True))
    hidden = lambda path: any(part.startswith(".") for part in path[len(base) :].split("/"))
    fits = lambda file: file.is_file and not hidden(file.path) and (fnmatch.fnmatchcase(file.base_name, glob) if glob else is_transcript(file.base_name))
    files = sorted((file for file in found if fits(file)), key=lambda file: file.path)
    if not files:
        wanted = f"fit {glob}" if glob else f"end in {', '.join(ENDINGS)}"
        raise SystemExit(f"{root} holds no files that {wanted}; --format says what the input is, --glob which files")
    sizes = [file.size for file in files]
    # As many for one core as for the other, so that none waits for the last.
    cores, least = spark.sparkContext.defaultParallelism, -(-sum(sizes) // TASK_BYTES) or 1
    tasks = arguments.partitions or least + -least % cores
    groups = [[] for _ in range(min(tasks, len(files)))]
    for file, group in zip(files, divided(sizes, len(groups))):
        groups[group].append((root + file.path[len(base) :], file.path.encode()))
    rows = spark.sparkContext.parallelize(groups, len(groups)).flatMap(lambda group: group)
    return spark.createDataFrame(rows, "path string, content binary")


def is_transcript(name: str) -> bool:
    name = name.lower()
    return name.removesuffix(next(filter(name.endswith, PACKED_ENDINGS), "")).endswith(ENDINGS)


def divided(sizes: list, groups: int) -> list:
    """The group of each, neighbours together and groups about as large as one another."""
    # One byte more each, so that files without any are divided too.
    ends = list(itertools.accumulate(size + 1 for size in sizes))
    return [(end - 1) * groups // ends[-1] for end in ends]


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


def run(spark: SparkSession, arguments):
    """Reads, counts, adds up and writes."""
    for step in Job(spark, arguments).steps().values():
        step()
    skipped = spark.read.parquet(f"{address(arguments.output)}/skipped").count()
    print(f"wrote {arguments.output}" + (f"; {skipped} skipped, see its table" if skipped else ""), file=sys.stderr)


def parse(argv=None):
    parser = argparse.ArgumentParser(prog="comention_spark.py", description=__doc__.split("\n")[0])
    parser.add_argument("--input", required=True, help="folder of transcripts, of archives, or a table; any address that pyarrow, or for a table Spark, reads")
    parser.add_argument("--output", required=True, help="folder for the tables: nodes, edges, discusses, documents, mentions, skipped; any address that pyarrow and Spark write to")
    parser.add_argument("--format", choices=["files", "packed", "table"], default="files", help="what the input is: files, archives of `comention pack`, or a table")
    parser.add_argument("--table-format", default="parquet", help="Spark's name of the table's format (default: parquet)")
    parser.add_argument("--path-column", default="path", help="column that names the document (default: path)")
    parser.add_argument("--content-column", default="content", help="column that holds its bytes or text (default: content)")
    parser.add_argument("--glob", help="only files whose names fit")
    parser.add_argument("--binary", default="comention", help="the program; it is sent to the executors")
    parser.add_argument("--dictionaries", action="append", default=[], help="directory or file of dictionaries, sent along; else those built into the program")
    parser.add_argument("--graph", help="directory on the driver for graph.json and everything that `comention build` writes")
    parser.add_argument("--no-mentions-file", action="store_true", help="leave out mentions.jsonl, which holds no more than the table of mentions")
    parser.add_argument("--window", default="turn", help="as of `comention build`")
    parser.add_argument("--evidence", type=int, default=5, help="as of `comention build`")
    parser.add_argument("--no-front-matter", action="store_true", help="as of `comention build`")
    parser.add_argument("--partitions", type=int, help="tasks to divide the documents into (default: of 256 MB, and one a core at least)")
    parser.add_argument("--salts", type=int, default=1, help="tasks that share the sums of a frequent pair; raise it where a few tasks last")
    return parser.parse_args(argv)


def tally_arguments(arguments, dictionaries) -> list:
    lines = arguments.graph and not arguments.no_mentions_file
    command = ["tally", "--packed", "-", "--mentions", "csv,jsonl" if lines else "csv"]
    command += ["--window", arguments.window, "--evidence", str(arguments.evidence)]
    command += ["--no-front-matter"] if arguments.no_front_matter else []
    return command + [part for dictionary in dictionaries for part in ("--dictionaries", dictionary)]


def main(argv=None):
    arguments = parse(argv)
    check(arguments)
    # Documents of a table are large rows.
    spark = SparkSession.builder.appName("comention").config("spark.sql.execution.arrow.maxRecordsPerBatch", "64").getOrCreate()
    try:
        run(spark, arguments)
    finally:
        spark.stop()


def check(arguments):
    """Ends the run before it begins where it cannot succeed."""
    found = shutil.which(arguments.binary) or (os.path.isfile(arguments.binary) and arguments.binary)
    if not found:
        raise SystemExit(f"{arguments.binary} is not there; build or download comention and give its path with --binary")
    arguments.binary = os.path.abspath(found)
    if arguments.format != "table":
        filesystem, path = place(arguments.input)
        if filesystem.get_file_info(path).type != pyarrow.fs.FileType.Directory:
            raise SystemExit(f"{arguments.input} is no folder; --format says what the input is")
    for path in arguments.dictionaries:
        if not os.path.exists(path):
            raise SystemExit(f"{path} is not there; --dictionaries takes a file or a directory on the driver")
    # What the program says of its arguments and dictionaries, here and not from a thousand tasks.
    command = [arguments.binary, *tally_arguments(arguments, dictionary_files(arguments.dictionaries))]
    try:
        tried = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    except OSError as error:
        raise SystemExit(f"{arguments.binary} does not run here: {error.strerror}; it must be built for this kind of machine") from None
    if tried.returncode:
        raise SystemExit(tried.stderr.strip() or f"{arguments.binary} ended with status {tried.returncode}")


if __name__ == "__main__":
    main()
