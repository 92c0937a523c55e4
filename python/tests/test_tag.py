import csv
import io
import threading
import time

import comention
import duckdb
import pandas
import polars
import pyarrow
import pytest
from comention.errors import InputError
from conftest import NAMES, SAMPLE, cli, rows_of

TEXTS = ["Ålesund lay behind them when Roald Amundsen left Oslo.", "", "Hobart was far."]


def test_spans_are_code_points_of_the_text(names):
    table = comention.tag(TEXTS, names).to_arrow()
    rows = table.to_pylist()
    assert [(row["row"], row["entity"]) for row in rows][-2:] == [(0, "oslo"), (2, "hobart")]
    for row in rows:
        assert TEXTS[row["row"]][row["start"] : row["end"]] == row["surface"]
    in_bytes = comention.tag(TEXTS, names, offsets="bytes").to_arrow().to_pylist()
    for row in in_bytes:
        assert TEXTS[row["row"]].encode()[row["start"] : row["end"]].decode() == row["surface"]


def test_any_column_or_table_will_do(names):
    expected = comention.tag(TEXTS, names).to_arrow()
    table = pyarrow.table({"text": TEXTS})
    columns = [
        tuple(TEXTS),
        pyarrow.array(TEXTS),
        pyarrow.chunked_array([TEXTS[:1], TEXTS[1:]]),
        pyarrow.array(TEXTS, pyarrow.large_string()),
        pyarrow.array([text.encode() for text in TEXTS]),
        polars.Series(TEXTS),
        pandas.Series(TEXTS),
        table,
        polars.DataFrame({"text": TEXTS}),
        pandas.DataFrame({"text": TEXTS}),
        duckdb.from_arrow(table),
    ]
    for column in columns:
        found = comention.tag(column, names)
        assert found.to_arrow().combine_chunks() == expected, type(column)


def test_few_columns_will_do(names):
    whole = comention.tag(TEXTS, names).to_arrow()
    some = comention.tag(TEXTS, names, columns=["entity", "row", "candidates"]).to_arrow()
    assert some == whole.select(["entity", "row", "candidates"])
    with pytest.raises(InputError, match='columns="who": use row, document, start'):
        comention.tag(TEXTS, names, columns=["who"])
    with pytest.raises(InputError, match='columns="document": texts without ids have none'):
        comention.tag(TEXTS, names, columns=["document"])


def test_mentions_are_arrow_for_everyone(names):
    mentions = comention.tag(TEXTS, names)
    count = len(mentions)
    assert count == len(mentions.to_pandas()) == len(mentions.to_polars())
    assert duckdb.sql("SELECT count(*) FROM mentions").fetchall() == [(count,)]


def test_ids_and_the_command_line_agree(names):
    rows = sorted(rows_of(SAMPLE), key=lambda row: row["id"])
    mentions = comention.tag(pandas.DataFrame(rows), names, id="id", offsets="bytes").to_arrow()
    mentions = mentions.drop_columns("candidates").to_pylist()
    told = cli("tag", SAMPLE, "-g", NAMES, "--format", "tsv").stdout
    told = list(csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [{key: str(value) for key, value in row.items()} for row in mentions] == told


def test_batches_are_read_as_they_are_asked_for(names):
    taken = []

    def batches():
        for text in TEXTS * 3:
            taken.append(text)
            yield pyarrow.record_batch({"text": [text]})

    schema = pyarrow.schema({"text": pyarrow.string()})
    reader = pyarrow.RecordBatchReader.from_batches(schema, batches())
    tagged = names.tag_batches(reader)
    assert taken == []
    stream = iter(tagged)
    first = next(stream)
    assert len(taken) == 1
    rest = pyarrow.Table.from_batches([first, *stream])
    assert rest == comention.tag(TEXTS * 3, names).to_arrow()
    with pytest.raises(InputError, match="read before"):
        iter(tagged)


def test_python_goes_on_meanwhile(names):
    text = ["\n\n".join(row["text"] for row in rows_of(SAMPLE))] * 200
    seen = []
    done = threading.Event()

    def watch():
        while not done.is_set():
            seen.append(time.perf_counter())
            time.sleep(0.001)

    watcher = threading.Thread(target=watch)
    column = pyarrow.array(text)
    watcher.start()
    names.tag(column, threads=1)
    done.set()
    watcher.join()
    longest = max(later - earlier for earlier, later in zip(seen, seen[1:]))
    assert longest < (seen[-1] - seen[0]) / 2


@pytest.mark.parametrize(
    ("texts", "options", "error", "message"),
    [
        (pyarrow.table({"a": ["x"]}), {}, InputError, "no column `text`; there are a"),
        (pyarrow.table({"text": ["x"]}), {"id": "key"}, InputError, "no column `key`"),
        (pyarrow.table({"text": [1]}), {}, InputError, "column `text` is of the type Int64"),
        (pyarrow.table({"text": ["x"], "id": [1.5]}), {"id": "id"}, InputError, "column `id`.*Float64"),
        (["a", None], {}, InputError, "column `text` is null in row 1"),
        (pyarrow.table({"text": ["x"], "id": pyarrow.array([None], "string")}), {"id": "id"}, InputError, "`id` is null in row 0"),
        ([1], {}, TypeError, "item 0 is no string but `int`"),
        (5, {}, TypeError, "`int` is no Arrow table or column"),
        (["a"], {"offsets": "words"}, InputError, "use chars or bytes"),
        (["a"], {"format": "pdf"}, InputError, 'format="pdf": use one of'),
    ],
)
def test_bad_input_is_named(names, texts, options, error, message):
    with pytest.raises(error, match=message):
        comention.tag(texts, names, **options)


def test_bad_input_in_a_stream_is_named(names):
    reader = pyarrow.table({"text": ["a", None]}).to_reader()
    with pytest.raises(pyarrow.ArrowInvalid, match="column `text` is null in row 1"):
        pyarrow.table(names.tag_batches(reader))


def test_no_text_gives_no_mention(names):
    assert len(comention.tag([], names)) == 0
    assert comention.tag([], names).column_names[0] == "row"
    assert comention.tag(pyarrow.table({"text": [], "id": []}, schema=pyarrow.schema({"text": "string", "id": "string"})), names, id="id").column_names[0] == "document"
