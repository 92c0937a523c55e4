#!/usr/bin/env python3
"""Compares the measures of ties and nodes with those of scipy and networkx.

usage: measures.py [--bin PROGRAM]

Texts are made whose network is known: the karate club, and a graph drawn at random with weights and
with names that stand alone. Every figure of `graph.json` and of `networks.csv` must be that of the
other implementation, to the six digits that are written. Exit code 1 if one is not.
"""
import argparse
import csv
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import networkx
import scipy.integrate
import scipy.spatial.distance
import scipy.stats


def karate():
    graph = networkx.Graph()
    graph.add_weighted_edges_from((a, b, 1) for a, b in networkx.karate_club_graph().edges)
    return graph


def drawn(seed):
    draw = random.Random(seed)
    graph = networkx.gnp_random_graph(60, 0.1, seed=seed)
    for edge in graph.edges:
        graph.edges[edge]["weight"] = draw.randint(1, 9)
    return graph


def name(node):
    """A word that is nothing else, a different one for each node."""
    syllables = [consonant + vowel for consonant in "bdgkmprtvz" for vowel in "aeiou"]
    return ("x" + syllables[node // 50] + syllables[node % 50] + "quu").capitalize()


def kind(node):
    return ("person", "place")[node % 2]


class Corpus:
    """Texts that make a graph: `windows` has the nodes of each paragraph, by documents."""

    def __init__(self, graph, n_documents, seed):
        draw = random.Random(seed)
        windows = [pair for *pair, weight in graph.edges(data="weight") for _ in range(weight)]
        windows += [[node] for node in graph for _ in range(draw.randint(0, 5))]
        windows += [[] for _ in range(50)]
        draw.shuffle(windows)
        self.graph = graph
        self.windows = [windows[first::n_documents] for first in range(n_documents)]
        self.all = windows

    def write(self, folder):
        os.mkdir(os.path.join(folder, "texts"))
        for idx, windows in enumerate(self.windows):
            with open(os.path.join(folder, "texts", f"{idx}.txt"), "w", encoding="utf-8") as file:
                for window in windows:
                    told = " who wrote to ".join(map(name, window))
                    file.write(f"It was {told or 'raining'} on that day.\n\n")
        with open(os.path.join(folder, "names.tsv"), "w", encoding="utf-8") as file:
            file.write("id\tname\ttype\n")
            file.writelines(f"{node}\t{name(node)}\t{kind(node)}\n" for node in self.graph)

    def meetings(self, pair):
        """What the score sums over documents: a paragraph of two is a sentence of two here."""
        return sum(3.2 for windows in self.windows if any(set(window) == set(pair) for window in windows))


def disparity(share, degree):
    """The chance of so large a share of the strength, as the paper has it, by integration."""
    if degree < 2:
        return 1.0
    below, _ = scipy.integrate.quad(lambda x: (1 - x) ** (degree - 2), 0, share)
    return 1 - (degree - 1) * below


def ties(corpus):
    """The measures of each tie, by its ends."""
    graph, windows = corpus.graph, corpus.all
    held = {node: [node in window for window in windows] for node in graph}
    strength = dict(graph.degree(weight="weight"))
    sums = {frozenset(pair): corpus.meetings(pair) for pair in graph.edges}
    for a, b, weight in graph.edges(data="weight"):
        table = scipy.stats.contingency.crosstab(held[a], held[b]).count
        n, n_a, n_b = len(windows), sum(held[a]), sum(held[b])
        pmi = math.log2(weight / n / (n_a / n * n_b / n))
        own = sums[frozenset((a, b))]
        with_type = lambda node, of: sum(
            sums[frozenset((node, other))] for other in graph[node] if kind(other) == of
        )
        between = sum(with_type(node, kind(b)) for node in graph if kind(node) == kind(a))
        compared = own * between / (with_type(a, kind(b)) * with_type(b, kind(a)))
        yield (a, b), {
            "weight": weight,
            "pmi": pmi,
            "npmi": pmi / -math.log2(weight / n),
            "g2": scipy.stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic,
            "jaccard": 1 - scipy.spatial.distance.jaccard(held[a], held[b]),
            "association": weight / (n_a * n_b),
            "alpha": min(disparity(weight / strength[end], graph.degree(end)) for end in (a, b)),
            "score": own**0.6 * compared**0.4,
        }


def nodes(graph):
    """The measures of each node."""
    measures = {
        "degree": dict(graph.degree),
        "strength": dict(graph.degree(weight="weight")),
        "pagerank": networkx.pagerank(graph, tol=1e-13, max_iter=1000),
        "betweenness": networkx.betweenness_centrality(graph),
        "closeness": networkx.closeness_centrality(graph),
        "core": networkx.core_number(graph),
    }
    for node in graph:
        yield node, {measure: values[node] for measure, values in measures.items()}


def compare(what, found, expected):
    """How many figures differ by more than their last digit."""
    n_wrong = 0
    for measure, value in expected.items():
        if not math.isclose(found[measure], value, rel_tol=1e-5, abs_tol=1e-7):
            print(f"{what}: {measure} is {found[measure]}, not {value}")
            n_wrong += 1
    return n_wrong


def run(program, folder, *arguments):
    subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True)


def check(program, title, corpus):
    graph = corpus.graph
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(folder)
        run(program, folder, "build", "texts", "-g", "names.tsv", "--repeats", "all", "--format", "json")
        run(program, folder, "export", "--format", "json", "--backbone", "0.3", "-o", "backbone.json")
        run(program, folder, "export", "--format", "json", "--split-by", "document", "-o", "split")
        read = lambda path: json.load(open(os.path.join(folder, path), encoding="utf-8"))
        made, backbone = read("out/graph.json"), read("backbone.json")
        with open(os.path.join(folder, "split/networks.csv"), encoding="utf-8", newline="") as file:
            networks = list(csv.DictReader(file))
    n_wrong = 0
    found = {frozenset((int(edge["source"]), int(edge["target"]))): edge for edge in made["edges"]}
    expected = dict(ties(corpus))
    assert set(found) == set(map(frozenset, expected)), "the ties are those of the texts"
    for pair, measures in expected.items():
        n_wrong += compare(f"{title}, tie {pair}", found[frozenset(pair)], measures)
    significant = {frozenset(pair) for pair, measures in expected.items() if measures["alpha"] < 0.3}
    kept = {frozenset((int(edge["source"]), int(edge["target"]))) for edge in backbone["edges"]}
    n_wrong += kept != significant
    mentioned = graph.subgraph(set(itertools.chain(*corpus.all)))
    figures = {int(node["id"]): node for node in made["nodes"]}
    for node, measures in nodes(mentioned):
        n_wrong += compare(f"{title}, node {node}", figures[node], measures)
    if len(networks) == 1:
        groups = {}
        for node in mentioned:
            groups.setdefault(figures[node].get("community"), set()).add(node)
        alone = groups.pop(None, set())
        groups = [*groups.values(), *({node} for node in alone)]
        modularity = networkx.community.modularity(mentioned, groups)
        others = (networkx.community.louvain_communities(mentioned, seed=seed) for seed in range(20))
        best = max(networkx.community.modularity(mentioned, other) for other in others)
        shape = {
            "modularity": modularity,
            "density": networkx.density(mentioned),
            "clustering": networkx.average_clustering(mentioned),
        }
        n_wrong += compare(title, {measure: float(networks[0][measure]) for measure in shape}, shape)
        print(f"{title}: modularity {modularity:.4f}, the best of 20 runs of Louvain {best:.4f}")
        if modularity < best - 1e-4:
            n_wrong += 1
    print(f"{title}: {len(expected)} ties, {len(mentioned)} nodes, {len(kept)} ties of the backbone, {n_wrong} wrong")
    return n_wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bin", default="target/release/comention", metavar="PROGRAM")
    program = os.path.abspath(parser.parse_args().bin)
    n_wrong = check(program, "karate club", Corpus(karate(), 1, 1))
    n_wrong += check(program, "drawn at random", Corpus(drawn(7), 1, 2))
    n_wrong += check(program, "drawn at random, 5 documents", Corpus(drawn(11), 5, 3))
    sys.exit(n_wrong > 0)


if __name__ == "__main__":
    main()
