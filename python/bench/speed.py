"""How fast Python is beside the command line: the same work both ways, in turn, in one run.

    python bench/speed.py CORPUS.jsonl NAMES.tsv [--command target/release/comention] [--rounds 3] [--threads 1]

`CORPUS.jsonl` has `id` and `text`. Shown are the medians of seconds, and of Python's over the command
line's in each round: by the clock, and of the processors' time, which other programs on the machine
disturb less.
"""

import argparse
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import comention
import pyarrow.json


def seconds(work) -> tuple[float, float]:
    """By the clock, and of the processors: of this process and of those that it waited for."""
    begun = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - begun[0], processor_seconds() - begun[1]


def processor_seconds() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--command", default="comention", help="the command line to compare with")
    args = parser.parse_args()
    common = [args.corpus, "-g", args.names, "--threads", args.threads]

    def cli(*arguments):
        subprocess.run([args.command, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def tag(plain):
        names = comention.Gazetteer.open(args.names, plain=plain, case="exact" if plain else "smart")
        reader = pyarrow.json.open_json(args.corpus)
        tagged = names.tag_batches(reader, id="id", offsets="bytes", threads=args.threads)
        return sum(batch.num_rows for batch in tagged)

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        plain = ("--plain", "--case", "exact")
        rows = {
            "tag": (lambda: cli("tag", *common, "--format", "tsv"), lambda: tag(False)),
            "tag, plain": (lambda: cli("tag", *common, *plain, "--format", "tsv"), lambda: tag(True)),
            "build": (
                lambda: cli("build", *common, "--fresh", "--format", "graphml", "-o", out / "one"),
                lambda: comention.build(
                    args.corpus, args.names, out / "two", formats=["graphml"], fresh=True, threads=args.threads
                ),
            ),
        }
        print(f"{'':24}  command line      Python  Python / command line")
        for name, (one, other) in rows.items():
            times = [(seconds(one), seconds(other)) for _ in range(args.rounds)]
            for column, kind in enumerate(("by the clock", "of processors")):
                pairs = [(ours[column], theirs[column]) for ours, theirs in times]
                ratio = statistics.median(theirs / ours for ours, theirs in pairs)
                ours, theirs = map(statistics.median, zip(*pairs))
                print(f"{name:10} {kind:13}  {ours:10.2f} s  {theirs:8.2f} s  {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
