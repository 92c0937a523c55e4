"""The same on a cluster, on stock Spark 3.5 and 4.

    from comention import Graph, spark

    mentions = spark.tag(df, "entities.toml")
    tables = spark.build(df, "entities.toml", "hdfs:///news/graph")
    graph = Graph.from_parquet(tables)

Every worker needs this package (the same version), pyarrow and pandas. The gazetteer is compiled
where the driver is, shipped as one file, and mapped once by each worker process. Documents may lie in
any partition and order: what `build` gives is what one machine's gives of a folder that holds the
documents under their ids.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import _comention
from ._comention import Gazetteer
from .errors import InputError

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

MOST_ROWS = 500
"""Documents that a worker takes at once: few enough that long ones fit into its memory."""


def tag(
    df: DataFrame,
    gazetteer: Gazetteer | str | os.PathLike[str],
    text: str = "text",
    id: str = "id",
    *,
    ship: bool = True,
    **options,
) -> DataFrame:
    """The mentions in the column `text` of `df`, a row each, as `comention.tag` gives them: `document`,
    `start`, `end`, `surface`, `type`, `entity`, `how`, `candidates`, or those of `columns`; all other
    options are as there too.

    With `ship=False`, `gazetteer` is the path of a compiled one (`.gaz`) that every worker finds
    there by itself.
    """
    _check(df, text, id)
    names = _names(df.sparkSession, gazetteer, ship)
    options = {**options, "text": text, "id": id, "threads": 1}
    # What is wrong with an option is told here rather than by a worker.
    columns = _comention.tag(_nothing(text, id), names.opened(), **options)

    def work(batches):
        return _stream(batches, lambda reader: _local(names).tag_batches(reader, **options))

    return df.select(text, id).mapInArrow(work, _spark_schema(columns))


def build(
    df: DataFrame,
    gazetteer: Gazetteer | str | os.PathLike[str],
    output: str = "graph.parquet",
    *,
    text: str = "text",
    id: str = "id",
    metadata: list[str] | None = None,
    strict: bool = False,
    overwrite: bool = False,
    ship: bool = True,
    **options,
) -> str:
    """Builds the graph of the documents of `df`, and leaves it as Parquet tables below `output`, any
    path that Spark writes: `documents` (with their mentions, passages, sections), `nodes`, `edges`,
    `about`. Gives `output`, for `Graph.from_parquet`.

    Options are those of `comention.build` that say what to read and how to count. What stands at
    `output` stays, and is an error, unless `overwrite`. With `ship=False`, `gazetteer` is the path of
    a compiled one (`.gaz`) that every worker finds there by itself.
    """
    _check(df, text, id, *(metadata or ()))
    spark = df.sparkSession
    names = _names(spark, gazetteer, ship)
    options = {**options, "text": text, "id": id, "metadata": metadata, "threads": 1}
    # What is wrong with an option is told here rather than by a worker.
    recipe = _comention.recipe(names.opened(), options)
    output = output.rstrip("/")
    known = df.columns if metadata is None else [text, id, *metadata]

    def first(batches):
        return _stream(
            batches, lambda reader: _comention.pass_one(reader, _local(names), options)
        )

    with _told(output), _small_batches(spark):
        documents = df.select(*known).mapInArrow(first, _spark_schema(_comention.schemas()[0]))
        _write(_keyed(documents), f"{output}/documents", overwrite)
        documents = spark.read.parquet(f"{output}/documents")
        if strict:
            _check_all_read(documents)
        counts = _counted(documents, options.get("repeats") != "all").cache()
        try:
            _write_graph(spark, counts, names, recipe, output, overwrite)
        finally:
            counts.unpersist()
    return output


def warc(spark: SparkSession, paths: Iterable[str], format: str = "html") -> DataFrame:
    """The pages of web archives as rows: `id` (the address), `url`, `date` (when it was fetched), `text`
    (the page's bytes; give `format="html"` to `build`). Of WET files they are plain texts. Each
    archive is read by one task, as a stream, from a local path or an address that pyarrow knows
    (`s3://`, `hdfs://`, `gs://`)."""
    paths = list(paths)
    if not paths:
        raise InputError("there is no archive to read; give paths of WARC files")
    rows = spark.createDataFrame([(path,) for path in paths], "path string")
    schema = "id string, url string, date string, text binary"
    return rows.repartition(len(paths)).mapInArrow(_read_archives, schema)


# What workers do.


@dataclass(frozen=True)
class _Names:
    """A compiled gazetteer that workers can find."""

    path: str
    is_shipped: bool
    fingerprint: str
    matching: tuple[tuple[str, str | bool], ...]
    version: str

    def opened(self) -> Gazetteer:
        """As the driver sees it."""
        return _opened(self.path, self.matching)


@functools.lru_cache(maxsize=4)
def _opened(path: str, matching: tuple[tuple[str, str | bool], ...]) -> Gazetteer:
    return Gazetteer.open(path, **dict(matching))


def _local(names: _Names) -> Gazetteer:
    """The gazetteer on this worker: mapped once in each process."""
    host = socket.gethostname()
    if _comention.__version__ != names.version:
        raise InputError(
            f"worker {host} has comention {_comention.__version__}, the driver {names.version}; "
            "install one version everywhere"
        )
    path = names.path
    if names.is_shipped:
        from pyspark import SparkFiles

        path = SparkFiles.get(os.path.basename(path))
    if not os.path.exists(path):
        raise InputError(
            f"worker {host} sees no gazetteer at {path}; put it there on every worker, or leave out "
            "`ship=False`"
        )
    gazetteer = _opened(path, names.matching)
    if gazetteer.fingerprint != names.fingerprint:
        raise InputError(
            f"the gazetteer at {path} on worker {host} is another than the driver's; copy it there again"
        )
    return gazetteer


def _stream(batches: Iterator[pyarrow.RecordBatch], work: Callable) -> Iterator:
    """What `work` makes of a partition, batch by batch; nothing of an empty one."""
    import pyarrow

    head = next(batches, None)
    if head is None:
        return

    def all_batches():
        yield head
        yield from batches

    reader = pyarrow.RecordBatchReader.from_batches(head.schema, all_batches())
    yield from work(reader)


def _read_archives(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    from .warc import records

    schema = pyarrow.schema(
        [("id", "string"), ("url", "string"), ("date", "string"), ("text", "binary")]
    )
    for batch in batches:
        for path in batch.column(0).to_pylist():
            rows, size = [], 0
            with _open_archive(path) as file:
                for record in records(file, path):
                    rows.append((record.url, record.url, record.date, record.text))
                    size += len(record.text)
                    if size > 1 << 24:
                        yield pyarrow.record_batch(list(map(list, zip(*rows))), schema=schema)
                        rows, size = [], 0
            if rows:
                yield pyarrow.record_batch(list(map(list, zip(*rows))), schema=schema)


def _open_archive(path: str):
    if "://" not in path:
        return open(path, "rb")
    from pyarrow import fs

    filesystem, inside = fs.FileSystem.from_uri(path)
    return filesystem.open_input_stream(inside, compression=None)


def _count(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    return _stream(batches, lambda reader: pyarrow.table(_comention.count(reader)).to_batches())


# What the driver does.


def _check(df: DataFrame, text: str, id: str, *metadata: str) -> None:
    """Whether the columns are there, and of types that can be read."""
    types = dict(df.dtypes)
    for name in (text, id, *metadata):
        if name not in types:
            raise InputError(f"there is no column `{name}`; there are {', '.join(df.columns)}")
    wanted = {text: ("string", "binary"), id: ("string", "int", "bigint")}
    for name, allowed in wanted.items():
        if types[name] not in allowed:
            raise InputError(
                f"column `{name}` is of the type {types[name]}; make it {' or '.join(allowed[:2])}"
            )


_shipped: dict[tuple[str, str], str] = {}
"""The compiled gazetteers that each session has sent to its workers, by their fingerprints."""


def _names(
    spark: SparkSession, gazetteer: Gazetteer | str | os.PathLike[str], ship: bool
) -> _Names:
    if not isinstance(gazetteer, Gazetteer):
        gazetteer = Gazetteer.open(gazetteer)
    if ship:
        path = _ship(spark, gazetteer)
    elif gazetteer.path is None:
        raise InputError("`ship=False` takes the path of a compiled gazetteer (`.gaz`)")
    else:
        path = os.path.abspath(gazetteer.path)
    matching = tuple(gazetteer.matching.items())
    fingerprint = _opened(path, matching).fingerprint
    return _Names(path, ship, fingerprint, matching, _comention.__version__)


def _ship(spark: SparkSession, gazetteer: Gazetteer) -> str:
    """Sends the compiled gazetteer to the workers, once in a session; gives its path here."""
    try:
        context = spark.sparkContext
    except Exception:
        # A session over Spark Connect has none.
        session, send = spark.session_id, functools.partial(spark.addArtifacts, file=True)
    else:
        session, send = context.applicationId, context.addFile
    key = (session, gazetteer.fingerprint)
    if key not in _shipped:
        path = os.path.join(_folder().name, f"{gazetteer.fingerprint}.gaz")
        if not os.path.exists(path):
            if gazetteer.path is None:
                gazetteer.compile(path)
            else:
                shutil.copyfile(gazetteer.path, path)
        send(path)
        _shipped[key] = path
    return _shipped[key]


@functools.cache
def _folder() -> tempfile.TemporaryDirectory:
    """Holds what is sent, as long as this process runs."""
    return tempfile.TemporaryDirectory(prefix="comention-")


def _keyed(documents: DataFrame) -> DataFrame:
    """With a number for each document, that tells apart even those that are alike."""
    from pyspark.sql import functions as F

    return documents.withColumn("key", F.monotonically_increasing_id())


def _check_all_read(documents: DataFrame) -> None:
    from pyspark.sql import functions as F

    faults = documents.select(F.explode("faults").alias("fault")).where("fault.skipped")
    if (first := faults.select("fault.fault").orderBy("fault.fault").first()) is None:
        return
    fault = "{place}: {what}; {remedy}".format(**json.loads(first[0]))
    raise InputError(f"{faults.count()} skipped and strict=True, nothing was built; the first: {fault}")


def _counted(documents: DataFrame, are_repeats_left_out: bool) -> DataFrame:
    """Pass 2: what each part of the documents adds to the counts, added up."""
    from pyspark.sql import functions as F

    read = documents.where(~F.exists("faults", lambda fault: fault["skipped"]))
    counted = ("metadata", "paragraphs", "windows", "mentions", "sections")
    read = read.select("key", "id", "ordinal", *counted)
    if are_repeats_left_out:
        read = read.join(_repeats(read), "key", "left")
    else:
        read = read.withColumn("repeats", F.lit(None).cast("array<int>"))
    counts = read.select(*counted, "repeats").mapInArrow(_count, _spark_schema(_comention.schemas()[1]))
    # Dates are text that stands in the order of time.
    how = {"first": F.min, "last": F.max}
    sums = [how.get(name, F.sum)(name).alias(name) for name in counts.columns[2:]]
    return counts.groupBy("a", "b").agg(*sums)


def _repeats(documents: DataFrame) -> DataFrame:
    """For each document its paragraphs that stand in the corpus before; in the order of the ids, as a
    folder has them, of the ordinals among those of one id."""
    from pyspark.sql import functions as F

    spots = documents.select(
        F.translate("id", "/", "\x01").alias("id"),
        "ordinal",
        "key",
        F.explode("mentions").alias("mention"),
    )
    place = F.struct("id", "ordinal", "key", F.col("mention.paragraph").alias("paragraph"))
    spots = spots.where("mention.signature is not null").select(
        F.col("mention.signature").alias("signature"), place.alias("place")
    )
    spots = spots.distinct()
    firsts = spots.groupBy("signature").agg(F.min("place").alias("first"), F.count("*").alias("n"))
    later = spots.join(firsts.where("n > 1"), "signature").where(F.col("place") != F.col("first"))
    later = later.groupBy(F.col("place.key").alias("key"))
    return later.agg(F.collect_list("place.paragraph").alias("repeats"))


def _write_graph(
    spark: SparkSession,
    counts: DataFrame,
    names: _Names,
    recipe: dict[str, str],
    output: str,
    overwrite: bool,
) -> None:
    import pyarrow
    from pyspark.sql import functions as F

    of_nodes = counts.where("a is not null and b is null").select(
        F.col("a").alias("key"), "mentions", "windows", "documents", "first", "last"
    )
    keys = [row.key for row in of_nodes.select("key").collect()]
    entities = pyarrow.table(_comention.entities(names.opened(), keys))
    rows = list(zip(*entities.to_pydict().values()))
    entities = spark.createDataFrame(rows, _spark_schema(_comention.schemas()[2]))
    _write(entities.join(of_nodes, "key"), f"{output}/nodes", overwrite)
    ids = entities.select("key", "id")
    ends = [ids.toDF(end, name) for end, name in (("a", "source"), ("b", "target"))]
    edges = counts.where("b is not null").drop("mentions", "windows", "repeats", "yearless")
    edges = edges.join(ends[0], "a").join(ends[1], "b")
    _write(edges, f"{output}/edges", overwrite)
    corpus = counts.where("a is null").first()
    of_corpus = {
        f"corpus.{name}": str(corpus[name] if corpus else 0)
        for name in ("documents", "paragraphs", "windows", "repeats", "yearless")
    }
    about = spark.createDataFrame(
        sorted({**recipe, **of_corpus}.items()), "key string, value string"
    )
    _write(about.coalesce(1), f"{output}/about", overwrite)


def _write(table: DataFrame, path: str, overwrite: bool) -> None:
    table.write.mode("overwrite" if overwrite else "error").parquet(path)


def _spark_schema(table: _comention.Table):
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pyarrow.table(table).schema)


def _nothing(*names: str):
    """A table of strings without rows."""
    import pyarrow

    return pyarrow.schema([(name, "string") for name in names]).empty_table()


@contextmanager
def _small_batches(spark: SparkSession):
    """Hands few documents at once to Python."""
    key = "spark.sql.execution.arrow.maxRecordsPerBatch"
    before = spark.conf.get(key)
    spark.conf.set(key, str(MOST_ROWS))
    try:
        yield
    finally:
        spark.conf.set(key, before)


@contextmanager
def _told(output: str):
    """What a worker says is wrong with the input, without the traces around it."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        if "PATH_ALREADY_EXISTS" in str(error):
            message = f"{output}: there is something already; give another path, or overwrite=True"
            raise InputError(message) from error
        words = r"(?:comention\.errors\.\w+|ArrowInvalid: Invalid argument error): (.+)"
        if (found := re.search(words, str(error))) is None:
            raise
        raise InputError(found[1].strip()) from error
