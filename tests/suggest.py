#!/usr/bin/env python3
"""With half of a gazetteer's entities removed, how many of those that occur come back among the
suggestions, and how many suggestions are names at all.

usage: suggest.py PRACTICE [--texts FOLDER] [--bin PROGRAM] [--rounds N] [--verbose]

PRACTICE holds `NNN.tsv` with the columns surface, type, entity and status; FOLDER the texts, whose
names begin with the same numbers. The gazetteer is made of the marked entities, each with all its
surfaces; which half goes is drawn anew in each round, from seeds 1, 2, ...

A removed entity that must be found (`required`) has come back if a suggestion, or a form of one, is
one of its surfaces. A suggestion is right if it, or a form of it, is a surface of any entity.
Exit code 1 if less than 80 % come back, or less than 90 % are right.
"""
import argparse
import csv
import glob
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict


def entities(practice):
    known = defaultdict(lambda: {"type": "", "forms": set(), "required": False})
    for path in sorted(glob.glob(os.path.join(practice, "[0-9]*.tsv"))):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                entity = known[row["entity"]]
                entity["type"] = row["type"]
                entity["forms"].add(" ".join(row["surface"].split()))
                entity["required"] |= row["status"] == "required"
    return dict(sorted(known.items()))


def write_list(path, known, gone):
    with open(path, "w", encoding="utf-8") as file:
        for key, entity in known.items():
            if key in gone:
                continue
            name, *aliases = sorted(entity["forms"], key=lambda form: (-len(form), form))
            quoted = [json.dumps(form, ensure_ascii=False) for form in (name, *aliases)]
            file.write(f'[[entity]]\nid = "{key}"\ntype = "{entity["type"]}"\n')
            file.write(f"name = {quoted[0]}\naliases = [{', '.join(quoted[1:])}]\n\n")


def suggestions(program, texts, listed, folder):
    out = os.path.join(folder, "out")
    build = [program, "build", *texts, "-g", listed, "-o", out, "--format", "json"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    graph = os.path.join(out, "graph.db")
    ask = [program, "suggest", "--graph", graph, "-g", listed, "--format", "json"]
    rows = json.loads(subprocess.run(ask, check=True, capture_output=True).stdout)
    return [row for row in rows if row["kind"] != "doubt"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("practice")
    parser.add_argument("--texts")
    parser.add_argument("--bin", default="target/release/comention")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    known = entities(args.practice)
    numbers = {os.path.basename(path)[:3] for path in glob.glob(f"{args.practice}/[0-9]*.tsv")}
    texts_in = args.texts or os.path.join(args.practice, "..", "..", "seeds")
    texts = [path for path in sorted(glob.glob(f"{texts_in}/*")) if os.path.basename(path)[:3] in numbers]
    owner = defaultdict(set)
    for key, entity in known.items():
        for form in entity["forms"]:
            owner[form.lower()].add(key)
    n_gone = n_back = n_rows = n_right = 0
    print("round  gone  back      %  suggested  right      %")
    for seed in range(1, args.rounds + 1):
        gone = set(random.Random(seed).sample(sorted(known), len(known) // 2))
        with tempfile.TemporaryDirectory() as folder:
            listed = os.path.join(folder, "entities.toml")
            write_list(listed, known, gone)
            rows = suggestions(os.path.abspath(args.bin), texts, listed, folder)
        back, right = set(), 0
        for row in rows:
            forms = [row["name"], *row["aliases"].split("|")]
            hits = set().union(*(owner.get(form.lower(), set()) for form in forms))
            back |= hits & gone
            right += bool(hits)
            if args.verbose and not hits:
                print("  wrong:", row["kind"], row["type"], row["name"], row["mentions"], row["strength"])
        wanted = {key for key in gone if known[key]["required"]}
        if args.verbose:
            print("  not back:", ", ".join(sorted(wanted - back)))
        n_gone, n_back = n_gone + len(wanted), n_back + len(wanted & back)
        n_rows, n_right = n_rows + len(rows), n_right + right
        shares = [100 * len(wanted & back) / len(wanted), 100 * right / max(1, len(rows))]
        print(f"{seed:5}  {len(wanted):4}  {len(wanted & back):4}  {shares[0]:5.1f}  {len(rows):9}  {right:5}  {shares[1]:5.1f}")
    recall, precision = 100 * n_back / n_gone, 100 * n_right / max(1, n_rows)
    print(f"  all  {n_gone:4}  {n_back:4}  {recall:5.1f}  {n_rows:9}  {n_right:5}  {precision:5.1f}")
    sys.exit(recall < 80 or precision < 90)


main()
