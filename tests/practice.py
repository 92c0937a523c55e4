#!/usr/bin/env python3
"""Prints how well names are found and linked in a folder of texts with gold data.

usage: practice.py PRACTICE_FOLDER [--binary PATH] [--work FOLDER] [--ablation]

PRACTICE_FOLDER holds `conll`, `sets`, `seeds`, `books`, `graphs`, the scorers `score.py` and
`graph_score.py`, and `to_gazetteer.py`. Scores are strict precision / recall / F1 in percent: CLOSED
with the names of the training half and the open lists, OPEN with `--discover` as well; each also
with the names as listed only (`--plain`), which is what all rules together are measured against;
SHIPS is `--discover` with the list that ships. `--ablation` prints what F1 each group of rules pays:
that of all rules less that without the group.
"""
import argparse
import bisect
import collections
import itertools
import json
import os
import re
import subprocess
import sys

TYPES = "person=PER,place=LOC,organisation=ORG,other=MISC"
SETS = [
    ("testa", "conll/testa", "conll/testa.gold.tsv", "PER,LOC,ORG"),
    ("wikigold", "sets/wikigold/text", "sets/wikigold/gold.tsv", "PER,LOC,ORG"),
    ("gum_interview", "sets/gum_interview/text", "sets/gum_interview/gold.tsv", "PER,LOC,ORG"),
    ("lgl", "sets/lgl/text", "sets/lgl/gold.tsv", "LOC"),
]
MODES = [("plain", ["--plain"]), ("CLOSED", []), ("OPEN", ["--discover"])]


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


def gazetteer(args, *what):
    path = os.path.join(args.work, "-".join(what).replace("--", "") + ".tsv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(run(sys.executable, os.path.join(args.practice, "to_gazetteer.py"), *what))
    return path


def tag(args, folder, names, *options):
    path = os.path.join(args.work, "mentions.tsv")
    texts = os.path.join(args.practice, folder)
    command = [args.binary, "tag", texts, "-g", names, "--format", "tsv", "--offsets", "chars"]
    with open(path, "w", encoding="utf-8") as file:
        file.write(run(*command, *options))
    return path


def demonyms():
    """The peoples and adjectives that no place is called by; gold of places marks some."""
    here = os.path.dirname(os.path.abspath(__file__))
    text = open(os.path.join(here, "../src/lexicon/en/others.txt"), encoding="utf-8").read()
    return set(text.split("[demonym]")[1].split("#")[0].split())


def without_demonyms(args, gold):
    path = os.path.join(args.work, "gold.tsv")
    peoples = demonyms()
    with open(gold, encoding="utf-8") as rows, open(path, "w", encoding="utf-8") as file:
        file.writelines(row for row in rows if row.split("\t")[3].lower() not in peoples)
    return path


def strict(args, of, names, *options):
    """Precision, recall and F1 of a set, in percent."""
    name, folder, gold, types = of
    gold = os.path.join(args.practice, gold)
    gold = without_demonyms(args, gold) if name == "lgl" else gold
    found = tag(args, folder, names, *options)
    score = os.path.join(args.practice, "score.py")
    scores = run(sys.executable, score, found, gold, "--types", types, "--map", TYPES, "--json")
    return [100 * part for part in json.loads(scores)["micro"]["strict"]]


def mentions(args):
    names = gazetteer(args, "conll", "--open-lists")
    for of in SETS:
        for mode, options in MODES:
            scores = strict(args, of, names, *options)
            print(f"{of[0]:14} {mode:7}", "/".join(f"{part:.1f}" for part in scores))
        scores = strict(args, of, "builtin", "--discover")
        print(f"{of[0]:14} SHIPS  ", "/".join(f"{part:.1f}" for part in scores))


def groups():
    """The groups of rules, as the table of the documents lists them."""
    here = os.path.dirname(os.path.abspath(__file__))
    text = open(os.path.join(here, "../docs/rules.md"), encoding="utf-8").read()
    return re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)


def ablation(args):
    names = gazetteer(args, "conll", "--open-lists")
    for mode, options in MODES[1:]:
        print(f"\n{mode} F1 less without  ", "  ".join(f"{of[0]:>13}" for of in SETS))
        whole = [strict(args, of, names, *options)[2] for of in SETS]
        for group in groups():
            left = [strict(args, of, names, *options, "--without", group)[2] for of in SETS]
            print(f"{group:24}", "  ".join(f"{a - b:+13.1f}" for a, b in zip(whole, left)))


def rows(path):
    with open(path, encoding="utf-8") as file:
        next(file)
        for line in file:
            fields = line.rstrip("\n").split("\t")
            yield fields[0], int(fields[1]), fields[5]


def edges(args, folder, found, is_paragraph):
    """Weighted pairs of what shares a document, or a paragraph."""
    groups = collections.defaultdict(set)
    breaks = {}
    for document, start, entity in rows(found):
        if document not in breaks:
            path = os.path.join(args.practice, folder, document)
            text = open(path, encoding="utf-8", newline="").read() if is_paragraph else ""
            breaks[document] = [gap.start() for gap in re.finditer(r"\n[ \t\r]*\n", text)]
        groups[document, bisect.bisect(breaks[document], start)].add(entity)
    pairs = itertools.chain.from_iterable(
        itertools.combinations(sorted(group), 2) for group in groups.values()
    )
    path = os.path.join(args.work, "edges.tsv")
    with open(path, "w", encoding="utf-8") as file:
        for (a, b), weight in sorted(collections.Counter(pairs).items()):
            file.write(f"{a}\t{b}\t{weight}\n")
    return path


def graphs(args):
    for name, what, folder, gold, options in [
        ("aida_testa", ("graph", "aida_testa"), "conll/testa", "graphs/aida_testa/edges_doc.tsv", []),
        ("jean", ("book", "jean"), "books/jean/chapters", "books/jean/edges_encounters.tsv", []),
        ("huck", ("book", "huck"), "books/huck/chapters", "books/huck/edges_encounters.tsv", ["--drop", "HF"]),
    ]:
        names = gazetteer(args, *what)
        for mode, flags in MODES[:2]:
            found = tag(args, folder, names, *flags)
            drawn = edges(args, folder, found, is_paragraph=what[0] == "book")
            score = os.path.join(args.practice, "graph_score.py")
            gold_path = os.path.join(args.practice, gold)
            scores = json.loads(run(sys.executable, score, drawn, gold_path, *options, "--json"))
            print(f"{name:14} {mode:7} edges F1 {100 * scores['F1']:.1f}, at the best weight {100 * scores['bestF1']:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("practice")
    parser.add_argument("--binary", default="target/release/comention")
    parser.add_argument("--work", default="target/practice")
    parser.add_argument("--ablation", action="store_true")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    mentions(args)
    graphs(args)
    if args.ablation:
        ablation(args)


main()
