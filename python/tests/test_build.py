import comention
import pandas
import polars
import pyarrow
import pytest
from comention.errors import InputError, StoreError
from conftest import FORMATS, SAMPLE, assert_same_exports, cli, rows_of


def test_files_give_what_the_command_line_gives(names, built, tmp_path):
    graph = comention.build(SAMPLE, names, tmp_path, formats=FORMATS)
    assert_same_exports(built, tmp_path)
    # Each tells in its own words how it writes exports, which decides what a next build writes anew.
    own, theirs = ({**one.about, "exports": ""} for one in (graph, comention.Graph.open(built)))
    assert own == theirs
    assert comention.build([SAMPLE], names, tmp_path).n_edges == graph.n_edges


def test_a_table_in_any_order_gives_what_files_give(names, built, tmp_path):
    rows = rows_of(SAMPLE)
    tables = [pandas.DataFrame(rows), polars.DataFrame(rows[3:] + rows[:3]), pyarrow.Table.from_pylist(rows)]
    for number, table in enumerate(tables):
        comention.build(table, names, tmp_path / str(number), formats=FORMATS)
        assert_same_exports(built, tmp_path / str(number))


def test_ids_stand_in_the_order_of_folders(names, tmp_path):
    """Which copy of a paragraph counts depends on the order."""
    copied = "Roald Amundsen and Lincoln Ellsworth waited at Ny-Ålesund for the weather to clear again."
    files = {"a/z.txt": copied, "a b.txt": copied, "a-b/c.txt": f"Hobart.\n\n{copied}", "a.md": f"# Oslo\n\n{copied}"}
    folder = tmp_path / "texts"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    comention.build(folder, names, tmp_path / "files", formats=FORMATS)
    for order in (sorted(files), sorted(files, reverse=True)):
        table = pyarrow.table({"id": order, "text": [files[name] for name in order]})
        comention.build(table, names, tmp_path / "table", formats=FORMATS)
        assert_same_exports(tmp_path / "files", tmp_path / "table")


def test_rows_of_one_id_are_all_kept(names, tmp_path):
    table = pyarrow.table({"id": ["x", "x", "x"], "text": ["Oslo.", "Hobart.", "Oslo."]})
    graph = comention.build(table, names, tmp_path, formats=[])
    documents = graph.evidence("Oslo").to_arrow()["document"].to_pylist()
    documents += graph.evidence("Hobart").to_arrow()["document"].to_pylist()
    assert sorted(documents) == ["x", "x (2)", "x (3)"]


def test_candidates_are_shown_where_they_are_asked_for(tmp_path):
    few = comention.Gazetteer.from_rows([{"name": "Roald Amundsen", "type": "person"}])
    told = cli("build", SAMPLE, "-g", write_list(tmp_path), "-o", tmp_path / "one", "--discover", "--format", "json,csv,html")
    assert told.returncode == 0, told.stderr
    for number, inputs in enumerate((SAMPLE, pyarrow.Table.from_pylist(rows_of(SAMPLE)))):
        graph = comention.build(inputs, few, tmp_path / str(number), formats=["json", "csv", "html"], discover=True)
        assert_same_exports(tmp_path / "one", tmp_path / str(number))
        assert graph.n_nodes > 50
        assert "candidate" in graph.nodes().column_names
        assert comention.Graph.open(tmp_path / str(number)).n_nodes == 1
        assert comention.Graph.open(tmp_path / str(number), discover=0.5).n_nodes == graph.n_nodes
    with pytest.raises(InputError, match="discover=7: use a number from 0.1 to 2"):
        comention.build(SAMPLE, few, tmp_path, discover=7)


def write_list(folder):
    path = folder / "names.tsv"
    path.write_text("name\ttype\nRoald Amundsen\tperson\n")
    return path


def test_what_is_known_of_documents_goes_along(names, tmp_path):
    table = pandas.DataFrame(
        {
            "id": [1, 2],
            "text": ["Oslo.", "Oslo again."],
            "date": pandas.to_datetime(["1911-12-14T00:00", "1926-05-12T14:30"]),
        }
    )
    graph = comention.build(table, names, tmp_path, formats=[])
    assert graph.evidence("oslo").to_arrow()["time"].to_pylist() == ["1911-12-14T00:00:00", "1926-05-12T14:30:00"]
    with pytest.raises(InputError, match="no column `when`"):
        comention.build(table, names, tmp_path, metadata=["when"])


def test_pages_in_any_encoding_are_read(names, tmp_path):
    page = "<!doctype html><meta charset=latin-1><title>Å</title><p>Roald Amundsen left Oslo for Ny-Ålesund.</p>"
    table = pyarrow.table({"id": ["https://example.org/a"], "text": [page.encode("latin-1")]})
    graph = comention.build(table, names, tmp_path, format="html", formats=[])
    passages = graph.evidence("Roald Amundsen").to_arrow()["passage"].to_pylist()
    assert passages == ["Roald Amundsen left Oslo for Ny-Ålesund."]


def test_what_cannot_be_built_is_named(names, tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere: no such file or folder"):
        comention.build("nowhere", names, tmp_path)
    with pytest.raises(InputError, match='window="page": use `paragraph`'):
        comention.build(SAMPLE, names, tmp_path, window="page")
    with pytest.raises(InputError, match='repeats="no": use once or all'):
        comention.build(SAMPLE, names, tmp_path, repeats="no")
    with pytest.raises(InputError, match="no document"):
        comention.build(pyarrow.table({"id": pyarrow.array([], "string"), "text": pyarrow.array([], "string")}), names, tmp_path)
    with pytest.raises(InputError, match="column `text` is null in row 1"):
        comention.build(pyarrow.table({"id": ["a", "b"], "text": ["x", None]}), names, tmp_path)
    with pytest.raises(StoreError, match="there is no such file"):
        comention.Graph.open(tmp_path)
    assert not list(tmp_path.glob("graph.*"))


def test_what_was_skipped_is_told(names, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Oslo.")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4\0\0")
    with pytest.warns(UserWarning, match="1 skipped, the first: b.pdf"):
        graph = comention.build(folder, names, tmp_path / "out", formats=[])
    assert len(graph.skipped) == 1


def test_nothing_is_built_of_less_if_it_is_strict(names, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Oslo.")
    comention.build(folder, names, tmp_path / "out", formats=[], strict=True)
    (folder / "b.pdf").write_bytes(b"%PDF-1.4\0\0")
    table = pyarrow.table({"id": ["a", "b"], "text": ["Oslo.", ""]})
    for inputs in (folder, table):
        with pytest.raises(InputError, match="1 skipped and strict=True, nothing was built; the first: b"):
            comention.build(inputs, names, tmp_path / "out", strict=True)
    assert comention.Graph.open(tmp_path / "out").about["documents"] == "1"


def test_metadata_is_columns_or_a_file(names, tmp_path):
    table = pyarrow.table({"id": ["a"], "text": ["Oslo."]})
    with pytest.raises(InputError, match='metadata="when.csv": of a table, give a list'):
        comention.build(table, names, tmp_path, metadata="when.csv")
    with pytest.raises(InputError, match="of files, give the path of one table"):
        comention.build(SAMPLE, names, tmp_path, metadata=["when"])
