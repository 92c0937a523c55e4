"""Finds who and what is mentioned together in a pile of text, and gives the network back.

    names = comention.Gazetteer.open("entities.toml")
    mentions = comention.tag(["Amundsen met Nansen in Oslo."], names)
    graph = comention.build("articles/", names)

Tables go in and out as Arrow (`__arrow_c_stream__`), so that pyarrow, pandas, polars and DuckDB give
and take them without a copy. No call holds Python's lock while it works. What goes wrong is one of
`comention.errors`, or an OSError for files. `comention.spark` does the same on a cluster.
"""

from . import errors
from ._comention import (
    Batches,
    Gazetteer,
    Graph,
    Table,
    __version__,
    build,
    tag,
    tag_batches,
)

__all__ = [
    "Batches",
    "Gazetteer",
    "Graph",
    "Table",
    "__version__",
    "build",
    "errors",
    "tag",
    "tag_batches",
]
