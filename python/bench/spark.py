"""Rows a second and core on Spark: `comention.spark.tag` beside a plain Python UDF that does the same
with ahocorasick_rs (leftmost-longest, then whole words), in turn, in one run, on one core. Both give
who and where: the id of the document and of the entity, start and end. Shown by the clock, and by
the processors' time of Spark and its workers together, which other programs on the machine disturb
less; beside them what no function in Python goes below: Spark alone, and texts that go to Python
and are dropped there.

    python bench/spark.py CORPUS.jsonl NAMES.tsv [--rounds 3] [--rows 100000]

`CORPUS.jsonl` has `id` and `text`; `NAMES.tsv` the columns `id`, `name`, `type`, `aliases`. Of few rows
it is the start of a job that is measured: take 100,000 or more.
"""

import argparse
import csv
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")

import ahocorasick_rs
import comention
from comention import spark as cluster
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

STATE: dict = {}


def names_of(path: str) -> dict[str, str]:
    """The first entity of each name."""
    with open(path, encoding="utf-8", newline="") as file:
        found: dict[str, str] = {}
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for name in [row["name"], *(row["aliases"] or "").split("|")]:
                if name:
                    found.setdefault(name, row["id"])
        return found


def by_hand(path: str):
    """The UDF: an automaton once a worker, then matches with word ends on both sides."""

    @F.udf("array<struct<start:bigint,end:bigint,entity:string>>")
    def find(text):
        if path not in STATE:
            names = names_of(path)
            automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
            STATE[path] = automaton, list(names.values())
        automaton, entities = STATE[path]
        found = []
        for idx, start, end in automaton.find_matches_as_indexes(text):
            before, after = text[start - 1 : start], text[end : end + 1]
            if before.isalnum() or before == "_" or after.isalnum() or after == "_":
                continue
            found.append((start, end, entities[idx]))
        return found

    return find


def dropped(batches):
    """Takes the texts, and gives nothing."""
    for _ in batches:
        pass
    return iter(())


def processor_seconds() -> float:
    """Of this process and all that it started."""
    ticks, parents = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        parents[pid] = int(fields[1])
        ticks[pid] = sum(map(int, fields[11:15]))

    def is_ours(pid):
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid]
        return False

    return sum(ticks[pid] for pid in ticks if is_ours(pid)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus")
    parser.add_argument("names")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000)
    args = parser.parse_args()
    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    # Batches that stay in the processor's caches; functions of single rows have batches of their own.
    session = session.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
    session = session.config("spark.driver.memory", "3g").config("spark.ui.showConsoleProgress", "false")
    session = session.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    df = session.read.schema("id string, text string").json(args.corpus).limit(args.rows)
    df = df.repartition(4).cache()
    n_rows = df.count()
    find = by_hand(os.path.abspath(args.names))
    plain = comention.Gazetteer.open(args.names, plain=True, case="exact")
    full = comention.Gazetteer.open(args.names)
    columns = ["document", "start", "end", "entity"]
    tables = {
        "Spark alone": lambda: df,
        "texts to Python": lambda: df.mapInArrow(dropped, df.schema),
        "UDF": lambda: df.select("id", F.explode(find("text")).alias("m")).select("id", "m.*"),
        "comention, plain": lambda: cluster.tag(df, plain, columns=columns),
        "comention": lambda: cluster.tag(df, full, columns=columns),
    }
    for name, table in tables.items():
        # Once before: workers build and map what they keep.
        print(f"{name}: {table().count()} rows", flush=True)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in tables}
    for _ in range(args.rounds):
        for name, table in tables.items():
            begun = time.perf_counter(), processor_seconds()
            table().write.format("noop").mode("overwrite").save()
            ended = time.perf_counter(), processor_seconds()
            times[name].append((ended[0] - begun[0], ended[1] - begun[1]))
    for name, taken in times.items():
        print(name)
        for column, kind in enumerate(("by the clock", "of processors")):
            own = [seconds[column] for seconds in taken]
            udf = [seconds[column] for seconds in times["UDF"]]
            ratio = statistics.median(theirs / ours for ours, theirs in zip(own, udf))
            time_of_row = statistics.median(own) / n_rows * 1e6
            print(f"  {time_of_row:6.1f} microseconds a row {kind}, {ratio:.2f} times as fast as the UDF")
    session.stop()


if __name__ == "__main__":
    main()
