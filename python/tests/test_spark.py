"""A cluster of two executors on this machine gives what one process gives, whatever happens to it.

`COMENTION_SEEDS` names a folder of texts, and `COMENTION_CORPUS` a JSON Lines file with `id` and
`text`, to be built both ways as well.
"""

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import comention
import pyarrow
import pyarrow.json
import pytest
from comention.errors import InputError
from conftest import FORMATS, NAMES, SAMPLE, assert_same_exports, cli, rows_of

pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("Spark needs a Java runtime, and there is none", allow_module_level=True)

os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")

from comention import spark as cluster  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

SCHEMA = "id string, text string"


@pytest.fixture(scope="module")
def session():
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("comention")
    session = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("FATAL")
    yield session
    session.stop()


def frame(session, rows, n_partitions=3):
    return session.createDataFrame([(row["id"], row["text"]) for row in rows], SCHEMA).repartition(n_partitions)


def assert_same(session, df, expected: Path, names, folder: Path, **options) -> comention.Graph:
    tables = cluster.build(df, names, str(folder / "tables"), **options)
    graph = comention.Graph.from_parquet(tables, folder / "out", formats=FORMATS)
    assert_same_exports(expected, folder / "out")
    counted = comention.Graph.from_parquet(tables, folder / "counted", formats=["dot"], evidence=False)
    dot = (expected / "graph.dot").read_bytes()
    assert (folder / "counted/graph.dot").read_bytes() == dot
    same = ("documents", "paragraphs", "windows", "repeats", "yearless")
    assert [counted.about[key] for key in same] == [graph.about[key] for key in same]
    return graph


def test_the_sample_is_what_one_machine_makes_of_it(session, names, built, tmp_path):
    graph = assert_same(session, frame(session, rows_of(SAMPLE)), built, names, tmp_path)
    theirs = comention.Graph.open(built)
    assert graph.evidence("Cook", "Peary").to_arrow() == theirs.evidence("Cook", "Peary").to_arrow()
    # A build on a cluster merges as one of a shard does.
    merged = cli("merge", tmp_path / "tables", "-o", tmp_path / "merged", "--format", ",".join(FORMATS))
    assert merged.returncode == 0, merged.stderr
    assert_same_exports(built, tmp_path / "merged")


def test_mentions_are_those_of_one_machine(session, names):
    df = frame(session, rows_of(SAMPLE))
    found = cluster.tag(df, str(NAMES)).orderBy("document", "start").toPandas()
    rows = sorted(rows_of(SAMPLE), key=lambda row: row["id"])
    expected = comention.tag(pyarrow.Table.from_pylist(rows), names, id="id").to_pandas()
    expected["candidates"] = expected["candidates"].map(list)
    found["candidates"] = found["candidates"].map(list)
    assert found.to_dict("records") == expected.to_dict("records")
    some = cluster.tag(df, names, columns=["entity", "document"])
    assert some.columns == ["entity", "document"]
    assert some.count() == len(expected)


def test_repeats_and_ids_that_are_shared_count_as_on_one_machine(session, names, tmp_path):
    copied = "Roald Amundsen and Lincoln Ellsworth waited at Hobart for the weather to clear up again."
    texts = [("b/x", copied), ("b", copied), ("a", f"Oslo.\n\n{copied}\n\n{copied}"), ("a", copied), ("a", copied), ("b/x", "Oslo.")]
    rows = [{"id": id, "text": text} for id, text in texts]
    for repeats in ("once", "all"):
        table = pyarrow.Table.from_pylist(rows)
        comention.build(table, names, tmp_path / repeats / "one", formats=FORMATS, repeats=repeats)
        df = frame(session, rows, 4)
        assert_same(session, df, tmp_path / repeats / "one", names, tmp_path / repeats, repeats=repeats)


def test_a_lost_executor_changes_nothing(session, names, built, tmp_path):
    def slowly(batches):
        time.sleep(1)
        yield from batches

    df = frame(session, rows_of(SAMPLE), 10).mapInArrow(slowly, SCHEMA)
    before = executors(session)
    lost = []

    def kill():
        tracker = session.sparkContext.statusTracker()
        while not any(
            tracker.getStageInfo(stage).numCompletedTasks >= 2 for stage in tracker.getActiveStageIds()
            if tracker.getStageInfo(stage) and tracker.getStageInfo(stage).numTasks == 10
        ):
            time.sleep(0.05)
        lost.append(before[0])
        os.kill(before[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    assert_same(session, df, built, names, tmp_path)
    killer.join(1)
    assert lost and lost[0] not in executors(session)


def executors(session) -> list[int]:
    """The processes of this session's executors."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        is_executor = any("CoarseGrainedExecutorBackend" in word for word in words)
        if is_executor and session.sparkContext.applicationId in words:
            found.append(int(process.name))
    return sorted(found)


def test_skew_and_one_huge_document_do_no_harm(session, names, tmp_path):
    rows = rows_of(SAMPLE)
    huge = "\n\n".join(f"{row['text']}\n\nIt was the year {year}." for year in range(300) for row in rows)
    assert len(huge) > 5_000_000
    rows = [*rows, {"id": "huge.txt", "text": huge}, {"id": "empty.txt", "text": ""}]
    table = pyarrow.Table.from_pylist(rows)
    with pytest.warns(UserWarning, match="1 skipped, the first: empty.txt"):
        comention.build(table, names, tmp_path / "one", formats=FORMATS)
    # All in one partition, the others are empty.
    skewed = frame(session, rows).repartition(6, "id").coalesce(1).union(session.createDataFrame([], SCHEMA))
    graph = assert_same(session, skewed, tmp_path / "one", names, tmp_path)
    assert len(graph.skipped) == 1


def test_pages_of_a_crawl_are_rows(session, names, tmp_path):
    from test_warc import archive

    path = tmp_path / "news.warc.gz"
    path.write_bytes(archive())
    pages = cluster.warc(session, [str(path)])
    assert pages.columns == ["id", "url", "date", "text"]
    tables = cluster.build(pages, names, str(tmp_path / "tables"), format="html")
    graph = comention.Graph.from_parquet(tables, tmp_path / "out", formats=[])
    found = graph.evidence("Roald Amundsen").to_arrow().to_pylist()
    assert found[0]["document"] == "https://example.org/a"
    assert found[0]["time"] == "2024-05-17T10:00:00Z"
    path.write_bytes(archive()[:-30])
    with pytest.raises(InputError, match="news.warc.gz: not a whole WARC file"):
        cluster.build(pages, names, str(tmp_path / "again"))


def test_bad_input_is_named(session, names, tmp_path):
    good = session.createDataFrame([("a", "Oslo.")], SCHEMA)
    output = str(tmp_path / "tables")
    for df, options, message in [
        (good, {"text": "body"}, "no column `body`; there are id, text"),
        (good, {"metadata": ["when"]}, "no column `when`"),
        (session.createDataFrame([("a", 1)], "id string, text int"), {}, "column `text` is of the type int; make it string"),
        (session.createDataFrame([(1.5, "a")], "id double, text string"), {}, "column `id` is of the type double"),
        (session.createDataFrame([("a", None)], SCHEMA), {}, "column `text` is null in row 0"),
        (session.createDataFrame([(None, "a")], SCHEMA), {}, "column `id` is null in row 0"),
        (good, {"window": "page"}, 'window="page": use'),
        (good, {"format": "pdf"}, 'format="pdf": use'),
        (session.createDataFrame([("a", "Oslo."), ("b", "")], SCHEMA), {"strict": True}, "1 skipped and strict=True.*first: b: "),
    ]:
        with pytest.raises(InputError, match=message):
            cluster.build(df, names, output, overwrite=True, **options)
    for work in (cluster.build, cluster.tag):
        with pytest.raises(TypeError, match="there is no option `windows`; there are "):
            work(good, names, windows="page")
    with pytest.raises(FileNotFoundError, match="nowhere.toml: no such file"):
        cluster.tag(good, "nowhere.toml")
    cluster.build(good, names, output, overwrite=True)
    with pytest.raises(InputError, match="there is something already"):
        cluster.build(good, names, output)
    with pytest.raises(InputError, match="there is no table `about`"):
        comention.Graph.from_parquet(tmp_path, tmp_path / "out")


def test_no_document_at_all_is_told(session, names, tmp_path):
    empty = session.createDataFrame([], SCHEMA)
    assert cluster.tag(empty, names).count() == 0
    tables = cluster.build(empty, names, str(tmp_path / "tables"))
    with pytest.raises(InputError, match="no document"):
        comention.Graph.from_parquet(tables, tmp_path / "out")


def test_workers_must_have_the_same_gazetteer_and_version(session, names, tmp_path, monkeypatch):
    df = session.createDataFrame([("a", "Oslo.")], SCHEMA)
    path = tmp_path / "names.gaz"
    names.compile(path)
    mentions = cluster.tag(df, path, ship=False)
    assert mentions.count() == 1
    with pytest.raises(InputError, match="takes the path of a compiled gazetteer"):
        cluster.tag(df, names, ship=False)
    path.unlink()
    with pytest.raises(Exception, match=f"sees no gazetteer at {path}; put it there on every worker"):
        mentions.collect()
    monkeypatch.setattr(cluster._comention, "__version__", "0.0.9")
    with pytest.raises(InputError, match=r"worker \S+ has comention \S+, the driver 0.0.9; install one version"):
        cluster.build(df, names, str(tmp_path / "tables"))


@pytest.mark.skipif("COMENTION_SEEDS" not in os.environ, reason="COMENTION_SEEDS names no folder")
def test_saved_pages_are_what_one_machine_makes_of_them(session, tmp_path):
    folder = Path(os.environ["COMENTION_SEEDS"])
    names = comention.Gazetteer.open("builtin")
    comention.build(folder, names, tmp_path / "one", formats=FORMATS)
    assert_same(session, frame(session, rows_of(folder), 5), tmp_path / "one", names, tmp_path)


@pytest.mark.skipif("COMENTION_CORPUS" not in os.environ, reason="COMENTION_CORPUS names no file")
def test_a_large_corpus_is_what_one_machine_makes_of_it(session, tmp_path):
    path = os.environ["COMENTION_CORPUS"]
    names = comention.Gazetteer.open("builtin")
    comention.build(pyarrow.json.read_json(path), names, tmp_path / "one", formats=FORMATS)
    df = session.read.schema(SCHEMA).json(path).repartition(8)
    assert_same(session, df, tmp_path / "one", names, tmp_path)
