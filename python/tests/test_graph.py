import csv
import datetime
import io
import json
from collections import Counter

import comention
import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from comention.errors import InputError, NameNotFound
from conftest import cli


def test_nodes_and_edges_are_those_of_the_files(graph, built):
    nodes, edges = graph.nodes().to_arrow(), graph.edges().to_arrow()
    written = json.loads((built / "graph.json").read_text())
    assert nodes["id"].to_pylist() == [node["id"] for node in written["nodes"]]
    assert nodes["pagerank"].to_pylist() == [node["pagerank"] for node in written["nodes"]]
    ends = [(edge["source"], edge["target"], edge["weight"], edge.get("about")) for edge in written["edges"]]
    columns = ["source", "target", "weight", "about"]
    assert list(zip(*(edges[name].to_pylist() for name in columns))) == ends
    assert edges.schema.field("sentences").type == pyarrow.int64()
    assert edges.schema.field("npmi").type == pyarrow.float64()
    assert isinstance(graph.nodes().to_pandas(), pandas.DataFrame)
    assert repr(graph) == f"Graph({graph.n_nodes} nodes, {graph.n_edges} edges, 14 documents)"


def test_answers_are_those_of_the_command_line(graph, built):
    def asked(*question):
        done = cli("query", *question, "--graph", built / "graph.db", "--format", "csv", "--top", 5)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    ids = [row["id"] for row in asked("neighbors", "Roald Amundsen")]
    assert graph.neighbors("roald amundsen", 5).to_arrow()["id"].to_pylist() == ids
    told = [row["passage"] for row in asked("path", "Peary", "Nobile")]
    assert graph.path("Peary", "Nobile").to_arrow()["passage"].to_pylist() == told
    told = [(row["document"], row["line"], row["start"]) for row in asked("evidence", "Cook", "Peary")]
    found = graph.evidence("Cook", "Peary", 5).to_arrow().select(["document", "line", "start"])
    assert [tuple(map(str, row.values())) for row in found.to_pylist()] == told


def test_other_libraries_take_the_graph(graph):
    there = graph.to_networkx()
    assert (there.number_of_nodes(), there.number_of_edges()) == (graph.n_nodes, graph.n_edges)
    assert there.nodes["roald-amundsen"]["type"] == "person"
    also = graph.to_igraph()
    assert (also.vcount(), also.ecount()) == (graph.n_nodes, graph.n_edges)
    assert also.vs.find("roald-amundsen")["label"] == "Roald Amundsen"
    weight = there.edges["frederick-cook", "robert-peary"]["weight"]
    assert also.es[also.get_eid("frederick-cook", "robert-peary")]["weight"] == weight == 8


def test_tables_are_read_by_all(graph, tmp_path):
    graph.export(tmp_path, "parquet")
    nodes = graph.nodes().to_arrow()
    for read in (
        lambda path: pyarrow.parquet.read_table(path),
        lambda path: polars.read_parquet(path).to_arrow(),
        lambda path: duckdb.sql(f"SELECT * FROM '{path}'").to_arrow_table(),
        lambda path: pyarrow.Table.from_pandas(pandas.read_parquet(path)),
    ):
        entities, edges, mentions, documents = (
            read(str(tmp_path / f"{name}.parquet")) for name in ("entities", "edges", "mentions", "documents")
        )
        for column in ("id", "name", "mentions", "pagerank"):
            assert entities[column].to_pylist() == nodes[column].to_pylist()
        assert edges["weight"].to_pylist() == graph.edges().to_arrow()["weight"].to_pylist()
        assert edges["about"].to_pylist()[0] == graph.edges().to_arrow()["about"].to_pylist()[0]
        assert set(mentions["entity"].to_pylist()) == set(entities["id"].to_pylist())
        counted = Counter(row["entity"] for row in mentions.to_pylist() if not row["how"].endswith("/repeat"))
        assert counted == dict(zip(entities["id"].to_pylist(), entities["mentions"].to_pylist()))
        assert documents.num_rows == 14
        assert set(mentions["document"].to_pylist()) <= set(documents["id"].to_pylist())


def test_a_part_is_a_graph(graph, tmp_path):
    people = graph.filter(types=["person"], min_weight=2)
    assert 0 < people.n_nodes < graph.n_nodes
    assert set(people.nodes().to_arrow()["type"].to_pylist()) == {"person"}
    assert min(people.edges().to_arrow()["weight"].to_pylist()) == 2
    near = graph.filter(ego="Hobart", top=5)
    assert near.n_nodes == 5
    people.export(tmp_path / "people.graphml")
    people.export(tmp_path / "tables", "csv")
    assert (tmp_path / "tables/nodes.csv").exists()
    with pytest.raises(InputError, match="no entity of the type `ship`; there are"):
        graph.filter(types=["ship"])
    with pytest.raises(InputError, match='format="pdf": use'):
        graph.export(tmp_path / "a.pdf")


def test_a_part_of_the_corpus_is_what_the_command_line_counts(graph, built, tmp_path):
    since = datetime.date(1909, 1, 1)
    part = graph.filter(since=since, until="1926", inside="19*", where="weight >= 2 and npmi > 0")
    options = ["--since", since, "--until", "1926", "--in", "19*", "--where", "weight >= 2 and npmi > 0"]
    part.export(tmp_path / "mine.html")
    told = cli("export", "--graph", built / "graph.db", *options, "--format", "html", "-o", tmp_path / "its.html")
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "mine.html").read_text() == (tmp_path / "its.html").read_text()
    assert 0 < part.n_edges < graph.filter(where="weight >= 2 and npmi > 0").n_edges
    # One after the other is both at once.
    again = graph.filter(since="1900").filter(inside="19*", until="1926").filter(since=since, until="1990")
    assert again.filter(where=["weight >= 2", "npmi > 0"]).edges().to_arrow() == part.edges().to_arrow()
    documents = part.evidence("Peary").to_arrow()["document"].to_pylist()
    assert documents and all("1909" <= name[:4] <= "1926" for name in documents)
    scores = graph.filter(weight="score").edges().to_arrow()
    assert scores["weight"].to_pylist() == scores["score"].to_pylist()
    for options, message in [
        ({"since": "May 1909"}, 'since="May 1909": use YYYY'),
        ({"where": "wait > 2"}, "wait"),
        ({"inside": "[a"}, r'inside="\[a"'),
        ({"weight": "score?"}, "use windows or score"),
    ]:
        with pytest.raises(InputError, match=message):
            graph.filter(**options)
    with pytest.raises(InputError, match="the graph is of `19\\*` already"):
        part.filter(inside="18*")


def test_names_that_mean_nothing_or_too_much_are_told(graph):
    with pytest.raises(NameNotFound, match="did you mean `Roald Amundsen`"):
        graph.neighbors("Amundsn")
    with pytest.raises(NameNotFound, match="`Nansen` is 2 entities: eva-nansen"):
        graph.evidence("Nansen")
    with pytest.raises(LookupError):
        graph.path("Cook", "Nobody At All")
    with pytest.raises(comention.errors.InputError, match="use text, newest or strongest"):
        graph.evidence("Cook", order="best")


def test_a_notebook_shows_the_page(graph, built):
    page = graph.html()
    assert page == (built / "graph.html").read_text()
    frame = graph._repr_html_()
    assert frame.startswith('<iframe srcdoc="&lt;' if "&lt;" in frame[:30] else '<iframe srcdoc="<')
    assert '"' not in frame.removeprefix('<iframe srcdoc="').split('" width=')[0]
