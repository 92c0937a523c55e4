"""What a cluster left in, a build out."""

from __future__ import annotations

import os

from . import _comention
from .errors import InputError


def is_result(path: str) -> bool:
    """Whether the tables of a build on a cluster stand in the folder `path`."""
    return os.path.isdir(os.path.join(path, "documents")) and os.path.isdir(
        os.path.join(path, "about")
    )


def read(
    path: str | os.PathLike[str], output: os.PathLike[str], evidence: bool, **options
) -> _comention.Graph:
    path = os.fspath(path).rstrip("/")
    about = dict(zip(*_table(path, "about").to_pydict().values()))
    theirs, own = about.get("version"), _comention.__version__
    if theirs != own:
        raise InputError(f"{path} was built by comention {theirs}, this is {own}; build it again")
    recipe = {key: value for key, value in about.items() if not key.startswith("corpus.")}
    nodes = _table(path, "nodes")
    entities = nodes.select(["key", "id", "name", "type", "aliases", "attributes"])
    if evidence:
        documents = _dataset(path, "documents").scanner(
            columns=_comention.schemas()[0].column_names, batch_size=1024, batch_readahead=2
        )
        return _comention.build_documents(documents.to_reader(), entities, recipe, output, options)
    counts = _counts(nodes, _table(path, "edges"), about)
    return _comention.build_of_counts(counts, entities, recipe, output, options)


def _dataset(path: str, table: str):
    import pyarrow.dataset

    try:
        return pyarrow.dataset.dataset(f"{path}/{table}", format="parquet")
    except FileNotFoundError as error:
        raise InputError(
            f"{path}: there is no table `{table}`; `comention.spark.build` writes it"
        ) from error


def _table(path: str, table: str):
    return _dataset(path, table).to_table()


def _counts(nodes, edges, about: dict[str, str]):
    """The counts as they were added up: a row for the corpus, for each node, for each edge."""
    import pyarrow

    schema = pyarrow.table(_comention.schemas()[1]).schema

    def rows(table, a: str | None, b: str | None):
        columns = []
        for field in schema:
            name = {"a": a, "b": b}.get(field.name, field.name)
            if name is not None and name in table.column_names:
                columns.append(table[name].cast(field.type))
            else:
                missing = None if field.nullable else 0
                columns.append(pyarrow.array([missing] * len(table), field.type))
        return pyarrow.table(columns, schema=schema)

    corpus = {key[7:]: [int(value)] for key, value in about.items() if key.startswith("corpus.")}
    tables = [rows(pyarrow.table(corpus), None, None), rows(nodes, "key", None), rows(edges, "a", "b")]
    return pyarrow.concat_tables(tables)
